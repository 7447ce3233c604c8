//! `sojourn import people` with a generated file: rows per second and peak memory.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use sojourn::schema::MIGRATIONS;
use sojourn_kit::testing::{Scratch, scratch_databases};

use crate::fault::{Fault, Outcome};
use crate::pages::installation;
use crate::process::peak_memory;

/// The organisation that people are imported into.
const ORGANISATION: &str = "Northwick Services";

/// One import.
#[derive(Debug, Clone)]
pub struct Import {
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// What was imported.
    pub what: String,
    /// Rows of the file.
    pub rows: usize,
    /// How long it took.
    pub time: Duration,
    /// The most memory it held, in bytes.
    pub peak: u64,
}

impl Import {
    /// Rows per second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.rows as f64 / self.time.as_secs_f64()
    }
}

/// Imports files of three sizes on each database at hand: everybody new, then nobody changed, then everybody with
/// another pay and title. The sizes show whether memory grows with the file.
///
/// # Errors
/// When an import fails or does not bring everybody in.
pub async fn run(sojourn: &Path, rows: usize) -> Outcome<Vec<Import>> {
    let folder = tempfile::tempdir()?;
    let mut imports = Vec::new();
    for count in [rows / 30, rows, rows * 3] {
        let file = folder.path().join(format!("people-{count}.csv"));
        let other = folder.path().join(format!("others-{count}.csv"));
        write_file(sojourn, &file, count, 1)?;
        write_file(sojourn, &other, count, 2)?;
        for scratch in scratch_databases(MIGRATIONS).await {
            for (file, what) in [(&file, "all new"), (&file, "none changed"), (&other, "all changed")] {
                let what = format!("{count} people, {what}");
                imports.push(import(sojourn, &scratch, file, count, what)?);
                imported(&scratch, count).await?;
            }
            scratch.db.close().await;
        }
    }
    Ok(imports)
}

fn import(sojourn: &Path, scratch: &Scratch, file: &Path, rows: usize, what: String) -> Outcome<Import> {
    let mut command = Command::new(sojourn);
    command.args(["import", "people"]).arg(file).args([
        "--organisation",
        ORGANISATION,
        "--create-organisation",
        "--yes",
    ]);
    installation(&mut command, scratch);
    let started = Instant::now();
    let peak = peak_memory(&mut command)?;
    let done = Import { database: scratch.name, what, rows, time: started.elapsed(), peak };
    println!("{}: {}: {:.0} rows a second", done.database, done.what, done.rate());
    Ok(done)
}

async fn imported(scratch: &Scratch, wanted: usize) -> Outcome {
    let people = scratch.db.read().await?.count("SELECT COUNT(*) AS n FROM people", vec![]).await?;
    if usize::try_from(people) == Ok(wanted) {
        return Ok(());
    }
    Err(Fault::new(format!("{people} people are in, {wanted} were in the file")))
}

/// A file of invented people, by the product's own generator.
fn write_file(sojourn: &Path, path: &Path, count: usize, seed: u64) -> Outcome {
    let file = File::create(path)?;
    let (count, seed) = (count.to_string(), seed.to_string());
    let status =
        Command::new(sojourn).args(["generate-people", &count, "--seed", &seed]).stdout(file).status()?;
    if status.success() { Ok(()) } else { Err(Fault::new(format!("no people were invented: {status}"))) }
}
