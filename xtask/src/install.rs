//! Brings what the machine lacks: Debian packages, the browser tests' npm packages. Already there: no work at all.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres;
use crate::process::{answer, run};
use crate::report::{Failure, Outcome};
use crate::workspace::Workspace;

/// The oldest Node.js that the browser tests run on.
const OLDEST_NODE: u32 = 18;

/// Something that comes from Debian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Postgres,
    Poppler,
    Chromium,
    Node,
}

impl Need {
    /// The Debian packages that are missing for it; none when it is there.
    fn missing(self) -> Vec<&'static str> {
        match self {
            Self::Postgres => unless(postgres::programs().is_some(), "postgresql"),
            Self::Poppler => unless(on_path("pdftotext"), "poppler-utils"),
            Self::Chromium => unless(browser().is_some(), "chromium"),
            Self::Node => [unless(on_path("node"), "nodejs"), unless(on_path("npm"), "npm")].concat(),
        }
    }
}

/// Sees to it that everything in `needs` is on this machine.
///
/// # Errors
/// When packages are missing and cannot be installed, with the command that would do it.
pub fn debian(needs: &[Need]) -> Outcome {
    let missing = all_missing(needs);
    if missing.is_empty() {
        println!("    nothing is missing");
        return Ok(());
    }
    let list = missing.join(" ");
    if !is_root() || !on_path("apt-get") {
        return Err(Failure::new(format!(
            "missing on this machine: {list}\nInstall it once and start again:  sudo apt-get install {list}"
        )));
    }
    println!("    installing {list}");
    run(&mut apt(&["update"]))?;
    run(apt(&["install", "--yes", "--no-install-recommends"]).args(&missing))?;
    match all_missing(needs).as_slice() {
        [] => Ok(()),
        still => Err(Failure::new(format!("installed, and yet not found: {}", still.join(" ")))),
    }
}

/// Checks that `cargo fmt` and `cargo clippy` are part of this toolchain.
///
/// # Errors
/// With the command that adds them.
pub fn components(names: &[&str]) -> Outcome {
    for name in names {
        if answer("cargo", &[name, "--version"]).is_none() {
            return Err(Failure::new(format!(
                "`cargo {name}` is missing. Add it with:  rustup component add rustfmt clippy"
            )));
        }
    }
    Ok(())
}

/// Installs the browser tests' packages exactly as locked; no work when the lock file has not changed since.
///
/// # Errors
/// When Node.js is too old or npm fails.
pub fn npm(workspace: &Workspace) -> Outcome {
    let version = answer("node", &["--version"]).unwrap_or_default();
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        return Err(Failure::new(format!("Node.js {OLDEST_NODE} or newer is needed, found `{version}`")));
    }
    let lock = read(&workspace.stories().join("package-lock.json"))?;
    // A copy of the lock file beside what was installed from it: equal means that nothing has to be done.
    let stamp = workspace.stories().join("node_modules").join(".installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut command = workspace.program("npm");
    command.current_dir(workspace.stories()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run(&mut command)?;
    fs::write(&stamp, lock).map_err(|e| Failure::new(format!("cannot write {}: {e}", stamp.display())))
}

/// The browser to drive: `CHROMIUM` when set, otherwise the first known name on the path.
pub fn browser() -> Option<PathBuf> {
    let chosen = env::var_os("CHROMIUM").filter(|value| !value.is_empty()).map(PathBuf::from);
    chosen.or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(which))
}

/// Whether we may install packages and must run PostgreSQL as somebody else.
pub fn is_root() -> bool {
    answer("id", &["-u"]).as_deref() == Some("0")
}

fn all_missing(needs: &[Need]) -> Vec<&'static str> {
    needs.iter().flat_map(|need| need.missing()).collect()
}

fn unless(there: bool, package: &'static str) -> Vec<&'static str> {
    if there { Vec::new() } else { vec![package] }
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        // Another package run on the same machine is waited for, not tripped over.
        .args(["--quiet", "-o", "DPkg::Lock::Timeout=180"])
        .args(arguments);
    command
}

fn on_path(program: &str) -> bool {
    which(program).is_some()
}

fn which(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|e| Failure::new(format!("cannot read {}: {e}", file.display())))
}

/// `v20.11.1` -> 20.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_on_the_path_only() {
        assert!(on_path("sh"));
        assert!(!on_path("no-such-program-here"));
    }

    #[test]
    fn node_versions_are_read() {
        assert_eq!(major("v20.11.1"), Some(20));
        assert_eq!(major("20.11.1"), None);
        assert_eq!(major(""), None);
    }
}
