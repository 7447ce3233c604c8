//! Applications as JSON: one's own, and those that one decides about.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions;
use super::model::{Application, ApplicationInput, DecisionInput};
use super::views::{ApplicantView, ApplicationView};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::opportunities::{self, Posting};

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own, save))
        .routes(routes!(send))
        .routes(routes!(withdraw))
        .routes(routes!(answer))
        .routes(routes!(applicants))
        .routes(routes!(one))
        .routes(routes!(decide))
        .routes(routes!(note))
        .routes(routes!(conflict))
}

async fn mine(mut cx: Cx, (posting, application): (Posting, Application)) -> Result<Reply> {
    let view = ApplicationView::of(&mut cx, &posting, &application).await?;
    cx.finish_json(&view).await
}

/// The caller's own application.
#[utoipa::path(get, path = "/opportunities/{opportunity}/application", tag = "applications",
    params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = ApplicationView), (status = 404, body = Problem)))]
async fn own(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (posting, application) = actions::own(&mut cx, &number).await?;
    let application = application.ok_or(Error::NotFound)?;
    mine(cx, (posting, application)).await
}

/// Keeps a draft.
#[utoipa::path(put, path = "/opportunities/{opportunity}/application", tag = "applications",
    request_body = ApplicationInput, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = ApplicationView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn save(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ApplicationInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let saved = actions::save(&mut cx, &number, &input).await?;
    mine(cx, saved).await
}

/// Which version was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApplicationVersion {
    /// Absent means the newest.
    #[serde(default)]
    version: Option<i64>,
}

/// Sends the draft. When the opportunity has closed it is refused and the draft stays.
#[utoipa::path(post, path = "/opportunities/{opportunity}/application/submission", tag = "applications",
    request_body = ApplicationVersion, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = ApplicationView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn send(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ApplicationVersion>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = actions::send(&mut cx, &number, input.version).await?;
    mine(cx, sent).await
}

/// Takes the application back.
#[utoipa::path(post, path = "/opportunities/{opportunity}/application/withdrawal", tag = "applications",
    request_body = ApplicationVersion, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = ApplicationView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn withdraw(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ApplicationVersion>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let withdrawn = actions::withdraw(&mut cx, &number, input.version).await?;
    mine(cx, withdrawn).await
}

/// The answer to an offer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OfferAnswer {
    /// Absent means the newest.
    #[serde(default)]
    version: Option<i64>,
    /// Whether the offer is accepted.
    accept: bool,
}

/// Answers an offer. With an acceptance a draft secondment opens.
#[utoipa::path(post, path = "/opportunities/{opportunity}/application/answer", tag = "applications",
    request_body = OfferAnswer, params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = ApplicationView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn answer(door: Door, Route(number): Route<String>, Body(input): Body<OfferAnswer>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let answered = if input.accept {
        actions::accept(&mut cx, &number, input.version).await?
    } else {
        actions::decline(&mut cx, &number, input.version).await?
    };
    mine(cx, answered).await
}

/// Everybody who applied.
#[derive(Serialize, ToSchema)]
struct ApplicantsView {
    /// In the order of their numbers.
    data: Vec<ApplicantView>,
}

/// Everybody who applied, for those who decide; names are absent while they are hidden.
#[utoipa::path(get, path = "/opportunities/{opportunity}/applicants", tag = "applications",
    params(("opportunity" = String, Path, description = "OP-0001")),
    responses((status = 200, body = ApplicantsView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn applicants(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = actions::inside(&mut cx, &number).await?;
    let asked = opportunities::store::asked(&mut cx, seen.posting.opportunity.id).await?;
    let mut data = Vec::with_capacity(seen.candidacies.len());
    for candidacy in &seen.candidacies {
        data.push(ApplicantView::of(&mut cx, &seen.posting, &asked, candidacy).await?);
    }
    cx.finish_json(&ApplicantsView { data }).await
}

fn seq(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn applicant(mut cx: Cx, number: &str, seq: i64) -> Result<Reply> {
    let (posting, candidacy) = actions::one(&mut cx, number, seq).await?;
    let asked = opportunities::store::asked(&mut cx, posting.opportunity.id).await?;
    let view = ApplicantView::of(&mut cx, &posting, &asked, &candidacy).await?;
    cx.finish_json(&view).await
}

/// One who applied.
#[utoipa::path(get, path = "/opportunities/{opportunity}/applicants/{applicant}", tag = "applications",
    params(("opportunity" = String, Path, description = "OP-0001"), ("applicant" = String, Path, description = "3")),
    responses((status = 200, body = ApplicantView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn one(door: Door, Route((number, applicant_number)): Route<(String, String)>) -> Result<Reply> {
    let cx = door.read().await?;
    applicant(cx, &number, seq(&applicant_number)?).await
}

/// Decides about one who applied, with a reason that they read.
#[utoipa::path(post, path = "/opportunities/{opportunity}/applicants/{applicant}/decisions", tag = "applications",
    request_body = DecisionInput,
    params(("opportunity" = String, Path, description = "OP-0001"), ("applicant" = String, Path, description = "3")),
    responses((status = 200, body = ApplicantView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn decide(
    door: Door,
    Route((number, applicant_number)): Route<(String, String)>,
    Body(input): Body<DecisionInput>,
) -> Result<Reply> {
    let seq = seq(&applicant_number)?;
    let mut cx = door.write().await?;
    actions::decide(&mut cx, &number, seq, &input).await?;
    applicant(cx, &number, seq).await
}

/// Words about one who applied.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PanelWords {
    /// The words.
    words: String,
}

/// Adds a note for those who decide.
#[utoipa::path(post, path = "/opportunities/{opportunity}/applicants/{applicant}/notes", tag = "applications",
    request_body = PanelWords,
    params(("opportunity" = String, Path, description = "OP-0001"), ("applicant" = String, Path, description = "3")),
    responses((status = 200, body = ApplicantView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn note(
    door: Door,
    Route((number, applicant_number)): Route<(String, String)>,
    Body(input): Body<PanelWords>,
) -> Result<Reply> {
    let seq = seq(&applicant_number)?;
    let mut cx = door.write().await?;
    actions::note(&mut cx, &number, seq, &input.words).await?;
    applicant(cx, &number, seq).await
}

/// Declares a conflict of interest with one who applied.
#[utoipa::path(post, path = "/opportunities/{opportunity}/applicants/{applicant}/conflict", tag = "applications",
    request_body = PanelWords,
    params(("opportunity" = String, Path, description = "OP-0001"), ("applicant" = String, Path, description = "3")),
    responses((status = 200, body = ApplicantView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn conflict(
    door: Door,
    Route((number, applicant_number)): Route<(String, String)>,
    Body(input): Body<PanelWords>,
) -> Result<Reply> {
    let seq = seq(&applicant_number)?;
    let mut cx = door.write().await?;
    actions::declare_conflict(&mut cx, &number, seq, &input.words).await?;
    applicant(cx, &number, seq).await
}
