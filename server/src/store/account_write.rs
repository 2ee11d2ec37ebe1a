//! Changes of the own account that a client's key makes safe to repeat: each within one transaction.
use chrono::{DateTime, Utc};
use entities::{
    access_token, account,
    ids::{AccessTokenId, AccountId, RoleGrantId},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    StoreError, Work,
    accounts::{NewAccount, insert_account},
};
use crate::domain::refusal::Refusal;

impl Work {
    /// Makes an account.
    ///
    /// # Errors
    /// `Taken("email")`.
    pub async fn add_account(&self, new: NewAccount) -> Result<AccountId, StoreError> {
        insert_account(&self.tx, new, self.now()).await
    }

    /// The viewer's tokens in force.
    ///
    /// # Errors
    /// Nobody signed in; database.
    pub async fn live_tokens(&self) -> Result<u64, StoreError> {
        Ok(access_token::Entity::find()
            .filter(access_token::Column::AccountId.eq(self.account()?))
            .filter(access_token::Column::RevokedAt.is_null())
            .filter(access_token::Column::ExpiresAt.gt(self.now()))
            .count(&self.tx)
            .await?)
    }

    /// Creates a token for the viewer's own account; that the role is the viewer's was asked before.
    ///
    /// # Errors
    /// Nobody signed in; database.
    pub async fn add_token(
        &self,
        name: String,
        grant: Option<RoleGrantId>,
        hash: String,
        expires_at: DateTime<Utc>,
    ) -> Result<access_token::Model, StoreError> {
        Ok(access_token::ActiveModel {
            id: Set(AccessTokenId(Uuid::now_v7())),
            account_id: Set(self.account()?),
            role_grant_id: Set(grant),
            name: Set(name),
            token_hash: Set(hash),
            created_at: Set(self.now()),
            expires_at: Set(expires_at),
            last_used_at: Set(None),
            revoked_at: Set(None),
        }
        .insert(&self.tx)
        .await?)
    }

    /// Sets the viewer's password in place of `old`, ends all sessions and tokens, and answers the new epoch.
    ///
    /// # Errors
    /// `Invalid("current")` where somebody else changed it meanwhile.
    pub async fn change_password(&self, old: &str, new: String) -> Result<i64, StoreError> {
        let id = self.account()?;
        let changed = account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(new))
            .col_expr(account::Column::SessionEpoch, Expr::col(account::Column::SessionEpoch).add(1))
            .filter(account::Column::Id.eq(id))
            .filter(account::Column::PasswordHash.eq(old))
            .exec(&self.tx)
            .await?;
        if changed.rows_affected == 0 {
            return Err(Refusal::Invalid("current").into());
        }
        access_token::Entity::update_many()
            .col_expr(access_token::Column::RevokedAt, Expr::value(self.now()))
            .filter(access_token::Column::AccountId.eq(id))
            .filter(access_token::Column::RevokedAt.is_null())
            .exec(&self.tx)
            .await?;
        let row = account::Entity::find_by_id(id).one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        Ok(row.session_epoch)
    }

    fn account(&self) -> Result<AccountId, StoreError> {
        self.actor().account().ok_or(StoreError::NotFound)
    }
}
