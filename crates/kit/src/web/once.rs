//! A double submit has one effect: the body's hash and its one-time key are noted before the handler runs.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::guard::secret_prefix;
use crate::error::Error;

/// The most that a form or a JSON body may weigh. Uploads have their own way in.
const MOST: usize = 1024 * 1024;

/// The key of a request that must take effect once, and the hash of what it asks.
#[derive(Debug, Clone)]
pub struct OnceKey {
    /// `form_id` of a form, or the `Idempotency-Key` header.
    pub key: Option<String>,
    /// SHA-256 of the body.
    pub body_hash: [u8; 32],
    /// Method and path.
    pub route: String,
}

/// Reads the body of a change, notes its [`OnceKey`], and hands it on whole.
pub async fn remember_body(request: Request, next: Next) -> Response {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let is_form = media.starts_with("application/x-www-form-urlencoded");
    let is_upload = ["multipart/", "text/csv", "application/pdf"].iter().any(|kind| media.starts_with(kind));
    if matches!(*request.method(), Method::GET | Method::HEAD) || is_upload {
        return next.run(request).await;
    }
    let header_key =
        request.headers().get("idempotency-key").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let route = format!("{} {}", request.method(), route_of(request.uri().path()));
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, MOST).await else {
        return Error::field("", "That is too much text for one form: 1 MB is the most.").into_response();
    };
    let key = if is_form { form_id(&bytes) } else { header_key };
    if key.as_ref().is_some_and(|key| key.len() > 255) {
        return Error::field("", "The idempotency key is too long: 255 characters are the most.")
            .into_response();
    }
    parts.extensions.insert(OnceKey { key, body_hash: Sha256::digest(&bytes).into(), route });
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// The path as it may be kept: a secret in it is kept as a hash.
fn route_of(path: &str) -> String {
    match secret_prefix(path) {
        Some(prefix) => format!("{prefix}{}", hex::encode(Sha256::digest(path.as_bytes()))),
        None => path.to_owned(),
    }
}

/// The hidden field `form_id`; it is our own plain text, so no decoding is needed.
fn form_id(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let id = text.split('&').find_map(|pair| pair.strip_prefix("form_id="))?;
    (!id.is_empty()).then(|| id.to_owned())
}
