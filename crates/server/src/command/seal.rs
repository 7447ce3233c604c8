//! `sojourn seal`: shows or renews the key that seals signed agreements. It reads the configuration and touches no
//! database.

use std::path::Path;

use clap::Subcommand;
use sojourn_kit::clock::Clock;
use sojourn_kit::error::{Error, Result};

use super::serve::say;
use super::{ConfigFile, start};
use crate::sealing::Sealing;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print where the key is and the fingerprint of its certificate.
    Show(ConfigFile),
    /// Make a new key. The old one is kept beside it; seals made with it are still known as ours.
    Rotate(ConfigFile),
}

/// # Errors
/// When the configuration is wrong, or the key cannot be read or written.
pub(super) fn run(command: Command) -> Result<()> {
    match command {
        Command::Show(file) => show(&Sealing::new(&start::config(&file)?, false)),
        Command::Rotate(file) => rotate(&Sealing::new(&start::config(&file)?, false)),
    }
}

fn show(sealing: &Sealing) -> Result<()> {
    let path = sealing.path().display();
    let key = sealing.read()?.ok_or_else(|| {
        Error::refused(
            "seal_key",
            format!("There is no seal key at {path} yet. It is made at the first start."),
        )
    })?;
    say(&format!("{path}\ncertificate SHA-256 {}", key.certificate()));
    Ok(())
}

fn rotate(sealing: &Sealing) -> Result<()> {
    let (key, kept) = sealing.rotate(Clock::System.now())?;
    let path = sealing.path().display();
    say(&format!("{path}\ncertificate SHA-256 {}", key.certificate()));
    if let Some(kept) = kept.as_deref().map(Path::display) {
        say(&format!("The key before it is kept as {kept}."));
    }
    say("Restart the server: it reads the key once. Make a copy of the new key in a safe place.");
    Ok(())
}
