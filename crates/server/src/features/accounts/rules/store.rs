//! Every SQL statement for what organisations ask for at sign-in.

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use super::{Rules, Who};
use crate::actor::OrganisationId;
use crate::cx::Cx;

/// What an organisation asks for; nothing of anybody as long as nobody chose.
///
/// # Errors
/// When the database does not answer.
pub async fn of(cx: &mut Cx, organisation: OrganisationId) -> Result<Rules> {
    let sql = "SELECT second_factor, version FROM sign_in_rules WHERE organisation_id = $1";
    let Some(row) = cx.tx.one(sql, args![organisation]).await? else { return Ok(Rules::default()) };
    let second_factor = Who::parse(&row.get::<String>("second_factor")?).unwrap_or_default();
    Ok(Rules { second_factor, version: row.get("version")? })
}

/// Keeps what an organisation asks for.
///
/// # Errors
/// [`Error::Stale`] when it was changed since `rules.version` was read.
pub async fn save(cx: &mut Cx, organisation: OrganisationId, rules: &Rules) -> Result<()> {
    let sql = "INSERT INTO sign_in_rules (organisation_id, second_factor, version, changed_at) VALUES ($1, $2, 1, $3)
               ON CONFLICT (organisation_id) DO UPDATE SET second_factor = $2, changed_at = $3,
                   version = sign_in_rules.version + 1 WHERE sign_in_rules.version = $4";
    let values = args![organisation, rules.second_factor.as_str(), cx.now(), rules.version];
    if cx.tx.run(sql, values).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}
