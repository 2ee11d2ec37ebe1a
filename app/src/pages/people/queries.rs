//! What the pages of people ask for. What is null for the viewer is left out by the views.
use chrono::{DateTime, NaiveDate, Utc};

use crate::gql::enums::*;
use crate::gql::fragments::*;
use crate::gql::people_enums::*;
use crate::gql::plan_enums::AgencyKind;
use crate::gql::schema;

/// A person as a link.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Person")]
pub struct PersonLink {
    pub id: cynic::Id,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "RoleSuspension")]
pub struct SuspensionBit {
    pub since: DateTime<Utc>,
    pub reason: String,
}

/// A line of the people of an agency.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Member")]
pub struct MemberRow {
    pub name: String,
    pub role: Role,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub in_office: bool,
    pub person: Option<PersonLink>,
    pub suspension: Option<SuspensionBit>,
    pub stands_in_for: Option<String>,
    pub deputies: Vec<DeputyRow>,
    pub viewer_can: Vec<MemberAction>,
}

/// A deputy, below the line of the one who is absent.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Member")]
pub struct DeputyRow {
    pub name: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub person: Option<PersonLink>,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Invitation")]
pub struct InvitationBit {
    pub id: cynic::Id,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub invited_by: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub state: InvitationState,
    pub delivery: MailDelivery,
    pub version: i32,
    pub viewer_can: Vec<InvitationAction>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct CodeVars {
    pub code: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "CodeVars")]
pub struct InvitePage {
    pub viewer: ViewerBit,
    #[arguments(code: $code)]
    pub agency: Option<InviteAgency>,
}

/// The agency to which somebody is invited.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency")]
pub struct InviteAgency {
    pub id: cynic::Id,
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub appointable_roles: Vec<Role>,
    pub invitations: Option<Vec<InvitationBit>>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "CodeVars")]
pub struct AgencyIdOf {
    #[arguments(code: $code)]
    pub agency: Option<AgencyIdBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency")]
pub struct AgencyIdBit {
    pub id: cynic::Id,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct PersonVars {
    pub id: cynic::Id,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "PersonVars")]
pub struct PersonPage {
    pub viewer: ViewerBit,
    #[arguments(id: $id)]
    pub person: Option<PersonView>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Person")]
pub struct PersonView {
    pub name: String,
    pub email: String,
    pub roles: Vec<PersonRoleBit>,
    pub history: Vec<RoleEventBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "PersonRole")]
pub struct PersonRoleBit {
    pub agency: AgencyBit,
    pub member: MemberBit,
}

/// A role with everything that can be done with it.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Member")]
pub struct MemberBit {
    pub id: cynic::Id,
    pub role: Role,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub in_office: bool,
    pub suspension: Option<SuspensionBit>,
    pub stands_in_for: Option<String>,
    pub deputies: Vec<DeputyBit>,
    pub version: i32,
    pub viewer_can: Vec<MemberAction>,
}

impl MemberBit {
    /// Whether the viewer may do this now.
    pub fn can(&self, action: MemberAction) -> bool {
        self.viewer_can.contains(&action)
    }
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "CodeVars")]
pub struct OwnRolesPage {
    pub viewer: ViewerBit,
    #[arguments(code: $code)]
    pub agency: Option<OwnRolesAgency>,
}

/// An agency whose people are looked through for what the viewer may do with the own role.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency")]
pub struct OwnRolesAgency {
    #[cynic(spread)]
    pub agency: AgencyBit,
    pub members: Option<Vec<OwnMember>>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Member")]
pub struct OwnMember {
    pub person: Option<PersonLink>,
    #[cynic(spread)]
    pub member: MemberBit,
}

/// A deputy, whose time can be ended.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Member")]
pub struct DeputyBit {
    pub id: cynic::Id,
    pub name: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub person: Option<PersonLink>,
    pub version: i32,
    pub viewer_can: Vec<MemberAction>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "RoleEvent")]
pub struct RoleEventBit {
    pub at: DateTime<Utc>,
    pub kind: RoleEventKind,
    pub role: Role,
    pub agency: AgencyBit,
    pub by: String,
    pub text: Option<String>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct TokenVars {
    pub token: String,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "TokenVars")]
pub struct OpenInvitationPage {
    pub viewer: ViewerBit,
    pub limits: PasswordLimit,
    #[arguments(token: $token)]
    pub open_invitation: Option<OpenInvitationBit>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Limits")]
pub struct PasswordLimit {
    pub password_min: i32,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "OpenInvitation")]
pub struct OpenInvitationBit {
    pub name: String,
    pub email_hint: String,
    pub agency: AgencyBit,
    pub role: Role,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub expires_at: DateTime<Utc>,
    pub has_account: bool,
    pub invited_by: String,
    pub invited_from: Option<AgencyBit>,
}

#[derive(cynic::QueryVariables, Debug)]
pub struct VacancyVars {
    pub first: Option<i32>,
    pub after: Option<String>,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Query", variables = "VacancyVars")]
pub struct VacanciesPage {
    pub viewer: ViewerBit,
    #[arguments(first: $first, after: $after)]
    pub vacancies: VacancyList,
}

#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "AgencyConnection")]
pub struct VacancyList {
    pub nodes: Vec<VacancyRow>,
    pub page_info: PageInfo,
}

/// A unit with nobody in office.
#[derive(cynic::QueryFragment, Debug)]
#[cynic(graphql_type = "Agency")]
pub struct VacancyRow {
    pub code: String,
    pub name: String,
    pub kind: AgencyKind,
    pub ancestors: Vec<AgencyBit>,
    pub figures: Option<VacancyFigures>,
    pub appointable_roles: Vec<Role>,
}

#[derive(cynic::QueryFragment, Debug, Clone, Copy)]
#[cynic(graphql_type = "AgencyFigures")]
pub struct VacancyFigures {
    pub open: i32,
    pub overdue: i32,
    pub overdue_capped: bool,
}
