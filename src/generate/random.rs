//! Numbers that look random and are the same on every machine: splitmix64 (Steele, Lea & Flood, "Fast splittable
//! pseudorandom number generators", OOPSLA 2014). Whole numbers only, because powers and logarithms differ by machine.

/// A source of random numbers.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not including `below`; 0 if `below` is 0.
    pub(super) fn below(&mut self, below: u64) -> u64 {
        // The high half of the product is as uniform as 64 bits allow.
        ((u128::from(self.next()) * u128::from(below)) >> 64) as u64
    }

    /// A number from 0 up to but not including `below`, small ones far more often: half are below a fifth of it.
    pub(super) fn low(&mut self, below: u64) -> u64 {
        let first = self.below(below);
        self.below(first + 1).min(below.saturating_sub(1))
    }

    /// `true` with a probability of `percent` in a hundred.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(super) fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        from.get(self.below(from.len() as u64) as usize)
    }

    /// A word of a list that is not empty.
    pub(super) fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.pick(words).copied().unwrap_or_default()
    }

    /// Shuffles the list.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

/// Zipf's law: the second comes half as often as the first, the tenth a tenth as often.
#[derive(Debug)]
pub(super) struct Zipf {
    /// The cumulative weights.
    up_to: Vec<u64>,
}

impl Zipf {
    pub(super) fn new(count: u32) -> Self {
        let mut sum = 0;
        let weights = (1..=u64::from(count)).map(|rank| {
            sum += (1 << 32) / rank;
            sum
        });
        Self { up_to: weights.collect() }
    }

    /// A rank from 0; `None` if there are no ranks.
    pub(super) fn pick(&self, random: &mut Random) -> Option<u32> {
        let all = *self.up_to.last()?;
        let at = random.below(all);
        Some(self.up_to.partition_point(|&up_to| up_to <= at) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::{Random, Zipf};

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        // As the reference implementation in C gives them for this seed.
        let mut random = Random::new(1_234_567);
        assert_eq!([(); 2].map(|()| random.next()), [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn numbers_stay_below() {
        let mut random = Random::new(1);
        for below in [1, 2, 3, 100] {
            let mut seen = vec![0; below as usize];
            (0..10_000).for_each(|_| seen[random.below(below) as usize] += 1);
            assert!(seen.iter().all(|&count| count > 7_000 / below), "{seen:?}");
            assert!((0..1000).all(|_| random.low(below) < below));
        }
        assert_eq!((random.below(0), random.low(0)), (0, 0));
    }

    #[test]
    fn zipf_follows_its_law() {
        let (zipf, mut random, mut seen) = (Zipf::new(10), Random::new(1), [0; 10]);
        (0..29_290).for_each(|_| seen[zipf.pick(&mut random).unwrap() as usize] += 1);
        for (rank, count) in seen.into_iter().enumerate() {
            assert!((i64::from(count) - 10_000 / (i64::try_from(rank).unwrap() + 1)).abs() < 300, "{seen:?}");
        }
        assert_eq!(Zipf::new(0).pick(&mut random), None);
    }
}
