//! Limits of attempts, shared by all servers: a window per bucket, counted in the database.
use chrono::{DateTime, Duration, Utc};
use entities::rate_mark;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, OnConflict, Query},
};

use super::{Store, StoreError};
use crate::domain::refusal::Refusal;

/// How many within what time.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Attempts.
    pub most: i64,
    /// Window in minutes.
    pub minutes: i64,
}

impl Store {
    /// Counts an attempt and refuses beyond the limit.
    ///
    /// # Errors
    /// `RateLimited` with the minutes to wait.
    pub async fn attempt(&self, bucket: &str, rate: Rate, now: DateTime<Utc>) -> Result<(), StoreError> {
        let ends = now + Duration::minutes(rate.minutes);
        let table = || Alias::new("rate_marks");
        let old = |name: &'static str| Expr::col((table(), Alias::new(name)));
        let expired = || old("window_ends_at").lte(now);
        let mut upsert = Query::insert();
        upsert
            .into_table(table())
            .columns(["bucket", "window_ends_at", "used"].map(Alias::new))
            .values_panic([bucket.into(), ends.into(), 1i64.into()])
            .on_conflict(
                OnConflict::column(Alias::new("bucket"))
                    .value(
                        Alias::new("used"),
                        CaseStatement::new().case(expired(), 1i64).finally(old("used").add(1i64)),
                    )
                    .value(
                        Alias::new("window_ends_at"),
                        CaseStatement::new().case(expired(), ends).finally(old("window_ends_at")),
                    )
                    .to_owned(),
            )
            .returning(Query::returning().columns(["used", "window_ends_at"].map(Alias::new)));
        let Some(row) = self.db().query_one(&upsert).await? else { return Ok(()) };
        let used: i64 = row.try_get("", "used")?;
        let until: DateTime<Utc> = row.try_get("", "window_ends_at")?;
        if used > rate.most {
            return Err(Refusal::RateLimited { minutes: Ord::max((until - now).num_minutes(), 0) + 1 }.into());
        }
        Ok(())
    }

    /// Forgives the attempts of a bucket, after a success.
    ///
    /// # Errors
    /// Database.
    pub async fn forgive(&self, bucket: &str) -> Result<(), StoreError> {
        rate_mark::Entity::delete_by_id(bucket.to_owned()).exec(self.db()).await?;
        Ok(())
    }

    /// Forgets windows that are over.
    ///
    /// # Errors
    /// Database.
    pub async fn forget_windows(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let gone =
            rate_mark::Entity::delete_many().filter(rate_mark::Column::WindowEndsAt.lt(now)).exec(self.db()).await?;
        Ok(gone.rows_affected)
    }
}
