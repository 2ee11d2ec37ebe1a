//! What a plan would do: who hands what to whom, what blocks, whose place moves, how the tree looks then.
use std::iter::Peekable;
use std::slice::Iter;

use leptos::prelude::*;

use super::super::page::Scene;
use super::super::queries::{HandoverBit, NodeBit, PreviewBit};
use super::finding;
use crate::components::table;
use crate::gql::plan_enums::{FindingSeverity, NodeChange};
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

pub fn card(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let Some(preview) = scene.plan.preview.as_ref().filter(|_| !scene.plan.changes.is_empty()) else {
        return nothing();
    };
    let again = format!("/penataan/{}#h-pratinjau", encoded(scene.plan.id.inner()));
    view! {
        <section class="card" aria-labelledby="h-pratinjau"><div class="card-head"><h2 id="h-pratinjau">{visit.t(k::PLAN_PREVIEW)}</h2><a class="btn small no-print" href=again>{visit.t(k::PLAN_PREVIEW_AGAIN)}</a></div>
            {findings(scene, preview)}{handovers(visit, preview)}{members(visit, preview)}{tree(visit, preview)}
            <p class="meta">{visit.t(k::PLAN_KEEPS)}</p></section>
    }
    .into_any()
}

fn findings(scene: &Scene, preview: &PreviewBit) -> AnyView {
    let visit = &scene.visit;
    let half = |severity: FindingSeverity, title: Key, none: Key| {
        let items: Vec<AnyView> = preview
            .findings
            .iter()
            .filter(|found| found.severity == severity)
            .map(|found| finding(visit, scene, found, true))
            .collect();
        let list = if items.is_empty() {
            view! { <p class="meta">{visit.t(none)}</p> }.into_any()
        } else {
            view! { <ul class="findings" role="list">{items}</ul> }.into_any()
        };
        view! { <div><h3>{visit.t(title)}</h3>{list}</div> }
    };
    view! {
        <div class="halves">{half(FindingSeverity::Error, k::PLAN_ERRORS, k::PLAN_NO_ERRORS)}{half(FindingSeverity::Warning, k::PLAN_WARNINGS, k::PLAN_NO_WARNINGS)}</div>
    }
    .into_any()
}

fn handovers(visit: &Visit, preview: &PreviewBit) -> AnyView {
    if preview.handovers.is_empty() {
        return view! { <p class="meta">{visit.t(k::PLAN_NO_HANDOVERS)}</p> }.into_any();
    }
    let heads = [k::HAND_OPEN, k::HAND_CLOSED, k::HAND_MEMBERS, k::HAND_RULES, k::HAND_OVERRIDES];
    let head = heads.iter().map(|key| view! { <th scope="col" class="n">{visit.t(*key)}</th> }).collect_view();
    let rows = preview.handovers.iter().map(|hand| handover(visit, hand)).collect_view();
    let sum = |of: fn(&HandoverBit) -> i32| preview.handovers.iter().map(|hand| i64::from(of(hand))).sum::<i64>();
    // The cases are counted by the server: one that changes hands twice counts once.
    let totals = [
        i64::from(preview.open_cases),
        i64::from(preview.closed_cases),
        sum(|hand| hand.members),
        sum(|hand| hand.rule_targets),
        sum(|hand| hand.overrides),
    ];
    let totals = totals
        .into_iter()
        .zip(heads)
        .map(|(n, key)| view! { <td class="n" data-l=visit.t(key)>{visit.num(n)}</td> })
        .collect_view();
    view! {
        <table class="tbl cards"><caption>{visit.t(k::HAND_CAPTION)}</caption>
            <thead><tr><th scope="col">{visit.t(k::HAND_FROM)}</th><th scope="col">{visit.t(k::HAND_TO)}</th>{head}<th scope="col">{visit.t(k::HAND_SAMPLE)}</th></tr></thead>
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row">{visit.t(k::HAND_TOTAL)}</th><td></td>{totals}<td></td></tr></tfoot></table>
    }
    .into_any()
}

