//! Checking a file by a program: the file is the body of the request.

use axum::body::Body as Stream;
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Problem, Reply};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions::{Incoming, PATIENCE, admit, check, in_time};
use super::model::Verdict;
use crate::app::App;
use crate::door::Guest;

/// The operations.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(verify))
}

/// Says whether a PDF file is sealed, by whom, unchanged, and one of the signed agreements of this installation. Needs
/// no key; nothing of the file is kept. At most 25 MB.
#[utoipa::path(post, path = "/verify", tag = "verification",
    request_body(content = String, content_type = "application/pdf", description = "The file"),
    responses((status = 200, body = Verdict), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 503, body = Problem)))]
async fn verify(guest: Guest, headers: HeaderMap, body: Stream) -> Result<Reply> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    if !media.starts_with("application/pdf") {
        let sentence = "Send the PDF file as the body, with the content type application/pdf.";
        return Err(Error::field("", sentence));
    }
    let _leave = admit(&guest)?;
    let bytes = in_time(PATIENCE, received(body)).await?.whole()?;
    Ok(Reply::json(StatusCode::OK, &check(&guest, bytes).await?))
}

async fn received(body: Stream) -> Result<Incoming> {
    let mut incoming = Incoming::default();
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece
            .map_err(|error| Error::field("file", format!("The file did not arrive whole: {error}.")))?;
        incoming.add(&piece)?;
    }
    Ok(incoming)
}
