//! `/entri`: an officer enters what a citizen brought in person, by phone or in a message.
mod handlers;
mod queries;
mod views;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

/// The routes.
pub fn router() -> Router {
    Router::new().route("/entri", get(handlers::show).merge(post(handlers::submit)))
}
