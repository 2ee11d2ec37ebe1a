//! What an automatic rule says is carried out by the system: the report is verified with the reporter's own facts and
//! forwarded, in one transaction. At once after filing, and by a job where a server has stopped in between. What cannot be
//! carried out is left to a person, with the same suggestion.
use entities::{
    agency, case_routing,
    ids::{AgencyId, CaseId},
    vocab::{PartyRole, SuggestionState},
};

use super::{
    Failure,
    desk::Desk,
    routing::OTHERS_MAX,
    suggesting::{self, Words},
};
use crate::{
    authz::actor::{Actor, SystemTask},
    domain::{
        act::Act,
        agency_tree::{Place, in_one_line},
        calendar::wita_date,
        case_state::CaseState,
        refusal::Refusal,
        workflow,
    },
    op::Op,
    store::{
        StoreError, Work,
        agencies::{is_open, place, receives},
        case_write::Opened,
    },
};

/// Cases of one look at what is left.
const BATCH: u64 = 100;

/// Carries out the suggestion of a report that was just filed. A failure leaves it to the job, or to a person.
pub async fn now(op: &Op, case: CaseId) {
    let system = op.as_actor(Actor::System(SystemTask::Route));
    if let Err(failure) = route(&system, case).await {
        tracing::warn!(case.id = %case, ?failure, "case.not_routed");
    }
}

/// Carries out what is left over; answers how many.
///
/// # Errors
/// Database.
pub async fn rest(op: &Op) -> Result<usize, Failure> {
    let (mut routed, mut after) = (0, None);
    loop {
        let batch = op.scoped.left_to_rules(after, BATCH).await?;
        let Some((last, _)) = batch.last().copied() else { return Ok(routed) };
        after = Some(last);
        for (_, case) in batch {
            // One that cannot be routed must not keep the others waiting; it is tried again at the next round.
            match route(op, case).await {
                Ok(done) => routed += usize::from(done),
                Err(failure) => tracing::warn!(case.id = %case, ?failure, "case.not_routed"),
            }
        }
    }
}

/// Verifies and forwards one case; `false` where it is not, or no longer, for the system.
async fn route(op: &Op, case: CaseId) -> Result<bool, Failure> {
    match carry_out(op, case).await {
        Err(Failure::Refused(refusals)) => {
            tracing::warn!(case.id = %case, ?refusals, "case.left_to_a_person");
            leave_to_a_person(op, case).await?;
            Ok(false)
        }
        done => done,
    }
}

/// The case, if it is for the system: somebody may have been here first.
async fn take(work: &Work, case: CaseId) -> Result<Option<(Opened, case_routing::Model)>, Failure> {
    match work.open_by_rule(case, Act::Verify).await {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::NotFound | StoreError::Denied(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn carry_out(op: &Op, case: CaseId) -> Result<bool, Failure> {
    let mut work = op.scoped.begin().await?;
    let Some((opened, row)) = take(&work, case).await? else { return Ok(false) };
    let rule = suggesting::followed(&row);
    let state = &opened.state;
    let facts = workflow::Facts {
        classification: state.classification,
        topic: state.topic.clone(),
        region: state.region.clone(),
        urgency: state.urgency.max(row.urgency),
        accused: state.accused,
        moves_to: None,
    };
    let verified = workflow::verify(state, facts, None, op.now())?.by_rule(rule.as_ref());
    work.apply(&opened, verified).await?;

    let (opened, row) = work.open_by_rule(case, Act::Forward).await?;
    let (target, others) = targets(op, &work, &row).await?;
    let state = &opened.state;
    let accused = accused(&work, state).await?;
    let forwarded = workflow::forward(state, &target, accused.as_ref(), None, &others, None, op.now())?;
    work.settle_routing(row, SuggestionState::Automatic, None, Some(target.id)).await?;
    Desk::over(work, opened).finish(forwarded.by_rule(rule.as_ref())).await?;
    Ok(true)
}

async fn accused(work: &Work, state: &CaseState) -> Result<Option<Place>, Failure> {
    let Some(id) = state.accused else { return Ok(None) };
    Ok(work.places(&[id]).await?.get(&id).map(place))
}

/// Who leads by the suggestion, and who helps and reads: of these only those who can today, one of each line.
async fn targets(op: &Op, work: &Work, row: &case_routing::Model) -> Result<(Place, Vec<(Place, PartyRole)>), Failure> {
    let lead: AgencyId = row.lead_id.ok_or(Failure::Fault)?;
    let today = wita_date(op.now());
    let usable = |row: &agency::Model| receives(row) && is_open(row, today);
    let found = work.places(&[lead]).await?;
    let lead = found.get(&lead).filter(|row| usable(row)).map(place).ok_or(Refusal::ClosedAgency("targetCode"))?;
    let parts = [(PartyRole::Supporting, codes(&row.supporting)), (PartyRole::Informed, codes(&row.informed))];
    let all: Vec<String> = parts.iter().flat_map(|(_, codes)| codes.iter().cloned()).collect();
    let rows = work.agencies_by_code(&all).await?;
    let mut others: Vec<(Place, PartyRole)> = vec![];
    for (part, codes) in parts {
        let mut left = OTHERS_MAX;
        for other in codes.iter().filter_map(|code| rows.get(code)).filter(|row| usable(row)).map(place) {
            let apart = !in_one_line(&other, &lead) && others.iter().all(|(known, _)| !in_one_line(&other, known));
            if apart && left > 0 {
                left -= 1;
                others.push((other, part));
            }
        }
    }
    Ok((lead, others))
}

fn codes(list: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(list.clone()).unwrap_or_default()
}

/// Asks the rules again, by the tree of now, and lets nothing run by itself any more.
async fn leave_to_a_person(op: &Op, case: CaseId) -> Result<(), Failure> {
    let router = op.router().await?;
    let work = op.scoped.begin().await?;
    let Some((opened, _)) = take(&work, case).await? else { return Ok(()) };
    let facts = work.rule_facts(case).await?;
    let words = Words {
        title: &facts.title,
        body: &facts.body,
        channel: facts.channel,
        named: facts.named.and_then(|id| router.code(id)),
    };
    let mut said = suggesting::decide(&router, &opened.state, words);
    said.decision.automatic = false;
    work.add_routing(case, &router, &said).await?;
    Ok(work.commit().await?)
}
