//! The events of a story as columns: a million of them take few allocations, are read without chasing pointers, and are
//! dropped at once. An [`Event`] is a view of one row.

mod builder;
mod times;

use std::collections::HashMap;

use super::id::{CharacterId, EventId, PlaceId, SourceId, TagId, ThreadId};
use super::place::{Open, Placed};
use super::pool::{Lists, Texts};
use super::relation::Relation;
use super::{Because, Cite, Event, Timing, When};
use crate::time::Span;
pub(super) use builder::{Builder, Draft};

/// Nothing, where a number stands for something.
const NONE: u32 = u32::MAX;
/// The texts that each event has: its id, its title and its summary.
const TEXTS: usize = 3;

/// All events, in the file's order.
#[derive(Clone, Debug, Default)]
pub struct Events {
    rows: Vec<Row>,
    texts: Texts,
    also: Lists<ThreadId>,
    /// Which times each event has, as [bits](times), and those that it has.
    given: Vec<u8>,
    times: Lists<i64>,
    /// The bounds that nothing closes, a bit each.
    open: Vec<u8>,
    relations: Lists<(Relation, EventId)>,
    cast: Lists<CharacterId>,
    because: Lists<(EventId, Phrase, Phrase)>,
    led_to: Lists<EventId>,
    tags: Lists<TagId>,
    cites: Lists<(SourceId, Phrase)>,
    phrases: Texts,
}

/// The columns that every event has a value in.
#[derive(Clone, Copy, Debug)]
struct Row {
    placed: Span,
    earliest: Span,
    latest: Span,
    told: u32,
    thread: ThreadId,
    place: u32,
    follows: u32,
}

/// Words on a link or a citation, in `Events::phrases`; the first is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Phrase(u32);

