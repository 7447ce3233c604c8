//! Clauses added and left out, with a key.

use serde::Deserialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;

use super::inside::{load, reloaded};
use super::views::{ClauseRequest, RecordAgreementView};
use crate::door::Door;
use crate::features::agreements::clauses::{self, LeaveOutInput};
use crate::features::agreements::model::ClauseInput;

/// Adds a clause of your own.
#[utoipa::path(post, path = "/secondments/{number}/agreement/clauses", tag = "agreements",
    request_body = ClauseRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ClauseRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    let input = ClauseInput {
        form_id: String::new(),
        version: input.revision,
        title: input.title,
        text: input.text,
        plain_words: input.plain_words,
    };
    clauses::add(&mut cx, &loaded.record, &input).await?;
    reloaded(cx, &number).await
}

/// Why a clause is left out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveOutRequest {
    /// The revision of the draft that was read.
    pub revision: i64,
    /// `employment_contract`, `framework_agreement`, `law`, `separate_document` or `not_applicable`; not needed
    /// for a clause of your own.
    #[serde(default)]
    pub reason: String,
    /// The reason in your own words; everybody who signs reads it.
    #[serde(default)]
    pub note: String,
}

/// Leaves a clause out, with a reason that the agreement prints; a clause of your own simply goes.
#[utoipa::path(post, path = "/secondments/{number}/agreement/clauses/{clause}/removal", tag = "agreements",
    request_body = LeaveOutRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("clause" = u16, Path, description = "The number of the clause")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn leave_out(
    door: Door,
    Route((number, clause)): Route<(String, u16)>,
    Body(input): Body<LeaveOutRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    let LeaveOutRequest { revision: version, reason, note } = input;
    let input = LeaveOutInput { form_id: String::new(), version, reason, note };
    clauses::leave_out(&mut cx, &loaded.record, clause, &input).await?;
    reloaded(cx, &number).await
}

/// The revision of the draft that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutBackRequest {
    /// The revision.
    pub revision: i64,
}

/// Puts a head that was left out back, in its standard words.
#[utoipa::path(post, path = "/secondments/{number}/agreement/waivers/{head}/withdrawal", tag = "agreements",
    request_body = PutBackRequest,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("head" = String, Path, description = "The head, such as CL-23")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put_back(
    door: Door,
    Route((number, head)): Route<(String, String)>,
    Body(input): Body<PutBackRequest>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    clauses::put_back(&mut cx, &loaded.record, &head, input.revision).await?;
    reloaded(cx, &number).await
}
