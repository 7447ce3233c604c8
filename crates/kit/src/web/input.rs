//! Extractors that answer bad input with a sentence instead of a framework's text.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The parts of the address. A malformed one answers like a page that is not there.
#[derive(Debug)]
pub struct Route<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Route<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        #[expect(clippy::disallowed_types, reason = "the one place that wraps it")]
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Self(path.0)).map_err(|_| Error::NotFound)
    }
}

/// The query of the address.
#[derive(Debug)]
pub struct Search<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Search<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let query = axum_extra::extract::Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|query| Self(query.0))
            .map_err(|error| Error::field("", format!("The address has a wrong part: {error}.")))
    }
}

/// The fields of a form.
#[derive(Debug)]
pub struct Fields<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Fields<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let form = axum_extra::extract::Form::<T>::from_request(request, state).await;
        form.map(|form| Self(form.0))
            .map_err(|error| Error::field("", format!("The form could not be read: {error}.")))
    }
}

/// A JSON body. Unknown fields are refused where the type says so.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        #[expect(clippy::disallowed_types, reason = "the one place that wraps it")]
        let json = axum::Json::<T>::from_request(request, state).await;
        json.map(|json| Self(json.0)).map_err(|error| Error::field("", error.body_text()))
    }
}
