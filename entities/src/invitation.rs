//! A one-time link that gives a role to whoever is asked for by e-mail.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, InvitationId, LetterId, RoleGrantId},
    vocab::Role,
};

/// A one-time link that gives a role to whoever is asked for by e-mail.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    /// Where.
    pub agency_id: AgencyId,
    /// Which role.
    pub role: Role,
    /// Name of the person.
    pub name: String,
    /// Lower case.
    pub email: String,
    /// First day of the role.
    pub valid_from: chrono::NaiveDate,
    /// Last day of the role.
    pub valid_to: Option<chrono::NaiveDate>,
    /// Digest of the link's token, unique; the token itself is not kept.
    pub token_hash: String,
    /// Who invites.
    pub invited_by: AccountId,
    /// Under which role: it is asked again when the link is used.
    pub invited_under: RoleGrantId,
    /// When.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// The link ends by itself.
    pub expires_at: chrono::DateTime<chrono::Utc>,
    /// When it was used.
    pub accepted_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it was taken back.
    pub withdrawn_at: Option<chrono::DateTime<chrono::Utc>>,
    /// The letter that carries the link; none where no mail is set up.
    pub letter_id: Option<LetterId>,
    /// Raised by each change.
    pub version: i64,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
