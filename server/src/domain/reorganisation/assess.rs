//! Weighing a plan against what hangs on the tree: cases that change hands, people who move or lose their place, rules
//! and deadlines that lose their agency, units that nobody would be in office for.
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entities::{
    ids::{AccountId, RoleGrantId},
    vocab::{AgencyKind, Role},
};

use super::{Applied, Finding, FindingCode as Code, Marks, NodeChange, Severity, Tree};
use crate::domain::audience::receives;

/// How many cases of one kind an agency has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLoad {
    /// Who has them, by code.
    pub holder: String,
    /// Topic.
    pub topic: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// From whom the plan that is taken back had taken them.
    pub origin: Option<String>,
    /// Open or at rest.
    pub open: bool,
    /// Kept from whoever looks: moved like the others, and in no figure.
    pub hidden: bool,
    /// How many.
    pub n: i64,
}

/// Somebody's role on the day of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The role grant.
    pub grant: RoleGrantId,
    /// Who.
    pub account: AccountId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Where, by code.
    pub agency: String,
    /// The role rests: it keeps its place, and fills none.
    pub rests: bool,
    /// From where the plan that is taken back had moved it, where nothing has happened to it since; by code.
    pub origin: Option<String>,
}

impl Membership {
    /// Works on cases: such a person is "in office".
    #[must_use]
    pub const fn works(&self) -> bool {
        matches!(
            self.role,
            Role::UnitOfficer
                | Role::LiaisonOfficer
                | Role::AgencyAdmin
                | Role::RegencyCoordinator
                | Role::ProvinceCoordinator
                | Role::Inspectorate
        )
    }
}

/// How a forwarding rule names whom it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleTargetBy {
    /// By code.
    Agency(String),
    /// By function in the report's region; the code used when there is none.
    Function {
        /// The function.
        function: String,
        /// Used when nobody has it.
        otherwise: Option<String>,
    },
}

/// A target of a forwarding rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTarget {
    /// Position of the rule.
    pub position: u32,
    /// Name of the rule.
    pub name: String,
    /// The version that it belongs to, as "KALSEL v3"; empty where that is not known.
    pub version: String,
    /// Whom it means.
    pub by: RuleTargetBy,
}

impl RuleTarget {
    /// The rule in the words of a finding.
    fn told(&self) -> String {
        let version = if self.version.is_empty() { String::new() } else { format!(" ({})", self.version) };
        format!("{} {}{version}", self.position, self.name)
    }
}

/// What hangs on the tree of a plan.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Cases of the agencies that hand over.
    pub loads: Vec<CaseLoad>,
    /// People of all agencies that the plan touches.
    pub members: Vec<Membership>,
    /// Targets of the active rules.
    pub rules: Vec<RuleTarget>,
    /// Deadlines of their own, by agency.
    pub overrides: BTreeMap<String, i64>,
}

/// The head of the plan, as far as it decides something.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// Its day.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// A day in the past has a reason.
    pub has_reason: bool,
    /// How many changes it has.
    pub changes: usize,
}

/// What goes from one agency to another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// From, by code.
    pub from: String,
    /// To, by code; none: nobody inherits.
    pub to: Option<String>,
    /// Open cases.
    pub open: i64,
    /// Cases at rest.
    pub closed: i64,
    /// People.
    pub members: i64,
    /// Rule targets.
    pub rules: i64,
    /// Deadlines of its own.
    pub overrides: i64,
}

/// What becomes of somebody's role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFate {
    /// The role.
    pub member: Membership,
    /// The agency it goes to; none: it ends.
    pub to: Option<String>,
}

/// What a plan would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What speaks against it, errors first.
    pub findings: Vec<Finding>,
    /// What changes hands.
    pub flows: Vec<Flow>,
    /// Whose role moves or ends.
    pub fates: Vec<MemberFate>,
}

impl Preview {
    /// Nothing blocks it.
    #[must_use]
    pub fn publishable(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity() != Severity::Error)
    }
}

