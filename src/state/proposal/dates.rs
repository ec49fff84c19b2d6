//! Exact times as a file has them: for a place of the axis, and moved by some ticks with the precision they are given in.

use crate::story::{TimeKind, amount};
use crate::time::Moment;
use crate::time::calendar::interval::Written;
use crate::time::calendar::{AnyCalendar, Date, MINUTE, Precision, SECOND};

use super::context::json;

/// The time at a place of the axis that is known to within `grain` ticks, as JSON: a number with so many digits, or a date
/// of the calendar's unit that is about as long. `None` without a clock.
pub(super) fn at(time: &TimeKind, at: f64, grain: i64) -> Option<String> {
    match time {
        TimeKind::Order => None,
        TimeKind::Number { .. } => {
            let unit = 10_i64.pow(grain.max(1).ilog10());
            Some(amount::decimal(((at / unit as f64).round() as i64).saturating_mul(unit)))
        }
        TimeKind::Date(dates) if dates.is_empty => None,
        TimeKind::Date(dates) => Some(json(&text(&dates.calendar, date_at(&dates.calendar, at, grain)))),
    }
}

/// The date of a place of the axis that is known to within `grain` ticks.
fn date_at(calendar: &AnyCalendar, at: f64, grain: i64) -> Date {
    let clock = calendar.units().clock;
    let moment = Moment(at.round() as i64);
    let precision = match grain {
        _ if grain < clock.day() => {
            let unit = [clock.hour(), MINUTE, SECOND].into_iter().find(|&unit| unit <= grain).unwrap_or(1);
            return Date::exact(Moment(((at / unit as f64).round() as i64).saturating_mul(unit)));
        }
        _ if (grain as f64) < calendar.year_ticks() / 14.0 => Precision::Day,
        _ if (grain as f64) < calendar.year_ticks() * 0.9 => Precision::Month,
        _ => Precision::Year,
    };
    calendar.unit_around(moment, precision)
}

/// A date as people write it in its calendar: by numbers, or by names where it has its own.
pub(super) fn text(calendar: &AnyCalendar, date: Date) -> String {
    match calendar {
        AnyCalendar::Gregorian => calendar.edtf(date),
        AnyCalendar::Invented(_) => {
            let words = calendar.words(Date { qualifier: crate::time::calendar::Qualifier::default(), ..date });
            let words = format!("{words}{}", date.qualifier.sign());
            // Names may be such that they cannot be read back.
            let is_read = calendar.parse(&words).is_ok_and(|read| read == date);
            if is_read { words } else { calendar.edtf(date) }
        }
    }
}

/// A time that is written so, with its preposition: `in 1916`, `at minute 3.5`; also an interval, `from 1914 to 1918`.
pub(super) fn phrase(time: &TimeKind, json: &str) -> Option<String> {
    match time {
        TimeKind::Order => Some(amount::given_phrase(time, Moment(amount::steps_from_text(json).ok()?).into())),
        TimeKind::Number { .. } => Some(amount::given_phrase(time, Moment(amount::ticks_from_text(json).ok()?).into())),
        TimeKind::Date(dates) => {
            let text: String = serde_json::from_str(json).ok()?;
            Some(match dates.calendar.parse_written(&text).ok()? {
                Written::Date(date) => dates.calendar.phrase(date),
                Written::Interval(interval) => dates.calendar.interval_words(interval),
            })
        }
    }
}
