//! `/masuk` and `/keluar`.
mod handlers;
mod queries;
mod views;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

/// The routes.
pub fn router() -> Router {
    Router::new()
        .route("/masuk", get(handlers::show).merge(post(handlers::sign_in)))
        .route("/keluar", post(handlers::sign_out))
}
