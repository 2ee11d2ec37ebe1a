//! Time left: the words, one tick for each working day of the limit, and which clock it is.
use leptos::prelude::*;

use crate::gql::enums::{ClockStage, ClockState, ClockUnit};
use crate::gql::fragments::ClockBit;
use crate::html::nothing;
use crate::texts::k;
use crate::visit::Visit;

/// Above so many days the ticks become one smooth bar.
const MOST_TICKS: i32 = 20;

fn colour(state: ClockState) -> &'static str {
    match state {
        ClockState::Running => "ok",
        ClockState::Soon => "soon",
        ClockState::Today => "today",
        ClockState::Overdue => "over",
        ClockState::Stopped => "paused",
    }
}

/// For a row of a list: words, ticks, which clock and until when.
pub fn due(visit: &Visit, clock: &ClockBit) -> AnyView {
    let until = if clock.state == ClockState::Today { visit.moment(clock.due_at) } else { visit.day(clock.due_at) };
    let below = visit.ta(
        if clock.stage == ClockStage::Supplement { k::DUE_AT_LATEST } else { k::DUE_STAGE },
        &[("stage", visit.t(clock.stage.label()).into()), ("day", until.into())],
    );
    view! { <div class="due" data-due=colour(clock.state)><b>{visit.time_left(clock)}</b>{ticks(clock)}<span>{below}</span></div> }.into_any()
}

/// For the case page: large, with the whole date.
pub fn due_big(visit: &Visit, clock: &ClockBit) -> AnyView {
    let stage = visit.t(clock.stage.label());
    let until = visit.moment_long(clock.due_at);
    view! {
        <div class="due due-big" data-due=colour(clock.state)><b>{visit.time_left(clock)}</b>{ticks(clock)}
            <span>{visit.ta(k::DUE_UNTIL, &[("stage", stage.into())])}" "<b>{until}</b></span></div>
    }
    .into_any()
}

fn ticks(clock: &ClockBit) -> AnyView {
    if clock.state == ClockState::Stopped || clock.amount <= 0 {
        return nothing();
    }
    let used = if clock.state == ClockState::Overdue { clock.amount } else { clock.used.clamp(0, clock.amount) };
    if clock.unit != ClockUnit::WorkingDays || clock.amount > MOST_TICKS {
        let width = f64::from(used) * 100.0 / f64::from(clock.amount);
        return view! {
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="l" width="100" height="6"/><rect class="u" width=format!("{width:.2}") height="6"/></svg>
        }
        .into_any();
    }
    let gap = 1.5;
    let each = (100.0 - gap * f64::from(clock.amount - 1)) / f64::from(clock.amount);
    let marks = (0..clock.amount)
        .map(|i| {
            let class = if i < used { "u" } else { "l" };
            let x = f64::from(i) * (each + gap);
            view! { <rect class=class x=format!("{x:.2}") width=format!("{each:.2}") height="6"/> }
        })
        .collect_view();
    view! { <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">{marks}</svg> }.into_any()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::html::render;
    use crate::testing::visit;

    fn clock(state: ClockState, amount: i32, used: i32, left: i32) -> ClockBit {
        ClockBit {
            stage: ClockStage::FirstResponse,
            state,
            started_at: "2026-11-18T00:06:00Z".parse().unwrap(),
            due_at: "2026-11-25T08:00:00Z".parse().unwrap(),
            amount,
            unit: ClockUnit::WorkingDays,
            used,
            left,
            legal_basis: String::new(),
        }
    }

    #[test]
    fn one_tick_stands_for_each_working_day_of_the_limit() {
        let html = render(due(&visit(), &clock(ClockState::Soon, 5, 3, 2)));
        assert_eq!(html.matches("class=\"u\"").count(), 3);
        assert_eq!(html.matches("class=\"l\"").count(), 2);
        assert!(html.contains("Sisa 2 hari kerja") && html.contains("jawaban pertama, Rab 25 Nov"), "{html}");
    }

    #[test]
    fn a_long_limit_is_one_smooth_bar() {
        let html = render(due(&visit(), &clock(ClockState::Running, 60, 19, 41)));
        assert_eq!(html.matches("<rect").count(), 2);
    }

    #[test]
    fn an_overdue_clock_is_full_and_says_by_how_much() {
        let html = render(due(&visit(), &clock(ClockState::Overdue, 5, 9, -4)));
        assert_eq!(html.matches("class=\"u\"").count(), 5);
        assert!(html.contains("Lewat 4 hari kerja") && html.contains("data-due=\"over\""), "{html}");
    }
}
