//! The vocabulary of a story: every different word, sorted; and finding those that match a search word.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::needle::{Grade, Needle};

/// Sorted words, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// The words, with a line break after each, so that one substring search covers all of them.
    text: String,
    /// The start of each word.
    starts: Vec<u32>,
}

/// Numbers words while they are collected.
#[derive(Debug, Default)]
pub(super) struct VocabularyBuilder {
    numbers: HashMap<String, u32, RandomState>,
}

impl VocabularyBuilder {
    /// The number of a folded word until the vocabulary is finished.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// The vocabulary, and for each of its words the number that it had while it was collected.
    pub(super) fn finish(self) -> (Vocabulary, Vec<u32>) {
        let mut words: Vec<(String, u32)> = self.numbers.into_iter().collect();
        words.sort_unstable();
        let mut vocabulary = Vocabulary::default();
        vocabulary.starts.reserve_exact(words.len());
        vocabulary.text.reserve_exact(words.iter().map(|(word, _)| word.len() + 1).sum());
        let mut numbers = Vec::with_capacity(words.len());
        for (word, number) in words {
            vocabulary.starts.push(vocabulary.text.len() as u32);
            vocabulary.text.push_str(&word);
            vocabulary.text.push('\n');
            numbers.push(number);
        }
        (vocabulary, numbers)
    }
}

impl Vocabulary {
    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Its size, in bytes.
    pub(super) fn size(&self) -> usize {
        self.text.capacity() + self.starts.capacity() * size_of::<u32>()
    }

    fn word(&self, at: usize) -> &str {
        let end = self.starts.get(at + 1).map_or(self.text.len(), |&next| next as usize);
        &self.text[self.starts[at] as usize..end - 1]
    }

    /// The number of this word.
    pub(super) fn whole(&self, word: &str) -> Option<u32> {
        let at = self.first_from(word);
        (at < self.len() && self.word(at) == word).then_some(at as u32)
    }

    /// This word and every word that begins with it.
    pub(super) fn beginning(&self, word: &str) -> Vec<(u32, Grade)> {
        let from = self.first_from(word);
        let words = (from..self.len()).take_while(|&at| self.word(at).starts_with(word));
        let grade = |at| if self.word(at).len() == word.len() { Grade::Whole } else { Grade::Prefix };
        words.map(|at| (at as u32, grade(at))).collect()
    }

    /// Every word that contains the search word without typos.
    pub(super) fn spelled(&self, needle: &Needle) -> Vec<(u32, Grade)> {
        if !needle.goes_inside() {
            return self.beginning(&needle.text);
        }
        let mut found: Vec<(u32, Grade)> = Vec::new();
        for (byte, _) in self.text.match_indices(&needle.text) {
            let at = self.starts.partition_point(|&start| start as usize <= byte).saturating_sub(1);
            if found.last().is_some_and(|&(last, _)| last as usize == at) {
                continue;
            }
            found.extend(needle.grade(self.word(at)).map(|(grade, _)| (at as u32, grade)));
        }
        found
    }

    /// Every word for which `is_candidate` holds and that is one or two typos away from the search word.
    pub(super) fn misspelled(&self, needle: &Needle, is_candidate: impl Fn(u32) -> bool) -> Vec<(u32, Grade)> {
        let words = (0..self.len()).filter(|&at| is_candidate(at as u32));
        words.filter_map(|at| Some((at as u32, needle.with_typos(self.word(at))?))).collect()
    }

    fn first_from(&self, word: &str) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.word(middle) < word { from = middle + 1 } else { to = middle }
        }
        from
    }
}
