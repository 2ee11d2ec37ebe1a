//! `/instansi/{code}/undang`: who is invited to which role; and renewing or taking back an invitation. Where no mail is
//! set up, the answer to the form itself shows the one-time link, once: it is kept nowhere and cannot be asked for again.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use leptos::prelude::*;

use super::acts::*;
use super::on_agency::invitations;
use super::queries::{CodeVars, InviteAgency, InvitePage};
use super::views::{beside, crumbs, one_time_link, optional_day};
use crate::format::local;
use crate::forms::{Choice, Form, Posted, Typed};
use crate::gql::enums::Role;
use crate::gql::fragments::ViewerBit;
use crate::gql::{Fault, FaultKind};
use crate::html::nothing;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// Who looks, and the agency, where the viewer may appoint.
async fn load(visit: &Visit) -> Result<(ViewerBit, InviteAgency), Fault> {
    let data: InvitePage = visit.query(CodeVars { code: visit.param("code").to_owned() }).await?;
    visit.officers_only(&data.viewer)?;
    let Some(agency) = data.agency else { return Err(Fault::not_found(visit)) };
    if agency.appointable_roles.is_empty() && agency.invitations.is_none() {
        return Err(Fault::new(visit, FaultKind::Status(StatusCode::FORBIDDEN, Some(visit.t(k::INVITE_NOT_HERE)))));
    }
    Ok((data.viewer, agency))
}

/// `GET /instansi/{code}/undang`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, Refused::default(), StatusCode::OK).await
}

/// `GET /instansi/{code}/undangan/{act}`: somebody reloaded the address of a form.
pub async fn back(visit: Visit) -> Response {
    Redirect::to(&format!("/instansi/{}/undang", encoded(visit.param("code")))).into_response()
}

/// What was refused.
#[derive(Default)]
struct Refused {
    typed: Typed,
    /// Refused was a button of the list, not the form.
    listed: bool,
    /// Somebody else was quicker.
    conflict: bool,
}

