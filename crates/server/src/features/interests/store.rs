//! Every SQL statement for interests. One is only obtainable through an actor.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use super::access::Sight;
use super::model::{Interest, InterestId, Status, Wish};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::list::store::held;
use crate::features::secondments::store::word;
use crate::features::secondments::{Kind, SecondmentId};

const COLUMNS: &str = "i.id, i.number, i.version, i.person_id, i.organisation_id, i.wish, i.purpose, i.skills, i.kind,
    i.place, i.from_on, i.weeks, i.fte_bp, i.with_manager, i.with_mobility, i.status, i.secondment_id, i.created_at";

/// The interest of that number and how much of it the actor reads, or the one 404.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, number: &str) -> Result<(Interest, Sight)> {
    let sql = format!(
        "SELECT {COLUMNS}, p.manager_id FROM interests i JOIN people p ON p.id = i.person_id WHERE i.number = $1"
    );
    let row = cx.tx.one(&sql, args![number]).await?.ok_or(Error::NotFound)?;
    let interest = interest(&row)?;
    let sight = Sight::of(&cx.actor, &interest, row.get("manager_id")?).ok_or(Error::NotFound)?;
    Ok((interest, sight))
}

/// The interest behind an event, for letters.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn of_event(cx: &mut Cx, id: Uuid) -> Result<Interest> {
    let sql = format!("SELECT {COLUMNS} FROM interests i WHERE i.id = $1");
    interest(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

fn interest(row: &Row) -> Result<Interest> {
    let kind: Option<String> = row.get("kind")?;
    Ok(Interest {
        id: InterestId(row.get("id")?),
        number: row.get("number")?,
        version: row.get("version")?,
        person: row.get("person_id")?,
        organisation: row.get("organisation_id")?,
        wish: Wish {
            wish: row.get("wish")?,
            purpose: row.get("purpose")?,
            skills: row.get("skills")?,
            kind: kind.as_deref().and_then(Kind::parse),
            place: row.get("place")?,
            from_on: row.get("from_on")?,
            weeks: row.get("weeks")?,
            fte_bp: row.get("fte_bp")?,
        },
        with_manager: row.get("with_manager")?,
        with_mobility: row.get("with_mobility")?,
        status: word(row, "status", Status::parse)?,
        secondment: row.get("secondment_id")?,
        created_at: row.get("created_at")?,
    })
}

/// Writes a new interest.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, i: &Interest) -> Result<()> {
    let sql = "INSERT INTO interests (id, number, version, person_id, organisation_id, wish, purpose, skills, kind, place,
            from_on, weeks, fte_bp, with_manager, with_mobility, status, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)";
    let w = &i.wish;
    let values = args![
        i.id,
        &i.number,
        i.version,
        i.person,
        i.organisation,
        w.wish.trim(),
        w.purpose.trim(),
        w.skills.trim(),
        w.kind.map(|kind| kind.as_str().to_owned()),
        w.place.trim(),
        w.from_on,
        w.weeks,
        w.fte_bp,
        i.with_manager,
        i.with_mobility,
        i.status.as_str(),
        i.created_at
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Writes a changed interest. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save(cx: &mut Cx, i: &mut Interest) -> Result<()> {
    let sql = "UPDATE interests SET version = version + 1, updated_at = $3, wish = $4, purpose = $5, skills = $6, kind = $7,
            place = $8, from_on = $9, weeks = $10, fte_bp = $11, with_manager = $12, with_mobility = $13, status = $14,
            secondment_id = $15
         WHERE id = $1 AND version = $2";
    let w = &i.wish;
    let values = args![
        i.id,
        i.version,
        cx.now(),
        w.wish.trim(),
        w.purpose.trim(),
        w.skills.trim(),
        w.kind.map(|kind| kind.as_str().to_owned()),
        w.place.trim(),
        w.from_on,
        w.weeks,
        w.fte_bp,
        i.with_manager,
        i.with_mobility,
        i.status.as_str(),
        i.secondment
    ];
    if cx.tx.run(sql, values).await? == 0 {
        return Err(Error::Stale);
    }
    i.version += 1;
    Ok(())
}

/// What somebody looks for in the register.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only this type.
    pub kind: Option<Kind>,
    /// Only these.
    pub status: Option<Status>,
    /// Words of a name, a wish or a place, folded to lower case.
    pub words: String,
    /// Only what was written before this one.
    pub before: Option<InterestId>,
}

/// A line of the register.
#[derive(Debug, Clone)]
pub struct Line {
    /// The interest.
    pub interest: Interest,
    /// How much of it the actor reads.
    pub sight: Sight,
    /// Whose it is.
    pub person: String,
    /// Their unit.
    pub unit: Option<String>,
}

/// The interests that the actor may read, the newest first, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, wanted: &Wanted, most: usize) -> Result<(Vec<Line>, bool)> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let mut shared = vec![format!("(i.with_manager AND p.manager_id = {me})")];
    let covered = held(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]);
    if !covered.is_empty() {
        let covered = c.values(covered);
        shared.push(format!("(i.with_mobility AND i.organisation_id IN ({covered}))"));
    }
    let mut filters =
        vec![format!("(i.person_id = {me} OR (i.status <> 'withdrawn' AND ({})))", shared.join(" OR "))];
    filters.extend(wanted.kind.map(|kind| format!("i.kind = {}", c.value(kind.as_str()))));
    filters.extend(wanted.status.map(|status| format!("i.status = {}", c.value(status.as_str()))));
    filters.extend(wanted.before.map(|id| format!("i.id < {}", c.value(id))));
    if !wanted.words.is_empty() {
        let words = c.value(crate::features::people::store::contains(&wanted.words));
        filters.push(format!(
            "(p.search LIKE {words} ESCAPE '\\' OR lower(i.wish) LIKE {words} ESCAPE '\\' OR lower(i.place) LIKE {words} ESCAPE '\\')"
        ));
    }
    let limit = c.value(i64::try_from(most).unwrap_or(100) + 1);
    let sql = format!(
        "SELECT {COLUMNS}, p.manager_id, p.given_name, p.family_name, u.name AS unit_name FROM interests i
         JOIN people p ON p.id = i.person_id LEFT JOIN units u ON u.id = p.unit_id
         WHERE {} ORDER BY i.id DESC LIMIT {limit}",
        filters.join(" AND ")
    );
    let mut lines = Vec::new();
    for row in cx.tx.all(&sql, c.args).await? {
        let interest = interest(&row)?;
        let manager: Option<PersonId> = row.get("manager_id")?;
        let Some(sight) = Sight::of(&cx.actor, &interest, manager) else { continue };
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        lines.push(Line {
            interest,
            sight,
            person: format!("{given} {family}"),
            unit: row.get("unit_name")?,
        });
    }
    let has_more = lines.len() > most;
    lines.truncate(most);
    Ok((lines, has_more))
}

/// The number of the record that was made of an interest of the actor's own.
///
/// # Errors
/// When the database does not answer.
pub async fn record_number(cx: &mut Cx, id: Option<SecondmentId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let sql = "SELECT number FROM secondments WHERE id = $1 AND secondee_id = $2";
    cx.tx.one(sql, args![id, cx.actor.person]).await?.map(|row| row.get("number")).transpose()
}
