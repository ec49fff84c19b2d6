//! Numbers and durations: from text to ticks and back, for every kind of time.
//!
//! Reads decimals digit by digit, never through floating point, so that 0.1 is a hundred thousand ticks and
//! 52861.3 comes back as it was written. Knows nothing of events.

use super::relation::End;
use super::{Given, TimeKind};
use crate::time::Moment;
use crate::time::calendar::duration::{self, Duration};
use crate::time::digits::grouped;

/// The ticks in one unit of the `number` kind.
pub const TICKS_PER_UNIT: i64 = 1_000_000;
/// The largest number of the `number` kind, and with a minus the smallest.
pub const MAX_NUMBER: i64 = 9_000_000_000_000;
/// The largest number of steps, either way: what every JSON reader carries exactly, 2⁵³ − 1.
pub const MAX_STEPS: i64 = 9_007_199_254_740_991;

/// Why a number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Not written as a JSON number.
    NotANumber,
    /// A fraction, where only whole numbers are.
    NotWhole,
    /// Past the largest or smallest there is.
    OutOfRange,
}

/// The steps that a JSON number names; `3`, `3.0` and `3e0` are the same three steps.
pub fn steps_from_text(text: &str) -> Result<i64, NumberFault> {
    let (ticks, exact) = scaled(text, 0)?;
    if !exact {
        return Err(NumberFault::NotWhole);
    }
    if ticks.abs() > MAX_STEPS { Err(NumberFault::OutOfRange) } else { Ok(ticks) }
}

/// The ticks that a JSON number of units names, rounded to a millionth of the unit, halves away from zero.
pub fn ticks_from_text(text: &str) -> Result<i64, NumberFault> {
    let (ticks, _) = scaled(text, 6)?;
    if ticks.abs() > MAX_NUMBER * TICKS_PER_UNIT { Err(NumberFault::OutOfRange) } else { Ok(ticks) }
}

/// A decimal times ten to the power of `places`, rounded to a whole, and whether that was exact.
fn scaled(text: &str, places: i64) -> Result<(i64, bool), NumberFault> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let exponent_digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(NumberFault::NotANumber);
    }
    if exponent_digits.is_empty() || !all_digits(exponent_digits) {
        return Err(NumberFault::NotANumber);
    }
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    // An exponent past i64 is past every range here too; a quarter of it leaves room to add.
    let far = if exponent.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 };
    let shift = exponent.parse::<i64>().unwrap_or(far).clamp(i64::MIN / 4, i64::MAX / 4) - length(fraction) + places;
    // The place of the decimal point, counted from the first digit.
    let point = length(digits) + shift;
    if digits.is_empty() || point < 0 {
        return Ok((0, digits.is_empty()));
    }
    if point > 19 {
        return Err(NumberFault::OutOfRange);
    }
    let (kept, cut) = digits.split_at(digits.len().min(point as usize));
    let zeros = (point as usize).saturating_sub(digits.len()) as u32;
    let kept = if kept.is_empty() { 0 } else { kept.parse::<i128>().map_err(|_| NumberFault::OutOfRange)? };
    let rounded = kept * 10_i128.pow(zeros) + i128::from(cut.as_bytes().first().is_some_and(|&digit| digit >= b'5'));
    let exact = cut.bytes().all(|digit| digit == b'0');
    let signed = if negative { -rounded } else { rounded };
    i64::try_from(signed).map(|ticks| (ticks, exact)).map_err(|_| NumberFault::OutOfRange)
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX / 4)
}

/// A moment for programs: whole steps, a decimal, or a date by numbers, as ISO 8601 has it.
pub fn moment_text(time: &TimeKind, moment: Moment) -> String {
    match time {
        TimeKind::Order => moment.0.to_string(),
        TimeKind::Number { .. } => decimal(moment.0),
        TimeKind::Date(dates) => dates.moment_text(moment),
    }
}

