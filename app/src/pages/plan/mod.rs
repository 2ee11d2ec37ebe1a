//! `/penataan`: reorganisation plans.
use axum::Router;

/// The routes.
pub fn router() -> Router {
    Router::new()
}
