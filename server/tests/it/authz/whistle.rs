//! Whistle-blowing: the inspectorate of the accused's government alone knows of it, early, late and counted.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::subject::WORD;
use crate::support::{Trials, World};

const OTHERS: &[(Role, &str)] = &[
    (Role::ProvinceCoordinator, "KALSEL"),
    (Role::Leadership, "KALSEL"),
    (Role::Inspectorate, "KALSEL-INSPEKTORAT"),
    (Role::OmbudsmanOfficer, "OMB-KALSEL"),
    (Role::OversightReader, "KSP"),
    (Role::OversightReader, "KEMENPANRB"),
    (Role::RegencyCoordinator, "BANJARMASIN"),
    (Role::Leadership, "BANJARMASIN"),
    (Role::AgencyAdmin, "BANJARMASIN-PUPR"),
    (Role::LiaisonOfficer, "BANJARMASIN-PUPR"),
    (Role::UnitOfficer, "BANJARMASIN-PUPR"),
    (Role::Leadership, "BANJARMASIN-PUPR"),
    (Role::RegencyCoordinator, "BANJARBARU"),
    (Role::Inspectorate, "BANJARBARU-INSPEKTORAT"),
    (Role::SystemAdmin, ""),
];

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("authz::whistle_blowing_is_known_to_the_inspectorate_alone", alone);
    trials.story("authz::whistle_blowing_that_accuses_the_inspectorate_goes_past_it", past);
    trials.story("authz::whistle_blowing_handed_back_stays_with_an_inspectorate", handed_back);
}

const FIGURES: &str = "{ caseCounts { tabs { tab count capped } overdue } cases(first: 50) { nodes { id } } }";

async fn whistle(world: &World, accused: &str) -> (String, String) {
    let filed = json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": accused, "namedAgencyCode": accused,
        "title": format!("Pungutan untuk proyek {WORD} di dinas"), "body": "Setiap rekanan diminta menyetor sepuluh persen." });
    let (case, code, _) = world.file(&Actor::Public, filed).await;
    (case, code)
}

