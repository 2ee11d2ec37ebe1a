//! From the facts of a case to what the forwarding rules say about it, written down with its reasons. Carrying out what an
//! automatic rule says is `routing_itself`. The rules never stand in the way of a report: without them it is filed and
//! verified as ever, and a person decides.
use std::sync::Arc;

use entities::{
    case_routing,
    ids::CaseId,
    vocab::{Channel, OtherReason, SuggestionState},
};

use super::Failure;
use crate::{
    authz::policy,
    domain::{
        agency_tree::Place,
        calendar::wita_time,
        case_state::CaseState,
        rules::{Layered, Report, Trace},
        workflow::ByRule,
    },
    op::Op,
    store::{StoreError, Work, router::Router},
};

/// The words of a report, and whom it names.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Title.
    pub title: &'a str,
    /// Body.
    pub body: &'a str,
    /// How it came in.
    pub channel: Channel,
    /// Code of the agency that the reporter named.
    pub named: Option<&'a str>,
}

/// The rules of now, to be asked for before a transaction begins.
pub async fn router(op: &Op) -> Option<Arc<Router>> {
    match op.router().await {
        Ok(router) => Some(router),
        Err(error) => {
            tracing::error!(error = ?error, "rules.not_loaded");
            None
        }
    }
}

/// What the rules say about a case.
#[must_use]
pub fn decide(router: &Router, state: &CaseState, words: Words<'_>) -> Layered {
    let report = Report {
        title: words.title,
        body: words.body,
        topic: state.topic.as_deref(),
        region: state.region.as_deref(),
        classification: state.classification,
        channel: words.channel,
        urgency: state.urgency,
        named: words.named,
        accused: state.accused.and_then(|id| router.code(id)),
        received: Some(wita_time(state.opened_at)),
    };
    let mut said = router.decide(&report);
    if state.is_confidential() {
        // That it came in is kept, and nothing of what its words have touched.
        said.decision.trace = Trace::default();
        said.province = None;
    }
    // Once a person has checked it, a person forwards it.
    let alone = policy::may_route_itself(state) && state.verified_at.is_none();
    said.decision.automatic &=
        alone && said.decision.lead.is_some() && said.decision.person.is_none() && said.decision.lost.is_empty();
    said
}

/// Asks the rules again after a person has checked the facts. What they said before stands where the facts are the same and
/// nothing would run by itself; else it is overtaken.
///
/// # Errors
/// Database.
pub async fn again(work: &Work, router: &Router, before: &CaseState, after: &CaseState) -> Result<(), StoreError> {
    let open = work.open_routing(after.id).await?;
    let facts = work.rule_facts(after.id).await?;
    let words = Words {
        title: &facts.title,
        body: &facts.body,
        channel: facts.channel,
        named: facts.named.and_then(|id| router.code(id)),
    };
    let said = decide(router, after, words);
    let same_facts = (before.classification, &before.topic, &before.region, before.urgency, before.accused)
        == (after.classification, &after.topic, &after.region, after.urgency, after.accused);
    let stands = open.is_some_and(|row| {
        let same_flag = row.target_lost != said.decision.lost.is_empty();
        same_facts && !row.automatic && same_flag && row.lead_code == said.decision.lead
    });
    if stands { Ok(()) } else { work.add_routing(after.id, router, &said).await }
}

/// What becomes of an open suggestion when a person forwards the case; answers the rule, where it was followed.
///
/// # Errors
/// Database.
pub async fn settle(
    work: &Work,
    case: CaseId,
    target: &Place,
    reason: Option<OtherReason>,
) -> Result<Option<ByRule>, Failure> {
    let Some(row) = work.open_routing(case).await? else { return Ok(None) };
    if row.lead_id.is_some_and(|lead| target.is_within(lead)) {
        let rule = followed(&row);
        work.settle_routing(row, SuggestionState::Taken, None, Some(target.id)).await?;
        return Ok(rule);
    }
    let reason = reason.unwrap_or(OtherReason::Unsaid);
    work.settle_routing(row, SuggestionState::Other, Some(reason), Some(target.id)).await?;
    Ok(None)
}

/// The rule behind a suggestion, for the history.
#[must_use]
pub fn followed(row: &case_routing::Model) -> Option<ByRule> {
    Some(ByRule {
        rule_set: row.rule_set_id,
        version: row.number,
        position: row.rule_position?,
        name: row.rule_name.clone()?,
    })
}
