//! `/aturan/{id}/simulasi`: a version is run over past reports beside the one in force: what would go elsewhere, and
//! whether that is right. Nothing changes by it. To add a figure: `queries.rs`, then `views/result.rs`.
mod handlers;
mod queries;
mod sheet;
#[cfg(test)]
mod tests;
mod views;

use axum::Router;
use axum::routing::get;

use super::page::address;
use crate::forms::post;
use crate::visit::encoded;

/// The routes.
pub fn router() -> Router {
    Router::new()
        .route("/aturan/{id}/simulasi", get(handlers::list).merge(post(handlers::start)))
        .route("/aturan/{id}/simulasi/{sim}", get(handlers::show))
        .route("/aturan/{id}/simulasi/{sim}/batal", get(handlers::back).merge(post(handlers::cancel)))
        .route("/aturan/{id}/simulasi/{sim}/unduh.csv", get(handlers::download))
        .route("/aturan/{id}/simulasi/{sim}/kasus/{kasus}", get(handlers::case))
}

/// Where the simulations of a version are.
pub fn home(set: &cynic::Id) -> String {
    format!("{}/simulasi", address(set))
}

/// Where one of them is.
fn place(set: &cynic::Id, simulation: &cynic::Id) -> String {
    format!("{}/{}", home(set), encoded(simulation.inner()))
}

/// Stands in an address for "no agency"; no code is like it.
const NOBODY: &str = "-";