impl Events {
    /// Their number.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Event<'_>> + DoubleEndedIterator + Clone {
        (0..self.len()).map(|at| self.get(EventId(at as u32)))
    }

    /// The event with this id.
    ///
    /// # Panics
    /// If the id is of another story.
    #[inline]
    pub fn get(&self, id: EventId) -> Event<'_> {
        let (at, row) = (id.index(), &self.rows[id.index()]);
        Event {
            id: self.texts.get(TEXTS * at),
            title: self.texts.get(TEXTS * at + 1),
            summary: self.texts.get(TEXTS * at + 2),
            thread: row.thread,
            also: self.also.get(at),
            when: self.timing(at, row),
            placed: row.placed,
            earliest: row.earliest,
            latest: row.latest,
            open: Open::from_bits(self.open.get(at).copied().unwrap_or_default()),
            told: row.told,
            place: (row.place != NONE).then_some(PlaceId(row.place)),
            cast: self.cast.get(at),
            because: Links { links: self.because.get(at), phrases: &self.phrases },
            led_to: self.led_to.get(at),
            tags: self.tags.get(at),
            cites: Cites { cites: self.cites.get(at), phrases: &self.phrases },
        }
    }

    /// The id of an event in the file.
    #[inline]
    pub fn id(&self, id: EventId) -> &str {
        self.texts.get(TEXTS * id.index())
    }

    /// The title of an event.
    #[inline]
    pub fn title(&self, id: EventId) -> &str {
        self.texts.get(TEXTS * id.index() + 1)
    }

    /// The summary of an event; may be empty.
    #[inline]
    pub fn summary(&self, id: EventId) -> &str {
        self.texts.get(TEXTS * id.index() + 2)
    }

    /// The span that an event is drawn at. Cheaper than through [`get`](Self::get).
    #[inline]
    pub fn placed(&self, id: EventId) -> Span {
        self.rows[id.index()].placed
    }

    /// The span that an event could take, from its earliest start to its latest end.
    #[inline]
    pub fn freedom(&self, id: EventId) -> Span {
        let row = &self.rows[id.index()];
        Span::at(row.earliest.start()).hull(Span::at(row.latest.end()))
    }

    /// Whether the story leaves no choice when an event starts.
    #[inline]
    pub fn is_start_fixed(&self, id: EventId) -> bool {
        let row = &self.rows[id.index()];
        let open = Open::from_bits(self.open.get(id.index()).copied().unwrap_or_default()).start;
        row.earliest.start() == row.latest.start() && !open.earliest && !open.latest
    }

    /// An event's place in the telling.
    #[inline]
    pub fn told(&self, id: EventId) -> u32 {
        self.rows[id.index()].told
    }

    /// The thread that an event belongs to first.
    #[inline]
    pub fn thread(&self, id: EventId) -> ThreadId {
        self.rows[id.index()].thread
    }

    /// Further threads that an event belongs to.
    #[inline]
    pub fn also(&self, id: EventId) -> &[ThreadId] {
        self.also.get(id.index())
    }

    /// The characters in an event.
    #[inline]
    pub fn cast(&self, id: EventId) -> &[CharacterId] {
        self.cast.get(id.index())
    }

    /// The events with this character, in the file's order. Far quicker than asking each event.
    pub fn with_cast(&self, who: CharacterId) -> impl Iterator<Item = EventId> {
        self.cast.with(who).map(id)
    }

    /// The events that have a tag, in the file's order.
    pub fn with_tag(&self, tag: TagId) -> impl Iterator<Item = EventId> {
        self.tags.with(tag).map(id)
    }

    /// The events that belong to a thread but not first, in the file's order.
    pub fn also_in(&self, thread: ThreadId) -> impl Iterator<Item = EventId> {
        self.also.with(thread).map(id)
    }

    /// The relations that an event is said to have to others.
    #[inline]
    pub fn relations(&self, id: EventId) -> &[(Relation, EventId)] {
        self.relations.get(id.index())
    }

    /// The time of an event, as the file gives it.
    #[inline]
    pub fn when(&self, id: EventId) -> Timing<'_> {
        self.timing(id.index(), &self.rows[id.index()])
    }

    /// The events that an event came of, as the file has them.
    #[inline]
    pub fn causes(&self, id: EventId) -> impl ExactSizeIterator<Item = EventId> + Clone {
        self.because.get(id.index()).iter().map(|&(cause, ..)| cause)
    }

    /// The place of an event, if it is told.
    #[inline]
    pub fn place_of(&self, id: EventId) -> Option<PlaceId> {
        let place = self.rows[id.index()].place;
        (place != NONE).then_some(PlaceId(place))
    }

    /// The tags of an event.
    #[inline]
    pub fn tags(&self, id: EventId) -> &[TagId] {
        self.tags.get(id.index())
    }

    #[inline]
    fn timing(&self, at: usize, row: &Row) -> Timing<'_> {
        let follows = (row.follows != NONE).then_some(EventId(row.follows));
        let given = self.given.get(at).copied().unwrap_or_default();
        times::read(given, self.times.get(at), self.relations.get(at), follows)
    }

    /// Puts an event where it was found to lie.
    pub(super) fn place(&mut self, id: EventId, at: Placed) {
        let row = &mut self.rows[id.index()];
        (row.placed, row.earliest, row.latest) = (at.placed, at.earliest, at.latest);
        self.open.resize(self.rows.len(), 0);
        self.open[id.index()] = at.open.to_bits();
    }

    /// Puts every event where the one at its place in `others` lies.
    pub(super) fn place_as(&mut self, others: &Self) {
        for (row, other) in self.rows.iter_mut().zip(&others.rows) {
            (row.placed, row.earliest, row.latest) = (other.placed, other.earliest, other.latest);
        }
        self.open.clone_from(&others.open);
    }

    /// Says which event of its thread one follows.
    pub(super) fn follow(&mut self, id: EventId, other: Option<EventId>) {
        self.rows[id.index()].follows = other.map_or(NONE, |other| other.0);
    }

    /// Gives an event its place in the telling.
    pub(super) fn tell(&mut self, id: EventId, told: u32) {
        self.rows[id.index()].told = told;
    }
}

fn id(at: usize) -> EventId {
    EventId(at as u32)
}

/// Links from an event to those it came of.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a> {
    links: &'a [(EventId, Phrase, Phrase)],
    phrases: &'a Texts,
}

