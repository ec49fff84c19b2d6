//! Answers how events must lie to each other: not where they are drawn, but what holds of every way to place them.
//!
//! An event *starts before* another if the other must start at least a tick later; or if it must be over by the other's
//! start and the two need not start at one tick: where there is a clock, "after" includes touching.

mod pairs;

use super::{Gaps, Open, Said, point};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::relation::End;
use crate::time::network::{Ahead, Distances, LeastMarks, Lengths, Point};
pub use pairs::{Pair, Side};

/// A story's order network, ready for questions.
#[derive(Clone, Debug)]
pub struct Entailed {
    /// `None` if what is said contradicts itself: then nothing follows from it.
    distances: Option<Distances>,
    events: usize,
}

/// The places of all events relative to one of them, in a byte for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    event: EventId,
    others: Vec<u8>,
}

/// For up to 64 events, a bit each, how all events start relative to them.
#[derive(Clone, Debug, Default)]
pub struct Starts {
    of_starts: Ahead,
    of_ends: Ahead,
}

impl Entailed {
    /// The network of a story. Linear: some 30 ms for 100,000 events.
    pub fn of(story: &Story) -> Self {
        let (gaps, calendar) = (Gaps::of(story.time.clock()), story.time.calendar());
        let is_instant = |id| story.events.freedom(id).is_moment() && story.event(id).open == Open::default();
        let when = |id| story.events.when(id);
        let said = Said::with_instants(story.events.len(), when, gaps, calendar, is_instant);
        Self { distances: said.network.distances().ok(), events: story.events.len() }
    }

    /// The places of all events relative to this one. Linear if no events are entangled.
    pub fn around(&self, event: EventId) -> Around {
        let Some(distances) = &self.distances else { return Around { event, others: vec![0; self.events] } };
        let question = Question::new(distances, event);
        Around { event, others: (0..self.events as u32).map(|other| question.answer(EventId(other))).collect() }
    }

    /// How all events start relative to the first 64 of `events`. A few sweeps if the network [is
    /// simple](Self::is_simple), else 16.
    pub fn starts(&self, events: &[EventId]) -> Starts {
        let ahead = |distances: &Distances, end: End| {
            let points: Vec<Point> = events.iter().take(64).map(|&event| point(event.index(), end)).collect();
            distances.ahead(&points)
        };
        let Some(distances) = &self.distances else { return Starts::default() };
        Starts { of_starts: ahead(distances, End::Start), of_ends: ahead(distances, End::Finish) }
    }

    /// Which of these events share some time with each of the others, or the instant of one that is a moment. As costly as
    /// [`starts`](Self::starts) for every 64 of them.
    pub fn beside_each_other(&self, events: &[EventId]) -> Vec<bool> {
        let Some(distances) = &self.distances else { return vec![false; events.len()] };
        let is_moment = |event| distances.are_one(start(event), end(event));
        let mut found = vec![true; events.len()];
        for (part, sources) in events.chunks(64).enumerate() {
            let ahead = distances.ahead(&sources.iter().map(|&event| start(event)).collect::<Vec<_>>());
            for (at, &other) in events.iter().enumerate() {
                for (lane, &source) in sources.iter().enumerate() {
                    // The source starts before the end of the other one, and this is asked for both ways round.
                    let may_touch = is_moment(source) || is_moment(other);
                    let before = if may_touch { ahead.not_before(end(other)) } else { ahead.after(end(other)) };
                    if before >> lane & 1 == 0 {
                        found[at] = false;
                        found[part * 64 + lane] = false;
                    }
                }
            }
        }
        found
    }

    /// For each event, the position of the first one in `list` that counts and that it starts before; `u32::MAX` if there
    /// is none. A few sweeps, whatever the number of events.
    ///
    /// What is said is true; but some of it is missing if events of open times have lengths, or moments may coincide.
    pub fn first_later(&self, list: &[EventId], counts: impl Fn(usize) -> bool) -> Vec<u32> {
        let Some(distances) = &self.distances else { return vec![u32::MAX; self.events] };
        let ranked = || (0..).zip(list).filter(|&(at, _)| counts(at as usize));
        let paths = distances.least_after(ranked().map(|(at, &event)| (start(event), at)));
        // By exact times, the latest start is before the other's earliest.
        let earliest = |(at, &event): (u32, &EventId)| Some((-distances.bounds(start(event))[0]?, at));
        let times = Firsts::new(ranked().filter_map(earliest).collect());
        let of = |event: EventId| {
            let touching = unless_tied(distances, list, (&paths, end(event)), End::Start);
            let by_times = distances.bounds(start(event))[1].map_or(u32::MAX, |latest| times.below(-latest));
            paths.apart(start(event)).min(touching).min(by_times)
        };
        (0..self.events as u32).map(EventId).map(of).collect()
    }

