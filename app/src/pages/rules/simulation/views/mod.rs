//! The page of a simulation: how far it is, its figures, where reports would go instead, and which ones.
pub mod case;
pub mod list;
mod moves;
mod progress;
mod result;

use leptos::prelude::*;

use super::super::views::version_of;
use super::handlers::{Moves, Names};
use super::queries::SimulationBit;
use super::{home, place};
use crate::forms::{Form, Typed};
use crate::gql::fragments::AgencyBit;
use crate::gql::rule_enums::SimulationStatus;
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

/// The content of the page.
pub fn page(visit: &Visit, simulation: &SimulationBit, names: &Names, moves: Option<&Moves>, typed: &Typed) -> AnyView {
    let shown = match &simulation.result {
        Some(result) => view! {
            <section class="card" aria-labelledby="h-angka"><h2 id="h-angka">{visit.t(k::SIM_FIGURES)}</h2>{result::figures(visit, simulation, result)}</section>
            {result::flows(visit, simulation, result)}
            {moves.map(|moves| moves::card(visit, simulation, moves))}
            {result::rules(visit, result)}
        }
        .into_any(),
        None => nothing(),
    };
    view! {
        {crumb(visit, &simulation.rule_set.id, simulation.rule_set.number, &title(visit, simulation))}
        {head(visit, simulation, names)}
        {Form::new(visit, "batal", typed).summary()}
        {progress::card(visit, simulation)}
        {ended(visit, simulation)}
        {shown}
    }
    .into_any()
}

/// Aturan penerusan, the version, its simulations, and the page.
pub fn crumb(visit: &Visit, set: &cynic::Id, number: i32, here: &str) -> AnyView {
    let version = super::super::page::address(set);
    view! { <nav class="crumb" aria-label=visit.t(k::RULES_PATH)><ol><li><a href="/aturan">{visit.t(k::NAV_RULES)}</a></li><li><a href=version>{version_of(visit, number)}</a></li>
        <li><a href=home(set)>{visit.t(k::SIM)}</a></li><li aria-current="page">{here.to_owned()}</li></ol></nav> }
        .into_any()
}

/// "Simulasi 1 Agu sampai 31 Okt".
pub fn title(visit: &Visit, simulation: &SimulationBit) -> String {
    visit.ta(k::SIM_OF, &[("period", period(visit, simulation).into())])
}

fn head(visit: &Visit, simulation: &SimulationBit, names: &Names) -> AnyView {
    let mut about = vec![scope(visit, simulation, names)];
    about.extend(simulation.against.as_ref().map(|against| {
        visit.ta(k::SIM_AGAINST, &[("n", visit.num(against.number).into()), ("title", against.title.clone().into())])
    }));
    let told = |key, at| visit.ta(key, &[("moment", visit.moment(at).into())]);
    about.push(match &simulation.requested_by {
        Some(by) => {
            let moment = visit.moment(simulation.created_at);
            visit.ta(k::SIM_ASKED_BY, &[("by", by.clone().into()), ("moment", moment.into())])
        }
        None => told(k::SIM_ASKED_AT, simulation.created_at),
    });
    about.extend(simulation.finished_at.map(|at| told(k::SIM_ENDED_AT, at)));
    let sheet = format!("{}/unduh.csv", place(&simulation.rule_set.id, &simulation.id));
    let sheet = simulation
        .result
        .is_some()
        .then(|| view! { <a class="btn" href=sheet download=true>{visit.t(k::SIM_DOWNLOAD)}</a> });
    view! {
        <div class="page-head"><div><p class="eyebrow">{version_of(visit, simulation.rule_set.number)}" · "{visit.t(simulation.status.label())}</p>
            <h1>{title(visit, simulation)}</h1><p class="lede">{simulation.rule_set.title.clone()}</p><p class="meta">{about.join(" · ")}</p></div>
            <div class="row no-print"><a class="btn" href=home(&simulation.rule_set.id)>{visit.t(k::SIM_OTHER)}</a>{sheet}</div></div>
    }
    .into_any()
}

/// Why the counting stopped before its end.
fn ended(visit: &Visit, simulation: &SimulationBit) -> AnyView {
    let (class, text) = match simulation.status {
        SimulationStatus::Waiting | SimulationStatus::Running | SimulationStatus::Done => return nothing(),
        SimulationStatus::Cancelled => ("note", k::SIM_WAS_CANCELLED),
        SimulationStatus::Failed => ("note bad", k::SIM_HAS_FAILED),
        SimulationStatus::Overtaken => ("note soon", k::SIM_WAS_OVERTAKEN),
    };
    let n = [("done", visit.num(simulation.done).into()), ("total", visit.num(simulation.total).into())];
    view! { <p class=class>{visit.ta(text, &n)}</p> }.into_any()
}

/// "Sab 1 Agu sampai Sab 31 Okt".
fn period(visit: &Visit, simulation: &SimulationBit) -> String {
    let days = [("from", visit.date(simulation.from).into()), ("until", visit.date(simulation.until).into())];
    visit.ta(k::SIM_PERIOD, &days)
}

/// Which reports it looks at, beside their days.
fn scope(visit: &Visit, simulation: &SimulationBit, names: &Names) -> String {
    let mut parts = Vec::new();
    parts.extend(simulation.topic_code.as_ref().map(|code| {
        let name = names.topics.iter().find(|topic| topic.code == *code).map_or(code, |topic| &topic.name);
        visit.ta(k::SIM_ONLY_TOPIC, &[("name", name.clone().into())])
    }));
    parts.extend(simulation.region_code.as_ref().map(|code| {
        let name = names.regions.iter().find(|region| region.code == *code).map_or(code, |region| &region.name);
        visit.ta(k::SIM_ONLY_REGION, &[("name", name.clone().into())])
    }));
    if parts.is_empty() {
        parts.push(visit.t(k::SIM_EVERYTHING));
    }
    parts.extend(simulation.sample.map(|n| visit.ta(k::SIM_AT_MOST, &[("n", visit.num(n).into())])));
    parts.join(" · ")
}

/// Its name, or that nobody is suggested.
fn name_of(visit: &Visit, agency: Option<&AgencyBit>) -> String {
    agency.map_or_else(|| visit.t(k::SIM_NOBODY), |agency| agency.short_name.clone())
}
