//! The typed words, and which of them match a name or a title.

use std::ops::Range;

use crate::state::search::fold::{Word, each_word, merged, words};
use crate::state::search::needle::{Grade, Needle};

/// The most words that count. Each has a bit in a `u16`.
const MOST_WORDS: usize = 16;
/// The most letters of a word that count.
const MOST_LETTERS: usize = 64;

/// The words that initials leave out.
const SMALL_WORDS: [&str; 4] = ["a", "an", "of", "the"];

/// How a typed word may differ from the word it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tolerance {
    /// It is the same or its beginning.
    Spelled,
    /// It may have a typo if it has four letters or more, two if it has eight.
    Misspelled,
    /// It consists of the first letters of other words.
    Initials,
}

/// The typed words, folded.
pub(super) struct Typed {
    needles: Vec<Needle>,
    tolerance: Tolerance,
}

/// The typed words that match, with a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MatchedWords {
    /// Those that match in any way.
    pub(super) any: u16,
    /// Those that match a whole word.
    pub(super) whole: u16,
}

impl MatchedWords {
    /// The words that match in either.
    pub(super) fn or(self, other: Self) -> Self {
        Self { any: self.any | other.any, whole: self.whole | other.whole }
    }
}

impl Typed {
    /// The words of `text`; `None` if there are none.
    pub(super) fn new(text: &str) -> Option<Self> {
        let cut = |word: &String| Needle::new(word.chars().take(MOST_LETTERS).collect());
        let needles: Vec<Needle> = words(text).iter().take(MOST_WORDS).map(cut).collect();
        (!needles.is_empty()).then_some(Self { needles, tolerance: Tolerance::Spelled })
    }

    /// The same words with another tolerance.
    #[must_use]
    pub(super) fn with(self, tolerance: Tolerance) -> Self {
        Self { tolerance, ..self }
    }

    pub(super) fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// Every word's bit.
    pub(super) fn all(&self) -> u16 {
        (u32::from(u16::MAX) >> (MOST_WORDS - self.needles.len())) as u16
    }

    /// The typed words as a text, for the search.
    pub(super) fn text(&self) -> String {
        self.needles.iter().map(|needle| needle.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The typed words that are not among `others`, for the search.
    pub(super) fn text_without(&self, others: &[&str]) -> String {
        let rest = self.needles.iter().map(|needle| needle.text.as_str());
        rest.filter(|word| !others.contains(word)).collect::<Vec<_>>().join(" ")
    }

    /// The typed words that match this folded word.
    pub(super) fn matched_by(&self, word: &str) -> MatchedWords {
        let mut matched = MatchedWords::default();
        for (at, needle) in self.needles.iter().enumerate() {
            if let Some((is_whole, _)) = self.place_in(needle, word) {
                matched.any |= 1 << at;
                matched.whole |= u16::from(is_whole) << at;
            }
        }
        matched
    }

    /// Whether a single word was typed that consists of the first letters of these words. Small words may be left out.
    pub(super) fn begins_any_of<W: AsRef<str>>(&self, words: &[W]) -> bool {
        let [only] = self.needles.as_slice() else { return false };
        let initials = |skip: &[&str]| -> String {
            let words = words.iter().map(AsRef::as_ref).filter(|word| !skip.contains(word));
            words.filter_map(|word| word.chars().next()).collect()
        };
        let is_short = (2..=6).contains(&only.text.chars().count());
        is_short && [&[][..], &SMALL_WORDS].into_iter().any(|skip| initials(skip).starts_with(&only.text))
    }

    /// The typed words in `title`, as ranges of bytes, in order and without overlaps.
    pub(super) fn marks(&self, title: &str) -> Vec<Range<usize>> {
        let mut marks = Vec::new();
        each_word(title, |word| {
            if self.tolerance == Tolerance::Initials {
                marks.extend(word.spans.first().cloned());
            }
            for needle in &self.needles {
                let Some((_, letters)) = self.place_in(needle, word.text) else { continue };
                marks.extend(span(&word, letters));
            }
        });
        merged(marks)
    }

    /// The bytes of `word` that the needle matches, and whether it matches the whole word; `None` if it does not match.
    fn place_in(&self, needle: &Needle, word: &str) -> Option<(bool, Range<usize>)> {
        if self.tolerance == Tolerance::Initials {
            return None;
        }
        match needle.grade(word) {
            Some((grade @ (Grade::Whole | Grade::Prefix), from)) => {
                return Some((grade == Grade::Whole, from..from + needle.text.len()));
            }
            // In scripts without spaces between words, a word may begin anywhere.
            Some((Grade::Inside, from)) if needle.text.chars().any(|c| c >= '\u{e00}') => {
                return Some((false, from..from + needle.text.len()));
            }
            _ => {}
        }
        let is_near = self.tolerance == Tolerance::Misspelled && needle.with_typos(word).is_some();
        is_near.then_some((false, 0..word.len()))
    }
}

/// The range of these bytes of a folded word in the text that it is from.
fn span(word: &Word<'_>, bytes: Range<usize>) -> Option<Range<usize>> {
    let first = word.text[..bytes.start].chars().count();
    let last = first + word.text[bytes].chars().count();
    let (first, last) = (word.spans.get(first)?, word.spans.get(last.checked_sub(1)?)?);
    Some(first.start..last.end)
}
