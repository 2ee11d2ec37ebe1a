//! A reporter's own report: opened by code and secret, or by the reporter's account; where it stands, what
//! was said, and what the reporter can do now. To add an act: `acts::Act`, its mutation, its form.
mod acts;
mod forms;
mod handlers;
mod history;
mod mutations;
mod progress;
mod queries;
#[cfg(test)]
mod tests;
mod views;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

/// `/lacak` and its pages.
pub fn router() -> Router {
    Router::new()
        .route("/lacak", get(handlers::ask).merge(post(handlers::open)))
        .route("/lacak/{reference}", get(handlers::show))
        .route("/lacak/{reference}/{act}", post(handlers::act))
}
