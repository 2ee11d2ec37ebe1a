//! What hangs on the grounds of plans: cases, people, deadlines of their own.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entities::{
    account, deadline_policy,
    ids::{AccountId, AgencyId, PlanId, RoleGrantId},
    plan, role_grant,
    vocab::{CaseStatus, Classification},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JsonValue, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query, SimpleExpr},
};

use super::{
    StoreError,
    agencies::col,
    office::not_over,
    plan_ground::{Ground, together},
};
use crate::domain::reorganisation::{Applied, CaseLoad, Facts, Membership, NodeChange, RuleTarget, Undo};

/// Who looks, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The agency of whoever looks: what is kept from it is in no figure.
    pub viewer: Option<AgencyId>,
    /// Today.
    pub today: NaiveDate,
}

/// A plan with its ground and what comes of it.
pub(super) type Drawn<'a> = (&'a Ground, &'a Applied, &'a plan::Model);

/// Holder, topic, region, origin, open, hidden.
type LoadKey = (AgencyId, Option<String>, Option<String>, Option<AgencyId>, bool, bool);

/// What hangs on the ground of a plan.
///
/// # Errors
/// Database.
pub(super) async fn facts<C: ConnectionTrait>(
    db: &C,
    drawn: Drawn<'_>,
    rules: &[RuleTarget],
    look: Look,
) -> Result<Facts, StoreError> {
    Ok(many_facts(db, &[drawn], rules, look).await?.pop().unwrap_or_default())
}

/// What hangs on the grounds of plans: of many by as many statements as of one.
///
/// # Errors
/// Database.
pub(super) async fn many_facts<C: ConnectionTrait>(
    db: &C,
    plans: &[Drawn<'_>],
    rules: &[RuleTarget],
    look: Look,
) -> Result<Vec<Facts>, StoreError> {
    let leaving: BTreeSet<AgencyId> = plans
        .iter()
        .flat_map(|(ground, applied, _)| applied.handovers.keys().filter_map(|from| ground.id(from)))
        .collect();
    let (loads, from_plans) = loads(db, &leaving, plans, look).await?;
    let days: Vec<NaiveDate> =
        // Whoever is in office on its day, or today where that lies in the past, or comes later.
        plans.iter().map(|(_, _, plan)| std::cmp::max(plan.effective_on, look.today)).collect();
    let touched: Vec<BTreeSet<AgencyId>> = plans.iter().map(touched).collect();
    let day = days.iter().min().copied().unwrap_or(look.today);
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::AgencyId.is_in(together(touched.iter())))
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
    let moved = moved_by(db, plans).await?;
    let held: HashMap<RoleGrantId, &role_grant::Model> = grants.iter().map(|grant| (grant.id, grant)).collect();
    let mut overrides = BTreeMap::new();
    for policy in deadline_policy::Entity::find().all(db).await? {
        if let Some(agency) = policy.row.get("agency_code").and_then(|code| code.as_str()) {
            *overrides.entry(agency.to_owned()).or_insert(0) += 1;
        }
    }
    Ok(plans
        .iter()
        .zip(days)
        .zip(&touched)
        .map(|(((ground, applied, plan), day), touched)| {
            let code: HashMap<AgencyId, &str> = ground.rows.values().map(|row| (row.id, row.code.as_str())).collect();
            let brought = plan.counter_of.and_then(|of| moved.get(&of));
            // A deputy is where the role is that it stands in for. Every act on a role raises its version.
            let origin = |grant: &role_grant::Model| {
                let role = grant.stands_in_for.and_then(|role| held.get(&role).copied()).unwrap_or(grant);
                let from = brought?.get(&role.id).filter(|_| role.version == 1 && role.stands_in_for.is_none())?;
                code.get(from).map(|&code| code.to_owned())
            };
            let members = grants
                .iter()
                .filter(|grant| grant.valid_to.is_none_or(|last| last >= day))
                .filter(|grant| grant.agency_id.is_some_and(|agency| touched.contains(&agency)))
                .filter_map(|grant| {
                    Some(Membership {
                        grant: grant.id,
                        account: grant.account_id,
                        name: names.get(&grant.account_id)?.clone(),
                        role: grant.role,
                        agency: code.get(&grant.agency_id?).map(|&code| code.to_owned())?,
                        rests: grant.suspended_at.is_some(),
                        origin: origin(grant),
                    })
                })
                .collect();
            let back = plan.counter_of.and_then(|of| from_plans.get(&of));
            Facts {
                loads: loads_of(&loads, back, (*ground, *applied), &code),
                members,
                rules: rules.to_vec(),
                overrides: overrides.clone(),
            }
        })
        .collect())
}

