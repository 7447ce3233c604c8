//! Every SQL statement for organisations and units.

use sojourn_kit::args;
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::{Error, Result};

use super::model::{Organisation, OrganisationKind, Unit};
use crate::actor::{Actor, OrganisationId, UnitId};
use crate::cx::Cx;

const COLUMNS: &str = "id, name, legal_name, kind, country, currency, version";

/// The organisation of that id. Callers hold the id from a row that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn load(cx: &mut Cx, id: OrganisationId) -> Result<Organisation> {
    let sql = format!("SELECT {COLUMNS} FROM organisations WHERE id = $1");
    organisation(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// The organisation of that name, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_name(cx: &mut Cx, name: &str) -> Result<Option<Organisation>> {
    let sql = format!("SELECT {COLUMNS} FROM organisations WHERE name = $1");
    cx.tx.one(&sql, args![name]).await?.as_ref().map(organisation).transpose()
}

fn organisation(row: &Row) -> Result<Organisation> {
    let kind: String = row.get("kind")?;
    Ok(Organisation {
        id: row.get("id")?,
        name: row.get("name")?,
        legal_name: row.get("legal_name")?,
        kind: OrganisationKind::parse(&kind)
            .ok_or_else(|| Error::internal("unknown kind of organisation"))?,
        country: row.get("country")?,
        currency: row.get("currency")?,
        version: row.get("version")?,
    })
}

/// Writes a new organisation.
///
/// # Errors
/// When the name is taken or the database refuses.
pub async fn insert(cx: &mut Cx, organisation: &Organisation) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO organisations (id, name, legal_name, kind, country, currency, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
            args![
                organisation.id,
                &organisation.name,
                &organisation.legal_name,
                organisation.kind.as_str(),
                &organisation.country,
                &organisation.currency,
                cx.now()
            ],
        )
        .await
        .map(drop)
}

/// Those that the actor may name as a host: their own first, then others on this installation, then outside ones.
///
/// # Errors
/// When the database does not answer.
pub async fn choices(cx: &mut Cx) -> Result<Vec<Organisation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM organisations
         ORDER BY CASE WHEN id = $1 THEN 0 WHEN kind = 'member' THEN 1 ELSE 2 END, name"
    );
    cx.tx.all(&sql, args![cx.actor.organisation]).await?.iter().map(organisation).collect()
}

/// The statement of the list as `Sight::of` narrows it, for an export that streams: outside organisations, and those
/// the actor belongs to or holds a role for.
#[must_use]
pub fn export(actor: &Actor) -> (String, Vec<Value>) {
    let mut values = args![actor.organisation];
    let held = actor.roles.iter().map(|(organisation, _)| {
        values.push((*organisation).into());
        format!("${}", values.len())
    });
    let held: Vec<String> = held.collect();
    let held = if held.is_empty() { String::new() } else { format!(" OR o.id IN ({})", held.join(", ")) };
    let sql = format!(
        "SELECT o.id, o.name, o.legal_name, o.kind, o.country, o.currency, o.version,
           (SELECT COUNT(*) FROM units u WHERE u.organisation_id = o.id) AS units
         FROM organisations o WHERE o.kind = 'outside' OR o.id = $1{held}
         ORDER BY CASE WHEN o.id = $1 THEN 0 WHEN o.kind = 'member' THEN 1 ELSE 2 END, o.name"
    );
    (sql, values)
}

/// An organisation of the export, and how many units it has.
///
/// # Errors
/// When a stored word is none of ours: a fault of the product.
pub fn line(row: &Row) -> Result<(Organisation, i64)> {
    Ok((organisation(row)?, row.get("units")?))
}

/// Writes an outside organisation, counting in the currency of the actor's own. One that has the name already is
/// answered as it is. `country` is ISO 3166-1 alpha-2.
///
/// # Errors
/// When the database refuses.
pub async fn insert_outside(cx: &mut Cx, name: &str, country: &str) -> Result<Organisation> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let sql = format!("SELECT {COLUMNS} FROM organisations WHERE lower(name) = lower($1)");
    if let Some(row) = cx.tx.one(&sql, args![&name]).await? {
        return organisation(&row);
    }
    let own = load(cx, cx.actor.organisation).await?;
    let outside = Organisation {
        id: OrganisationId::new(cx.now()),
        legal_name: name.clone(),
        name,
        kind: OrganisationKind::Outside,
        country: country.trim().to_ascii_uppercase(),
        currency: own.currency,
        version: 1,
    };
    insert(cx, &outside).await?;
    Ok(outside)
}

/// Removes an organisation on this installation that nothing speaks of yet: one made for an import that did not
/// take place.
///
/// # Errors
/// When the database refuses.
pub async fn remove_unused(cx: &mut Cx, id: OrganisationId) -> Result<()> {
    let sql = "DELETE FROM organisations WHERE id = $1 AND version = 1
        AND NOT EXISTS (SELECT 1 FROM people WHERE organisation_id = $1)
        AND NOT EXISTS (SELECT 1 FROM units WHERE organisation_id = $1)
        AND NOT EXISTS (SELECT 1 FROM roles WHERE organisation_id = $1)
        AND NOT EXISTS (SELECT 1 FROM people_imports WHERE organisation_id = $1)
        AND NOT EXISTS (SELECT 1 FROM organisation_relations WHERE organisation_id = $1 OR other_id = $1)";
    cx.tx.run(sql, args![id]).await.map(drop)
}

/// The unit of that id. Callers hold the id from a row that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn load_unit(cx: &mut Cx, id: UnitId) -> Result<Unit> {
    let sql = "SELECT id, organisation_id, parent_id, name, place FROM units WHERE id = $1";
    unit(&cx.tx.one(sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// The units of an organisation by name.
///
/// # Errors
/// When the database does not answer.
pub async fn units(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<Unit>> {
    let sql = "SELECT id, organisation_id, parent_id, name, place FROM units WHERE organisation_id = $1 ORDER BY name";
    cx.tx.all(sql, args![organisation]).await?.iter().map(unit).collect()
}

fn unit(row: &Row) -> Result<Unit> {
    Ok(Unit {
        id: row.get("id")?,
        organisation: row.get("organisation_id")?,
        parent: row.get("parent_id")?,
        name: row.get("name")?,
        place: row.get("place")?,
    })
}

/// Writes a new unit.
///
/// # Errors
/// When the name is taken in its organisation or the database refuses.
pub async fn insert_unit(cx: &mut Cx, unit: &Unit) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO units (id, organisation_id, parent_id, name, place, version, created_at)
             VALUES ($1, $2, $3, $4, $5, 1, $6)",
            args![unit.id, unit.organisation, unit.parent, &unit.name, &unit.place, cx.now()],
        )
        .await
        .map(drop)
}
