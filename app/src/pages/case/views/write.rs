//! Writing to the reporter: the form with its standard texts, and the drafts that wait.
use leptos::prelude::*;

use super::super::page::Scene;
use super::super::queries::ReplyView;
use super::about;
use crate::components::attachments;
use crate::forms::Choice;
use crate::gql::enums::{CaseAction, Relation, ReplyKind, ReplyState};
use crate::html::{nothing, paragraphs};
use crate::texts::{Key, k};

pub fn card(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    if !case.can(CaseAction::DraftReply) {
        return nothing();
    }
    let form = scene.form("balas");
    // A supporting agency answers the lead; only the lead speaks to the reporter.
    let helps = matches!(case.viewer_relation, Relation::Supporting | Relation::AboveSupporting);
    let kinds: &[(ReplyKind, Key)] = if helps {
        &[(ReplyKind::PartAnswer, k::REPLY_PART_ANSWER_NOTE)]
    } else {
        &[
            (ReplyKind::PassOn, k::REPLY_PASS_ON_NOTE),
            (ReplyKind::Progress, k::REPLY_PROGRESS_NOTE),
            (ReplyKind::Substantive, k::REPLY_SUBSTANTIVE_NOTE),
        ]
    };
    let kinds = kinds
        .iter()
        .map(|(kind, note)| Choice::new(kind.value(), visit.t(kind.label())).note(visit.t(*note)))
        .collect();
    let texts: Vec<Choice> = scene.tools.as_ref().map_or_else(Vec::new, |tools| {
        tools
            .standard_replies
            .iter()
            .map(|text| Choice::new(text.code.clone(), text.name.clone()).group(visit.t(text.stage.label())))
            .collect()
    });
    let types = scene.tools.as_ref().map_or_else(Vec::new, |tools| tools.limits.attachment_types.clone());
    let insert = view! { <button class="btn small" name="tombol" value="sisipkan" formnovalidate=true>{visit.t(k::CASE_INSERT)}</button> };
    let kept: Vec<AnyView> =
        form.typed.all("attachment_ids").into_iter().map(|id| form.hidden("attachment_ids", id)).collect();
    let kept_note = (!kept.is_empty()).then(
        || view! { <p class="meta" role="status">{visit.ta(k::FILES_KEPT, &[("n", (kept.len() as i64).into())])}</p> },
    );
    let reply_id = form.typed.opt("reply_id").map(|id| form.hidden("reply_id", id));
    let fields = view! {
        {about(scene, &form)}{reply_id}{kept}
        {form.field("kind", k::CASE_KIND).default(if helps { ReplyKind::PartAnswer.value() } else { "" }).required().radios(kinds)}
        {form.field("std", k::CASE_STANDARD).hint(k::CASE_STANDARD_HINT).select_with(Some(k::CASE_STANDARD_NONE), texts, insert.into_any())}
        {form.field("body", k::CASE_BODY).required().rows(6).area()}
        {form.field("files", k::CASE_FILES).files(&types)}{kept_note}
        {form.field("ask_approval", k::CASE_ASK_APPROVAL).tick(false)}
        {form.button(k::ACT_DRAFT_REPLY, scene.next() == Some(CaseAction::DraftReply))}
    };
    let (title, seen) =
        if helps { (k::CASE_WRITE_LEAD, k::CASE_READ_BY_LEAD) } else { (k::CASE_WRITE, seen_by(case.published)) };
    view! {
        <section class="card no-print" aria-labelledby="h-balas"><div class="card-head"><h2 id="h-balas">{visit.t(title)}</h2><span class="meta">{visit.t(seen)}</span></div>
            {form.open_with_files(scene.action("balas"), fields.into_any())}</section>
    }
    .into_any()
}

fn seen_by(published: bool) -> Key {
    if published { k::CASE_READ_BY_ALL } else { k::CASE_READ_BY_REPORTER }
}

/// Replies that are not published yet.
pub fn drafts(scene: &Scene) -> AnyView {
    let list: Vec<AnyView> = scene
        .case
        .replies
        .iter()
        .filter(|reply| reply.state != ReplyState::Published)
        .enumerate()
        .map(|(i, reply)| draft(scene, i, reply))
        .collect();
    if list.is_empty() {
        return nothing();
    }
    view! { <section class="card" aria-labelledby="h-konsep"><h2 id="h-konsep">{scene.visit.t(k::CASE_DRAFTS)}</h2>{list}</section> }.into_any()
}

fn draft(scene: &Scene, i: usize, reply: &ReplyView) -> AnyView {
    let visit = &scene.visit;
    let waits = match (reply.state, reply.needs_approval) {
        (ReplyState::Draft, true) => k::CASE_DRAFT_WAITS,
        (state, _) => state.label(),
    };
    let by = format!("{} · {} · {}", reply.author.label, reply.agency.short_name, visit.moment(reply.created_at));
    let act = |action: CaseAction, act: &'static str, label: Key| {
        if !reply.viewer_can.contains(&action) {
            return nothing();
        }
        // Only the first draft may carry the summary and the ids of a refused form.
        let form = scene.form(act);
        let summary = if scene.shown.act == act && form.typed.get("reply_id") == reply.id.inner() {
            form.summary()
        } else {
            nothing()
        };
        let class = if i == 0 && scene.next() == Some(action) { "btn primary" } else { "btn" };
        let hidden =
            view! { {form.hidden("reply_id", reply.id.inner())}{form.hidden("version", reply.version.to_string())} };
        view! { <form method="post" action=scene.action(act)>{crate::forms::hidden_fields(visit)}{hidden}{summary}<button class=class>{visit.t(label)}</button></form> }.into_any()
    };
    let edit = (reply.state == ReplyState::Draft && reply.viewer_can.contains(&CaseAction::DraftReply)).then(|| {
        let href =
            format!("/laporan/{}?konsep={}#h-balas", scene.case.reference, crate::visit::encoded(reply.id.inner()));
        view! { <a class="btn quiet" href=href>{visit.t(k::CASE_EDIT_DRAFT)}</a> }
    });
    let own = (reply.needs_approval
        && reply.state == ReplyState::Draft
        && !reply.viewer_can.contains(&CaseAction::ApproveReply))
    .then(|| view! { <p class="meta">{visit.t(k::CASE_NOT_APPROVER)}</p> });
    view! {
        <div class="draft"><p class="row"><b>{visit.t(reply.kind.label())}</b><span class="tag">{visit.t(waits)}</span><span class="meta">{by}</span></p>
            <div>{paragraphs(&reply.body)}</div>{attachments(visit, &reply.attachments)}{own}
            <div class="row">{act(CaseAction::ApproveReply, "setujui", k::ACT_APPROVE_REPLY)}{act(CaseAction::PublishReply, "terbitkan", k::ACT_PUBLISH_REPLY)}{edit}</div></div>
    }
    .into_any()
}
