//! Lists of cases: one index range of the audience (or of the reporter's cases), keyset pages, kept counts.
use chrono::{DateTime, Utc};
use entities::{
    ids::{AccountId, AgencyId, CaseId},
    vocab::{CaseStatus, Classification, Relation},
};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr, UnionType},
};

use super::{
    Scoped, StoreError,
    agencies::{below, code, col, never},
    audience::never_due,
    case_view::CaseView,
    search,
};
use crate::authz::scope::Scope;

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// Most overdue first; what has no running clock comes last.
    DueFirst,
}

/// What to list, within what the actor sees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaseFilter {
    /// Held by this agency or below it.
    pub agency: Option<AgencyId>,
    /// Held by this agency itself.
    pub held: Option<AgencyId>,
    /// Relations of the actor's agency.
    pub relations: Vec<Relation>,
    /// Open or not.
    pub open: Option<bool>,
    /// States.
    pub statuses: Vec<CaseStatus>,
    /// States left out. Unlike `statuses` this is no range of an index, and must not be one for `mine`.
    pub except: Vec<CaseStatus>,
    /// Kinds.
    pub classifications: Vec<Classification>,
    /// Topic with its sub-topics.
    pub topic: Option<String>,
    /// Region with all in it.
    pub region: Option<String>,
    /// Words of the text.
    pub words: Vec<String>,
    /// A number, in place of words.
    pub reference: Option<String>,
    /// First day of filing.
    pub from: Option<DateTime<Utc>>,
    /// End of filing, exclusive.
    pub to: Option<DateTime<Utc>>,
    /// A clock has run out.
    pub overdue: bool,
    /// The nearest clock ends before.
    pub due_before: Option<DateTime<Utc>>,
    /// Given to this officer.
    pub assignee: Option<AccountId>,
    /// Held by the actor's own agency and not given to somebody else.
    pub mine: bool,
}

impl CaseFilter {
    /// Whether the audience alone cannot answer: then each row costs a look at its case.
    const fn asks_the_case(&self) -> bool {
        !self.classifications.is_empty()
            || self.topic.is_some()
            || self.region.is_some()
            || self.reference.is_some()
            || !self.words.is_empty()
    }
}

/// Where a page begins: the sort key of the last row seen, and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// `opened_at` or `due_sort`.
    pub at: DateTime<Utc>,
    /// The case.
    pub id: CaseId,
}

/// A page to read.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Behind this key.
    pub after: Option<Key>,
    /// Before this key.
    pub before: Option<Key>,
    /// Rows.
    pub limit: u64,
    /// From the end.
    pub backwards: bool,
}

/// One row of a list with its key.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The case.
    pub case: CaseView,
    /// For cursors.
    pub key: Key,
}

fn order(sort: Sort, page: Page) -> Order {
    if (sort != Sort::Newest) == page.backwards { Order::Desc } else { Order::Asc }
}

fn within(column: SimpleExpr, wanted: &str) -> Condition {
    match code(wanted) {
        Some(code) => Condition::any().add(column.clone().eq(code)).add(column.like(below(code))),
        None => Condition::all().add(never()),
    }
}

/// Relations of a role whose secret texts it may not read: searching them would be an oracle.
fn text_guard(scoped: &Scoped) -> Option<SimpleExpr> {
    use entities::vocab::Role;
    match scoped.actor.officer().map(|officer| officer.role) {
        Some(Role::OmbudsmanOfficer | Role::OversightReader) => Some(col("c", "secret").eq(false)),
        Some(_) => Some(col("c", "secret").eq(false).or(
            col("a", "relation").is_not_in([Relation::Coordination, Relation::OversightOverdue].map(Relation::as_str)),
        )),
        None => None,
    }
}

impl Scoped {
    /// The scope as a condition on the audience row `a`.
    pub(super) fn scope_condition(&self, table: &str) -> SimpleExpr {
        let Scope::Audience { agency, always, overdue } = &self.scope else { return never() };
        let mut any = Condition::any().add(never());
        if !always.is_empty() {
            any = any.add(col(table, "relation").is_in(always.iter().map(|relation| relation.as_str())));
        }
        if !overdue.is_empty() {
            any = any.add(
                Condition::all()
                    .add(col(table, "relation").is_in(overdue.iter().map(|relation| relation.as_str())))
                    .add(col(table, "due_sort").lt(self.now)),
            );
        }
        Condition::all().add(col(table, "agency_id").eq(*agency)).add(any).into()
    }

