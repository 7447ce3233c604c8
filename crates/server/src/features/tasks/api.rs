//! Tasks as JSON.

use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{
    AddInput, AssignInput, DoneInput, Evidence, Phase, Reach, ReasonInput, Task, TaskId, TaskState,
    VersionInput,
};
use super::pages::{MineQuery, cursor, page_of_mine, progress, tasks_of};
use super::{access, actions};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{self, Party, Record};

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mine))
        .routes(routes!(list, add))
        .routes(routes!(one))
        .routes(routes!(complete))
        .routes(routes!(begin))
        .routes(routes!(waive))
        .routes(routes!(reopen))
        .routes(routes!(assign))
}

/// A task as this caller sees it, with what they may do.
#[derive(Debug, Serialize, ToSchema)]
struct TaskView {
    /// The stable id.
    id: TaskId,
    /// The number of its record.
    secondment: String,
    /// `C22` for an item of the checklists; unique on the record.
    code: String,
    /// The part of the way.
    phase: Phase,
    /// What is to be done.
    title: String,
    /// Why.
    why: String,
    /// Whose task it is.
    owner: Party,
    /// The person named for it.
    person: Option<PersonId>,
    /// Who sees it.
    reach: Reach,
    /// By when.
    due_on: Option<NaiveDate>,
    /// Which time, for what is done again and again.
    round: i64,
    /// Whether the start waits for it.
    blocking: bool,
    /// What has to be said when it is done.
    evidence: Evidence,
    /// Where it stands.
    state: TaskState,
    /// The evidence, the reason, or what it waits for.
    outcome: String,
    /// When it was settled.
    settled_on: Option<NaiveDate>,
    /// By whom; absent when the record did it.
    settled_by: Option<PersonId>,
    /// Grows with each change.
    version: i64,
    /// Whether the caller may mark it as done now.
    may_complete: bool,
    /// Whether the caller may leave it out.
    may_waive: bool,
}

impl TaskView {
    fn of(record: &Record, task: Task) -> Self {
        Self {
            may_complete: access::decide_done(record, &task).is_ok(),
            may_waive: access::decide_waive(record, &task).is_ok(),
            id: task.id,
            secondment: record.secondment.number.clone(),
            code: task.code,
            phase: task.phase,
            title: task.title,
            why: task.why,
            owner: task.owner,
            person: task.person,
            reach: task.reach,
            due_on: task.due_on,
            round: task.round,
            blocking: task.blocking,
            evidence: task.evidence,
            state: task.state,
            outcome: task.outcome,
            settled_on: task.settled_on,
            settled_by: task.settled_by,
            version: task.version,
        }
    }
}

/// The tasks of a record.
#[derive(Serialize, ToSchema)]
struct TasksView {
    /// How many are done.
    done: usize,
    /// Of how many that are needed.
    needed: usize,
    /// All that the caller sees, in the order of a life.
    tasks: Vec<TaskView>,
}

/// A page of the caller's open tasks.
#[derive(Serialize, ToSchema)]
struct MineView {
    /// The tasks, the nearest first.
    data: Vec<TaskView>,
    /// Give it as `after` for the next page; absent on the last one.
    next: Option<String>,
}

async fn changed(cx: Cx, (record, task): (Record, Task)) -> Result<Reply> {
    cx.finish_json(&TaskView::of(&record, task)).await
}

/// The caller's open tasks across records, the nearest first.
#[utoipa::path(get, path = "/tasks", tag = "tasks", params(MineQuery),
    responses((status = 200, body = MineView), (status = 422, body = Problem)))]
async fn mine(door: Door, Search(query): Search<MineQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = query.check()?;
    let (found, has_more) = page_of_mine(&mut cx, &wanted).await?;
    let next = found.last().filter(|_| has_more).map(|(task, _)| cursor(task));
    let data = found.into_iter().map(|(task, line)| TaskView::of(&line.record, task)).collect();
    cx.finish_json(&MineView { data, next }).await
}

