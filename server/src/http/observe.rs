//! What is written about each request: one log line and three metrics, with few and bounded labels.
//!
//! Never the path as it was sent, its query, a body, a cookie or an address: a path may hold a tracking code.
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode, header};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use subtle::ConstantTimeEq;
use tokio::time::Instant;

use crate::config::Secret;

/// Seconds by which requests are counted into buckets.
const BUCKETS: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// Starts to collect metrics for this process. Once: a second call is an error.
///
/// # Errors
/// When a recorder is there already.
pub fn install_metrics() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new().set_buckets(BUCKETS)?.install_recorder()?;
    metrics::describe_counter!("http_requests_total", "Requests by method, route and class of status");
    metrics::describe_histogram!("http_request_duration_seconds", metrics::Unit::Seconds, "Time to the answer");
    metrics::describe_gauge!("http_requests_in_flight", "Requests that are being answered");
    Ok(handle)
}

/// What `/metrics` needs.
#[derive(Clone)]
pub struct MetricsState {
    /// From [`install_metrics`].
    pub handle: PrometheusHandle,
    /// The bearer token that it wants, if any.
    pub token: Option<Secret>,
}

/// `GET /metrics`: the text format of Prometheus; 401 without the token, where one is configured.
pub async fn serve_metrics(State(state): State<MetricsState>, headers: HeaderMap) -> Response {
    let given = headers.get(header::AUTHORIZATION).map(|value| value.as_bytes()).unwrap_or_default();
    let given = given.strip_prefix(b"Bearer ").unwrap_or_default();
    if state.token.is_some_and(|token| !bool::from(token.expose().as_bytes().ct_eq(given))) {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")], "A token is needed.\n")
            .into_response();
    }
    state.handle.run_upkeep();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], state.handle.render()).into_response()
}

/// The layer that counts, times and logs; inside the request id's span, outside of everything that may refuse.
/// Put it on by `Router::layer` so that the route's pattern is known.
pub async fn observe(request: Request, next: Next) -> Response {
    let method = method_label(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let started = Instant::now();
    let in_flight = InFlight::enter();
    let response = next.run(request).await;
    drop(in_flight);
    let elapsed = started.elapsed();
    let status = response.status();
    let class = class_label(status);
    metrics::counter!("http_requests_total", "method" => method, "route" => route.clone(), "status" => class)
        .increment(1);
    metrics::histogram!("http_request_duration_seconds", "method" => method, "route" => route.clone())
        .record(elapsed.as_secs_f64());
    let (status, millis) = (status.as_u16(), u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX));
    if status >= 500 {
        tracing::warn!(http.method = method, http.route = route, http.status = status, duration_ms = millis, "request");
    } else {
        tracing::info!(http.method = method, http.route = route, http.status = status, duration_ms = millis, "request");
    }
    response
}

/// Counts down also when the client goes away in the middle.
struct InFlight;

impl InFlight {
    fn enter() -> Self {
        metrics::gauge!("http_requests_in_flight").increment(1.0);
        Self
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        metrics::gauge!("http_requests_in_flight").decrement(1.0);
    }
}

/// Clients may invent methods; labels must stay few.
fn method_label(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "PATCH" => "PATCH",
        _ => "OTHER",
    }
}

fn class_label(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn get_text(app: &Router, request: http::request::Builder) -> (StatusCode, String) {
        let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1_000_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn metrics_have_the_route_s_pattern_and_need_their_token() {
        let handle = install_metrics().unwrap();
        let token = Some(Secret::new("0123456789abcdef"));
        let app = Router::new()
            .route("/lacak/{code}", get(|| async { "ok" }))
            .route("/metrics", get(serve_metrics).with_state(MetricsState { handle, token }))
            .fallback(|| async { StatusCode::NOT_FOUND })
            .layer(from_fn(observe));
        get_text(&app, Request::get("/lacak/SECRET-CODE?x=SECRET")).await;
        get_text(&app, Request::builder().method("INVENTED").uri("/SECRET")).await;
        for wrong in ["", "Bearer ", "Bearer 0123456789abcdeX", "0123456789abcdef"] {
            let (status, text) = get_text(&app, Request::get("/metrics").header("authorization", wrong)).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED);
            assert!(!text.contains("http_requests_total"));
        }
        let (status, text) =
            get_text(&app, Request::get("/metrics").header("authorization", "Bearer 0123456789abcdef")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(text.contains(r#"http_requests_total{method="GET",route="/lacak/{code}",status="2xx"} 1"#), "{text}");
        assert!(text.contains(r#"method="OTHER",route="unmatched",status="4xx""#), "{text}");
        assert!(text.contains("http_request_duration_seconds_bucket"), "{text}");
        assert!(!text.contains("SECRET") && !text.contains("INVENTED"), "{text}");
    }
}
