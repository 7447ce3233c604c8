//! Every SQL statement for keeping organisations: changes, units as a tree, relations.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::{Row, is_duplicate};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;
use uuid::Uuid;

use crate::actor::{OrganisationId, Role, UnitId};
use crate::cx::Cx;
use crate::features::organisations::Organisation;
use crate::features::organisations::input::{ValidOrganisation, ValidRelation, ValidUnit};
use crate::features::organisations::model::{Relation, RelationKind, UnitNode};

/// Writes an organisation anew, if nobody else has since.
///
/// # Errors
/// [`Error::Stale`] for an old version; invalid when the name is taken.
pub async fn update(cx: &mut Cx, id: OrganisationId, version: i64, v: &ValidOrganisation) -> Result<()> {
    let sql = "UPDATE organisations SET version = version + 1, name = $3, legal_name = $4, country = $5, currency = $6
               WHERE id = $1 AND version = $2";
    let values = args![id, version, &v.name, &v.legal_name, &v.country, &v.currency];
    let touched = cx.tx.run(sql, values).await.map_err(|error| taken(error, "name"))?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Turns a broken unique constraint into a sentence about the field.
pub fn taken(error: Error, field: &'static str) -> Error {
    if is_duplicate(&error) { Error::field(field, "This is there already.") } else { error }
}

/// Gives whoever made an organisation the role that keeps it.
///
/// # Errors
/// When the database refuses.
pub async fn grant_admin(cx: &mut Cx, organisation: &Organisation) -> Result<()> {
    let sql = "INSERT INTO roles (id, person_id, organisation_id, role, from_date, granted_by, granted_at)
               VALUES ($1, $2, $3, $4, $5, $2, $6)";
    let values = args![
        uuid_v7(cx.now()),
        cx.actor.person,
        organisation.id,
        Role::SysAdmin.as_str(),
        cx.today(),
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// The units of an organisation by name, with how many people are in each.
///
/// # Errors
/// When the database does not answer.
pub async fn nodes(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<UnitNode>> {
    let sql = "SELECT u.id, u.name, u.place, u.parent_id, u.version, COUNT(p.id) AS people FROM units u
               LEFT JOIN people p ON p.unit_id = u.id AND p.status = 'active'
               WHERE u.organisation_id = $1 GROUP BY u.id, u.name, u.place, u.parent_id, u.version ORDER BY u.name";
    let rows = cx.tx.all(sql, args![organisation]).await?;
    rows.iter()
        .map(|row| {
            Ok(UnitNode {
                id: row.get("id")?,
                name: row.get("name")?,
                place: row.get("place")?,
                parent: row.get("parent_id")?,
                people: row.get("people")?,
                version: row.get("version")?,
            })
        })
        .collect()
}

/// Writes a unit anew, if nobody else has since.
///
/// # Errors
/// [`Error::Stale`] for an old version; invalid when the name is taken.
pub async fn update_unit(cx: &mut Cx, id: UnitId, version: i64, v: &ValidUnit) -> Result<()> {
    let sql = "UPDATE units SET version = version + 1, name = $3, place = $4, parent_id = $5
               WHERE id = $1 AND version = $2";
    let values = args![id, version, &v.name, &v.place, v.parent];
    let touched = cx.tx.run(sql, values).await.map_err(|error| taken(error, "name"))?;
    if touched == 0 { Err(Error::Stale) } else { Ok(()) }
}

const RELATION: &str = "SELECT r.id, r.organisation_id, o.name AS organisation_name, r.other_id,
        t.name AS other_name, r.kind, r.from_date, r.to_date
     FROM organisation_relations r JOIN organisations o ON o.id = r.organisation_id
     JOIN organisations t ON t.id = r.other_id";

/// Relations between an organisation and those of the list, in either direction, the open ones first.
///
/// # Errors
/// When the database does not answer.
pub async fn relations(cx: &mut Cx, id: OrganisationId, own: &[OrganisationId]) -> Result<Vec<Relation>> {
    let sql =
        format!("{RELATION} WHERE r.organisation_id = $1 OR r.other_id = $1 ORDER BY r.from_date DESC, r.id");
    let mut all =
        cx.tx.all(&sql, args![id]).await?.iter().map(relation).collect::<Result<Vec<Relation>>>()?;
    // what somebody else’s partners are stays with them
    all.retain(|relation| own.contains(&relation.organisation));
    Ok(all)
}

/// Relations of the organisations of the list that are open on a day.
///
/// # Errors
/// When the database does not answer.
pub async fn open_relations(cx: &mut Cx, own: &[OrganisationId], day: NaiveDate) -> Result<Vec<Relation>> {
    let mut all = Vec::new();
    for id in own {
        let sql = format!(
            "{RELATION} WHERE r.organisation_id = $1 AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2)"
        );
        for row in cx.tx.all(&sql, args![*id, day]).await? {
            all.push(relation(&row)?);
        }
    }
    Ok(all)
}

/// One relation.
///
/// # Errors
/// When the database does not answer.
pub async fn find_relation(cx: &mut Cx, id: Uuid) -> Result<Option<Relation>> {
    let sql = format!("{RELATION} WHERE r.id = $1");
    cx.tx.one(&sql, args![id]).await?.as_ref().map(relation).transpose()
}

fn relation(row: &Row) -> Result<Relation> {
    let kind: String = row.get("kind")?;
    Ok(Relation {
        id: row.get("id")?,
        organisation: row.get("organisation_id")?,
        organisation_name: row.get("organisation_name")?,
        other: row.get("other_id")?,
        other_name: row.get("other_name")?,
        kind: RelationKind::parse(&kind).ok_or_else(|| Error::internal("unknown kind of relation"))?,
        from_date: row.get("from_date")?,
        to_date: row.get("to_date")?,
    })
}

/// Writes a new relation.
///
/// # Errors
/// Invalid when the same one is there already.
pub async fn insert_relation(
    cx: &mut Cx,
    organisation: OrganisationId,
    other: OrganisationId,
    v: ValidRelation,
) -> Result<Uuid> {
    let id = uuid_v7(cx.now());
    let sql = "INSERT INTO organisation_relations (id, organisation_id, other_id, kind, from_date, to_date)
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let values = args![id, organisation, other, v.kind.as_str(), v.from, v.to];
    // a broken constraint would end the transaction on PostgreSQL, and the page could not be shown again from it
    if cx.tx.run(sql, values).await? == 0 {
        return Err(Error::field("kind", "This is there already."));
    }
    Ok(id)
}

/// Ends a relation.
///
/// # Errors
/// When the database refuses.
pub async fn end_relation(cx: &mut Cx, id: Uuid, last: NaiveDate) -> Result<()> {
    let sql = "UPDATE organisation_relations SET to_date = $2 WHERE id = $1";
    cx.tx.run(sql, args![id, last]).await.map(drop)
}
