//! Full-text search over title and body. The engines differ; both find cases that hold all words, each
//! as a beginning ("berlub" finds "berlubang").
use entities::ids::CaseId;
use sea_orm::{
    ConnectionTrait, DbBackend, Statement,
    sea_query::{Expr, SimpleExpr},
};

use super::{StoreError, Work};

impl Work {
    /// Keeps the words of a case.
    pub(super) async fn write_search(&self, case: CaseId, words: &[String]) -> Result<(), StoreError> {
        let joined = words.join(" ");
        let backend = self.tx.get_database_backend();
        let sql = match backend {
            DbBackend::Postgres => "INSERT INTO case_search (case_id, words) VALUES ($1, to_tsvector('simple', $2))",
            _ => "INSERT INTO case_search (case_id, words) VALUES (?, ?)",
        };
        self.tx.execute_raw(Statement::from_sql_and_values(backend, sql, [case.0.into(), joined.into()])).await?;
        Ok(())
    }
}

/// Condition on `cases.id` (aliased `c`): holds all words. Words are letters and digits only
/// (`domain::text::query_words`), so no operator of either engine can be smuggled in.
pub(super) fn matches(backend: DbBackend, words: &[String]) -> SimpleExpr {
    match backend {
        DbBackend::Postgres => {
            let query = words.iter().map(|word| format!("{word}:*")).collect::<Vec<_>>().join(" & ");
            Expr::cust_with_values(
                "c.id IN (SELECT case_id FROM case_search WHERE words @@ to_tsquery('simple', $1))",
                [query],
            )
        }
        _ => {
            let query = words.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ");
            Expr::cust_with_values("c.id IN (SELECT case_id FROM case_search WHERE case_search MATCH ?)", [query])
        }
    }
}
