//! What an agency was from one day to another.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AgencyId, PlanId},
    vocab::AgencyKind,
};

/// What an agency was from one day to another.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agency_versions")]
pub struct Model {
    /// Agency.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agency_id: AgencyId,
    /// First day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: chrono::NaiveDate,
    /// Last day.
    pub valid_to: Option<chrono::NaiveDate>,
    /// Name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Kind.
    pub kind: AgencyKind,
    /// `;a;b;`.
    pub functions: String,
    /// One level up.
    pub parent_id: Option<AgencyId>,
    /// Nearest government at or above.
    pub government_id: Option<AgencyId>,
    /// `/1/4/9/`.
    pub path: String,
    /// Depth.
    pub depth: i32,
    /// Region code.
    pub region_code: Option<String>,
    /// `;63.03;63.04;`.
    pub serves_regions: String,
    /// The plan that made it so.
    pub plan_id: Option<PlanId>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
