//! Texts offered to officers.
use sea_orm::entity::prelude::*;

use crate::vocab::ReplyStage;

/// Texts offered to officers.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "standard_replies")]
pub struct Model {
    /// Code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Stage.
    pub stage: ReplyStage,
    /// Name.
    pub name: String,
    /// Text.
    pub text: String,
    /// Position.
    pub position: i32,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
