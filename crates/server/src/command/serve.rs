//! `sojourn serve`: a real installation, until SIGTERM or Ctrl-C; then open requests are finished.

use std::net::SocketAddr;
use std::time::Duration;

use axum_server::Handle;
use sojourn_kit::error::{Error, Result};

use super::{ConfigFile, start};
use crate::app::App;

/// How long open requests may take after the signal to stop.
const DRAIN: Duration = Duration::from_secs(25);

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    file: ConfigFile,
}

pub(super) async fn run(options: Options) -> Result<()> {
    let config = start::config(&options.file)?;
    let app = start::app(config, false).await?;
    listen(app, |address| println!("ready http://{address}")).await
}

/// Serves until told to stop, then drains.
///
/// # Errors
/// When the address cannot be listened on.
pub(super) async fn listen(app: App, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let address = app.config.listen;
    let listener = std::net::TcpListener::bind(address).map_err(|e| {
        Error::internal(format!("cannot listen on {address}: {e}. Is something else using it?"))
    })?;
    listener.set_nonblocking(true).map_err(Error::internal)?;
    let bound = listener.local_addr().map_err(Error::internal)?;
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone()));
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let server = axum_server::from_tcp(listener).map_err(Error::internal)?.handle(handle);
    ready(bound);
    server.serve(service).await.map_err(Error::internal)?;
    app.db.close().await;
    Ok(())
}

async fn stop_on_signal(handle: Handle<SocketAddr>) {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        tracing::error!("cannot listen for SIGTERM");
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping: finishing what is open");
    handle.graceful_shutdown(Some(DRAIN));
}
