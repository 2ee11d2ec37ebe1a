//! What becomes of the people when a plan is carried out: roles end or go along, deputies with those whose place they
//! take, and each role says so in its history. Worked out first and written by a few statements, however many move.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use entities::{
    access_token,
    ids::{AccountId, AgencyId, RoleGrantId},
    plan, role_event, role_grant,
    vocab::{Role, RoleEventKind},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr},
};
use uuid::Uuid;

use super::{StoreError, Work, office::not_over, reorganise_batch::line};
use crate::domain::reorganisation::MemberFate;

/// Rows of one statement that writes them.
const ROWS: usize = 500;
/// Ids of one statement: engines limit how many values it may have.
const IDS: usize = 10_000;

/// What a plan did to roles.
#[derive(Debug, Default)]
pub(super) struct MovedPeople {
    /// How many moved or ended, as the plan tells it.
    pub told: i64,
    /// Roles that it wrote, and from where each came: what a plan that takes it back gives back.
    pub moved: Vec<(RoleGrantId, AgencyId)>,
}

/// A role as somebody holds it once: in the own place or in another person's.
type Seat = (AccountId, Role, AgencyId, Option<AccountId>);

/// What is written.
#[derive(Default)]
struct Roles {
    ended: Vec<RoleGrantId>,
    written: Vec<role_grant::Model>,
    /// What became of which role, in the words of its line.
    lines: Vec<(role_grant::Model, RoleEventKind)>,
    /// The role that stands where the old one was.
    follows: BTreeMap<RoleGrantId, RoleGrantId>,
    back: Vec<(RoleGrantId, AgencyId)>,
}

impl Work {
    /// Ends roles in agencies that close, and gives those who go along the same role at the heir. Tokens follow.
    pub(super) async fn move_members(
        &self,
        plan: &plan::Model,
        fates: &[MemberFate],
        ids: &HashMap<String, AgencyId>,
    ) -> Result<MovedPeople, StoreError> {
        if fates.is_empty() {
            return Ok(MovedPeople::default());
        }
        // What somebody did until today stands, also where the plan is dated back.
        let day = std::cmp::max(plan.effective_on, self.scoped.today());
        let old = self.roles_told(fates).await?;
        let mut have = self.seats_of(fates, day).await?;
        // Those who are stood in for come first: a deputy follows to where they are by then.
        let mut fates: Vec<&MemberFate> = fates.iter().collect();
        fates.sort_by_key(|fate| old.get(&fate.member.grant).is_some_and(|row| row.stands_in_for.is_some()));
        let mut roles = Roles::default();
        for fate in &fates {
            let Some(row) = old.get(&fate.member.grant) else { continue };
            let to = fate.to.as_deref().and_then(|code| ids.get(code)).copied();
            roles.ended.push(row.id);
            let kind = if to.is_some() { RoleEventKind::MovedByPlan } else { RoleEventKind::EndedByPlan };
            roles.lines.push((row.clone(), kind));
            let Some(to) = to else { continue };
            let seat = (row.account_id, row.role, to, row.instead_of_id);
            if let Some(&standing) = have.get(&seat) {
                roles.follows.insert(row.id, standing);
                continue;
            }
            let new = role_grant::Model {
                id: RoleGrantId(Uuid::now_v7()),
                agency_id: Some(to),
                valid_from: std::cmp::max(day, row.valid_from),
                version: 1,
                stands_in_for: row.stands_in_for.map(|role| roles.follows.get(&role).copied().unwrap_or(role)),
                ..row.clone()
            };
            have.insert(seat, new.id);
            roles.follows.insert(row.id, new.id);
            roles.back.extend(row.agency_id.map(|from| (new.id, from)));
            roles.lines.push((new.clone(), kind));
            roles.written.push(new);
        }
        let told = i64::try_from(fates.len()).unwrap_or(i64::MAX);
        Ok(MovedPeople { told, moved: self.write_roles(plan, day, roles).await? })
    }

