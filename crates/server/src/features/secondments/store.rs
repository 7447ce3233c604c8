//! Every SQL statement for the record itself. A record is only obtainable through an actor.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use super::access::Standing;
use super::lifecycle::Step;
use super::model::{Kind, Paper, Presence, Record, Scope, Secondment, SecondmentId, WayIn, Workflow};
use crate::actor::{Actor, OrganisationId, PersonId, Role};
use crate::cx::Cx;

/// The columns of a record, in every query that reads one.
pub(in crate::features::secondments) const COLUMNS: &str = "s.id, s.number, s.version, s.workflow, s.paper, s.presence, s.kind, s.scope, s.way_in, s.title, s.purpose,
    s.secondee_id, s.author_id, s.home_organisation_id, s.home_unit_id, s.home_manager_id, s.host_organisation_id,
    s.host_unit_id, s.host_manager_id, s.place, s.starts_on, s.ends_on, s.ends_with, s.fte_bp, s.recharged_at_cost,
    s.is_confidential, s.created_at, s.updated_at";

/// The record of that number, if it exists for the actor; otherwise the one 404.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, number: &str) -> Result<Record> {
    let sql = format!("SELECT {COLUMNS} FROM secondments s WHERE s.number = $1");
    let row = cx.tx.one(&sql, args![number]).await?;
    with_standing(cx, row).await
}

/// The record of that id, if it exists for the actor; otherwise the one 404.
///
/// # Errors
/// As [`load`].
pub async fn load_by_id(cx: &mut Cx, id: SecondmentId) -> Result<Record> {
    let sql = format!("SELECT {COLUMNS} FROM secondments s WHERE s.id = $1");
    let row = cx.tx.one(&sql, args![id]).await?;
    with_standing(cx, row).await
}

/// The record of that id as the product itself holds it: for rules that bind two records, whoever acts on one.
/// Nothing of it is shown to somebody who does not see it by [`load_by_id`].
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn of_product(cx: &mut Cx, id: SecondmentId) -> Result<Record> {
    let sql = format!("SELECT {COLUMNS} FROM secondments s WHERE s.id = $1");
    let secondment = secondment(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)?;
    let standing = Standing::of(&Actor::product("a rule that binds two records"), &secondment, &[]);
    Ok(Record { secondment, standing })
}

async fn with_standing(cx: &mut Cx, row: Option<Row>) -> Result<Record> {
    let secondment = secondment(&row.ok_or(Error::NotFound)?)?;
    let roles = record_roles(cx, secondment.id).await?;
    let mut standing = Standing::of(&cx.actor, &secondment, &roles);
    super::deputies::add(cx, &secondment, &mut standing).await?;
    if standing.is_any() { Ok(Record { secondment, standing }) } else { Err(Error::NotFound) }
}

async fn record_roles(cx: &mut Cx, id: SecondmentId) -> Result<Vec<Role>> {
    let rows = cx
        .tx
        .all(
            "SELECT role FROM roles WHERE person_id = $1 AND secondment_id = $2
             AND from_date <= $3 AND (to_date IS NULL OR to_date >= $3)",
            args![cx.actor.person, id, cx.today()],
        )
        .await?;
    let words: Vec<String> = rows.iter().map(|row| row.get("role")).collect::<Result<_>>()?;
    Ok(words.iter().filter_map(|word| Role::parse(word)).collect())
}

