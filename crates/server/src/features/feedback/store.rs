//! Every SQL statement for feedback.

use sojourn_kit::args;
use sojourn_kit::auth::TokenHash;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{Feedback, FeedbackId, FeedbackRequestId, GOOD_FOR, OpenRequest, Request};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::{Party, Record};
use crate::shell::{self, WorkRow};

/// Somebody of the two organisations of a record, by their address.
///
/// # Errors
/// When the database does not answer.
pub async fn known(cx: &mut Cx, record: &Record, email: &str) -> Result<Option<PersonId>> {
    let s = &record.secondment;
    let sql =
        "SELECT id FROM people WHERE lower(email) = $1 AND status = 'active' AND organisation_id IN ($2, $3)
               ORDER BY id LIMIT 1";
    let values =
        args![email.to_lowercase(), s.home_organisation, s.host_organisation.unwrap_or(s.home_organisation)];
    cx.tx.one(sql, values).await?.map(|row| row.get("id")).transpose()
}

/// Keeps a request: who is asked, what, and the hash of the private link.
///
/// # Errors
/// When the database refuses.
pub async fn insert_request(
    cx: &mut Cx,
    record: &Record,
    person: Option<PersonId>,
    (name, email, question): (&str, &str, &str),
    for_managers: bool,
    token: TokenHash,
) -> Result<FeedbackRequestId> {
    let id = FeedbackRequestId::new(cx.now());
    let sql = "INSERT INTO feedback_requests (id, secondment_id, asked_by, asked_at, question, person_id, name, email,
                 for_managers, token_hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let (asked_by, now) = (cx.actor.person, cx.now());
    let values = args![
        id,
        record.secondment.id,
        asked_by,
        now,
        question,
        person,
        name,
        email,
        for_managers,
        token.to_vec(),
        now + GOOD_FOR
    ];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

/// What a request is read from.
const REQUEST: &str = "SELECT r.id, r.secondment_id, r.question, r.person_id, r.name, r.for_managers, r.expires_at, r.answered_at, s.number, s.home_organisation_id, s.secondee_id, s.home_manager_id, s.host_manager_id, p.given_name, p.family_name, a.given_name AS asker_given, a.family_name AS asker_family FROM feedback_requests r JOIN secondments s ON s.id = r.secondment_id JOIN people p ON p.id = s.secondee_id JOIN people a ON a.id = r.asked_by";

/// The request behind a private link, whatever its state.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_token(cx: &mut Cx, token: TokenHash) -> Result<Option<Request>> {
    let sql = format!("{REQUEST} WHERE r.token_hash = $1");
    cx.tx.one(&sql, args![token.to_vec()]).await?.as_ref().map(request).transpose()
}

/// A request to the actor.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, or to somebody else.
pub async fn load_mine(cx: &mut Cx, id: FeedbackRequestId) -> Result<Request> {
    let sql = format!("{REQUEST} WHERE r.id = $1 AND r.person_id = $2");
    request(&cx.tx.one(&sql, args![id, cx.actor.person]).await?.ok_or(Error::NotFound)?)
}

fn request(row: &Row) -> Result<Request> {
    let full = |given: &str, family: &str| -> Result<String> {
        Ok(format!("{} {}", row.get::<String>(given)?, row.get::<String>(family)?))
    };
    let managers: [Option<PersonId>; 2] = [row.get("home_manager_id")?, row.get("host_manager_id")?];
    Ok(Request {
        id: row.get("id")?,
        secondment: row.get("secondment_id")?,
        number: row.get("number")?,
        organisation: row.get("home_organisation_id")?,
        secondee: row.get("secondee_id")?,
        secondee_name: full("given_name", "family_name")?,
        asked_by: full("asker_given", "asker_family")?,
        question: row.get("question")?,
        person: row.get("person_id")?,
        name: row.get("name")?,
        for_managers: row.get("for_managers")?,
        managers: managers.into_iter().flatten().collect(),
        expires_at: row.get("expires_at")?,
        answered_at: row.get("answered_at")?,
    })
}

