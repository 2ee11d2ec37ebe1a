//! Full-text search, the one place where the engines differ: a `tsvector` with a GIN index on
//! PostgreSQL, an FTS5 table on SQLite. Both hold the same normalised words of title and body.
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Creates the search table of the engine.
pub async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    match manager.get_database_backend() {
        DbBackend::Postgres => {
            connection
                .execute_unprepared(
                    "CREATE TABLE case_search (case_id uuid PRIMARY KEY REFERENCES cases(id), words tsvector NOT NULL);
                     CREATE INDEX case_search_words ON case_search USING gin (words);",
                )
                .await?;
        }
        _ => {
            connection
                .execute_unprepared(
                    "CREATE VIRTUAL TABLE case_search USING fts5(case_id UNINDEXED, words, detail = none)",
                )
                .await?;
        }
    }
    Ok(())
}

/// Drops it.
pub async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared("DROP TABLE case_search").await?;
    Ok(())
}
