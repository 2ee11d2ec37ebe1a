//! Who inherits from whom.
use sea_orm::entity::prelude::*;

use crate::ids::{AgencyId, PlanId};

/// Who inherits from whom.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "successions")]
pub struct Model {
    /// Who was closed or split.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_id: AgencyId,
    /// Who inherits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub to_id: AgencyId,
    /// First day of the heir.
    #[sea_orm(primary_key, auto_increment = false)]
    pub since: chrono::NaiveDate,
    /// First day on which the agency is in force again.
    pub until: Option<chrono::NaiveDate>,
    /// The plan.
    pub plan_id: Option<PlanId>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