    /// For each event, the position of the first one in `list` that counts and that starts before it; the same otherwise.
    pub fn first_earlier(&self, list: &[EventId], counts: impl Fn(usize) -> bool) -> Vec<u32> {
        let Some(distances) = &self.distances else { return vec![u32::MAX; self.events] };
        let ranked = || (0..).zip(list).filter(|&(at, _)| counts(at as usize));
        let of_starts = distances.least_before(ranked().map(|(at, &event)| (start(event), at)));
        let of_ends = distances.least_before(ranked().map(|(at, &event)| (end(event), at)));
        let latest = |(at, &event): (u32, &EventId)| Some((distances.bounds(start(event))[1]?, at));
        let times = Firsts::new(ranked().filter_map(latest).collect());
        let of = |event: EventId| {
            let touching = unless_tied(distances, list, (&of_ends, start(event)), End::Finish);
            let by_times = distances.bounds(start(event))[0].map_or(u32::MAX, |earliest| times.below(earliest));
            of_starts.apart(start(event)).min(touching).min(by_times)
        };
        (0..self.events as u32).map(EventId).map(of).collect()
    }

    /// Whether the order of events without exact times follows from which relations there are, not from lengths.
    pub fn is_simple(&self) -> bool {
        self.distances.as_ref().is_none_or(Distances::is_simple)
    }

    /// The number of constraints that each sweep follows.
    pub fn constraints(&self) -> usize {
        self.distances.as_ref().map_or(0, Distances::arcs)
    }
}

fn start(event: EventId) -> Point {
    point(event.index(), End::Start)
}

fn end(event: EventId) -> Point {
    point(event.index(), End::Finish)
}

/// The mark of an event that touches a point, unless the two may be one instant.
fn unless_tied(distances: &Distances, list: &[EventId], (marks, at): (&LeastMarks, Point), of: End) -> u32 {
    let first = marks.touching(at);
    let event = list.get(first as usize);
    if event.is_none_or(|event| distances.are_tied(at, point(event.index(), of))) { u32::MAX } else { first }
}

/// Positions by time: answers which is the first of those with a time below a limit.
struct Firsts {
    times: Vec<i128>,
    /// The least position of the times up to each.
    first: Vec<u32>,
}

impl Firsts {
    fn new(mut times: Vec<(i128, u32)>) -> Self {
        times.sort_unstable();
        let mut least = u32::MAX;
        let first = times.iter().map(|&(_, at)| {
            least = least.min(at);
            least
        });
        let first = first.collect();
        Self { times: times.into_iter().map(|(time, _)| time).collect(), first }
    }

    fn below(&self, limit: i128) -> u32 {
        let count = self.times.partition_point(|&time| time < limit);
        count.checked_sub(1).map_or(u32::MAX, |last| self.first[last])
    }
}

const AFTER: u8 = 1;
const BEFORE: u8 = 1 << 1;
const BESIDE: u8 = 1 << 2;
const STARTS_AFTER: u8 = 1 << 3;
const STARTS_BEFORE: u8 = 1 << 4;
const STARTS_WITH: u8 = 1 << 5;

