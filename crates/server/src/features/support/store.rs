//! Every SQL statement for requests for help.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{Addressee, HelpState, HelpWords, Request, SupportRequestId, WordsId};
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::store::{load_by_id, word};
use crate::features::secondments::{Party, Record, SecondmentId};
use crate::shell::{self, Due, WorkRow};

/// Keeps a request.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    record: &Record,
    addressee: Addressee,
    (subject, words): (&str, &str),
) -> Result<SupportRequestId> {
    let id = SupportRequestId::new(cx.now());
    let sql = "INSERT INTO support_requests (id, secondment_id, addressee, subject, words, asked_by, asked_at, due_on,
                 state, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 1)";
    let (by, at, due) = (cx.actor.person, cx.now(), addressee.due(cx.today()));
    let (record, addressee) = (record.secondment.id, addressee.as_str());
    cx.tx.run(sql, args![id, record, addressee, subject, words, by, at, due]).await?;
    Ok(id)
}

const COLUMNS: &str = "r.id, r.addressee, r.subject, r.words, r.asked_at, r.due_on, r.state, r.version";

fn request(row: &Row) -> Result<Request> {
    Ok(Request {
        id: row.get("id")?,
        addressee: word(row, "addressee", Addressee::parse)?,
        subject: row.get("subject")?,
        words: row.get("words")?,
        asked_at: row.get("asked_at")?,
        due_on: row.get("due_on")?,
        state: word(row, "state", HelpState::parse)?,
        version: row.get("version")?,
    })
}

/// The requests of a record that the actor reads, the newest first: at most two hundred.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, record: &Record) -> Result<Vec<Request>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM support_requests r WHERE r.secondment_id = $1 ORDER BY r.asked_at DESC, r.id DESC LIMIT 200"
    );
    let rows = cx.tx.all(&sql, args![record.secondment.id]).await?;
    let mut all = rows.iter().map(request).collect::<Result<Vec<_>>>()?;
    all.retain(|one| one.addressee.is_read_by(&record.standing));
    Ok(all)
}

/// A request of a record that the actor reads.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not theirs to read".
pub async fn load(cx: &mut Cx, record: &Record, id: SupportRequestId) -> Result<Request> {
    let sql = format!("SELECT {COLUMNS} FROM support_requests r WHERE r.id = $1 AND r.secondment_id = $2");
    let row = cx.tx.one(&sql, args![id, record.secondment.id]).await?.ok_or(Error::NotFound)?;
    let found = request(&row)?;
    if found.addressee.is_read_by(&record.standing) { Ok(found) } else { Err(Error::NotFound) }
}

/// What was said on a request that the actor reads, in its order.
///
/// # Errors
/// When the database does not answer.
pub async fn said(cx: &mut Cx, request: &Request) -> Result<Vec<HelpWords>> {
    let sql = "SELECT w.words, w.written_by, w.written_at, p.given_name, p.family_name FROM support_words w
               JOIN people p ON p.id = w.written_by WHERE w.request_id = $1 ORDER BY w.written_at, w.id LIMIT 200";
    let rows = cx.tx.all(sql, args![request.id]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok(HelpWords {
                words: row.get("words")?,
                by: format!("{given} {family}"),
                person: row.get("written_by")?,
                at: row.get("written_at")?,
            })
        })
        .collect()
}

/// Keeps words on a request.
///
/// # Errors
/// When the database refuses.
pub async fn insert_words(cx: &mut Cx, id: SupportRequestId, words: &str) -> Result<()> {
    let sql = "INSERT INTO support_words (id, request_id, words, written_by, written_at) VALUES ($1, $2, $3, $4, $5)";
    let (by, at) = (cx.actor.person, cx.now());
    cx.tx.run(sql, args![WordsId::new(at), id, words, by, at]).await.map(drop)
}

/// Moves a request on from the version that was read.
///
/// # Errors
/// [`Error::Stale`] when it changed meanwhile.
pub async fn save(
    cx: &mut Cx,
    id: SupportRequestId,
    version: i64,
    state: HelpState,
    due_on: NaiveDate,
) -> Result<()> {
    let sql = "UPDATE support_requests SET state = $3, due_on = $4, version = version + 1 WHERE id = $1 AND version = $2";
    let touched = cx.tx.run(sql, args![id, version, state.as_str(), due_on]).await?;
    if touched == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// A request with the record that it is on.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The record.
    pub secondment: SecondmentId,
    /// The request.
    pub request: Request,
}

