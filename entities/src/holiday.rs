//! Days on which no office works.
use sea_orm::entity::prelude::*;

/// Days on which no office works.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "holidays")]
pub struct Model {
    /// Day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: chrono::NaiveDate,
    /// Kind.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Decree.
    pub decree: String,
    /// Evidence.
    pub evidence: String,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
