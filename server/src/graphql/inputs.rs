//! Inputs of mutations, as the schema shows them. Checking is the domain's.
use super::enums::{Channel, Classification, OtherReason, ReplyKind, Urgency};
use super::scalars::Date;
use async_graphql::{ID, InputObject};

/// Input of `signIn`.
#[derive(InputObject, Debug, Clone)]
pub struct SignInInput {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `signOut`.
#[derive(InputObject, Debug, Clone)]
pub struct SignOutInput {
    /// End all sessions of the account, not only this one.
    #[graphql(default = false)]
    pub everywhere: bool,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `registerAccount`.
#[derive(InputObject, Debug, Clone)]
pub struct RegisterAccountInput {
    /// Name, 2 to 100 characters.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Phone, Indonesian or international form.
    pub phone: Option<String>,
    /// Password.
    pub password: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `changePassword`.
#[derive(InputObject, Debug, Clone)]
pub struct ChangePasswordInput {
    /// The password now.
    pub current: String,
    /// The new password, at least 10 characters.
    pub new: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `chooseRole`.
#[derive(InputObject, Debug, Clone)]
pub struct ChooseRoleInput {
    /// A role of the viewer.
    pub role_grant_id: ID,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `openTrackedReport`.
#[derive(InputObject, Debug, Clone)]
pub struct OpenTrackedReportInput {
    /// Tracking code; spaces, lower case and missing hyphens are forgiven.
    pub code: String,
    /// Tracking secret.
    pub secret: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `createAccessToken`.
#[derive(InputObject, Debug, Clone)]
pub struct CreateAccessTokenInput {
    /// A name to know it by; 2 to 100 characters.
    pub name: String,
    /// Role in which it acts; null: the viewer's acting role, or as a citizen.
    pub role_grant_id: Option<ID>,
    /// 1 to 365.
    #[graphql(default = 90)]
    pub expires_in_days: i32,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `revokeAccessToken`.
#[derive(InputObject, Debug, Clone)]
pub struct RevokeAccessTokenInput {
    /// Global id.
    pub id: ID,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Who reports.
#[derive(InputObject, Debug, Clone)]
pub struct ReporterContactInput {
    /// Name, 2 to 100 characters.
    pub name: Option<String>,
    /// E-mail address, for news.
    pub email: Option<String>,
    /// Phone, Indonesian or international form.
    pub phone: Option<String>,
}

/// Input of `submitReport`.
#[derive(InputObject, Debug, Clone)]
pub struct SubmitReportInput {
    /// 10 to 150 characters, one line.
    pub title: String,
    /// 20 to 10,000 characters.
    pub body: String,
    /// Kind of report. WHISTLE_BLOWING goes straight to the inspectorate and is seen by nobody else.
    #[graphql(default_with = "Classification::ServiceComplaint")]
    pub classification: Classification,
    /// A topic code.
    pub topic_code: Option<String>,
    /// A region code.
    pub region_code: Option<String>,
    /// Where, in words; up to 300 characters.
    pub place: Option<String>,
    /// Day of the event, not in the future.
    pub occurred_on: Option<Date>,
    /// The agency that should answer, if the reporter knows.
    pub named_agency_code: Option<String>,
    /// The accused unit; it will not get the report.
    pub reported_agency_code: Option<String>,
    /// Hide the reporter from the reported agency and the public.
    #[graphql(default = false)]
    pub anonymous: bool,
    /// Hide the report from the public.
    #[graphql(default = false)]
    pub secret: bool,
    /// Who reports. Without an account a name is asked unless the report is anonymous. Officers who enter a walk-in, phone or pasted report give the citizen's here.
    pub contact: Option<ReporterContactInput>,
    /// Officers only, but for WEB and MOBILE_APP.
    pub channel: Option<Channel>,
    /// Ids answered by POST /uploads; at most 5.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `supplementReport`.
#[derive(InputObject, Debug, Clone)]
pub struct SupplementReportInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: Option<i64>,
    /// What was asked for; 5 to 4,000 characters.
    pub body: String,
    /// Ids answered by POST /uploads; at most 5.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `addComment`.
#[derive(InputObject, Debug, Clone)]
pub struct AddCommentInput {
    /// The case.
    pub case_id: ID,
    /// 5 to 4,000 characters.
    pub body: String,
    /// Ids answered by POST /uploads; at most 5.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `confirmAnswer`.
#[derive(InputObject, Debug, Clone)]
pub struct ConfirmAnswerInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: Option<i64>,
    /// 1 to 5.
    pub rating: Option<i32>,
    /// Words with the rating.
    pub rating_comment: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `rejectAnswer`.
#[derive(InputObject, Debug, Clone)]
pub struct RejectAnswerInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: Option<i64>,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `rateAnswer`.
#[derive(InputObject, Debug, Clone)]
pub struct RateAnswerInput {
    /// The case.
    pub case_id: ID,
    /// 1 to 5.
    pub rating: i32,
    /// Words with the rating.
    pub comment: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `reopenReport`.
#[derive(InputObject, Debug, Clone)]
pub struct ReopenReportInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: Option<i64>,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `setVisibility`.
#[derive(InputObject, Debug, Clone)]
pub struct SetVisibilityInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// Hide the reporter from the reported agency and the public.
    pub anonymous: bool,
    /// Hide the report from the public. Only the reporter may loosen.
    pub secret: bool,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `verifyCase`.
#[derive(InputObject, Debug, Clone)]
pub struct VerifyCaseInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// Kind of report. WHISTLE_BLOWING goes straight to the inspectorate and is seen by nobody else.
    pub classification: Classification,
    /// A topic code; null keeps the one it has.
    pub topic_code: Option<String>,
    /// A region code; null keeps the one it has.
    pub region_code: Option<String>,
    /// How fast it must be looked at.
    #[graphql(default_with = "Urgency::Normal")]
    pub urgency: Urgency,
    /// The accused unit; null keeps the one it has, an empty text says that nobody is accused.
    pub reported_agency_code: Option<String>,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `postponeCase`.
#[derive(InputObject, Debug, Clone)]
pub struct PostponeCaseInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// What the reporter must add; 10 to 2,000 characters.
    pub question: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `returnCase`.
#[derive(InputObject, Debug, Clone)]
pub struct ReturnCaseInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// Who has authority instead, if known.
    pub suggested_agency_code: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `archiveCase`.
#[derive(InputObject, Debug, Clone)]
pub struct ArchiveCaseInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// A code of `archiveReasons`.
    pub reason_code: String,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `declineArchive`.
#[derive(InputObject, Debug, Clone)]
pub struct DeclineArchiveInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// 5 to 4,000 characters.
    pub note: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `forwardCase`.
#[derive(InputObject, Debug, Clone)]
pub struct ForwardCaseInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// The agency that leads from now on.
    pub target_code: String,
    /// Agencies that help; at most 10.
    #[graphql(default)]
    pub supporting_codes: Vec<String>,
    /// Agencies that read along; at most 10.
    #[graphql(default)]
    pub informed_codes: Vec<String>,
    /// Why another agency than the suggested one; not given counts as UNSAID. It says nothing where the suggestion is taken.
    pub other_reason: Option<OtherReason>,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `assignCase`.
#[derive(InputObject, Debug, Clone)]
pub struct AssignCaseInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// Officer of the holder; null takes the assignment back.
    pub officer_id: Option<ID>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `draftReply`.
#[derive(InputObject, Debug, Clone)]
pub struct DraftReplyInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// Set to change a draft.
    pub reply_id: Option<ID>,
    /// Kind of reply; supporting agencies write PART_ANSWER.
    pub kind: ReplyKind,
    /// 10 to 10,000 characters.
    pub body: String,
    /// Ask a colleague to approve. Answers of a unit's officer always need it.
    #[graphql(default = false)]
    pub ask_approval: bool,
    /// Ids answered by POST /uploads; at most 5.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `approveReply`.
#[derive(InputObject, Debug, Clone)]
pub struct ApproveReplyInput {
    /// A reply.
    pub reply_id: ID,
    /// Version of the reply.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `publishReply`.
#[derive(InputObject, Debug, Clone)]
pub struct PublishReplyInput {
    /// A reply.
    pub reply_id: ID,
    /// Version of the reply.
    pub version: i64,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `finishFollowUp`.
#[derive(InputObject, Debug, Clone)]
pub struct FinishFollowUpInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `addNote`.
#[derive(InputObject, Debug, Clone)]
pub struct AddNoteInput {
    /// The case.
    pub case_id: ID,
    /// 5 to 4,000 characters.
    pub body: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `linkDuplicate`.
#[derive(InputObject, Debug, Clone)]
pub struct LinkDuplicateInput {
    /// The case.
    pub case_id: ID,
    /// The version that the viewer had seen; a stale one gets a conflict that shows what changed.
    pub version: i64,
    /// Number of the case that stays.
    pub of_reference: String,
    /// True closes this case into the other, whose news its reporter gets; false only links.
    pub merge: bool,
    /// 5 to 4,000 characters.
    pub note: Option<String>,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}

/// Input of `revealIdentity`.
#[derive(InputObject, Debug, Clone)]
pub struct RevealIdentityInput {
    /// The case.
    pub case_id: ID,
    /// Why; 5 to 4,000 characters.
    pub reason: String,
    /// 16 to 128 characters, made by the client: the same key with the same input acts once and gives the first answer again.
    pub client_mutation_id: Option<String>,
}
