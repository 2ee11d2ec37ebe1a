//! Accounts, roles, tokens and tracking codes. The one named exception to "no actor, no rows": what is
//! answered here is an actor or what belongs to the asking person, never a case.
use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    access_token, account, agency, case,
    ids::{AccessTokenId, AccountId, AgencyId, RoleGrantId},
    role_grant,
    vocab::Role,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{Scoped, Store, StoreError, agencies::path_ids, office::in_force, people_write};
use crate::{
    authz::actor::{Actor, Officer},
    domain::{calendar::wita_date, refusal::Refusal},
};

/// What sign-in compares.
#[derive(Debug)]
pub struct Credentials {
    /// The account.
    pub account: AccountId,
    /// argon2id, PHC string.
    pub password_hash: String,
    /// Sessions of an older epoch have ended.
    pub epoch: i64,
}

/// A role of the viewer.
#[derive(Debug, Clone)]
pub struct GrantRow {
    /// The grant.
    pub id: RoleGrantId,
    /// The role.
    pub role: Role,
    /// The agency.
    pub agency: Option<agency::Model>,
    /// Whose place a deputy takes.
    pub instead_of: Option<AccountId>,
}

/// An account to create.
#[derive(Debug)]
pub struct NewAccount {
    /// Lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: Option<String>,
    /// argon2id, PHC string.
    pub password_hash: String,
}

impl Store {
    /// Credentials behind an address.
    ///
    /// # Errors
    /// Database.
    pub async fn credentials(&self, email: &str) -> Result<Option<Credentials>, StoreError> {
        let row = account::Entity::find()
            .filter(account::Column::Email.eq(email))
            .filter(account::Column::DisabledAt.is_null())
            .one(self.db())
            .await?;
        Ok(row.map(|row| Credentials { account: row.id, password_hash: row.password_hash, epoch: row.session_epoch }))
    }

    /// The actor behind a session: the account must be in order and of the same epoch, the grant in
    /// force today. Without a chosen grant the first one; without any, a citizen.
    ///
    /// # Errors
    /// Database.
    pub async fn actor_of_account(
        &self,
        id: AccountId,
        epoch: i64,
        grant: Option<RoleGrantId>,
        now: DateTime<Utc>,
    ) -> Result<Option<Actor>, StoreError> {
        let account =
            account::Entity::find_by_id(id).filter(account::Column::DisabledAt.is_null()).one(self.db()).await?;
        if account.is_none_or(|account| account.session_epoch != epoch) {
            return Ok(None);
        }
        let grants = self.grants(id, wita_date(now)).await?;
        let chosen = grants.iter().find(|row| Some(row.id) == grant).or_else(|| grants.first());
        Ok(Some(chosen.map_or(Actor::Citizen { account: id, tracked: None }, |row| officer(id, row))))
    }

    /// The actor behind an access token, by its digest. Notes its use at most once a minute.
    ///
    /// # Errors
    /// Database.
    pub async fn actor_of_token(&self, hash: &str, now: DateTime<Utc>) -> Result<Option<Actor>, StoreError> {
        let row = access_token::Entity::find()
            .filter(access_token::Column::TokenHash.eq(hash))
            .filter(access_token::Column::RevokedAt.is_null())
            .filter(access_token::Column::ExpiresAt.gt(now))
            .one(self.db())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let account = account::Entity::find_by_id(row.account_id)
            .filter(account::Column::DisabledAt.is_null())
            .one(self.db())
            .await?;
        if account.is_none() {
            return Ok(None);
        }
        if row.last_used_at.is_none_or(|last| now - last > chrono::Duration::minutes(1)) {
            access_token::Entity::update_many()
                .col_expr(access_token::Column::LastUsedAt, Expr::value(now))
                .filter(access_token::Column::Id.eq(row.id))
                .exec(self.db())
                .await?;
        }
        let Some(grant) = row.role_grant_id else {
            return Ok(Some(Actor::Citizen { account: row.account_id, tracked: None }));
        };
        // A token never outlives its role.
        let grants = self.grants(row.account_id, wita_date(now)).await?;
        Ok(grants.iter().find(|row| row.id == grant).map(|found| officer(row.account_id, found)))
    }

    /// The actor behind a tracking code and the digest of its secret.
    ///
    /// # Errors
    /// Database.
    pub async fn actor_of_tracking(&self, reference: &str, secret_hash: &str) -> Result<Option<Actor>, StoreError> {
        let row: Option<(entities::ids::CaseId, String)> = case::Entity::find()
            .select_only()
            .columns([case::Column::Id, case::Column::SecretHash])
            .filter(case::Column::Reference.eq(reference))
            .into_tuple()
            .one(self.db())
            .await?;
        Ok(row.filter(|(_, kept)| crate::secrets::same(kept, secret_hash)).map(|(case, _)| Actor::Tracker { case }))
    }

