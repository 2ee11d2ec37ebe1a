//! A clock of a case; history is kept.
use sea_orm::entity::prelude::*;

use crate::{
    ids::CaseId,
    vocab::{ClockStage, ClockUnit},
};

/// A clock of a case; history is kept.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_clocks")]
pub struct Model {
    /// Case id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Stage.
    #[sea_orm(primary_key, auto_increment = false)]
    pub stage: ClockStage,
    /// Started at.
    #[sea_orm(primary_key, auto_increment = false)]
    pub started_at: chrono::DateTime<chrono::Utc>,
    /// Due at.
    pub due_at: chrono::DateTime<chrono::Utc>,
    /// Policy id.
    pub policy_id: String,
    /// Amount.
    pub amount: i32,
    /// Unit.
    pub unit: ClockUnit,
    /// Legal basis.
    pub legal_basis: String,
    /// Stopped at.
    pub stopped_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Paused at.
    pub paused_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
