//! Opaque global ids: kind and key in base64url. Clients must not look inside; a wrong one is "unknown".
use async_graphql::{ID, Interface};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use entities::ids::{
    AccessTokenId, AccountId, AgencyId, AttachmentId, CaseId, EventId, InvitationId, PlanChangeId, PlanId, ReplyId,
    RoleGrantId, RuleSetId, SheetId, SimulationId,
};
use uuid::Uuid;

use super::{
    account::{AccessToken, Account, RoleGrant},
    agency::{Agency, Officer},
    case::Case,
    event::CaseEvent,
    invitation::Invitation,
    people::Person,
    plan::ReorganisationPlan,
    reply::{Attachment, Reply},
    rule_set::RuleSet,
    simulation::RuleSimulation,
};

/// Something with an opaque global id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque global id; stable, good for `node(id:)`."))]
pub enum Node {
    /// A case.
    Case(Case),
    /// An agency.
    Agency(Agency),
    /// An officer.
    Officer(Officer),
    /// An event.
    CaseEvent(CaseEvent),
    /// A reply.
    Reply(Reply),
    /// A file.
    Attachment(Attachment),
    /// An account.
    Account(Account),
    /// A role.
    RoleGrant(RoleGrant),
    /// A token.
    AccessToken(AccessToken),
    /// A plan.
    ReorganisationPlan(ReorganisationPlan),
    /// A person in office.
    Person(Person),
    /// An invitation.
    Invitation(Invitation),
    /// A version of the forwarding rules.
    RuleSet(RuleSet),
    /// A trial of a version of the forwarding rules.
    RuleSimulation(RuleSimulation),
}

/// What an id names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the id of its name")]
pub enum Named {
    Case(CaseId),
    Agency(String),
    Officer(AccountId),
    Event(EventId),
    Reply(ReplyId),
    Attachment(AttachmentId),
    Account(AccountId),
    RoleGrant(RoleGrantId),
    AccessToken(AccessTokenId),
    Plan(PlanId),
    PlanChange(PlanChangeId),
    Person(AccountId),
    Invitation(InvitationId),
    Sheet(SheetId),
    RuleSet(RuleSetId),
    Simulation(SimulationId),
}

const OFFICER: &str = "officer";
const PERSON: &str = "person";

/// The global id of a kind and key.
fn encode(kind: &str, key: &str) -> ID {
    ID(URL_SAFE_NO_PAD.encode(format!("{kind}:{key}")))
}

/// What a global id names; `None` for anything that is not one of ours.
#[must_use]
pub fn decode(id: &str) -> Option<Named> {
    let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let (kind, key) = plain.split_once(':')?;
    let uuid = || Uuid::parse_str(key).ok();
    Some(match kind {
        CaseId::PREFIX => Named::Case(CaseId(uuid()?)),
        AgencyId::PREFIX => Named::Agency(key.to_owned()),
        OFFICER => Named::Officer(AccountId(uuid()?)),
        EventId::PREFIX => Named::Event(EventId(uuid()?)),
        ReplyId::PREFIX => Named::Reply(ReplyId(uuid()?)),
        AttachmentId::PREFIX => Named::Attachment(AttachmentId(uuid()?)),
        AccountId::PREFIX => Named::Account(AccountId(uuid()?)),
        RoleGrantId::PREFIX => Named::RoleGrant(RoleGrantId(uuid()?)),
        AccessTokenId::PREFIX => Named::AccessToken(AccessTokenId(uuid()?)),
        PlanId::PREFIX => Named::Plan(PlanId(uuid()?)),
        PlanChangeId::PREFIX => Named::PlanChange(PlanChangeId(uuid()?)),
        PERSON => Named::Person(AccountId(uuid()?)),
        InvitationId::PREFIX => Named::Invitation(InvitationId(uuid()?)),
        SheetId::PREFIX => Named::Sheet(SheetId(uuid()?)),
        RuleSetId::PREFIX => Named::RuleSet(RuleSetId(uuid()?)),
        SimulationId::PREFIX => Named::Simulation(SimulationId(uuid()?)),
        _ => return None,
    })
}

macro_rules! global {
    ($($name:ident, $decode:ident: $id:ident => $variant:ident);+ $(;)?) => { $(
        /// The global id.
        #[must_use]
        pub fn $name(id: $id) -> ID { encode($id::PREFIX, &id.to_string()) }
        /// The key of a global id of this kind.
        #[must_use]
        pub fn $decode(id: &str) -> Option<$id> {
            match decode(id) { Some(Named::$variant(key)) => Some(key), _ => None }
        }
    )+ };
}
global! {
    case, to_case: CaseId => Case;
    event, to_event: EventId => Event;
    reply, to_reply: ReplyId => Reply;
    attachment, to_attachment: AttachmentId => Attachment;
    account, to_account: AccountId => Account;
    role_grant, to_role_grant: RoleGrantId => RoleGrant;
    access_token, to_access_token: AccessTokenId => AccessToken;
    plan, to_plan: PlanId => Plan;
    plan_change, to_plan_change: PlanChangeId => PlanChange;
    invitation, to_invitation: InvitationId => Invitation;
    sheet, to_sheet: SheetId => Sheet;
    rule_set, to_rule_set: RuleSetId => RuleSet;
    simulation, to_simulation: SimulationId => Simulation;
}

/// The global id of an agency, by its stable code.
#[must_use]
pub fn agency(code: &str) -> ID {
    encode(AgencyId::PREFIX, code)
}

/// The global id of an officer.
#[must_use]
pub fn officer(account: AccountId) -> ID {
    encode(OFFICER, &account.to_string())
}

/// The account behind an officer's id.
#[must_use]
pub fn to_officer(id: &str) -> Option<AccountId> {
    match decode(id) {
        Some(Named::Officer(account)) => Some(account),
        _ => None,
    }
}

/// The global id of a person in office.
#[must_use]
pub fn person(account: AccountId) -> ID {
    encode(PERSON, &account.to_string())
}

/// The account behind a person's id.
#[must_use]
pub fn to_person(id: &str) -> Option<AccountId> {
    match decode(id) {
        Some(Named::Person(account)) => Some(account),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_one_kind_is_not_taken_for_another() {
        let id = case(CaseId(Uuid::nil()));
        assert_eq!(to_case(&id), Some(CaseId(Uuid::nil())));
        assert_eq!(to_reply(&id), None);
    }

    #[test]
    fn nonsense_is_unknown_and_does_not_panic() {
        for nonsense in ["", "x", "%%%", "Y2FzZTo", "💥", &"A".repeat(10_000)] {
            assert_eq!(decode(nonsense), None);
        }
        assert_eq!(decode(&URL_SAFE_NO_PAD.encode("case:not-a-uuid")), None);
        assert_eq!(decode(&agency("KALSEL")).unwrap(), Named::Agency("KALSEL".into()));
    }
}
