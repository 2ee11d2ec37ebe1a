//! The rules in their order: a table on wide screens, cards on narrow ones. Each row is one form, so that a rule is moved
//! by a number or a step without a script.
use leptos::prelude::*;

use super::super::page::Scene;
use super::super::queries::RuleRow;
use super::count;
use crate::components::empty;
use crate::forms::hidden_fields;
use crate::gql::rule_enums::{RuleChangeKind, RuleSetAction};
use crate::html::nothing;
use crate::texts::{Key, k};

/// The last place that a rule can have.
const LAST: i32 = 99_999;

pub fn card(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let edits = set.can(RuleSetAction::Edit);
    let search = scene.search();
    let rows: Vec<AnyView> = set
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| search.as_deref().is_none_or(|words| fits(rule, words)))
        .map(|(index, rule)| row(scene, index, rule, edits))
        .collect();
    let title = visit.ta(k::RULES_N, &[("n", visit.num(count(set.rules.len())).into())]);
    let add = edits.then(
        || view! { <a class="btn small no-print" href=format!("{}/tulis", scene.here())>{visit.t(k::RULES_ADD)}</a> },
    );
    let found = search.as_ref().map(|_| {
        let n = visit.num(count(rows.len()));
        view! { <p class="rules-found meta" role="status">{visit.ta(k::RULES_FOUND, &[("n", n.into())])}" "<a href=scene.here()>{visit.t(k::RULES_SHOW_ALL)}</a></p> }
    });
    let list = if rows.is_empty() {
        empty(visit, k::RULES_NONE, if edits { k::RULES_NONE_NEXT } else { k::RULES_NONE_READ })
    } else {
        table(scene, rows, edits)
    };
    view! {
        <section class="card flush" aria-labelledby="h-aturan"><div class="card-head"><h2 id="h-aturan">{title}</h2>{add}</div>
            {filter(scene, search)}{found}{list}</section>
    }
    .into_any()
}

/// Whether the rule is told by all these words.
fn fits(rule: &RuleRow, words: &str) -> bool {
    let mut told = format!("{} {} {} {}", rule.position, rule.name, rule.summary, rule.target_summary);
    for word in rule.when.keywords_any.iter().chain(&rule.when.keywords_all) {
        told.push(' ');
        told.push_str(word);
    }
    let told = told.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| told.contains(word))
}

fn filter(scene: &Scene, search: Option<String>) -> AnyView {
    let visit = &scene.visit;
    view! {
        <form class="keep row rules-filter no-print" method="get" action=scene.here() role="search" aria-label=visit.t(k::RULES_SEARCH)>
            <label for="f-cari">{visit.t(k::RULES_SEARCH)}</label><input id="f-cari" name="cari" type="search" value=search/>
            <button class="btn small">{visit.t(k::RULES_SEARCH_DO)}</button></form>
    }
    .into_any()
}

fn table(scene: &Scene, rows: Vec<AnyView>, edits: bool) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let of = visit.num(set.recent_cases);
    let hits = visit.ta(k::RULES_HITS_OF, &[("n", of.clone().into())]);
    let why = visit.ta(k::RULES_HITS_WHY, &[("n", of.into())]);
    let acts = edits.then(|| view! { <th scope="col"><span class="vh">{visit.t(k::RULES_ACTS)}</span></th> });
    view! {
        <table class="tbl cards rules"><caption class="vh">{visit.t(k::RULES_CAPTION)}</caption><thead><tr>
            <th scope="col">{visit.t(k::RULES_POSITION)}</th><th scope="col">{visit.t(k::RULES_RULE)}</th><th scope="col">{visit.t(k::RULES_TARGET)}</th>
            <th scope="col">{visit.t(k::RULES_MODE)}</th><th scope="col" class="n"><abbr title=why>{hits}</abbr></th>{acts}</tr></thead><tbody>{rows}</tbody></table>
    }
    .into_any()
}

