//! Dates as people write them in tables, in several languages, as our format writes them.
//!
//! ```text
//! 21. Februar 1916, 7:00   → 1916-02-21T07:00
//! winter 1834–35           → 1834-24
//! c. 44 BC                 → -0043~
//! 3–5 May 1916             → 1916-05-03 to 1916-05-05
//! ```
//!
//! Refuses what does not say its century: `3/4/16` is no date.

mod one;
pub(super) mod words;

use crate::import::draft::WhenDraft;
use crate::time::calendar::interval::{self, Endpoint, Written};
use crate::time::calendar::{Date, gregorian};
use words::{AFTER, BEFORE, BETWEEN, folded};

pub(super) use one::order_of_numbers;

/// A date, or a stretch from one to another, as our format writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The date, or the start.
    pub(super) first: String,
    /// The end.
    pub(super) last: Option<String>,
}

impl Reading {
    fn at(first: String) -> Self {
        Self { first, last: None }
    }

    /// The time of an event that happens then.
    pub(super) fn when(&self) -> WhenDraft {
        match &self.last {
            Some(last) => WhenDraft::between(self.first.as_str(), last.as_str()),
            None => WhenDraft::at(self.first.as_str()),
        }
    }
}

/// The date that our format's text names.
pub(super) fn date(text: &str) -> Option<Date> {
    gregorian::parse(text).ok()
}

/// Whether a date is over before another begins.
pub(super) fn is_before(first: &str, then: &str) -> bool {
    matches!((date(first), date(then)), (Some(first), Some(then)) if first.end <= then.first && first.first < then.first)
}

/// The date that a text names. `is_day_first` says what `3/4/1916` is.
///
/// # Errors
/// Why it is none, as a clause that follows the text.
pub(super) fn read(text: &str, is_day_first: bool) -> Result<Reading, String> {
    let text = text.trim();
    if let Some(reading) = written(text) {
        return Ok(reading);
    }
    let plain = folded(text);
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    for (signs, is_before) in [(BEFORE, true), (AFTER, false)] {
        if let Some(rest) = signs.iter().find_map(|sign| plain.strip_prefix(sign)) {
            // `um` and `bis` are also the beginnings of other things: what follows decides.
            if let Ok(date) = one::read(rest, is_day_first) {
                return Ok(Reading::at(if is_before { format!("../{date}") } else { format!("{date}/..") }));
            }
        }
    }
    match one::read(&plain, is_day_first) {
        Ok(date) => Ok(Reading::at(date)),
        Err(reason) => stretch(&plain, is_day_first).ok_or(reason),
    }
}

/// What our format can say already.
fn written(text: &str) -> Option<Reading> {
    match interval::parse(text, gregorian::parse).ok()? {
        Written::Date(_) => Some(Reading::at(text.replace(' ', "T"))),
        Written::Interval(interval) => match (interval.start, interval.end) {
            (Endpoint::Date(_), Endpoint::Date(_)) => {
                let (first, last) = text.split_once('/')?;
                Some(Reading { first: first.trim().to_owned(), last: Some(last.trim().to_owned()) })
            }
            _ => Some(Reading::at(text.to_owned())),
        },
    }
}

