//! Who has it: forward, return, assign.
use std::collections::HashMap;

use entities::{
    agency,
    ids::{AccountId, CaseId},
    vocab::{OtherReason, PartyRole},
};

use super::{
    ClientKey, Failure, Outcome,
    desk::{desk, officer},
    intake, suggesting,
};
use crate::{
    authz::policy,
    domain::{
        act::Act,
        agency_tree::Place,
        calendar::wita_date,
        refusal::Refusal,
        text::{self, Limits},
        workflow,
    },
    op::Op,
    store::agencies::{is_open, place, receives},
};

/// Most agencies beside the lead, in one part.
pub const OTHERS_MAX: usize = 10;

/// Where to.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct Route {
    pub target: String,
    pub supporting: Vec<String>,
    pub informed: Vec<String>,
    pub note: Option<String>,
    pub other_reason: Option<OtherReason>,
}

fn usable(op: &Op, rows: &HashMap<String, agency::Model>, code: &str, field: &'static str) -> Result<Place, Refusal> {
    let row = rows.get(code).ok_or(Refusal::Unknown(field))?;
    if !receives(row) {
        return Err(Refusal::NotAReceiver(field));
    }
    if !is_open(row, wita_date(op.now())) {
        return Err(Refusal::ClosedAgency(field));
    }
    Ok(place(row))
}

/// The case goes to an agency.
///
/// # Errors
/// Input, right, reach, state, conflict of interest, conflict.
pub async fn forward(
    op: &Op,
    case: CaseId,
    version: i64,
    route: Route,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let note = text::optional_text("note", route.note.as_deref(), Limits::NOTE)?;
    for (codes, field) in [(&route.supporting, "supportingCodes"), (&route.informed, "informedCodes")] {
        if codes.len() > OTHERS_MAX {
            return Err(Refusal::TooMany { field, max: OTHERS_MAX }.into());
        }
    }
    let me = officer(op)?;
    let desk = desk!(op, key, case, Act::Forward, Some(version));
    let mut codes = vec![route.target.clone()];
    codes.extend(route.supporting.iter().cloned());
    codes.extend(route.informed.iter().cloned());
    let rows = desk.work.agencies_by_code(&codes).await?;
    let state = &desk.opened.state;
    let target = usable(op, &rows, &route.target, "targetCode")?;
    policy::reach(me, state, &target, "targetCode")?;
    let mut others = vec![];
    for (codes, part, field) in [
        (&route.supporting, PartyRole::Supporting, "supportingCodes"),
        (&route.informed, PartyRole::Informed, "informedCodes"),
    ] {
        for code in codes {
            let place = usable(op, &rows, code, field)?;
            // What is secret or accuses somebody is not shown beyond the officer's own reach.
            if state.secret || state.classification.is_supervisory() {
                policy::reach(me, state, &place, field)?;
            }
            others.push((place, part));
        }
    }
    let accused = match state.accused {
        Some(id) => desk.work.places(&[id]).await?.get(&id).map(place),
        None => None,
    };
    let home = match desk.work.places(&[state.holder]).await?.get(&state.holder).and_then(|row| row.government_id) {
        Some(government) if state.is_confidential() => desk.work.inspectorate_of(government).await?.as_ref().map(place),
        _ => None,
    };
    let transition = workflow::forward(state, &target, accused.as_ref(), home.as_ref(), &others, note, op.now())?;
    let rule = suggesting::settle(&desk.work, case, &target, route.other_reason).await?;
    desk.finish(transition.by_rule(rule.as_ref())).await
}

/// "Not our authority".
///
/// # Errors
/// Input, right, state, a decision that binds, conflict.
pub async fn hand_back(
    op: &Op,
    case: CaseId,
    version: i64,
    reason: &str,
    suggested: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let reason = text::clean_text("reason", reason, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::Return, Some(version));
    let suggested = intake::named(&desk.work, suggested, "suggestedAgencyCode").await?;
    let state = &desk.opened.state;
    let wish = intake::Wish {
        named: None,
        accused: None,
        supervisory: state.classification.is_supervisory(),
        confidential: state.is_confidential(),
    };
    let coordinator = intake::taker(op, &desk.work, &wish).await?.id;
    let holder = desk.work.places(&[state.holder]).await?.remove(&state.holder);
    let government = holder.filter(|_| !state.is_confidential()).and_then(|row| row.government_id);
    let wanted = workflow::return_target(state, government, coordinator);
    let back = intake::back_to(op, &desk.work, state, wanted).await?;
    let suggested = suggested.as_ref().map(place);
    let transition = workflow::hand_back(&desk.opened.state, back, suggested.as_ref(), reason, op.now())?;
    desk.finish(transition).await
}

/// The case is given to an officer of the holder.
///
/// # Errors
/// Right, state, conflict; somebody who is not in office there.
pub async fn assign(
    op: &Op,
    case: CaseId,
    version: i64,
    who: Option<AccountId>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let desk = desk!(op, key, case, Act::Assign, Some(version));
    if let Some(account) = who
        && !desk.work.is_in_office(account, desk.opened.state.holder).await?
    {
        return Err(Refusal::Unknown("officerId").into());
    }
    let transition = workflow::assign(&desk.opened.state, who)?;
    desk.finish(transition).await
}
