//! From a draft to the bytes that people read, print and sign.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::certificate::certificate_html;
use crate::draft::Draft;
use crate::error::PaperError;
use crate::sheet::{Part, Row, Run, Section, Sheet, SignatureBlock, sheet};
use crate::style::STYLE;
use crate::text::{MAX_TOTAL_BYTES, clean_line, escape};

/// Where the signature certificate goes. Typed text is escaped, so it can never contain this.
pub(crate) const AFTER_AGREEMENT: &str = "</main>\n<footer>";

/// What identifies one issue of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentMeta {
    /// Such as `AG-0001`: letters, digits, `-`, `.` and `/`, at most 40.
    pub number: String,
    /// From 1.
    pub version: u32,
    pub issued_on: NaiveDate,
    /// Empty: that of the draft, or [`Draft::usual_title`].
    #[serde(default)]
    pub title: String,
}

impl DocumentMeta {
    pub(crate) fn checked_number(&self) -> Result<&str, PaperError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/');
        let fits = !self.number.is_empty() && self.number.len() <= 40 && self.number.chars().all(allowed);
        if fits { Ok(&self.number) } else { Err(PaperError::DocumentNumber) }
    }

    pub(crate) fn title_for(&self, draft: &Draft) -> String {
        let title = clean_line(&self.title);
        if !title.is_empty() {
            return title;
        }
        if draft.title.is_empty() { draft.usual_title().to_owned() } else { draft.title.clone() }
    }
}

/// A SHA-256 of the bytes, in lower-case hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// A complete HTML document that stands on its own: no script, and nothing fetched from anywhere. The same draft
/// and meta give the same bytes.
///
/// # Errors
/// A cap on size is passed, or the document number is not one.
pub fn render_html(draft: &Draft, meta: &DocumentMeta) -> Result<Vec<u8>, PaperError> {
    let out = html(&sheet(draft, meta)?);
    if out.len() > MAX_TOTAL_BYTES {
        return Err(PaperError::TooLong { bytes: out.len(), max: MAX_TOTAL_BYTES });
    }
    Ok(out.into_bytes())
}

pub(crate) fn html(sheet: &Sheet) -> String {
    let (title, reference, day) = (escape(&sheet.title), sheet.reference(), sheet.day());
    let mut out = head(sheet, &title);
    out.push_str("<body>\n<main>\n");
    out.push_str(&format!("<h1>{title}</h1>\n<p class=\"meta\">{reference}, {day}</p>\n"));
    particulars_html(&mut out, &sheet.particulars);
    contents(&mut out, sheet);
    sheet.sections().for_each(|section| section_html(&mut out, section));
    waivers_html(&mut out, &sheet.waivers);
    signers_html(&mut out, &sheet.signatories);
    if let Some(certificate) = &sheet.certificate {
        out.push_str(&certificate_html(certificate));
    }
    out.push_str(AFTER_AGREEMENT);
    out.push_str(&format!("{reference}, issued on {day}</footer>\n</body>\n</html>\n"));
    out
}

/// The document number holds no character that could end a CSS string, so it may stand in the page margin.
fn head(sheet: &Sheet, title: &str) -> String {
    let (language, number, version) = (&sheet.language, &sheet.number, sheet.version);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} {number}, version {version}</title>\n<style>{STYLE}\
         @page{{size:A4;margin:22mm 20mm 24mm;@bottom-left{{content:\"{number}, version {version}\";font-size:9pt}}\
         @bottom-right{{content:\"Page \" counter(page) \" of \" counter(pages);font-size:9pt}}}}\
         </style>\n</head>\n"
    )
}

fn particulars_html(out: &mut String, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("<table>\n<caption>{}</caption>\n<tbody>\n", Sheet::PARTICULARS));
    for Row { label, value } in rows {
        let (label, value) = (escape(label), escape(value));
        out.push_str(&format!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>\n"));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn contents(out: &mut String, sheet: &Sheet) {
    if sheet.clauses.is_empty() {
        return;
    }
    out.push_str("<nav class=\"contents\" aria-label=\"Clauses\">\n<ol>\n");
    for section in sheet.sections() {
        let (anchor, heading) = (&section.anchor, escape(&section.heading()));
        out.push_str(&format!("<li><a href=\"#{anchor}\">{heading}</a></li>\n"));
    }
    out.push_str("</ol>\n</nav>\n");
}

fn section_html(out: &mut String, section: &Section) {
    out.push_str(&format!("<h2 id=\"{}\">{}</h2>\n", section.anchor, escape(&section.heading())));
    section.parts.iter().for_each(|part| part_html(out, part));
    if !section.plain_words.is_empty() {
        let (intro, words) = (Sheet::PLAIN_WORDS, escape(&section.plain_words));
        out.push_str(&format!("<p class=\"plain\"><b>{intro}</b> {words}</p>\n"));
    }
}

fn part_html(out: &mut String, part: &Part) {
    match part {
        Part::Paragraph { label, runs } => {
            let text = escape(&Run::words(runs));
            out.push_str(&format!(
                "<p class=\"t\"><span class=\"n\">{label}</span> <span>{text}</span></p>\n"
            ));
        }
        Part::List(items) => list_html(out, items.iter().map(|runs| Run::words(runs))),
    }
}

fn list_html(out: &mut String, items: impl Iterator<Item = String>) {
    out.push_str("<ul>\n");
    items.for_each(|item| out.push_str(&format!("<li>{}</li>\n", escape(&item))));
    out.push_str("</ul>\n");
}

fn waivers_html(out: &mut String, waivers: &[String]) {
    if waivers.is_empty() {
        return;
    }
    out.push_str(&format!("<h2>{}</h2>\n", Sheet::LEFT_OUT));
    list_html(out, waivers.iter().cloned());
}

fn signers_html(out: &mut String, signatories: &[SignatureBlock]) {
    if signatories.is_empty() {
        return;
    }
    let (heading, note) = (Sheet::SIGNATURES, Sheet::BEFORE_SIGNING);
    out.push_str(&format!(
        "<section aria-labelledby=\"signatures\">\n<h2 id=\"signatures\">{heading}</h2>\n"
    ));
    out.push_str(&format!("<p>{note}</p>\n<ul class=\"signers\">\n"));
    for SignatureBlock { name, capacity } in signatories {
        out.push_str(&format!("<li><b>{}</b>{}", escape(name), escape(capacity)));
        out.push_str("<div class=\"blank\"><span>Signature</span><span>Date</span></div></li>\n");
    }
    out.push_str("</ul>\n</section>\n");
}
