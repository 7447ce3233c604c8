//! A conversation with the database: reading without a transaction, or writing inside one.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Column, Executor, Postgres, SqlSafeStr, SqlStr, Sqlite, Statement, Transaction};

use super::{Row, Value, db_error};
use crate::error::{Error, Result};

/// One connection. Dropped without [`Tx::commit`], a writing one leaves no trace.
pub struct Tx {
    inner: Inner,
    watcher: Option<Watcher>,
}

/// Who is told each statement; see [`super::Db::watched`].
#[derive(Clone)]
pub(super) struct Watcher(pub(super) Arc<Tell>);

type Tell = dyn Fn(&str, &[Value]) + Send + Sync;

enum Inner {
    ReadSqlite(PoolConnection<Sqlite>),
    ReadPostgres(PoolConnection<Postgres>),
    WriteSqlite(Transaction<'static, Sqlite>),
    WritePostgres(Transaction<'static, Postgres>),
}

/// An answer that is awaited. Boxed on purpose: the types of the drivers end here. Nested in every future above them,
/// each of their hundred types would be checked anew at every call on the way, and the compiler takes an hour.
pub type Answer<'a, T> = BoxFuture<'a, Result<T>>;

/// Rows as they arrive, for results that must not be held in memory whole.
pub type Rows<'a> = BoxStream<'a, Result<Row>>;

/// What a statement looks like to the database: its parameter count and columns.
#[derive(Debug)]
pub struct Prepared {
    /// Names of the columns that it answers with.
    pub columns: Vec<String>,
}

/// Statements are fixed texts of the product, or such texts joined (`IN` lists, optional filters);
/// values travel apart, always. This is the one place that vouches for it.
fn safe(sql: &str) -> SqlStr {
    AssertSqlSafe(sql.to_owned()).into_sql_str()
}

/// Runs the same body on whichever driver the transaction holds, with its bound query.
macro_rules! on {
    ($tx:expr, $sql:expr, $args:expr, |$query:ident, $conn:ident| $body:expr, $wrap:ident) => {{
        if let Some(Watcher(tell)) = &$tx.watcher {
            tell($sql, &$args);
        }
        match &mut $tx.inner {
            Inner::ReadSqlite(conn) => on!(@sqlite &mut **conn, $sql, $args, $query, $conn, $body, $wrap),
            Inner::WriteSqlite(conn) => on!(@sqlite &mut **conn, $sql, $args, $query, $conn, $body, $wrap),
            Inner::ReadPostgres(conn) => on!(@postgres &mut **conn, $sql, $args, $query, $conn, $body, $wrap),
            Inner::WritePostgres(conn) => on!(@postgres &mut **conn, $sql, $args, $query, $conn, $body, $wrap),
        }
    }};
    (@sqlite $c:expr, $sql:expr, $args:expr, $query:ident, $conn:ident, $body:expr, $wrap:ident) => {{
        let $conn = $c;
        let $query = $args.into_iter().fold(sqlx::query::<Sqlite>(safe($sql)), |q, v| v.bind_sqlite(q));
        let $wrap = Row::Sqlite;
        $body
    }};
    (@postgres $c:expr, $sql:expr, $args:expr, $query:ident, $conn:ident, $body:expr, $wrap:ident) => {{
        let $conn = $c;
        let $query = $args.into_iter().fold(sqlx::query::<Postgres>(safe($sql)), |q, v| v.bind_postgres(q));
        let $wrap = Row::Postgres;
        $body
    }};
}

impl Tx {
    pub(super) fn read_sqlite(conn: PoolConnection<Sqlite>) -> Self {
        Self { inner: Inner::ReadSqlite(conn), watcher: None }
    }
    pub(super) fn read_postgres(conn: PoolConnection<Postgres>) -> Self {
        Self { inner: Inner::ReadPostgres(conn), watcher: None }
    }
    pub(super) fn write_sqlite(tx: Transaction<'static, Sqlite>) -> Self {
        Self { inner: Inner::WriteSqlite(tx), watcher: None }
    }
    pub(super) fn write_postgres(tx: Transaction<'static, Postgres>) -> Self {
        Self { inner: Inner::WritePostgres(tx), watcher: None }
    }

    pub(super) fn watched(mut self, watcher: Option<Watcher>) -> Self {
        self.watcher = watcher;
        self
    }

    /// Whether this is PostgreSQL. Only dialect islands may ask.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        matches!(self.inner, Inner::ReadPostgres(_) | Inner::WritePostgres(_))
    }

    /// Whether this conversation was opened to write.
    #[must_use]
    pub fn may_write(&self) -> bool {
        matches!(self.inner, Inner::WriteSqlite(_) | Inner::WritePostgres(_))
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub fn all<'a>(&'a mut self, sql: &'a str, args: Vec<Value>) -> Answer<'a, Vec<Row>> {
        Box::pin(async move {
            on!(
                self,
                sql,
                args,
                |query, conn| {
                    let rows = query.fetch_all(conn).await.map_err(db_error)?;
                    Ok(rows.into_iter().map(wrap).collect())
                },
                wrap
            )
        })
    }

    /// The first row, if any.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub fn one<'a>(&'a mut self, sql: &'a str, args: Vec<Value>) -> Answer<'a, Option<Row>> {
        Box::pin(async move {
            on!(
                self,
                sql,
                args,
                |query, conn| {
                    let row = query.fetch_optional(conn).await.map_err(db_error)?;
                    Ok(row.map(wrap))
                },
                wrap
            )
        })
    }

    /// Runs a statement; answers how many rows it touched.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub fn run<'a>(&'a mut self, sql: &'a str, args: Vec<Value>) -> Answer<'a, u64> {
        Box::pin(async move {
            on!(
                self,
                sql,
                args,
                |query, conn| {
                    let _unused = wrap;
                    Ok(query.execute(conn).await.map_err(db_error)?.rows_affected())
                },
                wrap
            )
        })
    }

