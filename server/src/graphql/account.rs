//! The viewer, the own account, roles and tokens.
use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use entities::{access_token, account};

use super::{agency::Agency, case::Case, enums::Role, ids, loaders::Name, view::Viewer};
use crate::{authz::actor::Actor, store::accounts::GrantRow, texts};

/// Who asks. Everybody.
pub struct ViewerNode(pub Viewer);

/// Who asks. Everybody may read this about themselves.
#[Object(name = "Viewer")]
impl ViewerNode {
    /// Null for somebody not signed in.
    async fn account(&self) -> async_graphql::Result<Option<Account>> {
        let row = self.0.op.scoped.own_account().await.map_err(|error| internal(&self.0, error))?;
        Ok(row.map(|row| Account { row, view: self.0.clone() }))
    }
    /// The role in which the viewer acts now; null for citizens.
    async fn acting_role(&self) -> async_graphql::Result<Option<RoleGrant>> {
        let Some(officer) = self.0.op.actor().officer() else { return Ok(None) };
        let rows = self.0.op.scoped.own_roles().await.map_err(|error| internal(&self.0, error))?;
        Ok(rows.into_iter().find(|row| row.id == officer.grant).map(|row| RoleGrant { row, view: self.0.clone() }))
    }
    /// The same, as a word; null for somebody not signed in.
    async fn role(&self) -> Option<Role> {
        self.0.op.actor().role().map(Into::into)
    }
    /// The case opened by tracking code in this session, if any.
    async fn tracked_case(&self) -> async_graphql::Result<Option<Case>> {
        let id = match self.0.op.actor() {
            Actor::Tracker { case } => *case,
            Actor::Citizen { tracked: Some(case), .. } => *case,
            Actor::Citizen { tracked: None, .. } | Actor::Public | Actor::Officer(_) | Actor::System(_) => {
                return Ok(None);
            }
        };
        Case::load(&self.0, id).await
    }
}

fn internal(view: &Viewer, error: crate::store::StoreError) -> async_graphql::Error {
    super::errors::Fault::from(error).error(view.op.locale)
}

/// An account. Only its owner.
pub struct Account {
    /// The row.
    pub row: account::Model,
    /// The request.
    pub view: Viewer,
}

/// An account. Only its owner.
#[Object]
impl Account {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::account(self.row.id)
    }
    /// Name.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// E-mail.
    async fn email(&self) -> &str {
        &self.row.email
    }
    /// Roles in force today.
    async fn roles(&self) -> async_graphql::Result<Vec<RoleGrant>> {
        let rows = self.view.op.scoped.own_roles().await.map_err(|error| internal(&self.view, error))?;
        Ok(rows.into_iter().map(|row| RoleGrant { row, view: self.view.clone() }).collect())
    }
    /// Access tokens, newest first, ended ones too (at most 100).
    async fn access_tokens(&self) -> async_graphql::Result<Vec<AccessToken>> {
        let rows = self.view.op.scoped.own_tokens().await.map_err(|error| internal(&self.view, error))?;
        Ok(rows.into_iter().map(|row| AccessToken { row, view: self.view.clone() }).collect())
    }
}

/// A role in an agency. Only its owner.
pub struct RoleGrant {
    /// The row.
    pub row: GrantRow,
    /// The request.
    pub view: Viewer,
}

/// A role in an agency. Only its owner.
#[Object]
impl RoleGrant {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::role_grant(self.row.id)
    }
    /// Role.
    async fn role(&self) -> Role {
        self.row.role.into()
    }
    /// Agency; null for the system administrator.
    async fn agency(&self) -> Option<Agency> {
        self.row.agency.clone().map(|row| Agency::new(row, &self.view))
    }
    /// Whose place is taken, for a deputy; null for others.
    async fn stands_in_for(&self) -> async_graphql::Result<Option<String>> {
        match self.row.instead_of {
            Some(account) => self.view.load(Name(account)).await,
            None => Ok(None),
        }
    }
    /// Role and agency in the viewer's language.
    async fn label(&self) -> String {
        let role = texts::role(self.view.op.locale, self.row.role);
        match &self.row.agency {
            Some(agency) => format!("{role} · {}", agency.short_name),
            None => role.to_owned(),
        }
    }
}

/// A key with which a program acts for an account. Only its owner.
pub struct AccessToken {
    /// The row.
    pub row: access_token::Model,
    /// The request.
    pub view: Viewer,
}

/// A key with which a program acts for an account. Only its owner; the key itself is never shown again.
#[Object]
impl AccessToken {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::access_token(self.row.id)
    }
    /// Name given by the owner.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Role in which it acts; null acts as a citizen (or the role has ended).
    async fn role_grant(&self) -> async_graphql::Result<Option<RoleGrant>> {
        let rows = self.view.op.scoped.own_roles().await.map_err(|error| internal(&self.view, error))?;
        Ok(rows
            .into_iter()
            .find(|row| Some(row.id) == self.row.role_grant_id)
            .map(|row| RoleGrant { row, view: self.view.clone() }))
    }
    /// When made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
    /// When it ends by itself.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.row.expires_at
    }
    /// Last use, to the minute.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.row.last_used_at
    }
    /// When it was revoked.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.row.revoked_at
    }
}
