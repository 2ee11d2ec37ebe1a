//! Reading versions of the forwarding rules, and what they are held against. Writing is `rule_write`, running `router`.
//! Versions of other governments answer like unknown ones.
use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use entities::{
    ids::{AgencyId, CaseId, RuleSetId},
    region, rule_set, rule_set_event,
    vocab::{Channel, Classification, RuleSetStatus, Urgency},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::{
    Scoped, StoreError,
    case_list::{CaseFilter, Key, Page, Sort},
    case_view::CaseView,
};
use crate::{
    authz::planning::{self, Planning},
    domain::{
        calendar::wita_time,
        rules::{Report, lint::Topic},
        second_person::Hand,
    },
};

/// Whose hand submitted a version: nobody who counts as the same person approves it.
#[must_use]
pub fn submitter(row: &rule_set::Model) -> Option<Hand> {
    row.submitted_by.map(|account| Hand { account, instead_of: row.submitted_instead_of })
}

/// What a rule set is held against, beside the agencies.
#[derive(Debug, Clone, Default)]
pub struct RulesWorld {
    /// All topics.
    pub topics: Vec<Topic>,
    /// All region codes.
    pub regions: Vec<String>,
}

/// What rules may know of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// Title.
    pub title: String,
    /// Text.
    pub body: String,
    /// Topic.
    pub topic: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Kind of report.
    pub classification: Classification,
    /// How it came in.
    pub channel: Channel,
    /// How urgent.
    pub urgency: Urgency,
    /// Code of the agency that was named.
    pub named: Option<String>,
    /// Code of the accused unit.
    pub accused: Option<String>,
    /// When it came in.
    pub opened_at: DateTime<Utc>,
}

impl CaseFacts {
    /// Of a case as somebody reads it; none where its text is not theirs: that is not searched for words either.
    #[must_use]
    pub fn of(case: CaseView, code: impl Fn(Option<AgencyId>) -> Option<String>) -> Option<Self> {
        let told = case.told?;
        let state = case.state;
        Some(Self {
            title: told.title,
            body: told.body,
            named: code(case.named_agency),
            accused: code(state.accused),
            topic: state.topic,
            region: state.region,
            classification: state.classification,
            channel: case.channel,
            urgency: state.urgency,
            opened_at: state.opened_at,
        })
    }

    /// As rules see it.
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        Report {
            title: &self.title,
            body: &self.body,
            topic: self.topic.as_deref(),
            region: self.region.as_deref(),
            classification: self.classification,
            channel: self.channel,
            urgency: self.urgency,
            named: self.named.as_deref(),
            accused: self.accused.as_deref(),
            received: Some(wita_time(self.opened_at)),
        }
    }
}

