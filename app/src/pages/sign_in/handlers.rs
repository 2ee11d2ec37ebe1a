//! Signing in leads back to where the person wanted to go, or to the first page of the role.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::queries::{SignIn, SignInInput, SignInVars, SignOut, SignOutInput, SignOutVars};
use super::views;
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::gql::fragments::ViewerBit;
use crate::pages::lists;
use crate::visit::{Visit, local_path};

/// `GET /masuk?kembali=`
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let viewer = lists::viewer(&visit).await?;
    let mut typed = Typed::default();
    if let Some(back) = visit.asked("kembali") {
        typed.set("kembali", back);
    }
    Ok(views::page(&visit, &viewer, &typed, StatusCode::OK))
}

/// `POST /masuk`
pub async fn sign_in(posted: Posted) -> Result<Response, Fault> {
    let Posted { visit, mut typed, .. } = posted;
    let input = SignInInput {
        email: typed.get("email"),
        password: typed.raw("password").to_owned(),
        client_mutation_id: typed.opt("kunci"),
    };
    let answer = visit.mutate::<SignIn, _>(SignInVars { input }).await?.sign_in;
    typed.refuse(&answer.user_errors);
    match answer.viewer.filter(|_| !typed.has_faults()) {
        Some(viewer) => Ok(Redirect::to(&target(&viewer, typed.opt("kembali"))).into_response()),
        None => {
            let viewer = lists::viewer(&visit).await?;
            Ok(views::page(&visit, &viewer, &typed, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn target(viewer: &ViewerBit, back: Option<String>) -> String {
    match local_path(back).as_str() {
        "/" if viewer.is_officer() => "/antrean".into(),
        "/" => "/laporan-saya".into(),
        path => path.to_owned(),
    }
}

/// `POST /keluar`
pub async fn sign_out(posted: Posted) -> Result<Response, Fault> {
    let input = SignOutInput { everywhere: false, client_mutation_id: posted.typed.opt("kunci") };
    posted.visit.mutate::<SignOut, _>(SignOutVars { input }).await?;
    Ok(Redirect::to("/?pesan=keluar").into_response())
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{Canned, HOSTILE, get, nobody, officer, post, post_raw};

    fn signed(viewer: serde_json::Value, errors: serde_json::Value) -> Canned {
        Canned::new()
            .data("WhoLooks", json!({ "viewer": nobody() }))
            .data("SignIn", json!({ "signIn": { "viewer": viewer, "userErrors": errors } }))
            .data("SignOut", json!({ "signOut": { "signedOut": true } }))
    }

    #[tokio::test]
    async fn signing_in_leads_back_to_a_local_path_only() {
        let client = signed(officer(), json!([])).ready();
        let sign_in = |back: &'static str| {
            let client = client.clone();
            async move {
                post(&client, "/masuk", &[("email", " rina@contoh.id "), ("password", " x y "), ("kembali", back)])
                    .await
            }
        };
        assert_eq!(sign_in("/laporan/TG-1").await.location, "/laporan/TG-1");
        assert_eq!(sign_in("https://jahat.example").await.location, "/antrean");
        assert_eq!(client.variables("SignIn").unwrap_or_default()["input"]["password"], " x y ");
        assert_eq!(client.variables("SignIn").unwrap_or_default()["input"]["email"], "rina@contoh.id");
    }

    #[tokio::test]
    async fn a_wrong_password_keeps_the_address_and_never_the_password() {
        let errors = json!([{ "code": "WRONG_CREDENTIALS", "message": "Surel atau kata sandi keliru.", "path": [] }]);
        let client = signed(serde_json::Value::Null, errors).ready();
        let answer = post(&client, "/masuk", &[("email", HOSTILE), ("password", "rahasia-sekali")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.assert_harmless();
        assert!(
            answer.html.contains("Surel atau kata sandi keliru.") && answer.html.contains("&lt;script&gt;alert"),
            "{}",
            answer.html
        );
        assert!(!answer.html.contains("rahasia-sekali"));
    }

    #[tokio::test]
    async fn a_form_without_its_token_is_refused_and_does_nothing() {
        let client = signed(officer(), json!([])).ready();
        for fields in [&[("email", "a@b.id")][..], &[("_csrf", "wrong"), ("email", "a@b.id")], &[("_csrf", "")]] {
            for path in ["/masuk", "/keluar"] {
                assert_eq!(post_raw(&client, path, fields).await.status, StatusCode::FORBIDDEN, "{path} {fields:?}");
            }
        }
        assert!(client.variables("SignIn").is_none() && client.variables("SignOut").is_none());
    }

    #[tokio::test]
    async fn signing_out_needs_no_more_than_its_form() {
        let answer = post(&signed(officer(), json!([])).ready(), "/keluar", &[]).await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/?pesan=keluar"));
    }

    #[tokio::test]
    async fn the_page_speaks_both_languages_and_says_which() {
        let indonesian = get(&signed(officer(), json!([])).ready(), "/masuk").await;
        assert!(indonesian.html.contains("<html lang=\"id\"") && indonesian.html.contains("Kata sandi"));
        let english = get(&signed(officer(), json!([])).english().ready(), "/masuk?kembali=/antrean").await;
        assert!(english.html.contains("<html lang=\"en\"") && english.html.contains("Password"));
        assert!(english.html.contains("value=\"/antrean\"") && english.html.contains("DATA CONTOH"));
        english.assert_harmless();
    }
}
