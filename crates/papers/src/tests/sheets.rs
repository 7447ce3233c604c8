//! The sheet that every form of print is made from.

use chrono::{TimeZone, Utc};

use super::{both, meta};
use crate::page::html;
use crate::{
    Case, Draft, Paragraph, Part, Piece, Run, Side, SignMethod, SignatureLine, executed_html, fingerprint,
    render_html, sheet,
};

fn runs(part: &Part) -> Vec<&[Run]> {
    match part {
        Part::Paragraph { runs, .. } => vec![runs],
        Part::List(items) => items.iter().map(Vec::as_slice).collect(),
    }
}

fn references(draft: &Draft) -> Vec<Run> {
    let sheet = sheet(draft, &meta()).unwrap();
    let parts = sheet.sections().flat_map(|section| &section.parts);
    parts.flat_map(runs).flatten().filter(|run| run.anchor.is_some()).cloned().collect()
}

#[test]
fn a_reference_is_the_words_of_the_place_it_leads_to() {
    let case = Case::parse(include_str!("../../cases/c_sydney_in_london.json")).unwrap();
    let bundle = case.assemble().unwrap();
    let found: Vec<Run> = bundle.documents.iter().flat_map(|one| references(&one.draft)).collect();
    assert!(found.len() > 5, "{}", found.len());
    for run in found {
        let anchor = run.anchor.as_deref().unwrap();
        let words = match anchor.split_at(1) {
            ("c", number) => format!("clause {number}"),
            (_, number) => format!("Schedule {number}"),
        };
        assert_eq!(run.text, words, "the space around a reference is not part of it");
    }
}

#[test]
fn the_stretches_of_a_paragraph_are_its_words_letter_by_letter() {
    let (_, mut drafted) = both().into_iter().next().unwrap();
    let target = drafted.clauses[1].head;
    let text = |words: &str| Piece::Text(words.to_owned());
    let shapes = [
        vec![text("  See \n"), Piece::Clause(target), text(" , and\u{200b}"), text(" "), text(" ")],
        vec![Piece::Clause(target), text(" e"), text("\u{301}")],
        vec![Piece::Clause(target), Piece::Clause(target), text("clause 2")],
        vec![text(" "), Piece::Clause(target), text("\u{301}")],
        vec![text(""), text("\t")],
    ];
    drafted.clauses[0].paragraphs =
        shapes.into_iter().map(|pieces| Paragraph { item: false, pieces }).collect();
    let sheet = sheet(&drafted, &meta()).unwrap();
    let words: Vec<String> = sheet.clauses[0].parts.iter().flat_map(runs).map(Run::words).collect();
    assert_eq!(words, ["See clause 2 , and", "clause 2 é", "clause 2clause 2clause 2", "clause 2\u{301}"]);
    let typed = sheet.clauses[0].parts.iter().flat_map(runs).flatten().filter(|run| run.anchor.is_some());
    assert_eq!(typed.count(), 4, "typed words are never a reference; two pieces in one letter are words");
}

#[test]
fn the_html_of_a_signed_sheet_is_the_executed_text() {
    for (_, drafted) in both() {
        let issued = render_html(&drafted, &meta()).unwrap();
        let line = SignatureLine {
            name: "Ruth <Hale>".into(),
            capacity: "Secondee".into(),
            side: Side::Secondee,
            signed_at: Utc.with_ymd_and_hms(2026, 11, 19, 14, 5, 9).unwrap(),
            method: SignMethod::Account,
            passed: Some(crate::PassedFrom {
                name: "Maya <Okonjo>".into(),
                on: "2026-11-18".parse().unwrap(),
            }),
        };
        let plain = sheet(&drafted, &meta()).unwrap();
        assert_eq!(html(&plain).as_bytes(), issued);
        assert_eq!(plain.clone().with_certificate("", &[]), plain, "nobody signed");
        let signed = plain.with_certificate(&fingerprint(&issued), std::slice::from_ref(&line));
        assert_eq!(html(&signed).as_bytes(), executed_html(&issued, &meta(), &[line]).unwrap());
    }
}
