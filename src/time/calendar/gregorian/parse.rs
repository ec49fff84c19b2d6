//! Parses ISO 8601 and EDTF level 1 (ISO 8601-2, annex A) into a [`Date`], and says what is wrong with anything else.
//!
//! Knows no intervals: see [`interval`](super::super::interval).

use super::other::no_date;
use super::year::{is_number, is_unknown, is_week, parse_year};
use super::{Precision, days_in_year, first_monday, unit_around, weeks_in_year};
use crate::time::Moment;
use crate::time::calendar::clock::Clock;
use crate::time::calendar::date::{Date, Qualifier};
use crate::time::calendar::{Civil, DAY, HOUR, MINUTE, MONTHS, days_in_month, year_words};

/// The date that a text names.
///
/// | text | date |
/// |---|---|
/// | `1999`, `1999-06`, `1999-06-02` | the whole year, month or day |
/// | `1999-W22`, `1999-W22-3`, `1999-153` | a week, a day by week and weekday (1 is Monday), a day by its number in the year |
/// | `1999-06-02T14:05`, `…:30`, `…:30.25` | exactly then, UTC; `T24:00` is the next midnight |
/// | `1999-06-02T14:05+02:00`, `…Z` | with an offset, converted to UTC |
/// | `-0043-03-15`, `+12000`, `Y12000` | with a sign or Y, up to six digits of year |
/// | `199X`, `19XX` | a decade, a century |
/// | `1999-XX`, `1999-XX-XX`, `1999-06-XX` | a day or month not known: the whole year or month |
/// | `1999-21` … `1999-24` | spring, summer, autumn, winter: see [`unit_around`] |
/// | any of these with `~`, `?` or `%` | about then, uncertain, both |
///
/// # Errors
/// The mistake, as a clause that follows the text itself: `is no date: February 1999 has 28 days`.
pub fn parse(text: &str) -> Result<Date, String> {
    let text = text.trim();
    if text.contains('/') && text.split('/').all(|part| part.is_empty() || part == ".." || parse(part).is_ok()) {
        return Err("is no single date but an interval from one date to another".into());
    }
    let (text, qualifier) = Qualifier::split(text)?;
    let (date, clock) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    if text[date.len()..].starts_with(' ') && !clock.is_some_and(|clock| clock.contains(':')) {
        return Err(no_date(text, parse));
    }
    let Some(found) = parse_unit(date)? else { return Err(no_date(text, parse)) };
    let Some(clock) = clock else { return Ok(Date { qualifier, ..found }) };
    if found.precision != Precision::Day {
        return Err("is no date: a time needs a whole date before it, such as 1999-06-02T14:05".into());
    }
    match parse_clock(clock)? {
        Some((ticks, utc)) => Ok(Date { qualifier, utc, ..Date::exact(Moment(found.first.0 + ticks)) }),
        None if text.contains(['T', 't']) => {
            Err("is no date: write the time as 14:05, 14:05:30 or 14:05:30.250, then perhaps Z or +02:00".into())
        }
        None => Err(no_date(text, parse)),
    }
}

/// The unit that a text without a clock time names; `None` if it does not resemble one.
fn parse_unit(text: &str) -> Result<Option<Date>, String> {
    let (head, rest) = match text.as_bytes().first() {
        Some(b'-' | b'+') => text.split_at(1),
        Some(b'Y' | b'y') => text.split_at(if text[1..].starts_with('-') { 2 } else { 1 }),
        _ => text.split_at(0),
    };
    let parts: Vec<&str> = rest.split('-').collect();
    if parts.len() > 3 || !parts.iter().all(|part| is_number(part) || is_unknown(part) || is_week(part)) {
        return Ok(None);
    }
    let Some((year, precision)) = parse_year(head, &parts)? else { return Ok(None) };
    let first_day = |month| Civil::midnight(year, month, 1).moment();
    let month_of = |month| Some(Date::new(first_day(month), first_day(month + 1), Precision::Month));
    let day = |month, day: u8| Some(whole_day(first_day(month).0 + i64::from(day - 1) * DAY));
    if precision != Precision::Year && parts.len() > 1 {
        return Err("is no date: a year with unknown digits, as in 198X or 19XX, has no month".into());
    }
    Ok(match parts[1..] {
        [] | ["XX" | "xx"] | ["XX" | "xx", "XX" | "xx"] => Some(unit_around(first_day(1), precision)),
        ["XX" | "xx", _] => return Err("is no date: a known day needs a known month".into()),
        [week, ..] if is_week(week) => Some(parse_week(year, week, parts.get(2).copied())?),
        [number] if number.len() == 3 && is_number(number) => {
            let (number, last) = (number.parse().unwrap_or(0), days_in_year(year));
            if !(1..=last).contains(&number) {
                return Err(format!("is no date: {} has {last} days", year_words(year)));
            }
            Some(whole_day(first_day(1).0 + (number - 1) * DAY))
        }
        [end] if end.len() == 4 && is_number(end) && head.is_empty() => {
            return Err(format!("is no date: from one year to another is written {}/{end}", parts[0]));
        }
        [month] => match parse_month(month)? {
            month @ 1..=12 => month_of(month),
            // 21 is spring, from March on.
            season => Some(unit_around(first_day(3 * (season - 20)), Precision::Season)),
        },
        [month, of_month] => match (parse_month(month)?, of_month) {
            (month @ 1..=12, "XX" | "xx") => month_of(month),
            (month @ 1..=12, number) => day(month, parse_day(year, month, number)?),
            _ => return Err(format!("is no date: {month} is a season and has no days; months go from 01 to 12")),
        },
        _ => None,
    })
}

