//! What the forwarding rules said about a case, with its reasons, and what became of it.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AgencyId, CaseId, RoutingId, RuleSetId},
    vocab::{OtherReason, SuggestionState, Urgency},
};

/// What the forwarding rules said about a case, with its reasons, and what became of it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_routings")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoutingId,
    /// Case.
    pub case_id: CaseId,
    /// 1, 2, 3 .. within the case.
    pub seq: i32,
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
    /// The version that decided; that of the province where no rule did. None where no rules ran.
    pub rule_set_id: Option<RuleSetId>,
    /// The version of the province that was asked first.
    pub province_set_id: Option<RuleSetId>,
    /// Number of the version that decided.
    pub number: Option<i32>,
    /// A government's own rules decided, after the province had chosen it.
    pub own: bool,
    /// Position of the rule that decided.
    pub rule_position: Option<i32>,
    /// Its name.
    pub rule_name: Option<String>,
    /// Its reason.
    pub because: Option<String>,
    /// What to do: `forward`, `refer`, `ask_supplement`, `archive`.
    pub action: Option<String>,
    /// Who leads.
    pub lead_id: Option<AgencyId>,
    /// The same, by code: as it was said.
    pub lead_code: Option<String>,
    /// Codes of those that help.
    pub supporting: Json,
    /// Codes of those that only read.
    pub informed: Json,
    /// How urgent.
    pub urgency: Urgency,
    /// The system may forward by itself.
    pub automatic: bool,
    /// Why a person must decide: `conflict`, `confidential`, `no_rule`.
    pub person: Option<String>,
    /// The target of a matching rule is no more.
    pub target_lost: bool,
    /// The version of the province of which a rule has lost its target.
    pub lost_in_id: Option<RuleSetId>,
    /// The same of a government's own version.
    pub lost_in_own_id: Option<RuleSetId>,
    /// Of which rules and which tree it speaks, so that it is not asked for twice.
    pub basis: String,
    /// All that was said, layer by layer, with each rule that was tried.
    pub trace: Json,
    /// What became of it.
    pub state: SuggestionState,
    /// Why a person chose another agency.
    pub other_reason: Option<OtherReason>,
    /// Which.
    pub chosen_id: Option<AgencyId>,
    /// When that was.
    pub settled_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
