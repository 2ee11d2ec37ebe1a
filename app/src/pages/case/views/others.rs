//! The other acts: finish, assign, note, and what unfolds: postpone, return, archive, link, tighten.
use leptos::prelude::*;

use super::super::page::Scene;
use super::report::link;
use super::{about, card, fold};
use crate::components::{Finder, agency_finder};
use crate::forms::{Choice, Form};
use crate::gql::enums::CaseAction;
use crate::html::{nothing, paragraphs};
use crate::texts::k;

const PROPOSED: Finder = Finder {
    name: "suggested_agency_code",
    search: "suggested_search",
    button: "cari-usul",
    label: k::CASE_WHO_INSTEAD,
    hint: k::CASE_TARGET_HINT,
};

/// Mark the follow-up as done.
pub fn finish(scene: &Scene) -> AnyView {
    let primary = scene.next() == Some(CaseAction::Finish);
    card(scene, CaseAction::Finish, "selesai", k::CASE_FINISH, |form| {
        let unanswered =
            (!scene.case.answered()).then(|| view! { <p class="note">{scene.visit.t(k::CASE_NOT_ANSWERED)}</p> });
        view! { {unanswered}{form.field("note", k::CASE_NOTE).hint(k::CASE_FINISH_HINT).rows(2).area()}{form.button(k::ACT_FINISH, primary)} }.into_any()
    })
}

/// Who works on it.
pub fn assign(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    card(scene, CaseAction::Assign, "tugaskan", k::CASE_ASSIGN, |form| {
        let officers: Vec<Choice> = case
            .assignable_officers
            .iter()
            .map(|officer| {
                Choice::new(officer.id.inner(), format!("{} ({})", officer.name, visit.t(officer.role.label())))
            })
            .collect();
        let now = case.assignee.as_ref().map_or_else(String::new, |officer| officer.id.inner().to_owned());
        view! { {form.field("officer_id", k::CASE_ASSIGN_TO).default(now).select(Some(k::CASE_ASSIGN_NONE), officers)}{form.button(k::ACT_ASSIGN, false)} }.into_any()
    })
}

/// An internal note.
pub fn note(scene: &Scene) -> AnyView {
    let primary = scene.next() == Some(CaseAction::Note);
    card(scene, CaseAction::Note, "catatan", k::CASE_ADD_NOTE, |form| {
        view! { {form.field("body", k::CASE_NOTE_BODY).hint(k::CASE_NOTE_HINT).required().rows(3).area()}{form.button(k::ACT_NOTE, primary)} }.into_any()
    })
}

/// An archive that waits for a second person: agree or decline.
pub fn proposal(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let Some(proposal) = &case.archive_proposal else {
        return nothing();
    };
    let by = visit.ta(
        k::CASE_PROPOSAL_BY,
        &[("who", proposal.proposed_by.label.clone().into()), ("moment", visit.moment(proposal.at).into())],
    );
    let agree = case.can(CaseAction::Archive).then(|| {
        let form = scene.form("arsipkan");
        let fields = view! { {about(scene, &form)}{form.hidden("reason_code", proposal.reason.code.clone())}{form.button(k::CASE_AGREE_ARCHIVE, scene.next() == Some(CaseAction::Archive))} };
        form.open(scene.action("arsipkan"), fields.into_any())
    });
    let waits =
        (!case.can(CaseAction::Archive)).then(|| view! { <p class="meta">{visit.t(k::CASE_SECOND_PERSON)}</p> });
    let decline = fold(scene, CaseAction::DeclineArchive, "tolak-arsip", |form| {
        view! { {form.field("note", k::CASE_WHY).required().rows(2).area()}{form.button(k::ACT_DECLINE_ARCHIVE, false)} }.into_any()
    });
    view! {
        <section class="card" aria-labelledby="h-usul"><h2 id="h-usul">{visit.t(k::CASE_PROPOSAL)}</h2>
            <p>{proposal.reason.name.clone()}</p>{proposal.note.as_deref().map(paragraphs)}<p class="meta">{by}</p>{waits}{agree}{decline}</section>
    }
    .into_any()
}

