//! A story: lists of threads, characters, places, phases and events, every name resolved and every
//! event placed. Immutable after [`compile::compile`]; knows no window, no screen and no file system.

pub mod amount;
pub mod calendar_text;
pub mod compile;
pub mod continuity;
mod events;
mod given;
pub mod id;
pub mod kind_of_time;
#[cfg(not(target_arch = "wasm32"))]
pub mod letters;
pub mod order;
pub mod place;
mod pool;
pub mod problem;
pub mod relation;
pub mod scheduler;
mod timing;
pub mod typed_time;
pub mod words;
pub mod workers;

use std::collections::HashMap;

use crate::time::Span;
use crate::time::calendar::{AnyCalendar, Dates};
use continuity::Continuity;
use id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, SourceId, TagId, ThreadId};
use place::{Clock, Contradiction, Open};
use relation::End;

pub use events::{Cites, Events, Links};
pub use given::{Given, Marks};
pub use timing::{Timing, When};

/// A whole story. The order of every list is the order of the file.
#[derive(Clone, Debug)]
pub struct Story {
    /// The title.
    pub title: String,
    /// The summary, a few sentences; may be empty.
    pub summary: String,
    /// Facts about the work it is told in, as label and text, in the file's order.
    pub work: Vec<(String, String)>,
    /// The kind of its times.
    pub time: TimeKind,
    /// The sources that its events cite.
    pub sources: Vec<Source>,
    /// The plot threads: one swimlane each.
    pub threads: Vec<Thread>,
    /// The characters.
    pub characters: Vec<Character>,
    /// The places.
    pub places: Vec<Place>,
    /// The named stretches the axis carries.
    pub phases: Vec<Phase>,
    /// The events.
    pub events: Events,
    /// What it states for the checks of continuity.
    pub continuity: Continuity,
    /// The names of all groups, each once: those of threads first, then those of characters.
    pub groups: Vec<String>,
    /// The number of each in that list.
    pub(crate) group_ids: HashMap<String, GroupId>,
    /// All tags, each once, as they come in the events.
    pub tags: Vec<String>,
    /// The hull of all placed events, with some room around it if that is a single moment; around 0 without events.
    pub extent: Span,
    /// Statements on times that cannot all be true, one cycle of them for each that is left out; empty in a sound story.
    pub contradictions: Vec<Contradiction>,
    /// The reason why each event gave way that says nothing of its time and would follow the one before it in its thread.
    pub given_way: Vec<Contradiction>,
}

impl Story {
    /// Every event, in the file's order.
    pub fn event_ids(&self) -> impl Iterator<Item = EventId> + use<> {
        (0..self.events.len() as u32).map(EventId)
    }

    /// Whether every event of this version is said to be when the one at its place in `old` was, so that all are placed as
    /// they were.
    pub fn has_times_of(&self, old: &Self) -> bool {
        let says_the_same = |id| self.events.when(id) == old.events.when(id);
        self.events.len() == old.events.len() && self.time == old.time && self.event_ids().all(says_the_same)
    }

    /// Whether, besides, they are told in the same order.
    pub fn has_orders_of(&self, old: &Self) -> bool {
        self.has_times_of(old) && self.event_ids().all(|id| self.events.told(id) == old.events.told(id))
    }

    /// Every thread, in the file's order.
    pub fn threads_in_order(&self) -> impl Iterator<Item = ThreadId> + use<> {
        (0..self.threads.len() as u32).map(ThreadId)
    }

    /// The event with this id.
    #[inline]
    pub fn event(&self, id: EventId) -> Event<'_> {
        self.events.get(id)
    }

    /// The thread with this id.
    pub fn thread(&self, id: ThreadId) -> &Thread {
        &self.threads[id.index()]
    }

    /// The character with this id.
    pub fn character(&self, id: CharacterId) -> &Character {
        &self.characters[id.index()]
    }

    /// The place with this id.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.index()]
    }

    /// The phase with this id.
    pub fn phase(&self, id: PhaseId) -> &Phase {
        &self.phases[id.index()]
    }

    /// The group with this name, if there is one.
    pub fn group(&self, name: &str) -> Option<GroupId> {
        self.group_ids.get(name).copied()
    }

    /// The tag with this name, if there is one. O(tags).
    pub fn tag(&self, name: &str) -> Option<TagId> {
        self.tags.iter().position(|known| known == name).map(|at| TagId(at as u32))
    }

    /// Whether an event belongs to a thread, first or also.
    pub fn is_in(&self, event: EventId, thread: ThreadId) -> bool {
        self.events.thread(event) == thread || self.events.also(event).contains(&thread)
    }

    /// Whether an event starts in a phase; it also does where the phase starts or ends with it.
    pub fn is_during(&self, event: EventId, phase: PhaseId) -> bool {
        let (phase, start) = (self.phase(phase), self.events.placed(event).start());
        let within = phase.placed.start() <= start && start < phase.placed.end();
        within || phase.placed.is_moment() && start == phase.placed.start() || event == phase.from || event == phase.to
    }

    /// A place and every place around it, from the inside out.
    pub fn places_around(&self, id: PlaceId) -> impl Iterator<Item = PlaceId> {
        std::iter::successors(Some(id), |&at| self.place(at).within)
    }
}

