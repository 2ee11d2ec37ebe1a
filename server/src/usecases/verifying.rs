//! Acts of those who verify: verify, postpone, archive, decline an archive.
use entities::{
    ids::CaseId,
    vocab::{Classification, Urgency},
};

use super::{
    ClientKey, Failure, Outcome,
    desk::{desk, officer},
    intake, suggesting,
};
use crate::{
    domain::{
        act::Act,
        agency_tree::is_barred,
        refusal::Refusal,
        text::{self, Limits},
        workflow,
    },
    op::Op,
    store::agencies::place,
};

/// What the verifier states.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct Stated {
    pub classification: Classification,
    pub topic: Option<String>,
    pub region: Option<String>,
    pub urgency: Urgency,
    pub reported_agency: Option<String>,
    pub note: Option<String>,
}

/// The report is checked.
///
/// # Errors
/// Input, right, state, conflict.
pub async fn verify(
    op: &Op,
    case: CaseId,
    version: i64,
    stated: Stated,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let note = text::optional_text("note", stated.note.as_deref(), Limits::NOTE)?;
    let router = suggesting::router(op).await;
    let desk = desk!(op, key, case, Act::Verify, Some(version));
    let known = desk.work.known_codes(stated.topic.as_deref(), stated.region.as_deref()).await?;
    if stated.topic.is_some() && !known.topic {
        return Err(Refusal::Unknown("topicCode").into());
    }
    if stated.region.is_some() && !known.region {
        return Err(Refusal::Unknown("regionCode").into());
    }
    // Not given keeps what is known; an empty code says that nobody is accused.
    let accused = match (stated.reported_agency.as_deref(), desk.opened.state.accused) {
        (None, Some(known)) => desk.work.places(&[known]).await?.remove(&known),
        (code, _) => intake::named(&desk.work, code, "reportedAgencyCode").await?,
    };
    let moves_to = match &accused {
        Some(accused) if stated.classification.is_supervisory() => {
            let holder = desk.opened.state.holder;
            let holder = desk.work.places(&[holder]).await?.remove(&holder).ok_or(Failure::Fault)?;
            if is_barred(&place(&holder), &place(accused)) {
                let wish = intake::Wish { named: None, accused: Some(accused), supervisory: true, confidential: true };
                Some(intake::taker(op, &desk.work, &wish).await?.id)
            } else {
                None
            }
        }
        _ => None,
    };
    let facts = workflow::Facts {
        classification: stated.classification,
        topic: stated.topic.or_else(|| desk.opened.state.topic.clone()),
        region: stated.region.or_else(|| desk.opened.state.region.clone()),
        urgency: stated.urgency,
        accused: accused.map(|row| row.id),
        moves_to,
    };
    let transition = workflow::verify(&desk.opened.state, facts, note, op.now())?;
    if let Some(router) = &router {
        suggesting::again(&desk.work, router, &desk.opened.state, &transition.after).await?;
    }
    desk.finish(transition).await
}

/// The reporter is asked.
///
/// # Errors
/// Input, right, state, conflict.
pub async fn postpone(
    op: &Op,
    case: CaseId,
    version: i64,
    question: &str,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let question = text::clean_text("question", question, Limits::QUESTION)?;
    let desk = desk!(op, key, case, Act::Postpone, Some(version));
    let transition = workflow::postpone(&desk.opened.state, question, op.now())?;
    desk.finish(transition).await
}

/// The report is archived, or proposed for it.
///
/// # Errors
/// Input, right, state, conflict; the proposer cannot be the second person.
pub async fn archive(
    op: &Op,
    case: CaseId,
    version: i64,
    reason: &str,
    note: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let note = text::optional_text("note", note, Limits::NOTE)?;
    let by = officer(op)?.hand();
    let desk = desk!(op, key, case, Act::Archive, Some(version));
    let reason = desk.work.archive_reason(reason).await?.ok_or(Refusal::Unknown("reasonCode"))?;
    let needs_two = desk.opened.state.archive_needs_two(reason.needs_second_person);
    let transition = workflow::archive(&desk.opened.state, &reason.code, needs_two, note, by, op.now())?;
    desk.finish(transition).await
}

/// The proposed archive is declined.
///
/// # Errors
/// Input, right, state, conflict.
pub async fn decline_archive(
    op: &Op,
    case: CaseId,
    version: i64,
    note: &str,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let note = text::clean_text("note", note, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::DeclineArchive, Some(version));
    let transition = workflow::decline_archive(&desk.opened.state, note)?;
    desk.finish(transition).await
}
