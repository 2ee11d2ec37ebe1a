//! Who writes plans, and what is refused in them.
use chrono::Duration;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::{coordinators, draft, findings, plan_act, publish, today};
use crate::support::{Trials, World};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("plans_are_for_those_who_keep_the_tree_and_for_their_own_branch", whose);
    trials.story("bad_changes_are_refused_with_their_field", refused);
    trials.story("a_code_that_becomes_anothers_blocks_the_plan_that_named_it", later_foreign);
}

async fn whose(world: World) {
    let (one, _) = coordinators(&world).await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let leader = world.officer(Role::Leadership, "KALSEL").await;
    let (plan, version) = draft(
        &world,
        &one,
        &today(&world),
        &[json!({ "kind": "RENAME", "code": "KALSEL-PUPR", "name": "Dinas Lain" })],
    )
    .await;
    let change = world
        .ask(&one, "query($id: ID!) { reorganisationPlan(id: $id) { changes { id } } }", json!({ "id": plan }))
        .await
        .text("/reorganisationPlan/changes/0/id");
    let nothing = server::graphql::ids::plan(entities::ids::PlanId(uuid::Uuid::nil())).to_string();
    let read = "query($id: ID!) { reorganisationPlan(id: $id) { title } node(id: $id) { id } reorganisationPlans(first: 5) { nodes { id } } agency(code: \"KALSEL-PUPR\") { plans { id } viewerCan } }";
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let unit = world.officer(Role::UnitOfficer, "KALSEL-PUPR-BM").await;
    let inspector = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    let ombudsman = world.officer(Role::OmbudsmanOfficer, "OMB-KALSEL").await;
    for who in [&regency, &admin, &unit, &inspector, &ombudsman, &Actor::Public] {
        let hidden = world.ask(who, read, json!({ "id": plan })).await;
        let unknown = world.ask(who, read, json!({ "id": nothing })).await;
        assert_eq!(hidden.0, unknown.0, "hidden and unknown answer alike: {who:?}");
        assert_eq!(hidden.at("/agency/plans"), &Value::Null);
    }
    // Leadership reads and does not write; hidden and unknown ids refuse alike for all others.
    assert_eq!(
        world.ask(&leader, read, json!({ "id": plan })).await.text("/reorganisationPlan/title"),
        "Penataan perangkat daerah"
    );
    for who in [&regency, &admin, &ombudsman, &leader] {
        for mutation in ["submitPlan", "approvePlan", "discardPlan"] {
            let on =
                async |id: &str| plan_act(&world, who, mutation, json!({ "planId": id, "version": version })).await;
            assert_eq!(on(&plan).await.refusals(mutation), ["UNKNOWN"], "{mutation} {who:?}");
            assert_eq!(on(&nothing).await.refusals(mutation), ["UNKNOWN"]);
        }
        let edit = json!({ "changeId": change, "version": 1, "change": { "kind": "CLOSE", "code": "KALSEL-PUPR" } });
        assert_eq!(plan_act(&world, who, "updatePlanChange", edit).await.refusals("updatePlanChange"), ["UNKNOWN"]);
        assert_eq!(
            plan_act(&world, who, "removePlanChange", json!({ "changeId": change, "version": 1 }))
                .await
                .refusals("removePlanChange"),
            ["UNKNOWN"]
        );
    }
    assert_eq!(
        plan_act(&world, &Actor::Public, "discardPlan", json!({ "planId": plan, "version": version })).await.errors(),
        ["UNAUTHENTICATED"]
    );
    // A regency keeps its own branch, and only it.
    let head = json!({ "title": "Penataan kami", "legalReference": "Perbup 1/2026", "effectiveOn": today(&world) });
    let mut other = head.clone();
    other["governmentCode"] = json!("KALSEL");
    assert_eq!(plan_act(&world, &regency, "createPlan", other).await.refusals("createPlan"), ["UNKNOWN"]);
    let mine = plan_act(&world, &regency, "createPlan", head).await.done("createPlan").text("/createPlan/plan/id");
    for (change, field) in [
        (json!({ "kind": "RENAME", "code": "KALSEL-PUPR", "name": "Dinas Lain" }), "code"),
        (json!({ "kind": "MOVE", "code": "BANJAR-PUPR", "parentCode": "KALSEL" }), "parentCode"),
        (json!({ "kind": "CLOSE", "code": "BANJAR-PUPR", "successorCode": "KALSEL-PUPR" }), "successorCode"),
        (json!({ "kind": "MERGE", "code": "BANJAR-PUPR", "sourceCodes": ["HSS-PUPR"] }), "sourceCodes"),
        (json!({ "kind": "RENAME", "code": "NASIONAL", "name": "Milik kami" }), "code"),
    ] {
        let refused = plan_act(&world, &regency, "addPlanChange", json!({ "planId": mine, "change": change })).await;
        assert_eq!(refused.refusals("addPlanChange"), ["NOT_ALLOWED"], "{change}");
        assert_eq!(refused.at("/addPlanChange/userErrors/0/path"), &json!(["input", "change", field]));
    }
    assert_eq!(
        world.ask(&one, read, json!({ "id": mine })).await.at("/reorganisationPlan"),
        &Value::Null,
        "nor does the province keep theirs"
    );
    // Figures and people of others are theirs.
    let ask = "{ agency(code: \"KALSEL-PUPR\") { figures { open } members { name } } own: agency(code: \"BANJAR-PUPR\") { figures { open } members { name } } }";
    let seen = world.ask(&regency, ask, json!({})).await;
    assert_eq!((seen.at("/agency/figures"), seen.at("/agency/members")), (&Value::Null, &Value::Null));
    assert!(!seen.at("/own/figures").is_null() && !seen.at("/own/members").is_null());
}

