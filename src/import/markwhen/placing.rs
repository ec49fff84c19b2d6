//! When the events are: dates as they are, and what is relative to another event as a relation to it, with the date that
//! follows from that event's where it is known to the day.

use std::collections::HashMap;

use super::dates::{Amount, Point, Range, Relative};
use crate::import::draft::WhenDraft;
use crate::time::Moment;
use crate::time::calendar::gregorian::{self, edtf};
use crate::time::calendar::{DAY, Date, Duration, Precision, Qualifier};

/// A moment that is known to the day or better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    at: Moment,
    /// Whether it is a midnight because only a day was written.
    is_day: bool,
}

/// An event to be placed.
pub(super) struct Asked<'a> {
    /// Its position in the file.
    pub(super) at: usize,
    pub(super) range: &'a Range,
}

/// What is known of the events before.
pub(super) struct Placing<'a> {
    starts: Vec<Option<Known>>,
    ends: Vec<Option<Known>>,
    /// Our id and the title of each event.
    names: &'a [(String, String)],
    /// The positions of the events that the file has ids for, in lower case.
    ids: &'a HashMap<String, usize>,
}

impl<'a> Placing<'a> {
    /// Begins with what the file says of each event alone.
    pub(super) fn new<'r>(
        ranges: impl Iterator<Item = &'r Range>,
        names: &'a [(String, String)],
        ids: &'a HashMap<String, usize>,
    ) -> Self {
        let (starts, ends) = ranges
            .map(|range| {
                let start = if let Point::Date(date) = &range.from { start_of(*date) } else { None };
                let end = match (&range.from, &range.to) {
                    (_, Some(Point::Date(date))) | (Point::Date(date), None) => end_of(*date),
                    (
                        _,
                        Some(Point::Relative(Relative { is_before: false, anchor: None, from_start: None, amount })),
                    ) => start.and_then(|start| start.plus(*amount)),
                    _ => None,
                };
                (start, end)
            })
            .unzip();
        Self { starts, ends, names, ids }
    }

    /// The time of an event, and why parts of its dates are not in it. Events are asked for in the order of the file.
    pub(super) fn when(&mut self, asked: &Asked<'_>) -> (WhenDraft, Vec<String>) {
        let mut untold = Vec::new();
        let when = match (&asked.range.from, &asked.range.to) {
            (Point::Relative(from), to) => self.relative(asked, from, to.as_ref(), &mut untold),
            (Point::Date(from), None) => WhenDraft::at(edtf(*from)),
            (Point::Date(from), Some(to)) => self.until(asked, *from, to, &mut untold),
            (Point::Now, to) => {
                untold.push("the file does not say on which day “now” is".to_owned());
                self.only_end(asked, to.as_ref())
            }
            (Point::Yearless, to) => {
                untold.push("it has no year".to_owned());
                self.only_end(asked, to.as_ref())
            }
            (Point::Clock(ticks), to) => self.clock(asked, *ticks, to.as_ref(), &mut untold),
        };
        (when, untold)
    }

    fn only_end(&self, asked: &Asked<'_>, to: Option<&Point>) -> WhenDraft {
        match to {
            Some(Point::Date(date)) => WhenDraft { to: Some(edtf(*date).into()), ..WhenDraft::default() },
            Some(Point::Relative(to)) if to.amount.is_zero() && to.is_before => {
                WhenDraft { meets: self.named(asked, to).into_iter().collect(), ..WhenDraft::default() }
            }
            _ => WhenDraft::default(),
        }
    }

    /// From a date to what is written after it.
    fn until(&mut self, asked: &Asked<'_>, from: Date, to: &Point, untold: &mut Vec<String>) -> WhenDraft {
        let start = edtf(from);
        match to {
            Point::Date(to) if to.end < from.first => {
                untold.push("it ends before it starts, so the end is left out".to_owned());
                WhenDraft { from: Some(start.into()), ..WhenDraft::default() }
            }
            Point::Date(to) => WhenDraft::between(start, edtf(*to)),
            Point::Clock(ticks) => {
                let midnight = from.first.0.div_euclid(DAY) * DAY;
                let end = Moment(midnight + ticks);
                if from.end.0 - from.first.0 > DAY || end < from.first {
                    untold.push("the time at its end is of no day".to_owned());
                    return WhenDraft { from: Some(start.into()), ..WhenDraft::default() };
                }
                self.ends[asked.at] = Some(Known { at: end, is_day: false });
                WhenDraft::between(start, edtf(Date::exact(end)))
            }
            Point::Now => {
                untold.push("the file does not say on which day “now” is, so the end is open".to_owned());
                WhenDraft { from: Some(start.into()), ..WhenDraft::default() }
            }
            Point::Yearless => {
                untold.push("its end has no year".to_owned());
                WhenDraft { from: Some(start.into()), ..WhenDraft::default() }
            }
            Point::Relative(to) => {
                let mut when = WhenDraft { from: Some(start.into()), ..WhenDraft::default() };
                self.end_relative(asked, to, &mut when, untold);
                when
            }
        }
    }

    /// The end of an event that is written as relative: to its start, or to another event.
    fn end_relative(&mut self, asked: &Asked<'_>, to: &Relative, when: &mut WhenDraft, untold: &mut Vec<String>) {
        if to.anchor.is_none() && to.from_start.is_none() && !to.is_before {
            when.lasts = to.amount.iso().map(Into::into);
            if when.lasts.is_none() {
                untold.push("how long it lasts cannot be said".to_owned());
            }
            return;
        }
        let Some(base) = self.base(asked, to) else {
            untold.push(self.no_base(to));
            return;
        };
        let is_start = to.from_start.unwrap_or(to.is_before);
        let known = if is_start { self.starts[base] } else { self.ends[base] };
        let end = known.and_then(|known| if to.is_before { known.minus(to.amount) } else { known.plus(to.amount) });
        let is_later = end.is_some_and(|end| self.starts[asked.at].is_none_or(|start| start.at < end.at));
        if is_start && to.amount.is_zero() {
            when.meets.push(self.names[base].0.clone());
        } else if let Some(end) = end.filter(|_| is_later) {
            when.to = Some(end.as_end().into());
            self.ends[asked.at] = Some(end);
        } else {
            untold.push(format!("its end follows from “{}”, which has no exact date", self.names[base].1));
        }
    }

    /// An event that starts, or ends, so long after or before another one.
    fn relative(
        &mut self,
        asked: &Asked<'_>,
        from: &Relative,
        to: Option<&Point>,
        untold: &mut Vec<String>,
    ) -> WhenDraft {
        let mut when = WhenDraft::default();
        let Some(base) = self.base(asked, from) else {
            untold.push(self.no_base(from));
            return when;
        };
        let is_start = from.from_start.unwrap_or(from.is_before);
        let known = if is_start { self.starts[base] } else { self.ends[base] };
        let is_length = to.is_none();
        let id = self.names[base].0.clone();
        // Before the start of that event, or after its end: else the relation is not one of order.
        let is_order = is_start == from.is_before;
        if is_order && (from.amount.is_zero() || is_length && known.is_none()) {
            let list = match (from.is_before, from.amount.is_zero()) {
                (true, true) => &mut when.before,
                (false, true) => &mut when.after,
                (true, false) => &mut when.meets,
                (false, false) => &mut when.met_by,
            };
            list.push(id);
        } else if is_order {
            if from.is_before { &mut when.before } else { &mut when.after }.push(id);
        }
        let lag = if is_length { Amount::default() } else { from.amount };
        let length = match to {
            None => Some(from.amount),
            Some(Point::Relative(Relative { anchor: None, from_start: None, amount, .. })) => Some(*amount),
            _ => None,
        };
        let near = known.and_then(|known| if from.is_before { known.minus(lag) } else { known.plus(lag) });
        let far = near
            .zip(length)
            .filter(|(_, length)| !length.is_zero())
            .and_then(|(near, length)| if from.is_before { near.minus(length) } else { near.plus(length) });
        if let (Some(near), Some(far)) = (near, far) {
            let (start, end) = if from.is_before { (far, near) } else { (near, far) };
            (when.from, when.to) = (Some(start.as_start().into()), Some(end.as_end().into()));
            (self.starts[asked.at], self.ends[asked.at]) = (Some(start), Some(end));
            return when;
        }
        if let Some(length) = length.filter(|length| !length.is_zero()) {
            when.lasts = length.iso().map(Into::into);
        }
        let is_told = if lag.is_zero() { is_order } else { near.is_some() && !from.is_before };
        if let Some(near) = near.filter(|_| !lag.is_zero() && !from.is_before || !is_order && is_length) {
            when.from = Some(near.as_start().into());
            self.starts[asked.at] = Some(near);
        }
        if !is_told && when.from.is_none() || length.is_some_and(|length| length.work_days != 0) {
            untold.push(format!("how far it is from “{}” cannot be said in our format", self.names[base].1));
        }
        match to {
            Some(Point::Date(to)) => {
                when.to = Some(edtf(*to).into());
            }
            Some(Point::Relative(to)) if length.is_none() => self.end_relative(asked, to, &mut when, untold),
            Some(Point::Now | Point::Yearless | Point::Clock(_)) => {
                untold.push("its end is of no day that the file names".to_owned());
            }
            _ => {}
        }
        when
    }

    /// A time of day on the day on which the event before ends.
    fn clock(&mut self, asked: &Asked<'_>, ticks: i64, to: Option<&Point>, untold: &mut Vec<String>) -> WhenDraft {
        let before = asked.at.checked_sub(1).and_then(|before| self.starts[before]);
        let Some(before) = before else {
            untold.push("the time is of no day".to_owned());
            return WhenDraft::default();
        };
        let start = Moment(before.at.0.div_euclid(DAY) * DAY + ticks);
        self.starts[asked.at] = Some(Known { at: start, is_day: false });
        self.ends[asked.at] = self.starts[asked.at];
        match to {
            None => WhenDraft::at(edtf(Date::exact(start))),
            Some(to) => self.until(asked, Date::exact(start), to, untold),
        }
    }

    /// The event that something is relative to.
    fn base(&self, asked: &Asked<'_>, relative: &Relative) -> Option<usize> {
        match &relative.anchor {
            Some(id) => self.ids.get(id).copied().filter(|base| *base != asked.at),
            None => asked.at.checked_sub(1),
        }
    }

    fn named(&self, asked: &Asked<'_>, relative: &Relative) -> Option<String> {
        self.base(asked, relative).map(|base| self.names[base].0.clone())
    }

    fn no_base(&self, relative: &Relative) -> String {
        match &relative.anchor {
            Some(id) if self.ids.contains_key(id) => format!("!{id} is this event itself"),
            Some(id) => format!("no event has the id !{id}"),
            None => "no event is before it".to_owned(),
        }
    }
}

