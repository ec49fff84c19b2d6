//! Exact times and lengths as a file has them, in JSON: for a place of the axis, moved by some ticks, ended elsewhere; a
//! date keeps the precision and the qualifiers that it is given with.

use crate::story::relation::End;
use crate::story::{TimeKind, amount};
use crate::text::quote::json;
use crate::time::Moment;
use crate::time::calendar::interval::{Endpoint, Interval, Written};
use crate::time::calendar::{AnyCalendar, Date, Duration, MINUTE, Precision, Qualifier, SECOND};

/// So many ticks rounded to those that `grain` tells apart: whole days, hours, minutes or seconds, or a power of ten.
pub(super) fn rounded(time: &TimeKind, ticks: f64, grain: i64) -> i64 {
    let unit = match time {
        TimeKind::Order => 1,
        TimeKind::Number { .. } => 10_i64.pow(grain.max(1).ilog10()),
        TimeKind::Date(dates) => {
            let clock = dates.calendar.units().clock;
            [clock.day(), clock.hour(), MINUTE, SECOND].into_iter().find(|&unit| unit <= grain).unwrap_or(1)
        }
    };
    ((ticks / unit as f64).round() as i64).saturating_mul(unit)
}

/// The time at a place of the axis that is known to within `grain` ticks: a number with so many digits, or a date of the
/// calendar's unit that is about as long. `None` without a clock.
pub(super) fn at(time: &TimeKind, at: f64, grain: i64) -> Option<String> {
    match time {
        TimeKind::Order => None,
        TimeKind::Number { .. } => Some(amount::decimal(rounded(time, at, grain))),
        TimeKind::Date(dates) if dates.is_empty => None,
        TimeKind::Date(dates) => {
            let calendar = &dates.calendar;
            let date = if grain < calendar.units().clock.day() {
                Date::exact(Moment(rounded(time, at, grain)))
            } else {
                calendar.unit_around(Moment(at.floor() as i64), precision(calendar, grain))
            };
            Some(json(&text(calendar, date)))
        }
    }
}

/// The longest unit of a calendar that is not longer than some days or more.
fn precision(calendar: &AnyCalendar, grain: i64) -> Precision {
    match grain as f64 / calendar.year_ticks() {
        years if years < 1.0 / 14.0 => Precision::Day,
        years if years < 0.9 => Precision::Month,
        _ => Precision::Year,
    }
}

/// A time moved by so many ticks. A unit of the calendar becomes the one that its middle is moved into.
pub(super) fn shifted(time: &TimeKind, written: &str, by: i64) -> Option<String> {
    match time {
        TimeKind::Order => Some(amount::steps_from_text(written).ok()?.saturating_add(by).to_string()),
        TimeKind::Number { .. } => Some(amount::decimal(amount::ticks_from_text(written).ok()?.saturating_add(by))),
        TimeKind::Date(dates) => {
            let calendar = &dates.calendar;
            let moved = |date: Date| {
                let half = date.end.0.saturating_sub(date.first.0) / 2;
                around(calendar, Moment(date.first.0.saturating_add(half).saturating_add(by)), date)
            };
            let old: String = serde_json::from_str(written).ok()?;
            Some(json(&match calendar.parse_written(&old).ok()? {
                Written::Date(date) => as_written(calendar, &old, date, moved(date)),
                Written::Interval(Interval { start, end }) => {
                    let endpoint = |end| if let Endpoint::Date(date) = end { Endpoint::Date(moved(date)) } else { end };
                    interval_text(calendar, &old, Interval { start: endpoint(start), end: endpoint(end) })
                }
            }))
        }
    }
}

