//! Reading plans, and the ground that they stand on: the part of the tree they touch, and what hangs on it.
//! Writing is `plan_write`, carrying out `reorganise`. Plans of other governments answer like unknown ones.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{
    account, agency, agency_version, deadline_policy,
    ids::{AccountId, AgencyId, CaseId, PlanChangeId, PlanId},
    plan, plan_change, plan_event, plan_move, role_grant,
    vocab::{CaseStatus, PlanStatus},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Query},
};

use super::{
    Scoped, StoreError,
    agencies::{codes, col, is_open},
    case_list::{Key, Page},
};
use crate::{
    authz::planning::{self, Planning},
    domain::reorganisation::{Applied, CaseLoad, ChangeKind, Draft, Facts, Membership, Node, RuleTarget, Tree},
};

/// More functions than this are looked for by reading all units that have any: engines limit an expression's depth.
const FUNCTIONS_MAX: usize = 100;

/// The part of the tree that a plan touches.
#[derive(Debug, Clone)]
pub struct Ground {
    /// As values.
    pub tree: Tree,
    /// As rows, by code.
    pub rows: HashMap<String, agency::Model>,
}

impl Ground {
    /// The id of a code.
    #[must_use]
    pub fn id(&self, code: &str) -> Option<AgencyId> {
        self.rows.get(code).map(|row| row.id)
    }
}

