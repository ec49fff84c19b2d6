//! Folds texts for the search: words in lower case without accents and apostrophes, each letter with its place in the
//! original text. Knows no story and no query.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A word of a text.
pub(in crate::state) struct Word<'a> {
    /// Its letters, folded.
    pub(in crate::state) text: &'a str,
    /// The range of bytes in the text for each letter. Two letters that were one (`ß`) have the same range.
    pub(in crate::state) spans: &'a [Range<usize>],
}

/// Calls `take` with each word of `text`, in order.
///
/// A word is a run of letters and digits of any script. Accents, case and apostrophes are removed: `O’Brien` becomes
/// `obrien`. Everything else separates words.
pub(in crate::state) fn each_word(text: &str, mut take: impl FnMut(Word<'_>)) {
    let mut word = String::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut pieces = String::new();
    let mut end = |word: &mut String, spans: &mut Vec<Range<usize>>| {
        if !word.is_empty() {
            take(Word { text: word, spans });
            word.clear();
            spans.clear();
        }
    };
    for (at, c) in text.char_indices() {
        let here = at..at + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
            spans.push(here);
            continue;
        }
        if is_apostrophe(c) {
            continue;
        }
        pieces.clear();
        decompose_compatible(c, |piece| pieces.extend(piece.to_lowercase()));
        for piece in pieces.chars() {
            if is_accent(piece) {
                // A letter that is marked as found includes its accents.
                if let Some(last) = spans.last_mut() {
                    last.end = here.end;
                }
                continue;
            }
            let mut one = [0; 4];
            let letters = plain(piece).unwrap_or_else(|| piece.encode_utf8(&mut one));
            if !is_letter(piece) {
                end(&mut word, &mut spans);
                continue;
            }
            word.push_str(letters);
            spans.extend(letters.chars().map(|_| here.clone()));
        }
    }
    end(&mut word, &mut spans);
}

/// Calls `take` with each word of `text`, folded, in order: as [`each_word`], but without the ranges. Most text is
/// ASCII, which is read byte by byte.
pub(in crate::state) fn each_folded(text: &str, mut take: impl FnMut(&str)) {
    if !text.is_ascii() {
        each_word(text, |word| take(word.text));
        return;
    }
    let mut word = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            word.push(char::from(byte.to_ascii_lowercase()));
        } else if !is_apostrophe(char::from(byte)) && !word.is_empty() {
            take(&word);
            word.clear();
        }
    }
    if !word.is_empty() {
        take(&word);
    }
}

/// The words of a text, folded.
pub(in crate::state) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_folded(text, |word| words.push(word.to_owned()));
    words
}

/// The ranges sorted, without empty ones, and merged if they touch or overlap.
pub(in crate::state) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Whether it is used as an apostrophe, on keyboards or in print.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‛' | '′' | 'ʼ' | 'ʹ' | '`' | '´' | '＇')
}

/// Whether it is a mark on a letter, or invisible. The vowel marks of Indic scripts do not count, since little of a
/// word would be left without them.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}'
        // Vowel points of Hebrew and Arabic, which everyday writing leaves out.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        // Soft hyphens, joiners, variation selectors.
        | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether it is part of a word. Arrows, symbols and emoji are, so that they can be found in titles.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// The plain letters for letters that Unicode does not decompose.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}
