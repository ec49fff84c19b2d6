//! The projects of programs for writers become stories.

use plotlanes::import::{Options, format_of};
use proptest::prelude::*;

use crate::common::{check, check_any, check_cuts, read};

/// A project of Plottr with two books, acts around chapters, and a thing of each kind.
const PLOTTR: &str = r##"{
  "file": { "fileName": "Ignored", "version": "2023.5.9" },
  "series": { "name": "The Tides", "premise": "The sea comes back.", "genre": "Fantasy", "theme": "" },
  "books": { "allIds": [2, 1], "1": { "id": 1, "title": "Ebb" }, "2": { "id": 2, "title": "Flood", "premise": "It rises." } },
  "beats": {
    "1": { "children": { "null": [7] }, "heap": { "7": null },
      "index": { "7": { "id": 7, "bookId": 1, "position": 0, "title": "auto" } } },
    "2": { "children": { "null": [3], "3": [5, 4] }, "heap": { "3": null, "4": 3, "5": 3 },
      "index": {
        "3": { "id": 3, "bookId": 2, "position": 0, "title": "auto" },
        "4": { "id": 4, "bookId": 2, "position": 1, "title": "auto" },
        "5": { "id": 5, "bookId": 2, "position": 0, "title": "The storm" } } }
  },
  "hierarchyLevels": { "2": { "0": { "name": "Act", "level": 0 }, "1": { "name": "Chapter", "level": 1 } } },
  "lines": [
    { "id": 12, "bookId": 2, "position": 1, "title": "Love", "color": "#111" },
    { "id": 11, "bookId": 2, "position": 0, "title": "Main", "color": "#222", "Mood": "grim" },
    { "id": 13, "bookId": 1, "position": 0, "title": "Main" }
  ],
  "cards": [
    { "id": 1, "lineId": 11, "beatId": 4, "title": "The dam breaks", "positionWithinLine": 0, "description":
      [{ "type": "paragraph", "children": [{ "text": "Water " }, { "text": "everywhere", "bold": true }] }],
      "characters": [1, 9], "places": [1, 2], "tags": [1], "Weather": "rain", "books": [] },
    { "id": 2, "lineId": 11, "beatId": 5, "title": "Thunder", "positionWithinLine": 1, "description": [] },
    { "id": 3, "lineId": 11, "beatId": 5, "title": "Wind", "positionWithinLine": 0, "description": [],
      "templates": [{ "id": "sc1", "attributes": [{ "name": "Goal", "type": "text", "value": "To flee" }] }] },
    { "id": 4, "lineId": 12, "beatId": 5, "title": "A kiss", "positionWithinLine": 0, "characters": [2] },
    { "id": 5, "lineId": 13, "beatId": 7, "title": "", "description": [{ "children": [{ "text": "Mud." }] }] },
    { "id": 6, "lineId": 13, "beatId": 7, "title": "", "description": [{ "children": [{ "text": "" }] }] }
  ],
  "categories": { "characters": [{ "id": 1, "name": "Main characters" }] },
  "characters": [
    { "id": 1, "name": "Ada", "description": "A fisher", "categoryId": 1, "Role": "Hero", "tags": [1],
      "notes": [{ "children": [{ "text": "Fears nothing" }] }] },
    { "id": 2, "name": "Ben", "attributes": [{ "id": 4, "value": "Her brother" }, { "id": 5, "value": "17" }] }
  ],
  "attributes": { "characters": [{ "id": 4, "name": "shortDescription" }, { "id": 5, "name": "Age" }] },
  "places": [{ "id": 1, "name": "The dam", "description": "Old" }, { "id": 2, "name": "The valley" }],
  "tags": [{ "id": 1, "title": "water" }],
  "notes": [{ "id": 1, "title": "Idea", "content": [{ "children": [{ "text": "More fish" }] }] }],
  "images": { "1": { "id": 1, "data": "" } }
}"##;

