//! A row of an audience that a large plan will write or remove.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, CaseId},
    vocab::{CaseStatus, Relation as AudienceRelation},
};

/// A row of an audience that a large plan will write or remove.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staged_audience")]
pub struct Model {
    /// The work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub work_id: Uuid,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Who sees it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agency_id: AgencyId,
    /// Why until now; none: not at all.
    pub old_relation: Option<AudienceRelation>,
    /// Why afterwards; none: not at all.
    pub relation: Option<AudienceRelation>,
    /// As the row repeats it.
    pub status: CaseStatus,
    /// The same.
    pub is_open: bool,
    /// The same.
    pub opened_at: chrono::DateTime<chrono::Utc>,
    /// The same.
    pub due_sort: chrono::DateTime<chrono::Utc>,
    /// The same.
    pub assignee_id: Option<AccountId>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
