//! The dates before an event's colon: EDTF, instants, dates as people write them, and what is relative to another event.
//!
//! Knows no events: see [`placing`](super::placing).

use crate::time::calendar::gregorian;
use crate::time::calendar::{DAY, Date, HOUR, MINUTE, SECOND};

/// A date, or something relative to an event.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Point {
    /// A date.
    Date(Date),
    /// The day on which the file is read, which it does not say.
    Now,
    /// A time of a day that is named before, in ticks.
    Clock(i64),
    /// A day of no year.
    Yearless,
    /// Relative to an event.
    Relative(Relative),
}

/// So long before or after an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Relative {
    /// Whether it lies before that event, written `before` or `by`.
    pub(super) is_before: bool,
    /// The id of the event; the event before it in the file if there is none.
    pub(super) anchor: Option<String>,
    /// Whether it is counted from the start of that event (`.start`) or its end (`.end`), where that is written.
    pub(super) from_start: Option<bool>,
    /// How long.
    pub(super) amount: Amount,
}

/// A length of time as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amount {
    /// Months and years.
    pub(super) months: i64,
    /// All shorter units but work days.
    pub(super) ticks: i64,
    /// Days from Monday to Friday.
    pub(super) work_days: i64,
}

/// What stands before an event's colon.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Range {
    pub(super) from: Point,
    pub(super) to: Option<Point>,
    /// `every week for 3 times`.
    pub(super) recurrence: Option<String>,
}

/// How `3/4/1916` is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slashes {
    /// Whether the day is first.
    pub(super) is_day_first: bool,
}

/// The range that a text is, and nothing but that.
pub(super) fn range(text: &str, slashes: Slashes) -> Option<Range> {
    // No date is longer, and every hyphen in it is tried.
    if text.len() > 120 {
        return None;
    }
    let lower = text.to_lowercase();
    let (dates, recurrence) = match lower.find(" every ") {
        Some(at) => (lower[..at].trim(), Some(lower[at..].trim().to_owned())),
        None => (lower.trim(), None),
    };
    let of = |from, to| Some(Range { from, to, recurrence: recurrence.clone() });
    let is_edtf = |part: &str| part.len() >= 4 && !part.contains('/') || part.contains(['d', 'm', 'w', 'h', '!']);
    for (at, _) in dates.match_indices('/') {
        let (start, end) = (dates[..at].trim(), dates[at + 1..].trim());
        let slashed = start.contains('/') || end.contains('/') || !is_edtf(start) || end != "now" && !is_edtf(end);
        if !slashed && let (Some(from), Some(to)) = (point(start, slashes), point(end, slashes)) {
            return of(from, Some(to));
        }
    }
    if let Some(from) = point(dates, slashes) {
        return of(from, None);
    }
    let to = dates.match_indices(" to ").map(|(at, mark)| (at, at + mark.len()));
    let hyphens = dates.match_indices(['-', '–']).map(|(at, mark)| (at, at + mark.len()));
    // 1914-18 is not a range to the year 18.
    let is_short = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    to.chain(hyphens).find_map(|(end, next)| {
        let (start, stop) = (dates[..end].trim(), dates[next..].trim());
        if is_short(stop) && !is_short(start) {
            return None;
        }
        let (from, to) = (point(start, slashes)?, point(stop, slashes)?);
        of(from, Some(to))
    })
}

/// One date, time of day or relative date, in lower case.
fn point(text: &str, slashes: Slashes) -> Option<Point> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text == "now" {
        return Some(Point::Now);
    }
    relative(text)
        .map(Point::Relative)
        .or_else(|| clock(text).filter(|_| text.contains(['m', ':'])).map(Point::Clock))
        .or_else(|| era(text).map(Point::Date))
        .or_else(|| with_clock(text, |day| slashed(day, slashes)))
        .or_else(|| with_clock(text, named_month))
        .or_else(|| with_clock(text, |day| plain(day).map(Point::Date)))
}