async fn refused(world: World) {
    let (one, _) = coordinators(&world).await;
    let head = |title: &str, law: &str| json!({ "title": title, "legalReference": law, "effectiveOn": today(&world) });
    for (input, code, field) in [
        (head("", "Perda 4/2026"), "REQUIRED", "title"),
        (head("Nama", "Perda 4/2026"), "TOO_SHORT", "title"),
        (head(&"x".repeat(201), "Perda 4/2026"), "TOO_LONG", "title"),
        (head("Penataan", ""), "REQUIRED", "legalReference"),
        (head("Penataan\u{7}", "Perda"), "INVALID", "title"),
    ] {
        let answer = plan_act(&world, &one, "createPlan", input.clone()).await;
        assert_eq!(answer.refusals("createPlan"), [code], "{input}");
        assert_eq!(answer.at("/createPlan/userErrors/0/path"), &json!(["input", field]));
    }
    let (plan, _) = draft(&world, &one, &today(&world), &[]).await;
    let empty = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": 1 })).await;
    assert_eq!(findings(&empty, "submitPlan"), ["EMPTY"]);
    for (change, code, field) in [
        (json!({ "kind": "RENAME", "code": "" , "name": "Dinas Lain"}), "REQUIRED", "code"),
        (json!({ "kind": "RENAME", "code": "KALSEL-PUPR" }), "REQUIRED", "name"),
        (
            json!({ "kind": "RENAME", "code": "KALSEL-PUPR'; DROP TABLE plans", "name": "Dinas Lain" }),
            "INVALID",
            "code",
        ),
        (json!({ "kind": "RENAME", "code": "X".repeat(65), "name": "Dinas Lain" }), "TOO_LONG", "code"),
        (
            json!({ "kind": "CREATE", "code": "kalsel-baru", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL" }),
            "INVALID",
            "code",
        ),
        (
            json!({ "kind": "CREATE", "code": "KALSEL-BARU", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "regionCode": "99.99" }),
            "UNKNOWN",
            "regionCode",
        ),
        (json!({ "kind": "MOVE", "code": "KALSEL-PUPR" }), "REQUIRED", "parentCode"),
        (json!({ "kind": "MERGE", "code": "KALSEL-PUPR" }), "REQUIRED", "sourceCodes"),
        (json!({ "kind": "SPLIT", "code": "KALSEL-PUPR", "heirs": [{ "code": "KALSEL" }] }), "REQUIRED", "heirs"),
        (
            json!({ "kind": "SPLIT", "code": "KALSEL-PUPR", "heirs": [{ "code": "KALSEL-PUPR" }, { "code": "KALSEL-PERKIM", "topicCodes": ["tidak.ada"] }] }),
            "UNKNOWN",
            "heirs",
        ),
        (json!({ "kind": "ADJUST", "code": "KALSEL-PUPR" }), "REQUIRED", "functions"),
        (json!({ "kind": "ADJUST", "code": "KALSEL-PUPR", "functions": vec!["a"; 201] }), "TOO_MANY", "functions"),
    ] {
        let answer = plan_act(&world, &one, "addPlanChange", json!({ "planId": plan, "change": change })).await;
        assert_eq!(answer.refusals("addPlanChange"), [code], "{change}: {:#}", answer.0);
        assert_eq!(answer.at("/addPlanChange/userErrors/0/path"), &json!(["input", "change", field]), "{change}");
    }
    // Hostile text stays text; faults of the tree are findings with the change that they are about.
    let wrong = [
        (json!({ "kind": "MOVE", "code": "KALSEL-PUPR", "parentCode": "KALSEL-PUPR-BM" }), "LOOP"),
        (json!({ "kind": "CLOSE", "code": "KALSEL-DTPH" }), "NOT_OPEN"),
        (json!({ "kind": "MERGE", "code": "KALSEL-DTPH", "sourceCodes": ["KALSEL-PERKIM"] }), "DEAD_TARGET"),
        (
            json!({ "kind": "RENAME", "code": "KALSEL-TIDAK-ADA", "name": "<script>alert(1)</script>" }),
            "UNKNOWN_AGENCY",
        ),
        (
            json!({ "kind": "CREATE", "code": "KALSEL-PUPR", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL" }),
            "CODE_TAKEN",
        ),
        (json!({ "kind": "CLOSE", "code": "KALSEL-PUPR", "successorCode": "KALSEL-PERKIM" }), "OPEN_UNITS"),
        (
            json!({ "kind": "CREATE", "code": "KALSEL-BARU", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "functions": ["housing"], "regionCode": "63" }),
            "FUNCTION_TWICE",
        ),
    ];
    for (change, wanted) in wrong {
        let (plan, _) = draft(&world, &one, &today(&world), &[]).await;
        let answer = plan_act(&world, &one, "addPlanChange", json!({ "planId": plan, "change": change }))
            .await
            .done("addPlanChange");
        assert!(findings(&answer, "addPlanChange").contains(&wanted.to_owned()), "{change}: {:#}", answer.0);
    }
    // The past: only with a reason, never before what came later.
    let yesterday = (server::domain::calendar::wita_date(world.app.clock.now()) - Duration::days(1)).to_string();
    let rename = json!({ "kind": "RENAME", "code": "KALSEL-PUPR", "name": "Dinas Lain" });
    let (plan, version) = draft(&world, &one, &yesterday, std::slice::from_ref(&rename)).await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": plan, "version": version })).await;
    assert!(findings(&sent, "submitPlan").contains(&"PAST_WITHOUT_REASON".to_owned()));
    let (young, _) =
        draft(&world, &one, "2023-01-01", &[json!({ "kind": "RENAME", "code": "KALSEL-DPKP", "name": "Dinas Lain" })])
            .await;
    let sent = plan_act(&world, &one, "submitPlan", json!({ "planId": young, "version": 2 })).await;
    assert!(findings(&sent, "submitPlan").contains(&"BEFORE_LAST_PLAN".to_owned()), "{:#}", sent.0);
}

/// What was written about codes that did not exist yet is asked again when they do.
async fn later_foreign(world: World) {
    let (one, two) = coordinators(&world).await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let head = json!({ "title": "Penataan kami", "legalReference": "Perbup 1/2026", "effectiveOn": today(&world) });
    let mine = plan_act(&world, &regency, "createPlan", head).await.done("createPlan").text("/createPlan/plan/id");
    let change = json!({ "kind": "CLOSE", "code": "KALSEL-BARU" });
    plan_act(&world, &regency, "addPlanChange", json!({ "planId": mine, "change": change }))
        .await
        .done("addPlanChange");
    let create = json!({ "kind": "CREATE", "code": "KALSEL-BARU", "name": "Dinas Baru", "agencyKind": "DEPARTMENT", "parentCode": "KALSEL", "regionCode": "63" });
    let (plan, at) = draft(&world, &one, &today(&world), &[create]).await;
    publish(&world, &one, &two, &plan, at).await;
    let sent = plan_act(&world, &regency, "submitPlan", json!({ "planId": mine, "version": 2 })).await;
    assert_eq!(sent.refusals("submitPlan"), ["WRONG_STATE"]);
    assert!(findings(&sent, "submitPlan").contains(&"NOT_YOURS".to_owned()), "{:#}", sent.0);
}
