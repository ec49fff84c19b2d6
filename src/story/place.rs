//! From what a file says of its events' times to where each is drawn: each event becomes two points of an order
//! network, each thing said a constraint, and what the network finds becomes spans or a contradiction in the story's
//! terms. Knows nothing of files, threads or pictures.

mod clock;
mod contradiction;
mod entailed;
mod open;
mod repair;

use super::id::EventId;
use super::relation::{End, EndOrder, Relation};
use super::scheduler::block_on;
use super::{Given, Timing, When};
use crate::time::calendar::AnyCalendar;
use crate::time::network::{Basis, ClosePairs, Cycle, Network, ORIGIN, Point};
use crate::time::{Moment, Span};
use open::OpenPoints;
use std::cmp::Ordering;
use std::convert::Infallible;

pub use contradiction::{Claim, Contradiction, Statement, Tie, TimeField};
pub use entailed::{Around, Entailed, Pair, Side};
pub use open::{Open, OpenEnd};
pub use repair::{Repair, Thoroughness, repair};
pub(super) use repair::{least_to_leave_out, without};

/// The place of an event, and the places that the constraints allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The span that it is drawn at.
    pub placed: Span,
    /// Its earliest start and its earliest end, as far as the picture goes where `open` says that nothing bounds them.
    pub earliest: Span,
    /// Its latest start and its latest end, in the same way.
    pub latest: Span,
    /// The bounds that nothing closes.
    pub open: Open,
}

/// A clock that events are placed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock<'c> {
    /// The ticks of a usual unit: the least room that something gets of which only one side is known.
    pub unit: i64,
    /// The calendar that says how long months are.
    pub calendar: &'c AnyCalendar,
}

/// Places events by what is said of each, without a clock; `whens[i]` belongs to event `i`.
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
/// - The earliest and latest ends are those that all this allows without stretching the whole; bounds that the horizon
///   alone closes are open.
///
/// Linear for exact times, near-linear for relations that form no closed walks but for the search for the best places
/// (see [`network`](crate::time::network)). A relation to an event that does not exist says nothing.
pub fn place(whens: &[When]) -> Result<Vec<Placed>, Contradiction> {
    all_now(whens, None)
}

/// The same with a clock: relations say what [`Relation::least_gap`] has, and what is free is spread evenly over what is
/// known of it (see [`Network::spread`]), since to put it a tick beside something else would claim what nobody said.
/// Without any exact time it is [`place`] that decides.
pub fn place_on_clock(whens: &[When], clock: Clock<'_>) -> Result<Vec<Placed>, Contradiction> {
    all_now(whens, Some(clock))
}

fn all_now(whens: &[When], clock: Option<Clock<'_>>) -> Result<Vec<Placed>, Contradiction> {
    let when = |id: EventId| whens[id.index()].timing();
    match block_on(place_all(whens.len(), when, clock, &async |_| Ok::<(), Infallible>(()))) {
        Ok(placed) => placed,
        Err(never) => match never {},
    }
}

/// The same for `events` events, whose timing `when` gives. Reports its progress between sweeps, from 0 to 1; an error of
/// `progress` ends it.
pub(super) async fn place_all<'w, E>(
    events: usize,
    when: impl Fn(EventId) -> Timing<'w>,
    clock: Option<Clock<'_>>,
    progress: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Result<Vec<Placed>, Contradiction>, E> {
    if let Some(placed) = exactly(events, &when, clock) {
        return Ok(Ok(placed));
    }
    if let Some(clock) = clock
        && (0..events).any(|event| when(EventId(event as u32)).is_dated())
    {
        return clock::place(events, &when, clock, progress).await;
    }
    let said = Said::of(events, when, Gaps::of(clock), calendar_of(clock));
    progress(0.1).await?;
    let settled = match said.network.settle(&said.near, &async |share: f32| progress(0.1 + 0.8 * share).await).await? {
        Ok(settled) => settled,
        Err(cycle) => return Ok(Err(said.contradiction(&cycle))),
    };
    let open = OpenPoints::of(&said);
    let placed = |event| Placed {
        placed: span(&settled.places, event),
        earliest: span(&settled.bounds.earliest, event),
        latest: span(&settled.bounds.latest, event),
        open: open.of_event(event),
    };
    Ok(Ok((0..events).map(placed).collect()))
}

/// The calendar of a clock. Without a clock lengths are steps, which any calendar counts.
fn calendar_of(clock: Option<Clock<'_>>) -> &AnyCalendar {
    clock.map_or(&AnyCalendar::Gregorian, |clock| clock.calendar)
}

