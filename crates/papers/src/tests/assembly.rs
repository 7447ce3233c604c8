//! The nine structures and what they hold.

use std::collections::BTreeSet;

use super::meta;
use crate::{
    Abroad, Arrangement, Choices, Facts, Form, Given, Head, Piece, Post, Profile, Side, Signer, Structure,
    assemble, missing_in, render_html,
};

/// Facts with everything that any structure asks for.
pub(super) fn complete(mut facts: Facts) -> Facts {
    facts.signatories.clear();
    for post in Post::ALL {
        facts
            .more
            .signers
            .insert(post, Signer { name: format!("{post:?} Person"), title: "Director".into() });
    }
    facts
}

fn abroad() -> Abroad {
    Abroad {
        home_country: "Australia".into(),
        host_country: "the United Kingdom".into(),
        local_entity: "Fernleigh London Ltd".into(),
        visa: "a work visa".into(),
        visa_ends: "2027-02-01".parse().ok(),
        certificate: "a certificate of coverage".into(),
        certificate_ends: "2027-03-01".parse().ok(),
    }
}

fn facts_for(arrangement: Arrangement) -> Facts {
    let mut facts = match arrangement.structure() {
        Some(Structure::Internal) => complete(Facts::sample_internal()),
        _ => complete(Facts::sample_external()),
    };
    if arrangement == Arrangement::CrossBorder {
        facts.more.abroad = Some(abroad());
    }
    facts
}

#[test]
fn every_structure_in_every_form_has_all_that_it_needs_and_renders() {
    for arrangement in Arrangement::ALL {
        for form in [Form::Usual, Form::Full] {
            let facts = facts_for(*arrangement);
            let other = (*arrangement == Arrangement::Swap).then(|| complete(Facts::sample_external()));
            let choices = Choices { form, ..Choices::default() };
            let bundle = assemble(*arrangement, &facts, other.as_ref(), &choices).unwrap();
            let profile = Profile::for_facts(&facts, form);
            assert_eq!(missing_in(&bundle, profile), vec![], "{} {form:?}", arrangement.code());
            assert_eq!(missing_in(&bundle, Profile::SeedMinimum), vec![], "{}", arrangement.code());
            for document in &bundle.documents {
                let paper = String::from_utf8(render_html(&document.draft, &meta()).unwrap()).unwrap();
                assert!(paper.contains(&format!("<h1>{}</h1>", document.kind.title())));
                assert!(
                    !paper.contains("not in this agreement") && !paper.contains("to be agreed"),
                    "{}",
                    arrangement.code()
                );
            }
        }
    }
}

#[test]
fn signing_orders_are_those_of_the_reference() {
    use Side::{Home, Host, Secondee};
    for (arrangement, orders) in [
        (Arrangement::InternalLetter, vec![vec![Home, Secondee, Home, Host], vec![]]),
        (Arrangement::InternalMemo, vec![vec![Secondee, Host, Home, Home], vec![], vec![]]),
        (Arrangement::BipartiteWithLetter, vec![vec![Host, Home], vec![Home, Secondee]]),
        (Arrangement::Tripartite, vec![vec![Secondee, Host, Home]]),
        (Arrangement::Framework, vec![vec![Host, Home], vec![Home, Host, Secondee]]),
        (Arrangement::StatutoryForm, vec![vec![Secondee, Home, Host]]),
        (Arrangement::ExchangeOfLetters, vec![vec![Home, Host], vec![Home, Host]]),
        (Arrangement::CrossBorder, vec![vec![Secondee, Host, Host, Home]]),
    ] {
        let bundle = assemble(arrangement, &facts_for(arrangement), None, &Choices::default()).unwrap();
        let sides: Vec<Vec<Side>> = bundle
            .documents
            .iter()
            .map(|document| document.draft.signatories.iter().map(|signatory| signatory.side).collect())
            .collect();
        assert_eq!(sides, orders, "{}", arrangement.code());
    }
}

