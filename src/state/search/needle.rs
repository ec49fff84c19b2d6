//! Compares a word that is searched for with a word of the story: equal, its beginning, part of it, or a typo away.

/// How well a word matches, from the least to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::state) enum Grade {
    /// Two typos away from the word or its beginning.
    TwoTypos,
    /// One typo away from the word or its beginning.
    OneTypo,
    /// Inside the word.
    Inside,
    /// The beginning of the word.
    Prefix,
    /// The word itself.
    Whole,
}

impl Grade {
    /// Its score, before the weight of the field.
    pub(in crate::state) fn worth(self) -> u32 {
        match self {
            Self::TwoTypos => 1,
            Self::OneTypo => 2,
            Self::Inside => 3,
            Self::Prefix => 5,
            Self::Whole => 8,
        }
    }
}

/// Longer words are not compared with typos, which bounds the cost of a comparison.
const LONGEST: usize = 64;

/// A folded word that is searched for.
#[derive(Clone, Debug)]
pub(in crate::state) struct Needle {
    /// The word.
    pub(in crate::state) text: String,
    letters: usize,
    most_typos: usize,
    mask: u64,
}

impl Needle {
    /// A needle for a folded word.
    pub(in crate::state) fn new(text: String) -> Self {
        let letters = text.chars().count();
        let most_typos = match letters {
            0..4 => 0,
            4..8 => 1,
            8..=LONGEST => 2,
            _ => 0,
        };
        Self { letters, most_typos, mask: mask(&text), text }
    }

    /// Whether it may match inside words. One or two letters are inside nearly all words; but in scripts without spaces
    /// between words, such as Thai and Chinese, one letter says a lot.
    pub(in crate::state) fn goes_inside(&self) -> bool {
        self.letters > 2 || self.text.chars().any(|c| c >= '\u{e00}')
    }

    /// How well `word` matches without typos, and from which byte on.
    pub(in crate::state) fn grade(&self, word: &str) -> Option<(Grade, usize)> {
        if word.starts_with(&self.text) {
            let grade = if word.len() == self.text.len() { Grade::Whole } else { Grade::Prefix };
            return Some((grade, 0));
        }
        let inside = if self.goes_inside() { word.find(&self.text) } else { None };
        inside.map(|at| (Grade::Inside, at))
    }

    /// Whether typos are allowed: one from four letters on, two from eight on.
    pub(in crate::state) fn allows_typos(&self) -> bool {
        self.most_typos > 0
    }

    /// How well `word` matches with typos: a letter wrong, missing or added, or two in the wrong order.
    ///
    /// If it matches only the beginning of a longer word, the first and the last letter must be right; otherwise every
    /// word that begins with all but one of the letters would match.
    pub(in crate::state) fn with_typos(&self, word: &str) -> Option<Grade> {
        // Each typo loses at most one common letter, so comparing the letters first avoids most of the slow
        // comparisons.
        if self.most_typos == 0 || (self.mask & !mask(word)).count_ones() as usize > self.most_typos {
            return None;
        }
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST + 2);
        let (first, last) = (self.text.chars().next(), self.text.chars().next_back());
        let begins_alike = word.chars().next() == first;
        let mut least = self.most_typos + 1;
        for (end, letters) in ends.zip(1..) {
            let whole = end == word.len();
            if letters > self.letters + self.most_typos {
                break;
            }
            if letters + self.most_typos < self.letters
                || !(whole || begins_alike && word[..end].chars().next_back() == last)
            {
                continue;
            }
            least = least.min(strsim::osa_distance(&self.text, &word[..end]));
        }
        match least {
            0 | 1 if least <= self.most_typos => Some(Grade::OneTypo),
            2 if self.most_typos == 2 => Some(Grade::TwoTypos),
            _ => None,
        }
    }
}

/// The letters of a word as bits; different letters may share one.
fn mask(word: &str) -> u64 {
    word.chars().fold(0, |mask, c| mask | 1 << (c as u32 % 64))
}