    /// Rows one by one as the database yields them.
    pub fn stream<'a>(&'a mut self, sql: &'a str, args: Vec<Value>) -> Rows<'a> {
        on!(
            self,
            sql,
            args,
            |query, conn| {
                let rows = query.fetch(conn);
                rows.map(move |row| row.map(wrap).map_err(db_error)).boxed()
            },
            wrap
        )
    }

    /// The number in the only column of the only row, such as a `COUNT(*)` named `n`.
    ///
    /// # Errors
    /// When the database refuses, does not answer, or answers without a row.
    pub fn count<'a>(&'a mut self, sql: &'a str, args: Vec<Value>) -> Answer<'a, i64> {
        Box::pin(async move {
            self.one(sql, args).await?.ok_or_else(|| Error::internal("a count without a row"))?.get("n")
        })
    }

    /// Runs a text of several statements without values (migrations).
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub async fn script(&mut self, sql: &str) -> Result<()> {
        match &mut self.inner {
            Inner::ReadSqlite(c) => sqlx::raw_sql(safe(sql)).execute(&mut **c).await.map(drop),
            Inner::WriteSqlite(c) => sqlx::raw_sql(safe(sql)).execute(&mut **c).await.map(drop),
            Inner::ReadPostgres(c) => sqlx::raw_sql(safe(sql)).execute(&mut **c).await.map(drop),
            Inner::WritePostgres(c) => sqlx::raw_sql(safe(sql)).execute(&mut **c).await.map(drop),
        }
        .map_err(db_error)
    }

    /// Asks the database to understand a statement without running it.
    ///
    /// # Errors
    /// When it does not.
    pub async fn prepare(&mut self, sql: &str) -> Result<Prepared> {
        let columns = match &mut self.inner {
            Inner::ReadSqlite(c) => names((&mut **c).prepare(safe(sql)).await.map_err(db_error)?.columns()),
            Inner::WriteSqlite(c) => names((&mut **c).prepare(safe(sql)).await.map_err(db_error)?.columns()),
            Inner::ReadPostgres(c) => names((&mut **c).prepare(safe(sql)).await.map_err(db_error)?.columns()),
            Inner::WritePostgres(c) => {
                names((&mut **c).prepare(safe(sql)).await.map_err(db_error)?.columns())
            }
        };
        Ok(Prepared { columns })
    }

    /// Tells the planner of PostgreSQL that much has changed in a table, so that the next statements do not run on
    /// an old guess of its size. SQLite plans without such guesses.
    ///
    /// # Errors
    /// When the database refuses or does not answer.
    pub async fn refresh_statistics(&mut self, table: &'static str) -> Result<()> {
        if self.is_postgres() {
            self.run(&format!("ANALYZE {table}"), vec![]).await?;
        }
        Ok(())
    }

    /// Makes everything since the start of the transaction durable. A no-op for a reading connection.
    ///
    /// # Errors
    /// When the database could not make it durable; then nothing has happened.
    pub fn commit(self) -> Answer<'static, ()> {
        Box::pin(async move {
            match self.inner {
                Inner::ReadSqlite(_) | Inner::ReadPostgres(_) => Ok(()),
                Inner::WriteSqlite(tx) => tx.commit().await.map_err(db_error),
                Inner::WritePostgres(tx) => tx.commit().await.map_err(db_error),
            }
        })
    }
}

fn names<C: Column>(columns: &[C]) -> Vec<String> {
    columns.iter().map(|column| column.name().to_owned()).collect()
}
