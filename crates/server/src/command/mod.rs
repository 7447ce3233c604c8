//! The command line. Each command is one file.

mod agreement;
mod bootstrap;
mod demo;
mod import;
mod openapi;
mod seal;
mod serve;
mod start;
mod tls;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sojourn_kit::error::{Error, Result};

/// One record for a secondment, shared by home, host and secondee.
#[derive(Parser)]
#[command(name = "sojourn", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the named demo world on this machine, with a sign-in link for each person.
    Demo(demo::Options),
    /// Serve a real installation.
    Serve(serve::Options),
    /// Print a one-time link that sets up an organisation and its first administrator.
    Bootstrap(bootstrap::Options),
    /// Take people over from a file.
    Import(import::Options),
    /// Print invented people as a file that `import people` reads.
    #[command(hide = true)]
    GeneratePeople(import::Generate),
    /// Check that nobody rewrote what happened: walk the chain of events of every organisation.
    Verify(verify::Options),
    /// Make and check agreements from a file that says what was agreed, without a server or a database.
    #[command(subcommand)]
    Agreement(agreement::Command),
    /// Show or renew the key that seals signed agreements.
    #[command(subcommand)]
    Seal(seal::Command),
    /// Print the description of the JSON API (OpenAPI 3.1).
    Openapi,
}

/// Where the configuration file is, for every command that needs one.
#[derive(clap::Args)]
pub(crate) struct ConfigFile {
    /// The configuration file; every key can also be given in the environment (see config.example.toml).
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Runs the command that the arguments name.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("sojourn: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(dispatch(cli.command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("sojourn: {}", in_words(&error));
            ExitCode::FAILURE
        }
    }
}

/// What the operator can act on says so in its own sentence; the rest is shown with its cause.
fn in_words(error: &Error) -> String {
    match error {
        Error::Refused(_) | Error::Invalid(_) => error.sentence(),
        other => other.to_string(),
    }
}

async fn dispatch(command: Command) -> Result<ExitCode> {
    match command {
        Command::Agreement(command) => return Ok(agreement::run(&command)),
        Command::Seal(command) => seal::run(command),
        Command::Demo(options) => demo::run(options).await,
        Command::Serve(options) => serve::run(options).await,
        Command::Bootstrap(options) => bootstrap::run(options).await,
        Command::Import(options) => import::run(options).await,
        Command::GeneratePeople(options) => import::generate(&options),
        Command::Verify(options) => verify::run(options).await,
        Command::Openapi => openapi::run(),
    }
    .map(|()| ExitCode::SUCCESS)
}
