use std::convert::Infallible;

use proptest::prelude::*;

use super::report::Report;
use super::{compile_with, read, syntax};
use crate::document::format::StoryFile;
use crate::story::scheduler::{Part, Scheduler, Stage, Uninterrupted, block_on};

const WHOLE: &str = include_str!("../../../tests/load/whole.json");

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
        one.starts_with("Ok(Compiled { story: Some") && one.contains(" more notes") && one.contains("is listed twice")
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
