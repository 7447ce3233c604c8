//! A draft agreement: plain data that can be stored as JSON, edited and numbered again.

use serde::{Deserialize, Serialize};

use crate::error::PaperError;
use crate::facts::Structure;
use crate::head::Head;
use crate::plan::Choices;
use crate::schedule::{Schedule, ScheduleId};
use crate::text::{MAX_CLAUSE_BYTES, MAX_CLAUSES, MAX_TOTAL_BYTES, clean, clean_line};

/// Numbered clauses, who signs, and what was left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Shape of this JSON; 1 today.
    pub schema: u16,
    pub structure: Structure,
    /// What this paper is called; empty: [`Draft::usual_title`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What the paper is about, on its first page; empty in most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub particulars: Vec<Particular>,
    pub clauses: Vec<Clause>,
    /// What stands behind the clauses; empty in most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule>,
    /// In signing order.
    pub signatories: Vec<Signatory>,
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// Which version of which clause each head was written from; empty in drafts of the time before there were any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// What was chosen besides the facts.
    #[serde(default, skip_serializing_if = "Choices::is_default")]
    pub choices: Choices,
}

/// One line of the particulars, such as `First day`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particular {
    pub label: String,
    pub value: Piece,
}

/// Where the words of a clause came from when it was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    pub head: Head,
    pub version: u32,
    pub source: Source,
}

/// Whose words they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The library's, in the wording of this key.
    Standard { variant: String },
    /// The organisation's own copy of this id.
    Own { id: String },
}

/// One numbered clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    pub head: Head,
    /// From 1, without holes; set by [`Draft::renumber`].
    pub number: u16,
    pub title: String,
    pub paragraphs: Vec<Paragraph>,
    /// One sentence for the secondee; explains, and is not itself a term.
    pub plain_words: String,
}

/// A paragraph, or one item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Printed as a bullet; neighbours that are items make one list.
    #[serde(default)]
    pub item: bool,
    pub pieces: Vec<Piece>,
}

/// A stretch of a paragraph. Only these can be more than text, so nothing that is typed ever is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    Text(String),
    /// A reference to another clause, printed as `clause 7` with the number of the day.
    Clause(Head),
    /// A reference to a schedule, printed as `Schedule 3`.
    Schedule(ScheduleId),
    /// Something still to be agreed: the key of the fact and its name in words.
    Gap {
        key: String,
        label: String,
    },
}

/// The side a person stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Secondee,
    Home,
    Host,
}

/// Somebody who has to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    pub side: Side,
    pub name: String,
    /// In which capacity, such as `Brand Director, Fernleigh Foods plc`.
    #[serde(default)]
    pub capacity: String,
    /// Whether they are a relative of the secondee: such a person signs for nobody (domain 5.3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_relative: bool,
}

/// Why a head may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverReason {
    EmploymentContract,
    FrameworkAgreement,
    Law,
    SeparateDocument,
    NotApplicable,
}

/// A head left out on purpose. Printed in the agreement, so that everyone who signs has read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    pub head: Head,
    pub reason: WaiverReason,
    /// The reason in somebody's own words; required.
    pub note: String,
}

impl WaiverReason {
    /// As a half-sentence after the name of the head.
    pub fn words(self) -> &'static str {
        match self {
            WaiverReason::EmploymentContract => "covered by the employment contract",
            WaiverReason::FrameworkAgreement => "covered by a framework agreement between the organisations",
            WaiverReason::Law => "settled by law",
            WaiverReason::SeparateDocument => "settled in a separate document",
            WaiverReason::NotApplicable => "does not apply to this secondment",
        }
    }
}

impl Side {
    /// `Secondee`, `Home` or `Host`.
    pub fn label(self) -> &'static str {
        match self {
            Side::Secondee => "Secondee",
            Side::Home => "Home",
            Side::Host => "Host",
        }
    }

    /// A capacity with its side, such as `Brand Director, Fernleigh Foods plc (Host)`; not said twice.
    pub(crate) fn with_capacity(self, capacity: &str) -> String {
        let (capacity, label) = (clean_line(capacity), self.label());
        if capacity.is_empty() || capacity.eq_ignore_ascii_case(label) {
            return label.to_owned();
        }
        format!("{capacity} ({label})")
    }
}

impl Signatory {
    /// A signatory with cleaned texts.
    pub fn new(side: Side, name: &str, capacity: &str) -> Signatory {
        Signatory { side, name: clean_line(name), capacity: clean_line(capacity), is_relative: false }
    }
}

