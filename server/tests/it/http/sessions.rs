//! Signing in and out by cookie.
use chrono::{Duration, Utc};
use serde_json::json;
use server::clock::Clock;
use tokio_util::sync::CancellationToken;

use super::{Browser, PASSWORD, site, site_at};
use crate::{
    store::{connect, run},
    support::{Answer, Trials, World},
};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("signing_in_sets_a_safe_cookie_with_a_new_id", cookie);
    trials.story("signing_out_everywhere_ends_the_other_sessions", everywhere);
    trials.story("a_new_password_ends_the_other_sessions", new_password);
    trials.story("an_unknown_account_and_a_wrong_password_answer_alike", alike);
    trials.story("sign_ins_are_limited_by_account_and_by_address", limits);
    trials.story("a_right_password_and_a_right_secret_use_up_no_attempts", right);
    trials.story("a_session_ends_when_idle_and_in_the_end_however_busy", ends);
    trials.story("reading_without_signing_in_sets_no_session", no_session);
}

fn codes(got: &super::Got) -> Vec<String> {
    Answer(got.json()).refusals("signIn")
}

async fn cookie(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let (_, code, secret) = world.file(&server::authz::actor::Actor::Public, json!({})).await;
    let site = site(&world);
    let mut browser = Browser::new(&site, 1);
    // A visitor's session, such as somebody else could have planted.
    let open = "mutation($c: String!, $s: String!) { openTrackedReport(input: { code: $c, secret: $s }) { case { reference } userErrors { code } } }";
    let opened = browser.graphql(open, json!({ "c": code, "s": secret })).await;
    assert_eq!(opened.text("/openTrackedReport/case/reference"), code);
    let planted = browser.clone();
    let before = browser.cookies["tanggap_session"].clone();

    let got = browser.sign_in("siti@contoh.id", PASSWORD).await;
    assert!(codes(&got).is_empty(), "{}", got.text());
    let set = got
        .headers
        .get_all("set-cookie")
        .iter()
        .find_map(|value| value.to_str().ok().filter(|value| value.starts_with("tanggap_session=")))
        .unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(part), "{part}: {set}");
    }
    assert_ne!(browser.cookies["tanggap_session"], before, "a new id at sign-in");
    assert_eq!(browser.whoami().await.as_deref(), Some("siti@contoh.id"));
    assert_eq!(planted.clone().whoami().await, None, "the id from before is nobody's");
    assert!(!got.text().contains(&browser.cookies["tanggap_session"]), "the id is in no body");

    let after = browser.cookies["tanggap_session"].clone();
    browser.graphql("mutation { signOut(input: { everywhere: false }) { signedOut } }", json!({})).await;
    assert_eq!(browser.whoami().await, None);
    browser.cookies.insert("tanggap_session".into(), after);
    assert_eq!(browser.whoami().await, None, "the session is gone, not only the cookie");
}

async fn everywhere(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    world.account("budi@contoh.id", PASSWORD).await;
    let site = site(&world);
    let (mut here, mut there, mut other) = (Browser::new(&site, 1), Browser::new(&site, 2), Browser::new(&site, 3));
    for browser in [&mut here, &mut there] {
        browser.sign_in("siti@contoh.id", PASSWORD).await;
    }
    other.sign_in("budi@contoh.id", PASSWORD).await;
    assert!(there.whoami().await.is_some());
    let out = here
        .graphql("mutation { signOut(input: { everywhere: true }) { signedOut userErrors { code } } }", json!({}))
        .await;
    assert_eq!(out.at("/signOut/signedOut"), &json!(true));
    assert_eq!((here.whoami().await, there.whoami().await), (None, None));
    assert_eq!(other.whoami().await.as_deref(), Some("budi@contoh.id"), "another person stays");
    let nobody = here.graphql("mutation { signOut(input: { everywhere: true }) { signedOut } }", json!({})).await;
    assert_eq!(nobody.errors(), ["UNAUTHENTICATED"]);
    there.sign_in("siti@contoh.id", PASSWORD).await;
    assert!(there.whoami().await.is_some(), "signing in again works");
}

async fn new_password(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let site = site(&world);
    let (mut here, mut there) = (Browser::new(&site, 1), Browser::new(&site, 2));
    for browser in [&mut here, &mut there] {
        browser.sign_in("siti@contoh.id", PASSWORD).await;
    }
    let change = "mutation($c: String!, $n: String!) { changePassword(input: { current: $c, new: $n }) { changed userErrors { code path } } }";
    let wrong = here.graphql(change, json!({ "c": "bukan ini", "n": "kata sandi baru" })).await;
    assert_eq!(wrong.refusals("changePassword"), ["INVALID"]);
    let short = here.graphql(change, json!({ "c": PASSWORD, "n": "pendek" })).await;
    assert_eq!(short.refusals("changePassword"), ["TOO_SHORT"]);
    assert!(there.whoami().await.is_some(), "refused, it ends nothing");
    let done = here.graphql(change, json!({ "c": PASSWORD, "n": "kata sandi baru" })).await;
    assert_eq!(done.at("/changePassword/changed"), &json!(true));
    assert!(here.whoami().await.is_some(), "this one goes on");
    assert_eq!(there.whoami().await, None);
    assert_eq!(codes(&there.sign_in("siti@contoh.id", PASSWORD).await), ["WRONG_CREDENTIALS"]);
    assert!(codes(&there.sign_in("siti@contoh.id", "kata sandi baru").await).is_empty());
}

