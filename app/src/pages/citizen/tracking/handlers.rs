//! Opens a report, shows it, and takes in what its reporter does.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::acts::{self, Act};
use super::queries::{OpenTrackedReport, OpenTrackedReportInput, OpenVars, ReportPage, ReportVars, TrackPage};
use super::views::{self, Sent};
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::layout::{Nav, Page};
use crate::pages::citizen::{files, sending};
use crate::pages::lists;
use crate::texts::k;
use crate::visit::Visit;

/// How many events stand on a page.
const EVENTS: i32 = 40;

/// GET `/lacak`.
pub async fn ask(visit: Visit) -> Result<Response, Fault> {
    asking(&visit, &Typed::default(), None, StatusCode::OK).await
}

/// The form for code and secret; `missing` is the number of a report that is not open here.
async fn asking(visit: &Visit, typed: &Typed, missing: Option<&str>, status: StatusCode) -> Result<Response, Fault> {
    let data = visit.query::<TrackPage, _>(()).await?;
    let main = views::ask(visit, &data, typed, missing);
    let title = visit.t(if missing.is_some() { k::TRACK_CLOSED_TITLE } else { k::TRACK_TITLE });
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Track).status(status)))
}

/// POST `/lacak`: code and secret. The secret stays in the body.
pub async fn open(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    for (name, missing) in [("code", k::TRACK_CODE_MISSING), ("secret", k::TRACK_SECRET_MISSING)] {
        if typed.opt(name).is_none() {
            typed.fault(Some(name), visit.t(missing));
        }
    }
    if !typed.has_faults() {
        let input = OpenTrackedReportInput {
            code: typed.get("code"),
            secret: typed.get("secret"),
            client_mutation_id: sending::key(&typed),
        };
        let payload = visit.mutate::<OpenTrackedReport, _>(OpenVars { input }).await?.open_tracked_report;
        typed.refuse(&payload.user_errors);
        match payload.case {
            Some(case) if !typed.has_faults() => return Ok(Redirect::to(&address(&case.reference)).into_response()),
            _ if !typed.has_faults() => typed.fault(None, visit.t(k::TRACK_NO_MATCH)),
            _ => {}
        }
    }
    asking(&visit, &typed, None, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn address(reference: &str) -> String {
    let reference: String = url::form_urlencoded::byte_serialize(reference.as_bytes()).collect();
    format!("/lacak/{reference}")
}

/// GET `/lacak/{reference}`.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, None, StatusCode::OK).await
}

/// The page of a report, with the form that came back in its place.
async fn page(visit: &Visit, sent: Option<&Sent>, status: StatusCode) -> Result<Response, Fault> {
    let reference = visit.param("reference").to_owned();
    let vars = ReportVars { reference: reference.clone(), last: Some(EVENTS), before: visit.asked("before") };
    let data = visit.query::<ReportPage, _>(vars).await?;
    let Some(report) = &data.case else {
        // Unknown and not open here give the same answer, and the way to open it.
        return asking(visit, &Typed::default(), Some(&reference), StatusCode::NOT_FOUND).await;
    };
    if !report.reporter.is_viewer {
        return Ok(Redirect::to(&address(&report.reference).replacen("/lacak", "/laporan", 1)).into_response());
    }
    let main = views::report(visit, &data, report, sent);
    let name = report.title.clone().unwrap_or_else(|| visit.t(k::TRACK_UNTITLED));
    let nav = if data.viewer.account.is_some() { Nav::MyReports } else { Nav::Track };
    Ok(visit.page(
        Page::new(format!("{} · {name}", report.reference), main).viewer(&data.viewer).active(nav).status(status),
    ))
}

/// POST `/lacak/{reference}/{act}`.
pub async fn act(mut posted: Posted) -> Result<Response, Fault> {
    let Some(act) = Act::parse(&posted.param("act")) else {
        return Err(Fault::not_found(&posted.visit));
    };
    let taken = if act.takes_files() {
        let max = lists::limits(&posted.visit).await?.attachments_max;
        files::take(&mut posted, max).await
    } else {
        files::Taken::Ready
    };
    let Posted { visit, mut typed, .. } = posted;
    if matches!(act, Act::Rate) && !typed.int("rating").is_some_and(|n| (1..=5).contains(&n)) {
        typed.fault(Some("rating"), visit.t(k::TRACK_RATING_MISSING));
    }
    if typed.has_faults() {
        return page(&visit, Some(&Sent { act, typed, conflict: None }), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if taken != files::Taken::Ready {
        return page(&visit, Some(&Sent { act, typed, conflict: None }), StatusCode::OK).await;
    }
    let (status, conflict) = match acts::run(&visit, act, &typed).await {
        Ok(outcome) => {
            if outcome.done() {
                // The fragment keeps the browser from going to the form it came from, past the notice.
                let target = format!("{}?pesan={}#isi", address(visit.param("reference")), act.name());
                return Ok(Redirect::to(&target).into_response());
            }
            files::refuse(&mut typed, outcome.errors);
            if !typed.has_faults() && outcome.conflict.is_none() {
                typed.fault(None, visit.t(k::CONFLICT_TITLE));
            }
            (StatusCode::UNPROCESSABLE_ENTITY, outcome.conflict)
        }
        Err(fault) => (sending::again(&visit, fault, &mut typed)?, None),
    };
    page(&visit, Some(&Sent { act, typed, conflict }), status).await
}
