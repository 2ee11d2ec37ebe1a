//! Translation only: GraphQL to use cases and scoped readers. `execute(op, request)` is the one door, for
//! the API and for the pages alike. No SQL, no rule. To add a field: a method on its type with its
//! description and permission, a loader where it hangs on many things; then export the schema.
use std::sync::Arc;

use async_graphql::{MergedObject, Request, Response, Schema, futures_util::Stream};

use crate::op::Op;

pub mod account;
pub mod agency;
pub mod agency_parts;
pub mod batches;
pub mod case;
pub mod case_filter;
pub mod counts;
pub mod enums;
pub mod errors;
pub mod event;
pub mod ids;
pub mod inputs;
pub mod invitation;
pub mod loaders;
pub mod mutation;
pub mod node;
pub mod page;
pub mod payloads;
pub mod people;
pub mod people_inputs;
pub mod people_payloads;
pub mod people_query;
pub mod plan;
pub mod plan_change;
pub mod plan_inputs;
pub mod plan_loaders;
pub mod plan_payloads;
pub mod plan_preview;
pub mod plan_query;
pub mod public;
pub mod query;
pub mod reference;
pub mod reply;
pub mod routing;
pub mod rule;
pub mod rule_enums;
pub mod rule_finding;
pub mod rule_inputs;
pub mod rule_loaders;
mod rule_names;
pub mod rule_outcomes;
pub mod rule_payloads;
pub mod rule_query;
pub mod rule_set;
pub mod rule_trace;
mod rule_typed;
pub mod scalars;
pub mod sheet;
pub mod simulation;
pub mod simulation_loaders;
pub mod simulation_query;
pub mod simulation_result;
pub mod subscription;
pub mod view;

pub use subscription::Watch;

/// Questions. What the viewer may not see and what does not exist answer alike.
#[derive(MergedObject, Default)]
pub struct Query(
    query::RootQuery,
    plan_query::PlanQuery,
    people_query::PeopleQuery,
    sheet::SheetQuery,
    rule_query::RuleQuery,
    simulation_query::SimulationQuery,
);

/// The schema.
pub type TanggapSchema = Schema<Query, mutation::Mutation, subscription::Subscription>;

/// Builds the schema. Depth, aliases, tokens and cost are limited before a query comes here
/// (`http::query_limits`), with errors that name the limit; what stands here is the second fence.
#[must_use]
pub fn schema() -> TanggapSchema {
    Schema::build(Query::default(), mutation::Mutation::default(), subscription::Subscription)
        .register_output_type::<ids::Node>()
        .limit_recursive_depth(64)
        .limit_depth(30)
        .finish()
}

/// The schema as text, as it is committed.
#[must_use]
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    schema().sdl_with_options(options)
}

/// Runs a query or mutation as the actor of the operation. Loaders are made here, for this request alone.
pub async fn execute(schema: &TanggapSchema, op: Op, request: Request) -> Response {
    let view = Arc::new(view::View::new(op));
    batches::together(schema.execute(request.data(view))).await
}

/// Runs a subscription; `watch` tells at each event who the subscriber is by then.
pub fn subscribe(
    schema: &TanggapSchema,
    op: Op,
    watch: Arc<dyn Watch>,
    request: Request,
) -> impl Stream<Item = Response> + Send + 'static {
    let view = Arc::new(view::View::new(op));
    schema.execute_stream(request.data(view).data(watch))
}
