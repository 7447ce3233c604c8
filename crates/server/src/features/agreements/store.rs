//! Every SQL statement for agreements and the people who sign them.

use serde::de::DeserializeOwned;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{
    Agreement, AgreementId, Outline, Prints, Signatory, SignatoryId, SignatoryStatus, Status, side_of,
    side_word,
};
use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::word;

const AGREEMENT: &str =
    "id, secondment_id, number, status, draft, issued_sha, executed_sha, drafted_at, issued_at,
    executed_at, version, issued_pdf_sha, executed_pdf_sha";
const SIGNATORY: &str =
    "id, agreement_id, position, side, capacity, person_id, name, email, has_account, status,
    typed_name, typed_role, signed_sha, signed_at, evidence, decline_reason, version";

/// Writes a new version of an agreement.
///
/// # Errors
/// When the database refuses, such as when that version is there already.
pub async fn insert(cx: &mut Cx, agreement: &Agreement) -> Result<()> {
    let paper = serde_json::to_value(&agreement.paper).map_err(Error::internal)?;
    let sql = "INSERT INTO agreements (id, secondment_id, number, status, draft, drafted_at, version)
               VALUES ($1, $2, $3, $4, $5, $6, 1)";
    let a = agreement;
    cx.tx
        .run(sql, args![a.id, a.secondment, a.number, a.status.as_str(), paper, a.drafted_at])
        .await
        .map(drop)
}

/// The newest version for a record; a later version that came to nothing does not hide the one in force. Callers
/// hold the id from a record that the actor may see.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(cx: &mut Cx, secondment: SecondmentId) -> Result<Option<Agreement>> {
    newest_as(cx, secondment).await
}

/// As [`newest`], without the words of the text.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_outline(cx: &mut Cx, secondment: SecondmentId) -> Result<Option<Agreement<Outline>>> {
    newest_as(cx, secondment).await
}

async fn newest_as<P: Stored>(cx: &mut Cx, secondment: SecondmentId) -> Result<Option<Agreement<P>>> {
    let sql = format!(
        "SELECT {AGREEMENT} FROM agreements WHERE secondment_id = $1 AND (status <> 'void' OR NOT EXISTS
           (SELECT 1 FROM agreements e WHERE e.secondment_id = $1 AND e.executed_at IS NOT NULL))
         ORDER BY number DESC LIMIT 1"
    );
    cx.tx.one(&sql, args![secondment]).await?.as_ref().map(agreement).transpose()
}

/// The versions that all have signed, in order. Callers hold the id from a record that the actor may see.
///
/// # Errors
/// When the database does not answer.
pub async fn signed_versions(cx: &mut Cx, secondment: SecondmentId) -> Result<Vec<Agreement>> {
    signed_as(cx, secondment).await
}

/// As [`signed_versions`], without the words of the texts.
///
/// # Errors
/// When the database does not answer.
pub async fn signed_outlines(cx: &mut Cx, secondment: SecondmentId) -> Result<Vec<Agreement<Outline>>> {
    signed_as(cx, secondment).await
}

async fn signed_as<P: Stored>(cx: &mut Cx, secondment: SecondmentId) -> Result<Vec<Agreement<P>>> {
    let sql = format!(
        "SELECT {AGREEMENT} FROM agreements WHERE secondment_id = $1 AND executed_at IS NOT NULL ORDER BY number"
    );
    cx.tx.all(&sql, args![secondment]).await?.iter().map(agreement).collect()
}

/// The number that the next version gets.
///
/// # Errors
/// When the database does not answer.
pub async fn next_number(cx: &mut Cx, secondment: SecondmentId) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM agreements WHERE secondment_id = $1";
    cx.tx.count(sql, args![secondment]).await
}

/// One version for a record. Callers hold the id from a record that the actor may see.
///
/// # Errors
/// When the database does not answer.
pub async fn numbered(cx: &mut Cx, secondment: SecondmentId, number: i64) -> Result<Option<Agreement>> {
    let sql = format!("SELECT {AGREEMENT} FROM agreements WHERE secondment_id = $1 AND number = $2");
    cx.tx.one(&sql, args![secondment, number]).await?.as_ref().map(agreement).transpose()
}

/// The version of that id. Callers hold it from a signatory.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn load(cx: &mut Cx, id: AgreementId) -> Result<Agreement> {
    let sql = format!("SELECT {AGREEMENT} FROM agreements WHERE id = $1");
    agreement(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// Writes the text of a draft. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one or the text is no draft any more.
pub async fn save_draft(cx: &mut Cx, agreement: &mut Agreement) -> Result<()> {
    let paper = serde_json::to_value(&agreement.paper).map_err(Error::internal)?;
    let sql = "UPDATE agreements SET draft = $3, version = version + 1
               WHERE id = $1 AND version = $2 AND status = 'draft'";
    let touched = cx.tx.run(sql, args![agreement.id, agreement.version, paper]).await?;
    moved(touched, agreement)
}

/// Writes status, hashes, times, and what was noted about the text. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_state(cx: &mut Cx, agreement: &mut Agreement) -> Result<()> {
    let a = &*agreement;
    let bytes = |sha: Option<[u8; 32]>| sha.map(|sha| sha.to_vec());
    let sql = "UPDATE agreements SET status = $3, issued_sha = $4, executed_sha = $5, issued_at = $6,
               executed_at = $7, draft = $8, issued_pdf_sha = $9, executed_pdf_sha = $10, version = version + 1 WHERE id = $1 AND version = $2";
    let values = args![
        a.id,
        a.version,
        a.status.as_str(),
        bytes(a.issued_sha),
        bytes(a.executed_sha),
        a.issued_at,
        a.executed_at,
        serde_json::to_value(&a.paper).map_err(Error::internal)?,
        bytes(a.prints.issued),
        bytes(a.prints.executed)
    ];
    let touched = cx.tx.run(sql, values).await?;
    moved(touched, agreement)
}

