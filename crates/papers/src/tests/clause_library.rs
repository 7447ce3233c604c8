//! The library itself.

use std::collections::BTreeSet;

use super::both;
use crate::{Choices, Facts, Form, Head, Lean, Library, Piece, Scope, draft_with, library};

#[test]
fn the_library_loads_without_a_fault() {
    let loaded = Library::load();
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}

#[test]
fn it_has_all_forty_five_heads_and_thirteen_schedules() {
    let codes: BTreeSet<&str> = library().entries().iter().map(|entry| entry.head.code()).collect();
    let all: BTreeSet<String> = (1..=45).map(|n| format!("CL-{n:02}")).collect();
    assert_eq!(codes, all.iter().map(String::as_str).collect());
    assert_eq!(library().schedules().len(), 13);
    assert_eq!(Head::ALL.len(), 46);
}

#[test]
fn every_clause_has_purpose_wordings_and_parameters_with_labels() {
    let mut names = BTreeSet::new();
    for entry in library().entries() {
        let code = entry.head.code();
        assert!(names.insert(&entry.name), "{code}: two clauses are named {}", entry.name);
        assert!(entry.version >= 1 && !entry.title.is_empty() && entry.purpose.ends_with('.'), "{code}");
        assert!(!entry.mandatory.is_empty(), "{code}");
        let keys: BTreeSet<&str> = entry.variants.iter().map(|variant| variant.key.as_str()).collect();
        assert_eq!(keys.len(), entry.variants.len(), "{code}: two wordings have one key");
        for scope in [Scope::Internal, Scope::External] {
            for lean in [Lean::Neutral, Lean::Home, Lean::Host] {
                assert!(
                    entry.variant(&[scope], Form::Full, lean, None).is_some(),
                    "{code} {scope:?} {lean:?}"
                );
            }
        }
        for parameter in &entry.parameters {
            assert!(!parameter.label.is_empty(), "{code} {}", parameter.name);
            let used = entry.variants.iter().any(|variant| {
                [&variant.text, &variant.plain].iter().any(|text| text.contains(&parameter.name))
            });
            assert!(used, "{code}: no wording uses {}", parameter.name);
        }
    }
}

#[test]
fn every_wording_reads_without_braces_and_says_one_sentence_to_the_secondee() {
    for (facts, _) in both() {
        for entry in library().entries() {
            for variant in &entry.variants {
                let mut choices = Choices { form: Form::Full, also: vec![entry.head], ..Choices::default() };
                choices.variants.insert(entry.head, variant.key.clone());
                let drafted = draft_with(&facts, &choices).unwrap();
                let Some(clause) = drafted.clause(entry.head) else {
                    panic!("{} is not printed", entry.head.code())
                };
                let place = format!("{} {}", entry.head.code(), variant.key);
                let words = drafted.editable_text(clause.number).unwrap();
                assert!(!words.is_empty() && !words.contains(['{', '}']), "{place}: {words}");
                assert!(
                    !words.contains("  ") && !words.contains(" .") && !words.contains(".."),
                    "{place}: {words}"
                );
                let plain = &clause.plain_words;
                assert!(plain.ends_with('.') && !plain.contains(['{', '}']), "{place}: {plain}");
                assert_eq!(plain.matches(". ").count(), 0, "{place}: {plain}");
            }
        }
    }
}

#[test]
fn every_reference_of_every_form_leads_somewhere() {
    for (facts, _) in both() {
        for form in [Form::Usual, Form::Full, Form::Short] {
            for lean in [Lean::Neutral, Lean::Home, Lean::Host] {
                let drafted = draft_with(&facts, &Choices { form, lean, ..Choices::default() }).unwrap();
                let pieces =
                    drafted.clauses.iter().flat_map(|clause| &clause.paragraphs).flat_map(|p| &p.pieces);
                for piece in pieces {
                    if let Piece::Clause(head) = piece {
                        assert!(drafted.clause(*head).is_some(), "{form:?} {lean:?}: {head:?}");
                    }
                    assert!(!matches!(piece, Piece::Gap { .. }), "{form:?} {lean:?}: {piece:?}");
                }
            }
        }
    }
}

#[test]
fn a_lean_changes_the_words_and_only_where_there_is_a_choice() {
    let facts = Facts::sample_external();
    let of = |lean| draft_with(&facts, &Choices { form: Form::Full, lean, ..Choices::default() }).unwrap();
    let (neutral, home, host) = (of(Lean::Neutral), of(Lean::Home), of(Lean::Host));
    let heads = |a: &crate::Draft, b: &crate::Draft| -> Vec<Head> {
        a.changed_since(b).iter().map(|n| a.clauses[usize::from(*n) - 1].head).collect()
    };
    for lean in [&home, &host] {
        let changed = heads(lean, &neutral);
        for head in
            [Head::Liability, Head::NonSolicitation, Head::Services, Head::Supervision, Head::Discipline]
        {
            assert!(changed.contains(&head), "{head:?}");
        }
        assert!(!changed.contains(&Head::Parties) && !changed.contains(&Head::Insurance));
    }
}

#[test]
fn nothing_is_said_twice_when_a_folded_clause_stands_alone() {
    let facts = Facts::sample_external();
    let full = draft_with(&facts, &Choices { form: Form::Full, ..Choices::default() }).unwrap();
    let all: Vec<String> =
        full.clauses.iter().map(|clause| full.editable_text(clause.number).unwrap()).collect();
    let text = all.join("\n");
    for once in [
        "The place of work is ",
        "Only the home organisation may discipline",
        "partnership",
        "directs the work from day to day",
    ] {
        assert!(text.matches(once).count() <= 1, "“{once}” is said {} times", text.matches(once).count());
    }
}

#[test]
fn a_draft_pins_the_versions_it_was_written_from() {
    let drafted = draft_with(&Facts::sample_internal(), &Choices::default()).unwrap();
    assert_eq!(drafted.pins.len(), drafted.clauses.len());
    assert!(drafted.pins.iter().all(|pin| pin.version == 1));
    let json = serde_json::to_value(&drafted.pins[0]).unwrap();
    assert_eq!(
        json,
        serde_json::json!({ "head": "CL-01", "version": 1, "source": { "standard": { "variant": "internal" } } })
    );
    let mut old = serde_json::to_value(&drafted).unwrap();
    for key in ["pins", "choices"] {
        old.as_object_mut().unwrap().remove(key);
    }
    let old: crate::Draft = serde_json::from_value(old).unwrap();
    assert!(old.pins.is_empty() && old.choices.is_default());
}
