//! Times and lengths as people type them, checked by the story's kind of time while they are typed, and written as the file
//! has them. Says what is wrong in the words of the window.

use super::TimeKind;
use super::amount::{self, MAX_NUMBER, MAX_STEPS, NumberFault};
use crate::text::quote::json;
use crate::time::calendar::interval::Written;
use crate::time::digits::grouped;

/// A typed moment as JSON: a date in quotes, or a number as it is typed. Only a time by itself may be an interval.
///
/// # Errors
/// The reason why it is none, as a sentence.
pub fn moment_json(time: &TimeKind, text: &str, may_be_interval: bool) -> Result<String, String> {
    let text = text.trim();
    let TimeKind::Date(dates) = time else { return number(time, text) };
    match dates.calendar.parse_written(text) {
        Ok(Written::Interval(_)) if !may_be_interval => Err("Write one date here, not an interval".to_owned()),
        Ok(_) => Ok(json(text)),
        Err(reason) => Err(format!("“{text}” {reason}")),
    }
}

/// A typed length as JSON: `P3D`, `3 days` or `1 h 30 min` by the calendar, else a number as it is typed.
///
/// # Errors
/// The reason why it is none, as a sentence.
pub fn length_json(time: &TimeKind, text: &str) -> Result<String, String> {
    let text = text.trim();
    let TimeKind::Date(dates) = time else {
        let json = number(time, text)?;
        return if json.starts_with('-') { Err("Nothing lasts less than no time".to_owned()) } else { Ok(json) };
    };
    let written = iso_duration(text).unwrap_or_else(|| text.to_owned());
    match dates.calendar.parse_duration(&written) {
        Ok(_) => Ok(json(&written)),
        Err(reason) if reason.contains("is no duration:") => {
            Err("Write a length such as 3 days, 2 weeks or 1 h 30 min".to_owned())
        }
        Err(reason) => Err(format!("“{text}” {reason}")),
    }
}

fn number(time: &TimeKind, text: &str) -> Result<String, String> {
    let steps = *time == TimeKind::Order;
    let ticks = if steps { amount::steps_from_text(text) } else { amount::ticks_from_text(text) };
    match ticks {
        // JSON is stricter: it has no `007`.
        Ok(_) if serde_json::from_str::<f64>(text).is_ok() => Ok(text.to_owned()),
        Err(NumberFault::OutOfRange) => {
            let most = grouped(if steps { MAX_STEPS } else { MAX_NUMBER });
            Err(format!("Numbers go from -{most} to {most}"))
        }
        Err(NumberFault::NotWhole) => Err("Write a whole number of steps".to_owned()),
        _ if steps => Err("Write a whole number, such as 3".to_owned()),
        _ => Err("Write a number, such as 3 or 2.5".to_owned()),
    }
}

/// `3 days`, `1 h 30 min`, `2 years 6 months` as ISO 8601 has it; `None` for anything else.
fn iso_duration(text: &str) -> Option<String> {
    // By their places in `P1Y2M3W4DT5H6M7S`.
    const UNITS: [(&[&str], char); 7] = [
        (&["y", "yr", "yrs", "year", "years"], 'Y'),
        (&["mo", "mon", "month", "months"], 'M'),
        (&["w", "wk", "wks", "week", "weeks"], 'W'),
        (&["d", "day", "days"], 'D'),
        (&["h", "hr", "hrs", "hour", "hours"], 'H'),
        (&["m", "min", "mins", "minute", "minutes"], 'M'),
        (&["s", "sec", "secs", "second", "seconds"], 'S'),
    ];
    let text = text.to_lowercase().replace(" and ", " ");
    let mut rest = text.trim();
    let mut written = "P".to_owned();
    let mut next = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (count, tail) = rest.split_at(end);
        let tail = tail.trim_start();
        let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let (unit, behind) = tail.split_at(end);
        let at = next + UNITS[next..].iter().position(|(names, _)| names.contains(&unit))?;
        if count.is_empty() {
            return None;
        }
        if at >= 4 && next <= 4 && !written.contains('T') {
            written.push('T');
        }
        written.push_str(count);
        written.push(UNITS[at].1);
        next = at + 1;
        rest = behind.trim_start_matches([' ', ',']);
        if next == UNITS.len() && !rest.is_empty() {
            return None;
        }
    }
    (written.len() > 1).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::{TimeKind, length_json, moment_json};
    use crate::time::calendar::{AnyCalendar, Dates};

    fn kinds() -> [TimeKind; 3] {
        let number = TimeKind::Number { unit: "hour".to_owned(), units: "hours".to_owned() };
        [TimeKind::Order, number, TimeKind::Date(Dates::new(AnyCalendar::Gregorian))]
    }

    #[test]
    fn moments_are_read_by_the_kind_of_time() {
        let [order, number, date] = kinds();
        let check = |time: &TimeKind, text: &str, expect: Result<&str, &str>| {
            let found = moment_json(time, text, true);
            assert_eq!(found.as_deref().map_err(String::as_str), expect, "{text}");
        };
        check(&order, "3", Ok("3"));
        check(&order, "3.5", Err("Write a whole number of steps"));
        check(&order, "soon", Err("Write a whole number, such as 3"));
        check(&order, "007", Err("Write a whole number, such as 3"));
        check(&number, " 2.50 ", Ok("2.50"));
        check(&number, "", Err("Write a number, such as 3 or 2.5"));
        check(&date, "1916", Ok("\"1916\""));
        check(&date, "1914/1918", Ok("\"1914/1918\""));
        check(&date, "1916-13", Err("“1916-13” is no date: there is no month 13"));
        assert!(moment_json(&date, "1914/1918", false).is_err());
    }

    #[test]
    fn lengths_are_read_as_people_say_them() {
        let [order, number, date] = kinds();
        let check = |time: &TimeKind, text: &str, expect: Result<&str, &str>| {
            let found = length_json(time, text);
            assert_eq!(found.as_deref().map_err(String::as_str), expect, "{text}");
        };
        check(&order, "2", Ok("2"));
        check(&number, "0.5", Ok("0.5"));
        check(&number, "-1", Err("Nothing lasts less than no time"));
        check(&date, "P3D", Ok("\"P3D\""));
        check(&date, "3 days", Ok("\"P3D\""));
        check(&date, "1 h 30 min", Ok("\"PT1H30M\""));
        check(&date, "2 years and 6 months", Ok("\"P2Y6M\""));
        check(&date, "1 day, 2 hours", Ok("\"P1DT2H\""));
        check(&date, "5 minutes", Ok("\"PT5M\""));
        check(&date, "3 hours 2 days", Err("Write a length such as 3 days, 2 weeks or 1 h 30 min"));
        check(&date, "long", Err("Write a length such as 3 days, 2 weeks or 1 h 30 min"));
        check(&date, "3", Err("Write a length such as 3 days, 2 weeks or 1 h 30 min"));
    }
}
