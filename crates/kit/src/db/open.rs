//! Opening the database: pools, and the settings that durability rests on.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::tx::{Answer, Watcher};
use super::{Tx, Value, db_error};
use crate::error::{Error, Result};

/// How long after its last use a connection to a server is taken without asking whether it is still there.
const ASSUMED_ALIVE: Duration = Duration::from_secs(1);

/// How much of the file a connection to SQLite holds, as `PRAGMA cache_size` wants it: 8 MB. It bounds what a long
/// transaction and a sort may hold too; behind it stands the system's own cache, which all connections share.
pub const PAGE_CACHE: &str = "-8000";

/// Which of the two databases is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The embedded file.
    Sqlite,
    /// The server.
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    watcher: Option<Watcher>,
}

#[derive(Clone)]
enum Pools {
    /// One writer, so that nobody waits inside SQLite's own lock; readers never block on it (WAL).
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
        path: PathBuf,
    },
    Postgres(PgPool),
}

impl Db {
    /// Opens `sqlite:PATH` (made if missing, its folder too) or `postgres://…`.
    ///
    /// # Errors
    /// When the address is of neither kind, or the database cannot be opened.
    pub async fn open(url: &str, connections: u32) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Self::open_sqlite(Path::new(path.trim_start_matches("//")), connections).await;
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::open_postgres(url, connections).await;
        }
        Err(Error::internal("database_url must start with sqlite: or postgres://"))
    }

    async fn open_sqlite(path: &Path, connections: u32) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| {
                Error::Unavailable(format!("cannot make the folder {}: {e}", folder.display()))
            })?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // NORMAL loses acknowledged commits on a power cut; a lost signature is unacceptable
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .pragma("cache_size", PAGE_CACHE)
            .statement_cache_capacity(256);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await
            .map_err(db_error)?;
        let read = SqlitePoolOptions::new()
            .max_connections(connections.max(1))
            .acquire_timeout(Duration::from_secs(10))
            // a file does not hang up; asking it first would cost each request two changes of thread
            .test_before_acquire(false)
            .connect_with(options.create_if_missing(false).read_only(true))
            .await
            .map_err(db_error)?;
        Ok(Self { pools: Pools::Sqlite { read, write, path: path.to_owned() }, watcher: None })
    }

    async fn open_postgres(url: &str, connections: u32) -> Result<Self> {
        let options = PgConnectOptions::from_str(url).map_err(db_error)?.application_name("sojourn");
        let pool = PgPoolOptions::new()
            .max_connections(connections.max(2))
            .acquire_timeout(Duration::from_secs(10))
            // a server may have gone away meanwhile, but hardly within the last second of a busy connection
            .test_before_acquire(false)
            .before_acquire(|connection, about| {
                Box::pin(async move {
                    if about.idle_for >= ASSUMED_ALIVE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(db_error)?;
        Ok(Self { pools: Pools::Postgres(pool), watcher: None })
    }

    /// The same database, telling `watcher` each statement and its values before it runs: for measuring, and
    /// for tests that count what a page asks.
    #[must_use]
    pub fn watched(&self, watcher: impl Fn(&str, &[Value]) + Send + Sync + 'static) -> Self {
        Self { pools: self.pools.clone(), watcher: Some(Watcher(Arc::new(watcher))) }
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        match self.pools {
            Pools::Sqlite { .. } => Backend::Sqlite,
            Pools::Postgres(_) => Backend::Postgres,
        }
    }

    /// The file of an embedded database.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.pools {
            Pools::Sqlite { path, .. } => Some(path),
            Pools::Postgres(_) => None,
        }
    }

    /// A connection for reading. On SQLite it cannot write at all.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub fn read(&self) -> Answer<'_, Tx> {
        Box::pin(async move {
            let tx = match &self.pools {
                Pools::Sqlite { read, .. } => Tx::read_sqlite(read.acquire().await.map_err(db_error)?),
                Pools::Postgres(pool) => Tx::read_postgres(pool.acquire().await.map_err(db_error)?),
            };
            Ok(tx.watched(self.watcher.clone()))
        })
    }

    /// A transaction for writing. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`).
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub fn write(&self) -> Answer<'_, Tx> {
        Box::pin(async move {
            let tx = match &self.pools {
                Pools::Sqlite { write, .. } => {
                    Tx::write_sqlite(write.begin_with("BEGIN IMMEDIATE").await.map_err(db_error)?)
                }
                Pools::Postgres(pool) => Tx::write_postgres(pool.begin().await.map_err(db_error)?),
            };
            Ok(tx.watched(self.watcher.clone()))
        })
    }

    /// The `synchronous` setting of a writing and a reading connection on SQLite (2 is FULL);
    /// `None` on PostgreSQL.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn synchronous(&self) -> Result<Option<(i64, i64)>> {
        let Pools::Sqlite { .. } = &self.pools else { return Ok(None) };
        let sql = "SELECT synchronous AS n FROM pragma_synchronous";
        let written = self.write().await?.count(sql, vec![]).await?;
        let read = self.read().await?.count(sql, vec![]).await?;
        Ok(Some((written, read)))
    }

    /// Closes all connections, waiting for those in use.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write, .. } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
