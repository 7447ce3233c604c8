//! Importing people by a program: the file is the body of the request.

use axum::body::Body as Stream;
use axum::http::StatusCode;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Problem as ProblemDocument, Reply, Route, Search};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions::{self, file_of};
use super::encoding::Encoding;
use super::fields::Choice;
use super::model::{Counts, Findings, Import, ImportId, Plan, State};
use super::reading;
use super::upload::Upload;
use crate::actor::OrganisationId;
use crate::app::App;
use crate::door::Door;

/// The operations on imports.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_people)).routes(routes!(show)).routes(routes!(confirm))
}

/// How the file is to be taken.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ImportQuery {
    /// Whose people they are; the caller's own organisation unless said.
    organisation: Option<OrganisationId>,
    /// Only check and answer what would happen; nothing is kept.
    #[serde(default)]
    dry_run: bool,
    /// Read and check, and wait for `POST /imports/{id}/confirmation`.
    #[serde(default)]
    wait: bool,
    /// The file lists everybody: whoever is missing has left.
    #[serde(default)]
    complete: bool,
    /// Read bytes as this; a byte-order mark wins over it.
    encoding: Option<Encoding>,
    /// `header=field`, once for each column that is not known by its name; the field `ignore` leaves it out.
    #[serde(default)]
    map: Vec<String>,
}

/// An import with what it would do, or did.
#[derive(Debug, Serialize, ToSchema)]
struct ImportView {
    /// The stable id.
    id: ImportId,
    /// Whose people.
    organisation: OrganisationId,
    /// How far it is.
    state: State,
    /// Rows read, without the header.
    rows_read: i64,
    /// What it would do, or did.
    counts: Counts,
    /// What was found out; problems by row and column.
    findings: Findings,
}

impl From<Import> for ImportView {
    fn from(import: Import) -> Self {
        Self {
            id: import.id,
            organisation: import.organisation,
            state: import.state,
            rows_read: import.rows_read,
            counts: import.counts,
            findings: import.findings,
        }
    }
}

/// A file that was not taken over: a problem document with the problems by row and column.
#[derive(Debug, Serialize, ToSchema)]
struct ImportProblem {
    /// A stable address for the kind of problem.
    r#type: &'static str,
    /// The kind in a few words.
    title: &'static str,
    /// 422.
    status: u16,
    /// How much is wrong.
    detail: String,
    /// The request, to quote when asking for help.
    request_id: String,
    /// The import with its problems.
    import: ImportView,
}

/// Takes people over from a CSV file: all of it, or nothing when anything is wrong with it.
#[utoipa::path(
    post, path = "/imports/people", tag = "people", params(ImportQuery),
    request_body(content = String, content_type = "text/csv", description = "The file, its header first"),
    responses(
        (status = 200, body = ImportView),
        (status = 404, body = ProblemDocument),
        (status = 422, body = ImportProblem),
    )
)]
async fn import_people(door: Door, Search(query): Search<ImportQuery>, body: Stream) -> Result<Reply> {
    let organisation = query.organisation.unwrap_or(door.actor.organisation);
    if !actions::may_import(&door.actor, organisation) {
        return Err(Error::NotFound);
    }
    let choices = query
        .map
        .iter()
        .map(|text| text.parse::<Choice>().map_err(|error| Error::field("map", format!("{text}: {error}."))))
        .collect::<Result<_>>()?;
    let plan = Plan { encoding: query.encoding, choices, complete: query.complete };
    let (app, request_id) = (door.app().clone(), door.meta().request_id.clone());
    let upload = receive(&app, body).await?;
    let mut cx = door.write().await?;
    let id = ImportId::new(cx.now());
    let import = actions::start(&mut cx, id, organisation, "people.csv", plan).await?;
    upload.keep(&app, id)?;
    let source = actions::source(&mut cx, &import, file_of(&app, id)).await?;
    cx.commit().await?;
    // a task of its own: it ends well even when the caller has gone
    let task = tokio::spawn(async move {
        let import = reading::read(&app, import, source, |_| {}).await?;
        settle(&door, import, &query).await
    });
    let import = task.await.map_err(Error::internal)??;
    Ok(if import.state == State::Refused { refusal(import, request_id) } else { view(import) })
}

async fn receive(app: &App, body: Stream) -> Result<Upload> {
    let mut upload = Upload::try_new(app)?;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece =
            piece.map_err(|error| Error::field("", format!("The file did not arrive whole: {error}.")))?;
        upload.add(&piece)?;
    }
    Ok(upload)
}

/// What follows the reading: the yes that the call contained, or forgetting.
async fn settle(door: &Door, import: Import, query: &ImportQuery) -> Result<Import> {
    let mut cx = door.write().await?;
    if import.state == State::Refused || query.dry_run {
        actions::discard(&mut cx, import.id).await?;
        cx.commit().await?;
        return Ok(import);
    }
    if query.wait {
        return Ok(import);
    }
    let findings = import.findings;
    let import = actions::confirm(&mut cx, import.id).await?;
    cx.commit().await?;
    actions::tidy(door.app(), &import).await?;
    Ok(Import { findings, ..import })
}

fn view(import: Import) -> Reply {
    Reply::json(StatusCode::OK, &ImportView::from(import))
}

fn refusal(import: Import, request_id: String) -> Reply {
    let total = import.findings.problems.total;
    let problem = ImportProblem {
        r#type: "urn:sojourn:problem:import_refused",
        title: "The file has faults",
        status: 422,
        detail: format!("{total} things stand in the way; nobody was changed."),
        request_id,
        import: import.into(),
    };
    match serde_json::to_string(&problem) {
        Ok(body) => Reply::text("application/problem+json", body).status(StatusCode::UNPROCESSABLE_ENTITY),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            Reply::json(StatusCode::INTERNAL_SERVER_ERROR, &())
        }
    }
}

/// An import that the caller started.
#[utoipa::path(
    get, path = "/imports/{id}", tag = "people", params(("id" = ImportId, Path)),
    responses((status = 200, body = ImportView), (status = 404, body = ProblemDocument))
)]
async fn show(door: Door, Route(id): Route<ImportId>) -> Result<Reply> {
    let mut cx = door.read().await?;
    Ok(view(actions::load(&mut cx, id).await?))
}

/// Takes over what was read and found in order.
#[utoipa::path(
    post, path = "/imports/{id}/confirmation", tag = "people", params(("id" = ImportId, Path)),
    responses(
        (status = 200, body = ImportView), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument)
    )
)]
async fn confirm(door: Door, Route(id): Route<ImportId>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let task = tokio::spawn(async move {
        let app = cx.app.clone();
        let import = actions::confirm(&mut cx, id).await?;
        let reply = cx.finish(view(import.clone())).await?;
        if let Err(error) = actions::tidy(&app, &import).await {
            tracing::warn!(import = %id, %error, "the next import will tidy up");
        }
        Ok(reply)
    });
    task.await.map_err(Error::internal)?
}
