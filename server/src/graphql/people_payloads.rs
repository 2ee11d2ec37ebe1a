//! What mutations of people in office answer.
use async_graphql::SimpleObject;

use super::{account::ViewerNode, errors::UserError, invitation::Invitation, people::Member};

/// Answer of `invitePerson` and `renewInvitation`.
#[derive(SimpleObject)]
pub struct InvitePersonPayload {
    /// The invitation after the act; after a refusal, as it is now, where there is one.
    pub invitation: Option<Invitation>,
    /// To be handed over to the person. Null where mail is set up: then it goes to the person alone.
    pub link: Option<String>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
}

/// Answer of `withdrawInvitation`.
#[derive(SimpleObject)]
pub struct WithdrawInvitationPayload {
    /// The invitation after the act; after a refusal, as it is now.
    pub invitation: Option<Invitation>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
}

/// Answer of `acceptInvitation`.
#[derive(SimpleObject)]
pub struct AcceptInvitationPayload {
    /// The person with the new role; null after a refusal.
    pub viewer: Option<ViewerNode>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
}

/// Answer of mutations that change a role.
#[derive(SimpleObject)]
pub struct RolePayload {
    /// The role after the act (of a deputy: the role whose place is taken; after a move: the new one); after a refusal, as it is now.
    pub member: Option<Member>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
}
