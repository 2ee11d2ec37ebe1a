//! The page of a plan, put together: where it stands, its changes, what it would do, what to do next.
mod changes;
mod fields;
mod next;
mod preview;
mod progress;

use leptos::prelude::*;

use super::page::Scene;
use super::queries::{FindingBit, PlanView};
use crate::format::day_long;
use crate::forms::Form;
use crate::gql::plan_enums::{FindingSeverity, PlanAction, PlanStatus};
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// The content of the page.
pub fn page(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    view! {
        <nav class="crumb" aria-label=visit.t(k::AGENCY_PATH)><ol><li><a href="/instansi">{visit.t(k::NAV_TREE)}</a></li><li><a href="/penataan">{visit.t(k::NAV_PLANS)}</a></li><li aria-current="page">{scene.plan.title.clone()}</li></ol></nav>
        {head(scene)}
        {changed_meanwhile(scene)}
        {next::refused(scene)}
        {next::standing(scene)}
        {progress::card(scene)}
        {changes::card(scene)}
        {preview::card(scene)}
        {next::card(scene)}
        {edit_head(scene)}
        {events(scene)}
    }
    .into_any()
}

/// The fields of the head, for a new plan and for one that is edited.
pub fn head_fields(form: &Form<'_>) -> AnyView {
    view! {
        {form.field("title", k::PLAN_TITLE).required().input()}
        <div class="pair">{form.field("effective_on", k::PLAN_DAY).hint(k::PLAN_DAY_HINT).kind("date").required().input()}
            {form.field("legal_reference", k::PLAN_LAW).hint(k::PLAN_LAW_HINT).required().input()}</div>
        {form.field("past_reason", k::PLAN_PAST_REASON).hint(k::PLAN_PAST_REASON_HINT).unmarked().rows(2).area()}
        {form.field("note", k::PLAN_NOTE).rows(2).area()}
    }
    .into_any()
}

fn head(scene: &Scene) -> AnyView {
    let (visit, plan) = (&scene.visit, &scene.plan);
    let day = visit.ta(k::PLAN_HEAD, &[("day", day_long(visit.locale(), plan.effective_on).into())]);
    let count = visit.ta(k::PLAN_CHANGES_N, &[("n", (plan.changes.len() as i64).into())]);
    let now = visit.ta(k::PLAN_PREVIEWED, &[("moment", visit.moment(visit.door.now).into())]);
    let now = plan.preview.is_some().then(|| view! { " · "{now} });
    let link = |key: Key, id: &str, title: &str| {
        view! { <p class="meta">{visit.t(key)}" "<a href=format!("/penataan/{}", encoded(id))>{title.to_owned()}</a></p> }
    };
    let of = plan.counter_of.as_ref().map(|other| link(k::PLAN_COUNTER_OF, other.id.inner(), &other.title));
    let by = plan.countered_by.as_ref().map(|other| link(k::PLAN_COUNTERED_BY, other.id.inner(), &other.title));
    let note = plan.note.clone().map(|note| view! { <div class="meta">{crate::html::paragraphs(&note)}</div> });
    let past =
        plan.past_reason.clone().map(|reason| view! { <p class="meta">{visit.t(k::PLAN_PAST_REASON)}": "{reason}</p> });
    view! {
        <div class="page-head"><div><p class="eyebrow">{day}</p><h1>{plan.title.clone()}</h1>
            <p class="meta">{visit.t(plan.status.label())}" · "{plan.government.name.clone()}" · "{plan.legal_reference.clone()}" · "{count}{now}</p>{note}{past}{of}{by}</div>
            {steps(visit, plan)}</div>
    }
    .into_any()
}

/// Susun, Pratinjau, Setujui, Terbit.
fn steps(visit: &Visit, plan: &PlanView) -> AnyView {
    let current = match plan.status {
        PlanStatus::Draft if plan.changes.is_empty() => 0,
        PlanStatus::Draft | PlanStatus::Failed => 1,
        PlanStatus::Proposed => 2,
        PlanStatus::Scheduled => 3,
        PlanStatus::Published => 4,
        PlanStatus::Discarded => return nothing(),
    };
    let items = [k::PLAN_STEP_DRAFT, k::PLAN_STEP_PREVIEW, k::PLAN_STEP_APPROVE, k::PLAN_STEP_PUBLISH]
        .into_iter()
        .enumerate()
        .map(|(i, label)| {
            let done = (i < current).then_some("done");
            let here = (i == current).then_some("step");
            view! { <li class=done aria-current=here>{visit.t(label)}</li> }
        })
        .collect_view();
    view! { <ol class="steps">{items}</ol> }.into_any()
}

