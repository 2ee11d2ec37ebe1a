//! When something is due, how much time is left, and why. Policies come in as values (`policy`).
//! Not here: who is told when it is late. To add a unit of time: `entities::vocab::ClockUnit`; the compiler
//! points at `due`, `TimeLeft::of` and `Explanation::of`.
pub mod explain;
pub mod policy;
#[cfg(test)]
mod tests;
pub mod words;

pub use explain::{DayLine, Explanation, Why};
pub use policy::{ChainLink, Policies, Policy};
pub use words::{PolicyLevel, PolicyScope, PolicyStage, Severity, StartsAt};

use super::calendar::{Calendar, office_end, wita_date};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entities::vocab::ClockUnit;

/// From this many working days on, a limit is near.
const SOON: i64 = 2;

/// The moment at which the limit ends. Days end at 16:00 WITA and the day of the event is day zero; hours run
/// through nights and holidays. Never before `started_at`, so a limit of no days that starts in the evening ends at once.
#[must_use]
pub fn due(policy: &Policy, calendar: &Calendar, started_at: DateTime<Utc>) -> DateTime<Utc> {
    due_of(policy.amount, policy.unit, calendar, started_at)
}

/// The same for a limit that is no row of the policies.
#[must_use]
pub fn due_of(amount: u16, unit: ClockUnit, calendar: &Calendar, started_at: DateTime<Utc>) -> DateTime<Utc> {
    let first = wita_date(started_at);
    let end = match unit {
        ClockUnit::WorkingDays => office_end(calendar.add_working_days(first, u32::from(amount))),
        ClockUnit::CalendarDays => office_end(calendar_day(first, amount)),
        ClockUnit::Hours => started_at.checked_add_signed(TimeDelta::hours(i64::from(amount))).unwrap_or(started_at),
    };
    end.max(started_at)
}

fn calendar_day(first: NaiveDate, amount: u16) -> NaiveDate {
    first.checked_add_days(Days::new(u64::from(amount))).unwrap_or(NaiveDate::MAX)
}

/// How near the end of a limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClockState {
    /// More than two working days are left.
    Running,
    /// Two working days or fewer are left, and it is not today.
    Soon,
    /// It ends today.
    Today,
    /// It has ended.
    Overdue,
}

/// A clock as it was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it ends.
    pub due_at: DateTime<Utc>,
    /// Length of the limit.
    pub amount: u16,
    /// Unit of the limit.
    pub unit: ClockUnit,
}

/// Where a clock stands. All figures are in the unit of the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLeft {
    /// How near the end is.
    pub state: ClockState,
    /// Used so far, never below zero.
    pub used: i32,
    /// Left; negative when overdue. Zero may be either: the last day is running, or no full day has passed since.
    pub left: i32,
    /// The limit.
    pub amount: u16,
    /// The unit.
    pub unit: ClockUnit,
}

/// Where the clock stands at `now`. The moment of the end itself is still in time.
#[must_use]
pub fn time_left(clock: Running, now: DateTime<Utc>, calendar: &Calendar) -> TimeLeft {
    let (first, today, last) = (wita_date(clock.started_at), wita_date(now), wita_date(clock.due_at));
    let state = if now > clock.due_at {
        ClockState::Overdue
    } else if today == last {
        ClockState::Today
    } else if calendar.working_days_between(today, last) <= SOON {
        ClockState::Soon
    } else {
        ClockState::Running
    };
    let (used, left) = match clock.unit {
        ClockUnit::WorkingDays => {
            (calendar.working_days_between(first, today), calendar.working_days_between(today, last))
        }
        ClockUnit::CalendarDays => ((today - first).num_days(), (last - today).num_days()),
        // Whole hours that have passed, and the hour that has begun.
        ClockUnit::Hours => {
            ((now - clock.started_at).num_hours(), -(now - clock.due_at).num_seconds().div_euclid(3600))
        }
    };
    let small = |n: i64| i32::try_from(n).unwrap_or(if n < 0 { i32::MIN } else { i32::MAX });
    TimeLeft { state, used: small(used.max(0)), left: small(left), amount: clock.amount, unit: clock.unit }
}