/// `POST /instansi/{code}/undang`
pub async fn create(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let (viewer, agency) = load(&visit).await?;
    let role = agency.appointable_roles.iter().copied().find(|role| role.value() == typed.get("role"));
    if role.is_none() {
        typed.fault(Some("role"), visit.t(k::INVITE_CHOOSE_ROLE));
    }
    let days: [Option<NaiveDate>; 2] = ["valid_from", "valid_to"].map(|field| optional_day(&visit, &mut typed, field));
    let (Some(role), false) = (role, typed.has_faults()) else {
        return page(&visit, Refused { typed, ..Refused::default() }, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let [valid_from, valid_to] = days;
    let input = InvitePersonInput {
        agency_id: agency.id.clone(),
        role,
        name: typed.get("name"),
        email: typed.get("email"),
        valid_from,
        valid_to,
        client_mutation_id: typed.opt("kunci"),
    };
    let answer = visit.mutate::<Invite, _>(InviteVars { input }).await?.invite_person;
    invited(&visit, &viewer, &agency, answer, Refused { typed, ..Refused::default() }).await
}

/// `POST /instansi/{code}/undangan/{perbarui|cabut}`
pub async fn act(posted: Posted) -> Result<Response, Fault> {
    let name = posted.param("act");
    let Posted { visit, mut typed, .. } = posted;
    let invitation_id = cynic::Id::new(typed.get("invitation_id"));
    let version = typed.int("version").unwrap_or_default();
    let client_mutation_id = typed.opt("kunci");
    match name.as_str() {
        "perbarui" => {
            let (viewer, agency) = load(&visit).await?;
            let input = RenewInvitationInput { invitation_id, version, client_mutation_id };
            let answer = visit.mutate::<Renew, _>(RenewVars { input }).await?.renew_invitation;
            invited(&visit, &viewer, &agency, answer, Refused { typed, listed: true, ..Refused::default() }).await
        }
        "cabut" => {
            let input = WithdrawInvitationInput { invitation_id, version, client_mutation_id };
            let errors = visit.mutate::<Withdraw, _>(WithdrawVars { input }).await?.withdraw_invitation.user_errors;
            if errors.is_empty() {
                return Ok(to_agency(&visit, "undangan-cabut"));
            }
            typed.refuse(&beside(&errors));
            let refused = Refused { typed, listed: true, conflict: conflict(&errors) };
            page(&visit, refused, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        _ => Err(Fault::not_found(&visit)),
    }
}

fn to_agency(visit: &Visit, notice: &str) -> Response {
    Redirect::to(&format!("/instansi/{}?pesan={notice}", encoded(visit.param("code")))).into_response()
}

/// What came of inviting or renewing: the link, once; word that mail is on its way; or the page again.
async fn invited(
    visit: &Visit,
    viewer: &ViewerBit,
    agency: &InviteAgency,
    answer: InvitePersonPayload,
    mut refused: Refused,
) -> Result<Response, Fault> {
    if !answer.user_errors.is_empty() {
        refused.typed.refuse(&beside(&answer.user_errors));
        refused.conflict = conflict(&answer.user_errors);
        return page(visit, refused, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let (Some(link), Some(invitation)) = (answer.link, answer.invitation) else {
        return Ok(to_agency(visit, "undangan-surel"));
    };
    let back = format!("/instansi/{}", encoded(&agency.code));
    let again = format!("{back}/undang");
    let title = visit.t(k::INVITED_TITLE);
    let role = visit.t(invitation.role.label());
    let about = [
        ("name", invitation.name.clone().into()),
        ("role", role.into()),
        ("agency", agency.name.clone().into()),
        ("moment", visit.moment_long(invitation.expires_at).into()),
    ];
    let main = view! {
        {crumbs(visit, &agency.code, &agency.short_name, k::INVITE_TITLE)}
        <div class="page-head"><div><h1>{title.clone()}</h1><p class="lede">{visit.ta(k::INVITED_LEDE, &about)}</p></div></div>
        {one_time_link(visit, &link)}
        <p class="row no-print"><a class="btn" href=back>{visit.ta(k::INVITED_BACK, &[("name", agency.short_name.clone().into())])}</a><a class="btn" href=again>{visit.t(k::INVITED_AGAIN)}</a></p>
    };
    Ok(visit.page(Page::new(title, main.into_any()).viewer(viewer).active(Nav::Tree)))
}

async fn page(visit: &Visit, refused: Refused, status: StatusCode) -> Result<Response, Fault> {
    let (viewer, agency) = load(visit).await?;
    let blank = Typed::default();
    let form = Form::new(visit, "undang", if refused.listed { &blank } else { &refused.typed });
    let listed = if refused.listed { Form::new(visit, "daftar", &refused.typed).summary() } else { nothing() };
    let stale = refused.conflict.then(|| view! { <p class="note" role="alert">{visit.t(k::INVITATION_STALE)}</p> });
    let lede = visit.ta(k::INVITE_LEDE, &[("name", agency.name.clone().into())]);
    let fields = if agency.appointable_roles.is_empty() { nothing() } else { card(visit, &form, &agency) };
    let main = view! {
        {crumbs(visit, &agency.code, &agency.short_name, k::INVITE_TITLE)}
        <div class="page-head"><div><h1>{visit.t(k::INVITE_TITLE)}</h1><p class="lede">{lede}</p></div></div>
        {listed}{stale}
        <div class="stack stack-l">{fields}{invitations(visit, &agency.code, agency.invitations.as_deref())}</div>
    };
    let page = Page::new(visit.t(k::INVITE_TITLE), main.into_any());
    Ok(visit.page(page.viewer(&viewer).active(Nav::Tree).status(status)))
}

fn card(visit: &Visit, form: &Form<'_>, agency: &InviteAgency) -> AnyView {
    let roles = &agency.appointable_roles;
    let choices: Vec<Choice> =
        roles.iter().map(|role: &Role| Choice::new(role.value(), visit.t(role.label()))).collect();
    let only = match roles.as_slice() {
        [only] => only.value(),
        _ => "",
    };
    let today = local(visit.door.now).date_naive().to_string();
    let fields = view! {
        <div class="pair">{form.field("name", k::INVITE_NAME).hint(k::INVITE_NAME_HINT).required().autocomplete("off").input()}
            {form.field("email", k::INVITE_EMAIL).hint(k::INVITE_EMAIL_HINT).kind("email").required().autocomplete("off").input()}</div>
        {form.field("role", k::AGENCY_ROLE).default(only).required().select(Some(k::FIELD_CHOOSE), choices)}
        <div class="pair">{form.field("valid_from", k::INVITE_FROM).kind("date").default(today).hint(k::INVITE_FROM_HINT).unmarked().input()}
            {form.field("valid_to", k::INVITE_TO).kind("date").hint(k::INVITE_TO_HINT).input()}</div>
        {form.button(k::INVITE_DO, true)}
    };
    let action = format!("/instansi/{}/undang", encoded(&agency.code));
    view! { <section class="card reading" aria-labelledby="h-undang"><h2 id="h-undang">{visit.t(k::INVITE_WHO)}</h2>{form.open(action, fields.into_any())}</section> }.into_any()
}
