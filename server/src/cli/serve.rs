//! `tanggap serve`: listens, runs the jobs, stops without cutting anybody off.
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    http::{observe, router, serve},
    jobs,
    wiring::App,
};

/// Serves until a signal comes. `ready` is called once it answers, with the address.
///
/// # Errors
/// What to print.
pub async fn run(app: App, ready: impl FnOnce(SocketAddr) -> Result<(), String>) -> Result<(), String> {
    let stop = CancellationToken::new();
    tokio::spawn(serve::stop_on_signal(stop.clone()));
    let listen = app.config.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        format!("cannot listen on {listen}: {error}. Choose another with listen / TANGGAP_LISTEN / --port")
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let metrics = observe::install_metrics().map_err(|error| error.to_string())?;
    if let Some(own) = app.config.metrics.listen {
        let listener =
            TcpListener::bind(own).await.map_err(|error| format!("cannot listen on {own} for metrics: {error}"))?;
        let router = router::metrics_only(&app, metrics.clone());
        tokio::spawn(serve::serve(listener, router, stop.clone(), app.config.shutdown));
    }
    tokio::spawn(app.store.clone().carry_changes());
    tokio::spawn(jobs::run(app.clone(), stop.clone()));
    let grace = app.config.shutdown;
    let store = app.store.clone();
    let router = router::router(app, metrics, stop.clone());
    tracing::info!(address = %address, "server.listening");
    ready(address)?;
    serve::serve(listener, router, stop, grace).await.map_err(|error| error.to_string())?;
    store.close().await;
    Ok(())
}
