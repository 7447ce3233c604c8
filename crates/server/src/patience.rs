//! How long a request may take and how many may be open at once, so that slow or countless clients cannot
//! take the house from everybody else.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sojourn_kit::error::Error;
use sojourn_kit::web::{Problem, Reply, RequestId};
use tokio::sync::Semaphore;

use crate::app::App;

/// For a form, a page or a JSON operation, from the last header to the answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// For an upload, whose size and line are the sender's.
const UPLOAD: Duration = Duration::from_secs(600);
/// Requests that are answered at the same time; more are told to come again.
const AT_ONCE: usize = 1024;

/// The bounds of one installation.
#[derive(Clone)]
pub struct Patience {
    app: App,
    open: Arc<Semaphore>,
    limit: Duration,
}

impl Patience {
    /// The usual bounds.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app, open: Arc::new(Semaphore::new(AT_ONCE)), limit: PATIENCE }
    }
}

/// Answers 503 in the shape of its door when a request takes too long or too many are open. What the request
/// had begun is rolled back with its transaction.
pub async fn bounded(State(patience): State<Patience>, request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    let is_api = request.uri().path().starts_with("/api/");
    let media = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let is_upload =
        [&b"multipart/"[..], b"text/csv", b"application/pdf"].iter().any(|kind| media.starts_with(kind));
    let limit = if is_upload { UPLOAD } else { patience.limit };
    let headers = request.headers().clone();
    let Ok(_open) = Arc::clone(&patience.open).try_acquire_owned() else {
        return busy(&patience.app, &headers, is_api, &id.0, "too many requests are open");
    };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => busy(&patience.app, &headers, is_api, &id.0, "a request took too long"),
    }
}

fn busy(app: &App, headers: &HeaderMap, is_api: bool, id: &str, why: &str) -> Response {
    tracing::warn!(request = id, why, "turned away");
    let error = Error::Unavailable(why.to_owned());
    let mut response = if is_api {
        let mut response = Reply::json(error.status(), &Problem::of(&error, id)).into_response();
        let media = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, media);
        response
    } else {
        crate::page::error_page(app, headers, &error, id).status(error.status()).into_response()
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    response
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::routing::get;
    use axum::{Router, middleware};
    use tower::ServiceExt;

    use super::*;
    use crate::testing::on_each_database;

    async fn ask(patience: &Patience, path: &str) -> (u16, String) {
        let slow = || async { tokio::time::sleep(Duration::from_secs(60)).await };
        let router: Router = Router::new()
            .route("/slow", get(slow))
            .route("/api/v1/slow", get(slow))
            .layer(middleware::from_fn_with_state(patience.clone(), bounded));
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        assert_eq!(parts.headers[header::RETRY_AFTER], "10");
        let bytes = to_bytes(body, 1_000_000).await.unwrap();
        (parts.status.as_u16(), String::from_utf8_lossy(&bytes).into_owned())
    }

    #[tokio::test]
    async fn a_slow_request_ends_in_the_shape_of_its_door() {
        on_each_database(async |house| {
            let mut patience = Patience::new(house.app.clone());
            patience.limit = Duration::from_millis(20);
            let (status, page) = ask(&patience, "/slow").await;
            assert!(status == 503 && page.contains("<h1>"), "{page}");
            let (status, problem) = ask(&patience, "/api/v1/slow").await;
            assert!(status == 503 && problem.contains("urn:sojourn:problem:unavailable"), "{problem}");
        })
        .await;
    }

    #[tokio::test]
    async fn more_than_the_house_holds_are_told_to_come_again() {
        on_each_database(async |house| {
            let mut patience = Patience::new(house.app.clone());
            patience.open = Arc::new(Semaphore::new(0));
            assert_eq!(ask(&patience, "/slow").await.0, 503);
        })
        .await;
    }
}
