//! How a story's two orders differ: what is told later or earlier than it happens, and by how much the whole telling
//! departs from the happening. Knows the two orders, nothing of axes and charts.
//!
//! The terms are Genette's (*Narrative Discourse*, 1972): an anachrony is what is told out of order, an analepsis what
//! is told later than it happened, a prolepsis what is told before it happens.

use super::sequence::Sequence;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;

/// What [`Telling::nonlinearity`] means, for who meets the number.
pub const NONLINEARITY_WORDS: &str = "How far events are told from where they happen: 0 where all is told in the order \
    in which it happens, about 1 where it is told backwards (2 in a story of two events, closer to 1 the more there \
    are). Events that start at the same time count as happening in the order of the file.";

/// What [`Telling::inversions`] means, for who meets the number.
pub const INVERSIONS_WORDS: &str = "The share of pairs of events that are told in the opposite order of their \
    happening: 0 where all is told in the order in which it happens, 1 where it is told backwards. Events that start \
    at the same time count as happening in the order of the file.";

/// The two orders of a story, compared. Made once for a story: O(n log n).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// Every event in the order in which it is told.
    pub told: Vec<EventId>,
    /// Every event in the order in which it happens: by where it starts; what starts at one time, in the file's order.
    pub happening: Vec<EventId>,
    /// How far events are told from where they happen: Σ|nᵢ − sᵢ| ÷ Σ|(N − 1) − sᵢ| for N events of which event i is
    /// told as number nᵢ and happens as number sᵢ, both from 0 (Kim, Bach, Im, Schriber, Gross and Pfister,
    /// “Visualizing Nonlinear Narratives with Story Curves”, 2017). 0 in order; told backwards N ÷ (N − 1) for an even
    /// number of events and (N + 1) ÷ N for an odd one, and never more. 0 for fewer than two events.
    pub nonlinearity: f64,
    /// The share of pairs of events told in the opposite order of their happening, from 0 to 1: Kendall's distance.
    /// 0 for fewer than two events.
    pub inversions: f64,
    /// How many events start with another one, so that their order in the happening is only the file's.
    pub ties: usize,
    /// For every event its place in the happening, from 0.
    ranks: Vec<u32>,
    anachronies: Vec<Option<Anachrony>>,
    /// How many are looks back, and how many looks ahead.
    counts: [usize; 2],
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

    /// What it says of an event.
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
        Self::along(story, &Sequence::new(story))
    }

    /// The same where the events were sorted before.
    pub fn along(story: &Story, sequence: &Sequence) -> Self {
        let start = |id: EventId| story.events.placed(id).start();
        let told = sequence.of(Order::Telling).to_vec();
        let mut happening = sequence.of(Order::Happening).to_vec();
        for together in happening.chunk_by_mut(|&a, &b| start(a) == start(b)) {
            together.sort_unstable();
        }
        let mut ranks = vec![0; happening.len()];
        for (rank, id) in happening.iter().enumerate() {
            ranks[id.index()] = rank as u32;
        }
        let ties = happening.chunk_by(|&a, &b| start(a) == start(b)).map(<[_]>::len).filter(|&len| len > 1).sum();
        let as_told: Vec<u32> = told.iter().map(|id| ranks[id.index()]).collect();
        let mut anachronies = vec![None; ranks.len()];
        // What starts at one time is in order either way round: all of it happens as its first.
        let mut times = vec![0; ranks.len()];
        let mut first = 0;
        for together in happening.chunk_by(|&a, &b| start(a) == start(b)) {
            for id in together {
                times[id.index()] = first;
            }
            first += together.len() as u32;
        }
        let as_happens: Vec<u32> = told.iter().map(|id| times[id.index()]).collect();
        for (id, anachrony) in told.iter().zip(anachronies_of(&as_happens)) {
            anachronies[id.index()] = anachrony;
        }
        let (nonlinearity, inversions) = (nonlinearity(&as_told), inversions(&as_told));
        let counts = [Anachrony::Analepsis, Anachrony::Prolepsis]
            .map(|one| anachronies.iter().filter(|&&of| of == Some(one)).count());
        Self { told, happening, nonlinearity, inversions, ties, ranks, anachronies, counts }
    }

    /// How many events start before this one, or with it and earlier in the file: its place in the happening, from 0.
    pub fn rank(&self, id: EventId) -> usize {
        self.ranks.get(id.index()).map_or(0, |&rank| rank as usize)
    }

    /// How an event is told out of order, if it is.
    ///
    /// The base of the telling is a longest run of events (not needing to be neighbours) that are told in the order in
    /// which they happen; among equally long ones the one that is told earliest: that begins as early as it can, then
    /// goes on as early as it can, and so on. What starts at one time is in order either way round. An event outside the
    /// base is an analepsis if something of the base is told before it and happens after it, else a prolepsis: something
    /// of the base is told after it and happens before it.
    pub fn anachrony(&self, id: EventId) -> Option<Anachrony> {
        self.anachronies.get(id.index()).copied().flatten()
    }

    /// How many events are told out of order in this way.
    pub fn count(&self, anachrony: Anachrony) -> usize {
        self.counts[anachrony as usize]
    }
}