/// A date, or a day with a time of day after it.
fn with_clock(text: &str, date: impl Fn(&str) -> Option<Point>) -> Option<Point> {
    if let Some(found) = date(text) {
        return Some(found);
    }
    let (day, time) = text.rsplit_once([' ', ','])?;
    let ticks = clock(time)?;
    match date(day.trim_end_matches([' ', ',']))? {
        Point::Date(date) if date.end.0 - date.first.0 == DAY => {
            Some(Point::Date(Date::exact(crate::time::Moment(date.first.0 + ticks))))
        }
        Point::Yearless => Some(Point::Yearless),
        _ => None,
    }
}

/// A date of ISO 8601 or EDTF; years may have fewer digits than four.
fn plain(text: &str) -> Option<Date> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && text.len() < 5 {
        return gregorian::parse(&format!("{text:0>4}")).ok();
    }
    let starts = text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == 'y');
    let text = if is_number { format!("+{text}") } else { text.to_uppercase() };
    starts.then(|| gregorian::parse(&text).ok()).flatten()
}

/// A year before or after Christ: `44 BC`, `AD 14`.
fn era(text: &str) -> Option<Date> {
    let (number, is_before) = ["bce", "bc"]
        .iter()
        .find_map(|mark| text.strip_suffix(mark).map(|number| (number, true)))
        .or_else(|| ["ce", "ad"].iter().find_map(|mark| text.strip_suffix(mark).map(|number| (number, false))))
        .or_else(|| text.strip_prefix("ad ").map(|number| (number, false)))?;
    let year: i64 = number.trim().parse().ok().filter(|year| (1..=99_999).contains(year))?;
    let year = if is_before { 1 - year } else { year };
    let sign = if year < 0 {
        "-"
    } else if year > 9999 {
        "+"
    } else {
        ""
    };
    gregorian::parse(&format!("{sign}{:04}", year.abs())).ok()
}

/// `12/2012`, `3/4/1916`: the month is first unless the header says otherwise, or it can only be the day.
fn slashed(text: &str, slashes: Slashes) -> Option<Point> {
    let numbers: Option<Vec<i64>> = text.split('/').map(|part| part.trim().parse().ok()).collect();
    let (day, month, year) = match *numbers?.as_slice() {
        [month, year] => (None, month, year),
        [first, second, year] if slashes.is_day_first && second <= 12 || first > 12 => (Some(first), second, year),
        [first, second, year] => (Some(second), first, year),
        _ => return None,
    };
    date_of(year, month, day).map(Point::Date)
}

/// `Dec 2012`, `1 December 2012`, `December 1, 2012`, `December 1`.
fn named_month(text: &str) -> Option<Point> {
    let words: Vec<&str> = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i64>().ok();
    let (month, rest) = match *words.as_slice() {
        [first, ref rest @ ..] if month(first).is_some() => (month(first)?, rest.to_vec()),
        [day, second, ref rest @ ..] => (month(second)?, [&[day], rest].concat()),
        _ => return None,
    };
    match *rest.as_slice() {
        [] => Some(Point::Yearless),
        [word] if word.len() <= 2 || word.ends_with(|c: char| c.is_ascii_alphabetic()) => {
            number(word).filter(|day| (1..=31).contains(day)).map(|_| Point::Yearless)
        }
        [year] => date_of(year.parse().ok()?, month, None).map(Point::Date),
        [day, year] => date_of(year.parse().ok()?, month, Some(number(day)?)).map(Point::Date),
        _ => None,
    }
}

fn month(word: &str) -> Option<i64> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is = |name: &str| word == name || word == &name[..3] || word == "sept" && name == "september";
    let at = NAMES.iter().position(|name| is(name))?;
    i64::try_from(at + 1).ok()
}

fn date_of(year: i64, month: i64, day: Option<i64>) -> Option<Date> {
    let text = match day {
        None => format!("{year:04}-{month:02}"),
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
    };
    // 13 and more would be seasons.
    ((0..=9999).contains(&year) && (1..=12).contains(&month)).then(|| gregorian::parse(&text).ok()).flatten()
}

