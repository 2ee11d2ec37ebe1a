//! The UI's side of the GraphQL schema: scalars, closed lists, shared fragments and the running of
//! operations. A page's own fragments live beside the page in `queries.rs`; what two pages share
//! goes into `fragments.rs`. Nothing here renders.
pub mod acts;
pub mod enums;
pub mod fragments;
pub mod people_enums;
pub mod plan_enums;
pub mod routing_enums;
pub mod rule_enums;
pub mod rules;
mod run;
mod scalars;

pub use run::{Fault, FaultKind};

/// The types of `server/schema.graphql`, checked at compile time.
#[cynic::schema("tanggap")]
pub mod schema {}
