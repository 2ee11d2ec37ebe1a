//! Inside a case that many see: who reported, who wrote, drafts, notes and their files stay with those they are for.
use entities::vocab::Role;
use serde_json::{Value, json};
use server::authz::actor::Actor;

use super::subject::upload;
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("authz::an_officers_name_is_told_to_colleagues_of_the_own_government_only", names);
    trials.story("authz::who_proposed_an_archive_is_told_to_colleagues_of_the_own_government_only", proposer);
    trials.story("authz::drafts_and_notes_and_their_files_stay_inside_the_government", drafts);
    trials.story("authz::who_reported_stands_in_no_answer_but_the_reporters_own", identity);
    trials.story("authz::news_of_a_secret_case_carry_no_words_of_its_reporter_into_a_merged_one", merged);
}

/// All that a case can tell.
const WHOLE: &str = "query($id: ID!) { case(id: $id) { id reference title body place channel anonymous assignee { name }
    clock { stage } clocks { stage } parties { part agency { code } } replies { id body author { label } attachments { id } }
    attachments { id } events(first: 100) { nodes { id kind text actor { label } agency { code } reply { id body author { label } } attachments { id } } }
    lastEvent { id text actor { label } } reporter { isViewer hasAccount name } duplicateOf { id } duplicates { id } similar { id }
    rating ratingComment question archiveProposal { note proposedBy { label } } viewerRelation viewerCan } }";

async fn whole(world: &World, who: &Actor, case: &str) -> String {
    let answer = world.ask(who, WHOLE, json!({ "id": case })).await;
    assert!(answer.errors().is_empty() && !answer.at("/case").is_null(), "{:#}", answer.0);
    answer.0.to_string()
}

