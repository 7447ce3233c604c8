//! The pages of an import: choose a file, see what it would do, take it over. Each works without JavaScript; the
//! page of a file that is being read looks again by itself.

use axum::Router;
use axum::extract::multipart::{Field as Part, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::{HeaderName, StatusCode};
use axum::routing::{get, post};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::actions::{self, file_of, may_import};
use super::encoding::Encoding;
use super::fields::{Choice, Field};
use super::file::head_of;
use super::model::{Import, ImportId, Plan, State};
use super::reading::{self, Source};
use super::upload::Upload;
use super::views::{ImportPage, NewPage};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::organisations::{self, Organisation, OrganisationKind};
use crate::page::render;

/// The pages of imports.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/imports/new", get(new))
        .route("/imports", post(upload).layer(DefaultBodyLimit::disable()))
        .route("/imports/{id}", get(show))
        .route("/imports/{id}/mapping", post(remap))
        .route("/imports/{id}/confirmation", post(confirm))
        .route("/imports/{id}/removal", post(discard))
}

/// What was typed on the first page.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) organisation: String,
    pub(super) encoding: String,
    pub(super) complete: bool,
}

async fn new(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let own = own_organisations(&mut cx).await?;
    render(&NewPage::of(&door, &own, &Typed::default(), &FieldErrors::default()))
}

/// Organisations that the actor may import into; the page does not exist for those who have none.
async fn own_organisations(cx: &mut Cx) -> Result<Vec<Organisation>> {
    let mut own = organisations::store::choices(cx).await?;
    own.retain(|one| one.kind == OrganisationKind::Member && may_import(&cx.actor, one.id));
    if own.is_empty() { Err(Error::NotFound) } else { Ok(own) }
}

async fn upload(door: Door, parts: Result<Multipart, MultipartRejection>) -> Result<Reply> {
    let own = own_organisations(&mut door.read().await?).await?;
    let mut typed = Typed::default();
    match take(&door, parts, &own, &mut typed).await {
        Err(Error::Invalid(errors)) => {
            let page = NewPage::of(&door, &own, &typed, &errors);
            Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        other => other,
    }
}

async fn take(
    door: &Door,
    parts: Result<Multipart, MultipartRejection>,
    own: &[Organisation],
    typed: &mut Typed,
) -> Result<Reply> {
    let mut parts = parts.map_err(|error| Error::field("file", error.body_text()))?;
    let mut file: Option<(String, Upload)> = None;
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        match part.name().unwrap_or_default() {
            "organisation" => typed.organisation = part.text().await.map_err(unreadable)?,
            "encoding" => typed.encoding = part.text().await.map_err(unreadable)?,
            "complete" => typed.complete = part.text().await.map_err(unreadable)? == "yes",
            "file" => file = Some(keep(door.app(), part).await?),
            _ => {}
        }
    }
    let organisation = match own {
        [only] => only.id,
        many => {
            many.iter()
                .find(|one| one.id.to_string() == typed.organisation)
                .ok_or_else(|| Error::field("organisation", "Choose whose people are in the file."))?
                .id
        }
    };
    let (name, upload) = file
        .filter(|(_, upload)| !upload.is_empty())
        .ok_or_else(|| Error::field("file", "Choose a file that is not empty."))?;
    let plan =
        Plan { encoding: chosen_encoding(&typed.encoding), choices: Vec::new(), complete: typed.complete };
    let mut cx = door.write().await?;
    let id = ImportId::new(cx.now());
    let import = actions::start(&mut cx, id, organisation, &name, plan).await?;
    upload.keep(door.app(), id)?;
    finish_and_read(cx, import).await
}

async fn keep(app: &App, mut part: Part<'_>) -> Result<(String, Upload)> {
    let name = part.file_name().unwrap_or("people.csv").to_owned();
    let mut upload = Upload::try_new(app)?;
    while let Some(piece) = part.chunk().await.map_err(unreadable)? {
        upload.add(&piece)?;
    }
    Ok((name, upload))
}

fn unreadable(error: axum::extract::multipart::MultipartError) -> Error {
    Error::field("file", format!("The file did not arrive whole: {}. Send it again.", error.body_text()))
}

fn chosen_encoding(word: &str) -> Option<Encoding> {
    Encoding::parse(word).filter(|encoding| *encoding == Encoding::Windows1252)
}

/// Makes the start durable, then reads the file while the person may go elsewhere.
async fn finish_and_read(mut cx: Cx, import: Import) -> Result<Reply> {
    let app = cx.app.clone();
    let source = actions::source(&mut cx, &import, file_of(&app, import.id)).await?;
    let reply = cx.finish(Reply::see(format!("/imports/{}", import.id))).await?;
    tokio::spawn(read_on(app, import, source));
    Ok(reply)
}

async fn read_on(app: App, import: Import, source: Source) {
    let id = import.id;
    if let Err(error) = reading::read(&app, import, source, |_| {}).await {
        tracing::error!(import = %id, %error, "reading stopped");
    }
}

async fn show(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.read().await?;
    let import = actions::load(&mut cx, id).await?;
    let home = organisations::store::load(&mut cx, import.organisation).await?;
    drop(cx);
    let head = match import.state {
        State::Ready | State::Refused => head_of(file_of(door.app(), id), import.plan.encoding).await.ok(),
        State::Reading | State::Done => None,
    };
    let reply = render(&ImportPage::of(&door, &import, &home.name, head.as_ref()))?;
    if import.state == State::Reading {
        return Ok(reply.header(HeaderName::from_static("refresh"), "2"));
    }
    Ok(reply)
}

async fn remap(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Reply> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let value = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let encoding = chosen_encoding(value("encoding").unwrap_or_default());
    let mut cx = door.write().await?;
    let earlier = actions::load(&mut cx, id).await?;
    let Ok(head) = head_of(file_of(door.app(), id), encoding).await else {
        return Err(Error::refused("import_without_file", "The file is no longer here. Choose it again."));
    };
    let is_shown = value("column-0").is_some();
    let choices = head.headers.iter().enumerate().filter_map(|(at, header)| {
        let word = value(&format!("column-{at}"))?;
        Some(Choice { header: header.clone(), field: Field::parse(word) })
    });
    let choices = if is_shown { choices.collect() } else { earlier.plan.choices };
    let plan = Plan { encoding, choices, complete: value("complete") == Some("yes") };
    let import = actions::read_again(&mut cx, id, plan).await?;
    finish_and_read(cx, import).await
}

async fn confirm(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    // a task of its own: it ends well even when the browser has gone
    let task = tokio::spawn(async move {
        let app = cx.app.clone();
        let import = actions::confirm(&mut cx, id).await?;
        let reply = cx.finish(Reply::see(format!("/imports/{id}"))).await?;
        if let Err(error) = actions::tidy(&app, &import).await {
            tracing::warn!(import = %id, %error, "the next import will tidy up");
        }
        Ok(reply)
    });
    task.await.map_err(Error::internal)?
}

async fn discard(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let id: ImportId = id.parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    actions::discard(&mut cx, id).await?;
    cx.finish(Reply::see("/imports/new").flash("The import was dropped. Nobody was changed.")).await
}