/// Reads the columns of [`COLUMNS`].
///
/// # Errors
/// When a stored word is none of ours: a fault of the product.
pub fn secondment(row: &Row) -> Result<Secondment> {
    Ok(Secondment {
        id: row.get("id")?,
        number: row.get("number")?,
        version: row.get("version")?,
        workflow: word(row, "workflow", Workflow::parse)?,
        paper: word(row, "paper", Paper::parse)?,
        presence: word(row, "presence", Presence::parse)?,
        kind: word(row, "kind", Kind::parse)?,
        scope: word(row, "scope", Scope::parse)?,
        way_in: word(row, "way_in", WayIn::parse)?,
        title: row.get("title")?,
        purpose: row.get("purpose")?,
        secondee: row.get("secondee_id")?,
        author: row.get("author_id")?,
        home_organisation: row.get("home_organisation_id")?,
        home_unit: row.get("home_unit_id")?,
        home_manager: row.get("home_manager_id")?,
        host_organisation: row.get("host_organisation_id")?,
        host_unit: row.get("host_unit_id")?,
        host_manager: row.get("host_manager_id")?,
        place: row.get("place")?,
        starts_on: row.get("starts_on")?,
        ends_on: row.get("ends_on")?,
        ends_with: row.get("ends_with")?,
        fte_bp: row.get("fte_bp")?,
        recharged_at_cost: row.get("recharged_at_cost")?,
        is_confidential: row.get("is_confidential")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// A stored word as its enum.
///
/// # Errors
/// When the word is none of ours: a fault of the product.
pub fn word<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| Error::internal(format!("unknown {column} “{text}”")))
}

/// Writes a new record.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, s: &Secondment) -> Result<()> {
    cx.tx
        .run(
            "INSERT INTO secondments (id, number, version, workflow, paper, presence, kind, scope, title, purpose,
                secondee_id, author_id, home_organisation_id, home_unit_id, home_manager_id, host_organisation_id,
                host_unit_id, host_manager_id, place, starts_on, ends_on, fte_bp, recharged_at_cost, created_at, updated_at,
                way_in, ends_with, is_confidential)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, $26, $27, $28)",
            args![
                s.id, &s.number, s.version, s.workflow.as_str(), s.paper.as_str(), s.presence.as_str(), s.kind.as_str(),
                s.scope.as_str(), &s.title, &s.purpose, s.secondee, s.author, s.home_organisation, s.home_unit,
                s.home_manager, s.host_organisation, s.host_unit, s.host_manager, &s.place, s.starts_on, s.ends_on,
                s.fte_bp, s.recharged_at_cost, s.created_at, s.updated_at, s.way_in.as_str(), &s.ends_with, s.is_confidential
            ],
        )
        .await
        .map(drop)
}

/// Writes the facts of the record that a draft or a change sets. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_facts(cx: &mut Cx, s: &mut Secondment) -> Result<()> {
    let touched = cx
        .tx
        .run(
            "UPDATE secondments SET version = version + 1, updated_at = $3, kind = $4, scope = $5, title = $6,
                purpose = $7, home_unit_id = $8, home_manager_id = $9, host_organisation_id = $10, host_unit_id = $11,
                host_manager_id = $12, place = $13, starts_on = $14, ends_on = $15, fte_bp = $16, recharged_at_cost = $17,
                ends_with = $18
             WHERE id = $1 AND version = $2",
            args![
                s.id, s.version, cx.now(), s.kind.as_str(), s.scope.as_str(), &s.title, &s.purpose, s.home_unit,
                s.home_manager, s.host_organisation, s.host_unit, s.host_manager, &s.place, s.starts_on, s.ends_on,
                s.fte_bp, s.recharged_at_cost, &s.ends_with
            ],
        )
        .await?;
    moved(touched, s)
}

/// Moves the record along one line of the table.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_step(cx: &mut Cx, s: &mut Secondment, step: &Step) -> Result<()> {
    s.workflow = step.to;
    s.paper = step.paper.unwrap_or(s.paper);
    s.presence = step.presence.unwrap_or(s.presence);
    let touched = cx
        .tx
        .run(
            "UPDATE secondments SET version = version + 1, updated_at = $3, workflow = $4, paper = $5, presence = $6
             WHERE id = $1 AND version = $2",
            args![s.id, s.version, cx.now(), s.workflow.as_str(), s.paper.as_str(), s.presence.as_str()],
        )
        .await?;
    moved(touched, s)
}

fn moved(touched: u64, s: &mut Secondment) -> Result<()> {
    if touched == 0 {
        return Err(Error::Stale);
    }
    s.version += 1;
    Ok(())
}

/// Gives a person a role on the record from today.
///
/// # Errors
/// When the database refuses.
pub async fn grant(
    cx: &mut Cx,
    s: &Secondment,
    person: PersonId,
    of: OrganisationId,
    role: Role,
    side: &str,
) -> Result<()> {
    let id = sojourn_kit::ids::uuid_v7(cx.now());
    cx.tx
        .run(
            "INSERT INTO roles (id, person_id, organisation_id, secondment_id, role, side, from_date, granted_by, granted_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![id, person, of, s.id, role.as_str(), side, cx.today(), cx.actor.person, cx.now()],
        )
        .await
        .map(drop)
}

/// Takes all roles of that kind on the record back, before others are granted.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(cx: &mut Cx, s: &Secondment, role: Role) -> Result<()> {
    cx.tx
        .run("DELETE FROM roles WHERE secondment_id = $1 AND role = $2", args![s.id, role.as_str()])
        .await
        .map(drop)
}

