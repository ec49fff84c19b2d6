//! Dates: text ↔ [`Moment`] in the proleptic Gregorian calendar and UTC, with astronomical years (0 is 1 BCE, -43 is
//! 44 BCE). A tick is a millisecond, tick 0 is 1970-01-01T00:00.
//!
//! Every `i64` is a date, so formatting cannot overflow; only [`parse()`] refuses years past [`MAX_YEAR`]. Knows fixed
//! offsets but no time zones, no Julian dates and no leap seconds.
//!
//! A moment is exact. Dates as people write them are stretches, [`Date`], in this calendar ([`gregorian`]) or another
//! ([`invented`]); [`AnyCalendar`] is the way in for a story.

pub mod any;
pub mod clock;
pub mod date;
pub mod dates;
pub mod duration;
pub mod gregorian;
pub mod interval;
pub mod invented;

use super::Moment;

pub use any::AnyCalendar;
pub use date::{Date, Precision, Qualifier};
pub use dates::Dates;
pub use duration::Duration;

/// The last year that a text may name; the first is its negative.
pub const MAX_YEAR: i64 = 999_999;

/// The milliseconds in a second, a minute, an hour, a day.
pub const SECOND: i64 = 1000;
/// See [`SECOND`].
pub const MINUTE: i64 = 60 * SECOND;
/// See [`SECOND`].
pub const HOUR: i64 = 60 * MINUTE;
/// See [`SECOND`].
pub const DAY: i64 = 24 * HOUR;

/// The months' names, January first.
pub const MONTHS: [&str; 12] = [
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
];

/// The calendar's parts of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// The year; 0 is 1 BCE.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// 0 to 999.
    pub milli: u16,
}

impl Civil {
    /// Midnight at the start of a day.
    pub fn midnight(year: i64, month: u8, day: u8) -> Self {
        Self { year, month, day, hour: 0, minute: 0, second: 0, milli: 0 }
    }

    /// The parts of a moment.
    pub fn from_moment(moment: Moment) -> Self {
        let (days, rest) = (moment.0.div_euclid(DAY), moment.0.rem_euclid(DAY));
        let (year, month, day) = civil_from_days(days);
        Self {
            year,
            month,
            day,
            hour: (rest / HOUR) as u8,
            minute: (rest / MINUTE % 60) as u8,
            second: (rest / SECOND % 60) as u8,
            milli: (rest % SECOND) as u16,
        }
    }

    /// The moment of these parts. Parts beyond their range carry over (month 13 is next January); beyond the ends of
    /// time it is the first or the last moment.
    pub fn moment(self) -> Moment {
        let month = i128::from(self.month) - 1;
        let year = i128::from(self.year) + month.div_euclid(12);
        let days = days_from_civil(year, month.rem_euclid(12) + 1) + i128::from(self.day) - 1;
        let ticks = days * i128::from(DAY)
            + i128::from(self.hour) * i128::from(HOUR)
            + i128::from(self.minute) * i128::from(MINUTE)
            + i128::from(self.second) * i128::from(SECOND)
            + i128::from(self.milli);
        Moment(i64::try_from(ticks).unwrap_or(if ticks < 0 { i64::MIN } else { i64::MAX }))
    }

    /// Whether it is the start of a day.
    pub fn is_midnight(self) -> bool {
        (self.hour, self.minute, self.second, self.milli) == (0, 0, 0, 0)
    }

    /// The time of day as `14:05`, `14:05:30` or `14:05:30.250`, as short as it stays exact.
    pub fn clock(self) -> String {
        let Self { hour, minute, second, milli, .. } = self;
        match (second, milli) {
            (0, 0) => format!("{hour:02}:{minute:02}"),
            (_, 0) => format!("{hour:02}:{minute:02}:{second:02}"),
            _ => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
        }
    }
}

/// The days in a month; 0 if there is no such month.
pub fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A moment as ISO 8601: `1999-06-02`, `-0043-03-15`, `+12000-01-01`, followed by `T14:05` unless it is midnight.
/// [`parse()`] reads it back.
pub fn iso(moment: Moment) -> String {
    let civil = Civil::from_moment(moment);
    let date = format!("{}-{:02}-{:02}", iso_year(civil.year), civil.month, civil.day);
    if civil.is_midnight() { date } else { format!("{date}T{}", civil.clock()) }
}

fn iso_year(year: i64) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        10000.. => format!("+{year}"),
        _ => format!("-{:04}", year.unsigned_abs()),
    }
}

/// A moment in words: `15 March 44 BCE`, `2 June 1999`, `2 June 1999, 14:05`.
pub fn words(moment: Moment) -> String {
    let civil = Civil::from_moment(moment);
    let month = MONTHS[usize::from(civil.month) - 1];
    let date = format!("{} {month} {}", civil.day, year_words(civil.year));
    if civil.is_midnight() { date } else { format!("{date}, {}", civil.clock()) }
}

/// A year in words: `44 BCE`, `79 CE`, `1999`. Years from 1000 on have no era.
pub fn year_words(year: i64) -> String {
    match year {
        ..=0 => format!("{} BCE", year.abs_diff(1)),
        1..=999 => format!("{year} CE"),
        _ => year.to_string(),
    }
}

/// The first moment of the date that a text names: see [`gregorian::parse()`], which keeps the precision.
///
/// # Errors
/// The mistake, as a clause that follows the text itself: `is no date: February 1999 has 28 days`.
pub fn parse(text: &str) -> Result<Moment, String> {
    gregorian::parse(text).map(|date| date.first)
}

/// Days from 1970-01-01 to the first of a month, 1 to 12 (H. Hinnant, "chrono-compatible low-level date algorithms").
/// Years start in March, so that the leap day comes last:
///
/// ```text
/// era of 400 years = 146,097 days; year of era; day of year from 1 March
/// ```
fn days_from_civil(year: i128, month: i128) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`], with the day of the month.
fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * from_march + 2) / 5 + 1) as u8;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 } as u8;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_moment_has_parts_and_comes_back() {
        let ends = [i64::MIN, i64::MIN + 1, -1, 0, 1, DAY - 1, DAY, i64::MAX - 1, i64::MAX];
        for ticks in ends.into_iter().chain((-5000..5000).map(|step| step * 7 * DAY + step)) {
            let moment = Moment(ticks);
            assert_eq!(Civil::from_moment(moment).moment(), moment);
            assert!(!iso(moment).is_empty() && !words(moment).is_empty());
        }
    }

    #[test]
    fn parts_past_their_range_carry_over_and_stop_at_the_ends() {
        assert_eq!(Civil::midnight(1999, 13, 1).moment(), Civil::midnight(2000, 1, 1).moment());
        assert_eq!(Civil::midnight(1999, 2, 29).moment(), Civil::midnight(1999, 3, 1).moment());
        assert_eq!(Civil::midnight(i64::MAX, 1, 1).moment(), Moment(i64::MAX));
        assert_eq!(Civil::midnight(i64::MIN, 1, 1).moment(), Moment(i64::MIN));
    }

    #[test]
    fn days_agree_with_the_time_crate() {
        for step in -20_000..20_000_i64 {
            let days = step * 9973;
            let julian = i32::try_from(days + 2_440_588).expect("within i32");
            let Ok(date) = ::time::Date::from_julian_day(julian) else { continue };
            let (year, month, day) = (i64::from(date.year()), u8::from(date.month()), date.day());
            assert_eq!(civil_from_days(days), (year, month, day));
            assert_eq!(Civil::midnight(year, month, day).moment(), Moment(days * DAY));
        }
    }
}
