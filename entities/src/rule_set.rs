//! A version of the forwarding rules of one government.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, RuleSetId},
    vocab::RuleSetStatus,
};

/// A version of the forwarding rules of one government.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_sets")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RuleSetId,
    /// Whose rules they are.
    pub government_id: AgencyId,
    /// 1, 2, 3 .. within the government; given when it is made, so there may be gaps among those that ran.
    pub number: i32,
    /// Where it stands.
    pub status: RuleSetStatus,
    /// The version that it was copied from.
    pub based_on: Option<RuleSetId>,
    /// Title.
    pub title: String,
    /// Note.
    pub note: Option<String>,
    /// The rules, in the form of `forwarding_rules.json`.
    pub document: String,
    /// How many rules.
    pub rule_count: i32,
    /// Raised by each edit.
    pub version: i64,
    /// Who began it; none for the system.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Who submitted it: somebody else approves.
    pub submitted_by: Option<AccountId>,
    /// Whose place that person took.
    pub submitted_instead_of: Option<AccountId>,
    /// The second person.
    pub approved_by: Option<AccountId>,
    /// When it is to begin to decide.
    pub activates_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it began.
    pub activated_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When another took over.
    pub retired_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
