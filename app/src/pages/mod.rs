//! The pages. Each feature is a folder: `queries.rs` (what it asks of the schema), `handlers.rs` (GET and
//! POST), `views.rs` (what it shows); its `mod.rs` has the routes. To add one: a folder, its `router()`
//! here, its entry in `layout::Nav` if it stands in the navigation. Acts are registered with
//! [`crate::forms::post`], which refuses a form without its token.
mod account;
mod case;
mod citizen;
mod entry;
pub(crate) mod lists;
mod preferences;
mod queue;
mod sign_in;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

/// Room for five files of ten megabytes and the words around them; the server may set less.
const BODY_MAX: usize = 56 * 1024 * 1024;

/// All routes of the UI.
pub fn router() -> Router {
    Router::new()
        .merge(citizen::router())
        .merge(sign_in::router())
        .merge(queue::router())
        .merge(case::router())
        .merge(entry::router())
        .merge(account::router())
        .merge(preferences::router())
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .route("/assets/{file}", get(crate::assets::serve))
}
