//! Writing roles: each change with a line in its history, in one transaction that nobody else changes roles in. Who acts
//! is read anew inside of it: a coordinator who was ended a second ago writes nothing.
use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    account, agency,
    ids::{AccountId, AgencyId, RoleGrantId},
    role_event, role_grant,
    vocab::{Role, RoleEventKind},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    StoreError, Work,
    accounts::{GrantRow, officer},
    office::{in_force, not_over},
    people::holding,
};
use crate::authz::{
    actor::Actor,
    appointing::{Holding, Term},
};

/// A role that is being changed.
#[derive(Debug, Clone)]
pub struct Held {
    /// The role.
    pub row: role_grant::Model,
    /// As the rules see it.
    pub holding: Holding,
}

/// A role to be written.
pub(super) fn new_grant(
    account: AccountId,
    role: Role,
    agency: Option<AgencyId>,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> role_grant::Model {
    role_grant::Model {
        id: RoleGrantId(Uuid::now_v7()),
        account_id: account,
        role,
        agency_id: agency,
        valid_from: from,
        valid_to: to,
        version: 1,
        suspended_at: None,
        suspended_reason: None,
        suspended_by: None,
        stands_in_for: None,
        instead_of_id: None,
    }
}

/// Writes a role with the line that says that it was given.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    row: role_grant::Model,
    by: Option<AccountId>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    role_grant::ActiveModel::from(row.clone()).reset_all().insert(db).await?;
    event(db, &row, RoleEventKind::Granted, by, None, at).await
}

async fn event(
    db: &impl ConnectionTrait,
    row: &role_grant::Model,
    kind: RoleEventKind,
    by: Option<AccountId>,
    text: Option<String>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    // The system administrator is in no agency: that role has no history here.
    let Some(agency) = row.agency_id else { return Ok(()) };
    role_event::ActiveModel {
        id: Set(Uuid::now_v7()),
        grant_id: Set(row.id),
        account_id: Set(row.account_id),
        agency_id: Set(agency),
        role: Set(row.role),
        at: Set(at),
        kind: Set(kind),
        by_account_id: Set(by),
        text: Set(text),
    }
    .insert(db)
    .await?;
    Ok(())
}

impl Work {
    /// Nobody else changes roles until this transaction ends. SQLite has one writer anyway.
    ///
    /// # Errors
    /// Database.
    pub async fn lock_people(&self) -> Result<(), StoreError> {
        if self.scoped.store.is_postgres() {
            self.tx.execute_unprepared("SELECT pg_advisory_xact_lock(8400116)").await?;
        }
        Ok(())
    }

    /// Who acts, as it stands now: the role may have ended since the request began. A citizen then.
    ///
    /// # Errors
    /// Database.
    pub async fn acting(&self) -> Result<Actor, StoreError> {
        match self.actor().officer().map(|officer| (officer.account, officer.grant)) {
            Some((account, grant)) => self.acting_as(account, grant).await,
            None => Ok(Actor::Public),
        }
    }

    /// Somebody under a role, as it stands now; a citizen where the role is not in force.
    ///
    /// # Errors
    /// Database.
    pub async fn acting_as(&self, account: AccountId, grant: RoleGrantId) -> Result<Actor, StoreError> {
        super::people_write::acting_as(&self.tx, account, grant, self.scoped.today()).await
    }

    /// A role by its id.
    ///
    /// # Errors
    /// `NotFound`; database.
    pub async fn held(&self, id: RoleGrantId) -> Result<Held, StoreError> {
        let row = role_grant::Entity::find_by_id(id).one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        let agency = row.agency_id.ok_or(StoreError::NotFound)?;
        let agency = agency::Entity::find_by_id(agency).one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        Ok(Held { holding: holding(&row, &agency), row })
    }

    /// Other people's time as coordinators of a government: neither deputies nor roles that rest.
    ///
    /// # Errors
    /// Database.
    pub async fn other_coordinators(&self, held: &Held) -> Result<Vec<Term>, StoreError> {
        let rows = role_grant::Entity::find()
            .filter(role_grant::Column::AgencyId.eq(held.row.agency_id))
            .filter(role_grant::Column::Role.eq(held.row.role))
            .filter(role_grant::Column::AccountId.ne(held.row.account_id))
            .filter(role_grant::Column::StandsInFor.is_null())
            .filter(role_grant::Column::SuspendedAt.is_null())
            .filter(not_over(self.scoped.today()))
            .all(&self.tx)
            .await?;
        let usable = account::Entity::find()
            .filter(account::Column::Id.is_in(rows.iter().map(|row| row.account_id)))
            .filter(account::Column::DisabledAt.is_null())
            .all(&self.tx)
            .await?;
        Ok(rows
            .into_iter()
            .filter(|row| usable.iter().any(|account| account.id == row.account_id))
            .map(|row| Term { from: row.valid_from, to: row.valid_to })
            .collect())
    }

    /// Deputies of a role whose time is not over.
    ///
    /// # Errors
    /// Database.
    pub async fn deputies_of(&self, id: RoleGrantId) -> Result<Vec<role_grant::Model>, StoreError> {
        Ok(role_grant::Entity::find()
            .filter(role_grant::Column::StandsInFor.eq(id))
            .filter(not_over(self.scoped.today()))
            .order_by_asc(role_grant::Column::Id)
            .all(&self.tx)
            .await?)
    }

