//! Versions of the forwarding rules, below GraphQL: who may do what and when, and that what decides is never harmed.
use chrono::Duration;
use entities::{
    ids::RuleSetId,
    rule_set,
    vocab::{Classification, Role, RuleSetEventKind, RuleSetStatus},
};
use server::{
    authz::actor::Actor,
    domain::{
        refusal::Refusal,
        rules::{Report, Rule, RuleSet, Target, Then, When},
    },
    store::rule_document,
    usecases::{Failure, rule_sets},
};

use crate::{
    store::{connect, run},
    support::{Trials, World},
};

/// Adds the stories.
pub fn list(trials: &mut Trials) {
    trials.story("a_version_of_the_rules_is_approved_by_a_second_person_and_takes_over", takes_over);
    trials.story("an_approved_version_of_the_rules_begins_at_its_hour_or_fails", at_its_hour);
    trials.story("rules_that_have_decided_never_change", never_changed);
    trials.story("a_government_keeps_its_own_rules_only", own_only);
    trials.story("rules_with_errors_are_not_submitted", blocked);
}

async fn keepers(world: &World) -> (Actor, Actor) {
    let one = world.officer(Role::ProvinceCoordinator, "KALSEL").await;
    (one, world.officer(Role::ProvinceCoordinator, "KALSEL#2").await)
}

async fn row(world: &World, id: RuleSetId) -> rule_set::Model {
    let (one, _) = keepers(world).await;
    world.op(&one).scoped.rule_set(id).await.unwrap().unwrap()
}

async fn active(world: &World) -> rule_set::Model {
    let (one, _) = keepers(world).await;
    let province = world.agency("KALSEL").await;
    world.op(&one).scoped.active_rule_sets(&[province]).await.unwrap().remove(&province).unwrap()
}

/// A copy of the version that decides.
async fn copy(world: &World) -> rule_set::Model {
    let (one, _) = keepers(world).await;
    let base = active(world).await.id;
    let id = rule_sets::create(&world.op(&one), None, Some(base), "Lampu jalan Banjarmasin", None, None).await.unwrap();
    row(world, id).await
}

fn lamps(position: u32) -> Rule {
    let when = When {
        topics: vec!["roads.pothole".to_owned()],
        regions: vec!["63.71".to_owned()],
        classifications: vec![Classification::ServiceComplaint],
        ..When::default()
    };
    Rule::new(position, "Jalan rusak di Banjarmasin", when, Then::forward(Target::agency("KALSEL-PUPR")))
}

#[track_caller]
fn refused(result: Result<RuleSetId, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(mut refusals)) if refusals.len() == 1 => refusals.remove(0),
        other => panic!("one refusal was expected: {other:?}"),
    }
}

async fn submitted(world: &World) -> rule_set::Model {
    let (one, _) = keepers(world).await;
    let draft = copy(world).await;
    let op = world.op(&one);
    rule_sets::add_rule(&op, draft.id, draft.version, lamps(5), None).await.unwrap();
    let draft = row(world, draft.id).await;
    let findings = rule_sets::findings(&op, &draft).await.unwrap();
    if let Err(failure) = rule_sets::submit(&op, draft.id, draft.version, None).await {
        panic!("{failure:?}: {findings:#?}");
    }
    row(world, draft.id).await
}

