//! Readings whose process died: they are found by their silence and refused with a reason, so that nobody waits for
//! them. They are not resumed by themselves, for a file that ends a process would end it again and again.

use std::time::Duration;

use chrono::TimeDelta;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::jobs::More;

use super::model::State;
use super::problem::Problem;
use super::{reading, store};
use crate::app::App;
use crate::jobs::Job;

/// How long a reading may be silent. It tells of itself with each chunk of rows; the comparison after the last one
/// takes seconds for ten thousand rows and less than a minute for a million.
pub const SILENCE: TimeDelta = TimeDelta::minutes(5);

/// Looks for readings that fell silent.
pub const JOB: Job = Job {
    name: "interrupted imports",
    every: Duration::from_secs(60),
    run: |app| Box::pin(async move { refuse(&app).await }),
};

/// What whoever started it reads.
const SENTENCE: &str =
    "Sojourn was stopped while it read this file. Nobody was changed. Read the file again.";

/// Refuses readings that fell silent, and empties their places in the waiting room.
///
/// # Errors
/// When the database does not answer.
async fn refuse(app: &App) -> Result<More> {
    let moment = app.clock.now().checked_sub_signed(SILENCE);
    let moment = moment.ok_or_else(|| Error::internal("the clock is at its start"))?;
    let silent = store::silent_since(&mut app.db.read().await?, moment).await?;
    for mut import in silent {
        import.state = State::Refused;
        import.findings.problems.add(Problem::row(0, SENTENCE));
        let mut tx = app.db.write().await?;
        // one that gave a sign meanwhile under another start is left alone
        let is_refused = store::save_reading(&mut tx, &import).await?;
        tx.commit().await?;
        if is_refused {
            tracing::warn!(import = %import.id, "a reading fell silent and was refused");
            reading::clean(app, &import).await?;
        }
    }
    Ok(More::No)
}
