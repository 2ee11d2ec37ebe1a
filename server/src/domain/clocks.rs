//! The clocks of a case: what `ClockOp`s of a transition make of its rows. No edit restarts a clock;
//! while the reporter is asked, the agency's clocks rest and later end later by as much.
use chrono::{DateTime, TimeDelta, Utc};
use entities::vocab::{Classification, ClockStage, ClockUnit};

use super::{
    calendar::{Calendar, office_end, wita_date},
    deadline::{ChainLink, Policies, due_of},
    workflow::ClockOp,
};

/// One clock of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRow {
    /// What is limited.
    pub stage: ClockStage,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// When it ends.
    pub due_at: DateTime<Utc>,
    /// Row of the deadline policies.
    pub policy_id: String,
    /// Length.
    pub amount: u16,
    /// Unit of the length.
    pub unit: ClockUnit,
    /// The rule behind it.
    pub legal_basis: String,
    /// When it ended.
    pub stopped_at: Option<DateTime<Utc>>,
    /// Since when it rests.
    pub paused_at: Option<DateTime<Utc>>,
}

impl ClockRow {
    /// Runs for an agency, not for the reporter.
    #[must_use]
    pub fn is_agencys(&self) -> bool {
        !matches!(self.stage, ClockStage::ReporterConfirmation | ClockStage::Supplement)
    }
    fn runs(&self) -> bool {
        self.stopped_at.is_none() && self.paused_at.is_none()
    }
}

/// What limits are taken from.
#[derive(Debug, Clone, Copy)]
pub struct Timing<'a> {
    /// All policies.
    pub policies: &'a Policies,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Kind of the report.
    pub classification: Classification,
    /// From the holder up to the root.
    pub chain: &'a [ChainLink<'a>],
    /// The moment of the act.
    pub now: DateTime<Utc>,
}

/// The clocks after the ops of an act.
#[must_use]
pub fn run(ops: &[ClockOp], mut rows: Vec<ClockRow>, timing: Timing<'_>) -> Vec<ClockRow> {
    for op in ops {
        match *op {
            ClockOp::StartOnce(stage) => {
                if !rows.iter().any(|row| row.stage == stage) {
                    rows.push(start(stage, timing));
                }
            }
            ClockOp::Start(stage) => {
                stop(&mut rows, timing.now, |row| row.stage == stage);
                rows.push(start(stage, timing));
            }
            ClockOp::Stop(stage) => stop(&mut rows, timing.now, |row| row.stage == stage),
            ClockOp::StopAll => stop(&mut rows, timing.now, |_| true),
            ClockOp::PauseAll => {
                for row in rows.iter_mut().filter(|row| row.runs()) {
                    row.paused_at = Some(timing.now);
                }
            }
            ClockOp::ResumeAll => {
                for row in rows.iter_mut().filter(|row| row.stopped_at.is_none()) {
                    resume(row, timing);
                }
            }
        }
    }
    rows
}

/// The clock that decides the order of the queue: the nearest end among those that run for an agency.
#[must_use]
pub fn nearest(rows: &[ClockRow]) -> Option<&ClockRow> {
    rows.iter().filter(|row| row.runs() && row.is_agencys()).min_by_key(|row| row.due_at)
}

fn stop(rows: &mut [ClockRow], now: DateTime<Utc>, which: impl Fn(&ClockRow) -> bool) {
    for row in rows.iter_mut().filter(|row| row.stopped_at.is_none() && which(row)) {
        row.stopped_at = Some(now);
    }
}

fn resume(row: &mut ClockRow, timing: Timing<'_>) {
    let Some(since) = row.paused_at.take() else {
        return;
    };
    row.due_at = match row.unit {
        ClockUnit::WorkingDays => {
            let rested = timing.calendar.working_days_between(wita_date(since), wita_date(timing.now));
            let rested = u32::try_from(rested.max(0)).unwrap_or(0);
            office_end(timing.calendar.add_working_days(wita_date(row.due_at), rested)).max(row.due_at)
        }
        ClockUnit::CalendarDays | ClockUnit::Hours => row.due_at + (timing.now - since).max(TimeDelta::zero()),
    };
}

