//! The case format and its examples, one per example of the source articles.

use crate::{Arrangement, Case, PaperError, Profile};

const CASES: &[(&str, &str)] = &[
    ("a_service_with_sales", include_str!("../../cases/a_service_with_sales.json")),
    ("b_marketer_in_manufacturing", include_str!("../../cases/b_marketer_in_manufacturing.json")),
    ("c_sydney_in_london", include_str!("../../cases/c_sydney_in_london.json")),
    ("d_a_week_before_the_show", include_str!("../../cases/d_a_week_before_the_show.json")),
    ("e_accountant_in_finance", include_str!("../../cases/e_accountant_in_finance.json")),
    ("f_copywriter_at_the_client", include_str!("../../cases/f_copywriter_at_the_client.json")),
    ("g_programmer_for_new_code", include_str!("../../cases/g_programmer_for_new_code.json")),
    ("h_swap_there_and_back", include_str!("../../cases/h_swap_there_and_back.json")),
    ("i_hr_lent_to_marketing", include_str!("../../cases/i_hr_lent_to_marketing.json")),
    ("j_supervisor_at_the_client", include_str!("../../cases/j_supervisor_at_the_client.json")),
    ("k_with_the_supplier", include_str!("../../cases/k_with_the_supplier.json")),
];

fn refused(json: &serde_json::Value) -> (String, String) {
    match Case::parse(&json.to_string()) {
        Err(PaperError::Case { path, sentence }) => (path, sentence),
        other => panic!("refused with a path: {other:?}"),
    }
}

fn value(name: &str) -> serde_json::Value {
    serde_json::from_str(CASES.iter().find(|(file, _)| *file == name).unwrap().1).unwrap()
}

#[test]
fn every_example_is_complete_and_renders() {
    for (name, text) in CASES {
        let case = Case::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(case.missing().unwrap(), vec![], "{name}");
        let papers = case.render().unwrap();
        assert!(!papers.is_empty());
        for paper in &papers {
            let html = String::from_utf8(paper.html.clone()).unwrap();
            assert!(html.contains(&paper.title) && html.contains(&paper.number), "{name}");
            assert!(
                !html.contains("to be agreed") && !html.contains("not in this agreement"),
                "{name} {}",
                paper.title
            );
        }
        assert_eq!(case.render().unwrap(), papers, "{name}: the same bytes each time");
    }
}

#[test]
fn every_example_names_what_is_taken_away() {
    for (name, text) in CASES {
        let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
        json["facts"]["term"]["place"] = "".into();
        json["facts"]["ending"]["return_post"] = "".into();
        let found = Case::parse(&json.to_string()).unwrap().missing().unwrap();
        let fixes: Vec<&str> = found.iter().map(|one| one.fix.as_str()).collect();
        assert!(fixes.contains(&"facts.term.place"), "{name}: {fixes:?}");
        assert!(fixes.contains(&"facts.ending.return_post"), "{name}: {fixes:?}");
    }
}

#[test]
fn a_case_survives_writing_and_reading() {
    for (name, text) in CASES {
        let case = Case::parse(text).unwrap();
        let again = Case::parse(&serde_json::to_string(&case).unwrap()).unwrap();
        assert_eq!(again, case, "{name}");
    }
}

#[test]
fn the_examples_cover_structures_forms_and_profiles() {
    let cases: Vec<Case> = CASES.iter().map(|(_, text)| Case::parse(text).unwrap()).collect();
    for arrangement in Arrangement::ALL {
        let shown = cases.iter().any(|case| case.structure == *arrangement);
        // no example of the articles is between authorities
        let official = matches!(arrangement, Arrangement::StatutoryForm | Arrangement::ExchangeOfLetters);
        assert_eq!(shown, !official, "{}", arrangement.code());
    }
    for profile in [Profile::Internal, Profile::External, Profile::International, Profile::Short] {
        assert!(cases.iter().any(|case| case.profile() == profile), "{profile:?}");
    }
    let names: Vec<usize> = cases.iter().map(|case| case.render().unwrap().len()).collect();
    assert_eq!(names.iter().max(), Some(&3));
}

