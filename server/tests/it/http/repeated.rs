//! Client keys of the own account: a lost answer and a second click act once.
use serde_json::json;

use super::{Browser, PASSWORD, site};
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("registering_twice_with_one_key_makes_one_account", registering);
    trials.story("a_new_password_sent_twice_with_one_key_is_set_once", password);
    trials.story("a_token_made_twice_with_one_key_is_one_and_shows_the_same_secret", token);
}

const KEY: &str = "kunci-0123456789abcdef";
const REGISTER: &str = "mutation($e: String!, $p: String!) { registerAccount(input: { name: \"Siti Aminah\", email: $e, password: $p, clientMutationId: \"kunci-0123456789abcdef\" }) { viewer { account { email } } userErrors { code } } }";
const CHANGE: &str = "mutation($c: String!, $n: String!, $k: String) { changePassword(input: { current: $c, new: $n, clientMutationId: $k }) { changed userErrors { code path } } }";
const CREATE: &str = "mutation($n: String!, $k: String) { createAccessToken(input: { name: $n, expiresInDays: 7, clientMutationId: $k }) { accessToken { id } secret userErrors { code } } }";

async fn registering(world: World) {
    let site = site(&world);
    let input = json!({ "e": "siti@contoh.id", "p": PASSWORD });
    let mut browser = Browser::new(&site, 1);
    let first = browser.graphql(REGISTER, input.clone()).await.done("registerAccount");
    // Pressed twice: the session is the new account's by now.
    let twice = browser.graphql(REGISTER, input.clone()).await.done("registerAccount");
    assert_eq!(twice.0, first.0);
    // The answer was lost, its cookie too.
    let mut lost = Browser::new(&site, 2);
    assert_eq!(lost.graphql(REGISTER, input.clone()).await.done("registerAccount").0, first.0);
    assert_eq!(lost.whoami().await.as_deref(), Some("siti@contoh.id"));
    // Another input under the same key is no second account and no way in.
    for other in
        [json!({ "e": "siti@contoh.id", "p": "kata-sandi-tebakan" }), json!({ "e": "lain@contoh.id", "p": PASSWORD })]
    {
        let mut stranger = Browser::new(&site, 3);
        assert_eq!(stranger.graphql(REGISTER, other).await.refusals("registerAccount"), ["KEY_REUSED"]);
        assert_eq!(stranger.whoami().await, None);
    }
    // The password of then is not the password of now.
    let new = json!({ "c": PASSWORD, "n": "kata-sandi-yang-baru", "k": null });
    lost.graphql(CHANGE, new).await.done("changePassword");
    let mut old = Browser::new(&site, 4);
    assert_eq!(old.graphql(REGISTER, input).await.refusals("registerAccount"), ["WRONG_CREDENTIALS"]);
    assert_eq!(old.whoami().await, None);
}

async fn password(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let site = site(&world);
    let mut browser = Browser::new(&site, 1);
    browser.sign_in("siti@contoh.id", PASSWORD).await;
    let input = json!({ "c": PASSWORD, "n": "kata-sandi-yang-baru", "k": KEY });
    browser.graphql(CHANGE, input.clone()).await.done("changePassword");
    let again = browser.graphql(CHANGE, input).await.done("changePassword");
    assert_eq!(again.at("/changePassword/changed"), &json!(true));
    assert_eq!(browser.whoami().await.as_deref(), Some("siti@contoh.id"), "the second one ended no session");
    let plain = json!({ "c": PASSWORD, "n": "kata-sandi-yang-lain", "k": null });
    assert_eq!(browser.graphql(CHANGE, plain).await.refusals("changePassword"), ["INVALID"]);
    let reused = json!({ "c": "kata-sandi-yang-baru", "n": "kata-sandi-yang-lain", "k": KEY });
    assert_eq!(browser.graphql(CHANGE, reused).await.refusals("changePassword"), ["KEY_REUSED"]);
}

async fn token(world: World) {
    world.account("siti@contoh.id", PASSWORD).await;
    let site = site(&world);
    let mut browser = Browser::new(&site, 1);
    browser.sign_in("siti@contoh.id", PASSWORD).await;
    let input = json!({ "n": "Portal satu data", "k": KEY });
    let first = browser.graphql(CREATE, input.clone()).await.done("createAccessToken");
    let again = browser.graphql(CREATE, input).await.done("createAccessToken");
    assert_eq!(again.0, first.0, "one token, the same secret");
    let bearer = format!("Bearer {}", first.text("/createAccessToken/secret"));
    let mut program = Browser::new(&site, 2);
    let got =
        program.graphql_with("{ viewer { account { email } } }", json!({}), &[("authorization", &bearer)]).await.json();
    assert_eq!(got["data"]["viewer"]["account"]["email"], "siti@contoh.id");
    // Without a key each is a new one.
    let plain = json!({ "n": "Portal satu data", "k": null });
    let other = browser.graphql(CREATE, plain).await.done("createAccessToken");
    assert_ne!(other.text("/createAccessToken/secret"), first.text("/createAccessToken/secret"));
    let list = browser.graphql("{ viewer { account { accessTokens { id } } } }", json!({})).await;
    assert_eq!(list.at("/viewer/account/accessTokens").as_array().unwrap().len(), 2);
}
