//! From the bytes of a story file to a [`Story`], or to everything that is wrong with it. Never panics, never guesses
//! silently.
//!
//! ```text
//! bytes ─decode→ text ─serde→ Document ─resolve→ Story ─place→ Story
//!                       │ if that fails         │
//!                       └ syntax → read ────────┘ problems: path → line and column
//! ```
//!
//! The quick way is one pass of serde, which stops at the first fault without saying much of it. Only then the text is
//! read a second time, slowly and field by field, to tell of all faults at once.

mod decode;
mod facts;
mod names;
pub(crate) mod nearest;
mod object;
mod order;
mod path;
mod placing;
mod raw;
mod read;
mod report;
mod resolve;
mod syntax;
mod texts;
mod when;

use super::Story;
use super::file::Document;
use super::problem::Problem;
use path::Path;
use report::Report;

/// The story in `bytes` and notes on it, or all its problems, both in the order of the file.
///
/// Cost: linear in the bytes, but for placing the events.
///
/// # Errors
/// Everything that is wrong, up to a few hundred problems of each severity, notes included.
pub fn load(bytes: &[u8]) -> Result<(Story, Vec<Problem>), Vec<Problem>> {
    let text = decode::decode(bytes).map_err(|problem| vec![problem])?;
    let mut report = Report::default();
    if let Ok(document) = serde_json::from_str::<Document>(&text) {
        return finish(document, report, &text, &text);
    }
    let checked = syntax::check(&text);
    for slip in checked.slips {
        report.error_at(slip.offset, &Path::ROOT, slip.code, || slip.message);
    }
    if !checked.whole {
        return Err(report.into_problems(&text, ""));
    }
    let document = read::document(&checked.text, &mut report);
    finish(document, report, &text, &checked.text)
}

/// The story of a document that was read from `json`, which is `text` with slips blanked out.
fn finish(
    document: Document,
    mut report: Report,
    text: &str,
    json: &str,
) -> Result<(Story, Vec<Problem>), Vec<Problem>> {
    let mut story = resolve::resolve(&document, &mut report);
    // As large as the file, and placing needs room too.
    drop(document);
    placing::place(&mut story, &mut report);
    let errors = report.errors();
    let problems = report.into_problems(text, json);
    if errors == 0 { Ok((story, problems)) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::report::Report;
    use super::{read, syntax};
    use crate::story::file::Document;

    const WHOLE: &str = include_str!("../../tests/load/whole.json");

    /// The slow way's document and how many errors it told.
    fn slowly(text: &str) -> Option<(String, usize)> {
        let checked = syntax::check(text);
        if !checked.whole || !checked.slips.is_empty() {
            return None;
        }
        let mut report = Report::default();
        let document = format!("{:?}", read::document(text, &mut report));
        Some((document, report.errors()))
    }

    #[test]
    fn both_ways_read_the_same() {
        let quickly = serde_json::from_str::<Document>(WHOLE).expect("a good story");
        assert_eq!(slowly(WHOLE), Some((format!("{quickly:?}"), 0)));
    }

    const PIECES: [&str; 12] =
        ["null", "true", "1", "-0.5", "1e999", "\"a\"", "[]", "{}", "\"id\":", "\"thread\":", "\"\"", "[\"a\"]"];

    proptest! {
        /// Whatever a story becomes by putting pieces in other places, both ways agree on whether it can be read.
        #[test]
        fn both_ways_refuse_the_same(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..3),
        ) {
            let mut text = WHOLE.to_owned();
            for (value, piece) in changes {
                let starts: Vec<usize> = text.match_indices([' ', '\n']).map(|(at, _)| at + 1).collect();
                let start = starts[value.index(starts.len())];
                let end = text[start..].find([',', '\n', ' ']).map_or(text.len(), |end| start + end);
                text.replace_range(start..end, PIECES[piece.index(PIECES.len())]);
            }
            let quickly = serde_json::from_str::<Document>(&text).map(|document| format!("{document:?}"));
            match (quickly, slowly(&text)) {
                (Ok(quickly), slowly) => prop_assert_eq!(slowly, Some((quickly, 0))),
                (Err(_), slowly) => {
                    // The slow way leaves it to others to judge the version, and takes 1.0 for 1.
                    let same_version = text.contains("\"plotlanes\": 1,");
                    prop_assert!(!same_version || slowly.is_none_or(|(_, errors)| errors > 0));
                }
            }
        }
    }
}