/// Acts that are needed less often.
pub fn folds(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let postpone = fold(scene, CaseAction::Postpone, "tunda", |form| {
        view! { {form.field("question", k::CASE_QUESTION_TO).hint(k::CASE_QUESTION_HINT).required().rows(3).area()}{form.button(k::CASE_SEND_QUESTION, false)} }.into_any()
    });
    let give_back = fold(scene, CaseAction::Return, "kembalikan", |form| {
        view! {
            {form.field("reason", k::CASE_WHY_NOT_OURS).hint(k::CASE_RETURN_HINT).required().rows(3).area()}
            {agency_finder(visit, form, PROPOSED, Vec::new(), Some(k::CASE_WHO_UNKNOWN), scene.shown.found.as_ref())}
            {form.button(k::CASE_GIVE_BACK, false)}
        }
        .into_any()
    });
    let archive = if case.archive_proposal.is_some() {
        nothing()
    } else {
        fold(scene, CaseAction::Archive, "arsipkan", |form| archive_fields(scene, form))
    };
    let duplicate = fold(scene, CaseAction::LinkDuplicate, "gabung", |form| {
        let ways = vec![
            Choice::new("false", visit.t(k::CASE_LINK_ONLY)).note(visit.t(k::CASE_LINK_ONLY_NOTE)),
            Choice::new("true", visit.t(k::CASE_MERGE)).note(visit.t(k::CASE_MERGE_NOTE)),
        ];
        view! {
            {form.field("of_reference", k::CASE_OF_REFERENCE).hint(k::CASE_OF_REFERENCE_HINT).required().default(visit.asked("serupa").unwrap_or_default()).input()}
            {form.field("merge", k::CASE_LINK_HOW).default("false").radios(ways)}
            {form.field("note", k::CASE_NOTE).rows(2).area()}
            {form.button(k::ACT_LINK_DUPLICATE, false)}
        }
        .into_any()
    });
    let tighten = fold(scene, CaseAction::SetVisibility, "visibilitas", |form| {
        // Handlers only tighten: what is set already stays set.
        let anonymous = if case.anonymous {
            form.hidden("anonymous", "true")
        } else {
            form.field("anonymous", k::CASE_MAKE_ANONYMOUS).hint(k::CASE_MAKE_ANONYMOUS_HINT).tick(false)
        };
        let secret = if case.secret {
            form.hidden("secret", "true")
        } else {
            form.field("secret", k::CASE_MAKE_SECRET).hint(k::CASE_MAKE_SECRET_HINT).tick(false)
        };
        view! { <p class="meta">{visit.t(k::CASE_TIGHTEN_ONLY)}</p>{anonymous}{secret}{form.field("note", k::CASE_WHY).rows(2).area()}{form.button(k::ACT_SET_VISIBILITY, false)} }.into_any()
    });
    let any = [CaseAction::Postpone, CaseAction::Return, CaseAction::LinkDuplicate, CaseAction::SetVisibility]
        .iter()
        .any(|action| case.can(*action))
        || (case.can(CaseAction::Archive) && case.archive_proposal.is_none())
        || (case.can(CaseAction::Verify) && case.verified);
    if !any {
        return nothing();
    }
    view! {
        <section class="card folds no-print" aria-labelledby="h-lain"><h2 id="h-lain">{visit.t(k::CASE_OTHER_ACTS)}</h2>{postpone}{give_back}{archive}{duplicate}{tighten}{super::verify::fold(scene)}</section>
    }
    .into_any()
}

fn archive_fields(scene: &Scene, form: &Form<'_>) -> AnyView {
    let visit = &scene.visit;
    let reasons: Vec<Choice> = scene.tools.as_ref().map_or_else(Vec::new, |tools| {
        tools
            .archive_reasons
            .iter()
            .map(|reason| {
                let second = if reason.needs_second_person {
                    format!(" ({})", visit.t(k::CASE_NEEDS_SECOND))
                } else {
                    String::new()
                };
                Choice::new(reason.code.clone(), format!("{}{second}", reason.name))
            })
            .collect()
    });
    // Where the rules suggest an archive, with their reason.
    let reason = scene.case.suggestion().and_then(|decision| decision.archive_reason_code.clone()).unwrap_or_default();
    view! {
        {form.field("reason_code", k::CASE_ARCHIVE_REASON).required().default(reason).select(Some(k::CASE_ARCHIVE_CHOOSE), reasons)}
        {form.field("note", k::CASE_NOTE).hint(k::CASE_ARCHIVE_HINT).rows(2).area()}
        {form.button(k::ACT_ARCHIVE, false)}
    }
    .into_any()
}

/// Reports that may tell of the same event.
pub fn similar(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    if case.similar.is_empty() {
        return nothing();
    }
    let list = case
        .similar
        .iter()
        .map(|other| {
            let take = case.can(CaseAction::LinkDuplicate).then(|| {
                let href =
                    format!("/laporan/{}?serupa={}#gabung", case.reference, crate::visit::encoded(&other.reference));
                view! { " "<a class="btn small" href=href>{visit.t(k::CASE_LINK_THIS)}</a> }
            });
            view! { <li>{link(visit, other)}{take}</li> }
        })
        .collect_view();
    view! { <section class="card" aria-labelledby="h-serupa"><h2 id="h-serupa">{visit.t(k::CASE_SIMILAR)}</h2><ul class="plain">{list}</ul></section> }.into_any()
}