fn moved(touched: u64, agreement: &mut Agreement) -> Result<()> {
    if touched == 0 {
        return Err(Error::Stale);
    }
    agreement.version += 1;
    Ok(())
}

/// Writes a person who has to sign.
///
/// # Errors
/// When the database refuses.
pub async fn insert_signatory(cx: &mut Cx, s: &Signatory) -> Result<()> {
    let sql = "INSERT INTO signatories (id, agreement_id, position, side, capacity, person_id, name, email, has_account,
               status, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    let values = args![
        s.id,
        s.agreement,
        s.position,
        side_word(s.side),
        &s.capacity,
        s.person,
        &s.name,
        &s.email,
        s.has_account,
        s.status.as_str()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Those who sign a version, in signing order.
///
/// # Errors
/// When the database does not answer.
pub async fn signatories(cx: &mut Cx, agreement: AgreementId) -> Result<Vec<Signatory>> {
    let sql = format!("SELECT {SIGNATORY} FROM signatories WHERE agreement_id = $1 ORDER BY position");
    cx.tx.all(&sql, args![agreement]).await?.iter().map(signatory).collect()
}

/// The signatory of that id. Callers hold it from a private link or a code.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn load_signatory(cx: &mut Cx, id: SignatoryId) -> Result<Signatory> {
    let sql = format!("SELECT {SIGNATORY} FROM signatories WHERE id = $1");
    signatory(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// Writes where a signature stands. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_signatory(cx: &mut Cx, s: &mut Signatory) -> Result<()> {
    let sql = "UPDATE signatories SET status = $3, typed_name = $4, typed_role = $5, signed_sha = $6, signed_at = $7,
               evidence = $8, decline_reason = $9, email = $10, has_account = $11, version = version + 1
               WHERE id = $1 AND version = $2";
    let values = args![
        s.id,
        s.version,
        s.status.as_str(),
        &s.typed_name,
        &s.typed_role,
        s.signed_sha.map(|sha| sha.to_vec()),
        s.signed_at,
        s.evidence.clone(),
        &s.decline_reason,
        &s.email,
        s.has_account
    ];
    if cx.tx.run(sql, values).await? == 0 {
        return Err(Error::Stale);
    }
    s.version += 1;
    Ok(())
}

/// Those who run secondments for an organisation today.
///
/// # Errors
/// When the database does not answer.
pub async fn desk(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<PersonId>> {
    let sql = "SELECT person_id FROM roles WHERE organisation_id = $1 AND secondment_id IS NULL
               AND role = 'programme_admin' AND from_date <= $2 AND (to_date IS NULL OR to_date >= $2)
               ORDER BY from_date, person_id";
    let rows = cx.tx.all(sql, args![organisation, cx.today()]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

fn sha(row: &Row, column: &str) -> Result<Option<[u8; 32]>> {
    let bytes: Option<Vec<u8>> = row.get(column)?;
    bytes
        .map(|bytes| bytes.try_into().map_err(|_| Error::internal(format!("{column} is no SHA-256"))))
        .transpose()
}

/// What can be read from the stored text.
trait Stored: DeserializeOwned + Send + Unpin + 'static {}
impl<T: DeserializeOwned + Send + Unpin + 'static> Stored for T {}

fn agreement<P: Stored>(row: &Row) -> Result<Agreement<P>> {
    Ok(Agreement {
        id: row.get("id")?,
        secondment: row.get("secondment_id")?,
        number: row.get("number")?,
        status: word(row, "status", Status::parse)?,
        paper: row.json("draft")?,
        issued_sha: sha(row, "issued_sha")?,
        executed_sha: sha(row, "executed_sha")?,
        prints: Prints { issued: sha(row, "issued_pdf_sha")?, executed: sha(row, "executed_pdf_sha")? },
        drafted_at: row.get("drafted_at")?,
        issued_at: row.get("issued_at")?,
        executed_at: row.get("executed_at")?,
        version: row.get("version")?,
    })
}

fn signatory(row: &Row) -> Result<Signatory> {
    let id: SignatoryId = row.get("id")?;
    Ok(Signatory {
        id,
        agreement: row.get("agreement_id")?,
        position: row.get("position")?,
        side: word(row, "side", side_of)?,
        capacity: row.get("capacity")?,
        person: row.get("person_id")?,
        name: row.get("name")?,
        email: row.get("email")?,
        has_account: row.get("has_account")?,
        status: word(row, "status", SignatoryStatus::parse)?,
        typed_name: row.get("typed_name")?,
        typed_role: row.get("typed_role")?,
        signed_sha: sha(row, "signed_sha")?,
        signed_at: row.get("signed_at")?,
        evidence: row.get("evidence")?,
        decline_reason: row.get("decline_reason")?,
        version: row.get("version")?,
    })
}