fn start_of(date: Date) -> Option<Known> {
    match date.precision {
        _ if date.qualifier != Qualifier::default() => None,
        Precision::Exact => Some(Known { at: date.first, is_day: false }),
        Precision::Day => Some(Known { at: date.first, is_day: true }),
        _ => None,
    }
}

fn end_of(date: Date) -> Option<Known> {
    start_of(date).map(|known| Known { at: date.end, ..known })
}

impl Known {
    fn plus(self, amount: Amount) -> Option<Self> {
        self.moved(amount, gregorian::add)
    }

    fn minus(self, amount: Amount) -> Option<Self> {
        self.moved(amount, gregorian::subtract)
    }

    fn moved(self, amount: Amount, by: impl Fn(Moment, Duration) -> Option<Moment>) -> Option<Self> {
        if amount.work_days != 0 {
            return None;
        }
        let at = by(self.at, Duration { months: amount.months, ticks: amount.ticks })?;
        // Years of more digits are none that anybody writes.
        (at.0.abs() < 9000 * 366 * DAY).then_some(Self { at, is_day: self.is_day && amount.ticks % DAY == 0 })
    }

    /// The date on which something starts.
    fn as_start(self) -> String {
        self.text(0)
    }

    /// The date on which something ends: the day before, if it ends at midnight.
    fn as_end(self) -> String {
        self.text(1)
    }

    fn text(self, back: i64) -> String {
        if self.is_day {
            return edtf(gregorian::unit_around(Moment(self.at.0 - back), Precision::Day));
        }
        edtf(Date::exact(self.at))
    }
}
