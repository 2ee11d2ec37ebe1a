//! Root queries of forwarding rules: versions, and the test box.
use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entities::{
    ids::{AgencyId, CaseId},
    rule_set, vocab,
};

use super::{
    errors::{bad_input, fault, internal},
    ids,
    loaders::{self, ByCode},
    page::{Listed, PageArgs, case_cursor, read_case_cursor},
    rule_enums::RuleSetStatus,
    rule_inputs::TestRoutingInput,
    rule_loaders::{ActiveRules, RuleSetById},
    rule_set::RuleSet,
    rule_trace::{RoutingDecision, Texts, Told},
    view::{View, Viewer},
};
use crate::{
    authz::planning::{self, Planning},
    domain::{
        calendar::wita_time,
        refusal::{Field, Refusal},
        rules::{self, Compiled, Layered, Report, Scope, decide_in_layers},
        text::Limits,
    },
    store::{
        case_list::{Key, Page},
        router::Router,
    },
};

/// The questions of this file.
#[derive(Default)]
pub struct RuleQuery;

/// What a version of the rules would do with a report that nobody has filed. Keepers of its government's rules.
#[derive(SimpleObject)]
pub struct RoutingTest {
    /// The version that was tried; rules of other governments are those that run.
    pub version: RuleSet,
    /// What it decided, and why.
    pub decision: RoutingDecision,
}

#[Object]
impl RuleQuery {
    /// Versions of the forwarding rules that the viewer may see, newest first. Coordinators and leadership for their own
    /// government, the system administrator for all; empty for everybody else.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay list")]
    async fn rule_sets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this government.")] government_code: Option<String>,
        #[graphql(desc = "Only in these states.")] status: Option<Vec<RuleSetStatus>>,
        #[graphql(desc = "Rows from the start.")] first: Option<i32>,
        #[graphql(desc = "Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows from the end.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<String>,
    ) -> async_graphql::Result<Listed<RuleSet>> {
        let view = View::of(ctx)?;
        let wanted = PageArgs { first, after, last, before }.check(&view.op)?;
        let (after, before) = wanted.bounds(&view.op, |cursor| read_case_cursor("rulesets", cursor))?;
        let page = Page { after, before, limit: wanted.limit(), backwards: wanted.backwards };
        let statuses: Vec<vocab::RuleSetStatus> = status.unwrap_or_default().into_iter().map(Into::into).collect();
        let government = match government_code.filter(|code| !code.is_empty()) {
            None => None,
            Some(code) => match view.load(ByCode(code)).await? {
                Some(row) => Some(row.id),
                // Like one whose rules the viewer does not see.
                None => return Ok(wanted.connection(vec![], |row| listed(row, &view))),
            },
        };
        let scoped = &view.op.scoped;
        let rows = scoped.rule_set_page(government, &statuses, page).await.map_err(internal(&view.op))?;
        Ok(wanted.connection(rows, |row| listed(row, &view)))
    }

    /// A version of the forwarding rules by its id; null when unknown or not the viewer's to see. Coordinators of its
    /// government, its leadership, the system administrator.
    async fn rule_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global id.")] id: ID,
    ) -> async_graphql::Result<Option<RuleSet>> {
        let view = View::of(ctx)?;
        let Some(id) = ids::to_rule_set(&id) else { return Ok(None) };
        let row = view.op.scoped.rule_set(id).await.map_err(internal(&view.op))?;
        Ok(row.map(|row| RuleSet::new(row, &view)))
    }

    /// Tries a version of the rules on a report that nobody has filed, which is not kept. Those who see rules; null for
    /// others and for unknown versions.
    async fn test_routing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] input: TestRoutingInput,
    ) -> async_graphql::Result<Option<RoutingTest>> {
        let view = View::of(ctx)?;
        if !may_test(&view) {
            return Ok(None);
        }
        check(&view, &input).await?;
        let Some(row) = tried(&view, input.rule_set_id.as_ref()).await? else { return Ok(None) };
        let version = RuleSet::new(row, &view);
        let set = version.read().await?.set;
        let router = view.op.router().await.map_err(internal(&view.op))?;
        let received = wita_time(view.op.now());
        let text: Arc<Texts> = Arc::new((input.title.clone(), input.body.clone()));
        let work = move || {
            let report = Report { received: Some(received), ..report(&input) };
            ask(&set, &router, &report)
        };
        let answer = tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(error = %error, "rules.test");
            fault(view.op.locale)
        })?;
        let Some((layered, because)) = answer else { return Ok(None) };
        let decision = RoutingDecision::new(&view, Told::of_layered(&layered, because, Some(text)));
        Ok(Some(RoutingTest { version, decision }))
    }
}