/// The day that starts at this tick.
fn whole_day(midnight: i64) -> Date {
    Date::new(Moment(midnight), Moment(midnight + DAY), Precision::Day)
}

/// A month, or a season from 21 to 24.
fn parse_month(text: &str) -> Result<u8, String> {
    let Some(month) = two_digits(text) else { return Err(two_digits_needed()) };
    match month as u8 {
        month @ (1..=12 | 21..=24) => Ok(month),
        25.. => Err(format!("is no date: there is no month {text}; seasons go from 21 (spring) to 24 (winter)")),
        month => Err(format!("is no date: there is no month {month:02}")),
    }
}

fn parse_day(year: i64, month: u8, text: &str) -> Result<u8, String> {
    let Some(day) = two_digits(text) else { return Err(two_digits_needed()) };
    let last = days_in_month(year, month);
    if (1..=i64::from(last)).contains(&day) {
        return Ok(day as u8);
    }
    let name = MONTHS[usize::from(month) - 1];
    Err(format!("is no date: {name} {} has {last} days", year_words(year)))
}

/// A week, or a day of it.
fn parse_week(year: i64, week: &str, weekday: Option<&str>) -> Result<Date, String> {
    let shape = || "is no date: a week has two digits and a weekday one, as in 1999-W05 or 1999-W05-7".to_owned();
    let (number, last) = (two_digits(&week[1..]).ok_or_else(shape)?, weeks_in_year(year));
    if !(1..=last).contains(&number) {
        return Err(format!("is no date: {} has {last} weeks", year_words(year)));
    }
    let monday = first_monday(year).0 + (number - 1) * 7 * DAY;
    match weekday {
        None => Ok(unit_around(Moment(monday), Precision::Week)),
        Some(day) if day.len() != 1 || !is_number(day) => Err(shape()),
        Some(day) => match day.parse() {
            Ok(day @ 1..=7) => Ok(whole_day(monday + (day - 1) * DAY)),
            _ => Err("is no date: weekdays go from 1 (Monday) to 7 (Sunday)".into()),
        },
    }
}

fn two_digits_needed() -> String {
    "is no date: months and days have two digits, as in 1999-06-02".into()
}

/// The ticks since midnight UTC of `14:05` or `14:05:30.25+02:00`, and whether there is an offset; `None` if it does not
/// resemble a time.
fn parse_clock(text: &str) -> Result<Option<(i64, bool)>, String> {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    };
    let Some(ticks) = Clock::EARTH.parse(clock)? else { return Ok(None) };
    Ok(offset.map_or(Some(0), parse_offset).map(|ahead| (ticks - ahead, offset.is_some())))
}

/// The ticks of `Z`, `+02:00`, `-0530` or `+02`.
fn parse_offset(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest.len() {
        2 => (rest, "00"),
        4 => rest.split_at_checked(2)?,
        _ => rest.split_once(':')?,
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * HOUR + minutes * MINUTE))
}

