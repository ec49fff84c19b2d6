//! How pairs of events must lie, for many pairs at once.

use super::{Entailed, end, start};
use crate::story::Story;
use crate::story::id::EventId;
use crate::time::Span;
use crate::time::network::Point;

/// How one of two events lies to the other.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own, and any of them can hold together")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// It is over by the start of the other one.
    pub is_over: bool,
    /// It starts no later than the other one.
    pub is_not_later: bool,
    /// It starts at least a tick before the other one.
    pub is_earlier: bool,
    /// It starts at least a tick before the other one ends.
    pub is_before_end: bool,
}

/// How two events lie to each other: what is said of the first, and what is said of the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair(pub [Side; 2]);

/// The earliest and the latest place of an event's start and end, where something bounds them.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    earliest: [Option<i64>; 2],
    latest: [Option<i64>; 2],
}

impl Side {
    fn new(latest: [Option<i64>; 2], earliest: [Option<i64>; 2]) -> Self {
        let compare = |mine: Option<i64>, its: Option<i64>, holds: fn(&i64, &i64) -> bool| {
            mine.zip(its).is_some_and(|(mine, its)| holds(&mine, &its))
        };
        Self {
            is_over: compare(latest[1], earliest[0], i64::le),
            is_not_later: compare(latest[0], earliest[0], i64::le),
            is_earlier: compare(latest[0], earliest[0], i64::lt),
            is_before_end: compare(latest[0], earliest[1], i64::lt),
        }
    }

    /// What either of two sources says.
    fn or(self, other: Self) -> Self {
        Self {
            is_over: self.is_over || other.is_over,
            is_not_later: self.is_not_later || other.is_not_later,
            is_earlier: self.is_earlier || other.is_earlier,
            is_before_end: self.is_before_end || other.is_before_end,
        }
    }
}

impl Pair {
    /// How two events lie that take these spans.
    pub fn of_spans(a: Span, b: Span) -> Self {
        let ends = |span: Span| [Some(span.start().0), Some(span.end().0)];
        Self([Side::new(ends(a), ends(b)), Side::new(ends(b), ends(a))])
    }

    /// What the bounds of two events say of how they must lie. That is all that there is to say if both are
    /// [fixed](crate::story::Event::is_fixed).
    pub fn of_bounds(story: &Story, a: EventId, b: EventId) -> Self {
        let [a, b] = [a, b].map(|event| Bounds::of(story, event));
        Self([Side::new(a.latest, b.earliest), Side::new(b.latest, a.earliest)])
    }

    /// Whether the first comes before the second: it is over by its start, and the two are not one instant.
    pub fn is_before(self) -> bool {
        self.0[0].is_over && !self.0[1].is_not_later
    }

    /// Whether both share at least a tick, or an instant within one of them.
    pub fn is_together(self) -> bool {
        self.0.iter().all(|side| side.is_before_end)
    }

    /// The same pair, the other one first.
    #[must_use]
    pub fn turned(self) -> Self {
        Self([self.0[1], self.0[0]])
    }

    /// What either of two sources says.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self([self.0[0].or(other.0[0]), self.0[1].or(other.0[1])])
    }
}

impl Bounds {
    fn of(story: &Story, event: EventId) -> Self {
        let event = story.event(event);
        let known = |is_open: bool, ticks: i64| (!is_open).then_some(ticks);
        let (open, earliest, latest) = (event.open, event.earliest, event.latest);
        Self {
            earliest: [known(open.start.earliest, earliest.start().0), known(open.end.earliest, earliest.end().0)],
            latest: [known(open.start.latest, latest.start().0), known(open.end.latest, latest.end().0)],
        }
    }
}

impl Entailed {
    /// How each of these pairs must lie, whatever the placement, and whether that is all: of the last ones nothing is found
    /// out if it takes more than about `most` steps along constraints. Two sweeps for every 64 different events if the network
    /// [is simple](Self::is_simple), else 16.
    pub fn pairs(&self, pairs: &[(EventId, EventId)], most: usize) -> (Vec<Pair>, bool) {
        let mut answers = vec![Pair::default(); pairs.len()];
        let Some(distances) = &self.distances else { return (answers, true) };
        // The sides to find out, by the event that they are about.
        let mut sides: Vec<(EventId, u32, usize)> = Vec::with_capacity(2 * pairs.len());
        for (number, &(a, b)) in (0..).zip(pairs) {
            sides.extend([(a, number, 0), (b, number, 1)]);
        }
        sides.sort_unstable();
        let cost = self.constraints().max(self.events) * if self.is_simple() { 2 } else { 16 };
        let mut left = most;
        let mut rest = sides.as_slice();
        while let Some(cheaper) = left.checked_sub(cost)
            && !rest.is_empty()
        {
            left = cheaper;
            let mut sources: Vec<EventId> = Vec::with_capacity(64);
            let mut count = 0;
            for &(event, ..) in rest {
                if sources.last() != Some(&event) {
                    if sources.len() == 64 {
                        break;
                    }
                    sources.push(event);
                }
                count += 1;
            }
            let (asked, later) = rest.split_at(count);
            rest = later;
            let points = |of: fn(EventId) -> Point| sources.iter().map(|&event| of(event)).collect::<Vec<_>>();
            let (of_starts, of_ends) = (distances.ahead(&points(start)), distances.ahead(&points(end)));
            let mut lane = 0;
            for &(event, number, side) in asked {
                while sources[lane] != event {
                    lane += 1;
                }
                let (a, b) = pairs[number as usize];
                let other = if side == 0 { b } else { a };
                let has = |bits: u64| bits >> lane & 1 != 0;
                answers[number as usize].0[side] = Side {
                    is_over: has(of_ends.not_before(start(other))),
                    is_not_later: has(of_starts.not_before(start(other))),
                    is_earlier: has(of_starts.after(start(other))),
                    is_before_end: has(of_starts.after(end(other))),
                };
            }
        }
        (answers, rest.is_empty())
    }

    /// Whether the second of two events must start less than `ticks` after the end of the first. Linear.
    pub fn is_less_between(&self, first: EventId, second: EventId, ticks: i64) -> bool {
        let Some(distances) = &self.distances else { return false };
        // The end lies more than `-ticks` after the start.
        distances.after(start(second)).get(end(first)).is_some_and(|least| least > -i128::from(ticks))
    }
}
