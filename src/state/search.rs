//! Finds events by words in their titles, summaries, cast with aliases, places, threads, tags and phases.
//!
//! A [`Search`] is the result of a [`Query`] in an [`Index`]. Accents and case do not matter, and typos are forgiven.
//! Knows no widget.

mod build;
pub(super) mod fold;
mod highlight;
mod hits;
mod index;
pub(super) mod needle;
mod postings;
mod query;
pub(super) mod roster;
mod scores;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use build::IndexBuilder;
pub use index::Index;
pub use query::{Query, SearchField, Term};

use std::ops::Range;
use std::sync::Arc;

use crate::analysis::bit_set::BitSet;
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use hits::Hits;

/// A query and the events that it found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    text: String,
    query: Query,
    found: Arc<Hits>,
    is_pending: bool,
}

impl Search {
    /// Searches `story` with an index that is built for this search alone. A [`Derived`](super::derived::Derived) keeps
    /// its index for all searches.
    pub fn new(story: &Story, query: &str) -> Self {
        Self::find(story, query, || Some(Arc::new(Index::new(story))))
    }

    /// Searches `story` for the events that match every term of `query`. A query without words finds nothing, and asks
    /// for no index; without an index the search is [pending](Self::is_pending).
    pub(super) fn find(story: &Story, query: &str, index: impl FnOnce() -> Option<Arc<Index>>) -> Self {
        let (text, query) = (query.to_owned(), Query::parse(query));
        if query.is_empty() {
            return Self { text, query, ..Self::default() };
        }
        let found = index().map(|index| {
            let matches = index.search(story, &query);
            Hits::new(index, matches)
        });
        let is_pending = found.is_none();
        Self { text, query, found: Arc::new(found.unwrap_or_default()), is_pending }
    }

    /// The query as it was typed.
    pub fn query(&self) -> &str {
        &self.text
    }

    /// The terms of the query.
    pub fn terms(&self) -> &[Term] {
        self.query.terms()
    }

    /// The query without the term at `index`.
    pub fn without(&self, index: usize) -> String {
        self.query.without(index)
    }

    /// Whether the query has a word, and not only a field without one.
    pub fn is_active(&self) -> bool {
        !self.query.is_empty()
    }

    /// Whether the search waits for the index, which is still being built.
    pub fn is_pending(&self) -> bool {
        self.is_pending
    }

    /// The events found, by their positions in the story; `None` if the search is not active or still pending.
    pub fn bits(&self) -> Option<&BitSet> {
        (self.is_active() && !self.is_pending).then(|| self.found.bits())
    }

    /// The number of events found. O(1).
    pub fn count(&self) -> usize {
        self.found.bits().count()
    }

    /// Whether `event` was found. O(1).
    pub fn has(&self, event: EventId) -> bool {
        self.found.bits().has(event.index())
    }

    /// The events found, by start, then by end, then by the file's order. This and the other lists are sorted on first
    /// use.
    pub fn hits(&self) -> &[EventId] {
        self.found.in_order()
    }

    /// The events found, best first.
    pub fn ranked(&self) -> &[EventId] {
        self.found.ranked()
    }

    /// The best of the events found, best first, at most `most`.
    pub fn best(&self, most: usize) -> Vec<EventId> {
        self.found.best(most)
    }

    /// The score of `event`, to be compared with others; 0 if it does not match.
    pub fn score(&self, event: EventId) -> u32 {
        self.found.score(event)
    }

    /// The events found, grouped by their first threads: the thread of the best hit first, and the best hits first in
    /// each. Each group is sorted when the iterator reaches it.
    pub fn grouped(&self) -> impl Iterator<Item = (ThreadId, &[EventId])> {
        (0..self.found.groups()).map(|at| self.found.group(at))
    }

    /// The position of an event in the grouped list, from 0, if it was found.
    pub fn place(&self, event: EventId) -> Option<usize> {
        self.found.place(event)
    }

    /// The ranges of bytes in `text` that the query matches, in order and without overlaps. `of` is the field that the
    /// text is a name of, or `None` for titles and summaries: a term such as `cast:kira` matches only in the cast.
    pub fn highlights(&self, text: &str, of: Option<SearchField>) -> Vec<Range<usize>> {
        highlight::highlights(text, of, &self.query, |term| self.found.has_typos(term))
    }

    /// The hit after `here` (`on`) or before it in the grouped list, which wraps around; the first or last hit if
    /// `here` is not among them.
    pub fn step(&self, here: Option<EventId>, on: bool) -> Option<EventId> {
        let last = self.count().checked_sub(1)?;
        let next = match (here.and_then(|event| self.place(event)), on) {
            (Some(at), true) if at < last => at + 1,
            (Some(at), false) if at > 0 => at - 1,
            (_, true) => 0,
            (_, false) => last,
        };
        self.found.at(next)
    }
}

/// The ranges of bytes in a title or summary that a query matches. Without a story, all possible typos are forgiven.
pub fn highlights(text: &str, query: &Query) -> Vec<Range<usize>> {
    highlight::highlights(text, None, query, |_| true)
}
