//! What a file says of an event's time, from text to ticks and from names to events.

use std::collections::HashSet;

use serde_json::value::RawValue;

use super::names::Names;
use super::path::Path;
use super::raw::{self, Kind};
use super::report::Report;
use crate::story::amount::{self, NumberFault};
use crate::story::file::{self, Exact, Text};
use crate::story::id::EventId;
use crate::story::problem::quoted;
use crate::story::relation::Relation;
use crate::story::{TimeKind, When};
use crate::time::{Moment, calendar};

/// What is needed to understand a `when`.
pub(super) struct Reading<'d, 'r> {
    /// The story's kind of time; nothing where the file leaves it unclear, and then exact times mean nothing.
    pub(super) time: Option<&'r TimeKind>,
    pub(super) events: &'r Names<'d, file::Event<'d>>,
    pub(super) report: &'r mut Report,
}

impl Reading<'_, '_> {
    /// The `when` of an event, at its path.
    pub(super) fn when(&mut self, written: &file::When, event: EventId, at: &Path) -> When {
        let mut when = When::default();
        if let Some(time) = self.time {
            let report = &mut *self.report;
            let mut moment =
                |name, exact: Option<Exact>| exact.and_then(|it| moment(time, it, &at.field(name), report));
            when.at = moment("at", written.at);
            when.from = moment("from", written.from);
            when.to = moment("to", written.to);
            when.lasts = written.lasts.and_then(|exact| length(time, exact, &at.field("lasts"), self.report));
            self.settle(time, &mut when, at);
        }
        for (name, relation, others) in relations(written) {
            let at = at.field(name);
            let mut seen = HashSet::new();
            for (index, other) in others.iter().enumerate() {
                let at = at.index(index);
                let Some(other) = self.events.find(other, &at, self.report).map(EventId) else { continue };
                if other == event {
                    let words = relation.words();
                    self.report
                        .error(&at, "relates-to-itself", || format!("an event cannot be {words} itself; remove it"));
                } else if others.len() > 1 && !seen.insert(other) {
                    self.report
                        .note(&at, "repeated", || format!("{} stands here twice; remove one", quoted(&others[index])));
                } else {
                    when.relations.push((relation, other));
                }
            }
        }
        when
    }

    /// Sees that the exact times of one event agree.
    fn settle(&mut self, time: &TimeKind, when: &mut When, path: &Path) {
        if when.at.is_some() && (when.from.is_some() || when.to.is_some()) {
            let message = "`at` is for a moment and stands without `from` and `to`; keep `at`, or `from` and `to`";
            self.report.error(&path.field("at"), "contradictory-fields", || message.into());
            (when.from, when.to) = (None, None);
            return;
        }
        let text = |moment| amount::moment_text(time, moment);
        if let (Some(from), Some(to)) = (when.from, when.to) {
            if to < from {
                self.report.error(&path.field("to"), "ends-before-start", || {
                    format!("ends before it starts: it starts at {} and ends at {}; swap the two", text(from), text(to))
                });
                when.to = None;
            } else if let Some(lasts) = when.lasts
                && i128::from(to.0) - i128::from(from.0) != i128::from(lasts)
            {
                self.report.error(&path.field("lasts"), "contradictory-fields", || {
                    format!("`lasts` disagrees with {} to {}; leave one of the three out", text(from), text(to))
                });
                when.lasts = None;
            }
        }
        let lasts = when.lasts.unwrap_or(0);
        let end = when.from.or(when.at).map(|from| from.0.checked_add(lasts));
        let start = when.to.map(|to| to.0.checked_sub(lasts));
        if end == Some(None) || start == Some(None) {
            let message = "it lasts past the end of all time; shorten it";
            self.report.error(&path.field("lasts"), "out-of-range", || message.into());
            when.lasts = None;
        }
    }
}

/// The lists of a `when` with their names in the file.
pub(super) fn relations<'w, 'd>(when: &'w file::When<'d>) -> [(&'static str, Relation, &'w [Text<'d>]); 14] {
    [
        ("before", Relation::Before, &when.before),
        ("after", Relation::After, &when.after),
        ("meets", Relation::Meets, &when.meets),
        ("met_by", Relation::MetBy, &when.met_by),
        ("overlaps", Relation::Overlaps, &when.overlaps),
        ("overlapped_by", Relation::OverlappedBy, &when.overlapped_by),
        ("during", Relation::During, &when.during),
        ("contains", Relation::Contains, &when.contains),
        ("starts", Relation::Starts, &when.starts),
        ("started_by", Relation::StartedBy, &when.started_by),
        ("finishes", Relation::Finishes, &when.finishes),
        ("finished_by", Relation::FinishedBy, &when.finished_by),
        ("equals", Relation::Equals, &when.equals),
        ("meanwhile", Relation::Meanwhile, &when.meanwhile),
    ]
}

fn moment(time: &TimeKind, exact: Exact, at: &Path, report: &mut Report) -> Option<Moment> {
    if *time != TimeKind::Date {
        return number(time, exact, at, report).map(Moment);
    }
    let Some(text) = raw::text(exact.0) else {
        wrong_kind("a date in quotes, such as \"1999-06-02\"", exact.0, "", at, report);
        return None;
    };
    match calendar::parse(&text) {
        Ok(moment) => Some(moment),
        Err(reason) => {
            let code = if reason.contains("out of range") { "out-of-range" } else { "bad-date" };
            report.error(at, code, || format!("{} {reason}", quoted(&text)));
            None
        }
    }
}

fn length(time: &TimeKind, exact: Exact, at: &Path, report: &mut Report) -> Option<i64> {
    if *time == TimeKind::Date {
        let Some(text) = raw::text(exact.0) else {
            wrong_kind("a duration in quotes, such as \"P3D\" or \"PT1H30M\"", exact.0, "", at, report);
            return None;
        };
        return match amount::duration_from_text(&text) {
            Ok(ticks) => Some(ticks),
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
    Some(ticks)
}

fn number(time: &TimeKind, exact: Exact, at: &Path, report: &mut Report) -> Option<i64> {
    let steps = *time == TimeKind::Order;
    let expected = if steps { "a whole number of steps" } else { "a number" };
    if raw::kind(exact.0) != Kind::Number {
        let text = raw::text(exact.0).unwrap_or_default();
        let mend = if calendar::parse(&text).is_ok() && text.contains('-') {
            "; for dates, the story needs \"time\": {\"kind\": \"date\"}"
        } else if amount::ticks_from_text(&text).is_ok() {
            "; leave out the quotes"
        } else {
            ""
        };
        wrong_kind(expected, exact.0, mend, at, report);
        return None;
    }
    let text = exact.0.get();
    let ticks = if steps { amount::steps_from_text(text) } else { amount::ticks_from_text(text) };
    match ticks {
        Ok(ticks) => Some(ticks),
        Err(NumberFault::OutOfRange) => {
            let most = if steps { amount::MAX_STEPS } else { amount::MAX_NUMBER };
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

/// Whether a `when` says at most how long.
pub(super) fn says_not_when(when: &file::When) -> bool {
    let file::When { at, from, to, lasts: _, before, after, meets, met_by, overlaps, overlapped_by, .. } = when;
    let file::When { during, contains, starts, started_by, finishes, finished_by, equals, meanwhile, .. } = when;
    let lists = [
        before,
        after,
        meets,
        met_by,
        overlaps,
        overlapped_by,
        during,
        contains,
        starts,
        started_by,
        finishes,
        finished_by,
        equals,
        meanwhile,
    ];
    at.is_none() && from.is_none() && to.is_none() && lists.iter().all(|list| list.is_empty())
}
