//! The people on the page of an agency: who is in office, who stands in, whose role rests, and who is invited.
use chrono::NaiveDate;
use leptos::prelude::*;

use super::queries::{DeputyRow, InvitationBit, MemberRow, PersonLink};
use crate::components::table;
use crate::forms::hidden_fields;
use crate::gql::enums::Role;
use crate::gql::people_enums::{InvitationAction, InvitationState};
use crate::html::nothing;
use crate::texts::{Key, k};
use crate::visit::{Visit, encoded};

/// "3 Feb 2025 – 4 Des 2026", or "sejak 3 Feb 2025".
pub fn from_to(visit: &Visit, from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to {
        Some(to) => format!("{} – {}", visit.date(from), visit.date(to)),
        None => visit.ta(k::AGENCY_SINCE_DAY, &[("day", visit.date(from).into())]),
    }
}

/// A name; a link where the viewer may see the person.
pub fn person_name(name: &str, person: Option<&PersonLink>) -> AnyView {
    match person {
        Some(person) => {
            view! { <a href=format!("/orang/{}", encoded(person.id.inner()))>{name.to_owned()}</a> }.into_any()
        }
        None => name.to_owned().into_any(),
    }
}

/// Whose place is taken.
pub fn behalf(visit: &Visit, name: Option<&str>) -> AnyView {
    match name {
        Some(name) => {
            let words = visit.ta(k::ON_BEHALF_OF, &[("name", name.to_owned().into())]);
            view! { " "<span class="tag river">{words}</span> }.into_any()
        }
        None => nothing(),
    }
}

/// The card of those who hold a role here; nothing where the viewer may not see them.
pub fn members(visit: &Visit, code: &str, members: Option<&[MemberRow]>, roles: &[Role]) -> AnyView {
    let Some(members) = members else { return nothing() };
    let body = if members.is_empty() {
        view! { <p>{visit.t(k::AGENCY_NO_MEMBERS)}</p> }.into_any()
    } else {
        let rows = members.iter().map(|member| member_row(visit, member)).collect();
        table(visit, k::AGENCY_MEMBERS, &[k::AGENCY_MEMBER, k::AGENCY_ROLE, k::AGENCY_WHEN, k::AGENCY_NOW], rows)
    };
    // Whom somebody else appoints still names a deputy for an absence, and may leave.
    let own = members.iter().any(|member| member.person.is_none() && !member.viewer_can.is_empty()).then(|| {
        let href = format!("/instansi/{}/peran-saya", encoded(code));
        view! { <a class="btn small no-print" href=href>{visit.t(k::OWN_ROLE)}</a> }
    });
    let invite = (!roles.is_empty()).then(|| {
        let href = format!("/instansi/{}/undang", encoded(code));
        view! { <a class="btn small no-print" href=href>{visit.t(k::INVITE_LINK)}</a> }
    });
    view! { <section class="card" aria-labelledby="h-petugas"><div class="card-head"><h2 id="h-petugas">{visit.t(k::AGENCY_PEOPLE)}</h2><span class="row">{own}{invite}</span></div>{body}</section> }.into_any()
}

fn member_row(visit: &Visit, member: &MemberRow) -> Vec<AnyView> {
    let deputies = member.deputies.iter().map(|deputy| deputy_line(visit, deputy)).collect_view();
    let name = view! { <div>{person_name(&member.name, member.person.as_ref())}{behalf(visit, member.stands_in_for.as_deref())}{deputies}</div> };
    let now = match &member.suspension {
        Some(rest) => {
            let since = visit.ta(k::ROLE_RESTS_SINCE, &[("day", visit.day(rest.since).into())]);
            view! { <div><span class="tag strong">{visit.t(k::ROLE_RESTS)}</span><div class="meta">{since}": "{rest.reason.clone()}</div></div> }.into_any()
        }
        None if member.in_office => visit.t(k::AGENCY_IN_OFFICE).into_any(),
        None => visit.t(k::AGENCY_NOT_IN_OFFICE).into_any(),
    };
    vec![
        name.into_any(),
        visit.t(member.role.label()).into_any(),
        from_to(visit, member.valid_from, member.valid_to).into_any(),
        now,
    ]
}

fn deputy_line(visit: &Visit, deputy: &DeputyRow) -> AnyView {
    let name = person_name(&deputy.name, deputy.person.as_ref());
    view! { <div class="meta">{visit.t(k::DEPUTY)}": "{name}", "{from_to(visit, deputy.valid_from, deputy.valid_to)}</div> }.into_any()
}

/// The invitations to an agency, with what can be done with them; nothing where the viewer may not appoint here.
pub fn invitations(visit: &Visit, code: &str, invitations: Option<&[InvitationBit]>) -> AnyView {
    let Some(invitations) = invitations.filter(|all| !all.is_empty()) else { return nothing() };
    let rows = invitations.iter().map(|invitation| row(visit, code, invitation)).collect();
    let heads = [k::INVITED, k::AGENCY_ROLE, k::AGENCY_WHEN, k::INVITATION_STATE, k::INVITATION_ACT];
    let body = table(visit, k::INVITATIONS_CAPTION, &heads, rows);
    view! { <section class="card" aria-labelledby="h-undangan"><h2 id="h-undangan">{visit.t(k::INVITATIONS)}</h2>{body}</section> }.into_any()
}

fn row(visit: &Visit, code: &str, invitation: &InvitationBit) -> Vec<AnyView> {
    let by = visit.ta(
        k::INVITATION_BY,
        &[("name", invitation.invited_by.clone().into()), ("day", visit.day(invitation.created_at).into())],
    );
    let name = view! { <div>{invitation.name.clone()}<div class="meta">{invitation.email.clone()}</div><div class="meta">{by}</div></div> };
    let state = if invitation.state == InvitationState::Waiting {
        let until = visit.ta(k::INVITATION_UNTIL, &[("moment", visit.moment(invitation.expires_at).into())]);
        view! { <div>{visit.t(invitation.state.label())}<div class="meta">{until}</div><div class="meta">{visit.t(invitation.delivery.label())}</div></div> }.into_any()
    } else {
        visit.t(invitation.state.label()).into_any()
    };
    let button = |action: InvitationAction, act: &str, label: Key| {
        invitation.viewer_can.contains(&action).then(|| {
            let action = format!("/instansi/{}/undangan/{act}", encoded(code));
            let (id, version) = (invitation.id.inner().to_owned(), invitation.version.to_string());
            view! {
                <form method="post" action=action>{hidden_fields(visit)}<input type="hidden" name="invitation_id" value=id/><input type="hidden" name="version" value=version/>
                    <button class="btn small">{visit.t(label)}<span class="vh">": "{invitation.name.clone()}</span></button></form>
            }
        })
    };
    let buttons = view! {
        <div class="row">{button(InvitationAction::Renew, "perbarui", k::INVITATION_RENEW)}{button(InvitationAction::Withdraw, "cabut", k::INVITATION_WITHDRAW)}</div>
    };
    vec![
        name.into_any(),
        visit.t(invitation.role.label()).into_any(),
        from_to(visit, invitation.valid_from, invitation.valid_to).into_any(),
        state,
        buttons.into_any(),
    ]
}
