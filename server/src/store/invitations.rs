//! Invitations: one-time links that give a role. Of a link's token only the digest is kept; the letter that carries it
//! waits in the outbox and is emptied once it is sent.
use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entities::{
    account, agency,
    ids::{AccountId, AgencyId, InvitationId, LetterId, RoleGrantId},
    invitation, outbox,
    vocab::Role,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Scoped, Store, StoreError, Work, agencies::place, people_write::acting_as};
use crate::{
    authz::appointing,
    domain::{calendar::wita_date, invitation::Stand},
};

/// Most invitations shown of one agency.
const MOST: usize = 50;

/// An invitation as those see it who appoint there.
#[derive(Debug, Clone)]
pub struct InvitationView {
    /// The row.
    pub row: invitation::Model,
    /// Where.
    pub agency: agency::Model,
    /// Name of who invites.
    pub by: String,
    /// What became of its letter; none where no mail is set up.
    pub letter: Option<outbox::Model>,
}

/// An invitation to be written.
#[derive(Debug)]
pub struct NewInvitation {
    /// Where.
    pub agency: AgencyId,
    /// Which role.
    pub role: Role,
    /// Name.
    pub name: String,
    /// Lower case.
    pub email: String,
    /// First and last day of the role.
    pub days: (NaiveDate, Option<NaiveDate>),
    /// Digest of the token.
    pub token_hash: String,
    /// Who invites, and under which role.
    pub by: (AccountId, RoleGrantId),
    /// When the link ends.
    pub expires_at: DateTime<Utc>,
    /// The letter.
    pub letter: Option<LetterId>,
}

/// Where an invitation stands.
#[must_use]
pub fn stand(row: &invitation::Model) -> Stand {
    Stand { accepted_at: row.accepted_at, withdrawn_at: row.withdrawn_at, expires_at: row.expires_at }
}

/// A link that can be used: who is asked, and whether an account with that address stands.
#[derive(Debug)]
pub struct OpenLink {
    /// The invitation.
    pub row: invitation::Model,
    /// Where.
    pub agency: agency::Model,
    /// The account of that address.
    pub account: Option<account::Model>,
    /// Name of who invites.
    pub by: String,
    /// Where that person is in office; none for the system administrator.
    pub from: Option<agency::Model>,
}

impl Store {
    /// What a token opens: unknown, used, withdrawn, run out, and given by somebody who may no longer, all answer alike.
    ///
    /// # Errors
    /// Database.
    pub async fn open_link(&self, token_hash: &str, now: DateTime<Utc>) -> Result<Option<OpenLink>, StoreError> {
        let row = invitation::Entity::find()
            .filter(invitation::Column::TokenHash.eq(token_hash))
            .one(self.db())
            .await?
            .filter(|row| stand(row).is_waiting(now));
        let Some(row) = row else { return Ok(None) };
        let Some(agency) = agency::Entity::find_by_id(row.agency_id).one(self.db()).await? else { return Ok(None) };
        let inviter = acting_as(self.db(), row.invited_by, row.invited_under, wita_date(now)).await?;
        let account =
            account::Entity::find().filter(account::Column::Email.eq(row.email.as_str())).one(self.db()).await?;
        let closed = account.as_ref().is_some_and(|account| account.disabled_at.is_some());
        if closed || !appointing::may_appoint(&inviter, row.role, &place(&agency)) {
            return Ok(None);
        }
        let Some(by) = account::Entity::find_by_id(row.invited_by).one(self.db()).await? else { return Ok(None) };
        let from = match inviter.officer().and_then(|officer| officer.agency) {
            Some(seat) => agency::Entity::find_by_id(seat).one(self.db()).await?,
            None => None,
        };
        Ok(Some(OpenLink { row, agency, account, by: by.name, from }))
    }
}

impl Scoped {
    /// Invitations of agencies that wait or ended in the last 30 days, newest first; nothing for agencies where the
    /// viewer does not appoint. Three statements.
    ///
    /// # Errors
    /// Database.
    pub async fn invitations(
        &self,
        agencies: &[agency::Model],
    ) -> Result<HashMap<AgencyId, Vec<InvitationView>>, StoreError> {
        let seen: HashMap<AgencyId, &agency::Model> = agencies
            .iter()
            .filter(|row| appointing::appoints_at(&self.actor, &place(row)))
            .map(|row| (row.id, row))
            .collect();
        if seen.is_empty() {
            return Ok(HashMap::new());
        }
        let since = self.now - Duration::days(30);
        let ended = Condition::any()
            .add(invitation::Column::AcceptedAt.gt(since))
            .add(invitation::Column::WithdrawnAt.gt(since))
            .add(
                Condition::all()
                    .add(invitation::Column::AcceptedAt.is_null())
                    .add(invitation::Column::WithdrawnAt.is_null())
                    .add(invitation::Column::ExpiresAt.gt(since)),
            );
        let rows = invitation::Entity::find()
            .filter(invitation::Column::AgencyId.is_in(seen.keys().copied()))
            .filter(ended)
            .order_by_desc(invitation::Column::CreatedAt)
            .order_by_desc(invitation::Column::Id)
            .limit(u64::try_from(MOST * 4 * seen.len()).unwrap_or(u64::MAX))
            .all(self.db())
            .await?;
        let mut found: HashMap<AgencyId, Vec<InvitationView>> = seen.keys().map(|&id| (id, vec![])).collect();
        for view in self.invitation_views(rows, &seen).await? {
            let list = found.entry(view.agency.id).or_default();
            if list.len() < MOST {
                list.push(view);
            }
        }
        Ok(found)
    }

