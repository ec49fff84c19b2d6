//! Events as written, stored as columns: texts are ranges of the file's text, and all lists of one kind share one list.
//! Each event that serde reads is added to the table before the next is read, so that its many small allocations are
//! freed at once: a million events take 164 MB besides their text, and would take 1,007 MB as serde's values.

mod rare;

use serde_json::value::RawValue;

use super::order::OwnTime;
use crate::document::format::{self, Event, Exact, Text, TextOr};
use crate::story::place::TimeField;
use crate::story::pool::Lists;
use crate::story::relation::Relation;
use rare::Rare;
pub(super) use rare::RareEntry;

/// A range that starts here or later is a range of `own`. No file is this long.
const OWN: u32 = 1 << 31;

/// Some events of a file.
#[derive(Debug)]
pub(super) struct EventTable<'t> {
    text: &'t str,
    /// The unescaped form of texts that have escapes in the file.
    own: String,
    rows: Vec<Row>,
    also: Lists<TextRange>,
    exact: Lists<(TimeField, Exact<'t>)>,
    relations: Lists<(Relation, TextRange)>,
    cast: Lists<TextRange>,
    because: Lists<Link>,
    tags: Lists<TextRange>,
    cites: Lists<[TextRange; 2]>,
    rare: Rare,
}

/// The range of a text: its first byte and its length.
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
    /// NaN if the file does not give it.
    told: f64,
}

/// One event of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenEvent<'s> {
    pub(super) id: &'s str,
    pub(super) title: &'s str,
    pub(super) summary: &'s str,
    pub(super) thread: &'s str,
    pub(super) also: &'s [TextRange],
    pub(super) exact: &'s [(TimeField, Exact<'s>)],
    /// Grouped by relation.
    pub(super) relations: &'s [(Relation, TextRange)],
    pub(super) told: f64,
    pub(super) place: Option<&'s str>,
    pub(super) cast: &'s [TextRange],
    pub(super) because: &'s [Link],
    pub(super) tags: &'s [TextRange],
    pub(super) cites: &'s [[TextRange; 2]],
    /// Each with the row of this event.
    pub(super) rare: &'s [(u32, RareEntry)],
}

impl<'t> EventTable<'t> {
    /// An empty table for events of this text.
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
            rare: Rare::default(),
        }
    }

    /// The number of events.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The text at a range.
    pub(super) fn text(&self, range: TextRange) -> &str {
        let (text, start) =
            if range.start < OWN { (self.text, range.start) } else { (self.own.as_str(), range.start - OWN) };
        text.get(start as usize..(start + range.length) as usize).unwrap_or_default()
    }

    /// The characters that a rare entry names.
    pub(super) fn names(&self, range: [u32; 2]) -> &[TextRange] {
        self.rare.names(range)
    }

    /// The ids of all events.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| self.text(row.id))
    }

    /// The id of the first event with this title.
    pub(super) fn id_of_title(&self, title: &str) -> Option<&str> {
        self.rows.iter().find(|row| self.text(row.title) == title).map(|row| self.text(row.id))
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
            exact: self.exact.get(at),
            relations: self.relations.get(at),
            told: row.told,
            place: row.place.map(|place| self.text(place)),
            cast: self.cast.get(at),
            because: self.because.get(at),
            tags: self.tags.get(at),
            cites: self.cites.get(at),
            rare: self.rare.get(at),
        }
    }

    /// Adds an event that was read from the same text.
    pub(super) fn push(&mut self, event: &Event<'t>) {
        let at = self.rows.len();
        let Self { text, own, .. } = self;
        let mut range = |written: &Text<'t>| range_of(text, own, written);
        self.rows.push(Row {
            id: range(&event.id),
            title: range(&event.title),
            summary: range(&event.summary),
            thread: range(&event.thread),
            place: event.place.as_ref().map(&mut range),
            told: event.told.unwrap_or(f64::NAN),
        });
        self.also.put(at, event.also.iter().map(&mut range));
        self.cast.put(at, event.cast.iter().map(&mut range));
        self.tags.put(at, event.tags.iter().map(&mut range));
        self.cites.put(at, event.cites.iter().map(|cite| [range(&cite.source), range(&cite.at)]));
        let links = event.because.iter().map(|cause| match cause {
            TextOr::Text(id) => Link { event: range(id), with: None },
            TextOr::Object(link) => {
                Link { event: range(&link.event), with: Some([range(&link.relation), range(&link.note)]) }
            }
        });
        self.because.put(at, links);
        self.rare.put(at, event, &mut range);
        if let Some(when) = &event.when {
            let format::When { at: moment, from, to, lasts, .. } = **when;
            let exact =
                [(TimeField::At, moment), (TimeField::From, from), (TimeField::To, to), (TimeField::Lasts, lasts)];
            self.exact.put(at, exact.into_iter().filter_map(|(field, exact)| Some((field, exact?))));
            let lists = Relation::ALL.into_iter().zip(when.relations());
            let relations = lists.flat_map(|(relation, others)| others.iter().map(move |other| (relation, other)));
            self.relations.put(at, relations.map(|(relation, other)| (relation, range(other))));
        }
    }
}

/// The range of a text: in the file, or in `own` if the file has it with escapes.
fn range_of(file: &str, own: &mut String, text: &str) -> TextRange {
    let length = text.len() as u32;
    let start = (text.as_ptr() as usize).wrapping_sub(file.as_ptr() as usize);
    if start <= file.len() && start + text.len() <= file.len() {
        return TextRange { start: start as u32, length };
    }
    own.push_str(text);
    TextRange { start: OWN + (own.len() - text.len()) as u32, length }
}

impl<'s> WrittenEvent<'s> {
    /// An exact time in its `when`.
    pub(super) fn exact(&self, field: TimeField) -> Option<&'s RawValue> {
        self.exact.iter().find(|&&(known, _)| known == field).map(|(_, exact)| exact.0)
    }

    /// Whether it gives its own time.
    pub(super) fn own_time(&self) -> OwnTime {
        let lasts_only = self.relations.is_empty() && self.exact.iter().all(|&(field, _)| field == TimeField::Lasts);
        if lasts_only { OwnTime::None } else { OwnTime::Given }
    }
}
