//! `cargo xtask shots`: pictures of every page in four forms, so that anyone can look.

use std::path::Path;

use crate::install::{self, Need};
use crate::process::{run as execute, watch_signals};
use crate::report::{Failure, Outcome, step};
use crate::test::{as_the_tests_build_it, browser_program};
use crate::workspace::Workspace;

/// Writes the pictures of every page in `e2e/pages.mjs` into `out`: wide and phone, light and dark.
///
/// # Errors
/// When something is missing, the product does not build, or a page cannot be opened.
pub fn run(out: &Path) -> Outcome {
    watch_signals()?;
    let workspace = Workspace::find()?;
    let out = std::env::current_dir()
        .map(|here| here.join(out))
        .map_err(|e| Failure::new(format!("cannot tell where we are: {e}")))?;
    step("install what is missing", || {
        install::debian(&[Need::Chromium, Need::Node])?;
        install::npm(&workspace)
    })?;
    step("build the product", || execute(&mut as_the_tests_build_it(&workspace)))?;
    step("take the pictures", || {
        execute(browser_program(&workspace, "node").arg("shots.mjs").arg("--out").arg(&out))
    })
}
