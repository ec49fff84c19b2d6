//! Parses ISO 8601 into a [`Moment`], and explains what is wrong with any other text.

use super::{Civil, HOUR, MAX_YEAR, MINUTE, MONTHS, SECOND, days_in_month, iso_year, year_words};
use crate::time::Moment;

/// The moment of a date in text; a year, month or day without a time means its first moment.
///
/// | text | moment |
/// |---|---|
/// | `1999`, `1999-06`, `1999-06-02` | the first moment of it |
/// | `1999-06-02T14:05`, `…:30`, `…:30.25` | UTC |
/// | `1999-06-02T14:05+02:00`, `…Z` | with an offset, converted to UTC |
/// | `-0043-03-15`, `+12000` | with a sign, four to six digits of year |
///
/// # Errors
/// The mistake, as a clause that follows the text itself: `is no date: February 1999 has 28 days`.
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

/// The clause for a text that does not resemble a date.
fn no_date(text: &str) -> String {
    let bce = text.to_uppercase().split_once("BC").and_then(|(year, _)| year.trim().parse::<i64>().ok());
    match bce {
        Some(year @ 1..=999_999) => format!("is no date: years before 1 CE are written {}", iso_year(1 - year)),
        _ => "is no date: write it as 1999, 1999-06, 1999-06-02 or 1999-06-02T14:05".into(),
    }
}

/// Year, month and day.
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
        // `19990602` is a date without hyphens rather than a year out of range.
        return Ok(None);
    }
    let year = sign * parts[0].parse::<i64>().unwrap_or(i64::MAX);
    if year.abs() > MAX_YEAR {
        return Err(format!("is out of range: years go from -{MAX_YEAR} to +{MAX_YEAR}"));
    }
    if digits < 4 {
        let sign = if signed { &text[..1] } else { "" };
        // `2-6-1999` is a date in reverse order, not one in the year 2.
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

/// The ticks since midnight UTC of `14:05` or `14:05:30.25+02:00`; `None` if it does not resemble a time.
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
    // Digits beyond milliseconds are cut off, so that 23:59:59.9999 stays on its day.
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

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::time::calendar::{iso, words};

    /// Checks the moment of `text` as ISO 8601 and in words, or why it is no date.
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
}
