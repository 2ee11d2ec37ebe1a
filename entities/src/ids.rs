//! Identifiers as types of their own, so that a case cannot be taken for an account.
//! `PREFIX` names the kind inside the opaque global ids of the GraphQL schema.

macro_rules! uuid_id {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
                 sea_orm::DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);
        impl $name {
            /// Kind inside global ids.
            pub const PREFIX: &'static str = $prefix;
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64("ids are made by the server, never by the database"))
            }
        }
        impl From<uuid::Uuid> for $name {
            fn from(value: uuid::Uuid) -> Self { Self(value) }
        }
    )+ };
}

uuid_id! {
    /// A report and all that became of it.
    CaseId = "case",
    /// One line of a case's history.
    EventId = "event",
    /// A text of an agency to the reporter.
    ReplyId = "reply",
    /// A file of a report or a reply.
    AttachmentId = "attachment",
    /// A person who can sign in.
    AccountId = "account",
    /// One role of one account in one agency.
    RoleGrantId = "role",
    /// A key with which a program acts for an account.
    AccessTokenId = "token",
    /// Who reported; kept apart from the case.
    ReporterId = "reporter",
    /// One part that one agency plays in one case.
    PartyId = "party",
    /// A reorganisation of the tree.
    PlanId = "plan",
    /// One change of a plan.
    PlanChangeId = "change",
    /// A one-time link that gives a role.
    InvitationId = "invitation",
    /// A letter to be sent out.
    LetterId = "letter",
    /// A sheet of the tree that is not a plan yet.
    SheetId = "sheet",
    /// A version of the forwarding rules of a government.
    RuleSetId = "ruleset",
    /// What the rules said about one case, once.
    RoutingId = "routing",
    /// A trial of a version of the rules on past cases.
    SimulationId = "simulation",
}

/// An agency or unit. Small, because the audience table holds millions of them.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    sea_orm::DeriveValueType,
)]
#[serde(transparent)]
pub struct AgencyId(pub i64);
impl AgencyId {
    /// Kind inside global ids (which carry the stable code, not this number).
    pub const PREFIX: &'static str = "agency";
}
impl std::fmt::Display for AgencyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
