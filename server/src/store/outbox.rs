//! Letters to be sent out: written in the acting transaction, claimed by one server, sent, marked. Whoever breaks off
//! between claim and mark leaves a claim behind that runs out; the letter is tried again then.
use chrono::{DateTime, Duration, Utc};
use entities::{ids::LetterId, outbox, vocab::LetterKind};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{Store, StoreError, Work};

/// After so long a claim is nobody's: longer than any mail server may take.
const CLAIM: Duration = Duration::minutes(5);

impl Work {
    /// Writes a letter; it goes out when this transaction stands.
    ///
    /// # Errors
    /// Database.
    pub async fn write_letter(&self, kind: LetterKind, payload: serde_json::Value) -> Result<LetterId, StoreError> {
        let id = LetterId(Uuid::now_v7());
        outbox::ActiveModel {
            id: Set(id),
            kind: Set(kind),
            payload: Set(payload),
            created_at: Set(self.now()),
            next_try_at: Set(self.now()),
            tries: Set(0),
            claimed_at: Set(None),
            sent_at: Set(None),
            failed_at: Set(None),
            last_error: Set(None),
        }
        .insert(&self.tx)
        .await?;
        Ok(id)
    }

    /// Takes back a letter that has not gone out: what it says is no longer true.
    ///
    /// # Errors
    /// Database.
    pub async fn drop_letter(&self, id: LetterId) -> Result<(), StoreError> {
        outbox::Entity::delete_many()
            .filter(outbox::Column::Id.eq(id))
            .filter(outbox::Column::SentAt.is_null())
            .exec(&self.tx)
            .await?;
        Ok(())
    }
}

impl Store {
    /// Takes the next letter that is due in hand; no other server gets it meanwhile. Counts as a try.
    ///
    /// # Errors
    /// Database.
    pub async fn claim_letter(&self, now: DateTime<Utc>) -> Result<Option<outbox::Model>, StoreError> {
        let due = || {
            Condition::all()
                .add(outbox::Column::SentAt.is_null())
                .add(outbox::Column::FailedAt.is_null())
                .add(outbox::Column::NextTryAt.lte(now))
                .add(
                    Condition::any()
                        .add(outbox::Column::ClaimedAt.is_null())
                        .add(outbox::Column::ClaimedAt.lte(now - CLAIM)),
                )
        };
        loop {
            let next = outbox::Entity::find()
                .filter(due())
                .order_by_asc(outbox::Column::NextTryAt)
                .order_by_asc(outbox::Column::Id)
                .one(self.db())
                .await?;
            let Some(row) = next else { return Ok(None) };
            let taken = outbox::Entity::update_many()
                .col_expr(outbox::Column::ClaimedAt, Expr::value(now))
                .col_expr(outbox::Column::Tries, Expr::col(outbox::Column::Tries).add(1))
                .filter(outbox::Column::Id.eq(row.id))
                .filter(outbox::Column::Tries.eq(row.tries))
                .filter(due())
                .exec(self.db())
                .await?;
            // Another server may have been faster: look for the next one.
            if taken.rows_affected == 1 {
                return Ok(Some(outbox::Model { tries: row.tries + 1, claimed_at: Some(now), ..row }));
            }
        }
    }

    /// Marks a letter as sent, and forgets what it said.
    ///
    /// # Errors
    /// Database.
    pub async fn letter_sent(&self, letter: &outbox::Model, now: DateTime<Utc>) -> Result<(), StoreError> {
        outbox::Entity::update_many()
            .col_expr(outbox::Column::SentAt, Expr::value(now))
            .col_expr(outbox::Column::Payload, Expr::value(serde_json::Value::Null))
            .filter(outbox::Column::Id.eq(letter.id))
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Marks a try as failed: tried again at `next`, or given up.
    ///
    /// # Errors
    /// Database.
    pub async fn letter_failed(
        &self,
        letter: &outbox::Model,
        fault: &'static str,
        next: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut change = outbox::Entity::update_many()
            .col_expr(outbox::Column::ClaimedAt, Expr::value(None::<DateTime<Utc>>))
            .col_expr(outbox::Column::LastError, Expr::value(fault));
        change = match next {
            Some(next) => change.col_expr(outbox::Column::NextTryAt, Expr::value(next)),
            None => change
                .col_expr(outbox::Column::FailedAt, Expr::value(now))
                .col_expr(outbox::Column::Payload, Expr::value(serde_json::Value::Null)),
        };
        change
            .filter(outbox::Column::Id.eq(letter.id))
            // Whoever claimed it since has it now.
            .filter(outbox::Column::Tries.eq(letter.tries))
            .exec(self.db())
            .await?;
        Ok(())
    }
}