fn two_digits(text: &str) -> Option<i64> {
    if text.len() == 2 && is_number(text) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::time::calendar::gregorian::{edtf, words};
    use crate::time::calendar::iso;

    /// Checks the shortest text of the date that `text` names and its words, or why it is no date.
    fn check(text: &str, expect: &str) {
        let got = match parse(text) {
            Ok(date) => format!("{} = {}", edtf(date), words(date)),
            Err(reason) => reason,
        };
        assert_eq!(got, expect, "{text}");
    }

    /// Checks both ends of the date that `text` names.
    fn ends(text: &str, first: &str, end: &str) {
        let date = parse(text).unwrap_or_else(|reason| panic!("{text} {reason}"));
        assert_eq!((iso(date.first).as_str(), iso(date.end).as_str()), (first, end), "{text}");
    }

    #[test]
    fn dates_are_read() {
        check("1999", "1999 = 1999");
        check("1999-06", "1999-06 = June 1999");
        check("1999-06-02", "1999-06-02 = 2 June 1999");
        check("1999-06-02T14:05", "1999-06-02T14:05 = 2 June 1999, 14:05");
        check("1999-06-02 14:05", "1999-06-02T14:05 = 2 June 1999, 14:05");
        check("1999-06-02T00:00", "1999-06-02T00:00 = 2 June 1999, 00:00");
        check("1999-06-02T24:00", "1999-06-03T00:00 = 3 June 1999, 00:00");
        check("1999-06-02T14:05:30", "1999-06-02T14:05:30 = 2 June 1999, 14:05:30");
        check("1999-06-02T14:05:30.25Z", "1999-06-02T14:05:30.250Z = 2 June 1999, 14:05:30.250 UTC");
        check("1999-06-02T23:59:59.9999", "1999-06-02T23:59:59.999 = 2 June 1999, 23:59:59.999");
        check("1999-06-02T01:00+02:00", "1999-06-01T23:00Z = 1 June 1999, 23:00 UTC");
        check("1999-12-31T20:00-0530", "2000-01-01T01:30Z = 1 January 2000, 01:30 UTC");
        check("-0043-03-15", "-0043-03-15 = 15 March 44 BCE");
        check("0000-02-29", "0000-02-29 = 29 February 1 BCE");
        check("0079-08-24", "0079-08-24 = 24 August 79 CE");
        check("+1999-06-02", "1999-06-02 = 2 June 1999");
        check("+12000", "+12000 = 12000");
        check("Y12000", "+12000 = 12000");
        check("Y-12000", "-12000 = 12001 BCE");
        check("-999999", "-999999 = 1000000 BCE");
        check("2000-02-29", "2000-02-29 = 29 February 2000");
    }

    #[test]
    fn weeks_and_days_of_the_year_are_read() {
        check("1985-W15", "1985-W15 = the week of 8 April 1985");
        check("1985-W15-5", "1985-04-12 = 12 April 1985");
        check("1985-102", "1985-04-12 = 12 April 1985");
        check("1984-366", "1984-12-31 = 31 December 1984");
        check("2020-W53-7", "2021-01-03 = 3 January 2021");
        check("2021-W01", "2021-W01 = the week of 4 January 2021");
        check("2020-W01", "2020-W01 = the week of 30 December 2019");
        check("2019-W01-1", "2018-12-31 = 31 December 2018");
        check("1985-W15-5T14:05", "1985-04-12T14:05 = 12 April 1985, 14:05");
        check("1985-366", "is no date: 1985 has 365 days");
        check("1985-000", "is no date: 1985 has 365 days");
        check("1985-W53", "is no date: 1985 has 52 weeks");
        check("1985-W00", "is no date: 1985 has 52 weeks");
        check("1985-W15-8", "is no date: weekdays go from 1 (Monday) to 7 (Sunday)");
        let shape = "is no date: a week has two digits and a weekday one, as in 1999-W05 or 1999-W05-7";
        check("1985-W1", shape);
        check("1985-W15-05", shape);
        check("1985-W15-X", shape);
        check("1985-W15T14:05", "is no date: a time needs a whole date before it, such as 1999-06-02T14:05");
    }

    #[test]
    fn unknown_digits_and_seasons_are_read() {
        check("198X", "198X = the 1980s");
        check("19XX", "19XX = the 1900s");
        check("190X", "190X = 1900–1909");
        check("200x", "200X = 2000–2009");
        check("099X", "099X = the 990s CE");
        check("09XX", "09XX = the 900s CE");
        check("001X", "001X = the 10s CE");
        check("000X", "000X = 1 BCE–9 CE");
        check("00XX", "00XX = 1 BCE–99 CE");
        check("-000X", "-000X = 10–2 BCE");
        check("-004X", "-004X = 50–41 BCE");
        check("-00XX", "-00XX = 100–2 BCE");
        check("-01XX", "-01XX = 200–101 BCE");
        check("+1200X", "+1200X = 12000–12009");
        check("1985-XX", "1985 = 1985");
        check("1985-XX-XX", "1985 = 1985");
        check("1985-06-XX", "1985-06 = June 1985");
        check("1985-21", "1985-21 = spring 1985");
        check("1985-23", "1985-23 = autumn 1985");
        check("1985-24", "1985-24 = winter 1985–1986");
        check("-0001-24", "-0001-24 = winter 2 BCE–1 BCE");
        check("0000-24", "0000-24 = winter 1 BCE–1 CE");
        ends("1985-21", "1985-03-01", "1985-06-01");
        ends("1985-22", "1985-06-01", "1985-09-01");
        ends("1985-23", "1985-09-01", "1985-12-01");
        ends("1985-24", "1985-12-01", "1986-03-01");
        ends("198X", "1980-01-01", "1990-01-01");
        ends("-000X", "-0009-01-01", "0000-01-01");
        ends("1999-06-02T14:05", "1999-06-02T14:05", "1999-06-02T14:05");
        let where_unknown = "is no date: only the last one or two digits of a year can be unknown, as in 198X or 19XX";
        check("1XXX", where_unknown);
        check("198X-06", "is no date: a year with unknown digits, as in 198X or 19XX, has no month");
        check("1985-XX-06", "is no date: a known day needs a known month");
        check("1985-21-06", "is no date: 21 is a season and has no days; months go from 01 to 12");
        check("1985-25", "is no date: there is no month 25; seasons go from 21 (spring) to 24 (winter)");
        check("1985-20", "is no date: there is no month 20");
    }

    #[test]
    fn qualifiers_are_read() {
        check("1985~", "1985~ = about 1985");
        check("1985?", "1985? = 1985 (uncertain)");
        check("1985%", "1985% = about 1985 (uncertain)");
        check("1985-06~", "1985-06~ = about June 1985");
        check("198X?", "198X? = the 1980s (uncertain)");
        check("1985-24~", "1985-24~ = about winter 1985–1986");
        check("1985-06-02T14:05+01:00~", "1985-06-02T13:05Z~ = about 2 June 1985, 13:05 UTC");
        check("1985-06-31~", "is no date: June 1985 has 30 days");
        let inside = "is no date: ~, ? and % stand at the end and are about the whole date, as in 1985-06~";
        check("1985~-06", inside);
        check("1985~?", "is no date: write one sign at the end, ~ (about), ? (uncertain) or % (both)");
    }

    #[test]
    fn other_texts_are_refused_with_a_reason() {
        let shapes = "is no date: write it as 1999, 1999-06, 1999-06-02 or 1999-06-02T14:05";
        check("", shapes);
        check("yesterday", shapes);
        check("2 June 1999", shapes);
        check("1999/06/02", shapes);
        check("02-06-1999", shapes);
        check("19990602", shapes);
        check("1999-", shapes);
        check("--1", shapes);
        check("٢٠٢٠-٠١-٠١", shapes);
        check("44 BCE", "is no date: 44 BCE is -0043; -0044 is 45 BCE");
        check("44 BC", "is no date: 44 BCE is -0043; -0044 is 45 BCE");
        check("15 March 44 B.C.", shapes);
        check("15 March 44 BC", "is no date: 44 BCE is -0043; -0044 is 45 BCE");
        check("about 1985", "is no date: write it as 1985~");
        check("1914–1918", "is no date: from one date to another is written 1914/1918");
        check("1 BC", "is no date: 1 BCE is 0000; -0001 is 2 BCE");
        check("1999-02-30", "is no date: February 1999 has 28 days");
        check("1900-02-29", "is no date: February 1900 has 28 days");
        check("-0043-04-31", "is no date: April 44 BCE has 30 days");
        check("1999-06-00", "is no date: June 1999 has 30 days");
        check("1999-13-01", "is no date: there is no month 13");
        check("1999-6-2", "is no date: months and days have two digits, as in 1999-06-02");
        check("988", "is no date: a year has four digits, 0988");
        check("-44", "is no date: a year has four digits: 44 BCE is -0043; -0044 is 45 BCE");
        check("-44-03-15", "is no date: a year has four digits: 44 BCE is -0043; -0044 is 45 BCE");
        check("12000-01-01", "is no date: a year of more than four digits needs a sign, +12000");
        check("+1000000", "is out of range: years go from -999999 to +999999");
        check("-99999999999999999999", "is out of range: years go from -999999 to +999999");
        check("1999T14:05", "is no date: a time needs a whole date before it, such as 1999-06-02T14:05");
        check("1999-06-02T24:01", "is no date: a time goes from 00:00 to 23:59:59.999");
        check("Y17000000", "is out of range: years go from -999999 to +999999");
        check("Y12000-06", "is no date: after Y stands a year alone; with a month, write +12000-06");
        check("1914-1918", "is no date: from one year to another is written 1914/1918");
        check("1914/1918", "is no single date but an interval from one date to another");
        check("1914/..", "is no single date but an interval from one date to another");
        let clock = "is no date: write the time as 14:05, 14:05:30 or 14:05:30.250, then perhaps Z or +02:00";
        for text in ["T", "T14", "T1:05", "T14:05:", "T14:05:30.", "T14:05:30:00", "T14:05+2", "T14:05Zulu", "T14:05+é"]
        {
            check(&format!("1999-06-02{text}"), clock);
        }
    }
}
