//! From a draft to the bytes that people read, print and sign.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::draft::{Draft, Particular, Signatory, Waiver};
use crate::error::PaperError;
use crate::schedule::Schedule;
use crate::style::STYLE;
use crate::text::{MAX_TOTAL_BYTES, clean_line, escape};
use crate::view::{Block, ClauseView};

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
        let own = if draft.title.is_empty() { draft.usual_title() } else { &draft.title };
        escape(if title.is_empty() { own } else { &title })
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
    let draft = draft.clone().checked()?;
    let number = meta.checked_number()?;
    let (title, version, day) = (meta.title_for(&draft), meta.version, meta.issued_on.format("%-d %B %Y"));
    let clauses = draft.view();
    let mut out = head(&title, number, version);
    out.push_str("<body>\n<main>\n");
    out.push_str(&format!("<h1>{title}</h1>\n<p class=\"meta\">{number}, version {version}, {day}</p>\n"));
    particulars_html(&mut out, &draft);
    contents(&mut out, &clauses, &draft.schedules);
    clauses.iter().for_each(|clause| clause_html(&mut out, clause));
    draft.schedules.iter().for_each(|schedule| schedule_html(&mut out, &draft, schedule));
    waivers_html(&mut out, &draft.waivers);
    signers_html(&mut out, &draft.signatories);
    out.push_str(AFTER_AGREEMENT);
    out.push_str(&format!("{number}, version {version}, issued on {day}</footer>\n</body>\n</html>\n"));
    if out.len() > MAX_TOTAL_BYTES {
        return Err(PaperError::TooLong { bytes: out.len(), max: MAX_TOTAL_BYTES });
    }
    Ok(out.into_bytes())
}

/// `number` holds no character that could end a CSS string, so it may stand in the page margin.
fn head(title: &str, number: &str, version: u32) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} {number}, version {version}</title>\n<style>{STYLE}\
         @page{{size:A4;margin:22mm 20mm 24mm;@bottom-left{{content:\"{number}, version {version}\";font-size:9pt}}\
         @bottom-right{{content:\"Page \" counter(page) \" of \" counter(pages);font-size:9pt}}}}\
         </style>\n</head>\n"
    )
}

fn particulars_html(out: &mut String, draft: &Draft) {
    if draft.particulars.is_empty() {
        return;
    }
    out.push_str("<table>\n<caption>Particulars</caption>\n<tbody>\n");
    for Particular { label, value } in &draft.particulars {
        let (label, value) = (escape(label), escape(&draft.piece_words(value)));
        out.push_str(&format!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>\n"));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn contents(out: &mut String, clauses: &[ClauseView], schedules: &[Schedule]) {
    if clauses.is_empty() {
        return;
    }
    out.push_str("<nav class=\"contents\" aria-label=\"Clauses\">\n<ol>\n");
    for clause in clauses {
        let (anchor, number, title) = (&clause.anchor, clause.number, escape(&clause.title));
        out.push_str(&format!("<li><a href=\"#{anchor}\">{number}. {title}</a></li>\n"));
    }
    for schedule in schedules {
        let (number, title) = (schedule.number, escape(&schedule.title));
        out.push_str(&format!("<li><a href=\"#s{number}\">Schedule {number}. {title}</a></li>\n"));
    }
    out.push_str("</ol>\n</nav>\n");
}

fn schedule_html(out: &mut String, draft: &Draft, schedule: &Schedule) {
    let (number, title) = (schedule.number, escape(&schedule.title));
    out.push_str(&format!("<h2 id=\"s{number}\">Schedule {number}. {title}</h2>\n"));
    blocks_html(out, &draft.blocks(&schedule.paragraphs, &format!("S{number}")));
}

fn clause_html(out: &mut String, clause: &ClauseView) {
    out.push_str(&format!(
        "<h2 id=\"{}\">{}. {}</h2>\n",
        clause.anchor,
        clause.number,
        escape(&clause.title)
    ));
    blocks_html(out, &clause.blocks);
    if !clause.plain_words.is_empty() {
        let words = escape(&clause.plain_words);
        out.push_str(&format!("<p class=\"plain\"><b>In plain words:</b> {words}</p>\n"));
    }
}

fn blocks_html(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph { label, text } => {
                let text = escape(text);
                out.push_str(&format!(
                    "<p class=\"t\"><span class=\"n\">{label}</span> <span>{text}</span></p>\n"
                ));
            }
            Block::List(items) => {
                out.push_str("<ul>\n");
                items.iter().for_each(|item| out.push_str(&format!("<li>{}</li>\n", escape(item))));
                out.push_str("</ul>\n");
            }
        }
    }
}

fn waivers_html(out: &mut String, waivers: &[Waiver]) {
    if waivers.is_empty() {
        return;
    }
    out.push_str("<h2>Left out on purpose</h2>\n<ul>\n");
    for waiver in waivers {
        let (title, reason, note) = (waiver.head.title(), waiver.reason.words(), escape(&waiver.note));
        out.push_str(&format!("<li>{title}: {reason}. {note}</li>\n"));
    }
    out.push_str("</ul>\n");
}

fn signers_html(out: &mut String, signatories: &[Signatory]) {
    if signatories.is_empty() {
        return;
    }
    out.push_str("<section aria-labelledby=\"signatures\">\n<h2 id=\"signatures\">Signatures</h2>\n");
    out.push_str(
        "<p>The sentences marked “In plain words” explain the clauses and are not part of the terms.</p>\n",
    );
    out.push_str("<ul class=\"signers\">\n");
    for signatory in signatories {
        let name = escape(&signatory.name);
        let capacity = escape(&signatory.side.with_capacity(&signatory.capacity));
        out.push_str(&format!("<li><b>{name}</b>{capacity}"));
        out.push_str("<div class=\"blank\"><span>Signature</span><span>Date</span></div></li>\n");
    }
    out.push_str("</ul>\n</section>\n");
}
