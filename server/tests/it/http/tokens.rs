//! Access tokens of programs.
use chrono::{Duration, Utc};
use entities::vocab::Role;
use http::StatusCode;
use serde_json::json;
use server::clock::Clock;
use tokio_util::sync::CancellationToken;

use super::{Browser, PASSWORD, site, site_at};
use crate::support::{Answer, Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("a_token_acts_in_its_role_until_it_is_revoked_or_ends", tokens);
    trials.story("a_wrong_authorization_is_refused_and_never_taken_for_nobody", wrong);
    trials.story("the_secret_of_a_report_opens_that_report_by_header", tracking);
}

const CREATE: &str = "mutation($n: String!, $d: Int!) { createAccessToken(input: { name: $n, expiresInDays: $d }) { accessToken { id } secret userErrors { code } } }";

async fn tokens(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let site = site(&world);
    let mut person = Browser::new(&site, 1);
    person.sign_in("agency_admin.kalsel-pupr@contoh.id", PASSWORD).await;
    assert!(person.whoami().await.is_some(), "the officer is signed in");
    let made = person.graphql(CREATE, json!({ "n": "Portal satu data", "d": 1 })).await.done("createAccessToken");
    let (secret, id) = (made.text("/createAccessToken/secret"), made.text("/createAccessToken/accessToken/id"));
    let bearer = format!("Bearer {secret}");
    let list =
        person.graphql("{ viewer { account { accessTokens { id name lastUsedAt revokedAt } } } }", json!({})).await;
    assert!(!list.0.to_string().contains(&secret), "shown once: {:#}", list.0);

    let mut program = Browser::new(&site, 2);
    let ask = "query($id: ID!) { viewer { role } case(id: $id) { id } }";
    let auth: &[(&str, &str)] = &[("authorization", &bearer)];
    let got = Answer(program.graphql_with(ask, json!({ "id": case }), auth).await.json());
    assert_eq!(got.at(""), &json!({ "viewer": { "role": "AGENCY_ADMIN" }, "case": { "id": case } }));
    assert!(!program.cookies.contains_key("tanggap_session"), "a program gets no session");
    // A token signs nothing else in: no session to sign out, none to choose a role for.
    let more = Answer(
        program
            .graphql_with(
                "mutation { signIn(input: { email: \"a@b.id\", password: \"x\" }) { userErrors { code } } }",
                json!({}),
                auth,
            )
            .await
            .json(),
    );
    assert_eq!(more.errors(), ["UNAUTHENTICATED"]);

    // Ended by the clock.
    let later = site_at(&world, Clock::moved_by(|| Utc::now() + Duration::days(2)), CancellationToken::new());
    let got = Browser::new(&later, 2).graphql_with(ask, json!({ "id": case }), auth).await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{}", got.text());

    // Somebody else cannot revoke it; its owner can, at once.
    let revoke =
        "mutation($id: ID!) { revokeAccessToken(input: { id: $id }) { accessToken { id } userErrors { code path } } }";
    world.account("lain@contoh.id", PASSWORD).await;
    let mut other = Browser::new(&site, 3);
    other.sign_in("lain@contoh.id", PASSWORD).await;
    assert_eq!(other.graphql(revoke, json!({ "id": id })).await.refusals("revokeAccessToken"), ["UNKNOWN"]);
    person.graphql(revoke, json!({ "id": id })).await.done("revokeAccessToken");
    let got = program.graphql_with(ask, json!({ "id": case }), auth).await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED);
    assert_eq!(Answer(got.json()).errors(), ["UNAUTHENTICATED"]);
}

async fn wrong(world: World) {
    let mut program = Browser::new(&site(&world), 1);
    for value in [
        "Bearer salah",
        "Bearer ",
        "Bearer",
        "Basic YTpi",
        "tgp_x",
        "Tracking TG-2611-7K3QXM:salah",
        "Tracking",
        "Tracking x",
    ] {
        for path in ["/graphql", "/berkas/00000000-0000-0000-0000-000000000000"] {
            let got = if path == "/graphql" {
                program.graphql_with("{ __typename }", json!({}), &[("authorization", value)]).await
            } else {
                program.send(http::Method::GET, path, &[("authorization", value)], vec![]).await
            };
            assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{value} at {path}: {}", got.text());
        }
    }
}

async fn tracking(world: World) {
    let public = server::authz::actor::Actor::Public;
    let (case, code, secret) = world.file(&public, json!({})).await;
    let (other, ..) = world.file(&public, json!({})).await;
    let mut program = Browser::new(&site(&world), 1);
    let value = format!("Tracking {code}:{secret}");
    let ask = "query($a: ID!, $b: ID!) { a: case(id: $a) { id } b: case(id: $b) { id } }";
    let got =
        Answer(program.graphql_with(ask, json!({ "a": case, "b": other }), &[("authorization", &value)]).await.json());
    assert_eq!(got.at(""), &json!({ "a": { "id": case }, "b": null }));
}
