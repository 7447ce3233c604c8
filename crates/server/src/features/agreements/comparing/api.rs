//! Two texts side by side, as JSON.

use axum::http::StatusCode;
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;

use super::actions::{self, Pair};
use super::model::ComparedClause;
use crate::door::{Door, Guest};
use crate::features::agreements::api::outside::proven;
use crate::features::agreements::api::views::ReadRequest;

/// Two texts, compared clause by clause.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextComparisonView {
    /// What the earlier text is.
    pub earlier: String,
    /// What the later text is.
    pub later: String,
    /// How much is different, in a sentence.
    pub summary: String,
    /// Each clause and schedule, in the order of the later text; what is gone stands last.
    pub clauses: Vec<ComparedClause>,
}

impl From<Pair> for TextComparisonView {
    fn from(pair: Pair) -> Self {
        let Pair { earlier, later, summary, clauses } = pair;
        Self { earlier, later, summary, clauses }
    }
}

/// Compares two texts of a record: versions by their number, the `draft`, and the `standard` text.
#[utoipa::path(get, path = "/secondments/{number}/agreement/v/{version}/compare/{other}", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("version" = String, Path, description = "The earlier text: a version, `draft` or `standard`"),
        ("other" = String, Path, description = "The later text")),
    responses((status = 200, body = TextComparisonView), (status = 404, body = Problem)))]
pub async fn show(
    door: Door,
    Route((number, version, other)): Route<(String, String, String)>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (_, pair) = actions::of_record(&mut cx, &number, &version, &other).await?;
    Ok(Reply::json(StatusCode::OK, &TextComparisonView::from(pair)))
}

/// Compares the text to sign with an earlier version that the signer was asked to sign.
#[utoipa::path(post, path = "/signing/{token}/compare/{version}", tag = "agreements", request_body = ReadRequest,
    params(("token" = String, Path, description = "The token of the private link"),
        ("version" = i64, Path, description = "The earlier version")),
    responses((status = 200, body = TextComparisonView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn show_outside(
    guest: Guest,
    Route((token, version)): Route<(String, i64)>,
    Body(input): Body<ReadRequest>,
) -> Result<Reply> {
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let pair = actions::of_request(&mut cx, &request, version).await?;
    Ok(Reply::json(StatusCode::OK, &TextComparisonView::from(pair)))
}
