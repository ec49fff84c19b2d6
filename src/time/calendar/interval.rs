//! Intervals from one date to another as EDTF writes them, in any calendar: `1914/1918`, `1914~/..`, `/1918`.

use super::date::Date;

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// Some time within a date; each end has its own qualifier.
    Date(Date),
    /// `..`: there is no end, it goes on.
    Open,
    /// Nothing: there is an end, but it is not known.
    Unknown,
}

/// From one end to another, in that order; at least one is a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Where it starts.
    pub start: Endpoint,
    /// Where it ends: with a coarse date, some time in it.
    pub end: Endpoint,
}

/// A single date or an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A single date.
    Date(Date),
    /// An interval.
    Interval(Interval),
}

/// Parses an interval if the text has a slash, else a date. `date` parses a date of the calendar.
///
/// # Errors
/// The mistake, as a clause that follows the text itself.
pub fn parse(text: &str, date: impl Fn(&str) -> Result<Date, String>) -> Result<Written, String> {
    let Some((from, to)) = text.split_once('/') else { return date(text).map(Written::Date) };
    if to.contains('/') {
        return date(text).map(Written::Date);
    }
    let endpoint = |text: &str, verb: &str| match text.trim() {
        "" => Ok(Endpoint::Unknown),
        ".." => Ok(Endpoint::Open),
        text => date(text).map(Endpoint::Date).map_err(|reason| format!("{verb} with \"{text}\", which {reason}")),
    };
    let (start, end) = (endpoint(from, "starts")?, endpoint(to, "ends")?);
    match (start, end) {
        (Endpoint::Date(first), Endpoint::Date(last)) if last.first < first.first && last.end <= first.first => {
            Err("ends before it starts".into())
        }
        (Endpoint::Open | Endpoint::Unknown, Endpoint::Open | Endpoint::Unknown) => {
            Err("is no interval: at least one end needs a date, as in 1914/..".into())
        }
        _ => Ok(Written::Interval(Interval { start, end })),
    }
}

impl Interval {
    /// The shortest text that parses back; `date` writes a date of the calendar.
    pub fn edtf(self, date: impl Fn(Date) -> String) -> String {
        let endpoint = |end| match end {
            Endpoint::Date(of) => date(of),
            Endpoint::Open => "..".into(),
            Endpoint::Unknown => String::new(),
        };
        format!("{}/{}", endpoint(self.start), endpoint(self.end))
    }

    /// `from 1914 to 1918`, `from 1914 on`, `until 1918`, `from 1914 to an unknown time`; `date` puts a date into words.
    pub fn words(self, date: impl Fn(Date) -> String) -> String {
        let endpoint = |end| if let Endpoint::Date(of) = end { date(of) } else { "an unknown time".into() };
        match (self.start, self.end) {
            (Endpoint::Open, end) => format!("until {}", endpoint(end)),
            (start, Endpoint::Open) => format!("from {} on", endpoint(start)),
            (start, end) => format!("from {} to {}", endpoint(start), endpoint(end)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, parse};
    use crate::time::calendar::gregorian::{self, edtf, words};

    #[test]
    fn intervals_are_read_and_written() {
        let check = |text: &str, expect: &str| {
            let got = match parse(text, gregorian::parse) {
                Ok(Written::Interval(interval)) => {
                    format!("{} = {}", interval.edtf(edtf), interval.words(words))
                }
                Ok(Written::Date(date)) => words(date),
                Err(reason) => reason,
            };
            assert_eq!(got, expect, "{text}");
        };
        check("1914/1918", "1914/1918 = from 1914 to 1918");
        check("1914", "1914");
        check("1914/1914", "1914/1914 = from 1914 to 1914");
        check("1914-07-28/1918-11", "1914-07-28/1918-11 = from 28 July 1914 to November 1918");
        check("1914~/1918?", "1914~/1918? = from about 1914 to 1918 (uncertain)");
        check("1914/..", "1914/.. = from 1914 on");
        check("../1918", "../1918 = until 1918");
        check("1914/", "1914/ = from 1914 to an unknown time");
        check("/1918", "/1918 = from an unknown time to 1918");
        check("198X/1985-21", "198X/1985-21 = from the 1980s to spring 1985");
        check("1918/1918-01-01T00:00", "1918/1918-01-01T00:00 = from 1918 to 1 January 1918, 00:00");
        check(
            "1999-06-02T14:05/1999-06-02T14:05Z",
            "1999-06-02T14:05/1999-06-02T14:05Z = \
            from 2 June 1999, 14:05 to 2 June 1999, 14:05 UTC",
        );
        check("1918/1914", "ends before it starts");
        check("1918/1917-12-31", "ends before it starts");
        check("1918/1917-12-31T24:00~", "1918/1918-01-01T00:00~ = from 1918 to about 1 January 1918, 00:00");
        check("1914/1918-13", "ends with \"1918-13\", which is no date: there is no month 13");
        check("14/1918", "starts with \"14\", which is no date: a year has four digits, 0014");
        check("../..", "is no interval: at least one end needs a date, as in 1914/..");
        check("/", "is no interval: at least one end needs a date, as in 1914/..");
        check("1999/06/02", "is no date: write it as 1999, 1999-06, 1999-06-02 or 1999-06-02T14:05");
    }
}
