//! Posting lists: the events with a word, the events of a name, the names with a word. Each number is stored as its
//! distance from the one before, seven bits to a byte (variable-byte gaps), so that most take one or two bytes: the
//! index of a million events takes 26 MB.

use super::query::SearchField;
use crate::story::Story;

/// For each key, from 0 on, a list of ascending numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// The start of each key's list in `bytes`, and last the end of all.
    starts: Vec<u32>,
    bytes: Vec<u8>,
}

/// One list, read from its start.
#[derive(Clone, Debug, Default)]
pub(super) struct PostingList<'a> {
    bytes: &'a [u8],
    /// The least possible next number.
    next: u32,
}

/// Posting lists that are still being filled.
#[derive(Debug, Default)]
pub(super) struct PostingsBuilder {
    /// The bytes of each list, and its least possible next number.
    lists: Vec<(Vec<u8>, u32)>,
}

impl PostingsBuilder {
    /// Adds a number to the list of a key. The numbers of one key must ascend; repeated ones are skipped.
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

    /// The lists of `keys`, each now numbered by its position in `keys`.
    pub(super) fn finish(mut self, keys: impl ExactSizeIterator<Item = u32>) -> Postings {
        let mut lists = Postings { starts: Vec::with_capacity(keys.len() + 1), bytes: Vec::new() };
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

impl Postings {
    /// The list of a key; empty if it has none.
    pub(super) fn of(&self, key: u32) -> PostingList<'_> {
        let key = key as usize;
        match (self.starts.get(key), self.starts.get(key + 1)) {
            (Some(&start), Some(&end)) => PostingList { bytes: &self.bytes[start as usize..end as usize], next: 0 },
            _ => PostingList::default(),
        }
    }

    /// The size of all lists, in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.capacity() + self.starts.capacity() * size_of::<u32>()
    }
}

impl PostingList<'_> {
    /// Whether it has no numbers.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// An upper bound of its length.
    pub(super) fn most(&self) -> usize {
        self.bytes.len()
    }
}

impl Iterator for PostingList<'_> {
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

/// The posting lists of one field: threads, characters, places, tags or phases, in the story's order.
#[derive(Clone, Debug, Default)]
pub(super) struct FieldPostings {
    /// For each word, the names with it.
    pub(super) names: Postings,
    /// For each word, the things with it in their id or group.
    pub(super) ids: Postings,
    /// For each thing, its events.
    pub(super) events: Postings,
    /// The number of things.
    pub(super) count: usize,
}

/// The number of things of a field.
pub(super) fn thing_count(story: &Story, field: SearchField) -> usize {
    match field {
        SearchField::Thread => story.threads.len(),
        SearchField::Cast => story.characters.len(),
        SearchField::Place => story.places.len(),
        SearchField::Tag => story.tags.len(),
        SearchField::Phase => story.phases.len(),
    }
}

/// The names of the thing with this number.
pub(super) fn names_of(story: &Story, field: SearchField, thing: usize) -> Vec<&str> {
    match field {
        SearchField::Thread => vec![&story.threads[thing].title],
        SearchField::Cast => {
            let who = &story.characters[thing];
            std::iter::once(&who.name).chain(&who.aliases).map(String::as_str).collect()
        }
        SearchField::Place => vec![&story.places[thing].name],
        SearchField::Tag => vec![&story.tags[thing]],
        SearchField::Phase => vec![&story.phases[thing].title],
    }
}

/// Its id and its group.
pub(super) fn ids_of(story: &Story, field: SearchField, thing: usize) -> Vec<&str> {
    match field {
        SearchField::Thread => vec![&story.threads[thing].id, &story.threads[thing].group],
        SearchField::Cast => vec![&story.characters[thing].id, &story.characters[thing].group],
        SearchField::Place => vec![&story.places[thing].id],
        SearchField::Tag | SearchField::Phase => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::PostingsBuilder;

    proptest! {
        #[test]
        fn numbers_are_read_back(
            mut pairs in prop::collection::vec((0_u32..6, prop_oneof![0_u32..300, 0_u32..u32::MAX]), 0..80)
        ) {
            pairs.sort_by_key(|&(_, value)| value);
            let mut builder = PostingsBuilder::default();
            let mut expect: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
            for &(key, value) in &pairs {
                builder.push(key, value);
                expect.entry(key).or_default().insert(value);
            }
            // In reversed order.
            let lists = builder.finish((0..7_u32).rev());
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
