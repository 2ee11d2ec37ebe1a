//! Forwarding: what was proposed, the units below the holder, or any agency by search; agencies that help
//! and agencies that only read.
use leptos::prelude::*;

use super::super::page::Scene;
use super::card as act_card;
use crate::components::{Finder, agency_finder};
use crate::forms::Choice;
use crate::gql::enums::{CaseAction, EventKind};
use crate::texts::k;

const TARGET: Finder = Finder {
    name: "target_code",
    search: "target_search",
    button: "cari",
    label: k::CASE_TARGET,
    hint: k::CASE_TARGET_HINT,
};

pub fn card(scene: &Scene) -> AnyView {
    let (visit, next) = (&scene.visit, scene.next());
    act_card(scene, CaseAction::Forward, "teruskan", k::CASE_FORWARD, |form| {
        view! {
            {agency_finder(visit, form, TARGET, offered(scene), None, scene.shown.found.as_ref())}
            <p class="row"><button class="btn small" name="tombol" value="pendukung" formnovalidate=true>{visit.t(k::CASE_MAKE_SUPPORTING)}</button>
                <button class="btn small" name="tombol" value="tembusan" formnovalidate=true>{visit.t(k::CASE_MAKE_INFORMED)}</button></p>
            {form.field("supporting_codes", k::CASE_SUPPORTING).hint(k::CASE_CODES_HINT).autocomplete("off").input()}
            {form.field("informed_codes", k::CASE_INFORMED).hint(k::CASE_CODES_HINT).autocomplete("off").input()}
            {form.field("note", k::CASE_FORWARD_NOTE).rows(2).area()}
            {form.button(k::ACT_FORWARD, next == Some(CaseAction::Forward))}
        }
        .into_any()
    })
}

/// What the reporter named, what the last return proposed, and the units of the holder; each with its reason.
fn offered(scene: &Scene) -> Vec<Choice> {
    let (visit, case) = (&scene.visit, &scene.case);
    let mut choices: Vec<Choice> = Vec::new();
    let mut add = |code: &str, name: &str, why: String| {
        if code != case.holder.code && !choices.iter().any(|known| known.value == code) {
            choices.push(Choice::new(code, name).note(format!("{code} · {why}")));
        }
    };
    let returned =
        case.events.nodes.iter().filter(|event| event.kind == EventKind::Returned).max_by_key(|event| event.seq);
    if let Some((event, agency)) = returned.and_then(|event| Some((event, event.agency.as_ref()?))) {
        add(&agency.code, &agency.name, visit.ta(k::CASE_PROPOSED_BY, &[("who", event.actor.label.clone().into())]));
    }
    if let Some(agency) = &case.named_agency {
        add(&agency.code, &agency.name, visit.t(k::CASE_NAMED_BY_REPORTER));
    }
    for unit in scene
        .tools
        .iter()
        .filter_map(|tools| tools.agency.as_ref())
        .flat_map(|agency| &agency.children.nodes)
        .filter(|unit| unit.open)
    {
        let officers = unit
            .officers_in_office
            .map_or_else(String::new, |n| format!(" · {}", visit.ta(k::AGENCY_OFFICERS, &[("n", n.into())])));
        add(&unit.code, &unit.name, format!("{}{officers}", visit.t(k::CASE_BELOW_HOLDER)));
    }
    choices
}
