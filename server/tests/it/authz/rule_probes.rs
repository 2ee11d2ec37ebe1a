//! A government keeps its own rules only: every way to another government's version, read or written, in every state,
//! answers what an id answers that never was. Officers see the trace of their own cases and no version.
use std::collections::BTreeSet;

use entities::{ids::RuleSetId, vocab::Role};
use serde_json::{Value, json};
use server::{
    authz::actor::Actor,
    domain::rules::{Rule, RuleSet, Scope, Target, Then, When},
    graphql::ids,
    usecases::rule_sets,
};

use super::{
    inputs::{no_rules, rule_input},
    subject::mutation,
};
use crate::{
    graphql::rules::running,
    store::rows,
    support::{Trials, World},
};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("authz::versions_of_another_governments_rules_are_as_unknown_as_none", foreign);
    trials.story("authz::officers_see_why_their_cases_go_where_and_no_version", traces);
}

/// Mutations that take a version of the rules by its id, or begin one.
const MUTATIONS: [&str; 11] = [
    "createRuleSet",
    "importRules",
    "updateRuleSet",
    "addRule",
    "updateRule",
    "moveRule",
    "removeRule",
    "submitRuleSet",
    "approveRuleSet",
    "returnRuleSet",
    "discardRuleSet",
];

/// A draft, a proposed version and one that runs, of a regency; and the one that runs for the province.
async fn versions(world: &World) -> Vec<String> {
    let one = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let two = world.officer(Role::RegencyCoordinator, "BANJAR#2").await;
    let set = || {
        let all = Rule::new(9_990, "Lainnya", When::default(), Then::forward(Target::agency("BANJAR")));
        RuleSet::new(Scope::Government("BANJAR".to_owned()), vec![all])
    };
    let op = world.op(&one);
    let mut made = vec![];
    for _ in 0..3 {
        made.push(rule_sets::import(&op, None, "Aturan Kabupaten Banjar", None, set(), None).await.unwrap());
    }
    let at = |id: RuleSetId| {
        let op = op.clone();
        async move { op.scoped.rule_set(id).await.unwrap().unwrap().version }
    };
    for id in &made[1..] {
        rule_sets::submit(&op, *id, at(*id).await, None).await.unwrap();
    }
    rule_sets::approve(&world.op(&two), made[2], at(made[2]).await, None, None).await.unwrap();
    let province = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let mut found: Vec<String> = made.into_iter().map(|id| ids::rule_set(id).to_string()).collect();
    found.push(running(world, &province).await);
    found
}

async fn foreign(world: World) {
    let versions = versions(&world).await;
    // Its own version does not open the others.
    let coordinator = world.officer(Role::RegencyCoordinator, "BANJARBARU").await;
    let op = world.op(&coordinator);
    let own = rule_sets::create(&op, None, None, "Aturan Kota Banjarbaru", None, None).await.unwrap();
    let own = ids::rule_set(own).to_string();
    let leader = world.officer(Role::Leadership, "BANJARBARU").await;
    let unit = world.officer(Role::AgencyAdmin, "BANJAR-PUPR").await;
    let kept = rows(&world).await;
    let fields = world
        .ask(&Actor::Public, "{ __schema { mutationType { fields { name } } } }", json!({}))
        .await
        .at("/__schema/mutationType/fields")
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap().to_owned())
        .filter(|name| name.contains("Rule"))
        .collect::<BTreeSet<_>>();
    assert_eq!(fields, MUTATIONS.iter().map(|name| (*name).to_owned()).collect(), "each is probed");

    let reads = [
        "query($id: ID!) { ruleSet(id: $id) { number document errorCount rules { name } flaggedCases { nodes { id } } outcomes { taken } } }",
        "query($id: ID!) { node(id: $id) { id __typename } }",
        "query($id: ID!) { testRouting(input: { ruleSetId: $id, title: \"\", body: \"Jalan berlubang\" }) { decision { sentence } } }",
    ];
    let against = "query($own: ID!, $id: ID!) { ruleSet(id: $own) { changes(against: $id) { kind } } }";
    for who in [&coordinator, &leader, &unit, &Actor::Public] {
        for id in &versions {
            for query in reads {
                let hidden = world.ask(who, query, json!({ "id": id })).await;
                let unknown = world.ask(who, query, json!({ "id": no_rules() })).await;
                assert_eq!(hidden.0, unknown.0, "{query}: {who:?}");
            }
            let hidden = world.ask(who, against, json!({ "own": own, "id": id })).await;
            let unknown = world.ask(who, against, json!({ "own": own, "id": no_rules() })).await;
            assert_eq!(hidden.0, unknown.0, "{who:?}");
            for name in MUTATIONS {
                let mut input = rule_input(name);
                let mut nothing = input.clone();
                match name {
                    "createRuleSet" => {
                        input = json!({ "basedOnId": id, "title": "Aturan baru" });
                        nothing = json!({ "basedOnId": no_rules(), "title": "Aturan baru" });
                    }
                    "importRules" => {
                        input["governmentCode"] = json!("BANJAR");
                        nothing["governmentCode"] = json!("TIDAK-ADA");
                    }
                    _ => input["ruleSetId"] = json!(id),
                }
                let hidden = world.ask(who, &mutation(name), json!({ "input": input })).await;
                let unknown = world.ask(who, &mutation(name), json!({ "input": nothing })).await;
                assert_eq!(hidden.0, unknown.0, "{name}: {who:?}");
                let refused = !hidden.errors().is_empty() || !hidden.refusals(name).is_empty();
                assert!(refused, "{name}: {who:?}: {:#}", hidden.0);
            }
        }
        for government in ["BANJAR", "KALSEL"] {
            let list = format!("{{ ruleSets(governmentCode: \"{government}\", first: 10) {{ nodes {{ id }} }} }}");
            assert_eq!(world.ask(who, &list, json!({})).await.at("/ruleSets/nodes"), &json!([]), "{who:?}");
        }
    }
    assert_eq!(rows(&world).await, kept, "nothing was written");
    let list = world.ask(&coordinator, "{ ruleSets(first: 10) { nodes { id } } }", json!({})).await;
    assert_eq!(list.at("/ruleSets/nodes"), &json!([{ "id": own }]), "the own ones and no other");
}

