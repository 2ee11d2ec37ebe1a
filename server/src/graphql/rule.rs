//! One forwarding rule: its conditions, what it suggests, what is wrong with it, how often it would be used.
use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use super::{
    enums::{AgencyKind, Channel, Classification, Urgency},
    rule_enums::{RuleAction, RuleMode, Weekday},
    rule_finding::RuleFinding,
    rule_loaders::Version,
    rule_names::worded,
    rule_set::{RuleSet, whole},
    view::Viewer,
};
use crate::{
    domain::rules::{Rule, Target, Then, When},
    texts::rules::conditions,
};

/// One forwarding rule.
pub struct ForwardingRule {
    /// Which of its version's, counted from zero.
    pub(super) at: usize,
    /// The rule.
    pub(super) rule: Rule,
    /// Its version.
    pub(super) version: Version,
    /// The request.
    pub(super) view: Viewer,
}

/// One forwarding rule: the first active one that matches and whose target is there decides. Keepers of its government's
/// rules.
#[Object]
impl ForwardingRule {
    /// Its place: rules are tried in the order of their positions.
    async fn position(&self) -> i32 {
        whole(self.rule.position)
    }
    /// Name, in Indonesian.
    async fn name(&self) -> &str {
        &self.rule.name
    }
    /// Whether it is used; one that is not is skipped.
    async fn active(&self) -> bool {
        self.rule.active
    }
    /// Whether it suggests or forwards by itself.
    async fn mode(&self) -> RuleMode {
        self.rule.mode.into()
    }
    /// The legal or organisational reason, in Indonesian.
    async fn because(&self) -> &str {
        &self.rule.because
    }
    /// How sure its author is, as the file marks it; it changes nothing.
    async fn evidence(&self) -> Option<&str> {
        self.rule.evidence.as_deref()
    }
    /// Whether it is the last rule of its version, which catches everything.
    async fn fallback(&self) -> bool {
        self.version.set.fallback().is_some_and(|fallback| *fallback == self.rule)
    }
    /// Its conditions in words, in the viewer's language.
    async fn summary(&self) -> async_graphql::Result<String> {
        let locale = self.view.op.locale;
        worded(&self.view, |names| conditions::conditions(locale, &self.rule.when, names)).await
    }
    /// What it suggests in words, in the viewer's language.
    async fn target_summary(&self) -> async_graphql::Result<String> {
        let locale = self.view.op.locale;
        worded(&self.view, |names| conditions::consequence(locale, &self.rule.then, names)).await
    }
    /// Its conditions, all of which must hold; an empty list always holds.
    async fn when(&self) -> RuleConditions {
        RuleConditions::of(&self.rule.when)
    }
    /// What it suggests.
    async fn then(&self) -> async_graphql::Result<RuleConsequence> {
        RuleConsequence::of(&self.rule.then, &self.view).await
    }
    /// What the lint says of it, errors first.
    async fn findings(&self) -> async_graphql::Result<Vec<RuleFinding>> {
        let findings = RuleSet::linted(&self.view, &self.version).await?;
        let own: Vec<_> = findings
            .iter()
            .filter(|finding| finding.rule.as_ref().is_some_and(|rule| rule.0 == self.rule.position))
            .collect();
        RuleFinding::all(&self.view, &own).await
    }
    /// How many of the newest cases (`recentCases` of its version) it would decide.
    async fn recent_hits(&self) -> async_graphql::Result<i32> {
        let counted = RuleSet::counted(&self.view, &self.version).await?;
        let times = counted.by_rule.get(self.at).copied().unwrap_or_default();
        Ok(i32::try_from(times).unwrap_or(i32::MAX))
    }
}

/// Conditions of a rule, all of which must hold; an empty list always holds. Keepers of its government's rules.
#[derive(SimpleObject)]
pub struct RuleConditions {
    /// Topics, each with its sub-topics.
    pub topic_codes: Vec<String>,
    /// Regions, each with everything in it.
    pub region_codes: Vec<String>,
    /// Kinds of report.
    pub classifications: Vec<Classification>,
    /// How the report came in.
    pub channels: Vec<Channel>,
    /// Agencies named by the reporter, each with its units.
    pub named_agency_codes: Vec<String>,
    /// Kinds of the agency named by the reporter.
    pub named_kinds: Vec<AgencyKind>,
    /// How urgent the report is.
    pub urgencies: Vec<Urgency>,
    /// Days on which it came in; empty with hours means every day.
    pub weekdays: Vec<Weekday>,
    /// First minute of the day (WITA), HH:MM; null where days and hours are not asked for.
    pub from: Option<String>,
    /// First minute after it, HH:MM up to 24:00; before `from` it runs past midnight.
    pub until: Option<String>,
    /// One of these words or phrases, as written; spelling and affixes are forgiven.
    pub keywords_any: Vec<String>,
    /// All of these words or phrases.
    pub keywords_all: Vec<String>,
}

