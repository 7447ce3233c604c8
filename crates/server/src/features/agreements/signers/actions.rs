//! Choosing who signs a draft for home or the host.

use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_papers::Side;
use utoipa::ToSchema;

use super::{reprint, store};
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::agreements::drafting::{capacity, may_write};
use crate::features::agreements::events::about;
use crate::features::agreements::model::{Agreement, Signatory, Status};
use crate::features::agreements::passing::PassInput;
use crate::features::agreements::passing::actions::{inside, is_free, outside};
use crate::features::agreements::store as agreements;
use crate::features::people::{self, Brief};
use crate::features::secondments::{self, Record};

/// Who signs for a side.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignerInput {
    /// The revision of the draft that was read.
    pub revision: i64,
    /// Their email address; empty when whoever is named stays.
    #[serde(default)]
    pub email: String,
    /// Their full name; only for somebody at a host without accounts.
    #[serde(default)]
    pub name: String,
    /// What they do; only for somebody at a host without accounts.
    #[serde(default)]
    pub job_title: String,
    /// Whether they are a relative of the secondee: a relative cannot sign.
    #[serde(default)]
    pub is_relative: bool,
}

/// Whether the people of that side are written down and not found.
#[must_use]
pub fn is_outside(signatory: &Signatory) -> bool {
    signatory.side == Side::Host && !signatory.has_account
}

/// Says who signs the draft for a side, and whether they are a relative of the secondee. Whether they may sign is said
/// among what is missing, and asked again when the text is sent.
///
/// # Errors
/// Forbidden for others than mobility and HR; a refusal once the text is fixed; invalid by field; stale when the draft
/// was changed meanwhile.
pub async fn choose(cx: &mut Cx, record: &Record, side: Side, input: &SignerInput) -> Result<Agreement> {
    if !may_write(record) {
        return Err(Error::Forbidden);
    }
    let mut agreement = agreements::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if agreement.status != Status::Draft {
        let sentence =
            "This text is out for signature. A signature can be passed on, or the text taken back.";
        return Err(Error::refused("not_a_draft", sentence));
    }
    if agreement.version != input.revision {
        return Err(Error::Stale);
    }
    let all = agreements::signatories(cx, agreement.id).await?;
    let own = all.iter().find(|one| one.side == side && side != Side::Secondee).ok_or(Error::NotFound)?;
    let mut chosen = own.clone();
    if !input.email.trim().is_empty() && !input.email.trim().eq_ignore_ascii_case(&own.email) {
        let to = found(cx, record, own, input, &all).await?;
        replace(cx, record, &mut chosen, to).await?;
    }
    for printed in agreement.paper.draft.signatories.iter_mut().filter(|printed| printed.side == side) {
        printed.is_relative = input.is_relative;
    }
    let mut now = all.clone();
    now.iter_mut().filter(|one| one.id == chosen.id).for_each(|one| *one = chosen.clone());
    reprint(&mut agreement.paper, &now);
    agreements::save_draft(cx, &mut agreement).await?;
    let event = about!(
        SignerChosen, record.secondment, agreement,
        signatory: chosen.id,
        person: chosen.person,
    );
    cx.record(&event).await?;
    Ok(agreement)
}

async fn found(
    cx: &mut Cx,
    record: &Record,
    own: &Signatory,
    input: &SignerInput,
    all: &[Signatory],
) -> Result<Brief> {
    let s = &record.secondment;
    let words = PassInput {
        name: input.name.clone(),
        email: input.email.clone(),
        job_title: input.job_title.clone(),
        // the draft is the reason: nobody was asked yet
        reason: "Chosen on the draft".to_owned(),
    };
    words.check(is_outside(own))?;
    let to = match is_outside(own) {
        true => outside(cx, s, own, &words, all).await?,
        false => inside(cx, s, own.side, &input.email).await?,
    };
    is_free(&to, s, all)?;
    Ok(to)
}

async fn replace(cx: &mut Cx, record: &Record, chosen: &mut Signatory, to: Brief) -> Result<()> {
    let s = &record.secondment;
    chosen.capacity = capacity(s, &to);
    chosen.person = to.id;
    chosen.name = to.name;
    chosen.email = to.email.unwrap_or_default();
    chosen.has_account = to.has_account;
    store::choose(cx, chosen).await?;
    if !chosen.has_account {
        // their link has to reach the record
        let organisation = people::store::brief(cx, chosen.person).await?.organisation;
        secondments::store::grant(cx, s, chosen.person, organisation, Role::PartnerContact, "host").await?;
    }
    Ok(())
}
