//! Every SQL statement for questions to a host. A token is kept as its hash.

use sojourn_kit::args;
use sojourn_kit::auth::TokenHash;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::model::{AnswerInput, GOOD_FOR, Given, HostSays, Sounding, SoundingId};
use crate::cx::Cx;
use crate::features::people::Brief;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

const SOUNDING: &str =
    "SELECT q.id, q.secondment_id, s.home_organisation_id, q.asked_by, a.given_name, a.family_name,
        q.person_id, q.name, q.words, q.asked_at, q.expires_at, q.revoked_at, q.closed_at
    FROM soundings q JOIN secondments s ON s.id = q.secondment_id JOIN people a ON a.id = q.asked_by";

/// Keeps a question and the hash of its link.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    cx: &mut Cx,
    record: &Record,
    to: &Brief,
    words: &str,
    token: TokenHash,
) -> Result<SoundingId> {
    let id = SoundingId::new(cx.now());
    let sql = "INSERT INTO soundings (id, secondment_id, asked_by, asked_at, person_id, name, words, token_hash, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let (asker, now) = (cx.actor.person, cx.now());
    let values =
        args![id, record.secondment.id, asker, now, to.id, &to.name, words, token.to_vec(), now + GOOD_FOR];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

/// The question behind a private link, whatever its state.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_token(cx: &mut Cx, token: TokenHash) -> Result<Option<Sounding>> {
    let sql = format!("{SOUNDING} WHERE q.token_hash = $1");
    cx.tx.one(&sql, args![token.to_vec()]).await?.as_ref().map(sounding).transpose()
}

/// The question of an event or an address, on the record. Callers hold the record.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn load(cx: &mut Cx, record: SecondmentId, id: SoundingId) -> Result<Sounding> {
    let sql = format!("{SOUNDING} WHERE q.id = $1 AND q.secondment_id = $2");
    sounding(&cx.tx.one(&sql, args![id, record]).await?.ok_or(Error::NotFound)?)
}

/// The questions of a record with their answers, the newest first. Callers hold the record.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, record: SecondmentId) -> Result<Vec<(Sounding, Vec<Given>)>> {
    let sql = format!("{SOUNDING} WHERE q.secondment_id = $1 ORDER BY q.asked_at DESC, q.id DESC LIMIT 50");
    let mut all = Vec::new();
    for row in cx.tx.all(&sql, args![record]).await? {
        let one = sounding(&row)?;
        let given = answers(cx, one.id).await?;
        all.push((one, given));
    }
    Ok(all)
}

/// What the host said to one question, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn answers(cx: &mut Cx, id: SoundingId) -> Result<Vec<Given>> {
    let sql = "SELECT answer, words, answered_at FROM sounding_answers WHERE sounding_id = $1 ORDER BY answered_at, id";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Given {
                answer: word(row, "answer", HostSays::parse)?,
                words: row.get("words")?,
                at: row.get("answered_at")?,
            })
        })
        .collect()
}

/// Adds an answer. A yes or a no closes the question.
///
/// # Errors
/// A refusal when it was closed, taken back or is too old.
pub async fn insert_answer(cx: &mut Cx, of: &Sounding, input: &AnswerInput) -> Result<()> {
    let closed = (input.answer != HostSays::Question).then(|| cx.now());
    let sql = "UPDATE soundings SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL AND revoked_at IS NULL
               AND expires_at > $3";
    if cx.tx.run(sql, args![of.id, closed, cx.now()]).await? == 0 {
        return Err(closed_already());
    }
    let sql = "INSERT INTO sounding_answers (id, sounding_id, answer, words, answered_at) VALUES ($1, $2, $3, $4, $5)";
    let values = args![uuid_v7(cx.now()), of.id, input.answer.as_str(), input.words.trim(), cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// Why an answer comes too late.
#[must_use]
pub fn closed_already() -> Error {
    Error::refused("closed", "This was answered already, was taken back, or the time for it is over.")
}

/// Takes back what is open on the record; answers how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_open(cx: &mut Cx, record: SecondmentId) -> Result<u64> {
    let sql = "UPDATE soundings SET revoked_at = $2 WHERE secondment_id = $1 AND revoked_at IS NULL AND closed_at IS NULL";
    cx.tx.run(sql, args![record, cx.now()]).await
}

/// Takes one question back.
///
/// # Errors
/// A refusal when it is not open any more.
pub async fn revoke(cx: &mut Cx, of: &Sounding) -> Result<()> {
    let sql =
        "UPDATE soundings SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL AND closed_at IS NULL";
    if cx.tx.run(sql, args![of.id, cx.now()]).await? == 0 { Err(closed_already()) } else { Ok(()) }
}

fn sounding(row: &Row) -> Result<Sounding> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Sounding {
        id: row.get("id")?,
        secondment: row.get("secondment_id")?,
        organisation: row.get("home_organisation_id")?,
        asked_by: row.get("asked_by")?,
        asker: format!("{given} {family}"),
        person: row.get("person_id")?,
        name: row.get("name")?,
        words: row.get("words")?,
        asked_at: row.get("asked_at")?,
        expires_at: row.get("expires_at")?,
        revoked_at: row.get("revoked_at")?,
        closed_at: row.get("closed_at")?,
    })
}
