//! The harness that runs a test on every database: always on SQLite, and on PostgreSQL when
//! `SOJOURN_TEST_POSTGRES` names a server where databases may be made.

use std::future::Future;
use std::path::PathBuf;

use crate::db::{Db, Migration, migrate};
use crate::error::Result;
use crate::ids::uuid_v7;

/// The environment variable that names a PostgreSQL server for tests.
pub const POSTGRES: &str = "SOJOURN_TEST_POSTGRES";

/// A fresh migrated database that goes away with the value.
pub struct Scratch {
    /// The database.
    pub db: Db,
    /// Its address, for a second process.
    pub url: String,
    /// `sqlite` or `postgres`.
    pub name: &'static str,
    folder: Option<PathBuf>,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder
            && let Err(error) = std::fs::remove_dir_all(folder)
        {
            eprintln!("could not remove {}: {error}", folder.display());
        }
    }
}

/// Runs `test` on a fresh database of each kind that is at hand, and says which.
///
/// # Panics
/// When a database cannot be made: a test that cannot run must not pass.
pub async fn on_each_database<F, Fut>(migrations: &[Migration], test: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    for scratch in scratch_databases(migrations).await {
        println!("on {}", scratch.name);
        test(scratch.db.clone()).await;
        scratch.db.close().await;
    }
}

/// Fresh databases of each kind that is at hand.
///
/// # Panics
/// When a database cannot be made.
pub async fn scratch_databases(migrations: &[Migration]) -> Vec<Scratch> {
    let mut all = vec![sqlite(migrations).await.unwrap_or_else(|e| panic!("SQLite: {e}"))];
    match std::env::var(POSTGRES) {
        Ok(url) => all.push(postgres(&url, migrations).await.unwrap_or_else(|e| panic!("PostgreSQL: {e}"))),
        Err(_) => println!("{POSTGRES} is not set: on SQLite only"),
    }
    all
}

fn fresh_name() -> String {
    format!("sojourn_{}", uuid_v7(crate::clock::Clock::System.now()).simple())
}

async fn sqlite(migrations: &[Migration]) -> Result<Scratch> {
    let folder = std::env::temp_dir().join(fresh_name());
    let url = format!("sqlite:{}", folder.join("test.db").display());
    let db = Db::open(&url, 4).await?;
    migrate(&db, migrations).await?;
    Ok(Scratch { db, url, name: "sqlite", folder: Some(folder) })
}

async fn postgres(admin_url: &str, migrations: &[Migration]) -> Result<Scratch> {
    let name = fresh_name();
    let admin = Db::open(admin_url, 2).await?;
    admin.read().await?.script(&format!("CREATE DATABASE {name}")).await?;
    admin.close().await;
    let (server, query) = admin_url.split_once('?').map_or((admin_url, ""), |(s, q)| (s, q));
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    let mark = if query.is_empty() { "" } else { "?" };
    let url = format!("{base}/{name}{mark}{query}");
    let db = Db::open(&url, 4).await?;
    migrate(&db, migrations).await?;
    Ok(Scratch { db, url, name: "postgres", folder: None })
}
