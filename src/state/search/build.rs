//! Builds the index of a story in steps: all at once, on another thread, or between the frames of a page without
//! threads. Knows no clock; the caller decides how much is done in a step.

use std::sync::Arc;

use super::fold::each_folded;
use super::index::Index;
use super::postings::{FieldPostings, PostingsBuilder, ids_of, names_of, thing_count};
use super::query::SearchField;
use super::vocabulary::VocabularyBuilder;
use crate::analysis::sequence::Sequence;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, PlaceId, TagId, ThreadId};
use crate::story::order::Order;

/// An index that is being built.
#[derive(Debug)]
pub struct IndexBuilder {
    sequence: Arc<Sequence>,
    words: VocabularyBuilder,
    titles: PostingsBuilder,
    summaries: PostingsBuilder,
    /// By field, in the order of `SearchField::ALL`.
    fields: [FieldBuilder; 5],
    title_lengths: Vec<u8>,
    threads: Vec<ThreadId>,
    /// The next field whose things are read, the next thing of it, and the next event.
    at: (usize, usize, usize),
}

/// The postings of one field, so far.
#[derive(Debug, Default)]
struct FieldBuilder {
    names: PostingsBuilder,
    ids: PostingsBuilder,
    events: PostingsBuilder,
}

impl IndexBuilder {
    /// An empty index of `story`, whose events in order are `sequence`.
    pub fn new(story: &Story, sequence: Arc<Sequence>) -> Self {
        Self {
            sequence,
            words: VocabularyBuilder::default(),
            titles: PostingsBuilder::default(),
            summaries: PostingsBuilder::default(),
            fields: Default::default(),
            title_lengths: Vec::with_capacity(story.events.len()),
            threads: Vec::with_capacity(story.events.len()),
            at: (0, 0, 0),
        }
    }

    /// The number of events read so far, and the number of all.
    pub fn done(&self, story: &Story) -> (usize, usize) {
        (self.at.2, story.events.len())
    }

    /// Reads the next `most` names or events; `true` once all are read. `story` must be the same every time.
    pub fn step(&mut self, story: &Story, most: usize) -> bool {
        for _ in 0..most.max(1) {
            let (field, thing, event) = &mut self.at;
            if let Some(&kind) = SearchField::ALL.get(*field) {
                if *thing < thing_count(story, kind) {
                    let at = *thing;
                    *thing += 1;
                    self.read_thing(story, kind, at);
                } else {
                    (*field, *thing) = (*field + 1, 0);
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

    fn read_thing(&mut self, story: &Story, field: SearchField, thing: usize) {
        let postings = &mut self.fields[field as usize];
        for (lists, texts) in
            [(&mut postings.names, names_of(story, field, thing)), (&mut postings.ids, ids_of(story, field, thing))]
        {
            for text in texts {
                each_folded(text, |word| lists.push(self.words.number(word), thing as u32));
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
        // A place lists only the events directly in it; a search adds those of the places within it. Phases list none;
        // a search takes their part of the happening.
        let mut put = |field: SearchField, thing: u32| self.fields[field as usize].events.push(thing, id.0);
        event.cast.iter().for_each(|&CharacterId(at)| put(SearchField::Cast, at));
        event.place.iter().for_each(|&PlaceId(at)| put(SearchField::Place, at));
        std::iter::once(&event.thread).chain(event.also).for_each(|&ThreadId(at)| put(SearchField::Thread, at));
        event.tags.iter().for_each(|&TagId(at)| put(SearchField::Tag, at));
    }

    /// The index of what was read. O(n log n) in the number of different words.
    pub fn finish(self, story: &Story) -> Index {
        let (words, numbers) = self.words.finish();
        let by_word = |lists: PostingsBuilder| lists.finish(numbers.iter().copied());
        let mut kinds = SearchField::ALL.into_iter();
        let fields = self.fields.map(|field| {
            let count = kinds.next().map_or(0, |kind| thing_count(story, kind));
            let events = field.events.finish((0..count as u32).collect::<Vec<_>>().into_iter());
            FieldPostings { names: by_word(field.names), ids: by_word(field.ids), events, count }
        });
        let mut ranks = vec![0; self.title_lengths.len()];
        for (&id, rank) in self.sequence.of(Order::Happening).iter().zip(0..) {
            if let Some(known) = ranks.get_mut(id.index()) {
                *known = rank;
            }
        }
        Index {
            words,
            titles: by_word(self.titles),
            summaries: by_word(self.summaries),
            fields,
            sequence: self.sequence,
            ranks,
            title_lengths: self.title_lengths,
            threads: self.threads,
            thread_count: story.threads.len(),
        }
    }
}

impl Index {
    /// Reads all texts of `story` at once.
    pub fn new(story: &Story) -> Self {
        let mut builder = IndexBuilder::new(story, Arc::new(Sequence::new(story)));
        while !builder.step(story, usize::MAX) {}
        builder.finish(story)
    }
}
