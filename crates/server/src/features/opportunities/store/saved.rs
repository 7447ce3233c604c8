//! What people keep for later: opportunities with a star, and searches that write when something new matches.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;
use uuid::Uuid;

use super::list::narrowed;
use super::{COLUMNS, JOINS, Viewer, opportunity};
use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;
use crate::features::opportunities::model::{Opportunity, OpportunityId, Wanted};
use crate::features::secondments::list::Condition;

/// Gives the opportunity a star of the actor's. A second one changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn star(cx: &mut Cx, id: OpportunityId) -> Result<()> {
    let sql = "INSERT INTO opportunity_stars (person_id, opportunity_id, starred_at) VALUES ($1, $2, $3)
               ON CONFLICT (person_id, opportunity_id) DO NOTHING";
    cx.tx.run(sql, args![cx.actor.person, id, cx.now()]).await.map(drop)
}

/// Takes the actor's star away.
///
/// # Errors
/// When the database refuses.
pub async fn unstar(cx: &mut Cx, id: OpportunityId) -> Result<()> {
    let sql = "DELETE FROM opportunity_stars WHERE person_id = $1 AND opportunity_id = $2";
    cx.tx.run(sql, args![cx.actor.person, id]).await.map(drop)
}

/// Whether the actor gave it a star.
///
/// # Errors
/// When the database does not answer.
pub async fn is_starred(cx: &mut Cx, id: OpportunityId) -> Result<bool> {
    let sql = "SELECT person_id FROM opportunity_stars WHERE person_id = $1 AND opportunity_id = $2";
    Ok(cx.tx.one(sql, args![cx.actor.person, id]).await?.is_some())
}

/// The opportunities to which the actor gave a star, open or not, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn starred(cx: &mut Cx) -> Result<Vec<Opportunity>> {
    let mut c = Condition::default();
    let (person, sees) = (c.value(cx.actor.person), Viewer::of(&cx.actor).sees(&mut c, cx.today()));
    let sql = format!(
        "SELECT {COLUMNS} FROM opportunity_stars t JOIN opportunities o ON o.id = t.opportunity_id {JOINS}
         WHERE t.person_id = {person} AND {sees} ORDER BY t.starred_at DESC, o.id LIMIT 100"
    );
    cx.tx.all(&sql, c.args).await?.iter().map(opportunity).collect()
}

/// A search that somebody keeps.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct SavedSearch {
    /// The stable id.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// The search as the address has it.
    pub query: String,
    /// Whether a letter comes when something new matches.
    pub by_email: bool,
}

fn search(row: &Row) -> Result<SavedSearch> {
    Ok(SavedSearch {
        id: row.get("id")?,
        name: row.get("name")?,
        query: row.get("query")?,
        by_email: row.get("by_email")?,
    })
}

/// The actor's searches, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn searches(cx: &mut Cx) -> Result<Vec<SavedSearch>> {
    let sql = "SELECT id, name, query, by_email FROM saved_searches WHERE person_id = $1 ORDER BY created_at, id LIMIT 50";
    cx.tx.all(sql, args![cx.actor.person]).await?.iter().map(search).collect()
}

/// Keeps a search of the actor's.
///
/// # Errors
/// When the database refuses.
pub async fn add_search(cx: &mut Cx, name: &str, query: &str, by_email: bool) -> Result<Uuid> {
    let id = uuid_v7(cx.now());
    let sql = "INSERT INTO saved_searches (id, person_id, name, query, by_email, looked_at, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $6)";
    cx.tx.run(sql, args![id, cx.actor.person, name, query, by_email, cx.now()]).await?;
    Ok(id)
}

/// Removes a search of the actor's; says whether it was there.
///
/// # Errors
/// When the database refuses.
pub async fn remove_search(cx: &mut Cx, id: Uuid) -> Result<bool> {
    let sql = "DELETE FROM saved_searches WHERE id = $1 AND person_id = $2";
    Ok(cx.tx.run(sql, args![id, cx.actor.person]).await? > 0)
}

/// A search that is due to be looked at again, with whom to write to.
#[derive(Debug, Clone)]
pub struct Due {
    /// The search.
    pub search: SavedSearch,
    /// Whose it is.
    pub person: PersonId,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// When it was last looked at.
    pub looked_at: DateTime<Utc>,
}

/// Searches by e-mail that were not looked at since `before`, of people who can sign in.
///
/// # Errors
/// When the database does not answer.
pub async fn due_searches(cx: &mut Cx, before: DateTime<Utc>, most: i64) -> Result<Vec<Due>> {
    let sql = "SELECT s.id, s.name, s.query, s.by_email, s.person_id, s.looked_at, p.organisation_id
               FROM saved_searches s JOIN people p ON p.id = s.person_id AND p.status = 'active'
               JOIN accounts a ON a.person_id = p.id AND a.disabled_at IS NULL
               WHERE s.by_email = $1 AND s.looked_at < $2 ORDER BY s.looked_at, s.id LIMIT $3";
    let rows = cx.tx.all(sql, args![true, before, most]).await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                search: search(row)?,
                person: row.get("person_id")?,
                organisation: row.get("organisation_id")?,
                looked_at: row.get("looked_at")?,
            })
        })
        .collect()
}

/// What opened since then, is shown to the person and matches.
///
/// # Errors
/// When the database does not answer.
pub async fn matches_since(cx: &mut Cx, due: &Due, wanted: &Wanted) -> Result<Vec<Opportunity>> {
    let viewer = Viewer { person: due.person, organisation: due.organisation, inside: Vec::new() };
    let mut c = Condition::default();
    let audience = viewer.audience(&mut c, cx.today());
    let narrowed = narrowed(&mut c, wanted, due.person);
    let (since, person) = (c.value(due.looked_at), c.value(due.person));
    let sql = format!(
        "SELECT {COLUMNS} FROM opportunities o {JOINS} WHERE {audience} AND {narrowed} AND o.opened_at >= {since}
           AND o.author_id <> {person} ORDER BY o.opened_at, o.id LIMIT 20"
    );
    cx.tx.all(&sql, c.args).await?.iter().map(opportunity).collect()
}

/// Notes that a search was looked at.
///
/// # Errors
/// When the database refuses.
pub async fn looked(cx: &mut Cx, id: Uuid) -> Result<()> {
    let sql = "UPDATE saved_searches SET looked_at = $2 WHERE id = $1";
    cx.tx.run(sql, args![id, cx.now()]).await.map(drop)
}
