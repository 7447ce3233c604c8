//! Drafting again without losing what somebody wrote: clauses changed by hand, clauses added, and what was left out.

use std::collections::BTreeSet;

use sojourn_kit::error::Result;
use sojourn_papers::{Clause, Draft, Head, Source};

use super::super::clauses::{name_instead, place};
use super::super::drafting::paper_error;
use super::super::model::Paper;

/// The text as it was drafted, with what is left out named where other clauses referred to it.
#[must_use]
pub fn baseline(paper: &Paper) -> Draft {
    let mut standard = paper.standard.clone();
    for waiver in &paper.draft.waivers {
        name_instead(&mut standard, waiver.head);
    }
    standard
}

/// Keeps the words of the versions that a draft names where a later version of the product has newer ones.
pub fn keep_versions(before: &Draft, standard: &mut Draft) {
    for pin in &before.pins {
        let Source::Standard { .. } = pin.source else { continue };
        let Some(new) = standard.pins.iter_mut().find(|new| new.head == pin.head) else { continue };
        if new.source != pin.source || new.version == pin.version {
            continue;
        }
        let old = before.clause(pin.head).cloned();
        let place = standard.clauses.iter_mut().find(|clause| clause.head == pin.head);
        if let (Some(old), Some(place)) = (old, place) {
            *new = pin.clone();
            *place = Clause { number: place.number, ..old };
        }
    }
}

/// The new text: `standard`, with the clauses that were changed by hand except those whose words are chosen anew, the
/// clauses that were added, and without what was left out. The people who sign stay.
///
/// # Errors
/// When the text becomes too long.
pub fn again(before: &Paper, standard: &Draft, anew: &BTreeSet<Head>) -> Result<Draft> {
    let old = &before.draft;
    let by_hand = old.changed_since(&baseline(before));
    let mut next = standard.clone();
    next.signatories.clone_from(&old.signatories);
    next.waivers.clone_from(&old.waivers);
    for waiver in &old.waivers {
        next.clauses.retain(|clause| clause.head != waiver.head);
        name_instead(&mut next, waiver.head);
    }
    next.renumber();
    for clause in old.clauses.iter().filter(|clause| by_hand.contains(&clause.number)) {
        if !anew.contains(&clause.head) {
            keep(&mut next, clause)?;
        }
    }
    next.checked().map_err(paper_error)
}

fn keep(next: &mut Draft, clause: &Clause) -> Result<()> {
    let is_own = clause.head == Head::Additional;
    let same = |one: &&mut Clause| one.head == clause.head && (!is_own || one.title == clause.title);
    if let Some(there) = next.clauses.iter_mut().find(same) {
        *there = Clause { number: there.number, ..clause.clone() };
        return Ok(());
    }
    let after = if is_own { place(next) } else { before(next, clause.head) };
    next.insert(after, clause.clone()).map_err(paper_error)
}

/// After which clause a head stands in the order of an agreement.
#[must_use]
pub fn before(draft: &Draft, head: Head) -> u16 {
    let earlier = draft.clauses.iter().filter(|one| one.head < head && one.head != Head::Additional);
    earlier.map(|one| one.number).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use sojourn_papers::{Choices, Facts, Form, WaiverReason, draft_with};

    use super::*;
    use crate::features::agreements::order::Signing;
    use crate::features::agreements::wording::Wording;

    fn paper(facts: Facts) -> Paper {
        let standard = draft_with(&facts, &Choices::default()).unwrap();
        Paper {
            facts,
            draft: standard.clone(),
            standard,
            issued_by: None,
            sent_back: None,
            change: None,
            wording: Wording::default(),
            signing: Signing::InOrder,
        }
    }

    fn number(draft: &Draft, head: Head) -> u16 {
        draft.clause(head).unwrap().number
    }

    #[test]
    fn what_was_written_by_hand_stays_and_everything_else_is_new() {
        let mut paper = paper(Facts::sample_external());
        let at = number(&paper.draft, Head::Leave);
        paper.draft.edit(at, "Leave", "As {{salary}} and $x$ say.", "").unwrap();
        let at = number(&paper.draft, Head::NonSolicitation);
        paper.draft.remove(at).unwrap();
        paper.draft.waive(Head::NonSolicitation, WaiverReason::Law, "Settled by statute");
        name_instead(&mut paper.draft, Head::NonSolicitation);
        let own = Clause { head: Head::Additional, ..paper.draft.clauses[0].clone() };
        let own = Clause { title: "Parking".into(), ..own };
        let end = place(&paper.draft);
        paper.draft.insert(end, own).unwrap();

        let full = Choices { form: Form::Full, ..Choices::default() };
        let standard = draft_with(&paper.facts, &full).unwrap();
        let next = again(&paper, &standard, &BTreeSet::new()).unwrap();
        let leave = next.editable_text(number(&next, Head::Leave)).unwrap();
        assert_eq!(leave, "As {{salary}} and $x$ say.");
        assert!(next.clause(Head::NonSolicitation).is_none() && next.waivers.len() == 1);
        assert_eq!(next.clause(Head::Additional).unwrap().title, "Parking");
        assert_eq!(number(&next, Head::Additional) + 1, number(&next, Head::LawAndSignature));
        assert!(next.clauses.len() > paper.draft.clauses.len() && !next.schedules.is_empty());

        let anew = again(&paper, &standard, &[Head::Leave].into()).unwrap();
        assert_ne!(anew.editable_text(number(&anew, Head::Leave)).unwrap(), leave, "other words were wanted");
    }

    #[test]
    fn words_by_hand_are_not_lost_when_the_form_no_longer_has_the_clause() {
        let mut paper = paper(Facts::sample_internal());
        let at = number(&paper.draft, Head::KeepInTouch);
        paper.draft.edit(at, "Keeping in touch", "A call on Fridays.", "").unwrap();
        let short = Choices { form: Form::Short, ..Choices::default() };
        let standard = draft_with(&paper.facts, &short).unwrap();
        assert!(standard.clause(Head::KeepInTouch).is_none());
        let next = again(&paper, &standard, &BTreeSet::new()).unwrap();
        assert_eq!(next.editable_text(number(&next, Head::KeepInTouch)).unwrap(), "A call on Fridays.");
        assert_eq!(next.clauses.len(), standard.clauses.len() + 1);
    }

    #[test]
    fn a_draft_keeps_the_versions_it_names() {
        let paper = paper(Facts::sample_internal());
        let mut before = paper.standard.clone();
        before.pins.iter_mut().find(|pin| pin.head == Head::Leave).unwrap().version = 0;
        let at = number(&before, Head::Leave);
        before.edit(at, "Leave", "The words of an earlier version.", "").unwrap();
        let mut standard = draft_with(&paper.facts, &Choices::default()).unwrap();
        keep_versions(&before, &mut standard);
        assert_eq!(standard.editable_text(at).unwrap(), "The words of an earlier version.");
        assert_eq!(standard.pins.iter().find(|pin| pin.head == Head::Leave).unwrap().version, 0);
    }
}
