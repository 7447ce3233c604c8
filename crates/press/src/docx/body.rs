//! The text of the package.

use sojourn_papers::{Certificate, Part, Row, Run, Section, Sheet, SignatureBlock};

use super::parts::NAMESPACES;
use super::xml::{TAB, heading, link, paragraph, row, run, table};

const PARTICULARS: [u32; 2] = [2900, 6138];
const SIGNATURES: [u32; 4] = [2000, 3038, 2200, 1800];
const KEEP: &str = "<w:keepNext/>";

/// `word/document.xml`.
pub(super) fn document(sheet: &Sheet) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {NAMESPACES}><w:body>"
    );
    out.push_str(&paragraph("Title", "", &run("", &sheet.title)));
    out.push_str(&paragraph("Subtitle", "", &run("", &format!("{}, {}", sheet.reference(), sheet.day()))));
    out.push_str(&particulars(&sheet.particulars));
    out.push_str(&contents(sheet));
    for (id, section) in sheet.sections().enumerate() {
        out.push_str(&clause(id, section));
    }
    out.push_str(&waivers(&sheet.waivers));
    out.push_str(&signatories(&sheet.signatories, sheet.certificate.is_none()));
    if let Some(certificate) = &sheet.certificate {
        out.push_str(&signed(certificate));
    }
    out.push_str(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1250\" w:right=\"1434\" w:bottom=\"1360\" w:left=\"1434\" w:header=\"600\" w:footer=\"640\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
    );
    out
}

fn particulars(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = |one: &Row| row(&PARTICULARS, false, &[("TableHead", &one.label), ("TableText", &one.value)]);
    let rows: String = rows.iter().map(line).collect();
    paragraph("Caption", "", &run("", Sheet::PARTICULARS)) + &table(&PARTICULARS, &rows)
}

fn contents(sheet: &Sheet) -> String {
    if sheet.clauses.is_empty() {
        return String::new();
    }
    let entry = |one: &Section| paragraph("Contents", "", &link(&one.anchor, &one.heading()));
    let entries: String = sheet.sections().map(entry).collect();
    paragraph("ContentsHeading", "", &run("", "Contents")) + &entries
}

fn clause(id: usize, section: &Section) -> String {
    let mut out = heading(id, &section.anchor, "", &section.heading());
    for part in &section.parts {
        match part {
            Part::Paragraph { label, runs } => {
                out.push_str(&paragraph("Clause", "", &(run("Label", label) + TAB + &words(runs))));
            }
            Part::List(items) => items.iter().for_each(|item| out.push_str(&bullet(&words(item)))),
        }
    }
    if !section.plain_words.is_empty() {
        let intro = run("Strong", &format!("{} ", Sheet::PLAIN_WORDS));
        out.push_str(&paragraph("PlainWords", "", &(intro + &run("", &section.plain_words))));
    }
    out
}

fn words(runs: &[Run]) -> String {
    let one = |stretch: &Run| match &stretch.anchor {
        Some(anchor) => link(anchor, &stretch.text),
        None => run("", &stretch.text),
    };
    runs.iter().map(one).collect()
}

fn bullet(runs: &str) -> String {
    paragraph("ListBullet", "", runs)
}

fn waivers(waivers: &[String]) -> String {
    if waivers.is_empty() {
        return String::new();
    }
    let items: String = waivers.iter().map(|waiver| bullet(&run("", waiver))).collect();
    paragraph("Heading1", "", &run("", Sheet::LEFT_OUT)) + &items
}

fn signatories(signatories: &[SignatureBlock], blank: bool) -> String {
    if signatories.is_empty() {
        return String::new();
    }
    let mut out = paragraph("Heading1", "", &run("", Sheet::SIGNATURES));
    out.push_str(&paragraph("Normal", KEEP, &run("", Sheet::BEFORE_SIGNING)));
    for one in signatories {
        out.push_str(&paragraph("SignatureName", KEEP, &run("", &one.name)));
        out.push_str(&paragraph("Normal", if blank { KEEP } else { "" }, &run("", &one.capacity)));
        if blank {
            let line = run("", "Signature ") + TAB + &run("", " Date ") + TAB;
            out.push_str(&paragraph("SignatureLine", "", &line));
        }
    }
    out
}

fn signed(certificate: &Certificate) -> String {
    let mut out = paragraph("Heading1", "<w:pageBreakBefore/>", &run("", Certificate::TITLE));
    out.push_str(&paragraph("Normal", "", &run("", &certificate.statement)));
    out.push_str(&paragraph("Normal", KEEP, &run("", Certificate::FINGERPRINT)));
    out.push_str(&paragraph("TableText", "", &run("", &certificate.fingerprint)));
    out.push_str(&paragraph("Caption", "", &run("", Certificate::CAPTION)));
    let mut rows = row(&SIGNATURES, true, &Certificate::COLUMNS.map(|name| ("TableHead", name)));
    for [name, capacity, signed, known] in &certificate.rows {
        let cells =
            [("TableHead", name), ("TableText", capacity), ("TableText", signed), ("TableText", known)];
        rows.push_str(&row(&SIGNATURES, false, &cells.map(|(style, words)| (style, words.as_str()))));
    }
    out.push_str(&table(&SIGNATURES, &rows));
    // a body may not end with a table
    out + &paragraph("Normal", "", "")
}
