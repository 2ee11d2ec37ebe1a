//! Official regions.
use sea_orm::entity::prelude::*;

use crate::vocab::RegionLevel;

/// Official regions.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regions")]
pub struct Model {
    /// Code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Name.
    pub name: String,
    /// Level.
    pub level: RegionLevel,
    /// Parent code.
    pub parent_code: Option<String>,
    /// Lower-case name.
    pub search: String,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
