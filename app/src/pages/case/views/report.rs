//! What was reported, and by whom as far as the viewer may know.
use leptos::prelude::*;

use super::super::page::Scene;
use super::about;
use crate::components::{attachments, state};
use crate::gql::enums::CaseAction;
use crate::gql::fragments::CaseLink;
use crate::html::{nothing, paragraphs};
use crate::texts::{Key, k};
use crate::visit::Visit;

pub fn card(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let body = case
        .body
        .as_deref()
        .map_or_else(|| view! { <p class="note">{visit.t(k::CASE_HIDDEN_BODY)}</p> }.into_any(), paragraphs);
    let came = format!("{} · {}", visit.moment_long(case.opened_at), visit.t(case.channel.label()));
    view! {
        <article class="card"><div class="card-head"><h2>{visit.t(k::CASE_REPORTED)}</h2><span class="meta">{came}</span></div>
            <div class="report">{body}</div>{facts(scene)}{attachments(visit, &case.attachments)}{reveal(scene)}</article>
    }
    .into_any()
}

fn facts(scene: &Scene) -> AnyView {
    let (visit, case) = (&scene.visit, &scene.case);
    let mut lines: Vec<AnyView> = Vec::new();
    let mut line = |label: Key, value: Option<AnyView>| {
        if let Some(value) = value {
            lines.push(view! { <dt>{visit.t(label)}</dt><dd>{value}</dd> }.into_any());
        }
    };
    let text = |value: Option<String>| value.filter(|value| !value.trim().is_empty()).map(IntoAny::into_any);
    line(k::CASE_REGION, text(case.region.as_ref().map(|region| region.full_name.clone())));
    line(k::CASE_PLACE, text(case.place.clone()));
    line(k::CASE_OCCURRED, text(case.occurred_on.map(|day| visit.date(day))));
    let reporter = match (case.anonymous, case.reporter.has_account) {
        (true, _) => k::CASE_REPORTER_HIDDEN,
        (false, true) => k::CASE_REPORTER_ACCOUNT,
        (false, false) => k::CASE_REPORTER_CODE,
    };
    line(k::CASE_REPORTER, text(Some(visit.t(reporter))));
    line(k::CASE_NAMED, text(case.named_agency.as_ref().map(|agency| agency.name.clone())));
    line(k::CASE_ACCUSED, text(case.reported_agency.as_ref().map(|agency| agency.name.clone())));
    line(k::CASE_QUESTION, case.question.as_deref().map(paragraphs));
    let counts = [
        (case.return_count, k::CASE_RETURNED_N),
        (case.reject_count, k::CASE_REJECTED_N),
        (case.reopen_count, k::CASE_REOPENED_N),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, key)| visit.ta(*key, &[("n", (*n).into())])).collect();
    line(k::CASE_COURSE, text(Some(counts.join(" · "))));
    line(k::CASE_RATING, text(case.rating.map(|n| visit.ta(k::CASE_RATING_N, &[("n", n.into())]))));
    line(k::CASE_RATING_COMMENT, text(case.rating_comment.clone()));
    line(k::CASE_ARCHIVE_REASON, text(case.archive_reason.as_ref().map(|reason| reason.name.clone())));
    line(k::CASE_DUPLICATE_OF, case.duplicate_of.as_ref().map(|other| link(visit, other)));
    let duplicates: Vec<AnyView> =
        case.duplicates.iter().map(|other| view! { <div>{link(visit, other)}</div> }.into_any()).collect();
    line(k::CASE_DUPLICATES, (!duplicates.is_empty()).then(|| duplicates.into_any()));
    if lines.is_empty() { nothing() } else { view! { <dl class="facts">{lines}</dl> }.into_any() }
}

/// Another case, as a link with its state.
pub fn link(visit: &Visit, case: &CaseLink) -> AnyView {
    let title = case.title.clone().unwrap_or_else(|| visit.t(k::CASE_HIDDEN_TITLE));
    view! {
        <a href=format!("/laporan/{}", case.reference)>{case.reference.clone()}</a>" "{title}" · "{case.holder.short_name.clone()}" "{state(visit, case.status)}
    }
    .into_any()
}

fn reveal(scene: &Scene) -> AnyView {
    if !scene.case.can(CaseAction::RevealIdentity) {
        return nothing();
    }
    let form = scene.form("identitas");
    let fields = view! {
        {about(scene, &form)}
        {form.field("reason", k::CASE_IDENTITY_REASON).hint(k::CASE_IDENTITY_HINT).required().rows(2).area()}
        {form.button(k::ACT_REVEAL_IDENTITY, false)}
    };
    let open = scene.shown.act == "identitas";
    view! { <details class="fold" open=open><summary>{scene.visit.t(k::CASE_IDENTITY_OPEN)}</summary>{form.open(scene.action("identitas"), fields.into_any())}</details> }.into_any()
}

/// The identity that was just read; shown once, never in an address.
pub fn identity(scene: &Scene) -> AnyView {
    let Some(identity) = scene.shown.identity.clone() else {
        return nothing();
    };
    let visit = &scene.visit;
    let line = |label: Key, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| visit.t(k::CASE_NOT_GIVEN));
        view! { <dt>{visit.t(label)}</dt><dd>{value}</dd> }
    };
    view! {
        <section class="card" aria-labelledby="h-identitas" role="status"><h2 id="h-identitas">{visit.t(k::CASE_IDENTITY)}</h2>
            <dl class="facts">{line(k::CASE_NAME, identity.name)}{line(k::CASE_EMAIL, identity.email)}{line(k::CASE_PHONE, identity.phone)}</dl>
            <p class="meta">{visit.t(k::CASE_IDENTITY_LOGGED)}</p></section>
    }
    .into_any()
}
