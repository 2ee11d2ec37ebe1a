//! Media types of GraphQL over HTTP: what the client accepts, what it sends, and the status that goes with each.
use async_graphql::Response as GraphqlResponse;
use async_graphql_axum::GraphQLResponse;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, StatusCode};

use super::graphql_error::{self, EdgeError, Wire};

/// In which of its two forms an answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/graphql-response+json`: the status tells whether the request was good.
    GraphqlResponse,
    /// `application/json`: every well-formed request is answered with 200.
    Json,
}

impl Media {
    /// What the `Accept` headers ask for; JSON where they say nothing or anything. `None` when neither form will do.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let values: Vec<&str> =
            headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        if values.iter().all(|value| value.trim().is_empty()) {
            return Some(Self::Json);
        }
        let ranges: Vec<(String, f32)> = values.iter().flat_map(|value| value.split(',')).filter_map(range).collect();
        let quality = |name: &str| ranges.iter().filter(|(range, _)| range == name).map(|(_, q)| *q).reduce(f32::max);
        let any = quality("application/*").or_else(|| quality("*/*"));
        let exact = quality("application/graphql-response+json");
        let json = quality("application/json").or(any).unwrap_or(0.0);
        let graphql = exact.or(any).unwrap_or(0.0);
        match exact {
            Some(exact) if exact > 0.0 && exact >= json => Some(Self::GraphqlResponse),
            _ if json > 0.0 => Some(Self::Json),
            _ if graphql > 0.0 => Some(Self::GraphqlResponse),
            _ => None,
        }
    }

    fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        })
    }
}

/// One entry of an `Accept` header: its media range and its quality.
fn range(entry: &str) -> Option<(String, f32)> {
    let mut parts = entry.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some((name, quality.map_or(1.0, |quality| quality.parse().unwrap_or(0.0))))
}

/// Wants `application/json` in UTF-8, not compressed. Anything else could come from a plain form of another site.
///
/// # Errors
/// 415.
pub fn require_json(headers: &HeaderMap) -> Result<(), EdgeError> {
    let refuse = |message: &str| {
        Err(EdgeError::of_request(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message))
    };
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    if parts.next().as_deref() != Some("application/json") {
        return refuse("Send the request with the header Content-Type: application/json.");
    }
    let charset =
        parts.find_map(|part| part.strip_prefix("charset=").map(|charset| charset.trim_matches('"').to_owned()));
    if charset.is_some_and(|charset| charset != "utf-8" && charset != "utf8") {
        return refuse("The request must be encoded in UTF-8.");
    }
    match headers.get(header::CONTENT_ENCODING) {
        Some(encoding) if encoding != "identity" => refuse("The request must not be compressed."),
        _ => Ok(()),
    }
}

/// An answer of the schema as HTTP.
pub fn respond(media: Media, response: GraphqlResponse) -> Response {
    let mut response = graphql_error::finish(response);
    let headers = std::mem::take(&mut response.http_headers);
    let refused = graphql_error::is_request_error(&response);
    let status = match media {
        Media::GraphqlResponse if refused => {
            response.errors.first().and_then(graphql_error::code_of).map_or(StatusCode::BAD_REQUEST, status_of)
        }
        _ => StatusCode::OK,
    };
    let mut answer = if refused { write(media, status, &response) } else { write_executed(media, status, response) };
    for (name, value) in &headers {
        answer.headers_mut().append(name, value.clone());
    }
    if status == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    answer
}

/// A refusal of the edge as HTTP.
pub fn refuse(media: Media, error: EdgeError) -> Response {
    let legacy = error.of_document && media == Media::Json;
    let status = if legacy { StatusCode::OK } else { error.status };
    let allow = error.allow;
    let mut answer = write(media, status, &error.into_response());
    if let Some(allow) = allow {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allow));
    }
    answer
}

/// Methods of the endpoint.
pub fn require_method(method: &Method) -> Result<(), EdgeError> {
    match *method {
        Method::GET | Method::POST => Ok(()),
        _ => {
            let message = "Send GraphQL requests by POST, or queries by GET.";
            Err(EdgeError::of_request(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message)
                .allowing("GET, POST"))
        }
    }
}

fn status_of(code: &str) -> StatusCode {
    match code {
        "UNAUTHENTICATED" => StatusCode::UNAUTHORIZED,
        "FORBIDDEN" => StatusCode::FORBIDDEN,
        "TOO_MANY_REQUESTS" | "RATE_LIMITED" => StatusCode::TOO_MANY_REQUESTS,
        "INTERNAL" | "INTERNAL_ERROR" | "INTERNAL_SERVER_ERROR" => StatusCode::INTERNAL_SERVER_ERROR,
        "UNAVAILABLE" => StatusCode::SERVICE_UNAVAILABLE,
        "TIMEOUT" => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// What ran is written by the stock responder; what never ran must have no `data`, which it cannot leave out.
fn write_executed(media: Media, status: StatusCode, response: GraphqlResponse) -> Response {
    let mut answer = GraphQLResponse::from(response).into_response();
    *answer.status_mut() = status;
    mark(media, &mut answer);
    answer
}

fn write(media: Media, status: StatusCode, response: &GraphqlResponse) -> Response {
    let body = serde_json::to_vec(&Wire::from(response));
    let (status, body) = match body {
        Ok(body) => (status, body),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            let text =
                r#"{"errors":[{"message":"The answer could not be written.","extensions":{"code":"INTERNAL"}}]}"#;
            (StatusCode::INTERNAL_SERVER_ERROR, text.as_bytes().to_vec())
        }
    };
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    mark(media, &mut answer);
    answer
}

/// Headers of every answer: nothing of it may be kept on the way.
fn mark(media: Media, answer: &mut Response) {
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, media.content_type());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept, authorization, cookie"));
}
