//! How strongly everything in the rows stands out, as bits: a run of thousands is judged by some words of 64 events each
//! instead of event by event. Follows from the plan, the focus, the search and the filter alone, so it stays while one
//! pans and zooms.

use super::focus::Focus;
use super::plan::{Plan, Row};
use super::scene::Emphasis;
use crate::state::State;
use crate::state::search::Search;
use crate::story::id::EventId;

/// The emphasis of every event in every row, and what the search found.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Which events are at least plain, at least lit, and selected; empty where all are plain.
    at_least: [Vec<u64>; 3],
    /// Which events the search found; empty where there is no search.
    found: Vec<u64>,
}

/// What stands out at least as much, in the order of [`Standing::at_least`].
const LEVELS: [Emphasis; 3] = [Emphasis::Plain, Emphasis::Lit, Emphasis::Selected];

impl Standing {
    /// How what is in the rows of `plan` stands out. O(places) where anything is selected, filtered or searched for, else
    /// nothing to do.
    pub fn new(state: &State, plan: &Plan, focus: &Focus) -> Self {
        let judge = Judge::new(state, focus);
        if judge.search.is_none() && judge.filter.is_none() && !focus.is_on() {
            return Self::default();
        }
        let words = plan.words();
        let blank = || Vec::with_capacity(words);
        let mut standing = Self { at_least: [blank(), blank(), blank()], found: blank() };
        for row in plan.lanes.iter().flat_map(|lane| lane.rows.iter().chain([&lane.echoes])) {
            for events in row.events.chunks(64) {
                standing.push(&judge, events);
            }
        }
        standing
    }

    /// Adds the next word.
    fn push(&mut self, judge: &Judge<'_>, events: &[EventId]) {
        let (mut levels, mut found) = ([0_u64; 3], 0_u64);
        for (bit, &id) in events.iter().enumerate() {
            let emphasis = judge.of(id);
            for (word, least) in levels.iter_mut().zip(LEVELS) {
                *word |= u64::from(emphasis >= least) << bit;
            }
            found |= u64::from(judge.search.is_some_and(|search| search.has(id))) << bit;
        }
        for (bits, word) in self.at_least.iter_mut().zip(levels) {
            bits.push(word);
        }
        self.found.push(found);
    }

    /// How the one of these events stands out that does so most, by their positions in a row.
    pub fn strongest(&self, row: &Row, first: usize, last: usize) -> Emphasis {
        if self.at_least[0].is_empty() {
            return Emphasis::Plain;
        }
        let levels = self.at_least.iter().zip(LEVELS).rev();
        let met = levels.into_iter().find(|(bits, _)| any(bits, row.word, first, last));
        met.map_or(Emphasis::Dim, |(_, emphasis)| emphasis)
    }

    /// Whether the search found any of these events, by their positions in a row.
    pub fn is_found(&self, row: &Row, first: usize, last: usize) -> bool {
        any(&self.found, row.word, first, last)
    }
}

/// Says how an event stands out: by the selection, else by the search; what the filter keeps back is dimmed in any case.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    focus: &'a Focus,
    filter: Option<&'a Search>,
    search: Option<&'a Search>,
}

impl<'a> Judge<'a> {
    /// By what the user has done.
    pub fn new(state: &'a State, focus: &'a Focus) -> Self {
        // What is not known yet tells nothing apart.
        let known = |search: &&Search| search.bits().is_some();
        Self { focus, filter: state.filter().filter(known), search: Some(&state.search).filter(known) }
    }

    /// How an event stands out.
    pub fn of(self, id: EventId) -> Emphasis {
        let has = |search: Option<&Search>| search.is_none_or(|search| search.has(id));
        match self.focus.of_event(id) {
            Emphasis::Selected => Emphasis::Selected,
            _ if !has(self.filter) => Emphasis::Dim,
            Emphasis::Plain if !has(self.search) => Emphasis::Dim,
            emphasis => emphasis,
        }
    }
}

/// Whether any of the bits `first..=last` is set, counted from the start of `word`.
fn any(bits: &[u64], word: usize, first: usize, last: usize) -> bool {
    let (from, to) = (word + first / 64, word + last / 64);
    let Some(words) = bits.get(from..=to) else { return false };
    let left = u64::MAX << (first % 64);
    let right = u64::MAX >> (63 - last % 64);
    match words {
        [only] => only & left & right != 0,
        [head, middle @ .., tail] => head & left != 0 || tail & right != 0 || middle.iter().any(|&word| word != 0),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::any;

    proptest! {
        #[test]
        fn any_bit_of_a_range_is_found(set in prop::collection::vec(0_usize..300, 0..6), first in 0_usize..256, more in 0_usize..200) {
            let last = (first + more).min(319);
            let mut bits = vec![0_u64; 7];
            for &at in &set {
                bits[2 + at / 64] |= 1 << (at % 64);
            }
            let expect = set.iter().any(|at| (first..=last).contains(at));
            prop_assert_eq!(any(&bits, 2, first, last), expect);
        }
    }

    #[test]
    fn without_bits_there_is_nothing() {
        assert!(!any(&[], 0, 0, 0));
        assert!(!any(&[0, 0], 1, 3, 90));
    }
}
