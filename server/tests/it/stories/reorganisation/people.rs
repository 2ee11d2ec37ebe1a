//! People whom a plan moves, and cases that rest where it closes something.
use entities::vocab::Role;
use serde_json::json;

use super::{again, all_is_well, coordinators, draft, findings, plan_act, publish, today};
use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("nobody_rises_by_a_plan_and_nobody_in_office_is_forgotten", people);
    trials.story("a_case_that_rested_with_a_closed_agency_is_reopened_at_its_heir", reopened);
}

/// Nobody rises by a plan, and whoever was appointed since its day moves too.
async fn people(world: World) {
    let (one, two) = coordinators(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await;
    let up = json!({ "kind": "CLOSE", "code": "KALSEL-PERKIM", "successorCode": "KALSEL" });
    let (plan, at) = draft(&world, &one, &today(&world), &[up]).await;
    let seen = world
        .ask(
            &one,
            "query($id: ID!) { reorganisationPlan(id: $id) { preview { members { fromCode toCode } } } }",
            json!({ "id": plan }),
        )
        .await;
    assert_eq!(
        seen.at("/reorganisationPlan/preview/members"),
        &json!([{ "fromCode": "KALSEL-PERKIM", "toCode": null }])
    );
    plan_act(&world, &one, "discardPlan", json!({ "planId": plan, "version": at })).await.done("discardPlan");

    let merge = json!({ "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] });
    let (plan, version) = draft(&world, &one, "2020-01-01", &[merge]).await;
    let told = plan_act(&world, &one, "updatePlan", json!({ "planId": plan, "version": version, "title": "Penataan yang lalu", "legalReference": "Perda 1/2020", "effectiveOn": "2020-01-01", "pastReason": "Dimasukkan kemudian." })).await.done("updatePlan");
    publish(&world, &one, &two, &plan, told.at("/updatePlan/plan/version").as_i64().unwrap()).await;
    let now = again(&world, &admin).await;
    assert_eq!(
        now.officer().map(|officer| officer.role),
        Some(Role::AgencyAdmin),
        "appointed in 2024, moved all the same"
    );
    let code = world.ask(&now, "{ viewer { account { roles { agency { code } } } } }", json!({})).await;
    assert!(code.0.to_string().contains("KALSEL-PUPR"), "{:#}", code.0);
}

/// A case that rests with a closed agency and is opened again has somebody.
async fn reopened(world: World) {
    let (one, two) = coordinators(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await;
    let case = world.forwarded(json!({}), "KALSEL-PERKIM").await;
    crate::stories::routes::reply(&world, &admin, &case, "SUBSTANTIVE", "Sudah kami tambal kemarin sore.").await;
    crate::stories::routes::now(&world, &admin, "finishFollowUp", &case, json!({})).await.done("finishFollowUp");
    let citizen = world.tracker(&case).await;
    world.act(&citizen, "confirmAnswer", json!({ "caseId": case, "rating": 4 })).await.done("confirmAnswer");
    // Nobody inherits: the plan may go on, for the case rests. (Rule 600 follows the task, which another agency takes.)
    let changes = [json!({ "kind": "CLOSE", "code": "KALSEL-PERKIM" })];
    let (plan, at) = draft(&world, &one, &today(&world), &changes).await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": at })).await;
    let found = findings(&sent, "submitPlan");
    assert!(!found.contains(&"NO_HEIR".to_owned()) && found.contains(&"RULE_TARGET_DIES".to_owned()), "{found:?}");
    // With an heir the case goes along, and its reopening goes there.
    let change = sent.at("/submitPlan/plan/changes/0").clone();
    let merge = json!({ "changeId": change["id"], "version": change["version"], "change": { "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] } });
    let mended = plan_act(&world, &one, "updatePlanChange", merge).await.done("updatePlanChange");
    publish(&world, &one, &two, &plan, mended.at("/updatePlanChange/plan/version").as_i64().unwrap()).await;
    world
        .act(&citizen, "reopenReport", json!({ "caseId": case, "reason": "Sudah rusak lagi." }))
        .await
        .done("reopenReport");
    let now =
        world.ask(&one, "query($id: ID!) { case(id: $id) { status holder { code } } }", json!({ "id": case })).await;
    assert_eq!(now.at("/case"), &json!({ "status": "REOPENED", "holder": { "code": "KALSEL-PUPR" } }));
    all_is_well(&world).await;
}
