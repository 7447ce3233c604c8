//! Which heads there are, and what is said when one is not.

use std::collections::HashSet;

use super::both;
use crate::{
    Conflicts, Facts, Head, PaperError, PayBasis, Piece, Profile, ReturnGuarantee, Side, WaiverReason, draft,
    missing,
};

#[test]
fn codes_are_unique_and_found_again() {
    let codes: HashSet<_> = Head::ALL.iter().map(|head| head.code()).collect();
    assert_eq!(codes.len(), Head::ALL.len());
    for head in Head::ALL {
        assert_eq!(Head::find(head.code()), Some(*head));
        assert_eq!(serde_json::to_value(head).unwrap(), head.code());
    }
}

#[test]
fn both_papers_have_everything_their_profile_asks_for() {
    for (facts, drafted) in both() {
        for profile in [Profile::SeedMinimum, Profile::of(facts.structure)] {
            assert_eq!(missing(&drafted, profile), vec![], "{:?}", facts.structure);
        }
        for clause in &drafted.clauses {
            assert!(!clause.is_empty() && clause.plain_words.ends_with('.'), "{}", clause.title);
            let one = clause.plain_words.matches(". ").count() == 0;
            assert!(one, "one sentence: {}", clause.plain_words);
        }
    }
}

#[test]
fn each_of_the_eleven_is_missed_when_it_is_taken_out() {
    assert_eq!(Head::SEED_MINIMUM.len(), 11);
    for (_, drafted) in both() {
        for head in Head::SEED_MINIMUM {
            let mut less = drafted.clone();
            let number = less.clause(*head).unwrap().number;
            less.remove(number).unwrap();
            let found = missing(&less, Profile::SeedMinimum);
            assert!(found.iter().any(|m| m.code == "head-missing" && m.head == Some(*head)), "{head:?}");
            assert_eq!(found[0].fix, format!("clauses.{}", head.code()));
        }
    }
}

#[test]
fn a_waiver_needs_a_note_and_then_counts() {
    let (_, mut drafted) = both().into_iter().next_back().unwrap();
    let number = drafted.clause(Head::Insurance).unwrap().number;
    drafted.remove(number).unwrap();
    drafted.waive(Head::Insurance, WaiverReason::FrameworkAgreement, "  ");
    assert_eq!(missing(&drafted, Profile::External)[0].code, "waiver-unexplained");
    drafted.waive(Head::Insurance, WaiverReason::FrameworkAgreement, "Master terms of 2025, part 4");
    assert_eq!(missing(&drafted, Profile::External), vec![]);
}

#[test]
fn an_emptied_clause_and_a_broken_reference_are_reported() {
    let (_, mut drafted) = both().into_iter().next_back().unwrap();
    let leave = drafted.clause(Head::Leave).unwrap().number;
    drafted.edit(leave, "Leave", "\u{200b} \n ", "").unwrap();
    assert_eq!(missing(&drafted, Profile::SeedMinimum)[0].code, "head-empty");
    let costs = drafted.clause(Head::Costs).unwrap().number;
    drafted.remove(costs).unwrap();
    let broken: Vec<_> = missing(&drafted, Profile::SeedMinimum);
    assert!(broken.iter().any(|m| m.code == "reference-broken" && m.head == Some(Head::Invoicing)));
}

#[test]
fn what_is_not_agreed_yet_is_a_gap_that_names_its_place() {
    let mut facts = Facts::sample_external();
    facts.care.leave_approver = " ".into();
    facts.employment.employer_of_record.clear();
    facts.employment.conflicts = Conflicts::NotAsked;
    facts.ending.return_guarantee = None;
    facts.ending.early_end.host_weeks = None;
    facts.protection.non_solicitation_months = None;
    let found = missing(&draft(&facts).unwrap(), Profile::External);
    let fixes: Vec<_> = found.iter().filter(|m| m.code == "gap").map(|m| m.fix.as_str()).collect();
    for key in [
        "care.leave_approver",
        "employment.employer_of_record",
        "employment.conflicts",
        "ending.return_guarantee",
        "ending.early_end.host_weeks",
        "protection.non_solicitation_months",
    ] {
        assert!(fixes.contains(&format!("facts.{key}").as_str()), "{key} in {fixes:?}");
    }
}

