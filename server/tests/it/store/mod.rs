//! The tables under the server: what is written, how many statements a query takes, which plans they get, and
//! the schema's way up and down. The server's own connection is private; these tests open one of their own.
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, QueryResult, Statement};

use crate::support::{Trials, World};

mod busy;
mod migrations;
mod plans;
mod statements;

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    busy::list(trials);
    migrations::list(trials);
    plans::list(trials);
    statements::list(trials);
}

/// What a refused request must leave as it was.
const TABLES: &[&str] = &[
    "cases",
    "case_events",
    "case_audience",
    "case_clocks",
    "case_parties",
    "case_links",
    "replies",
    "reporters",
    "idempotency_keys",
    "access_tokens",
    "rule_sets",
    "rule_set_events",
    "case_routings",
    "rule_simulations",
    "simulated_moves",
];

/// A connection of the test's own to the database of a world.
pub async fn connect(world: &World) -> DatabaseConnection {
    Database::connect(world.url.clone()).await.unwrap()
}

/// Rows of a statement.
pub async fn select(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    db.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// A statement without rows.
pub async fn run(db: &DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// How many rows each table has.
pub async fn rows(world: &World) -> Vec<(&'static str, i64)> {
    let db = connect(world).await;
    let mut found = vec![];
    for &table in TABLES {
        let row = &select(&db, &format!("SELECT COUNT(*) AS n FROM {table}")).await[0];
        found.push((table, row.try_get("", "n").unwrap()));
    }
    db.close().await.unwrap();
    found
}
