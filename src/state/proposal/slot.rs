//! A place on the axis between the events of a lane, and which relations can be true there, judged by the picture.

use crate::state::lanes::Lane;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::relation::Relation;
use crate::time::Span;

/// The events that are looked at for the nearest that ends before a place, as long as one is found among them.
const LOOKED_AT: usize = 256;

/// A place among the events of a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    /// The nearest event before it.
    pub(super) after: Option<EventId>,
    /// The nearest event after it.
    pub(super) before: Option<EventId>,
    /// The event that goes on meanwhile, if it is to be said.
    pub(super) within: Option<EventId>,
    /// The place on the axis, in ticks.
    pub(super) at: f64,
}

/// The side of a place that an event lies on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Around,
    After,
}

impl Slot {
    /// The slot of a lane at this place of the axis; the `moved` events, which ascend, are not there. `within` is the event
    /// under the place, if it is to happen during that one: then only events that overlap it are neighbours.
    ///
    /// An event that the place is in the middle of is no neighbour. Near an end of it, the place counts as past that end.
    pub(super) fn of(story: &Story, lane: &Lane, moved: &[EventId], at: f64, within: Option<EventId>) -> Self {
        let span = |id: EventId| story.events.placed(id);
        let has_clock = story.time.clock().is_some();
        let outer = within.map(span).filter(|outer| !outer.is_moment());
        let counts = |id: &EventId| {
            let overlaps = |outer: Span| span(*id).start() < outer.end() && span(*id).end() > outer.start();
            moved.binary_search(id).is_err() && Some(*id) != within && outer.is_none_or(overlaps)
        };
        let events = &lane.events;
        let next = events.partition_point(|&id| (span(id).start().0 as f64) < at);
        let mut before = events[next..].iter().copied().find(counts);
        let mut after: Option<EventId> = None;
        let earlier = events[..next].iter().rev().copied().filter(counts);
        for (seen, id) in earlier.enumerate() {
            if seen >= LOOKED_AT && after.is_some() {
                break;
            }
            match side(span(id), at, has_clock) {
                Side::Before if after.is_none_or(|known| span(known).end() < span(id).end()) => after = Some(id),
                Side::After => before = Some(id),
                Side::Before | Side::Around => {}
            }
        }
        Self { after, before, within: outer.and(within), at }
    }

    /// The room between the neighbours, in ticks.
    fn room(self, story: &Story) -> (f64, f64) {
        let span = |id: EventId| story.events.placed(id);
        let low = self.after.map_or(f64::NEG_INFINITY, |id| span(id).end().0 as f64);
        let high = self.before.map_or(f64::INFINITY, |id| span(id).start().0 as f64);
        match self.within.map(span) {
            Some(outer) => (low.max(outer.start().0 as f64), high.min(outer.end().0 as f64)),
            None => (low, high),
        }
    }

    /// Whether something in this slot can be in a relation to `other`, as the picture has that one. What happens in the slot
    /// may be as long or as short as the relation asks.
    pub(super) fn allows(self, story: &Story, relation: Relation, other: EventId) -> bool {
        let (low, high) = self.room(story);
        let at = if low <= high { self.at.clamp(low, high) } else { self.at };
        let span = story.events.placed(other);
        let (start, end) = (span.start().0 as f64, span.end().0 as f64);
        let is_around = start <= at && at <= end;
        if self.within == Some(other) {
            use Relation::{During, Finishes, Meanwhile, Starts};
            return matches!(relation, During | Starts | Finishes | Meanwhile);
        }
        match relation {
            Relation::Before => at <= start,
            Relation::After => end <= at,
            Relation::Meets => at <= start && start <= high,
            Relation::MetBy => low <= end && end <= at,
            Relation::Overlaps => at <= start && start <= high && low < end,
            Relation::During | Relation::Meanwhile => is_around,
            Relation::Starts => is_around && low <= start,
            Relation::Finishes | Relation::OverlappedBy => is_around && end <= high,
            Relation::Contains | Relation::StartedBy | Relation::FinishedBy | Relation::Equals => {
                low <= start && end <= high
            }
        }
    }

    /// Where a ghost of this many ticks stands: at the place, but between the neighbours if it fits there.
    pub(super) fn ghost(self, story: &Story, length: i128) -> Span {
        let (low, high) = self.room(story);
        let length = length as f64;
        let start = if low + length <= high {
            self.at.clamp(low, high - length)
        } else {
            f64::midpoint(low.max(high - length), high - length)
        };
        let start = crate::time::Moment(start.round() as i64);
        let end = crate::time::Moment(start.0.saturating_add(length as i64));
        Span::at(start).hull(Span::at(end))
    }
}

fn side(span: Span, at: f64, has_clock: bool) -> Side {
    let (start, end) = (span.start().0 as f64, span.end().0 as f64);
    let quarter = (end - start) / 4.0;
    // Without a clock most events are a step long, and the place is on one side of its middle.
    let edge = if has_clock { quarter } else { quarter.max(0.5) };
    match (at - start, end - at) {
        (_, left) if left <= 0.0 => Side::Before,
        (begun, _) if begun <= 0.0 => Side::After,
        (begun, left) if left <= edge && left <= begun => Side::Before,
        (begun, _) if begun <= edge => Side::After,
        _ => Side::Around,
    }
}
