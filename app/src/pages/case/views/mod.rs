//! The case page, put together: who has it first (the order of the document), then the work, then the acts.
mod forward;
mod now;
mod others;
mod report;
mod routing;
mod verify;
mod write;

use leptos::prelude::*;

use super::page::Scene;
use crate::components::{conflict, state, tags, timeline};
use crate::forms::Form;
use crate::gql::enums::CaseAction;
use crate::html::nothing;
use crate::texts::{Key, k};

/// The content of the page.
pub fn page(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let changed = scene.shown.conflict.as_ref().map(|changes| conflict(visit, changes, true));
    view! {
        <nav class="crumb" aria-label=visit.t(k::CASE_CRUMB)><ol><li><a href="/antrean">{visit.t(k::NAV_QUEUE)}</a></li><li aria-current="page">{scene.case.reference.clone()}</li></ol></nav>
        {head(scene)}
        {changed}
        {routing::dispute(scene)}
        {report::identity(scene)}
        <div class="case-grid">
            {now::card(scene)}
            <div class="case-body stack">{report::card(scene)}{routing::why(scene)}{write::drafts(scene)}{write::card(scene)}{history(scene)}</div>
            <div class="case-tools stack">{tools(scene)}</div>
        </div>
    }
    .into_any()
}

fn head(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let title = case.title.clone().unwrap_or_else(|| visit.t(k::CASE_HIDDEN_TITLE));
    let topic = case.topic.as_ref().map(|topic| view! { <span>{topic.name.clone()}</span> });
    let open = case.published.then(|| view! { <span class="tag">{visit.t(k::CASE_PUBLISHED)}</span> });
    let public = case
        .published
        .then(|| view! { <a class="btn" href=format!("/publik/{}", case.reference)>{visit.t(k::CASE_SEE_PUBLIC)}</a> });
    view! {
        <div class="page-head"><div><h1>{title}</h1>
            <p class="row meta"><span class="ref">{case.reference.clone()}</span>{state(visit, case.status)}<span>{visit.t(case.classification.label())}</span>{topic}
                <span>{tags(visit, case.urgency, case.secret, case.anonymous)}</span>{open}<span>{visit.t(case.viewer_relation.label())}</span></p></div>
            <div class="row no-print">{public}</div></div>
    }
    .into_any()
}

fn history(scene: &Scene) -> AnyView {
    let (visit, events) = (&scene.visit, &scene.case.events);
    let mut newest_first = events.nodes.clone();
    newest_first.sort_by_key(|event| std::cmp::Reverse(event.seq));
    let older = events.page_info.start_cursor.as_deref().filter(|_| events.page_info.has_previous_page).map(|cursor| {
        let href = format!("/laporan/{}?sebelum={}#h-riwayat", scene.case.reference, crate::visit::encoded(cursor));
        view! { <p class="row"><a class="btn small" href=href>{visit.t(k::CASE_OLDER)}</a></p> }
    });
    let count = visit.ta(k::CASE_EVENTS, &[("n", (events.nodes.len() as i64).into())]);
    view! {
        <section class="card" aria-labelledby="h-riwayat"><div class="card-head"><h2 id="h-riwayat">{visit.t(k::CASE_HISTORY)}</h2><span class="meta">{count}</span></div>
            {timeline(visit, &newest_first, true)}{older}</section>
    }
    .into_any()
}

/// The acts beside the case, the likely next one first.
fn tools(scene: &Scene) -> AnyView {
    let mut parts = vec![
        (CaseAction::Verify, verify::card(scene)),
        (CaseAction::Forward, forward::card(scene)),
        (CaseAction::Archive, others::proposal(scene)),
        (CaseAction::Finish, others::finish(scene)),
        (CaseAction::Assign, others::assign(scene)),
        (CaseAction::Note, others::note(scene)),
    ];
    let next = scene.next();
    // A stable sort keeps the usual order behind the next act.
    parts.sort_by_key(|(action, _)| Some(*action) != next);
    let parts: Vec<AnyView> = parts.into_iter().map(|(_, view)| view).collect();
    view! { {parts}{others::folds(scene)}{others::similar(scene)} }.into_any()
}

/// The hidden fields of every act: which case, in which version.
fn about(scene: &Scene, form: &Form<'_>) -> AnyView {
    let (id, version) = (scene.case.id.inner().to_owned(), scene.case.version.to_string());
    view! { {form.hidden("case_id", id)}{form.hidden("version", version)} }.into_any()
}

/// A card with a heading and one form; nothing where the viewer may not.
fn card(
    scene: &Scene,
    action: CaseAction,
    act: &'static str,
    title: Key,
    body: impl FnOnce(&Form<'_>) -> AnyView,
) -> AnyView {
    if !scene.case.can(action) {
        return nothing();
    }
    let form = scene.form(act);
    let fields = view! { {about(scene, &form)}{body(&form)} }.into_any();
    view! { <section class="card no-print" aria-labelledby=format!("h-{act}")><h2 id=format!("h-{act}")>{scene.visit.t(title)}</h2>{form.open(scene.action(act), fields)}</section> }.into_any()
}

/// A form that unfolds; open where it was just sent, and where a link of the page leads to it (`?buka=`).
fn fold(scene: &Scene, action: CaseAction, act: &'static str, body: impl FnOnce(&Form<'_>) -> AnyView) -> AnyView {
    if !scene.case.can(action) {
        return nothing();
    }
    let form = scene.form(act);
    let fields = view! { {about(scene, &form)}{body(&form)} }.into_any();
    let open = scene.shown.act == act
        || (act == "gabung" && scene.visit.asked("serupa").is_some())
        || scene.visit.asked("buka").is_some_and(|wanted| wanted == act);
    view! { <details class="fold" open=open><summary>{scene.visit.t(action.label())}</summary>{form.open(scene.action(act), fields)}</details> }.into_any()
}
