//! A due date day by day: what was counted, what was skipped, and why. Not here: words for people.
//! To add a reason: a variant of `Why`.
use super::policy::Policy;
use super::{due, words::StartsAt};
use crate::domain::calendar::{Calendar, Day, wita_date};
use chrono::{DateTime, NaiveDate, Utc};
use entities::vocab::ClockUnit;

/// Longer explanations are cut; nobody reads more than a year of days.
const MAX_LINES: usize = 366;

/// Why a day counts or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The day of the event is day zero.
    DayOfTheEvent,
    /// It counts, as the day of this number.
    Counted(u32),
    /// Saturday or Sunday.
    Weekend,
    /// A holiday of this name.
    Holiday(String),
}

/// One day of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayLine {
    /// The day in WITA.
    pub date: NaiveDate,
    /// Why it counts or not.
    pub why: Why,
}

/// How a due date came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Row of the policies.
    pub policy_id: String,
    /// Rule or instruction behind it.
    pub legal_basis: String,
    /// The event that started the clock.
    pub starts_at: StartsAt,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it ends.
    pub due_at: DateTime<Utc>,
    /// Every day from the event to the end; empty for limits in hours.
    pub days: Vec<DayLine>,
    /// The days were cut after a year.
    pub cut: bool,
}

impl Explanation {
    /// Explains `due(policy, calendar, started_at)`.
    #[must_use]
    pub fn of(policy: &Policy, calendar: &Calendar, started_at: DateTime<Utc>) -> Self {
        let due_at = due(policy, calendar, started_at);
        let (first, last) = (wita_date(started_at), wita_date(due_at));
        let mut number = 0;
        let mut count = || {
            number += 1;
            Why::Counted(number)
        };
        let mut days: Vec<DayLine> = Vec::new();
        let span = first.iter_days().take_while(|date| *date <= last).take(MAX_LINES + 1);
        for date in span.filter(|_| policy.unit != ClockUnit::Hours) {
            let why = match (date == first, policy.unit, calendar.day(date)) {
                (true, _, _) => Why::DayOfTheEvent,
                (_, ClockUnit::CalendarDays | ClockUnit::Hours, _) | (_, _, Day::Working) => count(),
                (_, _, Day::Weekend) => Why::Weekend,
                (_, _, Day::Holiday(name)) => Why::Holiday(name.to_owned()),
            };
            days.push(DayLine { date, why });
        }
        let cut = days.len() > MAX_LINES;
        days.truncate(MAX_LINES);
        Self {
            policy_id: policy.id.clone(),
            legal_basis: policy.legal_basis.clone(),
            starts_at: policy.starts_at,
            started_at,
            due_at,
            days,
            cut,
        }
    }
}
