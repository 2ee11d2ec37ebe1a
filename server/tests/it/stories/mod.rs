//! What people do, from filing to closing, through GraphQL.
use crate::support::Trials;

mod confidential;
mod dead_targets;
mod idempotency;
mod large_plans;
mod lifecycle;
mod pages;
mod people;
mod random_plans;
mod refusals;
pub mod reorganisation;
pub mod routes;
mod routing;
mod rule_versions;
mod sheets;
mod simulations;

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    lifecycle::list(trials);
    routes::list(trials);
    routing::list(trials);
    random_plans::list(trials);
    large_plans::list(trials);
    refusals::list(trials);
    reorganisation::list(trials);
    rule_versions::list(trials);
    dead_targets::list(trials);
    sheets::list(trials);
    simulations::list(trials);
    pages::list(trials);
    people::list(trials);
    idempotency::list(trials);
    confidential::list(trials);
}