    async fn invitation_views(
        &self,
        rows: Vec<invitation::Model>,
        agencies: &HashMap<AgencyId, &agency::Model>,
    ) -> Result<Vec<InvitationView>, StoreError> {
        let by: BTreeSet<AccountId> = rows.iter().map(|row| row.invited_by).collect();
        let names: HashMap<AccountId, String> = account::Entity::find()
            .filter(account::Column::Id.is_in(by))
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row.name))
            .collect();
        let letters: HashMap<LetterId, outbox::Model> = outbox::Entity::find()
            .filter(outbox::Column::Id.is_in(rows.iter().filter_map(|row| row.letter_id)))
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let agency = (*agencies.get(&row.agency_id)?).clone();
                let by = names.get(&row.invited_by).cloned()?;
                let letter = row.letter_id.and_then(|id| letters.get(&id).cloned());
                Some(InvitationView { row, agency, by, letter })
            })
            .collect())
    }

    /// An invitation of an agency where the viewer appoints.
    ///
    /// # Errors
    /// Database.
    pub async fn invitation(&self, id: InvitationId) -> Result<Option<InvitationView>, StoreError> {
        let Some(row) = invitation::Entity::find_by_id(id).one(self.db()).await? else { return Ok(None) };
        let Some(agency) = self.agencies_by_id(&[row.agency_id]).await?.remove(&row.agency_id) else { return Ok(None) };
        if !appointing::appoints_at(&self.actor, &place(&agency)) {
            return Ok(None);
        }
        let agencies = HashMap::from([(agency.id, &agency)]);
        Ok(self.invitation_views(vec![row], &agencies).await?.pop())
    }
}

impl Work {
    /// An invitation by its id.
    ///
    /// # Errors
    /// `NotFound`; database.
    pub async fn invitation(&self, id: InvitationId) -> Result<invitation::Model, StoreError> {
        invitation::Entity::find_by_id(id).one(&self.tx).await?.ok_or(StoreError::NotFound)
    }

    /// An invitation by the digest of its token.
    ///
    /// # Errors
    /// `NotFound`; database.
    pub async fn invitation_of(&self, token_hash: &str) -> Result<invitation::Model, StoreError> {
        invitation::Entity::find()
            .filter(invitation::Column::TokenHash.eq(token_hash))
            .one(&self.tx)
            .await?
            .ok_or(StoreError::NotFound)
    }

    /// Whether that address is invited to that role there already, by a link that can still be used.
    ///
    /// # Errors
    /// Database.
    pub async fn is_invited(&self, email: &str, role: Role, agency: AgencyId) -> Result<bool, StoreError> {
        let found = invitation::Entity::find()
            .filter(invitation::Column::AgencyId.eq(agency))
            .filter(invitation::Column::Role.eq(role))
            .filter(invitation::Column::Email.eq(email))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::WithdrawnAt.is_null())
            .filter(invitation::Column::ExpiresAt.gt(self.now()))
            .one(&self.tx)
            .await?;
        Ok(found.is_some())
    }

    /// Writes an invitation.
    ///
    /// # Errors
    /// Database.
    pub async fn add_invitation(&self, new: NewInvitation) -> Result<InvitationId, StoreError> {
        let id = InvitationId(Uuid::now_v7());
        invitation::ActiveModel {
            id: Set(id),
            agency_id: Set(new.agency),
            role: Set(new.role),
            name: Set(new.name),
            email: Set(new.email),
            valid_from: Set(new.days.0),
            valid_to: Set(new.days.1),
            token_hash: Set(new.token_hash),
            invited_by: Set(new.by.0),
            invited_under: Set(new.by.1),
            created_at: Set(self.now()),
            expires_at: Set(new.expires_at),
            accepted_at: Set(None),
            withdrawn_at: Set(None),
            letter_id: Set(new.letter),
            version: Set(1),
        }
        .insert(&self.tx)
        .await?;
        Ok(id)
    }

    /// Writes an invitation anew.
    ///
    /// # Errors
    /// Database.
    pub async fn change_invitation(&self, row: invitation::Model) -> Result<(), StoreError> {
        let row = invitation::Model { version: row.version + 1, ..row };
        invitation::ActiveModel::from(row).reset_all().update(&self.tx).await?;
        Ok(())
    }
}