async fn takes_over(world: World) {
    let (one, two) = keepers(&world).await;
    let first = active(&world).await;
    assert_eq!((first.number, first.version, first.created_by), (1, 1, None));
    let pothole = Report {
        topic: Some("roads.pothole"),
        region: Some("63.71.01"),
        ..Report::of_text("Jalan berlubang", "Jalan di depan pasar berlubang besar")
    };
    let before = world.op(&one).router().await.unwrap();
    assert_eq!(before.decided_by(&before.decide(&pothole)).unwrap().id, first.id);

    let waiting = submitted(&world).await;
    assert_eq!((waiting.number, waiting.status, waiting.based_on), (2, RuleSetStatus::Proposed, Some(first.id)));
    let own = rule_sets::approve(&world.op(&one), waiting.id, waiting.version, None, None).await;
    assert_eq!(refused(own), Refusal::OwnProposal);
    rule_sets::approve(&world.op(&two), waiting.id, waiting.version, None, None).await.unwrap();

    assert_eq!(active(&world).await.id, waiting.id);
    let old = row(&world, first.id).await;
    assert_eq!((old.status, old.document), (RuleSetStatus::Retired, first.document));
    let after = world.op(&one).router().await.unwrap();
    let layered = after.decide(&pothole);
    assert_eq!(layered.decision.rule.as_ref().map(|(position, _)| *position), Some(5));
    assert_eq!(after.decided_by(&layered).unwrap().number, 2);
    let again =
        rule_sets::approve(&world.op(&two), waiting.id, row(&world, waiting.id).await.version, None, None).await;
    assert_eq!(refused(again), Refusal::RuleSetState(RuleSetStatus::Active), "pressed twice");

    // Going back is a copy of the earlier version, published like any other.
    let op = world.op(&one);
    let back = rule_sets::create(&op, None, Some(first.id), "Kembali ke versi 1", None, None).await.unwrap();
    let back = row(&world, back).await;
    let read = |row: &rule_set::Model| rule_document::read(&row.document, Default::default()).unwrap();
    assert_eq!((back.number, read(&back)), (3, read(&row(&world, first.id).await)));
}

async fn at_its_hour(world: World) {
    let (one, two) = keepers(&world).await;
    let first = active(&world).await;
    let waiting = submitted(&world).await;
    let hour = Some(world.app.clock.now() + Duration::days(1));
    rule_sets::approve(&world.op(&two), waiting.id, waiting.version, hour, None).await.unwrap();
    server::jobs::activate_rules(&world.app).await;
    assert_eq!(row(&world, waiting.id).await.status, RuleSetStatus::Scheduled);
    assert_eq!(active(&world).await.id, first.id);
    world.pass(Duration::days(1));
    server::jobs::activate_rules(&world.app).await;
    assert_eq!(active(&world).await.id, waiting.id);

    // A target that closes meanwhile: the version fails, and the one that decides goes on.
    let next = copy(&world).await;
    rule_sets::submit(&world.op(&one), next.id, next.version, None).await.unwrap();
    let next = row(&world, next.id).await;
    let hour = Some(world.app.clock.now() + Duration::days(1));
    rule_sets::approve(&world.op(&two), next.id, next.version, hour, None).await.unwrap();
    let db = connect(&world).await;
    run(&db, "UPDATE agencies SET valid_to = '2026-10-01' WHERE code = 'KALSEL-PUPR-BM'").await;
    db.close().await.unwrap();
    world.pass(Duration::days(1));
    server::jobs::activate_rules(&world.app).await;
    let failed = row(&world, next.id).await;
    assert_eq!(failed.status, RuleSetStatus::Failed);
    assert_eq!(active(&world).await.id, waiting.id);
    let events = world.op(&one).scoped.rule_set_events(&[next.id]).await.unwrap();
    assert_eq!(events[&next.id][0].kind, RuleSetEventKind::Failed);
    // It can be mended.
    let first_rule = rule_document::read(&failed.document, Default::default()).unwrap().rules()[0].position;
    rule_sets::remove_rule(&world.op(&one), next.id, failed.version, first_rule, None).await.unwrap();
    assert_eq!(row(&world, next.id).await.status, RuleSetStatus::Draft);
}

async fn never_changed(world: World) {
    let (one, two) = keepers(&world).await;
    let retired = active(&world).await;
    let waiting = submitted(&world).await;
    rule_sets::approve(&world.op(&two), waiting.id, waiting.version, None, None).await.unwrap();
    for id in [retired.id, waiting.id] {
        let before = row(&world, id).await;
        let (op, version) = (world.op(&one), before.version);
        let state = Refusal::RuleSetState(before.status);
        assert_eq!(refused(rule_sets::update(&op, id, version, "Judul lain", None, None).await), state);
        assert_eq!(refused(rule_sets::add_rule(&op, id, version, lamps(7), None).await), state);
        assert_eq!(refused(rule_sets::update_rule(&op, id, version, 10, lamps(7), None).await), state);
        assert_eq!(refused(rule_sets::move_rule(&op, id, version, 10, 20, None).await), state);
        assert_eq!(refused(rule_sets::remove_rule(&op, id, version, 10, None).await), state);
        assert_eq!(refused(rule_sets::submit(&op, id, version, None).await), state);
        assert_eq!(refused(rule_sets::hand_back(&op, id, version, "Perlu diperbaiki", None).await), state);
        assert_eq!(refused(rule_sets::discard(&op, id, version, None, None).await), state);
        assert_eq!(row(&world, id).await, before);
    }
}

