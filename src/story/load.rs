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
mod names;
pub(crate) mod nearest;
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
        return finish(&document, report, &text, &text);
    }
    let checked = syntax::check(&text);
    for slip in checked.slips {
        report.error_at(slip.offset, &Path::ROOT, slip.code, || slip.message);
    }
    if !checked.whole {
        return Err(report.into_problems(&text, ""));
    }
    let document = read::document(&checked.text, &mut report);
    finish(&document, report, &text, &checked.text)
}

/// The story of a document that was read from `json`, which is `text` with slips blanked out.
fn finish(
    document: &Document,
    mut report: Report,
    text: &str,
    json: &str,
) -> Result<(Story, Vec<Problem>), Vec<Problem>> {
    let mut story = resolve::resolve(document, &mut report);
    placing::place(&mut story, &mut report);
    let errors = report.errors();
    let problems = report.into_problems(text, json);
    if errors == 0 { Ok((story, problems)) } else { Err(problems) }
}
