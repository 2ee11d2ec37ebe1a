//! What hangs on cases: history, clocks, parties, names. Always for many cases at once, so that the
//! number of statements of a request never grows with its rows.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{
    account, case_clock, case_event, case_party,
    ids::{AccountId, AgencyId, CaseId, EventId, ReplyId},
    vocab::{ActorKind, CaseStatus, EventAudience, EventKind, PartyRole, Role},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    sea_query::{Alias, Asterisk, Condition, Expr, ExprTrait, Order, Query, SimpleExpr},
};

use super::{
    Scoped, StoreError,
    agencies::{col, never},
    case_view::CaseView,
    case_write::clock_row,
};
use crate::{
    authz::{actor::Actor, policy},
    domain::clocks::ClockRow,
};

/// Who acted, as the viewer may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorView {
    /// Officer, reporter or system.
    pub kind: ActorKind,
    /// The officer; only for colleagues of the same government.
    pub account: Option<AccountId>,
    /// Whose place the officer took; only for colleagues.
    pub instead_of: Option<AccountId>,
    /// In which role.
    pub role: Option<Role>,
    /// For which agency.
    pub agency: Option<AgencyId>,
}

/// One line of the history, as the viewer may read it.
#[derive(Debug, Clone)]
pub struct EventView {
    /// Id.
    pub id: EventId,
    /// Its case.
    pub case: CaseId,
    /// Number within the case.
    pub seq: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: EventKind,
    /// Who.
    pub actor: ActorView,
    /// State before.
    pub from: Option<CaseStatus>,
    /// State after.
    pub to: Option<CaseStatus>,
    /// Words; `None` also where the viewer may not read them.
    pub text: Option<String>,
    /// Target agency.
    pub agency: Option<AgencyId>,
    /// Reply.
    pub reply: Option<ReplyId>,
    /// Shown to the reporter.
    pub for_reporter: bool,
    /// Codes.
    pub data: Option<serde_json::Value>,
}

/// A part in a case.
#[derive(Debug, Clone)]
pub struct PartyView {
    /// Who.
    pub agency: AgencyId,
    /// Which part.
    pub part: PartyRole,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when.
    pub ended_at: Option<DateTime<Utc>>,
    /// When it gave its part-answer.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Which events of each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventPage {
    /// Behind this number.
    pub after: Option<i32>,
    /// Before this number.
    pub before: Option<i32>,
    /// How many of each case.
    pub limit: u64,
    /// From the end.
    pub backwards: bool,
}

impl Scoped {
    /// Which events of a case that it sees this actor may read, on table `e`.
    fn event_scope(&self) -> SimpleExpr {
        let audience = |word: EventAudience| col("e", "audience").eq(word.as_str());
        let mut any = Condition::any().add(audience(EventAudience::All));
        if let Actor::Officer(officer) = self.actor() {
            any = any.add(audience(EventAudience::Officers));
            if policy::reads_notes(self.actor(), officer.government, officer.agency) {
                let mine = match officer.government {
                    Some(government) => col("e", "actor_government_id").eq(government),
                    None if officer.path.is_empty() => never(),
                    None => col("e", "actor_government_id")
                        .is_null()
                        .and(col("e", "actor_agency_id").is_in(officer.path.iter().map(|id| id.0))),
                };
                any = any.add(Condition::all().add(audience(EventAudience::Government)).add(mine));
            }
        }
        any.into()
    }

    fn event_view(&self, row: case_event::Model, cases: &HashMap<CaseId, &CaseView>) -> Option<EventView> {
        let case = cases.get(&row.case_id)?;
        let colleague = policy::is_colleague(self.actor(), row.actor_government_id, row.actor_agency_id)
            || (self.account().is_some() && self.account() == row.account_id);
        // Who reported is a thing of its own: a reporter's event never carries an account.
        let account = if row.actor_kind == ActorKind::Officer && colleague { row.account_id } else { None };
        Some(EventView {
            id: row.id,
            case: row.case_id,
            seq: row.seq,
            at: row.at,
            kind: row.kind,
            actor: ActorView {
                kind: row.actor_kind,
                account,
                instead_of: row.instead_of_id.filter(|_| account.is_some()),
                role: row.role,
                agency: row.actor_agency_id,
            },
            from: row.from_status,
            to: row.to_status,
            text: row.text.filter(|_| case.told.is_some()),
            agency: row.agency_id,
            reply: row.reply_id,
            for_reporter: row.audience == EventAudience::All,
            data: row.data,
        })
    }