async fn own_only(world: World) {
    let first = active(&world).await;
    let city = world.officer(Role::RegencyCoordinator, "BANJARMASIN").await;
    let reader = world.officer(Role::UnitOfficer, "KALSEL-PUPR").await;
    for stranger in [&city, &reader, &Actor::Public] {
        assert!(world.op(stranger).scoped.rule_set(first.id).await.unwrap().is_none());
    }
    let op = world.op(&city);
    let unknown = Refusal::Unknown("ruleSetId");
    assert_eq!(refused(rule_sets::update(&op, first.id, first.version, "Judul lain", None, None).await), unknown);
    let based = rule_sets::create(&op, None, Some(first.id), "Aturan kota", None, None).await;
    assert_eq!(refused(based), Refusal::Unknown("basedOnId"));
    let foreign = rule_sets::create(&op, Some("KALSEL"), None, "Aturan provinsi", None, None).await;
    assert_eq!(refused(foreign), Refusal::Unknown("governmentCode"));
    let own = rule_sets::create(&op, None, None, "Aturan kota", None, None).await.unwrap();
    let own = op.scoped.rule_set(own).await.unwrap().unwrap();
    assert_eq!((own.number, own.rule_count, own.status), (1, 0, RuleSetStatus::Draft));
    let reads = rule_sets::create(&world.op(&reader), None, None, "Aturan unit", None, None).await;
    assert_eq!(refused(reads), Refusal::Unknown("governmentCode"));
    let nobody = rule_sets::create(&world.op(&Actor::Public), None, None, "Aturan siapa", None, None).await;
    assert!(matches!(nobody, Err(Failure::Unauthenticated)));
}

async fn blocked(world: World) {
    let (one, _) = keepers(&world).await;
    let op = world.op(&one);
    let lost = Rule::new(10, "Tujuan keliru", When::default(), Then::forward(Target::agency("TIDAK-ADA")));
    let set = RuleSet::province(vec![lost]);
    let id = rule_sets::import(&op, None, "Kumpulan dari berkas", None, set, None).await.unwrap();
    let draft = row(&world, id).await;
    assert_eq!(draft.based_on, Some(active(&world).await.id), "the difference shows");
    let answer = refused(rule_sets::submit(&op, id, draft.version, None).await);
    assert!(matches!(answer, Refusal::RulesBlocked { errors } if errors > 0), "{answer:?}");
    let stale = rule_sets::discard(&op, id, draft.version + 1, None, None).await;
    assert_eq!(refused(stale), Refusal::Conflict { current: draft.version });
    let far = Rule { position: 100_000, ..lamps(1) };
    let import = rule_sets::import(&op, None, "Kumpulan dari berkas", None, RuleSet::province(vec![far]), None).await;
    assert!(matches!(refused(import), Refusal::Document { faults } if faults.len() == 1));
    // What PostgreSQL does not keep would be written down with every report.
    let named = Rule { name: "Lampu\0jalan".to_owned(), ..lamps(1) };
    let mut worded = lamps(2);
    worded.when.keywords_all = vec!["lampu\u{7}".to_owned()];
    let mut meant = lamps(3);
    meant.then.reply_code = Some("\0".to_owned());
    let set = RuleSet::province(vec![named, worded, meant, lamps(4)]);
    let import = rule_sets::import(&op, None, "Kumpulan dari berkas", None, set, None).await;
    assert!(matches!(refused(import), Refusal::Document { faults } if faults.len() == 3));
}
