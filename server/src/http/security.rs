//! Headers that tell a browser what a page of ours may do. A handler that sets one of them itself wins.
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName, HeaderValue};

/// For all pages: nothing from elsewhere, no inline script, no inline style, no frames.
pub const PAGE_CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The headers of every answer.
#[derive(Debug, Clone)]
pub struct SecurityHeaders(Arc<Vec<(HeaderName, HeaderValue)>>);

impl SecurityHeaders {
    /// `https`: people reach this server over https, and shall go on to.
    pub fn new(https: bool) -> Self {
        let mut headers = vec![
            (header::CONTENT_SECURITY_POLICY, PAGE_CSP),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::X_FRAME_OPTIONS, "DENY"),
            // Not `no-referrer`: then browsers would send `Origin: null` with our own forms.
            (header::REFERRER_POLICY, "same-origin"),
            (
                HeaderName::from_static("permissions-policy"),
                "accelerometer=(), camera=(), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
            ),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            // Pages hold what only this person may see; assets set their own.
            (header::CACHE_CONTROL, "no-store"),
        ];
        if https {
            // Not for sub-domains: the domain of a government has others, which are not ours to decide about.
            headers.push((header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
        }
        let values = headers.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value)));
        Self(Arc::new(values.collect()))
    }
}

/// The layer: `from_fn_with_state(SecurityHeaders::new(https), security_headers)`.
pub async fn security_headers(State(wanted): State<SecurityHeaders>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in wanted.0.iter() {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    response
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn answer(https: bool, path: &str) -> http::HeaderMap {
        let own =
            || async { ([(header::CONTENT_SECURITY_POLICY, "sandbox"), (header::CACHE_CONTROL, "max-age=60")], "own") };
        let app = Router::new()
            .route("/", get(|| async { "page" }))
            .route("/own", get(own))
            .layer(from_fn_with_state(SecurityHeaders::new(https), security_headers));
        let request = Request::get(path).body(axum::body::Body::empty()).unwrap();
        app.oneshot(request).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn every_answer_even_a_404_forbids_scripts_of_others_frames_and_guessing() {
        for path in ["/", "/nowhere"] {
            let headers = answer(false, path).await;
            let csp = headers["content-security-policy"].to_str().unwrap();
            assert!(
                csp.contains("script-src 'self'") && csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe")
            );
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert_eq!(headers["referrer-policy"], "same-origin");
            assert_eq!(headers["cache-control"], "no-store");
            assert!(!headers.contains_key("strict-transport-security"));
        }
        assert!(answer(true, "/").await.contains_key("strict-transport-security"));
    }

    #[tokio::test]
    async fn a_handler_that_sets_its_own_header_wins() {
        let headers = answer(false, "/own").await;
        assert_eq!(headers["content-security-policy"], "sandbox");
        assert_eq!(headers["cache-control"], "max-age=60");
        assert_eq!(headers.get_all("content-security-policy").iter().count(), 1);
    }
}
