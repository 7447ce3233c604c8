//! A draft is plain data: stored, edited, numbered again.

use super::both;
use crate::{Block, Draft, Facts, Head, PaperError, Piece, Profile, draft, missing, standard_clause};

#[test]
fn a_draft_and_its_facts_survive_json() {
    for (facts, drafted) in both() {
        let json = serde_json::to_string(&drafted).unwrap();
        let back = serde_json::from_str::<Draft>(&json).unwrap().checked().unwrap();
        assert_eq!(back, drafted);
        let json = serde_json::to_string(&facts).unwrap();
        assert_eq!(serde_json::from_str::<Facts>(&json).unwrap(), facts);
    }
}

#[test]
fn references_follow_when_a_clause_goes_and_comes_back() {
    let (facts, before) = both().into_iter().next_back().unwrap();
    let mut drafted = before.clone();
    let parties = drafted.remove(1).unwrap();
    let costs = drafted.clause(Head::Costs).unwrap().number;
    let invoicing = &drafted.view()[usize::from(costs)];
    let Block::Paragraph { text, label } = &invoicing.blocks[0] else { panic!("a paragraph") };
    assert!(text.contains(&format!("clause {costs}")), "{text}");
    assert_eq!(label, &format!("{}.1", costs + 1));
    assert_eq!(drafted.changed_since(&before), Vec::<u16>::new());
    drafted.insert(0, standard_clause(Head::Parties, &facts).unwrap()).unwrap();
    assert_eq!(drafted, before);
    assert_eq!(drafted.insert(0, parties), Err(PaperError::HeadTaken("parties".into())));
}

#[test]
fn an_edit_keeps_references_and_gaps_alive() {
    let mut facts = Facts::sample_external();
    facts.care.sickness_reporting.clear();
    let mut drafted = draft(&facts).unwrap();
    let absence = drafted.clause(Head::Absence).unwrap().clone();
    let text = format!("A new first line.\n{}\n- an item", drafted.editable_text(absence.number).unwrap());
    drafted.edit(absence.number, "Absence", &text, "Short.").unwrap();
    assert_eq!(drafted.changed_since(&draft(&facts).unwrap()), vec![absence.number]);
    let edited = drafted.clause(Head::Absence).unwrap();
    let pieces: Vec<_> = edited.paragraphs.iter().flat_map(|p| &p.pieces).collect();
    assert!(pieces.contains(&&Piece::Clause(Head::Termination)));
    assert!(edited.paragraphs.last().unwrap().item);
    let found = missing(&drafted, Profile::External);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fix, "facts.care.sickness_reporting");
}

#[test]
fn a_number_that_only_starts_alike_is_no_reference() {
    let mut drafted = draft(&Facts::sample_external()).unwrap();
    let target = drafted.clause(Head::EmploymentControl).unwrap().number;
    let liability = drafted.clause(Head::Liability).unwrap().number;
    let text = format!("See clause {target}7 of the contract and clause {target}.");
    drafted.edit(liability, "Liability", &text, "").unwrap();
    let pieces = &drafted.clause(Head::Liability).unwrap().paragraphs[0].pieces;
    assert_eq!(pieces.len(), 3);
    assert_eq!(pieces[0], Piece::Text(format!("See clause {target}7 of the contract and ")));
}

#[test]
fn a_refused_edit_leaves_the_draft_alone() {
    let mut drafted = draft(&Facts::sample_internal()).unwrap();
    let before = drafted.clone();
    assert!(matches!(drafted.edit(2, "x", &"y".repeat(30_000), ""), Err(PaperError::ClauseTooLong { .. })));
    assert_eq!(drafted.edit(99, "x", "y", ""), Err(PaperError::NoSuchClause(99)));
    assert_eq!(drafted, before);
}
