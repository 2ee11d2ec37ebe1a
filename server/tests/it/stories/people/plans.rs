//! Plans and the people whom they move: who went along comes back with the plan that takes it back.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{authz::actor::Actor, secrets};

use super::{WHY, about, day, email, members, role_act, role_id};
use crate::{
    stories::reorganisation::{all_is_well, coordinators, draft, plan_act, publish, today},
    support::{Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("whom_a_plan_moved_its_counter_plan_moves_back_unless_something_happened_since", back);
}

/// Role and agency in which somebody acts at the next request.
async fn acts_at(world: &World, who: &Actor) -> Option<(Role, String)> {
    let now = world.app.store.actor_of_account(who.account().unwrap(), 1, None, world.app.clock.now()).await.unwrap();
    let now = now.unwrap();
    let officer = now.officer()?;
    let seen = world.ask(&now, "{ viewer { actingRole { agency { code } } } }", json!({})).await;
    Some((officer.role, seen.text("/viewer/actingRole/agency/code")))
}

async fn back(world: World) {
    let (one, two) = coordinators(&world).await;
    let (old, heir) = ("KALSEL-PERKIM", "KALSEL-PUPR");
    let officer = world.officer(Role::LiaisonOfficer, old).await;
    let rested = world.officer(Role::AgencyAdmin, old).await;
    let head = world.officer(Role::Leadership, old).await;
    let absent = world.officer(Role::UnitOfficer, old).await;
    let there = world.officer(Role::AgencyAdmin, heir).await;
    // A deputy goes wherever the role goes.
    let extra = json!({ "deputyEmail": email(Role::LiaisonOfficer, old), "from": day(&world, 0), "to": day(&world, 60), "reason": WHY });
    let input = about(&world, &one, old, &role_id(&absent), extra).await;
    role_act(&world, &one, "nameDeputy", input).await.done("nameDeputy");
    let made = "mutation { createAccessToken(input: { name: \"Portal\" }) { secret userErrors { code } } }";
    let made = world.ask_in_browser(&officer, made, json!({})).await.done("createAccessToken");
    let token = secrets::token_digest(&made.text("/createAccessToken/secret"));
    let by_token = || async {
        let actor = world.app.store.actor_of_token(&token, world.app.clock.now()).await.unwrap().unwrap();
        actor.officer().unwrap().agency
    };

    let merge = json!({ "kind": "MERGE", "code": heir, "sourceCodes": [old] });
    let (plan, at) = draft(&world, &one, &today(&world), &[merge]).await;
    let done = publish(&world, &one, &two, &plan, at).await;
    assert_eq!(done.at("/approvePlan/plan/outcome/members"), &json!(5), "four people, one of them also a deputy");
    assert_eq!(by_token().await, Some(world.agency(heir).await), "tokens follow");
    world.pass(Duration::days(2));
    // To one of them something happens at the heir.
    let here = members(&world, &one, heir).await;
    let name = format!("Nama {}", email(Role::AgencyAdmin, old));
    let role = here.iter().find(|member| member["name"] == json!(name)).unwrap()["id"].as_str().unwrap().to_owned();
    let input = about(&world, &one, heir, &role, json!({ "reason": WHY })).await;
    role_act(&world, &one, "suspendRole", input).await.done("suspendRole");
    let input = about(&world, &one, heir, &role, json!({})).await;
    role_act(&world, &one, "resumeRole", input).await.done("resumeRole");

    let counter = plan_act(&world, &one, "draftCounterPlan", json!({ "planId": plan, "effectiveOn": today(&world) }))
        .await
        .done("draftCounterPlan");
    let moving = counter.at("/draftCounterPlan/plan/preview/members").as_array().unwrap().clone();
    let to_old = |member: &Value| member["fromCode"] == heir && member["toCode"] == old;
    assert_eq!(moving.iter().filter(|member| to_old(member)).count(), 3, "{moving:#?}");
    assert_eq!(moving.len(), 3, "the preview says who goes: {moving:#?}");
    let version = counter.at("/draftCounterPlan/plan/version").as_i64().unwrap();
    let done = publish(&world, &one, &two, &counter.text("/draftCounterPlan/plan/id"), version).await;
    assert_eq!(done.at("/approvePlan/plan/outcome/members"), &json!(3));

    let at = |role: Role, code: &str| Some((role, code.to_owned()));
    assert_eq!(acts_at(&world, &officer).await, at(Role::LiaisonOfficer, old));
    assert_eq!(acts_at(&world, &absent).await, at(Role::UnitOfficer, old));
    assert_eq!(acts_at(&world, &rested).await, at(Role::AgencyAdmin, heir), "somebody has decided since");
    assert_eq!(acts_at(&world, &there).await, at(Role::AgencyAdmin, heir), "was there before");
    assert_eq!(acts_at(&world, &head).await, None, "an office that ended is given anew, by somebody");
    assert_eq!(by_token().await, Some(world.agency(old).await));
    let again = members(&world, &one, old).await;
    let role = again.iter().find(|member| member["role"] == "UNIT_OFFICER" && member["standsInFor"].is_null()).unwrap();
    assert_eq!(role["deputies"].as_array().unwrap().len(), 1, "{again:#?}");
    assert_eq!(again.len(), 3, "{again:#?}");
    all_is_well(&world).await;
}
