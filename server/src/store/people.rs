//! Reading people in office: who holds which role, who was it before, what happened to roles, where nobody is. Always for
//! many nodes or people at once. What only those may read who appoint there is asked of `authz::appointing`.
use std::collections::{BTreeSet, HashMap};

use entities::{
    account, agency,
    ids::{AccountId, AgencyId, RoleGrantId},
    role_event, role_grant,
    vocab::AgencyKind,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::{
    Scoped, StoreError,
    agencies::place,
    office::{WORKING_ROLES, in_force, not_over},
};
use crate::{
    authz::appointing::{self, Holding, Vacancies},
    domain::audience,
};

/// Most roles and events of one person, and members of one agency.
const MOST: usize = 200;

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberView {
    /// The role.
    pub row: role_grant::Model,
    /// Name of the person.
    pub name: String,
    /// Where.
    pub agency: agency::Model,
}

impl MemberView {
    /// As the rules of appointing see it.
    #[must_use]
    pub fn holding(&self) -> Holding {
        holding(&self.row, &self.agency)
    }
}

/// A role as the rules of appointing see it.
pub(super) fn holding(row: &role_grant::Model, agency: &agency::Model) -> Holding {
    Holding {
        account: row.account_id,
        role: row.role,
        place: place(agency),
        from: row.valid_from,
        to: row.valid_to,
        suspended: row.suspended_at.is_some(),
        instead_of: row.instead_of_id,
    }
}

/// Somebody in office, with the roles that the viewer may know.
#[derive(Debug, Clone)]
pub struct PersonView {
    /// The account.
    pub account: account::Model,
    /// In force first, then ended, newest first.
    pub roles: Vec<MemberView>,
}

/// What happened to a role, and who did it.
#[derive(Debug, Clone)]
pub struct RoleEventView {
    /// The event.
    pub row: role_event::Model,
    /// Name of who did it; none for the system.
    pub by: Option<String>,
}

impl Scoped {
    /// Roles of agencies, today's, resting and later ones; nothing for those where the viewer may not know them.
    /// Two statements.
    ///
    /// # Errors
    /// Database.
    pub async fn members(&self, agencies: &[agency::Model]) -> Result<HashMap<AgencyId, Vec<MemberView>>, StoreError> {
        let seen: HashMap<AgencyId, &agency::Model> =
            agencies.iter().filter(|agency| self.sees_members(agency)).map(|agency| (agency.id, agency)).collect();
        if seen.is_empty() {
            return Ok(HashMap::new());
        }
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::AgencyId.is_in(seen.keys().copied()))
            .filter(not_over(self.today()))
            .order_by_asc(role_grant::Column::ValidFrom)
            .order_by_asc(role_grant::Column::Id)
            .all(self.db())
            .await?;
        let names = self.names(grants.iter().map(|grant| grant.account_id)).await?;
        let mut found: HashMap<AgencyId, Vec<MemberView>> = seen.keys().map(|&id| (id, vec![])).collect();
        for row in grants {
            let Some(agency) = row.agency_id.and_then(|id| seen.get(&id)).copied() else { continue };
            let Some(name) = names.get(&row.account_id).cloned() else { continue };
            let members = found.entry(agency.id).or_default();
            if members.len() < MOST {
                members.push(MemberView { row, name, agency: agency.clone() });
            }
        }
        Ok(found)
    }

    /// Names of accounts that are in order.
    async fn names(&self, accounts: impl Iterator<Item = AccountId>) -> Result<HashMap<AccountId, String>, StoreError> {
        let ids: BTreeSet<AccountId> = accounts.collect();
        Ok(account::Entity::find()
            .filter(account::Column::Id.is_in(ids))
            .filter(account::Column::DisabledAt.is_null())
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row.name))
            .collect())
    }

    /// A role: the viewer's own, or one of an agency whose people the viewer may know.
    ///
    /// # Errors
    /// Database.
    pub async fn member(&self, id: RoleGrantId) -> Result<Option<MemberView>, StoreError> {
        let Some(row) = role_grant::Entity::find_by_id(id).one(self.db()).await? else { return Ok(None) };
        let Some(agency) = row.agency_id else { return Ok(None) };
        let Some(agency) = self.agencies_by_id(&[agency]).await?.remove(&agency) else { return Ok(None) };
        if !self.sees_members(&agency) && self.account() != Some(row.account_id) {
            return Ok(None);
        }
        let name = self.names(std::iter::once(row.account_id)).await?.remove(&row.account_id);
        Ok(name.map(|name| MemberView { row, name, agency }))
    }

    /// People with their roles, as far as the viewer appoints where they hold one. Three statements.
    ///
    /// # Errors
    /// Database.
    pub async fn people(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, PersonView>, StoreError> {
        if self.actor.officer().is_none() || ids.is_empty() {
            return Ok(HashMap::new());
        }
        let grants = role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.is_in(ids.iter().copied()))
            .filter(role_grant::Column::AgencyId.is_not_null())
            .order_by_desc(role_grant::Column::ValidFrom)
            .order_by_desc(role_grant::Column::Id)
            .all(self.db())
            .await?;
        let agencies = self.appointed_at(grants.iter().filter_map(|grant| grant.agency_id)).await?;
        let accounts = account::Entity::find()
            .filter(account::Column::Id.is_in(ids.iter().copied()))
            .filter(account::Column::DisabledAt.is_null())
            .all(self.db())
            .await?;
        let mut found: HashMap<AccountId, PersonView> = HashMap::new();
        for account in accounts {
            let mut roles: Vec<MemberView> = grants
                .iter()
                .filter(|row| row.account_id == account.id)
                .filter_map(|row| {
                    let agency = agencies.get(&row.agency_id?)?.clone();
                    Some(MemberView { row: row.clone(), name: account.name.clone(), agency })
                })
                .collect();
            roles.sort_by_key(|role| role.row.valid_to.is_some_and(|last| last < self.today()));
            roles.truncate(MOST);
            if !roles.is_empty() {
                found.insert(account.id, PersonView { account, roles });
            }
        }
        Ok(found)
    }

    /// Of these agencies, those where the viewer appoints.
    async fn appointed_at(
        &self,
        ids: impl Iterator<Item = AgencyId>,
    ) -> Result<HashMap<AgencyId, agency::Model>, StoreError> {
        let ids: Vec<AgencyId> = ids.collect::<BTreeSet<_>>().into_iter().collect();
        let mut rows = self.agencies_by_id(&ids).await?;
        rows.retain(|_, row| appointing::appoints_at(&self.actor, &place(row)));
        Ok(rows)
    }

    /// What happened to the roles of people, newest first, where the viewer appoints. Three statements.
    ///
    /// # Errors
    /// Database.
    pub async fn role_events(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Vec<RoleEventView>>, StoreError> {
        if self.actor.officer().is_none() || ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = role_event::Entity::find()
            .filter(role_event::Column::AccountId.is_in(ids.iter().copied()))
            .order_by_desc(role_event::Column::At)
            .order_by_desc(role_event::Column::Id)
            .limit(u64::try_from(MOST * ids.len()).unwrap_or(u64::MAX))
            .all(self.db())
            .await?;
        let agencies = self.appointed_at(rows.iter().map(|row| row.agency_id)).await?;
        let names = self.names(rows.iter().filter_map(|row| row.by_account_id)).await?;
        let mut found: HashMap<AccountId, Vec<RoleEventView>> = HashMap::new();
        for row in rows.into_iter().filter(|row| agencies.contains_key(&row.agency_id)) {
            let by = row.by_account_id.and_then(|id| names.get(&id).cloned());
            let events = found.entry(row.account_id).or_default();
            if events.len() < MOST {
                events.push(RoleEventView { row, by });
            }
        }
        Ok(found)
    }

    /// Units in force that take reports and have nobody in office, in tree order.
    ///
    /// # Errors
    /// Database.
    pub async fn vacancies(
        &self,
        (after, before): (Option<AgencyId>, Option<AgencyId>),
        limit: u64,
        backwards: bool,
    ) -> Result<Vec<agency::Model>, StoreError> {
        let today = self.today();
        let mut query = agency::Entity::find();
        match appointing::vacancies(&self.actor) {
            Vacancies::Nothing => return Ok(vec![]),
            Vacancies::All => {}
            Vacancies::Of(government) => query = query.filter(agency::Column::GovernmentId.eq(government)),
            Vacancies::Below(own) => {
                let Some(own) = self.agencies_by_id(&[own]).await?.remove(&own) else { return Ok(vec![]) };
                query = query.filter(agency::Column::Path.starts_with(&own.path)).filter(match own.government_id {
                    Some(government) => agency::Column::GovernmentId.eq(government),
                    None => agency::Column::GovernmentId.is_null(),
                });
            }
        }
        let held = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::AgencyId)
            .filter(role_grant::Column::AgencyId.is_not_null())
            .filter(role_grant::Column::Role.is_in(WORKING_ROLES))
            .filter(in_force(today));
        let kinds = AgencyKind::ALL.iter().copied().filter(|kind| audience::receives(*kind, false));
        query = query
            .filter(agency::Column::Kind.is_in(kinds))
            .filter(agency::Column::ParentId.is_not_null())
            .filter(agency::Column::ValidFrom.lte(today))
            .filter(Condition::any().add(agency::Column::ValidTo.is_null()).add(agency::Column::ValidTo.gte(today)))
            .filter(agency::Column::Id.not_in_subquery(held.into_query()));
        if let Some(after) = after {
            query = query.filter(agency::Column::Id.gt(after));
        }
        if let Some(before) = before {
            query = query.filter(agency::Column::Id.lt(before));
        }
        let order = if backwards { Order::Desc } else { Order::Asc };
        let mut rows = query.order_by(agency::Column::Id, order).limit(limit).all(self.db()).await?;
        if backwards {
            rows.reverse();
        }
        Ok(rows)
    }
}