#[test]
fn every_side_has_to_sign_with_a_name() {
    let (_, mut drafted) = both().into_iter().next_back().unwrap();
    drafted.signatories.retain(|signatory| signatory.side != Side::Host);
    drafted.signatories[0].name.clear();
    let codes: Vec<_> =
        missing(&drafted, Profile::External).iter().map(|m| (m.code, m.fix.clone())).collect();
    assert!(codes.contains(&("signatory-missing", "signatories.host".into())));
    assert!(codes.contains(&("signatory-unnamed", "signatories.secondee".into())));
}

#[test]
fn the_usual_order_is_secondee_host_home() {
    let (facts, drafted) = both().into_iter().next().unwrap();
    assert!(facts.signatories.is_empty());
    let sides: Vec<_> = drafted.signatories.iter().map(|signatory| signatory.side).collect();
    assert_eq!(sides, [Side::Secondee, Side::Host, Side::Home]);
    assert_eq!(drafted.signatories[1].capacity, "Sales manager, Sales, Leeds");
}

#[test]
fn every_choice_reads_without_holes() {
    for (mut facts, _) in both() {
        for basis in [PayBasis::HomeUnchanged, PayBasis::HomeWithTopUp, PayBasis::HostRate] {
            for promise in [
                ReturnGuarantee::SamePost,
                ReturnGuarantee::SameOrEquivalent,
                ReturnGuarantee::SameBand,
                ReturnGuarantee::BestEndeavours,
                ReturnGuarantee::None,
            ] {
                facts.pay.basis = basis;
                facts.ending.return_guarantee = Some(promise);
                let drafted = draft(&facts).unwrap();
                assert_eq!(missing(&drafted, Profile::of(facts.structure)), vec![]);
                let pieces = drafted.clauses.iter().flat_map(|c| &c.paragraphs).flat_map(|p| &p.pieces);
                let hole = |piece: &Piece| matches!(piece, Piece::Text(text) if text.contains("{}"));
                assert!(!pieces.clone().any(hole));
            }
        }
    }
}

#[test]
fn dates_the_wrong_way_round_are_refused() {
    let mut facts = Facts::sample_internal();
    (facts.term.start, facts.term.end) = (facts.term.end, facts.term.start);
    assert_eq!(draft(&facts), Err(PaperError::EndBeforeStart));
}

#[test]
fn a_share_of_the_secondee_is_named_and_none_is_said_to_be_none() {
    let (mut facts, drafted) = both().into_iter().next().unwrap();
    let costs = |draft: &crate::Draft| {
        let clause = draft.clause(Head::Costs).unwrap();
        (draft.editable_text(clause.number).unwrap(), clause.plain_words.clone())
    };
    let (text, plain) = costs(&drafted);
    assert!(text.contains("The secondee bears none of these costs.") && plain.contains("not out of pocket"));
    let line = facts.costs.lines.iter_mut().find(|line| !line.is_pay).unwrap();
    line.secondee_pays = "£60".to_owned();
    let (text, plain) = costs(&draft(&facts).unwrap());
    assert!(text.contains("; the secondee pays £60."), "{text}");
    assert!(!text.contains("bears none") && plain.contains("named as yours"), "{text} {plain}");
    let pay = facts.costs.lines.iter_mut().find(|line| line.is_pay).unwrap();
    pay.secondee_pays = "10% of it".to_owned();
    facts.pay.recharged_at_cost = false;
    let (text, _) = costs(&draft(&facts).unwrap());
    assert!(text.contains("the secondee bears 10% of it."), "{text}");
}