/// Weighs a plan that was carried out on `before`.
#[must_use]
pub fn assess(before: &Tree, applied: &Applied, facts: &Facts, head: Head) -> Preview {
    let mut findings = applied.findings.clone();
    if head.changes == 0 {
        findings.push(Finding::new(Code::Empty, ""));
    }
    if head.day < head.today && !head.has_reason {
        findings.push(Finding::new(Code::PastWithoutReason, "").other(head.day.to_string()));
    }
    let leaving: BTreeSet<&str> = applied
        .handovers
        .keys()
        .map(String::as_str)
        .filter(|code| applied.tree.get(code).is_some_and(|node| !node.open))
        .collect();
    let mut flows = Flows::new();
    cases(applied, facts, &mut flows, &mut findings);
    let fates = people(before, applied, facts, &leaving, &mut flows, &mut findings);
    rules(before, applied, facts, &leaving, &mut flows, &mut findings);
    for (code, n) in facts.overrides.iter().filter(|(code, _)| leaving.contains(code.as_str())) {
        findings.push(Finding::new(Code::OverrideLost, code.clone()).count(*n));
        entry(&mut flows, code, applied.successor(code)).overrides += n;
    }
    vacancies(before, applied, facts, &fates, &mut findings);
    inspectorates(before, applied, &mut findings);
    findings.sort_by(|one, two| (one.severity(), one.change, one).cmp(&(two.severity(), two.change, two)));
    findings.dedup();
    Preview { findings, flows: flows.into_values().collect(), fates }
}

type Flows = BTreeMap<(String, Option<String>), Flow>;

fn entry<'a>(flows: &'a mut Flows, from: &str, to: Option<&str>) -> &'a mut Flow {
    flows.entry((from.to_owned(), to.map(str::to_owned))).or_insert_with(|| Flow {
        from: from.to_owned(),
        to: to.map(str::to_owned),
        ..Flow::default()
    })
}

fn cases(applied: &Applied, facts: &Facts, flows: &mut Flows, findings: &mut Vec<Finding>) {
    // Also those that have nothing to hand over: the table shows who becomes whom.
    for from in applied.handovers.keys() {
        if applied.tree.get(from).is_some_and(|node| !node.open) {
            entry(flows, from, applied.successor(from));
        }
    }
    let mut orphans: BTreeMap<&str, i64> = BTreeMap::new();
    for load in &facts.loads {
        let marks =
            Marks { topic: load.topic.as_deref(), region: load.region.as_deref(), origin: load.origin.as_deref() };
        let heir = applied.heir(&load.holder, marks);
        if heir == Some(load.holder.as_str()) {
            continue;
        }
        if heir.is_none() && !load.open {
            // What rests may stay where it rested.
            continue;
        }
        if load.hidden {
            // What nobody inherits goes to the inspectorate: such a case blocks nothing, and so tells nothing.
            continue;
        }
        let flow = entry(flows, &load.holder, heir);
        if load.open {
            flow.open += load.n;
        } else {
            flow.closed += load.n;
        }
        if heir.is_none() {
            *orphans.entry(&load.holder).or_default() += load.n;
        }
    }
    for (holder, n) in orphans {
        let change = applied.handovers.get(holder).map(|handover| handover.change);
        findings.push(Finding { change, ..Finding::new(Code::NoHeir, holder).count(n) });
    }
}

/// Those who work move with the cases; a head's office ends with the agency. Whom the plan that is taken back had moved
/// goes back to what is in force again.
fn people(
    before: &Tree,
    applied: &Applied,
    facts: &Facts,
    leaving: &BTreeSet<&str>,
    flows: &mut Flows,
    findings: &mut Vec<Finding>,
) -> Vec<MemberFate> {
    let mut fates = vec![];
    let again = |code: &str| {
        before.get(code).is_some_and(|node| !node.open) && applied.tree.get(code).is_some_and(|node| node.open)
    };
    for member in &facts.members {
        if let Some(origin) = member.origin.as_deref().filter(|origin| again(origin)) {
            entry(flows, &member.agency, Some(origin)).members += 1;
            fates.push(MemberFate { member: member.clone(), to: Some(origin.to_owned()) });
            continue;
        }
        if !leaving.contains(member.agency.as_str()) {
            continue;
        }
        let mut to = applied.successor(&member.agency);
        for _ in 0..=applied.handovers.len() {
            // An heir that is closed by the same plan passes them on.
            match to {
                Some(heir) if leaving.contains(heir) => to = applied.successor(heir),
                _ => break,
            }
        }
        // A role at a government, or at a superior, is more than the one that ends: that is somebody's to give.
        let higher = |heir: &str| {
            before.is_within(&member.agency, heir)
                || applied.tree.get(heir).is_some_and(|node| node.kind.is_government())
        };
        let to = to.filter(|heir| member.works() && !higher(heir));
        entry(flows, &member.agency, applied.successor(&member.agency)).members += 1;
        if to.is_none() {
            let change = applied.handovers.get(&member.agency).map(|handover| handover.change);
            let lost = Finding::new(Code::MemberLosesPlace, member.agency.clone()).other(member.name.clone());
            findings.push(Finding { change, ..lost });
        }
        fates.push(MemberFate { member: member.clone(), to: to.map(str::to_owned) });
    }
    fates
}

