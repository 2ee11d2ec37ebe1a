//! `/undangan/{token}`: the invited person's page. Wrong, used, withdrawn and expired links look alike. The token stands
//! in the address only: no page sends it on as a referrer, and nothing here writes it anywhere.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::acts::{Accept, AcceptInvitationInput, AcceptVars};
use super::on_agency::from_to;
use super::queries::{OpenInvitationBit, OpenInvitationPage, TokenVars};
use super::views::beside;
use crate::forms::{Form, Posted, Typed};
use crate::gql::Fault;
use crate::layout::Page;
use crate::texts::k;
use crate::visit::{Visit, encoded};

/// `GET /undangan/{token}`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, Typed::default(), StatusCode::OK).await
}

/// `POST /undangan/{token}`
pub async fn accept(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    if typed.flag("baru") && typed.raw("password") != typed.raw("again") {
        typed.fault(Some("again"), visit.t(k::ACCOUNT_NOT_SAME));
        return page(&visit, typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let input = AcceptInvitationInput {
        token: visit.param("token").to_owned(),
        password: typed.raw("password").to_owned(),
        client_mutation_id: typed.opt("kunci"),
    };
    let answer = visit.mutate::<Accept, _>(AcceptVars { input }).await?.accept_invitation;
    typed.refuse(&beside(&answer.user_errors));
    if answer.viewer.is_some() && answer.user_errors.is_empty() {
        return Ok(unreferred(Redirect::to("/antrean?pesan=undangan-terima").into_response()));
    }
    page(&visit, typed, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Not `no-referrer`: then browsers would send `Origin: null` with our own form, which is refused. This way a referrer
/// has no path, and so no token.
fn unreferred(mut answer: Response) -> Response {
    answer.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    answer
}

async fn page(visit: &Visit, typed: Typed, status: StatusCode) -> Result<Response, Fault> {
    let data: OpenInvitationPage = visit.query(TokenVars { token: visit.param("token").to_owned() }).await?;
    let (title, main, status) = match &data.open_invitation {
        Some(invitation) => (
            visit.ta(k::OFFER_TITLE, &[("agency", invitation.agency.short_name.clone().into())]),
            open(visit, invitation, &typed, data.limits.password_min),
            status,
        ),
        None => (visit.t(k::OFFER_CLOSED), closed(visit), StatusCode::NOT_FOUND),
    };
    Ok(unreferred(visit.page(Page::new(title, main).viewer(&data.viewer).status(status))))
}

fn open(visit: &Visit, invitation: &OpenInvitationBit, typed: &Typed, password_min: i32) -> AnyView {
    let form = Form::new(visit, "terima", typed);
    let title = visit.ta(k::OFFER_TITLE, &[("agency", invitation.agency.short_name.clone().into())]);
    let lede = visit.ta(k::OFFER_LEDE, &[("name", invitation.name.clone().into())]);
    let fields = if invitation.has_account {
        view! {
            <p class="meta">{visit.t(k::OFFER_HAS_ACCOUNT)}</p>
            {form.field("password", k::SIGN_IN_PASSWORD).kind("password").required().autocomplete("current-password").input()}
        }
        .into_any()
    } else {
        let hint = visit.ta(k::ACCOUNT_PASSWORD_HINT, &[("n", password_min.into())]);
        view! {
            {form.hidden("baru", "1")}
            {form.field("password", k::ACCOUNT_PASSWORD_NEW).hint_text(hint).kind("password").required().autocomplete("new-password").input()}
            {form.field("again", k::ACCOUNT_PASSWORD_AGAIN).kind("password").required().autocomplete("new-password").input()}
        }
        .into_any()
    };
    let fields = view! { {fields}{form.button(k::OFFER_DO, true)} }.into_any();
    let by = match &invitation.invited_from {
        Some(agency) => format!("{}, {}", invitation.invited_by, agency.name),
        None => invitation.invited_by.clone(),
    };
    let action = format!("/undangan/{}", encoded(visit.param("token")));
    view! {
        <div class="narrow stack">
            <div class="page-head"><div><p class="eyebrow">{visit.t(k::OFFER_EYEBROW)}</p><h1>{title}</h1><p class="lede">{lede}</p></div></div>
            <section class="card" aria-labelledby="h-peran"><h2 id="h-peran">{visit.t(k::OFFER_ROLE)}</h2><dl class="facts">
                <dt>{visit.t(k::AGENCY_ROLE)}</dt><dd><b>{visit.t(invitation.role.label())}</b></dd>
                <dt>{visit.t(k::TREE_AGENCY)}</dt><dd>{invitation.agency.name.clone()}</dd>
                <dt>{visit.t(k::AGENCY_WHEN)}</dt><dd>{from_to(visit, invitation.valid_from, invitation.valid_to)}</dd>
                <dt>{visit.t(k::OFFER_BY)}</dt><dd>{by}</dd>
                <dt>{visit.t(k::SIGN_IN_EMAIL)}</dt><dd>{invitation.email_hint.clone()}</dd>
                <dt>{visit.t(k::OFFER_UNTIL)}</dt><dd>{visit.moment_long(invitation.expires_at)}</dd></dl></section>
            <section class="card" aria-labelledby="h-terima"><h2 id="h-terima">{visit.t(k::OFFER_ACCEPT)}</h2>{form.open(action, fields)}</section>
            <p class="meta">{visit.t(k::OFFER_NOT_YOU)}</p>
        </div>
    }
    .into_any()
}

fn closed(visit: &Visit) -> AnyView {
    view! {
        <div class="narrow stack">
            <div class="page-head"><div><p class="eyebrow">{visit.t(k::OFFER_EYEBROW)}</p><h1>{visit.t(k::OFFER_CLOSED)}</h1></div></div>
            <section class="card"><p>{visit.t(k::OFFER_CLOSED_WHY)}</p><ul><li>{visit.t(k::OFFER_CLOSED_SIGN_IN)}</li><li>{visit.t(k::OFFER_CLOSED_ASK)}</li><li>{visit.t(k::OFFER_CLOSED_COPY)}</li></ul>
                <p class="row"><a class="btn" href="/masuk">{visit.t(k::NAV_SIGN_IN)}</a><a class="btn" href="/">{visit.t(k::ERROR_HOME)}</a></p></section>
        </div>
    }
    .into_any()
}