    async fn grants(&self, account: AccountId, day: NaiveDate) -> Result<Vec<GrantRow>, StoreError> {
        let mut rows = role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.eq(account))
            .filter(in_force(day))
            .order_by_asc(role_grant::Column::Id)
            .all(self.db())
            .await?;
        // Whoever chose none acts in an own role first, not in another person's place.
        rows.sort_by_key(|row| row.stands_in_for.is_some());
        let ids: Vec<AgencyId> = rows.iter().filter_map(|row| row.agency_id).collect();
        let mut agencies = std::collections::HashMap::new();
        if !ids.is_empty() {
            for row in agency::Entity::find().filter(agency::Column::Id.is_in(ids)).all(self.db()).await? {
                agencies.insert(row.id, row);
            }
        }
        Ok(rows
            .into_iter()
            .map(|row| GrantRow {
                id: row.id,
                role: row.role,
                agency: row.agency_id.and_then(|id| agencies.get(&id).cloned()),
                instead_of: row.instead_of_id,
            })
            .collect())
    }

    /// Creates an account.
    ///
    /// # Errors
    /// `Taken("email")`.
    pub async fn add_account(&self, new: NewAccount, now: DateTime<Utc>) -> Result<AccountId, StoreError> {
        insert_account(self.db(), new, now).await
    }

    /// Gives a role. For the command line and the demonstration; people are managed in the tree's pages.
    ///
    /// # Errors
    /// Database.
    pub async fn add_role(
        &self,
        account: AccountId,
        role: Role,
        agency: Option<AgencyId>,
        from: NaiveDate,
    ) -> Result<RoleGrantId, StoreError> {
        let (tx, _permit) = self.write().await?;
        let row = people_write::new_grant(account, role, agency, from, None);
        let id = row.id;
        people_write::insert(&tx, row, None, from.and_time(chrono::NaiveTime::MIN).and_utc()).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Id of an agency, for the command line.
    ///
    /// # Errors
    /// Database.
    pub async fn agency_id(&self, code: &str) -> Result<Option<AgencyId>, StoreError> {
        Ok(agency::Entity::find().filter(agency::Column::Code.eq(code)).one(self.db()).await?.map(|row| row.id))
    }
}

pub(super) fn officer(account: AccountId, row: &GrantRow) -> Actor {
    if row.role == Role::Citizen {
        return Actor::Citizen { account, tracked: None };
    }
    Actor::Officer(Officer {
        account,
        grant: row.id,
        role: row.role,
        agency: row.agency.as_ref().map(|agency| agency.id),
        kind: row.agency.as_ref().map(|agency| agency.kind),
        government: row.agency.as_ref().and_then(|agency| agency.government_id),
        path: row.agency.as_ref().map(|agency| path_ids(&agency.path)).unwrap_or_default(),
        instead_of: row.instead_of,
    })
}

impl Scoped {
    /// The viewer's own account.
    ///
    /// # Errors
    /// Database.
    pub async fn own_account(&self) -> Result<Option<account::Model>, StoreError> {
        match self.account() {
            Some(id) => Ok(account::Entity::find_by_id(id).one(self.db()).await?),
            None => Ok(None),
        }
    }

    /// The viewer's own roles.
    ///
    /// # Errors
    /// Database.
    pub async fn own_roles(&self) -> Result<Vec<GrantRow>, StoreError> {
        match self.account() {
            Some(id) => self.store.grants(id, self.today()).await,
            None => Ok(vec![]),
        }
    }

    /// The viewer's own tokens, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn own_tokens(&self) -> Result<Vec<access_token::Model>, StoreError> {
        let Some(id) = self.account() else { return Ok(vec![]) };
        Ok(access_token::Entity::find()
            .filter(access_token::Column::AccountId.eq(id))
            .order_by_desc(access_token::Column::CreatedAt)
            .order_by_desc(access_token::Column::Id)
            .limit(100)
            .all(self.db())
            .await?)
    }

    /// Ends one of the viewer's own tokens.
    ///
    /// # Errors
    /// `NotFound` for unknown and for other people's alike.
    pub async fn revoke_token(&self, id: AccessTokenId) -> Result<access_token::Model, StoreError> {
        let account = self.account().ok_or(StoreError::NotFound)?;
        access_token::Entity::update_many()
            .col_expr(access_token::Column::RevokedAt, Expr::col(access_token::Column::RevokedAt).if_null(self.now))
            .filter(access_token::Column::Id.eq(id))
            .filter(access_token::Column::AccountId.eq(account))
            .exec(self.db())
            .await?;
        access_token::Entity::find_by_id(id)
            .filter(access_token::Column::AccountId.eq(account))
            .one(self.db())
            .await?
            .ok_or(StoreError::NotFound)
    }

    /// Ends all sessions of the viewer's account; answers the new epoch.
    ///
    /// # Errors
    /// Database.
    pub async fn end_sessions(&self) -> Result<i64, StoreError> {
        let id = self.account().ok_or(StoreError::NotFound)?;
        account::Entity::update_many()
            .col_expr(account::Column::SessionEpoch, Expr::col(account::Column::SessionEpoch).add(1))
            .filter(account::Column::Id.eq(id))
            .exec(self.db())
            .await?;
        let row = account::Entity::find_by_id(id).one(self.db()).await?.ok_or(StoreError::NotFound)?;
        Ok(row.session_epoch)
    }
}

/// One new account.
pub(super) async fn insert_account(
    db: &impl ConnectionTrait,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<AccountId, StoreError> {
    let id = AccountId(Uuid::now_v7());
    let inserted = account::ActiveModel {
        id: Set(id),
        email: Set(new.email),
        name: Set(new.name),
        phone: Set(new.phone),
        password_hash: Set(new.password_hash),
        created_at: Set(now),
        disabled_at: Set(None),
        session_epoch: Set(1),
    }
    .insert(db)
    .await;
    match inserted {
        Ok(_) => Ok(id),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(Refusal::Taken("email").into())
        }
        Err(error) => Err(error.into()),
    }
}
