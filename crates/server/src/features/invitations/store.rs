//! Every SQL statement for invitations. One is only obtainable through an actor.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::access::Sight;
use super::model::{Invitation, InvitationId, Invitee, InviteeId, Manner, Payer, Reply, Status, Talk};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::list::Condition;
use crate::features::secondments::list::store::held;
use crate::features::secondments::store::word;

const COLUMNS: &str =
    "i.id, i.number, i.version, i.manner, i.organisation_id, i.created_by, i.host_organisation_id,
    i.host_unit_id, i.host_manager_id, i.title, i.purpose, i.place, i.starts_on, i.ends_on, i.fte_bp, i.payer,
    i.answer_by, i.status, i.created_at";

/// The invitation of that number, those invited, and what the actor is to it; or the one 404. Whom the actor may
/// not read about is left out.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, number: &str) -> Result<(Invitation, Vec<Invitee>, Sight)> {
    let sql = format!("SELECT {COLUMNS} FROM invitations i WHERE i.number = $1");
    let invitation = invitation(&cx.tx.one(&sql, args![number]).await?.ok_or(Error::NotFound)?)?;
    let all = invitees(cx, invitation.id).await?;
    let sight = Sight::of(&cx.actor, &invitation, &all).ok_or(Error::NotFound)?;
    let shown = all.into_iter().filter(|invitee| sight.shows(&cx.actor, invitee)).collect();
    Ok((invitation, shown, sight))
}

/// The invitation behind an event, with everybody invited: for what follows from it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn of_event(cx: &mut Cx, id: InvitationId) -> Result<(Invitation, Vec<Invitee>)> {
    let sql = format!("SELECT {COLUMNS} FROM invitations i WHERE i.id = $1");
    let found = invitation(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)?;
    let invitees = invitees(cx, id).await?;
    Ok((found, invitees))
}

fn invitation(row: &Row) -> Result<Invitation> {
    Ok(Invitation {
        id: row.get("id")?,
        number: row.get("number")?,
        version: row.get("version")?,
        manner: word(row, "manner", Manner::parse)?,
        organisation: row.get("organisation_id")?,
        created_by: row.get("created_by")?,
        host_organisation: row.get("host_organisation_id")?,
        host_unit: row.get("host_unit_id")?,
        host_manager: row.get("host_manager_id")?,
        title: row.get("title")?,
        purpose: row.get("purpose")?,
        place: row.get("place")?,
        starts_on: row.get("starts_on")?,
        ends_on: row.get("ends_on")?,
        fte_bp: row.get("fte_bp")?,
        payer: word(row, "payer", Payer::parse)?,
        answer_by: row.get("answer_by")?,
        status: word(row, "status", Status::parse)?,
        created_at: row.get("created_at")?,
    })
}

async fn invitees(cx: &mut Cx, id: InvitationId) -> Result<Vec<Invitee>> {
    let sql = "SELECT e.id, e.person_id, p.given_name, p.family_name, p.job_title, p.organisation_id, e.why, e.status,
            e.reason, e.answered_at, e.secondment_id
         FROM invitees e JOIN people p ON p.id = e.person_id WHERE e.invitation_id = $1 ORDER BY e.id";
    cx.tx.all(sql, args![id]).await?.iter().map(invitee).collect()
}

fn invitee(row: &Row) -> Result<Invitee> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Invitee {
        id: row.get("id")?,
        person: row.get("person_id")?,
        name: format!("{given} {family}"),
        job_title: row.get("job_title")?,
        organisation: row.get("organisation_id")?,
        why: row.get("why")?,
        reply: word(row, "status", Reply::parse)?,
        reason: row.get("reason")?,
        answered_at: row.get("answered_at")?,
        secondment: row.get("secondment_id")?,
    })
}

