//! Working days: which days count, and counting them. Office days end at 16:00 in Central Indonesian time (WITA).
//! Not here: what is due when (`deadline`). To add a reason for a day off: a variant of `Day`.
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use std::collections::BTreeMap;

/// WITA is eight hours ahead of UTC and has no summer time.
const WITA: TimeDelta = TimeDelta::hours(8);
/// Hour of the day in WITA at which a limit in days ends.
const OFFICE_END: TimeDelta = TimeDelta::hours(16);

/// The day in WITA.
#[must_use]
pub fn wita_date(at: DateTime<Utc>) -> NaiveDate {
    at.checked_add_signed(WITA).unwrap_or(at).date_naive()
}

/// The time of the day in WITA, with its day.
#[must_use]
pub fn wita_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.checked_add_signed(WITA).unwrap_or(at).naive_utc()
}

/// 16:00 WITA of the day.
#[must_use]
pub fn office_end(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    midnight.checked_add_signed(OFFICE_END - WITA).unwrap_or(midnight)
}

/// What a day is for the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day<'a> {
    /// It counts.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// A holiday, with its name where it is known.
    Holiday(&'a str),
}

/// The days that do not count, besides Saturdays and Sundays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    names: BTreeMap<NaiveDate, String>,
    /// The holidays from Monday to Friday, sorted.
    lost: Vec<NaiveDate>,
}

impl Calendar {
    /// A calendar with these holidays and their names.
    #[must_use]
    pub fn new(holidays: impl IntoIterator<Item = (NaiveDate, String)>) -> Self {
        let names: BTreeMap<_, _> = holidays.into_iter().collect();
        let lost = names.keys().copied().filter(|day| !is_weekend(*day)).collect();
        Self { names, lost }
    }

    /// What the day is.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Day<'_> {
        match self.names.get(&date) {
            _ if is_weekend(date) => Day::Weekend,
            Some(name) => Day::Holiday(name),
            None => Day::Working,
        }
    }

    /// The day counts.
    #[must_use]
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.day(date) == Day::Working
    }

    /// The `n`th working day after `from`. The day of the event is day zero, so zero days end on `from` itself,
    /// even where that is a day off. Takes logarithmic time; the end of chrono's dates is the limit.
    #[must_use]
    pub fn add_working_days(&self, from: NaiveDate, n: u32) -> NaiveDate {
        if n == 0 {
            return from;
        }
        // Five of any seven days in a row are weekdays, and each holiday takes at most one of them.
        let needed = u64::from(n) + u64::try_from(self.lost.len()).unwrap_or(u64::MAX);
        let (mut low, mut high) = (0, needed.div_ceil(5).saturating_mul(7));
        let day_after = |days: u64| from.checked_add_days(chrono::Days::new(days)).unwrap_or(NaiveDate::MAX);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.working_days_between(from, day_after(middle)) >= i64::from(n) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        day_after(low)
    }

    /// Working days after `a` up to and including `b`; negative where `b` is before `a`.
    #[must_use]
    pub fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> i64 {
        self.counted_until(b) - self.counted_until(a)
    }

    /// Working days up to and including the day, counted from an arbitrary Monday long ago.
    fn counted_until(&self, day: NaiveDate) -> i64 {
        // The first day of the common era was a Monday.
        let days = i64::from(day.num_days_from_ce());
        let weekdays = days.div_euclid(7) * 5 + days.rem_euclid(7).min(5);
        let lost = self.lost.partition_point(|holiday| *holiday <= day);
        weekdays - i64::try_from(lost).unwrap_or(i64::MAX)
    }
}

