//! Reads what a file says of an event's time: from text to ticks, and from names to events.

use std::collections::HashSet;

use serde_json::value::RawValue;

use super::event_table::{EventTable, WrittenEvent};
use super::limits;
use super::names::Names;
use super::report::Report;
use crate::story::amount::{self, NumberFault};
use crate::story::id::EventId;
use crate::story::place::TimeField;
use crate::story::problem::quoted;
use crate::story::{Given, TimeKind, When};
use crate::text::path::Path;
use crate::text::raw::{self, Kind};
use crate::time::Moment;
use crate::time::calendar::interval::{Endpoint, Interval, Written};
use crate::time::calendar::{AnyCalendar, Date, Duration, gregorian};
use crate::time::digits::grouped;

/// Reads the `when` of events.
pub(super) struct Reading<'d, 'r> {
    /// The story's kind of time; nothing where the file leaves it unclear, and then exact times mean nothing.
    pub(super) time: Option<&'r TimeKind>,
    pub(super) table: &'d EventTable<'d>,
    pub(super) events: &'r Names<'d, &'d EventTable<'d>>,
    pub(super) report: &'r mut Report,
}

impl<'d> Reading<'d, '_> {
    /// The `when` of an event, at its path.
    pub(super) fn when(&mut self, written: &WrittenEvent<'d>, event: EventId, at: &Path) -> When {
        let mut when = When::default();
        if let Some(time) = self.time {
            self.exact(time, written, &mut when, at);
            self.settle(time, &mut when, at);
        }
        for list in written.relations.chunk_by(|a, b| a.0 == b.0) {
            let at = at.field(list[0].0.name());
            let mut seen = HashSet::new();
            for (index, &(relation, words)) in limits::entries(list, &at, self.report).iter().enumerate() {
                let (at, words) = (at.index(index), self.table.text(words));
                let Some(other) = self.events.find(words, &at, self.report).map(EventId) else { continue };
                if other == event {
                    let said = relation.words();
                    self.report
                        .error(&at, "relates-to-itself", || format!("an event cannot be {said} itself; remove it"));
                } else if list.len() > 1 && !seen.insert(other) {
                    self.report.note(&at, "repeated", || format!("{} is listed twice; remove one", quoted(words)));
                } else {
                    when.relations.push((relation, other));
                }
            }
        }
        when
    }

    /// The exact times of an event.
    fn exact(&mut self, time: &TimeKind, written: &WrittenEvent<'d>, when: &mut When, path: &Path) {
        let report = &mut *self.report;
        let mut given = |field: TimeField| {
            written.exact(field).and_then(|exact| given(time, exact, &path.field(field.name()), report))
        };
        let (at, from, to) = (given(TimeField::At), given(TimeField::From), given(TimeField::To));
        let mut single = |field: TimeField, written: Option<Written>| match written? {
            Written::Date(date) => Some(Given::from(date)),
            Written::Interval(_) => {
                let field = field.name();
                report.error(&path.field(field), "bad-date", || {
                    format!("an interval stands in `at`; `{field}` takes one date")
                });
                None
            }
        };
        (when.from, when.to) = (single(TimeField::From, from), single(TimeField::To, to));
        match at {
            Some(Written::Date(date)) => when.at = Some(date.into()),
            Some(Written::Interval(_)) if when.from.is_some() || when.to.is_some() => {
                let message = "`at` has an interval and stands without `from` and `to`; keep one or the other";
                self.leave_out(path, TimeField::At);
                self.report.error(&path.field("at"), "contradictory-fields", || message.into());
            }
            Some(Written::Interval(Interval { start, end })) => {
                let date = |end| if let Endpoint::Date(date) = end { Some(Given::from(date)) } else { None };
                (when.from, when.to) = (date(start), date(end));
            }
            None => {}
        }
        let lasts = written.exact(TimeField::Lasts);
        when.lasts = lasts.and_then(|exact| length(time, exact, &path.field("lasts"), self.report));
        if when.lasts.is_none() && lasts.is_some() {
            // It starts there, and its length is not known: that is not a moment.
            when.from = when.from.or(when.at.take());
        }
    }

    fn leave_out(&mut self, path: &Path, field: TimeField) {
        let message = || format!("`{}` is left out of what is shown, so that the rest can be true", field.name());
        self.report.left_out(&path.field(field.name()), message);
    }

    /// Sees that the exact times of one event agree; the fewest of them that do not are left out.
    fn settle(&mut self, time: &TimeKind, when: &mut When, path: &Path) {
        if when.at.is_some() && (when.from.is_some() || when.to.is_some()) {
            let message = "`at` is for a moment and stands without `from` and `to`; keep `at`, or `from` and `to`";
            let (left_out, field) = match (when.from, when.to) {
                (Some(_), Some(_)) => (&mut when.at, TimeField::At),
                (Some(_), None) => (&mut when.from, TimeField::From),
                _ => (&mut when.to, TimeField::To),
            };
            *left_out = None;
            self.leave_out(path, field);
            self.report.error(&path.field("at"), "contradictory-fields", || message.into());
        }
        // As it may be written: in a calendar of its own names are, in Gregorian dates numbers.
        let text = |given| match time.calendar() {
            AnyCalendar::Gregorian => amount::given_text(time, given),
            AnyCalendar::Invented(_) => amount::given_words(time, given),
        };
        if let (Some(from), Some(to)) = (when.from, when.to) {
            if to.is_before(from) {
                self.leave_out(path, TimeField::To);
                self.report.error(&path.field("to"), "ends-before-start", || {
                    format!("ends before it starts: it starts at {} and ends at {}; swap the two", text(from), text(to))
                });
                when.to = None;
            } else if let Some([least, most]) = when.timing().length(time.calendar()) {
                let apart = |a: Moment, b: Moment| i128::from(b.0) - i128::from(a.0);
                let (start, end) = (from.as_start(), to.as_end());
                let fits = i128::from(least) <= apart(start.start(), end.end())
                    && apart(start.end(), end.start()) <= i128::from(most);
                if !fits {
                    self.leave_out(path, TimeField::Lasts);
                    self.report.error(&path.field("lasts"), "contradictory-fields", || {
                        format!("`lasts` disagrees with {} to {}; leave one of the three out", text(from), text(to))
                    });
                    when.lasts = None;
                }
            }
        }
        let lasts = when.lasts.unwrap_or_default();
        let calendar = time.calendar();
        let end = when.from.or(when.at).map(|from| calendar.add(from.span().end(), lasts));
        let start = when.to.map(|to| calendar.subtract(to.span().start(), lasts));
        if end == Some(None) || start == Some(None) {
            let message = "it lasts past the end of all time; shorten it";
            self.report.error(&path.field("lasts"), "out-of-range", || message.into());
            when.lasts = None;
            when.from = when.from.or(when.at.take());
        }
    }
}

