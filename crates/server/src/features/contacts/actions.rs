//! Agreeing on how to keep in touch, noting a talk, and taking the note back.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::events::{ContactMade, ContactPlanned, ContactUndone};
use super::model::{ContactPlanInput, MadeInput};
use super::store::{self, Plan, Watched};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::store::load;
use crate::features::secondments::{Party, Record, SecondmentId, Slice, Workflow};

/// The record, for those who know how home keeps in touch.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when this part does not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if record.standing.sees(Slice::Contact) { Ok(record) } else { Err(Error::Forbidden) }
}

/// Whether it is the time to agree on it: from the release to the return.
#[must_use]
pub fn is_open(record: &Record) -> bool {
    (Workflow::Released..=Workflow::NoticeGiven).contains(&record.secondment.workflow)
}

/// Whether the actor is one of those who agree on it.
#[must_use]
pub fn may_plan(record: &Record) -> bool {
    let parties = [Party::Secondee, Party::HomeManager, Party::ProgrammeAdmin];
    parties.into_iter().any(|party| record.standing.is(party))
}

/// Writes down who talks, how and how often.
///
/// # Errors
/// Invalid by field; a refusal outside of the time or for anybody else; stale when somebody else was quicker.
pub async fn plan(cx: &mut Cx, number: &str, input: &ContactPlanInput) -> Result<()> {
    let record = seen(cx, number).await?;
    if !may_plan(&record) {
        return Err(Error::refused(
            "not_yours",
            "Keeping in touch: this is for the secondee, the home manager and the mobility team.",
        ));
    }
    if !is_open(&record) {
        return Err(Error::refused(
            "not_now",
            "How to keep in touch is agreed from the release to the return.",
        ));
    }
    let mut errors = FieldErrors::default();
    let contact = contact(cx, &record, input, &mut errors).await?;
    let note = input.check(errors)?;
    let contact = contact.ok_or(Error::NotFound)?;
    let plan = Plan {
        contact,
        channel: input.channel,
        note,
        cadence_days: input.cadence_days,
        version: input.version,
    };
    store::save_plan(cx, record.secondment.id, &plan).await?;
    let s = &record.secondment;
    let (organisation, cadence_days) = (s.home_organisation, plan.cadence_days);
    cx.record(&ContactPlanned { secondment: s.id, organisation, cadence_days }).await
}

/// Who keeps in touch: somebody of the home organisation who can sign in, and not the secondee.
async fn contact(
    cx: &mut Cx,
    record: &Record,
    input: &ContactPlanInput,
    errors: &mut FieldErrors,
) -> Result<Option<PersonId>> {
    let s = &record.secondment;
    let email = input.contact_email.trim();
    if email.is_empty() {
        if s.home_manager.is_none() {
            errors.add("contact_email", "Write the address of somebody at home");
        }
        return Ok(s.home_manager);
    }
    let found = people::store::find_in_organisation(cx, s.home_organisation, email).await?;
    let person = found.into_iter().find(|one| one.has_account && one.email.as_deref().is_some_and(is(email)));
    match person {
        Some(person) if person.id == s.secondee => {
            errors.add("contact_email", "Choose somebody else than the person who is away");
            Ok(None)
        }
        Some(person) => Ok(Some(person.id)),
        None => {
            errors.add("contact_email", "Nobody at home who can sign in here has this address");
            Ok(None)
        }
    }
}

fn is(email: &str) -> impl Fn(&str) -> bool + '_ {
    move |known| known.eq_ignore_ascii_case(email)
}

/// Notes a talk, as either side of it. Answers what is known now, and whether it was new: a second note of one day
/// changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for anybody else; a refusal when the person is not away; invalid for another day.
pub async fn note(cx: &mut Cx, id: SecondmentId, input: &MadeInput) -> Result<(Watched, bool)> {
    let mut watched = store::load_mine(cx, id).await?;
    if !watched.is_away {
        return Err(Error::refused("not_now", "Talks are noted while the person is at the host."));
    }
    let on = input.check(watched.stay.start(), cx.today())?;
    let made = store::insert(cx, id, on).await?;
    if let Some(contact) = made {
        let organisation = watched.home_organisation;
        cx.record(&ContactMade { contact, organisation, secondment: id }).await?;
    }
    watched.talked = watched.talked.max(Some(on));
    Ok((watched, made.is_some()))
}

/// Takes back the note of a talk: within the day, by whoever noted it. Answers what is known now.
///
/// # Errors
/// [`Error::NotFound`] for anybody else than the two sides; a refusal when the actor noted no talk of that day today.
pub async fn undo(cx: &mut Cx, id: SecondmentId, input: &MadeInput) -> Result<Watched> {
    let watched = store::load_mine(cx, id).await?;
    let on = input.on.unwrap_or_else(|| cx.today());
    let Some(contact) = store::delete(cx, id, on).await? else {
        let sentence = "A talk is taken back by whoever noted it, on the day of the note.";
        return Err(Error::refused("not_yours", sentence));
    };
    let organisation = watched.home_organisation;
    cx.record(&ContactUndone { contact, organisation, secondment: id, on }).await?;
    store::load_mine(cx, id).await
}
