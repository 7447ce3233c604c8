//! `sojourn import people` with a generated file: rows per second and peak memory.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use sojourn::actor::OrganisationId;
use sojourn::schema::MIGRATIONS;
use sojourn_kit::args;
use sojourn_kit::clock::Clock;
use sojourn_kit::testing::{Scratch, scratch_databases};

use crate::crowd::{self, DEPARTMENTS, head_of};
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

/// Imports a small and a large file on each database at hand, and the large one a second time, when nothing has
/// changed. The small one shows whether memory grows with the file.
///
/// # Errors
/// When an import fails or does not bring everybody in.
pub async fn run(sojourn: &Path, rows: usize) -> Outcome<Vec<Import>> {
    let folder = tempfile::tempdir()?;
    let mut imports = Vec::new();
    for count in [rows / 30, rows] {
        let file = folder.path().join(format!("people-{count}.csv"));
        write_file(&file, count)?;
        for scratch in scratch_databases(MIGRATIONS).await {
            prepare(&scratch).await?;
            imports.push(import(sojourn, &scratch, &file, count, format!("{count} people, all new"))?);
            imported(&scratch, count).await?;
            if count == rows {
                let again = format!("{count} people, none changed");
                imports.push(import(sojourn, &scratch, &file, count, again)?);
                imported(&scratch, count).await?;
            }
            scratch.db.close().await;
        }
    }
    Ok(imports)
}

fn import(sojourn: &Path, scratch: &Scratch, file: &Path, rows: usize, what: String) -> Outcome<Import> {
    let mut command = Command::new(sojourn);
    command.args(["import", "people"]).arg(file).args(["--organisation", ORGANISATION]);
    installation(&mut command, scratch);
    let started = Instant::now();
    let peak = peak_memory(&mut command)?;
    let done = Import { database: scratch.name, what, rows, time: started.elapsed(), peak };
    println!("{}: {}: {:.0} rows a second", done.database, done.what, done.rate());
    Ok(done)
}

async fn prepare(scratch: &Scratch) -> Outcome {
    let now = Clock::System.now();
    let sql = "INSERT INTO organisations (id, name, legal_name, kind, country, currency, version, created_at)
               VALUES ($1, $2, $2, 'member', 'GB', 'GBP', 1, $3)";
    let mut tx = scratch.db.write().await?;
    tx.run(sql, args![OrganisationId::new(now), ORGANISATION, now]).await?;
    Ok(tx.commit().await?)
}

async fn imported(scratch: &Scratch, wanted: usize) -> Outcome {
    let people = scratch.db.read().await?.count("SELECT COUNT(*) AS n FROM people", vec![]).await?;
    if usize::try_from(people) == Ok(wanted) {
        return Ok(());
    }
    Err(Fault::new(format!("{people} people are in, {wanted} were in the file")))
}

/// A file as personnel systems write it.
///
/// # Errors
/// When it cannot be written.
pub fn write_file(path: &Path, count: usize) -> Outcome {
    let mut file = csv::Writer::from_path(path)?;
    file.write_record([
        "employee_number",
        "first_name",
        "last_name",
        "hire_date",
        "department",
        "job_title",
        "annual_salary",
        "department_manager_number",
        "status",
    ])?;
    for (index, person) in crowd::people(count, 9).enumerate() {
        let head = head_of(person.department);
        let manager = if head == index { String::new() } else { crowd::number(head) };
        let (hired, pay) = (person.hired.to_string(), person.pay.to_string());
        file.write_record([
            person.number.as_str(),
            person.given,
            person.family,
            &hired,
            DEPARTMENTS[person.department],
            person.title,
            &pay,
            &manager,
            "active",
        ])?;
    }
    Ok(file.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_a_head_and_a_line_for_everybody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.csv");
        write_file(&path, 50).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(text.lines().count(), 51);
        assert!(text.starts_with("employee_number,first_name,last_name,"));
    }
}