/// Of plans that are taken back: roles that they wrote for people who went along, and from where these came.
async fn moved_by<C: ConnectionTrait>(
    db: &C,
    plans: &[Drawn<'_>],
) -> Result<HashMap<PlanId, HashMap<RoleGrantId, AgencyId>>, StoreError> {
    let taken_back: BTreeSet<PlanId> = plans.iter().filter_map(|(_, _, plan)| plan.counter_of).collect();
    if taken_back.is_empty() {
        return Ok(HashMap::new());
    }
    let kept: Vec<(PlanId, Option<JsonValue>)> = plan::Entity::find()
        .select_only()
        .column(plan::Column::Id)
        .column(plan::Column::Undo)
        .filter(plan::Column::Id.is_in(taken_back))
        .into_tuple()
        .all(db)
        .await?;
    Ok(kept.into_iter().filter_map(|(id, undo)| Some((id, Undo::read(undo?)?.moved.into_iter().collect()))).collect())
}

fn touched((ground, applied, _): &Drawn<'_>) -> BTreeSet<AgencyId> {
    let heirs = applied.handovers.values().flat_map(|handover| &handover.shares).map(|share| share.to.as_str());
    let changed = applied
        .tree
        .nodes()
        .map(|node| node.code.as_str())
        .filter(|code| applied.change_of(ground.tree.get(code), code) != NodeChange::Kept);
    let leaving = applied.handovers.keys().map(String::as_str);
    heirs.chain(changed).chain(leaving).filter_map(|code| ground.id(code)).collect()
}

type Loads = BTreeMap<LoadKey, i64>;

/// The loads of one plan: all that those who hand over have, and of a plan that takes another back, where it came from.
fn loads_of(
    all: &Loads,
    back: Option<&Loads>,
    (ground, applied): (&Ground, &Applied),
    code: &HashMap<AgencyId, &str>,
) -> Vec<CaseLoad> {
    let leaving: BTreeSet<AgencyId> = applied.handovers.keys().filter_map(|from| ground.id(from)).collect();
    let mut own: Loads =
        all.iter().filter(|((holder, ..), _)| leaving.contains(holder)).map(|(key, n)| (key.clone(), *n)).collect();
    for (key, n) in back.into_iter().flatten().filter(|((holder, ..), _)| leaving.contains(holder)) {
        let (holder, topic, region, _, open, hidden) = key.clone();
        *own.entry((holder, topic, region, None, open, hidden)).or_default() -= n;
        *own.entry(key.clone()).or_default() += n;
    }
    let word = |id: AgencyId| code.get(&id).map(|&code| code.to_owned());
    own.into_iter()
        .filter(|(_, n)| *n > 0)
        .filter_map(|((holder, topic, region, origin, open, hidden), n)| {
            Some(CaseLoad { holder: word(holder)?, topic, region, origin: origin.and_then(word), open, hidden, n })
        })
        .collect()
}

/// Cases of agencies by what decides over them; and of those, what plans that are taken back had brought them.
async fn loads<C: ConnectionTrait>(
    db: &C,
    leaving: &BTreeSet<AgencyId>,
    plans: &[Drawn<'_>],
    look: Look,
) -> Result<(Loads, HashMap<PlanId, Loads>), StoreError> {
    let taken_back: BTreeSet<PlanId> = plans.iter().filter_map(|(_, _, plan)| plan.counter_of).collect();
    let (mut all, mut back) = (Loads::new(), HashMap::<PlanId, Loads>::new());
    for from_plans in [false, true] {
        if leaving.is_empty() || (from_plans && taken_back.is_empty()) {
            continue;
        }
        let mut seen = Query::select();
        seen.expr(Expr::val(1))
            .from_as(Alias::new("case_audience"), Alias::new("o"))
            .and_where(col("o", "case_id").equals((Alias::new("c"), Alias::new("id"))))
            .and_where(col("o", "agency_id").eq(look.viewer.unwrap_or(AgencyId(0))));
        let delicate =
            [Classification::SupervisoryComplaint, Classification::WhistleBlowing].map(Classification::as_str);
        let hidden: SimpleExpr = CaseStatement::new()
            .case(col("c", "classification").is_in(delicate).and(Expr::exists(seen).not()), 1)
            .finally(0)
            .into();
        let mut query = Query::select();
        let mut groups = vec![("c", "holder_id"), ("c", "topic_code"), ("c", "region_code"), ("c", "status")];
        for (table, column) in &groups {
            query.expr_as(col(table, column), Alias::new(*column));
        }
        query
            // By its alias: repeated, the bound values would make it another expression.
            .expr_as(hidden, Alias::new("hidden"))
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .from_as(Alias::new("cases"), Alias::new("c"))
            .and_where(col("c", "holder_id").is_in(leaving.iter().copied()));
        if from_plans {
            groups.extend([("m", "from_id"), ("m", "plan_id")]);
            query
                .expr_as(col("m", "from_id"), Alias::new("from_id"))
                .expr_as(col("m", "plan_id"), Alias::new("plan_id"))
                .inner_join(
                    sea_orm::sea_query::TableRef::from(Alias::new("plan_moves")).alias(Alias::new("m")),
                    col("m", "case_id").equals((Alias::new("c"), Alias::new("id"))),
                )
                .and_where(col("m", "plan_id").is_in(taken_back.iter().copied()));
        }
        query
            .group_by_columns(groups.iter().map(|(table, column)| (Alias::new(*table), Alias::new(*column))))
            .add_group_by([Expr::col(Alias::new("hidden"))]);
        for row in db.query_all(&query).await? {
            let status: CaseStatus = row.try_get("", "status")?;
            let origin = if from_plans { Some(row.try_get("", "from_id")?) } else { None };
            let key = (
                row.try_get("", "holder_id")?,
                row.try_get("", "topic_code")?,
                row.try_get("", "region_code")?,
                origin,
                status.is_open(),
                row.try_get::<i32>("", "hidden")? == 1,
            );
            let into = if from_plans { back.entry(row.try_get("", "plan_id")?).or_default() } else { &mut all };
            *into.entry(key).or_default() += row.try_get::<i64>("", "n")?;
        }
    }
    Ok((all, back))
}
