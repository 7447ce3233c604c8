//! Notes of one side: written beside a clause, read by that side alone. Other sides learn neither words nor count.

use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_papers::Side;

use super::access;
use super::actions::Table;
use super::events::NoteWritten;
use super::model::{Note, NoteId, NoteInput};
use super::store;
use crate::actor::OrganisationId;
use crate::cx::Cx;
use crate::features::secondments::Secondment;
use crate::typed::{TEXT, check_text};

/// The organisation whose people read the notes of a side.
fn organisation(s: &Secondment, side: Side) -> OrganisationId {
    match side {
        Side::Host => s.host_organisation.unwrap_or(s.home_organisation),
        Side::Secondee | Side::Home => s.home_organisation,
    }
}

/// Who reads what the actor notes, in words.
#[must_use]
pub fn readers(side: Side) -> &'static str {
    match side {
        Side::Secondee => "You alone read these notes.",
        Side::Home => {
            "Read by the home manager, mobility, HR and legal at home, and the auditor. Nobody else learns that they \
             exist."
        }
        Side::Host => "Read by the people of the host. Nobody else learns that they exist.",
    }
}

/// The notes of the actor’s side, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, table: &Table) -> Result<Vec<Note>> {
    let side = access::reads_for(&table.record.standing).ok_or(Error::NotFound)?;
    let whose = organisation(&table.record.secondment, side);
    store::notes(cx, table.agreement.secondment, side, whose).await
}

/// Writes a note for the actor’s side.
///
/// # Errors
/// Invalid by field; forbidden for those who only read.
pub async fn write(cx: &mut Cx, table: &Table, input: &NoteInput) -> Result<()> {
    let side = table.side()?;
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "note", &input.words, TEXT, Some("Write your note"));
    errors.check()?;
    let clauses = &table.agreement.paper.draft.clauses;
    let clause = match input.clause {
        Some(number) => {
            let found = clauses.iter().find(|clause| clause.number == number);
            let found = found.ok_or_else(|| Error::field("clause", "Choose one of the clauses"))?;
            Some((found.number, found.title.as_str()))
        }
        None => None,
    };
    let id = NoteId::new(cx.now());
    let whose = (side, organisation(&table.record.secondment, side));
    store::insert_note(cx, &table.agreement, id, whose, clause, &input.words.replace("\r\n", "\n")).await?;
    let organisation = table.record.secondment.home_organisation;
    cx.record(&NoteWritten { note: id, organisation }).await
}
