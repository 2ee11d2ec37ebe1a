//! `GET /akun` and its acts. The secret of a new token is shown by the answer to the form itself, once.
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::queries::*;
use super::views;
use crate::forms::{Posted, Typed};
use crate::gql::{Fault, FaultKind};
use crate::texts::k;
use crate::visit::Visit;

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, "", Typed::default(), None, StatusCode::OK).await
}

/// Somebody reloaded the address of a form.
pub async fn back() -> Redirect {
    Redirect::to("/akun")
}

async fn page(
    visit: &Visit,
    act: &'static str,
    typed: Typed,
    secret: Option<String>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let data: AccountPage = visit.query(()).await?;
    let (Some(account), Some(more)) = (data.viewer.account.clone(), data.more.account) else {
        return Err(Fault::new(visit, FaultKind::SignIn));
    };
    let scene = views::Scene {
        visit,
        viewer: &data.viewer,
        account: &account,
        tokens: &more.access_tokens,
        password_min: data.limits.password_min,
        act,
        typed: &typed,
        secret,
    };
    Ok(views::page(&scene, status))
}

/// `POST /akun/{peran|token|token-cabut|sandi|keluar-semua}`
pub async fn act(posted: Posted) -> Result<Response, Fault> {
    let name = posted.param("act");
    let Posted { visit, mut typed, .. } = posted;
    let client_mutation_id = typed.opt("kunci");
    let (act, target, errors) = match name.as_str() {
        "peran" => {
            let input =
                ChooseRoleInput { role_grant_id: cynic::Id::new(typed.get("role_grant_id")), client_mutation_id };
            ("peran", "/antrean?pesan=peran", visit.mutate::<ChooseRole, _>(ChooseRoleVars { input }).await?.errors())
        }
        "sandi" => {
            if typed.raw("new") != typed.raw("again") {
                typed.fault(Some("again"), visit.t(k::ACCOUNT_NOT_SAME));
                return page(&visit, "sandi", typed, None, StatusCode::UNPROCESSABLE_ENTITY).await;
            }
            let input = ChangePasswordInput {
                current: typed.raw("current").to_owned(),
                new: typed.raw("new").to_owned(),
                client_mutation_id,
            };
            (
                "sandi",
                "/akun?pesan=sandi",
                visit.mutate::<ChangePassword, _>(ChangePasswordVars { input }).await?.errors(),
            )
        }
        "token" => return create_token(&visit, typed).await,
        "token-cabut" => {
            let input = RevokeAccessTokenInput { id: cynic::Id::new(typed.get("id")), client_mutation_id };
            (
                "token-cabut",
                "/akun?pesan=token-cabut",
                visit.mutate::<RevokeToken, _>(RevokeVars { input }).await?.errors(),
            )
        }
        "keluar-semua" => {
            let input = SignOutInput { everywhere: true, client_mutation_id };
            (
                "keluar-semua",
                "/?pesan=keluar",
                visit.mutate::<SignOutEverywhere, _>(SignOutVars { input }).await?.errors(),
            )
        }
        _ => return Err(Fault::not_found(&visit)),
    };
    typed.refuse(&errors);
    if typed.has_faults() {
        return page(&visit, act, typed, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    Ok(Redirect::to(target).into_response())
}

async fn create_token(visit: &Visit, mut typed: Typed) -> Result<Response, Fault> {
    let input = CreateAccessTokenInput {
        name: typed.get("name"),
        role_grant_id: typed.opt("role_grant_id").map(cynic::Id::new),
        expires_in_days: typed.int("expires_in_days").unwrap_or(90),
        client_mutation_id: typed.opt("kunci"),
    };
    let answer = visit.mutate::<CreateToken, _>(CreateTokenVars { input }).await?.create_access_token;
    typed.refuse(&answer.user_errors);
    if typed.has_faults() {
        return page(visit, "token", typed, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    page(visit, "", Typed::default(), answer.secret, StatusCode::OK).await
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::{Canned, HOSTILE, get, nobody, officer, post, post_raw};

    fn client(viewer: &Value) -> Canned {
        let tokens = json!([{ "id": "t1", "name": HOSTILE, "roleGrant": null, "createdAt": "2026-11-01T00:00:00Z", "expiresAt": "2027-01-30T00:00:00Z", "lastUsedAt": null, "revokedAt": null }]);
        let account = if viewer["account"].is_null() { Value::Null } else { json!({ "accessTokens": tokens }) };
        Canned::new().data(
            "AccountPage",
            json!({ "viewer": viewer, "more": { "account": account }, "limits": { "passwordMin": 12 } }),
        )
    }

    #[tokio::test]
    async fn the_page_shows_roles_and_tokens_in_both_languages() {
        let answer = get(&client(&officer()).ready(), "/akun").await;
        answer.assert_harmless();
        assert!(
            answer.html.contains("Rina Noor")
                && answer.html.contains("Pejabat penghubung")
                && answer.html.contains("Cabut"),
            "{}",
            answer.html
        );
        let answer = get(&client(&officer()).english().ready(), "/akun").await;
        assert!(answer.html.contains("Revoke") && answer.html.contains("at least 12"), "{}", answer.html);
        assert_eq!(get(&client(&nobody()).ready(), "/akun").await.location, "/masuk?kembali=%2Fakun");
    }

    #[tokio::test]
    async fn a_new_token_is_shown_once_by_the_answer_itself() {
        let client = client(&officer())
            .data("CreateToken", json!({ "createAccessToken": { "secret": "tg_rahasia_123", "userErrors": [] } }))
            .ready();
        let answer = post(&client, "/akun/token", &[("name", "portal"), ("expires_in_days", "30")]).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        assert!(answer.html.contains("tg_rahasia_123"));
        assert_eq!(client.variables("CreateToken").unwrap_or_default()["input"]["expiresInDays"], 30);
        assert!(!get(&client, "/akun").await.html.contains("tg_rahasia_123"));
    }

    #[tokio::test]
    async fn passwords_are_never_given_back() {
        let errors = json!([{ "code": "WRONG_CREDENTIALS", "message": HOSTILE, "path": ["input", "current"] }]);
        let client =
            client(&officer()).data("ChangePassword", json!({ "changePassword": { "userErrors": errors } })).ready();
        let answer = post(
            &client,
            "/akun/sandi",
            &[("current", "lama-sekali"), ("new", "baru-sekali"), ("again", "baru-sekali")],
        )
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.assert_harmless();
        assert!(!answer.html.contains("lama-sekali") && !answer.html.contains("baru-sekali"));
        assert!(answer.html.contains("id=\"sandi-current-error\""), "{}", answer.html);
        let answer = post(&client, "/akun/sandi", &[("current", "x"), ("new", "a"), ("again", "b")]).await;
        assert!(answer.html.contains("id=\"sandi-again-error\""), "{}", answer.html);
    }

    #[tokio::test]
    async fn every_act_needs_the_token_of_the_form() {
        let client = client(&officer()).ready();
        for act in ["peran", "token", "token-cabut", "sandi", "keluar-semua"] {
            assert_eq!(
                post_raw(&client, &format!("/akun/{act}"), &[("_csrf", "x")]).await.status,
                StatusCode::FORBIDDEN,
                "{act}"
            );
        }
        assert!(client.asked.lock().is_ok_and(|asked| asked.is_empty()));
        assert_eq!(post(&client, "/akun/lain", &[]).await.status, StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn choosing_a_role_leads_to_the_queue() {
        let client = client(&officer()).data("ChooseRole", json!({ "chooseRole": { "userErrors": [] } })).ready();
        let answer = post(&client, "/akun/peran", &[("role_grant_id", "r2")]).await;
        assert_eq!(answer.location, "/antrean?pesan=peran");
        assert_eq!(client.variables("ChooseRole").unwrap_or_default()["input"]["roleGrantId"], "r2");
    }
}
