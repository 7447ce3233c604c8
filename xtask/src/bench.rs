//! `cargo xtask bench`: what a page and an import cost, measured on both databases.

use crate::install::{self, Need};
use crate::postgres::Postgres;
use crate::process::{run as execute, watch_signals};
use crate::report::{Outcome, step};
use crate::test::offer;
use crate::workspace::Workspace;

/// Builds the product and the bench as they are released, and runs the bench with a throw-away PostgreSQL.
///
/// # Errors
/// When something does not build, or the bench says that it could not measure.
pub fn run(settings: &[String]) -> Outcome {
    watch_signals()?;
    let workspace = Workspace::find()?;
    step("install what is missing", || install::debian(&[Need::Postgres]))?;
    step("build the product and the bench as released", || {
        let arguments = ["build", "--release", "--package", "sojourn", "--package", "sojourn-bench"];
        execute(&mut workspace.cargo(&arguments))
    })?;
    let server = step("start a throw-away PostgreSQL", Postgres::start)?;
    step("measure", || {
        let released = workspace.target.join("release");
        let mut command = workspace.program(released.join("sojourn-bench"));
        command.arg("run").arg("--sojourn").arg(released.join("sojourn"));
        command.arg("--out").arg(workspace.root.join("bench").join("report")).args(settings);
        execute(offer(&mut command, Some(&server)))
    })
}
