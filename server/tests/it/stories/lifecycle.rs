//! The main job: a report travels from a citizen to a closed case.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::json;
use server::authz::actor::Actor;

use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_report_travels_from_a_citizen_to_a_closed_case", travels);
}

async fn reply(world: &World, who: &Actor, case: &str, kind: &str, body: &str) -> (String, i64) {
    let version = world.version(who, case).await;
    let input = json!({ "caseId": case, "version": version, "kind": kind, "body": body });
    let answer = world.act(who, "draftReply", input).await.done("draftReply");
    (answer.text("/draftReply/reply/id"), answer.at("/draftReply/reply/version").as_i64().unwrap())
}

async fn travels(world: World) {
    let (case, code, secret) = world.file(&Actor::Public, json!({})).await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let unit = world.officer(Role::UnitOfficer, "KALSEL-PUPR-BM").await;

    // The coordinator verifies and forwards to the department, whose admin forwards to the unit.
    let stated = json!({ "caseId": case, "version": 1, "classification": "SERVICE_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" });
    world.act(&coordinator, "verifyCase", stated).await.done("verifyCase");
    let forward = json!({ "caseId": case, "version": 2, "targetCode": "KALSEL-PUPR" });
    let sent = world.act(&coordinator, "forwardCase", forward).await.done("forwardCase");
    assert_eq!(sent.text("/forwardCase/case/status"), "FORWARDED");
    assert_eq!(sent.at("/forwardCase/case/published"), &json!(true));
    world.pass(Duration::hours(3));
    let down = json!({ "caseId": case, "version": 3, "targetCode": "KALSEL-PUPR-BM" });
    let sent = world.act(&admin, "forwardCase", down).await.done("forwardCase");
    assert_eq!(sent.text("/forwardCase/case/holder/code"), "KALSEL-PUPR-BM");

    // The unit's answer needs a colleague's approval.
    let (draft, version) = reply(&world, &unit, &case, "SUBSTANTIVE", "Lubang sudah kami tambal pagi ini.").await;
    let early = world.act(&unit, "publishReply", json!({ "replyId": draft, "version": version })).await;
    assert_eq!(early.refusals("publishReply"), ["SECOND_PERSON_NEEDED"]);
    world.act(&admin, "approveReply", json!({ "replyId": draft, "version": version })).await.done("approveReply");
    let out = world
        .act(&admin, "publishReply", json!({ "replyId": draft, "version": version + 1 }))
        .await
        .done("publishReply");
    assert_eq!(out.text("/publishReply/case/status"), "IN_PROGRESS");
    let version = world.version(&admin, &case).await;
    world.act(&admin, "finishFollowUp", json!({ "caseId": case, "version": version })).await.done("finishFollowUp");

    // The citizen rejects once, gets a better answer, confirms and rates.
    let tracked = world.ask(
        &Actor::Public,
        "query($c: String!, $s: String!) { trackReport(code: $c, secret: $s) { id status holder { code } viewerCan events(first: 50) { nodes { kind text actor { label } } } } }",
        json!({ "c": code, "s": secret }),
    ).await;
    assert_eq!(tracked.text("/trackReport/status"), "AWAITING_CONFIRMATION");
    let citizen = world.tracker(&case).await;
    world
        .act(&citizen, "rejectAnswer", json!({ "caseId": case, "reason": "Tambalan sudah lepas lagi." }))
        .await
        .done("rejectAnswer");
    let (draft, version) = reply(&world, &admin, &case, "SUBSTANTIVE", "Kami aspal ulang seluruh ruas hari ini.").await;
    world.act(&admin, "publishReply", json!({ "replyId": draft, "version": version })).await.done("publishReply");
    let version = world.version(&admin, &case).await;
    world.act(&admin, "finishFollowUp", json!({ "caseId": case, "version": version })).await.done("finishFollowUp");
    let confirm = json!({ "caseId": case, "rating": 5, "ratingComment": "Terima kasih" });
    let closed = world.act(&citizen, "confirmAnswer", confirm).await.done("confirmAnswer");
    assert_eq!(closed.text("/confirmAnswer/case/status"), "CLOSED");

    let history = world
        .ask(
            &citizen,
            "query($id: ID!) { case(id: $id) { rating replies { body } events(first: 50) { nodes { kind seq } } } }",
            json!({ "id": case }),
        )
        .await;
    let kinds: Vec<String> = history
        .at("/case/events/nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds,
        [
            "SUBMITTED",
            "VERIFIED",
            "FORWARDED",
            "FORWARDED",
            "REPLY_PUBLISHED",
            "FINISHED",
            "REJECTED",
            "REPLY_PUBLISHED",
            "FINISHED",
            "CONFIRMED"
        ],
        "the reporter sees every step, and no draft"
    );
    assert_eq!(history.at("/case/rating"), &json!(5));
}
