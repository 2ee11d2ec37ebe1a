//! Whistle-blowing, anonymous and secret reports, and who learns who reported.
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
    trials.story("whistle_blowing_goes_to_the_inspectorate_of_the_accused_government_and_to_nobody_else", whistle);
    trials.story("an_accused_inspectorate_does_not_get_the_report_about_itself", accused_inspectorate);
    trials.story(
        "the_identity_behind_an_anonymous_report_is_for_the_coordinator_and_the_reporter_sees_that_it_was_read",
        identity,
    );
    trials.story("handlers_hide_more_and_only_the_reporter_shows_again", visibility);
}

const WHISTLE: &str = "Uang muka proyek drainase dibagi sebelum lelang diumumkan.";

async fn sees(world: &World, who: &Actor, case: &str) -> bool {
    let answer = world
        .ask(
            who,
            "query($id: ID!) { case(id: $id) { id } node(id: $id) { id } cases(first: 50) { nodes { id } } }",
            json!({ "id": case }),
        )
        .await;
    let listed = answer.at("/cases/nodes").as_array().unwrap().iter().any(|row| row["id"] == case);
    let (by_id, by_node) = (!answer.at("/case").is_null(), !answer.at("/node").is_null());
    assert!(by_id == by_node && (by_id == listed || matches!(who, Actor::Tracker { .. })), "{:#}", answer.0);
    by_id
}

async fn reveal(world: &World, who: &Actor, case: &str) -> Answer {
    let query = "mutation($i: RevealIdentityInput!) { revealIdentity(input: $i) { identity { name email phone } userErrors { code path } } }";
    world.ask(who, query, json!({ "i": { "caseId": case, "reason": "Perlu menghubungi pelapor." } })).await
}

async fn whistle(world: World) {
    let extra = json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": "BANJAR-PUPR", "body": WHISTLE,
        "contact": { "name": "Orang Dalam", "email": "dalam@contoh.id" } });
    let (case, code, _) = world.file(&Actor::Public, extra).await;
    let inspector = world.officer(Role::Inspectorate, "BANJAR-INSPEKTORAT").await;
    let read = world
        .ask(
            &inspector,
            "query($id: ID!) { case(id: $id) { holder { code } anonymous secret body } }",
            json!({ "id": case }),
        )
        .await;
    assert_eq!(
        read.at("/case"),
        &json!({ "holder": { "code": "BANJAR-INSPEKTORAT" }, "anonymous": true, "secret": true, "body": WHISTLE })
    );
    for (role, agency) in [
        (Role::ProvinceCoordinator, "KALSEL"),
        (Role::Leadership, "KALSEL"),
        (Role::RegencyCoordinator, "BANJAR"),
        (Role::Leadership, "BANJAR"),
        (Role::AgencyAdmin, "BANJAR-PUPR"),
        (Role::Inspectorate, "KALSEL-INSPEKTORAT"),
        (Role::OmbudsmanOfficer, "OMB-KALSEL"),
        (Role::OversightReader, "KSP"),
        (Role::SystemAdmin, ""),
    ] {
        let who = world.officer(role, agency).await;
        assert!(!sees(&world, &who, &case).await, "{role:?} of {agency:?} sees it");
    }
    // Verified and sent down, it stays with the inspectorate, and never becomes public.
    let mut stated = facts();
    stated["classification"] = json!("SERVICE_COMPLAINT");
    let out = now(&world, &inspector, "verifyCase", &case, stated.clone()).await;
    assert_eq!(out.refusals("verifyCase"), ["NOT_ALLOWED"], "it stays what it was filed as");
    stated["classification"] = json!("WHISTLE_BLOWING");
    stated["reportedAgencyCode"] = json!("BANJAR-PUPR");
    now(&world, &inspector, "verifyCase", &case, stated).await.done("verifyCase");
    for target in ["BANJAR-DISHUB", "BANJAR", "KALSEL-INSPEKTORAT"] {
        let refused = now(&world, &inspector, "forwardCase", &case, json!({ "targetCode": target })).await;
        assert_eq!(refused.refusals("forwardCase"), ["NOT_ALLOWED"], "{target}: {:#}", refused.0);
    }
    let public = world
        .ask(
            &Actor::Public,
            "query($r: String!) { publicCase(reference: $r) { title } publicCases(first: 50) { nodes { reference } } }",
            json!({ "r": code }),
        )
        .await;
    assert_eq!(public.at("/publicCase"), &Value::Null);
    assert!(!public.0.to_string().contains(&code));

    // The inspectorate may read who it was; the reporter's own page does not show that.
    let name = reveal(&world, &inspector, &case).await.done("revealIdentity");
    assert_eq!(name.text("/revealIdentity/identity/name"), "Orang Dalam");
    let tracker = world.tracker(&case).await;
    assert!(!kinds(&world, &tracker, &case).await.contains(&"IDENTITY_READ".to_owned()));
    assert!(kinds(&world, &inspector, &case).await.contains(&"IDENTITY_READ".to_owned()));
    let loosened = now(&world, &tracker, "setVisibility", &case, json!({ "anonymous": false, "secret": false })).await;
    assert_eq!(loosened.refusals("setVisibility"), ["NOT_ALLOWED"]);
}