/// Ends all roles of that kind on the record with yesterday: whoever held one keeps no access, and that they held it
/// stays on file.
///
/// # Errors
/// When the database refuses.
pub async fn end_role(cx: &mut Cx, s: &Secondment, role: Role) -> Result<()> {
    let last = cx.today().pred_opt();
    let sql = "UPDATE roles SET to_date = $3 WHERE secondment_id = $1 AND role = $2 AND to_date IS NULL";
    cx.tx.run(sql, args![s.id, role.as_str(), last]).await.map(drop)
}

/// The kind of the last letters about a record whose secondee has died: those that say so.
pub const DEATH_TOLD: &str = "death_told";

/// Whether a letter must not be written any more: the record's secondee has died, or the letter would go to them.
/// Asked for every letter in one place, so that no feature can forget it.
///
/// # Errors
/// When the database does not answer.
pub async fn is_silenced(cx: &mut Cx, record: Option<Uuid>, address: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM secondments s JOIN people p ON p.id = s.secondee_id
               WHERE s.workflow = 'deceased' AND (s.id = $1 OR lower(p.email) = $2)";
    let record = record.unwrap_or(Uuid::nil());
    Ok(cx.tx.count(sql, args![record, address.to_lowercase()]).await? > 0)
}

/// The days on which the record came to each stop of its way.
#[derive(Debug, Clone, Default)]
pub struct Milestones {
    /// The proposal was sent.
    pub sent: Option<NaiveDate>,
    /// The home manager let the person go.
    pub released: Option<NaiveDate>,
    /// Whether others at home have, or had, to approve the release.
    pub has_route: bool,
    /// The last of them approved it.
    pub approved: Option<NaiveDate>,
    /// Whether the last decision was to ask the writer for more.
    pub sent_back: bool,
    /// All had signed.
    pub executed: Option<NaiveDate>,
    /// The person arrived.
    pub arrived: Option<NaiveDate>,
    /// The person came back.
    pub returned: Option<NaiveDate>,
    /// The debrief was held.
    pub debriefed: Option<NaiveDate>,
}

/// When the record came to each stop, read from the facts of those who took it there.
///
/// # Errors
/// When the database does not answer.
pub async fn milestones(cx: &mut Cx, record: &Record) -> Result<Milestones> {
    if let Some(known) = cx.known::<Milestones>(record.secondment.id) {
        return Ok(known);
    }
    let sql = "SELECT
        (SELECT p.sent_at FROM proposals p WHERE p.secondment_id = $1) AS sent,
        (SELECT MAX(d.decided_at) FROM release_decisions d WHERE d.secondment_id = $1 AND d.decision = 'released') AS released,
        (SELECT d.decision FROM release_decisions d WHERE d.secondment_id = $1 ORDER BY d.decided_at DESC LIMIT 1) AS decision,
        (SELECT COUNT(*) FROM approval_steps t JOIN approval_routes r ON r.id = t.route_id WHERE r.secondment_id = $1
            AND r.state IN ('open', 'approved')) AS steps,
        (SELECT r.closed_at FROM approval_routes r WHERE r.secondment_id = $1 AND r.state = 'approved'
            ORDER BY r.number DESC LIMIT 1) AS approved,
        (SELECT r.state FROM approval_routes r WHERE r.secondment_id = $1 ORDER BY r.number DESC LIMIT 1) AS route,
        (SELECT MIN(a.executed_at) FROM agreements a WHERE a.secondment_id = $1) AS executed,
        (SELECT MAX(f.on_date) FROM presence_facts f WHERE f.secondment_id = $1 AND f.fact = 'arrived') AS arrived,
        (SELECT MAX(f.on_date) FROM presence_facts f WHERE f.secondment_id = $1 AND f.fact = 'returned') AS returned,
        (SELECT b.held_on FROM debriefs b WHERE b.secondment_id = $1) AS debriefed";
    let Some(row) = cx.tx.one(sql, args![record.secondment.id]).await? else {
        return Ok(Milestones::default());
    };
    let day = |column| Ok::<_, Error>(row.get::<Option<DateTime<Utc>>>(column)?.map(|at| at.date_naive()));
    let milestones = Milestones {
        sent: day("sent")?,
        released: day("released")?,
        has_route: row.get::<i64>("steps")? > 0,
        approved: day("approved")?,
        sent_back: ["decision", "route"]
            .into_iter()
            .map(|column| row.get::<Option<String>>(column))
            .collect::<Result<Vec<_>>>()?
            .iter()
            .any(|word| word.as_deref() == Some("sent_back")),
        executed: day("executed")?,
        arrived: row.get("arrived")?,
        returned: row.get("returned")?,
        debriefed: row.get("debriefed")?,
    };
    Ok(cx.keep(record.secondment.id, milestones))
}
