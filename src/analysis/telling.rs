//! How a story's two orders differ: the events told later or earlier than they happen, and how far the whole telling
//! departs from the happening. Knows the two orders, nothing of axes and charts.
//!
//! The terms are Genette's (*Narrative Discourse*, 1972): an anachrony is an event told out of order, an analepsis one
//! told later than it happened, a prolepsis one told before it happens.

use super::sequence::Sequence;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;

/// The meaning of [`Telling::nonlinearity`], to be shown beside the number.
pub const NONLINEARITY_WORDS: &str = "How far events are told from where they happen: 0 where all is told in the order \
    in which it happens, about 1 where it is told backwards (2 in a story of two events, closer to 1 the more there \
    are). Events that start at the same time count as happening in the order of the file.";

/// The meaning of [`Telling::inversions`], to be shown beside the number.
pub const INVERSIONS_WORDS: &str = "The share of pairs of events that are told in the opposite order of their \
    happening: 0 where all is told in the order in which it happens, 1 where it is told backwards. Events that start \
    at the same time count as happening in the order of the file.";

/// The two orders of a story, compared. O(n log n) to make, once for a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// Every event in the order in which it is told.
    pub told: Vec<EventId>,
    /// Every event in the order in which it happens: by start; events that start together in the file's order.
    pub happening: Vec<EventId>,
    /// How far events are told from where they happen: Σ|nᵢ − sᵢ| ÷ Σ|(N − 1) − sᵢ| for N events of which event i is
    /// told as number nᵢ and happens as number sᵢ, both from 0 (Kim, Bach, Im, Schriber, Gross and Pfister,
    /// “Visualizing Nonlinear Narratives with Story Curves”, 2017). 0 in order; told backwards N ÷ (N − 1) for an even
    /// number of events and (N + 1) ÷ N for an odd one, and never more. 0 for fewer than two events.
    pub nonlinearity: f64,
    /// The share of pairs of events told in the opposite order of their happening, from 0 to 1: Kendall's distance.
    /// 0 for fewer than two events.
    pub inversions: f64,
    /// The number of events that start together with another one, so that only the file gives their order in the
    /// happening.
    pub ties: usize,
    /// For every event its position in the happening, from 0.
    ranks: Vec<u32>,
    anachronies: Vec<Option<Anachrony>>,
    /// The number of analepses and of prolepses.
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
        Self::along(story, &Sequence::new(story))
    }

    /// As [`Telling::new`], with the events already sorted.
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
        // Events that start together are in order either way, so all of them count as the first.
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

    /// The position of an event in the happening, from 0: the number of events that start before it, or with it and
    /// come earlier in the file.
    pub fn rank(&self, id: EventId) -> usize {
        self.ranks.get(id.index()).map_or(0, |&rank| rank as usize)
    }

    /// How an event is told out of order, if it is.
    ///
    /// The base of the telling is a longest subsequence of events that are told in the order in which they happen; of
    /// equally long ones, the one told earliest: it begins as early as possible, then goes on as early as possible, and
    /// so on. Events that start together are in order either way round. An event outside the base is an analepsis if an
    /// event of the base is told before it and happens after it; else it is a prolepsis: an event of the base is told
    /// after it and happens before it.
    pub fn anachrony(&self, id: EventId) -> Option<Anachrony> {
        self.anachronies.get(id.index()).copied().flatten()
    }

    /// The number of events of this kind.
    pub fn count(&self, anachrony: Anachrony) -> usize {
        self.counts[anachrony as usize]
    }
}

/// See [`Telling::nonlinearity`]. `as_told` are the positions in the happening, in the order of the telling.
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

/// See [`Telling::inversions`]. Counts with a Fenwick tree of the events told already.
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

/// The anachrony of each event, in the order of the telling. `as_told` says when each happens; events that happen at
/// one time are in order either way round.
///
/// An event x outside the base is either an analepsis or a prolepsis. *Not both*: with b told before x and happening
/// after it, and c told after x and happening before it, b would be told before c and happen after it, but the base is
/// told as it happens. *Not neither*: then no event of the base told before x happens after it, and none told after x
/// happens before it, so x could be added to the base, but the base is a longest one. So it is enough to compare x with
/// the last event of the base told before it: of those told before x, it happens last.
fn anachronies_of(as_told: &[u32]) -> Vec<Option<Anachrony>> {
    let mut last = None;
    let anachrony = |(&happens, in_base): (&u32, bool)| {
        if in_base {
            last = Some(happens);
            return None;
        }
        Some(if last.is_some_and(|last| last > happens) { Anachrony::Analepsis } else { Anachrony::Prolepsis })
    };
    as_told.iter().zip(base(as_told)).map(anachrony).collect()
}

/// Whether each event, in the order of the telling, is in the base: see [`Telling::anachrony`].
fn base(as_told: &[u32]) -> Vec<bool> {
    // The length of the longest non-decreasing subsequence that begins at each event, by patience sorting from the
    // back. `highest[k]` is the latest-happening event that begins one of length k + 1; it never rises with k.
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
    // The first event that begins a subsequence of the length still wanted is the earliest that can go on. It cannot
    // begin a longer one: then the event before it would begin a longer one, too.
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
