use super::{PRINTED, paper};
use crate::{docx, pdf};

#[test]
fn every_paper_of_every_case_prints_in_both_forms() {
    assert!(PRINTED.len() > 15, "{}", PRINTED.len());
    for (name, sheet, printed) in PRINTED.iter() {
        assert!(printed.starts_with(b"%PDF-1.7"), "{name}");
        assert!(printed.len() < 1_000_000, "{name}: {} bytes", printed.len());
        let package = docx(sheet).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(package.starts_with(b"PK") && package.len() < 200_000, "{name}: {} bytes", package.len());
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let (_, sheet, printed) = &PRINTED[3];
    assert!(pdf(sheet).unwrap() == *printed);
    assert!(docx(sheet).unwrap() == docx(sheet).unwrap());
}

#[test]
fn another_word_gives_other_bytes() {
    let (one, two) = (paper(&["The host pays."]), paper(&["The home pays."]));
    assert_ne!(pdf(&one).unwrap(), pdf(&two).unwrap());
    assert_ne!(docx(&one).unwrap(), docx(&two).unwrap());
}
