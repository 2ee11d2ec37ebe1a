//! One role of one account in one agency, from-to.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, RoleGrantId},
    vocab::Role,
};

/// One role of one account in one agency, from-to.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grants")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleGrantId,
    /// Account id.
    pub account_id: AccountId,
    /// Role.
    pub role: Role,
    /// Agency id.
    pub agency_id: Option<AgencyId>,
    /// Valid from.
    pub valid_from: chrono::NaiveDate,
    /// Last day.
    pub valid_to: Option<chrono::NaiveDate>,
    /// Raised by each change.
    pub version: i64,
    /// Since when it rests; none while it does not.
    pub suspended_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Why.
    pub suspended_reason: Option<String>,
    /// By whom.
    pub suspended_by: Option<AccountId>,
    /// The role whose place a deputy takes.
    pub stands_in_for: Option<RoleGrantId>,
    /// Who holds that role.
    pub instead_of_id: Option<AccountId>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
