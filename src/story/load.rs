//! From the bytes of a story file to a [`Story`] and everything that is wrong with it. Never panics, never guesses
//! silently, and never all or nothing: what can be shown is shown.
//!
//! ```text
//! bytes ─decode→ text ─pieces→ Document ─resolve→ ─salvage→ Story ─place→ Story
//!                       │ if that fails         │
//!                       └ syntax → read ────────┘ problems: path → line and column
//! ```
//!
//! The quick way is one pass of serde, over the events in pieces on all hands there are, which stops at the first fault
//! without saying much of it. Only then the text is read a second time, slowly and field by field, to tell of all faults
//! at once. Both take breath every few milliseconds, as their [`Pace`] wants.

mod decode;
mod facts;
mod limits;
mod names;
pub(crate) mod nearest;
mod object;
mod order;
mod pace;
mod path;
mod pieces;
mod placing;
mod raw;
mod read;
mod report;
mod resolve;
pub mod salvage;
mod sheet;
mod syntax;
mod texts;
mod when;

use std::borrow::Cow;
use std::mem;
use std::thread;

use super::Story;
use super::file::Document;
use super::problem::{Problem, Severity};
use pace::{AtOnce, Part};
use path::{Locator, Path};
use pieces::Outcome;
use report::Report;
use sheet::Sheet;

pub use pace::{Pace, Stage, now};

/// What came of a story's text. Never all or nothing: what can be shown is in `story`, whatever else is wrong.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The story, or as much of it as can be shown; see the table in [`salvage`]. `None` if the text cannot be read as
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

    /// Whether there is anything but notes.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// All or nothing: the story with notes on it if nothing is wrong.
    ///
    /// # Errors
    /// All problems, notes included.
    pub fn faultless(self) -> Result<(Story, Vec<Problem>), Vec<Problem>> {
        match self.story {
            Some(story) if !self.problems.iter().any(|problem| problem.severity == Severity::Error) => {
                Ok((story, self.problems))
            }
            _ => Err(self.problems),
        }
    }
}

/// The most bytes of text that a story may have: what its parts are counted in goes no further.
const MOST_BYTES: usize = i32::MAX as usize;

/// How many events are worth being packed.
const MANY: usize = 10_000;

/// The story in `bytes`, as much of it as can be shown, and all problems.
///
/// Cost: linear in the bytes, but for placing the events.
pub fn compile(bytes: &[u8]) -> Compiled {
    match now(compile_with(bytes, &AtOnce)) {
        Ok(compiled) => compiled,
        Err(never) => match never {},
    }
}

/// The same at a pace. What is given away here is gone as soon as it is not needed any more.
///
/// # Errors
/// Why the pace stopped it.
pub async fn compile_with<P: Pace>(bytes: impl AsRef<[u8]>, pace: &P) -> Result<Compiled, P::Stop> {
    match decode::decode(bytes.as_ref()) {
        Ok(text) => compile_text(&text, pace).await,
        Err(problem) => Ok(Compiled::refused(problem)),
    }
}

/// The story in a text, as [`compile_with`] has it.
///
/// # Errors
/// Why the pace stopped it.
pub async fn compile_text<P: Pace>(text: &str, pace: &P) -> Result<Compiled, P::Stop> {
    if text.len() > MOST_BYTES {
        return Ok(Compiled::refused(too_large()));
    }
    if let Some(compiled) = quickly(text, text, pace).await? {
        return Ok(compiled);
    }
    let mut report = Report::default();
    let checked = syntax::check(text, &Part::new(Stage::Parsing, 0.0..0.2), pace).await?;
    if checked.slips.is_empty() && checked.whole && matches!(checked.text, Cow::Owned(_)) {
        // With comments and commas at the end of lists out of the way.
        if let Some(compiled) = quickly(text, &checked.text, pace).await? {
            return Ok(compiled);
        }
    }
    for slip in checked.slips {
        report.error_at(slip.offset, &Path::ROOT, slip.code, || slip.message);
    }
    report.more_errors(checked.more);
    if !checked.whole {
        let problems = report.into_problems(text, Locator::new(""));
        return Ok(Compiled { story: None, problems, is_sound: true });
    }
    let mut document = read::document(&checked.text, &mut report, &Part::new(Stage::Parsing, 0.2..0.6), pace).await?;
    let events = vec![sheet(&checked.text, &mut document)];
    finish(document, events, report, text, Locator::new(&checked.text), pace).await
}

