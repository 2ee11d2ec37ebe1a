//! Deadline policies and the calendar, loaded from their tables. Kept for a minute in each server: they
//! are data that change a few times a year, and every server reads the same rows.
use std::{collections::HashMap, sync::Arc, time::Duration};

use entities::{deadline_policy, holiday};
use sea_orm::{EntityTrait, QueryOrder};

use super::{Store, StoreError};
use crate::{
    domain::{calendar::Calendar, deadline::Policies},
    reference::deadlines::{DeadlineRow, policies},
};

/// What clocks need to know.
#[derive(Debug)]
pub struct Rules {
    /// Deadline policies.
    pub policies: Policies,
    /// Working days.
    pub calendar: Calendar,
}

pub(super) type Cache = tokio::sync::Mutex<Option<(tokio::time::Instant, Arc<Rules>)>>;
const KEEP: Duration = Duration::from_secs(60);

impl Store {
    /// Policies and calendar of now.
    ///
    /// # Errors
    /// Database.
    pub async fn rules(&self) -> Result<Arc<Rules>, StoreError> {
        let mut cache = self.inner.timing.lock().await;
        if let Some((at, rules)) = cache.as_ref()
            && at.elapsed() < KEEP
        {
            return Ok(Arc::clone(rules));
        }
        let rows =
            deadline_policy::Entity::find().order_by_asc(deadline_policy::Column::Position).all(self.db()).await?;
        let rows: Vec<DeadlineRow> = rows.into_iter().filter_map(|row| serde_json::from_value(row.row).ok()).collect();
        let days = holiday::Entity::find().all(self.db()).await?;
        let rules = Arc::new(Rules {
            policies: policies(&rows),
            calendar: Calendar::new(days.into_iter().map(|row| (row.day, row.name))),
        });
        *cache = Some((tokio::time::Instant::now(), Arc::clone(&rules)));
        Ok(rules)
    }

    /// Forgets what was kept, after an import.
    pub async fn forget_rules(&self) {
        *self.inner.timing.lock().await = None;
    }
}

impl super::Scoped {
    /// Deadlines of agencies' own, by code.
    ///
    /// # Errors
    /// Database.
    pub async fn deadline_overrides(&self) -> Result<HashMap<String, Vec<DeadlineRow>>, StoreError> {
        let rows =
            deadline_policy::Entity::find().order_by_asc(deadline_policy::Column::Position).all(self.db()).await?;
        let mut found: HashMap<String, Vec<DeadlineRow>> = HashMap::new();
        for row in rows.into_iter().filter_map(|row| serde_json::from_value::<DeadlineRow>(row.row).ok()) {
            if let Some(code) = row.agency_code.clone() {
                found.entry(code).or_default().push(row);
            }
        }
        Ok(found)
    }
}
