//! How far the work on an approved plan is: of a large one in batches, of any one how often it was refused.
use sea_orm::entity::prelude::*;

use crate::{ids::PlanId, vocab::PlanPhase};

/// How far the work on an approved plan is: of a large one in batches, of any one how often it was refused.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_work")]
pub struct Model {
    /// What is staged belongs to it; begun anew, it gets another.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The plan, approved and due.
    pub plan_id: PlanId,
    /// Worked out in batches; else it was only refused.
    pub large: bool,
    /// Where it stands.
    pub phase: PlanPhase,
    /// Cases worked out.
    pub done: i64,
    /// Cases to work out.
    pub total: i64,
    /// Digest of the tree that the work stands on.
    pub ground: Option<String>,
    /// How often it could not go on.
    pub failed_rounds: i32,
    /// The server that works on it.
    pub claimed_by: Option<Uuid>,
    /// Nobody else takes it before that.
    pub claimed_until: Option<chrono::DateTime<chrono::Utc>>,
    /// When it was taken up first.
    pub started_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it was found to be due.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
