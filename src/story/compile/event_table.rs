//! Events as they are written, close together: where their texts stand in the file instead of the texts, and lists in
//! common. A file's million events are read through here one by one, so that none of the many small chunks that serde
//! makes of an event outlives it.

use serde_json::value::RawValue;

use crate::document::format::{self, Cause, Event, Exact, Text};
use crate::story::place::TimeField;
use crate::story::pool::Lists;
use crate::story::relation::Relation;

/// Where texts that are not in the file as they are begin to count; no file is longer.
const OWN: u32 = 1 << 31;

/// Some events of a file.
#[derive(Debug)]
pub(super) struct EventTable<'t> {
    text: &'t str,
    /// Texts that are written with escapes, without them.
    own: String,
    rows: Vec<Row>,
    also: Lists<TextRange>,
    exact: Lists<(TimeField, Exact<'t>)>,
    relations: Lists<(Relation, TextRange)>,
    cast: Lists<TextRange>,
    because: Lists<Link>,
    tags: Lists<TextRange>,
    cites: Lists<[TextRange; 2]>,
}

/// A text, by where it begins and how long it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TextRange {
    start: u32,
    length: u32,
}

/// A cause, with its relation and its note if it is written as an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) event: TextRange,
    pub(super) with: Option<[TextRange; 2]>,
}

#[derive(Debug)]
struct Row {
    id: TextRange,
    title: TextRange,
    summary: TextRange,
    thread: TextRange,
    place: Option<TextRange>,
    /// No number where the file does not say.
    told: f64,
    has_when: bool,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenEvent<'s> {
    pub(super) id: &'s str,
    pub(super) title: &'s str,
    pub(super) summary: &'s str,
    pub(super) thread: &'s str,
    pub(super) also: &'s [TextRange],
    pub(super) has_when: bool,
    pub(super) exact: &'s [(TimeField, Exact<'s>)],
    /// Those of one kind stand together.
    pub(super) relations: &'s [(Relation, TextRange)],
    pub(super) told: f64,
    pub(super) place: Option<&'s str>,
    pub(super) cast: &'s [TextRange],
    pub(super) because: &'s [Link],
    pub(super) tags: &'s [TextRange],
    pub(super) cites: &'s [[TextRange; 2]],
}

impl<'t> EventTable<'t> {
    /// An empty one for events of this text.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            own: String::new(),
            rows: Vec::new(),
            also: Lists::default(),
            exact: Lists::default(),
            relations: Lists::default(),
            cast: Lists::default(),
            because: Lists::default(),
            tags: Lists::default(),
            cites: Lists::default(),
        }
    }

    /// How many events there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The text at a range.
    pub(super) fn text(&self, range: TextRange) -> &str {
        let (text, start) =
            if range.start < OWN { (self.text, range.start) } else { (self.own.as_str(), range.start - OWN) };
        text.get(start as usize..(start + range.length) as usize).unwrap_or_default()
    }

    /// The ids of all events.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| self.text(row.id))
    }

    /// All events.
    pub(super) fn iter(&self) -> impl Iterator<Item = WrittenEvent<'_>> {
        (0..self.rows.len()).map(|at| self.get(at))
    }

    fn get(&self, at: usize) -> WrittenEvent<'_> {
        let row = &self.rows[at];
        WrittenEvent {
            id: self.text(row.id),
            title: self.text(row.title),
            summary: self.text(row.summary),
            thread: self.text(row.thread),
            also: self.also.get(at),
            has_when: row.has_when,
            exact: self.exact.get(at),
            relations: self.relations.get(at),
            told: row.told,
            place: row.place.map(|place| self.text(place)),
            cast: self.cast.get(at),
            because: self.because.get(at),
            tags: self.tags.get(at),
            cites: self.cites.get(at),
        }
    }

    /// Adds an event that was read from the same text.
    pub(super) fn push(&mut self, event: &Event<'t>) {
        let at = self.rows.len();
        let Self { text, own, .. } = self;
        let mut words = |words: &Text<'t>| note(text, own, words);
        self.rows.push(Row {
            id: words(&event.id),
            title: words(&event.title),
            summary: words(&event.summary),
            thread: words(&event.thread),
            place: event.place.as_ref().map(&mut words),
            told: event.told.unwrap_or(f64::NAN),
            has_when: event.when.is_some(),
        });
        self.also.put(at, event.also.iter().map(&mut words));
        self.cast.put(at, event.cast.iter().map(&mut words));
        self.tags.put(at, event.tags.iter().map(&mut words));
        self.cites.put(at, event.cites.iter().map(|cite| [words(&cite.source), words(&cite.at)]));
        let links = event.because.iter().map(|cause| match cause {
            Cause::Id(id) => Link { event: words(id), with: None },
            Cause::Link(link) => {
                Link { event: words(&link.event), with: Some([words(&link.relation), words(&link.note)]) }
            }
        });
        self.because.put(at, links);
        if let Some(when) = &event.when {
            let format::When { at: moment, from, to, lasts, .. } = **when;
            let exact =
                [(TimeField::At, moment), (TimeField::From, from), (TimeField::To, to), (TimeField::Lasts, lasts)];
            self.exact.put(at, exact.into_iter().filter_map(|(field, exact)| Some((field, exact?))));
            let lists = relations(when).into_iter();
            let relations = lists.flat_map(|(relation, others)| others.iter().map(move |other| (relation, other)));
            self.relations.put(at, relations.map(|(relation, other)| (relation, words(other))));
        }
    }
}

/// Where a text stands: in the file, or where it is kept if it is written differently there.
fn note(file: &str, own: &mut String, words: &str) -> TextRange {
    let length = words.len() as u32;
    let start = (words.as_ptr() as usize).wrapping_sub(file.as_ptr() as usize);
    if start <= file.len() && start + words.len() <= file.len() {
        return TextRange { start: start as u32, length };
    }
    own.push_str(words);
    TextRange { start: OWN + (own.len() - words.len()) as u32, length }
}

/// The lists of a `when`.
fn relations<'w, 'd>(when: &'w format::When<'d>) -> [(Relation, &'w [Text<'d>]); 14] {
    [
        (Relation::Before, &when.before),
        (Relation::After, &when.after),
        (Relation::Meets, &when.meets),
        (Relation::MetBy, &when.met_by),
        (Relation::Overlaps, &when.overlaps),
        (Relation::OverlappedBy, &when.overlapped_by),
        (Relation::During, &when.during),
        (Relation::Contains, &when.contains),
        (Relation::Starts, &when.starts),
        (Relation::StartedBy, &when.started_by),
        (Relation::Finishes, &when.finishes),
        (Relation::FinishedBy, &when.finished_by),
        (Relation::Equals, &when.equals),
        (Relation::Meanwhile, &when.meanwhile),
    ]
}

impl<'s> WrittenEvent<'s> {
    /// An exact time in its `when`.
    pub(super) fn exact(&self, field: TimeField) -> Option<&'s RawValue> {
        self.exact.iter().find(|&&(known, _)| known == field).map(|(_, exact)| exact.0)
    }

    /// Whether it says of its time at most how long it lasts.
    pub(super) fn says_not_when(&self) -> bool {
        self.relations.is_empty() && self.exact.iter().all(|&(field, _)| field == TimeField::Lasts)
    }
}
