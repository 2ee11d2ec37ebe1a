//! Carrying a plan out: rows of the tree, their versions, and the people in it. What becomes of the cases is
//! `reorganise_cases`. All within the transaction of `begin_tree`, so that nobody ever sees half of it.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{
    agency, agency_version,
    ids::{AgencyId, PlanId},
    plan, succession,
    vocab::{AgencyKind, PlanEventKind, PlanStatus},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set, Unchanged},
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Statement,
    sea_query::{BinOper, Expr, ExprTrait, Func, SimpleExpr},
};

use super::{
    StoreError, Work,
    plan_ground::{Ground, Look, facts, ground, joined},
};
use crate::domain::{
    reorganisation::{Applied, Draft, Facts, MemberFate, Node, NodeChange, RuleTarget},
    text::plain_words,
};

/// What a plan changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Touched {
    /// Agencies whose row changed, with everything below those that moved.
    pub agencies: BTreeSet<AgencyId>,
    /// Of these, those whose place or kind changed: who sees the cases that hang on them may be another.
    pub places: BTreeSet<AgencyId>,
    /// Governments of which the inspectorate changed: who oversees their cases is another.
    pub governments: BTreeSet<AgencyId>,
}

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
        facts(&self.tx, ground, applied, plan, rules, Look { viewer, today: self.scoped.today() }).await
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
        let cases = self.move_cases(&plan, applied, &ids, &touched).await?;
        let mut row = plan.clone().into_active_model();
        row.published_at = Set(Some(self.now()));
        row.cases_moved = Set(cases);
        row.members_moved = Set(members);
        row.undo = Set(serde_json::to_value(undo).ok());
        let plan = row.update(&self.tx).await?;
        self.move_plan(plan, PlanStatus::Published, PlanEventKind::Published, None).await
    }

    /// Rows and versions. Answers the ids of all codes, and what was touched.
    async fn write_tree(
        &self,
        plan: &plan::Model,
        ground: &Ground,
        applied: &Applied,
    ) -> Result<(HashMap<String, AgencyId>, Touched), StoreError> {
        let day = plan.effective_on;
        let mut ids: HashMap<String, AgencyId> = ground.rows.iter().map(|(code, row)| (code.clone(), row.id)).collect();
        let mut changed: Vec<(usize, &Node, NodeChange)> = applied
            .tree
            .nodes()
            .map(|node| {
                (applied.tree.path(&node.code).len(), node, applied.change_of(ground.tree.get(&node.code), &node.code))
            })
            .filter(|(_, _, change)| *change != NodeChange::Kept)
            .collect();
        // Parents first: a child's path begins with theirs.
        changed.sort_by_key(|(depth, node, _)| (*depth, node.code.as_str()));
        let mut next = self.last_agency().await?;
        let mut touched = Touched::default();
        for (_, node, change) in &changed {
            let before = ground.rows.get(&node.code);
            let parent = node.parent.as_deref().and_then(|code| ids.get(code)).copied();
            let above = match parent {
                Some(id) => agency::Entity::find_by_id(id).one(&self.tx).await?,
                None => None,
            };
            let id = before.map_or_else(
                || {
                    next += 1;
                    AgencyId(next)
                },
                |row| row.id,
            );
            ids.insert(node.code.clone(), id);
            let old_path = match before {
                // Read now: a change above may have moved it already.
                Some(row) => agency::Entity::find_by_id(row.id).one(&self.tx).await?.map(|row| row.path),
                None => None,
            };
            let path = format!("{}{id}/", above.as_ref().map_or("/", |above| above.path.as_str()));
            let government = above.as_ref().and_then(|above| above.government_id);
            let row = agency::ActiveModel {
                id: if before.is_some() { Unchanged(id) } else { Set(id) },
                code: if before.is_some() { Unchanged(node.code.clone()) } else { Set(node.code.clone()) },
                name: Set(node.name.clone()),
                short_name: Set(node.short_name.clone()),
                kind: Set(node.kind),
                functions: Set(joined(&node.functions)),
                parent_id: Set(parent),
                government_id: match before {
                    Some(row) => Unchanged(row.government_id),
                    None => Set(government),
                },
                path: Set(path.clone()),
                depth: Set(above.as_ref().map_or(0, |above| above.depth + 1)),
                region_code: Set(node.region.clone()),
                serves_regions: Set(joined(&node.serves)),
                valid_from: match before {
                    Some(row) => Unchanged(row.valid_from),
                    None => Set(day),
                },
                valid_to: match (before, node.open) {
                    (_, true) => Set(None),
                    (Some(row), false) if *change != NodeChange::Closed => Unchanged(row.valid_to),
                    (_, false) => Set(day.pred_opt()),
                },
                // Set below: an heir may be made by the same plan.
                successor_id: if *change == NodeChange::Reopened || before.is_none() { Set(None) } else { NotSet },
                watch: if before.is_some() { NotSet } else { Set(None) },
                evidence: if before.is_some() { NotSet } else { Set("recalled".to_owned()) },
                note: if before.is_some() { NotSet } else { Set(String::new()) },
                search: Set(plain_words(&format!(
                    "{} {} {} {}",
                    node.name,
                    node.short_name,
                    node.code,
                    node.functions.iter().cloned().collect::<Vec<_>>().join(" ")
                ))),
            };
            if before.is_some() {
                row.update(&self.tx).await?;
            } else {
                row.insert(&self.tx).await?;
            }
            touched.agencies.insert(id);
            let named_only = matches!(change, NodeChange::Renamed | NodeChange::Adjusted)
                && before.is_some_and(|row| row.kind == node.kind);
            if !named_only {
                touched.places.insert(id);
            }
            if let Some(old) = old_path.filter(|old| *old != path) {
                let below = self.rebase(&old, &path).await?;
                touched.agencies.extend(below.iter().copied());
                touched.places.extend(below);
            }
            let watches =
                node.kind == AgencyKind::Inspectorate || before.is_some_and(|row| row.kind == AgencyKind::Inspectorate);
            if watches && *change != NodeChange::Renamed {
                touched.governments.extend(before.map_or(government, |row| row.government_id));
            }
        }
        self.write_heirs(plan, ground, applied, &ids).await?;
        self.write_versions(plan.id, day, &touched.agencies).await?;
        Ok((ids, touched))
    }

    async fn last_agency(&self) -> Result<i64, StoreError> {
        let last: Option<Option<i64>> = agency::Entity::find()
            .select_only()
            .column_as(agency::Column::Id.max(), "last")
            .into_tuple()
            .one(&self.tx)
            .await?;
        Ok(last.flatten().unwrap_or(0))
    }

    /// Gives everything below `old` its place below `new`; answers their ids.
    async fn rebase(&self, old: &str, new: &str) -> Result<Vec<AgencyId>, StoreError> {
        let deeper =
            i32::try_from(new.matches('/').count()).unwrap_or(0) - i32::try_from(old.matches('/').count()).unwrap_or(0);
        let length = i32::try_from(old.len()).unwrap_or(i32::MAX);
        let rest: SimpleExpr = Func::cust(sea_orm::sea_query::Alias::new("substr"))
            .arg(Expr::col(agency::Column::Path))
            .arg(length + 1)
            .into();
        agency::Entity::update_many()
            .col_expr(agency::Column::Path, Expr::val(new.to_owned()).binary(BinOper::Custom("||"), rest))
            .col_expr(agency::Column::Depth, Expr::col(agency::Column::Depth).add(deeper))
            .filter(agency::Column::Path.starts_with(old))
            .exec(&self.tx)
            .await?;
        let rows: Vec<AgencyId> = agency::Entity::find()
            .select_only()
            .column(agency::Column::Id)
            .filter(agency::Column::Path.starts_with(new))
            .into_tuple()
            .all(&self.tx)
            .await?;
        Ok(rows)
    }

    async fn write_heirs(
        &self,
        plan: &plan::Model,
        ground: &Ground,
        applied: &Applied,
        ids: &HashMap<String, AgencyId>,
    ) -> Result<(), StoreError> {
        let mut rows = vec![];
        for (from, handover) in &applied.handovers {
            let Some(from_id) = ids.get(from).copied() else { continue };
            let closed = applied.tree.get(from).is_some_and(|node| !node.open);
            if closed {
                let heir = applied.successor(from).and_then(|code| ids.get(code)).copied();
                agency::Entity::update_many()
                    .col_expr(agency::Column::SuccessorId, Expr::value(heir))
                    .filter(agency::Column::Id.eq(from_id))
                    .exec(&self.tx)
                    .await?;
            }
            let heirs: BTreeSet<AgencyId> = handover
                .shares
                .iter()
                .filter(|share| !share.back && share.to != *from)
                .filter_map(|share| ids.get(&share.to).copied())
                .collect();
            rows.extend(heirs.into_iter().map(|to| succession::ActiveModel {
                from_id: Set(from_id),
                to_id: Set(to),
                since: Set(plan.effective_on),
                until: Set(None),
                plan_id: Set(Some(plan.id)),
            }));
        }
        let again = applied
            .tree
            .nodes()
            .filter(|node| applied.change_of(ground.tree.get(&node.code), &node.code) == NodeChange::Reopened);
        let again: Vec<AgencyId> = again.filter_map(|node| ids.get(&node.code).copied()).collect();
        if !again.is_empty() {
            succession::Entity::update_many()
                .col_expr(succession::Column::Until, Expr::value(plan.effective_on))
                .filter(succession::Column::FromId.is_in(again))
                .filter(succession::Column::Until.is_null())
                .exec(&self.tx)
                .await?;
        }
        if !rows.is_empty() {
            succession::Entity::insert_many(rows).on_conflict_do_nothing().exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Ends the versions in force the day before, and begins new ones of what is open.
    async fn write_versions(
        &self,
        plan: PlanId,
        day: NaiveDate,
        agencies: &BTreeSet<AgencyId>,
    ) -> Result<(), StoreError> {
        agency_version::Entity::delete_many()
            .filter(agency_version::Column::AgencyId.is_in(agencies.iter().copied()))
            .filter(agency_version::Column::ValidFrom.gte(day))
            .exec(&self.tx)
            .await?;
        agency_version::Entity::update_many()
            .col_expr(agency_version::Column::ValidTo, Expr::value(day.pred_opt()))
            .filter(agency_version::Column::AgencyId.is_in(agencies.iter().copied()))
            .filter(
                Condition::any()
                    .add(agency_version::Column::ValidTo.is_null())
                    .add(agency_version::Column::ValidTo.gte(day)),
            )
            .exec(&self.tx)
            .await?;
        let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
        let backend = self.tx.get_database_backend();
        let (one, two) = if self.scoped.store.is_postgres() { ("$1", "$2") } else { ("?", "?") };
        for chunk in ids.chunks(1000) {
            // The ids are numbers of ours.
            let sql = format!(
                "INSERT INTO agency_versions (agency_id, valid_from, valid_to, name, short_name, kind, functions, parent_id, government_id, path, depth, region_code, serves_regions, plan_id)
                 SELECT id, {one}, NULL, name, short_name, kind, functions, parent_id, government_id, path, depth, region_code, serves_regions, {two}
                 FROM agencies WHERE valid_to IS NULL AND id IN ({})",
                chunk.join(", ")
            );
            self.tx.execute_raw(Statement::from_sql_and_values(backend, sql, [day.into(), plan.0.into()])).await?;
        }
        Ok(())
    }
}
