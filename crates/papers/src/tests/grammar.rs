//! What an organisation may save as a clause, and what it may not.

use proptest::prelude::*;

use super::meta;
use crate::text::{clean_line, escape};
use crate::{
    Choices, Facts, Form, Given, Head, OwnClause, check_clause, draft_with, fields_of, missing, render_html,
};

fn own(text: &str) -> OwnClause {
    let plain_words = "Keep it to yourself.".to_owned();
    OwnClause { id: "own-1".into(), version: 3, title: "Secrets".into(), text: text.into(), plain_words }
}

fn refusal(head: Head, text: &str) -> String {
    check_clause(head, &own(text)).unwrap_err()[0].to_string()
}

#[test]
fn each_fault_says_which_clause_where_and_what_to_do() {
    for (text, told) in [
        (
            "First.\nKept for {salary}.",
            "line 2, character 10: there is no field “salary” here. Take the braces away",
        ),
        ("{{salary}}", "line 1, character 1: a { stands inside braces"),
        ("Kept {months", "character 6: a { is not closed"),
        ("Kept months} long", "character 12: a } stands alone"),
        ("{months:roman}", "“months” has no format “roman”. It has: count, notice, each, ordinal"),
        ("{marked_only}", "is a yes or no and cannot be printed"),
        ("{@nowhere}", "there is no clause or schedule named “nowhere”"),
        ("{if months}for a time", "is not ended on its line"),
        ("- for a time{end}", "line 1, character 13: an {end} has no {if …}"),
        ("{else}", "an {else} has no {if …}"),
        ("{if months}{if note}x{end}{end}", "stands inside another"),
        ("{if months is long}x{end}", "“months” is never “long”: only numbers and choices"),
        ("{if note and months or note}x{end}", "not both"),
        ("{if a b c}x{end}", "a condition reads"),
        ("{}", "there is no field “”"),
        ("  \n\u{200b}", "the text is blank"),
    ] {
        let sentence = refusal(Head::Confidentiality, text);
        assert!(sentence.starts_with("CL-23 “Confidentiality”, text, line "), "{sentence}");
        assert!(sentence.contains(told), "{text}: {sentence}");
    }
    let sentence = refusal(Head::ReturnGuarantee, "{if promise is gold}x{end}");
    assert!(sentence.contains("best_endeavours, none, same_band"), "{sentence}");
    assert!(refusal(Head::Additional, "x").contains("has no clause in the library"));
}

#[test]
fn heading_and_plain_words_are_checked_too() {
    let mut clause = own("Kept.");
    clause.title = "\u{202e} ".into();
    clause.plain_words = "See {@law}.".into();
    let faults = check_clause(Head::Confidentiality, &clause).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["title", "plain_words"]);
    clause = own(&"word ".repeat(5_000));
    assert!(
        check_clause(Head::Confidentiality, &clause).unwrap_err()[0].to_string().contains("25027 bytes long")
    );
}

#[test]
fn a_good_copy_takes_the_place_of_the_standard_words_and_is_pinned() {
    let clause = own("Kept {if months}for {months}{else}for ever{end} under {@law}.\n- an item\n{note}");
    assert_eq!(check_clause(Head::Confidentiality, &clause), Ok(()));
    let mut facts = Facts::sample_external();
    facts.protection.confidentiality_months = Some(24);
    facts.protection.confidentiality_note = "Recipes above all.".into();
    let mut choices = Choices::default();
    choices.own.insert(Head::Confidentiality, clause);
    let drafted = draft_with(&facts, &choices).unwrap();
    let found = drafted.clause(Head::Confidentiality).unwrap();
    let law = drafted.clause(Head::LawAndSignature).unwrap().number;
    let text = drafted.editable_text(found.number).unwrap();
    assert_eq!(text, format!("Kept for 24 months under clause {law}.\n- an item\nRecipes above all."));
    assert_eq!((found.title.as_str(), found.plain_words.as_str()), ("Secrets", "Keep it to yourself."));
    let pin = drafted.pins.iter().find(|pin| pin.head == Head::Confidentiality).unwrap();
    assert_eq!(
        (pin.version, serde_json::to_value(&pin.source).unwrap()),
        (3, serde_json::json!({"own": {"id": "own-1"}}))
    );
}

#[test]
fn a_copy_that_could_not_be_saved_is_not_drafted_either() {
    let mut choices = Choices::default();
    choices.own.insert(Head::Leave, own("{salary}"));
    let error = draft_with(&Facts::sample_internal(), &choices).unwrap_err();
    assert!(error.to_string().starts_with("CL-14 “Leave”, text"), "{error}");
}

