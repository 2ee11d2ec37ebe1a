//! Canned answers for the tests of people pages; every text of a person is hostile.
use serde_json::{Value, json};

use crate::testing::{Canned, HOSTILE, officer};

/// An agency by name.
pub fn bit(code: &str) -> Value {
    json!({ "code": code, "name": HOSTILE, "shortName": HOSTILE })
}

/// An invitation that waits.
pub fn invitation(state: &str, can: &[&str]) -> Value {
    json!({ "id": "i-1", "name": HOSTILE, "email": HOSTILE, "role": "LIAISON_OFFICER", "validFrom": "2026-11-23", "validTo": null,
        "invitedBy": HOSTILE, "createdAt": "2026-11-22T02:00:00Z", "expiresAt": "2026-11-30T02:00:00Z", "state": state,
        "delivery": "NOT_SET_UP", "version": 3, "viewerCan": can })
}

/// The page on which people are invited.
pub fn invite_page(viewer: Value, roles: &[&str], invitations: Value) -> Value {
    json!({ "viewer": viewer, "agency": { "id": "a-1", "code": "KALSEL-PUPR", "name": HOSTILE, "shortName": HOSTILE,
        "appointableRoles": roles, "invitations": invitations } })
}

/// A client for the page on which people are invited.
pub fn inviting() -> Canned {
    let page = invite_page(
        officer(),
        &["AGENCY_ADMIN", "LIAISON_OFFICER"],
        json!([invitation("WAITING", &["RENEW", "WITHDRAW"])]),
    );
    Canned::new().data("InvitePage", page)
}

/// A deputy of a role.
pub fn deputy(can: &[&str]) -> Value {
    json!({ "id": "m-9", "name": HOSTILE, "validFrom": "2026-11-23", "validTo": "2026-12-04", "person": { "id": "p-9" },
        "version": 7, "viewerCan": can })
}

/// A role; `rests` suspends it.
pub fn role(id: &str, can: &[&str], rests: bool, deputies: Value) -> Value {
    let suspension = if rests { json!({ "since": "2026-11-20T02:00:00Z", "reason": HOSTILE }) } else { Value::Null };
    json!({ "agency": bit("KALSEL-PUPR"), "member": { "id": id, "role": "AGENCY_ADMIN", "validFrom": "2025-02-03", "validTo": null,
        "inOffice": !rests, "suspension": suspension, "standsInFor": null, "deputies": deputies, "version": 5, "viewerCan": can } })
}

/// What every role can be asked to do while it is in force.
pub const ALL: &[&str] = &["END", "MOVE", "SUSPEND", "NAME_DEPUTY"];

/// A client for the page of a person with these roles.
pub fn person(roles: Value) -> Canned {
    let event = |kind: &str, at: &str| json!({ "at": at, "kind": kind, "role": "AGENCY_ADMIN", "agency": bit("KALSEL-PUPR"), "by": HOSTILE, "text": HOSTILE });
    let history = json!([event("SUSPENDED", "2026-11-23T02:16:00Z"), event("GRANTED", "2025-02-03T02:00:00Z")]);
    let person = json!({ "id": "p-1", "name": HOSTILE, "email": HOSTILE, "roles": roles, "history": history });
    Canned::new().data("PersonPage", json!({ "viewer": officer(), "person": person }))
}

/// A payload of an act on a role: refused with `errors`, or done.
pub fn payload(field: &str, errors: Value) -> Value {
    json!({ field: { "member": { "person": { "id": "p-1" } }, "userErrors": errors } })
}

/// One refusal.
pub fn refusal(code: &str, path: &[&str]) -> Value {
    json!([{ "code": code, "message": format!("Ditolak {HOSTILE}"), "path": path }])
}

/// The page of an invited person.
pub fn open_invitation(invitation: Value) -> Canned {
    Canned::new().data(
        "OpenInvitationPage",
        json!({ "viewer": crate::testing::nobody(), "limits": { "passwordMin": 10 }, "openInvitation": invitation }),
    )
}

/// What the holder of a link sees.
pub fn offer(has_account: bool) -> Value {
    json!({ "name": HOSTILE, "emailHint": HOSTILE, "agency": bit("KALSEL-PUPR"), "role": "LIAISON_OFFICER", "validFrom": "2026-11-23",
        "validTo": "2027-11-22", "expiresAt": "2026-11-30T02:00:00Z", "hasAccount": has_account, "invitedBy": format!("Pengundang {HOSTILE}"), "invitedFrom": bit("KALSEL") })
}
