//! `sojourn bootstrap`: a fresh one-time link that sets up an organisation and its first administrator.

use sojourn_kit::error::Result;

use super::serve::say;
use super::{ConfigFile, start};
use crate::app::App;
use crate::features::accounts::bootstrap;

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    file: ConfigFile,
}

pub(super) async fn run(options: Options) -> Result<()> {
    let app = start::app(start::config(&options.file)?, false).await?;
    tell(&bootstrap::link(&app).await?);
    app.db.close().await;
    Ok(())
}

/// Prints the link when nobody can sign in yet; otherwise says nothing. For the start of the server.
///
/// # Errors
/// When the database refuses.
pub(super) async fn offer(app: &App) -> Result<()> {
    if let Some(link) = bootstrap::link_if_empty(app).await? {
        say("Nobody can sign in here yet.");
        tell(&link);
    }
    Ok(())
}

fn tell(link: &str) {
    say("Open this link to set up an organisation and its first administrator.");
    say(&format!("It works once, within 24 hours:\n\n  {link}\n"));
}