/// A stretch between two dates: `3–5 May 1916`, `1914–18`, `from 1914 to 1918`.
fn stretch(plain: &str, is_day_first: bool) -> Option<Reading> {
    let read = |text: &str| one::read(text, is_day_first).ok();
    let hyphen = plain.split_once('-').filter(|(first, _)| first.chars().all(|c| c.is_ascii_digit()));
    let words = BETWEEN.iter().filter_map(|between| plain.split_once(between));
    for (first, last) in words.chain(hyphen) {
        let (first, last) = (first.trim(), last.trim());
        // `1914–18`: the century is the first one's.
        let (years, short) = (digits(first), digits(last));
        let last = match (years, short) {
            (Some(years), Some(short)) if years.len() == 4 && short.len() == 2 => format!("{}{short}", &years[..2]),
            _ => last.to_owned(),
        };
        let Some(end) = read(&last) else { continue };
        // `3–5 May 1916`, `May – June 1916`: what the first one lacks is the last one's.
        let lacking = last
            .match_indices([' ', '.', '/'])
            .map(|(at, _)| format!("{} {}", first.trim_end_matches('.'), &last[at + 1..]));
        let has_year = first.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() >= 3);
        let found = if has_year || years.is_none() && !last.contains(' ') { read(first) } else { None };
        let start = found.or_else(|| lacking.into_iter().find_map(|text| read(&text))).or_else(|| read(first));
        if let Some(start) = start
            && !is_before(&end, &start)
        {
            return Some(Reading { first: start, last: Some(end) });
        }
    }
    None
}

/// A text of digits alone.
fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{Reading, read};

    fn text(reading: &Result<Reading, String>) -> String {
        match reading {
            Ok(Reading { first, last: None }) => first.clone(),
            Ok(Reading { first, last: Some(last) }) => format!("{first} to {last}"),
            Err(_) => "none".to_owned(),
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        let check = |date: &str, expect: &str| assert_eq!(text(&read(date, true)), expect, "{date}");
        check("1916", "1916");
        check("1916-02-21", "1916-02-21");
        check("1916-02-21 07:00", "1916-02-21T07:00");
        check("1916-02-21T07:00:30+02:00", "1916-02-21T07:00:30+02:00");
        check("21/2/1916", "1916-02-21");
        check("2/21/1916", "1916-02-21");
        check("3/4/1916", "1916-04-03");
        check("3.4.1916", "1916-04-03");
        check("1916/4/3", "1916-04-03");
        check("2/1916", "1916-02");
        check("21 February 1916", "1916-02-21");
        check("February 21st, 1916", "1916-02-21");
        check("Montag, 21. Februar 1916, 7:00 Uhr", "1916-02-21T07:00");
        check("1er mars 1916", "1916-03-01");
        check("21 de febrero de 1916", "1916-02-21");
        check("le 3 août 1916 à 14h30", "1916-08-03T14:30");
        check("Feb. 1916", "1916-02");
        check("Feb 21, 1916 3:05 PM", "1916-02-21T15:05");
        check("Feb 21 1916 7 pm", "1916-02-21T19:00");
        check("Feb 21 1916 12am", "1916-02-21T00:00");
        check("12 am", "none");
        check("1916年2月21日", "1916-02-21");
        check("公元前44年", "-0043");
        check("winter 1834-35", "1834-24");
        check("Winter 1834/35", "1834-24");
        check("Frühjahr 1916", "1916-21");
        check("1834-35", "1834 to 1835");
        check("1911–12", "1911 to 1912");
        check("44 BC", "-0043");
        check("15 March 44 BC", "-0043-03-15");
        check("44 v. Chr.", "-0043");
        check("AD 79", "0079");
        check("79 apr. J.-C.", "0079");
        check("c. 1850", "1850~");
        check("um 1850", "1850~");
        check("1850?", "1850?");
        check("1850s", "185X");
        check("19th century", "18XX");
        check("19. Jahrhundert", "18XX");
        check("XIXe siècle", "18XX");
        check("before 1850", "../1850");
        check("nach 1850", "1850/..");
        check("1914–1918", "1914 to 1918");
        check("3–5 May 1916", "1916-05-03 to 1916-05-05");
        check("3 May 1916 - 5 June 1916", "1916-05-03 to 1916-06-05");
        check("May to June 1916", "1916-05 to 1916-06");
        check("1914/1918", "1914 to 1918");
        check("1914/..", "1914/..");
        for none in
            ["", "soon", "30 February 1916", "3/4/16", "13/13/1916", "25:00", "1916 1917", "Act 3", "-", "5", "–"]
        {
            check(none, "none");
        }
    }
}
