//! People in office: roles, what may be done with them, persons and the history of their roles.
use async_graphql::{ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entities::ids::RoleGrantId;

use super::{
    agency::Agency,
    enums::{MemberAction, Role, RoleEventKind},
    ids,
    loaders::{History, MembersOf, Name, People},
    scalars::Date,
    view::{View, Viewer},
};
use crate::{
    authz::appointing::{self, MemberAct, Term},
    store::{
        StoreError,
        agencies::place,
        people::{MemberView, PersonView, RoleEventView},
    },
};

/// Somebody's role in an agency.
pub struct Member {
    /// The role.
    pub row: MemberView,
    /// The request.
    pub view: Viewer,
}

/// Why and since when a role rests.
#[derive(SimpleObject)]
pub struct RoleSuspension {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why. Those who may appoint here and the person; empty for others.
    pub reason: String,
}

impl Member {
    /// The role of an id, read anew.
    ///
    /// # Errors
    /// Database.
    pub(super) async fn fresh(view: &Viewer, id: RoleGrantId) -> Result<Option<Self>, StoreError> {
        let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
        Ok(fresh.op.scoped.member(id).await?.map(|row| Self { row, view: fresh }))
    }

    fn appoints_here(&self) -> bool {
        appointing::appoints_at(self.view.op.actor(), &place(&self.row.agency))
    }

    async fn members_here(&self) -> async_graphql::Result<Vec<MemberView>> {
        Ok(self.view.load(MembersOf(self.row.agency.clone())).await?.unwrap_or_default())
    }

    /// A government keeps its last coordinator: all of them are members of the same node.
    async fn must_stay(&self) -> async_graphql::Result<bool> {
        let row = &self.row.row;
        if !appointing::coordinates(row.role) || row.suspended_at.is_some() || row.stands_in_for.is_some() {
            return Ok(false);
        }
        let others: Vec<Term> = self
            .members_here()
            .await?
            .into_iter()
            .map(|other| other.row)
            .filter(|other| other.role == row.role && other.account_id != row.account_id)
            .filter(|other| other.suspended_at.is_none() && other.stands_in_for.is_none())
            .map(|other| Term { from: other.valid_from, to: other.valid_to })
            .collect();
        let gone = std::cmp::max(self.view.op.scoped.today(), row.valid_from);
        Ok(!appointing::keeps_a_coordinator(&others, gone, row.valid_to))
    }
}

/// Somebody's role in an agency. Those who see the members of the agency.
#[Object]
impl Member {
    /// Global id of the role.
    pub async fn id(&self) -> ID {
        ids::role_grant(self.row.row.id)
    }
    /// Name.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Role.
    async fn role(&self) -> Role {
        self.row.row.role.into()
    }
    /// First day.
    async fn valid_from(&self) -> Date {
        Date(self.row.row.valid_from)
    }
    /// Last day; null while it is in force.
    async fn valid_to(&self) -> Option<Date> {
        self.row.row.valid_to.map(Date)
    }
    /// In force today: begun, not over, not resting.
    async fn in_office(&self) -> bool {
        let (row, today) = (&self.row.row, self.view.op.scoped.today());
        let over = row.valid_to.is_some_and(|last| last < today);
        row.valid_from <= today && !over && row.suspended_at.is_none()
    }
    /// The person. Those who may appoint here; null for others.
    async fn person(&self) -> async_graphql::Result<Option<Person>> {
        if !self.appoints_here() {
            return Ok(None);
        }
        let found = self.view.load(People(self.row.row.account_id)).await?;
        Ok(found.map(|person| Person { person, view: self.view.clone() }))
    }
    /// Why and since when the role rests; null while it is in force.
    async fn suspension(&self) -> Option<RoleSuspension> {
        let row = &self.row.row;
        let told = self.appoints_here() || self.view.op.actor().account() == Some(row.account_id);
        let reason = row.suspended_reason.clone().filter(|_| told).unwrap_or_default();
        row.suspended_at.map(|since| RoleSuspension { since, reason })
    }
    /// Whose place is taken, for a deputy; null for others.
    async fn stands_in_for(&self) -> async_graphql::Result<Option<String>> {
        match self.row.row.instead_of_id {
            Some(account) => self.view.load(Name(account)).await,
            None => Ok(None),
        }
    }
    /// Deputies of this role, now and to come.
    async fn deputies(&self) -> async_graphql::Result<Vec<Member>> {
        let id = Some(self.row.row.id);
        let members = self.members_here().await?.into_iter();
        let deputies = members.filter(|row| row.row.stands_in_for == id);
        Ok(deputies.map(|row| Member { row, view: self.view.clone() }).collect())
    }
    /// Raised by each change of the role.
    async fn version(&self) -> i64 {
        self.row.row.version
    }
    /// What the viewer may do with this role now.
    async fn viewer_can(&self) -> async_graphql::Result<Vec<MemberAction>> {
        let (actor, today) = (self.view.op.actor(), self.view.op.scoped.today());
        let held = self.row.holding();
        let mut acts: Vec<MemberAct> = MemberAct::ALL
            .iter()
            .copied()
            .filter(|act| appointing::decide(actor, *act, &held, today).is_ok())
            .collect();
        let leaves = |act: &MemberAct| matches!(act, MemberAct::End | MemberAct::Move | MemberAct::Suspend);
        if acts.iter().any(leaves) && self.must_stay().await? {
            acts.retain(|act| !leaves(act));
        }
        Ok(acts.into_iter().map(Into::into).collect())
    }
}

/// Somebody in office.
pub struct Person {
    /// With roles, as far as the viewer may know.
    pub person: PersonView,
    /// The request.
    pub view: Viewer,
}

/// Somebody in office. Those who may appoint where the person holds a role, or held one.
#[Object]
impl Person {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::person(self.person.account.id)
    }
    /// Name.
    async fn name(&self) -> &str {
        &self.person.account.name
    }
    /// E-mail.
    async fn email(&self) -> &str {
        &self.person.account.email
    }
    /// Roles, in force first, then ended, newest first (at most 200). Of agencies where the viewer may appoint.
    async fn roles(&self) -> Vec<PersonRole> {
        let rows = self.person.roles.iter().cloned();
        rows.map(|row| PersonRole {
            agency: Agency::new(row.agency.clone(), &self.view),
            member: Member { row, view: self.view.clone() },
        })
        .collect()
    }
    /// What happened to these roles, newest first (at most 200).
    async fn history(&self) -> async_graphql::Result<Vec<RoleEvent>> {
        let rows = self.view.load(History(self.person.account.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|event| RoleEvent { event, view: self.view.clone() }).collect())
    }
}

/// A role of a person, and where.
#[derive(SimpleObject)]
pub struct PersonRole {
    /// Where.
    pub agency: Agency,
    /// The role.
    pub member: Member,
}

/// What happened to a role.
pub struct RoleEvent {
    event: RoleEventView,
    view: Viewer,
}

/// What happened to a role. Those who may appoint where it is held.
#[Object]
impl RoleEvent {
    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.event.row.at
    }
    /// What.
    async fn kind(&self) -> RoleEventKind {
        self.event.row.kind.into()
    }
    /// Which role.
    async fn role(&self) -> Role {
        self.event.row.role.into()
    }
    /// Where.
    async fn agency(&self) -> async_graphql::Result<Agency> {
        Agency::must(&self.view, self.event.row.agency_id).await
    }
    /// Name of who did it; "Sistem" for none.
    async fn by(&self) -> &str {
        self.event.by.as_deref().unwrap_or_else(|| crate::texts::system(self.view.op.locale))
    }
    /// The reason, or the plan and its law.
    async fn text(&self) -> Option<&str> {
        self.event.row.text.as_deref()
    }
}
