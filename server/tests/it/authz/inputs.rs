//! Inputs of mutations that have to do with no case: each names something that does not exist.
use serde_json::{Value, json};

/// Of a plan that does not exist, or for a government that does not.
pub fn plan_input(name: &str) -> Value {
    let change = json!({ "kind": "RENAME", "code": "BANJARMASIN-PUPR", "name": "Dinas Lain" });
    let head = json!({ "title": "Penataan", "legalReference": "Perda", "effectiveOn": "2026-12-01" });
    let plan = server::graphql::ids::plan(entities::ids::PlanId(uuid::Uuid::nil())).to_string();
    let of_change = server::graphql::ids::plan_change(entities::ids::PlanChangeId(uuid::Uuid::nil())).to_string();
    let mut input = match name {
        "createPlan" | "updatePlan" => head,
        "returnPlan" => json!({ "reason": "Belum lengkap." }),
        "draftCounterPlan" => json!({ "effectiveOn": "2026-12-01" }),
        "addPlanChange" | "updatePlanChange" => json!({ "change": change }),
        _ => json!({}),
    };
    match name {
        "createPlan" => input["governmentCode"] = json!("TIDAK-ADA"),
        "updatePlanChange" | "removePlanChange" => input["changeId"] = json!(of_change),
        _ => input["planId"] = json!(plan),
    }
    if !matches!(name, "createPlan" | "addPlanChange" | "draftCounterPlan") {
        input["version"] = json!(1);
    }
    input
}

/// Of a version of the rules that does not exist, or for a government that does not.
pub fn rule_input(name: &str) -> Value {
    let rule = json!({ "position": 10, "name": "Lampu jalan", "because": "Urusan perhubungan (contoh).",
        "forwardTo": { "agencyCode": "BANJARMASIN-PUPR" } });
    let mut input = match name {
        "createRuleSet" => json!({ "governmentCode": "TIDAK-ADA", "title": "Aturan baru" }),
        "importRules" => json!({ "governmentCode": "TIDAK-ADA", "title": "Aturan baru",
            "document": "{\"version\": 1, \"rules\": []}" }),
        "updateRuleSet" => json!({ "title": "Aturan baru" }),
        "addRule" => json!({ "rule": rule }),
        "updateRule" => json!({ "position": 10, "rule": rule }),
        "moveRule" => json!({ "position": 10, "to": 20 }),
        "removeRule" => json!({ "position": 10 }),
        "returnRuleSet" => json!({ "reason": "Belum lengkap." }),
        _ => json!({}),
    };
    if !matches!(name, "createRuleSet" | "importRules") {
        input["ruleSetId"] = json!(no_rules());
        input["version"] = json!(1);
    }
    input
}

/// A version of the rules that does not exist.
pub fn no_rules() -> String {
    server::graphql::ids::rule_set(entities::ids::RuleSetId(uuid::Uuid::nil())).to_string()
}

/// A trial of rules that does not exist.
pub fn no_simulation() -> String {
    server::graphql::ids::simulation(entities::ids::SimulationId(uuid::Uuid::nil())).to_string()
}

/// Of a role or an invitation that does not exist, at an agency that does not.
pub fn people_input(name: &str) -> Value {
    let nobody = server::graphql::ids::role_grant(entities::ids::RoleGrantId(uuid::Uuid::nil())).to_string();
    let nothing = server::graphql::ids::invitation(entities::ids::InvitationId(uuid::Uuid::nil())).to_string();
    let nowhere = server::graphql::ids::agency("TIDAK-ADA").to_string();
    let why = "Penataan tugas (contoh).";
    match name {
        "invitePerson" => {
            json!({ "agencyId": nowhere, "role": "UNIT_OFFICER", "name": "Budi", "email": "budi@contoh.id" })
        }
        "acceptInvitation" => json!({ "token": "0".repeat(64), "password": "panjang-sekali-12" }),
        "renewInvitation" | "withdrawInvitation" => json!({ "invitationId": nothing, "version": 1 }),
        "moveRole" => json!({ "memberId": nobody, "version": 1, "toAgencyId": nowhere, "reason": why }),
        "endRole" | "suspendRole" => json!({ "memberId": nobody, "version": 1, "reason": why }),
        "nameDeputy" => json!({ "memberId": nobody, "version": 1, "deputyEmail": "a@contoh.id",
            "from": "2026-11-02", "to": "2026-11-03", "reason": why }),
        _ => json!({ "memberId": nobody, "version": 1 }),
    }
}
