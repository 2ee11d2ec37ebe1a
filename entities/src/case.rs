//! A report and where it stands.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, CaseId, ReporterId},
    vocab::{CaseStatus, Channel, Classification, ClockStage, Urgency},
};

/// A report and where it stands.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseId,
    /// TG-2611-7K3QXM, unique.
    pub reference: String,
    /// Sha-256 of the tracking secret.
    pub secret_hash: String,
    /// Reporter id.
    pub reporter_id: ReporterId,
    /// For "my reports" in one index range.
    pub reporter_account_id: Option<AccountId>,
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
    /// Classification.
    pub classification: Classification,
    /// Topic code.
    pub topic_code: Option<String>,
    /// Region code.
    pub region_code: Option<String>,
    /// Place.
    pub place: Option<String>,
    /// Occurred on.
    pub occurred_on: Option<chrono::NaiveDate>,
    /// Channel.
    pub channel: Channel,
    /// Urgency.
    pub urgency: Urgency,
    /// Anonymous.
    pub anonymous: bool,
    /// Secret.
    pub secret: bool,
    /// Status.
    pub status: CaseStatus,
    /// Where a postponed case goes on.
    pub resume_status: Option<CaseStatus>,
    /// Version.
    pub version: i64,
    /// Verified at.
    pub verified_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Opened at.
    pub opened_at: chrono::DateTime<chrono::Utc>,
    /// Status since.
    pub status_since: chrono::DateTime<chrono::Utc>,
    /// Closed at.
    pub closed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Who has it now.
    pub holder_id: AgencyId,
    /// Who took it in.
    pub intake_id: AgencyId,
    /// Where a return goes.
    pub forwarded_from_id: Option<AgencyId>,
    /// Assignee id.
    pub assignee_id: Option<AccountId>,
    /// Named agency id.
    pub named_agency_id: Option<AgencyId>,
    /// The accused unit.
    pub reported_agency_id: Option<AgencyId>,
    /// The nearest running clock.
    pub due_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Due stage.
    pub due_stage: Option<ClockStage>,
    /// Return count.
    pub return_count: i32,
    /// Reject count.
    pub reject_count: i32,
    /// Reopen count.
    pub reopen_count: i32,
    /// Last substantive reply since the last rejection.
    pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Rating.
    pub rating: Option<i32>,
    /// Rating comment.
    pub rating_comment: Option<String>,
    /// Archive reason code.
    pub archive_reason_code: Option<String>,
    /// Archive note.
    pub archive_note: Option<String>,
    /// Archive proposed by.
    pub archive_proposed_by: Option<AccountId>,
    /// Whose place that officer took.
    pub archive_proposed_instead_of: Option<AccountId>,
    /// Archive proposed at.
    pub archive_proposed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Question.
    pub question: Option<String>,
    /// Merged into id.
    pub merged_into_id: Option<CaseId>,
    /// Public from here on, unless secret.
    pub published_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Of its events.
    pub last_seq: i32,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
