//! What the person typed.

use std::path::PathBuf;

/// One command with its settings.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    /// Every check, or the one named by `--only`.
    Test {
        only: Option<Check>,
    },
    /// Pictures of every page, written into `out`.
    Shots {
        out: PathBuf,
    },
    /// The measurements, handed on to the bench program with its own settings.
    Bench {
        settings: Vec<String>,
    },
}

/// One group of checks, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    Fmt,
    Clippy,
    Rust,
    Browser,
}

impl Check {
    /// Every group, cheapest first, so that a slip shows early.
    pub const ALL: [Self; 4] = [Self::Fmt, Self::Clippy, Self::Rust, Self::Browser];

    /// The word used after `--only` and in the headings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Rust => "rust",
            Self::Browser => "browser",
        }
    }

    fn named(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|check| check.name() == name)
            .ok_or_else(|| format!("--only knows fmt, clippy, rust and browser, not `{name}`"))
    }
}

/// Reads the words after `cargo xtask`.
///
/// # Errors
/// A sentence naming the word that was not understood.
pub fn read(words: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut words = words.into_iter();
    let command = words.next().unwrap_or_else(|| "help".to_owned());
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "test" | "ci" => {
            let only = setting(words, "--only")?.map(|name| Check::named(&name)).transpose()?;
            Ok(Command::Test { only })
        }
        "shots" => {
            let out = setting(words, "--out")?.unwrap_or_else(|| "shots".to_owned());
            Ok(Command::Shots { out: PathBuf::from(out) })
        }
        "bench" => Ok(Command::Bench { settings: words.collect() }),
        other => Err(format!("there is no command `{other}`")),
    }
}

/// The value of the single optional setting a command takes, as `--name value` or `--name=value`.
fn setting(mut words: impl Iterator<Item = String>, name: &str) -> Result<Option<String>, String> {
    let Some(word) = words.next() else { return Ok(None) };
    let value = if word == name {
        words.next().ok_or_else(|| format!("{name} needs a value"))?
    } else if let Some(value) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
        value.to_owned()
    } else {
        return Err(format!("`{word}` is not understood here"));
    };
    match words.next() {
        None => Ok(Some(value)),
        Some(extra) => Err(format!("`{extra}` is one word too many")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Command, String> {
        read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn test_and_ci_are_the_same() {
        assert_eq!(typed("test"), Ok(Command::Test { only: None }));
        assert_eq!(typed("ci"), Ok(Command::Test { only: None }));
    }

    #[test]
    fn only_takes_one_known_check_in_either_spelling() {
        assert_eq!(typed("test --only rust"), Ok(Command::Test { only: Some(Check::Rust) }));
        assert_eq!(typed("test --only=fmt"), Ok(Command::Test { only: Some(Check::Fmt) }));
        assert!(typed("test --only everything").is_err());
        assert!(typed("test --only").is_err());
        assert!(typed("test --only fmt clippy").is_err());
    }

    #[test]
    fn shots_go_to_a_folder() {
        assert_eq!(typed("shots"), Ok(Command::Shots { out: PathBuf::from("shots") }));
        assert_eq!(typed("shots --out /tmp/p"), Ok(Command::Shots { out: PathBuf::from("/tmp/p") }));
        assert!(typed("shots --quick").is_err());
    }

    #[test]
    fn the_bench_knows_its_own_settings() {
        let settings = vec!["--quick".to_owned()];
        assert_eq!(typed("bench --quick"), Ok(Command::Bench { settings }));
    }

    #[test]
    fn an_unknown_command_is_refused_and_nothing_means_help() {
        assert!(typed("deploy").is_err());
        assert_eq!(typed(""), Ok(Command::Help));
    }
}
