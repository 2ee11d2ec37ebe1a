//! Agencies and the people in office there.
use async_graphql::{ID, Object};
use chrono::NaiveDate;
use entities::{agency, ids::AgencyId};

use super::{
    agency_parts::{AgencyAction, AgencyFigures, AgencyRuleTarget, AgencyVersion, DeadlineOverride},
    enums::{AgencyKind, Role},
    ids,
    invitation::Invitation,
    loaders::{AsOf, ById, Children, ChildrenAsOf, FiguresOf, Heirs, InOffice, InvitationsOf, MembersOf, Name},
    page::{Listed, PageArgs, number_cursor, read_number_cursor},
    people::Member,
    plan::ReorganisationPlan,
    plan_loaders::{Overrides, PlansNaming, RunningTargets, Versions},
    reference::Region,
    scalars::Date,
    view::Viewer,
};
use crate::{
    authz::{appointing, planning},
    store::agencies::{OfficerRow, is_open, place, receives},
};

/// An agency or unit of the tree. Public.
pub struct Agency {
    /// The row.
    pub row: agency::Model,
    /// The request.
    pub view: Viewer,
    /// As it was on a day; everything reached from it is of that day too.
    pub as_of: Option<NaiveDate>,
}

impl Agency {
    /// As it is.
    #[must_use]
    pub fn new(row: agency::Model, view: &Viewer) -> Self {
        Self { row, view: view.clone(), as_of: None }
    }

    /// The agency of an id.
    ///
    /// # Errors
    /// Database.
    pub async fn load(view: &Viewer, id: AgencyId) -> async_graphql::Result<Option<Self>> {
        Ok(view.load(ById(id)).await?.map(|row| Self::new(row, view)))
    }

