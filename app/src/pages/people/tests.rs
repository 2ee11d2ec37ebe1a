//! Invitations and vacancies through the router: what is shown, what is sent, what comes back refused, who may not.
#![expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::fixtures::*;
use crate::testing::{Canned, HOSTILE, citizen, get, nobody, officer, post, post_raw};

const LINK: &str = "https://tanggap.example/undangan/abcDEF123";

fn input(client: &Canned, operation: &str) -> Value {
    client.variables(operation).unwrap_or_default()["input"].clone()
}

fn invited(link: Value, errors: Value) -> Value {
    let made = if errors.as_array().is_some_and(Vec::is_empty) { invitation("WAITING", &[]) } else { Value::Null };
    json!({ "invitation": made, "link": link, "userErrors": errors })
}

#[tokio::test]
async fn the_form_and_the_list_of_invitations_stand_together() {
    for english in [false, true] {
        let canned = if english { inviting().english() } else { inviting() };
        let answer = get(&canned.ready(), "/instansi/KALSEL-PUPR/undang").await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        for part in [
            "value=\"AGENCY_ADMIN\"",
            "value=\"LIAISON_OFFICER\"",
            "value=\"2026-11-23\"",
            "/undangan/perbarui",
            "/undangan/cabut",
            "value=\"i-1\"",
        ] {
            assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
        }
        assert!(answer.html.contains(if english { "Invite an officer" } else { "Undang petugas" }), "{}", answer.html);
    }
    let ended = invite_page(officer(), &["UNIT_OFFICER"], json!([invitation("EXPIRED", &[])]));
    let html = get(&Canned::new().data("InvitePage", ended).ready(), "/instansi/A/undang").await.html;
    assert!(!html.contains("/undangan/cabut") && html.contains("kedaluwarsa"), "{html}");
    assert!(html.contains("value=\"UNIT_OFFICER\" selected"), "the only role is chosen: {html}");
}

#[tokio::test]
async fn who_may_not_appoint_here_is_told_so_and_a_stranger_signs_in() {
    let page =
        |viewer, roles: &[&str], list| Canned::new().data("InvitePage", invite_page(viewer, roles, list)).ready();
    let refused = get(&page(officer(), &[], Value::Null), "/instansi/A/undang").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.html.contains("Anda tidak dapat mengundang"), "{}", refused.html);
    assert_eq!(get(&page(citizen(), &[], Value::Null), "/instansi/A/undang").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        get(&page(nobody(), &[], Value::Null), "/instansi/A/undang").await.location,
        "/masuk?kembali=%2Finstansi%2FA%2Fundang"
    );
    let client = page(officer(), &[], Value::Null);
    assert_eq!(post(&client, "/instansi/A/undang", &[("role", "AGENCY_ADMIN")]).await.status, StatusCode::FORBIDDEN);
    assert!(client.variables("Invite").is_none());
    let gone = Canned::new().data("InvitePage", json!({ "viewer": officer(), "agency": null })).ready();
    assert_eq!(get(&gone, "/instansi/A/undang").await.status, StatusCode::NOT_FOUND);
}

const TYPED: [(&str, &str); 4] =
    [("name", "Budi Contoh"), ("email", " budi@contoh.id "), ("role", "LIAISON_OFFICER"), ("valid_from", "2026-12-01")];

#[tokio::test]
async fn the_link_is_shown_once_by_the_answer_itself() {
    let client = inviting().data("Invite", json!({ "invitePerson": invited(json!(LINK), json!([])) })).ready();
    let answer = post(&client, "/instansi/KALSEL-PUPR/undang", &TYPED).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert!(
        answer.html.contains(&format!("class=\"code link\">{LINK}<")) && answer.html.contains("data-copy"),
        "{}",
        answer.html
    );
    let sent = input(&client, "Invite");
    assert_eq!(
        (&sent["agencyId"], &sent["role"], &sent["email"]),
        (&json!("a-1"), &json!("LIAISON_OFFICER"), &json!("budi@contoh.id"))
    );
    assert_eq!((&sent["validFrom"], &sent["validTo"]), (&json!("2026-12-01"), &Value::Null));
    assert!(!get(&client, "/instansi/KALSEL-PUPR/undang").await.html.contains(LINK));
}