/// The meaning of the text or number of an exact time.
fn given(time: &TimeKind, exact: &RawValue, at: &Path, report: &mut Report) -> Option<Written> {
    let TimeKind::Date(dates) = time else {
        return number(time, exact, at, report).map(|ticks| Written::Date(Date::exact(Moment(ticks))));
    };
    let Some(text) = raw::text(exact) else {
        let example = dates.calendar.example();
        wrong_kind(&format!("a date in quotes, such as \"{example}\""), exact, "", at, report);
        return None;
    };
    match dates.calendar.parse_written(&text) {
        Ok(written) => Some(written),
        Err(reason) => {
            let code = if reason.contains("out of range") { "out-of-range" } else { "bad-date" };
            report.error(at, code, || format!("{} {reason}", quoted(&text)));
            None
        }
    }
}

/// The meaning of the text or number of a length.
pub(super) fn length(time: &TimeKind, exact: &RawValue, at: &Path, report: &mut Report) -> Option<Duration> {
    if let TimeKind::Date(dates) = time {
        let Some(text) = raw::text(exact) else {
            wrong_kind("a duration in quotes, such as \"P3D\" or \"PT1H30M\"", exact, "", at, report);
            return None;
        };
        return match dates.calendar.parse_duration(&text) {
            Ok(lasts) => Some(lasts),
            Err(reason) => {
                let code = if reason.contains("out of range") { "out-of-range" } else { "bad-duration" };
                report.error(at, code, || format!("{} {reason}", quoted(&text)));
                None
            }
        };
    }
    let ticks = number(time, exact, at, report)?;
    if ticks < 0 {
        report.error(at, "out-of-range", || "nothing lasts less than no time; write 0 or more".into());
        return None;
    }
    Some(ticks.into())
}

fn number(time: &TimeKind, exact: &RawValue, at: &Path, report: &mut Report) -> Option<i64> {
    let steps = *time == TimeKind::Order;
    let expected = if steps { "a whole number of steps" } else { "a number" };
    if raw::kind(exact) != Kind::Number {
        let text = raw::text(exact).unwrap_or_default();
        let mend = if gregorian::parse(&text).is_ok() && text.contains('-') {
            "; for dates, the story needs \"time\": {\"kind\": \"date\"}"
        } else if amount::ticks_from_text(&text).is_ok() {
            "; leave out the quotes"
        } else {
            ""
        };
        wrong_kind(expected, exact, mend, at, report);
        return None;
    }
    let text = exact.get();
    let ticks = if steps { amount::steps_from_text(text) } else { amount::ticks_from_text(text) };
    match ticks {
        Ok(ticks) => Some(ticks),
        Err(NumberFault::OutOfRange) => {
            let most = if steps { amount::MAX_STEPS } else { amount::MAX_NUMBER };
            let most = grouped(most);
            report.error(at, "out-of-range", || format!("this number is out of range: it goes from -{most} to {most}"));
            None
        }
        Err(NumberFault::NotWhole | NumberFault::NotANumber) => {
            let mend = "; for parts of a step, the story needs \"time\": {\"kind\": \"number\"}";
            report.error(at, "bad-number", || format!("expected {expected}, found {text:.40}{mend}"));
            None
        }
    }
}

fn wrong_kind(expected: &str, found: &RawValue, mend: &str, at: &Path, report: &mut Report) {
    report.error(at, "wrong-type", || format!("expected {expected}, found {}{mend}", raw::kind(found).words()));
}
