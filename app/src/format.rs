//! Dates in WITA (UTC+8), numbers and time left, as people read them. Pure: values in, text out.
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};

use crate::door::Locale;
use crate::gql::enums::{ClockState, ClockUnit};
use crate::gql::fragments::ClockBit;
use crate::texts::k;
use crate::visit::Visit;

const SHORT_DAYS: [[&str; 7]; 2] =
    [["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]];
const LONG_DAYS: [[&str; 7]; 2] = [
    ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];
const SHORT_MONTHS: [[&str; 12]; 2] = [
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];
const LONG_MONTHS: [[&str; 12]; 2] = [
    [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

fn pick<'a, const N: usize>(names: &[[&'a str; N]; 2], locale: Locale, index: u32) -> &'a str {
    let [id, en] = names;
    let list = match locale {
        Locale::Id => id,
        Locale::En => en,
    };
    list.get(index as usize).copied().unwrap_or("?")
}

/// The local day and hour of a moment.
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let wita = FixedOffset::east_opt(8 * 3600)
        .unwrap_or(FixedOffset::east_opt(0).unwrap_or_else(|| at.fixed_offset().timezone()));
    at.with_timezone(&wita)
}

/// "Rab 25 Nov", with the year where it is not this one.
pub fn day_short(locale: Locale, day: NaiveDate, this_year: i32) -> String {
    let name = pick(&SHORT_DAYS, locale, day.weekday().num_days_from_monday());
    let month = pick(&SHORT_MONTHS, locale, day.month0());
    if day.year() == this_year {
        format!("{name} {} {month}", day.day())
    } else {
        format!("{name} {} {month} {}", day.day(), day.year())
    }
}

/// "Rabu 25 November 2026".
pub fn day_long(locale: Locale, day: NaiveDate) -> String {
    let name = pick(&LONG_DAYS, locale, day.weekday().num_days_from_monday());
    format!("{name} {} {} {}", day.day(), pick(&LONG_MONTHS, locale, day.month0()), day.year())
}

fn hour(locale: Locale, at: DateTime<FixedOffset>) -> String {
    let point = match locale {
        Locale::Id => '.',
        Locale::En => ':',
    };
    format!("{:02}{point}{:02}", at.hour(), at.minute())
}

/// "1.284" or "1,284".
pub fn number(locale: Locale, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let point = match locale {
        Locale::Id => '.',
        Locale::En => ',',
    };
    let mut out = String::new();
    if n < 0 {
        out.push('\u{2212}');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(point);
        }
        out.push(digit);
    }
    out
}

/// "84,5 %" or "84.5%"; a dash where there is nothing to take a part of.
pub fn percent(locale: Locale, part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "–".to_owned();
    }
    let tenths = (part.saturating_mul(1000) + whole / 2) / whole;
    let (comma, sign) = match locale {
        Locale::Id => (',', "\u{a0}%"),
        Locale::En => ('.', "%"),
    };
    format!("{}{comma}{}{sign}", number(locale, tenths / 10), tenths % 10)
}

/// "412 KB", "3,4 MB".
pub fn size(locale: Locale, bytes: i64) -> String {
    if bytes < 1_000_000 {
        return format!("{} KB", number(locale, (bytes + 999) / 1000));
    }
    let tenths = (bytes + 50_000) / 100_000;
    if tenths % 10 == 0 {
        return format!("{} MB", number(locale, tenths / 10));
    }
    let comma = match locale {
        Locale::Id => ',',
        Locale::En => '.',
    };
    format!("{}{comma}{} MB", number(locale, tenths / 10), tenths % 10)
}

impl Visit {
    fn this_year(&self) -> i32 {
        local(self.door.now).year()
    }
    /// "Rab 25 Nov".
    pub fn day(&self, at: DateTime<Utc>) -> String {
        day_short(self.locale(), local(at).date_naive(), self.this_year())
    }
    /// "Rab 25 Nov", of a calendar day.
    pub fn date(&self, day: NaiveDate) -> String {
        day_short(self.locale(), day, self.this_year())
    }
    /// "Rabu 25 November 2026".
    pub fn day_long(&self, at: DateTime<Utc>) -> String {
        day_long(self.locale(), local(at).date_naive())
    }
    /// "Rab 25 Nov, 08.06".
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        format!("{}, {}", self.day(at), hour(self.locale(), local(at)))
    }
    /// "Rabu 25 November 2026, 16.00 WITA".
    pub fn moment_long(&self, at: DateTime<Utc>) -> String {
        format!("{}, {} WITA", self.day_long(at), hour(self.locale(), local(at)))
    }
    /// "1.284".
    pub fn num(&self, n: impl Into<i64>) -> String {
        number(self.locale(), n.into())
    }
    /// "84,5 %".
    pub fn percent(&self, part: impl Into<i64>, whole: impl Into<i64>) -> String {
        percent(self.locale(), part.into(), whole.into())
    }
    /// "412 KB".
    pub fn size(&self, bytes: impl Into<i64>) -> String {
        size(self.locale(), bytes.into())
    }
    /// "5 hari kerja".
    pub fn span(&self, n: i32, unit: ClockUnit) -> String {
        self.ta(unit.label(), &[("n", n.into())])
    }
    /// "Sisa 6 hari kerja", "Habis hari ini", "Lewat 4 hari kerja", "Menunggu pelapor".
    pub fn time_left(&self, clock: &ClockBit) -> String {
        let span = self.span(clock.left.abs(), clock.unit);
        match clock.state {
            ClockState::Stopped => self.t(k::TIME_STOPPED),
            ClockState::Today => self.t(k::TIME_TODAY),
            ClockState::Overdue if clock.left == 0 => self.t(k::TIME_JUST_OVER),
            ClockState::Overdue => self.ta(k::TIME_OVER, &[("span", span.into())]),
            ClockState::Running | ClockState::Soon => self.ta(k::TIME_LEFT, &[("span", span.into())]),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_in_wita() {
        let late: DateTime<Utc> = "2026-11-24T16:30:00Z".parse().unwrap();
        assert_eq!(day_long(Locale::Id, local(late).date_naive()), "Rabu 25 November 2026");
        assert_eq!(hour(Locale::Id, local(late)), "00.30");
        assert_eq!(hour(Locale::En, local(late)), "00:30");
    }

    #[test]
    fn the_year_is_told_when_it_is_another_one() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 25).unwrap();
        assert_eq!(day_short(Locale::Id, day, 2026), "Sen 25 Jan 2027");
        assert_eq!(day_short(Locale::En, day, 2027), "Mon 25 Jan");
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(number(Locale::Id, 1_284), "1.284");
        assert_eq!(number(Locale::En, 1_234_567), "1,234,567");
        assert_eq!(number(Locale::Id, -12), "\u{2212}12");
        assert_eq!(percent(Locale::Id, 931, 1_102), "84,5\u{a0}%");
        assert_eq!(percent(Locale::En, 1_102, 1_102), "100.0%");
        assert_eq!(percent(Locale::Id, 0, 0), "–");
        assert_eq!(size(Locale::Id, 412_000), "412 KB");
        assert_eq!(size(Locale::Id, 3_440_000), "3,4 MB");
        assert_eq!(size(Locale::En, 10_000_000), "10 MB");
    }
}
