//! Reading a file into the waiting room: one thread reads and checks rows, the other writes them in chunks.
//! At no time are more than a few chunks in memory.

use std::path::PathBuf;

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use tokio::sync::mpsc;

use super::fields::{Field, Mapping};
use super::file::{Opened, open};
use super::model::{Findings, Import, Plan, State};
use super::problem::{FileProblem, Problem, Problems};
use super::records::Row;
use super::rows::{Reading, Staged};
use super::takeover::Headers;
use super::{store, takeover};
use crate::app::App;

/// Rows in one short transaction.
const CHUNK: usize = 2_000;
/// The most rows of one file, unless the caller says otherwise.
pub const MOST_ROWS: u64 = 1_000_000;

/// What is read, and how.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file.
    pub path: PathBuf,
    /// How it is read.
    pub plan: Plan,
    /// The currency of pay where the file names none.
    pub currency: String,
    /// The present day.
    pub today: NaiveDate,
    /// The most rows that are taken.
    pub limit: u64,
}

/// What the reading thread found.
#[derive(Default)]
struct Outcome {
    problems: Problems,
    unused: Vec<String>,
    headers: Headers,
    rows: u64,
}

/// Rows on their way into the waiting room, and how many rows were read until them.
type Chunk = (Vec<Staged>, u64);

/// Reads the file of `import` into the waiting room and checks it as a whole. `progress` hears how many rows
/// are in. The import comes back ready or refused; if another reading took it over, as it is then.
///
/// # Errors
/// When the database refuses or the disk does not answer. The import is refused after a while, as one whose process
/// died, unless it is read again before.
pub async fn read(
    app: &App,
    import: Import,
    source: Source,
    mut progress: impl FnMut(u64),
) -> Result<Import> {
    let (sender, mut receiver) = mpsc::channel::<Chunk>(2);
    let reader = tokio::task::spawn_blocking(move || produce(&source, &sender));
    while let Some((rows, read)) = receiver.recv().await {
        let mut tx = app.db.write().await?;
        let read_so_far = i64::try_from(read).unwrap_or(i64::MAX);
        if !store::stage(&mut tx, &import, &rows, read_so_far, app.clock.now()).await? {
            return Err(Error::refused("import_replaced", "Another reading has taken this import over."));
        }
        // the last chunk: from here on the planner must know how many there are
        if rows.len() < CHUNK {
            tx.refresh_statistics("people_import_rows").await?;
        }
        tx.commit().await?;
        progress(read);
    }
    let outcome = reader.await.map_err(Error::internal)?;
    settle(app, import, outcome).await
}

async fn settle(app: &App, mut import: Import, outcome: Outcome) -> Result<Import> {
    let mut findings =
        Findings { problems: outcome.problems, unused_columns: outcome.unused, ..Findings::default() };
    let mut reading = app.db.read().await?;
    let counts = takeover::compare(&mut reading, &import, &outcome.headers, &mut findings).await?;
    drop(reading);
    import.rows_read = i64::try_from(outcome.rows).unwrap_or(i64::MAX);
    import.state = if findings.problems.is_empty() { State::Ready } else { State::Refused };
    import.counts = counts;
    import.findings = findings;
    let mut tx = app.db.write().await?;
    if !store::save_reading(&mut tx, &import).await? {
        return Err(Error::refused("import_replaced", "Another reading has taken this import over."));
    }
    tx.commit().await?;
    if import.state == State::Refused {
        clean(app, &import).await?;
    }
    Ok(import)
}

/// Empties the waiting room of an import, a little at a time.
///
/// # Errors
/// When the database refuses.
pub async fn clean(app: &App, import: &Import) -> Result<()> {
    loop {
        let mut tx = app.db.write().await?;
        let more = store::clean(&mut tx, import.id).await?;
        tx.commit().await?;
        if !more {
            return Ok(());
        }
    }
}

fn produce(source: &Source, sender: &mpsc::Sender<Chunk>) -> Outcome {
    let mut outcome = Outcome::default();
    if let Err(problem) = produce_rows(source, sender, &mut outcome) {
        outcome.problems.add(Problem::row(problem.at_row(), problem.to_string()));
    }
    outcome
}

fn produce_rows(
    source: &Source,
    sender: &mpsc::Sender<Chunk>,
    outcome: &mut Outcome,
) -> Result<(), FileProblem> {
    let Opened { mut records, headers, problems, .. } = open(&source.path, source.plan.encoding)?;
    let (mapping, more) = Mapping::of(headers, &source.plan.choices);
    outcome.unused = mapping.unused().into_iter().map(str::to_owned).collect();
    outcome.headers = Headers {
        number: mapping.header(Field::EmployeeNumber),
        manager: mapping.header(Field::ManagerNumber),
    };
    for problem in problems.into_iter().chain(more) {
        outcome.problems.add(problem);
    }
    if !outcome.problems.is_empty() {
        return Ok(());
    }
    let reading = Reading {
        mapping,
        currency: source.currency.clone(),
        today: source.today,
        complete: source.plan.complete,
    };
    let (mut row, mut chunk) = (Row::default(), Vec::with_capacity(CHUNK));
    while records.next(&mut row)? {
        outcome.rows += 1;
        if outcome.rows > source.limit {
            return Err(FileProblem::TooManyRows { limit: source.limit });
        }
        chunk.extend(reading.row(&row, &mut outcome.problems));
        if chunk.len() == CHUNK && !send(sender, &mut chunk, outcome.rows) {
            return Ok(());
        }
    }
    if outcome.rows == 0 {
        outcome.problems.add(Problem::row(0, "The file has a header and no rows."));
    }
    send(sender, &mut chunk, outcome.rows);
    Ok(())
}

/// Hands a chunk over; `false` when nobody takes it any more.
fn send(sender: &mpsc::Sender<Chunk>, chunk: &mut Vec<Staged>, rows: u64) -> bool {
    let full = std::mem::replace(chunk, Vec::with_capacity(CHUNK));
    sender.blocking_send((full, rows)).is_ok()
}
