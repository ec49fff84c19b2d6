//! Finding events by their words: titles, summaries, cast with aliases, places, threads, tags and phases.
//!
//! [`Query`] is what was typed, [`Index`] what there is to find, [`Search`] what was found. Accents, case and slips of
//! the finger do not keep anything from being found. Knows no widget.

mod fold;
mod highlight;
mod hits;
mod index;
mod lists;
mod names;
mod needle;
mod palette;
mod query;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use hits::Hits;
pub use index::Index;
pub use palette::{Entry, Kind, MOST_ENTRIES, palette};
pub use query::{Field, Query, Term};

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::story::Story;
use crate::story::id::{EventId, ThreadId};

/// Builds the index of one story when it is first needed, and keeps it. Copies share it.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    index: Arc<OnceLock<Index>>,
    things: Arc<OnceLock<palette::Things>>,
}

impl Finder {
    /// The index of `story`, which has to be the same one every time.
    pub fn of(&self, story: &Story) -> &Index {
        self.index.get_or_init(|| Index::new(story))
    }

    fn things(&self, story: &Story) -> &palette::Things {
        self.things.get_or_init(|| palette::Things::new(story))
    }
}

/// What is searched for and what was found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    text: String,
    query: Query,
    found: Arc<Hits>,
    /// As a list shows them, and as one steps through them.
    grouped: Arc<Vec<(ThreadId, Vec<EventId>)>>,
}

impl Search {
    /// Searches `story` once. Who searches again and again keeps a [`Finder`] and asks [`Search::with`].
    pub fn new(story: &Story, query: &str) -> Self {
        Self::with(&Finder::default(), story, query)
    }

    /// Searches `story` for the events for which every term of `query` holds. A query that asks for nothing finds
    /// nothing, and needs no index.
    pub fn with(finder: &Finder, story: &Story, query: &str) -> Self {
        let parsed = Query::parse(query);
        let found = if parsed.is_empty() { Hits::default() } else { finder.of(story).search(story, &parsed) };
        let grouped = Arc::new(grouped(story, &found));
        Self { text: query.to_owned(), query: parsed, found: Arc::new(found), grouped }
    }

    /// What was typed.
    pub fn query(&self) -> &str {
        &self.text
    }

    /// What was typed, in terms.
    pub fn terms(&self) -> &[Term] {
        self.query.terms()
    }

    /// What to search for instead to be rid of the term at `index`.
    pub fn without(&self, index: usize) -> String {
        self.query.without(index)
    }

    /// Whether there is anything to search for: some letter, and not only an operator that waits for its word.
    pub fn is_active(&self) -> bool {
        !self.query.is_empty()
    }

    /// The events found, by when they start, then by the file's order.
    pub fn hits(&self) -> &[EventId] {
        self.found.in_order()
    }

    /// The events found, best first.
    pub fn ranked(&self) -> &[EventId] {
        self.found.ranked()
    }

    /// How well `event` matches, for comparing with others; 0 where it does not.
    pub fn score(&self, event: EventId) -> u32 {
        self.found.score(event)
    }

    /// The events found, by the thread that each belongs to first: the thread of the best hit first, and the best
    /// first in each.
    pub fn grouped(&self) -> &[(ThreadId, Vec<EventId>)] {
        &self.grouped
    }

    fn listed(&self) -> impl DoubleEndedIterator<Item = EventId> + Clone {
        self.grouped.iter().flat_map(|(_, events)| events.iter().copied())
    }

    /// The place of an event in that list, from 0, if it was found.
    pub fn place(&self, event: EventId) -> Option<usize> {
        if self.has(event) { self.listed().position(|hit| hit == event) } else { None }
    }

    /// Whether `event` was found.
    pub fn has(&self, event: EventId) -> bool {
        self.found.has(event)
    }

    /// Where in `text` the query is found, in bytes, in order and without overlaps. `of` is what kind of name the text
    /// is, or `None` for titles and summaries: a term such as `cast:kira` is only looked for in the cast.
    pub fn highlights(&self, text: &str, of: Option<Field>) -> Vec<Range<usize>> {
        highlight::highlights(text, of, &self.query, |term| self.found.slips.get(term).is_some_and(|slips| *slips))
    }

    /// The hit after `here` (`on`) or before it in the list, around the end; the first or last one where `here` is none
    /// of them.
    pub fn step(&self, here: Option<EventId>, on: bool) -> Option<EventId> {
        let count = self.hits().len();
        let at = here.and_then(|event| self.place(event));
        let next = match (at, on) {
            _ if count == 0 => return None,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, true) => 0,
            (None, false) => count - 1,
        };
        self.listed().nth(next)
    }
}

fn grouped(story: &Story, found: &Hits) -> Vec<(ThreadId, Vec<EventId>)> {
    let mut groups: Vec<(ThreadId, Vec<EventId>)> = Vec::new();
    let mut at: HashMap<ThreadId, usize> = HashMap::new();
    for &event in found.ranked() {
        let thread = story.event(event).thread;
        let at = *at.entry(thread).or_insert_with(|| {
            groups.push((thread, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(event);
    }
    groups
}

/// Where in a text that is no name a query is found, without a story: every slip that can be forgiven is.
pub fn highlights(text: &str, query: &Query) -> Vec<Range<usize>> {
    highlight::highlights(text, None, query, |_| true)
}
