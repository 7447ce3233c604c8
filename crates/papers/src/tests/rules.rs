//! Profiles and machine rules.

use super::assembly::complete;
use crate::{
    Abroad, Choices, Facts, Form, Given, Head, Profile, Side, Signatory, broken_rules, draft_with, missing,
};

fn codes(facts: &Facts, signatories: &[Signatory]) -> Vec<(&'static str, String)> {
    broken_rules(facts, signatories).into_iter().map(|one| (one.code, one.fix)).collect()
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn the_samples_break_no_rule() {
    for facts in [Facts::sample_internal(), Facts::sample_external()] {
        let signatories = facts.signatories.clone();
        assert_eq!(codes(&facts, &signatories), vec![]);
    }
}

#[test]
fn agreement_visa_and_certificate_end_in_this_order() {
    let mut facts = Facts::sample_external();
    for (visa, certificate, expected) in [
        ("2026-12-11", "2026-12-11", vec![]),
        ("2026-12-31", "2027-01-31", vec![]),
        ("2026-12-10", "2027-01-31", vec![("visa-too-short", "facts.more.abroad.visa_ends")]),
        ("2026-12-31", "2026-12-30", vec![("certificate-too-short", "facts.more.abroad.certificate_ends")]),
        (
            "2026-12-01",
            "2026-12-10",
            vec![
                ("visa-too-short", "facts.more.abroad.visa_ends"),
                ("certificate-too-short", "facts.more.abroad.certificate_ends"),
            ],
        ),
    ] {
        facts.more.abroad =
            Some(Abroad { visa_ends: day(visa), certificate_ends: day(certificate), ..Abroad::default() });
        let expected: Vec<_> = expected.into_iter().map(|(code, fix)| (code, fix.to_owned())).collect();
        assert_eq!(codes(&facts, &[]), expected, "{visa} {certificate}");
    }
}

#[test]
fn contract_and_return_fit_the_last_day() {
    let mut facts = Facts::sample_external();
    facts.more.contract_ends = day("2026-12-10");
    facts.ending.return_date = day("2026-12-11");
    let found: Vec<_> = codes(&facts, &[]).into_iter().map(|(code, _)| code).collect();
    assert_eq!(found, ["contract-too-short", "return-too-early"]);
}

#[test]
fn the_secondee_has_five_working_days_to_consider() {
    let mut facts = Facts::sample_external();
    facts.more.signing_from = day("2026-11-20");
    assert_eq!(codes(&facts, &[])[0].0, "not-offered");
    facts.more.offered_on = day("2026-11-13");
    assert_eq!(codes(&facts, &[]), vec![]);
    facts.more.offered_on = day("2026-11-14");
    assert_eq!(codes(&facts, &[]), vec![], "a Saturday counts from the Monday after");
    facts.more.offered_on = day("2026-11-16");
    assert_eq!(codes(&facts, &[])[0].0, "too-little-time");
}

#[test]
fn nobody_signs_for_two_sides_or_for_a_relative() {
    let facts = Facts::sample_external();
    let mut wife = Signatory::new(Side::Host, "Ada Baptiste", "Director");
    wife.is_relative = true;
    let signatories = [
        Signatory::new(Side::Secondee, "Inès Baptiste", "Secondee"),
        Signatory::new(Side::Home, "inès  BAPTISTE", "Legal"),
        wife,
        Signatory::new(Side::Home, "Rob Ellery", "Director"),
        Signatory::new(Side::Host, "Rob Ellery", "Director"),
    ];
    let found = codes(&facts, &signatories);
    assert_eq!(
        found,
        [
            ("signer-is-secondee", "signatories.home".to_owned()),
            ("signer-is-relative", "signatories.host".to_owned()),
            ("signer-twice", "signatories.host".to_owned()),
        ]
    );
}

#[test]
fn a_form_can_ask_a_parameter_before_it_keeps_an_answer() {
    let parameters = crate::fields_of(Head::Safety);
    let hours = parameters.iter().find(|parameter| parameter.name == "incident_hours").unwrap();
    assert_eq!(hours.check(&Given::Number(24)), Ok(()));
    assert!(hours.check(&Given::Number(0)).unwrap_err().contains("between"));
    assert!(hours.check(&Given::Text("soon".into())).unwrap_err().contains("whole number"));
}

#[test]
fn answers_keep_type_and_limits() {
    for (code, name, given, told) in [
        ("CL-21", "incident_hours", Given::Number(200), "has to be between 1 and 168 hours"),
        ("CL-21", "incident_hours", Given::Text("soon".into()), "has to be a whole number"),
        ("CL-16", "effect", Given::Text("stop".into()), "has to be one of: continue, on_its_date, pause"),
        (
            "CL-30",
            "cap",
            Given::Money { amount: "5e9".into(), currency: "GBP".into() },
            "has to be an amount",
        ),
        (
            "CL-30",
            "cap",
            Given::Money { amount: "1.234".into(), currency: "GBP".into() },
            "has to be an amount",
        ),
        ("CL-17", "cycle_start", Given::Text("2027-02-30".into()), "has to be a date"),
        ("CL-41", "senior_home", Given::Text(" ".into()), "is blank"),
        ("CL-08", "remote_share", Given::Number(10_001), "between 0 and 10000 basis points"),
        ("CL-21", "salary", Given::Number(1), "CL-21 has no field “salary”"),
        ("CL-77", "x", Given::Number(1), "There is no clause or schedule “CL-77”"),
        ("CL-99", "x", Given::Number(1), "There is no clause or schedule “CL-99”"),
        ("S14", "x", Given::Number(1), "There is no clause or schedule “S14”"),
    ] {
        let mut facts = Facts::sample_external();
        facts.more.answers.entry(code.into()).or_default().insert(name.into(), given);
        let found = broken_rules(&facts, &[]);
        assert_eq!(found.len(), 1, "{code} {name}");
        assert!(found[0].sentence.contains(told), "{}", found[0].sentence);
        assert!(found[0].fix.starts_with(&format!("facts.more.answers.{code}")), "{}", found[0].fix);
    }
}

#[test]
fn answers_print_with_their_units() {
    let mut facts = Facts::sample_external();
    let mut answer = |code: &str, name: &str, given: Given| {
        facts.more.answers.entry(code.into()).or_default().insert(name.into(), given);
    };
    answer("CL-30", "cap", Given::Money { amount: "1500000".into(), currency: "GBP".into() });
    answer("CL-43", "every", Given::Number(1));
    answer("CL-34", "notice", Given::Number(2));
    answer("CL-08", "remote_share", Given::Number(4_050));
    answer("CL-28", "excluded_tenders", Given::List(vec!["one".into(), "two".into(), "three.".into()]));
    let drafted = draft_with(&facts, &Choices { form: Form::Full, ..Choices::default() }).unwrap();
    let text = |head| drafted.editable_text(drafted.clause(head).unwrap().number).unwrap();
    assert!(text(Head::Liability).contains("more than GBP 1,500,000.00 in all"));
    assert!(text(Head::Reports).contains("in writing every month:"));
    assert!(text(Head::Recall).contains("by 2 days’ notice"));
    assert!(text(Head::Place).contains("up to 40.5% of the working time"));
    assert!(text(Head::Conflicts).contains("see papers of: one, two and three."));
}

#[test]
fn an_international_paper_needs_its_clause_and_a_short_one_its_page() {
    let mut facts = complete(Facts::sample_external());
    facts.more.abroad = Some(Abroad::default());
    let mut drafted = draft_with(&facts, &Choices::default()).unwrap();
    let found = missing(&drafted, Profile::International);
    let fixes: Vec<&str> = found.iter().map(|one| one.fix.as_str()).collect();
    for key in ["home_country", "host_country", "visa", "visa_ends", "certificate", "certificate_ends"] {
        assert!(fixes.contains(&format!("facts.more.abroad.{key}").as_str()), "{key}: {fixes:?}");
    }
    let number = drafted.clause(Head::International).unwrap().number;
    drafted.remove(number).unwrap();
    assert_eq!(missing(&drafted, Profile::International)[0].head, Some(Head::International));

    let short = Choices { form: Form::Short, ..Choices::default() };
    for facts in [Facts::sample_internal(), Facts::sample_external()] {
        let drafted = draft_with(&facts, &short).unwrap();
        assert_eq!(missing(&drafted, Profile::Short), vec![]);
        assert_eq!(drafted.clauses.len(), 15);
        let mut long = facts.clone();
        long.work.duties = "one more duty\n".repeat(250);
        let found = missing(&draft_with(&long, &short).unwrap(), Profile::Short);
        assert_eq!(found[0].code, "too-long");
        assert_eq!(found[0].fix, "choices.form");
    }
}

#[test]
fn within_one_organisation_a_border_adds_what_the_law_asks_for_and_nothing_else() {
    let mut facts = complete(Facts::sample_internal());
    let at_home = draft_with(&facts, &Choices::default()).unwrap();
    facts.more.abroad = Some(Abroad {
        home_country: "Australia".into(),
        host_country: "the United Kingdom".into(),
        visa: "a work visa".into(),
        visa_ends: day("2027-12-31"),
        certificate: "a certificate of coverage".into(),
        certificate_ends: day("2028-01-31"),
        ..Abroad::default()
    });
    let abroad = draft_with(&facts, &Choices::default()).unwrap();
    let profile = Profile::for_facts(&facts, Form::Usual);
    assert_eq!((profile, missing(&abroad, profile)), (Profile::InternalAbroad, vec![]));
    let more: Vec<Head> = abroad
        .clauses
        .iter()
        .map(|clause| clause.head)
        .filter(|head| at_home.clause(*head).is_none())
        .collect();
    assert_eq!(more, [Head::DataProtection, Head::International]);
    let found = missing(&at_home, profile);
    let heads: Vec<_> = found.iter().filter_map(|one| one.head).collect();
    assert_eq!(heads, [Head::DataProtection, Head::International]);
    assert_eq!(broken_rules(&facts, &abroad.signatories), vec![]);
}

#[test]
fn a_folded_head_is_missing_only_when_its_cover_is_gone_too() {
    let mut drafted = draft_with(&Facts::sample_external(), &Choices::default()).unwrap();
    assert!(drafted.clause(Head::Safety).is_none());
    assert_eq!(missing(&drafted, Profile::External), vec![]);
    let services = drafted.clause(Head::Services).unwrap().number;
    drafted.remove(services).unwrap();
    let heads: Vec<_> = missing(&drafted, Profile::External).iter().filter_map(|one| one.head).collect();
    assert!(heads.contains(&Head::Services) && heads.contains(&Head::Safety));
    drafted.waive(Head::Services, crate::WaiverReason::FrameworkAgreement, "Master terms, part 2");
    assert_eq!(missing(&drafted, Profile::External), vec![]);
}
