//! What citizens use: home, filing a report, tracking one, the published reports, a citizen's account.
use axum::Router;

/// The routes of citizens' pages.
pub fn router() -> Router {
    Router::new()
}
