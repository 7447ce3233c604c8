//! `sojourn agreement`: papers from a case, on this machine alone. Nothing here opens a database or a connection.
//!
//! Exit codes: 0 when all is well; 1 when something is missing in the case, or the file is not sealed and unchanged;
//! 2 when a file cannot be read or written.

mod check;
mod output;
mod render;
#[cfg(test)]
mod tests;
mod verify;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use sojourn_papers::Case;

/// The longest case that is read, in bytes; the format itself allows less.
const LONGEST: u64 = 16 * 1024 * 1024;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the papers of a case as PDF, HTML or Word files.
    Render {
        /// The case, as JSON (see docs/case-format.md).
        case: PathBuf,
        /// Where the paper goes; its ending says what it becomes: .pdf, .html or .docx. Several papers are numbered.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Say what is missing in a case before it can be signed, each with where to put it right.
    Check {
        /// The case, as JSON (see docs/case-format.md).
        case: PathBuf,
    },
    /// Say whether a PDF file is sealed and unchanged, and print the fingerprint of the certificate.
    Verify {
        /// The PDF file.
        file: PathBuf,
        /// The fingerprint that the certificate must have, as the installation told it.
        #[arg(long, value_name = "SHA-256")]
        certificate: Option<String>,
    },
}

/// How a command ended when nothing was wrong with its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// All is well.
    Well,
    /// Something is missing, or not as it should be; it was said on the way.
    NotWell,
}

/// Why a command could not do its work, as a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Trouble(String);

/// Runs the command and says how it ended.
pub(super) fn run(command: &Command) -> ExitCode {
    match run_to(command, &mut std::io::stdout().lock()) {
        Ok(Ending::Well) => ExitCode::SUCCESS,
        Ok(Ending::NotWell) => ExitCode::from(1),
        Err(trouble) => {
            eprintln!("sojourn: {trouble}");
            ExitCode::from(2)
        }
    }
}

fn run_to(command: &Command, out: &mut impl Write) -> Result<Ending, Trouble> {
    match command {
        Command::Render { case, output } => render::run(&read_case(case)?, output, out),
        Command::Check { case } => check::run(&read_case(case)?, out),
        Command::Verify { file, certificate } => verify::run(file, certificate.as_deref(), out),
    }
}

/// The file, as long as it is no longer than it can be.
fn read(path: &Path, longest: u64) -> Result<Vec<u8>, Trouble> {
    let unreadable = |error: std::io::Error| Trouble(format!("{} cannot be read: {error}.", path.display()));
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > longest {
        let most = longest / (1024 * 1024);
        return Err(Trouble(format!("{} is larger than {most} MB.", path.display())));
    }
    std::fs::read(path).map_err(unreadable)
}

fn read_case(path: &Path) -> Result<Case, Trouble> {
    let about = |error: &dyn std::fmt::Display| Trouble(format!("{}: {error}", path.display()));
    let text = String::from_utf8(read(path, LONGEST)?)
        .map_err(|_| about(&"This is not text in UTF-8. A case is a JSON file."))?;
    // programs on Windows put a mark before the text
    Case::parse(text.trim_start_matches('\u{feff}')).map_err(|error| about(&error))
}

fn say(out: &mut impl Write, line: &str) -> Result<(), Trouble> {
    writeln!(out, "{line}").map_err(|error| Trouble(format!("The answer cannot be written: {error}.")))
}
