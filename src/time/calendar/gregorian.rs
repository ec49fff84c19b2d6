//! Dates of the proleptic Gregorian calendar: which day, week, month, season, year, decade or century a moment lies in,
//! and dates of such a precision as text and in words.
//!
//! Knows no other calendar; years are the astronomers' (0 is 1 BCE).

mod arithmetic;
mod other;
mod parse;
mod wording;
mod year;

use super::date::{Date, Precision};
use super::{Civil, DAY, days_in_month};
use crate::time::Moment;

pub use arithmetic::{add, least_ticks, most_ticks, subtract};
pub use parse::parse;
pub use wording::{edtf, phrase, words};
pub use year::reading_of_negative_year;

/// The weekdays' names, Monday first.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The unit that a moment lies in, without a qualifier. Each unit ends where the next one begins; at the ends of time it
/// is cut.
///
/// Decades and centuries are the years that share all digits but the last or the last two, as `198X` and `19XX` say it.
/// So 1 to 9 CE with 1 BCE (year 0) are one decade, 2 to 10 BCE (years -1 to -9) are another.
///
/// Seasons are the northern ones by whole months, as weather services count: spring is March to May, winter is December
/// to February of the next year. EDTF leaves their days open, and names no hemisphere for 21 to 24.
pub fn unit_around(moment: Moment, precision: Precision) -> Date {
    let Civil { year, month, .. } = Civil::from_moment(moment);
    let days = moment.0.div_euclid(DAY);
    let day_ends = |first: i64, count: i64| (saturating(first, DAY), saturating(first + count, DAY));
    let (first, end) = match precision {
        Precision::Exact => (moment, moment),
        Precision::Day => day_ends(days, 1),
        // Tick 0 was a Thursday.
        Precision::Week => day_ends(days - (days + 3).rem_euclid(7), 7),
        Precision::Month => (month_start(year, month), month_start(year, month + 1)),
        Precision::Season => {
            let (year, month) = if month < 3 { (year - 1, 12) } else { (year, month / 3 * 3) };
            (month_start(year, month), month_start(year, month + 3))
        }
        Precision::Year => (month_start(year, 1), month_start(year + 1, 1)),
        Precision::Decade => years_around(year, 10),
        Precision::Century => years_around(year, 100),
    };
    Date::new(first, end, precision)
}

/// The unit that goes exactly from one moment to the other; `None` if there is none.
pub fn unit_of(first: Moment, end: Moment) -> Option<Precision> {
    use Precision::{Century, Day, Decade, Exact, Month, Season, Week, Year};
    let is_it = |&precision: &Precision| {
        let unit = unit_around(first, precision);
        (unit.first, unit.end) == (first, end)
    };
    [Exact, Day, Week, Month, Season, Year, Decade, Century].into_iter().find(is_it)
}

/// The weekday of a moment.
pub fn weekday(moment: Moment) -> &'static str {
    WEEKDAYS[(moment.0.div_euclid(DAY) + 3).rem_euclid(7) as usize]
}

/// The Monday that the first week of a year starts with: the week with its first Thursday (ISO 8601).
pub(super) fn first_monday(year: i64) -> Moment {
    unit_around(Civil::midnight(year, 1, 4).moment(), Precision::Week).first
}

/// The weeks in a year, 52 or 53.
pub(super) fn weeks_in_year(year: i64) -> i64 {
    (first_monday(year + 1).0 - first_monday(year).0) / (7 * DAY)
}

/// The days in a year, 365 or 366.
fn days_in_year(year: i64) -> i64 {
    337 + i64::from(days_in_month(year, 2))
}

/// The first moment of a month; months past December are in the next year.
fn month_start(year: i64, month: u8) -> Moment {
    Civil::midnight(year, month, 1).moment()
}

/// The ends of the years with the same digits but for as many as `size` has zeros.
fn years_around(year: i64, size: i64) -> (Moment, Moment) {
    let round = year / size * size;
    let (first, end) = match round {
        _ if year >= 0 => (round, round + size),
        0 => (1 - size, 0),
        _ => (round - size + 1, round + 1),
    };
    (month_start(first, 1), month_start(end, 1))
}

