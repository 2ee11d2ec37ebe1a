//! Fragments that several pages ask for. `..Bit` is the smallest useful part of a thing.
use chrono::{DateTime, Utc};

use super::enums::*;
use super::schema;

/// Who looks at the page.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Viewer")]
pub struct ViewerBit {
    /// Nothing for somebody not signed in.
    pub account: Option<AccountBit>,
    /// The role in which the viewer acts now.
    pub acting_role: Option<RoleGrantBit>,
    /// Its kind.
    pub role: Option<Role>,
}

impl ViewerBit {
    /// Somebody who works on other people's reports.
    pub fn is_officer(&self) -> bool {
        self.role.is_some_and(|role| role != Role::Citizen)
    }
    /// Somebody who keeps forwarding rules, or reads them: the same people as plan the tree.
    pub fn keeps_rules(&self) -> bool {
        use Role::{Leadership, ProvinceCoordinator, RegencyCoordinator, SystemAdmin};
        matches!(self.role, Some(ProvinceCoordinator | RegencyCoordinator | Leadership | SystemAdmin))
    }
}

/// An account, for the menu.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Account")]
pub struct AccountBit {
    pub name: String,
    pub email: String,
    pub roles: Vec<RoleGrantBit>,
}

/// A role held in an agency.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RoleGrant")]
pub struct RoleGrantBit {
    pub id: cynic::Id,
    pub role: Role,
    pub agency: Option<AgencyBit>,
    pub label: String,
    /// Whose place is taken, for a deputy.
    pub stands_in_for: Option<String>,
}

/// An agency by name.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Agency")]
pub struct AgencyBit {
    pub code: String,
    pub name: String,
    pub short_name: String,
}

/// An agency as somebody who chooses one needs to see it.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Agency")]
pub struct AgencyChoice {
    pub code: String,
    pub name: String,
    pub open: bool,
    pub ancestors: Vec<AgencyBit>,
    pub officers_in_office: Option<i32>,
}

/// A list of agencies to choose from.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "AgencyConnection")]
pub struct AgencyChoices {
    /// The agencies.
    pub nodes: Vec<AgencyChoice>,
    /// Whether there are more.
    pub page_info: PageInfo,
}

/// Where a page of a list begins and ends.
#[derive(cynic::QueryFragment, Debug, Clone)]
pub struct PageInfo {
    pub has_previous_page: bool,
    pub has_next_page: bool,
    pub start_cursor: Option<String>,
    pub end_cursor: Option<String>,
}

/// A deadline that runs, ran out or stands still.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Clock")]
pub struct ClockBit {
    pub stage: ClockStage,
    pub state: ClockState,
    pub started_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub amount: i32,
    pub unit: ClockUnit,
    pub used: i32,
    pub left: i32,
    pub legal_basis: String,
}

/// A file of a report, an event or a reply.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Attachment")]
pub struct AttachmentBit {
    pub file_name: String,
    pub size: i32,
    pub url: String,
    pub thumbnail_url: Option<String>,
}

/// Who acted, as far as the viewer may know.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Actor")]
pub struct ActorBit {
    pub label: String,
    /// Whose place the officer took.
    pub on_behalf_of: Option<String>,
    pub role: Option<Role>,
    pub agency: Option<AgencyBit>,
}

/// One line of the history.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "CaseEvent")]
pub struct EventBit {
    pub seq: i32,
    pub at: DateTime<Utc>,
    pub kind: EventKind,
    pub actor: ActorBit,
    pub text: Option<String>,
    pub agency: Option<AgencyBit>,
    pub visible_to_reporter: bool,
    pub reply: Option<ReplyBody>,
    pub attachments: Vec<AttachmentBit>,
}

/// What a published reply says.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Reply")]
pub struct ReplyBody {
    pub kind: ReplyKind,
    pub body: String,
    pub attachments: Vec<AttachmentBit>,
}

/// A page of the history.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "CaseEventConnection")]
pub struct EventPage {
    pub nodes: Vec<EventBit>,
    pub page_info: PageInfo,
}

/// A topic, for lists and pickers.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Topic")]
pub struct TopicBit {
    pub code: String,
    pub parent_code: Option<String>,
    pub name: String,
    pub sensitive: bool,
}

/// A region, for lists and pickers.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Region")]
pub struct RegionBit {
    pub code: String,
    pub name: String,
    pub full_name: String,
}

/// A case as a link.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Case")]
pub struct CaseLink {
    pub reference: String,
    pub title: Option<String>,
    pub status: CaseStatus,
    pub holder: AgencyBit,
}

/// Enough of a case to go back to its page.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Case")]
pub struct CaseRef {
    /// Its number for people.
    pub reference: String,
}

/// Why an act was refused, in the viewer's language.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "UserError")]
pub struct UserErrorBit {
    pub code: UserErrorCode,
    pub message: String,
    pub path: Vec<String>,
}

/// What has changed since the page was made.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Conflict")]
pub struct ConflictBit {
    pub events: Vec<EventBit>,
}

/// The limits that forms show.
#[derive(cynic::QueryFragment, Debug, Clone)]
pub struct Limits {
    pub title_min: i32,
    pub title_max: i32,
    pub body_min: i32,
    pub body_max: i32,
    pub note_max: i32,
    pub place_max: i32,
    pub attachments_max: i32,
    pub attachment_bytes_max: i32,
    pub attachment_types: Vec<String>,
    pub password_min: i32,
}
