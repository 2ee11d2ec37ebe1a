//! A database that somebody else holds for a while: requests wait for it, and lose nothing.
use std::time::Duration;

use sea_orm::{ConnectionTrait as _, TransactionTrait as _};
use serde_json::json;
use server::authz::actor::Actor;

use super::{connect, rows};
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("a_report_waits_for_a_locked_database_and_is_taken_once", waits);
    trials.story("a_report_that_the_database_never_took_is_refused_and_can_be_sent_again", gone);
}

async fn waits(world: World) {
    world.file(&Actor::Public, json!({})).await;
    let before = rows(&world).await;
    let db = connect(&world).await;
    let holder = db.begin().await.unwrap();
    let lock = if world.app.store.is_postgres() {
        "LOCK TABLE cases IN ACCESS EXCLUSIVE MODE"
    } else {
        "UPDATE settings SET key = key"
    };
    holder.execute_unprepared(lock).await.unwrap();
    let release = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        holder.commit().await.unwrap();
        std::time::Instant::now()
    };
    let send = async {
        let answer = world.submit(&Actor::Public, json!({ "clientMutationId": "0123456789abcdef-kunci" })).await;
        (answer, std::time::Instant::now())
    };
    let (released, (answer, answered)) = tokio::join!(release, send);
    assert!(answered >= released, "it was answered while the database was held");
    answer.done("submitReport");
    db.close().await.unwrap();
    assert_eq!(rows(&world).await[0], ("cases", before[0].1 + 1));
}

async fn gone(world: World) {
    let key = json!({ "clientMutationId": "0123456789abcdef-kunci" });
    let before = rows(&world).await;
    let db = connect(&world).await;
    // A table that is away stands for every fault in the middle of an act.
    let away = "ALTER TABLE case_events RENAME TO case_events_away";
    db.execute_unprepared(away).await.unwrap();
    let answer = world.submit(&Actor::Public, key.clone()).await;
    assert_eq!(answer.errors(), ["INTERNAL"], "{:#}", answer.0);
    let text = answer.0.to_string();
    assert!(!text.contains("case_events") && !text.to_lowercase().contains("sql"), "nothing internal is told: {text}");
    db.execute_unprepared("ALTER TABLE case_events_away RENAME TO case_events").await.unwrap();
    db.close().await.unwrap();
    assert_eq!(rows(&world).await, before, "all or nothing");
    world.submit(&Actor::Public, key).await.done("submitReport");
    let after = rows(&world).await;
    assert_eq!((after[0], after[1]), (("cases", before[0].1 + 1), ("case_events", before[1].1 + 1)));
}
