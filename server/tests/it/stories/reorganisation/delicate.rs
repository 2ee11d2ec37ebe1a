//! Reports that a plan must not bring to the wrong desk: accusations and whistle-blowing.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::{again, all_is_well, coordinators, draft, publish, today};
use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("an_accused_unit_inherits_no_case_that_accuses_it", accused);
    trials.story("an_accused_unit_does_not_come_to_its_own_judge", judge);
    trials.story("no_plan_takes_a_whistle_blowing_report_from_the_inspectorate_or_tells_of_it", whistle);
}

async fn accused(world: World) {
    let (one, two) = coordinators(&world).await;
    let extra = json!({ "classification": "SUPERVISORY_COMPLAINT", "reportedAgencyCode": "KALSEL-PERKIM" });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let version = world.version(&one, &case).await;
    let stated = json!({ "caseId": case, "version": version, "classification": "SUPERVISORY_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" });
    world.act(&one, "verifyCase", stated).await.done("verifyCase");
    let route = json!({ "caseId": case, "version": version + 1, "targetCode": "KALSEL-DISHUB" });
    world.act(&one, "forwardCase", route).await.done("forwardCase");
    // The agency that has it becomes part of the accused one.
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    let (admin, heir) = (
        world.officer(Role::AgencyAdmin, "KALSEL-DISHUB").await,
        world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await,
    );
    let (plan, at) = draft(
        &world,
        &one,
        &today(&world),
        &[json!({ "kind": "MERGE", "code": "KALSEL-PERKIM", "sourceCodes": ["KALSEL-DISHUB"] })],
    )
    .await;
    publish(&world, &one, &two, &plan, at).await;
    let ask = "query($id: ID!) { case(id: $id) { holder { code } } }";
    assert_eq!(world.ask(&inspector, ask, json!({ "id": case })).await.text("/case/holder/code"), "KALSEL-INSPEKTORAT");
    for who in [again(&world, &admin).await, heir] {
        assert_eq!(
            world.ask(&who, ask, json!({ "id": case })).await.at("/case"),
            &Value::Null,
            "the accused does not judge itself"
        );
    }
    all_is_well(&world).await;
}

/// The other way round: the accused becomes part of the agency that judges it.
async fn judge(world: World) {
    let (one, two) = coordinators(&world).await;
    let extra = json!({ "classification": "SUPERVISORY_COMPLAINT", "reportedAgencyCode": "KALSEL-PERKIM" });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let version = world.version(&one, &case).await;
    let stated = json!({ "caseId": case, "version": version, "classification": "SUPERVISORY_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.03" });
    world.act(&one, "verifyCase", stated).await.done("verifyCase");
    let route = json!({ "caseId": case, "version": version + 1, "targetCode": "KALSEL-DISHUB" });
    world.act(&one, "forwardCase", route).await.done("forwardCase");
    let accused = world.officer(Role::AgencyAdmin, "KALSEL-PERKIM").await;
    let merge = json!({ "kind": "MERGE", "code": "KALSEL-DISHUB", "sourceCodes": ["KALSEL-PERKIM"] });
    let (plan, at) = draft(&world, &one, &today(&world), &[merge]).await;
    publish(&world, &one, &two, &plan, at).await;
    let ask = "query($id: ID!) { case(id: $id) { holder { code } } viewer { role } }";
    let seen = world.ask(&again(&world, &accused).await, ask, json!({ "id": case })).await;
    assert_eq!((seen.at("/case"), seen.text("/viewer/role").as_str()), (&Value::Null, "AGENCY_ADMIN"));
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    assert_eq!(world.ask(&inspector, ask, json!({ "id": case })).await.text("/case/holder/code"), "KALSEL-INSPEKTORAT");
    all_is_well(&world).await;
}

/// Whistle-blowing reports stay with the inspectorate, and no figure of a plan tells of them.
async fn whistle(world: World) {
    let (one, two) = coordinators(&world).await;
    let share = json!({ "kind": "SPLIT", "code": "KALSEL-INSPEKTORAT", "heirs": [{ "code": "KALSEL-INSPEKTORAT" }, { "code": "KALSEL-DISHUB", "regionCodes": ["63.03"] }] });
    let before = {
        let (plan, _) = draft(&world, &one, &today(&world), std::slice::from_ref(&share)).await;
        world.ask(&one, PREVIEW, json!({ "id": plan })).await
    };
    let extra =
        json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": "KALSEL-PERKIM", "regionCode": "63.03" });
    let (case, ..) = world.file(&Actor::Public, extra).await;
    let (plan, at) = draft(&world, &one, &today(&world), &[share]).await;
    let after = world.ask(&one, PREVIEW, json!({ "id": plan })).await;
    assert_eq!(after.0, before.0, "the preview is the same with and without the report");
    let done = publish(&world, &one, &two, &plan, at).await;
    assert_eq!(done.at("/approvePlan/plan/outcome/cases"), &json!(0));
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    let ask = "query($id: ID!) { case(id: $id) { holder { code } } }";
    assert_eq!(world.ask(&inspector, ask, json!({ "id": case })).await.text("/case/holder/code"), "KALSEL-INSPEKTORAT");
    // A government keeps exactly one inspectorate, directly below it.
    for change in [
        json!({ "kind": "CLOSE", "code": "KALSEL-INSPEKTORAT", "successorCode": "KALSEL-DISHUB" }),
        json!({ "kind": "MOVE", "code": "KALSEL-INSPEKTORAT", "parentCode": "KALSEL-DISHUB" }),
        json!({ "kind": "ADJUST", "code": "KALSEL-INSPEKTORAT", "agencyKind": "BOARD" }),
        json!({ "kind": "ADJUST", "code": "KALSEL-DISHUB", "agencyKind": "INSPECTORATE" }),
        json!({ "kind": "CREATE", "code": "KALSEL-AWAS", "name": "Inspektorat Kedua", "agencyKind": "INSPECTORATE", "parentCode": "KALSEL", "regionCode": "63" }),
    ] {
        let (plan, _) = draft(&world, &one, &today(&world), std::slice::from_ref(&change)).await;
        let seen = world.ask(&one, PREVIEW, json!({ "id": plan })).await.0.to_string();
        assert!(seen.contains("ONE_INSPECTORATE"), "{change}: {seen}");
    }
    all_is_well(&world).await;
}

const PREVIEW: &str = "query($id: ID!) { reorganisationPlan(id: $id) { preview { publishable openCases closedCases findings { code message count } handovers { fromCode toCode openCases closedCases sample { id } } } } }";
