//! Many short lists, or many texts, in one allocation: a list costs four bytes and its items, and all are dropped at
//! once. Knows nothing of stories.
//!
//! ```text
//! starts  0 2 2      (the third list is empty, the last goes to the end)
//!         │ ├─┘
//! items   a b c
//! ```

/// One list for each of many things. The last ones cost nothing as long as they are empty.
#[derive(Clone, Debug)]
pub(super) struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Makes `items` the list of `at`, which has none yet, nor has any after it.
    pub(super) fn put(&mut self, at: usize, items: impl IntoIterator<Item = T>) {
        let start = self.items.len() as u32;
        self.items.extend(items);
        if self.items.len() as u32 > start {
            self.starts.resize(at + 1, start);
        }
    }

    /// The list of `at`.
    #[inline]
    pub(super) fn get(&self, at: usize) -> &[T] {
        // Without a panic, the compiler leaves this out for callers that do not look at the list.
        let start = self.starts.get(at).map_or(self.items.len(), |&start| start as usize);
        let end = self.starts.get(at + 1).map_or(self.items.len(), |&end| end as usize);
        self.items.get(start..end).unwrap_or_default()
    }

    /// Adds the lists of others, whose first is that of `at`; none from there on is here yet.
    pub(super) fn append<U>(&mut self, at: usize, others: Lists<U>, item: impl FnMut(U) -> T) {
        let start = self.items.len() as u32;
        self.items.extend(others.items.into_iter().map(item));
        if self.items.len() as u32 > start {
            self.starts.resize(at, start);
            self.starts.extend(others.starts.into_iter().map(|other| other + start));
        }
    }
}

impl<T: Copy + PartialEq> Lists<T> {
    /// The lists that have this item, in order. Reads the items one after the other, and of the lists only those.
    pub(super) fn with(&self, item: T) -> impl Iterator<Item = usize> {
        let mut from = 0;
        let is_it = move |&(_, &other): &(usize, &T)| other == item;
        let places = self.items.iter().enumerate().filter(is_it);
        places.filter_map(move |(place, _)| {
            // All lists before this one start no later, the empty ones too.
            let list = from + self.starts[from..].partition_point(|&start| start as usize <= place);
            (std::mem::replace(&mut from, list) < list).then(|| list - 1)
        })
    }
}

impl<T: Copy> Lists<T> {
    /// The lists of so many things from pairs of a thing and an item. Linear.
    pub(super) fn collect(count: usize, pairs: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let Some((_, any)) = pairs.clone().next() else { return Self::default() };
        let mut starts = vec![0_u32; count + 1];
        for (at, _) in pairs.clone() {
            starts[at + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut items = vec![any; starts[count] as usize];
        let mut next = starts.clone();
        for (at, item) in pairs {
            items[next[at] as usize] = item;
            next[at] += 1;
        }
        Self { starts, items }
    }
}

/// Many texts in one piece.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    text: String,
    starts: Vec<u32>,
}

impl Texts {
    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) {
        self.starts.push(self.text.len() as u32);
        self.text.push_str(text);
    }

    /// The text of that number.
    #[inline]
    pub(super) fn get(&self, at: usize) -> &str {
        let start = self.starts.get(at).map_or(self.text.len(), |&start| start as usize);
        let end = self.starts.get(at + 1).map_or(self.text.len(), |&end| end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Adds others after the last one.
    pub(super) fn append(&mut self, others: &Self) {
        let start = self.text.len() as u32;
        self.text.push_str(&others.text);
        self.starts.extend(others.starts.iter().map(|other| other + start));
    }
}

#[cfg(test)]
mod tests {
    use super::{Lists, Texts};

    #[test]
    fn lists_keep_to_themselves() {
        let mut lists = Lists::default();
        lists.put(0, [1, 2]);
        lists.put(1, []);
        lists.put(2, [3]);
        lists.put(4, [4]);
        lists.put(5, []);
        let check = |lists: &Lists<i32>, expect: &[&[i32]]| {
            assert_eq!((0..expect.len()).map(|at| lists.get(at)).collect::<Vec<_>>(), expect);
        };
        check(&lists, &[&[1, 2], &[], &[3], &[], &[4], &[], &[]]);
        let mut first = Lists::default();
        first.put(1, [7]);
        first.append(3, lists, |item| 10 * item);
        first.append(9, Lists::<i32>::default(), |item| item);
        check(&first, &[&[], &[7], &[], &[10, 20], &[], &[30], &[], &[40], &[], &[]]);
        let with = |lists: &Lists<i32>, item| lists.with(item).collect::<Vec<_>>();
        assert_eq!([10, 20, 7, 5].map(|item| with(&first, item)), [vec![3], vec![3], vec![1], vec![]]);
        let twice = Lists::collect(6, [(1, 8), (4, 8), (4, 8), (5, 8), (4, 9)].into_iter());
        assert_eq!([8, 9].map(|item| with(&twice, item)), [vec![1, 4, 5], vec![4]]);
        let pairs = [(2, 1), (0, 2), (2, 3)].into_iter();
        check(&Lists::collect(4, pairs), &[&[2], &[], &[1, 3], &[], &[]]);
    }

    #[test]
    fn texts_keep_to_themselves() {
        let mut texts = Texts::default();
        for text in ["", "é", ""] {
            texts.push(text);
        }
        let others = texts.clone();
        texts.append(&others);
        let all: Vec<&str> = (0..7).map(|at| texts.get(at)).collect();
        assert_eq!(all, ["", "é", "", "", "é", "", ""]);
    }
}
