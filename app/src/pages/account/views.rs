//! The account page.
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use super::queries::TokenView;
use crate::components::table;
use crate::forms::{Choice, Form, Typed, hidden_fields};
use crate::gql::fragments::{AccountBit, ViewerBit};
use crate::html::nothing;
use crate::layout::{Nav, Page};
use crate::texts::k;
use crate::visit::Visit;

/// What the page shows.
pub struct Scene<'a> {
    pub visit: &'a Visit,
    pub viewer: &'a ViewerBit,
    pub account: &'a AccountBit,
    pub tokens: &'a [TokenView],
    pub password_min: i32,
    pub act: &'static str,
    pub typed: &'a Typed,
    pub secret: Option<String>,
}

impl Scene<'_> {
    fn form<'b>(&'b self, act: &'static str, blank: &'b Typed) -> Form<'b> {
        Form::new(self.visit, act, if self.act == act { self.typed } else { blank })
    }
}

/// The page.
pub fn page(scene: &Scene<'_>, status: StatusCode) -> Response {
    let (visit, blank) = (scene.visit, Typed::default());
    let everywhere = scene.form("keluar-semua", &blank);
    let main = view! {
        <div class="page-head"><div><h1>{visit.t(k::NAV_ACCOUNT)}</h1><p class="lede">{scene.account.name.clone()}" · "{scene.account.email.clone()}</p></div></div>
        {new_token(scene)}
        <div class="halves">
            <div class="stack">{roles(scene)}{password(scene, &blank)}
                <section class="card" aria-labelledby="h-keluar"><h2 id="h-keluar">{visit.t(k::ACCOUNT_EVERYWHERE)}</h2><p class="meta">{visit.t(k::ACCOUNT_EVERYWHERE_HINT)}</p>
                    {everywhere.open("/akun/keluar-semua", everywhere.button(k::ACCOUNT_EVERYWHERE, false))}</section></div>
            <div class="stack">{tokens(scene, &blank)}</div>
        </div>
    };
    visit.page(
        Page::new(visit.t(k::NAV_ACCOUNT), main.into_any()).viewer(scene.viewer).active(Nav::Account).status(status),
    )
}

fn new_token(scene: &Scene<'_>) -> AnyView {
    let Some(secret) = scene.secret.clone() else {
        return nothing();
    };
    let visit = scene.visit;
    view! {
        <section class="card receipt" aria-labelledby="h-token-baru" role="status"><h2 id="h-token-baru">{visit.t(k::ACCOUNT_TOKEN_NEW)}</h2><p>{visit.t(k::ACCOUNT_TOKEN_ONCE)}</p>
            <p><code class="code">{secret.clone()}</code></p>
            <p class="row"><button class="btn" type="button" hidden=true data-copy=secret data-done=visit.t(k::RECEIPT_COPIED)>{visit.t(k::RECEIPT_COPY)}</button></p></section>
    }
    .into_any()
}

fn roles(scene: &Scene<'_>) -> AnyView {
    let visit = scene.visit;
    let faults = Form::new(visit, "peran", scene.typed);
    let summary = if scene.act == "peran" { faults.summary() } else { nothing() };
    let list = scene
        .account
        .roles
        .iter()
        .map(|role| {
            let acting = scene.viewer.acting_role.as_ref().is_some_and(|now| now.id == role.id);
            let agency = role.agency.as_ref().map(|agency| view! { <span class="meta">{agency.name.clone()}</span> });
            let choose = if acting {
                view! { <span class="tag river">{visit.t(k::ACCOUNT_ROLE_NOW)}</span> }.into_any()
            } else {
                let label = visit.ta(k::ACCOUNT_ACT_AS, &[("role", visit.t(role.role.label()).into())]);
                view! { <form method="post" action="/akun/peran">{hidden_fields(visit)}<button class="btn small" name="role_grant_id" value=role.id.inner().to_owned()>{label}</button></form> }.into_any()
            };
            let behalf = role.stands_in_for.clone().map(|name| {
                view! { " "<span class="tag river">{visit.ta(k::ON_BEHALF_OF, &[("name", name.into())])}</span> }
            });
            view! { <li class="row between"><span><b>{visit.t(role.role.label())}</b>{behalf}" "{agency}</span>{choose}</li> }
        })
        .collect_view();
    view! { <section class="card" aria-labelledby="h-peran"><h2 id="h-peran">{visit.t(k::ACCOUNT_ROLES)}</h2>{summary}<ul class="plain">{list}</ul></section> }.into_any()
}

