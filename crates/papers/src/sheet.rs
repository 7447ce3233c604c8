//! A paper ready to be printed in any form: every reference resolved, every text plain.

use chrono::NaiveDate;

use crate::certificate::{Certificate, SignatureLine};
use crate::draft::{Draft, Paragraph, Piece};
use crate::error::PaperError;
use crate::page::DocumentMeta;
use crate::text::{clean, clean_line};

/// What HTML, PDF and DOCX are made from. All texts are plain text: escape them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The heading.
    pub title: String,
    /// Such as `AG-0312`.
    pub number: String,
    /// From 1.
    pub version: u32,
    pub issued_on: NaiveDate,
    /// The language of the words, as in `lang="en-GB"`.
    pub language: String,
    /// What the paper is about; empty in most.
    pub particulars: Vec<Row>,
    /// The clauses.
    pub clauses: Vec<Section>,
    /// What stands behind the clauses; empty in most.
    pub schedules: Vec<Section>,
    /// What was left out on purpose, one sentence each.
    pub waivers: Vec<String>,
    /// In signing order.
    pub signatories: Vec<SignatureBlock>,
    /// There once everyone has signed.
    pub certificate: Option<Certificate>,
}

/// One line of the particulars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub label: String,
    pub value: String,
}

/// A clause or a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Name of the place, such as `c7` or `s1`.
    pub anchor: String,
    /// `7` or `Schedule 1`.
    pub number: String,
    pub title: String,
    pub parts: Vec<Part>,
    /// One sentence for the secondee; empty where there is none.
    pub plain_words: String,
}

/// A numbered paragraph, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Paragraph {
        /// Such as `7.2`.
        label: String,
        runs: Vec<Run>,
    },
    List(Vec<Vec<Run>>),
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// The place that the words refer to.
    pub anchor: Option<String>,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureBlock {
    pub name: String,
    /// With the side, such as `Brand Director, Fernleigh Foods plc (Host)`.
    pub capacity: String,
}

/// The sheet of a draft.
///
/// # Errors
/// As [`crate::render_html`].
pub fn sheet(draft: &Draft, meta: &DocumentMeta) -> Result<Sheet, PaperError> {
    let draft = draft.clone().checked()?;
    let number = meta.checked_number()?.to_owned();
    let particulars = draft
        .particulars
        .iter()
        .map(|line| Row { label: line.label.clone(), value: draft.piece_words(&line.value) });
    let waivers = draft
        .waivers
        .iter()
        .map(|waiver| format!("{}: {}. {}", waiver.head.title(), waiver.reason.words(), waiver.note));
    let signatories = draft.signatories.iter().map(|one| SignatureBlock {
        name: one.name.clone(),
        capacity: one.side.with_capacity(&one.capacity),
    });
    Ok(Sheet {
        title: meta.title_for(&draft),
        number,
        version: meta.version,
        issued_on: meta.issued_on,
        language: "en-GB".to_owned(),
        particulars: particulars.collect(),
        clauses: draft.clause_sections(),
        schedules: draft.schedule_sections(),
        waivers: waivers.collect(),
        signatories: signatories.collect(),
        certificate: None,
    })
}

impl Sheet {
    /// Above the table of particulars.
    pub const PARTICULARS: &str = "Particulars";
    /// Before the sentence that explains a clause.
    pub const PLAIN_WORDS: &str = "In plain words:";
    /// Above the waivers.
    pub const LEFT_OUT: &str = "Left out on purpose";
    /// Above the signatories.
    pub const SIGNATURES: &str = "Signatures";
    /// What everyone who signs has to know about the plain words.
    pub const BEFORE_SIGNING: &str =
        "The sentences marked “In plain words” explain the clauses and are not part of the terms.";

    /// The same sheet with the certificate of its signatures; `issued` is the fingerprint of what was signed. Without
    /// any signature there is no certificate.
    #[must_use]
    pub fn with_certificate(mut self, issued: &str, lines: &[SignatureLine]) -> Sheet {
        let certificate = Certificate::new(issued, &self.number, self.version, lines);
        self.certificate = (!lines.is_empty()).then_some(certificate);
        self
    }

