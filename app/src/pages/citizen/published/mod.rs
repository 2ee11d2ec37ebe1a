//! Reports that everybody may read: the list with filters in its address, and one report. Only the
//! published projection is asked for; nothing of a reporter is in it.
mod handlers;
mod queries;
#[cfg(test)]
mod tests;
mod views;

use axum::Router;
use axum::routing::get;

pub use queries::{PublicRow, PublicRows};
pub use views::rows;

/// `/publik` and its pages.
pub fn router() -> Router {
    Router::new().route("/publik", get(handlers::list)).route("/publik/{reference}", get(handlers::one))
}
