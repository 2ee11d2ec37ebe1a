//! Kept totals of the audience.
use sea_orm::entity::prelude::*;

use crate::{
    ids::AgencyId,
    vocab::{CaseStatus, Relation as AudienceRelation},
};

/// Kept totals of the audience.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_counts")]
pub struct Model {
    /// Agency id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agency_id: AgencyId,
    /// Relation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub relation: AudienceRelation,
    /// Status.
    #[sea_orm(primary_key, auto_increment = false)]
    pub status: CaseStatus,
    /// N.
    pub n: i64,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
