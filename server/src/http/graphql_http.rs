//! GraphQL over HTTP (<https://graphql.github.io/graphql-over-http/draft/>): POST with JSON, and queries by GET.
//!
//! Generic over what runs the request. Who is acting and whether another site sent it (`csrf.rs`) is decided before.
use std::future::Future;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request as GraphqlRequest, Response as GraphqlResponse};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use http::header;
use http::request::Parts;
use http::{Method, StatusCode};

use super::graphql_error::EdgeError;
use super::graphql_media::{self, Media};
use super::graphql_request::{Params, Prepared};
use super::query_limits::QueryLimits;
use crate::config::LimitsConfig;

/// Limits of the endpoint.
#[derive(Debug, Clone, Copy)]
pub struct GraphqlLimits {
    /// Largest body, in bytes.
    pub body_bytes: usize,
    /// Longest time from the first byte of the body to the answer.
    pub timeout: Duration,
    /// Limits of the query.
    pub query: QueryLimits,
}

impl From<&LimitsConfig> for GraphqlLimits {
    fn from(config: &LimitsConfig) -> Self {
        Self { body_bytes: config.body_bytes, timeout: config.request_timeout, query: config.into() }
    }
}

/// Answers one request; `execute` runs what is well formed and within the limits.
pub async fn graphql_http<F, Fut>(limits: &GraphqlLimits, request: Request, execute: F) -> Response
where
    F: FnOnce(GraphqlRequest) -> Fut,
    Fut: Future<Output = GraphqlResponse>,
{
    let (parts, body) = request.into_parts();
    let Some(media) = Media::accepted(&parts.headers) else {
        let message = "The answer can be sent as application/graphql-response+json or as application/json.";
        return graphql_media::refuse(
            Media::Json,
            EdgeError::of_request(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message),
        );
    };
    let work = async {
        let prepared = read(limits, &parts, body).await?;
        Ok(execute(prepared.request).await)
    };
    match tokio::time::timeout(limits.timeout, work).await {
        Ok(Ok(response)) => graphql_media::respond(media, response),
        Ok(Err(error)) => graphql_media::refuse(media, error),
        Err(_elapsed) => {
            let seconds = limits.timeout.as_secs();
            let message = format!(
                "The request took longer than {seconds} seconds and was stopped. A mutation can be sent again with the same clientMutationId."
            );
            let error = EdgeError::of_request(StatusCode::GATEWAY_TIMEOUT, "TIMEOUT", message);
            graphql_media::refuse(media, error.with("limit", seconds))
        }
    }
}

async fn read(limits: &GraphqlLimits, parts: &Parts, body: Body) -> Result<Prepared, EdgeError> {
    graphql_media::require_method(&parts.method)?;
    let is_get = parts.method == Method::GET;
    let params = if is_get {
        Params::from_query_string(parts.uri.query().unwrap_or_default())?
    } else {
        graphql_media::require_json(&parts.headers)?;
        Params::from_body(&read_body(limits.body_bytes, parts, body).await?)?
    };
    let prepared = params.prepare(&limits.query)?;
    match prepared.operation {
        OperationType::Query => Ok(prepared),
        OperationType::Mutation if !is_get => Ok(prepared),
        OperationType::Mutation => {
            let message = "Mutations must be sent by POST.";
            let error = EdgeError::of_request(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message);
            Err(error.allowing("POST"))
        }
        OperationType::Subscription => {
            let message = "Subscriptions are served over a websocket with the protocol graphql-transport-ws.";
            Err(EdgeError::of_document("BAD_REQUEST", message))
        }
    }
}

async fn read_body(limit: usize, parts: &Parts, body: Body) -> Result<bytes::Bytes, EdgeError> {
    let too_large = || {
        let message = format!("The request is larger than {limit} bytes, the limit of this server.");
        EdgeError::of_request(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", message).with("limit", limit)
    };
    let announced =
        parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    // `to_bytes` fails either because of its limit or because the client went away, who reads no answer.
    to_bytes(body, limit).await.map_err(|_too_large_or_gone| too_large())
}

#[cfg(test)]
mod tests;
