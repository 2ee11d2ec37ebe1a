//! Writing the fan-out of visibility and its kept counts, in the transaction of the act.
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entities::{
    case_audience, case_count, case_party,
    ids::{AccountId, AgencyId, CaseId},
    vocab::{CaseStatus, PartyRole, Relation},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{StoreError, Work, agencies::place};
use crate::domain::{agency_tree::Place, audience, case_state::CaseState};

/// Sorts behind every real end of a clock.
#[must_use]
pub fn never_due() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX).and_time(NaiveTime::MIN).and_utc()
}

/// What the rows of a case repeat so that lists are one index range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Repeated {
    status: CaseStatus,
    opened_at: DateTime<Utc>,
    due_sort: DateTime<Utc>,
    assignee: Option<AccountId>,
}

impl Work {
    /// Makes the audience of a case what its facts say. Answers all agencies in it, before or after.
    pub(super) async fn write_audience(
        &self,
        case: &CaseState,
        due_at: Option<DateTime<Utc>>,
    ) -> Result<Vec<AgencyId>, StoreError> {
        let wanted = self.audience_of(case).await?;
        let current: BTreeMap<AgencyId, case_audience::Model> = case_audience::Entity::find()
            .filter(case_audience::Column::CaseId.eq(case.id))
            .all(&self.tx)
            .await?
            .into_iter()
            .map(|row| (row.agency_id, row))
            .collect();
        let repeated = Repeated {
            status: case.status,
            opened_at: case.opened_at,
            due_sort: due_at.unwrap_or_else(never_due),
            assignee: case.assignee,
        };
        self.replace_rows(case.id, &wanted, &current, repeated).await?;
        let mut deltas: BTreeMap<(AgencyId, Relation, CaseStatus), i64> = BTreeMap::new();
        for row in current.values() {
            *deltas.entry((row.agency_id, row.relation, row.status)).or_default() -= 1;
        }
        for (&agency, &relation) in &wanted {
            *deltas.entry((agency, relation, case.status)).or_default() += 1;
        }
        self.count(deltas).await?;
        let mut all: Vec<AgencyId> = wanted.keys().chain(current.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    async fn replace_rows(
        &self,
        case: CaseId,
        wanted: &BTreeMap<AgencyId, Relation>,
        current: &BTreeMap<AgencyId, case_audience::Model>,
        repeated: Repeated,
    ) -> Result<(), StoreError> {
        let gone: Vec<AgencyId> = current.keys().filter(|id| !wanted.contains_key(id)).copied().collect();
        if !gone.is_empty() {
            case_audience::Entity::delete_many()
                .filter(case_audience::Column::CaseId.eq(case))
                .filter(case_audience::Column::AgencyId.is_in(gone))
                .exec(&self.tx)
                .await?;
        }
        let rows: Vec<case_audience::ActiveModel> = wanted
            .iter()
            .filter(|(agency, relation)| {
                current.get(agency).is_none_or(|row| {
                    (row.relation, row.status, row.due_sort, row.assignee_id)
                        != (**relation, repeated.status, repeated.due_sort, repeated.assignee)
                })
            })
            .map(|(&agency_id, &relation)| case_audience::ActiveModel {
                agency_id: Set(agency_id),
                case_id: Set(case),
                relation: Set(relation),
                status: Set(repeated.status),
                is_open: Set(repeated.status.is_open()),
                opened_at: Set(repeated.opened_at),
                due_sort: Set(repeated.due_sort),
                assignee_id: Set(repeated.assignee),
            })
            .collect();
        self.put_rows(rows).await
    }

    /// Writes rows of the audience, new or in place of older ones.
    pub(super) async fn put_rows(&self, rows: Vec<case_audience::ActiveModel>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        case_audience::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([case_audience::Column::AgencyId, case_audience::Column::CaseId])
                    .update_columns([
                        case_audience::Column::Relation,
                        case_audience::Column::Status,
                        case_audience::Column::IsOpen,
                        case_audience::Column::DueSort,
                        case_audience::Column::AssigneeId,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        Ok(())
    }

    /// In one statement and in the order of the key, so that two acts never wait for each other crosswise.
    pub(super) async fn count(
        &self,
        deltas: BTreeMap<(AgencyId, Relation, CaseStatus), i64>,
    ) -> Result<(), StoreError> {
        let rows: Vec<case_count::ActiveModel> = deltas
            .into_iter()
            .filter(|(_, delta)| *delta != 0)
            .map(|((agency_id, relation, status), delta)| case_count::ActiveModel {
                agency_id: Set(agency_id),
                relation: Set(relation),
                status: Set(status),
                n: Set(delta),
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let added = Expr::col((case_count::Entity, case_count::Column::N))
            .add(Expr::col((sea_orm::sea_query::Alias::new("excluded"), case_count::Column::N)));
        for rows in rows.chunks(1000) {
            case_count::Entity::insert_many(rows.iter().cloned())
                .on_conflict(
                    OnConflict::columns([
                        case_count::Column::AgencyId,
                        case_count::Column::Relation,
                        case_count::Column::Status,
                    ])
                    .value(case_count::Column::N, added.clone())
                    .to_owned(),
                )
                .exec_without_returning(&self.tx)
                .await?;
        }
        Ok(())
    }

    /// The audience that the facts of a case call for.
    ///
    /// # Errors
    /// Database; `NotFound` if an agency of the case has vanished (foreign keys forbid it).
    pub async fn audience_of(&self, case: &CaseState) -> Result<BTreeMap<AgencyId, Relation>, StoreError> {
        let parties = case_party::Entity::find()
            .filter(case_party::Column::CaseId.eq(case.id))
            .filter(Condition::all().add(case_party::Column::EndedAt.is_null()))
            .all(&self.tx)
            .await?;
        let mut ids: Vec<AgencyId> = parties.iter().map(|party| party.agency_id).collect();
        ids.push(case.holder);
        ids.extend(case.accused);
        let rows = self.places(&ids).await?;
        let find = |id: AgencyId| rows.get(&id).map(place).ok_or(StoreError::NotFound);
        let holder = find(case.holder)?;
        let accused = case.accused.map(find).transpose()?;
        let parties: Vec<(Place, PartyRole)> = parties
            .iter()
            .filter(|party| party.part != PartyRole::Lead)
            .map(|party| Ok((find(party.agency_id)?, party.part)))
            .collect::<Result<_, StoreError>>()?;
        let inspectorate = match holder.government {
            Some(government) => self.inspectorate_of(government).await?.as_ref().map(place),
            None => None,
        };
        let watchers = self.watchers().await?;
        Ok(audience::of(&audience::Facts {
            holder: &holder,
            parties: &parties,
            accused: accused.as_ref(),
            supervisory: case.classification.is_supervisory(),
            confidential: case.is_confidential(),
            inspectorate: inspectorate.as_ref(),
            watchers: &watchers,
        }))
    }
}
