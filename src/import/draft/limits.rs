//! Titles as our format has them: one line, not empty, not longer than it reads.

use crate::text::quote::is_direction_control;

/// The most characters of a title.
const LONGEST: usize = 1000;
/// A title of more characters is cut at the end of a sentence, if there is one before.
const LONG: usize = 160;

/// The most characters of a summary.
const LONGEST_PROSE: usize = 20_000;

/// A text as a tag or the name of a group: on one line, perhaps empty.
pub(in crate::import) fn label(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { title(text) }
}

/// Cuts a summary that is longer than one may be; whether it was.
pub(super) fn cut(summary: &mut String) -> bool {
    let end = summary.char_indices().nth(LONGEST_PROSE - 1).map(|(end, _)| end);
    let Some(end) = end.filter(|end| summary[*end..].chars().nth(1).is_some()) else { return false };
    summary.truncate(end);
    summary.push('…');
    true
}

/// A text as a title: on one line; `Untitled` if there is nothing in it.
pub(super) fn title(text: &str) -> String {
    title_and_rest(text).0
}

/// A text as a title, and the whole text if the title is not all of it.
pub(super) fn title_and_rest(text: &str) -> (String, String) {
    // Signs that turn the direction of text are none in a title.
    let text = text.replace(is_direction_control, "");
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return ("Untitled".to_owned(), String::new());
    }
    if line.chars().count() <= LONG {
        return (line, String::new());
    }
    let sentence =
        [". ", "! ", "? ", "。", "！", "？"].iter().filter_map(|end| line.find(end).map(|at| at + end.len())).min();
    let first =
        sentence.map(|end| line[..end].trim_end().trim_end_matches('.')).filter(|it| it.chars().count() <= LONG);
    let cut = |most: usize| {
        let end = line.char_indices().nth(most).map_or(line.len(), |(end, _)| end);
        let words = line[..end].rsplit_once(' ').map_or(&line[..end], |(words, _)| words);
        format!("{words}…")
    };
    let short = first.map_or_else(|| cut(LONG.min(LONGEST)), str::to_owned);
    (short, text.trim().to_owned())
}
