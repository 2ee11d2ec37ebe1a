//! `/penataan`: reorganisation plans. A plan is drafted change by change, shows what it would do, and is
//! published by a second person. To add a kind of change: its value in `gql/plan_enums.rs`, its fields in
//! `views/fields.rs`; what is typed becomes an input in `change.rs`.
mod acts;
mod change;
#[cfg(test)]
mod fixtures;
mod handlers;
mod list;
#[cfg(test)]
mod list_tests;
mod page;
mod queries;
#[cfg(test)]
mod tests;
mod views;

pub use acts::PlanRef;
pub use views::head_fields;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

/// The routes.
pub fn router() -> Router {
    Router::new()
        .route("/penataan", get(list::show).merge(post(list::create)))
        .route("/penataan/{id}", get(handlers::show))
        .route("/penataan/{id}/{act}", get(handlers::back).merge(post(handlers::act)))
}
