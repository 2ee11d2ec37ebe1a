//! Mutations of whoever reported: filing, following, answering the answer.
use async_graphql::{Context, Object};

use super::{
    super::{
        case::Case,
        errors::user_errors,
        inputs::*,
        payloads::*,
        routing::CaseRouting,
        view::{View, Viewer},
    },
    case_id, files, filled, key,
};
use crate::usecases::{Failure, follow, sign_in, submit_report, visibility};

/// Mutations of whoever reported.
#[derive(Default)]
pub struct ReporterMutation;

#[Object]
impl ReporterMutation {
    /// Opens a report by tracking code and secret, for the whole browser session. Everybody.
    async fn open_tracked_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code and secret.")] input: OpenTrackedReportInput,
    ) -> async_graphql::Result<OpenTrackedReportPayload> {
        let view = View::of(ctx)?;
        let client_mutation_id = input.client_mutation_id;
        match sign_in::open_tracked(&view.op, &input.code, &input.secret).await {
            Ok(op) => {
                Ok(OpenTrackedReportPayload { case: tracked(op).await?, user_errors: vec![], client_mutation_id })
            }
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(OpenTrackedReportPayload { case: None, user_errors, client_mutation_id })
            }
        }
    }

    /// Files a report. Everybody; officers enter walk-in, phone and pasted reports with it.
    async fn submit_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] input: SubmitReportInput,
    ) -> async_graphql::Result<SubmitReportPayload> {
        let view = View::of(ctx)?;
        let key = key("submitReport", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let refused = |failure: &Failure, client_mutation_id| {
            let user_errors = user_errors(view.op.locale, failure)?;
            Ok(SubmitReportPayload {
                case: None,
                tracking_code: None,
                tracking_secret: None,
                probably: None,
                user_errors,
                client_mutation_id,
            })
        };
        let report = match report(input) {
            Ok(report) => report,
            Err(failure) => return refused(&failure, client_mutation_id),
        };
        match submit_report::submit_report(&view.op, report, key.as_ref()).await {
            Ok(receipt) => {
                let op = view.op.as_actor(crate::authz::actor::Actor::Tracker { case: receipt.case });
                let case = tracked(op).await?;
                let probably = match &case {
                    Some(case) => CaseRouting::probably(&case.view, &case.case).await?,
                    None => None,
                };
                Ok(SubmitReportPayload {
                    case,
                    probably,
                    tracking_code: Some(receipt.code),
                    tracking_secret: Some(receipt.secret),
                    user_errors: vec![],
                    client_mutation_id,
                })
            }
            Err(failure) => refused(&failure, client_mutation_id),
        }
    }

    /// Answers the question of a postponed case. The reporter.
    async fn supplement_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SupplementReportInput,
    ) -> async_graphql::Result<SupplementReportPayload> {
        let view = View::of(ctx)?;
        let key = key("supplementReport", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match (case_id(&input.case_id), files(&input.attachment_ids)) {
            (Ok(case), Ok(files)) => {
                follow::supplement(&view.op, case, input.version, &input.body, &files, key.as_ref()).await
            }
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        };
        Ok(SupplementReportPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Writes to the handlers. The reporter.
    async fn add_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AddCommentInput,
    ) -> async_graphql::Result<AddCommentPayload> {
        let view = View::of(ctx)?;
        let key = key("addComment", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match (case_id(&input.case_id), files(&input.attachment_ids)) {
            (Ok(case), Ok(files)) => follow::comment(&view.op, case, &input.body, &files, key.as_ref()).await,
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        };
        Ok(AddCommentPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Says that it is finished, and rates. The reporter.
    async fn confirm_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ConfirmAnswerInput,
    ) -> async_graphql::Result<ConfirmAnswerPayload> {
        let view = View::of(ctx)?;
        let key = key("confirmAnswer", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                follow::confirm(
                    &view.op,
                    case,
                    input.version,
                    input.rating,
                    input.rating_comment.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(ConfirmAnswerPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Says that it is not finished; the agency's clock starts again. The reporter.
    async fn reject_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RejectAnswerInput,
    ) -> async_graphql::Result<RejectAnswerPayload> {
        let view = View::of(ctx)?;
        let key = key("rejectAnswer", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => follow::reject(&view.op, case, input.version, &input.reason, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(RejectAnswerPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Rates a closed case, once. The reporter.
    async fn rate_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RateAnswerInput,
    ) -> async_graphql::Result<RateAnswerPayload> {
        let view = View::of(ctx)?;
        let key = key("rateAnswer", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => follow::rate(&view.op, case, input.rating, input.comment.as_deref(), key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(RateAnswerPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Opens a closed case again, within 30 days: once freely, then through a verifier. The reporter.
    async fn reopen_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ReopenReportInput,
    ) -> async_graphql::Result<ReopenReportPayload> {
        let view = View::of(ctx)?;
        let key = key("reopenReport", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => follow::reopen(&view.op, case, input.version, &input.reason, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        Ok(ReopenReportPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }

    /// Changes anonymous and secret. Handlers only tighten; the reporter may loosen.
    async fn set_visibility(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SetVisibilityInput,
    ) -> async_graphql::Result<SetVisibilityPayload> {
        let view = View::of(ctx)?;
        let key = key("setVisibility", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id.clone();
        let result = match case_id(&input.case_id) {
            Ok(case) => {
                visibility::set_visibility(
                    &view.op,
                    case,
                    input.version,
                    input.anonymous,
                    input.secret,
                    input.note.as_deref(),
                    key.as_ref(),
                )
                .await
            }
            Err(failure) => Err(failure),
        };
        Ok(SetVisibilityPayload::of(answer_of(&view, result).await?, client_mutation_id))
    }
}

/// The case of a tracker, read as the tracker.
async fn tracked(op: crate::op::Op) -> async_graphql::Result<Option<Case>> {
    let crate::authz::actor::Actor::Tracker { case } = *op.actor() else { return Ok(None) };
    let view: Viewer = std::sync::Arc::new(View::new(op));
    Case::load(&view, case).await
}

fn report(input: SubmitReportInput) -> Result<submit_report::Report, Failure> {
    let contact = input.contact.unwrap_or(ReporterContactInput { name: None, email: None, phone: None });
    Ok(submit_report::Report {
        files: files(&input.attachment_ids)?,
        title: input.title,
        body: input.body,
        classification: input.classification.into(),
        topic: filled(input.topic_code),
        region: filled(input.region_code),
        place: filled(input.place),
        occurred_on: input.occurred_on.map(|day| day.0),
        named_agency: filled(input.named_agency_code),
        reported_agency: filled(input.reported_agency_code),
        anonymous: input.anonymous,
        secret: input.secret,
        name: filled(contact.name),
        email: filled(contact.email),
        phone: filled(contact.phone),
        channel: input.channel.map(Into::into),
    })
}
