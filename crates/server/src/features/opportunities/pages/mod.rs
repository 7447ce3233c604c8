//! The pages of this feature.

mod acts;
mod card;
mod export;
mod form;
mod list;
mod mine;
mod searches;
mod show;

pub use card::{Card, FitView, fit_view};
pub(in crate::features::opportunities) use list::sort_of;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;

use crate::app::App;
use crate::door::Door;
use crate::page;
use crate::shell::{Crumbs, Frame, Link, Place};

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/opportunities", get(list::show).post(form::create))
        .route("/opportunities.csv", get(export::csv))
        .route("/opportunities.xlsx", get(export::xlsx))
        .route("/opportunities/new", get(form::new))
        .route("/opportunities/fit", get(how_fit_works))
        .route("/opportunities/mine", get(mine::show))
        .route("/opportunities/searches", get(searches::show).post(searches::keep))
        .route("/opportunities/searches/removal", post(searches::remove))
        .route("/opportunities/{opportunity}", get(show::show))
        .route("/opportunities/{opportunity}/edit", get(form::edit).post(form::change))
        .route("/opportunities/{opportunity}/publication", post(acts::publish))
        .route("/opportunities/{opportunity}/approval", post(acts::approve))
        .route("/opportunities/{opportunity}/return", get(acts::back_form).post(acts::send_back))
        .route("/opportunities/{opportunity}/closing", post(acts::close))
        .route("/opportunities/{opportunity}/withdrawal", get(acts::withdrawal).post(acts::withdraw))
        .route("/opportunities/{opportunity}/copies", post(acts::copy))
        .route("/opportunities/{opportunity}/star", post(acts::star))
        .route("/opportunities/{opportunity}/request", get(acts::request_form).post(acts::request))
}

/// The trail to a page about opportunities.
#[must_use]
pub fn crumbs(more: Vec<Link>, here: &str) -> Crumbs {
    let first = Link::new("Opportunities", "/opportunities");
    Crumbs::new(std::iter::once(first).chain(more).collect(), here)
}

#[derive(Template)]
#[template(path = "features/opportunities/pages/fit.html")]
struct FitPage {
    frame: Frame,
    crumbs: Crumbs,
}

/// `GET /opportunities/fit`
async fn how_fit_works(door: Door) -> Result<Reply> {
    let frame = page::frame(&door, "How fit works", Some(Place::Opportunities));
    page::render(&FitPage { frame, crumbs: crumbs(Vec::new(), "How fit works") })
}
