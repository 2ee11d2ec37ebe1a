//! Listening, and stopping without cutting off those who are being served.
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Serves until `stop` is cancelled, then takes no new connection and lets running requests end for at most `grace`.
///
/// # Errors
/// When the listener breaks.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken, grace: Duration) -> io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let deadline = async {
        stop.cancelled().await;
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        result = serving.into_future() => result,
        () = deadline => {
            tracing::warn!("stopping: some requests took too long and were cut off");
            Ok(())
        }
    }
}

/// Cancels `stop` at the first SIGTERM or Ctrl-C.
pub async fn stop_on_signal(stop: CancellationToken) {
    first_signal().await;
    tracing::info!("stopping: running requests may end");
    stop.cancel();
}

async fn first_signal() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::warn!(%error, "Ctrl-C cannot be heard");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => (),
        () = terminate() => (),
    }
}

#[cfg(unix)]
async fn terminate() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
fn terminate() -> impl std::future::Future<Output = ()> {
    std::future::pending()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::task::JoinHandle;

    use super::*;

    async fn start(
        takes: Duration,
        grace: Duration,
    ) -> (JoinHandle<io::Result<()>>, TcpStream, SocketAddr, CancellationToken) {
        let router = Router::new().route(
            "/",
            get(move || async move {
                tokio::time::sleep(takes).await;
                "done"
            }),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let server = tokio::spawn(serve(listener, router, stop.clone(), grace));
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.cancel();
        (server, client, address, stop)
    }

    async fn read(mut client: TcpStream) -> String {
        let mut text = String::new();
        // A cut connection may end with a reset.
        let _result = client.read_to_string(&mut text).await;
        text
    }

    #[tokio::test]
    async fn a_running_request_ends_and_no_new_one_begins() {
        let (server, client, address, _stop) = start(Duration::from_millis(400), Duration::from_secs(10)).await;
        assert!(read(client).await.ends_with("done"));
        server.await.unwrap().unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }

    #[tokio::test]
    async fn a_request_that_takes_longer_than_the_grace_does_not_hold_the_stop() {
        let (server, _client, _address, _stop) = start(Duration::from_secs(60), Duration::from_millis(100)).await;
        tokio::time::timeout(Duration::from_secs(5), server).await.unwrap().unwrap().unwrap();
    }
}
