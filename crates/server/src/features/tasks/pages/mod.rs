//! The pages: the list of a record, one task, and all of the reader's tasks.

mod add;
mod export;
mod list;
mod mine;
mod task;

pub use list::{progress, tasks_of};
pub use mine::{MineQuery, cursor, page as page_of_mine};

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/tasks", get(mine::show))
        .route("/tasks.csv", get(export::mine::csv))
        .route("/tasks.xlsx", get(export::mine::xlsx))
        .route("/secondments/{number}/tasks", get(list::show))
        .route("/secondments/{number}/tasks.csv", get(export::of_record::csv))
        .route("/secondments/{number}/tasks.xlsx", get(export::of_record::xlsx))
        .route("/secondments/{number}/tasks/new", get(add::show).post(add::send))
        .route("/secondments/{number}/tasks/{code}", get(task::show))
        .route("/secondments/{number}/tasks/{code}/completion", post(task::complete))
        .route("/secondments/{number}/tasks/{code}/beginning", post(task::begin))
        .route("/secondments/{number}/tasks/{code}/waiver", post(task::waive))
        .route("/secondments/{number}/tasks/{code}/reopening", post(task::reopen))
        .route("/secondments/{number}/tasks/{code}/assignment", post(task::assign))
}