impl FromIterator<NaiveDate> for Calendar {
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(holidays: I) -> Self {
        Self::new(holidays.into_iter().map(|day| (day, String::new())))
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    /// The first days of 2026: New Year's Day is a Thursday, 16 January (Isra Mikraj) a Friday.
    fn january() -> Calendar {
        [day("2026-01-01"), day("2026-01-16"), day("2026-01-17")].into_iter().collect()
    }
    /// Walks one day at a time and asks the weekday by name.
    fn slow_add(calendar: &Calendar, from: NaiveDate, n: u32) -> NaiveDate {
        let (mut date, mut left) = (from, n);
        while left > 0 {
            date = date.succ_opt().unwrap();
            let off = matches!(date.format("%a").to_string().as_str(), "Sat" | "Sun");
            if !off && !calendar.names.contains_key(&date) {
                left -= 1;
            }
        }
        date
    }
    fn slow_between(calendar: &Calendar, a: NaiveDate, b: NaiveDate) -> i64 {
        if b < a {
            return -slow_between(calendar, b, a);
        }
        let days = a.iter_days().skip(1).take_while(|date| *date <= b);
        i64::try_from(days.filter(|date| slow_add(calendar, date.pred_opt().unwrap(), 1) == *date).count()).unwrap()
    }
    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (0_u64..3000).prop_map(|n| day("2023-01-01") + chrono::Days::new(n))
    }
    fn any_calendar() -> impl Strategy<Value = Calendar> {
        proptest::collection::vec(any_day(), 0..300).prop_map(|days| days.into_iter().collect())
    }

    #[test]
    fn weekends_and_holidays_are_skipped_and_the_event_is_day_zero() {
        let calendar = january();
        assert_eq!(calendar.add_working_days(day("2025-12-31"), 1), day("2026-01-02"));
        assert_eq!(calendar.add_working_days(day("2026-01-02"), 1), day("2026-01-05"));
        assert_eq!(calendar.add_working_days(day("2026-01-15"), 1), day("2026-01-19"));
        assert_eq!(calendar.add_working_days(day("2026-01-05"), 14), day("2026-01-26"));
    }

    #[test]
    fn an_event_on_a_day_off_counts_from_the_next_working_day_as_the_first() {
        assert_eq!(january().add_working_days(day("2026-01-03"), 1), day("2026-01-05"));
        assert_eq!(january().add_working_days(day("2026-01-03"), 0), day("2026-01-03"));
    }

    #[test]
    fn a_holiday_on_a_saturday_takes_nothing_away() {
        assert_eq!(january().working_days_between(day("2026-01-12"), day("2026-01-19")), 4);
        assert_eq!(january().day(day("2026-01-17")), Day::Weekend);
        assert_eq!(january().day(day("2026-01-16")), Day::Holiday(""));
    }

    #[test]
    fn days_between_count_backwards_below_zero() {
        assert_eq!(january().working_days_between(day("2026-01-19"), day("2026-01-12")), -4);
        assert_eq!(january().working_days_between(day("2026-01-09"), day("2026-01-11")), 0);
    }

    #[test]
    fn ten_years_without_a_working_day_are_crossed_at_once() {
        let first = day("2026-01-01");
        let calendar: Calendar = first.iter_days().take(3653).collect();
        assert_eq!(calendar.add_working_days(first, 1), day("2036-01-02"));
    }

    #[test]
    fn counting_past_the_end_of_time_stops_there() {
        assert_eq!(Calendar::default().add_working_days(NaiveDate::MAX, u32::MAX), NaiveDate::MAX);
    }

    #[test]
    fn the_day_turns_at_midnight_in_banjarbaru_and_the_office_closes_at_four() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(wita_date(at("2026-01-05T15:59:59Z")), day("2026-01-05"));
        assert_eq!(wita_date(at("2026-01-05T16:00:00Z")), day("2026-01-06"));
        assert_eq!(office_end(day("2026-01-05")), at("2026-01-05T08:00:00Z"));
        assert_eq!(wita_date(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC.date_naive());
    }

    proptest! {
        #[test]
        fn adding_agrees_with_walking_day_by_day(calendar in any_calendar(), from in any_day(), n in 0_u32..200) {
            prop_assert_eq!(calendar.add_working_days(from, n), slow_add(&calendar, from, n));
        }
        #[test]
        fn counting_agrees_with_walking_day_by_day(calendar in any_calendar(), a in any_day(), span in -400_i64..400) {
            let b = a + TimeDelta::days(span);
            prop_assert_eq!(calendar.working_days_between(a, b), slow_between(&calendar, a, b));
        }
        #[test]
        fn what_was_added_is_between(calendar in any_calendar(), from in any_day(), n in 0_u32..500) {
            let end = calendar.add_working_days(from, n);
            prop_assert_eq!(calendar.working_days_between(from, end), i64::from(n));
            prop_assert!(n == 0 || calendar.is_working_day(end));
        }
    }
}
