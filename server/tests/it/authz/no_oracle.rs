//! Hidden and unknown answer alike, byte for byte: whoever guesses an id or a number learns nothing from it.
use std::{sync::Arc, time::Duration};

use async_graphql::futures_util::StreamExt as _;
use entities::vocab::Role;
use serde_json::{Value, json};
use server::{
    authz::actor::Actor,
    graphql::{self, Watch},
    op::Op,
    store::StoreError,
};

use super::{
    coverage::{STRANGERS, everybody},
    subject::{Subject, mutation},
};
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("authz::hidden_and_unknown_ids_answer_byte_for_byte_alike_to_every_query", queries);
    trials.story("authz::hidden_and_unknown_ids_answer_byte_for_byte_alike_to_every_mutation", mutations);
    trials.story("authz::ids_of_another_government_inside_an_act_on_the_own_case_are_unknown", inside);
    trials.story("authz::a_hidden_file_is_as_unknown_as_one_that_never_was", files);
    trials.story("authz::news_of_a_hidden_case_end_as_those_of_an_unknown_one", news);
}

/// Everybody who does not see the case.
async fn strangers(world: &World) -> Vec<(String, Actor)> {
    everybody(world)
        .await
        .into_iter()
        .filter(|(_, _, column)| *column < 4)
        .map(|(who, actor, _)| (who, actor))
        .collect()
}

async fn pair(world: &World) -> [Subject; 2] {
    let hidden = Subject::hidden(world).await;
    let unknown = Subject::unknown(hidden.version);
    [hidden, unknown]
}

/// Asks the same of both and compares what is left when the ids are taken out.
async fn alike(
    world: &World,
    who: &str,
    actor: &Actor,
    both: &[Subject; 2],
    ask: impl Fn(&Subject) -> (String, Value),
) {
    let mut texts = vec![];
    for subject in both {
        let (query, variables) = ask(subject);
        texts.push((query.clone(), subject.blank(&world.ask(actor, &query, variables).await.0)));
    }
    assert_eq!(texts[0].1, texts[1].1, "{who} can tell hidden from unknown by {}", texts[0].0);
    assert!(!texts[0].1.contains("INTERNAL"), "{who}: {}: {}", texts[0].0, texts[0].1);
}

