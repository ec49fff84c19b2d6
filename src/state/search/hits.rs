//! What a query found: which events, and how well each matches. Which ones there are is known at once; they are ranked
//! only where somebody asks for the best, and only as many of them as are asked for.

use std::sync::{Arc, OnceLock};

use super::index::Index;
use super::scores::Scores;
use crate::analysis::bit_set::BitSet;
use crate::story::id::{EventId, ThreadId};

/// Events found in a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Hits {
    scores: Scores,
    bits: BitSet,
    index: Arc<Index>,
    in_order: OnceLock<Vec<EventId>>,
    ranked: OnceLock<Vec<EventId>>,
    groups: OnceLock<Groups>,
    /// For each term, whether slips were forgiven.
    pub(super) slips: Vec<bool>,
}

/// The events found by the thread that each belongs to first: the thread of the best first.
#[derive(Clone, Debug)]
struct Groups {
    all: Vec<Group>,
    /// The group of each thread, where it has one.
    of_thread: Vec<Option<u32>>,
    /// The keys of all that was found, group by group.
    keys: Vec<Key>,
}

#[derive(Clone, Debug)]
struct Group {
    thread: ThreadId,
    /// Where its events start among all, and how many there are.
    start: usize,
    count: usize,
    /// Its events, best first, once they were asked for.
    ranked: OnceLock<Vec<EventId>>,
}

/// How good a hit is, the least first: the higher score, then the shorter title, then the earlier event. 20 bits of the
/// score, 12 of the title's words, 32 of the event's place in the happening, by which it is known again.
type Key = u64;

impl Hits {
    /// What counts for something.
    pub(super) fn new(index: Arc<Index>, scores: Scores, slips: Vec<bool>) -> Self {
        let bits = scores.bits(index.count());
        Self { scores, bits, index, slips, ..Self::default() }
    }

    /// Which events were found, by their places in the story.
    pub(super) fn bits(&self) -> &BitSet {
        &self.bits
    }

    /// How well an event matches, for comparing with others of the same query; 0 where it does not.
    pub(super) fn score(&self, event: EventId) -> u32 {
        self.scores.get(event.0)
    }

    /// The events found, best first. O(n log n) in them, once.
    pub(super) fn ranked(&self) -> &[EventId] {
        self.ranked.get_or_init(|| self.best(usize::MAX))
    }

    /// The best of the events found, best first, at most so many. O(n) in what was found.
    pub(super) fn best(&self, most: usize) -> Vec<EventId> {
        let mut keys = Vec::with_capacity(self.bits.count());
        self.scores.each(|at, score| keys.push(self.key(at, score)));
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

    /// How many groups there are: threads to which something found belongs first.
    pub(super) fn groups(&self) -> usize {
        self.grouped().all.len()
    }

    /// The thread of a group, how many of its events were found, and these, best first.
    pub(super) fn group(&self, at: usize) -> (ThreadId, &[EventId]) {
        let groups = self.grouped();
        let group = &groups.all[at];
        (group.thread, self.of_group(groups, group))
    }

    /// The place of an event among all groups, one after the other.
    pub(super) fn place(&self, event: EventId) -> Option<usize> {
        let score = Some(self.score(event)).filter(|&score| score > 0)?;
        let groups = self.grouped();
        let thread = self.index.thread(event.0);
        let group = &groups.all[(*groups.of_thread.get(thread.index())?)? as usize];
        let key = self.key(event.0, score);
        let own = |id: &EventId| self.key(id.0, self.score(*id));
        self.of_group(groups, group).binary_search_by_key(&key, own).ok().map(|at| group.start + at)
    }

    /// The event at a place among all groups.
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
        // The lowest bits are the place in the happening.
        keys.into_iter().map(|key| self.index.happening()[key as u32 as usize]).collect()
    }

    fn of_group<'a>(&self, groups: &Groups, group: &'a Group) -> &'a [EventId] {
        let keys = || groups.keys[group.start..group.start + group.count].to_vec();
        group.ranked.get_or_init(|| self.sorted(keys()))
    }

    /// Which groups there are; O(n) in what was found, once.
    fn grouped(&self) -> &Groups {
        self.groups.get_or_init(|| {
            // For each thread its best key and how many there are.
            let mut threads: Vec<(Key, usize)> = vec![(Key::MAX, 0); self.index.threads()];
            self.scores.each(|at, score| {
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
            self.scores.each(|at, score| {
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
