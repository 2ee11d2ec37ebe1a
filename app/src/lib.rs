//! The server-rendered UI: a client of the GraphQL schema that knows `schema.graphql` and nothing else of ours.
pub mod door;
