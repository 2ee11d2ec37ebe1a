//! What the case page asks of the schema: the case itself, then the lists that its forms need.
use chrono::{DateTime, NaiveDate, Utc};

use crate::gql::enums::*;
use crate::gql::fragments::*;
use crate::gql::routing_enums::{OtherReason, RuleAction, RuleSetCan, SuggestionState};
use crate::gql::rules::RoutingDecisionBit;
use crate::gql::schema;

#[derive(cynic::QueryVariables, Debug)]
pub struct CaseVars {
    pub reference: String,
    pub last: Option<i32>,
    pub before: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "CaseVars")]
pub struct CasePage {
    pub viewer: ViewerBit,
    #[arguments(reference: $reference)]
    pub case: Option<CaseView>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Case", variables = "CaseVars")]
pub struct CaseView {
    pub id: cynic::Id,
    pub reference: String,
    pub title: Option<String>,
    pub body: Option<String>,
    pub status: CaseStatus,
    pub classification: Classification,
    pub topic: Option<TopicBit>,
    pub region: Option<RegionBit>,
    pub place: Option<String>,
    pub occurred_on: Option<NaiveDate>,
    pub channel: Channel,
    pub urgency: Urgency,
    pub anonymous: bool,
    pub secret: bool,
    pub opened_at: DateTime<Utc>,
    pub version: i32,
    pub verified: bool,
    pub holder: AgencyBit,
    pub assignee: Option<OfficerBit>,
    pub named_agency: Option<AgencyBit>,
    pub reported_agency: Option<AgencyBit>,
    pub clock: Option<ClockBit>,
    pub clocks: Vec<ClockBit>,
    pub parties: Vec<PartyBit>,
    #[arguments(last: $last, before: $before)]
    pub events: EventPage,
    pub replies: Vec<ReplyView>,
    pub attachments: Vec<AttachmentBit>,
    pub reporter: ReporterBit,
    pub duplicate_of: Option<CaseLink>,
    pub duplicates: Vec<CaseLink>,
    pub similar: Vec<CaseLink>,
    pub assignable_officers: Vec<OfficerBit>,
    pub return_count: i32,
    pub reject_count: i32,
    pub reopen_count: i32,
    pub rating: Option<i32>,
    pub rating_comment: Option<String>,
    pub archive_reason: Option<ReasonBit>,
    pub archive_proposal: Option<ProposalBit>,
    pub question: Option<String>,
    pub published: bool,
    pub routing: Option<RoutingView>,
    pub disputed: bool,
    pub viewer_relation: Relation,
    pub viewer_can: Vec<CaseAction>,
}

impl CaseView {
    /// Whether the viewer may do this now.
    pub fn can(&self, action: CaseAction) -> bool {
        self.viewer_can.contains(&action)
    }
    /// A first real answer has been given.
    pub fn answered(&self) -> bool {
        self.replies.iter().any(|reply| reply.kind == ReplyKind::Substantive && reply.state == ReplyState::Published)
    }
    /// What the rules suggest, while nobody has taken it or done something else.
    pub fn suggestion(&self) -> Option<&RoutingDecisionBit> {
        self.routing.as_ref().filter(|routing| routing.state == SuggestionState::Open)?.decision.as_ref()
    }
    /// The agency to which they would forward it; nothing where the report lies there already.
    pub fn suggested_lead(&self) -> Option<&AgencyBit> {
        let forward =
            |decision: &&RoutingDecisionBit| decision.person.is_none() && decision.action == Some(RuleAction::Forward);
        let lead = self.suggestion().filter(forward)?.lead.as_ref()?;
        (lead.code != self.holder.code).then_some(lead)
    }
}

/// The newest suggestion of the rules, and what became of it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CaseRouting")]
pub struct RoutingView {
    pub version: Option<i32>,
    pub rule_set: Option<RuleSetLink>,
    pub decision: Option<RoutingDecisionBit>,
    pub lead: Option<AgencyBit>,
    pub state: SuggestionState,
    pub other_reason: Option<OtherReason>,
    pub chosen: Option<AgencyBit>,
    pub settled_at: Option<DateTime<Utc>>,
}

/// A version of the rules, for those who keep them.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RuleSet")]
pub struct RuleSetLink {
    pub id: cynic::Id,
    pub viewer_can: Vec<RuleSetCan>,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Officer")]
pub struct OfficerBit {
    pub id: cynic::Id,
    pub name: String,
    pub role: Role,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "CaseParty")]
pub struct PartyBit {
    pub agency: AgencyBit,
    pub part: PartyRole,
    pub ended_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Reply")]
pub struct ReplyView {
    pub id: cynic::Id,
    pub kind: ReplyKind,
    pub state: ReplyState,
    pub body: String,
    pub agency: AgencyBit,
    pub author: ActorBit,
    pub needs_approval: bool,
    pub created_at: DateTime<Utc>,
    pub version: i32,
    pub viewer_can: Vec<CaseAction>,
    pub attachments: Vec<AttachmentBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Reporter")]
pub struct ReporterBit {
    pub is_viewer: bool,
    pub has_account: bool,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ArchiveReason")]
pub struct ReasonBit {
    pub code: String,
    pub name: String,
    pub needs_second_person: bool,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "ArchiveProposal")]
pub struct ProposalBit {
    pub reason: ReasonBit,
    pub note: Option<String>,
    pub proposed_by: ActorBit,
    pub at: DateTime<Utc>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct ToolVars {
    pub case_id: Option<cynic::Id>,
    pub holder: String,
    pub first: Option<i32>,
}

/// The lists of the forms; asked for only where somebody may act.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "ToolVars")]
pub struct CaseTools {
    pub topics: Vec<TopicBit>,
    pub archive_reasons: Vec<ReasonBit>,
    #[arguments(caseId: $case_id)]
    pub standard_replies: Vec<StandardText>,
    pub limits: Limits,
    #[arguments(code: $holder)]
    pub agency: Option<HolderUnits>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "StandardReply")]
pub struct StandardText {
    pub code: String,
    pub stage: ReplyStage,
    pub name: String,
    pub text: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency", variables = "ToolVars")]
pub struct HolderUnits {
    #[arguments(first: $first)]
    pub children: AgencyChoices,
}
