//! `/healthz`: this process answers. `/readyz`: it can do its work. Neither tells anything about why not.
use std::fmt::Display;
use std::future::Future;
use std::time::Duration;

use axum::http::StatusCode;
use tokio_util::sync::CancellationToken;

/// Longest time that the check may take.
const CHECK_TIMEOUT: Duration = Duration::from_secs(2);

/// Always 200: restart me if you do not get this.
pub async fn healthz() -> (StatusCode, &'static str) {
    (StatusCode::OK, "ok\n")
}

/// 200, or 503 while the check fails or takes too long, or when the server is stopping: send people elsewhere.
pub async fn readyz<Fut, E>(stopping: &CancellationToken, check: Fut) -> (StatusCode, &'static str)
where
    Fut: Future<Output = Result<(), E>>,
    E: Display,
{
    ready_within(CHECK_TIMEOUT, stopping, check).await
}

async fn ready_within<Fut, E>(limit: Duration, stopping: &CancellationToken, check: Fut) -> (StatusCode, &'static str)
where
    Fut: Future<Output = Result<(), E>>,
    E: Display,
{
    if stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match tokio::time::timeout(limit, check).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
        Err(_elapsed) => {
            tracing::warn!("not ready: the check took too long");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn ready_is_told_only_while_the_check_passes_and_the_server_runs() {
        let stopping = CancellationToken::new();
        assert_eq!(readyz(&stopping, async { Ok::<_, String>(()) }).await.0, StatusCode::OK);
        let (status, text) = readyz(&stopping, async { Err("password wrong for user x") }).await;
        assert_eq!((status, text), (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"));
        stopping.cancel();
        assert_eq!(readyz(&stopping, async { Ok::<_, String>(()) }).await.0, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(healthz().await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_check_that_hangs_is_not_ready() {
        let hangs = std::future::pending::<Result<(), String>>();
        let answer = ready_within(Duration::from_millis(20), &CancellationToken::new(), hangs).await;
        assert_eq!(answer.0, StatusCode::SERVICE_UNAVAILABLE);
    }
}
