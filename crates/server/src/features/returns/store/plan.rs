//! The plan and the post.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::{Error, Result};

use super::super::model::{Plan, Post, PostStatus, Written};
use super::name;
use crate::cx::Cx;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// The plan of a record, once it is open.
///
/// # Errors
/// When the database does not answer.
pub async fn find_plan(cx: &mut Cx, record: &Record) -> Result<Option<Plan>> {
    let sql =
        "SELECT r.opened_on, r.use_next, r.learn_next, r.wishes_at, w.given_name AS w_given, w.family_name AS w_family,
                 r.role, r.first_project, r.teach, r.meeting_on, r.role_at, n.given_name AS n_given,
                 n.family_name AS n_family, r.handover, r.handover_at, h.given_name AS h_given,
                 h.family_name AS h_family, r.version
               FROM return_plans r LEFT JOIN people w ON w.id = r.wishes_by LEFT JOIN people n ON n.id = r.role_by
                 LEFT JOIN people h ON h.id = r.handover_by WHERE r.secondment_id = $1";
    cx.tx.one(sql, args![record.secondment.id]).await?.as_ref().map(plan).transpose()
}

fn plan(row: &Row) -> Result<Plan> {
    let written = |prefix: &str, at: &str| -> Result<Option<Written>> {
        Ok(name(row, prefix)?.zip(row.get(at)?).map(|(by, at)| Written { by, at }))
    };
    Ok(Plan {
        opened_on: row.get("opened_on")?,
        use_next: row.get("use_next")?,
        learn_next: row.get("learn_next")?,
        wishes: written("w_", "wishes_at")?,
        role: row.get("role")?,
        first_project: row.get("first_project")?,
        teach: row.get("teach")?,
        meeting_on: row.get("meeting_on")?,
        named: written("n_", "role_at")?,
        handover: row.get("handover")?,
        handed_over: written("h_", "handover_at")?,
        version: row.get("version")?,
    })
}

/// Opens the plan of a record; answers whether it was not open before.
///
/// # Errors
/// When the database refuses.
pub async fn insert_plan(cx: &mut Cx, id: SecondmentId, opened_on: NaiveDate) -> Result<bool> {
    let sql = "INSERT INTO return_plans (secondment_id, opened_on, version) VALUES ($1, $2, 1)
               ON CONFLICT (secondment_id) DO NOTHING";
    Ok(cx.tx.run(sql, args![id, opened_on]).await? == 1)
}

async fn saved(cx: &mut Cx, sql: &str, values: Vec<Value>) -> Result<()> {
    if cx.tx.run(sql, values).await? == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Writes the secondee's part. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_wishes(
    cx: &mut Cx,
    id: SecondmentId,
    version: i64,
    (use_next, learn_next): (&str, &str),
) -> Result<()> {
    let sql =
        "UPDATE return_plans SET use_next = $3, learn_next = $4, wishes_by = $5, wishes_at = $6, version = version + 1
               WHERE secondment_id = $1 AND version = $2";
    let values = args![id, version, use_next, learn_next, cx.actor.person, cx.now()];
    saved(cx, sql, values).await
}

/// Writes home's part.
///
/// # Errors
/// As [`save_wishes`].
pub async fn save_role(
    cx: &mut Cx,
    id: SecondmentId,
    version: i64,
    [role, project, teach]: &[String; 3],
    meeting_on: NaiveDate,
) -> Result<()> {
    let sql =
        "UPDATE return_plans SET role = $3, first_project = $4, teach = $5, meeting_on = $6, role_by = $7,
                 role_at = $8, version = version + 1 WHERE secondment_id = $1 AND version = $2";
    let values = args![id, version, role, project, teach, meeting_on, cx.actor.person, cx.now()];
    saved(cx, sql, values).await
}

/// Writes the host's part.
///
/// # Errors
/// As [`save_wishes`].
pub async fn save_handover(cx: &mut Cx, id: SecondmentId, version: i64, handover: &str) -> Result<()> {
    let sql =
        "UPDATE return_plans SET handover = $3, handover_by = $4, handover_at = $5, version = version + 1
               WHERE secondment_id = $1 AND version = $2";
    let values = args![id, version, handover, cx.actor.person, cx.now()];
    saved(cx, sql, values).await
}

/// Everything that was said about the post, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn posts(cx: &mut Cx, record: &Record) -> Result<Vec<Post>> {
    let sql =
        "SELECT r.number, r.status, r.post, r.words, r.said_at, r.accepted, r.answer, p.given_name AS p_given,
                 p.family_name AS p_family
               FROM return_posts r JOIN people p ON p.id = r.said_by WHERE r.secondment_id = $1
               ORDER BY r.number DESC";
    let rows = cx.tx.all(sql, args![record.secondment.id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Post {
                number: row.get("number")?,
                status: word(row, "status", PostStatus::parse)?,
                post: row.get("post")?,
                words: row.get("words")?,
                by: name(row, "p_")?,
                at: row.get("said_at")?,
                accepted: row.get("accepted")?,
                answer: row.get::<Option<String>>("answer")?.unwrap_or_default(),
            })
        })
        .collect()
}

/// What was said last about the post; none while the promise stands as it was given.
///
/// # Errors
/// When the database does not answer.
pub async fn post(cx: &mut Cx, record: &Record) -> Result<Option<Post>> {
    Ok(posts(cx, record).await?.into_iter().next())
}

/// Adds a fact about the post.
///
/// # Errors
/// When the database refuses.
pub async fn insert_post(
    cx: &mut Cx,
    id: SecondmentId,
    status: PostStatus,
    (post, words): (&str, &str),
) -> Result<()> {
    let sql = "INSERT INTO return_posts (secondment_id, number, status, post, words, said_by, said_at)
               VALUES ($1, (SELECT COALESCE(MAX(n.number), 0) + 1 FROM return_posts n WHERE n.secondment_id = $1),
                 $2, $3, $4, $5, $6)";
    let values = args![id, status.as_str(), post, words, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// Notes the secondee's answer to an offer, once.
///
/// # Errors
/// [`Error::Stale`] when it is answered already.
pub async fn answer_post(
    cx: &mut Cx,
    id: SecondmentId,
    number: i64,
    accepted: bool,
    words: &str,
) -> Result<()> {
    let sql = "UPDATE return_posts SET accepted = $3, answer = $4, answered_at = $5
               WHERE secondment_id = $1 AND number = $2 AND accepted IS NULL";
    let values = args![id, number, accepted, words, cx.now()];
    saved(cx, sql, values).await
}
