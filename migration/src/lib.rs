//! The one source of both schemas, SQLite and PostgreSQL. Never imports `entities`: a migration
//! is history and must not change when the entities do. To change the schema: one new file with
//! `up` and `down`, named by date, listed at the end of `migrations()`.
use sea_orm_migration::prelude::*;

mod m20261101_000001_people;
mod m20261101_000002_reference;
mod m20261101_000003_cases;
mod m20261101_000004_audience;
mod m20261124_000005_tree;
mod m20261201_000006_people_in_office;
mod m20261201_000007_sheets;
mod m20261201_000008_large_plans;
mod m20261201_000009_rules;
mod m20261201_000010_simulations;
mod search;

pub use sea_orm_migration::{MigrationStatus, MigratorTrait};

/// All changes, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_000001_people::Migration),
            Box::new(m20261101_000002_reference::Migration),
            Box::new(m20261101_000003_cases::Migration),
            Box::new(m20261101_000004_audience::Migration),
            Box::new(m20261124_000005_tree::Migration),
            Box::new(m20261201_000006_people_in_office::Migration),
            Box::new(m20261201_000007_sheets::Migration),
            Box::new(m20261201_000008_large_plans::Migration),
            Box::new(m20261201_000009_rules::Migration),
            Box::new(m20261201_000010_simulations::Migration),
        ]
    }
}

fn table(name: &str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).to_owned()
}

fn index(table: &str, name: &str, columns: &[&str], unique: bool) -> IndexCreateStatement {
    let mut statement = Index::create().name(name).table(Alias::new(table)).to_owned();
    for column in columns {
        statement.col(Alias::new(*column));
    }
    if unique {
        statement.unique();
    }
    statement
}
