//! Signed-in pages on each database: seed, start both servers, measure, tell.

use std::path::Path;
use std::process::Command;

use sojourn::app::App;
use sojourn::schema::MIGRATIONS;
use sojourn_kit::clock::Clock;
use sojourn_kit::config::Config;
use sojourn_kit::db::Db;
use sojourn_kit::testing::{Scratch, scratch_databases};

use crate::client::{Load, Wanted};
use crate::fault::Outcome;
use crate::measure::{Pair, Plan, pair};
use crate::process::{Pins, Server, free_address};
use crate::replay::{Recorded, record};
use crate::seed::{self, Seeded, Size};

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Line {
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// The page.
    pub page: &'static str,
    /// Statements of the page itself.
    pub statements: usize,
    /// Statements that found out who is asking.
    pub door: usize,
    /// Size of the page in bytes.
    pub bytes: usize,
    /// What was measured.
    pub pair: Pair,
}

/// What is measured with.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The product.
    pub sojourn: &'a Path,
    /// How much data.
    pub size: Size,
    /// How long and how often.
    pub plan: Plan,
    /// Which processors.
    pub pins: Option<Pins>,
}

/// The pages that are measured, by name and paths; several paths are taken in turn.
#[must_use]
pub fn catalogue(seeded: &Seeded) -> Vec<(&'static str, Vec<String>)> {
    vec![
        ("Secondments", vec!["/secondments".to_owned()]),
        ("A record", seeded.records.iter().map(|number| format!("/secondments/{number}")).collect()),
        ("People", vec!["/people".to_owned()]),
        ("Home", vec!["/".to_owned()]),
    ]
}

/// Measures every page on every database at hand.
///
/// # Errors
/// When a database refuses, or a server answers with anything but the page.
pub async fn run(setting: &Setting<'_>) -> Outcome<Vec<Line>> {
    let mut lines = Vec::new();
    for scratch in scratch_databases(MIGRATIONS).await {
        println!(
            "{}: writing {} people and {} secondments",
            scratch.name, setting.size.people, setting.size.secondments
        );
        let seeded = fill(&scratch.db, setting.size).await?;
        // the last to leave writes SQLite's log back into its file, as it lies there in normal times
        scratch.db.close().await;
        let pages = catalogue(&seeded);
        let paths: Vec<String> = pages.iter().flat_map(|(_, paths)| paths.clone()).collect();
        let db = Db::open(&scratch.url, 2).await?;
        let recorded = record(&db, &seeded.cookie, &paths).await?;
        db.close().await;
        let product = Server::start(product(setting.sojourn, setting.pins.as_ref(), &scratch)?)?;
        let bare = Server::start(bare(setting, &scratch, &seeded, &paths)?)?;
        for (page, paths) in pages {
            let recorded: Vec<&Recorded> = recorded.iter().filter(|one| paths.contains(&one.path)).collect();
            let load = load(&recorded, &seeded, setting.plan);
            let pair = pair(&product, &bare, &load, setting.plan).await?;
            println!("{}: {page}: {:.2} of the bare handler", scratch.name, pair.ratio());
            lines.push(line(scratch.name, page, &recorded, pair));
        }
    }
    Ok(lines)
}

/// The named world, and thousands beside it.
///
/// # Errors
/// When the database refuses.
pub async fn fill(db: &Db, size: Size) -> Outcome<Seeded> {
    let config = Config::load(None, std::iter::empty())?;
    let app = App::try_new(config, db.clone(), Clock::System, false)?;
    Ok(seed::fill(&app, size).await?)
}

fn load(recorded: &[&Recorded], seeded: &Seeded, plan: Plan) -> Load {
    let wanted = |page: &&Recorded| Wanted { path: page.path.clone(), length: Some(page.html.len()) };
    Load {
        pages: recorded.iter().map(wanted).collect(),
        cookie: seeded.cookie.clone(),
        connections: plan.connections,
        time: plan.slice,
        most: plan.most,
    }
}

fn line(database: &'static str, page: &'static str, recorded: &[&Recorded], pair: Pair) -> Line {
    let mean = |of: fn(&Recorded) -> usize| {
        recorded.iter().map(|page| of(page)).sum::<usize>() / recorded.len().max(1)
    };
    Line {
        database,
        page,
        statements: mean(|page| page.statements.len()),
        door: mean(|page| page.door),
        bytes: mean(|page| page.html.len()),
        pair,
    }
}

/// `sojourn serve`, as an operator would start it.
pub(crate) fn product(sojourn: &Path, pins: Option<&Pins>, scratch: &Scratch) -> Outcome<Command> {
    let mut command = Pins::server(pins, sojourn);
    command.arg("serve");
    installation(&mut command, scratch);
    command.env("SOJOURN_LISTEN", free_address()?.to_string());
    Ok(command)
}

/// The environment of an installation on that database.
pub fn installation(command: &mut Command, scratch: &Scratch) {
    let strangers = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SOJOURN_"));
    for (name, _) in strangers {
        command.env_remove(name);
    }
    command.env("SOJOURN_DATABASE_URL", &scratch.url).env("SOJOURN_LOG", "warn");
}

fn bare(setting: &Setting<'_>, scratch: &Scratch, seeded: &Seeded, paths: &[String]) -> Outcome<Command> {
    let mut command = Pins::server(setting.pins.as_ref(), &std::env::current_exe()?);
    command.args(["bare", "--database", &scratch.url, "--cookie", &seeded.cookie]).args(paths);
    Ok(command)
}
