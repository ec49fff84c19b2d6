//! From what a file says of its events' times to where each is drawn: each event becomes two points of an order
//! network, each thing said a constraint, and what the network finds becomes spans or a contradiction in the story's
//! terms. Knows nothing of files, threads or pictures.

mod contradiction;
mod repair;

use super::id::EventId;
use super::relation::{End, Relation};
use super::scheduler::block_on;
use super::{Timing, When};
use crate::time::network::{Basis, ClosePairs, Cycle, Network, ORIGIN, Point};
use crate::time::{Moment, Span};
use std::cmp::Ordering;
use std::convert::Infallible;

pub use contradiction::{Claim, Contradiction, Statement, Tie, TimeField};
pub use repair::{Repair, Thoroughness, repair};
pub(super) use repair::{least_to_leave_out, without};

/// The place of an event, and the places that the constraints allow it within the story's extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The span that it is drawn at.
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
    match block_on(place_all(whens.len(), |id| whens[id.index()].timing(), &async |_| Ok::<(), Infallible>(()))) {
        Ok(placed) => placed,
        Err(never) => match never {},
    }
}

/// The same for `events` events, whose timing `when` gives. Reports its progress between sweeps, from 0 to 1; an error of
/// `progress` ends it.
pub(super) async fn place_all<'w, E>(
    events: usize,
    when: impl Fn(EventId) -> Timing<'w>,
    progress: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Result<Vec<Placed>, Contradiction>, E> {
    if let Some(placed) = exactly(events, &when) {
        return Ok(Ok(placed));
    }
    let said = Said::of(events, when);
    progress(0.1).await?;
    let settled = match said.network.settle(&said.near, &async |share: f32| progress(0.1 + 0.9 * share).await).await? {
        Ok(settled) => settled,
        Err(cycle) => return Ok(Err(said.contradiction(&cycle))),
    };
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
    Ok(Ok((0..events).map(placed).collect()))
}

/// Places events that all have exact times at both ends, if all that is said of them is true: then nothing is sought.
fn exactly<'w>(events: usize, when: &impl Fn(EventId) -> Timing<'w>) -> Option<Vec<Placed>> {
    let all = || (0..events).map(|event| EventId(event as u32));
    let mut spans: Vec<Span> = Vec::new();
    for id in all() {
        spans.push(span_of(when(id))?);
    }
    let holds = |id: EventId, relation: Relation, other: EventId| {
        let Some(its) = spans.get(other.index()) else { return true };
        let at = |span: &Span, end| if end == End::Start { span.start() } else { span.end() };
        relation.asks().iter().all(|ask| at(&spans[id.index()], ask.mine).cmp(&at(its, ask.other)) == ask.is)
    };
    for id in all() {
        let said = when(id);
        let follows = said.follows.is_none_or(|other| holds(id, Relation::After, other));
        if !follows || !said.relations.iter().all(|&(relation, other)| holds(id, relation, other)) {
            return None;
        }
    }
    Some(spans.into_iter().map(|span| Placed { placed: span, earliest: span, latest: span }).collect())
}

/// The stretch that exact times give an event, if they do and agree.
fn span_of(said: Timing) -> Option<Span> {
    if said.at.is_some() && (said.from.is_some() || said.to.is_some()) {
        return None;
    }
    let start = said.at.or(said.from);
    let end = said.to.or(said.at.filter(|_| said.lasts.is_none()));
    let (start, end) = match (start, end, said.lasts) {
        (Some(start), Some(end), lasts) if lasts.is_none_or(|lasts| end.0.checked_sub(start.0) == Some(lasts)) => {
            (start, end)
        }
        (Some(start), None, Some(lasts)) => (start, Moment(start.0.checked_add(lasts.max(0))?)),
        (None, Some(end), Some(lasts)) => (Moment(end.0.checked_sub(lasts.max(0))?), end),
        _ => return None,
    };
    Span::new(start, end)
}

/// Everything that is said, as constraints, and where each was said.
struct Said {
    network: Network,
    near: ClosePairs,
    /// The origins of the constraints, by the numbers of their reasons.
    by: Vec<By>,
}

/// The origin of a constraint.
#[derive(Clone, Copy, Debug)]
enum By {
    Relation(EventId, Relation, EventId),
    Follows(EventId, EventId),
    Time(EventId, TimeField),
}

impl Said {
    fn of<'w>(events: usize, when: impl Fn(EventId) -> Timing<'w>) -> Self {
        let points = u32::try_from(events).unwrap_or(u32::MAX).saturating_mul(2).saturating_add(1);
        // Most events stand to one or two others. What is not needed of this stays untouched.
        let network = Network::with_capacity(points, 4 * events);
        let near = ClosePairs { first: Vec::with_capacity(events), then: Vec::with_capacity(3 * events) };
        let mut said = Self { network, near, by: Vec::with_capacity(3 * events) };
        for event in 0..events {
            let id = EventId(event as u32);
            let when = when(id);
            said.own(id, when);
            for &(relation, other) in when.relations {
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

    /// The constraints that an event puts on itself alone.
    fn own(&mut self, event: EventId, when: Timing) {
        let (start, end) = (point(event.index(), End::Start), point(event.index(), End::Finish));
        self.near.first.push((start, end));
        let moment = when.at.filter(|_| when.lasts.is_none());
        let given = [
            (start, TimeField::At, when.at),
            (start, TimeField::From, when.from),
            (end, TimeField::To, when.to),
            (end, TimeField::At, moment),
        ];
        for (point, field, at) in given {
            if let Some(Moment(at)) = at {
                let reason = self.reason(By::Time(event, field));
                self.network.exactly(ORIGIN, point, at, reason);
            }
        }
        if let Some(length) = when.lasts {
            let reason = self.reason(By::Time(event, TimeField::Lasts));
            self.network.exactly(start, end, length.max(0), reason);
        } else {
            let fixed = moment.is_some() || (when.from.is_some() && when.to.is_some());
            self.network.at_least(start, end, i64::from(!fixed), Basis::Inherent);
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

    fn reason(&mut self, by: By) -> Basis {
        self.by.push(by);
        Basis::Stated(self.by.len() as u32 - 1)
    }

    /// A contradiction if there is one; does not look for the best places.
    fn contradicts(&self) -> Option<Contradiction> {
        let anchored = self.by.iter().any(|by| matches!(by, By::Time(_, field) if *field != TimeField::Lasts));
        let earliest = if anchored { i64::MIN } else { 0 };
        self.network.solve(earliest, i64::MAX).err().map(|cycle| self.contradiction(&cycle))
    }

    fn contradiction(&self, cycle: &Cycle) -> Contradiction {
        let by = |reason| match reason {
            Basis::Stated(number) => self.by.get(number as usize).copied(),
            Basis::Inherent | Basis::Horizon => None,
        };
        Contradiction::new(cycle.steps.iter().map(|&step| (step, by(step.basis))))
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
