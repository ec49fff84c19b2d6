//! How a story's two orders differ: the events told later or earlier than they happen, and how far the whole telling
//! departs from the happening. Knows the two orders, nothing of axes and charts.
//!
//! The terms are Genette's (*Narrative Discourse*, 1972): an anachrony is an event told out of order, an analepsis one
//! told later than it happened, a prolepsis one told before it happens. They are used only where the story says so: two
//! events that nothing orders are drawn one after the other, but not told out of order.

mod antichain;
mod drawn;
mod said;
mod words;

use std::sync::Arc;

use super::sequence::Sequence;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::place::Entailed;

pub use words::{INVERSIONS_WORDS, NONLINEARITY_WORDS};

/// The two orders of a story, compared. O(n log n) to make where all times are given, once for a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// Every event in the order in which it is told.
    pub told: Vec<EventId>,
    /// Every event in the order in which it is drawn to happen: by start; events that start together in the file's order.
    pub happening: Vec<EventId>,
    /// How far events are told from where they are drawn to happen: Σ|nᵢ − sᵢ| ÷ Σ|(N − 1) − sᵢ| for N events of which
    /// event i is told as number nᵢ and happens as number sᵢ, both from 0 (Kim, Bach, Im, Schriber, Gross and Pfister,
    /// “Visualizing Nonlinear Narratives with Story Curves”, 2017). 0 in order; told backwards N ÷ (N − 1) for an even
    /// number of events and (N + 1) ÷ N for an odd one, and never more. 0 for fewer than two events.
    pub nonlinearity: f64,
    /// The share of pairs of events told in the opposite order of their happening as it is drawn, from 0 to 1: Kendall's
    /// distance. Events that start together are in order. 0 for fewer than two events.
    pub inversions: f64,
    /// What the story says of the order of pairs.
    pub ordered: Ordered,
    /// The number of events drawn to start together with another one.
    pub ties: usize,
    /// For every event its position in the happening, from 0.
    ranks: Vec<u32>,
    /// How every event is told out of order, by what the story says.
    anachronies: Vec<Option<Anachrony>>,
    /// The same by where events are drawn; empty if they are the same.
    drawn: Vec<Option<Anachrony>>,
    /// The number of analepses and of prolepses.
    counts: [usize; 2],
}

/// The shares of pairs of events that the story itself puts in order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ordered {
    /// The share of pairs that happen as they are told, or at the same time.
    pub as_told: f64,
    /// The share of pairs that happen the other way round.
    pub inverted: f64,
    /// Whether no pair is left open.
    pub is_whole: bool,
    /// Whether this is the share in a sample of the events.
    pub is_estimate: bool,
}

impl Ordered {
    /// The shares of so many pairs among so many events.
    fn new(as_told: u64, inverted: u64, events: usize) -> Self {
        let pairs = events as u64 * (events as u64).saturating_sub(1) / 2;
        let share = |count: u64| if pairs == 0 { 0.0 } else { count as f64 / pairs as f64 };
        Self {
            as_told: if pairs == 0 { 1.0 } else { share(as_told) },
            inverted: share(inverted),
            is_whole: as_told + inverted == pairs,
            is_estimate: false,
        }
    }

    /// The share of pairs of which the story says which event comes first, or that both start at the same time.
    pub fn share(&self) -> f64 {
        self.as_told + self.inverted
    }

    /// The least and the greatest share of pairs told in the opposite order of their happening.
    pub fn inversions(&self) -> [f64; 2] {
        [self.inverted, (1.0 - self.as_told).max(self.inverted)]
    }
}

/// How an event is told out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anachrony {
    /// It is told later than it happened: a look back.
    Analepsis,
    /// It is told before it happens: a look ahead.
    Prolepsis,
}

impl Anachrony {
    /// Its name, as programs read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Analepsis => "analepsis",
            Self::Prolepsis => "prolepsis",
        }
    }

    /// A description of such an event.
    pub fn words(self) -> &'static str {
        match self {
            Self::Analepsis => "told later than it happened (analepsis)",
            Self::Prolepsis => "told before it happens (prolepsis)",
        }
    }
}

impl Telling {
    /// Compares the two orders of a story.
    pub fn new(story: &Story) -> Self {
        Self::along(story, &Sequence::new(story), || Arc::new(Entailed::of(story)))
    }

