//! Many lists of ascending numbers in one row of bytes: which events have a word, which events a character takes part
//! in. Each number is kept as its distance from the one before, seven bits to a byte, so that most take one or two.

/// For each key from 0 on, a list of ascending numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Where the list of each key starts; one more at the end.
    starts: Vec<u32>,
    bytes: Vec<u8>,
}

/// One of the lists, to be read from its start.
#[derive(Clone, Debug, Default)]
pub(super) struct List<'a> {
    bytes: &'a [u8],
    /// What the next number is at least.
    next: u32,
}

/// Lists that are still growing.
#[derive(Debug, Default)]
pub(super) struct Growing {
    /// The bytes of each, and what its next number is at least.
    lists: Vec<(Vec<u8>, u32)>,
}

impl Growing {
    /// Puts a number at the end of a key's list. Those of one key come in order; what is there already is left out.
    pub(super) fn push(&mut self, key: u32, value: u32) {
        let key = key as usize;
        if key >= self.lists.len() {
            self.lists.resize_with(key + 1, Default::default);
        }
        let (bytes, next) = &mut self.lists[key];
        let Some(mut distance) = value.checked_sub(*next) else { return };
        *next = value.saturating_add(1);
        while distance >= 0x80 {
            bytes.push(distance as u8 | 0x80);
            distance >>= 7;
        }
        bytes.push(distance as u8);
    }

    /// The lists of these keys, which from now on are known by where they stand in the row.
    pub(super) fn finish(mut self, keys: impl ExactSizeIterator<Item = u32>) -> Lists {
        let mut lists = Lists { starts: Vec::with_capacity(keys.len() + 1), bytes: Vec::new() };
        lists.bytes.reserve_exact(self.lists.iter().map(|(bytes, _)| bytes.len()).sum());
        for key in keys {
            lists.starts.push(lists.bytes.len() as u32);
            if let Some((bytes, _)) = self.lists.get_mut(key as usize) {
                lists.bytes.append(bytes);
            }
        }
        lists.starts.push(lists.bytes.len() as u32);
        lists
    }
}

impl Lists {
    /// The list of a key; empty where there is none.
    pub(super) fn of(&self, key: u32) -> List<'_> {
        let key = key as usize;
        match (self.starts.get(key), self.starts.get(key + 1)) {
            (Some(&start), Some(&end)) => List { bytes: &self.bytes[start as usize..end as usize], next: 0 },
            _ => List::default(),
        }
    }

    /// How many bytes all of it takes.
    pub(super) fn size(&self) -> usize {
        self.bytes.capacity() + self.starts.capacity() * size_of::<u32>()
    }
}

impl List<'_> {
    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// What its length is at most.
    pub(super) fn most(&self) -> usize {
        self.bytes.len()
    }
}

impl Iterator for List<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut distance, mut shift) = (0_u32, 0);
        loop {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            distance |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        let value = self.next.wrapping_add(distance);
        self.next = value.wrapping_add(1);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::Growing;

    proptest! {
        #[test]
        fn what_went_in_comes_out(
            mut pairs in prop::collection::vec((0_u32..6, prop_oneof![0_u32..300, 0_u32..u32::MAX]), 0..80)
        ) {
            pairs.sort_by_key(|&(_, value)| value);
            let mut growing = Growing::default();
            let mut expect: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
            for &(key, value) in &pairs {
                growing.push(key, value);
                expect.entry(key).or_default().insert(value);
            }
            // The last key first.
            let lists = growing.finish((0..7_u32).rev());
            for key in 0..7 {
                let list = lists.of(6 - key);
                let numbers: Vec<u32> = list.clone().collect();
                prop_assert_eq!(list.is_empty(), numbers.is_empty());
                prop_assert!(list.most() >= numbers.len());
                prop_assert_eq!(numbers, expect.remove(&key).unwrap_or_default().into_iter().collect::<Vec<_>>());
            }
            prop_assert!(lists.of(7).is_empty());
        }
    }
}
