//! The sign-in form.
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use crate::forms::{Form, Typed};
use crate::gql::fragments::ViewerBit;
use crate::layout::Page;
use crate::texts::k;
use crate::visit::Visit;

/// The page; `typed` never gives the password back.
pub fn page(visit: &Visit, viewer: &ViewerBit, typed: &Typed, status: StatusCode) -> Response {
    let form = Form::new(visit, "masuk", typed);
    let fields = view! {
        {form.hidden("kembali", typed.get("kembali"))}
        {form.field("email", k::SIGN_IN_EMAIL).kind("email").required().autocomplete("username").input()}
        {form.field("password", k::SIGN_IN_PASSWORD).kind("password").required().autocomplete("current-password").input()}
        {form.button(k::SIGN_IN_DO, true)}
    };
    let main = view! {
        <div class="narrow stack">
            <div class="page-head"><div><h1>{visit.t(k::SIGN_IN_TITLE)}</h1><p class="lede">{visit.t(k::SIGN_IN_LEDE)}</p></div></div>
            <section class="card">{form.open("/masuk", fields.into_any())}</section>
            <p class="meta">{visit.t(k::SIGN_IN_NO_ACCOUNT)}" "<a href="/lapor">{visit.t(k::NAV_FILE)}</a>" · "<a href="/lacak">{visit.t(k::NAV_TRACK)}</a>" · "<a href="/daftar">{visit.t(k::SIGN_IN_REGISTER)}</a></p>
        </div>
    };
    visit.page(Page::new(visit.t(k::SIGN_IN_TITLE), main.into_any()).viewer(viewer).status(status))
}