    /// As [`Telling::new`], with the events already sorted and the order network at hand. That is asked for only if the
    /// story leaves any start open; then up to some thousand events are compared in pairs, exactly, and more by some
    /// sweeps over the network.
    pub fn along(story: &Story, sequence: &Sequence, entailed: impl FnOnce() -> Arc<Entailed>) -> Self {
        let start = |id: EventId| story.events.placed(id).start();
        let told = sequence.of(Order::Telling).to_vec();
        let mut happening = sequence.of(Order::Happening).to_vec();
        for together in happening.chunk_by_mut(|&a, &b| start(a) == start(b)) {
            together.sort_unstable();
        }
        let mut ranks = vec![0; happening.len()];
        // Events that start together are in order either way, so all of them count as the first.
        let mut times = vec![0; happening.len()];
        let (mut ties, mut first) = (0, 0);
        for together in happening.chunk_by(|&a, &b| start(a) == start(b)) {
            for (rank, id) in (first..).zip(together) {
                (ranks[id.index()], times[id.index()]) = (rank, first);
            }
            first += together.len() as u32;
            ties += if together.len() > 1 { together.len() } else { 0 };
        }
        let in_order = |of: &[u32]| told.iter().map(|id| of[id.index()]).collect::<Vec<u32>>();
        let times = in_order(&times);
        let inversions = drawn::inversions(&times);
        let by_event = |of: Vec<Option<Anachrony>>| {
            let mut anachronies = vec![None; of.len()];
            for (id, anachrony) in told.iter().zip(of) {
                anachronies[id.index()] = anachrony;
            }
            anachronies
        };
        let drawn = by_event(drawn::anachronies_of(&times));
        let is_open = told.len() > 1 && story.event_ids().any(|id| !story.events.is_start_fixed(id));
        let (ordered, anachronies, drawn) = if is_open {
            let said = said::compare(&told, &times, &entailed());
            (said.ordered, by_event(said.anachronies), drawn)
        } else {
            let as_told = 1.0 - inversions;
            let ordered = Ordered { as_told, inverted: inversions, is_whole: true, is_estimate: false };
            (ordered, drawn, Vec::new())
        };
        let counts = [Anachrony::Analepsis, Anachrony::Prolepsis]
            .map(|one| anachronies.iter().filter(|&&of| of == Some(one)).count());
        let nonlinearity = drawn::nonlinearity(&in_order(&ranks));
        Self { told, happening, nonlinearity, inversions, ordered, ties, ranks, anachronies, drawn, counts }
    }

    /// The position of an event in the happening as it is drawn, from 0: the number of events that start before it, or
    /// with it and come earlier in the file.
    pub fn rank(&self, id: EventId) -> usize {
        self.ranks.get(id.index()).map_or(0, |&rank| rank as usize)
    }

    /// How an event is told out of order, if the story says that it is.
    ///
    /// The base of the telling is a largest set of events of which no two are told in the opposite order of their
    /// happening, whatever way they are placed; of equally large ones, the one told earliest: it begins as early as
    /// possible, then goes on as early as possible, and so on. Where the story orders all events, that is a longest run of
    /// events that are told in the order in which they happen. Events that start together are in order either way round.
    /// An event outside the base is an analepsis if an event of the base is told before it and happens after it; else it
    /// is a prolepsis: an event of the base is told after it and happens before it.
    ///
    /// So an event has exactly one of three places. *Not both*: with b told before x and happening after it, and c told
    /// after x and happening before it, b would be told before c and happen after it, but no two events of the base are.
    /// *Not neither*: then x could be added to the base, but the base is a largest one.
    ///
    /// Of more than some thousand events that are not all placed exactly, the base may be smaller, and not every
    /// anachrony is found.
    pub fn anachrony(&self, id: EventId) -> Option<Anachrony> {
        self.anachronies.get(id.index()).copied().flatten()
    }

    /// How an event is told out of order as it is drawn, where the story does not say.
    pub fn drawn_anachrony(&self, id: EventId) -> Option<Anachrony> {
        self.drawn.get(id.index()).copied().flatten().filter(|_| self.anachrony(id).is_none())
    }

    /// The number of events of this kind.
    pub fn count(&self, anachrony: Anachrony) -> usize {
        self.counts[anachrony as usize]
    }
}

#[cfg(test)]
mod tests;
