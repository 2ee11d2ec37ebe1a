//! `/antrean`: the cases of my part of the tree.
mod filter;
mod handlers;
mod queries;
mod views;

use axum::Router;
use axum::routing::get;

/// The routes.
pub fn router() -> Router {
    Router::new().route("/antrean", get(handlers::show))
}
