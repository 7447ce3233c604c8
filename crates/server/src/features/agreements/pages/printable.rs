//! The fixed text itself: the bytes as they are kept, never rendered again.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::Route;

use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::model::Agreement;
use crate::features::agreements::signing::views;
use crate::features::agreements::{documents, store};
use crate::features::secondments::{self, Slice};

/// The document brings its own style and nothing else; it runs in a box of its own.
const CSP: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// GET `/secondments/{number}/agreement/v/{version}`.
pub async fn show(door: Door, Route((number, version)): Route<(String, i64)>) -> Result<Response> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    if !record.standing.sees(Slice::Agreement) {
        return Err(Error::NotFound);
    }
    let agreement = store::numbered(&mut cx, record.secondment.id, version).await?.ok_or(Error::NotFound)?;
    let kept = kept(&mut cx, &agreement).await?;
    views::shown_version(&door, cx, &agreement).await;
    Ok(kept)
}

/// The kept bytes of a version: with the certificate once all have signed.
///
/// # Errors
/// [`Error::NotFound`] for a draft; a fault when the bytes are damaged.
pub async fn kept(cx: &mut Cx, agreement: &Agreement) -> Result<Response> {
    let sha = agreement.executed_sha.or(agreement.issued_sha).ok_or(Error::NotFound)?;
    let document = documents::get(cx, sha).await?;
    let mut response = document.bytes.into_response();
    let headers = response.headers_mut();
    let media = HeaderValue::try_from(document.media).map_err(Error::internal)?;
    headers.insert(header::CONTENT_TYPE, media);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    headers.insert(
        header::ETAG,
        HeaderValue::try_from(format!("\"{}\"", hex::encode(sha))).map_err(Error::internal)?,
    );
    Ok(response)
}
