//! What mutations answer: the thing after the act, the refusals that a person can mend, the client's own mark.
use async_graphql::SimpleObject;

use super::{
    account::{AccessToken, ViewerNode},
    agency::Agency,
    case::Case,
    errors::{UserError, query_error, user_errors},
    event::CaseEvent,
    loaders::{Replies, Seen},
    reply::Reply,
    view::{View, Viewer},
};
use crate::usecases::{Failure, Outcome};

/// What has changed since the version that the viewer had seen.
#[derive(SimpleObject)]
pub struct Conflict {
    /// The version now (of the reply, where one was acted on).
    pub current_version: i64,
    /// The events since, as far as the viewer may read them.
    pub events: Vec<CaseEvent>,
}

/// The parts that payloads of acts on a case share.
pub(super) struct Answer {
    case: Option<Case>,
    reply: Option<Reply>,
    conflict: Option<Conflict>,
    user_errors: Vec<UserError>,
}

/// Reads anew after the act, with loaders that have seen nothing before it.
pub(super) async fn answer_of(view: &Viewer, result: Result<Outcome, Failure>) -> async_graphql::Result<Answer> {
    let fresh: Viewer = std::sync::Arc::new(View::new(view.op.clone()));
    match result {
        Ok(outcome) => {
            let case = Case::load(&fresh, outcome.case).await?;
            let reply = match (&case, outcome.reply) {
                (Some(case), Some(id)) => {
                    let rows = fresh.load(Replies(Seen(case.case.clone()))).await?.unwrap_or_default();
                    let row = rows.into_iter().find(|row| row.id == id);
                    row.map(|row| Reply { row, case: case.case.clone(), view: fresh.clone() })
                }
                _ => None,
            };
            Ok(Answer { case, reply, conflict: None, user_errors: vec![] })
        }
        Err(failure) => {
            let user_errors = user_errors(view.op.locale, &failure)?;
            let mut answer = Answer { case: None, reply: None, conflict: None, user_errors };
            if let Failure::Conflict { case, seen, current } = failure
                && let Some(case) = Case::load(&fresh, case).await?
            {
                let events = fresh
                    .op
                    .scoped
                    .events_since(&case.case, seen)
                    .await
                    .map_err(|error| query_error(view.op.locale, &error.into()))?;
                let events = events
                    .into_iter()
                    .map(|event| CaseEvent { event, case: case.case.clone(), view: fresh.clone() })
                    .collect();
                answer.conflict = Some(Conflict { current_version: current, events });
                answer.case = Some(case);
            }
            Ok(answer)
        }
    }
}