#[test]
fn the_standard_words_can_be_copied_and_saved_as_they_are() {
    for entry in crate::library().entries() {
        assert!(std::ptr::eq(fields_of(entry.head), entry.parameters.as_slice()));
        for variant in &entry.variants {
            let clause = OwnClause {
                id: "copy".into(),
                version: 1,
                title: entry.title.clone(),
                text: variant.text.clone(),
                plain_words: variant.plain.clone(),
            };
            assert_eq!(check_clause(entry.head, &clause), Ok(()), "{} {}", entry.head.code(), variant.key);
        }
    }
}

/// Answers for every text parameter of the library.
fn answered(mut facts: Facts, text: &str) -> Facts {
    let all = crate::library().entries().iter().map(|entry| (entry.head.code(), &entry.parameters));
    for (code, parameters) in all.filter(|(code, _)| *code != "CL-39") {
        for parameter in parameters {
            let given = match parameter.kind {
                crate::Kind::Text => Given::Text(text.to_owned()),
                crate::Kind::List => Given::List(vec![text.to_owned()]),
                crate::Kind::Number | crate::Kind::Duration => Given::Number(parameter.min.unwrap_or(1)),
                _ => continue,
            };
            facts.more.answers.entry(code.to_owned()).or_default().insert(parameter.name.clone(), given);
        }
    }
    facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn saving_never_panics_and_what_is_saved_prints_no_brace(text in "[a-z {}@:\n\\-ifelsend]{0,80}") {
        if check_clause(Head::Confidentiality, &own(&text)).is_ok() {
            let mut choices = Choices::default();
            choices.own.insert(Head::Confidentiality, own(&text));
            let drafted = draft_with(&Facts::sample_external(), &choices).unwrap();
            let number = drafted.clause(Head::Confidentiality).unwrap().number;
            let braces = drafted.editable_text(number).unwrap().contains(['{', '}']);
            prop_assert!(!braces);
        }
    }

    #[test]
    fn any_text_at_all_is_refused_or_saved(text in any::<String>(), title in any::<String>()) {
        let clause = OwnClause { title, ..own(&text) };
        let _ = check_clause(Head::Termination, &clause);
    }

    #[test]
    fn answers_are_never_parsed(text in "[a-z{}@#$\"()/<>&;=]{1,60}", internal: bool) {
        let facts = if internal { Facts::sample_internal() } else { Facts::sample_external() };
        let choices = Choices { form: Form::Full, ..Choices::default() };
        let drafted = draft_with(&answered(facts, &text), &choices).unwrap();
        let paper = String::from_utf8(render_html(&drafted, &meta()).unwrap()).unwrap();
        let line = clean_line(&text);
        let shown = escape(line.strip_suffix('.').unwrap_or(&line));
        prop_assert!(paper.matches(&shown).count() >= 10, "{}", shown);
    }
}

#[test]
fn hostile_values_come_out_literal() {
    let choices = Choices { form: Form::Full, ..Choices::default() };
    for nasty in ["{{salary}}", "#read(\"/etc/passwd\")", "$x$", "{@law}", "{if months}x{end}", "{end}"] {
        let mut facts = answered(Facts::sample_external(), nasty);
        facts.secondee.name = nasty.to_owned();
        let drafted = draft_with(&facts, &choices).unwrap();
        let paper = String::from_utf8(render_html(&drafted, &meta()).unwrap()).unwrap();
        assert!(paper.contains(&escape(nasty)), "{nasty}");
        assert_eq!(missing(&drafted, crate::Profile::External), vec![]);
    }
}

#[test]
fn a_word_without_end_is_printed_where_it_may_stand_and_refused_where_not() {
    let long = "w".repeat(10_000);
    let mut facts = Facts::sample_external();
    facts.secondee.name.clone_from(&long);
    let given = Given::Text(long.clone());
    facts.more.answers.entry("CL-28".into()).or_default().insert("barrier".into(), given);
    let drafted = draft_with(&facts, &Choices { form: Form::Full, ..Choices::default() }).unwrap();
    let paper = String::from_utf8(render_html(&drafted, &meta()).unwrap()).unwrap();
    assert!(paper.contains(&long) && !paper.contains("information barrier"));
    let broken = crate::broken_rules(&facts, &[]);
    assert_eq!(broken[0].code, "answer-refused");
    assert!(
        broken[0].sentence.contains("10000 characters long and can have at most 300"),
        "{}",
        broken[0].sentence
    );
}
