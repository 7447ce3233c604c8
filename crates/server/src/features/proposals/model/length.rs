//! Whether a stay is shorter or longer than most. A soft word: nothing is refused for it, and which lengths a policy
//! forbids is not for this place to know (S1.18).

use sojourn_calendar::{Period, WorkingPattern, add_months, format};

use crate::features::secondments::Secondment;

/// Most last from so many months.
const USUAL_FROM: i32 = 3;
/// To so many.
const USUAL_TO: i32 = 12;

/// What is worth a thought about the length; nothing between three and twelve months, and nothing without dates.
#[must_use]
pub fn length_note(s: &Secondment) -> Option<String> {
    let (first, last) = s.starts_on.zip(s.ends_on)?;
    Period::try_new(first, last).ok().and_then(note)
}

fn note(stay: Period) -> Option<String> {
    let length = format::length(stay, WorkingPattern::STANDARD);
    let reaches = |months| {
        let day_after = stay.end().succ_opt().unwrap_or(stay.end());
        add_months(stay.start(), months).is_ok_and(|day| day_after >= day)
    };
    // a day more than the last of the usual months
    let passes = add_months(stay.start(), USUAL_TO).is_ok_and(|day| stay.end() >= day);
    if passes {
        Some(format!(
            "Most last {USUAL_FROM} to {USUAL_TO} months; this one lasts {length}. After a year people lose touch most: \
             agree who keeps in touch, and whether the post at home can wait so long."
        ))
    } else if !reaches(USUAL_FROM) {
        Some(format!(
            "Most last {USUAL_FROM} to {USUAL_TO} months; this one lasts {length}. That can be right: keep the goals few."
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(first: &str, last: &str) -> Option<String> {
        note(Period::try_new(first.parse().unwrap(), last.parse().unwrap()).unwrap())
    }

    #[test]
    fn three_months_and_a_year_are_usual_to_the_day() {
        assert!(said("2027-01-04", "2027-04-02").unwrap().contains("keep the goals few"));
        assert_eq!(said("2027-01-04", "2027-04-03"), None);
        assert_eq!(said("2027-01-04", "2028-01-03"), None);
        assert!(said("2027-01-04", "2028-01-04").unwrap().contains("After a year"));
        assert!(said("2027-01-04", "2027-01-08").unwrap().contains("this one lasts 1 week"));
    }

    #[test]
    fn a_short_month_is_clamped_and_counts_whole() {
        assert_eq!(
            said("2026-11-30", "2027-02-27"),
            None,
            "February has no 30th: three months end on the 27th"
        );
        assert!(said("2026-11-30", "2027-02-26").is_some());
    }
}