#[test]
fn errors_name_the_place() {
    let set = |path: &str, new: serde_json::Value| {
        let mut json = value("e_accountant_in_finance");
        let (parent, key) = path.rsplit_once('/').unwrap();
        json.pointer_mut(parent).unwrap()[key] = new;
        refused(&json)
    };
    for (path, new, place, told) in [
        ("/case", 2.into(), "case", "This is format 2. Write 1."),
        ("/structure", "ST-10".into(), "structure", "unknown variant `ST-10`"),
        ("/structure", "ST-8".into(), "other_leg", "A swap has a second leg"),
        ("/facts/term/start", "7 December".into(), "facts.term.start", "invalid"),
        ("/facts/term/end", "2020-01-01".into(), "facts.term.end", "cannot end before it starts"),
        ("/facts/structure", "internal".into(), "facts.structure", "ST-4 is for two organisations"),
        ("/facts/work/dutys", "x".into(), "facts.work.dutys", "There is no such field"),
        ("/facts/pay/note", "£42,000 a year".into(), "facts.pay.note", "names an amount"),
        ("/facts/costs/lines", "none".into(), "facts.costs.lines", "invalid type"),
        ("/document/number", "<b>".into(), "document.number", "letters, digits"),
        ("/choices/form", "long".into(), "choices.form", "unknown variant `long`"),
        (
            "/choices/variants",
            serde_json::json!({"CL-25": "gold"}),
            "choices.variants.CL-25",
            "as-agreed, by-project, open",
        ),
        (
            "/choices/variants",
            serde_json::json!({"CL-25": "internal"}),
            "choices.variants.CL-25",
            "no wording “internal”",
        ),
        (
            "/choices/own",
            serde_json::json!({"CL-14": {"id": "x", "version": 1, "title": "Leave", "text": "{salary}", "plain_words": ""}}),
            "choices.own.CL-14.text",
            "there is no field “salary”",
        ),
    ] {
        let (found, sentence) = set(path, new);
        assert_eq!(found, place, "{path}: {sentence}");
        assert!(sentence.contains(told), "{path}: {sentence}");
    }
    let garbage = Case::parse("{\"case\": 1,").unwrap_err().to_string();
    assert!(garbage.contains("EOF") || garbage.contains("expected"), "{garbage}");
    assert!(Case::parse(&" ".repeat(2_000_001)).unwrap_err().to_string().contains("at most 2000000"));
    let trailing = format!("{} x", CASES[0].1);
    assert!(Case::parse(&trailing).unwrap_err().to_string().contains("trailing characters"));
}

#[test]
fn what_is_left_out_is_printed_and_no_longer_missing() {
    let mut json = value("j_supervisor_at_the_client");
    json["left_out"] = serde_json::json!([{ "head": "CL-29", "reason": "framework_agreement", "note": "Master terms, part 4" }]);
    let case = Case::parse(&json.to_string()).unwrap();
    assert_eq!(case.missing().unwrap(), vec![]);
    let html = String::from_utf8(case.render().unwrap()[0].html.clone()).unwrap();
    assert!(html.contains(
        "Insurance: covered by a framework agreement between the organisations. Master terms, part 4"
    ));
}

#[test]
fn amendments_of_a_case_are_judged_and_consolidated() {
    let case = Case::parse(CASES[10].1).unwrap();
    let history = case.history().unwrap();
    let late = history.consolidated("2027-06-01".parse().unwrap());
    assert_eq!(late.amendments, [1, 2]);
    assert_eq!(late.facts.host.manager_name, "Emil Brandt");
    assert!(late.facts.term.end > case.facts.term.end);
    let mut json = value("k_with_the_supplier");
    json["amendments"][1]["post_still_held"] = serde_json::Value::Null;
    let found = Case::parse(&json.to_string()).unwrap().missing().unwrap();
    assert_eq!(found[0].fix, "amendments.2.post_still_held");
    json.as_object_mut().unwrap().remove("signed_on");
    assert_eq!(refused(&json).0, "signed_on");
}
