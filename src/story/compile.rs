//! Compiles the bytes of a story file to a [`Story`] and a list of everything wrong with it. Never panics and never
//! guesses silently. A file with mistakes still gives the part of the story that can be shown.
//!
//! ```text
//! bytes ─decode→ text ─chunks→ StoryFile ─resolve→ ─salvage→ Story ─place→ Story
//!                 │      ↑                   │
//!              syntax → read ────────────────┘ problems: path → line and column
//! ```
//!
//! The fast path is one pass of serde, over the events in chunks on all workers. It stops at the first fault and cannot
//! explain it. Only then does the slow path check the text field by field; it reports all faults at once and removes
//! them from the text, which the fast path then reads. Both yield to their [`Scheduler`] every few milliseconds.
//!
//! # What is left out of a story with mistakes
//!
//! | what is wrong | what is left out |
//! |---|---|
//! | a thread, character, place, source or event without a usable id, or with the id of an earlier one | all of it |
//! | its title or name | nothing: its id is shown instead |
//! | an event's thread | the event |
//! | an entry of `also`, `cast`, `because`, `tags`, `cites`, `aliases`, a relation, `begins`, `ends`, `learns`, `knows`, `travel` or `muted` | the entry |
//! | an event's `place`, its `phase`, a place's `within`, an exact time, a length, `told`, a summary, a group, a fact | that value |
//! | a phase's title, its `from` or its `to`, or a phase that runs backwards | the phase |
//! | a list longer than its limit | the entries past the limit |
//! | exact times of one event that contradict each other | the fewest of them |
//! | relations and exact times that contradict each other | the fewest of them, by [`repair`](super::place::repair()) |
//!
//! - A reference to something that is left out is left out too, and is not reported as another problem.
//! - An event without a time follows the event before it in its thread. An event with a mistake in its `when`, or with
//!   an unknown field, does not: the faulty part may have given a time. Nor does the event after one that is left out,
//!   unless the one left out would itself have followed; the next event then follows the one before both.
//! - An event with an `at` and a faulty length keeps its start and has no known end; it does not become a moment.
//! - Without a usable title the story is called "Untitled".

mod alike;
mod calendar;
mod chunks;
mod event_table;
mod facts;
mod limits;
mod names;
mod order;
mod placing;
mod read;
mod report;
mod resolve;
mod salvage;
mod texts;
mod when;

use std::borrow::Cow;
use std::mem;

use super::Story;
use super::problem::{Problem, Severity};
use super::scheduler::{Part, Scheduler, Stage, Uninterrupted, block_on};
use crate::document::fields::ItemKind;
use crate::document::format::StoryFile;
use crate::text::decode::{self, NotText};
use crate::text::locate::Locator;
use crate::text::path::Path;
use crate::text::syntax;
use crate::time::digits::grouped;
use event_table::EventTable;
use report::Report;

/// The result of compiling a story's text: as much of the story as can be shown, and the problems.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The story, or as much of it as can be shown; see the table in [the module](self). `None` if the text cannot be
    /// read as JSON, or contains no part of a story.
    pub story: Option<Story>,
    /// All errors and notes, up to a few hundred of each, in the order of the file.
    pub problems: Vec<Problem>,
    /// Whether all times and relations in the text can be true together. If not, the story leaves out the fewest that
    /// resolve the contradictions, each reported by a note with the code `left-out`.
    pub is_sound: bool,
}

impl Compiled {
    /// A result without a story, because of this problem.
    pub fn refused(problem: Problem) -> Self {
        Self { story: None, problems: vec![problem], is_sound: true }
    }

    /// A result without a story, because the bytes are not text.
    pub fn not_text(NotText { message, line, column }: NotText) -> Self {
        let (line, column) = (Some(line), Some(column));
        let path = String::new();
        Self::refused(Problem { severity: Severity::Error, code: "not-utf8", message, path, line, column })
    }

    /// Whether any problem is an error and not just a note.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// The whole story and its notes, if there are no errors.
    ///
    /// # Errors
    /// All problems, notes included.
    pub fn faultless(self) -> Result<(Story, Vec<Problem>), Vec<Problem>> {
        let has_errors = self.has_errors();
        match self.story {
            Some(story) if !has_errors => Ok((story, self.problems)),
            _ => Err(self.problems),
        }
    }
}

/// The most bytes of text that a story may have, so that all offsets fit 31 bits.
const MOST_BYTES: usize = i32::MAX as usize;

/// Compiles the story in `bytes`: as much of it as can be shown, and all problems.
///
/// Cost: linear in the number of bytes, except for placing the events.
pub fn compile(bytes: &[u8]) -> Compiled {
    match block_on(compile_with(bytes, &Uninterrupted)) {
        Ok(compiled) => compiled,
        Err(never) => match never {},
    }
}

/// Like [`compile`], but run by a scheduler. Bytes passed by value are freed when compiling ends.
///
/// # Errors
/// The scheduler's reason to stop.
pub async fn compile_with<S: Scheduler>(bytes: impl AsRef<[u8]>, scheduler: &S) -> Result<Compiled, S::Stop> {
    match decode::decode(bytes.as_ref()) {
        Ok(text) => compile_text(&text, scheduler).await,
        Err(not_text) => Ok(Compiled::not_text(not_text)),
    }
}

