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
    compile_edited(text, None, scheduler).await
}

/// Like [`compile_text`], for the text that `before` became by an edit. If that changed nothing that is said of times,
/// events are placed as they were. The result is the same.
///
/// # Errors
/// The scheduler's reason to stop.
pub async fn compile_edited<S: Scheduler>(
    text: &str,
    before: Option<&Story>,
    scheduler: &S,
) -> Result<Compiled, S::Stop> {
    if text.len() > MOST_BYTES {
        return Ok(Compiled::refused(unreadable(format!(
            "this is too large for a story: at most {} MiB are read",
            grouped(MOST_BYTES >> 20)
        ))));
    }
    let mut report = Report::default();
    let source = Source { text, blanked: None, before };
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
    let source = Source { blanked: Some(&checked.text), ..source };
    let compiled = fast_path(source, &readable, &mut report, 0.4, scheduler).await?;
    Ok(compiled.unwrap_or_else(|| Compiled::refused(unreadable("this cannot be read as a story".into()))))
}

/// The text in which problems are located.
#[derive(Clone, Copy)]
struct Source<'t> {
    text: &'t str,
    /// The same text with syntax faults blanked out, if it has any.
    blanked: Option<&'t str>,
    /// The story before the edit that made this text.
    before: Option<&'t Story>,
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
    finish(document, events, mem::take(report), source, locator, scheduler).await.map(Some)
}

/// The rest of compiling, once a document and the chunks of its events are read.
async fn finish<S: Scheduler>(
    document: StoryFile<'_>,
    events: Vec<EventTable<'_>>,
    mut report: Report,
    source: Source<'_>,
    locator: Locator<'_>,
    scheduler: &S,
) -> Result<Compiled, S::Stop> {
    let (mut story, left_out) = resolve::resolve(&document, &events, &mut report, scheduler).await?;
    // Freed now, because placing needs memory too.
    drop((document, events));
    let is_nothing = story.title.is_empty();
    let numbers = salvage::take_out(&mut story, &left_out);
    scheduler.yield_at(Stage::Placing, 0.1).await?;
    placing::place(&mut story, source.before, &numbers, &mut report, scheduler).await?;
    let is_nothing = is_nothing
        && story.threads.is_empty()
        && story.events.is_empty()
        && story.characters.is_empty()
        && story.places.is_empty();
    let is_sound = !report.has_left_out();
    let problems = report.into_problems(source.text, locator);
    Ok(Compiled { story: (!is_nothing).then_some(story), problems, is_sound })
}

fn unreadable(message: String) -> Problem {
    Problem { severity: Severity::Error, code: "unreadable", message, path: String::new(), line: None, column: None }
}

#[cfg(test)]
mod tests;
