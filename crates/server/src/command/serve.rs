//! `sojourn serve`: a real installation, until SIGTERM or Ctrl-C; then open requests are finished.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;
use sojourn_kit::error::{Error, Result};

use super::{ConfigFile, bootstrap, start, tls};
use crate::app::App;
use crate::features::notices::worker;

/// How long `/readyz` says no before new connections are refused, so that load balancers look elsewhere first.
/// Together with [`DRAIN`] just under the 30 seconds that supervisors usually wait.
const NOTICE: Duration = Duration::from_secs(4);
/// How long open requests may take after that.
const DRAIN: Duration = Duration::from_secs(25);
/// How long a client may take to send its headers.
const HEADERS: Duration = Duration::from_secs(15);
/// Streams that one HTTP/2 connection may have open.
const STREAMS: u32 = 100;

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    file: ConfigFile,
    /// Serve https with a certificate made at the start, for this machine and for tests. Browsers will warn.
    #[arg(long)]
    tls_self_signed: bool,
}

pub(super) async fn run(options: Options) -> Result<()> {
    let config =
        if options.tls_self_signed { tls::config(&options.file)? } else { start::config(&options.file)? };
    let (listener, _) = bind(config.listen)?;
    let app = start::serving(config, false).await?;
    bootstrap::offer(&app).await?;
    let base_url = app.config.base_url.clone();
    let certificate = options.tls_self_signed.then(|| tls::self_signed(&base_url)).transpose()?;
    listen(app, listener, certificate, |_| say(&format!("ready {base_url}"))).await
}

/// One line on standard output, at once: whoever started us may be waiting for it.
pub(super) fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    // nobody listening is no reason to stop serving
    let _unheard = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Takes the address, so that a wrong one is known before any work.
///
/// # Errors
/// When the address cannot be listened on.
pub(super) fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).map_err(|e| {
        Error::internal(format!("cannot listen on {address}: {e}. Is something else using it?"))
    })?;
    listener.set_nonblocking(true).map_err(Error::internal)?;
    let bound = listener.local_addr().map_err(Error::internal)?;
    Ok((listener, bound))
}

/// Serves until told to stop; then open requests are finished, the jobs at hand too, and the database is closed.
///
/// # Errors
/// When the jobs or the server cannot be started.
pub(super) async fn listen(
    app: App,
    listener: TcpListener,
    certificate: Option<RustlsConfig>,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    let bound = listener.local_addr().map_err(Error::internal)?;
    let jobs = worker::start(&app)?;
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(app.clone(), handle.clone()));
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let mut server = axum_server::from_tcp(listener).map_err(Error::internal)?.handle(handle);
    let http = server.http_builder();
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS);
    http.http2().timer(TokioTimer::new()).max_concurrent_streams(STREAMS);
    ready(bound);
    let served = match certificate {
        Some(certificate) => server.acceptor(RustlsAcceptor::new(certificate)).serve(service).await,
        None => server.serve(service).await,
    };
    jobs.stop().await;
    app.db.close().await;
    served.map_err(Error::internal)
}

/// Ctrl-C stops at once: somebody sits before it. SIGTERM comes from a supervisor, whose load balancer has to notice.
async fn stop_on_signal(app: App, handle: Handle<SocketAddr>) {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        tracing::error!("cannot listen for SIGTERM");
        return;
    };
    tokio::pin!(interrupt);
    let is_supervised = tokio::select! {
        _ = &mut interrupt => false,
        _ = terminate.recv() => true,
    };
    app.begin_draining();
    tracing::info!("stopping: finishing what is open");
    if is_supervised && !app.demo {
        tokio::select! {
            () = tokio::time::sleep(NOTICE) => {}
            _ = interrupt => {}
        }
    }
    handle.graceful_shutdown(Some(DRAIN));
}
