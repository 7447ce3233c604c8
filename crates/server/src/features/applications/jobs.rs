//! What happens to applications by itself: an offer that is not answered lapses, and its place is free again.

use std::time::Duration;

use sojourn_kit::error::Result;
use sojourn_kit::jobs::More;

use super::events::Lapsed;
use super::lifecycle::{self, Action, Party};
use super::store;
use crate::app::App;
use crate::features::opportunities::store as postings;
use crate::jobs::{self, Job};

/// Lets offers lapse.
pub const LAPSE: Job = Job {
    name: "applications-lapse",
    every: Duration::from_secs(600),
    run: |app| Box::pin(async move { lapse(&app).await }),
};

/// How many at most in one transaction.
const BATCH: i64 = 50;

/// Lets the offers lapse whose day to answer is over.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn lapse(app: &App) -> Result<More> {
    let mut cx = jobs::cx(app, "offer not answered").await?;
    let overdue = store::overdue(&mut cx, BATCH).await?;
    let is_full = i64::try_from(overdue.len()).unwrap_or(BATCH) >= BATCH;
    for mut application in overdue {
        let step = lifecycle::decide(application.state, Action::Lapse, Party::Product)?;
        postings::free_seat(&mut cx, application.opportunity).await?;
        store::save_state(&mut cx, &mut application, step.to).await?;
        let opportunity = postings::bare(&mut cx, application.opportunity).await?;
        cx.record(&Lapsed::of(&opportunity, &application)).await?;
    }
    cx.commit().await?;
    Ok(if is_full { More::Yes } else { More::No })
}
