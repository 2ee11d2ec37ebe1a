//! Deadline policies and the choice among them. No dates are counted here.
//! To add a condition to policies: a field here, a line in `Policies::fit`, a column in the data file.
use super::words::{PolicyLevel, PolicyScope, PolicyStage, Severity, StartsAt};
use chrono::NaiveDate;
use entities::vocab::{Classification, ClockUnit};

/// One row of the deadline policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Unique name of the row.
    pub id: String,
    /// What is limited.
    pub stage: PolicyStage,
    /// Step of the escalation, or the mark of a legal ceiling.
    pub level: Option<PolicyLevel>,
    /// Only for this classification.
    pub classification: Option<Classification>,
    /// Only for this severity.
    pub severity: Option<Severity>,
    /// The agency whose override this is; `None` for the general rule.
    pub agency_code: Option<String>,
    /// How far the override reaches.
    pub scope: PolicyScope,
    /// How many units of time.
    pub amount: u16,
    /// The unit of time.
    pub unit: ClockUnit,
    /// The event that starts the clock.
    pub starts_at: StartsAt,
    /// The rule or instruction behind it, in Indonesian.
    pub legal_basis: String,
    /// First day on which a clock may start under this row.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which a clock may start under this row.
    pub valid_to: Option<NaiveDate>,
}

impl Policy {
    /// A clock that starts on `day` may run under this row.
    #[must_use]
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// One agency of the way from the holder of a case up to the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainLink<'a> {
    /// Code of the agency.
    pub code: &'a str,
    /// It is a government: overrides of one government do not flow into another.
    pub is_government: bool,
}
impl<'a> ChainLink<'a> {
    /// A link of the chain.
    #[must_use]
    pub const fn new(code: &'a str, is_government: bool) -> Self {
        Self { code, is_government }
    }
}

/// How well a policy fits; the greatest wins.
type Fit = (usize, bool, u8, Option<NaiveDate>);

/// All policies, past and present.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policies {
    rows: Vec<Policy>,
}

impl Policies {
    /// Keeps the rows in the order of their ids, so that the choice does not depend on the order of a file or table.
    #[must_use]
    pub fn new(mut rows: Vec<Policy>) -> Self {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        Self { rows }
    }

    /// Every row.
    #[must_use]
    pub fn rows(&self) -> &[Policy] {
        &self.rows
    }

    /// The row of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Policy> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The policy for a clock of `stage` that starts on `day` (WITA). `chain` begins with the agency
    /// that the clock runs for and ends with the root; it is empty while nobody holds the case.
    #[must_use]
    pub fn select(
        &self,
        stage: impl Into<PolicyStage>,
        classification: Classification,
        severity: Option<Severity>,
        chain: &[ChainLink<'_>],
        day: NaiveDate,
    ) -> Option<&Policy> {
        self.best(stage.into(), None, classification, severity, chain, day)
    }

    /// The outer limit set by law beside the policy, where there is one.
    #[must_use]
    pub fn ceiling(
        &self,
        stage: impl Into<PolicyStage>,
        classification: Classification,
        severity: Option<Severity>,
        chain: &[ChainLink<'_>],
        day: NaiveDate,
    ) -> Option<&Policy> {
        self.best(stage.into(), Some(PolicyLevel::LegalCeiling), classification, severity, chain, day)
    }

    /// The delay of one step of the escalation, counted from a deadline that passed on `day`.
    #[must_use]
    pub fn escalation(
        &self,
        level: PolicyLevel,
        classification: Classification,
        chain: &[ChainLink<'_>],
        day: NaiveDate,
    ) -> Option<&Policy> {
        self.best(PolicyStage::Escalation, Some(level), classification, None, chain, day)
    }

    fn best(
        &self,
        stage: PolicyStage,
        level: Option<PolicyLevel>,
        classification: Classification,
        severity: Option<Severity>,
        chain: &[ChainLink<'_>],
        day: NaiveDate,
    ) -> Option<&Policy> {
        self.rows
            .iter()
            .filter(|row| row.stage == stage && row.level == level && row.is_valid_on(day))
            .filter_map(|row| Some((Self::fit(row, classification, severity, chain)?, row)))
            .max_by_key(|(fit, _)| *fit)
            .map(|(_, row)| row)
    }

    /// Nearest agency first, then a set severity, then the classification, then the younger row.
    fn fit(
        row: &Policy,
        classification: Classification,
        severity: Option<Severity>,
        chain: &[ChainLink<'_>],
    ) -> Option<Fit> {
        let nearness = nearness(row, chain)?;
        if row.severity.is_some() && row.severity != severity {
            return None;
        }
        let exactness = match row.classification {
            None => 0,
            Some(wanted) if wanted == classification => 2,
            // No report without a clock: whistle-blowing runs under the supervisory rows unless it has its own.
            Some(Classification::SupervisoryComplaint) if classification.is_supervisory() => 1,
            Some(_) => return None,
        };
        Some((nearness, row.severity.is_some(), exactness, row.valid_from))
    }
}

/// 0 for the general rule, more the nearer the agency of the override; `None` where it does not reach.
fn nearness(row: &Policy, chain: &[ChainLink<'_>]) -> Option<usize> {
    let Some(code) = row.agency_code.as_deref() else {
        return Some(0);
    };
    let height = chain.iter().position(|link| link.code == code)?;
    let (below, from_here) = chain.split_at(height);
    let crosses_a_boundary = below.iter().any(|link| link.is_government);
    let is_of_a_government = from_here.iter().any(|link| link.is_government);
    let reaches = match row.scope {
        PolicyScope::ThisAgency => height == 0,
        PolicyScope::OwnUnits => !crosses_a_boundary,
        PolicyScope::All => !(crosses_a_boundary && is_of_a_government),
    };
    reaches.then(|| chain.len() - height)
}
