//! Which other sites' pages may call the API: none, unless the configuration names them.
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Method};
use tower_http::cors::CorsLayer;

use super::csrf::REQUEST_HEADER;

/// The layer for `/graphql`. Cookies are never allowed: another site's page signs its requests with an access token.
pub fn cors_layer(origins: &[String]) -> CorsLayer {
    let origins: Vec<HeaderValue> = origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    if origins.is_empty() {
        return CorsLayer::new();
    }
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            ACCEPT,
            AUTHORIZATION,
            CONTENT_TYPE,
            HeaderName::from_static(REQUEST_HEADER),
            HeaderName::from_static("graphql-require-preflight"),
            HeaderName::from_static("x-request-id"),
        ])
        .expose_headers([HeaderName::from_static("x-request-id")])
        .max_age(Duration::from_secs(600))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::routing::post;
    use http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn preflight(configured: &[&str], origin: &str) -> Option<String> {
        let origins: Vec<String> = configured.iter().map(|origin| (*origin).to_owned()).collect();
        let app = Router::new().route("/graphql", post(|| async {})).layer(cors_layer(&origins));
        let request = Request::options("/graphql")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type,authorization");
        let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert!(!response.headers().contains_key("access-control-allow-credentials"));
        response.headers().get("access-control-allow-origin").map(|value| value.to_str().unwrap().to_owned())
    }

    #[tokio::test]
    async fn no_other_site_is_allowed_until_it_is_named() {
        assert_eq!(preflight(&[], "https://portal.example").await, None);
        assert_eq!(preflight(&["https://portal.example"], "https://evil.example").await, None);
        let allowed = preflight(&["https://portal.example"], "https://portal.example").await;
        assert_eq!(allowed.as_deref(), Some("https://portal.example"));
    }
}
