//! Writing for somebody else: who may, and the secondee's consent, without which nothing is sent.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::super::model::{StartInput, missing};
use super::super::store;
use super::{Agreed, ConsentAsked, Draft, StartedFor, open, start};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::features::people::{self, Brief};
use crate::features::secondments::{self, Action, Opening, Record};

/// Whether the actor may write a proposal for the person: their line manager, or whoever runs secondments or HR
/// in their organisation.
#[must_use]
pub fn may_write_for(cx: &Cx, person: &Brief) -> bool {
    let desk = [Role::ProgrammeAdmin, Role::Hr];
    person.manager == Some(cx.actor.person)
        || desk.into_iter().any(|role| cx.actor.holds(role, person.organisation))
}

/// Starts a draft for somebody else. The secondee is told, and sees and edits it from here.
///
/// # Errors
/// Invalid without a title, for somebody whom the actor may not write for, and for somebody who cannot sign in
/// here and so could not agree.
pub async fn start_for(cx: &mut Cx, secondee: PersonId, input: StartInput) -> Result<Record> {
    if secondee == cx.actor.person {
        return start(cx, input).await;
    }
    let title = super::start::checked_title(&input.title)?;
    let person = whom(cx, secondee).await?;
    let opening = Opening { author: cx.actor.person, ..Opening::own(person.id, input.scope, title) };
    let opened = open(cx, opening).await?;
    cx.record(&StartedFor::of(&opened, person.id)).await?;
    secondments::store::load(cx, &opened.number).await
}

/// The person, if the actor may write for them. Whether a person exists is nobody's to find out here.
async fn whom(cx: &mut Cx, secondee: PersonId) -> Result<Brief> {
    let not_yours = "Choose somebody who reports to you, or whose secondments you run";
    let found = match people::store::brief(cx, secondee).await {
        Ok(person) => Some(person).filter(|person| may_write_for(cx, person)),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let person = found.ok_or_else(|| Error::field("secondee", not_yours))?;
    if !person.has_account {
        let sentence = format!("{} has no account here, so they couldn’t agree to it", person.name);
        return Err(Error::field("secondee", sentence));
    }
    Ok(person)
}

/// Asks the secondee to agree to what was written for them.
///
/// # Errors
/// Invalid while answers are missing; refused for a proposal of one's own.
pub async fn ask_consent(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Record> {
    let draft = Draft::open(cx, number, version).await?;
    draft.own()?;
    if draft.is_secondees() {
        return Err(Error::refused("own_proposal", "You are the secondee. Sending it is agreeing to it."));
    }
    complete(cx, &draft)?;
    let s = &draft.record.secondment;
    store::insert_asked(cx, s).await?;
    cx.record(&ConsentAsked::of(s, s.secondee)).await?;
    Ok(draft.record)
}

/// The secondee agrees to the proposal as it stands.
///
/// # Errors
/// Invalid while answers are missing; refused for anybody else, for a proposal of one's own, and when it is agreed
/// to already.
pub async fn agree(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Record> {
    let Draft { mut record, proposal, .. } = Draft::open(cx, number, version).await?;
    secondments::lifecycle::decide(&record.secondment, Action::Agree, &record.standing)?;
    if store::consent(cx, &record.secondment).await?.is_given(&record.secondment) {
        return Err(Error::refused("already_agreed", "You have agreed to this already."));
    }
    gaps(&missing(&record.secondment, &proposal, cx.today())).check()?;
    keep_consent(cx, &mut record).await?;
    Ok(record)
}

/// Keeps the secondee's consent to the record as it stands.
pub(super) async fn keep_consent(cx: &mut Cx, record: &mut Record) -> Result<()> {
    secondments::actions::advance(cx, record, Action::Agree).await?;
    store::insert_agreed(cx, &record.secondment).await?;
    let author = record.secondment.author;
    cx.record(&Agreed::of(&record.secondment, author)).await
}

fn complete(cx: &Cx, draft: &Draft) -> Result<()> {
    gaps(&missing(&draft.record.secondment, &draft.proposal, cx.today())).check()
}

/// What is missing, as sentences by field.
pub(super) fn gaps(missing: &[super::super::model::Missing]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for gap in missing {
        errors.add(gap.field.clone(), gap.sentence.clone());
    }
    errors
}
