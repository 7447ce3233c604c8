//! What is refused although each value alone is well formed.

use super::Config;
use super::error::ConfigError;
use super::sources::Sources;
use crate::mail::Transport;
use crate::mail::transport::is_this_machine;
use crate::telemetry::check_filter;
use axum::http::Uri;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

pub(super) fn check(config: &mut Config, from: &Sources) -> Result<(), ConfigError> {
    check_base_url(config, from)?;
    check_database(config, from)?;
    check_mail(config, from)?;
    check_filter(&config.log).map_err(|e| from.error("log", &e.to_string(), "Write for example info"))?;
    if from.text("data_dir").is_empty() {
        return Err(from.error("data_dir", "it is empty", "Name a folder, such as /var/lib/sojourn"));
    }
    if config.session_idle > config.session_absolute {
        let advice = "Make it shorter than session_absolute_hours";
        return Err(from.error("session_idle_minutes", "it is longer than a whole session", advice));
    }
    Ok(())
}

fn check_base_url(config: &mut Config, from: &Sources) -> Result<(), ConfigError> {
    const LIKE: &str = "Write it like https://secondments.example.org";
    let uri: Uri =
        config.base_url.parse().map_err(|_| from.error("base_url", "it is not an address", LIKE))?;
    let only_origin = uri.path() == "/" && uri.query().is_none() && !config.base_url.contains(['#', '@']);
    if !matches!(uri.scheme_str(), Some("http" | "https")) || !only_origin {
        return Err(from.error("base_url", "it is not http or https with a host and nothing after it", LIKE));
    }
    if config.secure_cookies() {
        return Ok(());
    }
    let local = config.listen.ip().to_canonical().is_loopback() && uri.host().is_some_and(is_this_machine);
    if !local && !config.allow_insecure_http {
        let advice = "Set base_url to the https:// address people use (behind a proxy, or with --tls-self-signed); \
                      on a closed test network set allow_insecure_http = true";
        let key = if from.text("base_url").is_empty() { "listen" } else { "base_url" };
        return Err(from.error(key, "plain http beyond this machine shows passwords on the way", advice));
    }
    if config.listen.ip().is_unspecified() && from.text("base_url").is_empty() {
        return Err(from.error("base_url", "it cannot be derived when listening on every address", LIKE));
    }
    if !local {
        config
            .warnings
            .push("Passwords travel in the clear: base_url is plain http beyond this machine.".into());
    }
    Ok(())
}

fn check_database(config: &Config, from: &Sources) -> Result<(), ConfigError> {
    const LIKE: &str = "Write sqlite:PATH or postgres://user:password@host/name?sslmode=verify-full";
    let url = config.database_url.expose();
    let refuse = |reason: &str, advice: &str| Err(from.error("database_url", reason, advice));
    if let Some(path) = url.strip_prefix("sqlite:") {
        return if path.is_empty() { refuse("the path is missing", LIKE) } else { Ok(()) };
    }
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return refuse("it is neither SQLite nor PostgreSQL", LIKE);
    }
    let Ok(options) = url.parse::<PgConnectOptions>() else {
        return refuse("it is not an address of PostgreSQL", LIKE);
    };
    let local = options.get_socket().is_some() || is_this_machine(options.get_host());
    let strict =
        matches!(options.get_ssl_mode(), PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull);
    if local || strict {
        return Ok(());
    }
    refuse(
        "the line to a database on another machine is not encrypted for certain",
        "Add ?sslmode=verify-full",
    )
}

fn check_mail(config: &Config, from: &Sources) -> Result<(), ConfigError> {
    const FROM_LIKE: &str = "Write it like Sojourn <sojourn@example.org>";
    Transport::check_sender(&config.mail_from)
        .map_err(|_| from.error("mail_from", "it is not a sender", FROM_LIKE))?;
    let Some(smtp_url) = &config.smtp_url else { return Ok(()) };
    Transport::check_url(smtp_url.expose()).map_err(|e| {
        from.error("smtp_url", &e.to_string(), "Leave it empty to keep letters in the outbox")
    })?;
    if config.mail_from.ends_with("@localhost>") {
        return Err(from.error("mail_from", "letters to other machines need a real sender", FROM_LIKE));
    }
    Ok(())
}