/// A time as it is given, for programs: as [`moment_text`] has it, or a date of its own precision: `1916`, `1985~`.
pub fn given_text(time: &TimeKind, given: Given) -> String {
    match (time, given.exact()) {
        (TimeKind::Date(dates), None) => dates.calendar.edtf(given.date(&dates.calendar)),
        _ => moment_text(time, given.span().start()),
    }
}

/// A place in the picture, for programs, of something that could as well be drawn up to `range` ticks away: without digits
/// that claim more. A date is told to the day, hour, minute or second within that, but no more finely than the story's own
/// dates; a number to a hundredth of it. `end` says which end of the event it is: what ends with 1918 ends in 1918.
pub fn drawn_text(time: &TimeKind, at: Moment, range: i128, end: End) -> String {
    let range = i64::try_from(range).unwrap_or(i64::MAX);
    let units: &[i64] = match time {
        TimeKind::Date(dates) if range > 0 => return dates.text_around(at, range, end == End::Finish),
        TimeKind::Order | TimeKind::Date(_) => &[],
        TimeKind::Number { .. } => &[10, 100, 1_000, 10_000, 100_000, TICKS_PER_UNIT, 10 * TICKS_PER_UNIT],
    };
    let unit = units.iter().rev().find(|&&unit| unit <= range / 100).copied().unwrap_or(1);
    moment_text(time, Moment(at.0.div_euclid(unit).saturating_mul(unit)))
}

/// A time as it is given, for people: as [`moment_words`] has it, or a date of its own precision: `1916`, `about 1985`,
/// `2 June 1999, 14:05 UTC`.
pub fn given_words(time: &TimeKind, given: Given) -> String {
    match time {
        TimeKind::Date(dates) => dates.calendar.words(given.date(&dates.calendar)),
        _ => moment_words(time, given.span().start()),
    }
}

/// The same with its preposition: `in 1916`, `on 2 June 1915`, `at 14:05 on 2 June 1915`, `at minute 3.5`.
pub fn given_phrase(time: &TimeKind, given: Given) -> String {
    match time {
        TimeKind::Date(dates) => dates.calendar.phrase(given.date(&dates.calendar)),
        _ => format!("at {}", given_words(time, given)),
    }
}

/// A moment for people: `step 12`, `minute 3.5`, `2 June 1999, 14:05`.
pub fn moment_words(time: &TimeKind, moment: Moment) -> String {
    match time {
        TimeKind::Order => format!("step {}", grouped(moment.0)),
        TimeKind::Number { unit, .. } if unit.is_empty() => grouped(decimal(moment.0)),
        TimeKind::Number { unit, .. } if names_dates(unit) => format!("{unit} {}", decimal(moment.0)),
        TimeKind::Number { unit, .. } => format!("{unit} {}", grouped(decimal(moment.0))),
        TimeKind::Date(dates) => dates.moment_words(moment),
    }
}

/// A point of the axis for people, such as one that is pointed at: as [`moment_words`] has it, but no more exact than
/// `range`, the ticks that it is known to within, nor than the story's dates.
pub fn point_words(time: &TimeKind, at: f64, range: i64) -> String {
    let unit = match time {
        TimeKind::Date(dates) => return dates.words_around(Moment(at.round() as i64), range),
        TimeKind::Order => 1,
        TimeKind::Number { .. } => 10_i64.pow(range.max(1).ilog10().min(18)),
    };
    moment_words(time, Moment(((at / unit as f64).round() as i64).saturating_mul(unit)))
}

/// Whether a number of this unit names a date, such as `year 1916` or `stardate 52861.3`: it is not grouped then.
pub fn names_dates(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    ["year", "date"].iter().any(|word| unit.trim_end_matches('s').ends_with(word))
}

/// A length as it is given, for people: `1 year 6 months`, `3.5 minutes`, `2 days 3 hours`.
pub fn lasts_words(time: &TimeKind, lasts: Duration) -> String {
    let months = lasts.months_words(time.calendar().units());
    match (months.is_empty(), lasts.ticks) {
        (true, ticks) => length_words(time, ticks),
        (false, 0) => months,
        (false, ticks) => format!("{months} {}", length_words(time, ticks)),
    }
}