/// Writes a new invitation.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, i: &Invitation) -> Result<()> {
    let sql = "INSERT INTO invitations (id, number, version, manner, organisation_id, created_by, host_organisation_id,
            host_unit_id, host_manager_id, title, purpose, place, starts_on, ends_on, fte_bp, payer, answer_by, status,
            created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    let values = args![
        i.id,
        &i.number,
        i.version,
        i.manner.as_str(),
        i.organisation,
        i.created_by,
        i.host_organisation,
        i.host_unit,
        i.host_manager,
        &i.title,
        &i.purpose,
        &i.place,
        i.starts_on,
        i.ends_on,
        i.fte_bp,
        i.payer.as_str(),
        i.answer_by,
        i.status.as_str(),
        i.created_at
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Adds a person who is asked.
///
/// # Errors
/// When the database refuses.
pub async fn insert_invitee(cx: &mut Cx, id: InvitationId, person: PersonId, why: &str) -> Result<()> {
    let sql = "INSERT INTO invitees (id, invitation_id, person_id, why, status, reason, consent)
               VALUES ($1, $2, $3, $4, 'asked', '', '')";
    cx.tx.run(sql, args![InviteeId::new(cx.now()), id, person, why]).await.map(drop)
}

/// Ends an open invitation. Of two at once, one is stale.
///
/// # Errors
/// [`Error::Stale`] when it is not open any more or has changed since it was read.
pub async fn settle(cx: &mut Cx, i: &Invitation, status: Status) -> Result<()> {
    let sql = "UPDATE invitations SET status = $3, version = version + 1
               WHERE id = $1 AND version = $2 AND status = 'open'";
    let touched = cx.tx.run(sql, args![i.id, i.version, status.as_str()]).await?;
    if touched == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Writes the answer of one who was asked.
///
/// # Errors
/// [`Error::Stale`] when they have answered meanwhile.
pub async fn answer(cx: &mut Cx, id: InviteeId, reply: Reply, reason: &str, consent: &str) -> Result<()> {
    let sql = "UPDATE invitees SET status = $2, reason = $3, consent = $4, answered_at = $5
               WHERE id = $1 AND status = 'asked'";
    let touched = cx.tx.run(sql, args![id, reply.as_str(), reason, consent, cx.now()]).await?;
    if touched == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Closes the question for all who have not answered.
///
/// # Errors
/// When the database refuses.
pub async fn close_others(cx: &mut Cx, id: InvitationId, reply: Reply) -> Result<()> {
    let sql = "UPDATE invitees SET status = $2 WHERE invitation_id = $1 AND status = 'asked'";
    cx.tx.run(sql, args![id, reply.as_str()]).await.map(drop)
}

/// Whether everybody has answered.
///
/// # Errors
/// When the database does not answer.
pub async fn is_nobody_asked(cx: &mut Cx, id: InvitationId) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM invitees WHERE invitation_id = $1 AND status = 'asked'";
    Ok(cx.tx.count(sql, args![id]).await? == 0)
}

/// Notes the record that an acceptance opened.
///
/// # Errors
/// When the database refuses.
pub async fn link(cx: &mut Cx, id: InviteeId, secondment: SecondmentId) -> Result<()> {
    let sql = "UPDATE invitees SET secondment_id = $2 WHERE id = $1";
    cx.tx.run(sql, args![id, secondment]).await.map(drop)
}

/// The number of the record that an acceptance opened.
///
/// # Errors
/// When the database does not answer.
pub async fn record_number(cx: &mut Cx, id: SecondmentId) -> Result<Option<String>> {
    let sql = "SELECT number FROM secondments WHERE id = $1";
    cx.tx.one(sql, args![id]).await?.map(|row| row.get("number")).transpose()
}

/// Adds a line to the talk with one who is asked.
///
/// # Errors
/// When the database refuses.
pub async fn insert_talk(cx: &mut Cx, id: InviteeId, words: &str) -> Result<()> {
    let sql =
        "INSERT INTO invitation_talks (id, invitee_id, author_id, words, at) VALUES ($1, $2, $3, $4, $5)";
    let values = args![uuid_v7(cx.now()), id, cx.actor.person, words, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// The talk with one who is asked, in order. Callers hold the row from [`load`].
///
/// # Errors
/// When the database does not answer.
pub async fn talks(cx: &mut Cx, of: &Invitee) -> Result<Vec<Talk>> {
    let sql = "SELECT t.author_id, p.given_name, p.family_name, t.words, t.at FROM invitation_talks t
               JOIN people p ON p.id = t.author_id WHERE t.invitee_id = $1 ORDER BY t.at, t.id";
    let rows = cx.tx.all(sql, args![of.id]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            let author: PersonId = row.get("author_id")?;
            Ok(Talk {
                by: format!("{given} {family}"),
                by_invitee: author == of.person,
                words: row.get("words")?,
                at: row.get("at")?,
            })
        })
        .collect()
}

/// What somebody looks for in the list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only these.
    pub status: Option<Status>,
    /// Only what was written before this one.
    pub before: Option<InvitationId>,
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The invitation.
    pub invitation: Invitation,
    /// Where the work would be.
    pub host: String,
    /// Who is asked, as far as the actor reads it.
    pub people: Vec<Invitee>,
}

/// The invitations that the actor reads, the newest first, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, wanted: &Wanted, most: usize) -> Result<(Vec<Line>, bool)> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let mut ways = vec![
        format!("i.created_by = {me}"),
        format!("i.host_manager_id = {me}"),
        format!("i.id IN (SELECT e.invitation_id FROM invitees e WHERE e.person_id = {me})"),
    ];
    let covered = held(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]);
    if !covered.is_empty() {
        let covered = c.values(covered);
        ways.push(format!("i.organisation_id IN ({covered})"));
        ways.push(format!(
            "i.id IN (SELECT e.invitation_id FROM invitees e JOIN people q ON q.id = e.person_id
                      WHERE q.organisation_id IN ({covered}))"
        ));
    }
    let mut filters = vec![format!("({})", ways.join(" OR "))];
    filters.extend(wanted.status.map(|status| format!("i.status = {}", c.value(status.as_str()))));
    filters.extend(wanted.before.map(|id| format!("i.id < {}", c.value(id))));
    let limit = c.value(i64::try_from(most).unwrap_or(100) + 1);
    let sql = format!(
        "SELECT {COLUMNS}, o.name AS host_name, u.name AS host_unit FROM invitations i
         JOIN organisations o ON o.id = i.host_organisation_id LEFT JOIN units u ON u.id = i.host_unit_id
         WHERE {} ORDER BY i.id DESC LIMIT {limit}",
        filters.join(" AND ")
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let has_more = rows.len() > most;
    let mut lines = Vec::new();
    for row in rows.iter().take(most) {
        let invitation = invitation(row)?;
        let all = invitees(cx, invitation.id).await?;
        let Some(sight) = Sight::of(&cx.actor, &invitation, &all) else { continue };
        let people = all.into_iter().filter(|invitee| sight.shows(&cx.actor, invitee)).collect();
        let unit: Option<String> = row.get("host_unit")?;
        let host = unit.map_or(row.get("host_name")?, |unit| unit);
        lines.push(Line { invitation, host, people });
    }
    Ok((lines, has_more))
}