#[tokio::test]
async fn with_mail_the_page_says_that_it_is_on_its_way() {
    let client = inviting().data("Invite", json!({ "invitePerson": invited(Value::Null, json!([])) })).ready();
    let answer = post(&client, "/instansi/KALSEL-PUPR/undang", &TYPED).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/instansi/KALSEL-PUPR?pesan=undangan-surel")
    );
}

#[tokio::test]
async fn a_refused_invitation_keeps_what_was_typed() {
    let errors = refusal("INVALID", &["input", "email"]);
    let client = inviting().data("Invite", json!({ "invitePerson": invited(Value::Null, errors) })).ready();
    let answer = post(
        &client,
        "/instansi/KALSEL-PUPR/undang",
        &[("name", HOSTILE), ("email", "salah"), ("role", "AGENCY_ADMIN"), ("valid_to", "2027-01-01")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(
        answer.html.contains("id=\"undang-email-error\"") && answer.html.contains("value=\"salah\""),
        "{}",
        answer.html
    );
    assert!(
        answer.html.contains("value=\"AGENCY_ADMIN\" selected") && answer.html.contains("value=\"2027-01-01\""),
        "{}",
        answer.html
    );
    // A role that is not offered, and a day that is none, are never sent.
    let client = inviting().ready();
    let answer =
        post(&client, "/instansi/KALSEL-PUPR/undang", &[("role", "SYSTEM_ADMIN"), ("valid_from", "besok")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.html.contains("undang-role-error") && answer.html.contains("undang-valid_from-error"),
        "{}",
        answer.html
    );
    assert!(client.variables("Invite").is_none());
}

#[tokio::test]
async fn an_invitation_is_renewed_and_taken_back() {
    let client = inviting()
        .data("Renew", json!({ "renewInvitation": invited(json!(LINK), json!([])) }))
        .data("Withdraw", json!({ "withdrawInvitation": { "userErrors": [] } }))
        .ready();
    let fields = [("invitation_id", "i-1"), ("version", "3")];
    let answer = post(&client, "/instansi/KALSEL-PUPR/undangan/perbarui", &fields).await;
    assert!(answer.status == StatusCode::OK && answer.html.contains(LINK), "{}", answer.html);
    assert_eq!(
        (&input(&client, "Renew")["invitationId"], &input(&client, "Renew")["version"]),
        (&json!("i-1"), &json!(3))
    );
    let answer = post(&client, "/instansi/KALSEL-PUPR/undangan/cabut", &fields).await;
    assert_eq!(answer.location, "/instansi/KALSEL-PUPR?pesan=undangan-cabut");
    assert_eq!(post(&client, "/instansi/KALSEL-PUPR/undangan/lain", &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&client, "/instansi/KALSEL-PUPR/undangan/cabut").await.location, "/instansi/KALSEL-PUPR/undang");
    let stale = inviting()
        .data("Withdraw", json!({ "withdrawInvitation": { "userErrors": refusal("CONFLICT", &[]) } }))
        .ready();
    let answer = post(&stale, "/instansi/KALSEL-PUPR/undangan/cabut", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("baru saja diubah orang lain"), "{}", answer.html);
    answer.assert_harmless();
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_begins() {
    let client = open_invitation(offer(false))
        .data("Accept", json!({ "acceptInvitation": { "viewer": officer(), "userErrors": [] } }))
        .ready();
    let page = get(&client, "/undangan/rahasia-tautan").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_harmless();
    assert!(
        page.html.contains("autocomplete=\"new-password\"") && page.html.contains("Paling sedikit 10"),
        "{}",
        page.html
    );
    let typed = [("baru", "1"), ("password", " sandi panjang "), ("again", " sandi panjang ")];
    let answer = post(&client, "/undangan/rahasia-tautan", &typed).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/antrean?pesan=undangan-terima"));
    let sent = input(&client, "Accept");
    assert_eq!((&sent["token"], &sent["password"]), (&json!("rahasia-tautan"), &json!(" sandi panjang ")));
    let html = get(&open_invitation(offer(true)).english().ready(), "/undangan/x").await.html;
    assert!(html.contains("autocomplete=\"current-password\"") && !html.contains("name=\"again\""), "{html}");
}

#[tokio::test]
async fn a_refused_password_is_never_given_back() {
    let errors = refusal("TOO_SHORT", &["input", "password"]);
    let client = open_invitation(offer(false))
        .data("Accept", json!({ "acceptInvitation": { "viewer": null, "userErrors": errors } }))
        .ready();
    let answer =
        post(&client, "/undangan/x", &[("baru", "1"), ("password", "singkat-1"), ("again", "singkat-1")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.assert_harmless();
    assert!(answer.html.contains("terima-password-error") && !answer.html.contains("singkat-1"), "{}", answer.html);
    let client = open_invitation(offer(false)).ready();
    let answer = post(&client, "/undangan/x", &[("baru", "1"), ("password", "satu"), ("again", "dua")]).await;
    assert!(answer.html.contains("terima-again-error") && client.variables("Accept").is_none(), "{}", answer.html);
    assert_eq!(post_raw(&client, "/undangan/x", &[("password", "a")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn links_that_cannot_be_used_look_alike_and_say_what_to_do() {
    let refused =
        json!({ "acceptInvitation": { "viewer": null, "userErrors": refusal("UNKNOWN", &["input", "token"]) } });
    let client = open_invitation(Value::Null).data("Accept", refused).ready();
    let page = get(&client, "/undangan/salah").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.html.contains("mintalah undangan baru") && page.html.contains("href=\"/masuk\""), "{}", page.html);
    page.assert_harmless();
    let used = post(&client, "/undangan/salah", &[("password", "apa saja")]).await;
    assert_eq!((used.status, used.html.contains("mintalah undangan baru")), (StatusCode::NOT_FOUND, true));
}

#[tokio::test]
async fn vacant_units_are_listed_page_by_page() {
    let unit = json!({ "code": "KALSEL-BM", "name": HOSTILE, "kind": "DIVISION", "ancestors": [bit("NASIONAL"), bit("KALSEL")],
        "figures": { "open": 1_234, "overdue": 3, "overdueCapped": false }, "appointableRoles": ["UNIT_OFFICER"] });
    let list = |viewer: Value, nodes: Value, more: bool| {
        json!({ "viewer": viewer, "vacancies": { "nodes": nodes,
        "pageInfo": { "hasPreviousPage": false, "hasNextPage": more, "startCursor": "s", "endCursor": "e" } } })
    };
    let client = Canned::new().data("VacanciesPage", list(officer(), json!([unit]), true)).ready();
    let answer = get(&client, "/instansi/kosong?after=c").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.assert_harmless();
    assert_eq!(client.variables("VacanciesPage").unwrap_or_default()["after"], "c");
    for part in ["after=e", "1.234", "class=\"n\"", "/instansi/KALSEL-BM/undang", "href=\"/instansi/kosong\""] {
        assert!(answer.html.contains(part), "{part} is missing: {}", answer.html);
    }
    let none = Canned::new().data("VacanciesPage", list(officer(), json!([]), false)).ready();
    assert!(get(&none, "/instansi/kosong").await.html.contains("Tidak ada unit lowong."));
    let stranger = Canned::new().data("VacanciesPage", list(nobody(), json!([]), false)).ready();
    assert_eq!(get(&stranger, "/instansi/kosong").await.location, "/masuk?kembali=%2Finstansi%2Fkosong");
    let refused = Canned::new().error("VacanciesPage", "UNAUTHENTICATED", "Masuk dahulu").ready();
    assert_eq!(get(&refused, "/instansi/kosong").await.location, "/masuk?kembali=%2Finstansi%2Fkosong");
    let private = Canned::new().data("VacanciesPage", list(citizen(), json!([]), false)).ready();
    assert_eq!(get(&private, "/instansi/kosong").await.status, StatusCode::FORBIDDEN);
}