/// The same time at another place of the axis that is known to within `grain` ticks, in its precision. If it is the `end` of
/// something, a unit of the calendar is the one that closes there.
pub(super) fn moved_to(time: &TimeKind, written: &str, at: f64, grain: i64, end: End) -> Option<String> {
    let moment = rounded(time, at, grain);
    match time {
        TimeKind::Order => Some(moment.to_string()),
        TimeKind::Number { .. } => Some(amount::decimal(moment)),
        TimeKind::Date(dates) => {
            let (old, date) = date_of(&dates.calendar, written)?;
            let new = ending(&dates.calendar, date, at, moment, end);
            Some(json(&as_written(&dates.calendar, &old, date, new)))
        }
    }
}

/// A time without its qualifiers.
pub(super) fn unqualified(time: &TimeKind, written: &str) -> Option<String> {
    let TimeKind::Date(dates) = time else { return Some(written.to_owned()) };
    let (old, date) = date_of(&dates.calendar, written)?;
    let new = Date { qualifier: Qualifier::default(), ..date };
    Some(json(&as_written(&dates.calendar, &old, date, new)))
}

/// A date that is written so, and its text.
fn date_of(calendar: &AnyCalendar, written: &str) -> Option<(String, Date)> {
    let text: String = serde_json::from_str(written).ok()?;
    let date = calendar.parse(&text).ok()?;
    Some((text, date))
}

/// An interval that is written as one text, with one end at a place of the axis. `None` if it is no interval.
pub(super) fn interval_to(time: &TimeKind, written: &str, at: f64, grain: i64, end: End) -> Option<String> {
    let TimeKind::Date(dates) = time else { return None };
    let calendar = &dates.calendar;
    let old: String = serde_json::from_str(written).ok()?;
    let Written::Interval(Interval { start, end: finish }) = calendar.parse_written(&old).ok()? else { return None };
    let own = if end == End::Start { start } else { finish };
    let model = [own, start, finish].into_iter().find_map(|end| match end {
        Endpoint::Date(date) => Some(date),
        Endpoint::Open | Endpoint::Unknown => None,
    })?;
    let new = Endpoint::Date(ending(calendar, model, at, rounded(time, at, grain), end));
    let interval = if end == End::Start { Interval { start: new, end: finish } } else { Interval { start, end: new } };
    Some(json(&interval_text(calendar, &old, interval)))
}

/// The ends of an interval that is written as one text, as two times.
pub(super) fn ends(time: &TimeKind, written: &str) -> Option<[Option<String>; 2]> {
    let TimeKind::Date(dates) = time else { return None };
    let old: String = serde_json::from_str(written).ok()?;
    let Written::Interval(Interval { start, end }) = dates.calendar.parse_written(&old).ok()? else { return None };
    let text = |end| match end {
        Endpoint::Date(date) => Some(json(&text(&dates.calendar, date))),
        Endpoint::Open | Endpoint::Unknown => None,
    };
    Some([text(start), text(end)])
}

/// A date of the precision of `model` that starts or ends at a place.
fn ending(calendar: &AnyCalendar, model: Date, at: f64, rounded: i64, end: End) -> Date {
    if model.is_exact() {
        return around(calendar, Moment(rounded), model);
    }
    // The end of a unit is the start of the next one.
    let moment = if end == End::Finish { (at.ceil() as i64).saturating_sub(1) } else { at.floor() as i64 };
    around(calendar, Moment(moment), model)
}

/// The date around a moment that has the precision and the qualifiers of another one.
fn around(calendar: &AnyCalendar, moment: Moment, model: Date) -> Date {
    Date { qualifier: model.qualifier, utc: model.utc, ..calendar.unit_around(moment, model.precision) }
}

