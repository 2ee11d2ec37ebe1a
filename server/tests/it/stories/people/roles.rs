//! Roles change hands: moved, suspended, taken up again, ended; and a government keeps somebody who coordinates.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, graphql::ids, secrets};

use super::{WHY, about, day, member, next_request, role_act, role_id};
use crate::{
    stories::reorganisation::{coordinators, draft, publish, today},
    support::{Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_role_moves_rests_goes_on_and_ends_and_its_history_says_so", life);
    trials.story("whoever_is_suspended_or_ended_loses_everything_with_the_next_request", loses);
    trials.story("roles_are_changed_by_those_above_and_never_by_oneself", refused);
    trials.story("a_government_keeps_its_last_coordinator", last);
    trials.story("two_coordinators_who_end_each_other_leave_one", each_other);
    trials.story("a_plan_writes_into_the_history_of_roles", by_plan);
}

async fn kinds(world: &World, who: &Actor, person: &Actor) -> Vec<String> {
    let id = ids::person(person.account().unwrap()).to_string();
    let query = "query($id: ID!) { person(id: $id) { history { kind text } } }";
    let answer = world.ask(who, query, json!({ "id": id })).await;
    let events = answer.at("/person/history").as_array().unwrap().clone();
    events.iter().rev().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
}

async fn life(world: World) {
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let officer = world.officer(Role::UnitOfficer, "KALSEL-PUPR-BM").await;
    let (bm, ck) = ("KALSEL-PUPR-BM", "KALSEL-PUPR-CK");
    let to = ids::agency(ck).to_string();
    let input = about(&world, &admin, bm, &role_id(&officer), json!({ "toAgencyId": to, "reason": WHY })).await;
    let moved = role_act(&world, &admin, "moveRole", input.clone()).await.done("moveRole");
    let new = moved.text("/moveRole/member/id");
    assert_ne!(new, role_id(&officer));
    assert!(member(&world, &admin, bm, &role_id(&officer)).await.is_none());
    assert_eq!(member(&world, &admin, ck, &new).await.unwrap()["inOffice"], json!(true));
    // The same click again: the role is over by now.
    assert_eq!(role_act(&world, &admin, "moveRole", input).await.refusals("moveRole"), ["CONFLICT"]);

    let input = about(&world, &admin, ck, &new, json!({ "reason": WHY })).await;
    let rests = role_act(&world, &admin, "suspendRole", input.clone()).await.done("suspendRole");
    assert_eq!(rests.at("/suspendRole/member/inOffice"), &json!(false));
    assert_eq!(rests.text("/suspendRole/member/suspension/reason"), WHY);
    assert_eq!(rests.at("/suspendRole/member/viewerCan"), &json!(["END", "RESUME"]));
    assert_eq!(role_act(&world, &admin, "suspendRole", input).await.refusals("suspendRole"), ["CONFLICT"]);
    let again = about(&world, &admin, ck, &new, json!({ "reason": WHY })).await;
    assert_eq!(role_act(&world, &admin, "suspendRole", again).await.refusals("suspendRole"), ["WRONG_STATE"]);
    let vacant = "{ agency(code: \"KALSEL-PUPR-CK\") { vacant officersInOffice } }";
    assert_eq!(
        world.ask(&admin, vacant, json!({})).await.at("/agency"),
        &json!({ "vacant": true, "officersInOffice": 0 })
    );

    let input = about(&world, &admin, ck, &new, json!({})).await;
    role_act(&world, &admin, "resumeRole", input).await.done("resumeRole");
    assert_eq!(world.ask(&admin, vacant, json!({})).await.at("/agency/vacant"), &json!(false));
    let (later, far) = (day(&world, 10), day(&world, 400));
    let input = about(&world, &admin, ck, &new, json!({ "lastDay": far, "reason": WHY })).await;
    assert_eq!(role_act(&world, &admin, "endRole", input).await.refusals("endRole"), ["INVALID"]);
    let input = about(&world, &admin, ck, &new, json!({ "lastDay": later, "reason": WHY })).await;
    let ends = role_act(&world, &admin, "endRole", input).await.done("endRole");
    assert_eq!(ends.at("/endRole/member/validTo"), &json!(later));
    assert_eq!(ends.at("/endRole/member/inOffice"), &json!(true));
    world.pass(Duration::days(11));
    assert!(member(&world, &admin, ck, &new).await.is_none());
    assert_eq!(kinds(&world, &admin, &officer).await, ["GRANTED", "GRANTED", "MOVED", "SUSPENDED", "RESUMED", "ENDED"]);
}

async fn loses(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let made = "mutation { createAccessToken(input: { name: \"Portal\" }) { secret userErrors { code } } }";
    let secret =
        world.ask_in_browser(&admin, made, json!({})).await.done("createAccessToken").text("/createAccessToken/secret");
    let token = secrets::token_digest(&secret);
    let by_token = || async { world.app.store.actor_of_token(&token, world.app.clock.now()).await.unwrap() };
    let sees = "query($id: ID!) { case(id: $id) { id } }";
    assert!(by_token().await.is_some());

    for (mutation, back) in [("suspendRole", true), ("endRole", false)] {
        let input = about(&world, &coordinator, "KALSEL-PUPR", &role_id(&admin), json!({ "reason": WHY })).await;
        role_act(&world, &coordinator, mutation, input).await.done(mutation);
        let now = next_request(&world, &admin).await;
        assert!(matches!(now, Actor::Citizen { .. }), "{mutation}: {now:?}");
        assert_eq!(world.ask(&now, sees, json!({ "id": case })).await.at("/case"), &Value::Null);
        assert!(by_token().await.is_none(), "a token never outlives its role");
        if back {
            let input = about(&world, &coordinator, "KALSEL-PUPR", &role_id(&admin), json!({})).await;
            role_act(&world, &coordinator, "resumeRole", input).await.done("resumeRole");
            assert_eq!(next_request(&world, &admin).await, admin);
            assert!(by_token().await.is_some());
        }
    }
}

async fn refused(world: World) {
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let peer = world.officer(Role::AgencyAdmin, "KALSEL-PUPR#2").await;
    let officer = world.officer(Role::UnitOfficer, "KALSEL-PUPR-BM").await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJARMASIN").await;
    let theirs = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    let (pupr, bm) = ("KALSEL-PUPR", "KALSEL-PUPR-BM");
    let to = |code: &str| ids::agency(code).to_string();
    // Who has no right over it knows nothing of it.
    for (who, agency, target) in [
        (&admin, pupr, &peer),
        (&officer, pupr, &admin),
        (&officer, "KALSEL", &coordinator),
        (&regency, bm, &officer),
        (&coordinator, "BANJARMASIN-PUPR", &theirs),
        (&coordinator, "BANJARMASIN", &regency),
    ] {
        for mutation in ["endRole", "moveRole", "suspendRole", "resumeRole", "nameDeputy", "endDeputy"] {
            let mut input = json!({ "memberId": role_id(target), "version": 1 });
            let more = match mutation {
                "moveRole" => json!({ "toAgencyId": to("KALSEL-DISHUB"), "reason": WHY }),
                "nameDeputy" => {
                    json!({ "deputyEmail": "a@contoh.id", "from": day(&world, 0), "to": day(&world, 3), "reason": WHY })
                }
                "resumeRole" | "endDeputy" => json!({}),
                _ => json!({ "reason": WHY }),
            };
            for (key, value) in more.as_object().unwrap() {
                input[key] = value.clone();
            }
            let answer = role_act(&world, who, mutation, input).await;
            assert_eq!(answer.refusals(mutation), ["UNKNOWN"], "{mutation} at {agency}");
        }
    }
    // Oneself.
    for mutation in ["suspendRole", "moveRole"] {
        let mut input = about(&world, &admin, pupr, &role_id(&admin), json!({ "reason": WHY })).await;
        if mutation == "moveRole" {
            input["toAgencyId"] = json!(to(bm));
        }
        assert_eq!(role_act(&world, &admin, mutation, input).await.refusals(mutation), ["NOT_ALLOWED"], "{mutation}");
    }
    assert_eq!(
        member(&world, &admin, pupr, &role_id(&admin)).await.unwrap()["viewerCan"],
        json!(["END", "NAME_DEPUTY"])
    );
    assert_eq!(member(&world, &admin, pupr, &role_id(&peer)).await.unwrap()["viewerCan"], json!([]));
    // Where to.
    for (who, target, code, wanted) in [
        (&admin, "KALSEL-DISHUB", json!({}), "UNKNOWN"),
        (&admin, "TIDAK-ADA", json!({}), "UNKNOWN"),
        (&admin, bm, json!({}), "TAKEN"),
        (&coordinator, "KALSEL-DTPH", json!({}), "CLOSED_AGENCY"),
        (&coordinator, "BANJARMASIN-PUPR", json!({}), "UNKNOWN"),
        (&admin, "KALSEL-PUPR-CK", json!({ "from": day(&world, -1) }), "INVALID"),
        (&admin, "KALSEL-PUPR-CK", json!({ "reason": "" }), "REQUIRED"),
        (&admin, "KALSEL-PUPR-CK", json!({ "reason": "x".repeat(4001) }), "TOO_LONG"),
        (&admin, "KALSEL-PUPR-CK", json!({ "version": 9 }), "CONFLICT"),
    ] {
        let mut input =
            about(&world, &admin, bm, &role_id(&officer), json!({ "toAgencyId": to(target), "reason": WHY })).await;
        for (key, value) in code.as_object().unwrap() {
            input[key] = value.clone();
        }
        assert_eq!(role_act(&world, who, "moveRole", input).await.refusals("moveRole"), [wanted], "{target} {code}");
    }
    assert_eq!(member(&world, &admin, bm, &role_id(&officer)).await.unwrap()["version"], json!(1), "nothing changed");
    let nobody = role_act(
        &world,
        &Actor::Public,
        "endRole",
        json!({ "memberId": role_id(&officer), "version": 1, "reason": WHY }),
    )
    .await;
    assert_eq!(nobody.errors(), ["UNAUTHENTICATED"]);
    // One's own role ends by one's own word.
    let input = json!({ "memberId": role_id(&officer), "version": 1, "reason": WHY });
    role_act(&world, &officer, "endRole", input).await.done("endRole");
}

async fn last(world: World) {
    let one = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let system = world.officer(Role::SystemAdmin, "").await;
    let id = role_id(&one);
    for (who, mutation) in [(&one, "endRole"), (&system, "endRole"), (&system, "suspendRole")] {
        let input = about(&world, &one, "KALSEL", &id, json!({ "reason": WHY })).await;
        assert_eq!(role_act(&world, who, mutation, input).await.refusals(mutation), ["WRONG_STATE"], "{mutation}");
    }
    assert_eq!(member(&world, &system, "KALSEL", &id).await.unwrap()["viewerCan"], json!(["NAME_DEPUTY"]));
    // Somebody who is there and rests counts for nobody; nor does somebody who leaves before.
    let two = world.officer(Role::ProvinceCoordinator, "KALSEL#2").await;
    let rest = about(&world, &one, "KALSEL", &role_id(&two), json!({ "reason": WHY })).await;
    role_act(&world, &one, "suspendRole", rest).await.done("suspendRole");
    let end = about(&world, &one, "KALSEL", &id, json!({ "reason": WHY })).await;
    assert_eq!(role_act(&world, &one, "endRole", end.clone()).await.refusals("endRole"), ["WRONG_STATE"]);
    let again = about(&world, &one, "KALSEL", &role_id(&two), json!({})).await;
    role_act(&world, &one, "resumeRole", again).await.done("resumeRole");
    let leaves =
        about(&world, &one, "KALSEL", &role_id(&two), json!({ "reason": WHY, "lastDay": day(&world, 30) })).await;
    role_act(&world, &one, "endRole", leaves).await.done("endRole");
    assert_eq!(role_act(&world, &one, "endRole", end.clone()).await.refusals("endRole"), ["WRONG_STATE"]);
    // With a third who stays it is possible.
    world.officer(Role::ProvinceCoordinator, "KALSEL#3").await;
    role_act(&world, &one, "endRole", end).await.done("endRole");
    assert!(matches!(next_request(&world, &one).await, Actor::Citizen { .. }));
}

async fn each_other(world: World) {
    for round in 0..4 {
        let code = ["BANJARMASIN", "BANJARBARU", "BANJAR", "TANAH-LAUT"][round];
        if world.app.store.agency_id(code).await.unwrap().is_none() {
            continue;
        }
        let one = world.officer(Role::RegencyCoordinator, code).await;
        let two = world.officer(Role::RegencyCoordinator, &format!("{code}#2")).await;
        let input = |target: &Actor| json!({ "memberId": role_id(target), "version": 1, "reason": WHY });
        let (first, second) = tokio::join!(
            role_act(&world, &one, "endRole", input(&two)),
            role_act(&world, &two, "endRole", input(&one)),
        );
        let mut refusals = [first.refusals("endRole"), second.refusals("endRole")];
        refusals.sort();
        // The one who came second is no longer in office, and knows nothing.
        assert_eq!(refusals, [vec![], vec!["UNKNOWN".to_owned()]], "{:#} {:#}", first.0, second.0);
        let left = [next_request(&world, &one).await, next_request(&world, &two).await];
        assert_eq!(left.iter().filter(|actor| actor.officer().is_some()).count(), 1);
    }
}

async fn by_plan(world: World) {
    let (one, two) = coordinators(&world).await;
    let officer = world.officer(Role::LiaisonOfficer, "KALSEL-PERKIM").await;
    let head = world.officer(Role::Leadership, "KALSEL-PERKIM").await;
    let colleague = world.officer(Role::UnitOfficer, "KALSEL-PERKIM").await;
    let deputy = json!({ "deputyEmail": super::email(Role::UnitOfficer, "KALSEL-PERKIM"), "from": day(&world, 0), "to": day(&world, 60), "reason": WHY });
    let input = about(&world, &one, "KALSEL-PERKIM", &role_id(&officer), deputy).await;
    role_act(&world, &one, "nameDeputy", input).await.done("nameDeputy");
    let merge = json!({ "kind": "MERGE", "code": "KALSEL-PUPR", "sourceCodes": ["KALSEL-PERKIM"] });
    let (plan, version) = draft(&world, &one, &today(&world), &[merge]).await;
    publish(&world, &one, &two, &plan, version).await;
    assert_eq!(kinds(&world, &one, &officer).await, ["GRANTED", "DEPUTY_NAMED", "MOVED_BY_PLAN", "MOVED_BY_PLAN"]);
    assert_eq!(kinds(&world, &one, &head).await, ["GRANTED", "ENDED_BY_PLAN"]);
    // The deputy went along, and stands in for the role of now.
    let here = super::members(&world, &one, "KALSEL-PUPR").await;
    let moved =
        here.iter().find(|member| member["role"] == "LIAISON_OFFICER" && member["standsInFor"].is_null()).unwrap();
    assert_eq!(moved["deputies"].as_array().unwrap().len(), 1, "{here:#?}");
    assert_eq!(kinds(&world, &one, &colleague).await.len(), 6);
}
