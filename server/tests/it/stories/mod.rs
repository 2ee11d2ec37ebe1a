//! What people do, from filing to closing, through GraphQL.
use crate::support::Trials;

mod lifecycle;

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    lifecycle::list(trials);
}
