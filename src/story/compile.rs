//! From the bytes of a story file to a [`Story`] and everything that is wrong with it. Never panics, never guesses
//! silently, and never all or nothing: what can be shown is shown.
//!
//! ```text
//! bytes ─decode→ text ─chunks→ StoryFile ─resolve→ ─salvage→ Story ─place→ Story
//!                 │      ↑                   │
//!              syntax → read ────────────────┘ problems: path → line and column
//! ```
//!
//! The quick way is one pass of serde, over the events in chunks on all workers, which stops at the first fault
//! without saying much of it. Only then the text is read a second time, slowly and field by field, to tell of all faults
//! at once and take them out; the quick way reads the rest. Both yield to their [`Scheduler`] every few milliseconds.
//!
//! # What is left out of a story with mistakes
//!
//! | at fault | is left out |
//! |---|---|
//! | a thread, character, place, source or event without a usable id, or whose id another has before it | all of it |
//! | its title or name | nothing: its id stands in for it |
//! | an event's thread | the event |
//! | an entry of `also`, `cast`, `because`, `tags`, `cites`, `aliases` or a relation | the entry |
//! | an event's `place`, a place's `within`, an exact time, a length, `told`, a summary, a group, a fact | that value |
//! | a phase's title, its `from` or its `to`, or a phase that runs backwards | the phase |
//! | a list past its limit | what is past it |
//! | exact times of one event that contradict each other | the fewest of them |
//! | relations and exact times that contradict each other | the fewest of them, by [`repair`](super::place::repair()) |
//!
//! - What refers to something that is left out says nothing there, and that is no further problem.
//! - An event whose `when` is at fault anywhere, or that has a field nobody knows, is not taken to follow the event
//!   before it, as one that says nothing of its time does: it may have meant something else. Nor is the event after one
//!   that is left out, unless that one would have followed the one before it.
//! - A length at fault takes the end with it: an event `at` a moment that lasts nobody knows how long is no moment.
//! - Without a usable title the story is called "Untitled".

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

/// The result of compiling a story's text. Never all or nothing: `story` has all that can be shown, whatever else is
/// wrong.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The story, or as much of it as can be shown; see the table in [the module](self). `None` if the text cannot be read as
    /// JSON, or has nothing of a story in it.
    pub story: Option<Story>,
    /// Everything that is wrong and every note, up to a few hundred of each severity, in the order of the file.
    pub problems: Vec<Problem>,
    /// Whether what the text says of time can all be true. Where it is not, the story has what is left without the
    /// fewest claims that contradict the rest, each told by a note with the code `left-out`.
    pub is_sound: bool,
}

impl Compiled {
    /// No story, for one reason.
    pub fn refused(problem: Problem) -> Self {
        Self { story: None, problems: vec![problem], is_sound: true }
    }

    /// No story, because the bytes are no text.
    pub fn not_text(NotText { message, line, column }: NotText) -> Self {
        let (line, column) = (Some(line), Some(column));
        let path = String::new();
        Self::refused(Problem { severity: Severity::Error, code: "not-utf8", message, path, line, column })
    }

