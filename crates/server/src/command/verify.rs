//! `sojourn verify`: walks the chain of events of every organisation and names the first place that does not hold.

use sojourn_kit::db::Db;
use sojourn_kit::error::{Error, Result};

use super::{ConfigFile, start};
use crate::features::audit::verify::{Chain, store};

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    file: ConfigFile,
}

/// Reads only: it neither changes the schema nor starts anything else.
///
/// # Errors
/// When a chain is broken, or the database does not answer.
pub(super) async fn run(options: Options) -> Result<()> {
    let config = start::config(&options.file)?;
    let url = config.database_url.expose();
    if let Some(path) = url.strip_prefix("sqlite:")
        && !std::path::Path::new(path.trim_start_matches("//")).exists()
    {
        return Err(Error::refused("no_database", format!("There is no database at {path}.")));
    }
    let db = Db::open(url, 1).await?;
    let walked = store::walk(&mut db.read().await?).await?;
    db.close().await;
    let chains = walked.map_err(|broken| Error::refused("broken_chain", broken.to_string()))?;
    for chain in &chains {
        println!("{}", line(chain));
    }
    let events: u64 = chains.iter().map(|chain| chain.events).sum();
    println!("The chain holds: {events} events of {} organisations.", chains.len());
    Ok(())
}

fn line(chain: &Chain) -> String {
    let id = chain.stream.to_string();
    let name = chain.name.as_deref().unwrap_or(&id);
    let erased =
        if chain.erased > 0 { format!(", {} with erased details", chain.erased) } else { String::new() };
    format!("{name}: {} events{erased}, head {}", chain.events, hex::encode(&chain.head_hash))
}
