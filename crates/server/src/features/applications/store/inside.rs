//! The host's side: who applied, what was decided and noted, and who may not decide. Callers see the opportunity
//! from the inside.

use std::collections::HashMap;

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use super::{COLUMNS, application};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::applications::model::{Application, ApplicationId, Decided, Decision, Note, Reason};
use crate::features::opportunities::OpportunityId;
use crate::features::secondments::store::word;

/// The most applicants of one opportunity that a page shows.
const MOST: i64 = 500;

/// Everybody whose application was sent, in the order of their numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn applicants(cx: &mut Cx, opportunity: OpportunityId) -> Result<Vec<Application>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM applications a WHERE a.opportunity_id = $1 AND a.seq IS NOT NULL AND a.state <> 'draft'
         ORDER BY a.seq LIMIT $2"
    );
    cx.tx.all(&sql, args![opportunity, MOST]).await?.iter().map(application).collect()
}

/// Those about whom nothing final is decided.
///
/// # Errors
/// When the database does not answer.
pub async fn open_of(cx: &mut Cx, opportunity: OpportunityId) -> Result<Vec<Application>> {
    Ok(applicants(cx, opportunity).await?.into_iter().filter(|one| one.state.is_open()).collect())
}

/// Adds the decision by which an application came to its present version; without a person it followed from what happened to the opportunity.
///
/// # Errors
/// When the database refuses.
pub async fn add_decision(
    cx: &mut Cx,
    a: &Application,
    decision: Decision,
    (reason, words): (Reason, &str),
    by: Option<PersonId>,
) -> Result<()> {
    let sql = "INSERT INTO application_decisions (id, application_id, position, decision, reason, words, decided_by, decided_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        uuid_v7(cx.now()),
        a.id,
        a.version,
        decision.as_str(),
        reason.as_str(),
        words.trim(),
        by,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

fn name(row: &Row) -> Result<Option<String>> {
    let given: Option<String> = row.get("given_name")?;
    let family: Option<String> = row.get("family_name")?;
    Ok(given.zip(family).map(|(given, family)| format!("{given} {family}")))
}

/// What was decided about an application, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn decisions(cx: &mut Cx, id: ApplicationId) -> Result<Vec<Decided>> {
    let sql = "SELECT d.decision, d.reason, d.words, d.decided_at, p.given_name, p.family_name
               FROM application_decisions d LEFT JOIN people p ON p.id = d.decided_by
               WHERE d.application_id = $1 ORDER BY d.position DESC LIMIT 50";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Decided {
                decision: word(row, "decision", Decision::parse)?,
                reason: word(row, "reason", Reason::parse)?,
                words: row.get("words")?,
                by: name(row)?,
                at: row.get("decided_at")?,
            })
        })
        .collect()
}

/// Adds a note of the actor's.
///
/// # Errors
/// When the database refuses.
pub async fn add_note(cx: &mut Cx, id: ApplicationId, words: &str) -> Result<()> {
    let sql = "INSERT INTO panel_notes (id, application_id, words, written_by, written_at) VALUES ($1, $2, $3, $4, $5)";
    cx.tx.run(sql, args![uuid_v7(cx.now()), id, words, cx.actor.person, cx.now()]).await.map(drop)
}

/// The notes about an application, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn notes(cx: &mut Cx, id: ApplicationId) -> Result<Vec<Note>> {
    let sql = "SELECT n.words, n.written_at, p.given_name, p.family_name FROM panel_notes n JOIN people p ON p.id = n.written_by
               WHERE n.application_id = $1 ORDER BY n.written_at DESC, n.id DESC LIMIT 100";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Note {
                words: row.get("words")?,
                by: name(row)?.unwrap_or_default(),
                at: row.get("written_at")?,
            })
        })
        .collect()
}

/// Declares a conflict of interest of the actor's. A second one changes the words.
///
/// # Errors
/// When the database refuses.
pub async fn add_conflict(cx: &mut Cx, id: ApplicationId, words: &str) -> Result<()> {
    let sql =
        "INSERT INTO panel_conflicts (application_id, person_id, words, declared_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (application_id, person_id) DO UPDATE SET words = $3, declared_at = $4";
    cx.tx.run(sql, args![id, cx.actor.person, words, cx.now()]).await.map(drop)
}

/// Whether the actor declared a conflict with the applicant.
///
/// # Errors
/// When the database does not answer.
pub async fn has_conflict(cx: &mut Cx, id: ApplicationId) -> Result<bool> {
    let sql = "SELECT person_id FROM panel_conflicts WHERE application_id = $1 AND person_id = $2";
    Ok(cx.tx.one(sql, args![id, cx.actor.person]).await?.is_some())
}

/// Who declared a conflict about which application of an opportunity: names by application.
///
/// # Errors
/// When the database does not answer.
pub async fn conflicted(
    cx: &mut Cx,
    opportunity: OpportunityId,
) -> Result<HashMap<ApplicationId, Vec<String>>> {
    let sql = "SELECT c.application_id, p.given_name, p.family_name FROM panel_conflicts c
               JOIN applications a ON a.id = c.application_id JOIN people p ON p.id = c.person_id
               WHERE a.opportunity_id = $1 ORDER BY p.search";
    let mut found: HashMap<ApplicationId, Vec<String>> = HashMap::new();
    for row in cx.tx.all(sql, args![opportunity]).await? {
        found.entry(row.get("application_id")?).or_default().extend(name(&row)?);
    }
    Ok(found)
}

/// Opportunities of the actor's, or that they decide about, with applications nobody has looked at: number, title
/// and how many.
///
/// # Errors
/// When the database does not answer.
pub async fn to_look_at(cx: &mut Cx) -> Result<Vec<(String, String, i64)>> {
    let sql = "SELECT o.number, o.title, COUNT(*) AS n FROM applications a JOIN opportunities o ON o.id = a.opportunity_id
               WHERE a.state = 'sent' AND o.state IN ('open', 'closed') AND (o.author_id = $1
                 OR o.id IN (SELECT m.opportunity_id FROM opportunity_panel m WHERE m.person_id = $1))
               GROUP BY o.number, o.title ORDER BY o.number LIMIT 20";
    let rows = cx.tx.all(sql, args![cx.actor.person]).await?;
    rows.iter().map(|row| Ok((row.get("number")?, row.get("title")?, row.get("n")?))).collect()
}