/// Notes that a request is answered, once.
///
/// # Errors
/// A refusal when it was answered before or is too old.
pub async fn close(cx: &mut Cx, request: &Request) -> Result<()> {
    let sql = "UPDATE feedback_requests SET answered_at = $2 WHERE id = $1 AND answered_at IS NULL AND expires_at > $2";
    if cx.tx.run(sql, args![request.id, cx.now()]).await? == 0 {
        return Err(answered_already());
    }
    Ok(())
}

/// Why an answer comes too late.
#[must_use]
pub fn answered_already() -> Error {
    Error::refused("answered_already", "This was answered already, or the time for it is over.")
}

/// Feedback about to be kept.
pub struct New<'a> {
    /// The request that it answers.
    pub request: Option<FeedbackRequestId>,
    /// About what.
    pub about: &'a str,
    /// What was said.
    pub words: &'a str,
    /// Who said it, when they are known here.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: &'a str,
    /// Whether the managers read it.
    pub for_managers: bool,
}

/// Keeps feedback.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    secondment: crate::features::secondments::SecondmentId,
    new: &New<'_>,
) -> Result<FeedbackId> {
    let id = FeedbackId::new(cx.now());
    let sql =
        "INSERT INTO feedback (id, secondment_id, request_id, question, words, person_id, name, for_managers,
                 given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let (request, now) = (new.request, cx.now());
    let values =
        args![id, secondment, request, new.about, new.words, new.person, new.name, new.for_managers, now];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

/// The feedback of a record that the actor may read, the newest first: all of it for the secondee, what was said to
/// be for the managers for them, and what they gave themselves.
///
/// # Errors
/// When the database does not answer.
pub async fn feedback(cx: &mut Cx, record: &Record, most: i64) -> Result<Vec<Feedback>> {
    let sql = "SELECT id, question, words, name, given_at, for_managers FROM feedback
               WHERE secondment_id = $1 AND ($2 = 1 OR for_managers = $3 OR person_id = $4)
               ORDER BY id DESC LIMIT $5";
    let is_own = i64::from(record.standing.is(Party::Secondee));
    let rows = cx.tx.all(sql, args![record.secondment.id, is_own, true, cx.actor.person, most]).await?;
    rows.iter()
        .map(|row| {
            Ok(Feedback {
                id: row.get("id")?,
                about: row.get("question")?,
                words: row.get("words")?,
                by: row.get("name")?,
                at: row.get("given_at")?,
                for_managers: row.get("for_managers")?,
            })
        })
        .collect()
}

/// The requests of the actor on a record that wait for their answer, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn open_requests(cx: &mut Cx, record: &Record) -> Result<Vec<OpenRequest>> {
    let sql = "SELECT id, name, question, asked_at, expires_at FROM feedback_requests
               WHERE secondment_id = $1 AND asked_by = $2 AND answered_at IS NULL AND expires_at > $3
               ORDER BY id DESC LIMIT 50";
    let rows = cx.tx.all(sql, args![record.secondment.id, cx.actor.person, cx.now()]).await?;
    rows.iter()
        .map(|row| {
            Ok(OpenRequest {
                id: row.get("id")?,
                name: row.get("name")?,
                question: row.get("question")?,
                asked_at: row.get("asked_at")?,
                expires_at: row.get("expires_at")?,
            })
        })
        .collect()
}

/// Feedback that the actor is asked for, as rows of Home.
///
/// # Errors
/// When the database does not answer.
pub async fn home_rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let sql = format!(
        "{REQUEST} WHERE r.person_id = $1 AND r.answered_at IS NULL AND r.expires_at > $2 ORDER BY r.id LIMIT 10"
    );
    let rows = cx.tx.all(&sql, args![cx.actor.person, cx.now()]).await?;
    rows.iter()
        .map(|row| {
            let request = request(row)?;
            let href = format!("/feedback/requests/{}", request.id);
            Ok(WorkRow {
                line: None,
                title: format!("Give {} feedback", request.secondee_name),
                href: href.clone(),
                meta: vec![request.question, format!("Asked by {}", request.asked_by)],
                tags: Vec::new(),
                due: None,
                action: Some(shell::Action {
                    label: "Answer".to_owned(),
                    href,
                    about: format!("about {}", request.secondee_name),
                }),
            })
        })
        .collect()
}
