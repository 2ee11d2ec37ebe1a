//! An account for a citizen. Nobody needs one to report; it gathers somebody's reports in one place.
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;

use super::sending;
use crate::forms::{Form, Posted, Typed, post};
use crate::gql::fragments::{Limits, UserErrorBit, ViewerBit};
use crate::gql::{Fault, schema};
use crate::layout::Page;
use crate::texts::k;
use crate::visit::{Visit, local_path};

/// `/daftar`.
pub fn router() -> Router {
    Router::new().route("/daftar", get(show).merge(post(register)))
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query")]
struct RegisterPage {
    viewer: ViewerBit,
    limits: Limits,
}

#[derive(cynic::InputObject, Debug)]
struct RegisterAccountInput {
    name: String,
    email: String,
    phone: Option<String>,
    password: String,
    client_mutation_id: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
struct RegisterVars {
    input: RegisterAccountInput,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Mutation", variables = "RegisterVars")]
struct RegisterAccount {
    #[arguments(input: $input)]
    register_account: RegisterAccountPayload,
}

#[derive(cynic::QueryFragment, Debug)]
struct RegisterAccountPayload {
    viewer: Option<ViewerBit>,
    user_errors: Vec<UserErrorBit>,
}

async fn show(visit: Visit) -> Result<Response, Fault> {
    let data = visit.query::<RegisterPage, _>(()).await?;
    if data.viewer.account.is_some() {
        return Ok(Redirect::to("/akun").into_response());
    }
    Ok(page(&visit, &data, &Typed::default(), StatusCode::OK))
}

async fn register(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let input = RegisterAccountInput {
        name: typed.get("name"),
        email: typed.get("email"),
        phone: typed.opt("phone"),
        password: typed.raw("password").to_owned(),
        client_mutation_id: sending::key(&typed),
    };
    let status = match visit.mutate::<RegisterAccount, _>(RegisterVars { input }).await {
        Ok(answer) => {
            let payload = answer.register_account;
            typed.refuse(&payload.user_errors);
            if !typed.has_faults() {
                let signed_in = payload.viewer.is_some_and(|viewer| viewer.account.is_some());
                let target = match typed.opt("kembali") {
                    Some(back) if signed_in => local_path(Some(back)),
                    _ if signed_in => "/laporan-saya?pesan=daftar".into(),
                    _ => "/masuk?pesan=daftar".into(),
                };
                return Ok(Redirect::to(&target).into_response());
            }
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(fault) => sending::again(&visit, fault, &mut typed)?,
    };
    let data = visit.query::<RegisterPage, _>(()).await?;
    Ok(page(&visit, &data, &typed, status))
}

fn page(visit: &Visit, data: &RegisterPage, typed: &Typed, status: StatusCode) -> Response {
    let form = Form::new(visit, "daftar", typed);
    let back = typed.opt("kembali").or_else(|| visit.asked("kembali"));
    let password = visit.ta(k::JOIN_PASSWORD_HINT, &[("n", data.limits.password_min.into())]);
    let body = view! {
        {back.map(|back| form.hidden("kembali", local_path(Some(back))))}{sending::carried(&form)}
        {form.field("name", k::JOIN_NAME).required().autocomplete("name").input()}
        {form.field("email", k::JOIN_EMAIL).hint(k::JOIN_EMAIL_HINT).required().kind("email").autocomplete("email").input()}
        {form.field("phone", k::JOIN_PHONE).kind("tel").autocomplete("tel").input()}
        {form.field("password", k::JOIN_PASSWORD).hint_text(password).required().kind("password").autocomplete("new-password").input()}
        {form.button(k::JOIN_BUTTON, true)}
    };
    let main = view! {
        <div class="narrow stack"><h1>{visit.t(k::JOIN_TITLE)}</h1><p class="lede">{visit.t(k::JOIN_LEDE)}</p>
            <section class="card">{form.open("/daftar", body.into_any())}</section>
            <p>{visit.t(k::JOIN_HAVE)}" "<a href="/masuk">{visit.t(k::NAV_SIGN_IN)}</a></p></div>
    };
    visit.page(Page::new(visit.t(k::JOIN_TITLE), main.into_any()).viewer(&data.viewer).status(status))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::{Canned, HOSTILE, citizen, get, nobody, post, post_raw};

    fn limits() -> Value {
        json!({ "titleMin": 10, "titleMax": 150, "bodyMin": 20, "bodyMax": 10000, "noteMax": 4000, "placeMax": 300, "attachmentsMax": 5,
            "attachmentBytesMax": 10_000_000, "attachmentTypes": ["image/jpeg"], "passwordMin": 10 })
    }

    fn canned(payload: Value) -> Canned {
        Canned::new()
            .data("RegisterPage", json!({ "viewer": nobody(), "limits": limits() }))
            .data("RegisterAccount", json!({ "registerAccount": payload }))
    }

    const TYPED: [(&str, &str); 5] = [
        ("name", HOSTILE),
        ("email", "siti@contoh.id"),
        ("phone", ""),
        ("password", " rahasia sekali "),
        ("kunci", "0123456789abcdef0123456789abcdef"),
    ];

    #[tokio::test]
    async fn a_new_account_is_signed_in_and_led_to_its_reports() {
        let client = canned(json!({ "viewer": citizen(), "userErrors": [] })).ready();
        let answer = post(&client, "/daftar", &TYPED).await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/laporan-saya?pesan=daftar"));
        let input = client.variables("RegisterAccount").unwrap()["input"].clone();
        assert_eq!(
            (&input["password"], &input["phone"], &input["clientMutationId"]),
            (&json!(" rahasia sekali "), &Value::Null, &json!("0123456789abcdef0123456789abcdef"))
        );
    }

    #[tokio::test]
    async fn a_refusal_keeps_what_was_typed_except_the_password() {
        let refusal = json!({ "viewer": null, "userErrors": [{ "code": "TAKEN", "message": HOSTILE, "path": ["input", "email"] }] });
        let answer = post(&canned(refusal).ready(), "/daftar", &TYPED).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.assert_harmless();
        assert!(
            answer.html.contains("siti@contoh.id") && answer.html.contains("href=\"#daftar-email\""),
            "{}",
            answer.html
        );
        assert!(!answer.html.contains("rahasia sekali"), "a password is never printed");
    }

    #[tokio::test]
    async fn the_way_back_is_only_a_local_one() {
        let client = canned(json!({ "viewer": citizen(), "userErrors": [] })).ready();
        let mut typed = TYPED.to_vec();
        typed.push(("kembali", "//jahat.example"));
        assert_eq!(post(&client, "/daftar", &typed).await.location, "/");
    }

    #[tokio::test]
    async fn without_its_token_the_form_does_nothing() {
        let client = canned(json!({ "viewer": citizen(), "userErrors": [] })).ready();
        assert_eq!(post_raw(&client, "/daftar", &TYPED).await.status, StatusCode::FORBIDDEN);
        assert!(client.variables("RegisterAccount").is_none());
    }

    #[tokio::test]
    async fn somebody_signed_in_needs_no_second_account() {
        let client = Canned::new().data("RegisterPage", json!({ "viewer": citizen(), "limits": limits() })).ready();
        assert_eq!(get(&client, "/daftar").await.location, "/akun");
        let answer = get(&canned(Value::Null).english().ready(), "/daftar").await;
        answer.assert_harmless();
        assert!(answer.html.contains("type=\"password\""), "{}", answer.html);
    }
}
