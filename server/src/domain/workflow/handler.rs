//! Acts of those who handle a case.
use chrono::{DateTime, Utc};
use entities::{
    ids::{AccountId, AgencyId, ReplyId},
    vocab::{CaseStatus, Classification, ClockStage, EventAudience, EventKind, ReplyKind, ReplyState, Role, Urgency},
};
use serde_json::json;

use super::{ClockOp, Happening, PartyOp, Transition, fits};
use crate::domain::{
    act::Act,
    case_state::{ArchiveProposal, CaseState},
    refusal::Refusal,
    second_person::Hand,
};

/// What a verifier states.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Kind of report.
    pub classification: Classification,
    /// Topic code.
    pub topic: Option<String>,
    /// Region code.
    pub region: Option<String>,
    /// Urgency.
    pub urgency: Urgency,
    /// The accused unit.
    pub accused: Option<AgencyId>,
    /// Who takes the case over because the accusation concerns its holder.
    pub moves_to: Option<AgencyId>,
}

/// The facts are checked. A case whose holder turns out to be accused leaves it at once.
///
/// # Errors
/// State; whistle-blowing neither begins nor ends here.
pub fn verify(case: &CaseState, facts: Facts, note: Option<String>, now: DateTime<Utc>) -> Result<Transition, Refusal> {
    fits(case, Act::Verify)?;
    if case.is_confidential() != (facts.classification == Classification::WhistleBlowing) {
        return Err(Refusal::StaysConfidential);
    }
    let data = json!({
        "classification": facts.classification, "topic": facts.topic, "region": facts.region,
        "urgency": facts.urgency, "accused": facts.accused,
    });
    let happening = Happening::new(EventKind::Verified).data(data).text(note);
    let moves_to = facts.moves_to.filter(|&to| to != case.holder);
    let mut transition = Transition::change(Act::Verify, case, happening, |after| {
        after.classification = facts.classification;
        after.topic = facts.topic;
        after.region = facts.region;
        after.urgency = facts.urgency;
        after.accused = facts.accused;
        after.verified_at = Some(now);
        if let Some(to) = moves_to {
            after.holder = to;
            after.assignee = None;
        }
    });
    if let Some(to) = moves_to {
        transition
            .happenings
            .push(Happening::new(EventKind::Forwarded).agency(to).data(json!({ "conflict_of_interest": true })));
        transition.parties = vec![PartyOp::Lead(to)];
    }
    Ok(transition)
}

/// Asks the reporter; the agency's clocks rest.
///
/// # Errors
/// State.
pub fn postpone(case: &CaseState, question: String, now: DateTime<Utc>) -> Result<Transition, Refusal> {
    fits(case, Act::Postpone)?;
    let resume = case.status;
    let happening = Happening::new(EventKind::Postponed).text(Some(question.clone()));
    Ok(Transition::to(Act::Postpone, case, CaseStatus::Postponed, happening, now, |after| {
        after.resume = Some(resume);
        after.question = Some(question);
    })
    .clocks([ClockOp::PauseAll, ClockOp::Start(ClockStage::Supplement)]))
}

/// Only what was not routed yet is archived: asking the reporter first, or a free reopening, is no way around
/// an answer.
///
/// # Errors
/// `WrongState`.
pub fn archivable(case: &CaseState) -> Result<(), Refusal> {
    let from = case.resume.filter(|_| case.status == CaseStatus::Postponed).unwrap_or(case.status);
    let reopened = from == CaseStatus::Reopened && case.verified_at.is_some();
    if reopened || matches!(from, CaseStatus::Forwarded | CaseStatus::InProgress) {
        return Err(Refusal::WrongState { act: Act::Archive, status: from });
    }
    Ok(())
}

/// Archives, or proposes it where a second person must agree.
///
/// # Errors
/// State; the proposer cannot be the second person.
pub fn archive(
    case: &CaseState,
    reason: &str,
    needs_two: bool,
    note: Option<String>,
    by: Hand,
    now: DateTime<Utc>,
) -> Result<Transition, Refusal> {
    fits(case, Act::Archive)?;
    archivable(case)?;
    let agreed = match &case.archive_proposal {
        Some(proposal) if proposal.reason == reason && proposal.hand().is_one_with(by) => {
            return Err(Refusal::OwnProposal);
        }
        Some(proposal) => proposal.reason == reason,
        None => false,
    };
    let data = json!({ "reason": reason });
    if needs_two && !agreed {
        let happening =
            Happening::new(EventKind::ArchiveProposed).text(note.clone()).data(data).seen_by(EventAudience::Officers);
        return Ok(Transition::change(Act::Archive, case, happening, |after| {
            after.archive_proposal = Some(ArchiveProposal {
                reason: reason.to_owned(),
                note,
                by: by.account,
                instead_of: by.instead_of,
                at: now,
            });
        }));
    }
    let note = note.or_else(|| case.archive_proposal.as_ref().and_then(|proposal| proposal.note.clone()));
    let happening = Happening::new(EventKind::Archived).text(note).data(data);
    Ok(Transition::to(Act::Archive, case, CaseStatus::Archived, happening, now, |after| {
        after.archive_proposal = None;
        after.archive_reason = Some(reason.to_owned());
        after.closed_at = Some(now);
        after.question = None;
    })
    .clocks([ClockOp::StopAll]))
}