impl Clause {
    /// Bytes of text in this clause.
    pub fn bytes(&self) -> usize {
        let pieces = self.paragraphs.iter().flat_map(|p| &p.pieces).map(Piece::bytes);
        self.title.len() + self.plain_words.len() + pieces.sum::<usize>()
    }

    /// Whether no paragraph says anything.
    pub fn is_empty(&self) -> bool {
        let silent = |piece: &Piece| matches!(piece, Piece::Text(text) if text.trim().is_empty());
        self.paragraphs.iter().flat_map(|p| &p.pieces).all(silent)
    }

    fn clean(&mut self) {
        self.title = clean_line(&self.title);
        self.plain_words = clean_line(&self.plain_words);
        for piece in self.paragraphs.iter_mut().flat_map(|p| &mut p.pieces) {
            piece.clean();
        }
    }
}

impl Piece {
    fn bytes(&self) -> usize {
        match self {
            Piece::Text(text) => text.len(),
            Piece::Clause(_) | Piece::Schedule(_) => 0,
            Piece::Gap { key, label } => key.len() + label.len(),
        }
    }

    fn clean(&mut self) {
        match self {
            Piece::Text(text) => *text = clean(text),
            Piece::Clause(_) | Piece::Schedule(_) => {}
            Piece::Gap { key, label } => (*key, *label) = (clean_line(key), clean_line(label)),
        }
    }
}

impl Draft {
    /// Cleans every text, numbers the clauses and holds the caps on size. Run it on every draft that comes from
    /// outside; editing and rendering do so by themselves.
    ///
    /// # Errors
    /// Too many clauses, a clause that is too long, or too much text altogether.
    pub fn checked(mut self) -> Result<Draft, PaperError> {
        if self.clauses.len() > MAX_CLAUSES {
            return Err(PaperError::TooManyClauses { count: self.clauses.len(), max: MAX_CLAUSES });
        }
        self.renumber();
        self.clauses.iter_mut().for_each(Clause::clean);
        for signatory in &mut self.signatories {
            signatory.name = clean_line(&signatory.name);
            signatory.capacity = clean_line(&signatory.capacity);
        }
        self.title = clean_line(&self.title);
        for particular in &mut self.particulars {
            particular.label = clean_line(&particular.label);
            particular.value.clean();
        }
        for schedule in &mut self.schedules {
            schedule.title = clean_line(&schedule.title);
            schedule.paragraphs.iter_mut().flat_map(|p| &mut p.pieces).for_each(Piece::clean);
        }
        for waiver in &mut self.waivers {
            waiver.note = clean_line(&waiver.note);
        }
        self.sized()
    }

    fn sized(self) -> Result<Draft, PaperError> {
        for clause in &self.clauses {
            let bytes = clause.bytes();
            if bytes > MAX_CLAUSE_BYTES {
                let title = clause.title.chars().take(80).collect();
                return Err(PaperError::ClauseTooLong {
                    number: clause.number,
                    title,
                    bytes,
                    max: MAX_CLAUSE_BYTES,
                });
            }
        }
        let signatories: usize = self.signatories.iter().map(|s| s.name.len() + s.capacity.len()).sum();
        let waivers: usize = self.waivers.iter().map(|w| w.note.len()).sum();
        let schedules = self.schedules.iter().flat_map(|s| &s.paragraphs).flat_map(|p| &p.pieces);
        let particulars = self.particulars.iter().map(|p| p.label.len() + p.value.bytes());
        let behind = schedules.map(Piece::bytes).sum::<usize>() + particulars.sum::<usize>();
        let bytes = self.clauses.iter().map(Clause::bytes).sum::<usize>() + signatories + waivers + behind;
        if bytes > MAX_TOTAL_BYTES {
            return Err(PaperError::TooLong { bytes, max: MAX_TOTAL_BYTES });
        }
        Ok(self)
    }

    /// Numbers the clauses from 1 in their present order. References follow by themselves.
    pub fn renumber(&mut self) {
        for (number, clause) in (1..).zip(&mut self.clauses) {
            clause.number = number;
        }
        for (number, schedule) in (1..).zip(&mut self.schedules) {
            schedule.number = number;
        }
    }

    /// The schedule with this id.
    pub fn schedule(&self, id: ScheduleId) -> Option<&Schedule> {
        self.schedules.iter().find(|schedule| schedule.id == id)
    }

    /// The first clause with this head.
    pub fn clause(&self, head: Head) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.head == head)
    }

    /// What the paper is usually called.
    pub fn usual_title(&self) -> &'static str {
        match self.structure {
            Structure::Internal => "Change of terms: internal secondment",
            Structure::External => "Secondment agreement",
        }
    }
}
