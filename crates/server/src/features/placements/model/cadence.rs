//! When the three talk: weekly in the first month, then monthly, and at the midpoint (domain T13, C39 to C45).
//! Well-being is asked in weeks 1, 2 and 4 (C41). Pure.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use serde::Serialize;
use sojourn_calendar::add_months;
use utoipa::ToSchema;

crate::word_enum!(
    /// Why a check-in is due.
    SlotKind {
        /// Every week of the first month.
        Weekly => "weekly", "Weekly check-in";
        /// Every month after it.
        Monthly => "monthly", "Monthly check-in";
        /// Half of the stay is over.
        Midpoint => "midpoint", "Midpoint review";
    }
);

/// A check-in that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Slot {
    /// The working day by which.
    pub on: NaiveDate,
    /// Why.
    pub kind: SlotKind,
    /// Whether well-being is asked as well.
    pub wellbeing: bool,
}

/// Weeks with a check-in at the beginning, and those of them in which well-being is asked.
const WEEKS: [i64; 4] = [1, 2, 3, 4];
const WELLBEING: [i64; 3] = [1, 2, 4];
/// Stays shorter than this have no midpoint of their own: the weekly talks are enough.
const MIDPOINT_FROM: i64 = 60;
/// A monthly check-in this near to the midpoint is the midpoint.
const NEAR: i64 = 10;
/// Days before its day from which a talk counts for a check-in.
const EARLY: i64 = 3;

/// The check-ins of a stay, in their order; all lie within it.
#[must_use]
pub fn slots(first: NaiveDate, last: NaiveDate) -> Vec<Slot> {
    let mut days: Vec<Slot> = WEEKS
        .iter()
        .map(|week| Slot {
            on: working_day(first + Duration::weeks(*week)),
            kind: SlotKind::Weekly,
            wellbeing: WELLBEING.contains(week),
        })
        .collect();
    let months = (2..).map_while(|month| add_months(first, month).ok()).take_while(|day| *day <= last);
    days.extend(months.map(|day| Slot { on: working_day(day), kind: SlotKind::Monthly, wellbeing: false }));
    let length = (last - first).num_days();
    if length >= MIDPOINT_FROM {
        let middle = working_day(first + Duration::days(length / 2));
        let is_near =
            |slot: &Slot| slot.kind == SlotKind::Monthly && (slot.on - middle).num_days().abs() <= NEAR;
        days.retain(|slot| !is_near(slot));
        // a weekly check-in on the very day is the midpoint, and still asks how the person is
        let wellbeing = days.iter().any(|slot| slot.on == middle && slot.wellbeing);
        days.retain(|slot| slot.on != middle);
        days.push(Slot { on: middle, kind: SlotKind::Midpoint, wellbeing });
    }
    days.retain(|slot| slot.on > first && slot.on <= last);
    days.sort_by_key(|slot| slot.on);
    days.dedup_by_key(|slot| slot.on);
    days
}

fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + Duration::days(2),
        Weekday::Sun => day + Duration::days(1),
        _ => day,
    }
}

/// Whether each check-in was held: a talk counts for the check-in that it follows, or that is up to three days off.
#[must_use]
pub fn held(slots: &[Slot], talks: &[NaiveDate]) -> Vec<bool> {
    let opens = |slot: &Slot| slot.on - Duration::days(EARLY);
    slots
        .iter()
        .enumerate()
        .map(|(at, slot)| {
            let until = slots.get(at + 1).map(opens);
            talks.iter().any(|talk| *talk >= opens(slot) && until.is_none_or(|until| *talk < until))
        })
        .collect()
}

/// The check-in to prepare now: the last one whose day has come and which was not held, or the next one.
#[must_use]
pub fn current(slots: &[Slot], talks: &[NaiveDate], today: NaiveDate) -> Option<Slot> {
    let held = held(slots, talks);
    let open: Vec<(usize, &Slot)> = slots.iter().enumerate().filter(|(at, _)| !held[*at]).collect();
    let newest_come = slots.iter().rposition(|slot| slot.on <= today);
    let late = open.iter().rev().find(|(at, _)| Some(*at) == newest_come).map(|(_, slot)| **slot);
    late.or_else(|| open.iter().find(|(_, slot)| slot.on > today).map(|(_, slot)| **slot))
}

