//! `sojourn demo`: the named world on this machine.

use sojourn_kit::error::Result;

use super::{ConfigFile, serve, start};

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    file: ConfigFile,
}

pub(super) async fn run(options: Options) -> Result<()> {
    let config = start::config(&options.file)?;
    let app = start::app(config, true).await?;
    serve::listen(app, |address| println!("ready http://{address}")).await
}
