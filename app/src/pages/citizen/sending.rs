//! Sending what took somebody's time to write: one key for all attempts, and a fault of ours gives the form
//! back with every word in it instead of an error page.
use axum::http::StatusCode;

use crate::forms::{Form, Typed};
use crate::gql::{Fault, FaultKind};
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;
use leptos::prelude::AnyView;

/// Carries the key from one attempt to the next.
const FIELD: &str = "kunci_kirim";

/// The key of this sending: that of the first attempt, else that of the form.
pub fn key(typed: &Typed) -> Option<String> {
    typed.opt(FIELD).or_else(|| typed.opt("kunci"))
}

/// The next attempt has the key of this one: it may have arrived after all.
pub fn keep_key(typed: &mut Typed) {
    if let Some(key) = key(typed) {
        typed.set(FIELD, key);
    }
}

/// The next attempt says something else, so it has a key of its own.
pub fn new_key(typed: &mut Typed) {
    typed.set(FIELD, typed.get("kunci"));
}

/// The hidden field, where an attempt was made.
pub fn carried(form: &Form<'_>) -> AnyView {
    form.typed.opt(FIELD).map_or_else(nothing, |key| form.hidden(FIELD, key))
}

/// The status with which the form comes back after a fault that may pass; other faults go on.
pub fn again(visit: &Visit, fault: Fault, typed: &mut Typed) -> Result<StatusCode, Fault> {
    let (status, message) = match fault.kind() {
        FaultKind::Status(status, message) if *status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
            (*status, message.clone())
        }
        FaultKind::Status(..) | FaultKind::SignIn => return Err(fault),
    };
    keep_key(typed);
    typed.fault(None, visit.t(k::SENDING_FAILED));
    if let Some(message) = message {
        typed.fault(None, message);
    }
    Ok(status)
}