/// The check-in that should have been held by now, and how many days ago.
#[must_use]
pub fn overdue(slots: &[Slot], talks: &[NaiveDate], today: NaiveDate) -> Option<(Slot, i64)> {
    let slot = current(slots, talks, today)?;
    let days = (today - slot.on).num_days();
    (days > 0).then_some((slot, days))
}

/// For how many days no check-in was held that should have been: since the first of those that were missed in a row.
#[must_use]
pub fn missed_for(slots: &[Slot], talks: &[NaiveDate], today: NaiveDate) -> i64 {
    let held = held(slots, talks);
    let come = slots.iter().zip(&held).rev().skip_while(|(slot, _)| slot.on > today);
    let first = come.take_while(|(_, held)| !**held).last();
    first.map_or(0, |(slot, _)| (today - slot.on).num_days())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn half_a_year_has_weeks_then_months_and_a_midpoint() {
        let slots = slots(day("2026-09-07"), day("2027-02-26"));
        let told: Vec<String> =
            slots.iter().map(|slot| format!("{} {}", slot.on, slot.kind.as_str())).collect();
        let wanted = [
            "2026-09-14 weekly",
            "2026-09-21 weekly",
            "2026-09-28 weekly",
            "2026-10-05 weekly",
            "2026-11-09 monthly",
            "2026-12-02 midpoint",
            "2027-01-07 monthly",
            "2027-02-08 monthly",
        ];
        assert_eq!(told, wanted);
        let wellbeing: Vec<NaiveDate> =
            slots.iter().filter(|slot| slot.wellbeing).map(|slot| slot.on).collect();
        assert_eq!(wellbeing, [day("2026-09-14"), day("2026-09-21"), day("2026-10-05")]);
    }

    #[test]
    fn a_talk_counts_for_the_check_in_it_is_near() {
        let slots = slots(day("2026-09-07"), day("2027-02-26"));
        assert_eq!(held(&slots, &[day("2026-09-11"), day("2026-09-18")])[..3], [true, true, false]);
        let today = day("2026-11-23");
        assert_eq!(current(&slots, &[day("2026-11-10")], today).unwrap().on, day("2026-12-02"));
        assert_eq!(overdue(&slots, &[], today).unwrap(), (slots[4], 14), "only the newest is asked for");
        assert_eq!(overdue(&slots, &[day("2026-11-10")], today), None);
        assert_eq!(missed_for(&slots, &[], day("2026-09-29")), 15, "since the first week");
        assert_eq!(missed_for(&slots, &[day("2026-09-22")], day("2026-09-29")), 1);
        assert_eq!(missed_for(&slots, &[day("2026-09-22")], day("2026-09-27")), 0);
    }

    proptest! {
        #[test]
        fn check_ins_come_in_order_and_within_the_stay(length in 0_i64..1500, start in 0_i64..700) {
            let first = day("2026-01-01") + Duration::days(start);
            let last = first + Duration::days(length);
            let slots = slots(first, last);
            prop_assert!(slots.windows(2).all(|pair| pair[0].on < pair[1].on));
            prop_assert!(slots.iter().all(|slot| slot.on > first && slot.on <= last));
            prop_assert!(slots.windows(2).all(|pair| (pair[1].on - pair[0].on).num_days() <= 45));
            prop_assert_eq!(slots.iter().filter(|slot| slot.kind == SlotKind::Midpoint).count(), usize::from(length >= 60));
            if length > 32 {
                prop_assert_eq!(slots.iter().filter(|slot| slot.wellbeing).count(), 3);
            }
        }

        #[test]
        fn what_is_current_was_not_held(talks in proptest::collection::vec(0_i64..200, 0..12), at in 0_i64..200) {
            let first = day("2026-09-07");
            let slots = slots(first, first + Duration::days(172));
            let talks: Vec<NaiveDate> = talks.into_iter().map(|days| first + Duration::days(days)).collect();
            if let Some(slot) = current(&slots, &talks, first + Duration::days(at)) {
                let place = slots.iter().position(|one| *one == slot).unwrap();
                prop_assert!(!held(&slots, &talks)[place]);
            }
        }
    }
}
