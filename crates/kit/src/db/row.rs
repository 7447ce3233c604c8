//! A row on its way out, read by column name.

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Json;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};
use uuid::Uuid;

use super::db_error;
use crate::error::Result;
use crate::ids::TypedId;

/// One row of either database.
pub enum Row {
    /// A row of SQLite.
    Sqlite(SqliteRow),
    /// A row of PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// The column `name` as a `T`; `Option<T>` where it may be NULL.
    ///
    /// # Errors
    /// When there is no such column or it holds another type: a fault of the product.
    pub fn get<T: FromColumn>(&self, name: &str) -> Result<T> {
        T::from_column(self, name)
    }

    /// The JSON of the column `name` as a `T`, without a tree of values in between.
    ///
    /// # Errors
    /// When there is no such column or its JSON is no `T`: a fault of the product.
    pub fn json<T>(&self, name: &str) -> Result<T>
    where
        T: DeserializeOwned + Send + Unpin + 'static,
    {
        read::<Json<T>>(self, name).map(|Json(value)| value)
    }
}

/// What can be read from a column on both databases.
pub trait FromColumn: Sized {
    /// Reads the column `name`.
    ///
    /// # Errors
    /// When there is no such column or it holds another type.
    fn from_column(row: &Row, name: &str) -> Result<Self>;
}

fn read<'r, T>(row: &'r Row, name: &str) -> Result<T>
where
    T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
{
    match row {
        Row::Sqlite(row) => row.try_get(name).map_err(db_error),
        Row::Postgres(row) => row.try_get(name).map_err(db_error),
    }
}

macro_rules! from_column {
    ($($type:ty),* $(,)?) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, name: &str) -> Result<Self> { read(row, name) }
        }
        impl FromColumn for Option<$type> {
            fn from_column(row: &Row, name: &str) -> Result<Self> { read(row, name) }
        }
    )*};
}

from_column!(i64, bool, String, Vec<u8>, Uuid, NaiveDate, DateTime<Utc>, serde_json::Value);

impl<T: TypedId> FromColumn for T {
    fn from_column(row: &Row, name: &str) -> Result<Self> {
        read::<Uuid>(row, name).map(T::of)
    }
}

impl<T: TypedId> FromColumn for Option<T> {
    fn from_column(row: &Row, name: &str) -> Result<Self> {
        Ok(read::<Option<Uuid>>(row, name)?.map(T::of))
    }
}
