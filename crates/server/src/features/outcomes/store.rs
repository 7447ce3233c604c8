//! Every SQL statement for follow-ups. Callers hold the record; the list is limited to those who run secondments at
//! home.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::Result;

use super::model::{
    Answer, AnswerInput, Answerer, FOLLOWED, FollowUp, FollowUpId, GONE, Line, MONTHS, State, Uses, Wanted,
    due_on, state,
};
use crate::actor::{Actor, PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, Scope, SecondmentId, Workflow};

/// Plans the follow-ups of a return; answers those that were not there before.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    record: SecondmentId,
    returned: NaiveDate,
) -> Result<Vec<(FollowUpId, NaiveDate)>> {
    let sql = "INSERT INTO follow_ups (id, secondment_id, months, due_on) VALUES ($1, $2, $3, $4)
               ON CONFLICT (secondment_id, months) DO NOTHING";
    let mut made = Vec::new();
    for months in MONTHS {
        let (id, day) = (FollowUpId::new(cx.now()), due_on(returned, *months));
        if cx.tx.run(sql, args![id, record, *months, day]).await? == 1 {
            made.push((id, day));
        }
    }
    Ok(made)
}

/// The follow-ups of a record in their order, with their answers.
///
/// # Errors
/// When the database does not answer.
pub async fn of_record(cx: &mut Cx, record: &Record) -> Result<Vec<FollowUp>> {
    let sql = "SELECT id, months, due_on, asked_at, answered_at FROM follow_ups WHERE secondment_id = $1
               ORDER BY months";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let id: FollowUpId = row.get("id")?;
        all.push(FollowUp {
            id,
            months: row.get("months")?,
            due_on: row.get("due_on")?,
            asked_at: row.get("asked_at")?,
            answered_at: row.get("answered_at")?,
            answers: answers(cx, id).await?,
        });
    }
    Ok(all)
}

async fn answers(cx: &mut Cx, id: FollowUpId) -> Result<Vec<Answer>> {
    let sql =
        "SELECT a.party, a.retained, a.promoted, a.uses_skills, a.in_touch, a.again, a.words, a.answered_at, p.given_name,
                 p.family_name
               FROM follow_up_answers a JOIN people p ON p.id = a.answered_by WHERE a.follow_up_id = $1
               ORDER BY a.answered_at, a.party";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok(Answer {
                party: word(row, "party", Answerer::parse)?,
                by: format!("{given} {family}"),
                at: row.get("answered_at")?,
                retained: row.get("retained")?,
                promoted: row.get("promoted")?,
                uses_skills: uses(row)?,
                in_touch: row.get("in_touch")?,
                again: row.get("again")?,
                words: row.get("words")?,
            })
        })
        .collect()
}

fn uses(row: &Row) -> Result<Option<Uses>> {
    match row.get::<Option<String>>("uses_skills")? {
        Some(_) => word(row, "uses_skills", Uses::parse).map(Some),
        None => Ok(None),
    }
}

/// Keeps an answer, and notes that the follow-up has one.
///
/// # Errors
/// When the database refuses.
pub async fn insert_answer(
    cx: &mut Cx,
    id: FollowUpId,
    party: Answerer,
    input: &AnswerInput,
    words: &str,
) -> Result<()> {
    let sql = "INSERT INTO follow_up_answers (follow_up_id, party, retained, promoted, uses_skills, in_touch, again, words,
                 answered_by, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let uses = input.uses_skills.map(|uses| uses.as_str().to_owned());
    let values = args![
        id,
        party.as_str(),
        input.retained,
        input.promoted,
        uses,
        input.in_touch,
        input.again,
        words,
        cx.actor.person,
        cx.now()
    ];
    cx.tx.run(sql, values).await?;
    let sql = "UPDATE follow_ups SET answered_at = $2 WHERE id = $1 AND answered_at IS NULL";
    cx.tx.run(sql, args![id, cx.now()]).await.map(drop)
}