/// The span between the places of an event's ends.
fn span(places: &[i64], event: usize) -> Span {
    let [start, end] = [End::Start, End::Finish].map(|end| places[point(event, end) as usize]);
    // Ends are tied in order, so the hull is only a way to say so without a panic.
    Span::at(Moment(start)).hull(Span::at(Moment(end)))
}

/// Places events that all have exact times at both ends, if all that is said of them is true: then nothing is sought.
fn exactly<'w>(events: usize, when: &impl Fn(EventId) -> Timing<'w>, clock: Option<Clock<'_>>) -> Option<Vec<Placed>> {
    let all = || (0..events).map(|event| EventId(event as u32));
    let mut spans: Vec<Span> = Vec::new();
    for id in all() {
        spans.push(span_of(when(id), calendar_of(clock))?);
    }
    let holds = |id: EventId, relation: Relation, other: EventId| {
        let Some(its) = spans.get(other.index()) else { return true };
        let at = |span: &Span, end| if end == End::Start { span.start() } else { span.end() };
        let may_touch = relation.least_gap(clock.is_some()) == 0;
        let holds = |ask: &EndOrder| {
            let order = at(&spans[id.index()], ask.mine).cmp(&at(its, ask.other));
            order == ask.is || may_touch && order == Ordering::Equal
        };
        relation.asks().iter().all(holds)
    };
    for id in all() {
        let said = when(id);
        let follows = said.follows.is_none_or(|other| holds(id, Relation::After, other));
        if !follows || !said.relations.iter().all(|&(relation, other)| holds(id, relation, other)) {
            return None;
        }
    }
    let placed = |span| Placed { placed: span, earliest: span, latest: span, open: Open::default() };
    Some(spans.into_iter().map(placed).collect())
}

/// The stretch that exact times give an event, if they do and agree.
fn span_of(said: Timing, calendar: &AnyCalendar) -> Option<Span> {
    if said.at.is_some() && (said.from.is_some() || said.to.is_some()) {
        return None;
    }
    if let (Some(from), Some(to), None) = (said.from, said.to, said.lasts)
        && let Some(whole) = from.whole_until(to)
    {
        return Some(whole);
    }
    let exact = |given: Option<Given>| given.map(|given| given.exact().ok_or(())).transpose();
    let (Ok(at), Ok(from), Ok(to)) = (exact(said.at), exact(said.from), exact(said.to)) else { return None };
    let start = at.or(from);
    let end = to.or(at.filter(|_| said.lasts.is_none()));
    let (start, end) = match (start, end, said.lasts) {
        (Some(start), Some(end), lasts) if lasts.is_none_or(|lasts| calendar.add(start, lasts) == Some(end)) => {
            (start, end)
        }
        (Some(start), None, Some(lasts)) => (start, calendar.add(start, lasts)?),
        (None, Some(end), Some(lasts)) => (calendar.subtract(end, lasts)?, end),
        _ => return None,
    };
    Span::new(start, end)
}

/// The least distance of two ends that a relation tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gaps {
    /// A step, without a clock.
    Steps,
    /// As much as a relation says on a clock.
    Clock,
    /// Nothing: the bounds are then those that no moment passes, though one tick less may be needed to reach them.
    None,
}

impl Gaps {
    fn of(clock: Option<Clock<'_>>) -> Self {
        if clock.is_some() { Self::Clock } else { Self::Steps }
    }

    fn between(self, relation: Relation) -> i64 {
        match self {
            Self::Steps => relation.least_gap(false),
            Self::Clock => relation.least_gap(true),
            Self::None => 0,
        }
    }

    /// The least length of an event whose length is not fixed.
    fn within_event(self) -> i64 {
        i64::from(self != Self::None)
    }
}

/// Everything that is said, as constraints, and where each was said.
struct Said {
    network: Network,
    near: ClosePairs,
    /// The origins of the constraints, by the numbers of their reasons.
    by: Vec<By>,
    gaps: Gaps,
}

/// The origin of a constraint.
#[derive(Clone, Copy, Debug)]
enum By {
    Relation(EventId, Relation, EventId),
    Follows(EventId, EventId),
    Time(EventId, TimeField),
}

