//! The typed words, and which of them a name or a title answers.

use std::ops::Range;

use crate::state::search::fold::{Word, each_word, merged, words};
use crate::state::search::needle::{Grade, Needle};

/// The most words that are looked at; nobody types more, and each has a bit.
const MOST_WORDS: usize = 16;
/// The most letters of a word that are looked at.
const MOST_LETTERS: usize = 64;

/// The words that initials leave out.
const SMALL_WORDS: [&str; 4] = ["a", "an", "of", "the"];

/// How a word that was typed may differ from the one that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tolerance {
    /// It is the word or its beginning.
    Spelled,
    /// One letter may be wrong from four on, two from eight on.
    Misspelled,
    /// It is a single word, made of the first letters of other words.
    Initials,
}

/// The words that were typed, folded.
pub(super) struct Typed {
    needles: Vec<Needle>,
    tolerance: Tolerance,
}

/// Which of the words that were typed are answered: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answered {
    /// By the word, its beginning, or a word that is spelled nearly so.
    pub(super) any: u16,
    /// By exactly the word.
    pub(super) whole: u16,
}

impl Answered {
    /// Answered by either.
    pub(super) fn or(self, other: Self) -> Self {
        Self { any: self.any | other.any, whole: self.whole | other.whole }
    }
}

impl Typed {
    /// The words of `text`; `None` where there are none.
    pub(super) fn new(text: &str) -> Option<Self> {
        let cut = |word: &String| Needle::new(word.chars().take(MOST_LETTERS).collect());
        let needles: Vec<Needle> = words(text).iter().take(MOST_WORDS).map(cut).collect();
        (!needles.is_empty()).then_some(Self { needles, tolerance: Tolerance::Spelled })
    }

    /// The same words, looked for in another way.
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

    /// The words that were typed, for the search.
    pub(super) fn text(&self) -> String {
        self.needles.iter().map(|needle| needle.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The words of these that are not among `others`, for the search.
    pub(super) fn text_without(&self, others: &[&str]) -> String {
        let rest = self.needles.iter().map(|needle| needle.text.as_str());
        rest.filter(|word| !others.contains(word)).collect::<Vec<_>>().join(" ")
    }

    /// Which of the words that were typed this folded word answers.
    pub(super) fn answered_by(&self, word: &str) -> Answered {
        let mut answered = Answered::default();
        for (at, needle) in self.needles.iter().enumerate() {
            if let Some((is_whole, _)) = self.place_in(needle, word) {
                answered.any |= 1 << at;
                answered.whole |= u16::from(is_whole) << at;
            }
        }
        answered
    }

    /// Whether a single word was typed that is made of the first letters of these, from the first on; articles and the
    /// like may be left out.
    pub(super) fn begins_any_of<W: AsRef<str>>(&self, words: &[W]) -> bool {
        let [only] = self.needles.as_slice() else { return false };
        let initials = |skip: &[&str]| -> String {
            let words = words.iter().map(AsRef::as_ref).filter(|word| !skip.contains(word));
            words.filter_map(|word| word.chars().next()).collect()
        };
        let is_short = (2..=6).contains(&only.text.chars().count());
        is_short && [&[][..], &SMALL_WORDS].into_iter().any(|skip| initials(skip).starts_with(&only.text))
    }

    /// Where in `title` the words that were typed stand, in bytes, in order and without overlaps.
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

    /// Whether `word` is all of what the needle says, and which of its bytes do.
    fn place_in(&self, needle: &Needle, word: &str) -> Option<(bool, Range<usize>)> {
        if self.tolerance == Tolerance::Initials {
            return None;
        }
        match needle.grade(word) {
            Some((grade @ (Grade::Whole | Grade::Prefix), from)) => {
                return Some((grade == Grade::Whole, from..from + needle.text.len()));
            }
            // Of letters that are written without spaces between words, a word may begin anywhere.
            Some((Grade::Inside, from)) if needle.text.chars().any(|c| c >= '\u{e00}') => {
                return Some((false, from..from + needle.text.len()));
            }
            _ => {}
        }
        let is_near = self.tolerance == Tolerance::Misspelled && needle.with_typos(word).is_some();
        is_near.then_some((false, 0..word.len()))
    }
}

/// Where these bytes of a folded word stand in the text that it is from.
fn span(word: &Word<'_>, bytes: Range<usize>) -> Option<Range<usize>> {
    let first = word.text[..bytes.start].chars().count();
    let last = first + word.text[bytes].chars().count();
    let (first, last) = (word.spans.get(first)?, word.spans.get(last.checked_sub(1)?)?);
    Some(first.start..last.end)
}
