//! GraphiQL, the page to try the API: served from files in this binary, nothing from elsewhere.
//!
//! Its scripts are third-party and set styles at run time, so this page alone has a policy that allows inline styles.
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use rust_embed::RustEmbed;

/// Scripts only from here; styles also inline; no other site at all.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

#[derive(RustEmbed)]
#[folder = "assets/graphiql"]
struct Assets;

/// `/graphiql` and its files, for an API at `endpoint` with subscriptions at `subscriptions` (paths of this server).
pub fn routes<S: Clone + Send + Sync + 'static>(endpoint: &str, subscriptions: &str) -> Router<S> {
    let template = Assets::get("page.html").map(|file| String::from_utf8_lossy(&file.data).into_owned());
    let page = template.unwrap_or_default().replace("@endpoint@", endpoint).replace("@subscriptions@", subscriptions);
    let serve_page = move || async move {
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_SECURITY_POLICY, CSP),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        (headers, page).into_response()
    };
    Router::new().route("/graphiql", get(serve_page)).route("/graphiql/{file}", get(asset))
}

/// A file by its name, kept by the browser until it changes.
async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Assets::get(&name).filter(|_| name != "page.html") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag: String = file.metadata.sha256_hash().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = mime_guess::from_path(&name).first_or_octet_stream();
        let kind = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
        ([(header::CONTENT_TYPE, kind)], file.data.into_owned()).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    response
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use axum::body::{Body, to_bytes};
    use http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn fetch(path: &str, etag: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = Request::get(path).header("if-none-match", etag).body(Body::empty()).unwrap();
        let (parts, body) = routes::<()>("/graphql", "/graphql/ws").oneshot(request).await.unwrap().into_parts();
        (parts.status, parts.headers, to_bytes(body, 10_000_000).await.unwrap().to_vec())
    }

    #[tokio::test]
    async fn every_file_that_the_page_names_is_ours_and_is_there() {
        let (status, headers, body) = fetch("/graphiql", "").await;
        let page = String::from_utf8(body).unwrap();
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("data-endpoint=\"/graphql\" data-subscriptions=\"/graphql/ws\""));
        assert!(!page.contains("://") && !page.contains('@'), "{page}");
        let csp = headers["content-security-policy"].to_str().unwrap();
        assert!(csp.contains("script-src 'self';") && !csp.contains("unsafe-eval"));
        let named: Vec<&str> = page.split('"').filter(|part| part.starts_with("/graphiql/")).collect();
        assert_eq!(named.len(), 6);
        for path in named {
            let (status, headers, body) = fetch(path, "").await;
            assert_eq!(status, StatusCode::OK, "{path}");
            let kind = headers["content-type"].to_str().unwrap();
            assert!(kind.starts_with(if path.ends_with("css") { "text/css" } else { "text/javascript" }), "{kind}");
            let (again, _, empty) = fetch(path, headers["etag"].to_str().unwrap()).await;
            assert_eq!((again, empty.len(), body.is_empty()), (StatusCode::NOT_MODIFIED, 0, false));
        }
    }

    #[tokio::test]
    async fn no_other_file_is_served_and_the_whole_is_small() {
        for path in ["/graphiql/nothing.js", "/graphiql/page.html", "/graphiql/..%2F..%2FCargo.toml"] {
            assert_eq!(fetch(path, "").await.0, StatusCode::NOT_FOUND, "{path}");
        }
        let size: usize = Assets::iter().filter_map(|name| Assets::get(&name)).map(|file| file.data.len()).sum();
        assert!(size < 3_000_000, "{size}");
    }
}