fn row(scene: &Scene, index: usize, rule: &RuleRow, edits: bool) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let change = set.change_at(rule.position);
    let blocked = rule.findings.iter().any(|finding| finding.blocks());
    let mark = match change {
        Some(RuleChangeKind::Added) => Some("new"),
        Some(RuleChangeKind::Changed | RuleChangeKind::Moved) => Some("changed"),
        _ => None,
    };
    let name = if edits {
        view! { <a href=scene.builder(rule.position)><b>{rule.name.clone()}</b></a> }.into_any()
    } else {
        view! { <b>{rule.name.clone()}</b> }.into_any()
    };
    let mode = visit.t(if rule.fallback { k::RULES_FALLBACK } else { rule.mode.label() });
    let mode_label = visit.t(k::RULES_MODE);
    let hits_label = visit.ta(k::RULES_HITS_OF, &[("n", visit.num(set.recent_cases).into())]);
    let acts = edits.then(|| view! { <td class="acts">{acts(scene, rule)}</td> });
    view! {
        <tr id=format!("r{}", rule.position) data-d=mark data-lint=blocked.then_some("bad")>
            <td class="pos">{position(scene, index, rule, edits)}</td>
            <th scope="row">{name}{tags(scene, rule, change)}<span class="cond">{rule.summary.clone()}</span>{because(scene, rule)}</th>
            <td data-l=visit.t(k::RULES_TARGET)>{rule.target_summary.clone()}</td>
            <td class="mode" data-l=mode_label>{mode}</td>
            <td class="n" data-l=hits_label>{visit.num(rule.recent_hits)}</td>{acts}</tr>
    }
    .into_any()
}

fn tags(scene: &Scene, rule: &RuleRow, change: Option<RuleChangeKind>) -> AnyView {
    let visit = &scene.visit;
    let tag = |class: &'static str, key: Key| view! { " "<span class=class>{visit.t(key)}</span> }.into_any();
    let mut tags: Vec<AnyView> = Vec::new();
    tags.extend(change.map(|kind| tag("tag river", kind.label())));
    if !rule.active {
        tags.push(tag("tag strong", k::RULES_OFF));
    }
    let found = |code: &str| rule.findings.iter().any(|finding| finding.code == code);
    if found("UNREACHABLE") {
        tags.push(tag("tag err", k::RULES_COVERED));
    } else if rule.findings.iter().any(|finding| finding.blocks()) {
        tags.push(tag("tag err", k::RULES_FAULTY));
    }
    tags.into_any()
}

fn because(scene: &Scene, rule: &RuleRow) -> AnyView {
    if rule.because.is_empty() {
        return nothing();
    }
    view! { <details class="why"><summary>{scene.visit.t(k::RULES_WHY)}<span class="vh">": "{rule.name.clone()}</span></summary><p>{rule.because.clone()}</p></details> }.into_any()
}

/// The id of the form of a row; the buttons of its other cells belong to it.
fn form_of(rule: &RuleRow) -> String {
    format!("p{}", rule.position)
}

fn position(scene: &Scene, index: usize, rule: &RuleRow, edits: bool) -> AnyView {
    let visit = &scene.visit;
    if !edits {
        return rule.position.to_string().into_any();
    }
    let told = |key: Key| visit.ta(key, &[("name", rule.name.clone().into())]);
    let rules = &scene.set.rules;
    // The place of the one before; it and those right behind it make room.
    let up = index.checked_sub(1).and_then(|before| rules.get(before)).map(|before| before.position);
    let down = rules.get(index + 1).map(|after| after.position + 1).filter(|place| *place <= LAST);
    let step = |to: Option<i32>, arrow: &'static str, key: Key| {
        to.map(|to| view! { <button class="no-print" name="ke" value=to.to_string() aria-label=told(key)>{arrow}</button> })
    };
    let input = format!("n{}", rule.position);
    view! {
        <form method="post" class="keep" id=form_of(rule) action=scene.action("pindah")>{hidden_fields(visit)}
            <input type="hidden" name="version" value=scene.set.version.to_string()/><input type="hidden" name="dilihat" value=visit.door.now.to_rfc3339()/>
            <input type="hidden" name="position" value=rule.position.to_string()/>
            <label class="vh" for=input.clone()>{told(k::RULES_POSITION_OF)}</label><input id=input name="to" type="number" min="1" max=LAST.to_string() value=rule.position.to_string()/>
            <button class="btn small no-print" aria-label=told(k::RULES_MOVE_THIS)>{visit.t(k::RULES_MOVE)}</button>
            <span class="move">{step(up, "↑", k::RULES_UP)}{step(down, "↓", k::RULES_DOWN)}</span></form>
    }
    .into_any()
}

fn acts(scene: &Scene, rule: &RuleRow) -> AnyView {
    let visit = &scene.visit;
    let told = |key: Key| visit.ta(key, &[("name", rule.name.clone().into())]);
    view! {
        <a class="btn small" href=scene.builder(rule.position) aria-label=told(k::RULES_EDIT_THIS)>{visit.t(k::RULES_EDIT)}</a>
        <button class="btn small" form=form_of(rule) formaction=scene.action("hapus") formnovalidate=true aria-label=told(k::RULES_REMOVE_THIS)>{visit.t(k::RULES_REMOVE)}</button>
    }
    .into_any()
}
