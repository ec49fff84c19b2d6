//! Lengths of time by the calendar: months, whose length varies, beside ticks, whose length does not.
//!
//! Knows no calendar: [`Units`] say how its units relate, and the calendar adds a duration to a moment.

use super::clock::Clock;
use super::{MINUTE, SECOND};
use crate::time::digits::grouped;

/// So many months, and so many ticks more; neither is negative where it was parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Months by the calendar; years are months here.
    pub months: i64,
    /// Weeks, days and clock time, in ticks.
    pub ticks: i64,
}

/// How a calendar's units of time relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// Months in a year.
    pub months: i64,
    /// Days in a week; 0 if the calendar has no weeks.
    pub week: i64,
    /// Hours and minutes.
    pub clock: Clock,
}

impl Units {
    /// 12 months, 7 days, 24 hours.
    pub const GREGORIAN: Self = Self { months: 12, week: 7, clock: Clock::EARTH };
}

/// More months than there are in all time.
const MAX_MONTHS: i64 = 1_000_000_000_000_000;

/// The duration that a text names, in ISO 8601: `P1Y`, `P2M`, `P1Y6M10DT2H`, `P2W`, `PT1H30M`, `PT0.25S`. Parts but
/// for years and months may have a fraction, which is rounded to a thousandth of the unit.
///
/// # Errors
/// The mistake, as a clause that follows the text itself.
pub fn parse(text: &str, units: Units) -> Result<Duration, String> {
    let shapes = || "is no duration: write it as P1Y6M, P2W, P3D or PT1H30M".to_owned();
    let day = units.clock.day();
    let date = [('Y', 0), ('M', 0), ('W', units.week * day), ('D', day)];
    let time = [('H', units.clock.hour()), ('M', MINUTE), ('S', SECOND)];
    let mut expected: &[(char, i64)] = &date;
    let mut rest = text.trim().strip_prefix('P').ok_or_else(shapes)?;
    let (mut months, mut ticks) = (0_i128, 0_i128);
    let (mut parts, mut in_time) = (0, false);
    while !rest.is_empty() {
        if !in_time && let Some(tail) = rest.strip_prefix('T') {
            (rest, in_time, expected) = (tail, true, &time);
            if rest.is_empty() {
                return Err(shapes());
            }
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').ok_or_else(shapes)?;
        let (amount, tail) = rest.split_at(end);
        let name = tail.chars().next().ok_or_else(shapes)?;
        let at = expected.iter().position(|&(unit, _)| unit == name).ok_or_else(shapes)?;
        let length = expected[at].1;
        if name == 'W' && units.week == 0 {
            return Err("is no duration here: the calendar has no weeks, so count days (P10D)".into());
        }
        let thousandths = thousandths(amount).ok_or_else(shapes)?;
        let fractional = amount.contains(['.', ',']);
        if !matches!((name, in_time), ('Y' | 'M', false)) {
            ticks = ticks.saturating_add(thousandths.saturating_mul(i128::from(length)) / 1000);
        } else if fractional {
            return Err("has a part of a year or month, whose length varies: count months or days".into());
        } else {
            let count = if name == 'Y' { units.months } else { 1 };
            months = months.saturating_add((thousandths / 1000).saturating_mul(i128::from(count)));
        }
        expected = &expected[at + 1..];
        rest = &tail[name.len_utf8()..];
        parts += 1;
    }
    if parts == 0 {
        return Err(shapes());
    }
    match (i64::try_from(months), i64::try_from(ticks)) {
        (Ok(months @ ..=MAX_MONTHS), Ok(ticks)) => Ok(Duration { months, ticks }),
        _ => Err("is out of range: it is longer than all time".into()),
    }
}

/// A decimal in thousandths, rounded, halves up; what no `i128` holds is its largest value.
fn thousandths(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let tenth = format!("{fraction:0<4}")[..4].parse::<i128>().ok()?;
    Some(whole.parse::<i128>().unwrap_or(i128::MAX).saturating_mul(1000).saturating_add((tenth + 5) / 10))
}

/// The two largest parts of a length in ticks, such as `2 days 3 hours`; the rest is cut off.
pub fn ticks_words(ticks: i64, Units { clock, .. }: Units) -> String {
    if ticks == 0 {
        return "no time".into();
    }
    let units =
        [(clock.day(), "day"), (clock.hour(), "hour"), (MINUTE, "minute"), (SECOND, "second"), (1, "millisecond")];
    let mut rest = ticks.unsigned_abs();
    let mut parts: Vec<String> = Vec::new();
    // An hour that is the whole day is told as a day.
    let differs = |at: usize| at == 0 || units[at].0 < units[at - 1].0;
    for (length, name) in (0..units.len()).filter(|&at| differs(at)).map(|at| units[at]) {
        let count = rest / length.unsigned_abs();
        rest %= length.unsigned_abs();
        match counted(count, name) {
            Some(part) => parts.push(part),
            // Two parts say enough only when they stand side by side: `2 days 5 seconds` reads as a riddle.
            None if !parts.is_empty() => break,
            None => {}
        }
        if parts.len() == 2 {
            break;
        }
    }
    format!("{}{}", if ticks < 0 { "minus " } else { "" }, parts.join(" "))
}

/// `1 year`, `1,000 years`; nothing of none.
fn counted(count: u64, one: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{} {one}s", grouped(count))),
    }
}

