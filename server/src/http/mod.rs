//! The HTTP edge: routes on one page, sessions, actor, CSRF, uploads, health.
pub mod actor;
pub mod client_addr;
pub mod cors;
pub mod csrf;
pub mod graphiql;
pub mod graphql_error;
pub mod graphql_http;
pub mod graphql_media;
pub mod graphql_request;
pub mod graphql_ws;
mod graphql_ws_connection;
pub mod health;
pub mod observe;
pub mod panics;
pub mod query_limits;
pub mod query_scan;
pub mod request_id;
pub mod router;
pub mod security;
pub mod serve;
pub mod session;
pub mod sheets;
#[cfg(feature = "ui")]
pub mod ui;
pub mod uploads;
