//! The simulations of a version: the form that begins one, the newest result, and all that are kept.
use leptos::prelude::*;

use super::super::super::views::{crumb, steps, version_of};
use super::super::handlers::{Names, last_quarter};
use super::super::queries::{SimulatedSet, SimulationBit};
use super::super::{home, place};
use super::{period, result, scope};
use crate::components::{empty, number_table, topic_choices};
use crate::forms::{Choice, Form, Typed};
use crate::gql::rule_enums::{RuleSetAction, RuleSetStatus};
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

/// The step of a draft at which it is simulated.
const STEP: usize = 2;

pub fn page(visit: &Visit, set: &SimulatedSet, names: &Names, typed: &Typed, title: String) -> AnyView {
    // Whoever may begin a draft of these rules may also try them out.
    let form = if set.viewer_can.contains(&RuleSetAction::Copy) {
        form(visit, set, names, typed)
    } else {
        view! { <p class="note">{visit.t(k::SIM_MAY_NOT)}</p> }.into_any()
    };
    let progress = match set.status {
        RuleSetStatus::Draft | RuleSetStatus::Failed => steps(visit, &set.id, STEP),
        _ => nothing(),
    };
    view! {
        {crumb(visit, Some((&set.id, set.number)), &visit.t(k::SIM))}
        <div class="page-head"><div><p class="eyebrow">{version_of(visit, set.number)}" · "{visit.t(set.status.label())}</p><h1>{title}</h1>
            <p class="lede">{visit.t(k::SIM_LEDE)}</p><p class="meta">{set.title.clone()}</p></div></div>
        {progress}
        {newest(visit, set, names)}
        {form}
        {all(visit, set, names)}
    }
    .into_any()
}

/// The figures of the newest one that has any.
fn newest(visit: &Visit, set: &SimulatedSet, names: &Names) -> AnyView {
    let told = set.simulations.iter().find_map(|simulation| Some((simulation, simulation.result.as_ref()?)));
    let Some((simulation, counted)) = told else { return nothing() };
    let about = [period(visit, simulation), scope(visit, simulation, names), visit.t(simulation.status.label())];
    let here = place(&set.id, &simulation.id);
    view! {
        <section class="card" aria-labelledby="h-terbaru"><div class="card-head"><div><h2 id="h-terbaru">{visit.t(k::SIM_NEWEST)}</h2><p class="meta">{about.join(" · ")}</p></div>
            <a class="btn small no-print" href=here>{visit.t(k::SIM_SEE_ALL)}</a></div>{result::figures(visit, simulation, counted)}</section>
    }
    .into_any()
}

fn form(visit: &Visit, set: &SimulatedSet, names: &Names, typed: &Typed) -> AnyView {
    let form = Form::new(visit, "simulasi", typed);
    let (from, until) = last_quarter(visit);
    let regions = names.regions.iter().map(|region| Choice::new(region.code.clone(), region.name.clone())).collect();
    let fields = view! {
        <div class="pair">{form.field("from", k::SIM_DAY_FROM).kind("date").default(from.to_string()).required().input()}
            {form.field("until", k::SIM_DAY_UNTIL).kind("date").default(until.to_string()).required().input()}</div>
        <div class="pair">{form.field("topic_code", k::RULES_TEST_TOPIC).unmarked().select(Some(k::SIM_ALL_TOPICS), topic_choices(&names.topics))}
            {form.field("region_code", k::RULES_TEST_REGION).unmarked().select(Some(k::SIM_ALL_REGIONS), regions)}</div>
        {form.field("sample", k::SIM_SAMPLE).hint(k::SIM_SAMPLE_HINT).kind("number").input()}
        {form.button(k::SIM_START, true)}
    };
    view! { <section class="card no-print" aria-labelledby="h-mulai"><h2 id="h-mulai">{visit.t(k::SIM_NEW)}</h2><p class="meta">{visit.t(k::SIM_NEW_HINT)}</p>{form.open(home(&set.id), fields.into_any())}</section> }
        .into_any()
}

fn all(visit: &Visit, set: &SimulatedSet, names: &Names) -> AnyView {
    let list = if set.simulations.is_empty() {
        empty(visit, k::SIM_NONE, k::SIM_NONE_NEXT)
    } else {
        let rows = set.simulations.iter().map(|simulation| row(visit, set, simulation, names)).collect();
        let heads = [
            k::SIM_WHEN,
            k::SIM_SCOPE,
            k::SIM_STATE,
            k::SIM_BEFORE_SHORT,
            k::SIM_AFTER_SHORT,
            k::SIM_MOVED,
            k::SIM_ASKED,
        ];
        number_table(visit, k::SIM_LIST, &heads, &[3, 4, 5], rows)
    };
    view! { <section class="card" aria-labelledby="h-semua"><h2 id="h-semua">{visit.t(k::SIM_KEPT)}</h2>{list}</section> }
        .into_any()
}

fn row(visit: &Visit, set: &SimulatedSet, simulation: &SimulationBit, names: &Names) -> Vec<AnyView> {
    let title = view! { <a href=place(&set.id, &simulation.id)>{period(visit, simulation)}</a> };
    let dash = || "–".to_owned();
    let counted = simulation.result.as_ref();
    let before = counted.filter(|_| simulation.against.is_some());
    let asked = [Some(visit.moment(simulation.created_at)), simulation.requested_by.clone()];
    vec![
        title.into_any(),
        scope(visit, simulation, names).into_any(),
        visit.t(simulation.status.label()).into_any(),
        before.map_or_else(dash, |result| visit.percent(result.right_before, result.finished)).into_any(),
        counted.map_or_else(dash, |result| visit.percent(result.right_after, result.finished)).into_any(),
        counted.map_or_else(dash, |result| visit.num(result.moved)).into_any(),
        asked.into_iter().flatten().collect::<Vec<_>>().join(" · ").into_any(),
    ]
}
