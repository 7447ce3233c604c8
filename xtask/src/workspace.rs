//! Where things are.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::report::{Failure, Outcome};

/// The folders the commands work in.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The root of the clone.
    pub root: PathBuf,
    /// Where cargo puts what it compiles.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the clone from the place of this crate, and the target folder from the environment.
    ///
    /// # Errors
    /// When neither `CARGO_TARGET_DIR`, `XDG_CACHE_HOME` nor `HOME` is set.
    pub fn find() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or_else(|| Failure::new("xtask is not inside a workspace"))?;
        let target = target_folder(|name| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from))
            .ok_or_else(|| {
                Failure::new("set HOME or CARGO_TARGET_DIR, so that there is a place to compile to")
            })?;
        let target = env::current_dir().map_or(target.clone(), |here| here.join(&target));
        Ok(Self { root: root.to_owned(), target })
    }

    /// The folder of the browser stories.
    pub fn stories(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// Where `cargo build` leaves the product.
    pub fn binary(&self) -> PathBuf {
        self.target.join("debug").join("sojourn")
    }

    /// A cargo command at the root, as if typed by a person in a clean terminal.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.program("cargo");
        command.args(arguments);
        command
    }

    /// Any program at the root. The environment of the product and of the cargo that runs us is taken away:
    /// a setting of the person's own must not leak into tests, and the variables that describe the xtask crate
    /// make some build scripts run again for nothing.
    pub fn program(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        for (name, _) in env::vars_os() {
            let known = name.to_string_lossy();
            if known.starts_with("SOJOURN_")
                || known.starts_with("CARGO_PKG_")
                || known.starts_with("CARGO_MANIFEST_")
            {
                command.env_remove(&name);
            }
        }
        command
    }
}

fn target_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable("CARGO_TARGET_DIR").or_else(|| {
        let cache =
            variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))?;
        Some(cache.join("sojourn").join("target"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &'static [(&'static str, &'static str)]) -> Option<PathBuf> {
        target_folder(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| PathBuf::from(value))
        })
    }

    #[test]
    fn a_chosen_target_folder_wins() {
        let chosen = with(&[("CARGO_TARGET_DIR", "/build"), ("HOME", "/home/ada")]);
        assert_eq!(chosen, Some(PathBuf::from("/build")));
    }

    #[test]
    fn otherwise_the_cache_folder_is_used() {
        let expected = Some(PathBuf::from("/home/ada/.cache/sojourn/target"));
        assert_eq!(with(&[("HOME", "/home/ada")]), expected);
        let expected = Some(PathBuf::from("/cache/sojourn/target"));
        assert_eq!(with(&[("XDG_CACHE_HOME", "/cache"), ("HOME", "/home/ada")]), expected);
        assert_eq!(with(&[]), None);
    }
}
