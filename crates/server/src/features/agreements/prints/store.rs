//! Every SQL statement for seals.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use super::Sealed;
use crate::cx::Cx;
use crate::features::agreements::model::AgreementId;

/// A seal that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Its running number on this installation.
    pub serial: i64,
    /// SHA-256 of the certificate, in lower-case hexadecimal.
    pub certificate: String,
    /// When it was made.
    pub at: DateTime<Utc>,
}

pub(super) async fn insert(
    cx: &mut Cx,
    agreement: AgreementId,
    document: [u8; 32],
    sealed: &Sealed,
) -> Result<()> {
    let serial = cx.next_number("seals").await?;
    let certificate = hex::decode(&sealed.certificate).map_err(Error::internal)?;
    let sql = "INSERT INTO seals (pdf_sha, serial, agreement_id, document_sha, certificate_sha, sealed_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![sealed.pdf, serial, agreement, document, certificate, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

pub(super) async fn of_agreement(cx: &mut Cx, agreement: AgreementId) -> Result<Option<Seal>> {
    let sql = "SELECT serial, certificate_sha, sealed_at FROM seals WHERE agreement_id = $1";
    let row = cx.tx.one(sql, args![agreement]).await?;
    row.map(|row| {
        let certificate: Vec<u8> = row.get("certificate_sha")?;
        let (serial, at) = (row.get("serial")?, row.get("sealed_at")?);
        Ok(Seal { serial, certificate: hex::encode(certificate), at })
    })
    .transpose()
}

/// Whether this installation has ever sealed with the certificate of that SHA-256, in hexadecimal.
///
/// # Errors
/// When the database does not answer.
pub async fn is_ours(cx: &mut Cx, certificate: &str) -> Result<bool> {
    let Ok(sha) = hex::decode(certificate) else { return Ok(false) };
    let sql = "SELECT COUNT(*) AS n FROM seals WHERE certificate_sha = $1";
    Ok(cx.tx.count(sql, args![sha]).await? > 0)
}

/// Whether the file of that SHA-256 is one that this installation has sealed.
///
/// # Errors
/// When the database does not answer.
pub async fn is_sealed(cx: &mut Cx, file: [u8; 32]) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM seals WHERE pdf_sha = $1";
    Ok(cx.tx.count(sql, args![file]).await? > 0)
}
