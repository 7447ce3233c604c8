//! The program: one binary that serves, imports, verifies.

use std::process::ExitCode;

fn main() -> ExitCode {
    sojourn::command::run()
}
