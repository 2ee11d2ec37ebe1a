//! The forms of one role on the page of a person: each stands only where the viewer may do its act now.
use leptos::prelude::*;

use super::person::Scene;
use super::queries::{DeputyBit, PersonRoleBit};
use super::views::TARGET;
use crate::components::{Finder, agency_finder};
use crate::format::local;
use crate::forms::Form;
use crate::gql::people_enums::MemberAction;
use crate::html::nothing;
use crate::texts::{Key, k};

/// Searches for the agency to which a role moves.
const TO: Finder =
    Finder { name: TARGET, search: "to_search", button: "cari-to_agency", label: k::MOVE_TO, hint: k::MOVE_TO_HINT };

/// The disclosures of a role; `n` makes their ids.
pub fn forms(scene: &Scene, n: usize, role: &PersonRoleBit) -> AnyView {
    let (visit, member) = (&scene.visit, &role.member);
    let mut parts: Vec<AnyView> = Vec::new();
    if member.can(MemberAction::Resume) {
        parts.push(button(scene, "aktif", role, &member.id, member.version, k::ROLE_RESUME, None));
    }
    if member.can(MemberAction::NameDeputy) {
        parts.push(fold(scene, "pengganti", n, role, k::ROLE_DEPUTY, |form| {
            let today = local(visit.door.now).date_naive().to_string();
            view! {
                {form.field("deputy_email", k::DEPUTY_EMAIL).hint(k::DEPUTY_EMAIL_HINT).kind("email").required().autocomplete("off").input()}
                <div class="pair">{form.field("from", k::DEPUTY_FROM).hint(k::DEPUTY_FROM_HINT).kind("date").default(today).required().input()}
                    {form.field("to", k::DEPUTY_TO).hint(k::DEPUTY_TO_HINT).kind("date").required().input()}</div>
                {reason(form, k::DEPUTY_REASON_HINT)}
            }
            .into_any()
        }));
    }
    if member.can(MemberAction::Move) {
        parts.push(fold(scene, "pindah", n, role, k::ROLE_MOVE, |form| {
            let found = scene.shown.found.as_ref().filter(|_| scene.sent("pindah", &member.id));
            view! {
                {agency_finder(visit, form, TO, Vec::new(), None, found)}
                {form.field("from", k::MOVE_FROM).hint(k::MOVE_FROM_HINT).kind("date").unmarked().input()}
                {reason(form, k::MOVE_REASON_HINT)}
            }
            .into_any()
        }));
    }
    if member.can(MemberAction::Suspend) {
        parts.push(fold(scene, "istirahat", n, role, k::ROLE_SUSPEND, |form| {
            view! { <p class="meta">{visit.t(k::ROLE_SUSPEND_HINT)}</p>{reason(form, k::SUSPEND_REASON_HINT)} }
                .into_any()
        }));
    }
    if member.can(MemberAction::End) {
        parts.push(fold(scene, "akhiri", n, role, k::ROLE_END, |form| {
            view! {
                {form.field("last_day", k::END_LAST_DAY).hint(k::END_LAST_DAY_HINT).kind("date").unmarked().input()}
                {reason(form, k::END_REASON_HINT)}
            }
            .into_any()
        }));
    }
    if parts.is_empty() { nothing() } else { view! { <div class="folds no-print">{parts}</div> }.into_any() }
}

/// The button that ends a deputy's time.
pub fn end_deputy(scene: &Scene, role: &PersonRoleBit, deputy: &DeputyBit) -> AnyView {
    if !deputy.viewer_can.contains(&MemberAction::EndDeputy) {
        return nothing();
    }
    button(scene, "cabut-pengganti", role, &deputy.id, deputy.version, k::ROLE_END_DEPUTY, Some(&deputy.name))
}

/// The same, where the role of the page is itself a deputy's.
pub fn end_own(scene: &Scene, role: &PersonRoleBit) -> AnyView {
    let member = &role.member;
    if !member.can(MemberAction::EndDeputy) || member.stands_in_for.is_none() {
        return nothing();
    }
    button(scene, "cabut-pengganti", role, &member.id, member.version, k::ROLE_END_DEPUTY, None)
}

fn reason(form: &Form<'_>, hint: Key) -> AnyView {
    form.field("reason", k::ROLE_REASON).hint(hint).required().rows(2).area()
}

/// What every form carries: whose role, in which version, where it stood, and when the page was made.
fn about(scene: &Scene, role: &PersonRoleBit, member: &cynic::Id, version: i32) -> AnyView {
    let seen = scene.visit.door.now.to_rfc3339();
    view! {
        <input type="hidden" name="member_id" value=member.inner().to_owned()/><input type="hidden" name="version" value=version.to_string()/>
        <input type="hidden" name="agency_code" value=role.agency.code.clone()/><input type="hidden" name="dilihat" value=seen/>
    }
    .into_any()
}

/// One button, without fields; its refusal stands on top of the page.
fn button(
    scene: &Scene,
    act: &'static str,
    role: &PersonRoleBit,
    member: &cynic::Id,
    version: i32,
    label: Key,
    whose: Option<&str>,
) -> AnyView {
    let hidden = crate::forms::hidden_fields(&scene.visit);
    let whose = whose.map(|name| view! { <span class="vh">": "{name.to_owned()}</span> });
    view! { <form method="post" action=scene.action(act) class="no-print">{hidden}{about(scene, role, member, version)}<button class="btn small">{scene.visit.t(label)}{whose}</button></form> }.into_any()
}

/// A form that unfolds; open where it was just sent.
fn fold(
    scene: &Scene,
    act: &'static str,
    n: usize,
    role: &PersonRoleBit,
    label: Key,
    fields: impl FnOnce(&Form<'_>) -> AnyView,
) -> AnyView {
    let member = &role.member;
    let id = format!("{act}-{n}");
    let form = Form::new(&scene.visit, &id, scene.typed(act, &member.id));
    let open = scene.sent(act, &member.id);
    let body = view! { {about(scene, role, &member.id, member.version)}{fields(&form)}{form.button(label, open)} };
    view! { <details class="fold" open=open><summary>{scene.visit.t(label)}</summary>{form.open(scene.action(act), body.into_any())}</details> }.into_any()
}
