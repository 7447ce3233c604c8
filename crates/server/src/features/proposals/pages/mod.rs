//! The pages of proposals: the form in six steps, the home manager's answer, and the reading view.

mod answers;
mod check;
mod coming_back;
mod consent;
mod costs;
mod destination;
mod estimate;
mod form;
mod goals;
mod new;
mod panel;
mod release;
mod steps;
mod summary;
mod tab;
mod together;
mod why;

pub use panel::panel;
pub use tab::{Evidence, evidence};

use axum::Router;
use axum::routing::{get, post};
use sojourn_kit::web::{Fields, Route};

use super::model::Step;
use crate::app::App;
use crate::door::Door;
use crate::typed;

/// The routes of all pages.
pub fn router() -> Router<App> {
    let steps = Step::ALL.into_iter().filter(|step| *step != Step::Check);
    let router = steps.fold(Router::new(), |router, step| {
        let open = move |door: Door, number: Route<String>| steps::open(door, number, step);
        let save = move |door: Door, number: Route<String>, typed: Fields<typed::Form>| {
            steps::save(door, number, typed, step)
        };
        let path = format!("/secondments/{{number}}/propose/{}", step.slug());
        router.route(&path, get(open).post(save))
    });
    router
        .route("/proposals/new", get(new::open).post(new::start))
        .route("/secondments/{number}/propose/estimate", post(estimate::fragment))
        .route("/secondments/{number}/propose/check", get(check::open).post(check::send))
        .route("/secondments/{number}/propose/sent", get(check::sent))
        .route("/secondments/{number}/propose/writers/{side}", post(together::invite))
        .route("/secondments/{number}/propose/writers/{side}/removal", post(together::remove))
        .route("/secondments/{number}/consent", post(consent::agree))
        .route("/secondments/{number}/consent/request", post(consent::ask))
        .route("/secondments/{number}/release", get(release::open).post(release::decide))
        .route("/secondments/{number}/proposal", get(tab::open))
}
