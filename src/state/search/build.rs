//! Building the index of a story, a few events at a time: all at once, on another thread, or between the frames of a
//! window that has none. Knows no clock; who calls it decides how much is done at once.

use std::sync::Arc;

use super::fold::each_folded;
use super::index::Index;
use super::lists::Growing;
use super::names::{Names, called_as, filed_as, name_count};
use super::query::Field;
use super::vocabulary::Gathering;
use crate::analysis::sequence::Sequence;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, PlaceId, TagId, ThreadId};

/// An index that is being built.
#[derive(Debug)]
pub struct Builder {
    sequence: Arc<Sequence>,
    words: Gathering,
    titles: Growing,
    summaries: Growing,
    /// By field, in the order of `Field::ALL`.
    names: [GrowingNames; 5],
    title_lengths: Vec<u8>,
    threads: Vec<ThreadId>,
    /// Which field's names come next, which name of it, and which event.
    at: (usize, usize, usize),
}

/// The names of one field, so far.
#[derive(Debug, Default)]
struct GrowingNames {
    called: Growing,
    filed: Growing,
    events: Growing,
}

impl Builder {
    /// An index with nothing in it yet. `sequence` is the story's.
    pub fn new(story: &Story, sequence: Arc<Sequence>) -> Self {
        Self {
            sequence,
            words: Gathering::default(),
            titles: Growing::default(),
            summaries: Growing::default(),
            names: Default::default(),
            title_lengths: Vec::with_capacity(story.events.len()),
            threads: Vec::with_capacity(story.events.len()),
            at: (0, 0, 0),
        }
    }

    /// How much is done, of how much.
    pub fn done(&self, story: &Story) -> (usize, usize) {
        (self.at.2, story.events.len())
    }

    /// Reads the next names or events, so many at most; whether all are read. `story` is the same one every time.
    pub fn step(&mut self, story: &Story, most: usize) -> bool {
        for _ in 0..most.max(1) {
            let (field, name, event) = &mut self.at;
            if let Some(&kind) = Field::ALL.get(*field) {
                if *name < name_count(story, kind) {
                    let at = *name;
                    *name += 1;
                    self.read_name(story, kind, at);
                } else {
                    (*field, *name) = (*field + 1, 0);
                }
            } else if *event < story.events.len() {
                let at = *event;
                *event += 1;
                self.read_event(story, EventId(at as u32));
            } else {
                return true;
            }
        }
        false
    }

    fn read_name(&mut self, story: &Story, field: Field, name: usize) {
        let names = &mut self.names[field as usize];
        for (lists, texts) in
            [(&mut names.called, called_as(story, field, name)), (&mut names.filed, filed_as(story, field, name))]
        {
            for text in texts {
                each_folded(text, |word| lists.push(self.words.number(word), name as u32));
            }
        }
    }

    fn read_event(&mut self, story: &Story, id: EventId) {
        let event = story.event(id);
        let mut length = 0_u8;
        each_folded(event.title, |word| {
            self.titles.push(self.words.number(word), id.0);
            length = length.saturating_add(1);
        });
        each_folded(event.summary, |word| self.summaries.push(self.words.number(word), id.0));
        self.title_lengths.push(length);
        self.threads.push(event.thread);
        // A place has only the events right in it: what lies around a place is asked for later. So are the events of
        // phases: each is a stretch of the happening.
        let mut put = |field: Field, name: u32| self.names[field as usize].events.push(name, id.0);
        event.cast.iter().for_each(|&CharacterId(at)| put(Field::Cast, at));
        event.place.iter().for_each(|&PlaceId(at)| put(Field::Place, at));
        std::iter::once(&event.thread).chain(event.also).for_each(|&ThreadId(at)| put(Field::Thread, at));
        event.tags.iter().for_each(|&TagId(at)| put(Field::Tag, at));
    }

    /// The index, once all is read; what is not read is not found. O(n log n) in the different words.
    pub fn finish(self, story: &Story) -> Index {
        let (words, numbers) = self.words.finish();
        let row = |lists: Growing| lists.finish(numbers.iter().copied());
        let mut fields = Field::ALL.into_iter();
        let names = self.names.map(|names| {
            let count = fields.next().map_or(0, |field| name_count(story, field));
            let events = names.events.finish((0..count as u32).collect::<Vec<_>>().into_iter());
            Names { called: row(names.called), filed: row(names.filed), events, count }
        });
        let (titles, summaries) = (row(self.titles), row(self.summaries));
        Index::of(words, titles, summaries, names, self.sequence, self.title_lengths, self.threads, story.threads.len())
    }
}
