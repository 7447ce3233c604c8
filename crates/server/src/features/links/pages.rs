//! The addresses of a record as a page, and as a card beside other things.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::model::{LinkInput, LinkKind, Readers, RecordLink, Sides};
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::page::{frame, part, render};
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame, Markup, Place};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/links", get(show).post(add))
        .route("/secondments/{number}/links/{id}/removal", post(remove))
}

#[derive(Template)]
#[template(path = "features/links/card.html")]
struct Card {
    number: String,
    links: Vec<RecordLink>,
    may_add: bool,
}

/// The addresses that the reader sees, with the way to add one; none before the release and for those without a part.
///
/// # Errors
/// When the database does not answer.
pub async fn card(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let may_add = actions::is_open(record);
    if !Sides::of(&record.standing).is_any() {
        return Ok(None);
    }
    let links = store::all(cx, record).await?;
    if links.is_empty() && !may_add {
        return Ok(None);
    }
    part(&Card { number: record.secondment.number.clone(), links, may_add }).map(Some)
}

#[derive(Template)]
#[template(path = "features/links/page.html")]
struct LinksPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    links: Vec<RecordLink>,
    /// Whether those at home are asked for the group that is just for fun: they miss news least who are in it.
    wants_group: bool,
    form: Option<[FieldView; 4]>,
}

async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

async fn add(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let kind = sent.choice("kind", LinkKind::parse, "Choose what it is", LinkKind::Other);
    let readers = sent.choice("readers", Readers::parse, "Choose who sees it", Readers::All);
    let text = |name: &str| sent.text(name);
    let input = LinkInput { kind, title: text("title"), address: text("address"), readers };
    let outcome = async {
        let mut cx = door.write().await?;
        crate::typed::both(sent.errors.clone(), actions::add(&mut cx, &number, &input).await)?;
        cx.finish(Reply::see(format!("/secondments/{number}/links")).flash("The link is kept")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &sent.with(errors)).await,
    }
}

async fn remove(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::seen(&mut cx, &number).await?;
    actions::remove(&mut cx, &number, id.parse().map_err(|_| Error::NotFound)?).await?;
    cx.finish(Reply::see(format!("/secondments/{number}/links")).flash("Removed")).await
}

async fn view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let sides = Sides::of(&record.standing);
    let form = actions::is_open(&record).then(|| fields(sides, sent));
    let links = store::all(&mut cx, &record).await?;
    let has_group = links.iter().any(|link| link.kind == LinkKind::HomeGroup);
    let page = LinksPage {
        frame: frame(door, format!("Links, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(form.iter().flatten()),
        number: number.to_owned(),
        links,
        wants_group: form.is_some() && sides.home && !has_group,
        form,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

fn fields(sides: Sides, sent: &Form) -> [FieldView; 4] {
    let field = |name: &str, label: &str, proposed: &str| {
        FieldView::new(name, label).value(sent.or(name, proposed)).error(sent.error(name))
    };
    let kinds = LinkKind::ALL.iter().map(|kind| FieldOption::new(kind.as_str(), kind.label()));
    let readers = Readers::ALL
        .iter()
        .filter(|readers| sides.sees(**readers))
        .map(|readers| FieldOption::new(readers.as_str(), readers.label()));
    [
        field("title", "What is it called?", ""),
        field("address", "Address", "").hint("Beginning with https://"),
        field("kind", "What is it?", "chat").select(kinds.collect()),
        field("readers", "Who sees it?", "all").radios(readers.collect()),
    ]
}
