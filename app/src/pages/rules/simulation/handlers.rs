//! The pages of simulations, their start and their end. What is refused comes back as it was typed.
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Months, NaiveDate};

use super::queries::*;
use super::{NOBODY, place, sheet, views};
use crate::format::local;
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::gql::fragments::{RegionBit, TopicBit, ViewerBit};
use crate::layout::{Nav, Page};
use crate::pages::lists;
use crate::texts::k;
use crate::visit::Visit;

/// Simulations that are kept of a version, and all shown.
const KEPT: i32 = 20;
/// Moves of one page.
const PAGE: i32 = 25;
/// Moves that the sheet asks for at once, and how often: more are never kept.
const STRIP: i32 = 100;
const STRIPS: usize = 200;

/// The names of topics and places.
pub struct Names {
    pub topics: Vec<TopicBit>,
    pub regions: Vec<RegionBit>,
}

impl Names {
    async fn load(visit: &Visit) -> Result<Self, Fault> {
        Ok(Self { topics: lists::topics(visit).await?, regions: lists::regions(visit, lists::PROVINCE).await? })
    }
}

/// The moves that a page shows.
pub struct Moves {
    pub list: MoveList,
    /// Only from this agency; an empty code is no agency.
    pub from: Option<String>,
    /// Only to this one.
    pub to: Option<String>,
}

/// The period that a form begins with: the three months until today, in WITA.
pub fn last_quarter(visit: &Visit) -> (NaiveDate, NaiveDate) {
    let today = local(visit.door.now).date_naive();
    (today.checked_sub_months(Months::new(3)).unwrap_or(today), today)
}

/// `GET /aturan/{id}/simulasi`
pub async fn list(visit: Visit) -> Result<Response, Fault> {
    list_page(&visit, &Typed::default(), StatusCode::OK).await
}

async fn list_page(visit: &Visit, typed: &Typed, status: StatusCode) -> Result<Response, Fault> {
    let vars = SimulationListVars { id: cynic::Id::new(visit.param("id")), first: Some(KEPT) };
    let data: SimulationList = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let Some(set) = data.rule_set else { return Err(Fault::not_found(visit)) };
    let names = Names::load(visit).await?;
    let title = visit.ta(k::SIM_TITLE, &[("n", visit.num(set.number).into())]);
    let main = views::list::page(visit, &set, &names, typed, title.clone());
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Rules).status(status)))
}

