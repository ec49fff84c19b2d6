//! From the bytes of a story file to a [`Story`], or to everything that is wrong with it. Never panics, never guesses
//! silently.
//!
//! ```text
//! bytes ─decode→ text ─pieces→ Document ─resolve→ Story ─place→ Story
//!                       │ if that fails         │
//!                       └ syntax → read ────────┘ problems: path → line and column
//! ```
//!
//! The quick way is one pass of serde, over the events in pieces on all workers, which stops at the first fault
//! without saying much of it. Only then the text is read a second time, slowly and field by field, to tell of all faults
//! at once. Both yield to their [`Scheduler`] every few milliseconds.

mod facts;
mod limits;
mod names;
mod object;
mod order;
mod pieces;
mod placing;
mod read;
mod report;
mod resolve;
mod sheet;
mod texts;
mod when;

use std::mem;
use std::thread;

use super::Story;
use super::problem::{Problem, Severity};
use super::scheduler::{Part, Scheduler, Stage, Uninterrupted, block_on};
use crate::document::format::Document;
use crate::text::decode::{self, NotText};
use crate::text::path::{Locator, Path};
use crate::text::syntax;
use pieces::Outcome;
use report::Report;
use sheet::Sheet;

/// A story with notes on it, or everything that is wrong with it; both in the order of the file.
pub type Loaded = Result<(Story, Vec<Problem>), Vec<Problem>>;

/// The most bytes of text that a story may have: what its parts are counted in goes no further.
const MOST_BYTES: usize = i32::MAX as usize;

/// How many events are worth being packed.
const MANY: usize = 10_000;

/// The story in `bytes` and notes on it, or all its problems, both in the order of the file.
///
/// Cost: linear in the bytes, but for placing the events.
///
/// # Errors
/// Everything that is wrong, up to a few hundred problems of each severity, notes included.
pub fn load(bytes: &[u8]) -> Loaded {
    match block_on(load_with(bytes, &Uninterrupted)) {
        Ok(loaded) => loaded,
        Err(never) => match never {},
    }
}

/// The same, run by a scheduler. Bytes that are given away here are dropped as soon as they are not needed any more.
///
/// # Errors
/// The scheduler's reason to stop.
pub async fn load_with<S: Scheduler>(bytes: impl AsRef<[u8]>, scheduler: &S) -> Result<Loaded, S::Stop> {
    let text = match decode::decode(bytes.as_ref()) {
        Ok(text) if text.len() > MOST_BYTES => return Ok(Err(vec![too_large()])),
        Ok(text) => text,
        Err(not_text) => return Ok(Err(vec![not_utf8(not_text)])),
    };
    let rest;
    match pieces::read(&text, &Part::new(Stage::Parsing, 0.0..0.6), scheduler).await? {
        Outcome::Read(mut pieces) => {
            rest = pieces.rest(&text);
            if let Ok(document) = serde_json::from_str::<Document>(&rest) {
                let events = mem::take(&mut pieces.events);
                let numbers = events.iter().scan(0, |next, piece| Some(mem::replace(next, *next + piece.len())));
                let locator = Locator::with_items(&text, "events", numbers.zip(pieces.starts).collect());
                return finish(document, events, Report::default(), &text, locator, scheduler).await;
            }
        }
        Outcome::Unfound => {
            if let Ok(mut document) = serde_json::from_str::<Document>(&text) {
                let events = vec![sheet(&text, &mut document)];
                return finish(document, events, Report::default(), &text, Locator::new(&text), scheduler).await;
            }
        }
        Outcome::Wrong => {}
    }
    slowly(&text, scheduler).await
}

/// Reads a text that the quick way refused.
async fn slowly<S: Scheduler>(text: &str, scheduler: &S) -> Result<Loaded, S::Stop> {
    let mut report = Report::default();
    let part = Part::new(Stage::Parsing, 0.0..0.2);
    let progress = async |checked: usize| part.yield_at(scheduler, checked, text.len()).await;
    let checked = syntax::check(text, &progress).await?;
    for fault in checked.faults {
        report.error_at(fault.offset, &Path::ROOT, fault.code, || fault.message);
    }
    report.more_errors(checked.more);
    if !checked.whole {
        return Ok(Err(report.into_problems(text, Locator::new(""))));
    }
    let mut document =
        read::document(&checked.text, &mut report, &Part::new(Stage::Parsing, 0.2..0.6), scheduler).await?;
    let events = vec![sheet(&checked.text, &mut document)];
    finish(document, events, report, text, Locator::new(&checked.text), scheduler).await
}

/// The story of a document, whose events come in pieces, and which was read from `text`.
async fn finish<S: Scheduler>(
    document: Document<'_>,
    events: Vec<Sheet<'_>>,
    mut report: Report,
    text: &str,
    locator: Locator<'_>,
    scheduler: &S,
) -> Result<Loaded, S::Stop> {
    let mut story = resolve::resolve(&document, &events, &mut report, scheduler).await?;
    // Placing needs room too.
    drop((document, events));
    pack(&mut story, &mut report, scheduler.workers());
    scheduler.yield_at(Stage::Placing, 0.1).await?;
    placing::place(&mut story, &mut report, scheduler).await?;
    let errors = report.errors();
    let problems = report.into_problems(text, locator);
    Ok(if errors == 0 { Ok((story, problems)) } else { Err(problems) })
}