/// Like [`compile_with`], for bytes that are decoded already.
///
/// # Errors
/// The scheduler's reason to stop.
pub async fn compile_text<S: Scheduler>(text: &str, scheduler: &S) -> Result<Compiled, S::Stop> {
    if text.len() > MOST_BYTES {
        return Ok(Compiled::refused(unreadable(format!(
            "this is too large for a story: at most {} MiB are read",
            grouped(MOST_BYTES >> 20)
        ))));
    }
    let mut report = Report::default();
    let source = Source { text, blanked: None };
    if let Some(compiled) = fast_path(source, text, &mut report, 0.0, scheduler).await? {
        return Ok(compiled);
    }
    let part = Part::new(Stage::Parsing, 0.0..0.2);
    let progress = async |checked: usize| part.yield_at(scheduler, checked, text.len()).await;
    let checked = syntax::check(text, &progress).await?;
    if checked.faults.is_empty() && checked.whole && matches!(checked.text, Cow::Owned(_)) {
        // If comments in events were the only obstacle, the fast path can read the text now that they are blanked out.
        // They cost this second pass (0.34 s instead of 0.2 s for 100,000 events); comments elsewhere cost almost
        // nothing.
        if let Some(compiled) = fast_path(source, &checked.text, &mut report, 0.2, scheduler).await? {
            return Ok(compiled);
        }
    }
    for fault in checked.faults {
        report.error_at(fault.offset, &Path::ROOT, fault.code, || fault.message);
    }
    report.more_errors(checked.more);
    if !checked.whole {
        let problems = report.into_problems(text, Locator::new(""));
        return Ok(Compiled { story: None, problems, is_sound: true });
    }
    let part = Part::new(Stage::Parsing, 0.2..0.4);
    let readable = read::readable(&checked.text, &mut report, &part, scheduler).await?;
    let source = Source { text, blanked: Some(&checked.text) };
    let compiled = fast_path(source, &readable, &mut report, 0.4, scheduler).await?;
    Ok(compiled.unwrap_or_else(|| Compiled::refused(unreadable("this cannot be read as a story".into()))))
}

/// The text in which problems are located, and the same text with syntax faults blanked out, if it has any.
#[derive(Clone, Copy)]
struct Source<'t> {
    text: &'t str,
    blanked: Option<&'t str>,
}

/// The fast path: compiles `plain`, which is the source's text without its faults, if serde can read it. If it can, the
/// report is used up; if not, the result is `None`.
async fn fast_path<S: Scheduler>(
    source: Source<'_>,
    plain: &str,
    report: &mut Report,
    start: f32,
    scheduler: &S,
) -> Result<Option<Compiled>, S::Stop> {
    let part = Part::new(Stage::Parsing, start..0.6);
    let Some(mut chunks) = chunks::read(plain, &part, scheduler).await? else { return Ok(None) };
    let rest = chunks.rest(plain);
    let checked;
    let mut document = serde_json::from_str::<StoryFile>(&rest).ok();
    if document.is_none() {
        // Comments and trailing commas outside of events are handled here, without a second pass over the events.
        checked = syntax::check_at_once(&rest);
        document = serde_json::from_str(&checked.text).ok().filter(|_| checked.faults.is_empty());
    }
    let Some(document) = document else { return Ok(None) };
    let events = mem::take(&mut chunks.events);
    let locator = source.blanked.map_or_else(
        || {
            let numbers = events.iter().scan(0, |next, chunk| Some(mem::replace(next, *next + chunk.len())));
            Locator::with_items(plain, ItemKind::Event.list(), numbers.zip(chunks.starts).collect())
        },
        Locator::new,
    );
    finish(document, events, mem::take(report), source.text, locator, scheduler).await.map(Some)
}

/// The rest of compiling, once a document and the chunks of its events are read. `text` is the text in which problems
/// are located.
async fn finish<S: Scheduler>(
    document: StoryFile<'_>,
    events: Vec<EventTable<'_>>,
    mut report: Report,
    text: &str,
    locator: Locator<'_>,
    scheduler: &S,
) -> Result<Compiled, S::Stop> {
    let (mut story, left_out) = resolve::resolve(&document, &events, &mut report, scheduler).await?;
    // Freed now, because placing needs memory too.
    drop((document, events));
    let is_nothing = story.title.is_empty();
    let numbers = salvage::take_out(&mut story, &left_out);
    scheduler.yield_at(Stage::Placing, 0.1).await?;
    placing::place(&mut story, &numbers, &mut report, scheduler).await?;
    let is_nothing = is_nothing
        && story.threads.is_empty()
        && story.events.is_empty()
        && story.characters.is_empty()
        && story.places.is_empty();
    let is_sound = !report.has_left_out();
    let problems = report.into_problems(text, locator);
    Ok(Compiled { story: (!is_nothing).then_some(story), problems, is_sound })
}

