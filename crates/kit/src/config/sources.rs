//! Where values come from, and turning them into types with errors that say so.

use super::error::ConfigError;
use super::keys::{ENV_PREFIX, KEYS, Key, find, nearest};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

/// Variables that belong to the tools around the server and not to its configuration.
const OTHER_VARIABLES: [&str; 3] = ["SOJOURN_CONFIG", "SOJOURN_TEST_", "SOJOURN_BENCH_"];

/// The text of every key that was set, and where.
#[derive(Debug, Default)]
pub(super) struct Sources {
    values: BTreeMap<&'static str, (String, String)>,
    pub(super) warnings: Vec<String>,
}

impl Sources {
    pub(super) fn read(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut sources = Self::default();
        if let Some(file) = file {
            sources.read_file(file)?;
        }
        for (variable, value) in environment {
            sources.take_variable(&variable, value);
        }
        Ok(sources)
    }

    fn read_file(&mut self, file: &Path) -> Result<(), ConfigError> {
        let text = std::fs::read_to_string(file)
            .map_err(|e| ConfigError::Unreadable { file: file.into(), reason: e.to_string() })?;
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| ConfigError::NotToml {
            file: file.into(),
            reason: e.message().to_owned() + &line_of(&text, e.span().map(|span| span.start)),
        })?;
        for (name, value) in &table {
            let Some(key) = find(name) else { return Err(unknown_key(name, file)) };
            let origin = format!("in {}", file.display());
            let text = plain_text(value).ok_or_else(|| ConfigError::Value {
                key: key.name,
                value: shown(key, &value.to_string()),
                origin: origin.clone(),
                reason: "it is not a text, a number, true, false, or a list of texts".to_owned(),
                advice: format!("Write it like {} = {}", key.name, key.default),
            })?;
            self.values.insert(key.name, (text, origin));
        }
        self.warn_of_readable_secrets(file);
        Ok(())
    }

    fn take_variable(&mut self, variable: &str, value: String) {
        let Some(name) = variable.strip_prefix(ENV_PREFIX) else { return };
        if let Some(key) = KEYS.iter().find(|key| key.name.to_ascii_uppercase() == name) {
            self.values.insert(key.name, (value, format!("from the variable {variable}")));
        } else if !OTHER_VARIABLES.iter().any(|other| variable.starts_with(other)) {
            let hint =
                nearest(name).map(|key| format!(" Did you mean {}?", key.variable())).unwrap_or_default();
            self.warnings
                .push(format!("The variable {variable} is not a key of Sojourn and has no effect.{hint}"));
        }
    }

    #[cfg(unix)]
    fn warn_of_readable_secrets(&mut self, file: &Path) {
        use std::os::unix::fs::PermissionsExt;
        let holds_password = KEYS.iter().filter(|key| key.secret).any(|key| hidden(self.text(key.name)).1);
        let readable = std::fs::metadata(file).is_ok_and(|data| data.permissions().mode() & 0o004 != 0);
        if holds_password && readable {
            self.warnings.push(format!(
                "{} holds a password and everyone on this machine can read it. Run chmod 600 {}.",
                file.display(),
                file.display()
            ));
        }
    }

    #[cfg(not(unix))]
    fn warn_of_readable_secrets(&mut self, _file: &Path) {}

    /// The text of a key: as set, or its default.
    pub(super) fn text(&self, name: &str) -> &str {
        let default = || find(name).map_or("", |key| key.default.trim_matches(['"', '[', ']']));
        self.values.get(name).map_or_else(default, |(text, _)| text.trim())
    }

    /// A value of any type that can be read from text.
    pub(super) fn parse<T: FromStr<Err: Display>>(&self, name: &str, advice: &str) -> Result<T, ConfigError> {
        self.text(name).parse().map_err(|e: T::Err| self.error(name, &e.to_string(), advice))
    }

    /// A whole number within bounds.
    pub(super) fn number(&self, name: &str, least: u32, most: u32) -> Result<u32, ConfigError> {
        let advice = format!("Write a whole number from {least} to {most}");
        let number: u32 = self.parse(name, &advice)?;
        let inside = (least..=most).contains(&number);
        if inside { Ok(number) } else { Err(self.error(name, "it is out of bounds", &advice)) }
    }

    /// A list, separated by commas.
    pub(super) fn list<T: FromStr<Err: Display>>(
        &self,
        name: &str,
        advice: &str,
    ) -> Result<Vec<T>, ConfigError> {
        let parts = self.text(name).split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().map_err(|e: T::Err| self.error(name, &e.to_string(), advice))).collect()
    }

    /// An error about the value of a key.
    pub(super) fn error(&self, name: &str, reason: &str, advice: &str) -> ConfigError {
        let key = find(name).unwrap_or(&KEYS[0]);
        let origin = self.values.get(name).map_or("the default", |(_, origin)| origin);
        ConfigError::Value {
            key: key.name,
            value: shown(key, self.text(name)),
            origin: origin.to_owned(),
            reason: reason.trim_end_matches('.').to_owned(),
            advice: advice.to_owned(),
        }
    }
}

fn unknown_key(name: &str, file: &Path) -> ConfigError {
    let hint = nearest(name).map_or_else(
        || "config.example.toml lists every key.".to_owned(),
        |key| format!("Did you mean {}?", key.name),
    );
    ConfigError::UnknownKey { key: name.to_owned(), file: file.into(), hint }
}

fn plain_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        toml::Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}

fn line_of(text: &str, offset: Option<usize>) -> String {
    let before = offset.and_then(|offset| text.get(..offset));
    before.map(|before| format!(" (line {})", before.matches('\n').count() + 1)).unwrap_or_default()
}

fn shown(key: &Key, value: &str) -> String {
    if key.secret { hidden(value).0 } else { value.to_owned() }
}

/// An address with its password replaced by stars, and whether there was one.
fn hidden(url: &str) -> (String, bool) {
    let url = match url.split_once("password=") {
        Some((before, _)) => return (format!("{before}password=***"), true),
        None => url,
    };
    let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), false) };
    let Some((user, host)) = rest.rsplit_once('@') else { return (url.to_owned(), false) };
    match user.split_once(':') {
        Some((name, _)) => (format!("{scheme}://{name}:***@{host}"), true),
        None => (url.to_owned(), false),
    }
}