fn waiting(row: &Row) -> Result<Waiting> {
    Ok(Waiting { secondment: row.get("secondment_id")?, request: request(row)? })
}

/// Open requests whose day has passed, in the order of their ids, for the product itself.
///
/// # Errors
/// When the database does not answer.
pub async fn overdue(
    cx: &mut Cx,
    today: NaiveDate,
    after: SupportRequestId,
    most: i64,
) -> Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT {COLUMNS}, r.secondment_id FROM support_requests r JOIN secondments s ON s.id = r.secondment_id
         WHERE r.state = 'open' AND r.due_on < $1 AND r.id > $2 AND s.workflow <> 'deceased' ORDER BY r.id LIMIT $3"
    );
    cx.tx.all(&sql, args![today, after, most]).await?.iter().map(waiting).collect()
}

/// Which request this is, for a letter about it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn of_letter(cx: &mut Cx, id: SupportRequestId) -> Result<Waiting> {
    let sql = format!("SELECT {COLUMNS}, r.secondment_id FROM support_requests r WHERE r.id = $1");
    waiting(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// Open requests that are looked at for one reader, and rows of them on Home.
const LOOK: i64 = 50;
const ROWS: usize = 6;

/// The roles of those for whom something of this feature may wait on Home.
pub const WAITS_FOR: &[Role] = &[Role::HomeManager, Role::HostManager, Role::ProgrammeAdmin];

/// Open requests that wait for the actor, as rows of Home: a manager’s as long as they wait, the mobility team’s when
/// they are private or late.
///
/// # Errors
/// When the database does not answer.
pub async fn home_rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let manages = c.own(&cx.actor, today, &[Role::HomeManager, Role::HostManager]);
    let day = c.value(today);
    let mut ways = vec![manages];
    ways.extend(
        c.at_home(&cx.actor, &[Role::ProgrammeAdmin])
            .map(|home| format!("({home} AND (r.addressee = 'mobility' OR r.due_on < {day}))")),
    );
    let (me, limit) = (c.value(cx.actor.person), c.value(LOOK));
    let sql = format!(
        "SELECT {COLUMNS}, r.secondment_id FROM support_requests r JOIN secondments s ON s.id = r.secondment_id
         WHERE r.state = 'open' AND s.workflow <> 'deceased' AND s.secondee_id <> {me} AND ({})
         ORDER BY r.due_on, r.id LIMIT {limit}",
        ways.join(" OR ")
    );
    let found = cx.tx.all(&sql, c.args).await?.iter().map(waiting).collect::<Result<Vec<_>>>()?;
    let mut rows = Vec::new();
    for one in found {
        let record = load_by_id(cx, one.secondment).await?;
        if !one.request.addressee.is_read_by(&record.standing) || record.standing.is(Party::Secondee) {
            continue;
        }
        let name = crate::features::people::store::brief(cx, record.secondment.secondee).await?.name;
        rows.push(row(&one.request, &record.secondment.number, &name, today));
        if rows.len() == ROWS {
            break;
        }
    }
    Ok(rows)
}

fn row(request: &Request, number: &str, name: &str, today: NaiveDate) -> WorkRow {
    let href = format!("/secondments/{number}/support/{}", request.id);
    let due = match (today - request.due_on).num_days() {
        ..=-1 => Due::Later(format!("By {}", shell::words::short_day(request.due_on, today))),
        0 => Due::Soon("Due today".to_owned()),
        1 => Due::Late("1 day late".to_owned()),
        days => Due::Late(format!("{days} days late")),
    };
    WorkRow {
        line: None,
        title: format!("{name} asks for help"),
        href: href.clone(),
        meta: vec![request.addressee.label().to_owned(), number.to_owned()],
        tags: Vec::new(),
        due: Some(due),
        action: Some(shell::Action { label: "Answer".to_owned(), href, about: format!("what {name} asks") }),
    }
}
