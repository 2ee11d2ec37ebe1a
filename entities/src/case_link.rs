//! Two cases of one event.
use sea_orm::entity::prelude::*;

use crate::ids::CaseId;

/// Two cases of one event.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_links")]
pub struct Model {
    /// Case id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Other id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: CaseId,
    /// Merged.
    pub merged: bool,
    /// Created at.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
