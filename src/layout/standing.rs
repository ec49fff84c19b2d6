//! How strongly everything in the rows stands out, as bits: a run of thousands is judged by some words of 64 events each
//! instead of event by event. Follows from the plan, the focus, the search and the filter alone, so it stays while one
//! pans and zooms.

use super::focus::Focus;
use super::plan::{Plan, Row};
use super::scene::Emphasis;
use crate::state::State;
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
        let searches = state.search.is_active();
        if !searches && !focus.is_on() && state.filter().is_none() {
            return Self::default();
        }
        let blank = || vec![0; plan.words()];
        let mut standing =
            Self { at_least: [blank(), blank(), blank()], found: if searches { blank() } else { Vec::new() } };
        for row in plan.lanes.iter().flat_map(|lane| lane.rows.iter().chain([&lane.echoes])) {
            for (events, at) in row.events.chunks(64).zip(row.word..) {
                standing.judge(state, focus, events, at);
            }
        }
        standing
    }

    fn judge(&mut self, state: &State, focus: &Focus, events: &[EventId], word: usize) {
        for (bit, &id) in events.iter().enumerate() {
            let emphasis = emphasis(state, focus, id);
            for (bits, least) in self.at_least.iter_mut().zip(LEVELS) {
                bits[word] |= u64::from(emphasis >= least) << bit;
            }
            if let Some(bits) = self.found.get_mut(word) {
                *bits |= u64::from(state.search.has(id)) << bit;
            }
        }
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

/// How an event stands out: by the selection, else by the search; what the filter keeps back is dimmed in any case.
pub fn emphasis(state: &State, focus: &Focus, id: EventId) -> Emphasis {
    let search = &state.search;
    match focus.of_event(id) {
        Emphasis::Selected => Emphasis::Selected,
        _ if !state.passes(id) => Emphasis::Dim,
        Emphasis::Plain if search.is_active() && !search.has(id) => Emphasis::Dim,
        emphasis => emphasis,
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
