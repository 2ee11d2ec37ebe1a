//! A fault of ours in a handler: the client gets a 500 without internals and a number to tell, the server goes on.
use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures::FutureExt;
use http::{StatusCode, header};

use super::request_id::RequestId;

/// The layer. Its place is inside the request id and `observe`, so that the 500 is counted and can be found.
pub async fn catch_panics(request: Request, next: Next) -> Response {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let wants_html = accept.contains("text/html") && !request.uri().path().starts_with("/graphql");
    let id = request.extensions().get::<RequestId>().cloned();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_payload) => {
            // The panic hook has written what happened; the payload may quote what people typed.
            tracing::error!("a handler panicked");
            internal_error(wants_html, id.as_ref().map_or("", |id| id.0.as_str()))
        }
    }
}

/// The answer to a fault of ours. `id` is a request id, which holds no characters that HTML minds.
pub fn internal_error(wants_html: bool, id: &str) -> Response {
    if wants_html {
        let page = format!(
            "<!doctype html><html lang=\"id\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>Gangguan</title><h1>Terjadi gangguan di server</h1><p>Permintaan Anda tidak selesai. Silakan coba lagi. \
             Bila berulang, sebutkan nomor ini kepada pengelola: <code>{id}</code></p>\
             <p lang=\"en\">The server failed to answer. Please try again; if it happens again, tell the operator this number.</p>\
             <p><a href=\"/\">Beranda</a></p></html>"
        );
        return (StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response();
    }
    let error = serde_json::json!({
        "message": "The server failed to answer.",
        "extensions": {"code": "INTERNAL", "requestId": id},
    });
    (StatusCode::INTERNAL_SERVER_ERROR, axum::Json(serde_json::json!({"errors": [error]}))).into_response()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::{from_fn, from_fn_with_state};
    use axum::routing::get;
    use tower::ServiceExt;
    use uuid::Uuid;

    use super::*;
    use crate::http::request_id::request_id;

    #[tokio::test]
    async fn a_panic_is_a_500_with_the_request_s_number_and_without_internals() {
        let new_id: fn() -> Uuid = || Uuid::from_u128(7);
        let broken = || async {
            let number: Result<u8, _> = "secret internals".parse();
            number.map(|number| number.to_string()).unwrap()
        };
        let app = Router::new()
            .route("/page", get(broken))
            .route("/graphql", get(broken))
            .layer(from_fn(catch_panics))
            .layer(from_fn_with_state(new_id, request_id));
        for (path, kind) in [("/page", "text/html"), ("/graphql", "application/json")] {
            let request = Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert!(response.headers().get("content-type").unwrap().to_str().unwrap().starts_with(kind));
            let body = to_bytes(response.into_body(), 10_000).await.unwrap();
            let text = String::from_utf8(body.to_vec()).unwrap();
            assert!(text.contains(&Uuid::from_u128(7).simple().to_string()) && !text.contains("secret"), "{text}");
        }
    }
}
