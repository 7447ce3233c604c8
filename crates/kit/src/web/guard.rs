//! What every request and response goes through: a number to quote, headers, and the cross-site guard.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Error;
use crate::ids::uuid_v7;

/// The number of a request, in logs, answers and error pages.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl RequestId {
    /// The number of this request; `unknown` only if the layer is missing.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_else(|| Self("unknown".to_owned()))
    }
}

/// Gives each request its number and logs how it ended.
pub async fn with_request_id(mut request: Request, next: Next) -> Response {
    let clock = crate::clock::Clock::System;
    let started = clock.now();
    let id = uuid_v7(started).simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let path = log_path(request.uri().path()).to_owned();
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let took = (clock.now() - started).num_microseconds().unwrap_or(0);
    tracing::info!(request = id, %method, path, status = response.status().as_u16(), took_us = took, "answered");
    response
}

/// Addresses with a secret in them are logged without it.
fn log_path(path: &str) -> &str {
    secret_prefix(path).unwrap_or(path)
}

/// The part of an address before the secret in it, if there is one.
pub(super) fn secret_prefix(path: &str) -> Option<&'static str> {
    const SECRET: [&str; 10] = [
        "/sign/",
        "/with/",
        "/sign-in/link/",
        "/bootstrap/",
        "/api/v1/signing/",
        "/feedback/for/",
        "/api/v1/feedback/links/",
        "/feeds/",
        "/host/for/",
        "/api/v1/host-answers/links/",
    ];
    SECRET.into_iter().find(|prefix| path.starts_with(prefix))
}

/// Whether the site is served over https; decides on Strict-Transport-Security.
#[derive(Debug, Clone, Copy)]
pub struct Https(pub bool);

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// The headers of security.md CS-04 and SE-07 on every response.
pub async fn security_headers(State(https): State<Https>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if https.0 {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    response
}

/// Refuses a change that another site's page has caused. A browser always says where a form comes from
/// (`Sec-Fetch-Site` or `Origin`); a request that says neither is refused too.
pub async fn same_site_only(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || from_same_site(&request) {
        return next.run(request).await;
    }
    Error::refused("cross_site", "This came from another site. Open the page here and try again.")
        .into_response()
}

fn from_same_site(request: &Request) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let host =
        text(header::HOST).or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    let origin_host = origin.split_once("://").map(|(_, host)| host);
    origin_host.is_some() && origin_host == host
}
