//! Replies: draft, approve, publish; and marking the follow-up as done.
use entities::{
    ids::{AgencyId, AttachmentId, CaseId, ReplyId},
    reply,
    vocab::{ReplyKind, ReplyState},
};

use super::{
    ClientKey, Failure, Outcome,
    desk::{Desk, desk, officer},
    few_files, unknown_as,
};
use crate::{
    domain::{
        act::Act,
        refusal::Refusal,
        second_person::Hand,
        text::{self, Limits},
        workflow,
    },
    op::Op,
    store::replies::Draft,
};

/// What was typed.
#[derive(Debug)]
#[expect(missing_docs, reason = "the schema describes each")]
pub struct Typed {
    pub reply: Option<ReplyId>,
    pub kind: ReplyKind,
    pub body: String,
    pub ask_approval: bool,
    pub files: Vec<AttachmentId>,
}

/// Writes a draft or changes one.
///
/// # Errors
/// Input, right, state, conflict; a draft of another government or a published reply.
pub async fn draft(
    op: &Op,
    case: CaseId,
    version: i64,
    typed: Typed,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let body = text::clean_text("body", &typed.body, Limits::REPLY)?;
    few_files(&typed.files)?;
    let me = officer(op)?;
    let desk = desk!(op, key, case, Act::DraftReply, Some(version));
    let agency = me.agency.ok_or(Failure::Forbidden(Act::DraftReply))?;
    let helps = matches!(
        desk.opened.standing.relation,
        Some(entities::vocab::Relation::Supporting | entities::vocab::Relation::AboveSupporting)
    );
    // A supporting agency answers the lead; only the lead speaks to the reporter.
    if helps != (typed.kind == ReplyKind::PartAnswer) {
        return Err(Refusal::Invalid("kind").into());
    }
    let draft = Draft {
        agency,
        government: me.government,
        role: me.role,
        kind: typed.kind,
        body,
        needs_approval: workflow::needs_approval(typed.ask_approval, me.role, typed.kind),
    };
    let reply = match typed.reply {
        None => desk.work.add_draft(&desk.opened, me.hand(), draft).await?,
        Some(id) => {
            let row = desk.work.reply_of(&desk.opened, id).await.map_err(unknown_as("replyId"))?;
            owned(&desk, &row, me.agency)?;
            if row.state == ReplyState::Published {
                return Err(Refusal::AlreadyPublished.into());
            }
            desk.work.change_draft(&desk.opened, &row, me.hand(), draft).await?;
            id
        }
    };
    let transition = workflow::draft(&desk.opened.state, reply)?;
    desk.finish_with(transition, Some(reply), &typed.files).await
}

/// A supporting agency touches its own part-answers only, the lead everything else.
fn owned(desk: &Desk, row: &reply::Model, mine: Option<AgencyId>) -> Result<(), Refusal> {
    use entities::vocab::Relation;
    let helps = matches!(desk.opened.standing.relation, Some(Relation::Supporting | Relation::AboveSupporting));
    if helps != (row.kind == ReplyKind::PartAnswer) || (helps && Some(row.agency_id) != mine) {
        return Err(Refusal::Unknown("replyId"));
    }
    Ok(())
}

/// Opens the case of a reply. Both hidden and unknown replies answer "unknown".
async fn case_of(op: &Op, id: ReplyId) -> Result<CaseId, Failure> {
    let found = op.scoped.reply(id).await?;
    found.map(|(reply, _)| reply.case).ok_or_else(|| Refusal::Unknown("replyId").into())
}

async fn current(op: &Op, desk: &Desk, id: ReplyId, version: i64) -> Result<reply::Model, Failure> {
    let row = desk.work.reply_of(&desk.opened, id).await.map_err(unknown_as("replyId"))?;
    owned(desk, &row, op.actor().officer().and_then(|officer| officer.agency))?;
    if row.version == version {
        Ok(row)
    } else {
        let (case, current) = (row.case_id, row.version);
        Err(Failure::Conflict { case, seen: desk.opened.state.version, current })
    }
}

/// A colleague agrees with a draft.
///
/// # Errors
/// Right, state, own draft, conflict.
pub async fn approve(op: &Op, id: ReplyId, version: i64, key: Option<&ClientKey>) -> Result<Outcome, Failure> {
    let me = officer(op)?;
    let case = case_of(op, id).await?;
    let desk = desk!(op, key, case, Act::ApproveReply, None);
    let row = current(op, &desk, id, version).await?;
    let transition = {
        let author = Hand { account: row.author_id, instead_of: row.author_instead_of_id };
        workflow::approve(&desk.opened.state, id, row.state, author, me.hand())?
    };
    desk.work.advance_reply(&desk.opened, &row).await?;
    desk.finish_with(transition, Some(id), &[]).await
}

/// A reply goes out.
///
/// # Errors
/// Right, state, not approved, conflict.
pub async fn publish(op: &Op, id: ReplyId, version: i64, key: Option<&ClientKey>) -> Result<Outcome, Failure> {
    let case = case_of(op, id).await?;
    let desk = desk!(op, key, case, Act::PublishReply, None);
    let row = current(op, &desk, id, version).await?;
    let transition =
        workflow::publish(&desk.opened.state, id, row.kind, row.state, row.needs_approval, row.agency_id, op.now())?;
    desk.work.advance_reply(&desk.opened, &row).await?;
    desk.finish_with(transition, Some(id), &[]).await
}

/// The follow-up is done.
///
/// # Errors
/// Input, right, state, conflict; no substantive answer yet.
pub async fn finish(
    op: &Op,
    case: CaseId,
    version: i64,
    note: Option<&str>,
    key: Option<&ClientKey>,
) -> Result<Outcome, Failure> {
    let note = text::optional_text("note", note, Limits::NOTE)?;
    let desk = desk!(op, key, case, Act::Finish, Some(version));
    let transition = workflow::finish(&desk.opened.state, note, op.now())?;
    desk.finish(transition).await
}
