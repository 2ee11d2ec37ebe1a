//! `GET /instansi/{code}`: public knowledge; what is null for the viewer is left out.
use axum::response::Response;

use super::agency_views;
use super::handlers::Asked;
use super::queries::{AgencyPage, AgencyPageVars};
use crate::gql::Fault;
use crate::layout::{Nav, Page};
use crate::visit::Visit;

/// Units of one page.
const UNITS: i32 = 50;

/// The page of an agency.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let asked = Asked::of(&visit);
    let (after, before) = (visit.asked("after"), visit.asked("before"));
    let backwards = before.is_some() && after.is_none();
    let vars = AgencyPageVars {
        code: visit.param("code").to_owned(),
        as_of: asked.as_of,
        first: (!backwards).then_some(UNITS),
        after,
        last: backwards.then_some(UNITS),
        before: before.filter(|_| backwards),
    };
    let data: AgencyPage = visit.query(vars).await?;
    let Some(agency) = data.agency else {
        return Err(Fault::not_found(&visit));
    };
    let title = agency.name.clone();
    let main = agency_views::page(&visit, &asked, agency);
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Tree)))
}
