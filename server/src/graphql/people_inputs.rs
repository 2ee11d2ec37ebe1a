//! Inputs of the mutations of people in office.
use async_graphql::{ID, InputObject};

use super::{enums::Role, scalars::Date};

/// Input of `invitePerson`.
#[derive(InputObject, Debug, Clone)]
pub struct InvitePersonInput {
    /// Where.
    pub agency_id: ID,
    /// A role of the agency's `appointableRoles`.
    pub role: Role,
    /// Name, 2 to 100 characters.
    pub name: String,
    /// E-mail address; not the viewer's own.
    pub email: String,
    /// First day; default: today. Not before today, at most a year ahead.
    pub valid_from: Option<Date>,
    /// Last day, at most ten years later; null: open.
    pub valid_to: Option<Date>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `renewInvitation`.
#[derive(InputObject, Debug, Clone)]
pub struct RenewInvitationInput {
    /// The invitation.
    pub invitation_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `withdrawInvitation`.
#[derive(InputObject, Debug, Clone)]
pub struct WithdrawInvitationInput {
    /// The invitation.
    pub invitation_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `acceptInvitation`.
#[derive(InputObject, Debug, Clone)]
pub struct AcceptInvitationInput {
    /// From the link.
    pub token: String,
    /// New account: 10 characters or more; existing account: its password.
    pub password: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `moveRole`.
#[derive(InputObject, Debug, Clone)]
pub struct MoveRoleInput {
    /// The role.
    pub member_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// Where to.
    pub to_agency_id: ID,
    /// First day at the new agency; default: today. Not in the past.
    pub from: Option<Date>,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `endRole`.
#[derive(InputObject, Debug, Clone)]
pub struct EndRoleInput {
    /// The role.
    pub member_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// Last day in office; default: yesterday (at once). At most a year ahead.
    pub last_day: Option<Date>,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `suspendRole`.
#[derive(InputObject, Debug, Clone)]
pub struct SuspendRoleInput {
    /// The role.
    pub member_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `resumeRole`.
#[derive(InputObject, Debug, Clone)]
pub struct ResumeRoleInput {
    /// The role.
    pub member_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `nameDeputy`.
#[derive(InputObject, Debug, Clone)]
pub struct NameDeputyInput {
    /// The role whose place is taken.
    pub member_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// A person in office in the same government, other than the one who is absent.
    pub deputy_email: String,
    /// First day.
    pub from: Date,
    /// Last day; at most 180 days.
    pub to: Date,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `endDeputy`.
#[derive(InputObject, Debug, Clone)]
pub struct EndDeputyInput {
    /// The role of the deputy.
    pub member_id: ID,
    /// The version that the viewer had seen; a stale one is refused with CONFLICT.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}