/// What others did since the page was made on which the form stood, and what stands there now.
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
    let mut now: Vec<AnyView> = Vec::new();
    if scene.shown.act == "ubah" {
        let fields = [
            ("title", k::PLAN_TITLE),
            ("effective_on", k::PLAN_DAY),
            ("legal_reference", k::PLAN_LAW),
            ("past_reason", k::PLAN_PAST_REASON),
            ("note", k::PLAN_NOTE),
        ];
        for (field, label) in fields {
            if scene.head.get(field) != scene.shown.typed.get(field) {
                let value = scene.head.get(field);
                now.push(
                    view! { <li>{visit.t(label)}": "{visit.ta(k::PLAN_NOW_IS, &[("value", value.into())])}</li> }
                        .into_any(),
                );
            }
        }
    }
    let id = scene.shown.typed.get("change_id");
    if let Some(change) = scene.plan.changes.iter().find(|change| change.id.inner() == id) {
        let by = change.edited_by.clone().map(|by| format!(" ({by})"));
        now.push(
            view! { <li>{visit.ta(k::PLAN_NOW_IS, &[("value", change.summary.clone().into())])}{by}</li> }.into_any(),
        );
    }
    view! { <div class="note" role="alert"><p><b>{visit.t(k::PLAN_CONFLICT)}</b></p><ul>{lines}{now}</ul></div> }
        .into_any()
}

/// One finding: filled for what blocks, outlined for what is to be known.
fn finding(visit: &Visit, scene: &Scene, found: &FindingBit, mend: bool) -> AnyView {
    let class = (found.severity == FindingSeverity::Warning).then_some("warn");
    let word = if found.severity == FindingSeverity::Error { k::PLAN_ERROR } else { k::PLAN_WARNING };
    let change = found.change_id.as_ref().filter(|_| mend && scene.plan.can(PlanAction::Edit)).map(|id| {
        view! { <a href=scene.opened("ubah", id.inner())>{visit.t(k::PLAN_MEND)}</a>" " }
    });
    let agency = found.agency_code.clone().map(|code| {
        view! { <a href=format!("/instansi/{}", encoded(&code))>{code.clone()}</a> }
    });
    let links = (change.is_some() || agency.is_some()).then(|| view! { <p>{change}{agency}</p> });
    view! { <li class=class><p><span class="vh">{visit.t(word)}": "</span>{found.message.clone()}</p>{links}</li> }
        .into_any()
}

fn edit_head(scene: &Scene) -> AnyView {
    let open = scene.shown.act == "ubah";
    if !scene.plan.can(PlanAction::Edit) && !open {
        return nothing();
    }
    let form = scene.form("ubah");
    let fields = view! { {about(scene, &form)}{head_fields(&form)}{form.button(k::PLAN_SAVE_HEAD, open)} }.into_any();
    view! { <details class="fold card no-print" open=open><summary>{scene.visit.t(k::PLAN_EDIT_HEAD)}</summary>{form.open(scene.action("ubah"), fields)}</details> }.into_any()
}

/// The hidden fields of acts on the plan: its version, and when the page was made.
fn about(scene: &Scene, form: &Form<'_>) -> AnyView {
    view! { {form.hidden("version", scene.plan.version.to_string())}{seen(scene, form)} }.into_any()
}

fn seen(scene: &Scene, form: &Form<'_>) -> AnyView {
    form.hidden("dilihat", scene.visit.door.now.to_rfc3339())
}

fn events(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let mut all = scene.plan.events.clone();
    all.sort_by_key(|event| std::cmp::Reverse(event.at));
    let items = all
        .into_iter()
        .map(|event| {
            let kind = if event.by.is_some() { "act" } else { "system" };
            let text = event.text.map(|text| view! { <p class="meta">{text}</p> });
            let by = event.by.map(|by| view! { <p class="meta">{by}</p> });
            view! { <li data-k=kind><div><div class="head"><b>{visit.t(event.kind.label())}</b><time>{visit.moment(event.at)}</time></div>{by}{text}</div></li> }
        })
        .collect_view();
    view! { <section class="card" aria-labelledby="h-riwayat"><h2 id="h-riwayat">{visit.t(k::PLAN_EVENTS)}</h2><ol class="timeline" role="list">{items}</ol></section> }.into_any()
}
