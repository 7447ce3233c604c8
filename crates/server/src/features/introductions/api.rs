//! The JSON operations of introductions.

use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{Colleague, Introduction, WordsInput, sees_team};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(introduction, introduce)).routes(routes!(answer_introduction))
}

/// A first word, its answer and the team.
#[derive(Serialize, ToSchema)]
struct IntroductionView {
    #[serde(flatten)]
    introduction: Introduction,
    /// The host's team by name, for the secondee and the host manager once all have signed.
    team: Option<Vec<Colleague>>,
}

async fn told(mut cx: Cx, number: &str) -> Result<Reply> {
    let record = actions::seen(&mut cx, number).await?;
    let team = if sees_team(&record.standing, record.secondment.workflow) {
        Some(store::team(&mut cx, &record).await?)
    } else {
        None
    };
    let view = IntroductionView { introduction: store::find(&mut cx, &record).await?, team };
    cx.finish_json(&view).await
}

/// What the secondee wrote to the host's team, what was answered, and who is in the team.
#[utoipa::path(get, path = "/secondments/{number}/introduction", tag = "introductions",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = IntroductionView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn introduction(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let cx = door.read().await?;
    told(cx, &number).await
}

/// The secondee writes a first word.
#[utoipa::path(put, path = "/secondments/{number}/introduction", tag = "introductions", request_body = WordsInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = IntroductionView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn introduce(door: Door, Route(number): Route<String>, Body(input): Body<WordsInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::send(&mut cx, &number, &input).await?;
    told(cx, &number).await
}

/// The host manager answers.
#[utoipa::path(put, path = "/secondments/{number}/introduction/answer", tag = "introductions", request_body = WordsInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = IntroductionView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn answer_introduction(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<WordsInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::answer(&mut cx, &number, &input).await?;
    told(cx, &number).await
}