impl<'a> Links<'a> {
    /// Their number.
    pub fn len(self) -> usize {
        self.links.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.links.is_empty()
    }

    /// All of them, as the file has them.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Because<'a>> + DoubleEndedIterator + Clone {
        let Self { links, phrases } = self;
        links.iter().map(|&(event, relation, note)| Because {
            event,
            relation: phrases.get(relation.0 as usize),
            note: phrases.get(note.0 as usize),
        })
    }
}

/// The places in sources that an event rests on.
#[derive(Clone, Copy, Debug)]
pub struct Cites<'a> {
    cites: &'a [(SourceId, Phrase)],
    phrases: &'a Texts,
}

impl<'a> Cites<'a> {
    /// Their number.
    pub fn len(self) -> usize {
        self.cites.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.cites.is_empty()
    }

    /// All of them, as the file has them.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Cite<'a>> + DoubleEndedIterator + Clone {
        let Self { cites, phrases } = self;
        cites.iter().map(|&(source, at)| Cite { source, at: phrases.get(at.0 as usize) })
    }
}

/// The new number of each thing that a story keeps; `None` for what it drops.
pub(super) struct Kept {
    pub(super) events: Vec<Option<EventId>>,
    pub(super) threads: Vec<Option<ThreadId>>,
    pub(super) characters: Vec<Option<CharacterId>>,
    pub(super) places: Vec<Option<PlaceId>>,
    pub(super) sources: Vec<Option<SourceId>>,
    /// The most tags that are kept.
    pub(super) most_tags: usize,
}

impl Events {
    /// The events that are kept, with what is kept of all they refer to, and their tags out of `tags`.
    pub(super) fn keep(&self, tags: &[String], kept: &Kept) -> (Self, Vec<String>) {
        let mut builder = Builder::default();
        let mut order: Vec<(u32, EventId)> = Vec::new();
        for (event, &new) in self.iter().zip(&kept.events) {
            let (Some(id), Some(&Some(thread))) = (new, kept.threads.get(event.thread.index())) else { continue };
            order.push((event.told, id));
            let also: Vec<_> = event.also.iter().filter_map(|it| kept.threads[it.index()]).collect();
            let cast: Vec<_> = event.cast.iter().filter_map(|it| kept.characters[it.index()]).collect();
            let because = event.because.iter();
            let because = because.filter_map(|it| Some(Because { event: kept.events[it.event.index()]?, ..it }));
            let cites = event.cites.iter();
            let cites = cites.filter_map(|it| Some(Cite { source: kept.sources[it.source.index()]?, ..it }));
            let own_tags = event.tags.iter().filter(|tag| tag.index() < kept.most_tags);
            let relations = event.when.relations.iter();
            let relations = relations.filter_map(|&(relation, it)| Some((relation, kept.events[it.index()]?)));
            let follows = event.when.follows.and_then(|it| kept.events[it.index()]);
            builder.push(&Draft {
                id: event.id,
                title: event.title,
                summary: event.summary,
                thread,
                also: &also,
                when: &When { relations: relations.collect(), follows, ..event.when.to_owned() },
                place: event.place.and_then(|it| kept.places[it.index()]),
                cast: &cast,
                because: &because.collect::<Vec<_>>(),
                tags: &own_tags.map(|tag| tags[tag.index()].as_str()).collect::<Vec<_>>(),
                cites: &cites.collect::<Vec<_>>(),
            });
        }
        let (mut events, tags) = builder.finish();
        order.sort_unstable();
        for (rank, (_, id)) in (0..).zip(order) {
            events.tell(id, rank);
        }
        (events, tags)
    }

    /// Replaces what some events say of their times.
    pub(super) fn set_times(&mut self, changed: &HashMap<EventId, When>) {
        let (mut given, mut times, mut relations) = (Vec::new(), Lists::default(), Lists::default());
        for at in 0..self.len() {
            let said = changed.get(&id(at)).map_or_else(|| self.when(id(at)), When::timing);
            times::put(at, said, &mut given, &mut times, &mut relations);
        }
        (self.given, self.times, self.relations) = (given, times, relations);
    }
}
