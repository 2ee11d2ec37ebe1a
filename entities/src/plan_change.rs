//! One change of a plan.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, PlanChangeId, PlanId},
    vocab::ChangeKind,
};

/// One change of a plan.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_changes")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanChangeId,
    /// Plan.
    pub plan_id: PlanId,
    /// Order.
    pub position: i32,
    /// Kind.
    pub kind: ChangeKind,
    /// What is written down.
    pub draft: Json,
    /// Note.
    pub note: Option<String>,
    /// Law.
    pub legal_reference: Option<String>,
    /// Raised by each edit.
    pub version: i64,
    /// Last editor.
    pub edited_by: AccountId,
    /// When.
    pub edited_at: chrono::DateTime<chrono::Utc>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
