//! The page of a person: the roles with their state and their forms, and what happened to them.
use leptos::prelude::*;

use super::on_agency::{behalf, from_to, person_name};
use super::person::Scene;
use super::queries::{DeputyBit, PersonRoleBit, RoleEventBit};
use super::role_forms;
use crate::components::empty;
use crate::forms::Form;
use crate::html::nothing;
use crate::texts::k;
use crate::visit::encoded;

/// The content of the page.
pub fn page(scene: &Scene) -> AnyView {
    let (visit, person) = (&scene.visit, &scene.person);
    let roles: Vec<AnyView> = person.roles.iter().enumerate().map(|(n, role)| card(scene, n, role)).collect();
    let roles = if roles.is_empty() {
        view! { <section class="card">{empty(visit, k::PERSON_NO_ROLES, k::PERSON_NO_ROLES_NEXT)}</section> }.into_any()
    } else {
        roles.into_any()
    };
    view! {
        <nav class="crumb" aria-label=visit.t(k::AGENCY_PATH)><ol><li><a href="/instansi">{visit.t(k::NAV_TREE)}</a></li><li aria-current="page">{person.name.clone()}</li></ol></nav>
        <div class="page-head"><div><p class="eyebrow">{visit.t(k::PERSON_EYEBROW)}</p><h1>{person.name.clone()}</h1><p class="lede">{person.email.clone()}</p></div></div>
        {stale(scene)}{refused(scene)}
        <div class="split"><div class="stack stack-l">{roles}</div><div class="stack">{history(scene)}</div></div>
    }
    .into_any()
}

/// The refusal of an act whose form carries no fields, or is not on the page any more.
fn refused(scene: &Scene) -> AnyView {
    if scene.stands() { nothing() } else { Form::new(&scene.visit, "peran", &scene.shown.typed).summary() }
}

/// What others did meanwhile, and what to do now.
fn stale(scene: &Scene) -> AnyView {
    if !scene.shown.conflict {
        return nothing();
    }
    let visit = &scene.visit;
    let lines = scene
        .since()
        .into_iter()
        .map(|event| view! { <li>{visit.t(event.kind.label())}": "{visit.t(event.role.label())}", "{event.agency.short_name.clone()}<span class="meta">" · "{event.by.clone()}" · "{visit.moment(event.at)}</span></li> })
        .collect_view();
    let advice = if scene.stands() { k::ROLE_STALE_AGAIN } else { k::ROLE_STALE_GONE };
    view! { <div class="note" role="alert"><p><b>{visit.t(k::ROLE_STALE)}</b></p><p>{visit.t(advice)}</p><ul>{lines}</ul></div> }.into_any()
}

fn card(scene: &Scene, n: usize, role: &PersonRoleBit) -> AnyView {
    let (visit, member) = (&scene.visit, &role.member);
    let id = format!("h-peran-{n}");
    let heading = id.clone();
    let now = match &member.suspension {
        Some(rest) => {
            let since = visit.ta(k::ROLE_RESTS_SINCE, &[("day", visit.day(rest.since).into())]);
            view! { <p class="note"><b>{visit.t(k::ROLE_RESTS)}</b>", "{since}": "{rest.reason.clone()}</p> }.into_any()
        }
        None => nothing(),
    };
    let state = if member.suspension.is_some() {
        k::ROLE_RESTS
    } else if member.in_office {
        k::AGENCY_IN_OFFICE
    } else {
        k::AGENCY_NOT_IN_OFFICE
    };
    let agency = format!("/instansi/{}", encoded(&role.agency.code));
    let deputies = if member.deputies.is_empty() {
        nothing()
    } else {
        let lines = member.deputies.iter().map(|deputy| deputy_line(scene, role, deputy)).collect_view();
        view! { <dt>{visit.t(k::DEPUTIES)}</dt><dd><ul class="plain">{lines}</ul></dd> }.into_any()
    };
    view! {
        <article class="card" aria-labelledby=heading>
            <div class="card-head"><h2 id=id>{visit.t(member.role.label())}", "{role.agency.short_name.clone()}</h2><span>{behalf(visit, member.stands_in_for.as_deref())}" "<span class="tag">{visit.t(state)}</span></span></div>
            {now}
            <dl class="facts"><dt>{visit.t(k::TREE_AGENCY)}</dt><dd><a href=agency>{role.agency.name.clone()}</a></dd>
                <dt>{visit.t(k::AGENCY_WHEN)}</dt><dd>{from_to(visit, member.valid_from, member.valid_to)}</dd>{deputies}</dl>
            {role_forms::end_own(scene, role)}{role_forms::forms(scene, n, role)}
        </article>
    }
    .into_any()
}

fn deputy_line(scene: &Scene, role: &PersonRoleBit, deputy: &DeputyBit) -> AnyView {
    let when = from_to(&scene.visit, deputy.valid_from, deputy.valid_to);
    view! { <li>{person_name(&deputy.name, deputy.person.as_ref())}<span class="meta">" · "{when}</span>{role_forms::end_deputy(scene, role, deputy)}</li> }.into_any()
}

fn history(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    if scene.own() {
        return view! { <p class="note">{visit.t(k::OWN_ROLE_HINT)}</p> }.into_any();
    }
    let items = scene.person.history.iter().map(|event| event_line(scene, event)).collect_view();
    let body = if scene.person.history.is_empty() {
        view! { <p class="meta">{visit.t(k::PERSON_NO_HISTORY)}</p> }.into_any()
    } else {
        view! { <ol class="timeline" role="list">{items}</ol> }.into_any()
    };
    view! { <section class="card" aria-labelledby="h-riwayat"><h2 id="h-riwayat">{visit.t(k::PERSON_HISTORY)}</h2>{body}</section> }.into_any()
}

fn event_line(scene: &Scene, event: &RoleEventBit) -> AnyView {
    let visit = &scene.visit;
    let text = event.text.clone().filter(|text| !text.is_empty()).map(|text| view! { <p class="meta">{text}</p> });
    let agency = format!("/instansi/{}", encoded(&event.agency.code));
    view! {
        <li data-k="act"><div><div class="head"><b>{visit.t(event.kind.label())}</b><time datetime=event.at.to_rfc3339()>{visit.moment(event.at)}</time></div>
            <p>{visit.t(event.role.label())}", "<a href=agency>{event.agency.short_name.clone()}</a></p><p class="meta">{event.by.clone()}</p>{text}</div></li>
    }
    .into_any()
}
