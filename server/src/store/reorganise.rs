//! Carrying a plan out, at once or as the last step of a large one. The rows of
//! the tree are `reorganise_tree`, the people `reorganise_people`, the cases `reorganise_cases`. All within the transaction of `begin_tree`, so that
//! nobody ever sees half of it.
use chrono::NaiveDate;
use entities::{
    ids::{AgencyId, CaseId},
    plan, plan_work,
    vocab::{PlanEventKind, PlanStatus},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{
    StoreError, Work,
    plan_facts::{Look, facts},
    plan_ground::{Ground, ground},
    projected::Projected,
    reorganise_people::MovedPeople,
};
use crate::domain::reorganisation::{Applied, Draft, Facts, MemberFate, RuleTarget, Undo};

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
        undo: Vec<Draft>,
    ) -> Result<plan::Model, StoreError> {
        let (ids, touched) = self.write_tree(&plan, ground, applied).await?;
        let people = self.move_members(&plan, fates, &ids).await?;
        let mut projected = self.project(&plan, applied, ids, &touched).await?;
        let cases = self.hanging(&projected).await?;
        self.forget_staged(&plan, &cases).await?;
        let moved = self.move_cases(&mut projected, &cases).await?;
        self.publish(plan, &projected, Outcome { people, moved }, undo).await
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
        undo: Vec<Draft>,
        desk: (&plan_work::Model, Vec<(AgencyId, CaseId)>),
    ) -> Result<Option<plan::Model>, StoreError> {
        let (work, queues) = desk;
        let (ids, touched) = self.write_tree(&plan, ground, applied).await?;
        let people = self.move_members(&plan, fates, &ids).await?;
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
        self.publish(plan, &projected, Outcome { people, moved }, undo).await.map(Some)
    }

    async fn publish(
        &self,
        plan: plan::Model,
        projected: &Projected,
        outcome: Outcome,
        changes: Vec<Draft>,
    ) -> Result<plan::Model, StoreError> {
        self.follow_returns(&projected.applied, &projected.ids).await?;
        let mut row = plan.into_active_model();
        row.published_at = Set(Some(self.now()));
        row.cases_moved = Set(outcome.moved);
        row.members_moved = Set(outcome.people.told);
        row.undo = Set(serde_json::to_value(Undo { changes, moved: outcome.people.moved }).ok());
        let plan = row.update(&self.tx).await?;
        self.move_plan(plan, PlanStatus::Published, PlanEventKind::Published, None).await
    }
}

/// What a plan did.
struct Outcome {
    people: MovedPeople,
    moved: i64,
}