impl Scoped {
    /// A version that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn rule_set(&self, id: RuleSetId) -> Result<Option<rule_set::Model>, StoreError> {
        let row = rule_set::Entity::find_by_id(id).one(self.db()).await?;
        Ok(row.filter(|row| planning::may_see(&self.actor, row.government_id)))
    }

    /// Versions that the actor may see.
    ///
    /// # Errors
    /// Database.
    pub async fn rule_sets_by_id(&self, ids: &[RuleSetId]) -> Result<Vec<rule_set::Model>, StoreError> {
        let rows =
            rule_set::Entity::find().filter(rule_set::Column::Id.is_in(ids.iter().copied())).all(self.db()).await?;
        Ok(rows.into_iter().filter(|row| planning::may_see(&self.actor, row.government_id)).collect())
    }

    /// A page of versions, newest first.
    ///
    /// # Errors
    /// Database.
    pub async fn rule_set_page(
        &self,
        government: Option<AgencyId>,
        statuses: &[RuleSetStatus],
        page: Page,
    ) -> Result<Vec<rule_set::Model>, StoreError> {
        let mut query = rule_set::Entity::find();
        match planning::sees(&self.actor) {
            Planning::Nothing => return Ok(vec![]),
            Planning::Of(own) => query = query.filter(rule_set::Column::GovernmentId.eq(own)),
            Planning::All => {}
        }
        if let Some(government) = government {
            query = query.filter(rule_set::Column::GovernmentId.eq(government));
        }
        if !statuses.is_empty() {
            query = query.filter(rule_set::Column::Status.is_in(statuses.iter().copied()));
        }
        for (bound, older) in [(page.after, true), (page.before, false)] {
            let Some(Key { at, id: CaseId(id) }) = bound else { continue };
            let (at_column, id_column) = (rule_set::Column::CreatedAt, rule_set::Column::Id);
            let tie = Condition::all().add(at_column.eq(at));
            query = query.filter(if older {
                Condition::any().add(at_column.lt(at)).add(tie.add(id_column.lt(RuleSetId(id))))
            } else {
                Condition::any().add(at_column.gt(at)).add(tie.add(id_column.gt(RuleSetId(id))))
            });
        }
        let query = if page.backwards {
            query.order_by_asc(rule_set::Column::CreatedAt).order_by_asc(rule_set::Column::Id)
        } else {
            query.order_by_desc(rule_set::Column::CreatedAt).order_by_desc(rule_set::Column::Id)
        };
        let mut rows = query.limit(page.limit).all(self.db()).await?;
        if page.backwards {
            rows.reverse();
        }
        Ok(rows)
    }

    /// The history of versions, newest first, at most 200 lines of each.
    ///
    /// # Errors
    /// Database.
    pub async fn rule_set_events(
        &self,
        ids: &[RuleSetId],
    ) -> Result<HashMap<RuleSetId, Vec<rule_set_event::Model>>, StoreError> {
        let last = "rule_set_events.seq > (SELECT MAX(m.seq) FROM rule_set_events m WHERE m.rule_set_id = rule_set_events.rule_set_id) - 200";
        let mut found: HashMap<RuleSetId, Vec<rule_set_event::Model>> = HashMap::new();
        for row in rule_set_event::Entity::find()
            .filter(rule_set_event::Column::RuleSetId.is_in(ids.iter().copied()))
            .filter(Expr::cust(last))
            .order_by_desc(rule_set_event::Column::Seq)
            .all(self.db())
            .await?
        {
            found.entry(row.rule_set_id).or_default().push(row);
        }
        Ok(found)
    }

    /// The versions that decide, of these governments, as far as the actor may see them.
    ///
    /// # Errors
    /// Database.
    pub async fn active_rule_sets(
        &self,
        governments: &[AgencyId],
    ) -> Result<HashMap<AgencyId, rule_set::Model>, StoreError> {
        let seen: Vec<AgencyId> =
            governments.iter().copied().filter(|government| planning::may_see(&self.actor, *government)).collect();
        if seen.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = rule_set::Entity::find()
            .filter(rule_set::Column::GovernmentId.is_in(seen))
            .filter(rule_set::Column::Status.eq(RuleSetStatus::Active))
            .all(self.db())
            .await?;
        Ok(rows.into_iter().map(|row| (row.government_id, row)).collect())
    }

    /// Approved versions whose hour has come, oldest hour first.
    ///
    /// # Errors
    /// Database.
    pub async fn rule_sets_due(&self) -> Result<Vec<RuleSetId>, StoreError> {
        if planning::sees(&self.actor) != Planning::All {
            return Ok(vec![]);
        }
        Ok(rule_set::Entity::find()
            .select_only()
            .column(rule_set::Column::Id)
            .filter(rule_set::Column::Status.eq(RuleSetStatus::Scheduled))
            .filter(rule_set::Column::ActivatesAt.lte(self.now))
            .order_by_asc(rule_set::Column::ActivatesAt)
            .order_by_asc(rule_set::Column::CreatedAt)
            .into_tuple()
            .all(self.db())
            .await?)
    }

    /// Topics and regions: public knowledge.
    ///
    /// # Errors
    /// Database.
    pub async fn rules_world(&self) -> Result<RulesWorld, StoreError> {
        let topics = self.topics().await?;
        let topics = topics.into_iter().map(|row| Topic { code: row.code, usually: row.default_classification });
        let regions = region::Entity::find()
            .select_only()
            .column(region::Column::Code)
            .order_by_asc(region::Column::Code)
            .into_tuple()
            .all(self.db())
            .await?;
        Ok(RulesWorld { topics: topics.collect(), regions })
    }

    /// The newest cases that the actor may read, on which rules can be tried. Without whistle-blowing, which is for no rule.
    ///
    /// # Errors
    /// Database.
    pub async fn recent_facts(&self, limit: u64) -> Result<Vec<CaseFacts>, StoreError> {
        let open = Classification::ALL.iter().copied().filter(|kind| *kind != Classification::WhistleBlowing);
        let filter = CaseFilter { classifications: open.collect(), ..CaseFilter::default() };
        let page = Page { after: None, before: None, limit, backwards: false };
        let listed = self.case_page(&filter, Sort::Newest, page).await?;
        let named = listed.iter().flat_map(|row| row.case.named_agency.into_iter().chain(row.case.state.accused));
        let named: Vec<AgencyId> = named.collect::<BTreeSet<_>>().into_iter().collect();
        let agencies = self.agencies_by_id(&named).await?;
        let code = |id: Option<AgencyId>| id.and_then(|id| agencies.get(&id)).map(|row| row.code.clone());
        Ok(listed.into_iter().filter_map(|row| CaseFacts::of(row.case, code)).collect())
    }
}