    /// Whether there is anything but notes.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// All or nothing: the story with notes on it if nothing is wrong.
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

/// The most bytes of text that a story may have: what its parts are counted in goes no further.
const MOST_BYTES: usize = i32::MAX as usize;

/// The story in `bytes`, as much of it as can be shown, and all problems.
///
/// Cost: linear in the bytes, but for placing the events.
pub fn compile(bytes: &[u8]) -> Compiled {
    match block_on(compile_with(bytes, &Uninterrupted)) {
        Ok(compiled) => compiled,
        Err(never) => match never {},
    }
}

/// The same, run by a scheduler. Bytes that are given away here are dropped as soon as they are not needed any more.
///
/// # Errors
/// The scheduler's reason to stop.
pub async fn compile_with<S: Scheduler>(bytes: impl AsRef<[u8]>, scheduler: &S) -> Result<Compiled, S::Stop> {
    match decode::decode(bytes.as_ref()) {
        Ok(text) => compile_text(&text, scheduler).await,
        Err(not_text) => Ok(Compiled::not_text(not_text)),
    }
}

/// The story in a text, as [`compile_with`] has it.
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
    let source = Source { text, mended: None };
    if let Some(compiled) = quickly(source, text, &mut report, 0.0, scheduler).await? {
        return Ok(compiled);
    }
    let part = Part::new(Stage::Parsing, 0.0..0.2);
    let progress = async |checked: usize| part.yield_at(scheduler, checked, text.len()).await;
    let checked = syntax::check(text, &progress).await?;
    if checked.faults.is_empty() && checked.whole && matches!(checked.text, Cow::Owned(_)) {
        // With comments in events out of the way. Anywhere else they cost next to nothing, here all that was read before:
        // 0.34 s instead of 0.2 for 100,000 events.
        if let Some(compiled) = quickly(source, &checked.text, &mut report, 0.2, scheduler).await? {
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
    let source = Source { text, mended: Some(&checked.text) };
    let compiled = quickly(source, &readable, &mut report, 0.4, scheduler).await?;
    Ok(compiled.unwrap_or_else(|| Compiled::refused(unreadable("this cannot be read as a story".into()))))
}

/// A text, and as it is without faults in its syntax, if it has any: where problems are looked for.
#[derive(Clone, Copy)]
struct Source<'t> {
    text: &'t str,
    mended: Option<&'t str>,
}

/// The story of a source, if `plain`, its text with whatever is to be passed over taken out, is one that serde can read;
/// takes the report with it.
async fn quickly<S: Scheduler>(
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
        // Comments outside of events, and commas at the end of lists, cost no second look at the events.
        checked = syntax::check_at_once(&rest);
        document = serde_json::from_str(&checked.text).ok().filter(|_| checked.faults.is_empty());
    }
    let Some(document) = document else { return Ok(None) };
    let events = mem::take(&mut chunks.events);
    let locator = source.mended.map_or_else(
        || {
            let numbers = events.iter().scan(0, |next, chunk| Some(mem::replace(next, *next + chunk.len())));
            Locator::with_items(plain, ItemKind::Event.list(), numbers.zip(chunks.starts).collect())
        },
        Locator::new,
    );
    finish(document, events, mem::take(report), source.text, locator, scheduler).await.map(Some)
}

/// The story of a document, whose events come in chunks, and which was read from `text`.
async fn finish<S: Scheduler>(
    document: StoryFile<'_>,
    events: Vec<EventTable<'_>>,
    mut report: Report,
    text: &str,
    locator: Locator<'_>,
    scheduler: &S,
) -> Result<Compiled, S::Stop> {
    let (mut story, left_out) = resolve::resolve(&document, &events, &mut report, scheduler).await?;
    // Placing needs room too.
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

    /// What the slow way leaves of a text, and how many errors it told; `None` if the text is no JSON.
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

    /// A text's document as serde reads it.
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
                && one.contains("stands here twice")
        );
        assert!(on_workers(&good, 4) == one, "a good story");
        let commented = good.replace("},\n{", "}, // },{\n{");
        assert!(commented != good && on_workers(&commented, 4) == one, "with comments");
        // None of them says where it is told.
        let untold = events.iter().enumerate().filter(|(at, _)| at % 4 != 3).map(|(_, event)| event.clone());
        let untold = story(untold.collect());
        assert!(on_workers(&untold, 4) == on_workers(&untold, 1), "told as it stands");
        let mut quoting = events.clone();
        // A summary full of what looks like events, longer than a chunk.
        let lookalike = r#"},{\"id\":\"x\""#.replace('\\', "").replace('"', "\\\"").repeat(40_000);
        quoting[100] = quoting[101].replace("e101", "e100").replace("[\\\"x", &lookalike);
        // A comma after the last one is fine.
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
        /// The slow way tells of something if and only if the quick way refuses the text, and the quick way reads what
        /// is left of any text.
        #[test]
        fn whatever_is_refused_is_told_and_taken_out(
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
                // Any number is a version, to be judged later.
                let is_untold = errors == 0 && !text.contains("\"plotlanes\": 1e999");
                prop_assert_eq!(document(&text).is_some(), is_untold);
                prop_assert!(!is_untold || document(&text) == left);
            }
        }
    }
}
