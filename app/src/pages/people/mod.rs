//! People in office: who is invited, who holds which role, who stands in for whom, where nobody is. The page of an
//! agency shows what [`on_agency`] makes of its people. What a viewer may do is said by the schema: a form stands only
//! where `viewerCan` has its act.
mod acts;
#[cfg(test)]
pub(super) mod fixtures;
mod invitation;
mod invite;
mod on_agency;
mod person;
#[cfg(test)]
mod person_tests;
mod person_views;
mod queries;
mod role_acts;
mod role_forms;
#[cfg(test)]
mod tests;
mod vacancies;
mod views;

use axum::Router;
use axum::routing::get;

use crate::forms::post;

pub(super) use on_agency::{from_to, invitations, members};
pub(super) use queries::{InvitationBit, MemberRow};

/// The routes.
pub fn router() -> Router {
    Router::new()
        .route("/instansi/kosong", get(vacancies::show))
        .route("/instansi/{code}/undang", get(invite::show).merge(post(invite::create)))
        .route("/instansi/{code}/undangan/{act}", get(invite::back).merge(post(invite::act)))
        .route("/instansi/{code}/peran-saya", get(person::show))
        .route("/instansi/{code}/peran-saya/{act}", get(person::back).merge(post(role_acts::act)))
        .route("/orang/{id}", get(person::show))
        .route("/orang/{id}/{act}", get(person::back).merge(post(role_acts::act)))
        .route("/undangan/{token}", get(invitation::show).merge(post(invitation::accept)))
}
