//! The terms of a day one by one, each with the change that it comes from.

use std::mem::discriminant;

use chrono::NaiveDate;

use crate::amend::{Amendment, TermChange};
use crate::consolidated::History;
use crate::facts::{Facts, ReturnGuarantee};
use crate::head::Head;

/// One term as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingTerm {
    /// The clause it stands in.
    pub head: Head,
    /// Such as `last day`.
    pub what: &'static str,
    /// What it says.
    pub words: String,
    /// The number of the amendment it comes from; nothing when it is as signed first.
    pub amendment: Option<u32>,
}

impl TermChange {
    /// Every term that can change after signing, with the values of these facts, in the order of the paper.
    pub fn every(facts: &Facts) -> Vec<TermChange> {
        vec![
            TermChange::HomeManager {
                name: facts.home.manager_name.clone(),
                title: facts.home.manager_title.clone(),
            },
            TermChange::HostManager {
                name: facts.host.manager_name.clone(),
                title: facts.host.manager_title.clone(),
            },
            TermChange::LastDay { to: facts.term.end },
            TermChange::Share { basis_points: facts.term.fte_basis_points },
            TermChange::Pattern { words: facts.term.working_pattern.clone() },
            TermChange::Place { words: facts.term.place.clone() },
            TermChange::Duties { words: facts.work.duties.clone() },
            TermChange::Pay { basis: facts.pay.basis, note: facts.pay.note.clone() },
            TermChange::Costs { lines: facts.costs.lines.clone() },
            TermChange::Invoicing { words: facts.costs.invoicing.clone() },
            TermChange::Return {
                promise: facts.ending.return_guarantee.unwrap_or(ReturnGuarantee::None),
                post: facts.ending.return_post.clone(),
            },
            TermChange::ReturnDate { to: facts.ending.return_date.unwrap_or(facts.term.end) },
        ]
    }

    /// Whether both are about one term.
    pub fn is_about(&self, other: &TermChange) -> bool {
        discriminant(self) == discriminant(other)
    }
}

impl History {
    /// The terms that count on a day, each with where it comes from. A term without words is left out.
    pub fn standing(&self, at: NaiveDate) -> Vec<StandingTerm> {
        let now = self.consolidated(at);
        let counting: Vec<&Amendment> = now
            .amendments
            .iter()
            .filter_map(|number| self.amendments.iter().find(|one| one.number == *number))
            .collect();
        let term = |change: TermChange| {
            let (head, what) = change.place();
            let from = counting.iter().rev().find(|one| one.sets(&change)).map(|one| one.number);
            StandingTerm { head, what, words: change.words(&now.facts), amendment: from }
        };
        let all = TermChange::every(&now.facts).into_iter().map(term);
        all.filter(|term| !term.words.trim().is_empty()).collect()
    }
}

impl Amendment {
    /// Whether it says something about the term.
    fn sets(&self, term: &TermChange) -> bool {
        self.replaced_by.is_some() || self.changes.iter().any(|change| change.is_about(term))
    }
}

#[cfg(test)]
mod unit {
    use super::*;
    use crate::amend::AmendmentKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn amendment(number: u32, effective: &str, signed: Option<&str>, changes: Vec<TermChange>) -> Amendment {
        Amendment {
            number,
            kind: AmendmentKind::Full,
            effective_on: day(effective),
            signed_on: signed.map(day),
            retroactive: None,
            post_still_held: None,
            changes,
            replaced_by: None,
        }
    }

    #[test]
    fn every_term_written_into_other_facts_gives_its_words_there() {
        let from = Facts::sample_internal();
        let mut into = Facts::sample_internal();
        into.term.place = "elsewhere".into();
        for change in TermChange::every(&from) {
            change.apply(&mut into);
            assert_eq!(change.words(&into), change.words(&from), "{change:?}");
        }
        let kinds = TermChange::every(&from);
        assert!(kinds.iter().enumerate().all(|(at, one)| !kinds[..at].iter().any(|two| one.is_about(two))));
    }

    #[test]
    fn a_term_comes_from_the_last_change_that_counts_and_an_unsigned_one_never_does() {
        let place = |words: &str| vec![TermChange::Place { words: words.into() }];
        let start = Facts::sample_internal().term.start;
        let history = History {
            original: Facts::sample_internal(),
            signed_on: start,
            amendments: vec![
                amendment(1, "2027-02-01", Some("2027-01-20"), place("Hull")),
                amendment(2, "2027-03-01", None, place("York")),
            ],
        };
        let of = |at: &str| {
            history.standing(day(at)).into_iter().find(|term| term.what == "place of work").unwrap()
        };
        assert_eq!(of("2027-01-31").amendment, None);
        assert_eq!((of("2027-02-01").amendment, of("2027-02-01").words.as_str()), (Some(1), "Hull"));
        assert_eq!(of("2027-03-01").words, "Hull", "not signed");
    }

    #[test]
    fn after_a_new_agreement_every_term_comes_from_it() {
        let mut whole = amendment(1, "2027-02-01", Some("2027-01-20"), Vec::new());
        whole.kind = AmendmentKind::Supersede;
        whole.replaced_by = Some(Box::new(Facts::sample_internal()));
        let history = History {
            original: Facts::sample_internal(),
            signed_on: day("2026-12-01"),
            amendments: vec![whole],
        };
        assert!(history.standing(day("2027-02-01")).iter().all(|term| term.amendment == Some(1)));
        assert!(history.standing(day("2027-01-31")).iter().all(|term| term.amendment.is_none()));
    }
}
