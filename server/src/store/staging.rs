//! What a large plan will do to cases, worked out in batches into tables that nobody reads, and at last written by a
//! few statements however many cases there are.
//!
//! A staged case carries the last line of its history (`stamp`): every act on a case adds one, so that what was worked
//! out before an act is recognised and worked out anew. What another plan touches is taken out by that plan.
use std::collections::BTreeSet;

use entities::{
    ids::{AgencyId, CaseId},
    plan, plan_work, staged_audience, staged_case, staged_party,
    vocab::{ActorKind, EventKind},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect, Statement,
    Value,
};
use uuid::Uuid;

use super::{
    StoreError, Work,
    projected::Projected,
    reorganise_batch::{Batch, Counts, line, readers},
};

impl Work {
    fn statement(&self, sql: &str, values: Vec<Value>) -> Statement {
        let sql = if self.scoped.store.is_postgres() { sql.to_owned() } else { sql.replace('$', "?") };
        Statement::from_sql_and_values(self.tx.get_database_backend(), sql, values)
    }

    async fn change(&self, sql: &str, values: Vec<Value>) -> Result<(), StoreError> {
        self.tx.execute_raw(self.statement(sql, values)).await?;
        Ok(())
    }

    async fn read(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, StoreError> {
        Ok(self.tx.query_all_raw(self.statement(sql, values)).await?)
    }

    /// Works some cases out and keeps it for later.
    ///
    /// # Errors
    /// Database.
    pub async fn stage(&self, work: Uuid, projected: &mut Projected, cases: &[CaseId]) -> Result<(), StoreError> {
        let worked = self.work_out(projected, cases).await?;
        self.unstage(work, cases).await?;
        self.keep(work, worked.batch).await
    }

    async fn keep(&self, work: Uuid, batch: Batch) -> Result<(), StoreError> {
        let cases: Vec<staged_case::ActiveModel> = batch
            .cases
            .into_iter()
            .map(|fate| staged_case::ActiveModel {
                work_id: Set(work),
                case_id: Set(fate.case),
                stamp: Set(fate.seq),
                event_id: Set(fate.event),
                from_id: Set(fate.from),
                to_id: Set(fate.to),
                moved: Set(fate.from != fate.to),
                told: Set(fate.told),
                accused_id: Set(fate.accused),
                data: Set(fate.data),
            })
            .collect();
        for rows in cases.chunks(1000) {
            staged_case::Entity::insert_many(rows.to_vec()).exec_without_returning(&self.tx).await?;
        }
        let parties = batch.ended.into_iter().map(|party| (party, false));
        let parties: Vec<staged_party::ActiveModel> = parties
            .chain(batch.joined.into_iter().map(|party| (party, true)))
            .map(|(party, joins)| staged_party::ActiveModel {
                work_id: Set(work),
                case_id: Set(party.case_id),
                party_id: Set(party.id),
                agency_id: Set(party.agency_id),
                part: Set(party.part),
                answered_at: Set(party.answered_at),
                joins: Set(joins),
            })
            .collect();
        for rows in parties.chunks(1000) {
            staged_party::Entity::insert_many(rows.to_vec()).exec_without_returning(&self.tx).await?;
        }
        let audience: Vec<staged_audience::ActiveModel> = batch
            .audience
            .into_iter()
            .map(|seen| staged_audience::ActiveModel {
                work_id: Set(work),
                case_id: Set(seen.case),
                agency_id: Set(seen.agency),
                old_relation: Set(seen.old),
                relation: Set(seen.new),
                status: Set(seen.status),
                is_open: Set(seen.status.is_open()),
                opened_at: Set(seen.opened_at),
                due_sort: Set(seen.due_sort),
                assignee_id: Set(seen.assignee),
            })
            .collect();
        for rows in audience.chunks(1000) {
            staged_audience::Entity::insert_many(rows.to_vec()).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Forgets what was worked out for some cases.
    pub(super) async fn unstage(&self, work: Uuid, cases: &[CaseId]) -> Result<(), StoreError> {
        for cases in cases.chunks(10_000) {
            staged_case::Entity::delete_many()
                .filter(staged_case::Column::WorkId.eq(work))
                .filter(staged_case::Column::CaseId.is_in(cases.iter().copied()))
                .exec(&self.tx)
                .await?;
            staged_party::Entity::delete_many()
                .filter(staged_party::Column::WorkId.eq(work))
                .filter(staged_party::Column::CaseId.is_in(cases.iter().copied()))
                .exec(&self.tx)
                .await?;
            staged_audience::Entity::delete_many()
                .filter(staged_audience::Column::WorkId.eq(work))
                .filter(staged_audience::Column::CaseId.is_in(cases.iter().copied()))
                .exec(&self.tx)
                .await?;
        }
        Ok(())
    }

    /// A plan that changes these cases now takes them out of what other plans have worked out.
    pub(super) async fn forget_staged(&self, plan: &plan::Model, cases: &[CaseId]) -> Result<(), StoreError> {
        let others: Vec<Uuid> = plan_work::Entity::find()
            .select_only()
            .column(plan_work::Column::Id)
            .filter(plan_work::Column::Large.eq(true))
            .filter(plan_work::Column::PlanId.ne(plan.id))
            .into_tuple()
            .all(&self.tx)
            .await?;
        for work in others {
            self.unstage(work, cases).await?;
        }
        Ok(())
    }

    /// What was worked out: cases of which it still holds, and those of which it does not.
    ///
    /// # Errors
    /// Database.
    pub async fn settled(&self, work: Uuid) -> Result<(BTreeSet<CaseId>, Vec<CaseId>), StoreError> {
        let sql = "SELECT s.case_id AS id, CASE WHEN c.last_seq = s.stamp THEN 1 ELSE 0 END AS holds
            FROM staged_cases s INNER JOIN cases c ON c.id = s.case_id WHERE s.work_id = $1";
        let (mut holds, mut stale) = (BTreeSet::new(), vec![]);
        for row in self.read(sql, vec![work.into()]).await? {
            let id = CaseId(row.try_get("", "id")?);
            if row.try_get::<i32>("", "holds")? == 1 {
                holds.insert(id);
            } else {
                stale.push(id);
            }
        }
        Ok((holds, stale))
    }

    /// Fresh figures for the planner, and one case for each queue that will change.
    ///
    /// # Errors
    /// Database.
    pub async fn before_last_step(&self, work: Uuid) -> Result<Vec<(AgencyId, CaseId)>, StoreError> {
        if self.scoped.store.is_postgres() {
            for table in ["staged_cases", "staged_parties", "staged_audience"] {
                self.tx.execute_unprepared(&format!("ANALYZE {table}")).await?;
            }
        }
        let sql = "SELECT q.agency_id AS agency, q.case_id AS id FROM (SELECT agency_id, case_id,
            ROW_NUMBER() OVER (PARTITION BY agency_id ORDER BY case_id) AS n
            FROM staged_audience WHERE work_id = $1) q WHERE q.n = 1";
        let rows = self.read(sql, vec![work.into()]).await?;
        rows.iter().map(|row| Ok((AgencyId(row.try_get("", "agency")?), CaseId(row.try_get("", "id")?)))).collect()
    }

    /// Makes what was worked out stand; answers how many cases change hands, as far as the plan tells.
    pub(super) async fn write_staged(&self, work: Uuid, plan: &plan::Model) -> Result<i64, StoreError> {
        let (id, now): (Value, Value) = (work.into(), self.now().into());
        let events = format!(
            "INSERT INTO case_events (id, case_id, seq, version, at, kind, actor_kind, text, agency_id, audience, data)
             SELECT s.event_id, s.case_id, c.last_seq + 1, c.version + 1, $1, '{}', '{}', $2, s.to_id,
               CASE WHEN s.moved THEN '{}' ELSE '{}' END, s.data
             FROM staged_cases s INNER JOIN cases c ON c.id = s.case_id
             WHERE s.work_id = $3 AND s.event_id IS NOT NULL",
            EventKind::Reorganised,
            ActorKind::System,
            readers(true),
            readers(false)
        );
        self.change(&events, vec![now.clone(), line(plan).into(), id.clone()]).await?;
        let moves = "INSERT INTO plan_moves (plan_id, case_id, from_id, to_id)
            SELECT $1, case_id, from_id, to_id FROM staged_cases WHERE work_id = $2 AND moved";
        self.change(moves, vec![plan.id.0.into(), id.clone()]).await?;
        let cases = "UPDATE cases SET version = cases.version + 1, last_seq = cases.last_seq + 1, holder_id = s.to_id,
              assignee_id = CASE WHEN s.moved THEN NULL ELSE cases.assignee_id END,
              reported_agency_id = COALESCE(s.accused_id, cases.reported_agency_id)
            FROM staged_cases s WHERE s.work_id = $1 AND s.event_id IS NOT NULL AND s.case_id = cases.id";
        self.change(cases, vec![id.clone()]).await?;
        let ended = "UPDATE case_parties SET ended_at = $1
            WHERE id IN (SELECT party_id FROM staged_parties WHERE work_id = $2 AND NOT joins)";
        self.change(ended, vec![now.clone(), id.clone()]).await?;
        let joined = "INSERT INTO case_parties (id, case_id, agency_id, part, since, answered_at)
            SELECT party_id, case_id, agency_id, part, $1, answered_at FROM staged_parties WHERE work_id = $2 AND joins";
        self.change(joined, vec![now, id.clone()]).await?;
        let gone = "DELETE FROM case_audience WHERE (agency_id, case_id) IN
            (SELECT agency_id, case_id FROM staged_audience WHERE work_id = $1 AND relation IS NULL)";
        self.change(gone, vec![id.clone()]).await?;
        let put = "INSERT INTO case_audience
              (agency_id, case_id, relation, status, is_open, opened_at, due_sort, assignee_id)
            SELECT agency_id, case_id, relation, status, is_open, opened_at, due_sort, assignee_id
            FROM staged_audience WHERE work_id = $1 AND relation IS NOT NULL
            ON CONFLICT (agency_id, case_id) DO UPDATE SET relation = excluded.relation, status = excluded.status,
              is_open = excluded.is_open, due_sort = excluded.due_sort, assignee_id = excluded.assignee_id";
        self.change(put, vec![id.clone()]).await?;
        self.count_staged(work).await?;
        let moved = "SELECT COUNT(*) AS n FROM staged_cases WHERE work_id = $1 AND moved AND told";
        let row = self.read(moved, vec![id]).await?;
        Ok(row.first().map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
    }

    async fn count_staged(&self, work: Uuid) -> Result<(), StoreError> {
        let sql = "SELECT agency_id, old_relation, relation, status, COUNT(*) AS n FROM staged_audience
            WHERE work_id = $1 GROUP BY agency_id, old_relation, relation, status";
        let mut counts = Counts::new();
        for row in self.read(sql, vec![work.into()]).await? {
            let (agency, status) = (AgencyId(row.try_get("", "agency_id")?), row.try_get("", "status")?);
            let n: i64 = row.try_get("", "n")?;
            if let Some(old) = row.try_get("", "old_relation")? {
                *counts.entry((agency, old, status)).or_default() -= n;
            }
            if let Some(new) = row.try_get("", "relation")? {
                *counts.entry((agency, new, status)).or_default() += n;
            }
        }
        self.count(counts).await
    }
}
