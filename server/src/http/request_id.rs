//! One id for each request, in its log lines and in its answer, so that a complaint finds its line.
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use tracing::Instrument;
use uuid::Uuid;

/// The header, in and out.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request; found in its extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The layer: `from_fn_with_state(Uuid::now_v7 as fn() -> Uuid, request_id)`. An id that the client or its proxy sends is
/// kept if it is sane, else a new one is made. Everything inside runs in a span that carries the id.
pub async fn request_id(State(new_id): State<fn() -> Uuid>, mut request: Request, next: Next) -> Response {
    let id = incoming(request.headers()).map_or_else(|| new_id().simple().to_string(), str::to_owned);
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", request.id = %id);
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// 8 to 64 letters, digits, `-` or `_`: nothing that could forge a log line or fill a log.
fn incoming(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get(HEADER)?.to_str().ok()?;
    let sane = (8..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    sane.then_some(id)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn answered_id(sent: Option<&str>) -> String {
        let new_id: fn() -> Uuid = || Uuid::from_u128(7);
        let handler = |request: Request| async move { request.extensions().get::<RequestId>().unwrap().0.clone() };
        let app = Router::new().route("/", get(handler)).layer(from_fn_with_state(new_id, request_id));
        let mut request = Request::get("/");
        if let Some(sent) = sent {
            request = request.header(HEADER, sent);
        }
        let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let header = response.headers()[&HEADER].to_str().unwrap().to_owned();
        let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        assert_eq!(header.as_bytes(), body);
        header
    }

    #[tokio::test]
    async fn a_sane_id_is_kept_and_any_other_is_replaced() {
        assert_eq!(answered_id(Some("trace-12345_a")).await, "trace-12345_a");
        let own = Uuid::from_u128(7).simple().to_string();
        for bad in [None, Some("short"), Some("a b c d e f g h"), Some("x\"} forged"), Some("a".repeat(65).as_str())] {
            assert_eq!(answered_id(bad).await, own, "{bad:?}");
        }
    }
}
