//! Targets of one rule: whether each is there, in every place where the rule works.
use std::collections::BTreeSet;

use entities::vocab::Classification;

use super::finding::{Finding, Kind, TargetRole};
use super::{World, about};
use crate::domain::rules::model::{Action, Mode, Rule, RuleSet, Scope, Target, is_below};
use crate::domain::rules::report::Report;
use crate::domain::rules::resolve::{Step, resolve};

/// All targets.
pub(super) fn targets(rule: &Rule, set: &RuleSet, world: &World<'_>, findings: &mut Vec<Finding>) {
    let areas = areas(rule, set, world);
    let then = &rule.then;
    let lead = then.forward_to.iter().map(|target| (TargetRole::Lead, target));
    let supporting = then.supporting.iter().map(|target| (TargetRole::Supporting, target));
    let cc = then.cc.iter().map(|target| (TargetRole::Cc, target));
    for (role, target) in lead.chain(supporting).chain(cc) {
        for code in target.codes() {
            by_code(rule, role, code, set, world, findings);
        }
        if let Target::Relative { functions, .. } = target {
            by_function(rule, role, functions, &areas, world, findings);
        }
    }
    if then.action == Action::Forward
        && let Some(target) = &then.forward_to
    {
        everywhere(rule, target, &areas, set, world, findings);
    }
}

/// Regencies and cities from which the rule's reports come.
fn areas<'a>(rule: &Rule, set: &RuleSet, world: &'a World<'a>) -> Vec<&'a str> {
    let regions = &rule.when.regions;
    let mut areas = world.areas(&set.scope);
    areas.retain(|area| {
        regions.is_empty() || regions.iter().any(|code| is_below(area, code, '.') || is_below(code, area, '.'))
    });
    areas
}

fn by_code(rule: &Rule, role: TargetRole, code: &str, set: &RuleSet, world: &World<'_>, findings: &mut Vec<Finding>) {
    let directory = world.directory;
    let Some(spot) = directory.spot(code) else {
        findings.push(about(rule, Kind::TargetUnknown { role, code: code.to_owned() }));
        return;
    };
    let Some(seat) = directory.seat(spot) else { return };
    let heir = directory.heir(spot).map(|spot| directory.code(spot).to_owned());
    if !seat.open || seat.closes.is_some_and(|last| last < world.day) {
        findings.push(about(rule, Kind::TargetClosed { role, code: code.to_owned(), heir }));
    } else if let Some(day) = seat.closes {
        findings.push(about(rule, Kind::TargetClosing { role, code: code.to_owned(), day, heir }));
    }
    if let Scope::Government(own) = &set.scope
        && directory.government(spot) != directory.spot(own)
    {
        findings.push(about(rule, Kind::TargetOutside { role, code: code.to_owned() }));
    }
    // A rule for accusations against a unit must not end there.
    let when = &rule.when;
    let accuses = !when.classifications.is_empty()
        && when.classifications.iter().all(|one| one.is_supervisory())
        && when.classifications.contains(&Classification::SupervisoryComplaint);
    let barred = when.named_agencies.iter().filter_map(|code| directory.spot(code)).any(|accused| {
        let is_government = directory.seat(accused).is_some_and(|seat| seat.kind.is_government());
        !is_government && directory.is_barred(spot, accused)
    });
    if accuses && barred {
        let kind = if role == TargetRole::Lead {
            Kind::Conflict { role, code: Some(code.to_owned()) }
        } else {
            Kind::ConflictPossible { role }
        };
        findings.push(about(rule, kind));
    }
}

fn by_function(
    rule: &Rule,
    role: TargetRole,
    functions: &[String],
    areas: &[&str],
    world: &World<'_>,
    findings: &mut Vec<Finding>,
) {
    for function in functions {
        if !world.directory.knows_function(function) {
            findings.push(about(rule, Kind::FunctionUnknown { role, function: function.clone() }));
        }
    }
    let mut seen = BTreeSet::new();
    for area in areas {
        let only = Target::Relative { functions: functions.to_vec(), otherwise: None };
        let report = Report { region: Some(area), ..Report::of_text("", "") };
        for step in resolve(&only, &report, &Scope::Province, world.directory).1 {
            let kind = match step {
                Step::SeveralHave { function, area, codes } => Kind::FunctionTwice { role, function, area, codes },
                Step::NobodyHasAnyMore { function, area, code } => Kind::FunctionLeft { role, function, area, code },
                Step::Found { .. }
                | Step::Followed { .. }
                | Step::Closed { .. }
                | Step::Unknown { .. }
                | Step::OutsideGovernment { .. }
                | Step::NoRegency
                | Step::NobodyHas { .. }
                | Step::Has { .. }
                | Step::Otherwise { .. }
                | Step::NobodyNamed => continue,
            };
            if seen.insert(format!("{kind:?}")) {
                findings.push(about(rule, kind));
            }
        }
    }
}

/// Whether somebody who leads is found in each place.
fn everywhere(
    rule: &Rule,
    target: &Target,
    areas: &[&str],
    set: &RuleSet,
    world: &World<'_>,
    findings: &mut Vec<Finding>,
) {
    let resolves = |region: Option<&str>| {
        let report = Report { region, ..Report::of_text("", "") };
        resolve(target, &report, &set.scope, world.directory).0.spot.is_some()
    };
    let missing: Vec<String> =
        areas.iter().filter(|area| !resolves(Some(area))).map(|area| (*area).to_owned()).collect();
    let regions = &rule.when.regions;
    let may_lack = regions.is_empty() || regions.iter().any(|code| code.len() < 5);
    let without_area = may_lack && !resolves(None);
    if rule.mode == Mode::Automatic && (*target == Target::Named || !missing.is_empty() || without_area) {
        let areas = if *target == Target::Named { vec![] } else { missing.clone() };
        findings.push(about(
            rule,
            Kind::AutomaticUnresolvable { areas, without_area: without_area || *target == Target::Named },
        ));
    }
    if let Target::Relative { functions, otherwise: None } = target
        && !missing.is_empty()
        && functions.iter().any(|function| world.directory.knows_function(function))
    {
        findings.push(about(rule, Kind::Unresolvable { areas: missing }));
    }
}
