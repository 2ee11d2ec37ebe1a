//! `GET /aturan/{id}/banding`: the difference of two versions, rule by rule. `?dengan=` names the other one; without it,
//! it is the one that this version began from.
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use super::page::{address, neighbours};
use super::queries::*;
use super::views::{crumb, version_of};
use crate::components::{empty, table};
use crate::forms::{Choice, options};
use crate::gql::Fault;
use crate::gql::rule_enums::RuleSetStatus;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::Visit;

/// Versions to compare with.
const OFFERED: i32 = 50;

/// The page.
pub async fn show(visit: &Visit) -> Result<Response, Fault> {
    let against = visit.asked("dengan");
    let vars =
        RuleCompareVars { id: cynic::Id::new(visit.param("id")), against: against.as_deref().map(cynic::Id::new) };
    let data: RuleCompare = visit.query(vars).await?;
    visit.officers_only(&data.viewer)?;
    let Some(set) = data.rule_set else { return Err(Fault::not_found(visit)) };
    let vars = RuleVersionVars {
        government: Some(set.government.code.clone()),
        in_force: Some(vec![RuleSetStatus::Active]),
        first: Some(OFFERED),
    };
    let mut others = neighbours(visit.query(vars).await?);
    others.retain(|other| other.id != set.id);
    let chosen = against.or_else(|| set.based_on.as_ref().map(|basis| basis.id.inner().to_owned())).unwrap_or_default();
    let title = visit.ta(k::RULES_COMPARE_TITLE, &[("n", visit.num(set.number).into())]);
    let main = content(visit, &set, &others, &chosen, title.clone());
    Ok(visit.page(Page::new(title, main).viewer(&data.viewer).active(Nav::Rules).status(StatusCode::OK)))
}

fn content(visit: &Visit, set: &ComparedSet, others: &[SetRow], chosen: &str, title: String) -> AnyView {
    let mut choices: Vec<Choice> = others
        .iter()
        .map(|other| {
            let label =
                format!("{} · {} · {}", version_of(visit, other.number), visit.t(other.status.label()), other.title);
            Choice::new(other.id.inner(), label)
        })
        .collect();
    // The version that it began from may be an old one.
    if let Some(basis) = set.based_on.as_ref().filter(|basis| !choices.iter().any(|one| one.value == basis.id.inner()))
    {
        choices.push(Choice::new(basis.id.inner(), format!("{} · {}", version_of(visit, basis.number), basis.title)));
    }
    let here = format!("{}/banding", address(&set.id));
    let number = others.iter().find(|other| other.id.inner() == chosen).map(|other| other.number);
    let number =
        number.or_else(|| set.based_on.as_ref().filter(|basis| basis.id.inner() == chosen).map(|basis| basis.number));
    let lede = match number {
        Some(n) => visit.ta(k::RULES_COMPARED, &[("n", visit.num(n).into()), ("title", set.title.clone().into())]),
        None => visit.t(k::RULES_COMPARE_NONE),
    };
    let list = if set.changes.is_empty() {
        empty(visit, k::RULES_NO_DIFFERENCE, k::RULES_NO_DIFFERENCE_NEXT)
    } else {
        let rows = set.changes.iter().map(|change| row(visit, set, change)).collect();
        let heads = [k::RULES_RULE, k::RULES_DIFFERENCE, k::RULES_WAS_AT, k::RULES_IS_AT, k::RULES_FIELDS];
        table(visit, k::RULES_DIFFERENCES, &heads, rows)
    };
    view! {
        {crumb(visit, Some((&set.id, set.number)), &visit.t(k::RULES_COMPARE))}
        <div class="page-head"><div><h1>{title}</h1><p class="lede">{lede}</p></div></div>
        <form class="keep row no-print" method="get" action=here><label for="b-dengan">{visit.t(k::RULES_COMPARE_PICK)}</label>
            <select id="b-dengan" name="dengan" class="fit">{options(choices, chosen)}</select><button class="btn">{visit.t(k::RULES_COMPARE_DO)}</button></form>
        <section class="card">{list}</section>
    }
    .into_any()
}

fn row(visit: &Visit, set: &ComparedSet, change: &DifferenceBit) -> Vec<AnyView> {
    let place = |at: Option<i32>| at.map_or_else(|| "–".to_owned(), |at| at.to_string());
    let name = match change.to {
        Some(to) => view! { <a href=format!("{}#r{to}", address(&set.id))>{change.name.clone()}</a> }.into_any(),
        None => change.name.clone().into_any(),
    };
    let fields = if change.fields.is_empty() { "–".to_owned() } else { change.fields.join(", ") };
    vec![
        name,
        visit.t(change.kind.label()).into_any(),
        place(change.from).into_any(),
        place(change.to).into_any(),
        fields.into_any(),
    ]
}
