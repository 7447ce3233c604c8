//! The ways in that stand above the proposals and end in a draft: what was accepted becomes one.

use sojourn_kit::error::{Error, Result};
use sojourn_money::currency;

use super::super::model::PayShares;
use super::super::store;
use super::{estimate_lines, open};
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::invitations::model::{Invitation, InvitationId, Invitee, Payer, Reply};
use crate::features::needs::model::NeedId;
use crate::features::secondments::opening::Host;
use crate::features::secondments::{Kind, Opening, Scope, Secondment, WayIn};
use crate::features::{invitations, needs, organisations};

/// Whoever said yes to an invitation gets a draft of what they said yes to.
pub fn open_from_invitation<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (invitation, invitees) = invitations::store::of_event(cx, InvitationId(recorded.subject)).await?;
        let accepted = invitees.iter().find(|one| one.reply == Reply::Accepted && one.secondment.is_none());
        let Some(invitee) = accepted else { return Ok(()) };
        let record = open(cx, opening(&invitation, invitee)).await?;
        let shares = match invitation.payer {
            Payer::Home => (10_000, 0),
            Payer::Host => (0, 10_000),
            Payer::Shared => (5_000, 5_000),
        };
        remember_payers(cx, &record, shares).await?;
        invitations::store::link(cx, invitee.id, record.id).await
    })
}

fn opening(i: &Invitation, invitee: &Invitee) -> Opening {
    let is_internal = i.host_organisation == invitee.organisation;
    let scope = if is_internal { Scope::Internal } else { Scope::External };
    Opening {
        author: invitee.person,
        way_in: WayIn::Invitation,
        kind: if is_internal { Kind::CrossDepartmental } else { Kind::InterOrganisational },
        purpose: i.purpose.clone(),
        need: i.purpose.clone(),
        skills: invitee.why.clone(),
        host: Some(Host { organisation: i.host_organisation, unit: i.host_unit, manager: i.host_manager }),
        place: i.place.clone(),
        dates: Some((i.starts_on, i.ends_on)),
        fte_bp: i.fte_bp,
        ..Opening::own(invitee.person, scope, i.title.clone())
    }
}

/// Whoever is named for a business need gets a draft of it, to finish in their own words.
pub fn open_from_need<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let need = needs::store::of_event(cx, NeedId(recorded.subject)).await?;
        if need.secondment.is_some() {
            return Ok(());
        }
        let is_internal = need.host_organisation == need.home_organisation;
        let scope = if is_internal { Scope::Internal } else { Scope::External };
        let opening = Opening {
            way_in: WayIn::AdHoc,
            kind: need.kind,
            purpose: need.need.clone(),
            need: need.need.clone(),
            host: Some(Host {
                organisation: need.host_organisation,
                unit: need.host_unit,
                manager: need.host_manager,
            }),
            place: need.place.clone(),
            dates: Some((need.starts_on, need.ends_on)),
            fte_bp: need.fte_bp,
            is_confidential: need.is_confidential,
            ..Opening::own(need.person, scope, need.title.clone())
        };
        let record = open(cx, opening).await?;
        needs::store::link(cx, need.id, record.id).await
    })
}

/// Keeps who is meant to pay on a line without an amount: pay is worked out when the secondee opens the costs.
async fn remember_payers(cx: &mut Cx, s: &Secondment, (home_bp, host_bp): (u16, u16)) -> Result<()> {
    let home = organisations::store::load(cx, s.home_organisation).await?;
    let currency = currency(&home.currency).map_err(Error::internal)?;
    let shares = PayShares { home_bp, host_bp, secondee_bp: 0 };
    let lines = estimate_lines(s, None, shares, Vec::new(), currency)?;
    store::save_lines(cx, s.id, &lines).await
}
