//! The times of an event of iCalendar.

use serde_json::Value;

use super::super::dates;
use super::super::draft::WhenDraft;
use super::lines::ContentLine;
use crate::time::Moment;
use crate::time::calendar::{AnyCalendar, DAY, iso};

/// The time of an event, and the lines that say what it cannot have, with the reasons.
pub(super) fn when<'l>(
    start: Option<&'l ContentLine>,
    end: Option<&'l ContentLine>,
    duration: Option<&'l ContentLine>,
) -> (WhenDraft, Vec<(&'l ContentLine, String)>) {
    let mut left = Vec::new();
    let mut read = |line: Option<&'l ContentLine>| {
        let line = line?;
        let date = date(&line.value);
        if date.is_none() {
            left.push((line, format!("“{}” is no date that the calendar has", line.value)));
        }
        date
    };
    let (from, to) = (read(start), read(end));
    let Some(from) = from else {
        return (WhenDraft { to: to.map(Value::from), ..WhenDraft::default() }, left);
    };
    if let (Some(mut to), Some(line)) = (to, end) {
        let days = |text: &str| dates::date(text).map(|date| date.first);
        if is_day(&from) && is_day(&to) {
            // The end of a whole day is the first day that is not in it any more. Some programs write the last one.
            to = days(&to).map(|end| iso(Moment(end.0.saturating_sub(DAY)))).unwrap_or_default();
            if days(&to) <= days(&from) {
                return (WhenDraft::at(from), left);
            }
        }
        if dates::is_before(&to, &from) {
            left.push((line, "the end is before the start".to_owned()));
        } else if to != from {
            return (WhenDraft::between(from, to), left);
        }
    }
    let Some(line) = duration else { return (WhenDraft::at(from), left) };
    let text = line.value.trim_start_matches('+').to_uppercase();
    let Ok(length) = AnyCalendar::Gregorian.parse_duration(&text) else {
        left.push((line, format!("“{}” is no duration", line.value)));
        return (WhenDraft::at(from), left);
    };
    if length.months == 0 && length.ticks == 0 || is_day(&from) && length.months == 0 && length.ticks == DAY {
        return (WhenDraft::at(from), left);
    }
    if is_day(&from) && length.months == 0 && length.ticks % DAY == 0 {
        let last = dates::date(&from).map(|date| iso(Moment(date.first.0.saturating_add(length.ticks - DAY))));
        if let Some(last) = last.filter(|last| dates::date(last).is_some()) {
            return (WhenDraft::between(from, last), left);
        }
    }
    let from = Some(Value::from(from));
    (WhenDraft { from, lasts: Some(Value::from(text)), ..WhenDraft::default() }, left)
}

fn is_day(date: &str) -> bool {
    !date.contains('T')
}

/// `20240131` and `20240131T100000Z` as our format writes them.
fn date(text: &str) -> Option<String> {
    let (day, clock) = match text.split_once(['T', 't']) {
        Some((day, clock)) => (day, Some(clock)),
        None => (text, None),
    };
    let parts = |text: &str, ends: [usize; 2], between: char| {
        let is_whole = text.len() == ends[1] + 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_whole
            .then(|| format!("{}{between}{}{between}{}", &text[..ends[0]], &text[ends[0]..ends[1]], &text[ends[1]..]))
    };
    let day = parts(day, [4, 6], '-')?;
    let date = match clock {
        None => day,
        Some(clock) => {
            let bare = clock.trim_end_matches(['Z', 'z']);
            let zone = if bare.len() < clock.len() { "Z" } else { "" };
            let clock = parts(bare, [2, 4], ':')?;
            format!("{day}T{}{zone}", clock.strip_suffix(":00").unwrap_or(&clock))
        }
    };
    dates::date(&date).map(|_| date)
}

#[cfg(test)]
mod tests {
    use super::super::lines::content_lines;
    use super::*;

    #[test]
    fn times_of_events() {
        let check = |text: &str, expect: &str, faults: usize| {
            let (lines, _) = content_lines(text);
            let find = |name: &str| lines.iter().find(|line| line.name == name);
            let (when, left) = when(find("DTSTART"), find("DTEND"), find("DURATION"));
            assert_eq!(serde_json::to_string(&when).unwrap_or_default(), expect, "{text}");
            assert_eq!(left.len(), faults, "{text}");
        };
        check("DTSTART;VALUE=DATE:20240131", r#"{"at":"2024-01-31"}"#, 0);
        check("DTSTART:20240131\nDTEND:20240201", r#"{"at":"2024-01-31"}"#, 0);
        check("DTSTART:20240131\nDTEND:20240131", r#"{"at":"2024-01-31"}"#, 0);
        check("DTSTART:20240131\nDTEND:20240203", r#"{"from":"2024-01-31","to":"2024-02-02"}"#, 0);
        check("DTSTART:20240131\nDURATION:P1W", r#"{"from":"2024-01-31","to":"2024-02-06"}"#, 0);
        check(
            "DTSTART:20240131T100000Z\nDTEND:20240131T113000Z",
            r#"{"from":"2024-01-31T10:00Z","to":"2024-01-31T11:30Z"}"#,
            0,
        );
        check("DTSTART:20240131T100000\nDURATION:PT1H30M", r#"{"from":"2024-01-31T10:00","lasts":"PT1H30M"}"#, 0);
        check("DTSTART:20240131T100030\nDTEND:20240131T100030", r#"{"at":"2024-01-31T10:00:30"}"#, 0);
        check("DTSTART:20240131T100000\nDTEND:20240130T100000", r#"{"at":"2024-01-31T10:00"}"#, 1);
        check("DTSTART:20240131T100000\nDURATION:-PT1H", r#"{"at":"2024-01-31T10:00"}"#, 1);
        check("DTSTART:20240230", "{}", 1);
        check("DTSTART:soon\nDTEND:20240131", r#"{"to":"2024-01-31"}"#, 1);
        check("", "{}", 0);
    }
}