/// A length for people: `1 step`, `3.5 minutes`, `2 days 3 hours`.
pub fn length_words(time: &TimeKind, ticks: i64) -> String {
    match time {
        TimeKind::Order => counted(&grouped(ticks), "step", ""),
        TimeKind::Number { unit, .. } if unit.is_empty() => grouped(decimal(ticks)),
        TimeKind::Number { unit, units } => counted(&grouped(decimal(ticks)), unit, units),
        TimeKind::Date(dates) => duration::ticks_words(ticks, dates.calendar.units()),
    }
}

/// The shortest decimal of ticks of a millionth.
pub fn decimal(ticks: i64) -> String {
    let (whole, fraction) =
        (ticks.unsigned_abs() / TICKS_PER_UNIT.unsigned_abs(), ticks.unsigned_abs() % TICKS_PER_UNIT.unsigned_abs());
    let sign = if ticks < 0 { "-" } else { "" };
    let fraction = format!("{fraction:06}");
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// Units that are plainly English, with their plurals; any other unit's plural only the story can know.
const PLURALS: [(&str, &str); 35] = [
    ("step", "steps"),
    ("millisecond", "milliseconds"),
    ("second", "seconds"),
    ("minute", "minutes"),
    ("hour", "hours"),
    ("day", "days"),
    ("week", "weeks"),
    ("month", "months"),
    ("year", "years"),
    ("decade", "decades"),
    ("century", "centuries"),
    ("page", "pages"),
    ("line", "lines"),
    ("word", "words"),
    ("scene", "scenes"),
    ("act", "acts"),
    ("chapter", "chapters"),
    ("episode", "episodes"),
    ("season", "seasons"),
    ("foot", "feet"),
    ("millennium", "millennia"),
    ("generation", "generations"),
    ("fortnight", "fortnights"),
    ("book", "books"),
    ("verse", "verses"),
    ("issue", "issues"),
    ("panel", "panels"),
    ("frame", "frames"),
    ("beat", "beats"),
    ("round", "rounds"),
    ("turn", "turns"),
    ("match", "matches"),
    ("inch", "inches"),
    ("mile", "miles"),
    ("man", "men"),
];

/// `1 minute`, `3 minutes`; without a known plural the unit stays as it is: `3 Stardate`.
fn counted(number: &str, unit: &str, units: &str) -> String {
    let plural = match units {
        "" => PLURALS.iter().find(|(one, _)| *one == unit).map_or(unit, |&(_, many)| many),
        given => given,
    };
    format!("{number} {}", if matches!(number, "1" | "-1") { unit } else { plural })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::calendar::duration::Units;
    use crate::time::calendar::{AnyCalendar, DAY, Dates, SECOND};

    fn gregorian() -> TimeKind {
        TimeKind::Date(Dates::new(AnyCalendar::Gregorian))
    }

    #[test]
    fn numbers_are_read_to_the_millionth() {
        let check = |text: &str, expect: &str| {
            let got = ticks_from_text(text).map_or_else(|fault| format!("{fault:?}"), decimal);
            assert_eq!(got, expect, "{text}");
        };
        check("0", "0");
        check("-0.0", "0");
        check("12", "12");
        check("-3.5", "-3.5");
        check("0.1", "0.1");
        check("52861.3", "52861.3");
        check("1e3", "1000");
        check("1.5E+2", "150");
        check("25e-1", "2.5");
        check("0.0000005", "0.000001");
        check("-0.0000005", "-0.000001");
        check("0.00000049", "0");
        check("1e-400", "0");
        check("8999999999999.999999", "8999999999999.999999");
        check("9000000000000", "9000000000000");
        check("9000000000000.000001", "OutOfRange");
        check("1e400", "OutOfRange");
        check("1e99999999999999999999", "OutOfRange");
        check("1e-99999999999999999999", "0");
        check("-1e19", "OutOfRange");
        check(&format!("0.{}1", "0".repeat(5000)), "0");
        check(&"9".repeat(5000), "OutOfRange");
        for text in ["", "-", "+1", "1.2.3", "1e", "1e+", "0x10", "NaN", ".5", "1 "] {
            check(text, "NotANumber");
        }
    }

    #[test]
    fn steps_are_whole() {
        let check = |text: &str, expect| assert_eq!(steps_from_text(text), expect, "{text}");
        check("12", Ok(12));
        check("-3", Ok(-3));
        check("3.0", Ok(3));
        check("1e2", Ok(100));
        check("1.5", Err(NumberFault::NotWhole));
        check("0.1", Err(NumberFault::NotWhole));
        check("1e-9", Err(NumberFault::NotWhole));
        check("9007199254740991", Ok(MAX_STEPS));
        check("9007199254740992", Err(NumberFault::OutOfRange));
    }

    #[test]
    fn durations_are_told_as_they_are_given() {
        let check = |text: &str, expect: &str| {
            let got = duration::parse(text, Units::GREGORIAN);
            let got = got.map_or_else(|reason| reason, |lasts| lasts_words(&gregorian(), lasts));
            assert_eq!(got, expect, "{text}");
        };
        check("P3D", "3 days");
        check("P2W", "14 days");
        check("P1DT2H", "1 day 2 hours");
        check("PT1H30M", "1 hour 30 minutes");
        check("PT90M", "1 hour 30 minutes");
        check("PT0.25S", "250 milliseconds");
        check("P0D", "no time");
        check("P1W2D", "9 days");
        check("P1M", "1 month");
        check("P1Y2MT3H", "1 year 2 months 3 hours");
    }

    #[test]
    fn amounts_are_told_in_words() {
        let number = |unit: &str| TimeKind::Number { unit: unit.into(), units: String::new() };
        let moment = |time: TimeKind, ticks, expect: &str| assert_eq!(moment_words(&time, Moment(ticks)), expect);
        moment(TimeKind::Order, 12, "step 12");
        moment(number("chapter"), 4_000_000, "chapter 4");
        moment(number(""), 4_500_000, "4.5");
        moment(TimeKind::Order, 12_500, "step 12,500");
        moment(number("minute"), 12_500_250_000, "minute 12,500.25");
        moment(number("year"), 1_916_000_000, "year 1916");
        moment(number("Stardate"), 52_861_300_000, "Stardate 52861.3");
        moment(gregorian(), 0, "1 January 1970");
        let length = |time: TimeKind, ticks, expect: &str| assert_eq!(length_words(&time, ticks), expect);
        length(TimeKind::Order, 1, "1 step");
        length(TimeKind::Order, 0, "0 steps");
        length(number("minute"), 3_500_000, "3.5 minutes");
        length(number("century"), 2_000_000, "2 centuries");
        length(number("day"), 2_000_000, "2 days");
        length(number("foot"), 6_000_000, "6 feet");
        length(number("inch"), 2_000_000, "2 inches");
        length(number("man"), 3_500_000, "3.5 men");
        length(number("axis"), 2_000_000, "2 axis");
        length(number("Tag"), 2_000_000, "2 Tag");
        let days = || TimeKind::Number { unit: "Tag".into(), units: "Tage".into() };
        length(days(), 2_000_000, "2 Tage");
        length(days(), 1_000_000, "1 Tag");
        moment(days(), 2_000_000, "Tag 2");
        length(number("year"), 1_500_000_000, "1,500 years");
        length(number("分"), 2_000_000, "2 分");
        length(gregorian(), 2 * DAY + 5 * SECOND, "2 days");
        length(gregorian(), i64::MIN, "minus 106,751,991,167 days 7 hours");
        assert_eq!(decimal(i64::MIN), "-9223372036854.775808");
        assert_eq!(moment_text(&number("x"), Moment(-1)), "-0.000001");
    }
}
