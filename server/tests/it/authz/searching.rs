//! Lists and searches as an oracle: what they find and count must not depend on a text that the viewer may not
//! read, nor on cases of other governments.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::{
    coverage::{STRANGERS, WATCHERS},
    subject::{Subject, WORD},
};
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("authz::a_word_of_a_secret_text_finds_nothing_for_those_who_may_not_read_it", words);
    trials.story("authz::a_word_of_a_secret_text_finds_nothing_through_the_filter_of_its_agency", through_agency);
    trials.story("authz::counts_and_lists_of_one_government_do_not_move_with_cases_of_another", counts);
    trials.story("authz::similar_reports_show_only_what_the_viewer_sees_and_reads", similar);
}

async fn found(world: &World, who: &Actor, filter: Value) -> usize {
    let answer = world
        .ask(who, "query($f: CaseFilter) { cases(filter: $f, first: 50) { nodes { id } } }", json!({ "f": filter }))
        .await;
    answer.at("/cases/nodes").as_array().unwrap().len()
}

async fn blind(world: &World) -> Vec<(String, Actor)> {
    let mut all =
        vec![("public".to_owned(), Actor::Public), ("a citizen".to_owned(), world.citizen("lain@contoh.id").await)];
    for &(role, code) in STRANGERS.iter().chain(WATCHERS) {
        all.push((format!("{} of {code}", role.as_str()), world.officer(role, code).await));
    }
    all
}

async fn words(world: World) {
    Subject::hidden(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    let wanted = found(&world, &admin, json!({ "text": WORD })).await;
    assert_eq!(wanted, 1, "the handler finds it");
    for (who, actor) in blind(&world).await {
        for text in [WORD, &WORD[..4], "ZIRKONIUM pasar"] {
            assert_eq!(found(&world, &actor, json!({ "text": text })).await, 0, "{who} searches {text}");
        }
        let public = world
            .ask(
                &actor,
                "query($t: String) { publicCases(filter: { text: $t }, first: 10) { nodes { reference } } }",
                json!({ "t": WORD }),
            )
            .await;
        assert_eq!(public.at("/publicCases/nodes"), &json!([]), "{who}");
    }
    // The overdue list opens to the inspectorate and to readers by the clock, without the text.
    world.pass(chrono::Duration::days(60));
    for (role, code) in [(Role::Inspectorate, "BANJARMASIN-INSPEKTORAT"), (Role::OversightReader, "KSP")] {
        let who = world.officer(role, code).await;
        assert_eq!(found(&world, &who, json!({ "overdue": true })).await, 1, "{code} sees it overdue");
        assert_eq!(found(&world, &who, json!({ "text": WORD })).await, 0, "{code} searches its text");
    }
}

/// The filter by agency reads the audience row of that agency, the right to the text hangs on the viewer's own.
async fn through_agency(world: World) {
    Subject::hidden(&world).await;
    world.pass(chrono::Duration::days(60));
    let mut wrong = vec![];
    for (role, code) in [
        (Role::ProvinceCoordinator, "KALSEL"),
        (Role::OmbudsmanOfficer, "OMB-KALSEL"),
        (Role::Inspectorate, "BANJARMASIN-INSPEKTORAT"),
        (Role::OversightReader, "KSP"),
        (Role::RegencyCoordinator, "BANJARBARU"),
        (Role::AgencyAdmin, "BANJARBARU-PUPR"),
    ] {
        let who = world.officer(role, code).await;
        for agency in ["BANJARMASIN", "BANJARMASIN-PUPR"] {
            let rows = found(&world, &who, json!({ "agencyCode": agency, "text": WORD })).await;
            if rows > 0 {
                wrong.push(format!(
                    "{} of {code} finds {rows} by a word of the secret text with agencyCode {agency}",
                    role.as_str()
                ));
            }
            if role == Role::RegencyCoordinator || role == Role::AgencyAdmin {
                assert_eq!(found(&world, &who, json!({ "agencyCode": agency })).await, 0, "{code} lists {agency}");
            }
        }
    }
    let own = world.officer(Role::RegencyCoordinator, "BANJARMASIN").await;
    assert_eq!(
        found(&world, &own, json!({ "agencyCode": "BANJARMASIN-PUPR", "text": WORD })).await,
        1,
        "its own coordinator finds it"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn counts(world: World) {
    world.forwarded(json!({ "title": "Trotoar rusak di depan sekolah" }), "BANJARBARU-PUPR").await;
    let query = "{ caseCounts { tabs { tab count capped } overdue overdueCapped } cases(first: 50, sort: NEWEST) { nodes { id version } } }";
    let mut before = vec![];
    for &(role, code) in STRANGERS {
        before.push(world.ask(&world.officer(role, code).await, query, json!({})).await.0.to_string());
    }
    let public = world.ask(&Actor::Public, "{ publicCases(first: 50) { nodes { reference } } }", json!({})).await.0;
    assert!(before.iter().any(|text| text.contains("\"version\"")), "somebody has a list");
    Subject::hidden(&world).await;
    for (&(role, code), before) in STRANGERS.iter().zip(before) {
        let after = world.ask(&world.officer(role, code).await, query, json!({})).await.0.to_string();
        assert_eq!(before, after, "{} of {code}", role.as_str());
    }
    assert_eq!(
        public,
        world.ask(&Actor::Public, "{ publicCases(first: 50) { nodes { reference } } }", json!({})).await.0
    );
}

async fn similar(world: World) {
    let query = "query($id: ID!) { case(id: $id) { similar { id } duplicates { id } } }";
    let own = world
        .forwarded(json!({ "title": format!("Jalan berlubang dan {WORD} di depan pasar") }), "BANJARBARU-PUPR")
        .await;
    let hidden = Subject::hidden(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARBARU-PUPR").await;
    let alone = world.ask(&admin, query, json!({ "id": own })).await;
    assert_eq!(alone.at("/case/similar"), &json!([]), "no case of another government");
    let coordinator = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    let seen = world.ask(&coordinator, query, json!({ "id": own })).await;
    assert!(
        !seen.0.to_string().contains(&hidden.case),
        "not by a text that the coordinator may not read: {:#}",
        seen.0
    );
    let twin = world
        .forwarded(json!({ "title": format!("Jalan berlubang dan {WORD} di depan pasar") }), "BANJARBARU-PUPR")
        .await;
    let two = world.ask(&admin, query, json!({ "id": own })).await;
    assert_eq!(two.at("/case/similar"), &json!([{ "id": twin }]), "what is seen is suggested");
    let reporter = world.tracker(&own).await;
    assert_eq!(
        world.ask(&reporter, query, json!({ "id": own })).await.at("/case/similar"),
        &json!([]),
        "reporters learn nothing of each other"
    );
}
