//! `sojourn demo`: the named world on this machine, with a sign-in link for each person in it.

use std::net::SocketAddr;
use std::path::PathBuf;

use sojourn_kit::config::Config;
use sojourn_kit::error::{Error, Result};

use super::serve::{self, say};
use super::start;
use crate::app::App;
use crate::world::{self, World, stages};

/// Where the demo world lives unless told otherwise, below the folder one stands in.
const FOLDER: &str = "sojourn-demo";

#[derive(clap::Args)]
pub(super) struct Options {
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// The folder that keeps the world between two starts.
    #[arg(long, alias = "data-dir", value_name = "FOLDER")]
    data: Option<PathBuf>,
}

pub(super) async fn run(options: Options) -> Result<()> {
    let config = start::checked(Config::load(None, environment(options)).map_err(Error::internal)?)?;
    let (listener, bound) = serve::bind(config.listen)?;
    let app = start::serving(reachable(config, bound), true).await?;
    let world = prepare(&app).await?;
    serve::listen(app.clone(), listener, None, |_| greet(&app, &world)).await
}

/// The environment with the demo's own defaults before it and the command line's words after it: the last wins.
fn environment(options: Options) -> impl Iterator<Item = (String, String)> {
    let defaults = [("SOJOURN_DATA_DIR", FOLDER), ("SOJOURN_LOG", "warn")];
    let defaults = defaults.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let listen = options.listen.map(|address| ("SOJOURN_LISTEN".to_owned(), address.to_string()));
    let data = options.data.map(|folder| ("SOJOURN_DATA_DIR".to_owned(), folder.display().to_string()));
    defaults.into_iter().chain(std::env::vars()).chain(listen).chain(data)
}

/// With port 0 the machine chooses a port; letters and links must name the chosen one.
fn reachable(mut config: Config, bound: SocketAddr) -> Config {
    if config.base_url == format!("http://{}", config.listen) {
        config.base_url = format!("http://{bound}");
    }
    config.listen = bound;
    config
}

async fn prepare(app: &App) -> Result<World> {
    if let Some(world) = world::find(app).await? {
        if !world::is_whole(app).await? {
            let place = app.config.data_dir.display();
            return Err(Error::internal(format!(
                "the last start was interrupted while it built the world. Remove {place} (or empty the database) and start again"
            )));
        }
        say("The world is there already: going on where it was left.");
        return Ok(world);
    }
    say("Building the world: organisations, units and people…");
    let past = stages::past_of(app)?;
    let mut world = world::build(&past).await?;
    stages::tell(&past, &world, app.clock.now(), say).await?;
    say("…the examples of the two articles, in organisations of their own");
    let past = stages::past_of(app)?;
    world::examples::build(&past, &mut world).await?;
    world::examples::tell(&past, &world, app.clock.now()).await?;
    world::mark_whole(app).await?;
    Ok(world)
}

fn greet(app: &App, world: &World) {
    let base = &app.config.base_url;
    for (key, words) in world.personas() {
        say(&format!("{key}\t{words}\t{base}/demo/{key}"));
    }
    say(&format!("ready {base}"));
}
