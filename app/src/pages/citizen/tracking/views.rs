//! Shows the form that opens a report, and the page of a report.
use leptos::prelude::*;

use super::acts::Act;
use super::forms::Forms;
use super::queries::{Report, ReportPage, ReportReply, TrackPage};
use super::{history, progress};
use crate::components::{attachments, state, tags};
use crate::forms::{Form, Typed, hidden_fields};
use crate::gql::enums::{CaseStatus, ReplyState};
use crate::gql::fragments::ConflictBit;
use crate::html::{nothing, paragraphs};
use crate::pages::citizen::sending;
use crate::texts::{Key, k};
use crate::visit::Visit;

/// A form that comes back.
pub struct Sent {
    pub act: Act,
    pub typed: Typed,
    pub conflict: Option<ConflictBit>,
}

/// Code and secret. `missing` is the number of a report that is not open in this browser.
pub fn ask(visit: &Visit, data: &TrackPage, typed: &Typed, missing: Option<&str>) -> AnyView {
    let form = Form::new(visit, "lacak", typed);
    let code = form
        .field("code", k::RECEIPT_CODE)
        .hint(k::TRACK_CODE_HINT)
        .required()
        .default(missing.unwrap_or_default())
        .autocomplete("off")
        .input();
    let body = view! {
        {sending::carried(&form)}{code}
        {form.field("secret", k::RECEIPT_SECRET).hint(k::TRACK_SECRET_HINT).required().autocomplete("off").input()}
        {form.button(k::TRACK_OPEN, true)}
    };
    let (title, lede) =
        if missing.is_some() { (k::TRACK_CLOSED_TITLE, k::TRACK_CLOSED_LEDE) } else { (k::TRACK_TITLE, k::TRACK_LEDE) };
    let open = data.tracked.tracked_case.as_ref().map(|case| {
        let name = case.title.clone().unwrap_or_else(|| case.reference.clone());
        view! { <section class="card"><h2>{visit.t(k::HOME_TRACKED)}</h2><p><a href=format!("/lacak/{}", case.reference)>{name}</a>" "{state(visit, case.status)}</p></section> }
    });
    let account = match &data.viewer.account {
        Some(_) => view! { <p><a href="/laporan-saya">{visit.t(k::TRACK_SEE_MINE)}</a></p> }.into_any(),
        None => view! { <p>{visit.t(k::TRACK_WITH_ACCOUNT)}" "<a href="/masuk?kembali=%2Flaporan-saya">{visit.t(k::NAV_SIGN_IN)}</a></p> }.into_any(),
    };
    view! {
        <div class="narrow stack"><h1>{visit.t(title)}</h1><p class="lede">{visit.t(lede)}</p>{open}
            <section class="card">{form.open("/lacak", body.into_any())}</section>
            <details class="fold"><summary>{visit.t(k::TRACK_LOST)}</summary><p>{visit.t(k::TRACK_LOST_TEXT)}</p></details>{account}</div>
    }
    .into_any()
}

/// The page of a report.
pub fn report(visit: &Visit, data: &ReportPage, report: &Report, sent: Option<&Sent>) -> AnyView {
    let forms = Forms::new(visit, report, &data.limits, sent);
    let title = report.title.clone().unwrap_or_else(|| visit.t(k::TRACK_UNTITLED));
    let (up, up_name) =
        if data.viewer.account.is_some() { ("/laporan-saya", k::MINE_TITLE) } else { ("/lacak", k::TRACK_TITLE) };
    let merged = report.duplicate_of.as_ref().map(|other| {
        view! { <p class="note tip">{visit.t(k::TRACK_MERGED)}" "<a href=format!("/lacak/{}", other.reference)>{other.reference.clone()}</a></p> }
    });
    // What is asked of the reporter stands first, but an answer is read before it is judged.
    let answers = if report.status == CaseStatus::AwaitingConfirmation {
        view! { {replies(visit, report)}{forms.asked()} }.into_any()
    } else {
        view! { {forms.asked()}{replies(visit, report)} }.into_any()
    };
    view! {
        <nav class="crumb" aria-label=visit.t(k::CITIZEN_CRUMB)><ol><li><a href=up>{visit.t(up_name)}</a></li><li>{report.reference.clone()}</li></ol></nav>
        <div class="page-head"><div><h1>{title}</h1>
            <p class="row meta"><span class="ref">{report.reference.clone()}</span>{state(visit, report.status)}<span>{visit.t(report.classification.label())}</span>{tags(visit, report.urgency, report.secret, report.anonymous)}</p></div></div>
        {progress::steps(visit, report.status)}{merged}
        <div class="case-grid">
            {progress::now(visit, report)}
            <div class="case-body stack">{forms.homeless()}{answers}{told(visit, report)}{history::section(visit, report)}</div>
            <div class="case-tools stack">{forms.tools()}{leave(visit, data)}</div>
        </div>
    }
    .into_any()
}