    /// Whether this account holds that role there already, now or later, in its own place.
    ///
    /// # Errors
    /// Database.
    pub async fn holds(&self, account: AccountId, role: Role, agency: AgencyId) -> Result<bool, StoreError> {
        let found = role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.eq(account))
            .filter(role_grant::Column::Role.eq(role))
            .filter(role_grant::Column::AgencyId.eq(agency))
            .filter(role_grant::Column::StandsInFor.is_null())
            .filter(not_over(self.scoped.today()))
            .one(&self.tx)
            .await?;
        Ok(found.is_some())
    }

    /// Roles of a kind that an account holds at an agency, whose time is not over.
    ///
    /// # Errors
    /// Database.
    pub async fn roles_of(
        &self,
        account: AccountId,
        role: Role,
        agency: Option<AgencyId>,
    ) -> Result<Vec<role_grant::Model>, StoreError> {
        let here = match agency {
            Some(agency) => role_grant::Column::AgencyId.eq(agency),
            None => role_grant::Column::AgencyId.is_null(),
        };
        Ok(role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.eq(account))
            .filter(role_grant::Column::Role.eq(role))
            .filter(here)
            .filter(not_over(self.scoped.today()))
            .all(&self.tx)
            .await?)
    }

    /// The account of an address, unless it is closed.
    ///
    /// # Errors
    /// Database.
    pub async fn account_of(&self, email: &str) -> Result<Option<account::Model>, StoreError> {
        Ok(account::Entity::find()
            .filter(account::Column::Email.eq(email))
            .filter(account::Column::DisabledAt.is_null())
            .one(&self.tx)
            .await?)
    }

    /// An account by its id.
    ///
    /// # Errors
    /// Database.
    pub async fn account_by_id(&self, id: AccountId) -> Result<Option<account::Model>, StoreError> {
        Ok(account::Entity::find_by_id(id).one(&self.tx).await?)
    }

    /// Agencies where somebody is in office today, in an own role.
    ///
    /// # Errors
    /// Database.
    pub async fn offices_of(&self, account: AccountId) -> Result<Vec<agency::Model>, StoreError> {
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.eq(account))
            .filter(role_grant::Column::StandsInFor.is_null())
            .filter(role_grant::Column::AgencyId.is_not_null())
            .filter(in_force(self.scoped.today()))
            .all(&self.tx)
            .await?;
        let ids = grants.into_iter().filter_map(|grant| grant.agency_id);
        Ok(agency::Entity::find().filter(agency::Column::Id.is_in(ids)).all(&self.tx).await?)
    }

    /// Gives a role.
    ///
    /// # Errors
    /// Database.
    pub async fn give_role(
        &self,
        account: AccountId,
        role: Role,
        agency: AgencyId,
        days: (NaiveDate, Option<NaiveDate>),
        by: AccountId,
    ) -> Result<RoleGrantId, StoreError> {
        let row = new_grant(account, role, Some(agency), days.0, days.1);
        let id = row.id;
        insert(&self.tx, row, Some(by), self.now()).await?;
        Ok(id)
    }

    /// Writes a role that follows from another one, with its line.
    ///
    /// # Errors
    /// Database.
    pub async fn copy_role(
        &self,
        row: role_grant::Model,
        kind: RoleEventKind,
        text: Option<String>,
    ) -> Result<role_grant::Model, StoreError> {
        let row = role_grant::Model { id: RoleGrantId(Uuid::now_v7()), version: 1, ..row };
        role_grant::ActiveModel::from(row.clone()).reset_all().insert(&self.tx).await?;
        self.role_event(&row, kind, text).await?;
        Ok(row)
    }

    /// Changes a role, with its line.
    ///
    /// # Errors
    /// Database.
    pub async fn change_role(
        &self,
        row: role_grant::Model,
        kind: RoleEventKind,
        text: Option<String>,
    ) -> Result<role_grant::Model, StoreError> {
        let row = role_grant::Model { version: row.version + 1, ..row };
        role_grant::ActiveModel::from(row.clone()).reset_all().update(&self.tx).await?;
        self.role_event(&row, kind, text).await?;
        Ok(row)
    }

    /// A line in the history of a role.
    ///
    /// # Errors
    /// Database.
    pub(super) async fn role_event(
        &self,
        row: &role_grant::Model,
        kind: RoleEventKind,
        text: Option<String>,
    ) -> Result<(), StoreError> {
        event(&self.tx, row, kind, self.actor().account(), text, self.now()).await
    }
}

/// Somebody under a role, as it stands; a citizen where the role is not in force.
pub(super) async fn acting_as(
    db: &impl ConnectionTrait,
    account: AccountId,
    grant: RoleGrantId,
    today: NaiveDate,
) -> Result<Actor, StoreError> {
    let nobody = Actor::Citizen { account, tracked: None };
    let usable =
        account::Entity::find_by_id(account).filter(account::Column::DisabledAt.is_null()).one(db).await?.is_some();
    let row = role_grant::Entity::find_by_id(grant)
        .filter(role_grant::Column::AccountId.eq(account))
        .filter(in_force(today))
        .one(db)
        .await?;
    let Some(row) = row.filter(|_| usable) else { return Ok(nobody) };
    let agency = match row.agency_id {
        Some(id) => agency::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    Ok(officer(account, &GrantRow { id: row.id, role: row.role, agency, instead_of: row.instead_of_id }))
}
