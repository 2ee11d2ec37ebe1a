//! `/instansi/impor`: a sheet of the tree is handed over, shown line by line as the difference to today, and made a
//! draft plan. The sheet waits on the server, so the file is chosen once and its lines can be paged and filtered by
//! links. What changes the tree is the plan, see `pages/plan`.
mod handlers;
mod queries;
#[cfg(test)]
mod tests;
mod views;

pub use views::exports;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::forms::post;

/// Where sheets are handed over.
pub const PATH: &str = "/instansi/impor";
/// The largest sheet, in megabytes, and the form around it.
pub const LARGEST_MB: i32 = 8;
const BODY_MAX: usize = 8 * 1024 * 1024 + 64 * 1024;

/// The routes.
pub fn router() -> Router {
    let taking = get(handlers::show).merge(post(handlers::take)).layer(DefaultBodyLimit::max(BODY_MAX));
    Router::new().route(PATH, taking).route("/instansi/impor/{id}", get(handlers::review).merge(post(handlers::import)))
}
