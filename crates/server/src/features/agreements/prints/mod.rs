//! The agreement as a file to keep: as PDF, sealed once all have signed, and as a Word file to work on.
//!
//! What goes out for signature is printed when it is sent, marked as not yet signed; what all have signed is printed
//! with its certificate, sealed, and kept under its SHA-256. Neither is ever printed again.

pub mod api;
mod files;
pub mod pages;
mod press;
mod store;

pub use files::links;
pub use press::{Sealed, execute, issue};
pub use store::{Seal, is_ours, is_sealed};

use sojourn_kit::error::{Error, Result};

use super::model::{Agreement, AgreementId};
use crate::cx::Cx;

/// Notes which certificate sealed a version, in the transaction that keeps the sealed file.
///
/// # Errors
/// When the database refuses.
pub async fn keep_seal(cx: &mut Cx, agreement: &Agreement, sealed: &Sealed) -> Result<()> {
    let document = agreement.executed_sha.ok_or_else(|| Error::internal("sealed before it was executed"))?;
    store::insert(cx, agreement.id, document, sealed).await
}

/// The seal of a version, if it has one.
///
/// # Errors
/// When the database does not answer.
pub async fn seal_of(cx: &mut Cx, agreement: AgreementId) -> Result<Option<Seal>> {
    store::of_agreement(cx, agreement).await
}
