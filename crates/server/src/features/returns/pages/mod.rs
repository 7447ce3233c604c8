//! The pages of the way back, below the record they belong to.

mod knowledge;
mod plan;
mod plan_forms;
mod reentry;
mod skills;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/return-plan", get(plan::show))
        .route("/secondments/{number}/return-plan/wishes", post(plan_forms::wishes))
        .route("/secondments/{number}/return-plan/role", post(plan_forms::role))
        .route("/secondments/{number}/return-plan/handover", post(plan_forms::handover))
        .route("/secondments/{number}/return-plan/post", post(plan_forms::post))
        .route("/secondments/{number}/return-plan/post/answer", post(plan_forms::answer))
        .route("/secondments/{number}/reentry", get(reentry::list))
        .route("/secondments/{number}/reentry/{day}", get(reentry::show).post(reentry::send))
        .route("/secondments/{number}/reentry/{day}/call", post(reentry::call))
        .route("/secondments/{number}/skills-use", get(skills::show).post(skills::plan))
        .route("/secondments/{number}/skills-use/{id}", post(skills::finish))
        .route("/secondments/{number}/skills-use/proposals", post(skills::propose))
        .route("/secondments/{number}/skills-use/proposals/{id}", post(skills::answer))
        .route("/secondments/{number}/skills-use/knowledge", post(knowledge::plan))
        .route("/secondments/{number}/skills-use/knowledge/{id}", post(knowledge::finish))
}

/// What was typed into a field, or what is stored as long as this form was not sent: other forms of the page keep
/// theirs.
fn typed(sent: &crate::typed::Form, name: &str, stored: &str) -> String {
    if sent.has(name) { sent.text(name) } else { stored.to_owned() }
}
