//! What a simulation counted: figures with what they are of, the flow of reports as a chart and as a table, and how
//! often each rule decided.
use leptos::prelude::*;

use super::super::super::views::count;
use super::super::queries::{FlowBit, ResultBit, SimulationBit};
use super::super::{NOBODY, place};
use super::name_of;
use crate::components::{Flow, empty, flow, number_table};
use crate::gql::fragments::AgencyBit;
use crate::html::{drawing, nothing};
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// Flows of the chart; more could not be told apart.
const DRAWN: usize = 8;
/// Flows of the table; the sheet has them all.
const LISTED: usize = 100;
/// Rules of the table.
const RULES: usize = 500;

/// The figures.
pub fn figures(visit: &Visit, simulation: &SimulationBit, result: &ResultBit) -> AnyView {
    let figure = |label: String, large: String, below: String| {
        view! { <div><dt>{label}</dt><dd>{large}</dd><dd>{below}</dd></div> }.into_any()
    };
    let right = |key: Key, version: i32, right: i32| {
        let of = [("n", visit.num(right).into()), ("all", visit.num(result.finished).into())];
        let label = visit.ta(key, &[("n", visit.num(version).into())]);
        figure(label, visit.percent(right, result.finished), visit.ta(k::SIM_OF_FINISHED, &of))
    };
    let part = |of: i32| visit.percent(of, result.cases);
    let of_all =
        |part: String| visit.ta(k::SIM_OF_ALL, &[("part", part.into()), ("n", visit.num(result.cases).into())]);
    let before = simulation.against.as_ref();
    // Where nothing was in force there is nothing before.
    let (fallback, parts) = if before.is_some() {
        (
            format!("{} → {}", visit.num(result.fallback_before), visit.num(result.fallback_after)),
            format!("{} → {}", part(result.fallback_before), part(result.fallback_after)),
        )
    } else {
        (visit.num(result.fallback_after), part(result.fallback_after))
    };
    let (was, none) = match before {
        Some(against) => (right(k::SIM_RIGHT_BEFORE, against.number, result.right_before), nothing()),
        None => (nothing(), view! { <p class="note">{visit.t(k::SIM_NOTHING_BEFORE)}</p> }.into_any()),
    };
    view! {
        {none}<dl class="stats">{was}{right(k::SIM_RIGHT_AFTER, simulation.rule_set.number, result.right_after)}
            {figure(visit.t(k::SIM_MOVED), visit.num(result.moved), of_all(part(result.moved)))}{figure(visit.t(k::SIM_FALLBACK), fallback, of_all(parts))}</dl>
        <p class="meta">{visit.t(k::SIM_WHAT_IS_RIGHT)}</p>
    }
    .into_any()
}

/// Where reports would go instead: the chart and, with the same numbers, the table.
pub fn flows(visit: &Visit, simulation: &SimulationBit, result: &ResultBit) -> AnyView {
    let content = if result.flows.is_empty() {
        empty(visit, k::SIM_NO_MOVES, k::SIM_NO_MOVES_NEXT)
    } else {
        view! { <div class="flows">{chart(visit, simulation, result)}{table(visit, simulation, result)}</div> }
            .into_any()
    };
    view! { <section class="card" aria-labelledby="h-alir"><h2 id="h-alir">{visit.t(k::SIM_FLOWS)}</h2>{content}</section> }
        .into_any()
}

fn chart(visit: &Visit, simulation: &SimulationBit, result: &ResultBit) -> AnyView {
    let drawn: Vec<&FlowBit> = result.flows.iter().take(DRAWN).collect();
    let rows: Vec<Flow> = drawn
        .iter()
        .map(|row| Flow {
            from: name_of(visit, row.from.as_ref()),
            to: name_of(visit, row.to.as_ref()),
            count: row.count,
        })
        .collect();
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            let values =
                [("n", visit.num(row.count).into()), ("from", row.from.clone().into()), ("to", row.to.clone().into())];
            visit.ta(k::SIM_CHART_LINE, &values)
        })
        .collect();
    let values = [("n", visit.num(result.moved).into()), ("list", told.join(", ").into())];
    let svg = flow(visit, "j-alir", &visit.ta(k::SIM_CHART, &values), &rows);
    let more = result.flows.len().saturating_sub(DRAWN);
    let more = (more > 0).then(|| {
        view! { <p class="meta">{visit.ta(k::SIM_CHART_MORE, &[("n", visit.num(count(more)).into())])}</p> }
    });
    let caption = format!("{} → {}", before(visit, simulation), after(visit, simulation));
    view! { <figure class="flow-figure"><figcaption class="meta">{caption}</figcaption>{drawing(svg)}{more}</figure> }
        .into_any()
}

