//! Topics and sub-topics.
use sea_orm::entity::prelude::*;

use crate::vocab::Classification;

/// Topics and sub-topics.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "topics")]
pub struct Model {
    /// Code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Parent code.
    pub parent_code: Option<String>,
    /// Name id.
    pub name_id: String,
    /// Name en.
    pub name_en: String,
    /// Default classification.
    pub default_classification: Option<Classification>,
    /// Sensitive.
    pub sensitive: bool,
    /// Position.
    pub position: i32,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
