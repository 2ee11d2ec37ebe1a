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

use crate::gql::enums::ClockStage;
use crate::texts::k;
use crate::visit::Visit;

/// The routes.
pub fn router() -> Router {
    Router::new().route("/instansi", get(handlers::show)).route("/instansi/{code}", get(agency::show))
}

/// What a deadline limits; a stage that is not known is shown as it came.
fn stage(visit: &Visit, stage: &str) -> String {
    let key = match stage {
        "verify" => ClockStage::Verify.label(),
        "first_response" => ClockStage::FirstResponse.label(),
        "complete" => ClockStage::Complete.label(),
        "reporter_confirmation" => ClockStage::ReporterConfirmation.label(),
        "supplement" => ClockStage::Supplement.label(),
        "return_again" => ClockStage::ReturnAgain.label(),
        "return" => k::STAGE_LIMIT_RETURN,
        "escalation" => k::STAGE_LIMIT_ESCALATION,
        "reopen" => k::STAGE_LIMIT_REOPEN,
        _ => return stage.to_owned(),
    };
    visit.t(key)
}
