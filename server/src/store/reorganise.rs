//! Carrying a plan out, at once or as the last step of a large one, and what becomes of the people in it. The rows of
//! the tree are `reorganise_tree`, the cases `reorganise_cases`. All within the transaction of `begin_tree`, so that
//! nobody ever sees half of it.
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entities::{
    access_token,
    ids::{AgencyId, CaseId, RoleGrantId},
    plan, plan_work, role_grant,
    vocab::{PlanEventKind, PlanStatus},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    StoreError, Work,
    plan_facts::{Look, facts},
    plan_ground::{Ground, ground},
    projected::Projected,
};
use crate::domain::reorganisation::{Applied, Draft, Facts, MemberFate, RuleTarget};

impl Work {
    /// The ground of changes, inside the transaction.
    ///
    /// # Errors
    /// Database.
    pub async fn ground(&self, drafts: &[Draft], day: NaiveDate) -> Result<Ground, StoreError> {
        ground(&self.tx, drafts, day).await
    }

    /// What hangs on it, inside the transaction.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_facts(
        &self,
        ground: &Ground,
        applied: &Applied,
        plan: &plan::Model,
        rules: &[RuleTarget],
    ) -> Result<Facts, StoreError> {
        let viewer = self.actor().officer().and_then(|officer| officer.agency);
        facts(&self.tx, (ground, applied, plan), rules, Look { viewer, today: self.scoped.today() }).await
    }

    /// Carries a plan out that was weighed and found good.
    ///
    /// # Errors
    /// Database.
    pub async fn carry_out(
        &mut self,
        plan: plan::Model,
        ground: &Ground,
        applied: &Applied,
        fates: &[MemberFate],
        undo: &[Draft],
    ) -> Result<plan::Model, StoreError> {
        let (ids, touched) = self.write_tree(&plan, ground, applied).await?;
        let members = self.move_members(&plan, fates, &ids).await?;
        let mut projected = self.project(&plan, applied, ids, &touched).await?;
        let cases = self.hanging(&projected).await?;
        self.forget_staged(&plan, &cases).await?;
        let moved = self.move_cases(&mut projected, &cases).await?;
        self.publish(plan, &projected, Outcome { members, moved }, undo).await
    }

    /// The last step of a large plan: everything that was worked out becomes visible at once, and what officers have
    /// changed since is worked out now. None where the work stands on another tree: nothing may be committed then.
    ///
    /// # Errors
    /// Database.
    pub async fn last_step(
        &mut self,
        plan: plan::Model,
        ground: &Ground,
        applied: &Applied,
        fates: &[MemberFate],
        undo: &[Draft],
        desk: (&plan_work::Model, Vec<(AgencyId, CaseId)>),
    ) -> Result<Option<plan::Model>, StoreError> {
        let (work, queues) = desk;
        let (ids, touched) = self.write_tree(&plan, ground, applied).await?;
        let members = self.move_members(&plan, fates, &ids).await?;
        let mut projected = self.project(&plan, applied, ids, &touched).await?;
        if work.ground.as_deref() != Some(projected.digest()) {
            return Ok(None);
        }
        let cases = self.hanging(&projected).await?;
        self.forget_staged(&plan, &cases).await?;
        let (mut settled, mut stale) = self.settled(work.id).await?;
        // Only what hangs on it and still holds is taken over; the rest is worked out as in a small plan.
        let fresh: Vec<CaseId> = cases.into_iter().filter(|case| !settled.remove(case)).collect();
        stale.extend(settled);
        self.unstage(work.id, &stale).await?;
        let moved = self.write_staged(work.id, &plan).await? + self.move_cases(&mut projected, &fresh).await?;
        self.tell_queues(queues);
        self.publish(plan, &projected, Outcome { members, moved }, undo).await.map(Some)
    }

    async fn publish(
        &self,
        plan: plan::Model,
        projected: &Projected,
        outcome: Outcome,
        undo: &[Draft],
    ) -> Result<plan::Model, StoreError> {
        self.follow_returns(&projected.applied, &projected.ids).await?;
        let mut row = plan.into_active_model();
        row.published_at = Set(Some(self.now()));
        row.cases_moved = Set(outcome.moved);
        row.members_moved = Set(outcome.members);
        row.undo = Set(serde_json::to_value(undo).ok());
        let plan = row.update(&self.tx).await?;
        self.move_plan(plan, PlanStatus::Published, PlanEventKind::Published, None).await
    }

    /// Ends roles in agencies that close, and gives those who go along the same role at the heir. Tokens follow.
    async fn move_members(
        &self,
        plan: &plan::Model,
        fates: &[MemberFate],
        ids: &HashMap<String, AgencyId>,
    ) -> Result<i64, StoreError> {
        if fates.is_empty() {
            return Ok(0);
        }
        // What somebody did until today stands, also where the plan is dated back.
        let day = std::cmp::max(plan.effective_on, self.scoped.today());
        let old: BTreeMap<RoleGrantId, role_grant::Model> = role_grant::Entity::find()
            .filter(role_grant::Column::Id.is_in(fates.iter().map(|fate| fate.member.grant)))
            .all(&self.tx)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let mut have: BTreeMap<(Uuid, String, AgencyId), RoleGrantId> = role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.is_in(fates.iter().map(|fate| fate.member.account)))
            .filter(
                Condition::any().add(role_grant::Column::ValidTo.is_null()).add(role_grant::Column::ValidTo.gte(day)),
            )
            .all(&self.tx)
            .await?
            .into_iter()
            .filter_map(|row| Some(((row.account_id.0, row.role.to_string(), row.agency_id?), row.id)))
            .collect();
        role_grant::Entity::update_many()
            .col_expr(role_grant::Column::ValidTo, Expr::value(day.pred_opt()))
            .filter(role_grant::Column::Id.is_in(old.keys().copied()))
            .exec(&self.tx)
            .await?;
        let (mut rows, mut follow) = (vec![], BTreeMap::new());
        for fate in fates {
            let Some(row) = old.get(&fate.member.grant) else { continue };
            let Some(to) = fate.to.as_deref().and_then(|code| ids.get(code)).copied() else { continue };
            let new = *have.entry((row.account_id.0, row.role.to_string(), to)).or_insert_with(|| {
                let new = RoleGrantId(Uuid::now_v7());
                rows.push(role_grant::ActiveModel {
                    id: Set(new),
                    account_id: Set(row.account_id),
                    role: Set(row.role),
                    agency_id: Set(Some(to)),
                    valid_from: Set(std::cmp::max(day, row.valid_from)),
                    valid_to: Set(row.valid_to),
                });
                new
            });
            follow.insert(row.id, new);
        }
        for rows in rows.chunks(500) {
            role_grant::Entity::insert_many(rows.to_vec()).exec_without_returning(&self.tx).await?;
        }
        // Few people have tokens: only those are written one by one.
        let tokens = access_token::Entity::find()
            .filter(access_token::Column::RoleGrantId.is_in(follow.keys().copied()))
            .all(&self.tx)
            .await?;
        for token in tokens {
            let new = token.role_grant_id.and_then(|old| follow.get(&old)).copied();
            access_token::Entity::update_many()
                .col_expr(access_token::Column::RoleGrantId, Expr::value(new))
                .filter(access_token::Column::Id.eq(token.id))
                .exec(&self.tx)
                .await?;
        }
        Ok(i64::try_from(fates.len()).unwrap_or(i64::MAX))
    }
}

/// What a plan did.
struct Outcome {
    members: i64,
    moved: i64,
}