/// The second person disagrees, or the proposer withdraws.
///
/// # Errors
/// State, or nothing is proposed.
pub fn decline_archive(case: &CaseState, note: String) -> Result<Transition, Refusal> {
    fits(case, Act::DeclineArchive)?;
    if case.archive_proposal.is_none() {
        return Err(Refusal::WrongState { act: Act::DeclineArchive, status: case.status });
    }
    let happening = Happening::new(EventKind::ArchiveDeclined).text(Some(note)).seen_by(EventAudience::Officers);
    Ok(Transition::change(Act::DeclineArchive, case, happening, |after| after.archive_proposal = None))
}

/// Gives the case to an officer of the holder, or takes it back.
///
/// # Errors
/// State.
pub fn assign(case: &CaseState, officer: Option<AccountId>) -> Result<Transition, Refusal> {
    fits(case, Act::Assign)?;
    let happening =
        Happening::new(EventKind::Assigned).data(json!({ "officer": officer })).seen_by(EventAudience::Officers);
    Ok(Transition::change(Act::Assign, case, happening, |after| after.assignee = officer))
}

/// A reply is written or changed; nobody outside sees it yet.
///
/// # Errors
/// State.
pub fn draft(case: &CaseState, reply: ReplyId) -> Result<Transition, Refusal> {
    fits(case, Act::DraftReply)?;
    let happening = Happening::new(EventKind::ReplyDrafted).reply(reply).seen_by(EventAudience::Government);
    Ok(Transition::quiet(Act::DraftReply, case, happening))
}

/// A colleague agrees with a draft.
///
/// # Errors
/// State; own draft; nothing to approve.
pub fn approve(
    case: &CaseState,
    reply: ReplyId,
    state: ReplyState,
    author: Hand,
    by: Hand,
) -> Result<Transition, Refusal> {
    fits(case, Act::ApproveReply)?;
    if author.is_one_with(by) {
        return Err(Refusal::OwnDraft);
    }
    if state != ReplyState::Draft {
        return Err(Refusal::AlreadyPublished);
    }
    let happening = Happening::new(EventKind::ReplyApproved).reply(reply).seen_by(EventAudience::Government);
    Ok(Transition::quiet(Act::ApproveReply, case, happening))
}

/// Whether a reply must be approved by a colleague: when the author asked for it, and always for an
/// answer by an officer of a unit (the agency answers, not the unit).
#[must_use]
pub const fn needs_approval(asked: bool, role: Role, kind: ReplyKind) -> bool {
    asked || (matches!(role, Role::UnitOfficer) && matches!(kind, ReplyKind::Substantive))
}

/// A reply goes out. A pass-on stops the first-response clock and nothing else; progress and answers
/// put the case to work; a part-answer goes to the lead.
///
/// # Errors
/// State; not approved; published already.
pub fn publish(
    case: &CaseState,
    reply: ReplyId,
    kind: ReplyKind,
    state: ReplyState,
    needs_approval: bool,
    from: AgencyId,
    now: DateTime<Utc>,
) -> Result<Transition, Refusal> {
    fits(case, Act::PublishReply)?;
    match state {
        ReplyState::Published => return Err(Refusal::AlreadyPublished),
        ReplyState::Draft if needs_approval => return Err(Refusal::ApprovalNeeded),
        ReplyState::Draft | ReplyState::Approved => {}
    }
    let happening = Happening::new(EventKind::ReplyPublished).reply(reply).agency(from);
    Ok(match kind {
        ReplyKind::PartAnswer => {
            Transition::change(Act::PublishReply, case, happening.seen_by(EventAudience::Officers), |_| {})
                .parties(vec![PartyOp::Answered(from)])
        }
        ReplyKind::PassOn => Transition::change(Act::PublishReply, case, happening, |_| {})
            .clocks([ClockOp::Stop(ClockStage::FirstResponse)]),
        ReplyKind::Progress | ReplyKind::Substantive => {
            Transition::to(Act::PublishReply, case, CaseStatus::InProgress, happening, now, |after| {
                if kind == ReplyKind::Substantive {
                    after.answered_at = Some(now);
                }
            })
            .clocks([
                ClockOp::Stop(ClockStage::FirstResponse),
                ClockOp::Stop(ClockStage::ReturnAgain),
                ClockOp::Stop(ClockStage::Verify),
            ])
        }
    })
}

