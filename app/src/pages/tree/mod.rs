//! `/instansi`: the agency tree, as it is or as it was, and the page of one agency. Read only: what
//! changes the tree is a plan, see `pages/plan`.
mod agency;
mod agency_views;
mod branches;
mod handlers;
pub mod queries;
#[cfg(test)]
mod tests;
mod views;

use axum::Router;
use axum::routing::get;

use crate::gql::enums::ClockUnit;
use crate::visit::Visit;

/// The routes.
pub fn router() -> Router {
    Router::new().route("/instansi", get(handlers::show)).route("/instansi/{code}", get(agency::show))
}

/// "3 hari kerja"; a unit that is not known is shown as it came.
fn limit(visit: &Visit, amount: i32, unit: &str) -> String {
    match unit.to_ascii_uppercase().as_str() {
        "WORKING_DAYS" => visit.span(amount, ClockUnit::WorkingDays),
        "CALENDAR_DAYS" => visit.span(amount, ClockUnit::CalendarDays),
        "HOURS" => visit.span(amount, ClockUnit::Hours),
        _ => format!("{amount} {unit}"),
    }
}
