//! What to do next: the acts that the viewer may do, and one sentence where an act is missing.
use leptos::prelude::*;

use super::super::page::Scene;
use super::about;
use crate::format::{day_long, local};
use crate::forms::Form;
use crate::gql::plan_enums::{PlanAction, PlanStatus};
use crate::html::nothing;
use crate::texts::{Key, k};

/// Where the plan stands, in a sentence.
pub fn standing(scene: &Scene) -> AnyView {
    let (visit, plan) = (&scene.visit, &scene.plan);
    let (errors, warnings) = plan.findings();
    let day = day_long(visit.locale(), plan.effective_on);
    let (class, text) = match plan.status {
        PlanStatus::Draft | PlanStatus::Failed if !plan.changes.is_empty() && !plan.publishable() => {
            let counts = [("errors", (errors as i64).into()), ("warnings", (warnings as i64).into())];
            ("note bad", visit.ta(k::PLAN_BLOCKED, &counts))
        }
        PlanStatus::Draft if !plan.changes.is_empty() => {
            ("note tip", visit.ta(k::PLAN_READY, &[("warnings", (warnings as i64).into())]))
        }
        PlanStatus::Failed => ("note bad", visit.t(k::PLAN_FAILED)),
        PlanStatus::Proposed if !plan.publishable() => ("note bad", visit.t(k::PLAN_OVERTAKEN)),
        // The card of the work says more.
        PlanStatus::Scheduled if plan.progress.is_some() => return nothing(),
        PlanStatus::Scheduled => ("note", visit.ta(k::PLAN_WAITS, &[("day", day.into())])),
        PlanStatus::Discarded => ("note", visit.t(k::PLAN_DISCARDED)),
        PlanStatus::Published => match &plan.outcome {
            Some(outcome) => {
                let values = [
                    ("moment", visit.moment_long(outcome.published_at).into()),
                    ("cases", visit.num(outcome.cases).into()),
                    ("members", visit.num(outcome.members).into()),
                ];
                ("note tip", visit.ta(k::PLAN_OUTCOME, &values))
            }
            None => return nothing(),
        },
        PlanStatus::Draft | PlanStatus::Proposed => return nothing(),
    };
    view! { <p class=class>{text}</p> }.into_any()
}

/// The refusal of an act whose form carries no fields, or is not on the page any more.
pub fn refused(scene: &Scene) -> AnyView {
    let can = |action: PlanAction| scene.plan.can(action);
    let has_form = match scene.shown.act {
        "ubah" => true,
        "tambah" | "perubahan" => scene.writing.is_some(),
        "kembalikan" => can(PlanAction::Return),
        "buang" => can(PlanAction::Discard),
        "balik" => can(PlanAction::Undo),
        _ => false,
    };
    if has_form { nothing() } else { Form::new(&scene.visit, "rencana", &scene.shown.typed).summary() }
}

/// The acts.
pub fn card(scene: &Scene) -> AnyView {
    let (visit, plan) = (&scene.visit, &scene.plan);
    let writing = scene.writing.is_some() || scene.shown.act == "ubah";
    let mut parts: Vec<AnyView> = Vec::new();
    let mut why: Vec<String> = Vec::new();
    if plan.can(PlanAction::Submit) && plan.publishable() {
        parts.push(simple(scene, "ajukan", k::PLAN_SUBMIT, !writing));
    }
    if plan.can(PlanAction::Approve) {
        if plan.publishable() {
            let later = plan.effective_on > local(visit.door.now).date_naive();
            parts.push(simple(scene, "setujui", if later { k::PLAN_APPROVE_LATER } else { k::PLAN_APPROVE }, !writing));
        } else {
            why.push(visit.t(k::PLAN_WHY_NOT_APPROVE_BLOCKED));
        }
    }
    match plan.status {
        PlanStatus::Draft | PlanStatus::Failed if !plan.can(PlanAction::Edit) => {
            why.push(visit.t(k::PLAN_WHY_READ_ONLY))
        }
        PlanStatus::Draft | PlanStatus::Failed if plan.changes.is_empty() => why.push(visit.t(k::PLAN_WHY_EMPTY)),
        PlanStatus::Draft | PlanStatus::Failed if !plan.publishable() => why.push(visit.t(k::PLAN_WHY_NOT_SUBMIT)),
        PlanStatus::Draft | PlanStatus::Failed if !plan.can(PlanAction::Submit) => {
            why.push(visit.t(k::PLAN_WHY_MAY_NOT_SUBMIT))
        }
        PlanStatus::Proposed if !plan.can(PlanAction::Approve) => why.push(visit.t(k::PLAN_WHY_SECOND)),
        PlanStatus::Published if plan.countered_by.is_some() => why.push(visit.t(k::PLAN_WHY_COUNTERED)),
        PlanStatus::Published if !plan.can(PlanAction::Undo) => why.push(visit.t(k::PLAN_WHY_NOT_UNDO)),
        _ => {}
    }
    if plan.can(PlanAction::Return) {
        parts.push(fold(scene, "kembalikan", k::PLAN_RETURN, |form| {
            view! { {about(scene, form)}{form.field("reason", k::PLAN_REASON).hint(k::PLAN_RETURN_HINT).required().rows(3).area()} }.into_any()
        }));
    }
    if plan.can(PlanAction::Discard) {
        parts.push(fold(scene, "buang", k::PLAN_DISCARD, |form| {
            view! { {about(scene, form)}{form.field("reason", k::PLAN_REASON).hint(k::PLAN_DISCARD_HINT).rows(2).area()} }.into_any()
        }));
    }
    if plan.can(PlanAction::Undo) {
        parts.push(fold(scene, "balik", k::PLAN_UNDO, |form| {
            let today = local(visit.door.now).date_naive().to_string();
            view! { {about(scene, form)}{form.field("effective_on", k::PLAN_DAY).hint(k::PLAN_UNDO_HINT).kind("date").default(today).required().input()} }.into_any()
        }));
    }
    let why = why.into_iter().map(|text| view! { <p class="meta">{text}</p> }).collect_view();
    view! { <section class="card no-print" aria-labelledby="h-lanjut"><h2 id="h-lanjut">{visit.t(k::PLAN_NEXT)}</h2>{why}{parts}</section> }.into_any()
}

/// One button.
fn simple(scene: &Scene, act: &'static str, label: Key, primary: bool) -> AnyView {
    let form = Form::new(&scene.visit, act, &scene.blank);
    let body = view! { {about(scene, &form)}{form.button(label, primary)} }.into_any();
    form.open(scene.action(act), body)
}

/// A form that unfolds; open where it was just sent.
fn fold(scene: &Scene, act: &'static str, label: Key, fields: impl FnOnce(&Form<'_>) -> AnyView) -> AnyView {
    let form = scene.form(act);
    let open = scene.shown.act == act;
    let body = view! { {fields(&form)}{form.button(label, false)} }.into_any();
    view! { <details class="fold" open=open><summary>{scene.visit.t(label)}</summary>{form.open(scene.action(act), body)}</details> }.into_any()
}