fn start(stage: ClockStage, timing: Timing<'_>) -> ClockRow {
    // Forwarding anew after a return is due as verification is; whistle-blowing takes as long as a supervisory case.
    let looked_up = if stage == ClockStage::ReturnAgain { ClockStage::Verify } else { stage };
    let classification = match timing.classification {
        Classification::WhistleBlowing => Classification::SupervisoryComplaint,
        other => other,
    };
    let day = wita_date(timing.now);
    let policy = timing.policies.select(looked_up, classification, None, timing.chain, day);
    let (policy_id, amount, unit, legal_basis) = policy.map_or_else(
        || ("default".to_owned(), default_days(stage), ClockUnit::WorkingDays, "-".to_owned()),
        |policy| (policy.id.clone(), policy.amount, policy.unit, policy.legal_basis.clone()),
    );
    ClockRow {
        stage,
        started_at: timing.now,
        due_at: due_of(amount, unit, timing.calendar, timing.now),
        policy_id,
        amount,
        unit,
        legal_basis,
        stopped_at: None,
        paused_at: None,
    }
}

/// Where no policy is in force a case still has a clock: the figures of PermenPANRB 62/2018.
const fn default_days(stage: ClockStage) -> u16 {
    match stage {
        ClockStage::Verify | ClockStage::ReturnAgain => 3,
        ClockStage::FirstResponse => 5,
        ClockStage::Complete => 14,
        ClockStage::ReporterConfirmation | ClockStage::Supplement => 10,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn at(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, 1, 0, 0).unwrap()
    }

    fn after(ops: &[ClockOp], rows: Vec<ClockRow>, day: u32) -> Vec<ClockRow> {
        let (policies, calendar) = (Policies::default(), Calendar::new([]));
        let timing = Timing {
            policies: &policies,
            calendar: &calendar,
            classification: Classification::ServiceComplaint,
            chain: &[],
            now: at(day),
        };
        run(ops, rows, timing)
    }

    #[test]
    fn forwarding_again_does_not_restart_the_first_response_clock() {
        let once = after(&[ClockOp::StartOnce(ClockStage::FirstResponse)], vec![], 2);
        let twice = after(&[ClockOp::StartOnce(ClockStage::FirstResponse)], once.clone(), 9);
        assert_eq!(once, twice);
    }

    #[test]
    fn a_pause_of_three_working_days_moves_the_end_by_three_working_days() {
        // Monday 2 November + 14 working days = Friday 20; asked from Tuesday 3 to Friday 6.
        let rows = after(&[ClockOp::Start(ClockStage::Complete)], vec![], 2);
        assert_eq!(wita_date(rows[0].due_at).to_string(), "2026-11-20");
        let rows = after(&[ClockOp::PauseAll, ClockOp::Start(ClockStage::Supplement)], rows, 3);
        assert_eq!(nearest(&rows), None, "the reporter's clock is nobody's delay");
        let rows = after(&[ClockOp::Stop(ClockStage::Supplement), ClockOp::ResumeAll], rows, 6);
        assert_eq!(wita_date(rows[0].due_at).to_string(), "2026-11-25");
        assert_eq!(nearest(&rows).unwrap().stage, ClockStage::Complete);
    }

    #[test]
    fn the_nearest_of_two_clocks_orders_the_queue() {
        let rows = after(&[ClockOp::Start(ClockStage::Complete), ClockOp::Start(ClockStage::FirstResponse)], vec![], 2);
        assert_eq!(nearest(&rows).unwrap().stage, ClockStage::FirstResponse);
        let rows = after(&[ClockOp::StopAll], rows, 3);
        assert_eq!(nearest(&rows), None);
    }
}
