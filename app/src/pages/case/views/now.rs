//! "Dipegang sekarang": who has the case, and until when. Every clock, and how it is counted.
use leptos::prelude::*;

use super::super::page::Scene;
use crate::components::{due, due_big};
use crate::gql::fragments::ClockBit;
use crate::html::nothing;
use crate::texts::k;

pub fn card(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let who = case.assignee.as_ref().map_or_else(
        || visit.t(k::QUEUE_NOBODY),
        |officer| {
            visit.ta(
                k::CASE_OFFICER,
                &[("name", officer.name.clone().into()), ("role", visit.t(officer.role.label()).into())],
            )
        },
    );
    let main = match &case.clock {
        Some(clock) => view! { {due_big(visit, clock)}{explained(scene, clock)} }.into_any(),
        None => view! { <p class="meta">{visit.t(k::CASE_NO_CLOCK)}</p> }.into_any(),
    };
    let others: Vec<AnyView> = case
        .clocks
        .iter()
        .filter(|clock| case.clock.as_ref().is_none_or(|main| main.stage != clock.stage))
        .map(|clock| view! { <div><span>{capital(&visit.t(clock.stage.label()))}<br/><span class="meta">{visit.span(clock.amount, clock.unit)}</span></span>{due(visit, clock)}</div> }.into_any())
        .collect();
    let others = if others.is_empty() { nothing() } else { view! { <div class="clocks">{others}</div> }.into_any() };
    view! {
        <section class="card now case-now" aria-labelledby="h-now">
            <div><h2 class="eyebrow" id="h-now">{visit.t(k::CASE_HELD_BY)}</h2><p class="holder">{case.holder.name.clone()}</p><p class="meta">{who}</p></div>
            {main}{others}{parties(scene)}
        </section>
    }
    .into_any()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn explained(scene: &Scene, clock: &ClockBit) -> AnyView {
    let visit = &scene.visit;
    let values = [
        ("from", visit.moment_long(clock.started_at).into()),
        ("span", visit.span(clock.amount, clock.unit).into()),
        ("used", visit.span(clock.used, clock.unit).into()),
        ("until", visit.moment_long(clock.due_at).into()),
        ("basis", clock.legal_basis.clone().into()),
    ];
    view! { <details class="trace"><summary>{visit.t(k::CASE_HOW_COUNTED)}</summary><p class="meta">{visit.ta(k::CASE_COUNTED, &values)}</p></details> }.into_any()
}

fn parties(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let list: Vec<AnyView> = scene
        .case
        .parties
        .iter()
        .filter(|party| party.ended_at.is_none())
        .map(|party| {
            let answered = party.answered_at.map(|at| view! { <span class="meta">" · "{visit.ta(k::CASE_ANSWERED_ON, &[("day", visit.day(at).into())])}</span> });
            view! { <dt>{visit.t(party.part.label())}</dt><dd>{party.agency.name.clone()}{answered}</dd> }.into_any()
        })
        .collect();
    if list.is_empty() { nothing() } else { view! { <dl class="facts">{list}</dl> }.into_any() }
}
