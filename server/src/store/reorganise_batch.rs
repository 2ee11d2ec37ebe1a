//! What a batch of moved cases writes, gathered first and written by a few statements: at once, or (for a large plan)
//! into the staged tables, see `staging`.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entities::{
    case, case_audience, case_event, case_party,
    ids::{AccountId, AgencyId, CaseId, EventId},
    plan, plan_move,
    vocab::{ActorKind, CaseStatus, EventAudience, EventKind, Relation},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, IntoActiveModel, JsonValue, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{StoreError, Work, audience::never_due};
use crate::domain::case_state::CaseState;

/// How the kept totals change.
pub(super) type Counts = BTreeMap<(AgencyId, Relation, CaseStatus), i64>;

/// What becomes of one case.
pub(super) struct Fate {
    pub case: CaseId,
    /// Last line of its history before.
    pub seq: i32,
    pub version: i64,
    /// Its new line in the history, if it changes.
    pub event: Option<EventId>,
    pub from: AgencyId,
    pub to: AgencyId,
    /// In the figures of the plan.
    pub told: bool,
    /// The accused unit, if it is another now.
    pub accused: Option<AgencyId>,
    pub data: Option<JsonValue>,
}

impl Fate {
    pub(super) fn moved(&self) -> bool {
        self.from != self.to
    }
}

/// A row of an audience that is written or removed.
pub(super) struct Seen {
    pub case: CaseId,
    pub agency: AgencyId,
    pub old: Option<Relation>,
    pub new: Option<Relation>,
    pub status: CaseStatus,
    pub opened_at: DateTime<Utc>,
    pub due_sort: DateTime<Utc>,
    pub assignee: Option<AccountId>,
}

/// What a batch writes.
#[derive(Default)]
pub(super) struct Batch {
    pub cases: Vec<Fate>,
    pub ended: Vec<case_party::Model>,
    pub joined: Vec<case_party::Model>,
    pub audience: Vec<Seen>,
}

/// The words of a plan in the history of a case.
pub(super) fn line(plan: &plan::Model) -> String {
    format!("{} ({})", plan.title, plan.legal_reference)
}

