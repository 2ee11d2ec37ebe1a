//! The history: who did what, when, and what was said. Also what has changed under somebody's hands.
use leptos::prelude::*;

use super::attachments;
use crate::gql::enums::EventKind;
use crate::gql::fragments::{ConflictBit, EventBit};
use crate::html::paragraphs;
use crate::texts::k;
use crate::visit::Visit;

/// Events in the order given. `officers` marks what the reporter does not see.
pub fn timeline(visit: &Visit, events: &[EventBit], officers: bool) -> AnyView {
    let items = events.iter().map(|event| item(visit, event, officers)).collect_view();
    view! { <ol class="timeline" role="list">{items}</ol> }.into_any()
}

fn item(visit: &Visit, event: &EventBit, officers: bool) -> AnyView {
    let from =
        event.actor.agency.as_ref().map(|agency| agency.short_name.clone()).filter(|name| *name != event.actor.label);
    let from = from.map(|name| view! { " "<span class="meta">{name}</span> });
    let behalf = event.actor.on_behalf_of.clone().map(|name| {
        view! { " "<span class="behalf">{visit.ta(k::ON_BEHALF_OF, &[("name", name.into())])}</span> }
    });
    let to = event.agency.as_ref().map(|agency| {
        let word = match event.kind {
            EventKind::Forwarded | EventKind::Reorganised => format!(" {} ", visit.t(k::EVENT_TO)),
            EventKind::Returned => format!(". {}: ", visit.t(k::EVENT_SUGGESTED)),
            _ => ": ".to_owned(),
        };
        view! { {word}<b>{agency.name.clone()}</b> }
    });
    let hidden = (officers && !event.visible_to_reporter)
        .then(|| view! { " "<span class="tag">{visit.t(k::EVENT_HIDDEN)}</span> });
    let kind = event.reply.as_ref().map(|reply| view! { " "<span class="tag">{visit.t(reply.kind.label())}</span> });
    let said = event.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let replied =
        event.reply.as_ref().map(|reply| reply.body.trim()).filter(|text| !text.is_empty() && said != Some(text));
    let say = |text: &str| view! { <div class="say">{paragraphs(text)}</div> };
    let files = event
        .reply
        .as_ref()
        .filter(|_| event.attachments.is_empty())
        .map_or(event.attachments.as_slice(), |reply| &reply.attachments);
    view! {
        <li data-k=colour(event)><div>
            <div class="head"><span><b>{event.actor.label.clone()}</b>{behalf}{from}</span><time datetime=event.at.to_rfc3339()>{visit.moment(event.at)}</time></div>
            <p>{visit.t(event.kind.label())}{to}"."{kind}{hidden}</p>
            {said.map(say)}{replied.map(say)}{attachments(visit, files)}
        </div></li>
    }
    .into_any()
}

fn colour(event: &EventBit) -> &'static str {
    match event.kind {
        EventKind::Submitted
        | EventKind::Supplemented
        | EventKind::Confirmed
        | EventKind::Rejected
        | EventKind::Rated
        | EventKind::Commented
        | EventKind::Reopened => "reporter",
        EventKind::Returned | EventKind::ArchiveDeclined => "back",
        EventKind::Reorganised => "system",
        EventKind::Closed if event.actor.role.is_none() => "system",
        // By an automatic rule: no person and no agency stands behind it.
        EventKind::Forwarded if event.actor.role.is_none() && event.actor.agency.is_none() => "system",
        EventKind::Verified
        | EventKind::Postponed
        | EventKind::Forwarded
        | EventKind::Assigned
        | EventKind::ReplyDrafted
        | EventKind::ReplyApproved
        | EventKind::ReplyPublished
        | EventKind::Finished
        | EventKind::Closed
        | EventKind::ArchiveProposed
        | EventKind::Archived
        | EventKind::Noted
        | EventKind::VisibilityChanged
        | EventKind::DuplicateLinked
        | EventKind::Merged
        | EventKind::IdentityRead => "act",
    }
}

/// What others did since the page was made; what was typed stands below, untouched.
pub fn conflict(visit: &Visit, conflict: &ConflictBit, officers: bool) -> AnyView {
    view! {
        <section class="note bad" role="alert"><p><b>{visit.t(k::CONFLICT_TITLE)}</b></p><p>{visit.t(k::CONFLICT_ADVICE)}</p>
            {timeline(visit, &conflict.events, officers)}</section>
    }
    .into_any()
}