impl From<i64> for Duration {
    fn from(ticks: i64) -> Self {
        Self { months: 0, ticks }
    }
}

impl Duration {
    /// Whether it has a length that varies, so that it needs a start or an end to be known.
    pub fn varies(self) -> bool {
        self.months != 0
    }

    /// The shortest text that parses back: `P1Y6M10DT2H`; weeks as days. For durations without a minus.
    pub fn text(self, units: Units) -> String {
        let (day, hour) = (units.clock.day(), units.clock.hour());
        let part = |count: i64, unit: &str| if count == 0 { String::new() } else { format!("{count}{unit}") };
        let (years, months) = (part(self.months / units.months, "Y"), part(self.months % units.months, "M"));
        let (days, rest) = (part(self.ticks / day, "D"), self.ticks % day);
        let (hours, minutes) = (part(rest / hour, "H"), part(rest % hour / MINUTE, "M"));
        let seconds = match (rest % MINUTE / SECOND, rest % SECOND) {
            (seconds, 0) => part(seconds, "S"),
            (seconds, millis) => format!("{}S", format!("{seconds}.{millis:03}").trim_end_matches('0')),
        };
        match (self.months, self.ticks, rest) {
            (0, 0, _) => "P0D".into(),
            (.., 0) => format!("P{years}{months}{days}"),
            _ => format!("P{years}{months}{days}T{hours}{minutes}{seconds}"),
        }
    }

    /// The months in words, as years and months; empty without any: `1 year 6 months`.
    pub fn months_words(self, units: Units) -> String {
        let count = |months: i64| months.unsigned_abs();
        let parts =
            [counted(count(self.months / units.months), "year"), counted(count(self.months % units.months), "month")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn durations_are_read_and_written() {
        let check = |text: &str, expect: &str| {
            let got = parse(text, Units::GREGORIAN);
            let got = got.map_or_else(|reason| reason, |duration| duration.text(Units::GREGORIAN));
            assert_eq!(got, expect, "{text}");
        };
        check("P1Y", "P1Y");
        check("P2M", "P2M");
        check("P18M", "P1Y6M");
        check("P1Y6M10DT2H", "P1Y6M10DT2H");
        check("P3D", "P3D");
        check("P2W", "P14D");
        check("P1W2D", "P9D");
        check("P1DT2H", "P1DT2H");
        check("PT90M", "PT1H30M");
        check("PT0.25S", "PT0.25S");
        check("PT0,0005S", "PT0.001S");
        check("PT1.5H", "PT1H30M");
        check("P0.5D", "PT12H");
        check("P0D", "P0D");
        check("P0Y", "P0D");
        check("P1YT1M", "P1YT1M");
        check("P99999999999999D", "is out of range: it is longer than all time");
        check("P9223372036854775807W", "is out of range: it is longer than all time");
        check("P9223372036854775807Y", "is out of range: it is longer than all time");
        check(&format!("P{}Y", "9".repeat(5000)), "is out of range: it is longer than all time");
        check("P0.5Y", "has a part of a year or month, whose length varies: count months or days");
        check("P1.5DT2H", "P1DT14H");
        for text in [
            "", "P", "PT", "P1DT", "3D", "-P1D", "P-1D", "P1", "PT1D", "P1H", "PT1S1H", "P1D1D", "P..D", "P1é",
            "P1M1Y", "P1D1M", "P.5D", "P1.D", "PTT1H", "P1Y6",
        ] {
            check(text, "is no duration: write it as P1Y6M, P2W, P3D or PT1H30M");
        }
    }

    #[test]
    fn other_calendars_have_other_units() {
        let units = Units { months: 10, week: 5, clock: Clock { hours: 20, minutes: 50 } };
        let check = |text: &str, expect: &str| {
            assert_eq!(parse(text, units).map(|duration| duration.text(units)).unwrap(), expect, "{text}");
        };
        check("P1Y12M", "P2Y2M");
        check("P2W", "P10D");
        check("PT25H", "P1DT5H");
        let weeks = parse("P1W", Units { week: 0, ..units }).unwrap_err();
        assert_eq!(weeks, "is no duration here: the calendar has no weeks, so count days (P10D)");
        check("PT60M", "PT1H10M");
    }

    #[test]
    fn months_in_words() {
        let check = |months, expect| {
            assert_eq!(Duration { months, ticks: 0 }.months_words(Units::GREGORIAN), expect);
        };
        check(0, "");
        check(1, "1 month");
        check(18, "1 year 6 months");
        check(24, "2 years");
        check(12_000, "1,000 years");
    }

    proptest! {
        #[test]
        fn any_duration_parses_back(months in 0..MAX_MONTHS, ticks in 0..=i64::MAX) {
            let duration = Duration { months, ticks };
            prop_assert_eq!(parse(&duration.text(Units::GREGORIAN), Units::GREGORIAN), Ok(duration));
        }

        #[test]
        fn any_text_is_a_duration_or_has_a_reason(text in "[-PTYMWDHS0-9.,é]{0,16}") {
            let _ = parse(&text, Units::GREGORIAN);
        }
    }
}