/// The distances that tell the places of all events relative to one.
struct Question<'d> {
    distances: &'d Distances,
    /// From its start and from its end.
    from: [Lengths<'d>; 2],
    /// To its start and to its end.
    to: [Lengths<'d>; 2],
    is_moment: bool,
}

impl<'d> Question<'d> {
    fn new(distances: &'d Distances, event: EventId) -> Self {
        let ends = [start(event), end(event)];
        Self {
            distances,
            from: ends.map(|point| distances.after(point)),
            to: ends.map(|point| distances.before(point)),
            is_moment: distances.are_one(ends[0], ends[1]),
        }
    }

    fn answer(&self, other: EventId) -> u8 {
        let (from, to) = (&self.from, &self.to);
        let (start, end) = (start(other), end(other));
        let apart = |lengths: &Lengths, at: Point, least: i128| lengths.get(at).is_some_and(|ticks| ticks >= least);
        let (over_before, over_by_then) = (apart(&to[0], end, 0), apart(&from[1], start, 0));
        let is_moment = self.is_moment || self.distances.are_one(start, end);
        let shared = i128::from(!is_moment);
        let (not_later, not_earlier) = (apart(&to[0], start, 0), apart(&from[0], start, 0));
        [
            (AFTER, over_before),
            (BEFORE, over_by_then),
            (BESIDE, apart(&from[0], end, shared) && apart(&to[1], start, shared)),
            (STARTS_AFTER, apart(&to[0], start, 1) || over_before && !not_earlier),
            (STARTS_BEFORE, apart(&from[0], start, 1) || over_by_then && !not_later),
            (STARTS_WITH, not_later && not_earlier),
        ]
        .into_iter()
        .fold(0, |bits, (bit, holds)| if holds { bits | bit } else { bits })
    }
}

impl Around {
    /// Whether the other event is over by the start of this one.
    pub fn is_after(&self, other: EventId) -> bool {
        self.has(other, AFTER)
    }

    /// Whether the other event does not start before the end of this one.
    pub fn is_before(&self, other: EventId) -> bool {
        self.has(other, BEFORE)
    }

    /// Whether both share some time, or the instant of one that is a moment.
    pub fn is_beside(&self, other: EventId) -> bool {
        self.has(other, BESIDE)
    }

    /// Whether this event starts after the other one does.
    pub fn starts_after(&self, other: EventId) -> bool {
        self.has(other, STARTS_AFTER)
    }

    /// Whether this event starts before the other one does.
    pub fn starts_before(&self, other: EventId) -> bool {
        self.has(other, STARTS_BEFORE)
    }

    /// Whether both start at the same time.
    pub fn starts_with(&self, other: EventId) -> bool {
        self.has(other, STARTS_WITH)
    }

    /// The first and the last place that this event can have in the order of starts, from 0. Events that start at the same
    /// time count in the file's order.
    pub fn places(&self) -> [usize; 2] {
        let event = self.event;
        let others = || (0..self.others.len() as u32).map(EventId).filter(|&other| other != event);
        let is_first = |other: &EventId| self.starts_with(*other) && *other < event;
        let is_last = |other: &EventId| self.starts_with(*other) && *other > event;
        let before = others().filter(|other| self.starts_after(*other) || is_first(other)).count();
        let behind = others().filter(|other| self.starts_before(*other) || is_last(other)).count();
        [before, self.others.len().saturating_sub(behind + 1)]
    }

    fn has(&self, other: EventId, bit: u8) -> bool {
        self.others.get(other.index()).is_some_and(|bits| bits & bit != 0)
    }
}

impl Starts {
    /// The events that another one does not start before.
    pub fn not_before(&self, other: EventId) -> u64 {
        self.of_starts.not_before(start(other))
    }

    /// The events that another one starts at least a tick after.
    pub fn after(&self, other: EventId) -> u64 {
        self.of_starts.after(start(other))
    }

    /// The events that are over by the start of another one.
    pub fn over_by(&self, other: EventId) -> u64 {
        self.of_ends.not_before(start(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Entailed;
    use crate::story::compile::compile;
    use crate::story::id::EventId;

    #[test]
    fn only_what_is_entailed_is_said() {
        let text = r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }],
            "events": [
                { "id": "0", "title": "0", "thread": "a" },
                { "id": "1", "title": "1", "thread": "a" },
                { "id": "2", "title": "2", "thread": "a" },
                { "id": "3", "title": "3", "thread": "b", "when": { "after": "0" } },
                { "id": "4", "title": "4", "thread": "b", "when": { "meanwhile": "1" } }] }"#;
        let (story, _) = compile(text.as_bytes()).faultless().expect("a good story");
        let around = Entailed::of(&story).around(EventId(1));
        let said = |other| {
            let (other, is) = (EventId(other), |it: bool, word| if it { word } else { "" });
            format!(
                "{}{}{}",
                is(around.is_after(other), "after"),
                is(around.is_before(other), "before"),
                is(around.is_beside(other), "beside")
            )
        };
        assert_eq!([0, 2, 3, 4].map(said), ["after", "before", "", "beside"]);
        assert_eq!(said(1), "beside", "itself");
        let all: Vec<EventId> = story.event_ids().collect();
        assert_eq!(Entailed::of(&story).beside_each_other(&[all[1], all[4]]), [true, true]);
        assert_eq!(Entailed::of(&story).beside_each_other(&all[1..]), [false, false, false, false]);
        assert_eq!(Entailed::of(&story).beside_each_other(&[all[3], all[4]]), [false, false]);
        let places = |event| Entailed::of(&story).around(EventId(event)).places();
        assert_eq!([0, 1, 3, 4].map(places), [[0, 1], [1, 3], [1, 4], [0, 3]]);
    }
}
