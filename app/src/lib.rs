//! The server-rendered UI: a client of the GraphQL schema that knows `schema.graphql` and nothing else
//! of ours. axum owns the addresses; a handler runs a query or one mutation and renders a tree whose data
//! is already there. Pages live in `pages/`, what they share in the other folders.
// The canned answers of tests are large `json!` literals.
#![cfg_attr(test, recursion_limit = "256")]

mod assets;
mod components;
pub mod door;
mod error_page;
mod format;
mod forms;
mod gql;
mod html;
mod layout;
mod pages;
#[cfg(test)]
mod testing;
mod texts;
mod visit;

pub use error_page::error_page;

/// All pages and `/assets/*`. Each request needs a [`door::Door`] among its extensions.
pub fn router() -> axum::Router {
    pages::router()
}
