//! `/akun`: name, roles, access tokens, password, sign out everywhere.
mod handlers;
mod queries;
mod views;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

/// The routes.
pub fn router() -> Router {
    Router::new()
        .route("/akun", get(handlers::show))
        .route("/akun/{act}", get(handlers::back).merge(post(handlers::act)))
}