    /// Number and version, as in the foot of every page.
    pub fn reference(&self) -> String {
        format!("{}, version {}", self.number, self.version)
    }

    /// The day of issue in words.
    pub fn day(&self) -> String {
        self.issued_on.format("%-d %B %Y").to_string()
    }

    /// Everything that the contents list, in order.
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.clauses.iter().chain(&self.schedules)
    }
}

impl Section {
    /// Number and title.
    pub fn heading(&self) -> String {
        format!("{}. {}", self.number, self.title)
    }
}

impl Run {
    fn plain(text: String) -> Run {
        Run { text, anchor: None }
    }

    /// The words of some runs.
    pub fn words(runs: &[Run]) -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Draft {
    fn clause_sections(&self) -> Vec<Section> {
        let section = |clause: &crate::draft::Clause| Section {
            anchor: format!("c{}", clause.number),
            number: clause.number.to_string(),
            title: clause.title.clone(),
            parts: self.parts(&clause.paragraphs, &clause.number.to_string()),
            plain_words: clause.plain_words.clone(),
        };
        self.clauses.iter().map(section).collect()
    }

    fn schedule_sections(&self) -> Vec<Section> {
        let section = |schedule: &crate::schedule::Schedule| Section {
            anchor: format!("s{}", schedule.number),
            number: format!("Schedule {}", schedule.number),
            title: schedule.title.clone(),
            parts: self.parts(&schedule.paragraphs, &format!("S{}", schedule.number)),
            plain_words: String::new(),
        };
        self.schedules.iter().map(section).collect()
    }

    /// Paragraphs numbered after `label`, with neighbouring items made one list; empty ones are left out.
    pub(crate) fn parts(&self, paragraphs: &[Paragraph], label: &str) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut count = 0;
        for paragraph in paragraphs {
            let runs = self.runs_of(paragraph);
            if runs.is_empty() {
                continue;
            }
            match parts.last_mut() {
                Some(Part::List(items)) if paragraph.item => items.push(runs),
                _ if paragraph.item => parts.push(Part::List(vec![runs])),
                _ => {
                    count += 1;
                    parts.push(Part::Paragraph { label: format!("{label}.{count}"), runs });
                }
            }
        }
        parts
    }

    /// The words of a paragraph in stretches, each with the place it refers to. Together they are
    /// [`Draft::words_of`], letter by letter.
    fn runs_of(&self, paragraph: &Paragraph) -> Vec<Run> {
        let whole = self.words_of(paragraph);
        let mut runs: Vec<Run> = Vec::new();
        let mut space = false;
        for piece in &paragraph.pieces {
            let mut run = Run { text: String::new(), anchor: self.anchor_of(piece) };
            for c in clean(&self.piece_words(piece)).chars() {
                if c.is_whitespace() {
                    space = true;
                    continue;
                }
                if std::mem::take(&mut space) {
                    put_space(&mut runs, &mut run);
                }
                run.text.push(c);
            }
            match runs.last_mut() {
                _ if run.text.is_empty() => {}
                Some(last) if last.anchor.is_none() && run.anchor.is_none() => last.text.push_str(&run.text),
                _ => runs.push(run),
            }
        }
        // two pieces can meet in one composed letter; then the words are right and the references are words
        if Run::words(&runs) == whole { runs } else { vec![Run::plain(clean_line(&whole))] }
    }

    fn anchor_of(&self, piece: &Piece) -> Option<String> {
        match piece {
            Piece::Clause(head) => self.clause(*head).map(|clause| format!("c{}", clause.number)),
            Piece::Schedule(id) => self.schedule(*id).map(|schedule| format!("s{}", schedule.number)),
            Piece::Text(_) | Piece::Gap { .. } => None,
        }
    }
}

/// A space between two stretches belongs to the one that is no reference.
fn put_space(before: &mut [Run], run: &mut Run) {
    match before.last_mut() {
        Some(last) if run.text.is_empty() && last.anchor.is_none() => last.text.push(' '),
        None if run.text.is_empty() => {}
        _ => run.text.push(' '),
    }
}