async fn alike(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let mut browser = Browser::new(&site(&world), 1);
    let wrong = browser.sign_in("siti@contoh.id", "salah sekali").await;
    let unknown = browser.sign_in("tidak.ada@contoh.id", "salah sekali").await;
    let nonsense = browser.sign_in("bukan surel", "salah sekali").await;
    let long = browser.sign_in("siti@contoh.id", &"x".repeat(201)).await;
    assert_eq!(codes(&wrong), ["WRONG_CREDENTIALS"]);
    for other in [&unknown, &nonsense, &long] {
        assert_eq!((wrong.status, &wrong.body), (other.status, &other.body), "{}", other.text());
    }
    assert!(!browser.cookies.contains_key("tanggap_session"));
}

async fn limits(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    world.account("budi@contoh.id", PASSWORD).await;
    let site = site(&world);
    let rate = &world.app.config.rate;
    let mut browser = Browser::new(&site, 1);
    for n in 0..rate.sign_in_per_account {
        assert_eq!(codes(&browser.sign_in("siti@contoh.id", "salah sekali").await), ["WRONG_CREDENTIALS"], "try {n}");
    }
    let limited = browser.sign_in("siti@contoh.id", PASSWORD).await;
    assert_eq!(codes(&limited), ["RATE_LIMITED"], "{}", limited.text());
    let mut elsewhere = Browser::new(&site, 2);
    let limited = elsewhere.sign_in("siti@contoh.id", PASSWORD).await;
    assert_eq!(codes(&limited), ["RATE_LIMITED"], "from another address too");
    assert!(codes(&elsewhere.sign_in("budi@contoh.id", PASSWORD).await).is_empty(), "others go on");

    let mut guesser = Browser::new(&site, 3);
    let mut last = vec![];
    for n in 0..=rate.sign_in_per_address {
        last = codes(&guesser.sign_in(&format!("orang{n}@contoh.id"), "salah sekali").await);
    }
    assert_eq!(last, ["RATE_LIMITED"], "many accounts from one address");

    let mut tracker = Browser::new(&site, 4);
    let track = "query { trackReport(code: \"TG-2611-7K3QXM\", secret: \"salah\") { id } }";
    let mut last = vec![];
    for _ in 0..=rate.tracking_per_address {
        last = tracker.graphql(track, json!({})).await.errors();
    }
    assert_eq!(last, ["RATE_LIMITED"], "tracking codes are not for guessing");
}

async fn right(world: World) {
    // A whole office behind one address signs in, and a frontend follows reports for many citizens.
    world.account("siti@contoh.id", PASSWORD).await;
    let site = site(&world);
    let rate = &world.app.config.rate;
    let mut office = Browser::new(&site, 1);
    for n in 0..=rate.sign_in_per_address {
        let codes = codes(&office.sign_in("siti@contoh.id", PASSWORD).await);
        assert!(codes.is_empty(), "sign-in {n} with the right password: {codes:?}");
    }
    let (_, code, secret) = world.file(&server::authz::actor::Actor::Public, json!({})).await;
    let mut frontend = Browser::new(&site, 2);
    let track = "query($c: String!, $s: String!) { trackReport(code: $c, secret: $s) { id } }";
    for n in 0..=rate.tracking_per_address {
        let errors = frontend.graphql(track, json!({ "c": code, "s": secret })).await.errors();
        assert!(errors.is_empty(), "right secret {n}: {errors:?}");
    }
}

async fn ends(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let at = |time: Duration| site_at(&world, Clock::moved_by(move || Utc::now() + time), CancellationToken::new());
    let session = &world.app.config.session;
    let idle = Duration::from_std(session.idle).unwrap();
    let absolute = Duration::from_std(session.absolute).unwrap();
    let mut browser = Browser::new(&at(Duration::zero()), 1);
    browser.sign_in("siti@contoh.id", PASSWORD).await;
    let cookies = browser.cookies.clone();
    let later = |time: Duration| {
        let mut browser = Browser::new(&at(time), 1);
        browser.cookies.clone_from(&cookies);
        async move { browser.whoami().await }
    };
    let minute = Duration::minutes(1);
    assert!(later(idle - minute).await.is_some(), "not idle for long enough");
    assert_eq!(later(idle + minute).await, None, "idle");
    // As if it had been used all the time.
    let db = connect(&world).await;
    run(&db, "UPDATE sessions SET expires_at = '2099-01-01 00:00:00+00:00'").await;
    assert!(later(absolute - minute).await.is_some(), "busy");
    run(&db, "UPDATE sessions SET expires_at = '2099-01-01 00:00:00+00:00'").await;
    assert_eq!(later(absolute + minute).await, None, "busy, but too old");
    db.close().await.unwrap();
}

async fn no_session(world: World) {
    let mut browser = Browser::new(&site(&world), 1);
    for path in ["/", "/publik", "/lapor", "/masuk"] {
        let got = browser.get(path).await;
        assert_eq!(got.status, 200, "{path}");
    }
    assert_eq!(browser.whoami().await, None);
    assert!(!browser.cookies.contains_key("tanggap_session"), "{:?}", browser.cookies);
}
