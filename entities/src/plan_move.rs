//! A case that a plan has given to another agency.
use sea_orm::entity::prelude::*;

use crate::ids::{AgencyId, CaseId, PlanId};

/// A case that a plan has given to another agency.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_moves")]
pub struct Model {
    /// Plan.
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: PlanId,
    /// Case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// From.
    pub from_id: AgencyId,
    /// To.
    pub to_id: AgencyId,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
