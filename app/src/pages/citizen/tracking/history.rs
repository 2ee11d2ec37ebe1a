//! The history in plain words, told to the reporter: "Anda mengirim laporan ini." What agencies wrote
//! stands in the section of replies; here is only that they wrote.
use leptos::prelude::*;

use super::queries::Report;
use crate::components::attachments;
use crate::gql::enums::{EventKind, Role};
use crate::gql::fragments::EventBit;
use crate::html::{nothing, paragraphs};
use crate::texts::{Key, k};
use crate::visit::Visit;

/// The section, newest first, with the way to older events.
pub fn section(visit: &Visit, report: &Report) -> AnyView {
    let items = report
        .events
        .nodes
        .iter()
        .rev()
        .filter(|event| event.visible_to_reporter)
        .map(|event| item(visit, event, report))
        .collect_view();
    let info = &report.events.page_info;
    let older = info.start_cursor.as_deref().filter(|_| info.has_previous_page).map(|cursor| {
        let cursor: String = url::form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
        view! { <p><a href=format!("/lacak/{}?before={cursor}#riwayat", report.reference)>{visit.t(k::OWN_HISTORY_OLDER)}</a></p> }
    });
    let newest = visit.asked("before").map(|_| view! { <p><a href=format!("/lacak/{}#riwayat", report.reference)>{visit.t(k::OWN_HISTORY_NEWEST)}</a></p> });
    view! {
        <section class="card" id="riwayat" aria-labelledby="h-riwayat"><div class="card-head"><h2 id="h-riwayat">{visit.t(k::OWN_HISTORY_TITLE)}</h2><span class="meta">{visit.t(k::OWN_HISTORY_ORDER)}</span></div>
            {newest}<ol class="timeline" role="list">{items}</ol>{older}</section>
    }
    .into_any()
}

/// Acts that are the reporter's where no agency stands behind them.
fn own(event: &EventBit) -> bool {
    let acts = matches!(
        event.kind,
        EventKind::Submitted
            | EventKind::Supplemented
            | EventKind::Confirmed
            | EventKind::Rejected
            | EventKind::Rated
            | EventKind::Commented
            | EventKind::Reopened
            | EventKind::VisibilityChanged
    );
    acts && event.actor.agency.is_none() && event.actor.role.is_none_or(|role| role == Role::Citizen)
}

fn item(visit: &Visit, event: &EventBit, report: &Report) -> AnyView {
    let own = own(event);
    let who = if own { visit.t(k::OWN_HISTORY_YOU) } else { event.actor.label.clone() };
    let sentence = match (&event.agency, directed(event.kind)) {
        (Some(agency), Some(key)) => visit.ta(key, &[("who", who.into()), ("agency", agency.name.clone().into())]),
        _ => visit.ta(told(event.kind), &[("who", who.into())]),
    };
    // Replies are read above, whole; a text of an event that repeats one is left out.
    let text = event
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty() && !report.replies.iter().any(|reply| reply.body.trim() == *text));
    let text = text.map(|text| view! { <div class="say">{paragraphs(text)}</div> });
    let read = if event.kind == EventKind::ReplyPublished {
        view! { <p><a href="#jawaban">{visit.t(k::OWN_HISTORY_READ)}</a></p> }.into_any()
    } else {
        nothing()
    };
    view! {
        <li data-k=colour(event, own)><div><p class="head"><span>{sentence}</span><time datetime=event.at.to_rfc3339()>{visit.moment(event.at)}</time></p>
            {text}{read}{attachments(visit, &event.attachments)}</div></li>
    }
    .into_any()
}

fn colour(event: &EventBit, own: bool) -> &'static str {
    match event.kind {
        _ if own => "reporter",
        EventKind::Returned | EventKind::ArchiveDeclined => "back",
        EventKind::Closed | EventKind::Reorganised => "system",
        // By an automatic rule.
        EventKind::Forwarded if event.actor.role.is_none() && event.actor.agency.is_none() => "system",
        _ => "act",
    }
}

/// The sentence with an agency at its end, where the act has one.
fn directed(kind: EventKind) -> Option<Key> {
    match kind {
        EventKind::Forwarded => Some(k::OWN_HISTORY_FORWARDED_TO),
        EventKind::Returned => Some(k::OWN_HISTORY_RETURNED_TO),
        EventKind::Assigned => Some(k::OWN_HISTORY_ASSIGNED_IN),
        EventKind::Reorganised => Some(k::OWN_HISTORY_REORGANISED_TO),
        _ => None,
    }
}

fn told(kind: EventKind) -> Key {
    match kind {
        EventKind::Submitted => k::OWN_HISTORY_SUBMITTED,
        EventKind::Verified => k::OWN_HISTORY_VERIFIED,
        EventKind::Postponed => k::OWN_HISTORY_POSTPONED,
        EventKind::Supplemented => k::OWN_HISTORY_SUPPLEMENTED,
        EventKind::Forwarded => k::OWN_HISTORY_FORWARDED,
        EventKind::Returned => k::OWN_HISTORY_RETURNED,
        EventKind::Assigned => k::OWN_HISTORY_ASSIGNED,
        EventKind::ReplyDrafted | EventKind::ReplyApproved => k::OWN_HISTORY_REPLY_PREPARED,
        EventKind::ReplyPublished => k::OWN_HISTORY_REPLIED,
        EventKind::Finished => k::OWN_HISTORY_FINISHED,
        EventKind::Confirmed => k::OWN_HISTORY_CONFIRMED,
        EventKind::Rejected => k::OWN_HISTORY_REJECTED,
        EventKind::Rated => k::OWN_HISTORY_RATED,
        EventKind::Closed => k::OWN_HISTORY_CLOSED,
        EventKind::Reopened => k::OWN_HISTORY_REOPENED,
        EventKind::ArchiveProposed => k::OWN_HISTORY_ARCHIVE_PROPOSED,
        EventKind::ArchiveDeclined => k::OWN_HISTORY_ARCHIVE_DECLINED,
        EventKind::Archived => k::OWN_HISTORY_ARCHIVED,
        EventKind::Commented => k::OWN_HISTORY_COMMENTED,
        EventKind::Noted => k::OWN_HISTORY_NOTED,
        EventKind::VisibilityChanged => k::OWN_HISTORY_VISIBILITY,
        EventKind::DuplicateLinked => k::OWN_HISTORY_LINKED,
        EventKind::Merged => k::OWN_HISTORY_MERGED,
        EventKind::IdentityRead => k::OWN_HISTORY_IDENTITY_READ,
        EventKind::Reorganised => k::OWN_HISTORY_REORGANISED,
    }
}