/// See [`Telling::nonlinearity`]; for the places in the happening in the order of the telling.
fn nonlinearity(as_told: &[u32]) -> f64 {
    let count = as_told.len() as u64;
    if count < 2 {
        return 0.0;
    }
    let far: u64 = as_told.iter().zip(0..).map(|(&happens, told): (&u32, u64)| u64::from(happens).abs_diff(told)).sum();
    // The sum of (N − 1) − s over all s from 0 to N − 1.
    let all = count * (count - 1) / 2;
    far as f64 / all as f64
}

/// See [`Telling::inversions`]. Counts by a Fenwick tree of what has been told already.
fn inversions(as_told: &[u32]) -> f64 {
    let count = as_told.len();
    if count < 2 {
        return 0.0;
    }
    let mut tree = vec![0_u32; count + 1];
    let mut inverted = 0_u64;
    for (before, &rank) in as_told.iter().enumerate() {
        let mut earlier = 0;
        let mut at = rank as usize;
        while at > 0 {
            earlier += u64::from(tree[at]);
            at &= at - 1;
        }
        inverted += before as u64 - earlier;
        let mut at = rank as usize + 1;
        while at <= count {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    let (count, inverted) = (count as f64, inverted as f64);
    inverted / (count * (count - 1.0) / 2.0)
}

/// How each event is out of order, in the order of the telling, by when each happens; what happens at one time is in
/// order either way round.
///
/// Exactly one of the two holds for an event x outside the base. *Not both*: with b told before x and happening after
/// it, and c told after x and happening before it, b would be told before c and happen after it, but the base is told
/// as it happens. *Not neither*: then nothing of the base that is told before x happens after it, and nothing that is
/// told after x happens before it, so that x could be put in between and make the base longer, but it is a longest.
/// So it is enough to look at the last of the base that was told: of what is told before x it happens last.
fn anachronies_of(as_told: &[u32]) -> Vec<Option<Anachrony>> {
    let mut last = None;
    let judge = |(&happens, in_base): (&u32, bool)| {
        if in_base {
            last = Some(happens);
            return None;
        }
        Some(if last.is_some_and(|last| last > happens) { Anachrony::Analepsis } else { Anachrony::Prolepsis })
    };
    as_told.iter().zip(base(as_told)).map(judge).collect()
}

/// Which events, in the order of the telling, are of the base: see [`Telling::anachrony`].
fn base(as_told: &[u32]) -> Vec<bool> {
    // The length of the longest run from each event on that never falls: patience sorting from the back. `highest[k]`
    // is the latest-happening event that a run of k + 1 begins with; it never rises with k.
    let mut highest: Vec<u32> = Vec::new();
    let mut lengths: Vec<usize> = as_told
        .iter()
        .rev()
        .map(|&happens| {
            let at = highest.partition_point(|&begins| begins >= happens);
            match highest.get_mut(at) {
                Some(begins) => *begins = happens,
                None => highest.push(happens),
            }
            at + 1
        })
        .collect();
    lengths.reverse();
    // The first event from which enough of a run is left is the earliest that can go on. It cannot have more left than
    // is wanted: the one before it would have more, too.
    let (mut wanted, mut last) = (highest.len(), None);
    let mut take = |(&happens, length): (&u32, usize)| {
        let taken = length == wanted && last.is_none_or(|last| happens >= last);
        if taken {
            (wanted, last) = (wanted - 1, Some(happens));
        }
        taken
    };
    as_told.iter().zip(lengths).map(&mut take).collect()
}

#[cfg(test)]
mod tests;
