//! What the workflow knows of a case: the fields that acts change. Text and identity are not here.
use chrono::{DateTime, Utc};
use entities::{
    ids::{AccountId, AgencyId, CaseId},
    vocab::{CaseStatus, Classification, Urgency},
};

use super::second_person::Hand;

/// An archive that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveProposal {
    /// Code of `archive_reasons.csv`.
    pub reason: String,
    /// What the first person wrote.
    pub note: Option<String>,
    /// The first person.
    pub by: AccountId,
    /// Whose place that person took.
    pub instead_of: Option<AccountId>,
    /// When.
    pub at: DateTime<Utc>,
}

impl ArchiveProposal {
    /// The first person's hand.
    #[must_use]
    pub const fn hand(&self) -> Hand {
        Hand { account: self.by, instead_of: self.instead_of }
    }
}

/// The state of a case as acts see and change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseState {
    /// The case.
    pub id: CaseId,
    /// Raised by every act of handlers and by every change of state.
    pub version: i64,
    /// Where it stands.
    pub status: CaseStatus,
    /// Where a postponed case goes on.
    pub resume: Option<CaseStatus>,
    /// Since when.
    pub status_since: DateTime<Utc>,
    /// Kind of report.
    pub classification: Classification,
    /// Topic code.
    pub topic: Option<String>,
    /// Region code.
    pub region: Option<String>,
    /// How fast it must be looked at.
    pub urgency: Urgency,
    /// Reporter hidden from the reported agency and the public.
    pub anonymous: bool,
    /// Report hidden from the public.
    pub secret: bool,
    /// When it came in.
    pub opened_at: DateTime<Utc>,
    /// When its facts were checked.
    pub verified_at: Option<DateTime<Utc>>,
    /// When it was closed or archived.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who has it now.
    pub holder: AgencyId,
    /// Who took it in.
    pub intake: AgencyId,
    /// Where a return goes.
    pub forwarded_from: Option<AgencyId>,
    /// Officer of the holder who works on it.
    pub assignee: Option<AccountId>,
    /// The accused unit.
    pub accused: Option<AgencyId>,
    /// How often it was returned in this round; a reopening that goes through a verifier begins a new one.
    pub returns: i32,
    /// How often the reporter rejected the answer.
    pub rejections: i32,
    /// How often it was opened again.
    pub reopenings: i32,
    /// Last substantive reply since the last rejection.
    pub answered_at: Option<DateTime<Utc>>,
    /// One to five.
    pub rating: Option<i32>,
    /// Words with the rating.
    pub rating_comment: Option<String>,
    /// Waiting for a second person.
    pub archive_proposal: Option<ArchiveProposal>,
    /// Why it was archived.
    pub archive_reason: Option<String>,
    /// What the reporter was asked.
    pub question: Option<String>,
    /// The case that stays after a merge.
    pub merged_into: Option<CaseId>,
    /// Public from here on, unless secret.
    pub published_at: Option<DateTime<Utc>>,
}

impl CaseState {
    /// Filed as whistle-blowing: the inspectorate alone sees it.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.classification == Classification::WhistleBlowing
    }

    /// Archiving always takes two people for supervisory and for anonymous reports (FORMATS.md).
    #[must_use]
    pub fn archive_needs_two(&self, reason_needs_two: bool) -> bool {
        reason_needs_two || self.classification.is_supervisory() || self.anonymous
    }
}
