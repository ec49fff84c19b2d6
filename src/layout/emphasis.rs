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
pub struct EmphasisMap {
    /// Empty where all events are plain and nothing is searched for.
    words: Vec<Word>,
}

/// How 64 events stand out, with a bit for each: half a line of the processor's memory, for who asks one thing of them
/// asks all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Word {
    /// Which are at least plain, at least lit, and selected.
    at_least: [u64; 3],
    /// Which the search found.
    found: u64,
}

impl Word {
    /// What holds of any of these events or of any of those.
    fn or(self, other: Self) -> Self {
        let mut at_least = self.at_least;
        at_least.iter_mut().zip(other.at_least).for_each(|(word, more)| *word |= more);
        Self { at_least, found: self.found | other.found }
    }

    /// The same of some of the events.
    fn and(self, bits: u64) -> Self {
        Self { at_least: self.at_least.map(|word| word & bits), found: self.found & bits }
    }
}

/// How some events stand out together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunEmphasis {
    /// How the one does that stands out most.
    pub emphasis: Emphasis,
    /// Whether the search found any of them.
    pub found: bool,
}

/// What stands out at least as much, in the order of [`Word::at_least`].
const LEVELS: [Emphasis; 3] = [Emphasis::Plain, Emphasis::Highlighted, Emphasis::Selected];

impl EmphasisMap {
    /// How what is in the rows of `plan` stands out. O(places) where anything is selected, filtered or searched for, else
    /// nothing to do.
    pub fn new(state: &State, plan: &Plan, focus: &Focus) -> Self {
        let rule = EmphasisRule::new(state, focus);
        if rule.search.is_none() && rule.filter.is_none() && !focus.is_on() {
            return Self::default();
        }
        let mut words = Vec::with_capacity(plan.words());
        for row in plan.lanes.iter().flat_map(|lane| lane.rows.iter().chain([&lane.secondary])) {
            words.extend(row.events.chunks(64).map(|events| rule.word(events)));
        }
        Self { words }
    }

    /// How these events stand out together, by their positions in a row.
    pub fn of(&self, row: &Row, first: usize, last: usize) -> RunEmphasis {
        if self.words.is_empty() {
            return RunEmphasis { emphasis: Emphasis::Plain, found: false };
        }
        let any = any(&self.words, row.word, first, last);
        let met = any.at_least.into_iter().zip(LEVELS).rev().find(|(bits, _)| *bits != 0);
        RunEmphasis { emphasis: met.map_or(Emphasis::Dim, |(_, emphasis)| emphasis), found: any.found != 0 }
    }
}

/// Says how an event stands out: by the selection, else by the search; what the filter keeps back is dimmed in any case.
#[derive(Clone, Copy)]
pub struct EmphasisRule<'a> {
    focus: &'a Focus,
    filter: Option<&'a Search>,
    search: Option<&'a Search>,
}

impl<'a> EmphasisRule<'a> {
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

    /// How up to 64 events do.
    fn word(self, events: &[EventId]) -> Word {
        let mut word = Word::default();
        for (bit, &id) in events.iter().enumerate() {
            let emphasis = self.of(id);
            for (bits, least) in word.at_least.iter_mut().zip(LEVELS) {
                *bits |= u64::from(emphasis >= least) << bit;
            }
            word.found |= u64::from(self.search.is_some_and(|search| search.has(id))) << bit;
        }
        word
    }
}

/// What holds of any of the events `first..=last`, counted from the start of `word`.
fn any(words: &[Word], word: usize, first: usize, last: usize) -> Word {
    let Some(words) = words.get(word + first / 64..=word + last / 64) else { return Word::default() };
    let left = u64::MAX << (first % 64);
    let right = u64::MAX >> (63 - last % 64);
    match words {
        [only] => only.and(left & right),
        [head, middle @ .., tail] => middle.iter().copied().fold(head.and(left).or(tail.and(right)), Word::or),
        [] => Word::default(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Word, any};

    proptest! {
        #[test]
        fn any_bit_of_a_range_is_found(
            set in prop::collection::vec((0_usize..300, 0_usize..4), 0..6),
            first in 0_usize..256,
            more in 0_usize..200,
        ) {
            let last = (first + more).min(319);
            let mut words = vec![Word::default(); 7];
            for &(at, which) in &set {
                let word = &mut words[2 + at / 64];
                *word.at_least.get_mut(which).unwrap_or(&mut word.found) |= 1 << (at % 64);
            }
            let got = any(&words, 2, first, last);
            let bits = got.at_least.into_iter().chain([got.found]);
            let expect = (0..4).map(|of| set.iter().any(|&(at, which)| which == of && (first..=last).contains(&at)));
            prop_assert!(bits.map(|bits| bits != 0).eq(expect));
        }
    }

    #[test]
    fn without_bits_there_is_nothing() {
        assert_eq!(any(&[], 0, 0, 0), Word::default());
        assert_eq!(any(&[Word::default(); 2], 1, 3, 90), Word::default());
    }
}
