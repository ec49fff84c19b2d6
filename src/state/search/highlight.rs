//! The parts of a text that a query matches, to be highlighted when the text is shown.

use std::ops::Range;

use super::fold::{each_word, merged};
use super::index::phrase_in;
use super::needle::Needle;
use super::query::{Query, SearchField};

/// The ranges of bytes in `text` that `query` matches, in order and without overlaps: the matching letters of a word,
/// or the whole word if it matches with typos. `of` is the field that the text is a name of, if any; terms of other
/// fields are skipped. `has_typos` tells which terms match words with typos.
pub(super) fn highlights(
    text: &str,
    of: Option<SearchField>,
    query: &Query,
    has_typos: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let (mut words, mut spans): (Vec<String>, Vec<Vec<Range<usize>>>) = (Vec::new(), Vec::new());
    each_word(text, |word| {
        words.push(word.text.to_owned());
        spans.push(word.spans.to_vec());
    });
    // The range in the text of `length` bytes of a folded word, from the byte `from` on.
    let letters = |at: usize, from: usize, length: usize| {
        let (word, spans) = (&words[at], &spans[at]);
        let first = word[..from].chars().count();
        let last = first + word[from..from + length].chars().count();
        spans.get(first).zip(spans.get(last.saturating_sub(1))).map(|(first, last)| first.start..last.end)
    };
    let mut ranges = Vec::new();
    for (term, looked_for) in query.terms().iter().enumerate() {
        if looked_for.negated || looked_for.field.is_some_and(|field| of != Some(field)) {
            continue;
        }
        let said = looked_for.words();
        if looked_for.exact {
            for run in phrase_in(&words, &said, looked_for.open) {
                let last = run.end - 1;
                let end = said.last().map_or(0, String::len);
                ranges.extend(
                    letters(run.start, 0, words[run.start].len())
                        .zip(letters(last, 0, end))
                        .map(|(first, last)| first.start..last.end),
                );
            }
            continue;
        }
        for needle in said.into_iter().map(Needle::new) {
            for (at, word) in words.iter().enumerate() {
                if let Some((_, from)) = needle.grade(word) {
                    ranges.extend(letters(at, from, needle.text.len()));
                } else if has_typos(term) && needle.with_typos(word).is_some() {
                    ranges.extend(letters(at, 0, word.len()));
                }
            }
        }
    }
    merged(ranges)
}
