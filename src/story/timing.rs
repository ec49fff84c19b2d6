//! The time of an event as its story gives it, kept by itself or borrowed. Places nothing.

use super::Given;
use super::id::EventId;
use super::relation::Relation;
use crate::time::Span;
use crate::time::calendar::{AnyCalendar, Duration};

/// The time of an event as the file gives it, with names resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The moment it happens at.
    pub at: Option<Given>,
    /// When it starts.
    pub from: Option<Given>,
    /// When it ends.
    pub to: Option<Given>,
    /// Its length; not negative.
    pub lasts: Option<Duration>,
    /// Its relations to other events: this event is `Relation` that one.
    pub relations: Vec<(Relation, EventId)>,
    /// The event before it in its thread that it is placed after, because the file says at most how long it lasts.
    pub follows: Option<EventId>,
}

impl When {
    /// The same, borrowed.
    pub fn timing(&self) -> Timing<'_> {
        let Self { at, from, to, lasts, follows, .. } = *self;
        Timing { at, from, to, lasts, relations: &self.relations, follows }
    }
}

/// A view of a [`When`] that is kept somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing<'a> {
    /// The moment it happens at.
    pub at: Option<Given>,
    /// When it starts.
    pub from: Option<Given>,
    /// When it ends.
    pub to: Option<Given>,
    /// Its length; not negative.
    pub lasts: Option<Duration>,
    /// Its relations to other events: this event is `Relation` that one.
    pub relations: &'a [(Relation, EventId)],
    /// The event before it in its thread that it is placed after, because the file says at most how long it lasts.
    pub follows: Option<EventId>,
}

impl Timing<'_> {
    /// Whether it has an exact time, or one known within a unit of the calendar.
    pub fn is_dated(&self) -> bool {
        self.at.is_some() || self.from.is_some() || self.to.is_some()
    }

    /// Its least and its greatest length in ticks, as far as its own times and its length tell.
    pub fn length(&self, calendar: &AnyCalendar) -> Option<[i64; 2]> {
        let lasts = self.lasts?;
        // Months are as long from any moment of a day.
        let is_day = |span: &Span| span.length() <= i128::from(calendar.units().clock.day());
        let day = |given: Option<Given>| given.map(Given::span).filter(is_day).map(Span::start);
        let start = day(self.at.or(self.from)).and_then(|start| calendar.add(start, lasts).map(|end| (start, end)));
        let end = || day(self.to).and_then(|end| calendar.subtract(end, lasts).map(|start| (start, end)));
        Some(match start.or_else(end) {
            Some((start, end)) => [end.0.saturating_sub(start.0).max(0); 2],
            None if lasts.months == 0 => [lasts.ticks.max(0); 2],
            None => {
                let least = calendar.least_ticks(lasts).unwrap_or(i64::MAX);
                [least, calendar.most_ticks(lasts).unwrap_or(i64::MAX)]
            }
        })
    }

    /// The same, kept by itself.
    pub fn to_owned(self) -> When {
        let Self { at, from, to, lasts, relations, follows } = self;
        When { at, from, to, lasts, relations: relations.to_vec(), follows }
    }
}
