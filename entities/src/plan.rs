//! A reorganisation of the tree, with one day.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, PlanId},
    vocab::PlanStatus,
};

/// A reorganisation of the tree, with one day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    /// Whose tree it changes.
    pub government_id: AgencyId,
    /// Title.
    pub title: String,
    /// The law behind it.
    pub legal_reference: String,
    /// Note.
    pub note: Option<String>,
    /// Why a day in the past.
    pub past_reason: Option<String>,
    /// Its day.
    pub effective_on: chrono::NaiveDate,
    /// Where it stands.
    pub status: PlanStatus,
    /// Raised by each edit.
    pub version: i64,
    /// Who began it.
    pub created_by: AccountId,
    /// When.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Who submitted it: somebody else approves.
    pub submitted_by: Option<AccountId>,
    /// Whose place that person took.
    pub submitted_instead_of: Option<AccountId>,
    /// The second person.
    pub approved_by: Option<AccountId>,
    /// When it was carried out.
    pub published_at: Option<chrono::DateTime<chrono::Utc>>,
    /// The plan that it takes back.
    pub counter_of: Option<PlanId>,
    /// Cases that changed hands.
    pub cases_moved: i64,
    /// Roles that moved or ended.
    pub members_moved: i64,
    /// What would take it back: its changes, and the roles that it moved.
    pub undo: Option<Json>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
