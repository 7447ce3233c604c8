//! Searches that somebody keeps.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Search};

use super::crumbs;
use crate::door::Door;
use crate::features::opportunities::actions;
use crate::features::opportunities::model::{ListQuery, address};
use crate::features::opportunities::store::{self, SavedSearch};
use crate::page;
use crate::shell::{Crumbs, ErrorSummary, FieldKind, FieldView, Frame, Place};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/opportunities/pages/searches.html")]
struct SearchesPage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    searches: Vec<SavedSearch>,
    looking: String,
    query: String,
    name: FieldView,
    by_email: FieldView,
}

/// `GET /opportunities/searches`
pub async fn show(door: Door, Search(query): Search<ListQuery>) -> Result<Reply> {
    view(&door, &query, Form::default()).await
}

/// `POST /opportunities/searches`
pub async fn keep(door: Door, Fields(sent): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let typed = Form::sent(sent);
    let query = ListQuery::of_address(typed.get("query"))?;
    match invalid(kept(&door, &query, &typed).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &query, typed.with(errors)).await,
    }
}

async fn kept(door: &Door, query: &ListQuery, typed: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::keep_search(&mut cx, typed.get("name"), query, typed.ticked("by_email")).await?;
    cx.finish(Reply::see("/opportunities/searches").flash("Search kept")).await
}

/// `POST /opportunities/searches/removal`
pub async fn remove(door: Door, Fields(sent): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let id = Form::sent(sent).text("search").parse().map_err(|_| Error::NotFound)?;
    let mut cx = door.write().await?;
    if !store::remove_search(&mut cx, id).await? {
        return Err(Error::NotFound);
    }
    cx.finish(Reply::see("/opportunities/searches").flash("Search removed")).await
}

async fn view(door: &Door, query: &ListQuery, typed: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    query.check()?;
    let filters = query.filters();
    let words: Vec<String> = filters.iter().map(|(_, value)| value.replace('_', " ")).collect();
    let name = FieldView::new("name", "Name").value(typed.or("name", "")).error(typed.error("name"));
    let page = SearchesPage {
        frame: page::frame(door, "Saved searches", Some(Place::Opportunities))
            .with_errors(!typed.errors.is_empty()),
        crumbs: crumbs(Vec::new(), "Saved searches"),
        errors: ErrorSummary::of([&name]),
        searches: store::searches(&mut cx).await?,
        looking: match words.as_slice() {
            [] => "Everything that opens. To narrow it, filter the list first.".to_owned(),
            words => format!("Looks for: {}.", words.join(", ")),
        },
        query: address("", &filters).trim_start_matches('?').to_owned(),
        name,
        by_email: FieldView::new("by_email", "Email me when something new matches")
            .kind(FieldKind::Tick)
            .value(typed.or("by_email", "yes")),
    };
    Ok(typed.status(page::render(&page)?))
}
