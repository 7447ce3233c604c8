//! Every SQL statement for private links and codes.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::TokenHash;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::codes::Code;
use super::evidence::{Letter, Previous};
use super::links::Link;
use crate::actor::OrganisationId;
use crate::cx::Cx;
use crate::features::agreements::model::{AgreementId, CodeId, SignatoryId};
use crate::features::secondments::SecondmentId;

pub(super) async fn insert_link(cx: &mut Cx, link: &Link) -> Result<()> {
    let sql = "INSERT INTO signing_links (token_hash, signatory_id, document_sha, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5)";
    let values = args![link.token.to_vec(), link.signatory, link.document, cx.now(), link.expires_at];
    cx.tx.run(sql, values).await.map(drop)
}

pub(super) async fn link(cx: &mut Cx, token: &TokenHash) -> Result<Option<Link>> {
    let sql = "SELECT token_hash, signatory_id, document_sha, expires_at, revoked_at FROM signing_links
               WHERE token_hash = $1";
    cx.tx.one(sql, args![token.to_vec()]).await?.as_ref().map(read_link).transpose()
}

/// The newest link of a signatory, for the record of evidence.
pub(super) async fn newest_link(cx: &mut Cx, signatory: SignatoryId) -> Result<Option<Link>> {
    let sql = "SELECT token_hash, signatory_id, document_sha, expires_at, revoked_at FROM signing_links
               WHERE signatory_id = $1 ORDER BY created_at DESC LIMIT 1";
    cx.tx.one(sql, args![signatory]).await?.as_ref().map(read_link).transpose()
}

pub(super) async fn links_so_far(cx: &mut Cx, signatory: SignatoryId) -> Result<i64> {
    cx.tx.count("SELECT COUNT(*) AS n FROM signing_links WHERE signatory_id = $1", args![signatory]).await
}

pub(super) async fn revoke_links(cx: &mut Cx, signatory: SignatoryId) -> Result<()> {
    let sql = "UPDATE signing_links SET revoked_at = $2 WHERE signatory_id = $1 AND revoked_at IS NULL";
    cx.tx.run(sql, args![signatory, cx.now()]).await.map(drop)
}

pub(super) async fn revoke_links_of(cx: &mut Cx, agreement: AgreementId) -> Result<()> {
    let sql = "UPDATE signing_links SET revoked_at = $2 WHERE revoked_at IS NULL
               AND signatory_id IN (SELECT id FROM signatories WHERE agreement_id = $1)";
    cx.tx.run(sql, args![agreement, cx.now()]).await.map(drop)
}

fn read_link(row: &Row) -> Result<Link> {
    let token: Vec<u8> = row.get("token_hash")?;
    let document: Vec<u8> = row.get("document_sha")?;
    Ok(Link {
        token: TokenHash::from_bytes(&token).ok_or_else(|| Error::internal("a link without a hash"))?,
        signatory: row.get("signatory_id")?,
        document: document.try_into().map_err(|_| Error::internal("a link without a document"))?,
        expires_at: row.get("expires_at")?,
        revoked_at: row.get("revoked_at")?,
    })
}

/// Only the newest code of a browser counts: an older one that is still open ends here.
pub(super) async fn insert_code(cx: &mut Cx, code: &Code, code_hash: TokenHash) -> Result<()> {
    let close = "UPDATE signing_codes SET expires_at = $3 WHERE signatory_id = $1 AND browser_hash = $2
                 AND verified_at IS NULL AND expires_at > $3";
    cx.tx.run(close, args![code.signatory, code.browser.to_vec(), cx.now()]).await?;
    let sql =
        "INSERT INTO signing_codes (id, signatory_id, browser_hash, code_hash, tries, created_at, expires_at)
               VALUES ($1, $2, $3, $4, 0, $5, $6)";
    let values =
        args![code.id, code.signatory, code.browser.to_vec(), code_hash.to_vec(), cx.now(), code.expires_at];
    cx.tx.run(sql, values).await.map(drop)
}

