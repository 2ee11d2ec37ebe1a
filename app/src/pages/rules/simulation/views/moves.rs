//! The reports that would go elsewhere, one by one; each leads to both traces.
use leptos::prelude::*;

use super::super::handlers::Moves;
use super::super::place;
use super::super::queries::{MoveRow, SimulationBit};
use super::name_of;
use crate::components::{empty, table};
use crate::gql::fragments::AgencyBit;
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

pub fn card(visit: &Visit, simulation: &SimulationBit, moves: &Moves) -> AnyView {
    let here = place(&simulation.rule_set.id, &simulation.id);
    let rows: Vec<Vec<AnyView>> = moves.list.nodes.iter().map(|moved| row(visit, &here, moved)).collect();
    let list = if rows.is_empty() {
        empty(visit, k::SIM_NO_ROWS, k::SIM_NO_ROWS_NEXT)
    } else {
        let heads = [k::SIM_REPORT, k::SIM_FROM, k::SIM_TO, k::SIM_VERDICT];
        table(visit, k::SIM_MOVES_TABLE, &heads, rows)
    };
    let info = &moves.list.page_info;
    let on = info.end_cursor.as_deref().filter(|_| info.has_next_page).map(|cursor| {
        let href = format!("{}#h-pindah", visit.with_query(&[("after", Some(cursor))]));
        view! { <a class="btn" rel="next" href=href>{visit.t(k::PAGER_ON)}</a> }
    });
    let first = visit.asked("after").map(|_| {
        let href = format!("{}#h-pindah", visit.with_query(&[("after", None)]));
        view! { <a class="btn" href=href>{visit.t(k::SIM_FIRST)}</a> }
    });
    let pager = if on.is_none() && first.is_none() {
        nothing()
    } else {
        view! { <nav class="pager" aria-label=visit.t(k::PAGER_LABEL)><span>{first}</span><span>{on}</span></nav> }
            .into_any()
    };
    view! {
        <section class="card" aria-labelledby="h-pindah"><h2 id="h-pindah">{visit.t(k::SIM_MOVES)}</h2>{kept_to(visit, &here, simulation, moves)}{list}{pager}</section>
    }
    .into_any()
}

/// Which flow the list keeps to, and the way back to all of them.
fn kept_to(visit: &Visit, here: &str, simulation: &SimulationBit, moves: &Moves) -> AnyView {
    if moves.from.is_none() && moves.to.is_none() {
        return nothing();
    }
    let flows = simulation.result.iter().flat_map(|result| &result.flows);
    let agencies: Vec<&AgencyBit> = flows.flat_map(|flow| [flow.from.as_ref(), flow.to.as_ref()]).flatten().collect();
    let name = |code: &Option<String>| match code.as_deref() {
        None => visit.t(k::SIM_ANY),
        Some("") => visit.t(k::SIM_NOBODY),
        Some(code) => {
            let found = agencies.iter().find(|agency| agency.code == code);
            found.map_or_else(|| code.to_owned(), |agency| agency.short_name.clone())
        }
    };
    let text = visit.ta(k::SIM_KEPT_TO, &[("from", name(&moves.from).into()), ("to", name(&moves.to).into())]);
    view! { <p class="meta" role="status">{text}" "<a href=format!("{here}#h-pindah")>{visit.t(k::SIM_ALL_MOVES)}</a></p> }.into_any()
}

fn row(visit: &Visit, here: &str, moved: &MoveRow) -> Vec<AnyView> {
    let report = match &moved.case {
        Some(case) => {
            let href = format!("{here}/kasus/{}", encoded(case.id.inner()));
            let title = case.title.clone().unwrap_or_else(|| visit.t(k::SIM_UNTITLED));
            view! { <a href=href>{title}</a><br/><span class="meta">{case.reference.clone()}</span> }.into_any()
        }
        None => visit.t(k::SIM_HIDDEN).into_any(),
    };
    vec![
        report,
        name_of(visit, moved.from.as_ref()).into_any(),
        name_of(visit, moved.to.as_ref()).into_any(),
        visit.t(verdict(moved.right_before, moved.right_after)).into_any(),
    ]
}

/// What the move means, in two words.
fn verdict(before: Option<bool>, after: Option<bool>) -> Key {
    match (before, after) {
        (Some(false) | None, Some(true)) => k::SIM_BECOMES_RIGHT,
        (Some(true), Some(false)) => k::SIM_BECOMES_WRONG,
        (Some(true), Some(true)) => k::SIM_STAYS_RIGHT,
        (Some(false) | None, Some(false)) => k::SIM_STAYS_WRONG,
        (_, None) => k::SIM_NOT_FINISHED,
    }
}
