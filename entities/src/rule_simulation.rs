//! A trial of a version of the forwarding rules on past cases, with how far it is and what it has counted.
use sea_orm::entity::prelude::*;

use crate::{
    ids::{AccountId, AgencyId, CaseId, RuleSetId, SimulationId},
    vocab::SimulationStatus,
};

/// A trial of a version of the forwarding rules on past cases, with how far it is and what it has counted.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_simulations")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SimulationId,
    /// The version under test.
    pub rule_set_id: RuleSetId,
    /// The version that decided when it began; none where there was none.
    pub against_id: Option<RuleSetId>,
    /// Whose rules they are, and whose cases.
    pub government_id: AgencyId,
    /// First day of filing.
    pub from_day: chrono::NaiveDate,
    /// Last day of filing.
    pub until_day: chrono::NaiveDate,
    /// Only cases of this topic, or below it.
    pub topic_code: Option<String>,
    /// Only cases of this region, or within it.
    pub region_code: Option<String>,
    /// At most so many cases, spread evenly.
    pub sample: Option<i32>,
    /// The version under test as it was after so many edits.
    pub rule_version: i64,
    /// Where it stands.
    pub status: SimulationStatus,
    /// Cases decided.
    pub done: i64,
    /// Cases to decide; 0 until they are counted.
    pub total: i64,
    /// When the last case that was looked at came in.
    pub cursor_at: Option<chrono::DateTime<chrono::Utc>>,
    /// That case.
    pub cursor_id: Option<CaseId>,
    /// What was counted so far.
    pub tally: Json,
    /// How often it could not go on.
    pub failed_rounds: i32,
    /// The server that works on it.
    pub claimed_by: Option<Uuid>,
    /// Nobody else takes it before that.
    pub claimed_until: Option<chrono::DateTime<chrono::Utc>>,
    /// Who asked for it.
    pub requested_by: Option<AccountId>,
    /// When.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// When it was taken up first.
    pub started_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it ended, in whatever way.
    pub finished_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// No relations: joins are written where they are used, under a scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
