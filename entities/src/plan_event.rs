//! Append-only history of plans.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, PlanId},
    vocab::PlanEventKind,
};

/// Append-only history of plans.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_events")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Plan.
    pub plan_id: PlanId,
    /// 1, 2, 3 .. within the plan.
    pub seq: i32,
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
    /// What.
    pub kind: PlanEventKind,
    /// Who; none for the system.
    pub account_id: Option<AccountId>,
    /// Words.
    pub text: Option<String>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
