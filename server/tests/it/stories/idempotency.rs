//! The same request twice acts once.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::routes::{facts, kinds, now};
use crate::{
    store::rows,
    support::{Answer, Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("the_same_report_sent_twice_is_one_case_with_the_same_code_and_secret", twice);
    trials.story("eight_copies_of_a_report_at_the_same_time_are_one_case", at_once);
    trials.story("more_reports_at_once_than_connections_are_all_taken", crowd);
    trials.story("a_forward_sent_twice_happens_once_and_answers_alike", acts_once);
    trials.story("a_key_belongs_to_whoever_used_it_and_a_refusal_keeps_nothing", whose);
    trials.story("an_identity_read_twice_with_one_key_is_one_event", revealed);
}

const KEY: &str = "0123456789abcdef-kunci";

fn receipt(answer: &Answer) -> (String, String, String) {
    (
        answer.text("/submitReport/case/id"),
        answer.text("/submitReport/trackingCode"),
        answer.text("/submitReport/trackingSecret"),
    )
}

async fn twice(world: World) {
    let first = world.submit(&Actor::Public, json!({ "clientMutationId": KEY })).await.done("submitReport");
    let once = rows(&world).await;
    let again = world.submit(&Actor::Public, json!({ "clientMutationId": KEY })).await.done("submitReport");
    assert_eq!(receipt(&again), receipt(&first));
    assert_eq!(rows(&world).await, once, "nothing is written the second time");
    let (case, code, secret) = receipt(&first);
    let tracked = world
        .ask(
            &Actor::Public,
            "query($c: String!, $s: String!) { trackReport(code: $c, secret: $s) { id } }",
            json!({ "c": code, "s": secret }),
        )
        .await;
    assert_eq!(tracked.text("/trackReport/id"), case, "the secret of the receipt opens it");

    let other = world
        .submit(&Actor::Public, json!({ "clientMutationId": KEY, "title": "Laporan yang lain sama sekali" }))
        .await;
    assert_eq!(other.refusals("submitReport"), ["KEY_REUSED"]);
    assert_eq!(other.at("/submitReport/userErrors/0/path"), &json!(["input", "clientMutationId"]));
    assert_eq!(other.at("/submitReport/trackingSecret"), &Value::Null);
    assert_eq!(rows(&world).await, once);

    let without = world.submit(&Actor::Public, json!({})).await.done("submitReport");
    let without_again = world.submit(&Actor::Public, json!({})).await.done("submitReport");
    assert_ne!(receipt(&without).0, receipt(&without_again).0, "without a key they are two");
}

async fn at_once(world: World) {
    let citizen = world.citizen("sekaligus@contoh.id").await;
    let copies = (0..8).map(|_| world.submit(&citizen, json!({ "clientMutationId": KEY })));
    let answers = futures::future::join_all(copies).await;
    let first = receipt(&answers[0].clone().done("submitReport"));
    for answer in answers {
        assert_eq!(receipt(&answer.done("submitReport")), first);
    }
    let mine = world.ask(&citizen, "{ cases(first: 10) { nodes { id } } }", json!({})).await;
    assert_eq!(mine.at("/cases/nodes"), &json!([{ "id": first.0 }]));
    assert_eq!(kinds(&world, &citizen, &first.0).await, ["SUBMITTED"]);
}

async fn crowd(world: World) {
    let people = futures::future::join_all((0..24).map(|n| {
        let world = &world;
        async move { world.citizen(&format!("warga{n}@contoh.id")).await }
    }))
    .await;
    let before = rows(&world).await;
    // Clock rules are kept for a while; a server that has just started has none.
    world.app.store.forget_rules().await;
    let answers = futures::future::join_all(people.iter().map(|who| world.submit(who, json!({})))).await;
    let failed: Vec<_> = answers.iter().filter(|answer| !answer.errors().is_empty()).map(Answer::errors).collect();
    assert!(failed.is_empty(), "{} of 24 reports were not taken: {failed:?}", failed.len());
    assert_eq!(rows(&world).await[0], ("cases", before[0].1 + 24));
}

async fn acts_once(world: World) {
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    now(&world, &coordinator, "verifyCase", &case, facts()).await.done("verifyCase");
    let route = json!({ "caseId": case, "version": 2, "targetCode": "KALSEL-PUPR", "clientMutationId": KEY });
    let first = world.act(&coordinator, "forwardCase", route.clone()).await.done("forwardCase");
    let once = rows(&world).await;
    let again = world.act(&coordinator, "forwardCase", route.clone()).await.done("forwardCase");
    assert_eq!(again.0, first.0, "the same answer, although the version is stale by now");
    assert_eq!(rows(&world).await, once);
    assert_eq!(kinds(&world, &coordinator, &case).await, ["SUBMITTED", "VERIFIED", "FORWARDED"]);

    let mut other = route.clone();
    other["targetCode"] = json!("KALSEL-DISHUB");
    let other = world.act(&coordinator, "forwardCase", other).await;
    assert_eq!(other.refusals("forwardCase"), ["KEY_REUSED"]);
    // The same key in another mutation is another key.
    let note = json!({ "caseId": case, "body": "Sudah ditelepon.", "clientMutationId": KEY });
    world.act(&coordinator, "addNote", note.clone()).await.done("addNote");
    world.act(&coordinator, "addNote", note).await.done("addNote");
    let seen = kinds(&world, &coordinator, &case).await;
    assert_eq!(seen, ["SUBMITTED", "VERIFIED", "FORWARDED", "NOTED"]);
}

async fn whose(world: World) {
    let (case, ..) = world.file(&Actor::Public, json!({})).await;
    let one = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let two = world.officer(Role::ProvinceCoordinator, "KALSEL#2").await;
    let note = json!({ "caseId": case, "body": "Sudah ditelepon.", "clientMutationId": KEY });
    world.act(&one, "addNote", note.clone()).await.done("addNote");
    world.act(&two, "addNote", note).await.done("addNote");
    assert_eq!(kinds(&world, &one, &case).await, ["SUBMITTED", "NOTED", "NOTED"], "each has an own key");

    // Refused with a key: mended and sent again with the same key, it is taken.
    let refused = world.submit(&Actor::Public, json!({ "clientMutationId": KEY, "topicCode": "tidak.ada" })).await;
    assert_eq!(refused.refusals("submitReport"), ["UNKNOWN"]);
    world.submit(&Actor::Public, json!({ "clientMutationId": KEY })).await.done("submitReport");
    for (key, code) in [("123456789012345", "TOO_SHORT"), ("", "REQUIRED"), ("kunci dengan spasi di dalam", "INVALID")]
    {
        let answer = world.submit(&Actor::Public, json!({ "clientMutationId": key })).await;
        assert_eq!(answer.refusals("submitReport"), [code], "{key:?}: {:#}", answer.0);
    }
}

async fn revealed(world: World) {
    let extra = json!({ "contact": { "name": "Siti Aminah" } });
    let case = world.forwarded(extra, "KALSEL-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let query =
        "mutation($i: RevealIdentityInput!) { revealIdentity(input: $i) { identity { name } userErrors { code } } }";
    let input = json!({ "i": { "caseId": case, "reason": "Perlu menghubungi pelapor.", "clientMutationId": KEY } });
    for _ in 0..2 {
        let read = world.ask(&admin, query, input.clone()).await.done("revealIdentity");
        assert_eq!(read.text("/revealIdentity/identity/name"), "Siti Aminah");
    }
    let seen = kinds(&world, &admin, &case).await;
    assert_eq!(seen.iter().filter(|kind| *kind == "IDENTITY_READ").count(), 1, "{seen:?}");
    // Another reason is another reading.
    let other = json!({ "i": { "caseId": case, "reason": "Menanyakan alamat yang tepat.", "clientMutationId": KEY } });
    assert_eq!(world.ask(&admin, query, other).await.refusals("revealIdentity"), ["KEY_REUSED"]);
}
