//! Finding events by their words: titles, summaries, cast with aliases, places, threads, tags and phases.
//!
//! [`Query`] is what was typed, [`Index`] what there is to find, [`Search`] what was found. Accents, case and slips of
//! the finger do not keep anything from being found. Knows no widget.

mod build;
pub(super) mod fold;
mod highlight;
mod hits;
mod index;
mod lists;
mod names;
pub(super) mod needle;
mod query;
pub(super) mod roster;
mod scores;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use build::Builder;
pub use index::Index;
pub use query::{Field, Query, Term};

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::analysis::bit_set::BitSet;
use crate::analysis::sequence::Sequence;
use crate::analysis::telling::Telling;
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use hits::Hits;

/// Builds what is needed to find things in one story when it is first needed, and keeps it. Copies share it.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    kept: Arc<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    sequence: OnceLock<Arc<Sequence>>,
    telling: OnceLock<Arc<Telling>>,
    index: OnceLock<Arc<Index>>,
    roster: OnceLock<roster::Roster>,
    /// Whether somebody else builds the index.
    is_built_elsewhere: AtomicBool,
}

impl Finder {
    /// The events of `story` in order, which has to be the same story every time.
    pub fn sequence(&self, story: &Story) -> &Arc<Sequence> {
        self.kept.sequence.get_or_init(|| Arc::new(Sequence::new(story)))
    }

    /// The two orders of `story`, compared. Found once, O(n log n).
    pub fn telling(&self, story: &Story) -> &Arc<Telling> {
        self.kept.telling.get_or_init(|| Arc::new(Telling::along(story, self.sequence(story))))
    }

    /// Whether they are compared already.
    pub fn has_telling(&self) -> bool {
        self.kept.telling.get().is_some()
    }

    /// The index of `story`, built now where it is not there yet.
    pub fn of(&self, story: &Story) -> &Arc<Index> {
        self.kept.index.get_or_init(|| {
            let mut builder = self.builder(story);
            while !builder.step(story, usize::MAX) {}
            Arc::new(builder.finish(story))
        })
    }

    /// What builds the index of `story` in steps; once it is finished it is handed to [`Finder::keep`].
    pub fn builder(&self, story: &Story) -> Builder {
        Builder::new(story, self.sequence(story).clone())
    }

    /// From now on nobody who searches builds the index: until it is handed over, what is searched for is
    /// [not known yet](Search::is_pending).
    pub fn build_elsewhere(&self) {
        self.kept.is_built_elsewhere.store(true, Ordering::Relaxed);
    }

    /// Leaves building the index to somebody else where `other` does.
    pub(super) fn build_as(&self, other: &Self) {
        if other.kept.is_built_elsewhere.load(Ordering::Relaxed) {
            self.build_elsewhere();
        }
    }

    /// Takes over the index.
    pub fn keep(&self, index: Index) {
        // Where there is one already it is the same.
        let _ = self.kept.index.set(Arc::new(index));
    }

    /// Whether somebody else still builds the index.
    pub fn is_pending(&self) -> bool {
        self.kept.is_built_elsewhere.load(Ordering::Relaxed) && self.kept.index.get().is_none()
    }

    /// The index, unless it is not there yet and somebody else builds it.
    fn index(&self, story: &Story) -> Option<&Arc<Index>> {
        if self.is_pending() { None } else { Some(self.of(story)) }
    }

    /// The named things of `story`.
    pub(super) fn roster(&self, story: &Story) -> &roster::Roster {
        self.kept.roster.get_or_init(|| roster::Roster::new(story))
    }
}

/// What is searched for and what was found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    text: String,
    query: Query,
    found: Arc<Hits>,
    is_pending: bool,
}

impl Search {
    /// Searches `story` once. Who searches again and again keeps a [`Finder`] and asks [`Search::with`].
    pub fn new(story: &Story, query: &str) -> Self {
        Self::with(&Finder::default(), story, query)
    }

    /// Searches `story` for the events for which every term of `query` holds. A query that asks for nothing finds
    /// nothing, and needs no index.
    pub fn with(finder: &Finder, story: &Story, query: &str) -> Self {
        let (text, query) = (query.to_owned(), Query::parse(query));
        if query.is_empty() {
            return Self { text, query, ..Self::default() };
        }
        let found = finder.index(story).map(|index| index.search(story, &query));
        let is_pending = found.is_none();
        Self { text, query, found: Arc::new(found.unwrap_or_default()), is_pending }
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

    /// Whether it is not known yet what there is to be found, because the index is still being built.
    pub fn is_pending(&self) -> bool {
        self.is_pending
    }

    /// Which events were found, by their places in the story; `None` where nothing is searched for or nothing is known
    /// yet, so that nothing is told apart.
    pub fn bits(&self) -> Option<&BitSet> {
        (self.is_active() && !self.is_pending).then(|| self.found.bits())
    }

    /// How many events were found. O(1).
    pub fn count(&self) -> usize {
        self.found.bits().count()
    }

    /// Whether `event` was found. O(1).
    pub fn has(&self, event: EventId) -> bool {
        self.found.bits().has(event.index())
    }

    /// The events found, by when they start, then by when they end, then by the file's order. Sorted when it is first
    /// asked for, as the other lists are.
    pub fn hits(&self) -> &[EventId] {
        self.found.in_order()
    }

    /// The events found, best first.
    pub fn ranked(&self) -> &[EventId] {
        self.found.ranked()
    }

    /// The best of the events found, best first, at most so many.
    pub fn best(&self, most: usize) -> Vec<EventId> {
        self.found.best(most)
    }

    /// How well `event` matches, for comparing with others; 0 where it does not.
    pub fn score(&self, event: EventId) -> u32 {
        self.found.score(event)
    }

    /// The events found, by the thread that each belongs to first: the thread of the best hit first, and the best
    /// first in each. The events of a thread are sorted when one comes to it.
    pub fn grouped(&self) -> impl Iterator<Item = (ThreadId, &[EventId])> {
        (0..self.found.groups()).map(|at| self.found.group(at))
    }

    /// The place of an event in that list, from 0, if it was found.
    pub fn place(&self, event: EventId) -> Option<usize> {
        self.found.place(event)
    }

    /// Where in `text` the query is found, in bytes, in order and without overlaps. `of` is what kind of name the text
    /// is, or `None` for titles and summaries: a term such as `cast:kira` is only looked for in the cast.
    pub fn highlights(&self, text: &str, of: Option<Field>) -> Vec<Range<usize>> {
        highlight::highlights(text, of, &self.query, |term| self.found.slips.get(term).is_some_and(|slips| *slips))
    }

    /// The hit after `here` (`on`) or before it in the list, around the end; the first or last one where `here` is none
    /// of them.
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

/// Where in a text that is no name a query is found, without a story: every slip that can be forgiven is.
pub fn highlights(text: &str, query: &Query) -> Vec<Range<usize>> {
    highlight::highlights(text, None, query, |_| true)
}
