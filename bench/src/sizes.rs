//! The same pages on little and on much data, in turns within one run: what grows with the data shows as a ratio.

use std::path::Path;
use std::time::Duration;

use sojourn::schema::MIGRATIONS;
use sojourn_kit::testing::{Scratch, scratch_databases};

use crate::client::{self, Load, Wanted};
use crate::fault::Outcome;
use crate::measure::Side;
use crate::pages::{fill, product};
use crate::process::{Pins, Server};
use crate::seed::{Seeded, Size};

/// One page on both sizes.
#[derive(Debug, Clone)]
pub struct Growth {
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// The page.
    pub page: &'static str,
    /// On little data.
    pub small: Side,
    /// On much data.
    pub large: Side,
}

impl Growth {
    /// How many times as long that share of the answers takes on much data.
    #[must_use]
    pub fn ratio(&self, share: f64) -> f64 {
        self.large.percentile(share) / self.small.percentile(share)
    }
}

/// What is measured with.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The product.
    pub sojourn: &'a Path,
    /// Little and much data.
    pub sizes: [Size; 2],
    /// One slice.
    pub slice: Duration,
    /// How many slices each size gets.
    pub rounds: usize,
    /// Which processors.
    pub pins: Option<Pins>,
}

/// A filled database with the product in front of it.
struct Installation {
    server: Server,
    seeded: Seeded,
    _scratch: Scratch,
}

/// Measures the lists, Home and a record on each database at hand, on both sizes. One connection asks, so that the
/// times are those of one person and not of a queue.
///
/// # Errors
/// When a database refuses, or a server answers with anything but a page.
pub async fn run(setting: &Setting<'_>) -> Outcome<Vec<Growth>> {
    let mut lines = Vec::new();
    let [small, large] = setting.sizes;
    let pairs = scratch_databases(MIGRATIONS).await.into_iter().zip(scratch_databases(MIGRATIONS).await);
    for (first, second) in pairs {
        let database = first.name;
        let small = install(setting, first, small).await?;
        let large = install(setting, second, large).await?;
        let pages = catalogue(&small.seeded).into_iter().zip(catalogue(&large.seeded));
        for ((page, on_small), (_, on_large)) in pages {
            let line = grow(setting, (database, page), (&small, on_small), (&large, on_large)).await?;
            println!("{database}: {page}: p95 {:.2} times as long on much data", line.ratio(0.95));
            lines.push(line);
        }
    }
    Ok(lines)
}

async fn install(setting: &Setting<'_>, scratch: Scratch, size: Size) -> Outcome<Installation> {
    println!("{}: writing {} people and {} secondments", scratch.name, size.people, size.secondments);
    let seeded = fill(&scratch.db, size).await?;
    scratch.db.close().await;
    let server = Server::start(product(setting.sojourn, setting.pins.as_ref(), &scratch)?)?;
    Ok(Installation { server, seeded, _scratch: scratch })
}

async fn grow(
    setting: &Setting<'_>,
    (database, page): (&'static str, &'static str),
    (small, on_small): (&Installation, Vec<String>),
    (large, on_large): (&Installation, Vec<String>),
) -> Outcome<Growth> {
    let load = |installation: &Installation, paths: Vec<String>| Load {
        pages: paths.into_iter().map(|path| Wanted { path, length: None }).collect(),
        cookie: installation.seeded.cookie.clone(),
        connections: 1,
        time: setting.slice,
        most: usize::MAX,
    };
    let (on_small, on_large) = (load(small, on_small), load(large, on_large));
    for (installation, load) in [(small, &on_small), (large, &on_large)] {
        client::run(installation.server.address, &Load { time: setting.slice / 4, ..load.clone() }).await?;
    }
    let mut line = Growth { database, page, small: Side::default(), large: Side::default() };
    for _ in 0..setting.rounds {
        line.small.slice(small.server.address, &on_small, || small.server.cpu()).await?;
        line.large.slice(large.server.address, &on_large, || large.server.cpu()).await?;
    }
    Ok(line)
}

/// Every list with and without its filters, Home and records.
#[must_use]
pub fn catalogue(seeded: &Seeded) -> Vec<(&'static str, Vec<String>)> {
    let one = |path: &str| vec![path.to_owned()];
    vec![
        ("Home", one("/")),
        ("A record", seeded.records.iter().map(|number| format!("/secondments/{number}")).collect()),
        ("Secondments", one("/secondments")),
        ("Secondments, away", one("/secondments?status=away")),
        ("Secondments, waiting for signatures", one("/secondments?status=signatures")),
        ("Secondments, back in 30 days", one("/secondments?status=back")),
        ("Secondments, a family name", one("/secondments?q=novak")),
        ("Secondments, two names", one("/secondments?q=vera%20novak")),
        ("Secondments, a title", one("/secondments?q=analyst")),
        ("Secondments, nobody", one("/secondments?q=xyzzy")),
        ("Secondments, a number", seeded.records.iter().map(|n| format!("/secondments?q={n}")).collect()),
        ("People", one("/people")),
        ("People, from the middle", vec![format!("/people?after={}", seeded.middle)]),
        ("People, a family name", one("/people?q=novak")),
        ("People, the start of a name", one("/people?q=nov")),
        ("People, two names", one("/people?q=vera%20novak")),
        ("People, a number", vec![format!("/people?q={}", seeded.number)]),
        ("People, nobody", one("/people?q=xyzzy")),
        ("People who left", one("/people?status=left")),
    ]
}
