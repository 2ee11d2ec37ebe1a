//! Due dates, time left, and their explanation.
use super::*;
use proptest::prelude::*;

#[test]
fn working_days_end_at_four_in_the_afternoon_of_the_last_day() {
    // Monday evening UTC is already Tuesday in WITA.
    let policy = Policy { amount: 5, ..general("five") };
    assert_eq!(due(&policy, &calendar(), at("2026-01-12T02:00:00Z")), at("2026-01-20T08:00:00Z"));
    assert_eq!(due(&policy, &calendar(), at("2026-01-12T16:30:00Z")), at("2026-01-21T08:00:00Z"));
}

#[test]
fn calendar_days_do_not_skip_and_hours_run_through() {
    let start = at("2026-01-15T03:30:00Z");
    assert_eq!(due_of(3, ClockUnit::CalendarDays, &calendar(), start), at("2026-01-18T08:00:00Z"));
    assert_eq!(due_of(72, ClockUnit::Hours, &calendar(), start), at("2026-01-18T03:30:00Z"));
}

#[test]
fn no_days_at_all_end_this_afternoon_or_at_once_after_it() {
    let due = |start| due_of(0, ClockUnit::WorkingDays, &calendar(), at(start));
    assert_eq!(due("2026-01-05T01:00:00Z"), at("2026-01-05T08:00:00Z"));
    assert_eq!(due("2026-01-05T09:00:00Z"), at("2026-01-05T09:00:00Z"));
}

/// A clock of five working days that ends on Tuesday 20 January at 16:00 WITA.
fn five_days(now: &str) -> TimeLeft {
    let started_at = at("2026-01-12T02:00:00Z");
    let clock = Running { started_at, due_at: at("2026-01-20T08:00:00Z"), amount: 5, unit: ClockUnit::WorkingDays };
    time_left(clock, at(now), &calendar())
}

#[test]
fn a_clock_goes_from_running_over_soon_and_today_to_overdue() {
    let seen = |now| {
        let left = five_days(now);
        (left.state, left.used, left.left)
    };
    assert_eq!(seen("2026-01-12T02:00:00Z"), (ClockState::Running, 0, 5));
    assert_eq!(seen("2026-01-14T02:00:00Z"), (ClockState::Running, 2, 3));
    assert_eq!(seen("2026-01-15T02:00:00Z"), (ClockState::Soon, 3, 2));
    assert_eq!(seen("2026-01-18T02:00:00Z"), (ClockState::Soon, 3, 2));
    assert_eq!(seen("2026-01-19T15:59:00Z"), (ClockState::Soon, 4, 1));
    assert_eq!(seen("2026-01-19T16:00:00Z"), (ClockState::Today, 5, 0));
    assert_eq!(seen("2026-01-20T08:00:00Z"), (ClockState::Today, 5, 0));
    assert_eq!(seen("2026-01-20T08:00:01Z"), (ClockState::Overdue, 5, 0));
    assert_eq!(seen("2026-01-22T01:00:00Z"), (ClockState::Overdue, 7, -2));
    assert_eq!(seen("2026-01-01T01:00:00Z"), (ClockState::Running, 0, 12));
}

#[test]
fn hours_count_the_hour_that_has_begun_as_left() {
    let started_at = at("2026-01-12T02:00:00Z");
    let clock = Running { started_at, due_at: at("2026-01-12T05:00:00Z"), amount: 3, unit: ClockUnit::Hours };
    let seen = |now| {
        let left = time_left(clock, at(now), &calendar());
        (left.state, left.used, left.left)
    };
    assert_eq!(seen("2026-01-12T02:00:00Z"), (ClockState::Today, 0, 3));
    assert_eq!(seen("2026-01-12T03:30:00Z"), (ClockState::Today, 1, 2));
    assert_eq!(seen("2026-01-12T04:59:00Z"), (ClockState::Today, 2, 1));
    assert_eq!(seen("2026-01-12T05:59:00Z"), (ClockState::Overdue, 3, 0));
    assert_eq!(seen("2026-01-12T06:00:00Z"), (ClockState::Overdue, 4, -1));
}

#[test]
fn an_explanation_names_every_day_and_why() {
    let policy = Policy { amount: 2, ..general("two") };
    let told = Explanation::of(&policy, &calendar(), at("2026-01-14T02:00:00Z"));
    let days: Vec<_> = told.days.iter().map(|line| (line.date.format("%d").to_string(), line.why.clone())).collect();
    let expected = [
        ("14", Why::DayOfTheEvent),
        ("15", Why::Counted(1)),
        ("16", Why::Holiday("Isra Mikraj Nabi Muhammad SAW".to_owned())),
        ("17", Why::Weekend),
        ("18", Why::Weekend),
        ("19", Why::Counted(2)),
    ];
    assert_eq!(days, expected.map(|(day, why)| (day.to_owned(), why)));
    assert_eq!((told.due_at, told.cut), (at("2026-01-19T08:00:00Z"), false));
}

#[test]
fn a_very_long_explanation_is_cut_and_says_so() {
    let policy = Policy { amount: u16::MAX, ..general("long") };
    let told = Explanation::of(&policy, &calendar(), at("2026-01-14T02:00:00Z"));
    assert_eq!((told.days.len(), told.cut), (366, true));
}

proptest! {
    #[test]
    fn an_explanation_counts_as_many_days_as_the_policy_gives(
        start in 0_i64..60_000_000, amount in 0_u16..200, working in any::<bool>(),
    ) {
        let unit = if working { ClockUnit::WorkingDays } else { ClockUnit::CalendarDays };
        let policy = Policy { amount, unit, ..general("any") };
        let started_at = at("2025-06-01T00:00:00Z") + TimeDelta::seconds(start);
        let told = Explanation::of(&policy, &calendar(), started_at);
        let counted = told.days.iter().filter(|line| matches!(line.why, Why::Counted(_))).count();
        prop_assert_eq!(counted, usize::from(amount));
        prop_assert_eq!(told.days.last().map(|line| line.date), Some(wita_date(told.due_at)));
    }
    #[test]
    fn used_and_left_make_up_the_limit_and_overdue_means_past(
        start in 0_i64..60_000_000, later in 0_i64..20_000_000, amount in 1_u16..100, unit in 0_usize..3,
    ) {
        let unit = ClockUnit::ALL.get(unit).copied().unwrap();
        let started_at = at("2025-06-01T00:00:00Z") + TimeDelta::seconds(start);
        let due_at = due_of(amount, unit, &calendar(), started_at);
        let now = started_at + TimeDelta::seconds(later);
        let left = time_left(Running { started_at, due_at, amount, unit }, now, &calendar());
        prop_assert_eq!(left.used + left.left, i32::from(amount));
        prop_assert_eq!(left.state == ClockState::Overdue, now > due_at);
    }
}
