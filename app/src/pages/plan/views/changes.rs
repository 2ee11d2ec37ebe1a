//! The changes of a plan, each with its findings, and the form to write one: first the kind is chosen, then
//! just its fields are shown.
use leptos::prelude::*;

use super::super::page::{Scene, Writing};
use super::super::queries::ChangeBit;
use super::{fields, finding, seen};
use crate::components::empty;
use crate::forms::{Form, hidden_fields};
use crate::gql::plan_enums::{ChangeKind, PlanAction};
use crate::html::{nothing, paragraphs};
use crate::texts::{Key, k};
use crate::visit::encoded;

/// Changes on one page: a plan may have thousands.
const PAGE: usize = 200;

/// The changes of this page, and which of all is the first of them.
fn part(scene: &Scene) -> (usize, Vec<&ChangeBit>) {
    let mut all: Vec<&ChangeBit> = scene.plan.changes.iter().collect();
    if all.len() <= PAGE {
        return (0, all);
    }
    // What the preview speaks of is not looked for page by page.
    all.sort_by_key(|change| change.findings.is_empty());
    let asked = scene.visit.asked("dari").and_then(|from| from.parse::<usize>().ok());
    let from = asked.filter(|from| *from < all.len()).map_or(0, |from| from - from % PAGE);
    (from, all.into_iter().skip(from).take(PAGE).collect())
}

fn pages(scene: &Scene, from: usize, shown: usize) -> AnyView {
    let (visit, all, end) = (&scene.visit, scene.plan.changes.len(), from + shown);
    if all <= PAGE {
        return nothing();
    }
    let link = |from: usize| format!("/penataan/{}?dari={from}#h-perubahan", encoded(scene.plan.id.inner()));
    let back = from.checked_sub(PAGE).map(|at| {
        view! { <a class="btn" rel="prev" href=link(at)>{visit.t(k::PAGER_BACK)}</a> }
    });
    let on = (end < all).then(|| view! { <a class="btn" rel="next" href=link(end)>{visit.t(k::PAGER_ON)}</a> });
    let part = visit.ta(
        k::PLAN_CHANGES_PART,
        &[("from", (from as i64 + 1).into()), ("to", (end as i64).into()), ("n", (all as i64).into())],
    );
    view! {
        <p class="meta">{part}</p>
        <nav class="pager no-print" aria-label=visit.t(k::PAGER_LABEL)><span>{back}</span><span>{on}</span></nav>
    }
    .into_any()
}

pub fn card(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let (from, shown) = part(scene);
    let pages = pages(scene, from, shown.len());
    let list = if scene.plan.changes.is_empty() {
        empty(visit, k::PLAN_NO_CHANGES, k::PLAN_NO_CHANGES_NEXT)
    } else {
        let items = shown.into_iter().map(|change| line(scene, change)).collect_view();
        view! { <ol class="changes">{items}</ol> }.into_any()
    };
    let kinds = if scene.plan.can(PlanAction::Edit) { kinds(scene) } else { nothing() };
    let written = scene.writing.as_ref().map(|writing| write(scene, writing));
    view! { <section class="card" aria-labelledby="h-perubahan"><h2 id="h-perubahan">{visit.t(k::PLAN_CHANGES)}</h2>{list}{pages}{kinds}{written}</section> }.into_any()
}

