//! What to do next with a version: the acts that the viewer may do, and one sentence where an act is missing.
use leptos::prelude::*;

use super::super::page::Scene;
use super::{about, count, simple};
use crate::forms::Form;
use crate::gql::rule_enums::{RuleSetAction, RuleSetStatus};
use crate::html::nothing;
use crate::texts::{Key, k};

/// Where the version stands, in a sentence.
pub fn standing(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let (errors, warnings) = set.counts();
    let warned = [("warnings", count(warnings).into())];
    let (class, text) = match set.status {
        RuleSetStatus::Failed => ("note bad", visit.t(k::RULES_FAILED)),
        RuleSetStatus::Draft | RuleSetStatus::Proposed if errors > 0 => {
            let counts = [("errors", count(errors).into()), ("warnings", count(warnings).into())];
            ("note bad", visit.ta(k::RULES_BLOCKED, &counts))
        }
        RuleSetStatus::Draft if scene.set.based_on.is_some() && set.changes.is_empty() => {
            ("note", visit.t(k::RULES_SAME))
        }
        RuleSetStatus::Draft => ("note tip", visit.ta(k::RULES_READY, &warned)),
        RuleSetStatus::Proposed => ("note", visit.t(k::RULES_WAITS_SECOND)),
        RuleSetStatus::Scheduled => {
            let moment = set.activates_at.map(|at| visit.moment_long(at)).unwrap_or_default();
            ("note", visit.ta(k::RULES_WAITS, &[("moment", moment.into())]))
        }
        RuleSetStatus::Active if errors > 0 => {
            ("note bad", visit.ta(k::RULES_IN_FORCE_BROKEN, &[("errors", count(errors).into())]))
        }
        RuleSetStatus::Active => ("note tip", visit.t(k::RULES_IN_FORCE)),
        RuleSetStatus::Retired => ("note", visit.t(k::RULES_RETIRED)),
        RuleSetStatus::Discarded => ("note", visit.t(k::RULES_DISCARDED)),
    };
    let overtaken = (set.overtaken
        && matches!(set.status, RuleSetStatus::Draft | RuleSetStatus::Proposed | RuleSetStatus::Failed))
    .then(|| view! { <p class="note">{visit.t(k::RULES_OVERTAKEN)}</p> });
    view! { <p class=class>{text}</p>{overtaken} }.into_any()
}

/// The refusal of an act whose form carries no fields, or is not on the page any more.
pub fn refused(scene: &Scene) -> AnyView {
    let can = |action: RuleSetAction| scene.set.can(action);
    let has_form = match scene.shown.act {
        "ubah" => true,
        // Errors take the form away, not the words.
        "setujui" => can(RuleSetAction::Approve) && scene.set.counts().0 == 0,
        "kembalikan" => can(RuleSetAction::Return),
        "buang" => can(RuleSetAction::Discard),
        _ => false,
    };
    if has_form { nothing() } else { Form::new(&scene.visit, "aturan", &scene.shown.typed).summary() }
}

/// The acts.
pub fn card(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let blocked = set.counts().0 > 0;
    let mut parts: Vec<AnyView> = Vec::new();
    let mut why: Vec<Key> = Vec::new();
    if set.can(RuleSetAction::Submit) && !blocked {
        parts.push(simple(scene, "ajukan", k::RULES_SUBMIT, true));
    }
    if set.can(RuleSetAction::Approve) {
        if blocked {
            why.push(k::RULES_WHY_NOT_APPROVE);
        } else {
            parts.push(approve(scene));
        }
    }
    match set.status {
        RuleSetStatus::Draft | RuleSetStatus::Failed if !set.can(RuleSetAction::Edit) => {
            why.push(k::RULES_WHY_READ_ONLY)
        }
        RuleSetStatus::Draft | RuleSetStatus::Failed if blocked => why.push(k::RULES_WHY_NOT_SUBMIT),
        RuleSetStatus::Draft | RuleSetStatus::Failed if !set.can(RuleSetAction::Submit) => {
            why.push(k::RULES_WHY_MAY_NOT_SUBMIT)
        }
        RuleSetStatus::Proposed if !set.can(RuleSetAction::Approve) => why.push(k::RULES_WHY_SECOND),
        RuleSetStatus::Active | RuleSetStatus::Retired => why.push(k::RULES_WHY_NEVER_CHANGES),
        _ => {}
    }
    if set.can(RuleSetAction::Return) {
        parts.push(fold(scene, "kembalikan", k::RULES_RETURN, |form| {
            view! { {about(scene, form)}{form.field("reason", k::RULES_REASON).hint(k::RULES_RETURN_HINT).required().rows(3).area()} }.into_any()
        }));
    }
    if set.can(RuleSetAction::Discard) {
        parts.push(fold(scene, "buang", k::RULES_DISCARD, |form| {
            view! { {about(scene, form)}{form.field("reason", k::RULES_REASON).hint(k::RULES_DISCARD_HINT).rows(2).area()} }.into_any()
        }));
    }
    if set.can(RuleSetAction::Copy) {
        parts.push(copy(scene));
    }
    if parts.is_empty() && why.is_empty() {
        return nothing();
    }
    let why = why.into_iter().map(|key| view! { <p class="meta">{visit.t(key)}</p> }).collect_view();
    view! { <section class="card no-print" aria-labelledby="h-lanjut"><h2 id="h-lanjut">{visit.t(k::RULES_NEXT)}</h2>{why}{parts}</section> }.into_any()
}

/// Publishing at once or at a time in WITA.
fn approve(scene: &Scene) -> AnyView {
    let form = scene.form("setujui");
    let at = form.field("activates_at", k::RULES_ACTIVATES).hint(k::RULES_ACTIVATES_HINT).kind("datetime-local");
    let body = view! { {about(scene, &form)}{at.input()}{form.button(k::RULES_APPROVE, true)} }.into_any();
    form.open(scene.action("setujui"), body)
}

/// A draft that begins from this version; from an old one it is the way back.
fn copy(scene: &Scene) -> AnyView {
    let (visit, set) = (&scene.visit, &scene.set);
    let form = Form::new(visit, "salin", &scene.blank);
    let label = if set.status == RuleSetStatus::Retired { k::RULES_ROLL_BACK } else { k::RULES_COPY };
    let title = visit.ta(k::RULES_COPY_OF, &[("title", set.title.clone().into())]);
    let body = view! {
        {form.hidden("based_on_id", set.id.inner())}{form.hidden("government_code", set.government.code.clone())}
        {form.field("title", k::RULES_TITLE).hint(k::RULES_TITLE_HINT).default(title).required().input()}{form.button(k::RULES_CREATE, false)}
    };
    view! { <details class="fold"><summary>{visit.t(label)}</summary><p class="meta">{visit.t(k::RULES_NEW_HINT)}</p>{form.open("/aturan", body.into_any())}</details> }.into_any()
}

/// A form that unfolds; open where it was just sent.
fn fold(scene: &Scene, act: &'static str, label: Key, fields: impl FnOnce(&Form<'_>) -> AnyView) -> AnyView {
    let form = scene.form(act);
    let open = scene.shown.act == act;
    let body = view! { {fields(&form)}{form.button(label, false)} }.into_any();
    view! { <details class="fold" open=open><summary>{scene.visit.t(label)}</summary>{form.open(scene.action(act), body)}</details> }.into_any()
}
