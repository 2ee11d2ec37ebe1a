//! One report, tried: a form, what would happen and why, and every rule that was looked at.
use leptos::prelude::*;

use super::super::handlers::TRY;
use super::super::page::{Scene, Tried};
use crate::components::{ReportText, topic_choices, trace_on};
use crate::forms::{Choice, Form};
use crate::gql::enums::Classification;
use crate::texts::k;

pub fn card(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let form = Form::new(visit, TRY, &scene.asked);
    let regions =
        scene.regions.iter().map(|region| Choice::new(region.code.clone(), region.name.clone())).collect::<Vec<_>>();
    let kinds =
        Classification::ALL.iter().map(|kind| Choice::new(kind.value(), visit.t(kind.label()))).collect::<Vec<_>>();
    let fields = view! {
        {form.field("judul", k::RULES_TEST_TITLE).unmarked().input()}
        {form.field("isi", k::RULES_TEST_BODY).unmarked().rows(3).area()}
        {form.field("topik", k::RULES_TEST_TOPIC).unmarked().select(Some(k::RULES_TEST_NONE), topic_choices(&scene.topics))}
        {form.field("wilayah", k::RULES_TEST_REGION).unmarked().select(Some(k::RULES_TEST_NONE), regions)}
        {form.field("klasifikasi", k::RULES_TEST_CLASS).unmarked().select(Some(k::RULES_TEST_NONE), kinds)}
        <div class="row"><button class="btn">{visit.t(k::RULES_TEST_DO)}</button></div>
    };
    let action = format!("{}#h-uji", scene.action(TRY));
    view! {
        <section class="card" aria-labelledby="h-uji"><h2 id="h-uji">{visit.t(k::RULES_TEST)}</h2><p class="meta">{visit.t(k::RULES_TEST_HINT)}</p>
            <div class="no-print">{form.open(action, fields.into_any())}</div>
            {scene.tried.as_ref().map(|tried| result(scene, tried))}</section>
    }
    .into_any()
}

fn result(scene: &Scene, tried: &Tried) -> AnyView {
    let visit = &scene.visit;
    let Some(decision) = &tried.decision else {
        return view! { <p class="note">{visit.t(k::RULES_TEST_MAY_NOT)}</p> }.into_any();
    };
    let lead = decision.lead.as_ref().map(|agency| view! { <p><b>{agency.name.clone()}</b></p> });
    let lost = decision.target_lost.then(|| view! { <p>{visit.t(k::RULES_TEST_LOST)}</p> });
    let text = ReportText { title: Some(&tried.title), body: Some(&tried.body) };
    view! {
        <div class="note tip" role="status"><p>{decision.sentence.clone()}</p>{lead}{lost}</div>
        {trace_on(visit, &decision.trace, text, &scene.here())}
    }
    .into_any()
}
