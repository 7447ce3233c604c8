//! Sending: the home manager is asked.

use sojourn_kit::error::{Error, Result};

use super::super::model::missing;
use super::super::store;
use super::{Draft, Proposed, behalf, pay};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::{self, Action, Record, Scope, Secondment};
use crate::features::{needs, people};

/// Asks the home manager for release.
///
/// # Errors
/// Invalid with what is missing, by field; refused when there is nobody to ask.
pub async fn send(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Record> {
    let mut draft = Draft::open(cx, number, version).await?;
    draft.own()?;
    needs::may_send(cx, draft.record.secondment.id).await?;
    let manager = home_manager(cx, &mut draft).await?;
    behalf::gaps(&missing(&draft.record.secondment, &draft.proposal, cx.today())).check()?;
    consented(cx, &mut draft).await?;
    pay::refresh(cx, &mut draft).await?;
    draft.proposal.sent_at = Some(cx.now());
    let mut record = draft.record;
    store::save(cx, record.secondment.id, &draft.proposal).await?;
    secondments::store::save_facts(cx, &mut record.secondment).await?;
    secondments::actions::advance(cx, &mut record, Action::Send).await?;
    grant_roles(cx, &record.secondment, manager).await?;
    cx.record(&Proposed::of(&record.secondment, manager)).await?;
    // somebody at the host who wrote it may have no further part in it
    match secondments::store::load(cx, number).await {
        Err(Error::NotFound) => Ok(record),
        other => other,
    }
}

/// Nothing is sent without the secondee. If they send what another wrote, they agree to it.
async fn consented(cx: &mut Cx, draft: &mut Draft) -> Result<()> {
    if store::consent(cx, &draft.record.secondment).await?.is_given(&draft.record.secondment) {
        return Ok(());
    }
    if draft.is_secondees() {
        return behalf::keep_consent(cx, &mut draft.record).await;
    }
    Err(Error::refused(
        "needs_consent",
        "The person who goes has not agreed to this wording yet. Ask them first.",
    ))
}

/// The manager of today, not the one of the day when the draft was begun.
async fn home_manager(cx: &mut Cx, draft: &mut Draft) -> Result<PersonId> {
    let secondee = people::store::brief(cx, draft.record.secondment.secondee).await?;
    let manager = secondee.manager.filter(|manager| *manager != secondee.id).ok_or_else(|| {
        Error::refused(
            "no_home_manager",
            "We don’t know who your manager is, so nobody can let you go. Ask the mobility team to add them.",
        )
    })?;
    draft.record.secondment.home_manager = Some(manager);
    draft.record.secondment.home_unit = secondee.unit;
    Ok(manager)
}

async fn grant_roles(cx: &mut Cx, s: &Secondment, home_manager: PersonId) -> Result<()> {
    for role in [Role::HomeManager, Role::HostManager, Role::PartnerContact] {
        secondments::store::revoke(cx, s, role).await?;
    }
    secondments::store::grant(cx, s, home_manager, s.home_organisation, Role::HomeManager, "home").await?;
    let (Some(host_manager), Some(host)) = (s.host_manager, s.host_organisation) else { return Ok(()) };
    let has_account = people::store::brief(cx, host_manager).await?.has_account;
    let outside = s.scope == Scope::External && !has_account;
    let role = if outside { Role::PartnerContact } else { Role::HostManager };
    secondments::store::grant(cx, s, host_manager, host, role, "host").await
}
