//! Where a record is on its way back, by its days. The workflow says what people decided; these stages follow from
//! the calendar (domain 3.3, T17 to T21) and are never stored, so that a moved last day moves them too. See
//! `docs/adr/0015`.

use chrono::{Days, Months, NaiveDate};

use crate::features::secondments::Workflow;

/// Days before the last one on which the return plan opens: six weeks.
pub const OPENS_BEFORE: u64 = 42;
/// Days before the last one by which home and secondee meet about the return (Manchester, at least one month).
pub const MEET_BEFORE: u64 = 30;
/// Days that are left for the meeting when the end came too near for that.
const MEET_AT_LEAST: u64 = 7;
/// The first days at home.
pub const REENTRY_DAYS: u64 = 90;
/// Months over which is asked what became of it.
pub const FOLLOW_UP_MONTHS: u32 = 24;
/// Days after the last question for its answer.
const ANSWER_DAYS: u64 = 90;

crate::word_enum!(
    /// A stage of the way back.
    #[schema(as = ReturnStage)]
    Stage {
        /// Not away yet, or never.
        NotYet => "not_yet", "Not away yet";
        /// Away, and the last day is far.
        Away => "away", "Away";
        /// The return is being planned.
        Ending => "ending", "Coming back";
        /// The first ninety days at home.
        Reentry => "reentry", "First 90 days at home";
        /// It is asked now and then what became of it.
        FollowUp => "follow_up", "What became of it";
        /// Nothing is asked any more.
        Over => "over", "Over";
    }
);

/// The day on which the return plan of a stay opens.
#[must_use]
pub fn opens_on(last_day: NaiveDate) -> NaiveDate {
    last_day.checked_sub_days(Days::new(OPENS_BEFORE)).unwrap_or(last_day)
}

/// The last day on which home and secondee should meet: a month before the last day, or within a week of opening
/// when the end came too near for that; never after the last day.
#[must_use]
pub fn meet_by(last_day: NaiveDate, opened_on: NaiveDate) -> NaiveDate {
    let a_month_before = last_day.checked_sub_days(Days::new(MEET_BEFORE)).unwrap_or(last_day);
    let a_week_on = opened_on.checked_add_days(Days::new(MEET_AT_LEAST)).unwrap_or(opened_on);
    a_month_before.max(a_week_on.min(last_day))
}

/// The stage of a record.
#[must_use]
pub fn stage(
    workflow: Workflow,
    last_day: Option<NaiveDate>,
    returned: Option<NaiveDate>,
    today: NaiveDate,
) -> Stage {
    if let Some(returned) = returned {
        return after(workflow, returned, today);
    }
    if !workflow.is_under_way() {
        return if workflow.is_final() { Stage::Over } else { Stage::NotYet };
    }
    let is_near = last_day.is_some_and(|last| opens_on(last) <= today);
    if is_near || workflow == Workflow::NoticeGiven { Stage::Ending } else { Stage::Away }
}

fn after(workflow: Workflow, returned: NaiveDate, today: NaiveDate) -> Stage {
    if !matches!(workflow, Workflow::Returned | Workflow::Closed) {
        return Stage::Over;
    }
    let within = |end: Option<NaiveDate>| end.is_none_or(|end| today <= end);
    if within(returned.checked_add_days(Days::new(REENTRY_DAYS))) {
        return Stage::Reentry;
    }
    let last = returned.checked_add_months(Months::new(FOLLOW_UP_MONTHS));
    let last = last.and_then(|day| day.checked_add_days(Days::new(ANSWER_DAYS)));
    if within(last) { Stage::FollowUp } else { Stage::Over }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_plan_opens_six_weeks_before_and_not_a_day_earlier() {
        let last = day("2027-02-26");
        assert_eq!(opens_on(last), day("2027-01-15"));
        let at = |today| stage(Workflow::Active, Some(last), None, day(today));
        assert_eq!(at("2027-01-14"), Stage::Away);
        assert_eq!(at("2027-01-15"), Stage::Ending);
        assert_eq!(stage(Workflow::NoticeGiven, Some(last), None, day("2026-10-01")), Stage::Ending);
        assert_eq!(stage(Workflow::Executed, Some(last), None, day("2027-01-20")), Stage::NotYet);
    }

    #[test]
    fn ninety_days_then_two_years_then_rest() {
        let back = day("2027-03-01");
        let at = |today| stage(Workflow::Closed, None, Some(back), day(today));
        assert_eq!(at("2027-03-01"), Stage::Reentry);
        assert_eq!(at("2027-05-30"), Stage::Reentry);
        assert_eq!(at("2027-05-31"), Stage::FollowUp);
        assert_eq!(at("2029-05-30"), Stage::FollowUp);
        assert_eq!(at("2029-05-31"), Stage::Over);
        assert_eq!(stage(Workflow::Deceased, None, Some(back), back), Stage::Over);
    }

    #[test]
    fn they_meet_a_month_before_or_within_a_week() {
        assert_eq!(meet_by(day("2027-02-26"), day("2027-01-15")), day("2027-01-27"));
        assert_eq!(meet_by(day("2027-02-26"), day("2027-02-10")), day("2027-02-17"));
        assert_eq!(meet_by(day("2027-02-26"), day("2027-02-24")), day("2027-02-26"));
    }

    proptest! {
        #[test]
        fn a_meeting_is_never_after_the_last_day(last in 0i64..4000, before in 0i64..200) {
            let last = day("2020-01-01") + chrono::Duration::days(last);
            let opened = last - chrono::Duration::days(before);
            let by = meet_by(last, opened);
            prop_assert!(by <= last);
            prop_assert!(by >= opened.min(last));
        }

        #[test]
        fn stages_follow_each_other(back in 0i64..4000, ahead in 0i64..1200) {
            let back = day("2020-01-01") + chrono::Duration::days(back);
            let today = back + chrono::Duration::days(ahead);
            let (now, then) = (
                stage(Workflow::Closed, None, Some(back), today),
                stage(Workflow::Closed, None, Some(back), today + chrono::Duration::days(1)),
            );
            prop_assert!(now <= then, "{now:?} then {then:?}");
        }
    }
}