fn unreadable(message: String) -> Problem {
    Problem { severity: Severity::Error, code: "unreadable", message, path: String::new(), line: None, column: None }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::report::Report;
    use super::{compile_with, read, syntax};
    use crate::document::format::StoryFile;
    use crate::story::scheduler::{Part, Scheduler, Stage, Uninterrupted, block_on};

    const WHOLE: &str = include_str!("../../tests/load/whole.json");

    /// The text that the slow path produces, and the number of errors it reported; `None` if the text is not JSON.
    fn readable(text: &str) -> Option<(String, usize)> {
        let part = Part::new(Stage::Parsing, 0.0..1.0);
        let Ok(checked) = block_on(syntax::check(text, &async |_| Ok::<_, Infallible>(())));
        if !checked.whole || !checked.faults.is_empty() {
            return None;
        }
        let mut report = Report::default();
        let Ok(readable) = block_on(read::readable(&checked.text, &mut report, &part, &Uninterrupted));
        Some((readable, report.errors()))
    }

    /// The document that serde reads from a text.
    fn document(text: &str) -> Option<String> {
        serde_json::from_str::<StoryFile>(text).ok().map(|document| format!("{document:?}"))
    }

    #[test]
    fn nothing_is_taken_out_of_a_good_story() {
        let short = r#"{ "plotlanes": 1, "title": "T", "threads": [], "characters": ["Kira Nerys", { "id": "odo",
            "name": "Odo", "aliases": "Con\u0073table" }], "places": ["Deep \u0053pace"], "events": [{ "id": "a", "title": "A",
            "thread": "t", "also": "u", "when": { "after": "b" }, "because": "b", "tags": "x", "cast": "k\u0069ra" },
            { "id": "b", "title": "B", "thread": "t", "because": { "event": "a" } }] }"#;
        for text in [WHOLE, short] {
            let (readable, errors) = readable(text).expect("JSON");
            assert_eq!((document(&readable), errors), (document(text), 0));
            assert!(document(text).is_some());
        }
    }

    /// Compiles on this many workers, and returns the result as text.
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
        format!("{:?}", block_on(compile_with(text.as_bytes(), &Workers(workers))))
    }

    #[test]
    fn all_workers_read_the_same() {
        // Long enough for several chunks, with texts that look like events, escapes, and titles that bring notes.
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
        assert!(
            one.starts_with("Ok(Compiled { story: Some")
                && one.contains(" more notes")
                && one.contains("is listed twice")
        );
        assert!(on_workers(&good, 4) == one, "a good story");
        let commented = good.replace("},\n{", "}, // },{\n{");
        assert!(commented != good && on_workers(&commented, 4) == one, "with comments");
        // Without any event that gives its position in the telling.
        let untold = events.iter().enumerate().filter(|(at, _)| at % 4 != 3).map(|(_, event)| event.clone());
        let untold = story(untold.collect());
        assert!(on_workers(&untold, 4) == on_workers(&untold, 1), "told in the order of the file");
        let mut quoting = events.clone();
        // A summary that looks like events and is longer than a chunk.
        let lookalike = r#"},{\"id\":\"x\""#.replace('\\', "").replace('"', "\\\"").repeat(40_000);
        quoting[100] = quoting[101].replace("e101", "e100").replace("[\\\"x", &lookalike);
        // A trailing comma is allowed.
        let ended = story([&events[..11_999], &[String::new()]].concat());
        let one = on_workers(&ended, 1);
        assert!(on_workers(&ended, 4) == one && !one.contains("severity: Error"));
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
        ] {
            let one = on_workers(&text, 1);
            assert!(one.contains("severity: Error"), "{one:.200}");
            assert!(on_workers(&text, 4) == one, "{one:.200}");
        }
    }

    const PIECES: [&str; 12] =
        ["null", "true", "1", "-0.5", "1e999", "\"a\"", "[]", "{}", "\"id\":", "\"thread\":", "\"\"", "[\"a\"]"];

    proptest! {
        /// The slow path reports an error if and only if the fast path refuses the text, and the fast path can read
        /// every text that the slow path produces.
        #[test]
        fn everything_refused_is_reported_and_removed(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..3),
        ) {
            let mut text = WHOLE.to_owned();
            for (value, chunk) in changes {
                let starts: Vec<usize> = text.match_indices([' ', '\n']).map(|(at, _)| at + 1).collect();
                let start = starts[value.index(starts.len())];
                let end = text[start..].find([',', '\n', ' ']).map_or(text.len(), |end| start + end);
                text.replace_range(start..end, PIECES[chunk.index(PIECES.len())]);
            }
            if let Some((readable, errors)) = readable(&text) {
                let left = document(&readable);
                prop_assert!(left.is_some(), "{}", readable);
                // The slow path accepts any number as a version; it is checked later.
                let is_unreported = errors == 0 && !text.contains("\"plotlanes\": 1e999");
                prop_assert_eq!(document(&text).is_some(), is_unreported);
                prop_assert!(!is_unreported || document(&text) == left);
            }
        }
    }
}
