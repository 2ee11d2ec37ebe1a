//! The ground that a plan stands on: the part of the tree it touches, and what hangs on it.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{
    account, agency, agency_version, deadline_policy,
    ids::{AccountId, AgencyId},
    plan, role_grant,
    vocab::{AgencyKind, CaseStatus, Classification},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query, SimpleExpr},
};

use super::{
    StoreError,
    agencies::{codes, col, is_open},
    office::not_over,
};
use crate::domain::reorganisation::{
    Applied, CaseLoad, ChangeKind, Draft, Facts, Membership, Node, NodeChange, RuleTarget, Tree,
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
    /// Units below those that move, merge or split which have changed after the day, and when.
    pub later: Vec<(String, NaiveDate)>,
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
    let governments: BTreeSet<AgencyId> = first.iter().filter_map(|row| row.government_id).collect();
    let watch = Condition::all()
        .add(agency::Column::Kind.eq(AgencyKind::Inspectorate))
        .add(agency::Column::ParentId.is_in(governments));
    let near = agency::Entity::find()
        .filter(
            Condition::any()
                .add(agency::Column::Id.is_in(above))
                .add(agency::Column::ParentId.is_in(parents))
                .add(watch),
        )
        .all(db)
        .await?;
    let later = later(db, drafts, &first, day).await?;
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
    Ok(Ground { tree, rows, later })
}

/// Units below those that move, merge or split, which have changed after the day: nothing reaches behind that.
async fn later<C: ConnectionTrait>(
    db: &C,
    drafts: &[Draft],
    rows: &[agency::Model],
    day: NaiveDate,
) -> Result<Vec<(String, NaiveDate)>, StoreError> {
    let moving: BTreeSet<&str> = drafts
        .iter()
        .flat_map(|draft| match draft.kind {
            ChangeKind::Move | ChangeKind::Split => vec![draft.code.as_str()],
            ChangeKind::Merge => draft.sources.iter().map(String::as_str).collect(),
            ChangeKind::Create | ChangeKind::Rename | ChangeKind::Adjust | ChangeKind::Close | ChangeKind::Reopen => {
                vec![]
            }
        })
        .collect();
    let paths: Vec<&str> =
        rows.iter().filter(|row| moving.contains(row.code.as_str())).map(|row| row.path.as_str()).collect();
    if paths.is_empty() {
        return Ok(vec![]);
    }
    let changed: Vec<(AgencyId, NaiveDate, Option<NaiveDate>)> = agency_version::Entity::find()
        .select_only()
        .column(agency_version::Column::AgencyId)
        .column(agency_version::Column::ValidFrom)
        .column(agency_version::Column::ValidTo)
        .filter(
            Condition::any()
                .add(agency_version::Column::ValidFrom.gt(day))
                .add(agency_version::Column::ValidTo.gte(day)),
        )
        .into_tuple()
        .all(db)
        .await?;
    let mut codes: HashMap<AgencyId, String> = HashMap::new();
    for paths in paths.chunks(FUNCTIONS_MAX) {
        let below = paths.iter().fold(Condition::any(), |any, path| any.add(agency::Column::Path.starts_with(*path)));
        let below: Vec<(AgencyId, String)> = agency::Entity::find()
            .select_only()
            .column(agency::Column::Id)
            .column(agency::Column::Code)
            .filter(below)
            .into_tuple()
            .all(db)
            .await?;
        codes.extend(below);
    }
    let mut found: Vec<(String, NaiveDate)> = changed
        .into_iter()
        .filter_map(|(id, from, to)| {
            let code = codes.get(&id)?.clone();
            Some((code, if from > day { from } else { to?.succ_opt()? }))
        })
        .collect();
    found.sort();
    found.dedup_by(|one, two| one.0 == two.0);
    Ok(found)
}

/// Who looks, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The agency of whoever looks: what is kept from it is in no figure.
    pub viewer: Option<AgencyId>,
    /// Today.
    pub today: NaiveDate,
}

/// Holder, topic, region, origin, open, hidden.
type LoadKey = (AgencyId, Option<String>, Option<String>, Option<AgencyId>, bool, bool);

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
    look: Look,
) -> Result<Facts, StoreError> {
    let code: HashMap<AgencyId, &str> = ground.rows.values().map(|row| (row.id, row.code.as_str())).collect();
    let leaving: Vec<AgencyId> = applied.handovers.keys().filter_map(|from| ground.id(from)).collect();
    let mut seen = Query::select();
    seen.expr(Expr::val(1))
        .from_as(Alias::new("case_audience"), Alias::new("o"))
        .and_where(col("o", "case_id").equals((Alias::new("c"), Alias::new("id"))))
        .and_where(col("o", "agency_id").eq(look.viewer.unwrap_or(AgencyId(0))));
    let delicate = [Classification::SupervisoryComplaint, Classification::WhistleBlowing].map(Classification::as_str);
    let hidden: SimpleExpr = CaseStatement::new()
        .case(col("c", "classification").is_in(delicate).and(Expr::exists(seen).not()), 1)
        .finally(0)
        .into();
    let mut query = Query::select();
    query
        .expr_as(col("c", "holder_id"), Alias::new("holder_id"))
        .expr_as(col("c", "topic_code"), Alias::new("topic_code"))
        .expr_as(col("c", "region_code"), Alias::new("region_code"))
        .expr_as(col("c", "status"), Alias::new("status"))
        .expr_as(col("m", "from_id"), Alias::new("origin_id"))
        // By its alias: repeated, the bound values would make it another expression.
        .expr_as(hidden, Alias::new("hidden"))
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
        )
        .add_group_by([Expr::col(Alias::new("hidden"))]);
    let mut loads: BTreeMap<LoadKey, i64> = BTreeMap::new();
    for row in db.query_all(&query).await? {
        let status: CaseStatus = row.try_get("", "status")?;
        let key = (
            row.try_get("", "holder_id")?,
            row.try_get("", "topic_code")?,
            row.try_get("", "region_code")?,
            row.try_get("", "origin_id")?,
            status.is_open(),
            row.try_get::<i32>("", "hidden")? == 1,
        );
        *loads.entry(key).or_default() += row.try_get::<i64>("", "n")?;
    }
    let word = |id: AgencyId| code.get(&id).map(|&code| code.to_owned());
    let loads = loads
        .into_iter()
        .filter_map(|((holder, topic, region, origin, open, hidden), n)| {
            let origin = plan.counter_of.and(origin).and_then(word);
            Some(CaseLoad { holder: word(holder)?, topic, region, origin, open, hidden, n })
        })
        .collect();
    // Whoever is in office on its day, or today where that lies in the past, or comes later.
    let day = std::cmp::max(plan.effective_on, look.today);
    let heirs = applied.handovers.values().flat_map(|handover| &handover.shares).map(|share| share.to.as_str());
    let changed = applied
        .tree
        .nodes()
        .map(|node| node.code.as_str())
        .filter(|code| applied.change_of(ground.tree.get(code), code) != NodeChange::Kept);
    let leaving = applied.handovers.keys().map(String::as_str);
    let touched: BTreeSet<AgencyId> = heirs.chain(changed).chain(leaving).filter_map(|code| ground.id(code)).collect();
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::AgencyId.is_in(touched))
        .filter(not_over(day))
        .order_by_asc(role_grant::Column::Id)
        .all(db)
        .await?;
    let names: HashMap<AccountId, String> = account::Entity::find()
        .filter(account::Column::Id.is_in(grants.iter().map(|grant| grant.account_id).collect::<BTreeSet<_>>()))
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
                rests: grant.suspended_at.is_some(),
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
