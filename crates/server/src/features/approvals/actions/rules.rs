//! The rules of approval of an organisation, kept by those who run secondments or the installation.

use sojourn_kit::error::{Error, Result};

use super::super::events::RulesChanged;
use super::super::model::{Rules, RulesInput};
use super::super::store::rules as store;
use crate::actor::{Actor, Role};
use crate::cx::Cx;
use crate::features::organisations::{self, Organisation};

/// The roles that keep the rules.
const KEEPERS: [Role; 2] = [Role::ProgrammeAdmin, Role::SysAdmin];

/// Whether the actor keeps the rules of their organisation.
#[must_use]
pub fn administered(actor: &Actor) -> bool {
    KEEPERS.into_iter().any(|role| actor.holds(role, actor.organisation))
}

async fn own(cx: &mut Cx) -> Result<Organisation> {
    if !administered(&cx.actor) {
        return Err(Error::NotFound);
    }
    let organisation = cx.actor.organisation;
    organisations::store::load(cx, organisation).await
}

/// The rules of the actor's organisation, their version, and the currency of their amounts.
///
/// # Errors
/// [`Error::NotFound`] for everybody who does not keep them.
pub async fn read(cx: &mut Cx) -> Result<(Rules, i64, String)> {
    let home = own(cx).await?;
    let (rules, version) = store::of(cx, home.id, &home.currency).await?;
    Ok((rules, version, home.currency))
}

/// Changes the rules of the actor's organisation, for routes that are made from now on.
///
/// # Errors
/// As [`read`]; invalid by field; stale when somebody else was quicker.
pub async fn change(cx: &mut Cx, input: &RulesInput) -> Result<(Rules, i64, String)> {
    let home = own(cx).await?;
    let rules = input.check().map_err(Error::Invalid)?;
    store::save(cx, home.id, &rules, input.version).await?;
    let count = i64::try_from(rules.rules.len()).unwrap_or(i64::MAX);
    cx.record(&RulesChanged { organisation: home.id, rules: count }).await?;
    read(cx).await
}