/// Follow-ups whose day has come and that nobody was asked, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn to_ask(
    cx: &mut Cx,
    today: NaiveDate,
    most: i64,
) -> Result<Vec<(FollowUpId, SecondmentId, i64)>> {
    let mut c = Condition::default();
    let (followed, today, most) = (followed(&mut c), c.value(today), c.value(most));
    let sql = format!(
        "SELECT f.id, f.secondment_id, f.months FROM follow_ups f JOIN secondments s ON s.id = f.secondment_id
         WHERE f.asked_at IS NULL AND f.answered_at IS NULL AND f.due_on <= {today} AND {followed}
         ORDER BY f.due_on, f.id LIMIT {most}"
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("secondment_id")?, row.get("months")?))).collect()
}

/// Notes that a follow-up was asked; answers whether it was not before.
///
/// # Errors
/// When the database refuses.
pub async fn note_asked(cx: &mut Cx, id: FollowUpId) -> Result<bool> {
    let sql = "UPDATE follow_ups SET asked_at = $2 WHERE id = $1 AND asked_at IS NULL";
    Ok(cx.tx.run(sql, args![id, cx.now()]).await? == 1)
}

/// Whether the secondee of a record still works at home.
///
/// # Errors
/// When the database does not answer.
pub async fn is_still_there(cx: &mut Cx, person: PersonId) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM people WHERE id = $1 AND status = 'active'";
    Ok(cx.tx.count(sql, args![person]).await? > 0)
}

/// The time away ended in a way after which is asked; nobody has died.
fn followed(c: &mut Condition) -> String {
    format!("s.workflow IN ({})", c.values(FOLLOWED.iter().map(|state| state.as_str())))
}

/// The employment at home ended with the time away: what [`super::model::is_gone`] says in Rust.
fn gone(c: &mut Condition) -> String {
    let gone = c.values(GONE.iter().map(|state| state.as_str()));
    let (stays, outside) = (c.value(Workflow::Converted.as_str()), c.value(Scope::External.as_str()));
    format!("(s.workflow IN ({gone}) OR (s.workflow = {stays} AND s.scope = {outside}))")
}

/// Which follow-ups the actor may list: those of their organisation, while nobody has died.
fn scope(c: &mut Condition, actor: &Actor) -> Option<String> {
    let home = c.at_home(actor, &[Role::ProgrammeAdmin, Role::Hr])?;
    Some(format!("{home} AND {}", followed(c)))
}

/// What a line is read from; home's word comes before the secondee's.
const LINE: &str =
    "SELECT f.id, s.number, p.given_name, p.family_name, p.status, f.months, f.due_on, f.answered_at,
      COALESCE(h.retained, m.retained) AS retained, COALESCE(h.promoted, m.promoted) AS promoted,
      COALESCE(h.uses_skills, a.uses_skills, m.uses_skills) AS uses_skills,
      COALESCE(a.in_touch, m.in_touch) AS in_touch, a.again
    FROM follow_ups f JOIN secondments s ON s.id = f.secondment_id JOIN people p ON p.id = s.secondee_id
      LEFT JOIN follow_up_answers a ON a.follow_up_id = f.id AND a.party = 'secondee'
      LEFT JOIN follow_up_answers h ON h.follow_up_id = f.id AND h.party = 'home_manager'
      LEFT JOIN follow_up_answers m ON m.follow_up_id = f.id AND m.party = 'mobility'";

fn narrowed(c: &mut Condition, wanted: Wanted, today: NaiveDate) -> Option<String> {
    Some(match wanted.state? {
        State::Later => format!("f.answered_at IS NULL AND f.due_on > {}", c.value(today)),
        State::Open => format!("f.answered_at IS NULL AND f.due_on <= {}", c.value(today)),
        State::Answered => "f.answered_at IS NOT NULL".to_owned(),
    })
}

/// One page of the list, the newest day first, and whether there is more.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, wanted: Wanted, most: usize) -> Result<(Vec<Line>, bool)> {
    let (mut c, today) = (Condition::default(), cx.today());
    let Some(scope) = scope(&mut c, &cx.actor) else { return Ok((Vec::new(), false)) };
    let mut filters = vec![scope];
    filters.extend(narrowed(&mut c, wanted, today));
    filters.extend(wanted.before.map(|id| {
        let id = c.value(id);
        let day = format!("(SELECT b.due_on FROM follow_ups b WHERE b.id = {id})");
        format!("(f.due_on < {day} OR (f.due_on = {day} AND f.id < {id}))")
    }));
    let limit = c.value(i64::try_from(most).unwrap_or(100) + 1);
    let sql =
        format!("{LINE} WHERE {} ORDER BY f.due_on DESC, f.id DESC LIMIT {limit}", filters.join(" AND "));
    let rows = cx.tx.all(&sql, c.args).await?;
    let mut lines: Vec<Line> = rows.iter().map(|row| line(row, today)).collect::<Result<_>>()?;
    let has_more = lines.len() > most;
    lines.truncate(most);
    Ok((lines, has_more))
}

