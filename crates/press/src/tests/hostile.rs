//! Odd and hostile words: printed as they are or refused, in bounded time.

use std::time::{Duration, Instant};

use sojourn_papers::{Part, Row, Run, SignatureBlock};

use super::paper;
use crate::{MAX_PAGES, PressError, docx, pdf};

fn print_both(texts: &[&str]) {
    let sheet = paper(texts);
    let begun = Instant::now();
    pdf(&sheet).unwrap_or_else(|error| panic!("{:.60}: {error}", texts[0]));
    docx(&sheet).unwrap_or_else(|error| panic!("{:.60}: {error}", texts[0]));
    // without optimisation, on a busy machine; what loops or grows by the square takes far longer
    assert!(begun.elapsed() < Duration::from_secs(30), "{:.60}: {:?}", texts[0], begun.elapsed());
}

#[test]
fn a_word_of_ten_thousand_letters_is_broken_where_the_line_ends() {
    print_both(&[&"x".repeat(10_000), &"ש".repeat(10_000), &"\u{645}".repeat(10_000), &"張".repeat(10_000)]);
}

#[test]
fn marks_by_the_thousand_are_bounded() {
    let marks = "\u{301}\u{323}\u{338}".repeat(6_000);
    let (on_a_letter, alone) = (format!("e{marks} and on"), marks.clone());
    let hebrew = format!("ש{}", "\u{5b0}".repeat(5_000));
    print_both(&[&on_a_letter, &alone, &hebrew, &"a\u{200d}\u{200c}\u{fe0f}".repeat(3_000)]);
    print_both(&[&"\u{200d}".repeat(40_000), &format!("a{}", "\u{200d}\u{301}".repeat(40_000))]);
}

#[test]
fn control_characters_and_marks_of_direction_are_taken_out() {
    let all: String = (0..0x2100).filter_map(char::from_u32).collect();
    let bidi = "\u{202e}abc\u{202c}\u{2067}def\u{2069}\u{200f}".repeat(500);
    print_both(&[
        &all,
        &bidi,
        "\u{0}\u{1}\u{7f}\u{feff}\u{fffe}\u{ffff}\u{e000}\u{f8ff}\u{10fffd}\u{fdd0}",
        " ",
    ]);
}

#[test]
fn every_plane_of_characters_can_be_printed() {
    let some: String = (0x2100..0x11_0000).step_by(97).filter_map(char::from_u32).collect();
    print_both(&[&some]);
}

#[test]
fn mixed_directions_by_the_thousand_are_bounded() {
    print_both(&[&"a אב ב1 (ג) [ד] ".repeat(800), &"(".repeat(4_000), &"(א".repeat(2_000)]);
}

#[test]
fn empty_values_print() {
    let mut sheet = paper(&["", " "]);
    sheet.title = String::new();
    sheet.particulars = vec![Row { label: String::new(), value: String::new() }];
    sheet.signatories = vec![SignatureBlock { name: String::new(), capacity: String::new() }];
    sheet.clauses[0].title = String::new();
    sheet.clauses[0].parts.push(Part::List(vec![Vec::new()]));
    let dead = Run { text: "clause 9".to_owned(), anchor: Some("c9".to_owned()) };
    sheet.clauses[0].parts.push(Part::List(vec![vec![dead]]));
    pdf(&sheet).unwrap();
    docx(&sheet).unwrap();
    sheet.clauses.clear();
    sheet.signatories.clear();
    sheet.particulars.clear();
    pdf(&sheet).unwrap();
    docx(&sheet).unwrap();
}

#[test]
fn a_long_title_and_long_names_go_on_in_the_next_line() {
    let mut sheet = paper(&["Words."]);
    sheet.title = "Very long ".repeat(400);
    sheet.clauses[0].title = "W".repeat(4_000);
    sheet.signatories[0].name = "Name ".repeat(2_000);
    sheet.particulars = vec![Row { label: "L".repeat(3_000), value: "value ".repeat(3_000) }];
    pdf(&sheet).unwrap();
}

#[test]
fn a_paper_of_too_many_pages_is_refused() {
    let mut sheet = paper(&["Words."]);
    let nobody = SignatureBlock { name: String::new(), capacity: String::new() };
    sheet.signatories = vec![nobody; 20_000];
    let begun = Instant::now();
    assert_eq!(pdf(&sheet), Err(PressError::TooManyPages { max: MAX_PAGES }));
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}
