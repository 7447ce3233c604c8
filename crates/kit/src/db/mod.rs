//! The database: one portable SQL text with `$1` on SQLite and PostgreSQL. Only this folder knows which
//! of the two it is talking to.

mod migrate;
mod open;
mod row;
mod tx;
mod value;

pub use migrate::{Migration, migrate, not_applied};
pub use open::{Backend, Db, PAGE_CACHE};
pub use row::{FromColumn, Row};
pub use tx::{Answer, Prepared, Rows, Tx};
pub use value::Value;

use crate::error::Error;

/// Turns a driver's error into ours. Nothing of the driver's text reaches a person.
pub(crate) fn db_error(error: sqlx::Error) -> Error {
    match &error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Io(_)
        | sqlx::Error::WorkerCrashed => Error::Unavailable(error.to_string()),
        sqlx::Error::Database(inner) => match inner.code().as_deref() {
            // serialization_failure and deadlock_detected on PostgreSQL; SQLITE_BUSY and its kin
            Some("40001" | "40P01" | "5" | "261" | "517") => Error::Stale,
            // disk full or I/O error on SQLite; shutdown and connection trouble on PostgreSQL
            Some("13" | "10" | "57P01" | "57P03" | "53300") => Error::Unavailable(error.to_string()),
            _ => Error::Internal(error.to_string()),
        },
        _ => Error::Internal(error.to_string()),
    }
}

/// Whether the error is a broken unique constraint: the row is there already.
#[must_use]
pub fn is_duplicate(error: &Error) -> bool {
    matches!(error, Error::Internal(text)
        if text.contains("UNIQUE constraint failed") || text.contains("duplicate key value"))
}

/// The values of a statement, in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}
