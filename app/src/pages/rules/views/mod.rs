//! The page of a version, put together: where it stands, what is wrong, a report to try, its rules, what to do next.
pub mod builder;
mod conditions;
mod consequence;
mod findings;
mod lost;
mod next;
mod rules;
mod tester;

use leptos::prelude::*;

use super::page::{Scene, address};
use super::queries::{SetRow, SetView};
use super::simulation;
use crate::forms::Form;
use crate::gql::rule_enums::{RuleSetAction, RuleSetStatus};
use crate::html::{nothing, paragraphs};
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// The content of the page.
pub fn page(scene: &Scene) -> AnyView {
    view! {
        {crumb(&scene.visit, None, &version_of(&scene.visit, scene.set.number))}
        {head(scene)}
        {tabs(scene)}
        {progress(scene)}
        {changed_meanwhile(scene)}
        {next::refused(scene)}
        {next::standing(scene)}
        {lost::flagged(scene)}
        <div class="rules-grid"><div class="stack rules-side">{findings::card(scene)}{tester::card(scene)}</div>
            <div class="stack rules-main">{rules::card(scene)}</div></div>
        {lost::outcomes(scene)}
        {next::card(scene)}
        {edit_head(scene)}
        {events(scene)}
    }
    .into_any()
}

/// "Versi 8".
pub fn version_of(visit: &Visit, number: i32) -> String {
    visit.ta(k::RULES_VERSION, &[("n", visit.num(number).into())])
}

/// Aturan penerusan, the version where the page is below one, and the page.
pub fn crumb(visit: &Visit, above: Option<(&cynic::Id, i32)>, here: &str) -> AnyView {
    let above = above.map(|(id, number)| {
        view! { <li><a href=address(id)>{version_of(visit, number)}</a></li> }
    });
    view! { <nav class="crumb" aria-label=visit.t(k::RULES_PATH)><ol><li><a href="/aturan">{visit.t(k::NAV_RULES)}</a></li>{above}<li aria-current="page">{here.to_owned()}</li></ol></nav> }.into_any()
}

/// Title and note, for a new version and for one that is edited.
pub fn head_fields(form: &Form<'_>) -> AnyView {
    view! {
        {form.field("title", k::RULES_TITLE).hint(k::RULES_TITLE_HINT).required().input()}
        {form.field("note", k::RULES_NOTE).rows(2).area()}
    }
    .into_any()
}

fn head(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let here = scene.here();
    let compare = set.based_on.as_ref().map(|basis| {
        let label = visit.ta(k::RULES_COMPARE_WITH, &[("n", visit.num(basis.number).into())]);
        view! { <a class="btn" href=format!("{here}/banding?dengan={}", encoded(basis.id.inner()))>{label}</a> }
    });
    let note = set.note.as_deref().map(|note| view! { <div class="meta">{paragraphs(note)}</div> });
    view! {
        <div class="page-head"><div><p class="eyebrow">{version_of(visit, set.number)}" · "{visit.t(set.status.label())}</p><h1>{set.title.clone()}</h1>
            <p class="lede">{visit.t(k::RULES_ORDER)}</p>{note}</div>
            <div class="row no-print"><a class="btn" href=simulation::home(&set.id)>{visit.t(k::SIM_TRY)}</a>{compare}<a class="btn" href=format!("{here}/unduh.json") download=true>{visit.t(k::RULES_DOWNLOAD)}</a></div></div>
    }
    .into_any()
}

/// The version in force and the newest others; all of them are on the list.
fn tabs(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let mut items: Vec<AnyView> = Vec::new();
    let tab = |id: &cynic::Id, number: i32, status: RuleSetStatus, here: bool| {
        let here = here.then_some("page");
        view! { <li><a href=address(id) aria-current=here>{visit.t(status.label())}" "<span class="count">{version_of(visit, number)}</span></a></li> }.into_any()
    };
    if !scene.neighbours.iter().any(|other| other.id == set.id) {
        items.push(tab(&set.id, set.number, set.status, true));
    }
    items.extend(
        scene.neighbours.iter().map(|other: &SetRow| tab(&other.id, other.number, other.status, other.id == set.id)),
    );
    let all = format!("/aturan?pemerintah={}", encoded(&set.government.code));
    view! { <nav class="tabs" aria-label=visit.t(k::RULES_VERSIONS)><ul role="list">{items}<li><a href=all>{visit.t(k::RULES_ALL_VERSIONS)}</a></li></ul></nav> }.into_any()
}

