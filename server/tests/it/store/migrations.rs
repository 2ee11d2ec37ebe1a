//! The schema goes up, all the way down, and up again.
use entities::vocab::Role;
use serde_json::json;
use server::authz::actor::Actor;

use super::{connect, rows, select};
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("the_schema_goes_down_to_nothing_and_up_again", down_and_up);
    trials.story("bringing_the_schema_up_twice_loses_nothing", up_twice);
}

async fn tables(world: &World) -> Vec<String> {
    let db = connect(world).await;
    let sql = if world.app.store.is_postgres() {
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    };
    let names = select(&db, sql).await.iter().map(|row| row.try_get("", "name").unwrap()).collect();
    db.close().await.unwrap();
    names
}

async fn down_and_up(world: World) {
    world.forwarded(json!({}), "KALSEL-PUPR").await;
    let store = &world.app.store;
    let full = tables(&world).await;
    assert!(full.contains(&"case_audience".to_owned()), "{full:?}");
    store.migrate_down(None).await.unwrap();
    let left = tables(&world).await;
    assert_eq!(left, ["seaql_migrations"], "down leaves nothing of ours");
    assert!(store.migration_status().await.unwrap().iter().all(|(_, applied)| !applied));
    store.migrate_up().await.unwrap();
    assert_eq!(tables(&world).await, full);
    assert!(store.migration_status().await.unwrap().iter().all(|(_, applied)| *applied));

    // One step down and up again works too.
    store.migrate_down(Some(1)).await.unwrap();
    assert_ne!(tables(&world).await, full);
    store.migrate_up().await.unwrap();
    assert_eq!(tables(&world).await, full);

    // And the product works on it.
    world.app.first_start().await.unwrap();
    store.forget_rules().await;
    world.file(&Actor::Public, json!({})).await;
}

async fn up_twice(world: World) {
    let case = world.forwarded(json!({}), "KALSEL-PUPR").await;
    let before = rows(&world).await;
    world.app.store.migrate_up().await.unwrap();
    world.app.first_start().await.unwrap();
    assert_eq!(rows(&world).await, before);
    let admin = world.officer(Role::AgencyAdmin, "KALSEL-PUPR").await;
    assert_eq!(world.version(&admin, &case).await, 3);
}
