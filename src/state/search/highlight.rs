//! What of a text a query found, so that it can be shown.

use std::ops::Range;

use super::fold::{each_word, merged};
use super::index::phrase_in;
use super::needle::Needle;
use super::query::{Field, Query};

/// Where `query` is found in `text`, in bytes, in order and without overlaps: letters that are spelled alike, whole
/// words that were meant. `of` is what kind of name the text is, if it is one; terms for other fields are not looked
/// for in it. A word with a slip counts where `slips` says so of its term.
pub(super) fn highlights(
    text: &str,
    of: Option<Field>,
    query: &Query,
    slips: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let (mut words, mut spans): (Vec<String>, Vec<Vec<Range<usize>>>) = (Vec::new(), Vec::new());
    each_word(text, |word| {
        words.push(word.text.to_owned());
        spans.push(word.spans.to_vec());
    });
    // From the letter after so many bytes of a word on, so many bytes.
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
                } else if slips(term) && needle.slips(word).is_some() {
                    ranges.extend(letters(at, 0, word.len()));
                }
            }
        }
    }
    merged(ranges)
}
