//! The schema itself, and what it says of forwarding rules.
use crate::support::Trials;

pub mod rules;
mod schema;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    schema::list(trials);
    rules::list(trials);
}
