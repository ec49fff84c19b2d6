//! The events that a query found, and how well each matches. They are ranked only when the best are asked for, and only
//! as many of them as are asked for.

use std::sync::{Arc, OnceLock};

use super::index::{Index, Matches};
use crate::analysis::bit_set::BitSet;
use crate::story::id::{EventId, ThreadId};

/// Events found in a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Hits {
    matches: Matches,
    bits: BitSet,
    index: Arc<Index>,
    in_order: OnceLock<Vec<EventId>>,
    ranked: OnceLock<Vec<EventId>>,
    groups: OnceLock<Groups>,
}

/// The events found by the thread that each belongs to first: the thread of the best first.
#[derive(Clone, Debug)]
struct Groups {
    all: Vec<Group>,
    /// The group of each thread, if it has one.
    of_thread: Vec<Option<u32>>,
    /// The keys of all events found, group by group.
    keys: Vec<Key>,
}

#[derive(Clone, Debug)]
struct Group {
    thread: ThreadId,
    /// The position of its first event in the whole list, and the number of its events.
    start: usize,
    count: usize,
    /// Its events, best first, sorted on first use.
    ranked: OnceLock<Vec<EventId>>,
}

/// A number that sorts hits from the best: by the highest score, then the shortest title, then the earliest event. It
/// has 20 bits of the score, 12 of the number of words in the title, and 32 of the event's position in the happening.
type Key = u64;

impl Hits {
    /// The hits of a search of `index`.
    pub(super) fn new(index: Arc<Index>, matches: Matches) -> Self {
        let bits = matches.scores.bits(index.count());
        Self { matches, bits, index, ..Self::default() }
    }

    /// The events found, by their positions in the story.
    pub(super) fn bits(&self) -> &BitSet {
        &self.bits
    }

    /// Whether a term of the query matched words with typos only.
    pub(super) fn has_typos(&self, term: usize) -> bool {
        self.matches.typos.get(term).is_some_and(|has_typos| *has_typos)
    }

    /// The score of an event, comparable within the same query; 0 if it does not match.
    pub(super) fn score(&self, event: EventId) -> u32 {
        self.matches.scores.get(event.0)
    }

    /// The events found, best first. O(n log n) in their number, once.
    pub(super) fn ranked(&self) -> &[EventId] {
        self.ranked.get_or_init(|| self.best(usize::MAX))
    }

    /// The best of the events found, best first, at most `most`. O(n) in the number found.
    pub(super) fn best(&self, most: usize) -> Vec<EventId> {
        let mut keys = Vec::with_capacity(self.bits.count());
        self.matches.scores.each(|at, score| keys.push(self.key(at, score)));
        if most < keys.len() {
            keys.select_nth_unstable(most);
            keys.truncate(most);
        }
        self.sorted(keys)
    }

    /// The events found, by when they start, then by when they end, then by the file's order.
    pub(super) fn in_order(&self) -> &[EventId] {
        self.in_order.get_or_init(|| {
            let happening = self.index.happening();
            let mut ranks: Vec<u32> = self.bits.iter().map(|at| self.index.rank(at as u32)).collect();
            ranks.sort_unstable();
            ranks.into_iter().map(|rank| happening[rank as usize]).collect()
        })
    }

    /// The number of groups: the threads that the events found belong to first.
    pub(super) fn groups(&self) -> usize {
        self.grouped().all.len()
    }

    /// The thread of a group, and its events that were found, best first.
    pub(super) fn group(&self, at: usize) -> (ThreadId, &[EventId]) {
        let groups = self.grouped();
        let group = &groups.all[at];
        (group.thread, self.of_group(groups, group))
    }

    /// The position of an event in the list of all groups.
    pub(super) fn place(&self, event: EventId) -> Option<usize> {
        let score = Some(self.score(event)).filter(|&score| score > 0)?;
        let groups = self.grouped();
        let thread = self.index.thread(event.0);
        let group = &groups.all[(*groups.of_thread.get(thread.index())?)? as usize];
        let key = self.key(event.0, score);
        let own = |id: &EventId| self.key(id.0, self.score(*id));
        self.of_group(groups, group).binary_search_by_key(&key, own).ok().map(|at| group.start + at)
    }

    /// The event at a position in the list of all groups.
    pub(super) fn at(&self, place: usize) -> Option<EventId> {
        let groups = self.grouped();
        let after = groups.all.partition_point(|group| group.start <= place);
        let group = &groups.all[after.checked_sub(1)?];
        self.of_group(groups, group).get(place - group.start).copied()
    }

    fn key(&self, at: u32, score: u32) -> Key {
        const MOST_SCORE: u32 = (1 << 20) - 1;
        let worse = u64::from(MOST_SCORE - score.min(MOST_SCORE));
        worse << 44 | u64::from(self.index.title_length(at)) << 32 | u64::from(self.index.rank(at))
    }

    fn sorted(&self, mut keys: Vec<Key>) -> Vec<EventId> {
        keys.sort_unstable();
        // The lowest bits are the position in the happening.
        keys.into_iter().map(|key| self.index.happening()[key as u32 as usize]).collect()
    }

    fn of_group<'a>(&self, groups: &Groups, group: &'a Group) -> &'a [EventId] {
        let keys = || groups.keys[group.start..group.start + group.count].to_vec();
        group.ranked.get_or_init(|| self.sorted(keys()))
    }

    /// The groups. O(n) in the number found, once.
    fn grouped(&self) -> &Groups {
        self.groups.get_or_init(|| {
            // For each thread its best key and the number of its events.
            let mut threads: Vec<(Key, usize)> = vec![(Key::MAX, 0); self.index.threads()];
            self.matches.scores.each(|at, score| {
                let (best, count) = &mut threads[self.index.thread(at).index()];
                *best = (*best).min(self.key(at, score));
                *count += 1;
            });
            let found = threads.iter().zip(0..).filter(|((_, count), _)| *count > 0);
            let mut order: Vec<(Key, usize, u32)> =
                found.map(|(&(best, count), thread)| (best, count, thread)).collect();
            order.sort_unstable();
            let mut of_thread = vec![None; threads.len()];
            let mut start = 0;
            let mut groups = Vec::with_capacity(order.len());
            for ((_, count, thread), at) in order.into_iter().zip(0..) {
                of_thread[thread as usize] = Some(at);
                groups.push(Group { thread: ThreadId(thread), start, count, ranked: OnceLock::new() });
                start += count;
            }
            let mut next: Vec<usize> = groups.iter().map(|group| group.start).collect();
            let mut keys = vec![0; start];
            self.matches.scores.each(|at, score| {
                if let Some(group) = of_thread[self.index.thread(at).index()] {
                    let next = &mut next[group as usize];
                    keys[*next] = self.key(at, score);
                    *next += 1;
                }
            });
            Groups { all: groups, of_thread, keys }
        })
    }
}
