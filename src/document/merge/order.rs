//! Sequences of things: which of them stay in order, and the order that two changed sequences make together.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// For each number whether it belongs to the longest part of the sequence that ascends. Numbers must differ.
///
/// Patience sorting; O(n log n).
pub(super) fn ascending(numbers: &[usize]) -> Vec<bool> {
    // The index of the last number of the best sequence of each length, and for each number the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, &number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        kept[index] = true;
        at = before[index];
    }
    kept
}

/// The keys that two sequences share in the same order, as pairs of indices that ascend in both. Keys that repeat in a
/// sequence count once.
pub(super) fn anchors<K: Eq + Hash>(old: &[K], new: &[K]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&K, usize> = HashMap::new();
    for (at, key) in old.iter().enumerate() {
        places.entry(key).or_insert(at);
    }
    let mut seen = HashSet::new();
    let shared: Vec<(usize, usize)> = new
        .iter()
        .enumerate()
        .filter_map(|(at, key)| places.get(key).map(|&old| (old, at)))
        .filter(|(old, _)| seen.insert(*old))
        .collect();
    let kept = ascending(&shared.iter().map(|(old, _)| *old).collect::<Vec<_>>());
    shared.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair).collect()
}

/// The keys of `new` that are not where they were in `old`: the fewest that explain the new order.
pub(super) fn moved<'k, K: Eq + Hash>(old: &[K], new: &'k [K]) -> HashSet<&'k K> {
    let stay: HashSet<usize> = anchors(old, new).into_iter().map(|(_, new)| new).collect();
    let known: HashSet<&K> = old.iter().collect();
    new.iter().enumerate().filter(|(at, key)| known.contains(key) && !stay.contains(at)).map(|(_, key)| key).collect()
}

/// The key before this one in a sequence, among those that `counts` says.
pub(super) fn before<'k, K: Eq>(sequence: &'k [K], key: &K, counts: impl Fn(&K) -> bool) -> Option<&'k K> {
    let at = sequence.iter().position(|other| other == key)?;
    sequence[..at].iter().rfind(|other| counts(other))
}

#[cfg(test)]
mod tests {
    use super::{anchors, ascending, moved};

    #[test]
    fn the_longest_ascending_part_stays() {
        let check = |numbers: &[usize], expect: &[usize]| {
            let kept = ascending(numbers);
            let kept: Vec<usize> =
                numbers.iter().zip(kept).filter(|(_, kept)| *kept).map(|(number, _)| *number).collect();
            assert_eq!(kept, expect, "{numbers:?}");
        };
        check(&[], &[]);
        check(&[0, 1, 2], &[0, 1, 2]);
        check(&[3, 0, 1, 2], &[0, 1, 2]);
        check(&[1, 2, 3, 0], &[1, 2, 3]);
        check(&[2, 5, 3, 7, 11, 8, 10, 13, 6], &[2, 3, 7, 8, 10, 13]);
    }

    #[test]
    fn sequences_are_compared_by_their_keys() {
        let check = |old: &str, new: &str, expect: &[(usize, usize)], expect_moved: &str| {
            let [old, new] = [old, new].map(|text| text.chars().collect::<Vec<_>>());
            assert_eq!(anchors(&old, &new), expect);
            let mut found: Vec<char> = moved(&old, &new).into_iter().copied().collect();
            found.sort_unstable();
            assert_eq!(found.into_iter().collect::<String>(), expect_moved);
        };
        check("abc", "abc", &[(0, 0), (1, 1), (2, 2)], "");
        check("abc", "axc", &[(0, 0), (2, 2)], "");
        check("abcd", "dabc", &[(0, 1), (1, 2), (2, 3)], "d");
        check("aab", "aba", &[(0, 0), (2, 1)], "a");
    }
}
