//! Whether there is time enough until the first day. A soft word, as long as somebody can still choose another day;
//! which lead times a policy asks for is not for this place to know (S1.60).

use chrono::NaiveDate;
use sojourn_calendar::Period;

use crate::features::secondments::{Kind, Scope, Secondment, Workflow};

/// Days before the first one on which papers for another country are begun (domain 8.2, C17).
const ABROAD: i64 = 90;
/// Days before the first one on which two organisations begin with their terms (domain 3.3, T8).
const TWO_EMPLOYERS: i64 = 56;
/// Days before the first one on which the agreement goes out within one employer (domain 3.3, T9).
const ONE_EMPLOYER: i64 = 28;
/// Shorter stays within one employer have the light checklist and need no such time.
const LIGHT_DAYS: u32 = 31;

/// What is worth a thought about the time until the first day; nothing when there is enough.
#[must_use]
pub fn lead_note(s: &Secondment, today: NaiveDate) -> Option<String> {
    let is_open = matches!(s.workflow, Workflow::Idea | Workflow::ReleasePending | Workflow::PendingApproval);
    let (first, last) = s.starts_on.zip(s.ends_on).filter(|_| is_open)?;
    let stay = Period::try_new(first, last).ok()?;
    note(s.kind == Kind::International, s.scope == Scope::External, stay, today)
}

fn note(is_abroad: bool, is_external: bool, stay: Period, today: NaiveDate) -> Option<String> {
    let (what, needs) = if is_abroad {
        ("Visa, tax and social security take", ABROAD)
    } else if is_external {
        ("The terms between two organisations take", TWO_EMPLOYERS)
    } else if stay.days() > LIGHT_DAYS {
        ("The agreement and its signatures take", ONE_EMPLOYER)
    } else {
        return None;
    };
    let days = (stay.start() - today).num_days();
    let when = match days {
        0 => "It begins today.".to_owned(),
        1 => "It begins tomorrow.".to_owned(),
        more => format!("It begins in {more} days."),
    };
    (0..needs).contains(&days).then(|| {
        format!("{when} {what} {needs} days as a rule: begin with them at once, or choose a later first day.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(is_abroad: bool, is_external: bool, last: &str, today: &str) -> Option<String> {
        note(is_abroad, is_external, Period::try_new(day("2027-03-01"), day(last)).unwrap(), day(today))
    }

    #[test]
    fn each_way_has_its_time_to_the_day() {
        assert_eq!(said(true, false, "2027-05-31", "2026-12-01"), None, "ninety days are enough");
        assert!(said(true, true, "2027-05-31", "2026-12-02").unwrap().contains("in 89 days. Visa"));
        assert_eq!(said(false, true, "2027-03-05", "2027-01-04"), None);
        assert!(said(false, true, "2027-03-05", "2027-01-05").unwrap().contains("two organisations take 56"));
        assert_eq!(said(false, false, "2027-05-31", "2027-02-01"), None);
        assert!(said(false, false, "2027-05-31", "2027-02-02").unwrap().contains("signatures take 28"));
    }

    #[test]
    fn a_short_stay_at_home_needs_none_and_what_has_begun_is_told_no_more() {
        assert_eq!(said(false, false, "2027-03-31", "2027-02-28"), None, "31 days are short");
        assert!(said(false, false, "2027-04-01", "2027-02-28").unwrap().starts_with("It begins tomorrow."));
        assert!(said(true, false, "2027-05-31", "2027-03-01").unwrap().starts_with("It begins today."));
        assert_eq!(said(true, false, "2027-05-31", "2027-03-02"), None);
    }
}