async fn knows(world: &World, who: &Actor, case: &str, code: &str) -> Vec<&'static str> {
    let query = "query($id: ID!, $code: String!, $word: String!) {
        a: case(id: $id) { id } b: case(reference: $code) { id } c: node(id: $id) { id } d: publicCase(reference: $code) { reference }
        e: cases(filter: { text: $code }) { nodes { id } } f: cases(filter: { text: $word }) { nodes { id } }
        g: cases(first: 50) { nodes { id } } h: publicCases(filter: { text: $word }) { nodes { reference } }
        i: cases(first: 50, filter: { agencyCode: \"BANJARMASIN-INSPEKTORAT\" }) { nodes { id } } }";
    let answer = world.ask(who, query, json!({ "id": case, "code": code, "word": WORD })).await;
    assert!(answer.errors().is_empty(), "{:#}", answer.0);
    ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
        .into_iter()
        .filter(|field| {
            let value = answer.at(&format!("/{field}"));
            match value["nodes"].as_array() {
                Some(rows) => rows.iter().any(|row| row["id"] == case || row["reference"] == code),
                None => value != &Value::Null,
            }
        })
        .collect()
}

async fn alone(world: World) {
    let mut before = vec![];
    for &(role, code) in OTHERS {
        before.push(world.ask(&world.officer(role, code).await, FIGURES, json!({})).await.0.to_string());
    }
    let (case, code) = whistle(&world, "BANJARMASIN-PUPR").await;
    let inspectorate = world.officer(Role::Inspectorate, "BANJARMASIN-INSPEKTORAT").await;
    // Early, verified, and long overdue.
    for step in 0..3 {
        match step {
            0 => {}
            1 => {
                let stated = json!({ "caseId": case, "version": 1, "classification": "WHISTLE_BLOWING", "topicCode": "roads.pothole",
                    "regionCode": "63.71", "reportedAgencyCode": "BANJARMASIN-PUPR" });
                world.act(&inspectorate, "verifyCase", stated).await.done("verifyCase");
            }
            _ => world.pass(chrono::Duration::days(300)),
        }
        let ways = knows(&world, &inspectorate, &case, &code).await;
        assert_eq!(
            ways,
            ["a", "b", "c", "e", "f", "g", "i"],
            "step {step}: the inspectorate knows it, the public does not"
        );
        for (&(role, agency), before) in OTHERS.iter().zip(&before) {
            let who = world.officer(role, agency).await;
            assert_eq!(
                knows(&world, &who, &case, &code).await,
                Vec::<&str>::new(),
                "step {step}: {} of {agency}",
                role.as_str()
            );
            assert_eq!(
                &world.ask(&who, FIGURES, json!({})).await.0.to_string(),
                before,
                "step {step}: figures of {} of {agency}",
                role.as_str()
            );
        }
        assert_eq!(knows(&world, &Actor::Public, &case, &code).await, Vec::<&str>::new());
    }
    // It is not given away: not to a class that others see, not to a helper, not to a reader.
    let version = world.version(&inspectorate, &case).await;
    let wider = json!({ "caseId": case, "version": version, "classification": "SUPERVISORY_COMPLAINT", "topicCode": "roads.pothole", "regionCode": "63.71" });
    assert!(!world.act(&inspectorate, "verifyCase", wider).await.refusals("verifyCase").is_empty());
    for target in ["BANJARMASIN-PUPR", "BANJARMASIN-DISDIK", "KALSEL", "KALSEL-INSPEKTORAT", "BANJARMASIN"] {
        let route = json!({ "caseId": case, "version": version, "targetCode": target });
        assert!(
            !world.act(&inspectorate, "forwardCase", route).await.refusals("forwardCase").is_empty(),
            "forwarded to {target}"
        );
    }
    for part in ["supportingCodes", "informedCodes"] {
        let route = json!({ "caseId": case, "version": version, "targetCode": "BANJARMASIN-INSPEKTORAT", part: ["BANJARMASIN-DISDIK"] });
        assert!(!world.act(&inspectorate, "forwardCase", route).await.refusals("forwardCase").is_empty(), "{part}");
    }
}

async fn past(world: World) {
    let (case, code) = whistle(&world, "BANJARMASIN-INSPEKTORAT").await;
    let accused = world.officer(Role::Inspectorate, "BANJARMASIN-INSPEKTORAT").await;
    assert_eq!(knows(&world, &accused, &case, &code).await, Vec::<&str>::new(), "the accused inspectorate");
    let province = world.officer(Role::Inspectorate, "KALSEL-INSPEKTORAT").await;
    assert!(!knows(&world, &province, &case, &code).await.is_empty(), "somebody responsible knows of it");
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    assert_eq!(knows(&world, &coordinator, &case, &code).await, Vec::<&str>::new());
}

/// A liaison officer of the inspectorate says "not our authority".
async fn handed_back(world: World) {
    let (case, code) = whistle(&world, "BANJARMASIN-PUPR").await;
    let liaison = world.officer(Role::LiaisonOfficer, "BANJARMASIN-INSPEKTORAT").await;
    let inspectorate = world.officer(Role::Inspectorate, "BANJARMASIN-INSPEKTORAT").await;
    let version = world.version(&inspectorate, &case).await;
    world
        .act(&liaison, "returnCase", json!({ "caseId": case, "version": version, "reason": "Bukan kewenangan kami." }))
        .await;
    for &(role, agency) in OTHERS.iter().filter(|(role, _)| *role != Role::Inspectorate) {
        let who = world.officer(role, agency).await;
        assert_eq!(knows(&world, &who, &case, &code).await, Vec::<&str>::new(), "{} of {agency}", role.as_str());
    }
    let holder = world
        .ask(
            &world.tracker(&case).await,
            "query($id: ID!) { case(id: $id) { holder { kind } } }",
            json!({ "id": case }),
        )
        .await;
    assert_eq!(holder.text("/case/holder/kind"), "INSPECTORATE");
}