fn line(scene: &Scene, change: &ChangeBit) -> AnyView {
    let visit = &scene.visit;
    let id = change.id.inner();
    let mut about: Vec<String> = vec![visit.t(change.kind.label())];
    about.extend(change.legal_reference.clone());
    about.extend(change.edited_by.clone().map(|by| visit.ta(k::PLAN_EDITED_BY, &[("name", by.into())])));
    let note = change.note.as_deref().map(paragraphs).map(|note| view! { <div class="meta">{note}</div> });
    let findings: Vec<AnyView> = change.findings.iter().map(|found| finding(visit, scene, found, false)).collect();
    let findings = (!findings.is_empty()).then(|| view! { <ul class="findings" role="list">{findings}</ul> });
    let acts = scene.plan.can(PlanAction::Edit).then(|| {
        let name = |key: Key| visit.ta(key, &[("what", change.summary.clone().into())]);
        view! {
            <form method="post" action=scene.action("hapus") class="row no-print">{hidden_fields(visit)}
                <input type="hidden" name="change_id" value=id.to_owned()/><input type="hidden" name="version" value=change.version.to_string()/>
                <input type="hidden" name="dilihat" value=visit.door.now.to_rfc3339()/>
                <a class="btn small" href=scene.opened("ubah", id) aria-label=name(k::PLAN_EDIT_THIS)>{visit.t(k::PLAN_EDIT)}</a>
                <button class="btn small" aria-label=name(k::PLAN_REMOVE_THIS)>{visit.t(k::PLAN_REMOVE)}</button></form>
        }
    });
    view! { <li><div class="change"><h3>{change.summary.clone()}</h3><p class="meta">{about.join(" · ")}</p>{note}{findings}{acts}</div></li> }.into_any()
}

fn kinds(scene: &Scene) -> AnyView {
    let visit = &scene.visit;
    let chosen = scene.writing.as_ref().filter(|writing| writing.of.is_none()).map(|writing| writing.kind);
    let items = ChangeKind::ALL
        .iter()
        .map(|kind| {
            let current = (chosen == Some(*kind)).then_some("true");
            view! { <li><a href=scene.opened("tambah", kind.value()) aria-current=current>{visit.t(kind.label())}<small>{visit.t(hint(*kind))}</small></a></li> }
        })
        .collect_view();
    view! { <h3 class="no-print">{visit.t(k::PLAN_ADD)}</h3><ul class="kinds no-print" role="list">{items}</ul> }
        .into_any()
}

fn hint(kind: ChangeKind) -> Key {
    match kind {
        ChangeKind::Create => k::CHANGE_CREATE_HINT,
        ChangeKind::Rename => k::CHANGE_RENAME_HINT,
        ChangeKind::Adjust => k::CHANGE_ADJUST_HINT,
        ChangeKind::Move => k::CHANGE_MOVE_HINT,
        ChangeKind::Merge => k::CHANGE_MERGE_HINT,
        ChangeKind::Split => k::CHANGE_SPLIT_HINT,
        ChangeKind::Close => k::CHANGE_CLOSE_HINT,
        ChangeKind::Reopen => k::CHANGE_REOPEN_HINT,
    }
}

fn write(scene: &Scene, writing: &Writing) -> AnyView {
    let visit = &scene.visit;
    let act = if writing.of.is_some() { "perubahan" } else { "tambah" };
    let form = Form::new(visit, act, &writing.typed);
    let of = writing.of.as_ref().map(|(id, version)| {
        view! { {form.hidden("change_id", id.clone())}{form.hidden("version", version.to_string())} }
    });
    let gone = writing.gone.then(|| view! { <p class="note">{visit.t(k::PLAN_CHANGE_GONE)}</p> });
    let save = if writing.of.is_some() { k::PLAN_SAVE_CHANGE } else { k::PLAN_ADD_CHANGE };
    let body = view! {
        {of}{seen(scene, &form)}{form.hidden("kind", writing.kind.value())}
        {fields::of(scene, &form, writing.kind)}
        <div class="row"><button class="btn primary">{visit.t(save)}</button><a class="btn quiet" href=format!("/penataan/{}", encoded(scene.plan.id.inner()))>{visit.t(k::PLAN_CANCEL)}</a></div>
    };
    view! { <div class="change no-print"><h3 id="h-tulis">{visit.t(writing.kind.label())}</h3><p class="meta">{visit.t(hint(writing.kind))}</p>{gone}{form.open(scene.action(act), body.into_any())}{fields::suggestions(scene)}</div> }.into_any()
}