/// The story in a text that serde can read, with comments blanked out of `plain`; `None` if it cannot.
async fn quickly<P: Pace>(text: &str, plain: &str, pace: &P) -> Result<Option<Compiled>, P::Stop> {
    let rest;
    let (document, events, locator) = match pieces::read(plain, &Part::new(Stage::Parsing, 0.0..0.6), pace).await? {
        Outcome::Read(mut pieces) => {
            rest = pieces.rest(plain);
            let Ok(document) = serde_json::from_str::<Document>(&rest) else { return Ok(None) };
            let events = mem::take(&mut pieces.events);
            let numbers = events.iter().scan(0, |next, piece| Some(mem::replace(next, *next + piece.len())));
            let locator = Locator::with_events(plain, numbers.zip(pieces.starts).collect());
            (document, events, locator)
        }
        Outcome::Unfound => {
            let Ok(mut document) = serde_json::from_str::<Document>(plain) else { return Ok(None) };
            let events = vec![sheet(plain, &mut document)];
            (document, events, Locator::new(plain))
        }
        Outcome::Wrong => return Ok(None),
    };
    finish(document, events, Report::default(), text, locator, pace).await.map(Some)
}

/// The story of a document, whose events come in pieces, and which was read from `text`.
async fn finish<P: Pace>(
    document: Document<'_>,
    events: Vec<Sheet<'_>>,
    mut report: Report,
    text: &str,
    locator: Locator<'_>,
    pace: &P,
) -> Result<Compiled, P::Stop> {
    let (mut story, left_out) = resolve::resolve(&document, &events, &mut report, pace).await?;
    // Placing needs room too.
    drop((document, events));
    let is_nothing = story.title.is_empty();
    let numbers = salvage::take_out(&mut story, &left_out);
    pack(&mut story, &mut report, pace.hands());
    pace.breathe(Stage::Placing, 0.1).await?;
    placing::place(&mut story, &numbers, &mut report, pace).await?;
    let is_nothing = is_nothing
        && story.threads.is_empty()
        && story.events.is_empty()
        && story.characters.is_empty()
        && story.places.is_empty();
    let is_sound = !report.has_left_out();
    let problems = report.into_problems(text, locator);
    Ok(Compiled { story: (!is_nothing).then_some(story), problems, is_sound })
}

/// Makes anew what is kept, where it does not lie between what is gone by now: else that could not go back to the
/// system. A thread of its own has memory of its own; where there are no threads, memory never goes back.
fn pack(story: &mut Story, report: &mut Report, hands: usize) {
    if hands > 1 && story.events.len() > MANY {
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

fn too_large() -> Problem {
    let message = format!("this is too large for a story: at most {} MiB are read", MOST_BYTES >> 20);
    Problem { severity: Severity::Error, code: "unreadable", message, path: String::new(), line: None, column: None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::pace::{AtOnce, Part, Stage, now};
    use super::report::Report;
    use super::{Pace, compile_with, read, syntax};
    use crate::story::file::Document;

    const WHOLE: &str = include_str!("../../tests/load/whole.json");

    /// The slow way's document and how many errors it told.
    fn slowly(text: &str) -> Option<(String, usize)> {
        let part = Part::new(Stage::Parsing, 0.0..1.0);
        let Ok(checked) = now(syntax::check(text, &part, &AtOnce));
        if !checked.whole || !checked.slips.is_empty() {
            return None;
        }
        let mut report = Report::default();
        let Ok(document) = now(read::document(text, &mut report, &part, &AtOnce));
        let document = format!("{document:?}");
        Some((document, report.errors()))
    }

    #[test]
    fn both_ways_read_the_same() {
        let quickly = serde_json::from_str::<Document>(WHOLE).expect("a good story");
        assert_eq!(slowly(WHOLE), Some((format!("{quickly:?}"), 0)));
    }

    /// Loads on so many hands, and tells all that came of it.
    fn on_hands(text: &str, hands: usize) -> String {
        struct Hands(usize);
        impl Pace for Hands {
            type Stop = ();

            async fn breathe(&self, _: Stage, _: f32) -> Result<(), ()> {
                Ok(())
            }

            fn hands(&self) -> usize {
                self.0
            }
        }
        format!("{:?}", now(compile_with(text.as_bytes(), &Hands(hands))))
    }

    #[test]
    fn all_hands_read_the_same() {
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
        let one = on_hands(&good, 1);
        assert!(one.starts_with("Ok(Ok(") && one.contains(" more notes") && one.contains("stands here twice"));
        assert!(on_hands(&good, 4) == one, "a good story");
        // None of them says where it is told.
        let untold = events.iter().enumerate().filter(|(at, _)| at % 4 != 3).map(|(_, event)| event.clone());
        let untold = story(untold.collect());
        assert!(on_hands(&untold, 4) == on_hands(&untold, 1), "told as it stands");
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
            let one = on_hands(&text, 1);
            assert!(one.starts_with("Ok(Err("), "{one:.200}");
            assert!(on_hands(&text, 4) == one, "{one:.200}");
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
