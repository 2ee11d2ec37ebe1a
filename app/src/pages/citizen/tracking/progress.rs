//! Where a report stands: the steps of its way, who has it now, what is expected and until when.
use leptos::prelude::*;

use super::queries::Report;
use crate::components::{due, due_big};
use crate::gql::enums::{CaseStatus, PartyRole};
use crate::gql::routing_enums::SuggestionState;
use crate::texts::{Key, k};
use crate::visit::Visit;

/// How far along the five steps a state is, counted from 1.
fn reached(status: CaseStatus) -> usize {
    match status {
        CaseStatus::Submitted | CaseStatus::Postponed | CaseStatus::Archived => 1,
        CaseStatus::Forwarded | CaseStatus::Returned | CaseStatus::Reopened => 2,
        CaseStatus::InProgress => 3,
        CaseStatus::AwaitingConfirmation => 4,
        CaseStatus::Closed => 5,
    }
}

/// What the state means for the reporter.
fn meaning(status: CaseStatus) -> Key {
    match status {
        CaseStatus::Submitted => k::OWN_PROGRESS_SUBMITTED,
        CaseStatus::Postponed => k::OWN_PROGRESS_POSTPONED,
        CaseStatus::Forwarded => k::OWN_PROGRESS_FORWARDED,
        CaseStatus::Returned => k::OWN_PROGRESS_RETURNED,
        CaseStatus::InProgress => k::OWN_PROGRESS_IN_PROGRESS,
        CaseStatus::AwaitingConfirmation => k::OWN_PROGRESS_AWAITING,
        CaseStatus::Closed => k::OWN_PROGRESS_CLOSED,
        CaseStatus::Archived => k::OWN_PROGRESS_ARCHIVED,
        CaseStatus::Reopened => k::OWN_PROGRESS_REOPENED,
    }
}

/// The steps, those behind ticked, the present one marked.
pub fn steps(visit: &Visit, status: CaseStatus) -> AnyView {
    let names: &[Key] = if status == CaseStatus::Archived {
        &[k::OWN_PROGRESS_STEP_RECEIVED, k::STATUS_ARCHIVED]
    } else {
        &[
            k::OWN_PROGRESS_STEP_RECEIVED,
            k::OWN_PROGRESS_STEP_FORWARDED,
            k::OWN_PROGRESS_STEP_WORK,
            k::OWN_PROGRESS_STEP_CONFIRM,
            k::OWN_PROGRESS_STEP_DONE,
        ]
    };
    let finished = status == CaseStatus::Closed;
    let at = if status == CaseStatus::Archived { 2 } else { reached(status) };
    let items = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let done = (i + 1 < at || finished).then_some("done");
            let current = (i + 1 == at).then_some("step");
            view! { <li class=done aria-current=current>{visit.t(*name)}</li> }
        })
        .collect_view();
    view! { <ol class="steps way" role="list" aria-label=visit.t(k::OWN_PROGRESS_STEPS)>{items}</ol> }.into_any()
}

/// Where it probably goes, while that is open and nobody has passed it on.
fn where_to(report: &Report) -> Option<String> {
    let waits = matches!(
        report.status,
        CaseStatus::Submitted | CaseStatus::Postponed | CaseStatus::Returned | CaseStatus::Reopened
    );
    let routing = report.routing.as_ref().filter(|routing| waits && routing.state == SuggestionState::Open)?;
    Some(routing.sentence.trim().to_owned()).filter(|sentence| !sentence.is_empty())
}

/// Who has it now, what happens next, and until when.
pub fn now(visit: &Visit, report: &Report) -> AnyView {
    let clock = report.clock.as_ref().map(|clock| due_big(visit, clock));
    let others = report
        .clocks
        .iter()
        .filter(|other| report.clock.as_ref().is_none_or(|clock| clock.stage != other.stage))
        .map(|clock| view! { <div>{due(visit, clock)}</div> })
        .collect::<Vec<_>>();
    let others = (!others.is_empty() && report.closed_at.is_none()).then(
        || view! { <div class="clocks" role="group" aria-label=visit.t(k::OWN_PROGRESS_OTHER_CLOCKS)>{others}</div> },
    );
    let reason = report.archive_reason.as_ref().map(
        |reason| view! { <p>{visit.ta(k::OWN_PROGRESS_ARCHIVE_REASON, &[("reason", reason.name.clone().into())])}</p> },
    );
    let helpers: Vec<String> = report
        .parties
        .iter()
        .filter(|party| party.part == PartyRole::Supporting && party.ended_at.is_none())
        .map(|party| party.agency.short_name.clone())
        .collect();
    let helpers = (!helpers.is_empty()).then(|| view! { <p class="meta">{visit.ta(k::OWN_PROGRESS_HELPERS, &[("agencies", helpers.join(", ").into())])}</p> });
    let silence = (report.status == CaseStatus::AwaitingConfirmation)
        .then(|| view! { <p class="meta">{visit.t(k::OWN_PROGRESS_SILENCE)}</p> });
    let where_to = where_to(report).map(|sentence| view! { <p>{sentence}</p> });
    let title = if report.closed_at.is_some() { k::OWN_PROGRESS_LAST_HELD } else { k::TRACK_HOLDER };
    view! {
        <section class="card now case-now" aria-labelledby="h-sekarang"><h2 class="eyebrow" id="h-sekarang">{visit.t(title)}</h2>
            <p class="holder">{report.holder.name.clone()}</p><p>{visit.t(meaning(report.status))}</p>{where_to}{reason}{clock}{silence}{helpers}{others}</section>
    }
    .into_any()
}