    /// The roles that are spoken of.
    async fn roles_told(&self, fates: &[MemberFate]) -> Result<HashMap<RoleGrantId, role_grant::Model>, StoreError> {
        let mut found = HashMap::new();
        for some in fates.chunks(IDS) {
            let rows = role_grant::Entity::find()
                .filter(role_grant::Column::Id.is_in(some.iter().map(|fate| fate.member.grant)))
                .all(&self.tx)
                .await?;
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        Ok(found)
    }

    /// What these people hold anyway: nobody gets the same role twice.
    async fn seats_of(
        &self,
        fates: &[MemberFate],
        day: chrono::NaiveDate,
    ) -> Result<HashMap<Seat, RoleGrantId>, StoreError> {
        let people: BTreeSet<AccountId> = fates.iter().map(|fate| fate.member.account).collect();
        let people: Vec<AccountId> = people.into_iter().collect();
        let mut found = HashMap::new();
        for some in people.chunks(IDS) {
            let rows = role_grant::Entity::find()
                .filter(role_grant::Column::AccountId.is_in(some.iter().copied()))
                .filter(not_over(day))
                .all(&self.tx)
                .await?;
            found.extend(
                rows.into_iter()
                    .filter_map(|row| Some(((row.account_id, row.role, row.agency_id?, row.instead_of_id), row.id))),
            );
        }
        Ok(found)
    }

    async fn write_roles(
        &self,
        plan: &plan::Model,
        day: chrono::NaiveDate,
        roles: Roles,
    ) -> Result<Vec<(RoleGrantId, AgencyId)>, StoreError> {
        for some in roles.ended.chunks(IDS) {
            role_grant::Entity::update_many()
                .col_expr(role_grant::Column::ValidTo, Expr::value(day.pred_opt()))
                .col_expr(role_grant::Column::Version, Expr::col(role_grant::Column::Version).add(1))
                .filter(role_grant::Column::Id.is_in(some.iter().copied()))
                .exec(&self.tx)
                .await?;
        }
        let written: Vec<role_grant::ActiveModel> =
            roles.written.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        for some in written.chunks(ROWS) {
            role_grant::Entity::insert_many(some.iter().cloned()).exec_without_returning(&self.tx).await?;
        }
        let (by, law) = (self.actor().account(), line(plan));
        let lines: Vec<role_event::ActiveModel> = roles
            .lines
            .iter()
            .filter_map(|(row, kind)| {
                Some(role_event::ActiveModel {
                    id: Set(Uuid::now_v7()),
                    grant_id: Set(row.id),
                    account_id: Set(row.account_id),
                    agency_id: Set(row.agency_id?),
                    role: Set(row.role),
                    at: Set(self.now()),
                    kind: Set(*kind),
                    by_account_id: Set(by),
                    text: Set(Some(law.clone())),
                })
            })
            .collect();
        for some in lines.chunks(ROWS) {
            role_event::Entity::insert_many(some.iter().cloned()).exec_without_returning(&self.tx).await?;
        }
        self.tokens_follow(&roles.follows).await?;
        Ok(roles.back)
    }

    /// Tokens of roles that ended are those of the roles that follow.
    async fn tokens_follow(&self, follows: &BTreeMap<RoleGrantId, RoleGrantId>) -> Result<(), StoreError> {
        let old: Vec<RoleGrantId> = follows.keys().copied().collect();
        let mut named: BTreeSet<RoleGrantId> = BTreeSet::new();
        for some in old.chunks(IDS) {
            let roles: Vec<Option<RoleGrantId>> = access_token::Entity::find()
                .select_only()
                .column(access_token::Column::RoleGrantId)
                .filter(access_token::Column::RoleGrantId.is_in(some.iter().copied()))
                .into_tuple()
                .all(&self.tx)
                .await?;
            named.extend(roles.into_iter().flatten());
        }
        // Few people have any.
        let named: Vec<(RoleGrantId, RoleGrantId)> =
            named.into_iter().filter_map(|role| Some((role, *follows.get(&role)?))).collect();
        for some in named.chunks(ROWS) {
            let next = some.iter().fold(CaseStatement::new(), |case, (old, new)| {
                case.case(access_token::Column::RoleGrantId.eq(*old), Expr::value(*new))
            });
            let next: SimpleExpr = next.finally(Expr::col(access_token::Column::RoleGrantId)).into();
            access_token::Entity::update_many()
                .col_expr(access_token::Column::RoleGrantId, next)
                .filter(access_token::Column::RoleGrantId.is_in(some.iter().map(|(old, _)| *old)))
                .exec(&self.tx)
                .await?;
        }
        Ok(())
    }
}