fn saturating(count: i64, ticks: i64) -> Moment {
    Moment(count.saturating_mul(ticks))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::iso;
    use super::*;

    const ALL: [Precision; 8] = [
        Precision::Exact,
        Precision::Day,
        Precision::Week,
        Precision::Month,
        Precision::Season,
        Precision::Year,
        Precision::Decade,
        Precision::Century,
    ];

    #[test]
    fn units_by_hand() {
        let check = |year, month, day, precision, expect: (&str, &str)| {
            let unit = unit_around(Civil::midnight(year, month, day).moment(), precision);
            let got = (iso(unit.first), iso(unit.end));
            assert_eq!((got.0.as_str(), got.1.as_str()), expect, "{precision:?} of {year}-{month}-{day}");
        };
        check(1999, 6, 2, Precision::Day, ("1999-06-02", "1999-06-03"));
        check(2026, 11, 28, Precision::Week, ("2026-11-23", "2026-11-30"));
        check(1969, 12, 31, Precision::Week, ("1969-12-29", "1970-01-05"));
        check(1999, 12, 2, Precision::Month, ("1999-12-01", "2000-01-01"));
        check(1985, 4, 30, Precision::Season, ("1985-03-01", "1985-06-01"));
        check(1985, 12, 1, Precision::Season, ("1985-12-01", "1986-03-01"));
        check(1986, 2, 28, Precision::Season, ("1985-12-01", "1986-03-01"));
        check(1985, 11, 30, Precision::Season, ("1985-09-01", "1985-12-01"));
        check(1999, 6, 2, Precision::Year, ("1999-01-01", "2000-01-01"));
        check(1989, 6, 2, Precision::Decade, ("1980-01-01", "1990-01-01"));
        check(2000, 1, 1, Precision::Century, ("2000-01-01", "2100-01-01"));
        check(1999, 1, 1, Precision::Century, ("1900-01-01", "2000-01-01"));
        check(0, 1, 1, Precision::Decade, ("0000-01-01", "0010-01-01"));
        check(-1, 1, 1, Precision::Decade, ("-0009-01-01", "0000-01-01"));
        check(-9, 1, 1, Precision::Decade, ("-0009-01-01", "0000-01-01"));
        check(-10, 1, 1, Precision::Decade, ("-0019-01-01", "-0009-01-01"));
        check(-43, 3, 15, Precision::Decade, ("-0049-01-01", "-0039-01-01"));
        check(-43, 3, 15, Precision::Century, ("-0099-01-01", "0000-01-01"));
        check(-100, 3, 15, Precision::Century, ("-0199-01-01", "-0099-01-01"));
    }

    #[test]
    fn units_are_cut_at_the_ends_of_time() {
        for precision in ALL {
            for ticks in [i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX] {
                let unit = unit_around(Moment(ticks), precision);
                assert!(unit.first <= Moment(ticks) && Moment(ticks) <= unit.end);
            }
        }
    }

    #[test]
    fn a_bare_pair_of_moments_that_is_no_unit() {
        let at = |year, month, day| Civil::midnight(year, month, day).moment();
        assert_eq!(unit_of(at(1914, 1, 1), at(1918, 1, 1)), None);
        assert_eq!(unit_of(at(1914, 1, 2), at(1915, 1, 2)), None);
        assert_eq!(unit_of(at(1914, 2, 1), at(1914, 5, 1)), None, "three months that are no season");
        assert_eq!(unit_of(at(1981, 1, 1), at(1991, 1, 1)), None);
        assert_eq!(unit_of(at(1915, 1, 1), at(1914, 1, 1)), None);
        assert_eq!(unit_of(Moment(i64::MIN), Moment(i64::MAX)), None);
    }

    proptest! {
        #[test]
        fn every_moment_lies_in_its_unit_and_the_next_one_begins_where_it_ends(
            ticks in -31_556_889_832_780_799_000_i128 / 1000..31_556_889_832_780_799_000_i128 / 1000,
        ) {
            let moment = Moment(ticks as i64);
            for precision in ALL.into_iter().skip(1) {
                let unit = unit_around(moment, precision);
                prop_assert!(unit.first <= moment && moment < unit.end);
                prop_assert_eq!(unit_around(unit.first, precision), unit);
                prop_assert_eq!(unit_around(Moment(unit.end.0 - 1), precision), unit);
                prop_assert_eq!(unit_around(unit.end, precision).first, unit.end);
                prop_assert_eq!(unit_of(unit.first, unit.end), Some(precision));
            }
        }

        #[test]
        fn weeks_and_days_agree_with_the_time_crate(days in -3_000_000..2_500_000_i64) {
            let date = ::time::Date::from_julian_day((days + 2_440_588) as i32).unwrap();
            let moment = Moment(days * DAY);
            prop_assert_eq!(weekday(moment), date.weekday().to_string());
            let (year, week, day) = date.to_iso_week_date();
            prop_assume!((-9999..=9999).contains(&year));
            let sign = if year < 0 { "-" } else { "" };
            let text = format!("{sign}{:04}-W{week:02}-{}", year.abs(), day.number_from_monday());
            prop_assert_eq!(parse(&text).map(|date| date.first), Ok(moment), "{}", text);
            let sign = if date.year() < 0 { "-" } else { "" };
            let text = format!("{sign}{:04}-{:03}", date.year().abs(), date.ordinal());
            prop_assert_eq!(parse(&text), Ok(unit_around(moment, Precision::Day)), "{}", text);
        }
    }
}