#[test]
fn a_project_of_plottr() {
    check(
        "plottr",
        PLOTTR,
        &[
            r#""title": "The Tides""#,
            r#""summary": "The sea comes back.\n\nGenre: Fantasy\n\nFlood, premise: It rises.\n\nThe dam: Old\n\nNote “Idea”: More fish""#,
            "\"threads\": [\n    { \"id\": \"main\", \"title\": \"Main\", \"summary\": \"Mood: grim\", \"group\": \"Flood\" },\n    \
             { \"id\": \"love\", \"title\": \"Love\", \"group\": \"Flood\" },\n    \
             { \"id\": \"main-2\", \"title\": \"Main\", \"group\": \"Ebb\" }\n  ]",
            r#"{ "id": "ada", "name": "Ada", "group": "Main characters", "summary": "A fisher\nFears nothing\nRole: Hero\nTags: water" }"#,
            r#"{ "id": "ben", "name": "Ben", "summary": "Her brother\nAge: 17" }"#,
            r#"{ "title": "Flood: Act 1", "from": "wind", "to": "the-dam-breaks" }"#,
            r#"{ "title": "Flood: The storm", "from": "wind", "to": "thunder" }"#,
            r#"{ "title": "Ebb: Chapter 1", "from": "mud", "to": "mud" }"#,
            "\"events\": [\n    { \"id\": \"wind\", \"title\": \"Wind\", \"summary\": \"Goal: To flee\", \"thread\": \"main\", \"phase\": \"Flood: The storm\" },\n    \
             { \"id\": \"thunder\"",
            r#"{ "id": "a-kiss", "title": "A kiss", "thread": "love", "phase": "Flood: The storm", "cast": ["ben"] }"#,
            r#"{ "id": "the-dam-breaks", "title": "The dam breaks", "summary": "Water everywhere\n\nAlso at: The valley\n\nWeather: rain", "thread": "main", "phase": "Flood: Chapter 2", "place": "the-dam", "cast": ["ada"], "tags": ["water"] }"#,
        ],
        &[
            "card 1: its character 9",
            "card 6: nothing is written on it",
            "images: pictures are no part of a story; 1 left out",
            "cards of one plotline",
        ],
    );
}

#[test]
fn an_old_or_odd_project_of_plottr() {
    // Before 2021, chapters were a list, and a project without books had one.
    let old = r#"{ "series": { "name": "" }, "chapters": [{ "id": 2, "title": "B", "position": 1 }, { "id": 1, "title": "A", "position": 0 }, { "id": 3, "title": "A", "position": 2 }],
        "lines": [{ "id": 1, "title": "" }],
        "cards": [{ "id": 1, "lineId": 1, "chapterId": 2, "title": "Later", "positionWithinLine": 0, "position": 0 },
            { "id": 2, "lineId": 1, "chapterId": 1, "title": "Second", "positionWithinLine": 0, "position": 1 },
            { "id": 3, "lineId": 1, "chapterId": 1, "title": "First", "positionWithinLine": 0, "position": 0, "description": "Plain" },
            { "id": 4, "lineId": 8, "chapterId": 8, "title": "Lost" }, 7] }"#;
    check(
        "plottr",
        old,
        &[
            r#""title": "File""#,
            r#"{ "title": "A", "from": "first", "to": "second" },"#,
            r#"{ "id": "first", "title": "First", "summary": "Plain", "thread": "untitled", "phase": "A" },"#,
            r#"{ "id": "later", "title": "Later", "thread": "untitled", "phase": "B" },"#,
            r#"{ "id": "lost", "title": "Lost", "thread": "no-plotline" }"#,
        ],
        &["card 4: its plotline", "card 4: its chapter", "A (2): it has no cards"],
    );
    // A tree whose beats are within each other.
    let looped = r#"{ "lines": [{ "id": 1, "bookId": 1, "title": "L" }], "cards": [{ "id": 1, "lineId": 1, "beatId": 5, "title": "C" }],
        "beats": { "1": { "heap": { "5": 6, "6": 5 }, "index": { "5": { "id": 5 }, "6": { "id": 6 } } } } }"#;
    check(
        "plottr",
        looped,
        &[r#"{ "id": "c", "title": "C", "thread": "l" }"#],
        &["beats: 2 chapters", "card 1: its chapter"],
    );
}

#[test]
fn a_project_of_plottr_is_known_by_its_content() {
    let format = |name: &str, text: &str| format_of(name, text.as_bytes()).map(|format| format.name);
    assert_eq!(format("story.pltr", PLOTTR), Some("plottr"));
    assert_eq!(format("story.json", PLOTTR), Some("plottr"));
    assert_ne!(format("story.json", r#"{ "cards": [], "lines": [] }"#), Some("plottr"));
}

#[test]
fn broken_projects_of_plottr_are_refused_or_read() {
    check_cuts("plottr", PLOTTR.as_bytes());
    // Each value is of a wrong kind once.
    let mut at = 0;
    while let Some(found) = PLOTTR[at..].find(": ") {
        at += found + 2;
        for wrong in ["null", "7", "\"x\"", "[[]]", "{ \"a\": [1] }", "true"] {
            let end = PLOTTR[at..].find([',', '}', ']']).map_or(PLOTTR.len(), |end| at + end);
            check_any("plottr", format!("{}{wrong}{}", &PLOTTR[..at], &PLOTTR[end..]).as_bytes());
        }
    }
    read("plottr", br#"{ "lines": [], "cards": [] }"#, &Options::default());
}

proptest! {
    #[test]
    fn any_bytes_are_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..PLOTTR.len(), format in Just("plottr")) {
        check_any(format, &bytes);
        let mut broken = PLOTTR.as_bytes().to_vec();
        broken.splice(at..(at + bytes.len() / 10).min(PLOTTR.len()), bytes.iter().copied().take(3));
        check_any(format, &broken);
    }
}