/// `;a;b;` as a set.
pub(super) fn items(joined: &str) -> BTreeSet<String> {
    joined.split(';').filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// A set as `;a;b;`.
pub(super) fn joined(items: &BTreeSet<String>) -> String {
    if items.is_empty() { String::new() } else { format!(";{};", items.iter().cloned().collect::<Vec<_>>().join(";")) }
}

/// Agencies named by changes, those above them, directly below, and with the same functions: four statements.
///
/// # Errors
/// Database.
pub(super) async fn ground<C: ConnectionTrait>(db: &C, drafts: &[Draft], day: NaiveDate) -> Result<Ground, StoreError> {
    let named: BTreeSet<String> = drafts.iter().flat_map(Draft::codes).map(str::to_owned).collect();
    let named = codes(&named.into_iter().collect::<Vec<_>>());
    let first = agency::Entity::find().filter(agency::Column::Code.is_in(named)).all(db).await?;
    let subjects: BTreeSet<&str> = drafts
        .iter()
        .flat_map(|draft| {
            std::iter::once(draft.code.as_str())
                .chain(draft.sources.iter().map(String::as_str))
                .chain(draft.heirs.iter().flat_map(|heir| heir.units.iter().map(String::as_str)))
        })
        .collect();
    let above: BTreeSet<AgencyId> = first.iter().flat_map(|row| super::agencies::path_ids(&row.path)).collect();
    let parents = first.iter().filter(|row| subjects.contains(row.code.as_str())).map(|row| row.id);
    let near = agency::Entity::find()
        .filter(Condition::any().add(agency::Column::Id.is_in(above)).add(agency::Column::ParentId.is_in(parents)))
        .all(db)
        .await?;
    let functions: BTreeSet<String> = first
        .iter()
        .filter(|row| subjects.contains(row.code.as_str()))
        .flat_map(|row| items(&row.functions))
        .chain(drafts.iter().flat_map(|draft| draft.functions.iter().flatten().cloned()))
        .collect();
    let mut rows: HashMap<String, agency::Model> =
        first.into_iter().chain(near).map(|row| (row.code.clone(), row)).collect();
    if !functions.is_empty() {
        let mut any = Condition::any();
        if functions.len() > FUNCTIONS_MAX {
            any = any.add(agency::Column::Functions.ne(""));
        } else {
            for function in &functions {
                any = any.add(agency::Column::Functions.contains(format!(";{function};")));
            }
        }
        for row in agency::Entity::find().filter(any).all(db).await? {
            rows.entry(row.code.clone()).or_insert(row);
        }
    }
    let ids: Vec<AgencyId> = rows.values().map(|row| row.id).collect();
    let since: Vec<(AgencyId, NaiveDate)> = agency_version::Entity::find()
        .select_only()
        .column(agency_version::Column::AgencyId)
        .column_as(agency_version::Column::ValidFrom.max(), "since")
        .filter(agency_version::Column::AgencyId.is_in(ids))
        .group_by(agency_version::Column::AgencyId)
        .into_tuple()
        .all(db)
        .await?;
    let since: HashMap<AgencyId, NaiveDate> = since.into_iter().collect();
    let by_id: HashMap<AgencyId, String> = rows.values().map(|row| (row.id, row.code.clone())).collect();
    let tree = Tree::new(rows.values().map(|row| {
        // A closed one has not changed since the day after its last.
        let closed = row.valid_to.and_then(|last| last.succ_opt());
        let began = since.get(&row.id).copied().unwrap_or(row.valid_from);
        Node {
            id: Some(row.id),
            code: row.code.clone(),
            name: row.name.clone(),
            short_name: row.short_name.clone(),
            kind: row.kind,
            functions: items(&row.functions),
            parent: row.parent_id.and_then(|parent| by_id.get(&parent).cloned()),
            region: row.region_code.clone(),
            serves: items(&row.serves_regions),
            open: is_open(row, day) || row.valid_to.is_none(),
            successor: row.successor_id.and_then(|heir| by_id.get(&heir).cloned()),
            fictitious: row.evidence == "fictitious",
            since: closed.map_or(began, |closed| std::cmp::max(closed, began)),
        }
    }));
    Ok(Ground { tree, rows })
}

/// What hangs on the ground of a plan: four statements.
///
/// # Errors
/// Database.
pub(super) async fn facts<C: ConnectionTrait>(
    db: &C,
    ground: &Ground,
    applied: &Applied,
    plan: &plan::Model,
    rules: &[RuleTarget],
) -> Result<Facts, StoreError> {
    let code: HashMap<AgencyId, &str> = ground.rows.values().map(|row| (row.id, row.code.as_str())).collect();
    let leaving: Vec<AgencyId> = applied.handovers.keys().filter_map(|from| ground.id(from)).collect();
    let mut query = Query::select();
    query
        .expr_as(col("c", "holder_id"), Alias::new("holder_id"))
        .expr_as(col("c", "topic_code"), Alias::new("topic_code"))
        .expr_as(col("c", "region_code"), Alias::new("region_code"))
        .expr_as(col("c", "status"), Alias::new("status"))
        .expr_as(col("m", "from_id"), Alias::new("origin_id"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
        .from_as(Alias::new("cases"), Alias::new("c"))
        .join_as(
            sea_orm::sea_query::JoinType::LeftJoin,
            Alias::new("plan_moves"),
            Alias::new("m"),
            col("m", "case_id")
                .equals((Alias::new("c"), Alias::new("id")))
                .and(col("m", "plan_id").eq(plan.counter_of.unwrap_or(plan.id))),
        )
        .and_where(col("c", "holder_id").is_in(leaving))
        .group_by_columns(
            [("c", "holder_id"), ("c", "topic_code"), ("c", "region_code"), ("c", "status"), ("m", "from_id")]
                .map(|(table, column)| (Alias::new(table), Alias::new(column))),
        );
    let mut loads: BTreeMap<(AgencyId, Option<String>, Option<String>, Option<AgencyId>, bool), i64> = BTreeMap::new();
    for row in db.query_all(&query).await? {
        let status: CaseStatus = row.try_get("", "status")?;
        let key = (
            row.try_get("", "holder_id")?,
            row.try_get("", "topic_code")?,
            row.try_get("", "region_code")?,
            row.try_get("", "origin_id")?,
            status.is_open(),
        );
        *loads.entry(key).or_default() += row.try_get::<i64>("", "n")?;
    }
    let word = |id: AgencyId| code.get(&id).map(|&code| code.to_owned());
    let loads = loads
        .into_iter()
        .filter_map(|((holder, topic, region, origin, open), n)| {
            let origin = plan.counter_of.and(origin).and_then(word);
            Some(CaseLoad { holder: word(holder)?, topic, region, origin, open, n })
        })
        .collect();
    let day = plan.effective_on;
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::AgencyId.is_in(code.keys().copied()))
        .filter(role_grant::Column::ValidFrom.lte(day))
        .filter(Condition::any().add(role_grant::Column::ValidTo.is_null()).add(role_grant::Column::ValidTo.gte(day)))
        .order_by_asc(role_grant::Column::Id)
        .all(db)
        .await?;
    let names: HashMap<AccountId, String> = account::Entity::find()
        .filter(account::Column::Id.is_in(grants.iter().map(|grant| grant.account_id)))
        .filter(account::Column::DisabledAt.is_null())
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let members = grants
        .into_iter()
        .filter_map(|grant| {
            Some(Membership {
                grant: grant.id,
                account: grant.account_id,
                name: names.get(&grant.account_id)?.clone(),
                role: grant.role,
                agency: word(grant.agency_id?)?,
            })
        })
        .collect();
    let mut overrides = BTreeMap::new();
    for policy in deadline_policy::Entity::find().all(db).await? {
        if let Some(agency) = policy.row.get("agency_code").and_then(|code| code.as_str()) {
            *overrides.entry(agency.to_owned()).or_insert(0) += 1;
        }
    }
    Ok(Facts { loads, members, rules: rules.to_vec(), overrides })
}

/// The changes of a plan as they are written down.
pub(super) fn drafts(changes: &[plan_change::Model]) -> Vec<Draft> {
    changes
        .iter()
        .map(|row| {
            serde_json::from_value(row.draft.clone()).unwrap_or_else(|_| Draft::new(ChangeKind::Rename, String::new()))
        })
        .collect()
}

impl Scoped {
    /// A plan that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn plan(&self, id: PlanId) -> Result<Option<plan::Model>, StoreError> {
        let row = plan::Entity::find_by_id(id).one(self.db()).await?;
        Ok(row.filter(|row| planning::may_see(&self.actor, row.government_id)))
    }

    /// The plan of a change that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_of_change(&self, id: PlanChangeId) -> Result<Option<plan::Model>, StoreError> {
        match plan_change::Entity::find_by_id(id).one(self.db()).await? {
            Some(row) => self.plan(row.plan_id).await,
            None => Ok(None),
        }
    }

    /// The plan that takes this one back, if there is one that was not given up.
    ///
    /// # Errors
    /// Database.
    pub async fn counter_plan(&self, of: PlanId) -> Result<Option<plan::Model>, StoreError> {
        let row = plan::Entity::find()
            .filter(plan::Column::CounterOf.eq(of))
            .filter(plan::Column::Status.ne(PlanStatus::Discarded))
            .order_by_desc(plan::Column::CreatedAt)
            .one(self.db())
            .await?;
        Ok(row.filter(|row| planning::may_see(&self.actor, row.government_id)))
    }

    /// A page of plans, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_page(&self, statuses: &[PlanStatus], page: Page) -> Result<Vec<plan::Model>, StoreError> {
        let mut query = plan::Entity::find();
        match planning::sees(&self.actor) {
            Planning::Nothing => return Ok(vec![]),
            Planning::Of(own) => query = query.filter(plan::Column::GovernmentId.eq(own)),
            Planning::All => {}
        }
        if !statuses.is_empty() {
            query = query.filter(plan::Column::Status.is_in(statuses.iter().copied()));
        }
        for (bound, older) in [(page.after, true), (page.before, false)] {
            let Some(Key { at, id: CaseId(id) }) = bound else { continue };
            let (at_column, id_column) = (plan::Column::CreatedAt, plan::Column::Id);
            let tie = Condition::all().add(at_column.eq(at));
            query = query.filter(if older {
                Condition::any().add(at_column.lt(at)).add(tie.add(id_column.lt(PlanId(id))))
            } else {
                Condition::any().add(at_column.gt(at)).add(tie.add(id_column.gt(PlanId(id))))
            });
        }
        let query = if page.backwards {
            query.order_by_asc(plan::Column::CreatedAt).order_by_asc(plan::Column::Id)
        } else {
            query.order_by_desc(plan::Column::CreatedAt).order_by_desc(plan::Column::Id)
        };
        let mut rows = query.limit(page.limit).all(self.db()).await?;
        if page.backwards {
            rows.reverse();
        }
        Ok(rows)
    }

    /// Approved plans whose day has come, oldest day first.
    ///
    /// # Errors
    /// Database.
    pub async fn plans_due(&self) -> Result<Vec<PlanId>, StoreError> {
        if planning::sees(&self.actor) != Planning::All {
            return Ok(vec![]);
        }
        Ok(plan::Entity::find()
            .select_only()
            .column(plan::Column::Id)
            .filter(plan::Column::Status.eq(PlanStatus::Scheduled))
            .filter(plan::Column::EffectiveOn.lte(self.today()))
            .order_by_asc(plan::Column::EffectiveOn)
            .order_by_asc(plan::Column::CreatedAt)
            .into_tuple()
            .all(self.db())
            .await?)
    }

    /// The changes of a plan, in order.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_changes(&self, id: PlanId) -> Result<Vec<plan_change::Model>, StoreError> {
        changes_of(self.db(), id).await
    }

    /// The history of a plan, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn plan_events(&self, id: PlanId) -> Result<Vec<plan_event::Model>, StoreError> {
        Ok(plan_event::Entity::find()
            .filter(plan_event::Column::PlanId.eq(id))
            .order_by_desc(plan_event::Column::Seq)
            .limit(200)
            .all(self.db())
            .await?)
    }

    /// Plans, not given up, that name an agency, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn plans_naming(&self, agency: &agency::Model) -> Result<Vec<plan::Model>, StoreError> {
        let Some(government) = agency.government_id else { return Ok(vec![]) };
        if !planning::may_see(&self.actor, government) {
            return Ok(vec![]);
        }
        let open = plan::Entity::find()
            .filter(plan::Column::GovernmentId.eq(government))
            .filter(plan::Column::Status.is_not_in([PlanStatus::Discarded, PlanStatus::Published]))
            .order_by_desc(plan::Column::CreatedAt)
            .limit(100)
            .all(self.db())
            .await?;
        let rows = plan_change::Entity::find()
            .filter(plan_change::Column::PlanId.is_in(open.iter().map(|row| row.id)))
            .all(self.db())
            .await?;
        let naming: BTreeSet<PlanId> = rows
            .iter()
            .filter(|row| {
                drafts(std::slice::from_ref(row)).iter().any(|draft| draft.codes().any(|code| code == agency.code))
            })
            .map(|row| row.plan_id)
            .collect();
        Ok(open.into_iter().filter(|row| naming.contains(&row.id)).collect())
    }

    /// The ground of changes.
    ///
    /// # Errors
    /// Database.
    pub async fn ground(&self, drafts: &[Draft], day: NaiveDate) -> Result<Ground, StoreError> {
        ground(self.db(), drafts, day).await
    }

    /// What hangs on a plan's ground.
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
        facts(self.db(), ground, applied, plan, rules).await
    }

    /// A few of the cases that an agency has, open ones first, as far as the actor sees them.
    ///
    /// # Errors
    /// Database.
    pub async fn sample_of(&self, holder: AgencyId) -> Result<Vec<super::case_view::CaseView>, StoreError> {
        let filter = super::case_list::CaseFilter { agency: Some(holder), open: Some(true), ..Default::default() };
        let page = Page { after: None, before: None, limit: 5, backwards: false };
        let listed = self.case_page(&filter, super::case_list::Sort::DueFirst, page).await?;
        Ok(listed.into_iter().map(|row| row.case).filter(|case| case.state.holder == holder).collect())
    }
}

pub(super) async fn changes_of<C: ConnectionTrait>(db: &C, id: PlanId) -> Result<Vec<plan_change::Model>, StoreError> {
    Ok(plan_change::Entity::find()
        .filter(plan_change::Column::PlanId.eq(id))
        .order_by_asc(plan_change::Column::Position)
        .order_by_asc(plan_change::Column::Id)
        .all(db)
        .await?)
}

pub(super) async fn origins<C: ConnectionTrait>(
    db: &C,
    of: PlanId,
    cases: &[CaseId],
) -> Result<HashMap<CaseId, AgencyId>, StoreError> {
    let rows = plan_move::Entity::find()
        .filter(plan_move::Column::PlanId.eq(of))
        .filter(plan_move::Column::CaseId.is_in(cases.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.case_id, row.from_id)).collect())
}
