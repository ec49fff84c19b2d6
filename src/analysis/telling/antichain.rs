//! A largest set of things no two of which are comparable. Knows a partial order, nothing of events.
//!
//! By Dilworth's theorem ("A decomposition theorem for partially ordered sets", 1950) it has as many members as the
//! fewest chains that hold everything, and has one in each. A smallest set of chains is a largest matching of each thing
//! with the next one down its chain (Fulkerson 1956), and the uncovered side of the matching is the antichain (Kőnig).

/// A row of bits for each of a list of things.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    words: usize,
    bits: Vec<u64>,
}

impl Rows {
    /// Rows without any bit, for so many things.
    pub(super) fn new(count: usize) -> Self {
        let words = count.div_ceil(64);
        Self { words, bits: vec![0; count * words] }
    }

    /// The row of a thing.
    pub(super) fn of(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }

    /// A word of a row.
    pub(super) fn word(&mut self, row: usize, word: usize) -> &mut u64 {
        &mut self.bits[row * self.words + word]
    }

    /// Whether a row has a bit.
    pub(super) fn has(&self, row: usize, bit: usize) -> bool {
        self.of(row)[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Sets a bit of a row.
    pub(super) fn set(&mut self, row: usize, bit: usize) {
        *self.word(row, bit / 64) |= 1 << (bit % 64);
    }
}

/// The bits that are set, ascending.
pub(super) fn ones(words: impl IntoIterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.into_iter().enumerate().flat_map(|(at, word)| {
        std::iter::successors((word != 0).then_some(word), |rest| Some(rest & (rest - 1)).filter(|rest| *rest != 0))
            .map(move |rest| at * 64 + rest.trailing_zeros() as usize)
    })
}

const NONE: usize = usize::MAX;

/// Whether each of `count` things is in the largest antichain; of several, in the highest one: none has a member above
/// any of this one's. `above` has for each thing all things above it, each of them earlier in the list. `near` says of
/// two things above which one is nearer: the lower number; this only saves work.
pub(super) fn highest(count: usize, above: &Rows, near: impl Fn(usize) -> u32) -> Vec<bool> {
    let mut chains = Chains { upper: vec![NONE; count], lower: vec![NONE; count] };
    // Most of the matching is found at once: each thing goes below the nearest end of a chain.
    let mut ends = vec![0_u64; count.div_ceil(64)];
    for thing in 0..count {
        let candidates = ones(above.of(thing).iter().zip(&ends).map(|(above, ends)| above & ends));
        if let Some(end) = candidates.min_by_key(|&end| near(end)) {
            chains.join(end, thing);
            ends[end / 64] &= !(1 << (end % 64));
        }
        ends[thing / 64] |= 1 << (thing % 64);
    }
    // What a failed search has seen stays seen: no later search can get anywhere from there.
    let mut seen = vec![0_u64; count.div_ceil(64)];
    let mut via = vec![NONE; count];
    for thing in 0..count {
        if chains.upper[thing] == NONE {
            chains.lengthen(thing, above, &mut seen, &mut via);
        }
    }
    let is_seen = |thing: usize| seen[thing / 64] >> (thing % 64) & 1 == 1;
    let is_reached = |thing: usize| chains.upper[thing] == NONE || is_seen(chains.upper[thing]);
    (0..count).map(|thing| is_reached(thing) && !is_seen(thing)).collect()
}

/// Chains: each thing with the next one up and down.
struct Chains {
    upper: Vec<usize>,
    lower: Vec<usize>,
}

impl Chains {
    fn join(&mut self, upper: usize, lower: usize) {
        (self.upper[lower], self.lower[upper]) = (upper, lower);
    }

    /// Looks for a way to put the top of a chain below something else, by moving the rest of other chains, and does so.
    /// `via` is for its use.
    fn lengthen(&mut self, top: usize, above: &Rows, seen: &mut [u64], via: &mut [usize]) {
        let mut found = Vec::new();
        let mut queue = std::collections::VecDeque::from([top]);
        while let Some(thing) = queue.pop_front() {
            let new: Vec<u64> = above.of(thing).iter().zip(&*seen).map(|(above, seen)| above & !seen).collect();
            for upper in ones(new) {
                seen[upper / 64] |= 1 << (upper % 64);
                via[upper] = thing;
                found.push(upper);
                if self.lower[upper] != NONE {
                    queue.push_back(self.lower[upper]);
                    continue;
                }
                let mut free = upper;
                while free != NONE {
                    let thing = via[free];
                    let before = self.upper[thing];
                    self.join(free, thing);
                    free = before;
                }
                for upper in found {
                    seen[upper / 64] &= !(1 << (upper % 64));
                }
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Rows, highest};

    proptest! {
        #[test]
        fn it_is_the_highest_of_the_largest(
            pairs in prop::collection::vec((0..9_usize, 0..9_usize), 0..20), near in prop::collection::vec(0..9_u32, 9)
        ) {
            let mut above = Rows::new(9);
            for thing in 0..9 {
                for &(upper, lower) in &pairs {
                    if lower == thing && upper < lower {
                        above.set(lower, upper);
                        for further in 0..upper {
                            if above.has(upper, further) {
                                above.set(lower, further);
                            }
                        }
                    }
                }
            }
            let found = highest(9, &above, |thing| near[thing]);
            let members = |set: u32| (0..9).filter(move |thing| set >> thing & 1 == 1);
            let is_free = |set: &u32| members(*set).all(|a| members(*set).all(|b| !above.has(a, b)));
            let sets = (0_u32..1 << 9).filter(is_free);
            let most = sets.clone().map(u32::count_ones).max().unwrap_or(0);
            // Listed earlier is higher up, so the highest set is the first by the places of its members.
            let first = sets.filter(|set| set.count_ones() == most).min_by_key(|&set| members(set).collect::<Vec<_>>());
            let found: u32 = found.iter().enumerate().map(|(thing, &is_in)| u32::from(is_in) << thing).sum();
            prop_assert_eq!(Some(found), first);
        }
    }
}