/// `8am`, `8:30pm`, `14:05`, `14`, in ticks after midnight.
fn clock(text: &str) -> Option<i64> {
    let text = text.trim();
    let (time, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(time), _) => (time, Some(0)),
        (_, Some(time)) => (time, Some(12)),
        _ => (text, None),
    };
    let mut parts = time.trim().split(':').map(|part| part.parse::<i64>().ok().filter(|_| part.len() <= 2));
    let hour = parts.next()??;
    let minute = parts.next().unwrap_or(Some(0))?;
    let second = parts.next().unwrap_or(Some(0))?;
    let hour = match half {
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + half)?,
        None => hour,
    };
    let is_time = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    (is_time && parts.next().is_none()).then_some(hour * HOUR + minute * MINUTE + second * SECOND)
}

/// `after !siege 3 weeks`, `before !siege`, `!siege.start + 2 days`, `5 days`.
fn relative(text: &str) -> Option<Relative> {
    let mut found = Relative::default();
    let mut rest = text;
    let word = ["before", "by", "after"].iter().find(|word| {
        rest.strip_prefix(**word).is_some_and(|after| after.is_empty() || after.starts_with([' ', '!', '.']))
    });
    if let Some(word) = word {
        found.is_before = *word != "after";
        rest = rest[word.len()..].trim_start();
    }
    if let Some(id) = rest.strip_prefix('!') {
        let end = id.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(id.len());
        found.anchor = Some(id[..end].to_owned()).filter(|id| !id.is_empty());
        rest = &id[end..];
        found.anchor.as_ref()?;
    }
    for (mark, is_start) in [(".start", true), (".end", false)] {
        if let Some(after) = rest.strip_prefix(mark) {
            found.from_start = Some(is_start);
            rest = after;
        }
    }
    rest = rest.trim_start();
    rest = rest.strip_prefix('+').or_else(|| rest.strip_prefix("plus ")).unwrap_or(rest);
    let is_named = word.is_some() || found.anchor.is_some() || found.from_start.is_some();
    found.amount = if rest.trim().is_empty() && is_named { Amount::default() } else { amount(rest)? };
    Some(found)
}

/// `3 weeks 2 days`, `1 year, 2 months and 5 work days`.
fn amount(text: &str) -> Option<Amount> {
    let mut found = Amount::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let count: i64 = rest[..digits].parse().ok().filter(|count| *count <= 1_000_000)?;
        rest = rest[digits..].trim_start();
        let kind =
            ["week days", "week day", "weekdays", "work days", "work day", "workdays", "business days", "business day"];
        let end = kind
            .iter()
            .find(|kind| rest.starts_with(**kind))
            .map_or_else(|| rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len()), |kind| kind.len());
        match &rest[..end] {
            "ms" | "milliseconds" | "millisecond" => found.ticks += count,
            "s" | "sec" | "secs" | "second" | "seconds" => found.ticks += count * SECOND,
            "min" | "mins" | "minute" | "minutes" => found.ticks += count * MINUTE,
            "h" | "hour" | "hours" => found.ticks += count * HOUR,
            "d" | "day" | "days" => found.ticks += count * DAY,
            "w" | "week" | "weeks" => found.ticks += count * 7 * DAY,
            "month" | "months" => found.months += count,
            "y" | "year" | "years" => found.months += count * 12,
            unit if kind.contains(&unit) => found.work_days += count,
            _ => return None,
        }
        rest = rest[end..].trim_start_matches([' ', ',', '\t']);
        rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
    }
    (found != Amount::default()).then_some(found)
}

