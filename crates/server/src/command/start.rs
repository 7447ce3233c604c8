//! What every command that needs the installation does first: configuration, log, database, schema.

use sojourn_kit::clock::Clock;
use sojourn_kit::config::Config;
use sojourn_kit::db::{Db, migrate};
use sojourn_kit::error::{Error, Result};

use super::ConfigFile;
use crate::app::App;
use crate::schema::MIGRATIONS;

/// Reads the configuration and starts the log.
///
/// # Errors
/// When a key is wrong; the error names it.
pub(crate) fn config(file: &ConfigFile) -> Result<Config> {
    checked(Config::load(file.config.as_deref(), std::env::vars()).map_err(Error::internal)?)
}

/// Starts the log as the configuration wants it, and says what is worth telling the operator.
///
/// # Errors
/// When the log cannot be started.
pub(crate) fn checked(config: Config) -> Result<Config> {
    sojourn_kit::telemetry::init(&config.log, config.log_format).map_err(Error::internal)?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    Ok(config)
}

/// Opens the database, brings its schema up to date, and refuses settings that lose acknowledged writes.
///
/// # Errors
/// When the database cannot be opened, is newer than the program, or is not durable.
pub(crate) async fn app(config: Config, demo: bool) -> Result<App> {
    let db = Db::open(config.database_url.expose(), 8).await?;
    migrate(&db, MIGRATIONS).await?;
    if let Some((write, read)) = db.synchronous().await?
        && (write < 2 || read < 2)
    {
        return Err(Error::internal(
            "SQLite runs without synchronous=FULL: an acknowledged write could be lost",
        ));
    }
    App::try_new(config, db, Clock::System, demo)
}

/// As [`app`], for those who serve: the seal key is made or read now, so that a wrong one is known before any work.
///
/// # Errors
/// As [`app`], or when the seal key cannot be used.
pub(crate) async fn serving(config: Config, demo: bool) -> Result<App> {
    let app = app(config, demo).await?;
    let key = app.sealing.key(app.clock.now())?;
    tracing::info!(certificate = key.certificate(), "signed agreements are sealed");
    Ok(app)
}