/// The follow-up is done; the reporter is asked.
///
/// # Errors
/// State; a case without a substantive answer cannot be finished.
pub fn finish(case: &CaseState, note: Option<String>, now: DateTime<Utc>) -> Result<Transition, Refusal> {
    fits(case, Act::Finish)?;
    if case.answered_at.is_none() {
        return Err(Refusal::NotAnswered);
    }
    let happening = Happening::new(EventKind::Finished).text(note);
    Ok(Transition::to(Act::Finish, case, CaseStatus::AwaitingConfirmation, happening, now, |_| {})
        .clocks([ClockOp::StopAll, ClockOp::Start(ClockStage::ReporterConfirmation)]))
}

/// A note for colleagues of the same government.
///
/// # Errors
/// State.
pub fn note(case: &CaseState, text: String) -> Result<Transition, Refusal> {
    fits(case, Act::Note)?;
    let happening = Happening::new(EventKind::Noted).text(Some(text)).seen_by(EventAudience::Government);
    Ok(Transition::quiet(Act::Note, case, happening))
}

/// Handlers may hide more, never less.
///
/// # Errors
/// `OnlyReporterLoosens`.
pub fn tighten(case: &CaseState, anonymous: bool, secret: bool, note: Option<String>) -> Result<Transition, Refusal> {
    fits(case, Act::SetVisibility)?;
    if (case.anonymous && !anonymous) || (case.secret && !secret) {
        return Err(Refusal::OnlyReporterLoosens);
    }
    Ok(super::reporter::visibility(case, anonymous, secret, note))
}

/// Two cases tell of one event; both stay open.
///
/// # Errors
/// State; itself.
pub fn link(case: &CaseState, other: &CaseState, reference: &str, note: Option<String>) -> Result<Transition, Refusal> {
    fits(case, Act::LinkDuplicate)?;
    // A link is a trace: whistle-blowing and accusations are linked among themselves only.
    let apart = other.is_confidential() != case.is_confidential()
        || other.classification.is_supervisory() != case.classification.is_supervisory();
    if other.id == case.id || apart {
        return Err(Refusal::BadDuplicate("ofReference"));
    }
    let happening = Happening::new(EventKind::DuplicateLinked)
        .text(note)
        .data(json!({ "reference": reference }))
        .seen_by(EventAudience::Officers);
    Ok(Transition::change(Act::LinkDuplicate, case, happening, |_| {}))
}

/// The case is closed into another one, whose news its reporter gets from now on.
///
/// # Errors
/// State; itself; the other one was merged or has ended.
pub fn merge(
    case: &CaseState,
    stays: &CaseState,
    note: Option<String>,
    now: DateTime<Utc>,
) -> Result<Transition, Refusal> {
    fits(case, Act::LinkDuplicate)?;
    let circular = stays.id == case.id || stays.merged_into.is_some() || !stays.status.is_open();
    let apart = stays.is_confidential() != case.is_confidential()
        || stays.classification.is_supervisory() != case.classification.is_supervisory();
    if circular || apart {
        return Err(Refusal::BadDuplicate("ofReference"));
    }
    // The other case's number is not told: its reporter is another person.
    let happening = Happening::new(EventKind::Merged).text(note).agency(stays.holder);
    let into = stays.id;
    Ok(Transition::to(Act::LinkDuplicate, case, CaseStatus::Archived, happening, now, |after| {
        after.merged_into = Some(into);
        after.archive_reason = Some("duplicate".to_owned());
        after.archive_proposal = None;
        after.closed_at = Some(now);
        after.question = None;
    })
    .clocks([ClockOp::StopAll]))
}

/// Somebody reads who reported. The reporter sees that it was read, except for whistle-blowing.
///
/// # Errors
/// None today; the signature is that of all acts.
pub fn reveal(case: &CaseState, reason: String) -> Result<Transition, Refusal> {
    fits(case, Act::RevealIdentity)?;
    let audience = if case.is_confidential() { EventAudience::Government } else { EventAudience::All };
    let happening = Happening::new(EventKind::IdentityRead).text(Some(reason)).seen_by(audience);
    Ok(Transition::quiet(Act::RevealIdentity, case, happening))
}