fn handover(visit: &Visit, hand: &HandoverBit) -> AnyView {
    let from = match &hand.from {
        Some(agency) => {
            view! { <a href=format!("/instansi/{}", encoded(&agency.code))>{hand.from_name.clone()}</a> }.into_any()
        }
        None => hand.from_name.clone().into_any(),
    };
    let to = match (&hand.to_code, &hand.to_name) {
        (Some(code), _) if *code == hand.from_code => visit.t(k::HAND_STAYS).into_any(),
        (Some(code), name) => {
            let name = name.clone().unwrap_or_else(|| code.clone());
            view! { <span><span class="arrow" aria-hidden="true"></span>" "{name}</span> }.into_any()
        }
        (None, _) => {
            view! { <span><span class="arrow" aria-hidden="true"></span>" "<b>{visit.t(k::HAND_NOBODY)}</b></span> }
                .into_any()
        }
    };
    let open = if hand.open_cases > 0 {
        let queue = format!("/antrean?instansi={}", encoded(&hand.from_code));
        view! { <a href=queue>{visit.num(hand.open_cases)}<span class="vh">" "{visit.t(k::HAND_OPEN)}" "{hand.from_name.clone()}</span></a> }.into_any()
    } else {
        "0".into_any()
    };
    let cell = |key: Key, n: i32| view! { <td class="n" data-l=visit.t(key)>{visit.num(n)}</td> };
    let sample = hand
        .sample
        .iter()
        .map(|case| view! { <a class="ref" href=format!("/laporan/{}", encoded(&case.reference))>{case.reference.clone()}</a>" " })
        .collect_view();
    view! {
        <tr><th scope="row">{from}</th><td data-l=visit.t(k::HAND_TO)>{to}</td><td class="n" data-l=visit.t(k::HAND_OPEN)>{open}</td>
            {cell(k::HAND_CLOSED, hand.closed_cases)}{cell(k::HAND_MEMBERS, hand.members)}{cell(k::HAND_RULES, hand.rule_targets)}{cell(k::HAND_OVERRIDES, hand.overrides)}
            <td data-l=visit.t(k::HAND_SAMPLE)>{sample}</td></tr>
    }
    .into_any()
}

fn members(visit: &Visit, preview: &PreviewBit) -> AnyView {
    if preview.members.is_empty() {
        return nothing();
    }
    let rows = preview
        .members
        .iter()
        .map(|member| {
            let to = match &member.to_name {
                Some(name) => name.clone().into_any(),
                None => view! { <b>{visit.t(k::FATE_LOST)}</b> }.into_any(),
            };
            vec![
                member.name.clone().into_any(),
                visit.t(member.role.label()).into_any(),
                member.from_name.clone().into_any(),
                to,
            ]
        })
        .collect();
    table(visit, k::FATE_CAPTION, &[k::AGENCY_MEMBER, k::AGENCY_ROLE, k::HAND_FROM, k::HAND_TO], rows)
}

fn tree(visit: &Visit, preview: &PreviewBit) -> AnyView {
    if preview.tree.is_empty() {
        return nothing();
    }
    let mut nodes = preview.tree.iter().peekable();
    let mut items = Vec::new();
    while let Some(first) = nodes.peek() {
        let depth = first.depth;
        items.extend(level(visit, &mut nodes, depth));
    }
    view! { <h3>{visit.t(k::PLAN_TREE)}</h3><div class="tree"><ul role="list">{items}</ul></div> }.into_any()
}

/// The lines of one depth, each with what stands below it.
fn level(visit: &Visit, nodes: &mut Peekable<Iter<'_, NodeBit>>, depth: i32) -> Vec<AnyView> {
    let mut items = Vec::new();
    while let Some(node) = nodes.next_if(|node| node.depth == depth) {
        let below = match nodes.peek().map(|next| next.depth) {
            Some(deeper) if deeper > depth => {
                let inner = level(visit, nodes, deeper);
                view! { <ul role="list">{inner}</ul> }.into_any()
            }
            _ => nothing(),
        };
        items.push(node_line(visit, node, below));
    }
    items
}

fn node_line(visit: &Visit, node: &NodeBit, below: AnyView) -> AnyView {
    let class = match node.change {
        NodeChange::Closed => "gone",
        NodeChange::Kept => "",
        _ => "changed",
    };
    let word = (node.change != NodeChange::Kept)
        .then(|| view! { " "<span class="tag strong">{visit.t(node.change.label())}</span> });
    let vacant = node.vacant.then(|| view! { " "<span class="tag">{visit.t(k::TREE_NODE_VACANT)}</span> });
    let was =
        node.was.clone().map(|was| view! { <span class="was">{visit.ta(k::NODE_WAS, &[("was", was.into())])}</span> });
    view! { <li class=class><div class="node plan-node"><span><b>{node.name.clone()}</b>" "<span class="ref">{node.code.clone()}</span>{word}{vacant}{was}</span></div>{below}</li> }.into_any()
}
