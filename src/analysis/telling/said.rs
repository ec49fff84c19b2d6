//! The telling against what the story says of the happening: the pairs of events that it orders, and the events that are
//! told out of order whatever way they are placed. Knows nothing of where they are drawn, but as a help.

use super::antichain::{self, Rows, ones};
use super::{Anachrony, Ordered, drawn};
use crate::story::id::EventId;
use crate::story::place::Entailed;

/// Up to so many events, every pair is looked at.
const MOST_COMPARED: usize = 4_000;
/// The same where lengths make it slower.
const MOST_WITH_LENGTHS: usize = 2_000;
/// The number of steps along constraints that a sample may take.
const STEPS: usize = 20_000_000;
/// The number of events in a sample, in words of 64.
const SAMPLED: std::ops::RangeInclusive<usize> = 4..=8;
/// The number of events that are swept over to find the base of a large story, all times together.
const MOST_SWEPT: usize = 150_000;

/// How a story is told, by what it says.
pub(super) struct Said {
    /// The anachrony of each event, in the order of the telling.
    pub(super) anachronies: Vec<Option<Anachrony>>,
    pub(super) ordered: Ordered,
}

/// Compares the events in the order of the telling with what is entailed. `times` are numbers that rise with the drawn
/// starts.
pub(super) fn compare(told: &[EventId], times: &[u32], entailed: &Entailed) -> Said {
    let most = if entailed.is_simple() { MOST_COMPARED } else { MOST_WITH_LENGTHS };
    if told.len() <= most {
        let pairs = Pairs::new(told, entailed);
        return Said { anachronies: pairs.anachronies(times), ordered: pairs.ordered() };
    }
    Said { anachronies: of_many(told, times, entailed), ordered: estimated(told, entailed) }
}

/// The order of all pairs of some events, which are numbered as they are told.
struct Pairs {
    count: usize,
    /// For each event, those that start before it.
    before: Rows,
    /// For each event, those that it does not start before.
    not_later: Rows,
}

impl Pairs {
    fn new(told: &[EventId], entailed: &Entailed) -> Self {
        let count = told.len();
        let [mut before, mut not_later, mut over_by] = [Rows::new(count), Rows::new(count), Rows::new(count)];
        for (word, events) in told.chunks(64).enumerate() {
            let starts = entailed.starts(events);
            for (event, &id) in told.iter().enumerate() {
                *before.word(event, word) = starts.after(id);
                *not_later.word(event, word) = starts.not_before(id);
                *over_by.word(event, word) = starts.over_by(id) & !starts.after(id);
            }
        }
        for event in 0..count {
            for other in ones(over_by.of(event).iter().copied()) {
                if !not_later.has(other, event) {
                    before.set(event, other);
                }
            }
        }
        Self { count, before, not_later }
    }

    /// The share of pairs that happen as they are told, and of those that happen the other way round.
    fn ordered(&self) -> Ordered {
        let count = |words: &mut dyn Iterator<Item = u64>| words.map(u64::count_ones).sum::<u32>();
        let (mut as_told, mut inverted) = (0, 0);
        for event in 0..self.count {
            as_told += u64::from(count(&mut earlier(self.not_later.of(event), event)));
            inverted += u64::from(count(&mut later(self.before.of(event), event)));
        }
        Ordered::new(as_told, inverted, self.count)
    }

    /// The anachrony of each event, see [`Telling::anachrony`](super::Telling::anachrony).
    fn anachronies(&self, times: &[u32]) -> Vec<Option<Anachrony>> {
        // What is told earlier and happens later is above.
        let mut above = Rows::new(self.count);
        let mut is_inverted = false;
        for event in 0..self.count {
            for other in ones(later(self.before.of(event), event)) {
                above.set(other, event);
                is_inverted = true;
            }
        }
        if !is_inverted {
            return vec![None; self.count];
        }
        let base = antichain::highest(self.count, &above, |event| times[event]);
        let anachrony = |event: usize| {
            let is_behind = |mut others: Box<dyn Iterator<Item = usize>>| others.any(|other| base[other]);
            (!base[event]).then(|| {
                let told_before = ones(above.of(event).to_vec());
                if is_behind(Box::new(told_before)) { Anachrony::Analepsis } else { Anachrony::Prolepsis }
            })
        };
        (0..self.count).map(anachrony).collect()
    }
}

