//! Text ↔ [`Moment`] for dates: the proleptic Gregorian calendar in UTC, years numbered as astronomers do
//! (0 is 1 BCE, -43 is 44 BCE). A tick is a millisecond, tick 0 is 1970-01-01T00:00.
//!
//! Every `i64` is a date here, so nothing can overflow on the way out; only [`parse`] refuses years past
//! [`MAX_YEAR`]. Knows no time zones but fixed offsets, no Julian dates and no leap seconds.

use super::Moment;

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

/// A moment taken apart.
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

    /// The moment of these parts. Parts past their range carry over (month 13 is next January); past the ends of
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

    /// Whether a day starts here.
    pub fn is_midnight(self) -> bool {
        (self.hour, self.minute, self.second, self.milli) == (0, 0, 0, 0)
    }

    /// `14:05`, `14:05:30` or `14:05:30.250`, as short as it stays exact.
    pub fn clock(self) -> String {
        let Self { hour, minute, second, milli, .. } = self;
        match (second, milli) {
            (0, 0) => format!("{hour:02}:{minute:02}"),
            (_, 0) => format!("{hour:02}:{minute:02}:{second:02}"),
            _ => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
        }
    }
}

/// How many days a month has; 0 for a month that is none.
pub fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// `1999-06-02`, `-0043-03-15`, `+12000-01-01`, with `T14:05` where it is not midnight. [`parse`] reads it back.
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

/// `15 March 44 BCE`, `2 June 1999`, `2 June 1999, 14:05`.
pub fn words(moment: Moment) -> String {
    let civil = Civil::from_moment(moment);
    let month = MONTHS[usize::from(civil.month) - 1];
    let date = format!("{} {month} {}", civil.day, year_words(civil.year));
    if civil.is_midnight() { date } else { format!("{date}, {}", civil.clock()) }
}

/// `44 BCE`, `79 CE`, `1999`: the era is named where a bare number would not look like a year.
pub fn year_words(year: i64) -> String {
    match year {
        ..=0 => format!("{} BCE", 1 - year),
        1..=999 => format!("{year} CE"),
        _ => year.to_string(),
    }
}

/// The moment a text names; a year, month or day without a time is its first moment.
///
/// | text | moment |
/// |---|---|
/// | `1999`, `1999-06`, `1999-06-02` | the first moment of it |
/// | `1999-06-02T14:05`, `…:30`, `…:30.25` | UTC |
/// | `1999-06-02T14:05+02:00`, `…Z` | with an offset, converted to UTC |
/// | `-0043-03-15`, `+12000` | with a sign, four to six digits of year |
///
/// # Errors
/// What is wrong with the text, as a clause that follows the text itself: `is no date: February 1999 has 28 days`.
pub fn parse(text: &str) -> Result<Moment, String> {
    let text = text.trim();
    let (date, clock) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    if text[date.len()..].starts_with(' ') && !clock.is_some_and(|clock| clock.contains(':')) {
        return Err(no_date(text));
    }
    let Some((year, month, day)) = parse_date(date)? else { return Err(no_date(text)) };
    let midnight = Civil::midnight(year, month.unwrap_or(1), day.unwrap_or(1)).moment();
    match clock {
        None => Ok(midnight),
        Some(_) if day.is_none() => {
            Err("is no date: a time needs a whole date before it, such as 1999-06-02T14:05".into())
        }
        Some(clock) => match parse_clock(clock)? {
            Some(ticks) => Ok(Moment(midnight.0 + ticks)),
            None if text.contains(['T', 't']) => {
                Err("is no date: write the time as 14:05, 14:05:30 or 14:05:30.250, then perhaps Z or +02:00".into())
            }
            None => Err(no_date(text)),
        },
    }
}

/// The clause for a text that is nothing like a date.
fn no_date(text: &str) -> String {
    let bce = text.to_uppercase().split_once("BC").and_then(|(year, _)| year.trim().parse::<i64>().ok());
    match bce {
        Some(year @ 1..=999_999) => format!("is no date: years before 1 CE are written {}", iso_year(1 - year)),
        _ => "is no date: write it as 1999, 1999-06, 1999-06-02 or 1999-06-02T14:05".into(),
    }
}

/// Year, month and day; nothing where it is no date at all.
type Parts = (i64, Option<u8>, Option<u8>);

fn parse_date(text: &str) -> Result<Option<Parts>, String> {
    let (sign, rest) = match text.as_bytes().first() {
        Some(b'-') => (-1, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    };
    let signed = rest.len() < text.len();
    let parts: Vec<&str> = rest.split('-').collect();
    if parts.len() > 3 || parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return Ok(None);
    }
    let digits = parts[0].len();
    if digits == 8 && parts.len() == 1 && !signed {
        // `19990602` is a date without its hyphens rather than a year past all range.
        return Ok(None);
    }
    let year = sign * parts[0].parse::<i64>().unwrap_or(i64::MAX);
    if year.abs() > MAX_YEAR {
        return Err(format!("is out of range: years go from -{MAX_YEAR} to +{MAX_YEAR}"));
    }
    if digits < 4 {
        let sign = if signed { &text[..1] } else { "" };
        // `2-6-1999` is a whole date the other way round, not one of the year 2.
        let backwards = parts.len() == 3 && parts[2].len() == 4;
        return if backwards {
            Ok(None)
        } else {
            Err(format!("is no date: a year has four digits, {sign}{:0>4}", parts[0]))
        };
    }
    if digits > 4 && !signed {
        return Err(format!("is no date: a year of more than four digits needs a sign, +{}", parts[0]));
    }
    if parts[1..].iter().any(|part| part.len() != 2) {
        return Err("is no date: months and days have two digits, as in 1999-06-02".into());
    }
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u8>().ok());
    let (month, day) = (number(1), number(2));
    if let Some(month) = month
        && !(1..=12).contains(&month)
    {
        return Err(format!("is no date: there is no month {month:02}"));
    }
    if let (Some(month), Some(day)) = (month, day) {
        let last = days_in_month(year, month);
        if !(1..=last).contains(&day) {
            let name = MONTHS[usize::from(month) - 1];
            return Err(format!("is no date: {name} {} has {last} days", year_words(year)));
        }
    }
    Ok(Some((year, month, day)))
}

