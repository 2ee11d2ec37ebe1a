//! The server: a GraphQL schema over a scoped store, and the house of all its rooms.
//!
//! The folder says what a line may touch, the file says what it is about. `README.md` beside
//! `Cargo.toml` has the map and the checklists; `tests/it/architecture.rs` keeps the walls.
pub mod adapters;
pub mod authz;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod graphql;
pub mod http;
pub mod jobs;
pub mod op;
pub mod reference;
pub mod secrets;
pub mod store;
pub mod telemetry;
pub mod texts;
pub mod usecases;
pub mod wiring;
