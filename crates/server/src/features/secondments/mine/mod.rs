//! The actor's own secondment, and the people around a record who are found by their role.

pub mod store;

use chrono::NaiveDate;

/// The states in which a secondment is under way for the person who goes: agreed, there, or just back.
pub const UNDER_WAY: &[super::Workflow] = &[
    super::Workflow::Executed,
    super::Workflow::PreStart,
    super::Workflow::Active,
    super::Workflow::Paused,
    super::Workflow::NoticeGiven,
    super::Workflow::Returned,
];

/// The working day, Monday to Friday, that lies so many working days after a day.
#[must_use]
pub fn working_days_after(day: NaiveDate, days: u32) -> NaiveDate {
    let works = sojourn_calendar::WorkingPattern::STANDARD;
    day.iter_days()
        .skip(1)
        .filter(|day| works.works_on(*day))
        .nth(days.saturating_sub(1) as usize)
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_days_step_over_the_weekend() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(working_days_after(day("2026-11-23"), 2), day("2026-11-25"));
        assert_eq!(working_days_after(day("2026-11-26"), 2), day("2026-11-30"));
        assert_eq!(working_days_after(day("2026-11-28"), 1), day("2026-11-30"));
    }
}
