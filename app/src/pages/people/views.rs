//! What the pages of people share: the way to them, the one-time link, refusals beside their fields, days.
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::forms::Typed;
use crate::gql::fragments::UserErrorBit;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// The way from the tree over an agency to this page.
pub fn crumbs(visit: &Visit, code: &str, name: &str, here: Key) -> AnyView {
    let agency = format!("/instansi/{}", encoded(code));
    view! { <nav class="crumb" aria-label=visit.t(k::AGENCY_PATH)><ol><li><a href="/instansi">{visit.t(k::NAV_TREE)}</a></li><li><a href=agency>{name.to_owned()}</a></li><li aria-current="page">{visit.t(here)}</li></ol></nav> }.into_any()
}

/// The link, to be handed over; it breaks anywhere on a narrow screen.
pub fn one_time_link(visit: &Visit, link: &str) -> AnyView {
    view! {
        <section class="card receipt" aria-labelledby="h-tautan"><h2 id="h-tautan">{visit.t(k::LINK_TITLE)}</h2>
            <p><code class="code link" id="tautan">{link.to_owned()}</code></p>
            <p class="note">{visit.t(k::LINK_ONCE)}</p>
            <p class="row no-print"><button class="btn primary" type="button" hidden=true data-copy=link.to_owned() data-done=visit.t(k::RECEIPT_COPIED)>{visit.t(k::RECEIPT_COPY)}</button><span class="meta">{visit.t(k::LINK_HINT)}</span></p></section>
    }
    .into_any()
}

/// The field that carries the code of the agency to which a role moves.
pub const TARGET: &str = "to_agency";

/// Refusals beside the fields of our forms: the new agency is named by its code there, and what stands in hidden fields
/// or in the address is told on top.
pub fn beside(errors: &[UserErrorBit]) -> Vec<UserErrorBit> {
    let mut errors = errors.to_vec();
    for error in &mut errors {
        match error.path.last().map(String::as_str) {
            Some("toAgencyId") => error.path = vec![TARGET.to_owned()],
            Some("token" | "memberId" | "invitationId" | "agencyId" | "version") => error.path.clear(),
            _ => {}
        }
    }
    errors
}

/// A day that may be left out. One that cannot be read is a fault of its field.
pub fn optional_day(visit: &Visit, typed: &mut Typed, field: &str) -> Option<NaiveDate> {
    let day = typed.day(field);
    if day.is_none() && typed.opt(field).is_some() {
        typed.fault(Some(field), visit.t(k::DAY_UNREAD));
    }
    day
}

/// A day that is needed.
pub fn needed_day(visit: &Visit, typed: &mut Typed, field: &str) -> Option<NaiveDate> {
    let day = typed.day(field);
    if day.is_none() {
        typed.fault(Some(field), visit.t(k::DAY_UNREAD));
    }
    day
}
