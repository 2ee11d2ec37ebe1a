//! Reading who reported: apart from the case, for those to whom the policy gave it, in the transaction
//! that writes down that it was read.
use entities::{
    ids::{AccountId, ReporterId},
    reporter,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::{Scoped, StoreError, Work, case_view::CaseView, case_write::Opened};
use crate::domain::act::Act;

/// Who reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Name.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone, international form.
    pub phone: Option<String>,
}

impl Work {
    /// The identity behind a case opened for `RevealIdentity`.
    ///
    /// # Errors
    /// `NotFound` for a case opened for another act.
    pub async fn identity(&self, opened: &Opened) -> Result<Identity, StoreError> {
        if opened.grant.act() != Act::RevealIdentity {
            return Err(StoreError::NotFound);
        }
        let row = reporter::Entity::find_by_id(opened.reporter).one(&self.tx).await?.ok_or(StoreError::NotFound)?;
        Ok(Identity { name: row.name, email: row.email, phone: row.phone })
    }

    /// Writes a reporter for a new case.
    ///
    /// # Errors
    /// Database.
    pub async fn add_reporter(&self, identity: Identity, account: Option<AccountId>) -> Result<ReporterId, StoreError> {
        let id = ReporterId(Uuid::now_v7());
        reporter::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            name: Set(identity.name),
            email: Set(identity.email),
            phone: Set(identity.phone),
            created_at: Set(self.now()),
        }
        .insert(&self.tx)
        .await?;
        Ok(id)
    }
}

impl Scoped {
    /// The name on the reporter's own case; nobody else gets it here.
    ///
    /// # Errors
    /// Database.
    pub async fn own_name(&self, case: &CaseView) -> Result<Option<String>, StoreError> {
        if !case.standing.is_reporter {
            return Ok(None);
        }
        Ok(reporter::Entity::find_by_id(case.reporter).one(self.db()).await?.and_then(|row| row.name))
    }
}
