//! How often home and a secondee talk, and when a talk was missed. Pure.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use sojourn_calendar::{Period, add_months};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::form;

id_type!(
    /// A talk between home and a secondee.
    ContactId, "con"
);

crate::word_enum!(
    /// How the two talk.
    Channel {
        /// Seeing each other on a screen.
        Video => "video", "Video call";
        /// By phone.
        Phone => "phone", "Phone";
        /// In writing, at once.
        Chat => "chat", "Chat";
        /// In writing, later.
        Email => "email", "Email";
        /// In one room.
        InPerson => "in_person", "In person";
    }
);

/// The least and the most days between two talks that can be agreed: the sources ask for one a month at least
/// (domain C44), and closer than once a week is a meeting and no longer a contact.
pub const SHORTEST: i64 = 7;
/// See [`SHORTEST`].
pub const LONGEST: i64 = 31;
/// What counts as long as nobody has agreed on anything.
pub const UNTIL_AGREED: i64 = 30;
/// How many missed talks in a row bring the mobility team in.
pub const ESCALATE_FROM: usize = 2;

/// How many days lie between two talks for somebody who left on `first`, seen from the day `on`: as agreed in the
/// first half year, three quarters of it in the second, half of it beyond a year, and never less than a week. That
/// the need grows with the time away, and beyond a year most, is what the sources say (domain S1.36); the quarters
/// are ours and stand on the page.
#[must_use]
pub fn interval(agreed: i64, first: NaiveDate, on: NaiveDate) -> i64 {
    let has_passed = |months| add_months(first, months).is_ok_and(|day| on >= day);
    let quarters = match () {
        () if has_passed(12) => 2,
        () if has_passed(6) => 3,
        () => 4,
    };
    (agreed.clamp(SHORTEST, LONGEST) * quarters / 4).max(SHORTEST)
}

/// Whether the person has been away for more than a year.
#[must_use]
pub fn is_over_a_year(first: NaiveDate, today: NaiveDate) -> bool {
    add_months(first, 12).is_ok_and(|day| today >= day)
}

/// Where keeping in touch stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ContactStanding {
    /// Every how many days, at this length away.
    pub every: i64,
    /// The next day by which the two talk; none after the last.
    pub next: Option<NaiveDate>,
    /// The days by which they should have talked since the last talk, the oldest first.
    pub missed: Vec<NaiveDate>,
}

/// Where it stands today: the days that follow from the last talk, or from the first day. A talk before the first
/// day counts as one on it. Weekends move to the Monday, and nothing is due after the last day.
#[must_use]
pub fn standing(agreed: i64, stay: Period, talked: Option<NaiveDate>, today: NaiveDate) -> ContactStanding {
    let first = stay.start();
    let mut day = talked.map_or(first, |day| day.max(first));
    let mut missed = Vec::new();
    let mut next = None;
    loop {
        day = working_day(day + Duration::days(interval(agreed, first, day)));
        if day > stay.end() {
            break;
        }
        if day >= today {
            next = Some(day);
            break;
        }
        missed.push(day);
    }
    ContactStanding { every: interval(agreed, first, today.max(first)), next, missed }
}

fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + Duration::days(2),
        Weekday::Sun => day + Duration::days(1),
        _ => day,
    }
}

/// What is agreed about keeping in touch.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPlanInput {
    /// The address of the one at home who keeps in touch; the home manager when it is empty.
    #[serde(default)]
    pub contact_email: String,
    /// How they talk.
    pub channel: Channel,
    /// What else they agreed, such as a weekday; may be empty.
    #[serde(default)]
    pub note: String,
    /// Every how many days, from 7 to 31. It tightens by itself after half a year and after a year.
    pub cadence_days: i64,
    /// The version that was read; 0 when there was none.
    #[serde(default)]
    pub version: i64,
}

impl ContactPlanInput {
    /// The note without the space around it, if all will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, mut errors: FieldErrors) -> Result<String> {
        let note = form::words(&mut errors, "note", &self.note, "", 200);
        if !(SHORTEST..=LONGEST).contains(&self.cadence_days) {
            errors.add("cadence_days", format!("Choose from {SHORTEST} to {LONGEST} days"));
        }
        errors.check()?;
        Ok(note)
    }
}

/// A talk that was held.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeInput {
    /// The day; today when it is left out.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

