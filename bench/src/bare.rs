//! The bare handler: axum and sqlx by hand. It runs the statements that the product's page runs, with the same
//! values on the same connection settings, reads every column of every row, and sends the page as a prepared
//! string. It knows neither sessions nor access, and renders nothing: the least that such a page can cost.

use std::collections::HashMap;
use std::hint::black_box;
use std::net::Ipv4Addr;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::SecondsFormat;
use sojourn_kit::db::{PAGE_CACHE, Value};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Postgres, Row, SqlSafeStr, SqlStr, Sqlite};
use tokio::net::TcpListener;

use crate::fault::{Fault, Outcome};
use crate::replay::Recorded;

/// As many connections as the product has.
const CONNECTIONS: u32 = 8;

/// Pages by path, and the database they are read from.
pub struct Site {
    pool: Pool,
    pages: HashMap<String, Page>,
}

struct Page {
    statements: Vec<(SqlStr, Vec<Value>)>,
    html: axum::body::Bytes,
}

enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Serves the recorded pages on a free port of this machine and hands its address to `ready`.
///
/// # Errors
/// When the database cannot be opened or the port cannot be listened on.
pub async fn serve(url: &str, pages: Vec<Recorded>, ready: impl FnOnce(std::net::SocketAddr)) -> Outcome {
    let site = Arc::new(Site { pool: open(url).await?, pages: pages.into_iter().map(page).collect() });
    let router = Router::new().fallback(answer).with_state(site);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    ready(listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

fn page(recorded: Recorded) -> (String, Page) {
    let statements = recorded
        .statements
        .into_iter()
        .map(|said| (AssertSqlSafe(Arc::<str>::from(said.sql)).into_sql_str(), said.values))
        .collect();
    (recorded.path, Page { statements, html: recorded.html.into() })
}

/// With the settings that the product opens its database with.
async fn open(url: &str) -> Outcome<Pool> {
    let Some(path) = url.strip_prefix("sqlite:") else {
        let options = PgConnectOptions::from_str(url)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        return Ok(Pool::Postgres(pool));
    };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", PAGE_CACHE)
        .statement_cache_capacity(256);
    Ok(Pool::Sqlite(
        SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .test_before_acquire(false)
            .connect_with(options)
            .await?,
    ))
}

async fn answer(State(site): State<Arc<Site>>, uri: Uri) -> Response {
    let Some(page) = site.pages.get(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    match read(&site.pool, &page.statements).await {
        Ok(cells) => {
            black_box(cells);
            let media = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            (media, Body::from(page.html.clone())).into_response()
        }
        Err(error) => {
            eprintln!("{}: {error}", uri.path());
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Runs the statements on one connection and counts the cells that are not empty.
async fn read(pool: &Pool, statements: &[(SqlStr, Vec<Value>)]) -> Outcome<usize> {
    let mut cells = 0;
    match pool {
        Pool::Sqlite(pool) => {
            let mut connection = pool.acquire().await?;
            for (sql, values) in statements {
                let query = values.iter().fold(sqlx::query(sql.clone()), bind_sqlite);
                for row in query.fetch_all(&mut *connection).await? {
                    cells += full_cells(&row)?;
                }
            }
        }
        Pool::Postgres(pool) => {
            let mut connection = pool.acquire().await?;
            for (sql, values) in statements {
                let query = values.iter().fold(sqlx::query(sql.clone()), bind_postgres);
                for row in query.fetch_all(&mut *connection).await? {
                    cells += full_cells(&row)?;
                }
            }
        }
    }
    Ok(cells)
}

fn full_cells<R: Row>(row: &R) -> Outcome<usize>
where
    usize: sqlx::ColumnIndex<R>,
{
    let mut full = 0;
    for index in 0..row.len() {
        full += usize::from(!sqlx::ValueRef::is_null(&row.try_get_raw(index).map_err(Fault::from)?));
    }
    Ok(full)
}

type SqliteQuery<'q> = Query<'q, Sqlite, sqlx::sqlite::SqliteArguments>;
type PostgresQuery<'q> = Query<'q, Postgres, sqlx::postgres::PgArguments>;

fn bind_sqlite<'q>(query: SqliteQuery<'q>, value: &Value) -> SqliteQuery<'q> {
    match value.clone() {
        Value::Int(v) => query.bind(v),
        Value::Bool(v) => query.bind(v),
        Value::Text(v) => query.bind(v),
        Value::Bytes(v) => query.bind(v),
        Value::Uuid(v) => query.bind(v),
        Value::Date(v) => query.bind(v),
        Value::Time(v) => query.bind(v.map(|t| t.to_rfc3339_opts(SecondsFormat::Micros, true))),
        Value::Json(v) => query.bind(v.map(|json| json.to_string())),
    }
}

fn bind_postgres<'q>(query: PostgresQuery<'q>, value: &Value) -> PostgresQuery<'q> {
    match value.clone() {
        Value::Int(v) => query.bind(v),
        Value::Bool(v) => query.bind(v),
        Value::Text(v) => query.bind(v),
        Value::Bytes(v) => query.bind(v),
        Value::Uuid(v) => query.bind(v),
        Value::Date(v) => query.bind(v),
        Value::Time(v) => query.bind(v),
        Value::Json(v) => query.bind(v),
    }
}
