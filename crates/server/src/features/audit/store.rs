//! Every SQL statement that reads the history of a record.

use std::collections::HashMap;

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::Happened;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::{Party, Record, Slice, Standing};

/// What happened to the record, newest first, before the event `before` if given; at most `most` events.
///
/// # Errors
/// When the database does not answer, or a stored payload is no JSON.
pub async fn history(cx: &mut Cx, record: &Record, before: Option<i64>, most: i64) -> Result<Vec<Happened>> {
    let s = &record.secondment;
    // who at home had to approve, and what they said, is home's own
    let hidden = match record.standing.sees(Slice::Approvals) {
        true => "",
        false => "AND e.kind NOT LIKE 'approval.%' AND e.kind NOT LIKE 'release.%'",
    };
    // that somebody asked the desk is told to nobody else
    let asked = if reads_questions(&record.standing) {
        ""
    } else {
        "AND e.kind NOT IN ('agreement.questioned', 'agreement.talk_answered', 'agreement.talk_withdrawn')"
    };
    let sql = format!(
        "SELECT e.seq, e.at, e.actor, e.kind, p.bytes FROM events e
         LEFT JOIN event_payloads p ON p.stream_id = e.stream_id AND p.seq = e.seq
         WHERE e.subject_id = $1 AND e.stream_id = $2 AND e.seq < $3 {hidden} {asked}
         ORDER BY e.seq DESC LIMIT $4"
    );
    let values = args![s.id, s.home_organisation, before.unwrap_or(i64::MAX), most];
    let rows = cx.tx.all(&sql, values).await?;
    let actors: Vec<String> = rows.iter().map(|row| row.get("actor")).collect::<Result<_>>()?;
    let names = names(cx, &actors).await?;
    rows.iter().zip(&actors).map(|(row, actor)| happened(row, actor, &names)).collect()
}

/// Home’s office and its auditor, never about their own secondment.
fn reads_questions(standing: &Standing) -> bool {
    let office = [Party::ProgrammeAdmin, Party::HomeHr, Party::Legal, Party::Auditor];
    !standing.is(Party::Secondee) && office.into_iter().any(|party| standing.is(party))
}

fn happened(row: &Row, actor: &str, names: &HashMap<PersonId, String>) -> Result<Happened> {
    let bytes: Option<Vec<u8>> = row.get("bytes")?;
    let payload = match bytes {
        Some(bytes) => Some(serde_json::from_slice(&bytes).map_err(Error::internal)?),
        None => None,
    };
    let (who, way) =
        person_of(actor).map_or_else(|| ("Sojourn".to_owned(), ""), |id| (name(names, id), way_of(actor)));
    Ok(Happened { seq: row.get("seq")?, at: row.get("at")?, kind: row.get("kind")?, who, way, payload })
}

/// An event names its actor by id: `per_…`, `per_… key_…`, `per_… link`, or `job …`.
fn person_of(actor: &str) -> Option<PersonId> {
    actor.split(' ').next()?.parse().ok()
}

fn way_of(actor: &str) -> &'static str {
    match actor.split(' ').nth(1) {
        Some("link") => "by private link",
        Some(key) if key.starts_with("key_") => "by a program",
        _ => "",
    }
}

fn name(names: &HashMap<PersonId, String>, id: PersonId) -> String {
    names.get(&id).cloned().unwrap_or_else(|| "Somebody".to_owned())
}

async fn names(cx: &mut Cx, actors: &[String]) -> Result<HashMap<PersonId, String>> {
    let mut people: Vec<PersonId> = actors.iter().filter_map(|actor| person_of(actor)).collect();
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let mut c = Condition::default();
    let list = c.values(people);
    let sql = format!("SELECT id, given_name, family_name FROM people WHERE id IN ({list})");
    let mut names = HashMap::new();
    for row in cx.tx.all(&sql, c.args).await? {
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        names.insert(row.get("id")?, format!("{given} {family}"));
    }
    Ok(names)
}
