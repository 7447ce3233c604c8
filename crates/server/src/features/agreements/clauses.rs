//! Clauses of the organisation's own, and heads left out on purpose: each with a reason that is printed.

use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_papers::{Clause, Draft, Head, Piece, WaiverReason};

use super::drafting::{may_write, paper_error};
use super::events::about;
use super::model::{Agreement, ClauseInput, Status};
use super::store;
use super::wording::{redraft, sources};
use crate::cx::Cx;
use crate::features::secondments::{Kind, Record};

/// The most characters of a note beside a clause that is left out.
const MOST: usize = 500;

/// The reasons for which a head may be missing, with their words in the API.
pub const REASONS: &[(&str, WaiverReason)] = &[
    ("employment_contract", WaiverReason::EmploymentContract),
    ("framework_agreement", WaiverReason::FrameworkAgreement),
    ("law", WaiverReason::Law),
    ("separate_document", WaiverReason::SeparateDocument),
    ("not_applicable", WaiverReason::NotApplicable),
];

/// Why a clause is left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveOutInput {
    /// The one-time key of the form.
    #[serde(default)]
    pub form_id: String,
    /// The version of the draft that was read.
    pub version: i64,
    /// `employment_contract`, `framework_agreement`, `law`, `separate_document` or `not_applicable`; not needed
    /// for a clause of your own.
    #[serde(default)]
    pub reason: String,
    /// The reason in your own words; everybody who signs reads it.
    #[serde(default)]
    pub note: String,
}

/// The draft that the actor may write on, in the version they read.
pub(super) async fn open(cx: &mut Cx, record: &Record, version: i64) -> Result<Agreement> {
    if !may_write(record) {
        return Err(Error::Forbidden);
    }
    let agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if agreement.status != Status::Draft {
        let sentence = "This text is out for signature. Take it back to change it.";
        return Err(Error::refused("not_a_draft", sentence));
    }
    if agreement.version != version { Err(Error::Stale) } else { Ok(agreement) }
}

/// Adds a clause of the organisation's own before the last one, which names law and signature.
///
/// # Errors
/// Forbidden for others than the mobility manager and HR; stale when the draft was changed meanwhile; invalid when
/// the text is blank or too long; a refusal when the text is fixed already.
pub async fn add(cx: &mut Cx, record: &Record, input: &ClauseInput) -> Result<(Agreement, u16)> {
    input.check()?;
    let mut agreement = open(cx, record, input.version).await?;
    let draft = &mut agreement.paper.draft;
    let after = place(draft);
    let empty = Clause {
        head: Head::Additional,
        number: after + 1,
        title: String::new(),
        paragraphs: Vec::new(),
        plain_words: String::new(),
    };
    draft.insert(after, empty).map_err(paper_error)?;
    draft.edit(after + 1, &input.title, &input.text, &input.plain_words).map_err(paper_error)?;
    store::save_draft(cx, &mut agreement).await?;
    let head = Head::Additional.code();
    cx.record(&about!(ClauseAdded, record.secondment, agreement, clause: after + 1, head: head)).await?;
    Ok((agreement, after + 1))
}

/// After which clause one's own is put: before the one that names law and signature, else last.
pub(super) fn place(draft: &Draft) -> u16 {
    let law = draft.clause(Head::LawAndSignature).map(|clause| clause.number.saturating_sub(1));
    law.or_else(|| draft.clauses.last().map(|clause| clause.number)).unwrap_or(0)
}

/// Takes a clause out. A clause of one's own simply goes; any other head is left out with a reason that the
/// agreement prints.
///
/// # Errors
/// As [`add`]; not found when there is no such clause.
pub async fn leave_out(
    cx: &mut Cx,
    record: &Record,
    number: u16,
    input: &LeaveOutInput,
) -> Result<Agreement> {
    let mut agreement = open(cx, record, input.version).await?;
    let draft = &mut agreement.paper.draft;
    let found = draft.clauses.iter().find(|clause| clause.number == number).ok_or(Error::NotFound)?;
    let head = found.head;
    // an expert is borrowed for what they make: who owns it is never left open (S1.16)
    if head == Head::IntellectualProperty && record.secondment.kind == Kind::Expertise {
        let sentence = "An expert comes for what they make. Say who owns it: this clause stays.";
        return Err(Error::refused("clause_needed", sentence));
    }
    let reason = (head != Head::Additional).then(|| reason(input)).transpose()?;
    draft.remove(number).map_err(paper_error)?;
    if let Some(reason) = reason {
        draft.waive(head, reason, &input.note);
        name_instead(draft, head);
    }
    store::save_draft(cx, &mut agreement).await?;
    let event = about!(ClauseLeftOut, record.secondment, agreement, clause: number, head: head.code());
    cx.record(&event).await?;
    Ok(agreement)
}

/// A clause that referred to the head names it instead, so that no reference leads nowhere.
pub(super) fn name_instead(draft: &mut Draft, head: Head) {
    let named = format!("“{}”, which is left out below", head.title());
    let paragraphs = draft.clauses.iter_mut().flat_map(|clause| &mut clause.paragraphs);
    for piece in paragraphs.flat_map(|paragraph| &mut paragraph.pieces) {
        if *piece == Piece::Clause(head) {
            *piece = Piece::Text(named.clone());
        }
    }
}

fn reason(input: &LeaveOutInput) -> Result<WaiverReason> {
    let mut errors = FieldErrors::default();
    let found = REASONS.iter().find(|(word, _)| *word == input.reason).map(|(_, reason)| *reason);
    if found.is_none() {
        errors.add("reason", "Choose why it can be left out");
    }
    if input.note.trim().is_empty() {
        errors.add("note", "Say in your own words why. Everybody who signs reads it");
    } else if input.note.chars().count() > MOST {
        errors.add("note", format!("Say it in {MOST} characters or fewer"));
    }
    errors.check()?;
    found.ok_or_else(|| Error::field("reason", "Choose why it can be left out"))
}

/// Puts a head that was left out back, in the words that the draft names for it and in its usual place.
///
/// # Errors
/// As [`add`]; not found when that head was not left out.
pub async fn put_back(cx: &mut Cx, record: &Record, head: &str, version: i64) -> Result<Agreement> {
    let mut agreement = open(cx, record, version).await?;
    let head = Head::find(head).ok_or(Error::NotFound)?;
    let paper = &mut agreement.paper;
    if !paper.draft.waivers.iter().any(|waiver| waiver.head == head) {
        return Err(Error::NotFound);
    }
    // a form that was chosen since may not print it
    let drafted = paper.standard.clause(head).cloned();
    let clause = drafted.map_or_else(|| sources::alone(paper, head), Ok)?;
    let after = redraft::before(&paper.draft, head);
    paper.draft.insert(after, clause).map_err(paper_error)?;
    paper.draft.waivers.retain(|waiver| waiver.head != head);
    store::save_draft(cx, &mut agreement).await?;
    let event = about!(ClausePutBack, record.secondment, agreement, clause: after + 1, head: head.code());
    cx.record(&event).await?;
    Ok(agreement)
}