    /// The statement of a list, without page and order. `a` is the audience, `c` the case.
    fn list(&self, filter: &CaseFilter) -> Option<(SelectStatement, &'static str)> {
        let mut query = Query::select();
        let driver = match &self.scope {
            Scope::Nothing => return None,
            Scope::One(case) => {
                query.from_as(Alias::new("cases"), Alias::new("c")).and_where(col("c", "id").eq(*case));
                "c"
            }
            Scope::ReportedBy(account) => {
                query
                    .from_as(Alias::new("cases"), Alias::new("c"))
                    .and_where(col("c", "reporter_account_id").eq(*account));
                "c"
            }
            Scope::Audience { .. } => {
                query.from_as(Alias::new("case_audience"), Alias::new("a"));
                if filter.asks_the_case() {
                    query.inner_join(
                        sea_orm::sea_query::TableRef::from(Alias::new("cases")).alias(Alias::new("c")),
                        col("a", "case_id").equals((Alias::new("c"), Alias::new("id"))),
                    );
                }
                self.audience_filter(&mut query, filter);
                "a"
            }
        };
        self.case_filter(&mut query, filter, driver);
        Some((query, driver))
    }

    fn audience_filter(&self, query: &mut SelectStatement, filter: &CaseFilter) {
        match filter.held.or(filter.agency) {
            // The range of the chosen agency drives; the actor's own row is probed.
            Some(agency) => {
                let held = if filter.held.is_some() {
                    &[Relation::Holder][..]
                } else {
                    &[Relation::Holder, Relation::AboveHolder]
                };
                query
                    .and_where(col("a", "agency_id").eq(agency))
                    .and_where(col("a", "relation").is_in(held.iter().map(|relation| relation.as_str())));
                let mut probe = Query::select();
                probe
                    .expr(Expr::val(1))
                    .from_as(Alias::new("case_audience"), Alias::new("s"))
                    .and_where(col("s", "case_id").equals((Alias::new("a"), Alias::new("case_id"))))
                    .and_where(self.scope_condition("s"));
                if !filter.relations.is_empty() {
                    probe.and_where(
                        col("s", "relation").is_in(filter.relations.iter().map(|relation| relation.as_str())),
                    );
                }
                if !filter.words.is_empty() && filter.reference.is_none() {
                    // The viewer's own row says whether secret words may be searched, not the chosen agency's.
                    probe.and_where(
                        col("c", "secret").eq(false).or(col("s", "relation")
                            .is_not_in([Relation::Coordination, Relation::OversightOverdue].map(Relation::as_str))),
                    );
                }
                query.and_where(Expr::exists(probe));
            }
            None => {
                query.and_where(self.scope_condition("a"));
                if !filter.relations.is_empty() {
                    query.and_where(
                        col("a", "relation").is_in(filter.relations.iter().map(|relation| relation.as_str())),
                    );
                }
            }
        }
        if filter.mine && filter.agency.is_none() {
            query.and_where(col("a", "relation").eq(Relation::Holder.as_str()));
            // Not as `IS NULL OR =`: an engine could take the index of assignees for it, and read all that have none.
            query.and_where(match self.account() {
                Some(me) => SimpleExpr::from(Func::coalesce([col("a", "assignee_id"), Expr::val(me)])).eq(me),
                None => col("a", "assignee_id").is_null(),
            });
        }
        if let Some(assignee) = filter.assignee {
            query.and_where(col("a", "assignee_id").eq(assignee));
        }
    }

    fn case_filter(&self, query: &mut SelectStatement, filter: &CaseFilter, driver: &str) {
        // A clock runs in open cases only; saying so keeps the list one range of the index.
        let clocked = (filter.overdue || filter.due_before.is_some()).then_some(true);
        if let Some(open) = filter.open.or(clocked) {
            if driver == "a" {
                query.and_where(col("a", "is_open").eq(open));
            } else {
                let rests = [CaseStatus::Closed, CaseStatus::Archived].map(CaseStatus::as_str);
                query.and_where(if open {
                    col("c", "status").is_not_in(rests)
                } else {
                    col("c", "status").is_in(rests)
                });
            }
        }
        match filter.statuses.as_slice() {
            [] => {}
            [one] => {
                query.and_where(col(driver, "status").eq(one.as_str()));
            }
            many => {
                query.and_where(col(driver, "status").is_in(many.iter().map(|status| status.as_str())));
            }
        }
        if !filter.except.is_empty() {
            query.and_where(col(driver, "status").is_not_in(filter.except.iter().map(|status| status.as_str())));
        }
        if !filter.classifications.is_empty() {
            query.and_where(col("c", "classification").is_in(filter.classifications.iter().map(|kind| kind.as_str())));
        }
        if let Some(topic) = &filter.topic {
            query.cond_where(within(col("c", "topic_code"), topic));
        }
        if let Some(region) = &filter.region {
            query.cond_where(within(col("c", "region_code"), region));
        }
        if let Some(from) = filter.from {
            query.and_where(col(driver, "opened_at").gte(from));
        }
        if let Some(to) = filter.to {
            query.and_where(col(driver, "opened_at").lt(to));
        }
        let due = if driver == "a" { "due_sort" } else { "due_at" };
        if filter.overdue {
            query.and_where(col(driver, due).lt(self.now));
        }
        if let Some(before) = filter.due_before {
            query.and_where(col(driver, due).lt(before));
        }
        if let Some(reference) = &filter.reference {
            query.and_where(col("c", "reference").eq(reference.as_str()));
        } else if !filter.words.is_empty() {
            query.and_where(search::matches(self.db().get_database_backend(), &filter.words));
            if let Some(guard) = text_guard(self) {
                query.and_where(guard);
            }
        }
    }