async fn queries(world: World) {
    let both = pair(&world).await;
    for (who, actor) in strangers(&world).await {
        for text in [
            "{ node(id: \"CASE\") { id __typename } }",
            "{ node(id: \"REPLY\") { id __typename } }",
            "{ node(id: \"FILE\") { id __typename } }",
            "{ node(id: \"EVENT\") { id __typename } }",
            "{ case(id: \"CASE\") { id version viewerCan } }",
            "{ case(reference: \"NUMBER\") { id version viewerCan } }",
            "{ publicCase(reference: \"NUMBER\") { reference title } }",
            "{ cases(filter: { text: \"NUMBER\" }, first: 10) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }",
            "{ publicCases(filter: { text: \"NUMBER\" }, first: 10) { nodes { reference } } }",
            "{ cases(filter: { assigneeId: \"OFFICER\" }, first: 10) { nodes { id } } }",
            "{ standardReplies(caseId: \"CASE\") { text } }",
        ] {
            alike(&world, &who, &actor, &both, |subject| {
                let text = text
                    .replace("CASE", &subject.case)
                    .replace("REPLY", &subject.reply)
                    .replace("FILE", &subject.attachment)
                    .replace("EVENT", &subject.event)
                    .replace("NUMBER", &subject.reference)
                    .replace("OFFICER", &subject.officer);
                (text, json!({}))
            })
            .await;
        }
    }
    // The same questions do answer where they may: the test can fail.
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    for id in [&both[0].case, &both[0].reply, &both[0].attachment, &both[0].event] {
        let found = world.ask(&admin, "query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert_eq!(&found.text("/node/id"), id);
    }
}

async fn mutations(world: World) {
    let both = pair(&world).await;
    let count = both[0].attempts().len();
    for (who, actor) in strangers(&world).await {
        for number in 0..count {
            alike(&world, &who, &actor, &both, |subject| {
                let (name, input) = subject.attempts().swap_remove(number);
                (mutation(name), json!({ "input": input }))
            })
            .await;
        }
        // With a key of the client the second sending must not answer differently either.
        for _ in 0..2 {
            alike(&world, &who, &actor, &both, |subject| {
                let input = json!({ "caseId": subject.case, "body": "Mohon kabar terbaru.", "clientMutationId": "kunci-yang-sama-0001" });
                (mutation("addComment"), json!({ "input": input }))
            })
            .await;
        }
    }
    // Not the file either: a taken upload and one that never was.
    let filing = |subject: &Subject| {
        let input = json!({ "title": "Lampu jalan padam sejak lama", "body": "Sudah dua pekan gelap sama sekali di sini.",
            "contact": { "name": "Pelapor" }, "attachmentIds": [subject.attachment] });
        (mutation("submitReport"), json!({ "input": input }))
    };
    alike(&world, "public", &Actor::Public, &both, filing).await;
}

async fn inside(world: World) {
    let both = pair(&world).await;
    let own = world.forwarded(json!({ "title": "Trotoar rusak di depan sekolah" }), "BANJARBARU-PUPR").await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARBARU-PUPR").await;
    let version = world.version(&admin, &own).await;
    let coordinator = world.officer(Role::RegencyCoordinator, "BANJARBARU").await;
    let citizen = world.tracker(&own).await;
    for (who, actor) in [("its admin", &admin), ("its coordinator", &coordinator)] {
        for merge in [false, true] {
            alike(&world, who, actor, &both, |subject| {
                let input =
                    json!({ "caseId": own, "version": version, "ofReference": subject.reference, "merge": merge });
                (mutation("linkDuplicate"), json!({ "input": input }))
            })
            .await;
        }
        alike(&world, who, actor, &both, |subject| {
            let input = json!({ "caseId": own, "version": version, "replyId": subject.reply, "kind": "PROGRESS", "body": "Sedang kami kerjakan." });
            (mutation("draftReply"), json!({ "input": input }))
        })
        .await;
        alike(&world, who, actor, &both, |subject| {
            let input = json!({ "caseId": own, "version": version, "officerId": subject.officer });
            (mutation("assignCase"), json!({ "input": input }))
        })
        .await;
        alike(&world, who, actor, &both, |subject| {
            let input = json!({ "caseId": own, "version": version, "kind": "PROGRESS", "body": "Sedang kami kerjakan.", "attachmentIds": [subject.attachment] });
            (mutation("draftReply"), json!({ "input": input }))
        })
        .await;
    }
    alike(&world, "its reporter", &citizen, &both, |subject| {
        let input = json!({ "caseId": own, "body": "Ini fotonya juga.", "attachmentIds": [subject.attachment] });
        (mutation("addComment"), json!({ "input": input }))
    })
    .await;
    // None of it was done; and the same act with an id that is theirs is.
    assert_eq!(world.version(&admin, &own).await, version);
    let (mine, code, _) = world.file(&Actor::Public, json!({ "namedAgencyCode": "BANJARBARU-PUPR" })).await;
    let link = json!({ "caseId": own, "version": version, "ofReference": code, "merge": false });
    world.act(&admin, "linkDuplicate", link).await.done("linkDuplicate");
    assert_ne!(mine, own);
}

async fn files(world: World) {
    let [hidden, unknown] = pair(&world).await;
    for (who, actor) in everybody(&world).await.into_iter().map(|(who, actor, _)| (who, actor)) {
        for subject in [&hidden, &unknown] {
            let id = graphql::ids::to_attachment(&subject.attachment).unwrap();
            let found = world.op(&actor).scoped.attachment(id).await;
            assert!(matches!(found, Err(StoreError::NotFound)), "{who} gets {found:?}");
        }
    }
    // One that nobody has taken yet is nobody's to read; the handler reads the taken one.
    let loose = super::subject::upload(&world).await;
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    for (id, wanted) in [(&loose, false), (&hidden.attachment, true)] {
        let id = graphql::ids::to_attachment(id).unwrap();
        assert_eq!(world.op(&admin).scoped.attachment(id).await.is_ok(), wanted);
    }
}

struct Still(Op);

#[async_trait::async_trait]
impl Watch for Still {
    async fn now(&self) -> Option<Op> {
        Some(self.0.clone())
    }
}

/// The answers of a subscription that ends by itself.
async fn followed(world: &World, actor: &Actor, case: &str) -> Vec<Value> {
    let op = world.op(actor);
    let text = "subscription($id: ID!) { caseChanged(id: $id) { id version } }";
    let request =
        async_graphql::Request::new(text).variables(async_graphql::Variables::from_json(json!({ "id": case })));
    let stream = graphql::subscribe(&world.app.schema, op.clone(), Arc::new(Still(op)), request);
    let all = tokio::time::timeout(Duration::from_secs(10), stream.collect::<Vec<_>>()).await;
    all.expect("ends by itself").into_iter().map(|response| serde_json::to_value(response).unwrap()).collect()
}

async fn news(world: World) {
    let both = pair(&world).await;
    for (who, actor) in strangers(&world).await {
        let hidden = followed(&world, &actor, &both[0].case).await;
        let unknown = followed(&world, &actor, &both[1].case).await;
        assert_eq!(both[0].blank(&json!(hidden)), both[1].blank(&json!(unknown)), "{who}");
        assert_eq!(hidden, [json!({ "data": { "caseChanged": null } })], "{who}: one null and the end");
    }
    // Those who see it are not sent away.
    let admin = world.officer(Role::AgencyAdmin, "BANJARMASIN-PUPR").await;
    let op = world.op(&admin);
    let text = format!("subscription {{ caseChanged(id: \"{}\") {{ id }} }}", both[0].case);
    let mut stream = Box::pin(graphql::subscribe(
        &world.app.schema,
        op.clone(),
        Arc::new(Still(op)),
        async_graphql::Request::new(text),
    ));
    let early = tokio::time::timeout(Duration::from_millis(300), stream.next()).await;
    assert!(early.is_err(), "waits for news: {early:?}");
    // A queue is for officers with an agency.
    for actor in [Actor::Public, world.tracker(&both[0].case).await, world.officer(Role::SystemAdmin, "").await] {
        let op = world.op(&actor);
        let request = async_graphql::Request::new("subscription { queueChanged { caseId } }");
        let mut stream = Box::pin(graphql::subscribe(&world.app.schema, op.clone(), Arc::new(Still(op)), request));
        let first =
            tokio::time::timeout(Duration::from_secs(10), stream.next()).await.expect("answers at once").unwrap();
        assert_eq!(serde_json::to_value(&first.errors).unwrap()[0]["extensions"]["code"], "UNAUTHENTICATED");
    }
    assert!(!STRANGERS.is_empty());
}