impl MadeInput {
    /// The day, if it lies within the stay and not ahead.
    ///
    /// # Errors
    /// Invalid when it does not.
    pub fn check(&self, first: NaiveDate, today: NaiveDate) -> Result<NaiveDate> {
        let day = self.on.unwrap_or(today);
        let mut errors = FieldErrors::default();
        if day > today {
            errors.add("on", "Note a talk once it was held");
        } else if day < first {
            errors.add("on", "Note talks from the first day on");
        }
        errors.check()?;
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stay(first: &str, last: &str) -> Period {
        Period::try_new(day(first), day(last)).unwrap()
    }

    #[test]
    fn the_cadence_tightens_after_half_a_year_and_after_a_year() {
        let first = day("2026-01-05");
        assert_eq!(interval(28, first, day("2026-07-04")), 28);
        assert_eq!(interval(28, first, day("2026-07-05")), 21);
        assert_eq!(interval(28, first, day("2027-01-05")), 14);
        assert_eq!(interval(10, first, day("2027-01-05")), 7, "never closer than a week");
        assert!(is_over_a_year(first, day("2027-01-05")) && !is_over_a_year(first, day("2027-01-04")));
    }

    #[test]
    fn what_was_missed_is_counted_from_the_last_talk() {
        let stay = stay("2026-09-07", "2027-02-26");
        let told = standing(14, stay, None, day("2026-09-10"));
        assert_eq!((told.next, told.missed.len()), (Some(day("2026-09-21")), 0));
        let told = standing(14, stay, None, day("2026-10-06"));
        assert_eq!(told.missed, [day("2026-09-21"), day("2026-10-05")]);
        assert_eq!(told.next, Some(day("2026-10-19")));
        let told = standing(14, stay, Some(day("2026-10-06")), day("2026-10-06"));
        assert_eq!((told.next, told.missed.len()), (Some(day("2026-10-20")), 0));
        let told = standing(14, stay, Some(day("2027-02-20")), day("2027-02-22"));
        assert_eq!((told.next, told.missed.len()), (None, 0), "nothing is due after the last day");
        assert_eq!(standing(14, stay, None, day("2026-09-21")).missed.len(), 0, "the day itself is not late");
    }

    #[test]
    fn a_talk_is_noted_from_the_first_day_to_today() {
        let on = |text: &str| MadeInput { on: Some(day(text)) }.check(day("2026-09-07"), day("2026-11-23"));
        assert!(on("2026-09-07").is_ok() && on("2026-11-23").is_ok());
        assert!(on("2026-09-06").is_err() && on("2026-11-24").is_err());
        assert_eq!(
            MadeInput::default().check(day("2026-09-07"), day("2026-11-23")).unwrap(),
            day("2026-11-23")
        );
    }

    proptest! {
        #[test]
        fn the_longer_away_the_closer(agreed in 7_i64..=31, a in 0_i64..1500, b in 0_i64..1500, start in 0_i64..800) {
            let first = day("2026-01-01") + Duration::days(start);
            let (early, late) = (a.min(b), a.max(b));
            let at = |days| interval(agreed, first, first + Duration::days(days));
            prop_assert!(at(late) <= at(early));
            prop_assert!((SHORTEST..=agreed).contains(&at(late)));
        }

        #[test]
        fn days_come_in_order_within_the_stay(
            agreed in 7_i64..=31, length in 0_i64..900, at in 0_i64..1000, talked in proptest::option::of(0_i64..900),
        ) {
            let first = day("2026-03-02");
            let stay = Period::try_new(first, first + Duration::days(length)).unwrap();
            let today = first + Duration::days(at);
            let talked = talked.filter(|days| *days <= at).map(|days| first + Duration::days(days));
            let told = standing(agreed, stay, talked, today);
            let all: Vec<NaiveDate> = told.missed.iter().copied().chain(told.next).collect();
            prop_assert!(all.windows(2).all(|pair| (SHORTEST..=LONGEST + 2).contains(&(pair[1] - pair[0]).num_days())));
            prop_assert!(all.iter().all(|day| *day > first && *day <= stay.end()));
            prop_assert!(told.missed.iter().all(|day| *day < today && talked.is_none_or(|talk| *day > talk)));
            prop_assert!(told.next.is_none_or(|day| day >= today));
            if talked == Some(today) {
                prop_assert!(told.missed.is_empty(), "who talks today has missed nothing");
            }
        }
    }
}
