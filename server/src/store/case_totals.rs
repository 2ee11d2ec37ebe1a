//! Kept totals of what an actor sees.
use chrono::{DateTime, NaiveDate, Utc};
use entities::{case_count, vocab::CaseStatus};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Scoped, StoreError};
use crate::authz::scope::Scope;

impl Scoped {
    /// Kept totals by state of what the actor always sees.
    ///
    /// # Errors
    /// Database.
    pub async fn totals(&self) -> Result<Vec<(CaseStatus, i64)>, StoreError> {
        let Scope::Audience { agency, always, .. } = &self.scope else { return Ok(vec![]) };
        let rows = case_count::Entity::find()
            .filter(case_count::Column::AgencyId.eq(*agency))
            .filter(case_count::Column::Relation.is_in(always.iter().copied()))
            .all(self.db())
            .await?;
        Ok(rows.into_iter().map(|row| (row.status, row.n)).collect())
    }

    /// Whether totals are kept for this actor (else they are counted, up to a limit).
    #[must_use]
    pub fn has_kept_totals(&self) -> bool {
        matches!(&self.scope, Scope::Audience { overdue, .. } if overdue.is_empty())
    }

    /// First moment of a day in the agencies' time.
    #[must_use]
    pub fn day_start(day: NaiveDate) -> DateTime<Utc> {
        day.and_time(chrono::NaiveTime::MIN).and_utc() - chrono::Duration::hours(8)
    }
}
