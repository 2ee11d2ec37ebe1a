//! Who may see a case, and every list: one row for each agency of the audience.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, CaseId},
    vocab::{CaseStatus, Relation as AudienceRelation},
};

/// Who may see a case, and every list: one row for each agency of the audience.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_audience")]
pub struct Model {
    /// Agency id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agency_id: AgencyId,
    /// Case id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Relation.
    pub relation: AudienceRelation,
    /// Status.
    pub status: CaseStatus,
    /// Is open.
    pub is_open: bool,
    /// Opened at.
    pub opened_at: chrono::DateTime<chrono::Utc>,
    /// Due_at, or the year 9999 where no clock runs.
    pub due_sort: chrono::DateTime<chrono::Utc>,
    /// Assignee id.
    pub assignee_id: Option<AccountId>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
