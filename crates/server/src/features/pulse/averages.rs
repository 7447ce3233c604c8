//! What managers see: averages of groups, never of so few that a person could be told. Pure.
//!
//! A group is shown when at least five people answered. That alone is not enough: whoever knows the average of six
//! people and that of five of them knows the sixth. So a group is also hidden when it differs from one that is
//! shown by fewer than five people, on either side.

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Week;
use crate::actor::PersonId;

/// The fewest people of whom an average is shown (domain 4 and 9.3: n of five or more).
pub const FEWEST: usize = 5;

/// What one person answered in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The week.
    pub week: Week,
    /// Who.
    pub person: PersonId,
    /// 1 to 5.
    pub at_host: u8,
    /// 1 to 5.
    pub at_home: u8,
}

/// The average of a group in a week, in tenths: 38 is 3.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Average {
    /// The week.
    pub week: Week,
    /// “Part of my team at the host”, in tenths.
    pub at_host_tenths: u32,
    /// “Part of my team back home”, in tenths.
    pub at_home_tenths: u32,
}

/// Whether a group may be shown beside those that are shown already.
#[must_use]
pub fn may_show(shown: &[BTreeSet<PersonId>], group: &BTreeSet<PersonId>) -> bool {
    let is_telling = |count: usize| (1..FEWEST).contains(&count);
    group.len() >= FEWEST
        && shown.iter().all(|other| {
            !is_telling(group.difference(other).count()) && !is_telling(other.difference(group).count())
        })
}

/// The averages of several groups week by week, oldest first, each hidden when it could tell a person. All groups
/// that one reader sees are judged together, in their order.
#[must_use]
pub fn averages(groups: &[Vec<Answer>]) -> Vec<Vec<Average>> {
    let weeks: BTreeSet<Week> = groups.iter().flatten().map(|answer| answer.week).collect();
    let mut shown: Vec<BTreeSet<PersonId>> = Vec::new();
    let mut all: Vec<Vec<Average>> = groups.iter().map(|_| Vec::new()).collect();
    for week in weeks {
        for (group, averages) in groups.iter().zip(&mut all) {
            let answers: Vec<&Answer> = group.iter().filter(|answer| answer.week == week).collect();
            let people: BTreeSet<PersonId> = answers.iter().map(|answer| answer.person).collect();
            if may_show(&shown, &people) {
                averages.push(Average {
                    week,
                    at_host_tenths: tenths(&answers, |answer| answer.at_host),
                    at_home_tenths: tenths(&answers, |answer| answer.at_home),
                });
                shown.push(people);
            }
        }
    }
    all
}

/// The average in tenths, rounded half up.
fn tenths(answers: &[&Answer], score: fn(&Answer) -> u8) -> u32 {
    let sum: u32 = answers.iter().map(|answer| u32::from(score(answer))).sum();
    let count = u32::try_from(answers.len()).unwrap_or(u32::MAX).max(1);
    (sum * 20 + count) / (count * 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn person(number: u8) -> PersonId {
        PersonId(Uuid::from_u128(u128::from(number) + 1))
    }

    fn answers(week: u32, people: &[u8], score: u8) -> Vec<Answer> {
        let week = Week { year: 2026, week };
        people
            .iter()
            .map(|number| Answer { week, person: person(*number), at_host: score, at_home: score })
            .collect()
    }

    #[test]
    fn four_are_too_few_and_five_are_enough() {
        assert_eq!(averages(&[answers(40, &[1, 2, 3, 4], 3)]), vec![vec![]]);
        let shown = averages(&[answers(40, &[1, 2, 3, 4, 5], 3)]);
        assert_eq!(shown[0][0].at_host_tenths, 30);
    }

    #[test]
    fn one_more_person_reveals_nobody() {
        let group = [answers(40, &[1, 2, 3, 4, 5], 3), answers(41, &[1, 2, 3, 4, 5, 6], 4)].concat();
        let weeks: Vec<u32> = averages(&[group])[0].iter().map(|average| average.week.week).collect();
        assert_eq!(weeks, [40], "six people beside five of them would tell the sixth");
        let larger =
            [answers(40, &[1, 2, 3, 4, 5], 3), answers(41, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 4)].concat();
        assert_eq!(averages(&[larger])[0].len(), 2, "five more people tell nobody");
    }

    #[test]
    fn two_groups_of_one_reader_are_judged_together() {
        let groups = [answers(40, &[1, 2, 3, 4, 5], 3), answers(40, &[1, 2, 3, 4, 5, 6], 5)];
        let shown = averages(&groups);
        assert_eq!((shown[0].len(), shown[1].len()), (1, 0));
    }

    #[test]
    fn tenths_are_rounded_half_up() {
        let mut group = answers(40, &[1, 2, 3, 4, 5, 6, 7, 8], 4);
        group[0].at_host = 2;
        assert_eq!(averages(&[group])[0][0].at_host_tenths, 38, "3.75");
    }

    proptest! {
        #[test]
        fn nobody_can_be_told_from_what_is_shown(
            groups in proptest::collection::vec(
                proptest::collection::vec((40_u32..44, 0_u8..9, 1_u8..6), 0..40), 1..3)
        ) {
            let groups: Vec<Vec<Answer>> = groups
                .into_iter()
                .map(|group| {
                    let mut seen = BTreeSet::new();
                    group
                        .into_iter()
                        .filter(|(week, number, _)| seen.insert((*week, *number)))
                        .map(|(week, number, score)| answers(week, &[number], score)[0])
                        .collect()
                })
                .collect();
            let mut sets: Vec<BTreeSet<PersonId>> = Vec::new();
            for (group, shown) in groups.iter().zip(averages(&groups)) {
                for average in shown {
                    let of_week = group.iter().filter(|answer| answer.week == average.week);
                    sets.push(of_week.map(|answer| answer.person).collect());
                }
            }
            for a in &sets {
                prop_assert!(a.len() >= FEWEST);
                for b in &sets {
                    let apart = a.difference(b).count();
                    prop_assert!(apart == 0 || apart >= FEWEST);
                }
            }
        }
    }
}
