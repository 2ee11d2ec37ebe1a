//! The rows of the tree after a plan, their heirs and their versions: a few statements however many change.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{
    agency, agency_version,
    ids::{AgencyId, PlanId},
    plan, succession,
    vocab::AgencyKind,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QuerySelect,
    Statement,
    sea_query::{BinOper, Expr, ExprTrait, Func, OnConflict, SimpleExpr},
};

use super::{
    StoreError, Work,
    agencies::path_ids,
    plan_ground::{Ground, joined},
    router,
};
use crate::domain::{
    reorganisation::{Applied, Node, NodeChange},
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
    /// Rows and versions. Answers the ids of all codes, and what was touched.
    pub(super) async fn write_tree(
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
        // The rows as they become, so that none is read again.
        let mut rows: HashMap<AgencyId, agency::Model> =
            ground.rows.values().map(|row| (row.id, row.clone())).collect();
        // By path, so that a move finds what lies below it without looking at every row.
        let mut places: BTreeMap<String, AgencyId> = rows.values().map(|row| (row.path.clone(), row.id)).collect();
        let mut written: Vec<AgencyId> = vec![];
        let mut moves: Vec<(String, String)> = vec![];
        for (_, node, change) in &changed {
            let before = ground.rows.get(&node.code);
            let id = before.map_or_else(
                || {
                    next += 1;
                    AgencyId(next)
                },
                |row| row.id,
            );
            let parent = node.parent.as_deref().and_then(|code| ids.get(code)).copied();
            let above = parent.and_then(|id| rows.get(&id));
            ids.insert(node.code.clone(), id);
            let row = row_of(node, *change, day, id, rows.get(&id), above);
            // As it stands now: a change above may have moved it already.
            let old_path = rows.get(&id).map(|row| row.path.clone()).filter(|old| *old != row.path);
            touched.agencies.insert(id);
            let named_only = matches!(change, NodeChange::Renamed | NodeChange::Adjusted)
                && before.is_some_and(|row| row.kind == node.kind);
            if !named_only {
                touched.places.insert(id);
            }
            let watches =
                node.kind == AgencyKind::Inspectorate || before.is_some_and(|row| row.kind == AgencyKind::Inspectorate);
            if watches && *change != NodeChange::Renamed {
                touched.governments.extend(before.map_or(row.government_id, |row| row.government_id));
            }
            if let Some(old) = old_path {
                let below: Vec<(String, AgencyId)> = places
                    .range(old.clone()..)
                    .take_while(|(path, _)| path.starts_with(&old))
                    .map(|(path, below)| (path.clone(), *below))
                    .collect();
                for (path, below) in below {
                    places.remove(&path);
                    let path = format!("{}{}", row.path, path.strip_prefix(&old).unwrap_or_default());
                    if let Some(moved) = rows.get_mut(&below) {
                        moved.depth = depth_of(&path);
                        moved.path.clone_from(&path);
                    }
                    places.insert(path, below);
                }
                moves.push((old, row.path.clone()));
            }
            places.insert(row.path.clone(), id);
            rows.insert(id, row);
            written.push(id);
        }
        self.write_rows(written.iter().filter_map(|id| rows.get(id)).cloned()).await?;
        for (old, new) in moves {
            let below = self.rebase(&old, &new).await?;
            touched.agencies.extend(below.iter().copied());
            touched.places.extend(below);
        }
        self.write_heirs(plan, ground, applied, &ids).await?;
        self.write_versions(plan.id, day, &touched.agencies).await?;
        router::raise_tree(&self.tx).await?;
        Ok((ids, touched))
    }

    /// Rows, new and changed, parents first: a few statements however many there are.
    async fn write_rows(&self, rows: impl Iterator<Item = agency::Model>) -> Result<(), StoreError> {
        let rows: Vec<agency::ActiveModel> = rows.map(|row| row.into_active_model().reset_all()).collect();
        for chunk in rows.chunks(500) {
            agency::Entity::insert_many(chunk.iter().cloned())
                .on_conflict(
                    OnConflict::column(agency::Column::Id)
                        .update_columns(
                            agency::Column::iter()
                                .filter(|column| !matches!(column, agency::Column::Id | agency::Column::Code)),
                        )
                        .to_owned(),
                )
                .exec_without_returning(&self.tx)
                .await?;
        }
        Ok(())
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
        let mut closed: BTreeMap<Option<AgencyId>, Vec<AgencyId>> = BTreeMap::new();
        for (from, handover) in &applied.handovers {
            let Some(from_id) = ids.get(from).copied() else { continue };
            if applied.tree.get(from).is_some_and(|node| !node.open) {
                let heir = applied.successor(from).and_then(|code| ids.get(code)).copied();
                closed.entry(heir).or_default().push(from_id);
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
        for (heir, from) in closed {
            agency::Entity::update_many()
                .col_expr(agency::Column::SuccessorId, Expr::value(heir))
                .filter(agency::Column::Id.is_in(from))
                .exec(&self.tx)
                .await?;
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

fn depth_of(path: &str) -> i32 {
    i32::try_from(path_ids(path).len()).unwrap_or(i32::MAX) - 1
}

/// The row of a node after the plan.
fn row_of(
    node: &Node,
    change: NodeChange,
    day: NaiveDate,
    id: AgencyId,
    before: Option<&agency::Model>,
    above: Option<&agency::Model>,
) -> agency::Model {
    let valid_to = match (before, node.open) {
        (_, true) => None,
        (Some(row), false) if change != NodeChange::Closed => row.valid_to,
        (_, false) => day.pred_opt(),
    };
    let path = format!("{}{id}/", above.map_or("/", |above| above.path.as_str()));
    agency::Model {
        id,
        code: node.code.clone(),
        name: node.name.clone(),
        short_name: node.short_name.clone(),
        kind: node.kind,
        functions: joined(&node.functions),
        parent_id: above.map(|above| above.id),
        government_id: before.map_or(above.and_then(|above| above.government_id), |row| row.government_id),
        depth: depth_of(&path),
        path,
        region_code: node.region.clone(),
        serves_regions: joined(&node.serves),
        valid_from: before.map_or(day, |row| row.valid_from),
        valid_to,
        // Heirs are written afterwards: one may be made by the same plan.
        successor_id: before.and_then(|row| row.successor_id).filter(|_| change != NodeChange::Reopened),
        watch: before.and_then(|row| row.watch),
        evidence: before.map_or_else(|| "recalled".to_owned(), |row| row.evidence.clone()),
        note: before.map(|row| row.note.clone()).unwrap_or_default(),
        search: plain_words(&format!(
            "{} {} {} {}",
            node.name,
            node.short_name,
            node.code,
            node.functions.iter().cloned().collect::<Vec<_>>().join(" ")
        )),
    }
}