/// The bits of a row below `event`.
fn earlier(row: &[u64], event: usize) -> impl Iterator<Item = u64> {
    let (word, bit) = (event / 64, event % 64);
    row.iter().take(word + 1).enumerate().map(move |(at, &bits)| if at < word { bits } else { bits & ((1 << bit) - 1) })
}

/// The bits of a row above `event`.
fn later(row: &[u64], event: usize) -> impl Iterator<Item = u64> {
    let (word, bit) = (event / 64, event % 64);
    row.iter().enumerate().map(move |(at, &bits)| match at {
        at if at < word => 0,
        at if at == word => bits & (u64::MAX << bit) & !(1 << bit),
        _ => bits,
    })
}

/// The share of pairs that are ordered, by those of a sample: an event from each of as many stretches of the telling. The
/// same story gives the same sample.
pub(super) fn estimated(told: &[EventId], entailed: &Entailed) -> Ordered {
    let cost = entailed.constraints().max(told.len()) * if entailed.is_simple() { 1 } else { 16 };
    let size = 64 * (STEPS / cost).clamp(*SAMPLED.start(), *SAMPLED.end());
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let pick = |stretch: usize| {
        // Numbers without a pattern (Vigna's splitmix64), so that threads that take turns are all met.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        let [from, to] = [stretch, stretch + 1].map(|at| at * told.len() / size);
        told[from + (mixed >> 33) as usize % (to - from).max(1)]
    };
    let sample: Vec<EventId> = (0..size).map(pick).collect();
    // That no pair of a sample is open does not tell that none is.
    Ordered { is_estimate: true, is_whole: false, ..Pairs::new(&sample, entailed).ordered() }
}

/// The anachronies of many events. Some may be missing, for two reasons: the base is put together of runs of the drawn
/// order, and [`Entailed::first_later`] may miss some. None is wrong.
pub(super) fn of_many(told: &[EventId], times: &[u32], entailed: &Entailed) -> Vec<Option<Anachrony>> {
    let backwards: Vec<EventId> = told.iter().rev().copied().collect();
    let last = told.len() - 1;
    // Against those that count: whether something told before an event happens after it, and the other way round.
    let compare = |counts: &[bool]| {
        let first_later = entailed.first_later(told, |at| counts[at]);
        let last_earlier = entailed.first_earlier(&backwards, |at| counts[last - at]);
        let anachrony = |(at, id): (usize, &EventId)| {
            let is_told = last_earlier[id.index()] as usize <= last;
            if (first_later[id.index()] as usize) < at {
                Some(Anachrony::Analepsis)
            } else if is_told && last - last_earlier[id.index()] as usize > at {
                Some(Anachrony::Prolepsis)
            } else {
                None
            }
        };
        told.iter().enumerate().map(anachrony).collect::<Vec<_>>()
    };
    let mut anachronies = vec![None; told.len()];
    let mut is_in_base: Vec<bool> = compare(&vec![true; told.len()]).iter().map(Option::is_none).collect();
    for _ in 0..(MOST_SWEPT / told.len()).clamp(2, 16) {
        let left: Vec<usize> = (0..told.len()).filter(|&at| !is_in_base[at] && anachronies[at].is_none()).collect();
        if left.is_empty() {
            break;
        }
        let run = drawn::base(&left.iter().map(|&at| times[at]).collect::<Vec<_>>());
        for (&at, is_in_run) in left.iter().zip(run) {
            is_in_base[at] |= is_in_run;
        }
        let found = compare(&is_in_base);
        for at in left {
            if !is_in_base[at] {
                anachronies[at] = found[at];
            }
        }
    }
    anachronies
}
