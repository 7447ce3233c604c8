//! Why a start is refused, in words an operator can act on.

use std::path::PathBuf;

/// A mistake in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("The configuration file {} cannot be read: {reason}.", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is not TOML.
    #[error("The configuration file {} is not valid TOML: {reason}", file.display())]
    NotToml {
        /// The file.
        file: PathBuf,
        /// Where and why.
        reason: String,
    },
    /// The file has a key that does not exist.
    #[error("The key {key} in {} does not exist. {hint}", file.display())]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The file.
        file: PathBuf,
        /// The nearest key, or where to find all.
        hint: String,
    },
    /// A value is not accepted.
    #[error("{key} = {value:?} ({origin}) is not accepted: {reason}. {advice}.")]
    Value {
        /// The key.
        key: &'static str,
        /// The value, passwords hidden.
        value: String,
        /// Where it was set.
        origin: String,
        /// What is wrong with it.
        reason: String,
        /// What to do.
        advice: String,
    },
}
