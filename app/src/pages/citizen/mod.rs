//! What citizens use: home, filing a report, tracking one, the published reports, a citizen's account.
//! Each page has a file or a folder here; `files` and `sending` are shared by the forms that send.
//! The secret of a report travels only in bodies of forms, never in an address.
mod files;
mod filing;
mod home;
mod mine;
mod published;
mod register;
mod sending;
mod tracking;

use axum::Router;

/// The routes of citizens' pages.
pub fn router() -> Router {
    Router::new()
        .merge(home::router())
        .merge(filing::router())
        .merge(tracking::router())
        .merge(mine::router())
        .merge(register::router())
        .merge(published::router())
}
