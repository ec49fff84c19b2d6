//! A set of positions in a list, such as the events found by a search, with one bit for each. Knows nothing of the
//! list.

/// A set of many numbers from 0 on.
#[derive(Clone, Debug, Default)]
pub struct BitSet {
    words: Vec<u64>,
    count: usize,
}

impl BitSet {
    /// An empty set with room for the numbers below `len`; it grows when larger ones are inserted.
    pub fn new(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], count: 0 }
    }

    /// The positions of the items of a list that `is_in` holds for.
    pub fn of<T>(list: &[T], is_in: impl Fn(&T) -> bool) -> Self {
        let word = |part: &[T]| part.iter().rev().fold(0, |word, one| word << 1 | u64::from(is_in(one)));
        let words: Vec<u64> = list.chunks(64).map(word).collect();
        let count = words.iter().map(|word| word.count_ones() as usize).sum();
        Self { words, count }
    }

    /// Inserts a number; whether it is new.
    pub fn insert(&mut self, at: usize) -> bool {
        let word = at / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let bit = 1 << (at % 64);
        let is_new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        self.count += usize::from(is_new);
        is_new
    }

    /// Whether it has a number. O(1).
    pub fn has(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// The number of numbers in it. O(1).
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The bits, 64 numbers to a word, the lowest number in the lowest bit. Words that are missing at the end are 0.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            std::iter::successors((word != 0).then_some(word), |rest| Some(rest & (rest - 1)).filter(|rest| *rest != 0))
                .map(move |rest| at * 64 + rest.trailing_zeros() as usize)
        })
    }
}

impl FromIterator<usize> for BitSet {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut bits = Self::default();
        for at in numbers {
            bits.insert(at);
        }
        bits
    }
}

/// Sets are equal if they hold the same numbers; their capacities may differ.
impl PartialEq for BitSet {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.words.iter().zip(&other.words).all(|(a, b)| a == b)
    }
}

impl Eq for BitSet {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::BitSet;

    proptest! {
        #[test]
        fn it_holds_the_numbers_that_were_inserted(
            numbers in proptest::collection::vec(0_usize..400, 0..60), room in 0_usize..200, probe in 0_usize..500
        ) {
            let set: BTreeSet<usize> = numbers.iter().copied().collect();
            let mut bits = BitSet::new(room);
            let mut seen = BTreeSet::new();
            for &at in &numbers {
                prop_assert_eq!(bits.insert(at), seen.insert(at));
            }
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), set.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!((bits.count(), bits.has(probe)), (set.len(), set.contains(&probe)));
            prop_assert_eq!(&bits, &numbers.iter().copied().collect::<BitSet>());
            let held: Vec<bool> = (0..400).map(|at| set.contains(&at)).collect();
            prop_assert_eq!(&bits, &BitSet::of(&held, |held| *held));
            let ones: u32 = bits.words().iter().map(|word| word.count_ones()).sum();
            prop_assert_eq!(ones as usize, set.len());
        }
    }
}
