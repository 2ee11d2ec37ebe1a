//! Mutations of the work on a case: forwarding, assigning, answering, finishing, notes.
use async_graphql::{Context, Object};

use super::{
    super::{ids, inputs::*, payloads::*, view::View},
    case_id, files, key,
};
use crate::{
    domain::refusal::Refusal,
    usecases::{Failure, answer, notes, routing},
};

/// Mutations of the work on a case.
#[derive(Default)]
pub struct WorkingMutation;

#[Object]
impl WorkingMutation {
    /// Hands the case to an agency, with others that help or read along. Verifiers; liaison officers within their own agency. Never to the accused unit.
    async fn forward_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ForwardCaseInput,
    ) -> async_graphql::Result<ForwardCasePayload> {
        let view = View::of(ctx)?;
        let key = key("forwardCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                routing::forward(
                    &view.op,
                    case,
                    input.version,
                    routing::Route {
                        target: input.target_code,
                        supporting: input.supporting_codes,
                        informed: input.informed_codes,
                        note: input.note,
                        other_reason: input.other_reason.map(Into::into),
                    },
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ForwardCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Marks the follow-up as done; the reporter is asked. Needs a published substantive reply. Liaison officers and verifiers, where they lead.
    async fn finish_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: FinishFollowUpInput,
    ) -> async_graphql::Result<FinishFollowUpPayload> {
        let view = View::of(ctx)?;
        let key = key("finishFollowUp", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => answer::finish(&view.op, case, input.version, input.note.as_deref(), key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(FinishFollowUpPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// An internal note for colleagues of the same government. Everybody who works on the case.
    async fn add_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AddNoteInput,
    ) -> async_graphql::Result<AddNotePayload> {
        let view = View::of(ctx)?;
        let key = key("addNote", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => notes::add_note(&view.op, case, &input.body, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(AddNotePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Gives the case to an officer of its holder, or takes it back. Liaison officers and verifiers, where they lead.
    async fn assign_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AssignCaseInput,
    ) -> async_graphql::Result<AssignCasePayload> {
        let view = View::of(ctx)?;
        let key = key("assignCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let who = match &input.officer_id {
            None => Ok(None),
            Some(id) => ids::to_officer(id).map(Some).ok_or_else(|| Failure::from(Refusal::Unknown("officerId"))),
        };
        let result = match (case_id(&input.case_id), who) {
            (Ok(case), Ok(who)) => routing::assign(&view.op, case, input.version, who, key.as_ref()).await,
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        };
        Ok(AssignCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Writes a reply or changes a draft. Officers of the lead; of supporting agencies for PART_ANSWER.
    async fn draft_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] input: DraftReplyInput,
    ) -> async_graphql::Result<DraftReplyPayload> {
        let view = View::of(ctx)?;
        let key = key("draftReply", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let reply = match &input.reply_id {
            None => Ok(None),
            Some(id) => ids::to_reply(id).map(Some).ok_or_else(|| Failure::from(Refusal::Unknown("replyId"))),
        };
        let result = match (case_id(&input.case_id), reply, files(&input.attachment_ids)) {
            (Ok(case), Ok(reply), Ok(files)) => {
                let typed = answer::Typed {
                    reply,
                    kind: input.kind.into(),
                    body: input.body,
                    ask_approval: input.ask_approval,
                    files,
                };
                answer::draft(&view.op, case, input.version, typed, key.as_ref()).await
            }
            (Err(failure), _, _) | (_, Err(failure), _) | (_, _, Err(failure)) => Err(failure),
        };
        Ok(DraftReplyPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Agrees with a colleague's draft; nobody approves the own one. Liaison officers and above.
    async fn approve_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reply.")] input: ApproveReplyInput,
    ) -> async_graphql::Result<ApproveReplyPayload> {
        let view = View::of(ctx)?;
        let key = key("approveReply", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match ids::to_reply(&input.reply_id) {
            Some(reply) => answer::approve(&view.op, reply, input.version, key.as_ref()).await,
            None => Err(Refusal::Unknown("replyId").into()),
        };
        Ok(ApproveReplyPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Sends a reply to the reporter. A pass-on stops the first-response clock only. Those who may draft it, once approved where that is needed.
    async fn publish_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reply.")] input: PublishReplyInput,
    ) -> async_graphql::Result<PublishReplyPayload> {
        let view = View::of(ctx)?;
        let key = key("publishReply", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match ids::to_reply(&input.reply_id) {
            Some(reply) => answer::publish(&view.op, reply, input.version, key.as_ref()).await,
            None => Err(Refusal::Unknown("replyId").into()),
        };
        Ok(PublishReplyPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }
}