    /// The agency of an id as it was on a day; today without one.
    ///
    /// # Errors
    /// Database.
    pub async fn load_as_of(
        view: &Viewer,
        id: AgencyId,
        as_of: Option<NaiveDate>,
    ) -> async_graphql::Result<Option<Self>> {
        match as_of {
            None => Self::load(view, id).await,
            Some(day) => Ok(view.load(AsOf(id, day)).await?.map(|row| Self { row, view: view.clone(), as_of })),
        }
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
            Some(id) => Self::load_as_of(&self.view, id, self.as_of).await,
            None => Ok(None),
        }
    }

    /// Figures and people are those of today, and so is the right to see them.
    async fn row_of_today(&self) -> async_graphql::Result<agency::Model> {
        match self.as_of {
            None => Ok(self.row.clone()),
            Some(_) => Ok(Self::must(&self.view, self.row.id).await?.row),
        }
    }

    /// The day that is asked about.
    fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| self.view.op.scoped.today())
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
        let above =
            path.iter().take(path.len().saturating_sub(1)).map(|&id| Agency::load_as_of(&self.view, id, self.as_of));
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
        receives(&self.row) && is_open(&self.row, self.day())
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
        let mut rows = match self.as_of {
            None => self.view.load(Children(self.row.id)).await?,
            Some(day) => self.view.load(ChildrenAsOf(self.row.id, day)).await?,
        }
        .unwrap_or_default();
        rows.retain(|row| after.is_none_or(|after| row.id > after) && before.is_none_or(|before| row.id < before));
        let keep = usize::try_from(wanted.limit()).unwrap_or(usize::MAX);
        if wanted.backwards {
            rows.drain(..rows.len().saturating_sub(keep));
        } else {
            rows.truncate(keep);
        }
        let as_of = self.as_of;
        Ok(wanted.connection(rows, |row| (cursor(row.id), Agency { row, view: self.view.clone(), as_of })))
    }
    /// The facts over time, newest first. Public; the plan behind a version for whoever may see plans.
    async fn versions(&self) -> async_graphql::Result<Vec<AgencyVersion>> {
        let rows = self.view.load(Versions(self.row.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|version| AgencyVersion { version, view: self.view.clone() }).collect())
    }
    /// Who inherits what it had, once closed or split (several after a split). Public.
    async fn heirs(&self) -> async_graphql::Result<Vec<Agency>> {
        let ids = self.view.load(Heirs(self.row.id, self.day())).await?.unwrap_or_default();
        let found = futures::future::try_join_all(ids.into_iter().map(|id| Agency::load(&self.view, id))).await?;
        Ok(found.into_iter().flatten().collect())
    }
    /// Whether nobody is in office although it takes reports. Officers only; null for others.
    async fn vacant(&self) -> async_graphql::Result<Option<bool>> {
        if self.view.op.actor().officer().is_none() {
            return Ok(None);
        }
        let works = receives(&self.row) && is_open(&self.row, self.view.op.scoped.today());
        let n = self.view.load(InOffice(self.row.id)).await?.unwrap_or(0);
        Ok(Some(works && n == 0))
    }
    /// Open and overdue cases, and units with nobody in office. Officers of it and of agencies above it, the Ombudsman,
    /// readers of oversight; null for others. What is kept from the viewer is in no figure.
    async fn figures(&self) -> async_graphql::Result<Option<AgencyFigures>> {
        Ok(self.view.load(FiguresOf(self.row_of_today().await?)).await?.map(Into::into))
    }
    /// Who holds which role here, now and to come. Those who keep the tree, and officers of it and above it in the same
    /// government; null for others.
    async fn members(&self) -> async_graphql::Result<Option<Vec<Member>>> {
        let rows = self.view.load(MembersOf(self.row_of_today().await?)).await?;
        Ok(rows.map(|rows| rows.into_iter().map(|row| Member { row, view: self.view.clone() }).collect()))
    }
    /// Roles that the viewer may give here, in rank order; empty for others.
    async fn appointable_roles(&self) -> async_graphql::Result<Vec<Role>> {
        let row = self.row_of_today().await?;
        if !is_open(&row, self.view.op.scoped.today()) {
            return Ok(vec![]);
        }
        let roles = appointing::appointable(self.view.op.actor(), &place(&row));
        Ok(roles.into_iter().map(Into::into).collect())
    }
    /// Invitations that wait or ended in the last 30 days, newest first (at most 50). Those who may appoint here; null for
    /// others.
    async fn invitations(&self) -> async_graphql::Result<Option<Vec<Invitation>>> {
        let rows = self.view.load(InvitationsOf(self.row_of_today().await?)).await?;
        Ok(rows.map(|rows| {
            rows.into_iter().map(|row| Invitation { row: Box::new(row), view: self.view.clone() }).collect()
        }))
    }
    /// Forwarding rules that name it, or one of its functions, as a target. Officers only; null for others.
    async fn rule_targets(&self) -> async_graphql::Result<Option<Vec<AgencyRuleTarget>>> {
        if self.view.op.actor().officer().is_none() {
            return Ok(None);
        }
        let functions = items(&self.row.functions);
        let targets = self.view.load(RunningTargets).await?.unwrap_or_default();
        let means = |target| AgencyRuleTarget::of(target, &self.row.code, &functions);
        Ok(Some(targets.iter().filter_map(means).collect()))
    }
    /// Deadlines of its own, in place of the general ones. Public.
    async fn deadline_overrides(&self) -> async_graphql::Result<Vec<DeadlineOverride>> {
        let rows = self.view.load(Overrides(self.row.code.clone())).await?.unwrap_or_default();
        Ok(rows.into_iter().map(Into::into).collect())
    }
    /// Plans, neither published nor given up, that name it. Whoever may see the plans of its government; null for others.
    async fn plans(&self) -> async_graphql::Result<Option<Vec<ReorganisationPlan>>> {
        let op = &self.view.op;
        if !self.row.government_id.is_some_and(|government| planning::may_see(op.actor(), government)) {
            return Ok(None);
        }
        let rows = self.view.load(PlansNaming(self.row_of_today().await?)).await?.unwrap_or_default();
        Ok(Some(rows.into_iter().map(|row| ReorganisationPlan::new(row, &self.view)).collect()))
    }
    /// What the viewer may do here.
    async fn viewer_can(&self) -> async_graphql::Result<Vec<AgencyAction>> {
        let actor = self.view.op.actor();
        let row = self.row_of_today().await?;
        let plan = row.government_id.is_some_and(|government| planning::may_edit(actor, government));
        let members = self.view.op.scoped.sees_members(&row);
        Ok([(plan, AgencyAction::Plan), (members, AgencyAction::SeeMembers)]
            .into_iter()
            .filter_map(|(may, action)| may.then_some(action))
            .collect())
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
