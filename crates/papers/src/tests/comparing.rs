//! Two drafts side by side.

use proptest::prelude::*;

use super::both;
use crate::{Became, Choices, Facts, Form, Head, Lean, Span, compare, draft, draft_with};

fn later(spans: &[Span]) -> String {
    spans.iter().filter(|s| !matches!(s, Span::Removed(_))).map(text).collect()
}

fn earlier(spans: &[Span]) -> String {
    spans.iter().filter(|s| !matches!(s, Span::Added(_))).map(text).collect()
}

fn text(span: &Span) -> &str {
    match span {
        Span::Same(text) | Span::Added(text) | Span::Removed(text) => text,
    }
}

#[test]
fn a_draft_is_the_same_as_itself_even_when_its_clauses_moved() {
    for (_, drafted) in both() {
        assert!(compare(&drafted, &drafted).is_same());
        let mut moved = drafted.clone();
        moved.clauses.rotate_left(3);
        moved.renumber();
        let found = compare(&drafted, &moved);
        assert!(found.is_same(), "{:?}", found.clauses);
        assert_eq!(found.summary(), "The two drafts say the same.");
    }
}

#[test]
fn words_that_changed_are_marked_and_the_rest_is_not() {
    let (facts, before) = both().into_iter().next_back().unwrap();
    let mut changed = facts.clone();
    changed.care.leave_approver = "Helen Marsh".into();
    let after = draft(&changed).unwrap();
    let found = compare(&before, &after);
    assert_eq!(found.summary(), "1 changed.");
    let leave = found.clauses.iter().find(|clause| clause.became == Became::Changed).unwrap();
    assert_eq!(leave.head, Some(Head::Leave));
    assert_eq!(
        leave.paragraphs[0],
        [
            Span::Same(
                "The secondee keeps the leave entitlement of the employment contract. Leave is approved by "
                    .into()
            ),
            Span::Removed("Rob Ellery.".into()),
            Span::Added("Helen Marsh.".into()),
        ]
    );
}

#[test]
fn what_is_new_and_what_is_gone_is_told_with_its_place() {
    let (_, before) = both().into_iter().next_back().unwrap();
    let mut after = before.clone();
    let insurance = after.clause(Head::Insurance).unwrap().number;
    after.remove(insurance).unwrap();
    let mut own = before.clauses[0].clone();
    own.head = Head::Additional;
    own.title = "Dogs <at> work".into();
    own.paragraphs.truncate(1);
    after.insert(2, own).unwrap();
    let found = compare(&before, &after);
    assert_eq!(found.summary(), "1 new, 1 taken out.");
    let told = |became: Became| found.clauses.iter().find(|clause| clause.became == became).unwrap();
    let (new, gone) = (told(Became::Added), told(Became::Removed));
    assert_eq!((new.place.as_str(), &new.title), ("Clause 3", &vec![Span::Added("Dogs <at> work".into())]));
    assert_eq!(gone.place, format!("Clause {insurance}"));
    assert!(gone.title.iter().all(|span| matches!(span, Span::Removed(_))), "{:?}", gone.title);
}

#[test]
fn schedules_are_compared_too() {
    let choices = Choices { form: Form::Full, ..Choices::default() };
    let mut facts = Facts::sample_external();
    let before = draft_with(&facts, &choices).unwrap();
    facts.ending.hand_back.push("Key to the archive".into());
    let found = compare(&before, &draft_with(&facts, &choices).unwrap());
    let schedule =
        found.clauses.iter().find(|one| one.head.is_none() && one.became == Became::Changed).unwrap();
    assert!(schedule.place.starts_with("Schedule "));
    assert!(schedule.paragraphs.contains(&vec![Span::Added("Key to the archive".into())]));
}

#[test]
fn two_texts_without_a_common_word_are_bounded() {
    let mut one = draft(&Facts::sample_external()).unwrap();
    let mut two = one.clone();
    for (draft, word) in [(&mut one, "a"), (&mut two, "b")] {
        for (number, clause) in (0_u32..).zip(&mut draft.clauses) {
            let words: Vec<String> = (0..2_400).map(|n| format!("{word}{}", n * 7 + number)).collect();
            clause.paragraphs.truncate(1);
            clause.paragraphs[0].pieces = vec![crate::Piece::Text(words.join(" "))];
        }
    }
    let found = compare(&one, &two);
    assert!(found.clauses.iter().all(|clause| clause.became == Became::Changed));
    for (draft, word) in [(&mut one, "a"), (&mut two, "b")] {
        for clause in &mut draft.clauses {
            let line = |n: u32| crate::Paragraph {
                item: true,
                pieces: vec![crate::Piece::Text(format!("{word}{n}"))],
            };
            clause.paragraphs = (0..4_000).map(line).collect();
        }
    }
    let found = compare(&one, &two);
    assert!(found.clauses.iter().all(|clause| clause.paragraphs.len() == 4_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_texts_can_be_read_back(old in "[ab <&]{0,60}", new in "[ab <&]{0,60}", lean in 0..3usize) {
        let lean = [Lean::Neutral, Lean::Home, Lean::Host][lean];
        let (mut one, mut two) = (Facts::sample_external(), Facts::sample_external());
        one.term.place = format!("x {old}");
        two.term.place = format!("x {new}");
        let before = draft(&one).unwrap();
        let after = draft_with(&two, &Choices { lean, ..Choices::default() }).unwrap();
        let found = compare(&before, &after);
        let squeezed = |words: String| words.split_whitespace().collect::<Vec<_>>().join(" ");
        for change in &found.clauses {
            let Some(head) = change.head else { continue };
            let read = |side: fn(&[Span]) -> String| {
                let lines = change.paragraphs.iter().map(|p| squeezed(side(p))).filter(|line| !line.is_empty());
                lines.collect::<Vec<_>>()
            };
            let lines = |draft: &crate::Draft| -> Vec<String> {
                let Some(clause) = draft.clause(head) else { return Vec::new() };
                let text = draft.editable_text(clause.number).unwrap();
                text.lines().map(|line| squeezed(line.trim_start_matches("- ").to_owned())).collect()
            };
            prop_assert_eq!(read(later), lines(&after));
            if change.became == Became::Same {
                prop_assert_eq!(read(later), read(earlier));
            }
        }
    }
}