/// How far it has come, and what it began from.
fn progress(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let mut about = vec![set.government.name.clone()];
    about.extend(set.based_on.as_ref().map(|basis| {
        visit.ta(k::RULES_FROM_VERSION, &[("n", visit.num(basis.number).into()), ("title", basis.title.clone().into())])
    }));
    if set.based_on.is_some() {
        about.push(visit.ta(k::RULES_CHANGES_N, &[("n", visit.num(count(set.changes.len())).into())]));
    }
    let moments = [
        (k::RULES_CREATED_AT, Some(set.created_at)),
        (k::RULES_ACTIVATES_AT, set.activates_at.filter(|_| set.status == RuleSetStatus::Scheduled)),
        (k::RULES_ACTIVATED_AT, set.activated_at),
        (k::RULES_RETIRED_AT, set.retired_at),
    ];
    about.extend(
        moments.into_iter().filter_map(|(key, at)| Some(visit.ta(key, &[("moment", visit.moment(at?).into())]))),
    );
    let steps = stands(set).map(|current| steps(visit, &set.id, current));
    view! { <div class="row between">{steps}<span class="meta">{about.join(" · ")}</span></div> }.into_any()
}

/// Lists are shorter than numbers can count.
pub fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The steps, and at which of them the version stands; past the last one where it is published.
fn stands(set: &SetView) -> Option<usize> {
    Some(match set.status {
        RuleSetStatus::Draft if set.based_on.is_some() && set.changes.is_empty() => 0,
        RuleSetStatus::Draft | RuleSetStatus::Failed if set.counts().0 > 0 => 1,
        RuleSetStatus::Draft | RuleSetStatus::Failed => 2,
        RuleSetStatus::Proposed => 3,
        RuleSetStatus::Scheduled => 4,
        RuleSetStatus::Active | RuleSetStatus::Retired => 5,
        RuleSetStatus::Discarded => return None,
    })
}

/// Susun, Periksa, Simulasi, Setujui, Terbit.
pub fn steps(visit: &Visit, id: &cynic::Id, current: usize) -> AnyView {
    let labels = [
        k::RULES_STEP_DRAFT,
        k::RULES_STEP_CHECK,
        k::RULES_STEP_SIMULATE,
        k::RULES_STEP_APPROVE,
        k::RULES_STEP_PUBLISH,
    ];
    let items = labels
        .into_iter()
        .enumerate()
        .map(|(i, label)| {
            let done = (i < current).then_some("done");
            let here = (i == current).then_some("step");
            let text = if label == k::RULES_STEP_SIMULATE {
                view! { <a href=simulation::home(id)>{visit.t(label)}</a> }.into_any()
            } else {
                visit.t(label).into_any()
            };
            view! { <li class=done aria-current=here>{text}</li> }
        })
        .collect_view();
    view! { <ol class="steps">{items}</ol> }.into_any()
}

/// What others did since the page was made on which the form stood.
fn changed_meanwhile(scene: &Scene) -> AnyView {
    if !scene.shown.conflict {
        return nothing();
    }
    let visit = &scene.visit;
    let lines = scene
        .since()
        .into_iter()
        .map(|event| {
            let by = event.by.clone().map(|by| format!(" · {by}"));
            let text = event.text.clone().map(|text| format!(": {text}"));
            view! { <li>{visit.t(event.kind.label())}{text}<span class="meta">{by}" · "{visit.moment(event.at)}</span></li> }
        })
        .collect_view();
    view! { <div class="note" role="alert"><p><b>{visit.t(k::RULES_CONFLICT)}</b></p><ul>{lines}</ul></div> }.into_any()
}

fn edit_head(scene: &Scene) -> AnyView {
    let open = scene.shown.act == "ubah";
    if !scene.set.can(RuleSetAction::Edit) && !open {
        return nothing();
    }
    let form = scene.form("ubah");
    let fields = view! { {about(scene, &form)}{head_fields(&form)}{form.button(k::RULES_SAVE_HEAD, false)} }.into_any();
    view! { <details class="fold card no-print" open=open><summary>{scene.visit.t(k::RULES_EDIT_HEAD)}</summary>{form.open(scene.action("ubah"), fields)}</details> }.into_any()
}

/// The hidden fields of acts on the version: its own version, and when the page was made.
fn about(scene: &Scene, form: &Form<'_>) -> AnyView {
    view! { {form.hidden("version", scene.set.version.to_string())}{form.hidden("dilihat", scene.visit.door.now.to_rfc3339())} }.into_any()
}

/// One button that is a form.
fn simple(scene: &Scene, act: &'static str, label: Key, primary: bool) -> AnyView {
    let form = Form::new(&scene.visit, act, &scene.blank);
    let body = view! { {about(scene, &form)}{form.button(label, primary)} }.into_any();
    form.open(scene.action(act), body)
}

fn events(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let items = scene
        .set
        .events
        .iter()
        .cloned()
        .map(|event| {
            let kind = if event.by.is_some() { "act" } else { "system" };
            let text = event.text.map(|text| view! { <p class="meta">{text}</p> });
            let by = event.by.map(|by| view! { <p class="meta">{by}</p> });
            view! { <li data-k=kind><div><div class="head"><b>{visit.t(event.kind.label())}</b><time>{visit.moment(event.at)}</time></div>{by}{text}</div></li> }
        })
        .collect_view();
    view! { <section class="card" aria-labelledby="h-riwayat"><h2 id="h-riwayat">{visit.t(k::RULES_EVENTS)}</h2><ol class="timeline" role="list">{items}</ol></section> }.into_any()
}