/// The tasks of a record.
#[utoipa::path(get, path = "/secondments/{number}/tasks", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = TasksView), (status = 404, body = Problem)))]
async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    let tasks = tasks_of(&mut cx, &record).await?;
    let (done, needed) = progress(&tasks);
    let tasks = tasks.into_iter().map(|task| TaskView::of(&record, task)).collect();
    cx.finish_json(&TasksView { done, needed, tasks }).await
}

/// Adds a task that is in no catalogue.
#[utoipa::path(post, path = "/secondments/{number}/tasks", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312")), request_body = AddInput,
    responses((status = 201, body = TaskView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add(door: Door, Route(number): Route<String>, Body(input): Body<AddInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (record, task) = actions::add(&mut cx, &number, &input).await?;
    let reply = Reply::json(StatusCode::CREATED, &TaskView::of(&record, task));
    cx.finish(reply).await
}

/// One task.
#[utoipa::path(get, path = "/secondments/{number}/tasks/{code}", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312"), ("code" = String, Path, description = "C27")),
    responses((status = 200, body = TaskView), (status = 404, body = Problem)))]
async fn one(door: Door, Route((number, code)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let found = actions::load(&mut cx, &number, &code).await?;
    changed(cx, found).await
}

/// Marks a task as done, with the evidence that it asks for.
#[utoipa::path(post, path = "/secondments/{number}/tasks/{code}/completion", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312"), ("code" = String, Path, description = "C27")),
    request_body = DoneInput,
    responses((status = 200, body = TaskView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn complete(
    door: Door,
    Route((number, code)): Route<(String, String)>,
    Body(input): Body<DoneInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let done = actions::done(&mut cx, &number, &code, &input).await?;
    changed(cx, done).await
}

/// Says that somebody has begun.
#[utoipa::path(post, path = "/secondments/{number}/tasks/{code}/beginning", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312"), ("code" = String, Path, description = "C27")),
    request_body = VersionInput,
    responses((status = 200, body = TaskView), (status = 409, body = Problem)))]
async fn begin(
    door: Door,
    Route((number, code)): Route<(String, String)>,
    Body(input): Body<VersionInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let begun = actions::start(&mut cx, &number, &code, input.version).await?;
    changed(cx, begun).await
}

/// Finds a task not to be needed, with the reason.
#[utoipa::path(post, path = "/secondments/{number}/tasks/{code}/waiver", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312"), ("code" = String, Path, description = "C27")),
    request_body = ReasonInput,
    responses((status = 200, body = TaskView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn waive(
    door: Door,
    Route((number, code)): Route<(String, String)>,
    Body(input): Body<ReasonInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let waived = actions::waive(&mut cx, &number, &code, &input).await?;
    changed(cx, waived).await
}

/// Opens a settled task again, with the reason.
#[utoipa::path(post, path = "/secondments/{number}/tasks/{code}/reopening", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312"), ("code" = String, Path, description = "C27")),
    request_body = ReasonInput,
    responses((status = 200, body = TaskView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn reopen(
    door: Door,
    Route((number, code)): Route<(String, String)>,
    Body(input): Body<ReasonInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let opened = actions::reopen(&mut cx, &number, &code, &input).await?;
    changed(cx, opened).await
}

/// Names a person of the task's side for it, or gives it back to the whole side.
#[utoipa::path(post, path = "/secondments/{number}/tasks/{code}/assignment", tag = "tasks",
    params(("number" = String, Path, description = "SO-0312"), ("code" = String, Path, description = "C27")),
    request_body = AssignInput,
    responses((status = 200, body = TaskView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn assign(
    door: Door,
    Route((number, code)): Route<(String, String)>,
    Body(input): Body<AssignInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let assigned = actions::assign(&mut cx, &number, &code, &input).await?;
    changed(cx, assigned).await
}