async fn node(world: &World, who: &Actor, id: &str) -> bool {
    !world.ask(who, "query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await.at("/node").is_null()
}

async fn draft(world: &World, who: &Actor, case: &str, extra: Value) -> String {
    let version = world.version(who, case).await;
    let mut input =
        json!({ "caseId": case, "version": version, "kind": "PROGRESS", "body": "Rancangan jawaban dapur kami." });
    for (key, value) in extra.as_object().unwrap() {
        input[key] = value.clone();
    }
    world.act(who, "draftReply", input).await.done("draftReply").text("/draftReply/reply/id")
}

/// A report on which nothing is decided: two people archive an anonymous one, the first proposes.
async fn proposer(world: World) {
    let (case, ..) =
        world.file(&Actor::Public, json!({ "anonymous": true, "namedAgencyCode": "BANJARMASIN-PUPR" })).await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    world
        .act(&admin, "archiveCase", json!({ "caseId": case, "version": 1, "reasonCode": "too_general" }))
        .await
        .done("archiveCase");
    let name = "Nama agency_admin.banjarmasin-pupr";
    let own = whole(&world, &world.officer(Role::RegencyCoordinator, "BANJARMASIN").await, &case).await;
    assert!(own.contains(name), "the second person knows the first: {own}");
    for (role, code) in [(Role::ProvinceCoordinator, "KALSEL"), (Role::OmbudsmanOfficer, "OMB-KALSEL")] {
        let seen = whole(&world, &world.officer(role, code).await, &case).await;
        assert!(!seen.contains(name), "{} of {code} is told who proposed: {seen}", role.as_str());
    }
    let reporter = whole(&world, &world.tracker(&case).await, &case).await;
    assert!(!reporter.contains(name), "the reporter: {reporter}");
}

async fn drafts(world: World) {
    let case = world.forwarded(json!({}), "BANJARMASIN-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    let file = upload(&world).await;
    let reply = draft(&world, &admin, &case, json!({ "attachmentIds": [file] })).await;
    world.act(&admin, "addNote", json!({ "caseId": case, "body": "Catatan dapur untuk rekan." })).await.done("addNote");
    let query = "query($id: ID!) { case(id: $id) { events(last: 1) { nodes { id kind } } } }";
    let last = world.ask(&admin, query, json!({ "id": case })).await;
    assert_eq!(last.text("/case/events/nodes/0/kind"), "NOTED");
    let note = last.text("/case/events/nodes/0/id");
    let colleague = world.officer(Role::RegencyCoordinator, "BANJARMASIN").await;
    let seen = whole(&world, &colleague, &case).await;
    assert!(
        [&reply, &file, &note].into_iter().all(|id| seen.contains(id.as_str())),
        "colleagues see all of it: {seen}"
    );
    world.pass(chrono::Duration::days(60));
    let mut outside = vec![("the reporter".to_owned(), world.tracker(&case).await)];
    for (role, code) in
        [(Role::ProvinceCoordinator, "KALSEL"), (Role::OmbudsmanOfficer, "OMB-KALSEL"), (Role::OversightReader, "KSP")]
    {
        outside.push((code.to_owned(), world.officer(role, code).await));
    }
    for (who, actor) in &outside {
        let seen = whole(&world, actor, &case).await;
        for inner in [reply.as_str(), &file, &note, "dapur"] {
            assert!(!seen.contains(inner), "{who} is told of {inner}: {seen}");
        }
        for id in [&reply, &file, &note] {
            assert!(!node(&world, actor, id).await, "{who} opens an inner thing by its id");
        }
    }
    world.act(&admin, "publishReply", json!({ "replyId": reply, "version": 1 })).await.done("publishReply");
    for (who, actor) in &outside {
        assert!(
            node(&world, actor, &reply).await && node(&world, actor, &file).await,
            "{who} reads what was published, with its file"
        );
        assert!(
            !node(&world, actor, &note).await && !whole(&world, actor, &case).await.contains("Catatan dapur"),
            "{who} still reads no note"
        );
    }
}

async fn identity(world: World) {
    let contact = json!({ "name": "Rahmawati Unik", "email": "rahmawati.unik@contoh.id", "phone": "081234567890" });
    let mut cases = vec![];
    for anonymous in [false, true] {
        let extra = json!({ "contact": contact, "anonymous": anonymous, "title": "Jalan rusak parah sejak lama" });
        cases.push((world.forwarded(extra, "BANJARMASIN-PUPR").await, anonymous));
    }
    world.pass(chrono::Duration::days(60));
    let people = [
        (Role::UnitOfficer, "BANJARMASIN-PUPR"),
        (Role::AgencyAdmin, "BANJARMASIN-PUPR"),
        (Role::Leadership, "BANJARMASIN"),
        (Role::RegencyCoordinator, "BANJARMASIN"),
        (Role::ProvinceCoordinator, "KALSEL"),
        (Role::Inspectorate, "BANJARMASIN-INSPEKTORAT"),
        (Role::OmbudsmanOfficer, "OMB-KALSEL"),
        (Role::OversightReader, "KSP"),
    ];
    for (case, anonymous) in &cases {
        for (role, code) in people {
            let who = world.officer(role, code).await;
            let seen = whole(&world, &who, case).await;
            for told in ["Rahmawati", "rahmawati", "81234567890"] {
                assert!(!seen.contains(told), "{} of {code} is told who reported: {seen}", role.as_str());
            }
            let asked = json!({ "caseId": case, "reason": "Perlu menghubungi pelapor untuk peninjauan." });
            let query = "mutation($input: RevealIdentityInput!) { revealIdentity(input: $input) { identity { name email phone } userErrors { code } } }";
            let answer = world.ask(&who, query, json!({ "input": asked })).await;
            let may = role == Role::RegencyCoordinator || (role == Role::AgencyAdmin && !anonymous);
            if may {
                assert_eq!(
                    answer.clone().done("revealIdentity").text("/revealIdentity/identity/name"),
                    "Rahmawati Unik"
                );
            } else {
                assert_eq!(
                    answer.errors(),
                    ["FORBIDDEN"],
                    "{} of {code}, anonymous {anonymous}: {:#}",
                    role.as_str(),
                    answer.0
                );
                assert!(!answer.0.to_string().contains("Rahmawati"));
            }
        }
        let own = whole(&world, &world.tracker(case).await, case).await;
        assert!(own.contains("Rahmawati Unik"), "the reporter knows the own name");
        let reads = own.matches("IDENTITY_READ").count();
        assert_eq!(reads, if *anonymous { 1 } else { 2 }, "each reading stands in the reporter's history: {own}");
    }
    let public =
        world.ask(&Actor::Public, "{ publicCases(first: 50) { nodes { reference title body } } }", json!({})).await;
    assert_eq!(public.at("/publicCases/nodes").as_array().unwrap().len(), 2);
    assert!(!public.0.to_string().contains("ahmawati"));
}

/// Two reports of one event, the one that stays is secret. The other's reporter hears how it goes on; the words of
/// the secret one's reporter are not for that person, nor for those who may follow the secret one without its text.
async fn merged(world: World) {
    let stays = world.forwarded(json!({ "secret": true }), "BANJARMASIN-PUPR").await;
    let follows =
        world.forwarded(json!({ "title": "Jalan berlubang dekat pasar yang sama" }), "BANJARMASIN-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    let number = world
        .ask(&admin, "query($id: ID!) { case(id: $id) { reference } }", json!({ "id": stays }))
        .await
        .text("/case/reference");
    let version = world.version(&admin, &follows).await;
    let merge = json!({ "caseId": follows, "version": version, "ofReference": number, "merge": true });
    world.act(&admin, "linkDuplicate", merge).await.done("linkDuplicate");
    let reply =
        draft(&world, &admin, &stays, json!({ "kind": "SUBSTANTIVE", "body": "Lubang sudah kami tambal pagi ini." }))
            .await;
    world.act(&admin, "publishReply", json!({ "replyId": reply, "version": 1 })).await.done("publishReply");
    let version = world.version(&admin, &stays).await;
    world.act(&admin, "finishFollowUp", json!({ "caseId": stays, "version": version })).await.done("finishFollowUp");
    let words = "Rumah saya nomor tujuh di ujung gang";
    let confirm = json!({ "caseId": stays, "rating": 5, "ratingComment": words });
    world.act(&world.tracker(&stays).await, "confirmAnswer", confirm).await.done("confirmAnswer");
    let own = whole(&world, &world.tracker(&stays).await, &stays).await;
    assert!(own.contains(words), "its own reporter reads it");
    let reporter = whole(&world, &world.tracker(&follows).await, &follows).await;
    assert!(reporter.contains("FINISHED"), "the other reporter hears of it: {reporter}");
    for (who, seen) in [
        ("the other reporter", reporter),
        ("the coordinator", whole(&world, &world.officer(Role::ProvinceCoordinator, "KALSEL").await, &follows).await),
        ("the Ombudsman", whole(&world, &world.officer(Role::OmbudsmanOfficer, "OMB-KALSEL").await, &follows).await),
    ] {
        assert!(!seen.contains(words), "{who} reads the words of the secret case's reporter: {seen}");
    }
    let reporter = whole(&world, &world.tracker(&follows).await, &follows).await;
    assert!(!reporter.contains(&number) && !reporter.contains(&stays), "nor is the other case named: {reporter}");
}

/// A vertical agency has no government; neither has the Ombudsman. That does not make them colleagues.
async fn names(world: World) {
    for (target, colleague) in [("BPN-KALSEL-BANJARMASIN", None), ("KALSEL-PUPR", Some((Role::Leadership, "KALSEL")))] {
        let case = world.forwarded(json!({ "title": "Sertifikat belum terbit juga" }), target).await;
        let admin = world.officer(Role::AgencyAdmin, target).await;
        let version = world.version(&admin, &case).await;
        let draft = world
            .act(&admin, "draftReply", json!({ "caseId": case, "version": version, "kind": "PROGRESS", "body": "Sedang kami periksa berkasnya." }))
            .await
            .done("draftReply");
        let publish = json!({ "replyId": draft.text("/draftReply/reply/id"), "version": 1 });
        world.act(&admin, "publishReply", publish).await.done("publishReply");
        let name = format!("Nama agency_admin.{}", target.to_lowercase());
        let query = "query($id: ID!) { case(id: $id) { replies { author { label } } events(first: 50) { nodes { actor { label } reply { author { label } } } } } }";
        let own = world.ask(&admin, query, json!({ "id": case })).await;
        assert!(own.0.to_string().contains(&name), "colleagues know the name: {:#}", own.0);
        if let Some((role, code)) = colleague {
            let seen = world.ask(&world.officer(role, code).await, query, json!({ "id": case })).await;
            assert!(seen.0.to_string().contains(&name), "so does the same government: {:#}", seen.0);
        }
        for (role, code) in [(Role::OmbudsmanOfficer, "OMB-KALSEL")] {
            let seen = world.ask(&world.officer(role, code).await, query, json!({ "id": case })).await;
            assert!(!seen.at("/case").is_null());
            assert!(
                !seen.0.to_string().contains(&name),
                "{} of {code} is told who wrote for {target}: {:#}",
                role.as_str(),
                seen.0
            );
        }
        let seen = world.ask(&world.tracker(&case).await, query, json!({ "id": case })).await;
        assert!(!seen.0.to_string().contains(&name), "the reporter is told the agency, not the person: {:#}", seen.0);
    }
}
