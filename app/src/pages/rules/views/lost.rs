//! What a version does in practice: cases for which a rule of it has lost its target, and what became of its suggestions.
use leptos::prelude::*;

use super::super::page::Scene;
use crate::components::{number_table, state};
use crate::gql::fragments::CaseLink;
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// The list of flagged cases; nothing where there are none.
pub fn flagged(scene: &Scene) -> AnyView {
    let (visit, list) = (&scene.visit, &scene.set.flagged_cases);
    let behind = visit.asked("after").is_some();
    if list.nodes.is_empty() && !behind {
        return nothing();
    }
    let rows = list.nodes.iter().map(|case| row(visit, case)).collect();
    let heads = [k::RULES_FLAGGED_CASE, k::RULES_FLAGGED_STATE, k::RULES_FLAGGED_HOLDER];
    let table = number_table(visit, k::RULES_FLAGGED_LIST, &heads, &[], rows);
    let to = |after: Option<&str>, label: Key| {
        let href = format!("{}#bertanda", visit.with_query(&[("after", after)]));
        view! { <a class="btn" href=href>{visit.t(label)}</a> }
    };
    let first = behind.then(|| to(None, k::RULES_FLAGGED_FIRST));
    let info = &list.page_info;
    let next = info.end_cursor.as_deref().filter(|_| info.has_next_page).map(|cursor| to(Some(cursor), k::PAGER_ON));
    view! {
        <section class="card" id="bertanda" aria-labelledby="h-bertanda"><h2 id="h-bertanda">{visit.t(k::RULES_FLAGGED)}</h2>
            <p class="meta">{visit.t(k::RULES_FLAGGED_HINT)}</p>{table}<div class="row no-print">{first}{next}</div></section>
    }
    .into_any()
}

fn row(visit: &Visit, case: &CaseLink) -> Vec<AnyView> {
    let href = format!("/laporan/{}", encoded(&case.reference));
    // A text that the viewer may not read leaves the number.
    let title = case.title.clone().unwrap_or_else(|| case.reference.clone());
    vec![
        view! { <a href=href>{title}</a><br/><span class="meta">{case.reference.clone()}</span> }.into_any(),
        state(visit, case.status),
        case.holder.short_name.clone().into_any(),
    ]
}

/// The ground of the hit rate; nothing for a version that has suggested nothing.
pub fn outcomes(scene: &Scene) -> AnyView {
    let (visit, outcomes) = (&scene.visit, &scene.set.outcomes);
    let decided = outcomes.taken + outcomes.automatic + outcomes.other;
    if decided + outcomes.open == 0 {
        return nothing();
    }
    let of = |n: i32| visit.ta(k::RULES_OUTCOME_OF, &[("n", visit.num(n).into()), ("of", visit.num(decided).into())]);
    let items = [
        (k::RULES_OUTCOME_TAKEN, of(outcomes.taken)),
        (k::RULES_OUTCOME_AUTOMATIC, of(outcomes.automatic)),
        (k::RULES_OUTCOME_OTHER, of(outcomes.other)),
        (k::RULES_OUTCOME_OPEN, visit.num(outcomes.open)),
    ]
    .map(|(label, text)| view! { <dt>{visit.t(label)}</dt><dd>{text}</dd> });
    let reasons = outcomes
        .reasons
        .iter()
        .map(|one| view! { <li>{visit.t(one.reason.label())}": "{visit.num(one.count)}</li> })
        .collect_view();
    let reasons = (!outcomes.reasons.is_empty())
        .then(|| view! { <h3>{visit.t(k::RULES_OUTCOME_REASONS)}</h3><ul class="plain" role="list">{reasons}</ul> });
    view! {
        <section class="card" aria-labelledby="h-hasil"><h2 id="h-hasil">{visit.t(k::RULES_OUTCOMES)}</h2>
            <p class="meta">{visit.t(k::RULES_OUTCOMES_HINT)}</p><dl class="facts">{items}</dl>{reasons}</section>
    }
    .into_any()
}
