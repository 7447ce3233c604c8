//! What the printing promises.

mod cases;
mod hostile;
mod package;
mod readers;
mod shaping;

use std::sync::LazyLock;

use chrono::{NaiveDate, TimeZone, Utc};
use sojourn_papers::{
    Case, Part, Run, Section, Sheet, Side, SignMethod, SignatureBlock, SignatureLine, sheet,
};

/// Every paper of every case.
pub(super) fn every_sheet() -> Vec<(String, Sheet)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../papers/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut sheets = Vec::new();
    for file in files {
        let case = Case::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for (at, document) in case.assemble().unwrap().documents.iter().enumerate() {
            let name = format!("{}-{at}", file.file_stem().unwrap().to_string_lossy());
            sheets.push((name, sheet(&document.draft, &case.document).unwrap()));
        }
    }
    sheets
}

/// Every paper of every case, signed and printed once for all tests.
pub(super) static PRINTED: LazyLock<Vec<(String, Sheet, Vec<u8>)>> = LazyLock::new(|| {
    let print = |(name, sheet): (String, Sheet)| {
        let sheet = signed(sheet);
        let bytes = crate::pdf(&sheet).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, sheet, bytes)
    };
    every_sheet().into_iter().map(print).collect()
});

/// A small paper with one clause that says what it is given.
pub(super) fn paper(texts: &[&str]) -> Sheet {
    let paragraph = |(at, text): (usize, &&str)| Part::Paragraph {
        label: format!("1.{}", at + 1),
        runs: vec![Run { text: (*text).to_owned(), anchor: None }],
    };
    Sheet {
        title: "Secondment agreement".to_owned(),
        number: "AG-0312".to_owned(),
        version: 2,
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 18).unwrap(),
        language: "en-GB".to_owned(),
        particulars: Vec::new(),
        clauses: vec![Section {
            anchor: "c1".to_owned(),
            number: "1".to_owned(),
            title: "Words".to_owned(),
            parts: texts.iter().enumerate().map(paragraph).collect(),
            plain_words: String::new(),
        }],
        schedules: Vec::new(),
        waivers: Vec::new(),
        signatories: vec![SignatureBlock { name: "Ruth Hale".to_owned(), capacity: "Secondee".to_owned() }],
        certificate: None,
    }
}

/// The same paper, signed.
pub(super) fn signed(sheet: Sheet) -> Sheet {
    let line = SignatureLine {
        name: "Ruth Hale".to_owned(),
        capacity: "Brand Director".to_owned(),
        side: Side::Home,
        signed_at: Utc.with_ymd_and_hms(2026, 11, 19, 14, 5, 9).unwrap(),
        method: SignMethod::LinkAndCode,
        passed: None,
    };
    sheet.with_certificate(&"ab".repeat(32), &[line.clone(), line])
}
