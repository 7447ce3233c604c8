//! The pages of the clause library, under Settings.

mod changes;
mod list;
mod own;
mod show;
mod version;

pub use changes::Changes;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;
use crate::shell::{Crumbs, Link};

const HERE: &str = "/settings/clauses";

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/settings/clauses", get(list::open))
        .route("/settings/clauses/{head}", get(show::open))
        .route("/settings/clauses/{head}/wording", post(show::choose))
        .route("/settings/clauses/{head}/withdrawal", post(show::withdraw))
        .route("/settings/clauses/{head}/own", get(own::open).post(own::save))
        .route("/settings/clauses/{head}/versions/{version}", get(version::open))
}

/// The way to a page about a head.
fn crumbs(head: sojourn_papers::Head, here: &str) -> Crumbs {
    let mut way = vec![Link::new("Settings", "/settings"), Link::new("Clauses", HERE)];
    if here.is_empty() {
        return Crumbs::new(way, head.title());
    }
    way.push(Link::new(head.title(), address(head)));
    Crumbs::new(way, here)
}

/// Where a head is shown.
fn address(head: sojourn_papers::Head) -> String {
    format!("{HERE}/{}", head.code())
}