    /// One page of one range: its keys, in order. `None` where the actor sees nothing.
    pub(super) fn keys(&self, filter: &CaseFilter, sort: Sort, page: Page) -> Option<SelectStatement> {
        let (mut query, driver) = self.list(filter)?;
        let (key, id) = match (sort, driver) {
            (Sort::DueFirst, "a") => (col("a", "due_sort"), col("a", "case_id")),
            (Sort::DueFirst, _) => {
                (Func::coalesce([col("c", "due_at"), Expr::val(never_due())]).into(), col("c", "id"))
            }
            (_, "a") => (col("a", "opened_at"), col("a", "case_id")),
            (_, _) => (col("c", "opened_at"), col("c", "id")),
        };
        for (bound, forward) in [(page.after, true), (page.before, false)] {
            if let Some(Key { at, id: last }) = bound {
                let greater = (sort != Sort::Newest) == forward;
                let (strict, tie) = if greater {
                    (key.clone().gt(at), id.clone().gt(last))
                } else {
                    (key.clone().lt(at), id.clone().lt(last))
                };
                // `key >= at` first: a plain range for the index, the tie as a filter on it.
                let range = if greater { key.clone().gte(at) } else { key.clone().lte(at) };
                query.and_where(range).and_where(strict.or(tie));
            }
        }
        let order = order(sort, page);
        query
            .expr_as(key.clone(), Alias::new("sort_key"))
            .expr_as(id.clone(), Alias::new("case_id"))
            .order_by_expr(key, order.clone())
            .order_by_expr(id, order)
            .limit(page.limit);
        Some(query)
    }

    /// Several states are several ranges of the index: the first page of each, then the first of those. As one
    /// condition the engine would sort everything in them.
    fn merged_keys(&self, filter: &CaseFilter, sort: Sort, page: Page) -> Option<SelectStatement> {
        if filter.statuses.len() < 2 {
            return self.keys(filter, sort, page);
        }
        let mut ranges = filter.statuses.iter().enumerate().filter_map(|(n, status)| {
            let one = CaseFilter { statuses: vec![*status], ..filter.clone() };
            let mut range = Query::select();
            range
                .columns([Alias::new("sort_key"), Alias::new("case_id")])
                .from_subquery(self.keys(&one, sort, page)?, Alias::new(format!("range_{n}")));
            Some(range)
        });
        let mut all = ranges.next()?;
        for range in ranges {
            all.union(UnionType::All, range);
        }
        let mut first = Query::select();
        first
            .columns([Alias::new("sort_key"), Alias::new("case_id")])
            .from_subquery(all, Alias::new("ranges"))
            .order_by(Alias::new("sort_key"), order(sort, page))
            .order_by(Alias::new("case_id"), order(sort, page))
            .limit(page.limit);
        Some(first)
    }

    /// A page of cases.
    ///
    /// # Errors
    /// Database.
    pub async fn case_page(&self, filter: &CaseFilter, sort: Sort, page: Page) -> Result<Vec<Listed>, StoreError> {
        let Some(query) = self.merged_keys(filter, sort, page) else { return Ok(vec![]) };
        let mut keys = vec![];
        for row in self.db().query_all(&query).await? {
            keys.push(Key { at: row.try_get("", "sort_key")?, id: row.try_get("", "case_id")? });
        }
        if page.backwards {
            keys.reverse();
        }
        let ids: Vec<CaseId> = keys.iter().map(|key| key.id).collect();
        let mut cases = self.cases_by_id(&ids).await?;
        Ok(keys.into_iter().filter_map(|key| Some(Listed { case: cases.remove(&key.id)?, key })).collect())
    }

    /// How many cases of a filter there are, counted up to `most`.
    ///
    /// # Errors
    /// Database.
    pub async fn count_up_to(&self, filter: &CaseFilter, most: u64) -> Result<u64, StoreError> {
        let Some((mut query, _)) = self.list(filter) else { return Ok(0) };
        query.expr(Expr::val(1)).limit(most);
        let mut count = Query::select();
        count.expr_as(Expr::cust("COUNT(*)"), Alias::new("n")).from_subquery(query, Alias::new("found"));
        let n: i64 = match self.db().query_one(&count).await? {
            Some(row) => row.try_get("", "n")?,
            None => 0,
        };
        Ok(u64::try_from(n).unwrap_or(0))
    }
}