fn password(scene: &Scene<'_>, blank: &Typed) -> AnyView {
    let visit = scene.visit;
    let form = scene.form("sandi", blank);
    let hint = visit.ta(k::ACCOUNT_PASSWORD_HINT, &[("n", scene.password_min.into())]);
    let fields = view! {
        {form.field("current", k::ACCOUNT_PASSWORD_NOW).kind("password").required().autocomplete("current-password").input()}
        {form.field("new", k::ACCOUNT_PASSWORD_NEW).hint_text(hint).kind("password").required().autocomplete("new-password").input()}
        {form.field("again", k::ACCOUNT_PASSWORD_AGAIN).kind("password").required().autocomplete("new-password").input()}
        {form.button(k::ACCOUNT_PASSWORD_DO, false)}
    };
    view! { <section class="card" aria-labelledby="h-sandi"><h2 id="h-sandi">{visit.t(k::ACCOUNT_PASSWORD)}</h2>{form.open("/akun/sandi", fields.into_any())}</section> }.into_any()
}

fn tokens(scene: &Scene<'_>, blank: &Typed) -> AnyView {
    let visit = scene.visit;
    let rows: Vec<Vec<AnyView>> = scene.tokens.iter().map(|token| row(visit, token)).collect();
    let list = if rows.is_empty() {
        view! { <p class="meta">{visit.t(k::ACCOUNT_NO_TOKENS)}</p> }.into_any()
    } else {
        table(
            visit,
            k::ACCOUNT_TOKENS_CAPTION,
            &[
                k::ACCOUNT_TOKEN_NAME,
                k::ACCOUNT_TOKEN_ROLE,
                k::ACCOUNT_TOKEN_EXPIRES,
                k::ACCOUNT_TOKEN_USED,
                k::ACCOUNT_TOKEN_ACT,
            ],
            rows,
        )
    };
    let form = scene.form("token", blank);
    let revoke = scene.form("token-cabut", blank);
    let grants = scene.account.roles.iter().map(|role| Choice::new(role.id.inner(), role.label.clone())).collect();
    let days = [30, 90, 180, 365]
        .map(|n: i32| Choice::new(n.to_string(), visit.ta(k::UNIT_CALENDAR_DAYS, &[("n", n.into())])))
        .to_vec();
    let fields = view! {
        {form.field("name", k::ACCOUNT_TOKEN_NAME).hint(k::ACCOUNT_TOKEN_NAME_HINT).required().autocomplete("off").input()}
        <div class="pair">
            {form.field("role_grant_id", k::ACCOUNT_TOKEN_ROLE).select(Some(k::ACCOUNT_TOKEN_ALL_ROLES), grants)}
            {form.field("expires_in_days", k::ACCOUNT_TOKEN_DAYS).default("90").required().select(None, days)}
        </div>
        {form.button(k::ACCOUNT_TOKEN_CREATE, false)}
    };
    view! {
        <section class="card" aria-labelledby="h-token"><h2 id="h-token">{visit.t(k::ACCOUNT_TOKENS)}</h2><p class="meta">{visit.t(k::ACCOUNT_TOKENS_HINT)}</p>
            {revoke.summary()}{list}</section>
        <section class="card" aria-labelledby="h-token-buat"><h2 id="h-token-buat">{visit.t(k::ACCOUNT_TOKEN_CREATE)}</h2>{form.open("/akun/token", fields.into_any())}</section>
    }
    .into_any()
}

fn row(visit: &Visit, token: &TokenView) -> Vec<AnyView> {
    let role = token.role_grant.as_ref().map_or_else(|| visit.t(k::ACCOUNT_TOKEN_ALL_ROLES), |role| role.label.clone());
    let used = token.last_used_at.map_or_else(|| visit.t(k::ACCOUNT_TOKEN_NEVER), |at| visit.moment(at));
    let act = if let Some(at) = token.revoked_at {
        visit.ta(k::ACCOUNT_TOKEN_REVOKED, &[("day", visit.day(at).into())]).into_any()
    } else {
        let id = token.id.inner().to_owned();
        let label = view! { {visit.t(k::ACCOUNT_TOKEN_REVOKE)}<span class="vh">" "{token.name.clone()}</span> };
        view! { <form method="post" action="/akun/token-cabut">{hidden_fields(visit)}<input type="hidden" name="id" value=id/><button class="btn small">{label}</button></form> }.into_any()
    };
    let made = view! { {token.name.clone()}<div class="meta">{visit.day(token.created_at)}</div> };
    vec![made.into_any(), role.into_any(), visit.day(token.expires_at).into_any(), used.into_any(), act]
}
