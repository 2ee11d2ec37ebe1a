//! `/aturan`: forwarding rules. A version is drafted rule by rule, checked, tried on a report, and published by a second
//! person. To add a condition: its field in `views/conditions.rs`; what is typed becomes an input in `written.rs`.
mod acts;
mod build;
mod build_queries;
#[cfg(test)]
mod build_tests;
mod compare;
#[cfg(test)]
mod fixtures;
mod handlers;
mod import;
mod list;
#[cfg(test)]
mod list_tests;
mod page;
mod queries;
mod simulation;
#[cfg(test)]
mod tests;
mod views;
mod written;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::forms::post;

/// Where documents are handed over.
pub const IMPORT: &str = "/aturan/impor";
/// The largest document, in bytes.
const DOCUMENT_MAX: usize = 1024 * 1024;
/// A form has the document once as text and once as a file, and the words around them.
const BODY_MAX: usize = 2 * DOCUMENT_MAX + 256 * 1024;

/// The routes.
pub fn router() -> Router {
    let taking = get(import::back).merge(post(import::take)).layer(DefaultBodyLimit::max(BODY_MAX));
    Router::new()
        .route("/aturan", get(list::show).merge(post(list::create)))
        .route(IMPORT, taking)
        .route("/aturan/{id}", get(handlers::show))
        .merge(simulation::router())
        .route("/aturan/{id}/{act}", get(handlers::open).merge(post(handlers::act)))
}
