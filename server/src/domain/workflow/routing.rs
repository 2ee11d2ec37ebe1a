//! How a case comes to its holder: filing, forwarding, returning.
use chrono::{DateTime, Utc};
use entities::{
    ids::{AgencyId, RuleSetId},
    vocab::{CaseStatus, ClockStage, EventKind, PartyRole},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{ClockOp, Happening, PartyOp, Transition, fits};
use crate::domain::{
    act::Act,
    agency_tree::{Place, in_one_line, is_barred},
    case_state::CaseState,
    refusal::Refusal,
};

/// A case may be returned twice; the third goes to the coordinator as a dispute (domain: ping-pong brake).
pub const MAX_RETURNS: i32 = 2;

/// Whether it was returned more often than the budget allows. Until it is forwarded the dispute lies with the coordinator;
/// that forward is the decision, and from then on nobody hands it back. It binds for this round: a reopening that goes
/// through a verifier asks anew where the case belongs, so it begins with a fresh budget (`reporter::reopen`); one that
/// goes straight back to its holder does not.
#[must_use]
pub const fn is_disputed(case: &CaseState) -> bool {
    case.returns > MAX_RETURNS
}

/// The rule that an act followed, for the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByRule {
    /// Which version.
    pub rule_set: Option<RuleSetId>,
    /// Its number.
    pub version: Option<i32>,
    /// Position of the rule.
    pub position: i32,
    /// Its name of then.
    pub name: String,
}

impl ByRule {
    /// Where it stands in the data of a line of the history.
    pub const KEY: &'static str = "rule";
}

/// A new report. `case` is its first state; the caller has chosen who takes it in.
#[must_use]
pub fn submit(case: &CaseState) -> Transition {
    let happening = Happening::new(EventKind::Submitted).agency(case.holder);
    let mut transition = Transition::quiet(Act::Comment, case, happening)
        .clocks([ClockOp::Start(ClockStage::Verify)])
        .parties(vec![PartyOp::Lead(case.holder)]);
    transition.happenings.iter_mut().for_each(|first| first.moved = None);
    transition
}

/// Refuses the accused unit, its units and its department as a target of a supervisory report.
///
/// # Errors
/// `ConflictOfInterest`.
pub fn no_conflict(
    case: &CaseState,
    accused: Option<&Place>,
    target: &Place,
    field: &'static str,
) -> Result<(), Refusal> {
    let conflict = accused.is_some_and(|accused| {
        target.id == accused.id || (case.classification.is_supervisory() && is_barred(target, accused))
    });
    if conflict { Err(Refusal::ConflictOfInterest(field)) } else { Ok(()) }
}

/// Hands the case to `target`, with agencies that help and that read. `home` is the inspectorate that a
/// whistle-blowing report stays in.
///
/// # Errors
/// State, verification, conflict of interest, or the target already has it.
pub fn forward(
    case: &CaseState,
    target: &Place,
    accused: Option<&Place>,
    home: Option<&Place>,
    others: &[(Place, PartyRole)],
    text: Option<String>,
    now: DateTime<Utc>,
) -> Result<Transition, Refusal> {
    fits(case, Act::Forward)?;
    let unrouted = matches!(case.status, CaseStatus::Submitted | CaseStatus::Returned | CaseStatus::Reopened);
    if unrouted && case.verified_at.is_none() {
        return Err(Refusal::NotVerified);
    }
    if target.id == case.holder && !unrouted {
        return Err(Refusal::AlreadyThere("targetCode"));
    }
    no_conflict(case, accused, target, "targetCode")?;
    // Whistle-blowing does not leave the inspectorate, whoever asks.
    if case.is_confidential() && !home.is_some_and(|home| target.is_within(home.id)) {
        return Err(Refusal::StaysConfidential);
    }
    let mut parties = if unrouted { vec![PartyOp::EndOthers] } else { vec![] };
    parties.push(PartyOp::Lead(target.id));
    for (place, part) in others {
        let field = if *part == PartyRole::Supporting { "supportingCodes" } else { "informedCodes" };
        no_conflict(case, accused, place, field)?;
        if case.is_confidential() {
            return Err(Refusal::StaysConfidential);
        }
        // A line that has the case already: a second part there would hide the first.
        let taken = |other: &Place| in_one_line(place, other);
        if taken(target) || others.iter().take_while(|(other, _)| other.id != place.id).any(|(other, _)| taken(other)) {
            return Err(Refusal::AlreadyThere(field));
        }
        parties.push(PartyOp::Join(place.id, *part));
    }
    let status = if case.status == CaseStatus::InProgress { CaseStatus::InProgress } else { CaseStatus::Forwarded };
    let mut happening = Happening::new(EventKind::Forwarded).agency(target.id).text(text);
    if case.status == CaseStatus::Returned && is_disputed(case) {
        happening = happening.data(json!({ "decides_dispute": true }));
    }
    let holder_before = case.holder;
    let mut transition = Transition::to(Act::Forward, case, status, happening, now, |after| {
        after.holder = target.id;
        after.assignee = None;
        after.archive_proposal = None;
        if target.id != holder_before {
            after.forwarded_from = Some(holder_before);
        }
        if after.published_at.is_none() && !after.is_confidential() {
            after.published_at = Some(now);
        }
    })
    .parties(parties);
    if unrouted {
        transition.clocks = vec![
            ClockOp::Stop(ClockStage::Verify),
            ClockOp::Stop(ClockStage::ReturnAgain),
            ClockOp::StartOnce(ClockStage::FirstResponse),
            ClockOp::StartOnce(ClockStage::Complete),
        ];
    }
    Ok(transition)
}

/// Where a return goes: to whoever forwarded it; the third time to the coordinator, as a dispute. An agency
/// that took the report in because the reporter named it hands it to its own government, whose coordinator knows
/// who else could have it; a government as a whole hands it to the coordinator.
#[must_use]
pub fn return_target(case: &CaseState, government: Option<AgencyId>, coordinator: AgencyId) -> AgencyId {
    let before = case.forwarded_from.or((case.intake != case.holder).then_some(case.intake));
    let near = government.filter(|government| *government != case.holder);
    if case.returns >= MAX_RETURNS { coordinator } else { before.or(near).unwrap_or(coordinator) }
}

/// "Not our authority": to `back`, which is the `return_target` unless that one is accused or closed.
///
/// # Errors
/// State; a decision that binds; the coordinator has nobody to hand it back to.
pub fn hand_back(
    case: &CaseState,
    back: AgencyId,
    suggested: Option<&Place>,
    reason: String,
    now: DateTime<Utc>,
) -> Result<Transition, Refusal> {
    fits(case, Act::Return)?;
    if back == case.holder {
        return Err(Refusal::AlreadyThere("suggestedAgencyCode"));
    }
    let returns = case.returns + 1;
    let disputed = returns > MAX_RETURNS;
    let mut happening = Happening::new(EventKind::Returned).text(Some(reason));
    happening.agency = suggested.map(|place| place.id);
    happening.data = Some(json!({ "returns": returns, "disputed": disputed, "from": case.holder, "to": back }));
    Ok(Transition::to(Act::Return, case, CaseStatus::Returned, happening, now, |after| {
        after.returns = returns;
        after.holder = back;
        after.forwarded_from = None;
        after.assignee = None;
    })
    .clocks([ClockOp::Stop(ClockStage::Verify), ClockOp::Start(ClockStage::ReturnAgain)])
    .parties(vec![PartyOp::EndOthers, PartyOp::Lead(back)]))
}
