//! TEMPORARY: the words of the library are those of the code it replaces.

use super::{both, old, typed_texts};
use crate::{Conflicts, Draft, Facts, Head, IpOwner, PayBasis, ReturnGuarantee, draft};

fn same(facts: &Facts) {
    let drafted = draft(facts).unwrap();
    let expected: Vec<Head> =
        Head::ALL.iter().copied().filter(|head| old::standard_clause(*head, facts).is_some()).collect();
    assert_eq!(drafted.clauses.iter().map(|c| c.head).collect::<Vec<_>>(), expected);
    for clause in &drafted.clauses {
        let before = old::standard_clause(clause.head, facts).unwrap();
        let words = |c: &crate::Clause| -> Vec<_> {
            c.paragraphs
                .iter()
                .map(|p| (p.item, Draft::substance_of(p)))
                .filter(|(_, w)| !w.is_empty())
                .collect()
        };
        assert_eq!(words(clause), words(&before), "{:?}", clause.head);
        assert_eq!((&clause.title, &clause.plain_words), (&before.title, &before.plain_words));
        let gaps = |c: &crate::Clause| -> Vec<_> {
            c.paragraphs
                .iter()
                .flat_map(|p| p.pieces.clone())
                .filter(|p| matches!(p, crate::Piece::Gap { .. }))
                .collect()
        };
        assert_eq!(gaps(clause), gaps(&before), "{:?}", clause.head);
    }
}

#[test]
fn every_choice_reads_as_before() {
    for (facts, _) in both() {
        same(&facts);
        for basis in [PayBasis::HomeUnchanged, PayBasis::HomeWithTopUp, PayBasis::HostRate] {
            for promise in [
                None,
                Some(ReturnGuarantee::SamePost),
                Some(ReturnGuarantee::SameOrEquivalent),
                Some(ReturnGuarantee::SameBand),
                Some(ReturnGuarantee::BestEndeavours),
                Some(ReturnGuarantee::None),
            ] {
                for owner in [IpOwner::Home, IpOwner::Host, IpOwner::Joint] {
                    for months in [None, Some(0), Some(1), Some(6)] {
                        let mut facts = facts.clone();
                        facts.pay.basis = basis;
                        facts.ending.return_guarantee = promise;
                        facts.protection.ip_owner = owner;
                        facts.protection.non_solicitation_months = months;
                        facts.protection.confidentiality_months = months;
                        facts.ending.early_end.host_weeks = months;
                        facts.ending.early_end.home_weeks = None;
                        facts.ending.return_date = None;
                        facts.term.fte_basis_points = 6050;
                        facts.pay.recharged_at_cost = true;
                        facts.costs.lines[0].secondee_pays = "£5".into();
                        facts.costs.lines[1].secondee_pays = "£6".into();
                        facts.protection.ip_note = "One.\nTwo.".into();
                        facts.protection.liability_note = "One.".into();
                        facts.pay.note = "Note one.\nNote two".into();
                        facts.employment.conflicts = Conflicts::Declared(vec!["A share.".into(), " ".into()]);
                        same(&facts);
                        facts.pay.recharged_at_cost = false;
                        facts.employment.conflicts = Conflicts::NotAsked;
                        same(&facts);
                        facts.employment.conflicts = Conflicts::Declared(vec![" ".into()]);
                        facts.costs.invoicing = "monthly.".into();
                        facts.costs.lines.clear();
                        facts.work.duties.clear();
                        facts.work.benefit_home.clear();
                        same(&facts);
                        typed_texts(&mut facts).into_iter().for_each(String::clear);
                        same(&facts);
                    }
                }
            }
        }
    }
}
