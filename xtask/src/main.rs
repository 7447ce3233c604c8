//! The project's own commands, run as `cargo xtask <command>`.
//!
//! One concern a file: `install` brings what the machine lacks, `postgres` keeps a throw-away database server,
//! `process` runs other programs so that Ctrl-C always cleans up, `test`, `shots` and `bench` are the commands.

mod bench;
mod install;
mod options;
mod postgres;
mod process;
mod report;
mod shots;
mod test;
mod workspace;

use std::process::ExitCode;

use options::Command;
use report::Failure;

const HELP: &str = "\
cargo xtask <command>

  test  [--only fmt|clippy|rust|browser]   install what is missing, then run every check on both databases
  ci                                       the same as test
  shots [--out FOLDER]                     picture every page: wide and phone, light and dark (default: shots)
  bench [--quick] [--only pages|import|sizes|papers] [--sizes]
                                           measure the product beside a bare handler, and the import of up to 900,000
                                           people; --sizes adds the lists with 10,000 and with 300,000 people
  help                                     this text

Environment
  CARGO_TARGET_DIR   where compiled files go (default: the user's cache folder, sojourn/target)
  CHROMIUM           the browser to drive (default: chromium on the path)
";

fn main() -> ExitCode {
    let outcome = match options::read(std::env::args().skip(1)) {
        Ok(Command::Help) => {
            print!("{HELP}");
            Ok(())
        }
        Ok(Command::Test { only }) => test::run(only),
        Ok(Command::Shots { out }) => shots::run(&out),
        Ok(Command::Bench { settings }) => bench::run(&settings),
        Err(problem) => Err(Failure::new(format!("{problem}\n\n{HELP}"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