/// Who reads the line: the reporter too, if the case changes hands.
pub(super) const fn readers(moved: bool) -> EventAudience {
    if moved { EventAudience::All } else { EventAudience::Officers }
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
    pub(super) async fn write_batch(
        &self,
        plan: &plan::Model,
        batch: Batch,
        counts: &mut Counts,
    ) -> Result<(), StoreError> {
        if !batch.ended.is_empty() {
            case_party::Entity::update_many()
                .col_expr(case_party::Column::EndedAt, Expr::value(self.now()))
                .filter(case_party::Column::Id.is_in(batch.ended.iter().map(|party| party.id)))
                .exec(&self.tx)
                .await?;
        }
        if !batch.joined.is_empty() {
            let joined = batch.joined.into_iter().map(|party| party.into_active_model().reset_all());
            case_party::Entity::insert_many(joined).exec_without_returning(&self.tx).await?;
        }
        self.write_fates(plan, &batch.cases).await?;
        let mut gone: BTreeMap<AgencyId, Vec<CaseId>> = BTreeMap::new();
        let mut rows = vec![];
        for seen in batch.audience {
            if seen.old != seen.new {
                for (relation, n) in [(seen.old, -1), (seen.new, 1)] {
                    if let Some(relation) = relation {
                        *counts.entry((seen.agency, relation, seen.status)).or_default() += n;
                    }
                }
            }
            match seen.new {
                None => gone.entry(seen.agency).or_default().push(seen.case),
                Some(relation) => rows.push(case_audience::ActiveModel {
                    agency_id: Set(seen.agency),
                    case_id: Set(seen.case),
                    relation: Set(relation),
                    status: Set(seen.status),
                    is_open: Set(seen.status.is_open()),
                    opened_at: Set(seen.opened_at),
                    due_sort: Set(seen.due_sort),
                    assignee_id: Set(seen.assignee),
                }),
            }
        }
        for (agency, cases) in gone {
            case_audience::Entity::delete_many()
                .filter(case_audience::Column::AgencyId.eq(agency))
                .filter(case_audience::Column::CaseId.is_in(cases))
                .exec(&self.tx)
                .await?;
        }
        for rows in rows.chunks(1000) {
            self.put_rows(rows.to_vec()).await?;
        }
        Ok(())
    }

    async fn write_fates(&self, plan: &plan::Model, fates: &[Fate]) -> Result<(), StoreError> {
        let changed: Vec<&Fate> = fates.iter().filter(|fate| fate.event.is_some()).collect();
        if changed.is_empty() {
            return Ok(());
        }
        case::Entity::update_many()
            .col_expr(case::Column::Version, Expr::col(case::Column::Version).add(1))
            .col_expr(case::Column::LastSeq, Expr::col(case::Column::LastSeq).add(1))
            .filter(case::Column::Id.is_in(changed.iter().map(|fate| fate.case)))
            .exec(&self.tx)
            .await?;
        let events = changed.iter().filter_map(|fate| {
            Some(case_event::ActiveModel {
                id: Set(fate.event?),
                case_id: Set(fate.case),
                seq: Set(fate.seq + 1),
                version: Set(fate.version + 1),
                at: Set(self.now()),
                kind: Set(EventKind::Reorganised),
                actor_kind: Set(ActorKind::System),
                account_id: Set(None),
                role: Set(None),
                instead_of_id: Set(None),
                actor_agency_id: Set(None),
                actor_government_id: Set(None),
                from_status: Set(None),
                to_status: Set(None),
                text: Set(Some(line(plan))),
                agency_id: Set(Some(fate.to)),
                reply_id: Set(None),
                audience: Set(readers(fate.moved())),
                data: Set(fate.data.clone()),
            })
        });
        case_event::Entity::insert_many(events).exec_without_returning(&self.tx).await?;
        let (mut holders, mut accused) = (BTreeMap::<AgencyId, Vec<CaseId>>::new(), BTreeMap::<_, Vec<CaseId>>::new());
        for fate in &changed {
            if fate.moved() {
                holders.entry(fate.to).or_default().push(fate.case);
            }
            if let Some(unit) = fate.accused {
                accused.entry(unit).or_default().push(fate.case);
            }
        }
        for (holder, cases) in holders {
            case::Entity::update_many()
                .col_expr(case::Column::HolderId, Expr::value(holder))
                .col_expr(case::Column::AssigneeId, Expr::value(None::<Uuid>))
                .filter(case::Column::Id.is_in(cases))
                .exec(&self.tx)
                .await?;
        }
        for (accused, cases) in accused {
            case::Entity::update_many()
                .col_expr(case::Column::ReportedAgencyId, Expr::value(accused))
                .filter(case::Column::Id.is_in(cases))
                .exec(&self.tx)
                .await?;
        }
        let moves: Vec<plan_move::ActiveModel> = changed
            .iter()
            .filter(|fate| fate.moved())
            .map(|fate| plan_move::ActiveModel {
                plan_id: Set(plan.id),
                case_id: Set(fate.case),
                from_id: Set(fate.from),
                to_id: Set(fate.to),
            })
            .collect();
        if !moves.is_empty() {
            plan_move::Entity::insert_many(moves).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }
}

/// What of an audience has to be written.
pub(super) fn differ(
    row: &case::Model,
    case: &CaseState,
    wanted: &BTreeMap<AgencyId, Relation>,
    current: &[case_audience::Model],
    batch: &mut Batch,
) {
    let seen = |agency: AgencyId, old: Option<Relation>, new: Option<Relation>| Seen {
        case: case.id,
        agency,
        old,
        new,
        status: case.status,
        opened_at: case.opened_at,
        due_sort: row.due_at.unwrap_or_else(never_due),
        assignee: case.assignee,
    };
    let gone = current.iter().filter(|old| !wanted.contains_key(&old.agency_id));
    batch.audience.extend(gone.map(|old| seen(old.agency_id, Some(old.relation), None)));
    for (&agency, &relation) in wanted {
        let old = current.iter().find(|old| old.agency_id == agency);
        if !old.is_some_and(|old| old.relation == relation && old.assignee_id == case.assignee) {
            batch.audience.push(seen(agency, old.map(|old| old.relation), Some(relation)));
        }
    }
}