/// The newest code that this browser asked for, whatever it is for.
pub(super) async fn newest_code(cx: &mut Cx, browser: &TokenHash) -> Result<Option<Code>> {
    let sql =
        "SELECT id, signatory_id, browser_hash, tries, expires_at, verified_at, used_at FROM signing_codes
               WHERE browser_hash = $1 ORDER BY created_at DESC, id DESC LIMIT 1";
    cx.tx.one(sql, args![browser.to_vec()]).await?.as_ref().map(read_code).transpose()
}

/// The newest code that this browser asked for, for this signature.
pub(super) async fn code_for(
    cx: &mut Cx,
    signatory: SignatoryId,
    browser: &TokenHash,
) -> Result<Option<Code>> {
    let sql =
        "SELECT id, signatory_id, browser_hash, tries, expires_at, verified_at, used_at FROM signing_codes
               WHERE signatory_id = $1 AND browser_hash = $2 ORDER BY created_at DESC, id DESC LIMIT 1";
    cx.tx.one(sql, args![signatory, browser.to_vec()]).await?.as_ref().map(read_code).transpose()
}

/// Counts a try and answers the hash to compare with: at most five times for a code, however many guess at once.
pub(super) async fn take_try(cx: &mut Cx, id: CodeId, most: i64) -> Result<Option<TokenHash>> {
    let sql = "UPDATE signing_codes SET tries = tries + 1
               WHERE id = $1 AND tries < $2 AND verified_at IS NULL AND expires_at > $3 RETURNING code_hash";
    let row = cx.tx.one(sql, args![id, most, cx.now()]).await?;
    row.map(|row| row.get::<Vec<u8>>("code_hash"))
        .transpose()
        .map(|bytes| bytes.and_then(|bytes| TokenHash::from_bytes(&bytes)))
}

pub(super) async fn verify_code(cx: &mut Cx, id: CodeId) -> Result<bool> {
    let sql = "UPDATE signing_codes SET verified_at = $2 WHERE id = $1 AND verified_at IS NULL";
    Ok(cx.tx.run(sql, args![id, cx.now()]).await? == 1)
}

/// Marks the proof as used by a signature; false when it was used before.
pub(super) async fn use_code(cx: &mut Cx, id: CodeId) -> Result<bool> {
    let sql = "UPDATE signing_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    Ok(cx.tx.run(sql, args![id, cx.now()]).await? == 1)
}

fn read_code(row: &Row) -> Result<Code> {
    let browser: Vec<u8> = row.get("browser_hash")?;
    Ok(Code {
        id: row.get("id")?,
        signatory: row.get("signatory_id")?,
        browser: TokenHash::from_bytes(&browser)
            .ok_or_else(|| Error::internal("a code without a browser"))?,
        tries: row.get("tries")?,
        expires_at: row.get("expires_at")?,
        verified_at: row.get::<Option<DateTime<Utc>>>("verified_at")?,
        used_at: row.get::<Option<DateTime<Utc>>>("used_at")?,
    })
}

/// The newest letter that asked this address for a signature of the record.
pub(super) async fn asking_letter(
    cx: &mut Cx,
    secondment: SecondmentId,
    address: &str,
) -> Result<Option<Letter>> {
    let sql = "SELECT message_id, created_at, state, sent_at FROM outbox
               WHERE subject_id = $1 AND kind = 'signature_asked' AND to_address = $2
               ORDER BY created_at DESC, id DESC LIMIT 1";
    let row = cx.tx.one(sql, args![secondment, address]).await?;
    row.map(|row| {
        Ok(Letter {
            message_id: row.get("message_id")?,
            written_at: row.get("created_at")?,
            state: row.get("state")?,
            sent_at: row.get("sent_at")?,
        })
    })
    .transpose()
}

/// What happened last in the chain of an organisation.
pub(super) async fn newest_event(cx: &mut Cx, organisation: OrganisationId) -> Result<Option<Previous>> {
    let sql = "SELECT head_seq, head_hash FROM event_streams WHERE id = $1";
    let row = cx.tx.one(sql, args![organisation]).await?;
    row.map(|row| {
        let hash: Vec<u8> = row.get("head_hash")?;
        Ok(Previous { seq: row.get("head_seq")?, hash: hex::encode(hash) })
    })
    .transpose()
}
