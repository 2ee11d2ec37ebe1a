//! Verification: what sort of report it is, about what, where, how pressing, and which unit it accuses.
use leptos::prelude::*;

use super::super::page::Scene;
use super::{card as act_card, fold as act_fold};
use crate::components::{Finder, agency_finder, region_picker, topic_choices};
use crate::forms::{Choice, Form};
use crate::gql::enums::{CaseAction, Classification, Urgency};
use crate::html::nothing;
use crate::texts::k;

const ACCUSED: Finder = Finder {
    name: "reported_agency_code",
    search: "reported_search",
    button: "cari-terlapor",
    label: k::CASE_ACCUSED,
    hint: k::CASE_ACCUSED_HINT,
};

/// A card of its own while the report waits for it.
pub fn card(scene: &Scene) -> AnyView {
    if scene.case.verified {
        nothing()
    } else {
        act_card(scene, CaseAction::Verify, "verifikasi", k::CASE_VERIFY, |form| fields(scene, form))
    }
}

/// Among the other acts once it was done, to be put right.
pub fn fold(scene: &Scene) -> AnyView {
    if scene.case.verified {
        act_fold(scene, CaseAction::Verify, "verifikasi", |form| fields(scene, form))
    } else {
        nothing()
    }
}

fn fields(scene: &Scene, form: &Form<'_>) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let classes = Classification::ALL.iter().filter(|class| {
        **class != Classification::WhistleBlowing || case.classification == Classification::WhistleBlowing
    });
    let classes = classes.map(|class| Choice::new(class.value(), visit.t(class.label()))).collect();
    let topics = scene.tools.as_ref().map_or_else(Vec::new, |tools| topic_choices(&tools.topics));
    let urgencies = Urgency::ALL.iter().map(|urgency| Choice::new(urgency.value(), visit.t(urgency.label()))).collect();
    let accused = case
        .reported_agency
        .iter()
        .map(|agency| Choice::new(agency.code.clone(), agency.name.clone()).note(agency.code.clone()))
        .collect();
    let sensitive = case.topic.as_ref().is_some_and(|topic| topic.sensitive) && !case.secret;
    let sensitive = sensitive.then(|| view! { <p class="note">{visit.t(k::CASE_SENSITIVE)}</p> });
    view! {
        {sensitive}
        {form.field("classification", k::CASE_CLASS).required().radio_rows(classes)}
        {form.field("topic_code", k::CASE_TOPIC).select(Some(k::CASE_TOPIC_NONE), topics)}
        {region_picker(visit, form, &scene.regions)}
        {form.field("urgency", k::CASE_URGENCY).required().radios(urgencies)}
        {agency_finder(visit, form, ACCUSED, accused, Some(k::CASE_ACCUSED_NONE), scene.shown.found.as_ref())}
        {form.field("note", k::CASE_NOTE).rows(2).area()}
        {form.button(k::ACT_VERIFY, scene.next() == Some(CaseAction::Verify))}
    }
    .into_any()
}
