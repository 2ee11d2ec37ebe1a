//! Handing a sheet over, looking at it, and making a plan of it.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::PATH;
use super::queries::*;
use super::views;
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::gql::enums::Role;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// Lines of one page.
const PAGE: i32 = 50;

/// `GET /instansi/impor`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, Typed::default(), StatusCode::OK).await
}

/// `POST /instansi/impor`
pub async fn take(mut posted: Posted) -> Result<Response, Fault> {
    let government = posted.typed.opt("government_code");
    let id = posted.take_sheet("file", government).await;
    let Posted { visit, mut typed, .. } = posted;
    match id {
        Some(id) => Ok(Redirect::to(&format!("{PATH}/{}", encoded(&id))).into_response()),
        None => {
            if !typed.has_faults() {
                typed.fault(Some("file"), visit.t(k::SHEET_NO_FILE));
            }
            page(&visit, typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn page(visit: &Visit, typed: Typed, status: StatusCode) -> Result<Response, Fault> {
    let data: SheetStart = visit.query(()).await?;
    visit.officers_only(&data.viewer)?;
    let may = data.standing.plans() || data.viewer.role == Some(Role::SystemAdmin);
    // Who acts for no government names one.
    let names = data.standing.agency().is_none_or(|agency| agency.government.is_none());
    let main = views::start(visit, &typed, may, names);
    Ok(visit.page(Page::new(visit.t(k::SHEET_TITLE), main).viewer(&data.viewer).active(Nav::Tree).status(status)))
}

/// `GET /instansi/impor/{id}`
pub async fn review(visit: Visit) -> Result<Response, Fault> {
    reviewed(&visit, Typed::default(), StatusCode::OK).await
}

/// `POST /instansi/impor/{id}`
pub async fn import(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let Some(effective_on) = typed.day("effective_on") else {
        typed.fault(Some("effective_on"), visit.t(k::PLAN_DAY_NEEDED));
        return reviewed(&visit, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let input = ImportAgencySheetInput {
        sheet_id: cynic::Id::new(visit.param("id")),
        title: typed.get("title"),
        effective_on,
        legal_reference: typed.get("legal_reference"),
        note: typed.opt("note"),
        past_reason: typed.opt("past_reason"),
        client_mutation_id: typed.opt("kunci"),
    };
    let done = visit.mutate::<ImportAgencySheet, _>(ImportVars { input }).await?.import_agency_sheet;
    typed.refuse(&done.user_errors);
    match done.plan.filter(|_| done.user_errors.is_empty()) {
        Some(plan) => {
            let target = format!("/penataan/{}?pesan=rencana-lembar", encoded(plan.id.inner()));
            Ok(Redirect::to(&target).into_response())
        }
        None => reviewed(&visit, typed, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

/// Lines with faults come first where there are any: they are what has to be mended.
async fn reviewed(visit: &Visit, typed: Typed, status: StatusCode) -> Result<Response, Fault> {
    let (after, before) = (visit.asked("after"), visit.asked("before"));
    let backwards = before.is_some() && after.is_none();
    let asked = visit.asked("hanya");
    let only = SheetLineFilter::ALL.iter().copied().find(|one| asked.as_deref() == Some(one.word()));
    let vars = |only| SheetVars {
        id: cynic::Id::new(visit.param("id")),
        only,
        first: (!backwards).then_some(PAGE),
        after: after.clone(),
        last: backwards.then_some(PAGE),
        before: before.clone().filter(|_| backwards),
    };
    let shown = only.unwrap_or(SheetLineFilter::Changes);
    let mut data: SheetPage = visit.query(vars(shown)).await?;
    visit.officers_only(&data.viewer)?;
    let faulty = data.agency_sheet.as_ref().is_some_and(|sheet| sheet.totals.faulty > 0);
    let mut chosen = shown;
    if only.is_none() && faulty {
        chosen = SheetLineFilter::Faults;
        data = visit.query(vars(chosen)).await?;
    }
    let Some(sheet) = data.agency_sheet else { return Err(Fault::not_found(visit)) };
    let main = views::review(visit, &sheet, chosen, &typed);
    let title = visit.ta(k::SHEET_OF, &[("file", sheet.file_name.clone().into())]);
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Tree).status(status)))
}
