//! Every SQL statement for introductions.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::model::{Colleague, Introduction};
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::secondments::Record;
use crate::features::secondments::list::Condition;
use crate::shell::{self, Due, WorkRow};

/// What was written on a record so far.
///
/// # Errors
/// When the database does not answer.
pub async fn find(cx: &mut Cx, record: &Record) -> Result<Introduction> {
    let sql = "SELECT words, answer FROM introductions WHERE secondment_id = $1";
    let Some(row) = cx.tx.one(sql, args![record.secondment.id]).await? else {
        return Ok(Introduction::default());
    };
    Ok(Introduction { words: row.get("words")?, answer: row.get("answer")? })
}

/// Keeps what the secondee wrote.
///
/// # Errors
/// When the database refuses.
pub async fn save_words(cx: &mut Cx, record: &Record, words: &str) -> Result<()> {
    let sql = "INSERT INTO introductions (secondment_id, words, written_at, answer) VALUES ($1, $2, $3, '')
               ON CONFLICT (secondment_id) DO UPDATE SET words = $2, written_at = $3";
    cx.tx.run(sql, args![record.secondment.id, words, cx.now()]).await.map(drop)
}

/// Keeps what the host manager answered. Answers whether there was something to answer.
///
/// # Errors
/// When the database refuses.
pub async fn save_answer(cx: &mut Cx, record: &Record, words: &str) -> Result<bool> {
    let sql =
        "UPDATE introductions SET answer = $2, answered_by = $3, answered_at = $4 WHERE secondment_id = $1";
    let (by, at) = (cx.actor.person, cx.now());
    Ok(cx.tx.run(sql, args![record.secondment.id, words, by, at]).await? == 1)
}

/// The people of the host's unit by name, without the secondee: at most a hundred.
///
/// # Errors
/// When the database does not answer.
pub async fn team(cx: &mut Cx, record: &Record) -> Result<Vec<Colleague>> {
    let s = &record.secondment;
    let Some(unit) = s.host_unit else { return Ok(Vec::new()) };
    let sql = "SELECT given_name, family_name, job_title FROM people
               WHERE unit_id = $1 AND status = 'active' AND id <> $2 ORDER BY search, id LIMIT 100";
    let rows = cx.tx.all(sql, args![unit, s.secondee]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok(Colleague { name: format!("{given} {family}"), job_title: row.get("job_title")? })
        })
        .collect()
}

/// The roles of those for whom something of this feature may wait on Home.
pub const WAITS_FOR: &[Role] = &[Role::HostManager];

/// First words that the actor has not answered yet, as rows of Home.
///
/// # Errors
/// When the database does not answer.
pub async fn home_rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let mine = c.own(&cx.actor, today, &[Role::HostManager]);
    let sql = format!(
        "SELECT s.number, p.given_name, p.family_name FROM introductions i JOIN secondments s ON s.id = i.secondment_id
         JOIN people p ON p.id = s.secondee_id
         WHERE i.answer = '' AND s.workflow IN ('executed', 'pre_start') AND {mine} ORDER BY s.starts_on, s.id LIMIT 5"
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            let number: String = row.get("number")?;
            let href = format!("/secondments/{number}/introduction");
            Ok(WorkRow {
                line: None,
                title: format!("Answer {given} {family}’s first word to your team"),
                href: href.clone(),
                meta: vec!["Before the first day".to_owned(), number],
                tags: Vec::new(),
                due: Some(Due::Soon("Waits for you".to_owned())),
                action: Some(shell::Action {
                    label: "Read".to_owned(),
                    href,
                    about: format!("what {given} wrote"),
                }),
            })
        })
        .collect()
}