/// Makes anew what is kept, where it does not lie between what is gone by now: else that could not go back to the
/// system. A thread of its own has memory of its own; where there are no threads, memory never goes back.
fn pack(story: &mut Story, report: &mut Report, workers: usize) {
    if workers > 1 && story.events.len() > MANY {
        let anew = thread::scope(|scope| {
            let hand = thread::Builder::new().spawn_scoped(scope, || (story.clone(), report.clone()));
            hand.ok().and_then(|hand| hand.join().ok())
        });
        if let Some(anew) = anew {
            (*story, *report) = anew;
        }
    }
}

/// The events of a document that was read in one piece.
fn sheet<'t>(text: &'t str, document: &mut Document<'t>) -> Sheet<'t> {
    let mut sheet = Sheet::new(text);
    for event in mem::take(&mut document.events) {
        sheet.push(&event);
    }
    sheet
}

fn not_utf8(NotText { message, line, column }: NotText) -> Problem {
    let (line, column) = (Some(line), Some(column));
    Problem { severity: Severity::Error, code: "not-utf8", message, path: String::new(), line, column }
}

fn too_large() -> Problem {
    let message = format!("this is too large for a story: at most {} MiB are read", MOST_BYTES >> 20);
    Problem { severity: Severity::Error, code: "unreadable", message, path: String::new(), line: None, column: None }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::report::Report;
    use super::{load_with, read, syntax};
    use crate::document::format::Document;
    use crate::story::scheduler::{Part, Scheduler, Stage, Uninterrupted, block_on};

    const WHOLE: &str = include_str!("../../tests/load/whole.json");

    /// The slow way's document and how many errors it told.
    fn slowly(text: &str) -> Option<(String, usize)> {
        let part = Part::new(Stage::Parsing, 0.0..1.0);
        let Ok(checked) = block_on(syntax::check(text, &async |_| Ok::<_, Infallible>(())));
        if !checked.whole || !checked.faults.is_empty() {
            return None;
        }
        let mut report = Report::default();
        let Ok(document) = block_on(read::document(text, &mut report, &part, &Uninterrupted));
        let document = format!("{document:?}");
        Some((document, report.errors()))
    }

    #[test]
    fn both_ways_read_the_same() {
        let quickly = serde_json::from_str::<Document>(WHOLE).expect("a good story");
        assert_eq!(slowly(WHOLE), Some((format!("{quickly:?}"), 0)));
    }

    /// Loads on so many workers, and tells all that came of it.
    fn on_workers(text: &str, workers: usize) -> String {
        struct Workers(usize);
        impl Scheduler for Workers {
            type Stop = ();

            async fn yield_at(&self, _: Stage, _: f32) -> Result<(), ()> {
                Ok(())
            }

            fn workers(&self) -> usize {
                self.0
            }
        }
        format!("{:?}", block_on(load_with(text.as_bytes(), &Workers(workers))))
    }

    #[test]
    fn all_workers_read_the_same() {
        // Long enough for several pieces, with texts that look like events, escapes, and titles that bring notes.
        let event = |at: usize| {
            let title = if at % 50 == 7 { "A title of more than forty characters, far more" } else { "T\\u00e9" };
            let extra = match at % 4 {
                0 => format!(r#""when": {{ "at": {at} }}, "cast": ["c", "c"]"#),
                1 => r#""summary": "[\"x\"},{\"id\": 1},  {\"id\": 2}]", "also": ["v"]"#.to_owned(),
                2 => format!(r#""because": [{{ "event": "e{}", "note": "n{at}" }}], "tags": ["t{}"]"#, at - 1, at % 9),
                _ => format!(r#""told": {}, "cites": [{{ "source": "s", "at": "{at}" }}]"#, 20_000 - at),
            };
            format!(r#"{{ "id": "e{at}", "title": "{title}", "thread": "u", {extra} }}"#)
        };
        let story = |events: Vec<String>| {
            format!(
                r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "u", "title": "U" }}, {{ "id": "v", "title":
                "V" }}], "sources": [{{ "id": "s", "title": "S" }}], "events": [{}],
                "characters": [{{ "id": "c", "name": "C" }}] }}"#,
                events.join(",\n")
            )
        };
        let events: Vec<String> = (0..12_000).map(event).collect();
        let good = story(events.clone());
        assert!(good.len() > 5 * (256 << 10), "{}", good.len());
        let one = on_workers(&good, 1);
        assert!(one.starts_with("Ok(Ok(") && one.contains(" more notes") && one.contains("stands here twice"));
        assert!(on_workers(&good, 4) == one, "a good story");
        // None of them says where it is told.
        let untold = events.iter().enumerate().filter(|(at, _)| at % 4 != 3).map(|(_, event)| event.clone());
        let untold = story(untold.collect());
        assert!(on_workers(&untold, 4) == on_workers(&untold, 1), "told as it stands");
        let mut quoting = events.clone();
        // A summary full of what looks like events, longer than a piece.
        let lookalike = r#"},{\"id\":\"x\""#.replace('\\', "").replace('"', "\\\"").repeat(40_000);
        quoting[100] = quoting[101].replace("e101", "e100").replace("[\\\"x", &lookalike);
        let bad = |at: usize, with: &str| {
            let mut events = events.clone();
            events[at] = with.to_owned();
            story(events)
        };
        for text in [
            story(quoting),
            bad(11_000, r#"{ "id": "e11000", "title": "X", "thread": "w" }"#),
            bad(11_000, r#"{ "id": "e1", "title": "X", "thread": "u" }"#),
            bad(11_000, r#"{ "id": "e11000", "title": 3, "thread": "u" }"#),
            bad(11_000, ""),
            bad(11_999, ""),
        ] {
            let one = on_workers(&text, 1);
            assert!(one.starts_with("Ok(Err("), "{one:.200}");
            assert!(on_workers(&text, 4) == one, "{one:.200}");
        }
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
