//! Counts the ranks below a bound in part of a list without reading each: a wavelet matrix (Claude, Navarro and Ordóñez
//! 2015) over a permutation. Knows nothing of what is ranked.
//!
//! Each level holds one bit of every rank, the highest first; ranks with a 0 come first in the next level. A count
//! follows its range down the levels: O(log n), in about 1.5 · n · log n bits.

/// A list of the numbers below its length, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    levels: Vec<Level>,
    len: usize,
}

#[derive(Clone, Debug)]
struct Level {
    bits: Vec<u64>,
    /// The number of ones before each word of `bits`.
    before: Vec<u32>,
    /// The number of zeros.
    zeros: usize,
}

impl Ranks {
    /// Prepares `ranks`, which are the numbers below their length, each once. O(n log n).
    pub(super) fn new(mut ranks: Vec<u32>) -> Self {
        let len = ranks.len();
        let depth = usize::BITS - len.saturating_sub(1).leading_zeros();
        let mut levels = Vec::with_capacity(depth as usize);
        for bit in (0..depth).rev() {
            let is_one = |rank: u32| rank >> bit & 1 == 1;
            levels.push(Level::new(&ranks, is_one));
            let (zeros, ones): (Vec<u32>, Vec<u32>) = ranks.iter().partition(|&&rank| !is_one(rank));
            ranks = [zeros, ones].concat();
        }
        Self { levels, len }
    }

    /// The number of ranks below `bound` from position `start` on. O(log n).
    pub(super) fn below(&self, start: usize, bound: usize) -> usize {
        let (mut from, mut to) = (start.min(self.len), self.len);
        if bound >= self.len {
            return to - from;
        }
        let mut count = 0;
        for (level, bit) in self.levels.iter().zip((0..self.levels.len()).rev()) {
            let ones = [level.ones_before(from), level.ones_before(to)];
            let zeros = [from - ones[0], to - ones[1]];
            if bound >> bit & 1 == 1 {
                count += zeros[1] - zeros[0];
                (from, to) = (level.zeros + ones[0], level.zeros + ones[1]);
            } else {
                (from, to) = (zeros[0], zeros[1]);
            }
        }
        count
    }
}

impl Level {
    fn new(ranks: &[u32], is_one: impl Fn(u32) -> bool) -> Self {
        let word = |ranks: &[u32]| {
            let bits = ranks.iter().enumerate().map(|(at, &rank)| u64::from(is_one(rank)) << at);
            bits.fold(0, |word, bit| word | bit)
        };
        let mut bits: Vec<u64> = ranks.chunks(64).map(word).collect();
        // One more word, so that a count may end at the border of the last.
        bits.push(0);
        let mut ones = 0;
        let before = bits.iter().map(|word| {
            let before = ones;
            ones += word.count_ones();
            before
        });
        let before = before.collect();
        Self { bits, before, zeros: ranks.len() - ones as usize }
    }

    fn ones_before(&self, at: usize) -> usize {
        let (word, bit) = (at / 64, at % 64);
        (self.before[word] + (self.bits[word] & ((1 << bit) - 1)).count_ones()) as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Ranks;

    proptest! {
        #[test]
        fn counts_are_those_of_a_simple_loop(
            (ranks, start, bound) in (0_usize..300)
                .prop_flat_map(|len| (Just((0..len as u32).collect::<Vec<_>>()).prop_shuffle(), 0..len + 2, 0..len + 2))
        ) {
            let by_hand = ranks.iter().skip(start).filter(|&&rank| (rank as usize) < bound).count();
            prop_assert_eq!(Ranks::new(ranks).below(start, bound), by_hand);
        }
    }
}