impl Amount {
    /// Whether it is nothing.
    pub(super) fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// It as a duration of ISO 8601; `None` if work days are in it, whose number of days depends on the date.
    pub(super) fn iso(self) -> Option<String> {
        if self.work_days != 0 || self.is_zero() {
            return None;
        }
        let part = |count: i64, unit: char| if count == 0 { String::new() } else { format!("{count}{unit}") };
        let (days, clock) = (self.ticks / DAY, self.ticks % DAY);
        let date = [part(self.months / 12, 'Y'), part(self.months % 12, 'M'), part(days, 'D')].concat();
        let seconds = clock % MINUTE / SECOND;
        let time = [part(clock / HOUR, 'H'), part(clock % HOUR / MINUTE, 'M'), part(seconds, 'S')].concat();
        let text = if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") };
        (text != "P").then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Point, Range, Slashes, range};
    use crate::time::calendar::gregorian::edtf;

    fn text(point: &Point) -> String {
        match point {
            Point::Date(date) => edtf(*date),
            Point::Now => "now".into(),
            Point::Clock(ticks) => format!("clock {}", ticks / 60_000),
            Point::Yearless => "yearless".into(),
            Point::Relative(it) => format!(
                "{}{}{}{}",
                if it.is_before { "before" } else { "after" },
                it.anchor.as_ref().map_or(String::new(), |id| format!(" {id}")),
                it.from_start.map_or("", |is_start| if is_start { " start" } else { " end" }),
                it.amount.iso().map_or(String::new(), |iso| format!(" {iso}"))
            ),
        }
    }

    fn read(written: &str, is_day_first: bool) -> String {
        let Some(Range { from, to, recurrence }) = range(written, Slashes { is_day_first }) else {
            return "none".into();
        };
        let to = to.map_or(String::new(), |to| format!(" → {}", text(&to)));
        format!("{}{to}{}", text(&from), recurrence.map_or(String::new(), |every| format!(" ({every})")))
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        let check = |written: &str, expect: &str| assert_eq!(read(written, false), expect, "{written}");
        check("1927", "1927");
        check("79", "0079");
        check("44 BC", "-0043");
        check("44 BCE - 14 CE", "-0043 → 0014");
        check("2012-05", "2012-05");
        check("2012-05-06", "2012-05-06");
        check("1985~", "1985~");
        check("198x", "198X");
        check("2012-W05", "2012-W05");
        check("2012-05-06 8am", "2012-05-06T08:00");
        check("2012-05/2013-06-01", "2012-05 → 2013-06-01");
        check("2012 / now", "2012 → now");
        check("2012-05 / 2 weeks", "2012-05 → after P14D");
        check("1930 - 1967", "1930 → 1967");
        check("1960-1969", "1960 → 1969");
        check("1982-now", "1982 → now");
        check("1969-January 1983", "1969 → 1983-01");
        check("30 June 1993-1995", "1993-06-30 → 1995");
        check("12/2012", "2012-12");
        check("3/4/1916", "1916-03-04");
        check("25/12/1916", "1916-12-25");
        check("3/4/1916 - 3/6/1916 14:30", "1916-03-04 → 1916-03-06T14:30");
        check("Dec 1 2012", "2012-12-01");
        check("December 1st, 2012 10:30am to 11am", "2012-12-01T10:30 → clock 660");
        check("1 june 2009-now", "2009-06-01 → now");
        check("Dec 1", "yearless");
        check("2012-01-22T12:30:00Z-2012-01-22T14:30:00Z", "2012-01-22T12:30Z → 2012-01-22T14:30Z");
        check("5 days", "after P5D");
        check("after !siege 3 weeks 2 days", "after siege P23D");
        check("before!siege", "before siege");
        check("by !siege.end 1 year, 2 months", "before siege end P1Y2M");
        check("!siege.start + 90 minutes / 1 week", "after siege start PT1H30M → after P7D");
        check("after 5 days - 1 week", "after P5D → after P7D");
        check("2012-02/2 days every 3 weeks for 5 times", "2012-02 → after P2D (every 3 weeks for 5 times)");
        for none in ["", "title", "13/13/2012", "2012-02-30", "a - b", "-", "every week", "5 apples", "1999-13"] {
            check(none, "none");
        }
        assert_eq!(read("3/4/1916", true), "1916-04-03");
    }
}