async fn traces(world: World) {
    let case = world.forwarded(json!({}), "BANJAR").await;
    let regency = world.officer(Role::RegencyCoordinator, "BANJAR").await;
    let at = world.version(&regency, &case).await;
    let route = json!({ "caseId": case, "version": at, "targetCode": "BANJAR-PUPR" });
    world.act(&regency, "forwardCase", route).await.done("forwardCase");
    let province = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let draft = rule_sets::create(&world.op(&province), None, None, "Rancangan", None, None).await.unwrap();
    let (draft, active) = (ids::rule_set(draft).to_string(), running(&world, &province).await);
    let query = "query($case: ID!, $draft: ID!, $active: ID!) { case(id: $case) { routing { version ruleSet { id } decision { rulePosition trace { position name sentence } } } }
        draft: node(id: $draft) { id } active: node(id: $active) { id } ruleSet(id: $draft) { id } ruleSets(first: 5) { nodes { id } } }";
    let ids = json!({ "case": case, "draft": draft, "active": active });
    for (role, code) in [
        (Role::AgencyAdmin, "BANJAR-PUPR"),
        (Role::LiaisonOfficer, "BANJAR-PUPR"),
        (Role::UnitOfficer, "BANJAR-PUPR"),
        (Role::RegencyCoordinator, "BANJAR"),
    ] {
        let officer = world.officer(role, code).await;
        let seen = world.ask(&officer, query, ids.clone()).await;
        assert_eq!(seen.errors(), Vec::<String>::new(), "{role}");
        assert!(!seen.at("/case/routing/decision/trace").as_array().unwrap().is_empty(), "{role}: {:#}", seen.0);
        assert!(seen.at("/case/routing/version").is_i64(), "{role}: the number, to speak of it");
        for field in ["/case/routing/ruleSet", "/draft", "/active", "/ruleSet"] {
            assert_eq!(seen.at(field), &Value::Null, "{role}: {field}");
        }
        assert_eq!(seen.at("/ruleSets/nodes"), &json!([]), "{role}");
    }
    // Nobody sees the trace of a case that is not theirs.
    for (role, code) in [(Role::AgencyAdmin, "BANJARBARU-PUPR"), (Role::UnitOfficer, "KALSEL-DISHUB")] {
        let officer = world.officer(role, code).await;
        assert_eq!(world.ask(&officer, query, ids.clone()).await.at("/case"), &Value::Null, "{role}");
    }
    let keeper = world.ask(&province, query, ids).await;
    assert_eq!(keeper.at("/case/routing/ruleSet/id"), &json!(active));
}
