//! Mutations that settle what a report is and where it belongs: verifying, returning, archiving, duplicates.
use async_graphql::{Context, Object};

use super::{
    super::{
        case::Case,
        errors::user_errors,
        inputs::*,
        payloads::*,
        view::{View, Viewer},
    },
    case_id, filled, key,
};
use crate::usecases::{duplicates, identity, routing, verifying};

/// Mutations that settle what a report is and where it belongs.
#[derive(Default)]
pub struct VerifyingMutation;

#[Object]
impl VerifyingMutation {
    /// Checks the report and states its facts. Agency admins, coordinators and the inspectorate, where they lead.
    async fn verify_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: VerifyCaseInput,
    ) -> async_graphql::Result<VerifyCasePayload> {
        let view = View::of(ctx)?;
        let key = key("verifyCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                verifying::verify(
                    &view.op,
                    case,
                    input.version,
                    verifying::Stated {
                        classification: input.classification.into(),
                        topic: filled(input.topic_code),
                        region: filled(input.region_code),
                        urgency: input.urgency.into(),
                        reported_agency: input.reported_agency_code,
                        note: input.note,
                    },
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(VerifyCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Asks the reporter for more; clocks rest. Liaison officers and verifiers, where they lead.
    async fn postpone_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: PostponeCaseInput,
    ) -> async_graphql::Result<PostponeCasePayload> {
        let view = View::of(ctx)?;
        let key = key("postponeCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => verifying::postpone(&view.op, case, input.version, &input.question, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(PostponeCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// "Not our authority": back to whoever forwarded it; the third time to the coordinator as a dispute, whose decision binds: after it nobody hands the case back. Liaison officers, agency admins and regency coordinators, where they lead.
    async fn return_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ReturnCaseInput,
    ) -> async_graphql::Result<ReturnCasePayload> {
        let view = View::of(ctx)?;
        let key = key("returnCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                routing::hand_back(
                    &view.op,
                    case,
                    input.version,
                    &input.reason,
                    input.suggested_agency_code.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ReturnCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Archives; where a second person is needed the first call proposes and the call of another officer agrees. Verifiers, where they lead.
    async fn archive_case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ArchiveCaseInput,
    ) -> async_graphql::Result<ArchiveCasePayload> {
        let view = View::of(ctx)?;
        let key = key("archiveCase", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                verifying::archive(
                    &view.op,
                    case,
                    input.version,
                    &input.reason_code,
                    input.note.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ArchiveCasePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Declines a proposed archive. Verifiers, where they lead.
    async fn decline_archive(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: DeclineArchiveInput,
    ) -> async_graphql::Result<DeclineArchivePayload> {
        let view = View::of(ctx)?;
        let key = key("declineArchive", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => verifying::decline_archive(&view.op, case, input.version, &input.note, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(DeclineArchivePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Links with another report of the same event, or merges into it. Verifiers, where they lead and see both.
    async fn link_duplicate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: LinkDuplicateInput,
    ) -> async_graphql::Result<LinkDuplicatePayload> {
        let view = View::of(ctx)?;
        let key = key("linkDuplicate", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                duplicates::link_duplicate(
                    &view.op,
                    case,
                    input.version,
                    &input.of_reference,
                    input.merge,
                    input.note.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(LinkDuplicatePayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Reads who reported: written into the history with its reason and shown to the reporter (not for
    /// whistle-blowing). Liaison officers and above where they lead; of anonymous reports only coordinators
    /// and the inspectorate.
    async fn reveal_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case and the reason.")] input: RevealIdentityInput,
    ) -> async_graphql::Result<RevealIdentityPayload> {
        let view = View::of(ctx)?;
        let key = key("revealIdentity", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => identity::reveal_identity(&view.op, case, &input.reason, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        match result {
            Ok((case, identity)) => {
                let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
                let identity = Identity { name: identity.name, email: identity.email, phone: identity.phone };
                Ok(RevealIdentityPayload {
                    identity: Some(identity),
                    case: Case::load(&fresh, case).await?,
                    user_errors: vec![],
                    client_mutation_id,
                })
            }
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(RevealIdentityPayload { identity: None, case: None, user_errors, client_mutation_id })
            }
        }
    }
}
