//! The schema itself.
use crate::support::Trials;

mod schema;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    schema::list(trials);
}