#[test]
fn an_agreement_of_two_says_nothing_about_pay_and_names_the_letter() {
    let facts = facts_for(Arrangement::BipartiteWithLetter);
    let bundle = assemble(Arrangement::BipartiteWithLetter, &facts, None, &Choices::default()).unwrap();
    let [contract, letter] = bundle.documents.as_slice() else { panic!("two papers") };
    for head in [Head::Remuneration, Head::Benefits, Head::Leave, Head::ReturnGuarantee] {
        assert!(contract.draft.clause(head).is_none() && letter.draft.clause(head).is_some(), "{head:?}");
    }
    for head in [Head::Liability, Head::Insurance, Head::Costs, Head::DataProtection] {
        assert!(contract.draft.clause(head).is_some() && letter.draft.clause(head).is_none(), "{head:?}");
    }
    let text: Vec<String> =
        contract.draft.clauses.iter().map(|c| contract.draft.editable_text(c.number).unwrap()).collect();
    let text = text.join("\n");
    assert!(text.contains("“Coming back” in the letter on your employment during the secondment"), "{text}");
    assert!(text.contains("takes effect only when the letter to the secondee has been signed"));
}

#[test]
fn a_swap_ties_two_legs_together_and_all_sign_the_pair() {
    let (one, mut two) = (complete(Facts::sample_external()), complete(Facts::sample_external()));
    two.secondee.name = "Tom Askew".into();
    std::mem::swap(&mut two.home, &mut two.host);
    let bundle = assemble(Arrangement::Swap, &one, Some(&two), &Choices::default()).unwrap();
    assert_eq!(bundle.documents.len(), 3);
    let pair = &bundle.documents[0].draft;
    assert_eq!(pair.clauses[0].title, "The swap");
    assert!(
        pair.editable_text(1)
            .unwrap()
            .contains("Tom Askew goes to Brightwater Studio Ltd from 7 December 2026")
    );
    assert_eq!(pair.signatories.iter().filter(|one| one.side == Side::Secondee).count(), 2);
    assert!(bundle.documents[2].draft.editable_text(1).unwrap().contains("Tom Askew"));
}

#[test]
fn references_and_schedules_are_numbered_again_when_a_clause_goes() {
    let mut facts = complete(Facts::sample_external());
    let policies = Given::List(vec!["Code of conduct".into()]);
    facts.more.answers.entry("CL-19".into()).or_default().insert("policies".into(), policies);
    let choices = Choices { form: Form::Full, ..Choices::default() };
    let mut drafted = crate::draft_with(&facts, &choices).unwrap();
    let ids: Vec<String> = drafted.schedules.iter().map(|schedule| schedule.id.to_string()).collect();
    assert_eq!(ids, ["S1", "S2", "S3", "S4", "S5", "S8", "S9", "S12", "S13"]);
    let text =
        |draft: &crate::Draft| draft.editable_text(draft.clause(Head::Conduct).unwrap().number).unwrap();
    assert!(text(&drafted).contains("acknowledges the policies named in Schedule 5."), "{}", text(&drafted));
    drafted.schedules.remove(0);
    drafted.remove(1).unwrap();
    assert!(text(&drafted).contains("acknowledges the policies named in Schedule 4."), "{}", text(&drafted));
    drafted.schedules.retain(|schedule| schedule.id.to_string() != "S5");
    drafted.renumber();
    let found = crate::missing(&drafted, Profile::SeedMinimum);
    assert!(
        found
            .iter()
            .any(|one| one.code == "reference-broken" && one.sentence.contains("Policies to acknowledge"))
    );
}

#[test]
fn a_statutory_form_has_numbered_items() {
    let facts = facts_for(Arrangement::StatutoryForm);
    let bundle = assemble(Arrangement::StatutoryForm, &facts, None, &Choices::default()).unwrap();
    let labels: Vec<&str> =
        bundle.documents[0].draft.particulars.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels.first(), Some(&"1. Secondee"));
    assert_eq!(labels.last(), Some(&"11. Reason"));
}

#[test]
fn a_gap_in_the_particulars_and_a_post_without_a_name_are_missing() {
    let mut facts = complete(Facts::sample_external());
    facts.term.place.clear();
    facts.more.signers.remove(&Post::HostAuthority);
    let bundle = assemble(Arrangement::BipartiteWithLetter, &facts, None, &Choices::default()).unwrap();
    assert!(matches!(bundle.documents[0].draft.particulars[7].value, Piece::Gap { .. }));
    let found = missing_in(&bundle, Profile::External);
    let codes: BTreeSet<(&str, &str)> = found.iter().map(|one| (one.code, one.fix.as_str())).collect();
    assert!(codes.contains(&("gap", "facts.term.place")));
    assert!(codes.contains(&("signatory-unnamed", "facts.more.signers.host_authority")));
    assert!(found.iter().all(|one| one.sentence.starts_with("Agreement between") || one.sentence.starts_with("Letter on")));
}
