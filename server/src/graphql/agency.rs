//! Agencies and the people in office there.
use async_graphql::{ID, Object};
use entities::{agency, ids::AgencyId};

use super::{
    enums::{AgencyKind, Role},
    ids,
    loaders::{ById, Children, InOffice, Name},
    page::{Listed, PageArgs, number_cursor, read_number_cursor},
    reference::Region,
    scalars::Date,
    view::Viewer,
};
use crate::store::agencies::{OfficerRow, is_open, place, receives};

/// An agency or unit of the tree. Public.
pub struct Agency {
    /// The row.
    pub row: agency::Model,
    /// The request.
    pub view: Viewer,
}

impl Agency {
    /// The agency of an id.
    ///
    /// # Errors
    /// Database.
    pub async fn load(view: &Viewer, id: AgencyId) -> async_graphql::Result<Option<Self>> {
        Ok(view.load(ById(id)).await?.map(|row| Self { row, view: view.clone() }))
    }

    /// The agency of an id that must exist.
    ///
    /// # Errors
    /// Database.
    pub async fn must(view: &Viewer, id: AgencyId) -> async_graphql::Result<Self> {
        Self::load(view, id).await?.ok_or_else(|| super::errors::fault(view.op.locale))
    }

    async fn other(&self, id: Option<AgencyId>) -> async_graphql::Result<Option<Self>> {
        match id {
            Some(id) => Self::load(&self.view, id).await,
            None => Ok(None),
        }
    }
}

/// Cursor of agencies in tree order.
#[must_use]
pub fn cursor(id: AgencyId) -> String {
    number_cursor("agencies", id.0)
}

/// Reads it.
#[must_use]
pub fn read_cursor(cursor: &str) -> Option<AgencyId> {
    read_number_cursor("agencies", cursor).map(AgencyId)
}

fn items(joined: &str) -> Vec<String> {
    joined.split(';').filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// An agency or unit of the tree. Public.
#[Object]
impl Agency {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::agency(&self.row.code)
    }
    /// Stable code; names change, codes never do.
    async fn code(&self) -> &str {
        &self.row.code
    }
    /// Full name.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Short name.
    async fn short_name(&self) -> &str {
        &self.row.short_name
    }
    /// Kind.
    async fn kind(&self) -> AgencyKind {
        self.row.kind.into()
    }
    /// Tasks, as used by relative targets (for example `civil_registry`).
    async fn functions(&self) -> Vec<String> {
        items(&self.row.functions)
    }
    /// One level up.
    async fn parent(&self) -> async_graphql::Result<Option<Agency>> {
        self.other(self.row.parent_id).await
    }
    /// The nearest government at or above it; null for national and vertical agencies.
    async fn government(&self) -> async_graphql::Result<Option<Agency>> {
        self.other(self.row.government_id).await
    }
    /// From the root down to the parent.
    async fn ancestors(&self) -> async_graphql::Result<Vec<Agency>> {
        let path = place(&self.row).path;
        let above = path.iter().take(path.len().saturating_sub(1)).map(|&id| Agency::load(&self.view, id));
        let found = futures::future::try_join_all(above).await?;
        Ok(found.into_iter().flatten().collect())
    }
    /// Area of authority; null means the whole country.
    async fn region(&self) -> async_graphql::Result<Option<Region>> {
        match &self.row.region_code {
            Some(code) => Region::load(&self.view, code).await,
            None => Ok(None),
        }
    }
    /// First day of use.
    async fn valid_from(&self) -> Date {
        Date(self.row.valid_from)
    }
    /// Last day of use; null means current.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }
    /// Whether a case can be forwarded to it today.
    async fn open(&self) -> bool {
        receives(&self.row) && is_open(&self.row, self.view.op.scoped.today())
    }
    /// Invented for the sample reports.
    async fn fictitious(&self) -> bool {
        self.row.evidence == "fictitious"
    }
    /// Who inherits its cases after `validTo`.
    async fn successor(&self) -> async_graphql::Result<Option<Agency>> {
        self.other(self.row.successor_id).await
    }
    /// People in office here. Officers only; null for others.
    async fn officers_in_office(&self) -> async_graphql::Result<Option<i64>> {
        if self.view.op.actor().officer().is_none() {
            return Ok(None);
        }
        Ok(Some(self.view.load(InOffice(self.row.id)).await?.unwrap_or(0)))
    }
    /// Units directly below, in tree order.
    async fn children(
        &self,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<Agency>> {
        let op = &self.view.op;
        let wanted = PageArgs { first, after, last, before }.check(op)?;
        let (after, before) = wanted.bounds(op, read_cursor)?;
        let mut rows = self.view.load(Children(self.row.id)).await?.unwrap_or_default();
        rows.retain(|row| after.is_none_or(|after| row.id > after) && before.is_none_or(|before| row.id < before));
        let keep = usize::try_from(wanted.limit()).unwrap_or(usize::MAX);
        if wanted.backwards {
            rows.drain(..rows.len().saturating_sub(keep));
        } else {
            rows.truncate(keep);
        }
        Ok(wanted.connection(rows, |row| (cursor(row.id), Agency { row, view: self.view.clone() })))
    }
}

/// Somebody in office. Officers only.
pub struct Officer {
    /// The row.
    pub row: OfficerRow,
    /// The request.
    pub view: Viewer,
}

impl Officer {
    /// The officer behind an account, without a role.
    ///
    /// # Errors
    /// Database.
    pub async fn load(
        view: &Viewer,
        account: entities::ids::AccountId,
        agency: AgencyId,
    ) -> async_graphql::Result<Option<Self>> {
        let officers = view.load(super::loaders::Assignable(agency)).await?.unwrap_or_default();
        if let Some(row) = officers.into_iter().find(|row| row.account == account) {
            return Ok(Some(Self { row, view: view.clone() }));
        }
        // Given to somebody who has left since: the name still stands.
        let name = view.load(Name(account)).await?;
        Ok(name.map(|name| Self {
            row: OfficerRow { account, name, role: entities::vocab::Role::UnitOfficer, agency: Some(agency) },
            view: view.clone(),
        }))
    }
}

/// Somebody in office. Officers only.
#[Object]
impl Officer {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::officer(self.row.account)
    }
    /// Name.
    async fn name(&self) -> &str {
        &self.row.name
    }
    /// Role in the agency.
    async fn role(&self) -> Role {
        self.row.role.into()
    }
    /// The agency.
    async fn agency(&self) -> async_graphql::Result<Option<Agency>> {
        match self.row.agency {
            Some(id) => Agency::load(&self.view, id).await,
            None => Ok(None),
        }
    }
}