fn listed(row: rule_set::Model, view: &Viewer) -> (String, RuleSet) {
    let key = Key { at: row.created_at, id: CaseId(row.id.0) };
    (case_cursor("rulesets", key), RuleSet::new(row, view))
}

/// Those who keep rules, and the leadership that reads those of its own government.
fn may_test(view: &View) -> bool {
    let actor = view.op.actor();
    actor.officer().is_some() && (planning::keeps(actor) || matches!(planning::sees(actor), Planning::Of(_)))
}

/// The version that is asked for; by default the one that runs for the viewer's government.
async fn tried(view: &Viewer, id: Option<&ID>) -> async_graphql::Result<Option<rule_set::Model>> {
    match id {
        Some(id) => match ids::to_rule_set(id) {
            Some(id) => view.load(RuleSetById(id)).await,
            None => Ok(None),
        },
        None => {
            let government: Option<AgencyId> = match planning::sees(view.op.actor()) {
                Planning::Of(own) => Some(own),
                Planning::All => view.load(ByCode(view.op.deps.government.clone())).await?.map(|row| row.id),
                Planning::Nothing => None,
            };
            match government {
                Some(government) => view.load(ActiveRules(government)).await,
                None => Ok(None),
            }
        }
    }
}

/// Limits and codes of the report.
async fn check(view: &Viewer, input: &TestRoutingInput) -> async_graphql::Result<()> {
    let refused = |refusal: Refusal| bad_input(view.op.locale, &refusal);
    for (field, text, max) in [("title", &input.title, Limits::TITLE.max), ("body", &input.body, Limits::BODY.max)] {
        let len = text.chars().count();
        if len > max {
            return Err(refused(Refusal::TooLong { field, max, len }));
        }
    }
    if input.body.trim().is_empty() {
        return Err(refused(Refusal::Required("body")));
    }
    let unknown = |field: Field| refused(Refusal::Unknown(field));
    if let Some(code) = filled(input.topic_code.as_ref())
        && view.load(loaders::Topic(code)).await?.is_none()
    {
        return Err(unknown("topicCode"));
    }
    if let Some(code) = filled(input.region_code.as_ref())
        && view.load(loaders::Region(code)).await?.is_none()
    {
        return Err(unknown("regionCode"));
    }
    for (field, code) in
        [("namedAgencyCode", &input.named_agency_code), ("reportedAgencyCode", &input.reported_agency_code)]
    {
        if let Some(code) = filled(code.as_ref())
            && view.load(ByCode(code)).await?.is_none()
        {
            return Err(unknown(field));
        }
    }
    Ok(())
}

/// An empty field of a form is none.
fn filled(code: Option<&String>) -> Option<String> {
    code.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty())
}

/// The report as the rules see it, without its hour.
fn report(input: &TestRoutingInput) -> Report<'_> {
    fn code(code: Option<&String>) -> Option<&str> {
        code.map(|code| code.trim()).filter(|code| !code.is_empty())
    }
    Report {
        topic: code(input.topic_code.as_ref()),
        region: code(input.region_code.as_ref()),
        classification: input.classification.map_or(vocab::Classification::ServiceComplaint, Into::into),
        channel: input.channel.map_or(vocab::Channel::Web, Into::into),
        urgency: input.urgency.map_or(vocab::Urgency::Normal, Into::into),
        named: code(input.named_agency_code.as_ref()),
        accused: code(input.reported_agency_code.as_ref()),
        ..Report::of_text(&input.title, &input.body)
    }
}

/// What the rules say with this version in place of the one that runs for its government; with the reason of the rule
/// that decides. None where the province has no rules that run.
fn ask(set: &rules::RuleSet, router: &Router, report: &Report<'_>) -> Option<(Layered, Option<String>)> {
    let compiled = Compiled::new(set);
    let running = |code: &str| router.own(code).map(|version| &version.compiled);
    let (province, layered) = match &set.scope {
        Scope::Province => (&compiled, decide_in_layers(&compiled, running, report, router.directory())),
        Scope::Government(code) => {
            let province = &router.province()?.compiled;
            let own = |asked: &str| if asked == code.as_str() { Some(&compiled) } else { running(asked) };
            (province, decide_in_layers(province, own, report, router.directory()))
        }
    };
    let decided = match (&layered.province, layered.government.as_deref(), &set.scope) {
        // The own rules of a government have decided.
        (Some(_), Some(asked), Scope::Government(code)) if asked == code.as_str() => Some(&compiled),
        (Some(_), Some(asked), _) => running(asked),
        _ => Some(province),
    };
    let because = layered.decision.rule.as_ref().and_then(|(position, name)| {
        let mut rules = decided?.rules().iter();
        rules.find(|rule| rule.position == *position && rule.name == *name).map(|rule| rule.because.clone())
    });
    Some((layered, because))
}
