//! A text of an agency to the reporter.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, CaseId, ReplyId},
    vocab::{ReplyKind, ReplyState, Role},
};

/// A text of an agency to the reporter.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "replies")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReplyId,
    /// Case id.
    pub case_id: CaseId,
    /// Agency id.
    pub agency_id: AgencyId,
    /// Government id.
    pub government_id: Option<AgencyId>,
    /// Author id.
    pub author_id: AccountId,
    /// Whose place the author took.
    pub author_instead_of_id: Option<AccountId>,
    /// Author role.
    pub author_role: Role,
    /// Kind.
    pub kind: ReplyKind,
    /// State.
    pub state: ReplyState,
    /// Body.
    pub body: String,
    /// Needs approval.
    pub needs_approval: bool,
    /// Approved by.
    pub approved_by: Option<AccountId>,
    /// Approved at.
    pub approved_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Published at.
    pub published_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Created at.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Version.
    pub version: i64,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
