//! Invitations, as those see them who appoint, and as the holder of a link sees one.
use async_graphql::{Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::ids::InvitationId;

use super::{
    agency::Agency,
    enums::{InvitationState, Role},
    ids,
    scalars::Date,
    view::{View, Viewer},
};
use crate::{
    authz::appointing,
    domain::invitation::{self, hint},
    store::{
        StoreError,
        agencies::place,
        invitations::{InvitationView, OpenLink, stand},
    },
};

/// What the viewer may do with an invitation.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationAction {
    /// Make a new link in place of the old one.
    Renew,
    /// Take it back.
    Withdraw,
}

/// What became of a letter.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailDelivery {
    /// No mail is set up: the link is shown to whoever invites.
    NotSetUp,
    /// It goes out soon, or is tried again.
    Waiting,
    /// The mail server has taken it.
    Sent,
    /// It was tried many times and given up.
    Failed,
}

/// An invitation to a role.
pub struct Invitation {
    /// The row; it is much larger than other nodes.
    pub row: Box<InvitationView>,
    /// The request.
    pub view: Viewer,
}

impl Invitation {
    /// The invitation of an id, read anew.
    ///
    /// # Errors
    /// Database.
    pub(super) async fn fresh(view: &Viewer, id: InvitationId) -> Result<Option<Self>, StoreError> {
        let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
        Ok(fresh.op.scoped.invitation(id).await?.map(|row| Self { row: Box::new(row), view: fresh }))
    }

    fn stands(&self) -> invitation::InvitationState {
        stand(&self.row.row).state(self.view.op.now())
    }
}

/// An invitation to a role. Those who may appoint at its agency.
#[Object]
impl Invitation {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::invitation(self.row.row.id)
    }
    /// Name of the person.
    async fn name(&self) -> &str {
        &self.row.row.name
    }
    /// E-mail of the person.
    async fn email(&self) -> &str {
        &self.row.row.email
    }
    /// Where.
    async fn agency(&self) -> Agency {
        Agency::new(self.row.agency.clone(), &self.view)
    }
    /// Which role.
    async fn role(&self) -> Role {
        self.row.row.role.into()
    }
    /// First day of the role.
    async fn valid_from(&self) -> Date {
        Date(self.row.row.valid_from)
    }
    /// Last day of the role; null for none.
    async fn valid_to(&self) -> Option<Date> {
        self.row.row.valid_to.map(Date)
    }
    /// Name of who invites.
    async fn invited_by(&self) -> &str {
        &self.row.by
    }
    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.row.created_at
    }
    /// When the link ends by itself.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.row.row.expires_at
    }
    /// Where it stands.
    async fn state(&self) -> InvitationState {
        self.stands().into()
    }
    /// What became of its letter.
    async fn delivery(&self) -> MailDelivery {
        match &self.row.letter {
            None => MailDelivery::NotSetUp,
            Some(letter) if letter.sent_at.is_some() => MailDelivery::Sent,
            Some(letter) if letter.failed_at.is_some() => MailDelivery::Failed,
            Some(_) => MailDelivery::Waiting,
        }
    }
    /// Raised by each change.
    async fn version(&self) -> i64 {
        self.row.row.version
    }
    /// What the viewer may do with it now.
    async fn viewer_can(&self) -> Vec<InvitationAction> {
        use invitation::InvitationState as S;
        if !appointing::may_appoint(self.view.op.actor(), self.row.row.role, &place(&self.row.agency)) {
            return vec![];
        }
        match self.stands() {
            S::Waiting => vec![InvitationAction::Renew, InvitationAction::Withdraw],
            S::Expired => vec![InvitationAction::Renew],
            S::Accepted | S::Withdrawn => vec![],
        }
    }
}

/// What the holder of a one-time link sees. Anybody with the link; null for a wrong, used, withdrawn or expired one alike.
#[derive(SimpleObject)]
pub struct OpenInvitation {
    /// Name of the person who is asked.
    pub name: String,
    /// The address but for most of its name: `m***@contoh.id`.
    pub email_hint: String,
    /// Where.
    pub agency: Agency,
    /// Which role.
    pub role: Role,
    /// First day of the role.
    pub valid_from: Date,
    /// Last day of the role; null for none.
    pub valid_to: Option<Date>,
    /// When the link ends by itself.
    pub expires_at: DateTime<Utc>,
    /// An account with this address exists: its password is asked for instead of a new one.
    pub has_account: bool,
    /// Name of who invites.
    pub invited_by: String,
    /// Where that person is in office; null for the system administrator.
    pub invited_from: Option<Agency>,
}

impl OpenInvitation {
    /// From what the link opens.
    #[must_use]
    pub fn of(link: OpenLink, view: &Viewer) -> Self {
        let OpenLink { row, agency, account, by, from } = link;
        Self {
            email_hint: hint(&row.email),
            name: row.name,
            agency: Agency::new(agency, view),
            role: row.role.into(),
            valid_from: Date(row.valid_from),
            valid_to: row.valid_to.map(Date),
            expires_at: row.expires_at,
            has_account: account.is_some(),
            invited_by: by,
            invited_from: from.map(|row| Agency::new(row, view)),
        }
    }
}