macro_rules! case_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The case after the act; on a conflict, as it is now.
            pub case: Option<Case>,
            /// Set where somebody else changed the case since `version`.
            pub conflict: Option<Conflict>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            pub(super) fn of(answer: Answer, client_mutation_id: Option<String>) -> Self {
                Self { case: answer.case, conflict: answer.conflict, user_errors: answer.user_errors, client_mutation_id }
            }
        }
    )+ };
}
macro_rules! reply_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The case after the act; on a conflict, as it is now.
            pub case: Option<Case>,
            /// The reply after the act.
            pub reply: Option<Reply>,
            /// Set where somebody else changed it since `version`.
            pub conflict: Option<Conflict>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            pub(super) fn of(answer: Answer, client_mutation_id: Option<String>) -> Self {
                Self {
                    case: answer.case,
                    reply: answer.reply,
                    conflict: answer.conflict,
                    user_errors: answer.user_errors,
                    client_mutation_id,
                }
            }
        }
    )+ };
}
macro_rules! viewer_payload {
    ($($(#[$m:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$m])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// Who the viewer is from now on.
            pub viewer: Option<ViewerNode>,
            /// Refusals that the person can mend; empty on success.
            pub user_errors: Vec<UserError>,
            /// As it was sent.
            pub client_mutation_id: Option<String>,
        }
        impl $name {
            pub(super) fn of(
                view: &Viewer,
                result: Result<crate::op::Op, Failure>,
                client_mutation_id: Option<String>,
            ) -> async_graphql::Result<Self> {
                Ok(match result {
                    Ok(op) => Self {
                        viewer: Some(ViewerNode(std::sync::Arc::new(View::new(op)))),
                        user_errors: vec![],
                        client_mutation_id,
                    },
                    Err(failure) => {
                        Self { viewer: None, user_errors: user_errors(view.op.locale, &failure)?, client_mutation_id }
                    }
                })
            }
        }
    )+ };
}
case_payload! {
    /// Answer of `supplementReport`.
    SupplementReportPayload,
    /// Answer of `addComment`.
    AddCommentPayload,
    /// Answer of `confirmAnswer`.
    ConfirmAnswerPayload,
    /// Answer of `rejectAnswer`.
    RejectAnswerPayload,
    /// Answer of `rateAnswer`.
    RateAnswerPayload,
    /// Answer of `reopenReport`.
    ReopenReportPayload,
    /// Answer of `setVisibility`.
    SetVisibilityPayload,
    /// Answer of `verifyCase`.
    VerifyCasePayload,
    /// Answer of `postponeCase`.
    PostponeCasePayload,
    /// Answer of `returnCase`.
    ReturnCasePayload,
    /// Answer of `archiveCase`.
    ArchiveCasePayload,
    /// Answer of `declineArchive`.
    DeclineArchivePayload,
    /// Answer of `forwardCase`.
    ForwardCasePayload,
    /// Answer of `finishFollowUp`.
    FinishFollowUpPayload,
    /// Answer of `addNote`.
    AddNotePayload,
    /// Answer of `linkDuplicate`.
    LinkDuplicatePayload,
    /// Answer of `assignCase`.
    AssignCasePayload,
}
reply_payload! {
    /// Answer of `draftReply`.
    DraftReplyPayload,
    /// Answer of `approveReply`.
    ApproveReplyPayload,
    /// Answer of `publishReply`.
    PublishReplyPayload,
}
viewer_payload! {
    /// Answer of `signIn`.
    SignInPayload,
    /// Answer of `registerAccount`.
    RegisterAccountPayload,
    /// Answer of `chooseRole`.
    ChooseRolePayload,
}

/// Answer of `signOut`.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// Always true on success.
    pub signed_out: bool,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `changePassword`.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// Whether it was changed; other sessions have ended then.
    pub changed: bool,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `openTrackedReport`.
#[derive(SimpleObject)]
pub struct OpenTrackedReportPayload {
    /// The case.
    pub case: Option<Case>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `createAccessToken`.
#[derive(SimpleObject)]
pub struct CreateAccessTokenPayload {
    /// The token.
    pub access_token: Option<AccessToken>,
    /// Shown once; sent as `Authorization: Bearer ..`.
    pub secret: Option<String>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `revokeAccessToken`.
#[derive(SimpleObject)]
pub struct RevokeAccessTokenPayload {
    /// The token.
    pub access_token: Option<AccessToken>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Answer of `submitReport`.
#[derive(SimpleObject)]
pub struct SubmitReportPayload {
    /// The case, as its reporter sees it.
    pub case: Option<Case>,
    /// Number of the report; with the secret it opens the case.
    pub tracking_code: Option<String>,
    /// Shown once; whoever holds it can follow and answer for the report.
    pub tracking_secret: Option<String>,
    /// Where the report probably goes, by the forwarding rules. Null for accusations, and where a person decides.
    pub probably: Option<Agency>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}

/// Who reported.
#[derive(SimpleObject)]
pub struct Identity {
    /// Name.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone, international form.
    pub phone: Option<String>,
}

/// Answer of `revealIdentity`.
#[derive(SimpleObject)]
pub struct RevealIdentityPayload {
    /// Who reported.
    pub identity: Option<Identity>,
    /// The case.
    pub case: Option<Case>,
    /// Refusals that the person can mend; empty on success.
    pub user_errors: Vec<UserError>,
    /// As it was sent.
    pub client_mutation_id: Option<String>,
}
