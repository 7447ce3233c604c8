//! A value on its way into a statement, typed also when it is missing (PostgreSQL wants to know).

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sqlx::postgres::{PgArguments, Postgres};
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments};
use uuid::Uuid;

use crate::ids::TypedId;

/// One bound value; `None` is SQL's NULL of that type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number: `BIGINT`, `INTEGER`.
    Int(Option<i64>),
    /// `BOOLEAN`, or 0 and 1.
    Bool(Option<bool>),
    /// `TEXT`.
    Text(Option<String>),
    /// `BYTEA`, `BLOB`.
    Bytes(Option<Vec<u8>>),
    /// `UUID`, or its 16 bytes.
    Uuid(Option<Uuid>),
    /// A civil date: `DATE`, or ISO 8601 text.
    Date(Option<NaiveDate>),
    /// An instant: `TIMESTAMPTZ`, or RFC 3339 text of fixed width, so that text order is time order.
    Time(Option<DateTime<Utc>>),
    /// `JSONB`, or its text.
    Json(Option<serde_json::Value>),
}

impl Value {
    pub(crate) fn bind_sqlite<'q>(
        self,
        query: Query<'q, Sqlite, SqliteArguments>,
    ) -> Query<'q, Sqlite, SqliteArguments> {
        match self {
            Self::Int(v) => query.bind(v),
            Self::Bool(v) => query.bind(v),
            Self::Text(v) => query.bind(v),
            Self::Bytes(v) => query.bind(v),
            Self::Uuid(v) => query.bind(v),
            Self::Date(v) => query.bind(v),
            Self::Time(v) => query.bind(v.map(|t| t.to_rfc3339_opts(SecondsFormat::Micros, true))),
            Self::Json(v) => query.bind(v.map(|json| json.to_string())),
        }
    }

    pub(crate) fn bind_postgres(
        self,
        query: Query<'_, Postgres, PgArguments>,
    ) -> Query<'_, Postgres, PgArguments> {
        match self {
            Self::Int(v) => query.bind(v),
            Self::Bool(v) => query.bind(v),
            Self::Text(v) => query.bind(v),
            Self::Bytes(v) => query.bind(v),
            Self::Uuid(v) => query.bind(v),
            Self::Date(v) => query.bind(v),
            Self::Time(v) => query.bind(v),
            Self::Json(v) => query.bind(v),
        }
    }
}

macro_rules! value_from {
    ($($type:ty => $variant:ident),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self { Self::$variant(Some(value.into())) }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self { Self::$variant(value.map(Into::into)) }
        }
    )*};
}

value_from!(
    i64 => Int, i32 => Int, u32 => Int, u16 => Int, u8 => Int, bool => Bool, String => Text, &str => Text,
    Vec<u8> => Bytes, &[u8] => Bytes, Uuid => Uuid, NaiveDate => Date, DateTime<Utc> => Time,
    serde_json::Value => Json,
);

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}

impl From<&Option<String>> for Value {
    fn from(value: &Option<String>) -> Self {
        Self::Text(value.clone())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

impl<T: TypedId> From<T> for Value {
    fn from(id: T) -> Self {
        Self::Uuid(Some(id.uuid()))
    }
}

impl<T: TypedId> From<Option<T>> for Value {
    fn from(id: Option<T>) -> Self {
        Self::Uuid(id.map(TypedId::uuid))
    }
}
