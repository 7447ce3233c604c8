//! Every SQL statement for applications. Callers hold the opportunity, so the actor may see it; whose application
//! they reach is said by each function.

mod inside;

pub use inside::{
    add_conflict, add_decision, add_note, applicants, conflicted, decisions, has_conflict, notes, open_of,
    to_look_at,
};

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{Application, ApplicationId, State};
use crate::cx::Cx;
use crate::features::opportunities::OpportunityId;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// The columns of an application `a`.
const COLUMNS: &str =
    "a.id, a.opportunity_id, a.person_id, a.seq, a.version, a.state, a.why, a.bring_back, a.has_conflict,
    a.conflicts, a.talked_on, a.talk, a.answer_by, a.secondment_id, a.sent_at, a.shortlisted_at";

fn application(row: &Row) -> Result<Application> {
    let has_conflict: String = row.get("has_conflict")?;
    Ok(Application {
        id: row.get("id")?,
        opportunity: row.get("opportunity_id")?,
        person: row.get("person_id")?,
        seq: row.get("seq")?,
        version: row.get("version")?,
        state: word(row, "state", State::parse)?,
        why: row.get("why")?,
        bring_back: row.get("bring_back")?,
        has_conflict: match has_conflict.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        conflicts: row.get("conflicts")?,
        talked_on: row.get("talked_on")?,
        talk: row.get("talk")?,
        answer_by: row.get("answer_by")?,
        secondment: row.get("secondment_id")?,
        sent_at: row.get("sent_at")?,
        shortlisted_at: row.get("shortlisted_at")?,
    })
}

const fn yes_or_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// The actor's own application for an opportunity, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn own(cx: &mut Cx, opportunity: OpportunityId) -> Result<Option<Application>> {
    let sql =
        format!("SELECT {COLUMNS} FROM applications a WHERE a.opportunity_id = $1 AND a.person_id = $2");
    cx.tx.one(&sql, args![opportunity, cx.actor.person]).await?.as_ref().map(application).transpose()
}

/// The application of that number for an opportunity. Callers see the opportunity from the inside.
///
/// # Errors
/// [`Error::NotFound`] when nobody has that number.
pub async fn by_seq(cx: &mut Cx, opportunity: OpportunityId, seq: i64) -> Result<Application> {
    let sql = format!(
        "SELECT {COLUMNS} FROM applications a WHERE a.opportunity_id = $1 AND a.seq = $2 AND a.state <> 'draft'"
    );
    application(&cx.tx.one(&sql, args![opportunity, seq]).await?.ok_or(Error::NotFound)?)
}