/// The heading of what was.
fn before(visit: &Visit, simulation: &SimulationBit) -> String {
    match &simulation.against {
        Some(against) => visit.ta(k::RULES_VERSION, &[("n", visit.num(against.number).into())]),
        None => visit.t(k::SIM_NO_VERSION),
    }
}

/// The heading of what would be.
fn after(visit: &Visit, simulation: &SimulationBit) -> String {
    visit.ta(k::SIM_TESTED, &[("n", visit.num(simulation.rule_set.number).into())])
}

fn table(visit: &Visit, simulation: &SimulationBit, result: &ResultBit) -> AnyView {
    let heads = [before(visit, simulation), after(visit, simulation)];
    let [was, will] = heads.clone();
    let labels = [k::SIM_COUNT, k::SIM_BECAME_RIGHT, k::SIM_BECAME_WRONG, k::SIM_UNFINISHED].map(|key| visit.t(key));
    let numbers = |values: [AnyView; 4]| {
        values
            .into_iter()
            .zip(&labels)
            .map(|(value, label)| view! { <td class="n" data-l=label.clone()>{value}</td> })
            .collect_view()
    };
    let here = place(&simulation.rule_set.id, &simulation.id);
    let rows = result
        .flows
        .iter()
        .take(LISTED)
        .map(|row| {
            let query = format!("?dari={}&ke={}#h-pindah", code(row.from.as_ref()), code(row.to.as_ref()));
            let (from, to) = (name_of(visit, row.from.as_ref()), name_of(visit, row.to.as_ref()));
            let values = [
                ("n", visit.num(row.count).into()),
                ("from", from.clone().into()),
                ("to", to.clone().into()),
            ];
            let label = visit.ta(k::SIM_SEE_FLOW, &values);
            let link = view! { <a href=format!("{here}{query}") aria-label=label>{visit.num(row.count)}</a> };
            let cells = numbers([
                link.into_any(),
                visit.num(row.became_right).into_any(),
                visit.num(row.became_wrong).into_any(),
                visit.num(row.unfinished).into_any(),
            ]);
            view! { <tr><td data-l=was.clone()>{from}</td><td data-l=will.clone()><span><span class="arrow" aria-hidden="true"></span>" "{to}</span></td>{cells}</tr> }
        })
        .collect_view();
    let sum =
        |of: fn(&FlowBit) -> i32| visit.num(result.flows.iter().map(|row| i64::from(of(row))).sum::<i64>()).into_any();
    let sums = numbers([
        sum(|row| row.count),
        sum(|row| row.became_right),
        sum(|row| row.became_wrong),
        sum(|row| row.unfinished),
    ]);
    let more = result.flows.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| {
        view! { <p class="meta">{visit.ta(k::SIM_TABLE_MORE, &[("n", visit.num(count(more)).into())])}</p> }
    });
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let number_heads =
        labels.iter().map(|label| view! { <th scope="col" class="n">{label.clone()}</th> }).collect_view();
    view! {
        <div><table class="tbl cards flow-table"><caption class="vh">{visit.t(k::SIM_FLOWS)}</caption><thead><tr>{heads}{number_heads}</tr></thead>
            <tbody>{rows}</tbody><tfoot><tr><th scope="row">{visit.t(k::SIM_SUM)}</th><td></td>{sums}</tr></tfoot></table>{more}</div>
    }
    .into_any()
}

/// The code as the address says it.
fn code(agency: Option<&AgencyBit>) -> String {
    agency.map_or_else(|| NOBODY.to_owned(), |agency| encoded(&agency.code))
}

/// How often each rule decided.
pub fn rules(visit: &Visit, result: &ResultBit) -> AnyView {
    if result.rules.is_empty() {
        return nothing();
    }
    let never = result.rules.iter().filter(|rule| rule.fired == 0).count();
    let rows = result
        .rules
        .iter()
        .take(RULES)
        .map(|rule| {
            vec![
                rule.name.clone().into_any(),
                rule.position.to_string().into_any(),
                visit.num(rule.fired).into_any(),
                visit.percent(rule.fired, result.cases).into_any(),
            ]
        })
        .collect();
    let values = [("n", visit.num(count(never)).into()), ("all", visit.num(count(result.rules.len())).into())];
    let heads = [k::SIM_RULE, k::RULES_POSITION, k::SIM_FIRED, k::SIM_FIRED_PART];
    view! {
        <details class="fold card"><summary>{visit.t(k::SIM_RULES)}</summary><p class="meta">{visit.ta(k::SIM_NEVER_FIRED, &values)}</p>
            {number_table(visit, k::SIM_RULES_TABLE, &heads, &[1, 2, 3], rows)}</details>
    }
    .into_any()
}