/// What agencies wrote, newest first.
fn replies(visit: &Visit, report: &Report) -> AnyView {
    let mut shown: Vec<&ReportReply> =
        report.replies.iter().filter(|reply| reply.state == ReplyState::Published).collect();
    shown.sort_by_key(|reply| std::cmp::Reverse(reply.published_at));
    let list = if shown.is_empty() {
        view! { <p>{visit.t(k::TRACK_NO_REPLY)}</p> }.into_any()
    } else {
        shown.into_iter().map(|one| reply(visit, one)).collect_view().into_any()
    };
    view! { <section class="card" id="jawaban" aria-labelledby="h-jawaban"><h2 id="h-jawaban">{visit.t(k::TRACK_REPLIES)}</h2>{list}</section> }.into_any()
}

fn reply(visit: &Visit, reply: &ReportReply) -> AnyView {
    let at = reply.published_at.map(|at| view! { <time datetime=at.to_rfc3339()>{visit.moment(at)}</time> });
    view! {
        <article class="reply"><p class="head"><b>{reply.agency.name.clone()}</b>" "<span class="tag">{visit.t(reply.kind.label())}</span>{at}</p>
            <div class="say">{paragraphs(&reply.body)}</div>{attachments(visit, &reply.attachments)}</article>
    }
    .into_any()
}

/// What was reported.
fn told(visit: &Visit, report: &Report) -> AnyView {
    let fact =
        |label: Key, value: Option<String>| value.map(|value| view! { <dt>{visit.t(label)}</dt><dd>{value}</dd> });
    let rating = report.rating.map(|n| {
        let stars = visit.ta(k::PUB_RATING, &[("n", n.into())]);
        report
            .rating_comment
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map_or(stars.clone(), |text| format!("{stars}: {text}"))
    });
    let published = if report.published {
        view! { <p class="meta"><a href=format!("/publik/{}", report.reference)>{visit.t(k::TRACK_PUBLISHED)}</a></p> }
            .into_any()
    } else {
        view! { <p class="meta">{visit.t(k::TRACK_UNPUBLISHED)}</p> }.into_any()
    };
    let body = report.body.as_deref().map_or_else(nothing, paragraphs);
    view! {
        <section class="card" aria-labelledby="h-isi"><div class="card-head"><h2 id="h-isi">{visit.t(k::TRACK_BODY)}</h2><span class="meta">{visit.moment(report.opened_at)}</span></div>
            <div class="report">{body}</div>
            <dl class="facts">
                {fact(k::PUB_TOPIC, report.topic.as_ref().map(|topic| topic.name.clone()))}
                {fact(k::FILING_WHERE, report.region.as_ref().map(|region| region.full_name.clone()))}
                {fact(k::FILING_PLACE, report.place.clone())}
                {fact(k::FILING_DAY, report.occurred_on.map(|day| visit.date(day)))}
                {fact(k::FILING_RECEIVER, report.named_agency.as_ref().map(|agency| agency.name.clone()))}
                {fact(k::FILING_IDENTITY, report.reporter.name.clone())}
                {fact(k::PUB_CLOSED, report.closed_at.map(|at| visit.day_long(at)))}
                {fact(k::TRACK_RATING, rating)}
            </dl>{attachments(visit, &report.attachments)}{published}</section>
    }
    .into_any()
}

/// On a shared computer: the report stays open in this browser until somebody closes it.
fn leave(visit: &Visit, data: &ReportPage) -> AnyView {
    if data.viewer.account.is_some() {
        return nothing();
    }
    view! {
        <section class="card no-print" aria-labelledby="h-tutup"><h2 id="h-tutup">{visit.t(k::TRACK_LEAVE_TITLE)}</h2><p class="meta">{visit.t(k::TRACK_LEAVE_TEXT)}</p>
            <form method="post" action="/keluar">{hidden_fields(visit)}<button class="btn">{visit.t(k::TRACK_LEAVE)}</button></form></section>
    }
    .into_any()
}