/// `POST /aturan/{id}/simulasi`
pub async fn start(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let rule_set_id = cynic::Id::new(visit.param("id"));
    for name in ["from", "until"] {
        if typed.day(name).is_none() {
            typed.fault(Some(name), visit.t(k::SIM_DAY_NEEDED));
        }
    }
    if typed.opt("sample").is_some() && typed.int("sample").is_none() {
        typed.fault(Some("sample"), visit.t(k::SIM_NUMBER_NEEDED));
    }
    let days = typed.day("from").zip(typed.day("until"));
    if let Some((from, until)) = days.filter(|_| !typed.has_faults()) {
        let input = StartSimulationInput {
            rule_set_id: rule_set_id.clone(),
            from,
            until,
            topic_code: typed.opt("topic_code"),
            region_code: typed.opt("region_code"),
            sample: typed.int("sample"),
            client_mutation_id: typed.opt("kunci"),
        };
        let payload = visit.mutate::<StartSimulation, _>(StartSimulationVars { input }).await?.start_simulation;
        typed.refuse(&payload.user_errors);
        if let Some(simulation) = payload.simulation.filter(|_| payload.user_errors.is_empty()) {
            let to = format!("{}?pesan=simulasi-mulai", place(&rule_set_id, &simulation.id));
            return Ok(Redirect::to(&to).into_response());
        }
    }
    list_page(&visit, &typed, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// `GET /aturan/{id}/simulasi/{sim}`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    sim_page(&visit, &Typed::default(), StatusCode::OK).await
}

/// The simulation that the address names, and who looks; it must be one of the version before it.
async fn load(visit: &Visit) -> Result<(ViewerBit, SimulationBit), Fault> {
    let data: SimulationPage = visit.query(SimulationVars { id: cynic::Id::new(visit.param("sim")) }).await?;
    visit.officers_only(&data.viewer)?;
    let found = data.rule_simulation.filter(|simulation| simulation.rule_set.id.inner() == visit.param("id"));
    let Some(simulation) = found else { return Err(Fault::not_found(visit)) };
    Ok((data.viewer, simulation))
}

async fn sim_page(visit: &Visit, typed: &Typed, status: StatusCode) -> Result<Response, Fault> {
    let (viewer, simulation) = load(visit).await?;
    let names = Names::load(visit).await?;
    let moves = match &simulation.result {
        Some(result) if result.moved > 0 => Some(moves(visit, &simulation.id).await?),
        _ => None,
    };
    let title = views::title(visit, &simulation);
    let main = views::page(visit, &simulation, &names, moves.as_ref(), typed);
    Ok(visit.page(Page::new(title, main).viewer(&viewer).active(Nav::Rules).status(status)))
}

/// One page of moves, as the address asks.
async fn moves(visit: &Visit, id: &cynic::Id) -> Result<Moves, Fault> {
    let code = |name: &str| visit.asked(name).map(|code| if code == NOBODY { String::new() } else { code });
    let (from, to) = (code("dari"), code("ke"));
    let vars = MovesVars {
        id: id.clone(),
        from: from.clone(),
        to: to.clone(),
        first: Some(PAGE),
        after: visit.asked("after"),
    };
    let data: SimulationMoves = visit.query(vars).await?;
    let Some(found) = data.rule_simulation else { return Err(Fault::not_found(visit)) };
    Ok(Moves { list: found.moves, from, to })
}

/// `GET /aturan/{id}/simulasi/{sim}/batal`: somebody reloaded the address of the form.
pub async fn back(visit: Visit) -> Response {
    let (set, simulation) = (cynic::Id::new(visit.param("id")), cynic::Id::new(visit.param("sim")));
    Redirect::to(&place(&set, &simulation)).into_response()
}

/// `POST /aturan/{id}/simulasi/{sim}/batal`
pub async fn cancel(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let (set, simulation_id) = (cynic::Id::new(visit.param("id")), cynic::Id::new(visit.param("sim")));
    let to = format!("{}?pesan=simulasi-batal", place(&set, &simulation_id));
    let input = CancelSimulationInput { simulation_id, client_mutation_id: typed.opt("kunci") };
    let payload = visit.mutate::<CancelSimulation, _>(CancelSimulationVars { input }).await?.cancel_simulation;
    if payload.user_errors.is_empty() {
        return Ok(Redirect::to(&to).into_response());
    }
    typed.refuse(&payload.user_errors);
    sim_page(&visit, &typed, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// `GET /aturan/{id}/simulasi/{sim}/kasus/{kasus}`
pub async fn case(visit: Visit) -> Result<Response, Fault> {
    let vars = SimulationCaseVars {
        simulation: cynic::Id::new(visit.param("sim")),
        case: cynic::Id::new(visit.param("kasus")),
    };
    let data: SimulationCase = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let found = data.rule_simulation.filter(|simulation| simulation.rule_set.id.inner() == visit.param("id"));
    let Some((versions, moved)) = found.zip(data.simulated_move) else { return Err(Fault::not_found(&visit)) };
    let Some(report) = &moved.case else { return Err(Fault::not_found(&visit)) };
    let title = visit.ta(k::SIM_CASE_TITLE, &[("case", report.reference.clone().into())]);
    let main = views::case::page(&visit, &versions, &moved, report);
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Rules).status(StatusCode::OK)))
}

/// `GET /aturan/{id}/simulasi/{sim}/unduh.csv`: flows and moves.
pub async fn download(visit: Visit) -> Result<Response, Fault> {
    let (_, simulation) = load(&visit).await?;
    let mut sheet = sheet::Sheet::new();
    for flow in simulation.result.iter().flat_map(|result| &result.flows) {
        sheet.flow(flow);
    }
    let mut after = None;
    for _ in 0..STRIPS {
        let vars = MovesVars { id: simulation.id.clone(), from: None, to: None, first: Some(STRIP), after };
        let Some(found) = visit.query::<SimulationMoves, _>(vars).await?.rule_simulation else { break };
        for moved in &found.moves.nodes {
            sheet.moved(moved);
        }
        after = found.moves.page_info.end_cursor.filter(|_| found.moves.page_info.has_next_page);
        if after.is_none() {
            break;
        }
    }
    let number = simulation.rule_set.number;
    let name = format!("attachment; filename=\"simulasi-versi-{number}-{}-{}.csv\"", simulation.from, simulation.until);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, sheet.text()).into_response())
}