fn rules(
    before: &Tree,
    applied: &Applied,
    facts: &Facts,
    leaving: &BTreeSet<&str>,
    flows: &mut Flows,
    findings: &mut Vec<Finding>,
) {
    let open = |code: &str| applied.tree.get(code).is_none_or(|node| node.open);
    let (had, has) = (before.holders(), applied.tree.holders());
    let mut by_code = |rule: &RuleTarget, code: &str, findings: &mut Vec<Finding>| {
        if !leaving.contains(code) {
            return;
        }
        let shares = applied.handovers.get(code).map_or(0, |handover| handover.shares.len());
        let named = rule.told();
        // One heir can be followed; of several the rule does not say which.
        let kind = match applied.successor(code) {
            Some(heir) if shares == 1 && open(heir) => Code::RuleTargetMoves,
            _ => Code::RuleTargetDies,
        };
        findings.push(Finding::new(kind, code).other(named));
        entry(flows, code, applied.successor(code)).rules += 1;
    };
    for rule in &facts.rules {
        match &rule.by {
            RuleTargetBy::Agency(code) => by_code(rule, code, findings),
            RuleTargetBy::Function { function, otherwise } => {
                if let Some(code) = otherwise {
                    by_code(rule, code, findings);
                }
                for node in before.nodes().filter(|node| node.open && node.functions.contains(function)) {
                    for area in node.areas() {
                        let place = (function.as_str(), area);
                        if had.get(&place).is_some_and(|codes| codes.len() == 1) && !has.contains_key(&place) {
                            // The unit has the task no more and nobody else has: what is left is the agency of last resort.
                            let kind =
                                if otherwise.is_some() { Code::RuleTargetFallsBack } else { Code::RuleTargetDies };
                            let named = format!("{}: {function} ({area})", rule.told());
                            findings.push(Finding::new(kind, node.code.clone()).other(named));
                        }
                    }
                }
            }
        }
    }
}

/// A government has one inspectorate, directly below it: whistle-blowing reports go nowhere else.
fn inspectorates(before: &Tree, applied: &Applied, findings: &mut Vec<Finding>) {
    let of = |tree: &Tree| {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for node in tree.nodes().filter(|node| node.open && node.kind == AgencyKind::Inspectorate) {
            let parent = node.parent.as_deref().and_then(|parent| tree.get(parent));
            if let Some(government) = parent.filter(|parent| parent.kind.is_government()) {
                found.entry(government.code.clone()).or_default().push(node.code.clone());
            }
        }
        found
    };
    let (had, has) = (of(before), of(&applied.tree));
    for government in had.keys().chain(has.keys()).collect::<BTreeSet<_>>() {
        let now = has.get(government);
        if had.get(government) != now && now.map_or(0, Vec::len) != 1 {
            let count = i64::try_from(now.map_or(0, Vec::len)).unwrap_or(i64::MAX);
            findings.push(Finding::new(Code::OneInspectorate, government.clone()).count(count));
        }
    }
}

fn vacancies(before: &Tree, applied: &Applied, facts: &Facts, fates: &[MemberFate], findings: &mut Vec<Finding>) {
    let heirs: BTreeSet<&str> =
        applied.handovers.values().flat_map(|handover| &handover.shares).map(|share| share.to.as_str()).collect();
    let gone: BTreeSet<RoleGrantId> = fates.iter().map(|fate| fate.member.grant).collect();
    let stay: BTreeSet<&str> = facts
        .members
        .iter()
        .filter(|member| member.works() && !member.rests && !gone.contains(&member.grant))
        .map(|member| member.agency.as_str())
        .collect();
    let come: BTreeSet<&str> =
        fates.iter().filter(|fate| !fate.member.rests).filter_map(|fate| fate.to.as_deref()).collect();
    for node in applied.tree.nodes().filter(|node| node.open && receives(node.kind, node.parent.is_none())) {
        let touched = applied.change_of(before.get(&node.code), &node.code) != NodeChange::Kept;
        if !touched && !heirs.contains(node.code.as_str()) {
            continue;
        }
        if !stay.contains(node.code.as_str()) && !come.contains(node.code.as_str()) {
            findings.push(Finding::new(Code::VacantAfter, node.code.clone()));
        }
    }
}
