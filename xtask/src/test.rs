//! `cargo xtask test`: everything that must be true before a change lands.

use std::process::Command;

use crate::install::{self, Need};
use crate::options::Check;
use crate::postgres::Postgres;
use crate::process::{run as execute, watch_signals};
use crate::report::{Failure, Outcome, step};
use crate::workspace::Workspace;

/// Tells tests where they may make databases of their own. Unset, they run on SQLite alone and say so.
const POSTGRES: &str = "SOJOURN_TEST_POSTGRES";

/// Runs every check, or the one in `only`. A failing check does not keep the later ones from telling their part.
///
/// # Errors
/// Names the checks that failed, or what kept them from starting.
pub fn run(only: Option<Check>) -> Outcome {
    watch_signals()?;
    let workspace = Workspace::find()?;
    let checks: Vec<Check> =
        Check::ALL.into_iter().filter(|check| only.is_none_or(|one| one == *check)).collect();
    println!("compiled files: {}", workspace.target.display());
    step("install what is missing", || prepare(&workspace, &checks))?;

    // Checks look alike from outside, so each gets the server; one that needs none ignores it.
    let server = match checks.iter().any(|check| needs(*check).contains(&Need::Postgres)) {
        true => Some(step("start a throw-away PostgreSQL", Postgres::start)?),
        false => None,
    };
    let mut failed = Vec::new();
    for check in checks {
        match perform(check, &workspace, server.as_ref()) {
            Ok(()) => {}
            Err(failure) if failure.is_interruption() => return Err(failure),
            Err(failure) => {
                eprintln!("    {failure}");
                failed.push(check.name());
            }
        }
    }
    match failed.as_slice() {
        [] => Ok(()),
        names => Err(Failure::new(format!("failed: {}", names.join(", ")))),
    }
}

fn needs(check: Check) -> &'static [Need] {
    match check {
        Check::Fmt | Check::Clippy => &[],
        Check::Rust => &[Need::Postgres, Need::Poppler],
        Check::Browser => &[Need::Postgres, Need::Chromium, Need::Node, Need::Poppler],
    }
}

fn prepare(workspace: &Workspace, checks: &[Check]) -> Outcome {
    let mut wanted: Vec<Need> = Vec::new();
    for need in checks.iter().flat_map(|check| needs(*check)) {
        if !wanted.contains(need) {
            wanted.push(*need);
        }
    }
    install::debian(&wanted)?;
    for check in checks {
        match check {
            Check::Fmt | Check::Clippy => install::components(&[check.name()])?,
            Check::Rust => {}
            Check::Browser => install::npm(workspace)?,
        }
    }
    Ok(())
}

fn perform(check: Check, workspace: &Workspace, server: Option<&Postgres>) -> Outcome {
    match check {
        Check::Fmt => {
            step("fmt: the house format", || execute(&mut workspace.cargo(&["fmt", "--all", "--check"])))
        }
        Check::Clippy => step("clippy: warnings are errors", || {
            let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
            execute(&mut workspace.cargo(&arguments))
        }),
        Check::Rust => step("rust: every test and example in the docs, on SQLite and PostgreSQL", || {
            let mut command = workspace.cargo(&["test", "--workspace", "--no-fail-fast"]);
            execute(offer(&mut command, server))
        }),
        Check::Browser => {
            step("browser: build the product", || execute(&mut as_the_tests_build_it(workspace)))?;
            step("browser: stories on SQLite and PostgreSQL", || {
                let mut command = browser_program(workspace, "node_modules/.bin/playwright");
                execute(offer(command.arg("test"), server))
            })
        }
    }
}

/// Builds the product with the features that the tests resolve: after them there is nothing left to build, while
/// building the one package would resolve others and compile most of it once more.
pub fn as_the_tests_build_it(workspace: &Workspace) -> Command {
    workspace.cargo(&["test", "--workspace", "--no-run"])
}

/// A program of the browser tests, told which binary to start and which browser to drive.
pub fn browser_program(workspace: &Workspace, program: &str) -> Command {
    let folder = workspace.stories();
    let file = if program.contains('/') { folder.join(program) } else { program.into() };
    let mut command = workspace.program(file);
    command.current_dir(folder).env("SOJOURN_BIN", workspace.binary());
    if let Some(browser) = install::browser() {
        command.env("CHROMIUM", browser);
    }
    command
}

/// Tells a program where it may make databases of its own.
pub fn offer<'a>(command: &'a mut Command, server: Option<&Postgres>) -> &'a mut Command {
    if let Some(server) = server {
        command.env(POSTGRES, server.url());
    }
    command
}