/// Something that waits for the actor: an answer of theirs, or an answer to a question.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The number.
    pub number: String,
    /// What the place is.
    pub title: String,
    /// Where.
    pub host: String,
    /// By when.
    pub answer_by: NaiveDate,
    /// Whose question waits for the actor; none when the actor is the one who is asked.
    pub asked_by: Option<String>,
}

/// What waits for the actor, the nearest first.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let sql =
        "SELECT i.number, i.title, o.name AS host_name, u.name AS host_unit, i.answer_by, NULL AS asked_by
         FROM invitees e JOIN invitations i ON i.id = e.invitation_id
         JOIN organisations o ON o.id = i.host_organisation_id LEFT JOIN units u ON u.id = i.host_unit_id
         WHERE e.person_id = $1 AND e.status = 'asked' AND i.status = 'open' AND i.answer_by >= $2
         UNION ALL
         SELECT i.number, i.title, o.name, u.name, i.answer_by, p.given_name
         FROM invitations i JOIN invitees e ON e.invitation_id = i.id JOIN people p ON p.id = e.person_id
         JOIN organisations o ON o.id = i.host_organisation_id LEFT JOIN units u ON u.id = i.host_unit_id
         WHERE i.created_by = $1 AND i.status = 'open' AND e.status = 'asked'
           AND e.person_id = (SELECT t.author_id FROM invitation_talks t WHERE t.invitee_id = e.id
                              ORDER BY t.at DESC, t.id DESC LIMIT 1)
         ORDER BY 5, 1 LIMIT 20";
    let rows = cx.tx.all(sql, args![cx.actor.person, cx.today()]).await?;
    rows.iter()
        .map(|row| {
            let unit: Option<String> = row.get("host_unit")?;
            Ok(Waiting {
                number: row.get("number")?,
                title: row.get("title")?,
                host: unit.map_or(row.get("host_name")?, |unit| unit),
                answer_by: row.get("answer_by")?,
                asked_by: row.get("asked_by")?,
            })
        })
        .collect()
}

/// Open invitations whose last day has passed, a few at a time.
///
/// # Errors
/// When the database does not answer.
pub async fn overdue(cx: &mut Cx, most: i64) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i WHERE i.status = 'open' AND i.answer_by < $1 ORDER BY i.answer_by, i.id LIMIT $2"
    );
    cx.tx.all(&sql, args![cx.today(), most]).await?.iter().map(invitation).collect()
}

/// Open invitations that are due until `until` and were not spoken of again yet.
///
/// # Errors
/// When the database does not answer.
pub async fn nearly_due(cx: &mut Cx, until: NaiveDate, most: i64) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i WHERE i.status = 'open' AND i.answer_by >= $1 AND i.answer_by <= $2
           AND i.reminded_at IS NULL ORDER BY i.answer_by, i.id LIMIT $3"
    );
    cx.tx.all(&sql, args![cx.today(), until, most]).await?.iter().map(invitation).collect()
}

/// Notes that those who have not answered were reminded.
///
/// # Errors
/// When the database refuses.
pub async fn note_reminder(cx: &mut Cx, id: InvitationId) -> Result<()> {
    let at: DateTime<Utc> = cx.now();
    let sql = "UPDATE invitations SET reminded_at = $2 WHERE id = $1";
    cx.tx.run(sql, args![id, at]).await.map(drop)
}
