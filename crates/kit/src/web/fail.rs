//! An error on its way to the person: its kind decides the status; the door decides the shape.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Reply;
use super::guard::RequestId;
use crate::error::Error;

/// Rides on the response until a door has given it a body.
#[derive(Clone)]
pub struct Failure(pub Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Replay(reply) = self {
            return reply.into_response();
        }
        if let Self::Internal(cause) | Self::Unavailable(cause) = &self {
            tracing::error!(cause, "a request failed");
        }
        let mut response = self.status().into_response();
        if let Self::TooMany { retry_after } = &self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
        }
        response.extensions_mut().insert(Failure(Arc::new(self)));
        response
    }
}

impl Error {
    /// The HTTP status of this kind.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::Barred(_) => StatusCode::FORBIDDEN,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) | Self::Stale => StatusCode::CONFLICT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Replay(_) => StatusCode::OK,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading that a person reads.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        match self {
            Self::SignIn => "Sign in first",
            Self::NotFound => "There is nothing here",
            Self::Forbidden | Self::Barred(_) => "You can’t do this",
            Self::Invalid(_) => "Something needs another look",
            Self::Refused(_) => "Not possible as things stand",
            Self::Stale => "Someone changed this while you were reading",
            Self::TooMany { .. } => "Too many tries",
            Self::Unavailable(_) => "We can’t reach the records just now",
            Self::Replay(_) => "Already done",
            Self::Internal(_) => "Something went wrong on our side",
        }
    }

    /// The sentence that says what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::SignIn => "Your session has ended or was never there.".to_owned(),
            Self::NotFound => "The page does not exist, or it is not shared with you.".to_owned(),
            Self::Forbidden => "Your role here does not include this. The mobility team can help.".to_owned(),
            Self::Invalid(errors) => errors.0.values().cloned().collect::<Vec<_>>().join(" "),
            Self::Refused(refusal) | Self::Barred(refusal) => refusal.sentence.clone(),
            Self::Stale => "Open it again to see the change, then do yours.".to_owned(),
            Self::TooMany { retry_after } => format!("Wait {retry_after} seconds and try again."),
            Self::Unavailable(_) => "Nothing was changed. Try again in a minute.".to_owned(),
            Self::Replay(_) => String::new(),
            Self::Internal(_) => {
                "Nothing was changed. Try again; if it stays, tell us the number below.".to_owned()
            }
        }
    }

    /// The stable code of the API.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::NotFound => "not_found",
            Self::Forbidden => "forbidden",
            Self::Invalid(_) => "invalid",
            Self::Refused(refusal) | Self::Barred(refusal) => refusal.code,
            Self::Stale => "stale",
            Self::TooMany { .. } => "too_many",
            Self::Unavailable(_) => "unavailable",
            Self::Replay(_) => "replay",
            Self::Internal(_) => "internal",
        }
    }
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A stable address for the kind of problem.
    pub r#type: String,
    /// The kind in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What stands in the way and what to do.
    pub detail: String,
    /// Sentences by field, for wrong input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<std::collections::BTreeMap<String, String>>,
    /// The request, to quote when asking for help.
    pub request_id: String,
}

impl Problem {
    /// The document for an error.
    #[must_use]
    pub fn of(error: &Error, request_id: &str) -> Self {
        Self {
            r#type: format!("urn:sojourn:problem:{}", error.code()),
            title: error.heading().to_owned(),
            status: error.status().as_u16(),
            detail: error.sentence(),
            errors: if let Error::Invalid(errors) = error { Some(errors.0.clone()) } else { None },
            request_id: request_id.to_owned(),
        }
    }
}

/// The API's door: every failure leaves as a problem document, whoever made it.
pub async fn problem_door(request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    let brought_key = request.headers().contains_key(header::AUTHORIZATION);
    let response = next.run(request).await;
    let failure = response.extensions().get::<Failure>().cloned();
    let error = match failure {
        Some(Failure(error)) => error,
        None if response.status() == StatusCode::NOT_FOUND && !is_json(&response) => {
            Arc::new(Error::NotFound)
        }
        None => return response,
    };
    let retry = response.headers().get(header::RETRY_AFTER).cloned();
    let reply = Reply::json(error.status(), &Problem::of(&error, &id.0));
    let mut response = reply.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(retry) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, retry);
    }
    if matches!(*error, Error::SignIn) {
        // RFC 6750, 3: without a key only the scheme is named
        let asks = if brought_key { "Bearer error=\"invalid_token\"" } else { "Bearer" };
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(asks));
    }
    response
}

fn is_json(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|media| media.as_bytes().starts_with(b"application/"))
}
