//! Client keys: the same key with the same input gives the first answer again. The record commits with
//! the act, so a retry after a lost answer finds either both or neither. The key is kept as a digest.
use chrono::{DateTime, Duration, Utc};
use entities::idempotency_key;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::{Store, StoreError, Work};
use crate::domain::refusal::Refusal;

/// A key as it is kept.
#[derive(Debug, Clone)]
pub struct Key {
    /// Digest of actor, mutation and key.
    pub digest: String,
    /// Digest of the input.
    pub input: String,
}

impl Work {
    /// The first answer, if the key was used before. Otherwise the key is claimed by this transaction:
    /// a second one with the same key waits for it and then finds its answer.
    ///
    /// # Errors
    /// `KeyReused` where the input differs.
    pub async fn claim(&self, key: &Key) -> Result<Option<serde_json::Value>, StoreError> {
        let claim = idempotency_key::ActiveModel {
            digest: Set(key.digest.clone()),
            input_digest: Set(key.input.clone()),
            answer: Set(serde_json::Value::Null),
            created_at: Set(self.now()),
        };
        let inserted = idempotency_key::Entity::insert(claim)
            .on_conflict(OnConflict::column(idempotency_key::Column::Digest).do_nothing().to_owned())
            .exec_without_returning(&self.tx)
            .await?;
        if inserted > 0 {
            return Ok(None);
        }
        let row = idempotency_key::Entity::find_by_id(key.digest.clone()).one(&self.tx).await?;
        match row {
            Some(row) if row.input_digest == key.input => Ok(Some(row.answer)),
            Some(_) => Err(Refusal::KeyReused.into()),
            None => Ok(None),
        }
    }

    /// Keeps the answer of a claimed key.
    ///
    /// # Errors
    /// Database.
    pub async fn keep_answer(&self, key: &Key, answer: serde_json::Value) -> Result<(), StoreError> {
        use sea_orm::sea_query::Expr;
        idempotency_key::Entity::update_many()
            .col_expr(idempotency_key::Column::Answer, Expr::value(answer))
            .filter(idempotency_key::Column::Digest.eq(key.digest.clone()))
            .exec(&self.tx)
            .await?;
        Ok(())
    }
}

impl Store {
    /// Forgets keys older than two days.
    ///
    /// # Errors
    /// Database.
    pub async fn forget_keys(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let gone = idempotency_key::Entity::delete_many()
            .filter(idempotency_key::Column::CreatedAt.lt(now - Duration::days(2)))
            .exec(self.db())
            .await?;
        Ok(gone.rows_affected)
    }
}
