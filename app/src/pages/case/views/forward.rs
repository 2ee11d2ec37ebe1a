//! Forwarding: what the rules suggest, by one click; else what was proposed, the units below the holder, or any agency by
//! search; agencies that help and agencies that only read.
use leptos::prelude::*;

use super::super::page::Scene;
use super::{about, routing};
use crate::components::{Finder, agency_finder};
use crate::forms::{Choice, Form};
use crate::gql::enums::{CaseAction, EventKind};
use crate::gql::routing_enums::OtherReason;
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

const TARGET: Finder = Finder {
    name: "target_code",
    search: "target_search",
    button: "cari",
    label: k::CASE_TARGET,
    hint: k::CASE_TARGET_HINT,
};

pub fn card(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    if !case.can(CaseAction::Forward) {
        // Whoever verifies sees already where the rules would send it.
        let waits = case.can(CaseAction::Verify) && !case.verified && case.suggestion().is_some();
        return if waits { frame(visit, routing::suggestion(scene, false)) } else { nothing() };
    }
    let primary = scene.next() == Some(CaseAction::Forward);
    let suggested = case.suggested_lead().is_some();
    let other = suggested.then(|| view! { <h3>{visit.t(k::ROUTING_CHOOSE_OTHER)}</h3> });
    // One filled button: the suggestion, where there is one to take.
    let form = scene.form("teruskan");
    let fields = fields(scene, &form, primary && !(suggested && case.verified));
    let body =
        view! { {routing::suggestion(scene, primary)}{other}{form.open(scene.action("teruskan"), fields)} }.into_any();
    frame(visit, body)
}

fn frame(visit: &Visit, body: AnyView) -> AnyView {
    view! { <section class="card no-print" aria-labelledby="h-teruskan"><h2 id="h-teruskan">{visit.t(k::CASE_FORWARD)}</h2>{body}</section> }.into_any()
}

fn fields(scene: &Scene, form: &Form<'_>, primary: bool) -> AnyView {
    let visit = &scene.visit;
    let why_not = scene.case.suggested_lead().map(|_| {
        let reasons = OtherReason::ALL
            .iter()
            .filter(|reason| **reason != OtherReason::Unsaid)
            .map(|reason| Choice::new(reason.value(), visit.t(reason.label())))
            .collect();
        form.field("other_reason", k::ROUTING_WHY_NOT)
            .hint(k::ROUTING_WHY_NOT_HINT)
            .select(Some(k::ROUTING_OTHER_UNSAID), reasons)
    });
    view! {
        {about(scene, form)}
        {agency_finder(visit, form, TARGET, offered(scene), None, scene.shown.found.as_ref())}
        <p class="row"><button class="btn small" name="tombol" value="pendukung" formnovalidate=true>{visit.t(k::CASE_MAKE_SUPPORTING)}</button>
            <button class="btn small" name="tombol" value="tembusan" formnovalidate=true>{visit.t(k::CASE_MAKE_INFORMED)}</button></p>
        {form.field("supporting_codes", k::CASE_SUPPORTING).hint(k::CASE_CODES_HINT).autocomplete("off").input()}
        {form.field("informed_codes", k::CASE_INFORMED).hint(k::CASE_CODES_HINT).autocomplete("off").input()}
        {why_not}
        {form.field("note", k::CASE_FORWARD_NOTE).rows(2).area()}
        {form.button(k::ACT_FORWARD, primary)}
    }
    .into_any()
}

/// What the rules suggest, what the last return proposed, what the reporter named, and the units of the holder; each with
/// its reason.
fn offered(scene: &Scene) -> Vec<Choice> {
    let (visit, case) = (&scene.visit, &scene.case);
    let mut choices: Vec<Choice> = Vec::new();
    let mut add = |code: &str, name: &str, why: String| {
        if code != case.holder.code && !choices.iter().any(|known| known.value == code) {
            choices.push(Choice::new(code, name).note(format!("{code} · {why}")));
        }
    };
    // By hand too: to add a message, or somebody who helps.
    if let Some(lead) = case.suggested_lead() {
        add(&lead.code, &lead.name, visit.t(k::ROUTING_BY_RULES));
    }
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