/// The application of that id, for letters and for what follows an event.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn bare(cx: &mut Cx, id: ApplicationId) -> Result<Application> {
    let sql = format!("SELECT {COLUMNS} FROM applications a WHERE a.id = $1");
    application(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// Begins a draft of the actor's.
///
/// # Errors
/// When the database refuses, or there is one already.
pub async fn insert(cx: &mut Cx, a: &Application) -> Result<()> {
    let sql = "INSERT INTO applications (id, opportunity_id, person_id, version, state, why, bring_back, has_conflict,
                 conflicts, talked_on, talk, created_at, updated_at)
               VALUES ($1, $2, $3, 1, 'draft', $4, $5, $6, $7, $8, $9, $10, $10)";
    let values = args![
        a.id,
        a.opportunity,
        a.person,
        &a.why,
        &a.bring_back,
        yes_or_no(a.has_conflict),
        &a.conflicts,
        a.talked_on,
        &a.talk,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Writes what a draft says.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save(cx: &mut Cx, a: &mut Application) -> Result<()> {
    let sql = "UPDATE applications SET version = version + 1, state = 'draft', why = $3, bring_back = $4, has_conflict = $5,
                 conflicts = $6, talked_on = $7, talk = $8, updated_at = $9 WHERE id = $1 AND version = $2";
    let values = args![
        a.id,
        a.version,
        &a.why,
        &a.bring_back,
        yes_or_no(a.has_conflict),
        &a.conflicts,
        a.talked_on,
        &a.talk,
        cx.now()
    ];
    moved(cx.tx.run(sql, values).await?, a)?;
    a.state = State::Draft;
    Ok(())
}

/// Moves the application to another state, with what goes along: its number, the day by which to answer, when it was
/// sent and shortlisted.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_state(cx: &mut Cx, a: &mut Application, to: State) -> Result<()> {
    let now = cx.now();
    if to == State::Sent {
        a.sent_at = Some(now);
    }
    if to == State::Shortlisted {
        a.shortlisted_at = Some(now);
    }
    let sql =
        "UPDATE applications SET version = version + 1, state = $3, seq = $4, answer_by = $5, sent_at = $6,
                 shortlisted_at = $7, updated_at = $8 WHERE id = $1 AND version = $2";
    let values = args![a.id, a.version, to.as_str(), a.seq, a.answer_by, a.sent_at, a.shortlisted_at, now];
    moved(cx.tx.run(sql, values).await?, a)?;
    a.state = to;
    Ok(())
}

fn moved(touched: u64, a: &mut Application) -> Result<()> {
    if touched == 0 {
        return Err(Error::Stale);
    }
    a.version += 1;
    Ok(())
}

/// Notes the secondment that came of an accepted offer.
///
/// # Errors
/// When the database refuses.
pub async fn link(cx: &mut Cx, id: ApplicationId, secondment: SecondmentId) -> Result<()> {
    let sql = "UPDATE applications SET secondment_id = $2 WHERE id = $1";
    cx.tx.run(sql, args![id, secondment]).await.map(drop)
}

/// The number of the secondment that came of an application, if any.
///
/// # Errors
/// When the database does not answer.
pub async fn secondment_number(cx: &mut Cx, a: &Application) -> Result<Option<String>> {
    let Some(id) = a.secondment else { return Ok(None) };
    let row = cx.tx.one("SELECT number FROM secondments WHERE id = $1", args![id]).await?;
    row.map(|row| row.get("number")).transpose()
}

/// The opportunity from which a record came, if it came from one: number and title.
///
/// # Errors
/// When the database does not answer.
pub async fn origin(cx: &mut Cx, record: &Record) -> Result<Option<(String, String)>> {
    let sql = "SELECT o.number, o.title FROM applications a JOIN opportunities o ON o.id = a.opportunity_id
               WHERE a.secondment_id = $1";
    let row = cx.tx.one(sql, args![record.secondment.id]).await?;
    row.map(|row| Ok((row.get("number")?, row.get("title")?))).transpose()
}

/// Offers whose day to answer is over, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn overdue(cx: &mut Cx, most: i64) -> Result<Vec<Application>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM applications a WHERE a.state = 'offered' AND a.answer_by < $1
         ORDER BY a.answer_by, a.id LIMIT $2"
    );
    cx.tx.all(&sql, args![cx.today(), most]).await?.iter().map(application).collect()
}

/// The actor's own applications that wait for them: offers to answer and drafts for what is still open. Answers the
/// number and the title of the opportunity beside each.
///
/// # Errors
/// When the database does not answer.
pub async fn own_waiting(cx: &mut Cx) -> Result<Vec<(Application, String, String)>> {
    let sql = format!(
        "SELECT {COLUMNS}, o.number, o.title FROM applications a JOIN opportunities o ON o.id = a.opportunity_id
         WHERE a.person_id = $1 AND (a.state = 'offered'
           OR (a.state = 'draft' AND o.state = 'open' AND o.closes_on >= $2))
         ORDER BY a.answer_by, o.closes_on, a.id LIMIT 20"
    );
    let rows = cx.tx.all(&sql, args![cx.actor.person, cx.today()]).await?;
    rows.iter().map(|row| Ok((application(row)?, row.get("number")?, row.get("title")?))).collect()
}
