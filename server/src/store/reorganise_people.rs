//! What becomes of the people when a plan is carried out: roles end or go along, deputies with those whose place they
//! take, and each role says so in its history.
use std::collections::{BTreeMap, HashMap};

use entities::{
    access_token,
    ids::{AccountId, AgencyId, RoleGrantId},
    plan, role_grant,
    vocab::RoleEventKind,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{StoreError, Work, office::not_over};
use crate::domain::reorganisation::MemberFate;

impl Work {
    /// Ends roles in agencies that close, and gives those who go along the same role at the heir. Tokens follow.
    pub(super) async fn move_members(
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
        // In an own role and in another person's place are two things.
        let mut have: BTreeMap<(Uuid, String, AgencyId, Option<AccountId>), RoleGrantId> = role_grant::Entity::find()
            .filter(role_grant::Column::AccountId.is_in(fates.iter().map(|fate| fate.member.account)))
            .filter(not_over(day))
            .all(&self.tx)
            .await?
            .into_iter()
            .filter_map(|row| {
                Some(((row.account_id.0, row.role.to_string(), row.agency_id?, row.instead_of_id), row.id))
            })
            .collect();
        // Those who are stood in for come first: a deputy follows to where they are by then.
        let mut fates: Vec<&MemberFate> = fates.iter().collect();
        fates.sort_by_key(|fate| old.get(&fate.member.grant).is_some_and(|row| row.stands_in_for.is_some()));
        let mut moved: BTreeMap<RoleGrantId, RoleGrantId> = BTreeMap::new();
        let law = format!("{} ({})", plan.title, plan.legal_reference);
        for fate in &fates {
            let Some(row) = old.get(&fate.member.grant) else { continue };
            role_grant::Entity::update_many()
                .col_expr(role_grant::Column::ValidTo, Expr::value(day.pred_opt()))
                .col_expr(role_grant::Column::Version, Expr::value(row.version + 1))
                .filter(role_grant::Column::Id.eq(row.id))
                .exec(&self.tx)
                .await?;
            let to = fate.to.as_deref().and_then(|code| ids.get(code)).copied();
            let kind = if to.is_some() { RoleEventKind::MovedByPlan } else { RoleEventKind::EndedByPlan };
            self.role_event(row, kind, Some(law.clone())).await?;
            let Some(to) = to else { continue };
            let same = (row.account_id.0, row.role.to_string(), to, row.instead_of_id);
            let new = match have.get(&same) {
                Some(standing) => *standing,
                None => {
                    let new = role_grant::Model {
                        id: RoleGrantId(Uuid::now_v7()),
                        agency_id: Some(to),
                        valid_from: std::cmp::max(day, row.valid_from),
                        version: 1,
                        stands_in_for: row.stands_in_for.map(|role| moved.get(&role).copied().unwrap_or(role)),
                        ..row.clone()
                    };
                    role_grant::ActiveModel::from(new.clone()).reset_all().insert(&self.tx).await?;
                    self.role_event(&new, kind, Some(law.clone())).await?;
                    have.insert(same, new.id);
                    new.id
                }
            };
            moved.insert(row.id, new);
            access_token::Entity::update_many()
                .col_expr(access_token::Column::RoleGrantId, Expr::value(new))
                .filter(access_token::Column::RoleGrantId.eq(row.id))
                .exec(&self.tx)
                .await?;
        }
        Ok(i64::try_from(fates.len()).unwrap_or(i64::MAX))
    }
}
