//! `/laporan/{reference}`: what was reported, who has it now and until when, what happened, and the acts
//! that the viewer may do. To add an act: its mutation in `acts.rs`, its line in `handlers::ACTS`, its
//! form in `views/`.
mod acts;
#[cfg(test)]
mod fixtures;
mod handlers;
mod page;
mod queries;
mod reply_acts;
#[cfg(test)]
mod routing_tests;
#[cfg(test)]
mod tests;
mod views;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

/// The routes.
pub fn router() -> Router {
    Router::new()
        .route("/laporan/{reference}", get(handlers::show))
        .route("/laporan/{reference}/{act}", get(handlers::back).merge(post(handlers::act)))
}
