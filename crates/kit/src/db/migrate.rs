//! Schema changes: numbered texts, one folder per database, run once each in order at start.

use super::{Db, Tx};
use crate::args;
use crate::error::{Error, Result};

/// One numbered change of the schema, in the dialect of the database it is for.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number; the order of running.
    pub number: i64,
    /// Its name, the same on both databases.
    pub name: &'static str,
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

/// Runs what has not run yet. Two nodes may start at once: the second waits for the first.
///
/// # Errors
/// When a statement fails (then nothing of that migration stays), or when the database was made by a
/// newer program than this one.
pub async fn migrate(db: &Db, migrations: &[Migration]) -> Result<()> {
    prepare_table(db).await?;
    for migration in migrations {
        let mut tx = db.write().await?;
        if tx.is_postgres() {
            tx.run("SELECT pg_advisory_xact_lock(7305421)", vec![]).await?;
        }
        if applied(&mut tx, migration.number).await? {
            continue;
        }
        tx.script(if tx.is_postgres() { migration.postgres } else { migration.sqlite }).await?;
        tx.run(
            "INSERT INTO schema_migrations (number, name) VALUES ($1, $2)",
            args![migration.number, migration.name],
        )
        .await?;
        tx.commit().await?;
        tracing::info!(number = migration.number, name = migration.name, "schema changed");
    }
    refuse_newer(db, migrations).await
}

/// The names of those that have not run on this database.
///
/// # Errors
/// When the database does not answer, or was never prepared.
pub async fn not_applied(db: &Db, migrations: &[Migration]) -> Result<Vec<&'static str>> {
    let mut tx = db.read().await?;
    let mut missing = Vec::new();
    for migration in migrations {
        if !applied(&mut tx, migration.number).await? {
            missing.push(migration.name);
        }
    }
    Ok(missing)
}

async fn prepare_table(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    if tx.is_postgres() {
        tx.run("SELECT pg_advisory_xact_lock(7305421)", vec![]).await?;
    }
    tx.script("CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)")
        .await?;
    tx.commit().await
}

async fn applied(tx: &mut Tx, number: i64) -> Result<bool> {
    Ok(tx.one("SELECT number FROM schema_migrations WHERE number = $1", args![number]).await?.is_some())
}

async fn refuse_newer(db: &Db, migrations: &[Migration]) -> Result<()> {
    let newest = migrations.iter().map(|m| m.number).max().unwrap_or(0);
    let mut tx = db.read().await?;
    let found = tx.count("SELECT COALESCE(MAX(number), 0) AS n FROM schema_migrations", vec![]).await?;
    if found > newest {
        return Err(Error::internal(format!(
            "this database has schema {found}, this program knows {newest}: start a newer program"
        )));
    }
    Ok(())
}