    /// A page of events of each case, oldest first.
    ///
    /// # Errors
    /// Database.
    pub async fn events(
        &self,
        cases: &[&CaseView],
        page: EventPage,
    ) -> Result<HashMap<CaseId, Vec<EventView>>, StoreError> {
        let by_id: HashMap<CaseId, &CaseView> = cases.iter().map(|case| (case.state.id, *case)).collect();
        let order = if page.backwards { "DESC" } else { "ASC" };
        let mut numbered = Query::select();
        numbered
            .column((Alias::new("e"), Asterisk))
            .expr_as(
                Expr::cust(format!("ROW_NUMBER() OVER (PARTITION BY e.case_id ORDER BY e.seq {order})")),
                Alias::new("row_no"),
            )
            .from_as(Alias::new("case_events"), Alias::new("e"))
            .and_where(col("e", "case_id").is_in(by_id.keys().map(|id| id.0)))
            .and_where(self.event_scope());
        if let Some(after) = page.after {
            numbered.and_where(col("e", "seq").gt(after));
        }
        if let Some(before) = page.before {
            numbered.and_where(col("e", "seq").lt(before));
        }
        let mut query = Query::select();
        query
            .column(Asterisk)
            .from_subquery(numbered, Alias::new("n"))
            .and_where(col("n", "row_no").lte(i64::try_from(page.limit).unwrap_or(i64::MAX)))
            .order_by_expr(col("n", "case_id"), Order::Asc)
            .order_by_expr(col("n", "seq"), Order::Asc);
        let mut found: HashMap<CaseId, Vec<EventView>> = HashMap::new();
        for row in self.db().query_all(&query).await? {
            let row = case_event::Model::from_query_result(&row, "")?;
            if let Some(event) = self.event_view(row, &by_id) {
                found.entry(event.case).or_default().push(event);
            }
        }
        Ok(found)
    }

    /// What has changed on a case since a version.
    ///
    /// # Errors
    /// Database.
    pub async fn events_since(&self, case: &CaseView, version: i64) -> Result<Vec<EventView>, StoreError> {
        let rows = case_event::Entity::find()
            .filter(case_event::Column::CaseId.eq(case.state.id))
            .filter(case_event::Column::Version.gt(version))
            .order_by_asc(case_event::Column::Seq)
            .all(self.db())
            .await?;
        let cases = HashMap::from([(case.state.id, case)]);
        Ok(rows
            .into_iter()
            .filter(|row| match row.audience {
                EventAudience::All => true,
                EventAudience::Officers => self.actor().officer().is_some(),
                EventAudience::Government => {
                    policy::reads_notes(self.actor(), row.actor_government_id, row.actor_agency_id)
                }
            })
            .filter_map(|row| self.event_view(row, &cases))
            .collect())
    }

    /// One event, if the viewer may read it.
    ///
    /// # Errors
    /// Database.
    pub async fn event(&self, id: EventId) -> Result<Option<EventView>, StoreError> {
        let Some(row) = case_event::Entity::find_by_id(id).one(self.db()).await? else { return Ok(None) };
        let (case, seq) = (row.case_id, row.seq);
        let Some(view) = self.cases_by_id(&[case]).await?.remove(&case) else { return Ok(None) };
        let page = EventPage { after: Some(seq - 1), before: Some(seq + 1), limit: 1, backwards: false };
        Ok(self.events(&[&view], page).await?.remove(&case).and_then(|mut events| events.pop()))
    }

    /// Clocks of cases.
    ///
    /// # Errors
    /// Database.
    pub async fn clocks(&self, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<ClockRow>>, StoreError> {
        let mut found: HashMap<CaseId, Vec<ClockRow>> = HashMap::new();
        let rows = case_clock::Entity::find()
            .filter(case_clock::Column::CaseId.is_in(cases.iter().copied()))
            .order_by_asc(case_clock::Column::StartedAt)
            .order_by_asc(case_clock::Column::Stage)
            .all(self.db())
            .await?;
        for row in rows {
            found.entry(row.case_id).or_default().push(clock_row(&row));
        }
        Ok(found)
    }

    /// Parties of cases, in the order in which they came.
    ///
    /// # Errors
    /// Database.
    pub async fn parties(&self, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<PartyView>>, StoreError> {
        let mut found: HashMap<CaseId, Vec<PartyView>> = HashMap::new();
        let rows = case_party::Entity::find()
            .filter(case_party::Column::CaseId.is_in(cases.iter().copied()))
            .order_by_asc(case_party::Column::Since)
            .order_by_asc(case_party::Column::Id)
            .all(self.db())
            .await?;
        for row in rows {
            found.entry(row.case_id).or_default().push(PartyView {
                agency: row.agency_id,
                part: row.part,
                since: row.since,
                ended_at: row.ended_at,
                answered_at: row.answered_at,
            });
        }
        Ok(found)
    }

    /// Names of officers. Only officers may know them.
    ///
    /// # Errors
    /// Database.
    pub async fn officer_names(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, String>, StoreError> {
        if self.actor().officer().is_none() || ids.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(account::Entity::find()
            .filter(account::Column::Id.is_in(ids.iter().copied()))
            .all(self.db())
            .await?
            .into_iter()
            .map(|row| (row.id, row.name))
            .collect())
    }
}
