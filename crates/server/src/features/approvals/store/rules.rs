//! Every SQL statement for the rules of organisations.

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use crate::actor::OrganisationId;
use crate::cx::Cx;
use crate::features::approvals::model::Rules;

/// The rules of an organisation and their version; those of the product, version 0, as long as nobody changed them.
///
/// # Errors
/// When the database does not answer.
pub async fn of(cx: &mut Cx, organisation: OrganisationId, currency: &str) -> Result<(Rules, i64)> {
    let sql = "SELECT rules, version FROM approval_rules WHERE organisation_id = $1";
    let Some(row) = cx.tx.one(sql, args![organisation]).await? else {
        return Ok((Rules::of_product(currency), 0));
    };
    let rules: serde_json::Value = row.get("rules")?;
    Ok((serde_json::from_value(rules).map_err(Error::internal)?, row.get("version")?))
}

/// Keeps other rules.
///
/// # Errors
/// [`Error::Stale`] when they were changed since `version` was read.
pub async fn save(cx: &mut Cx, organisation: OrganisationId, rules: &Rules, version: i64) -> Result<()> {
    let json = serde_json::to_value(rules).map_err(Error::internal)?;
    let (by, now) = (cx.actor.person, cx.now());
    let touched = if version == 0 {
        let sql = "INSERT INTO approval_rules (organisation_id, rules, version, changed_by, changed_at)
                   VALUES ($1, $2, 1, $3, $4) ON CONFLICT (organisation_id) DO NOTHING";
        cx.tx.run(sql, args![organisation, json, by, now]).await?
    } else {
        let sql =
            "UPDATE approval_rules SET rules = $2, version = version + 1, changed_by = $3, changed_at = $4
                   WHERE organisation_id = $1 AND version = $5";
        cx.tx.run(sql, args![organisation, json, by, now, version]).await?
    };
    if touched == 1 { Ok(()) } else { Err(Error::Stale) }
}