impl Said {
    fn of<'w>(events: usize, when: impl Fn(EventId) -> Timing<'w>, gaps: Gaps, calendar: &AnyCalendar) -> Self {
        Self::with_instants(events, when, gaps, calendar, |_| false)
    }

    /// The same with events that have no room for a length on the clock: they are instants, if nothing else is said.
    fn with_instants<'w>(
        events: usize,
        when: impl Fn(EventId) -> Timing<'w>,
        gaps: Gaps,
        calendar: &AnyCalendar,
        is_instant: impl Fn(EventId) -> bool,
    ) -> Self {
        let points = u32::try_from(events).unwrap_or(u32::MAX).saturating_mul(2).saturating_add(1);
        // Most events stand to one or two others. What is not needed of this stays untouched.
        let network = Network::with_capacity(points, 4 * events);
        let near = ClosePairs { first: Vec::with_capacity(events), then: Vec::with_capacity(3 * events) };
        let mut said = Self { network, near, by: Vec::with_capacity(3 * events), gaps };
        for event in 0..events {
            let id = EventId(event as u32);
            let when = when(id);
            said.own(id, when, calendar, gaps == Gaps::Clock && is_instant(id));
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
    fn own(&mut self, event: EventId, when: Timing, calendar: &AnyCalendar, is_instant: bool) {
        let (start, end) = (point(event.index(), End::Start), point(event.index(), End::Finish));
        self.near.first.push((start, end));
        let whole = when.from.zip(when.to).and_then(|(from, to)| from.whole_until(to));
        if let Some(whole) = whole {
            self.at(start, By::Time(event, TimeField::From), Span::at(whole.start()));
            self.at(end, By::Time(event, TimeField::To), Span::at(whole.end()));
        } else {
            // The limit of a unit is its end, which no start in it reaches.
            let as_start = if self.gaps == Gaps::None { Given::span } else { Given::as_start };
            let given = [
                (start, TimeField::At, when.at.map(as_start)),
                (start, TimeField::From, when.from.map(as_start)),
                (end, TimeField::To, when.to.map(Given::as_end)),
            ];
            for (point, field, range) in given {
                if let Some(range) = range {
                    self.at(point, By::Time(event, field), range);
                }
            }
        }
        let moment = when.at.filter(|_| when.lasts.is_none());
        if let Some(moment) = moment {
            self.network.at_least(start, end, 0, Basis::Inherent);
            if let Some(at) = moment.exact() {
                self.at(end, By::Time(event, TimeField::At), Span::at(at));
            } else {
                let reason = self.reason(By::Time(event, TimeField::At));
                self.network.exactly(start, end, 0, reason);
            }
        } else if let Some([least, most]) = when.length(calendar) {
            let reason = self.reason(By::Time(event, TimeField::Lasts));
            if least == most {
                self.network.exactly(start, end, least, reason);
            } else {
                self.network.at_least(start, end, least, reason);
                self.network.at_least(end, start, most.saturating_neg(), reason);
            }
        } else {
            let is_fixed = when.from.is_some() && when.to.is_some();
            let least = if is_fixed || is_instant { 0 } else { self.gaps.within_event() };
            self.network.at_least(start, end, least, Basis::Inherent);
        }
    }

    /// A point lies within a stretch of time.
    fn at(&mut self, point: Point, by: By, range: Span) {
        let reason = self.reason(by);
        let (Moment(first), Moment(last)) = (range.start(), range.end());
        if first == last {
            self.network.exactly(ORIGIN, point, first, reason);
        } else {
            self.network.at_least(ORIGIN, point, first, reason);
            self.network.at_least(point, ORIGIN, last.saturating_neg(), reason);
        }
    }

    fn relate(&mut self, event: EventId, relation: Relation, other: EventId, by: By) {
        let (reason, gap) = (self.reason(by), self.gaps.between(relation));
        for ask in relation.asks() {
            let (mine, its) = (point(event.index(), ask.mine), point(other.index(), ask.other));
            match ask.is {
                Ordering::Equal => self.network.exactly(its, mine, 0, reason),
                Ordering::Less => {
                    self.network.at_least(mine, its, gap, reason);
                    self.near.then.push((mine, its));
                }
                Ordering::Greater => {
                    self.network.at_least(its, mine, gap, reason);
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
        let earliest = if self.is_anchored() { i64::MIN } else { 0 };
        self.network.solve(earliest, i64::MAX).err().map(|cycle| self.contradiction(&cycle))
    }

    /// Whether any exact time is given.
    fn is_anchored(&self) -> bool {
        self.by.iter().any(|by| matches!(by, By::Time(_, field) if *field != TimeField::Lasts))
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