/// A length in ticks, rounded to `grain`, as it is written; `model` is the length before, which may be counted in months.
pub(super) fn length(time: &TimeKind, model: &str, start: Moment, ticks: i64, grain: i64) -> String {
    let ticks = rounded(time, ticks as f64, grain).max(0);
    match time {
        TimeKind::Order => ticks.to_string(),
        TimeKind::Number { .. } => amount::decimal(ticks),
        TimeKind::Date(dates) => {
            let calendar = &dates.calendar;
            let old: Option<String> = serde_json::from_str(model).ok();
            let old = old.and_then(|old| calendar.parse_duration(&old).ok());
            let in_months = old.is_some_and(|old| old.months > 0 && old.ticks == 0);
            let months = (ticks as f64 / calendar.year_ticks() * calendar.units().months as f64).round() as i64;
            let duration = if in_months && months > 0 {
                let near = |months: &i64| {
                    let end = calendar.add(start, Duration { months: *months, ticks: 0 });
                    end.map_or(u64::MAX, |end| end.0.saturating_sub(start.0).abs_diff(ticks))
                };
                let months = [months, months - 1, months + 1].into_iter().filter(|&months| months > 0).min_by_key(near);
                Duration { months: months.unwrap_or(1), ticks: 0 }
            } else {
                Duration::from(ticks)
            };
            json(&duration.text(calendar.units()))
        }
    }
}

/// A date as people write it in its calendar: by numbers, or by names where it has its own.
fn text(calendar: &AnyCalendar, date: Date) -> String {
    match calendar {
        AnyCalendar::Gregorian => calendar.edtf(date),
        AnyCalendar::Invented(_) => {
            let words = calendar.words(Date { qualifier: Qualifier::default(), ..date });
            let words = format!("{words}{}", date.qualifier.sign());
            // Names may be such that they cannot be read back.
            let is_read = calendar.parse(&words).is_ok_and(|read| read == date);
            if is_read { words } else { calendar.edtf(date) }
        }
    }
}

/// A date by numbers if the old one was written so, else by names.
fn as_written(calendar: &AnyCalendar, old_text: &str, old: Date, new: Date) -> String {
    if calendar.edtf(old) == old_text.trim() { calendar.edtf(new) } else { text(calendar, new) }
}

fn interval_text(calendar: &AnyCalendar, old: &str, new: Interval) -> String {
    let by_numbers = calendar.parse_written(old).is_ok_and(|read| match read {
        Written::Interval(interval) => interval.edtf(|date| calendar.edtf(date)) == old.trim(),
        Written::Date(_) => false,
    });
    new.edtf(|date| if by_numbers { calendar.edtf(date) } else { text(calendar, date) })
}

/// A time that is written so, in words: `1916`, `minute 3.5`.
pub(super) fn words(time: &TimeKind, written: &str) -> Option<String> {
    match time {
        TimeKind::Order => Some(amount::moment_words(time, Moment(amount::steps_from_text(written).ok()?))),
        TimeKind::Number { .. } => Some(amount::moment_words(time, Moment(amount::ticks_from_text(written).ok()?))),
        TimeKind::Date(dates) => {
            let text: String = serde_json::from_str(written).ok()?;
            Some(match dates.calendar.parse_written(&text).ok()? {
                Written::Date(date) => dates.calendar.words(date),
                Written::Interval(interval) => dates.calendar.interval_words(interval),
            })
        }
    }
}

/// The same with its preposition: `in 1916`, `at minute 3.5`, `from 1914 to 1918`.
pub(super) fn phrase(time: &TimeKind, written: &str) -> Option<String> {
    if let TimeKind::Date(dates) = time {
        let text: String = serde_json::from_str(written).ok()?;
        if let Written::Date(date) = dates.calendar.parse_written(&text).ok()? {
            return Some(dates.calendar.phrase(date));
        }
        return words(time, written);
    }
    words(time, written).map(|words| format!("at {words}"))
}

/// A length that is written so, in words.
pub(super) fn length_words(time: &TimeKind, written: &str) -> Option<String> {
    let lasts = match time {
        TimeKind::Order => amount::steps_from_text(written).ok()?.into(),
        TimeKind::Number { .. } => amount::ticks_from_text(written).ok()?.into(),
        TimeKind::Date(dates) => {
            let text: String = serde_json::from_str(written).ok()?;
            dates.calendar.parse_duration(&text).ok()?
        }
    };
    Some(amount::lasts_words(time, lasts))
}
