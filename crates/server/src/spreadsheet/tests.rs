//! Both kinds of file, read back by other programs' code.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx as Book, open_workbook_from_rs};

use super::{Cell, Sheet, cell, csv, xlsx};

const SHEET: Sheet = Sheet { name: "list", columns: &["words", "amount", "day"] };

/// What people type that a spreadsheet could take for a formula.
const HOSTILE: [&str; 12] = [
    "=1+1",
    "+A1",
    "-A1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "  =1",
    "\"=1",
    "＝1",
    "=HYPERLINK(\"http://x.example\",\"a\")",
    "Ada, \"the\" first\nline",
    "O’Neill",
];

fn rows() -> Vec<Vec<Cell>> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23);
    let row = |(at, words): (i64, &&str)| vec![Cell::text(*words), Cell::Number(-at), Cell::day(day)];
    (0..).zip(&HOSTILE).map(row).collect()
}

fn book() -> Vec<u8> {
    let mut writer = xlsx::Xlsx::try_new(&SHEET).unwrap();
    for row in rows() {
        writer.row(&row).unwrap();
    }
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut writer.finish().unwrap().into_file(), &mut bytes).unwrap();
    bytes
}

#[test]
fn a_workbook_holds_words_numbers_and_days_and_no_formula() {
    let mut book: Book<_> = open_workbook_from_rs(Cursor::new(book())).unwrap();
    let formulas = book.worksheet_formula("list").unwrap();
    assert!(formulas.used_cells().next().is_none(), "{formulas:?}");
    let range = book.worksheet_range("list").unwrap();
    assert_eq!(range.height(), HOSTILE.len() + 1);
    for (at, words) in HOSTILE.iter().enumerate() {
        let row = &range.rows().nth(at + 1).unwrap();
        let read = if let Data::String(text) = &row[0] { text } else { panic!("{words:?}: {:?}", row[0]) };
        // XML reads a lone carriage return as a line end
        assert_eq!(read.replace('\r', "\n"), words.replace('\r', "\n"));
        assert_eq!(row[1], Data::Float(-(at as f64)));
        assert!(matches!(&row[2], Data::DateTime(day) if day.as_f64() == 46_349.0), "{:?}", row[2]);
    }
}

#[test]
fn csv_reads_back_with_formulas_as_words_and_negatives_as_numbers() {
    let mut writer = csv::Csv::try_new(&SHEET).unwrap();
    for row in rows() {
        writer.row(&row).unwrap();
    }
    let bytes = writer.finish().unwrap();
    let mut reader = ::csv::Reader::from_reader(bytes.as_ref());
    assert_eq!(reader.headers().unwrap(), vec!["words", "amount", "day"]);
    for ((at, words), record) in HOSTILE.iter().enumerate().zip(reader.records()) {
        let record = record.unwrap();
        assert_eq!(record[0].trim_start_matches('\''), *words);
        assert_eq!(record[0].starts_with('\''), at < 10, "{words:?}");
        assert_eq!(record[1].parse::<i64>().unwrap(), -i64::try_from(at).unwrap());
        assert_eq!(&record[2], "2026-11-23");
    }
}

#[test]
fn what_does_not_fit_into_a_cell_is_cut_and_what_xml_cannot_hold_left_out() {
    let mut writer = xlsx::Xlsx::try_new(&SHEET).unwrap();
    writer.row(&[Cell::text("é".repeat(40_000)), Cell::Number(i64::MIN + 1), Cell::Empty]).unwrap();
    writer
        .row(&[
            Cell::text("a\0b\u{1}c"),
            Cell::Number(0),
            Cell::day(chrono::NaiveDate::from_ymd_opt(1, 1, 1)),
        ])
        .unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut writer.finish().unwrap().into_file(), &mut bytes).unwrap();
    let mut book: Book<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("list").unwrap();
    let text = |row, column| range.get_value((row, column)).unwrap().to_string();
    assert_eq!((text(1, 0).chars().count(), text(1, 1)), (32_767, (i64::MIN + 1).to_string()));
    assert_eq!((text(2, 0), text(2, 2)), ("abc".to_owned(), "0001-01-01".to_owned()));
}

#[test]
fn formulas_become_words_and_numbers_stay() {
    for formula in
        ["=1+1", "+A1", "-A1", "@SUM(A1)", "\tx", "\rx", "  =1", "\"=1", "＝1", "\0=1", "\u{feff}=1", "|x"]
    {
        assert!(cell(formula).starts_with('\''), "{formula:?} {:?}", cell(formula));
    }
    for plain in ["", "Ada", "O’Neill", "-12", "-12.50", "+44", "a=b", "Smith-Jones", "12"] {
        assert_eq!(cell(plain), plain);
    }
    assert_eq!(cell("A\0da"), "Ada");
}