impl RuleConditions {
    fn of(when: &When) -> Self {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        Self {
            topic_codes: when.topics.clone(),
            region_codes: when.regions.clone(),
            classifications: when.classifications.iter().copied().map(Into::into).collect(),
            channels: when.channels.iter().copied().map(Into::into).collect(),
            named_agency_codes: when.named_agencies.clone(),
            named_kinds: when.named_kinds.iter().copied().map(Into::into).collect(),
            urgencies: when.urgencies.iter().copied().map(Into::into).collect(),
            weekdays: when.time.iter().flat_map(|time| &time.weekdays).copied().map(Into::into).collect(),
            from: when.time.as_ref().map(|time| clock(time.from)),
            until: when.time.as_ref().map(|time| clock(time.until)),
            keywords_any: when.keywords_any.clone(),
            keywords_all: when.keywords_all.clone(),
        }
    }
}

/// What a rule suggests. Keepers of its government's rules.
#[derive(SimpleObject)]
pub struct RuleConsequence {
    /// What to do.
    pub action: RuleAction,
    /// Who leads; null where nothing is forwarded.
    pub forward_to: Option<RuleTarget>,
    /// Who helps.
    pub supporting: Vec<RuleTarget>,
    /// Who reads along.
    pub informed: Vec<RuleTarget>,
    /// How urgent the report becomes; never less than it is.
    pub urgency: Urgency,
    /// Suggested reason to archive.
    pub archive_reason_code: Option<String>,
    /// Suggested standard reply.
    pub reply_code: Option<String>,
}

impl RuleConsequence {
    async fn of(then: &Then, view: &Viewer) -> async_graphql::Result<Self> {
        let locale = view.op.locale;
        let targets: Vec<&Target> = then.targets().collect();
        let labels = worded(view, |names| {
            targets.iter().map(|target| conditions::target(locale, target, names)).collect::<Vec<_>>()
        });
        let mut labelled = targets.iter().zip(labels.await?).map(|(target, label)| RuleTarget::of(target, label));
        Ok(Self {
            action: then.action.into(),
            forward_to: then.forward_to.as_ref().and_then(|_| labelled.next()),
            supporting: labelled.by_ref().take(then.supporting.len()).collect(),
            informed: labelled.collect(),
            urgency: then.urgency.into(),
            archive_reason_code: then.archive_reason.clone(),
            reply_code: then.reply_code.clone(),
        })
    }
}

/// Who is meant: an agency by its code, one by its function in the regency or city of the report, or the one that the
/// reporter named. Keepers of its government's rules.
#[derive(SimpleObject)]
pub struct RuleTarget {
    /// Code of the agency, where it is named.
    pub agency_code: Option<String>,
    /// Functions, tried in this order.
    pub functions: Vec<String>,
    /// Code of the agency used where nobody has the function.
    pub otherwise_code: Option<String>,
    /// The agency named by the reporter.
    pub named: bool,
    /// In words, in the viewer's language.
    pub label: String,
}

impl RuleTarget {
    fn of(target: &Target, label: String) -> Self {
        let nobody = Self { agency_code: None, functions: vec![], otherwise_code: None, named: false, label };
        match target {
            Target::Agency(code) => Self { agency_code: Some(code.clone()), ..nobody },
            Target::Relative { functions, otherwise } => {
                Self { functions: functions.clone(), otherwise_code: otherwise.clone(), ..nobody }
            }
            Target::Named => Self { named: true, ..nobody },
        }
    }
}

/// All rules of a version, in order.
pub(super) fn rules(version: &Version, view: &Viewer) -> Vec<ForwardingRule> {
    let all = version.set.rules().iter().enumerate();
    all.map(|(at, rule)| ForwardingRule {
        at,
        rule: rule.clone(),
        version: Version { row: Arc::clone(&version.row), set: Arc::clone(&version.set) },
        view: view.clone(),
    })
    .collect()
}