/// The statement of the whole list, for a file.
#[must_use]
pub fn export(cx: &Cx, wanted: Wanted) -> (String, Vec<Value>) {
    let mut c = Condition::default();
    let scope = scope(&mut c, &cx.actor).unwrap_or_else(|| "1 = 0".to_owned());
    let mut filters = vec![scope];
    filters.extend(narrowed(&mut c, wanted, cx.today()));
    let sql = format!("{LINE} WHERE {} ORDER BY f.due_on DESC, f.id DESC", filters.join(" AND "));
    (sql, c.args)
}

/// Reads a line.
///
/// # Errors
/// When a stored word is none of ours.
pub fn line(row: &Row, today: NaiveDate) -> Result<Line> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let due_on: NaiveDate = row.get("due_on")?;
    let answered_at: Option<DateTime<Utc>> = row.get("answered_at")?;
    Ok(Line {
        id: row.get("id")?,
        number: row.get("number")?,
        person: format!("{given} {family}"),
        has_left: row.get::<String>("status")? != "active",
        months: row.get("months")?,
        due_on,
        state: state(due_on, answered_at, today),
        retained: row.get("retained")?,
        promoted: row.get("promoted")?,
        uses_skills: uses(row)?,
        in_touch: row.get("in_touch")?,
        again: row.get("again")?,
    })
}

/// A follow-up that waits for the actor.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The record.
    pub number: String,
    /// What the person did there.
    pub title: String,
    /// Who was away.
    pub name: String,
    /// Whether that is the actor.
    pub is_own: bool,
    /// Months after the return.
    pub months: i64,
    /// Its day.
    pub due_on: NaiveDate,
}

/// The most rows on Home.
const HOME: i64 = 10;

/// Follow-ups that the actor was asked and has not answered: their own, and those of people whom they manage; for the
/// mobility team those of people who have left. Of people whose employment ended with the time away both are asked. One that is two months old waits no more.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<Waiting>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let me = c.value(cx.actor.person);
    let secondee = c.own(&cx.actor, today, &[Role::Secondee]);
    let manager = c.own(&cx.actor, today, &[Role::HomeManager]);
    let none = |party: &str| {
        format!(
            "NOT EXISTS (SELECT 1 FROM follow_up_answers a WHERE a.follow_up_id = f.id AND a.party = '{party}')"
        )
    };
    let (gone, followed) = (gone(&mut c), followed(&mut c));
    let mut mine = vec![
        format!("({secondee} AND s.secondee_id = {me} AND NOT {gone} AND {})", none("secondee")),
        format!(
            "({manager} AND s.secondee_id <> {me} AND (p.status = 'active' OR {gone}) AND {})",
            none("home_manager")
        ),
    ];
    let desk = c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]);
    mine.extend(desk.map(|desk| {
        format!(
            "({desk} AND s.secondee_id <> {me} AND (p.status <> 'active' OR {gone}) AND f.answered_at IS NULL)"
        )
    }));
    let since = today.checked_sub_days(chrono::Days::new(60)).unwrap_or(today);
    let (today, since, most) = (c.value(today), c.value(since), c.value(HOME));
    let sql = format!(
        "SELECT s.number, s.title, s.secondee_id, p.given_name, p.family_name, f.months, f.due_on FROM follow_ups f
         JOIN secondments s ON s.id = f.secondment_id JOIN people p ON p.id = s.secondee_id
         WHERE f.due_on <= {today} AND f.due_on > {since} AND {followed} AND ({})
         ORDER BY f.due_on, f.id LIMIT {most}",
        mine.join(" OR ")
    );
    let person = cx.actor.person;
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok(Waiting {
                number: row.get("number")?,
                title: row.get("title")?,
                name: format!("{given} {family}"),
                is_own: row.get::<PersonId>("secondee_id")? == person,
                months: row.get("months")?,
                due_on: row.get("due_on")?,
            })
        })
        .collect()
}
