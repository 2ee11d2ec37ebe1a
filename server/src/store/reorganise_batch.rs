//! What a batch of moved cases writes, gathered first and written by a few statements.
use std::collections::{BTreeMap, BTreeSet};

use entities::{
    case, case_audience, case_event, case_party,
    ids::{AgencyId, CaseId, PartyId},
    plan_move,
    vocab::{CaseStatus, Relation},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{StoreError, Work, audience::never_due};
use crate::domain::case_state::CaseState;

/// How the kept totals change.
pub(super) type Counts = BTreeMap<(AgencyId, Relation, CaseStatus), i64>;

/// What a batch writes.
#[derive(Default)]
pub(super) struct Batch {
    pub events: Vec<case_event::ActiveModel>,
    pub moves: Vec<plan_move::ActiveModel>,
    pub ended: Vec<PartyId>,
    pub joined: Vec<case_party::ActiveModel>,
    pub holders: BTreeMap<AgencyId, Vec<CaseId>>,
    pub accused: BTreeMap<AgencyId, Vec<CaseId>>,
    pub gone: BTreeMap<AgencyId, Vec<CaseId>>,
    pub rows: Vec<case_audience::ActiveModel>,
}

impl Work {
    /// Cases that an agency has, has a part in, or is accused in.
    pub(super) async fn cases_hanging_on(&self, agencies: &BTreeSet<AgencyId>) -> Result<BTreeSet<CaseId>, StoreError> {
        let mut found = BTreeSet::new();
        let agencies: Vec<AgencyId> = agencies.iter().copied().collect();
        for chunk in agencies.chunks(10_000) {
            for column in [case::Column::HolderId, case::Column::ReportedAgencyId] {
                let rows: Vec<CaseId> = case::Entity::find()
                    .select_only()
                    .column(case::Column::Id)
                    .filter(column.is_in(chunk.iter().copied()))
                    .into_tuple()
                    .all(&self.tx)
                    .await?;
                found.extend(rows);
            }
            let rows: Vec<CaseId> = case_party::Entity::find()
                .select_only()
                .column(case_party::Column::CaseId)
                .filter(case_party::Column::AgencyId.is_in(chunk.iter().copied()))
                .filter(case_party::Column::EndedAt.is_null())
                .into_tuple()
                .all(&self.tx)
                .await?;
            found.extend(rows);
        }
        Ok(found)
    }

    /// Writes it: the same statements whatever it moves.
    pub(super) async fn write_batch(&self, batch: Batch) -> Result<(), StoreError> {
        if !batch.ended.is_empty() {
            case_party::Entity::update_many()
                .col_expr(case_party::Column::EndedAt, Expr::value(self.now()))
                .filter(case_party::Column::Id.is_in(batch.ended))
                .exec(&self.tx)
                .await?;
        }
        if !batch.joined.is_empty() {
            case_party::Entity::insert_many(batch.joined).exec_without_returning(&self.tx).await?;
        }
        let changed: BTreeSet<CaseId> =
            batch.holders.values().chain(batch.accused.values()).flatten().copied().collect();
        if !changed.is_empty() {
            case::Entity::update_many()
                .col_expr(case::Column::Version, Expr::col(case::Column::Version).add(1))
                .col_expr(case::Column::LastSeq, Expr::col(case::Column::LastSeq).add(1))
                .filter(case::Column::Id.is_in(changed))
                .exec(&self.tx)
                .await?;
            case_event::Entity::insert_many(batch.events).exec_without_returning(&self.tx).await?;
        }
        for (holder, cases) in batch.holders {
            case::Entity::update_many()
                .col_expr(case::Column::HolderId, Expr::value(holder))
                .col_expr(case::Column::AssigneeId, Expr::value(None::<Uuid>))
                .filter(case::Column::Id.is_in(cases))
                .exec(&self.tx)
                .await?;
        }
        for (accused, cases) in batch.accused {
            case::Entity::update_many()
                .col_expr(case::Column::ReportedAgencyId, Expr::value(accused))
                .filter(case::Column::Id.is_in(cases))
                .exec(&self.tx)
                .await?;
        }
        if !batch.moves.is_empty() {
            plan_move::Entity::insert_many(batch.moves).exec_without_returning(&self.tx).await?;
        }
        for (agency, cases) in batch.gone {
            case_audience::Entity::delete_many()
                .filter(case_audience::Column::AgencyId.eq(agency))
                .filter(case_audience::Column::CaseId.is_in(cases))
                .exec(&self.tx)
                .await?;
        }
        for rows in batch.rows.chunks(1000) {
            self.put_rows(rows.to_vec()).await?;
        }
        Ok(())
    }
}

/// What of an audience has to be written, and how the counts change.
pub(super) fn differ(
    row: &case::Model,
    case: &CaseState,
    wanted: &BTreeMap<AgencyId, Relation>,
    current: &[case_audience::Model],
    batch: &mut Batch,
    counts: &mut Counts,
) {
    for old in current {
        if wanted.get(&old.agency_id) != Some(&old.relation) {
            *counts.entry((old.agency_id, old.relation, old.status)).or_default() -= 1;
        }
        if !wanted.contains_key(&old.agency_id) {
            batch.gone.entry(old.agency_id).or_default().push(case.id);
        }
    }
    for (&agency, &relation) in wanted {
        let old = current.iter().find(|old| old.agency_id == agency);
        if old.is_none_or(|old| old.relation != relation) {
            *counts.entry((agency, relation, case.status)).or_default() += 1;
        }
        if old.is_some_and(|old| old.relation == relation && old.assignee_id == case.assignee) {
            continue;
        }
        batch.rows.push(case_audience::ActiveModel {
            agency_id: Set(agency),
            case_id: Set(case.id),
            relation: Set(relation),
            status: Set(case.status),
            is_open: Set(case.status.is_open()),
            opened_at: Set(case.opened_at),
            due_sort: Set(row.due_at.unwrap_or_else(never_due)),
            assignee_id: Set(case.assignee),
        });
    }
}