/// The kinds of time, which say what a tick is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// No clock: a tick is one step, and steps have no length.
    Order,
    /// Numbers of some unit: a tick is a millionth of it.
    Number {
        /// The unit that is counted, in the singular, such as `minute` or `chapter`; may be empty.
        unit: String,
        /// The same in the plural; may be empty.
        units: String,
    },
    /// Dates: a tick is a millisecond of their calendar's clock.
    Date(Dates),
}

/// A plot thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Its name in the file.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its summary; may be empty.
    pub summary: String,
    /// Its group, such as the place it plays in; may be empty.
    pub group: String,
    /// The events whose first thread it is, in the file's order.
    pub events: Vec<EventId>,
}

/// Somebody who takes part: a person, a species, a power.
#[derive(Clone, Debug)]
pub struct Character {
    /// The name in the file.
    pub id: String,
    /// The full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Their group; may be empty.
    pub group: String,
    /// Whether they are many, who may be in several places at once.
    pub is_collective: bool,
    /// Their summary, a sentence; may be empty.
    pub summary: String,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name in the file.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The place it lies in. Following it always ends.
    pub within: Option<PlaceId>,
}

/// Something the story's events rest on.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in the file.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its address; may be empty.
    pub url: String,
    /// The licence it is under; may be empty.
    pub licence: String,
}

/// A named stretch of the story, from the start of one event to the end of another.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its title.
    pub title: String,
    /// The event it starts with.
    pub from: EventId,
    /// The event it ends with.
    pub to: EventId,
    /// The span that it takes.
    pub placed: Span,
}

/// Something that happens, as the story has it.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Its name in the file.
    pub id: &'a str,
    /// Its label, short.
    pub title: &'a str,
    /// Its summary, a sentence or a few; may be empty.
    pub summary: &'a str,
    /// The thread it belongs to first.
    pub thread: ThreadId,
    /// Further threads it belongs to; never the first one again.
    pub also: &'a [ThreadId],
    /// Its time, as the file gives it.
    pub when: Timing<'a>,
    /// The span that it is drawn at.
    pub placed: Span,
    /// The earliest start and the earliest end that all constraints allow, and the picture where `open` says so.
    pub earliest: Span,
    /// The latest start and the latest end that all constraints allow, and the picture where `open` says so.
    pub latest: Span,
    /// The bounds that nothing in the story closes.
    pub open: Open,
    /// Its place in the telling, from 0, each taken once.
    pub told: u32,
    /// The place that it happens in.
    pub place: Option<PlaceId>,
    /// The characters who take part.
    pub cast: &'a [CharacterId],
    /// The events that it came of.
    pub because: Links<'a>,
    /// The events that it led to: the other side of `because`, in the file's order.
    pub led_to: &'a [EventId],
    /// Free words to find it by.
    pub tags: &'a [TagId],
    /// The places in sources that it rests on.
    pub cites: Cites<'a>,
}

impl Event<'_> {
    /// The place of an end in the picture, for programs: as it is given, or else as precisely as it is known.
    pub fn drawn_text(&self, time: &TimeKind, end: End) -> String {
        let moment = self.when.at.filter(|_| end == End::Start || self.when.lasts.is_none());
        let given = moment.or(if end == End::Start { self.when.from } else { self.when.to });
        let of = |span: Span| if end == End::Start { span.start() } else { span.end() };
        let is_whole = self.when.from.zip(self.when.to).is_some_and(|(from, to)| from.whole_until(to).is_some());
        match given {
            Some(given) if given.exact().is_none() && !is_whole => amount::given_text(time, given),
            _ => amount::drawn_text(
                time,
                of(self.placed),
                i128::from(of(self.latest).0) - i128::from(of(self.earliest).0),
                end,
            ),
        }
    }

    /// Whether the story leaves no choice where it lies.
    pub fn is_fixed(&self) -> bool {
        self.earliest == self.placed && self.latest == self.placed && self.open == Open::default()
    }
}

impl TimeKind {
    /// The clock that places are found on; none for an order.
    pub fn clock(&self) -> Option<Clock<'_>> {
        let unit = match self {
            Self::Order => return None,
            Self::Number { .. } => amount::TICKS_PER_UNIT,
            Self::Date(dates) => dates.calendar.units().clock.day(),
        };
        Some(Clock { unit, calendar: self.calendar() })
    }

    /// The calendar that lengths are counted by. Numbers and steps have no months, so any calendar counts them.
    pub fn calendar(&self) -> &AnyCalendar {
        static GREGORIAN: AnyCalendar = AnyCalendar::Gregorian;
        if let Self::Date(dates) = self { &dates.calendar } else { &GREGORIAN }
    }

    /// Whether a tick means the same in both, so that times of one story have a place in the other.
    pub fn has_ticks_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(dates), Self::Date(others)) => dates.calendar == others.calendar,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// A link from an event to one it came of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Because<'a> {
    /// The cause.
    pub event: EventId,
    /// The kind of link, such as `enables` or `motivates`; may be empty.
    pub relation: &'a str,
    /// A few words on what ties the two; may be empty.
    pub note: &'a str,
}

/// A place in a source that an event rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cite<'a> {
    /// The source.
    pub source: SourceId,
    /// The place in it, such as a page; may be empty.
    pub at: &'a str,
}
