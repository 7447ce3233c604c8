//! The configuration: a commented TOML file, then the environment, then defaults.
//!
//! Every key has one name in the file and one in the environment (`listen`, `SOJOURN_LISTEN`); the environment
//! wins. A start with a mistake is refused with the key, the value, where it stands, and what to do.

mod checks;
mod error;
mod example;
mod keys;
mod sources;
#[cfg(test)]
mod tests;

pub use error::ConfigError;
pub use keys::{ENV_PREFIX, KEYS, Key};

use crate::auth::Network;
use crate::telemetry::{LogFormat, Redacted};
use chrono::TimeDelta;
use sources::Sources;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The checked configuration of one process. `Debug` hides the addresses that may hold passwords.
#[derive(Debug, Clone)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://...`.
    pub database_url: Redacted<String>,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address people use, without a slash at the end.
    pub base_url: String,
    /// Plain http beyond this machine was asked for in so many words.
    pub allow_insecure_http: bool,
    /// The folder for the SQLite file and for documents.
    pub data_dir: PathBuf,
    /// The file with the key that seals signed agreements.
    pub seal_key: PathBuf,
    /// The mail server; `None` keeps letters in the outbox.
    pub smtp_url: Option<Redacted<String>>,
    /// The sender of letters.
    pub mail_from: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// A session ends after this time without a request.
    pub session_idle: TimeDelta,
    /// A session ends after this time in any case.
    pub session_absolute: TimeDelta,
    /// The log filter, such as `info,sojourn=debug`.
    pub log: String,
    /// How log lines look.
    pub log_format: LogFormat,
    /// The largest upload, in bytes.
    pub max_upload_bytes: usize,
    /// How many background jobs run at once; 0 runs none in this process.
    pub workers: usize,
    /// Things worth telling the operator at the start, as sentences.
    pub warnings: Vec<String>,
}

impl Config {
    /// Reads `file` (if any) and the variables of `environment` that start with `SOJOURN_`.
    ///
    /// # Errors
    /// [`ConfigError`] naming the key, its value, where it was set and what to do; also for a key that does not
    /// exist in the file, and for set-ups that would expose people (plain http or an open database line beyond
    /// this machine). An unknown variable in the environment is only a warning: orchestrators add their own.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let sources = Sources::read(file, environment)?;
        let mut config = Self::from_sources(&sources)?;
        config.warnings.extend(sources.warnings.iter().cloned());
        checks::check(&mut config, &sources)?;
        Ok(config)
    }

    /// The commented example file with every key and its default.
    #[must_use]
    pub fn example_toml() -> String {
        example::example_toml()
    }

    /// Whether cookies are `Secure` and named `__Host-...`: when people use https.
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    fn from_sources(from: &Sources) -> Result<Self, ConfigError> {
        let listen: SocketAddr =
            from.parse("listen", "Write an address and a port, such as 127.0.0.1:8080")?;
        let data_dir = PathBuf::from(from.text("data_dir"));
        let minutes = from.number("session_idle_minutes", 1, 24 * 60)?;
        let hours = from.number("session_absolute_hours", 1, 24 * 30)?;
        Ok(Self {
            database_url: Redacted::new(database_url(from.text("database_url"), &data_dir)),
            listen,
            base_url: base_url(from.text("base_url"), listen),
            allow_insecure_http: from.parse("allow_insecure_http", "Write true or false")?,
            seal_key: seal_key(from.text("seal_key"), &data_dir),
            data_dir,
            smtp_url: Some(from.text("smtp_url"))
                .filter(|url| !url.is_empty())
                .map(|url| Redacted::new(url.into())),
            mail_from: from.text("mail_from").to_owned(),
            trusted_proxies: from.list("trusted_proxies", "Write addresses or ranges, such as 10.0.0.0/8")?,
            session_idle: TimeDelta::minutes(i64::from(minutes)),
            session_absolute: TimeDelta::hours(i64::from(hours)),
            log: from.text("log").to_owned(),
            log_format: from.parse("log_format", "Write text or json")?,
            max_upload_bytes: from.number("max_upload_mb", 1, 4_096)? as usize * 1_048_576,
            workers: from.number("workers", 0, 64)? as usize,
            warnings: Vec::new(),
        })
    }
}

fn database_url(written: &str, data_dir: &Path) -> String {
    if written.is_empty() {
        format!("sqlite:{}", data_dir.join("sojourn.db").display())
    } else {
        written.to_owned()
    }
}

fn seal_key(written: &str, data_dir: &Path) -> PathBuf {
    if written.is_empty() { data_dir.join("seal-key.pem") } else { PathBuf::from(written) }
}

fn base_url(written: &str, listen: SocketAddr) -> String {
    if written.is_empty() { format!("http://{listen}") } else { written.trim_end_matches('/').to_owned() }
}
