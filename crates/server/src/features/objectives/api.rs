//! The JSON operations of objectives and ideas.

use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{AgreeInput, Idea, IdeaAnswer, IdeaInput, Note, NoteInput, Plan, PlanInput, rules};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::Record;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(objectives, write))
        .routes(routes!(agree))
        .routes(routes!(note))
        .routes(routes!(raise_idea))
        .routes(routes!(answer_idea))
}

/// The objectives of a record.
#[derive(Serialize, ToSchema)]
struct ObjectivesView {
    /// Every plan, the newest first. The newest that all three agreed to counts.
    plans: Vec<Plan>,
    /// The number of the plan that counts.
    in_force: Option<i64>,
    /// The newest note of each objective.
    progress: Vec<Note>,
    /// The weighted achievement in percent; absent when nothing is left to reach.
    achieved_percent: Option<u8>,
    /// The ideas of the secondee, the newest first.
    ideas: Vec<Idea>,
}

impl ObjectivesView {
    async fn of(cx: &mut Cx, record: &Record) -> Result<Self> {
        let plans = store::plans(cx, record).await?;
        let progress = store::newest_notes(cx, record).await?;
        let counts = actions::in_force(&plans);
        Ok(Self {
            in_force: counts.map(|plan| plan.number),
            achieved_percent: counts.and_then(|plan| {
                rules::achievement(&plan.items, |item| rules::reached(progress.get(&item.id)))
            }),
            progress: progress.into_values().collect(),
            ideas: store::ideas(cx, record).await?,
            plans,
        })
    }
}

async fn told(mut cx: Cx, record: Record) -> Result<Reply> {
    let view = ObjectivesView::of(&mut cx, &record).await?;
    cx.finish_json(&view).await
}

/// The objectives, their progress, and the ideas.
#[utoipa::path(get, path = "/secondments/{number}/objectives", tag = "objectives",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ObjectivesView), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn objectives(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, &number).await?;
    told(cx, record).await
}

/// Writes the objectives anew; the other two are asked to agree.
#[utoipa::path(post, path = "/secondments/{number}/objectives", tag = "objectives", request_body = PlanInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ObjectivesView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn write(door: Door, Route(number): Route<String>, Body(input): Body<PlanInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::write(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// Agrees to the newest objectives.
#[utoipa::path(post, path = "/secondments/{number}/objectives/agreement", tag = "objectives",
    request_body = AgreeInput, params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ObjectivesView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn agree(door: Door, Route(number): Route<String>, Body(input): Body<AgreeInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::agree(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// Adds a note on the progress of an objective.
#[utoipa::path(post, path = "/secondments/{number}/objectives/{id}/notes", tag = "objectives",
    request_body = NoteInput,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The objective")),
    responses((status = 200, body = ObjectivesView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn note(door: Door, Route(at): Route<(String, String)>, Body(input): Body<NoteInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (number, id) = at;
    let record = actions::seen(&mut cx, &number).await?.secondment.number;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let record = actions::note(&mut cx, &record, id, &input).await?;
    told(cx, record).await
}

/// Raises an idea, after the learning phase.
#[utoipa::path(post, path = "/secondments/{number}/ideas", tag = "objectives", request_body = IdeaInput,
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = ObjectivesView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn raise_idea(door: Door, Route(number): Route<String>, Body(input): Body<IdeaInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::raise_idea(&mut cx, &number, &input).await?;
    told(cx, record).await
}

/// Says what becomes of an idea.
#[utoipa::path(post, path = "/secondments/{number}/ideas/{id}/answer", tag = "objectives",
    request_body = IdeaAnswer,
    params(("number" = String, Path, description = "SO-0312"), ("id" = String, Path, description = "The idea")),
    responses((status = 200, body = ObjectivesView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn answer_idea(
    door: Door,
    Route(at): Route<(String, String)>,
    Body(input): Body<IdeaAnswer>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = at.1.parse().map_err(|_| Error::NotFound)?;
    let record = actions::answer_idea(&mut cx, &at.0, id, &input).await?;
    told(cx, record).await
}
