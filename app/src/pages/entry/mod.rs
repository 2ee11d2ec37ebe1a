//! Under construction.
use axum::Router;

/// Routes.
pub fn router() -> Router {
    Router::new()
}