/// The ticks since midnight UTC of `14:05`, `14:05:30.25+02:00`; nothing where it is no time at all.
fn parse_clock(text: &str) -> Result<Option<i64>, String> {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (Some(hour), Some(minute)) = (two_digits(parts[0]), parts.get(1).and_then(|part| two_digits(part))) else {
        return Ok(None);
    };
    let (second, fraction) = match parts.get(2) {
        None => ("00", ""),
        Some(seconds) => seconds.split_once(['.', ',']).unwrap_or((seconds, "0")),
    };
    let Some(second) = two_digits(second) else { return Ok(None) };
    if parts.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) || (parts.len() == 3 && fraction.is_empty()) {
        return Ok(None);
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err("is no date: a time goes from 00:00 to 23:59:59.999".into());
    }
    // Finer than a millisecond is cut off, so that 23:59:59.9999 stays on its day.
    let milli = format!("{fraction:0<3}")[..3].parse::<i64>().unwrap_or(0);
    let Some(offset) = offset.map_or(Some(0), parse_offset) else { return Ok(None) };
    Ok(Some(hour * HOUR + minute * MINUTE + second * SECOND + milli - offset))
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
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
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

    /// What `text` becomes when read, written as ISO 8601 and in words; or why it is no date.
    fn check(text: &str, expect: &str) {
        let got = match parse(text) {
            Ok(moment) => format!("{} = {}", iso(moment), words(moment)),
            Err(reason) => reason,
        };
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn dates_are_read() {
        check("1999", "1999-01-01 = 1 January 1999");
        check("1999-06", "1999-06-01 = 1 June 1999");
        check("1999-06-02", "1999-06-02 = 2 June 1999");
        check("1999-06-02T14:05", "1999-06-02T14:05 = 2 June 1999, 14:05");
        check("1999-06-02 14:05", "1999-06-02T14:05 = 2 June 1999, 14:05");
        check("1999-06-02T14:05:30", "1999-06-02T14:05:30 = 2 June 1999, 14:05:30");
        check("1999-06-02T14:05:30.25Z", "1999-06-02T14:05:30.250 = 2 June 1999, 14:05:30.250");
        check("1999-06-02T23:59:59.9999", "1999-06-02T23:59:59.999 = 2 June 1999, 23:59:59.999");
        check("1999-06-02T01:00+02:00", "1999-06-01T23:00 = 1 June 1999, 23:00");
        check("1999-12-31T20:00-0530", "2000-01-01T01:30 = 1 January 2000, 01:30");
        check("-0043-03-15", "-0043-03-15 = 15 March 44 BCE");
        check("0000-02-29", "0000-02-29 = 29 February 1 BCE");
        check("0079-08-24", "0079-08-24 = 24 August 79 CE");
        check("+1999-06-02", "1999-06-02 = 2 June 1999");
        check("+12000", "+12000-01-01 = 1 January 12000");
        check("-999999", "-999999-01-01 = 1 January 1000000 BCE");
        check("2000-02-29", "2000-02-29 = 29 February 2000");
    }

    #[test]
    fn what_is_no_date_is_told_why() {
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
        check("44 BCE", "is no date: years before 1 CE are written -0043");
        check("1 BC", "is no date: years before 1 CE are written 0000");
        check("1999-02-30", "is no date: February 1999 has 28 days");
        check("1900-02-29", "is no date: February 1900 has 28 days");
        check("-0043-04-31", "is no date: April 44 BCE has 30 days");
        check("1999-06-00", "is no date: June 1999 has 30 days");
        check("1999-13-01", "is no date: there is no month 13");
        check("1999-6-2", "is no date: months and days have two digits, as in 1999-06-02");
        check("988", "is no date: a year has four digits, 0988");
        check("-43", "is no date: a year has four digits, -0043");
        check("12000-01-01", "is no date: a year of more than four digits needs a sign, +12000");
        check("+1000000", "is out of range: years go from -999999 to +999999");
        check("-99999999999999999999", "is out of range: years go from -999999 to +999999");
        check("1999T14:05", "is no date: a time needs a whole date before it, such as 1999-06-02T14:05");
        check("1999-06-02T24:00", "is no date: a time goes from 00:00 to 23:59:59.999");
        let clock = "is no date: write the time as 14:05, 14:05:30 or 14:05:30.250, then perhaps Z or +02:00";
        for text in ["T", "T14", "T1:05", "T14:05:", "T14:05:30.", "T14:05:30:00", "T14:05+2", "T14:05Zulu", "T14:05+é"]
        {
            check(&format!("1999-06-02{text}"), clock);
        }
    }

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
