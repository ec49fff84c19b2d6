//! Many short lists of numbers in two long ones: which events have a word, which events a character takes part in.

/// For each key from 0 on, a list of numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Where the list of each key starts; one more at the end.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Lists {
    /// Puts pairs of key and value in lists, each in the order of the pairs. Keys are below `keys`; what lies above
    /// is left out. Linear in time.
    pub(super) fn new(keys: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; keys + 1];
        let pairs = || pairs.iter().filter(|(key, _)| (*key as usize) < keys);
        for &(key, _) in pairs() {
            starts[key as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut values = vec![0; starts[keys] as usize];
        for &(key, value) in pairs() {
            let at = &mut next[key as usize];
            values[*at as usize] = value;
            *at += 1;
        }
        Self { starts, values }
    }

    /// The list of a key.
    pub(super) fn of(&self, key: u32) -> &[u32] {
        let key = key as usize;
        match (self.starts.get(key), self.starts.get(key + 1)) {
            (Some(&start), Some(&end)) => &self.values[start as usize..end as usize],
            _ => &[],
        }
    }
}
