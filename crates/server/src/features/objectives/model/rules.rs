//! What follows from the facts: how much is reached, and which phase the stay is in.

use chrono::{Duration, NaiveDate};

use super::{Item, Note, Phase, Status};

/// Days of learning at the beginning: the scope is looked at again after thirty (domain 8.4, C42).
const LEARNING_DAYS: i64 = 30;
/// Days of handing over at the end (domain 8.6, C57).
const HANDOVER_DAYS: i64 = 14;

/// The phase of a stay on a day. Of a short stay each phase is a third at the most.
#[must_use]
pub fn phase(first: NaiveDate, last: NaiveDate, today: NaiveDate) -> Phase {
    let third = ((last - first).num_days() + 1) / 3;
    let learns_until = first + Duration::days(LEARNING_DAYS.min(third));
    let hands_over_from = last - Duration::days(HANDOVER_DAYS.min(third));
    if today > hands_over_from {
        Phase::HandOver
    } else if today >= learns_until {
        Phase::Contribute
    } else {
        Phase::Learn
    }
}

/// How much an objective counts as reached: what is done counts whole, what is dropped not at all.
#[must_use]
pub fn reached(note: Option<&Note>) -> Option<u8> {
    match note {
        None => Some(0),
        Some(note) => match note.status {
            Status::Dropped => None,
            Status::Done => Some(100),
            _ => Some(note.percent.min(100)),
        },
    }
}

/// The weighted achievement of a plan in percent, rounded down; none when nothing is left to reach.
#[must_use]
pub fn achievement(items: &[Item], newest: impl Fn(&Item) -> Option<u8>) -> Option<u8> {
    let counted = items.iter().filter_map(|item| newest(item).map(|percent| (item.weight, percent)));
    let (mut weights, mut sum) = (0_u32, 0_u32);
    for (weight, percent) in counted {
        weights += u32::from(weight);
        sum += u32::from(weight) * u32::from(percent.min(100));
    }
    sum.checked_div(weights).and_then(|percent| u8::try_from(percent).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Kind, ObjectiveId};
    use super::*;

    fn item(number: u128, weight: u8) -> Item {
        Item {
            id: ObjectiveId(uuid::Uuid::from_u128(number)),
            title: "x".into(),
            measure: "y".into(),
            kind: Kind::Deliver,
            phase: Phase::Contribute,
            weight,
            due_on: None,
        }
    }

    fn note(status: Status, percent: u8) -> Note {
        let objective = ObjectiveId(uuid::Uuid::from_u128(1));
        let at = "2026-11-23T09:00:00Z".parse().unwrap();
        Note { objective, status, percent, note: String::new(), by: String::new(), at }
    }

    #[test]
    fn weights_count_and_what_is_dropped_does_not() {
        assert_eq!(reached(Some(&note(Status::Done, 40))), Some(100));
        assert_eq!(reached(Some(&note(Status::Dropped, 40))), None);
        assert_eq!(reached(None), Some(0));
        let items = [item(1, 75), item(2, 25)];
        let of = |first: Option<u8>, second: Option<u8>| {
            achievement(&items, move |one| if one.weight == 75 { first } else { second })
        };
        assert_eq!(of(Some(100), Some(0)), Some(75));
        assert_eq!(of(None, Some(40)), Some(40));
        assert_eq!(of(None, None), None);
        assert_eq!(achievement(&[], |_| Some(1)), None);
    }

    #[test]
    fn a_stay_learns_then_contributes_then_hands_over() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (first, last) = (day("2026-09-07"), day("2027-02-26"));
        assert_eq!(phase(first, last, day("2026-09-07")), Phase::Learn);
        assert_eq!(phase(first, last, day("2026-10-07")), Phase::Contribute);
        assert_eq!(phase(first, last, day("2027-02-13")), Phase::HandOver);
        let (first, last) = (day("2026-09-07"), day("2026-09-15"));
        assert_eq!(phase(first, last, day("2026-09-10")), Phase::Contribute, "a third of nine days");
    }

    proptest! {
        #[test]
        fn achievement_lies_between_the_least_and_the_most(
            parts in proptest::collection::vec((1_u8..=100, 0_u8..=100), 1..9)
        ) {
            let items: Vec<Item> = (0..).zip(&parts).map(|(at, (weight, _))| item(at, *weight)).collect();
            let percent = |one: &Item| parts.get(one.id.0.as_u128() as usize).map(|part| part.1);
            let found = achievement(&items, percent).unwrap();
            let least = parts.iter().map(|part| part.1).min().unwrap();
            let most = parts.iter().map(|part| part.1).max().unwrap();
            prop_assert!((least..=most).contains(&found));
        }

        #[test]
        fn phases_come_in_their_order(length in 0_i64..800, at in 0_i64..800) {
            let first: NaiveDate = "2026-09-07".parse().unwrap();
            let last = first + Duration::days(length);
            let day = first + Duration::days(at.min(length));
            prop_assert!(phase(first, last, day) <= phase(first, last, day + Duration::days(1)));
        }
    }
}
