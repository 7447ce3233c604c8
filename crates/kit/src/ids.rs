//! Identifiers: UUID version 7 (RFC 9562) behind a type per noun, shown with a prefix (`sec_0192…`).
//! An identifier is an address, never a secret (ASVS 11.5.1).

use chrono::{DateTime, Utc};
use uuid::{NoContext, Timestamp, Uuid};

/// A fresh UUID v7 whose leading bits are `now`, so that rows sort by the time they were made.
#[must_use]
pub fn uuid_v7(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
}

/// An identifier of one kind, made by [`crate::id_type`]; the database takes and gives it like a UUID.
pub trait TypedId: Copy {
    /// The bare UUID.
    fn uuid(self) -> Uuid;
    /// The identifier with that UUID.
    fn of(uuid: Uuid) -> Self;
}

/// A text that is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not an identifier that starts with {prefix}_")]
pub struct NotAnId {
    /// What was given.
    pub text: String,
    /// The prefix that was wanted.
    pub prefix: &'static str,
}

/// Reads `prefix_hex` back into a UUID.
///
/// # Errors
/// When the prefix is another one or the rest is not a UUID.
pub fn parse_prefixed(prefix: &'static str, text: &str) -> Result<Uuid, NotAnId> {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .and_then(|rest| Uuid::try_parse(rest).ok())
        .ok_or_else(|| NotAnId { text: text.chars().take(60).collect(), prefix })
}

/// Declares a typed identifier: `id_type!(/// A person. PersonId, "per");`
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub ::uuid::Uuid);

        impl $name {
            /// A fresh identifier made at `now`.
            #[must_use]
            pub fn new(now: ::chrono::DateTime<::chrono::Utc>) -> Self {
                Self($crate::ids::uuid_v7(now))
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self, f)
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::ids::NotAnId;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::ids::parse_prefixed($prefix, text).map(Self)
            }
        }
        impl $crate::ids::TypedId for $name {
            fn uuid(self) -> ::uuid::Uuid {
                self.0
            }
            fn of(uuid: ::uuid::Uuid) -> Self {
                Self(uuid)
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                let text = <String as ::serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
        impl ::utoipa::PartialSchema for $name {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                <String as ::utoipa::PartialSchema>::schema()
            }
        }
        impl ::utoipa::ToSchema for $name {}
    };
}

#[cfg(test)]
mod tests {
    id_type!(
        /// A thing.
        ThingId, "thing"
    );

    #[test]
    fn an_id_reads_back_and_refuses_another_prefix() {
        let id = ThingId::new("2026-11-23T09:00:00Z".parse().unwrap());
        assert_eq!(id.to_string().parse::<ThingId>().unwrap(), id);
        assert!(id.to_string().replace("thing", "person").parse::<ThingId>().is_err());
        assert!("thing_".parse::<ThingId>().is_err());
    }

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let early = ThingId::new("2026-11-23T09:00:00Z".parse().unwrap());
        let late = ThingId::new("2026-11-23T09:00:01Z".parse().unwrap());
        assert!(early < late);
    }
}
