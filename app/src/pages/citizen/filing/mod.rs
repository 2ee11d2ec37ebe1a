//! Filing a report in three steps: what and where; files, who and who may see it; check and send. All that
//! was typed travels through the steps in the form itself, nothing is kept on the server before it is sent,
//! and the receipt is the answer of the last step, so that its secret stands in no address.
mod draft;
mod handlers;
mod queries;
mod review;
mod steps;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

/// `/lapor`.
pub fn router() -> Router {
    Router::new().route("/lapor", get(handlers::show).merge(post(handlers::take)))
}
