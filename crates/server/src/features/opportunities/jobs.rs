//! What happens to opportunities by itself: they close after their last day, and searches look for news.

use std::time::Duration;

use chrono::TimeDelta;
use sojourn_kit::error::Result;
use sojourn_kit::jobs::More;

use super::model::{ListQuery, Wanted};
use super::{actions, notices, store};
use crate::app::App;
use crate::jobs::{self, Job};

/// Closes what nobody can apply to any more.
pub const CLOSE: Job = Job {
    name: "opportunities-close",
    every: Duration::from_secs(600),
    run: |app| Box::pin(async move { close_overdue(&app).await }),
};

/// Looks whether something new matches the searches that people keep.
pub const SEARCHES: Job = Job {
    name: "opportunities-searches",
    every: Duration::from_secs(600),
    run: |app| Box::pin(async move { look_for_news(&app).await }),
};

/// How many at most in one transaction.
const BATCH: i64 = 50;
/// A search is looked at again after this time.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Closes the opportunities whose last day is over.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn close_overdue(app: &App) -> Result<More> {
    let mut cx = jobs::cx(app, "closing date").await?;
    let overdue = store::overdue(&mut cx, BATCH).await?;
    for number in &overdue {
        actions::close(&mut cx, number, None).await?;
    }
    cx.commit().await?;
    Ok(more(overdue.len()))
}

/// Writes a letter for each new match.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn look_for_news(app: &App) -> Result<More> {
    let mut cx = jobs::cx(app, "saved searches").await?;
    let before = cx.now() - PAUSE;
    let due = store::due_searches(&mut cx, before, BATCH).await?;
    for one in &due {
        let wanted = wanted(&one.search.query);
        for opportunity in store::matches_since(&mut cx, one, &wanted).await? {
            notices::matched(&mut cx, one.person, &one.search, &opportunity).await?;
        }
        store::looked(&mut cx, one.search.id).await?;
    }
    cx.commit().await?;
    Ok(more(due.len()))
}

/// A stored search was understood when it was kept; one that no longer is matches everything open.
fn wanted(query: &str) -> Wanted {
    ListQuery::of_address(query).and_then(|query| query.check()).unwrap_or_default()
}

fn more(done: usize) -> More {
    if i64::try_from(done).unwrap_or(BATCH) >= BATCH { More::Yes } else { More::No }
}

/// Both, one after the other.
#[cfg(test)]
pub(super) async fn all(app: &App) -> Result<()> {
    close_overdue(app).await?;
    look_for_news(app).await?;
    Ok(())
}