async fn accused_inspectorate(world: World) {
    let file = |accused: &'static str| {
        let world = &world;
        async move {
            let extra = json!({ "classification": "WHISTLE_BLOWING", "reportedAgencyCode": accused, "body": WHISTLE, "anonymous": true });
            let answer = world.submit(&Actor::Public, extra).await.done("submitReport");
            answer.text("/submitReport/case/holder/code")
        }
    };
    assert_eq!(file("KALSEL-PUPR").await, "KALSEL-INSPEKTORAT");
    assert_eq!(
        file("BANJAR-INSPEKTORAT").await,
        "KALSEL-INSPEKTORAT",
        "the province's takes what accuses the regency's"
    );
    assert_eq!(file("KALSEL-INSPEKTORAT").await, "KALSEL", "and the coordinator what accuses the province's");
    assert_eq!(
        file("BPJN-KALSEL").await,
        "KALSEL-INSPEKTORAT",
        "an accused without a government goes to the province's"
    );
}

async fn identity(world: World) {
    let hidden = world
        .forwarded(
            json!({ "anonymous": true, "contact": { "name": "Warga Takut", "phone": "081234567890" } }),
            "KALSEL-PUPR",
        )
        .await;
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let liaison = world.officer(Role::LiaisonOfficer, "KALSEL-PUPR").await;
    let before = rows(&world).await;
    for who in [&admin, &liaison] {
        let refused = reveal(&world, who, &hidden).await;
        assert_eq!(refused.errors(), ["FORBIDDEN"], "{:#}", refused.0);
        let page = world.ask(who, "query($id: ID!) { case(id: $id) { reporter { name isViewer hasAccount } events(first: 20) { nodes { actor { label } } } } }", json!({ "id": hidden })).await;
        assert!(!page.0.to_string().contains("Warga Takut"), "{:#}", page.0);
        assert_eq!(page.at("/case/reporter/name"), &Value::Null);
    }
    assert_eq!(rows(&world).await, before);

    let read = reveal(&world, &coordinator, &hidden).await.done("revealIdentity");
    assert_eq!(
        read.at("/revealIdentity/identity"),
        &json!({ "name": "Warga Takut", "email": null, "phone": "+6281234567890" })
    );
    let tracker = world.tracker(&hidden).await;
    let history = world
        .ask(&tracker, "query($id: ID!) { case(id: $id) { events(last: 1) { nodes { kind text actor { role agency { code } } } } } }", json!({ "id": hidden }))
        .await;
    assert_eq!(
        history.at("/case/events/nodes/0"),
        &json!({ "kind": "IDENTITY_READ", "text": "Perlu menghubungi pelapor.", "actor": { "role": "PROVINCE_COORDINATOR", "agency": { "code": "KALSEL" } } }),
        "the reporter sees who read it, and why"
    );

    let open = world.forwarded(json!({}), "KALSEL-PUPR-BM").await;
    let unit = world.officer(Role::UnitOfficer, "KALSEL-PUPR-BM").await;
    let reader = world.officer(Role::OmbudsmanOfficer, "OMB-KALSEL").await;
    assert_eq!(reveal(&world, &unit, &open).await.errors(), ["FORBIDDEN"]);
    let far = reveal(&world, &reader, &open).await;
    assert!(far.errors() == ["FORBIDDEN"] || far.refusals("revealIdentity") == ["UNKNOWN"], "{:#}", far.0);
    let read = reveal(&world, &liaison, &open).await.done("revealIdentity");
    assert_eq!(read.text("/revealIdentity/identity/name"), "Pelapor Uji");
}

async fn visibility(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    let unit = world.officer(Role::UnitOfficer, "KALSEL-PUPR").await;
    let tracker = world.tracker(&case).await;
    let number = world
        .ask(&admin, "query($id: ID!) { case(id: $id) { reference } }", json!({ "id": case }))
        .await
        .text("/case/reference");
    let public = || async {
        let answer = world.ask(&Actor::Public, "query($r: String!) { publicCase(reference: $r) { title } publicCases(first: 9) { nodes { reference } } }", json!({ "r": number })).await;
        let listed = !answer.at("/publicCases/nodes").as_array().unwrap().is_empty();
        assert_eq!(listed, !answer.at("/publicCase").is_null());
        listed
    };
    assert!(public().await);
    let none = now(&world, &unit, "setVisibility", &case, json!({ "anonymous": true, "secret": true })).await;
    assert_eq!(none.errors(), ["FORBIDDEN"]);
    let hide = json!({ "anonymous": true, "secret": true, "note": "Ada nomor KTP di dalamnya." });
    now(&world, &admin, "setVisibility", &case, hide).await.done("setVisibility");
    assert!(!public().await, "secret at once");
    for (anonymous, secret) in [(false, true), (true, false), (false, false)] {
        let shown =
            now(&world, &admin, "setVisibility", &case, json!({ "anonymous": anonymous, "secret": secret })).await;
        assert_eq!(shown.refusals("setVisibility"), ["NOT_ALLOWED"]);
    }
    // Those who only follow it read no text of a secret report.
    let reader = world.officer(Role::OmbudsmanOfficer, "OMB-KALSEL").await;
    let page =
        world.ask(&reader, "query($id: ID!) { case(id: $id) { title body reference } }", json!({ "id": case })).await;
    if !page.at("/case").is_null() {
        assert_eq!(page.at("/case/title"), &Value::Null);
        assert_eq!(page.at("/case/body"), &Value::Null);
    }
    now(&world, &tracker, "setVisibility", &case, json!({ "anonymous": true, "secret": false }))
        .await
        .done("setVisibility");
    assert!(public().await, "the reporter shows it again");
    assert_eq!(kinds(&world, &tracker, &case).await.iter().filter(|kind| *kind == "VISIBILITY_CHANGED").count(), 2);
}
