//! What became of the suggestions of a version of the rules, as figures.
use async_graphql::SimpleObject;

use super::enums::OtherReason;
use crate::store::flagged::Outcomes;

/// What became of the suggestions of a version that name an agency; those after which the rules were asked again are not
/// among them. Counts of all cases. Keepers of its government's rules.
#[derive(SimpleObject)]
pub struct RuleOutcomes {
    /// Officers took them, for the agency or a unit below it.
    pub taken: i64,
    /// Officers chose another agency.
    pub other: i64,
    /// Nobody has decided yet.
    pub open: i64,
    /// The system forwarded by them.
    pub automatic: i64,
    /// Why others were chosen, most frequent first.
    pub reasons: Vec<OtherReasonCount>,
}

/// How often officers gave a reason for another agency than the suggested one. Keepers of rules.
#[derive(SimpleObject)]
pub struct OtherReasonCount {
    /// The reason.
    pub reason: OtherReason,
    /// How often.
    pub count: i64,
}

impl From<Outcomes> for RuleOutcomes {
    fn from(outcomes: Outcomes) -> Self {
        let Outcomes { taken, other, open, automatic, reasons } = outcomes;
        let count =
            |(reason, count): (entities::vocab::OtherReason, i64)| OtherReasonCount { reason: reason.into(), count };
        Self { taken, other, open, automatic, reasons: reasons.into_iter().map(count).collect() }
    }
}
