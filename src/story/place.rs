//! From what a file says of its events' times to where each is drawn: each event becomes two points of an order
//! network, each thing said a constraint, and what the network finds becomes spans or a contradiction in the story's
//! terms. Knows nothing of files, threads or pictures.

mod contradiction;

use super::When;
use super::id::EventId;
use super::relation::{End, Relation};
use crate::time::network::{Near, Network, ORIGIN, Point, Reason, Ring};
use crate::time::{Moment, Span};
use std::cmp::Ordering;

pub use contradiction::{Contradiction, Statement, Tie};

/// Where an event was placed, and what else the constraints allow within the story's extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Where it is drawn.
    pub placed: Span,
    /// Its earliest start and its earliest end.
    pub earliest: Span,
    /// Its latest start and its latest end.
    pub latest: Span,
}

/// Places events by what is said of each; `whens[i]` belongs to event `i`.
///
/// - An event with only `at` is a moment; with `lasts` it starts at `at`. `from` and `to` fix its ends, `lasts` its
///   length. An event whose length none of these fixes is at least one tick long.
/// - Every relation holds; whatever is said to be earlier is so by at least one tick. An event that `follows` another
///   comes after it.
/// - Among all such places the best: the whole is as short as can be; then the spans are shortest in sum, so that they
///   stretch only to contain what happens in them; then what is related lies closest, in the sum over all ends that a
///   relation compares; then everything is as early as can be. With no exact time the whole starts at tick 0. Above
///   some thousands of events ([`Settled::MOST`](crate::time::network::Settled::MOST) tells) spans and distances are
///   small but not always least.
/// - The earliest and latest ends are those that all this allows without stretching the whole.
///
/// All kinds of time are placed alike: only what a tick means differs. Linear for exact times, near-linear for
/// relations that form no closed walks but for the search for the best places (see
/// [`network`](crate::time::network)). A relation to an event that does not exist says nothing.
pub fn place(whens: &[When]) -> Result<Vec<Placed>, Contradiction> {
    let said = Said::of(whens);
    let settled = said.network.settle(&said.near).map_err(|ring| said.contradiction(&ring))?;
    let span = |places: &[i64], event| {
        let [start, end] = [End::Start, End::Finish].map(|end| places[point(event, end) as usize]);
        // Ends are tied in order, so the hull is only a way to say so without a panic.
        Span::at(Moment(start)).hull(Span::at(Moment(end)))
    };
    let placed = |event| Placed {
        placed: span(&settled.places, event),
        earliest: span(&settled.bounds.earliest, event),
        latest: span(&settled.bounds.latest, event),
    };
    Ok((0..whens.len()).map(placed).collect())
}

/// Everything that is said, as constraints, and where each was said.
struct Said {
    network: Network,
    near: Near,
    /// What the constraints' reasons number.
    by: Vec<By>,
}

/// What a constraint came of.
#[derive(Clone, Copy, Debug)]
enum By {
    Relation(EventId, Relation, EventId),
    Follows(EventId, EventId),
    Lasts,
    Exact,
}

impl Said {
    fn of(whens: &[When]) -> Self {
        let points = u32::try_from(whens.len()).unwrap_or(u32::MAX).saturating_mul(2).saturating_add(1);
        let mut said = Self { network: Network::new(points), near: Near::default(), by: Vec::new() };
        for (event, when) in whens.iter().enumerate() {
            said.own(event, when);
            let id = EventId(event as u32);
            for &(relation, other) in &when.relations {
                said.relate(id, relation, other, By::Relation(id, relation, other));
            }
            if let Some(other) = when.follows {
                said.relate(id, Relation::After, other, By::Follows(id, other));
            }
        }
        // A relation to an event that does not exist has no ends to bring close.
        said.near.then.retain(|&(from, to)| from < points && to < points);
        said
    }

    /// What an event says of itself alone.
    fn own(&mut self, event: usize, when: &When) {
        let (start, end) = (point(event, End::Start), point(event, End::Finish));
        self.near.first.push((start, end));
        let moment = when.at.filter(|_| when.lasts.is_none());
        for (point, at) in [(start, when.at), (start, when.from), (end, when.to), (end, moment)] {
            if let Some(Moment(at)) = at {
                let reason = self.reason(By::Exact);
                self.network.exactly(ORIGIN, point, at, reason);
            }
        }
        if let Some(length) = when.lasts {
            let reason = self.reason(By::Lasts);
            self.network.exactly(start, end, length.max(0), reason);
        } else {
            let fixed = moment.is_some() || (when.from.is_some() && when.to.is_some());
            self.network.at_least(start, end, i64::from(!fixed), Reason::Nature);
        }
    }

    fn relate(&mut self, event: EventId, relation: Relation, other: EventId, by: By) {
        let reason = self.reason(by);
        for ask in relation.asks() {
            let (mine, its) = (point(event.index(), ask.mine), point(other.index(), ask.other));
            match ask.is {
                Ordering::Equal => self.network.exactly(its, mine, 0, reason),
                Ordering::Less => {
                    self.network.at_least(mine, its, 1, reason);
                    self.near.then.push((mine, its));
                }
                Ordering::Greater => {
                    self.network.at_least(its, mine, 1, reason);
                    self.near.then.push((its, mine));
                }
            }
        }
    }

    fn reason(&mut self, by: By) -> Reason {
        self.by.push(by);
        Reason::Said(self.by.len() as u32 - 1)
    }

    fn contradiction(&self, ring: &Ring) -> Contradiction {
        let by = |reason| match reason {
            Reason::Said(number) => self.by.get(number as usize).copied(),
            Reason::Nature | Reason::Horizon => None,
        };
        Contradiction::new(ring.steps.iter().map(|&step| (step, by(step.reason))))
    }
}

/// The point of an event's start or end.
fn point(event: usize, end: End) -> Point {
    let start = (event as Point).saturating_mul(2).saturating_add(1);
    if end == End::Start { start } else { start.saturating_add(1) }
}

/// The event of a point that is not the origin.
fn event(point: Point) -> EventId {
    EventId(point.saturating_sub(1) / 2)
}
