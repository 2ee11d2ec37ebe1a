//! Append-only history of versions of the forwarding rules.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, RuleSetId},
    vocab::RuleSetEventKind,
};

/// Append-only history of versions of the forwarding rules.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_set_events")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Version.
    pub rule_set_id: RuleSetId,
    /// 1, 2, 3 .. within it.
    pub seq: i32,
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
    /// What.
    pub kind: RuleSetEventKind,
    /// Who; none for the system.
    pub account_id: Option<AccountId>,
    /// Words.
    pub text: Option<String>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
