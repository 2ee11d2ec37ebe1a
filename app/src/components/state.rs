//! Where a case stands: a dial that fills, and a word. Tags beside the title.
use leptos::prelude::*;

use crate::gql::enums::{CaseStatus, Urgency};
use crate::texts::k;
use crate::visit::Visit;

/// The dial with its word.
pub fn state(visit: &Visit, status: CaseStatus) -> AnyView {
    let dial = match status {
        CaseStatus::Submitted | CaseStatus::Reopened => "new",
        CaseStatus::Forwarded => "forwarded",
        CaseStatus::InProgress => "progress",
        CaseStatus::AwaitingConfirmation => "awaiting",
        CaseStatus::Closed => "closed",
        CaseStatus::Returned => "returned",
        CaseStatus::Postponed => "postponed",
        CaseStatus::Archived => "archived",
    };
    view! { <span class="state" data-s=dial>{visit.t(status.label())}</span> }.into_any()
}

/// Tags: urgency, secret, anonymous.
pub fn tags(visit: &Visit, urgency: Urgency, secret: bool, anonymous: bool) -> AnyView {
    let urgent =
        (urgency != Urgency::Normal).then(|| view! { " "<span class="tag strong">{visit.t(urgency.label())}</span> });
    let secret = secret.then(|| view! { " "<span class="tag">{visit.t(k::TAG_SECRET)}</span> });
    let anonymous = anonymous.then(|| view! { " "<span class="tag">{visit.t(k::TAG_ANONYMOUS)}</span> });
    view! { {urgent}{secret}{anonymous} }.into_any()
}
