//! Events copied from one story and pasted into another, or into the same.

use proptest::prelude::*;

use super::{copied, duplicate, pasted};
use crate::document::Document;
use crate::document::fields::ItemKind;

const SOURCE: &str = r#"{
  "plotlanes": 1, "title": "Source",
  "sources": [{ "id": "book", "title": "The book" }, { "id": "map", "title": "The map" }],
  "threads": [{ "id": "main", "title": "War", /* the first */ "group": "East" }, { "id": "court", "title": "Court" }],
  "characters": ["Kira Nerys", { "id": "odo", "name": "Odo", "aliases": "Constable" }, "Nobody"],
  "places": [{ "id": "hall", "name": "Hall", "within": "city" }, { "id": "city", "name": "City", "within": "land" }, { "id": "land", "name": "Land" }, "Sea"],
  "events": [
    { "id": "start", "title": "Start", "thread": "main" },
    {
      "id": "siege",
      "title": "The siege, \"long\"",
      "thread": "main",
      "also": ["court"],
      "when": { "lasts": 2.50, "after": ["start"] },
      "place": "hall",
      "cast": ["kira-nerys", "odo"]
    },
    { "id": "sally", "title": "Sally", "thread": "court", "when": { "before": ["end"], "after": "siege" },
      "because": ["siege", { "event": "start", "note": "n" }], "cites": [{ "source": "book", "at": "1" }] },
    { "id": "end", "title": "End", "thread": "main" }
  ]
}"#;

fn story(text: &str) -> Document {
    Document::from_text(text.to_owned())
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

/// Pastes into a story; returns its lists as they are then, each item on a line, and the notes.
fn after_paste(text: &str, into: &str, thread: Option<&str>, after: Option<&str>) -> (String, Vec<String>) {
    let mut document = story(into);
    let addition = pasted(text, &document, thread, after).expect("JSON").expect("something to paste");
    document.make(&addition.edits).expect("they can be made");
    for id in &addition.events {
        assert!(document.item(ItemKind::Event, id).is_some(), "{id}");
    }
    let mut lines = Vec::new();
    for kind in ItemKind::ALL {
        lines.extend(document.items(kind).expect("JSON").iter().map(|item| super::on_one_line(item).expect("JSON")));
    }
    (lines.join("\n"), addition.notes)
}

#[test]
fn copied_text_is_a_small_story() {
    let text = copied(&story(SOURCE), &ids(&["sally", "siege", "none"])).expect("JSON");
    assert_eq!(
        text,
        r#"{
"plotlanes": 1,
"title": "Source",
"sources": [
  {"id": "book", "title": "The book"}
],
"threads": [
  {"id": "main", "title": "War", "group": "East"},
  {"id": "court", "title": "Court"}
],
"characters": [
  "Kira Nerys",
  {"id": "odo", "name": "Odo", "aliases": "Constable"}
],
"places": [
  {"id": "hall", "name": "Hall", "within": "city"},
  {"id": "city", "name": "City", "within": "land"},
  {"id": "land", "name": "Land"}
],
"events": [
  {"id": "siege", "title": "The siege, \"long\"", "thread": "main", "also": ["court"], "when": {"lasts": 2.50, "after": ["start"]}, "place": "hall", "cast": ["kira-nerys", "odo"]},
  {"id": "sally", "title": "Sally", "thread": "court", "when": {"before": ["end"], "after": "siege"}, "because": ["siege", {"event": "start", "note": "n"}], "cites": [{"source": "book", "at": "1"}]}
],
"elsewhere": [
  {"id": "start", "title": "Start"},
  {"id": "end", "title": "End"}
]
}
"#
    );
}

#[test]
fn things_come_along_into_another_story() {
    let text = copied(&story(SOURCE), &ids(&["siege", "sally"])).expect("JSON");
    let (lines, notes) = after_paste(&text, r#"{ "threads": [], "events": [] }"#, None, None);
    assert_eq!(
        lines,
        r#"{"id": "book", "title": "The book"}
{"id": "main", "title": "War", "group": "East"}
{"id": "court", "title": "Court"}
"Kira Nerys"
{"id": "odo", "name": "Odo", "aliases": "Constable"}
{"id": "hall", "name": "Hall", "within": "city"}
{"id": "city", "name": "City", "within": "land"}
{"id": "land", "name": "Land"}
{"id": "siege", "title": "The siege, \"long\"", "thread": "main", "also": ["court"], "when": {"lasts": 2.50}, "place": "hall", "cast": ["kira-nerys", "odo"]}
{"id": "sally", "title": "Sally", "thread": "court", "when": {"after": "siege"}, "because": ["siege"], "cites": [{"source": "book", "at": "1"}]}"#
    );
    assert_eq!(
        notes,
        [r#""The siege, \"long\"", "Sally": relations to events that are not in this story were left out"#
            .replace("\\\"", "\"")]
    );
}

#[test]
fn things_that_are_there_are_used_and_taken_ids_changed() {
    let text = copied(&story(SOURCE), &ids(&["siege", "sally"])).expect("JSON");
    let into = r#"{
        "sources": [{ "id": "b", "title": "the  Book" }],
        "threads": [{ "id": "main", "title": "Love" }, { "id": "c", "title": "Court" }],
        "characters": [{ "id": "k", "name": "The major", "aliases": ["Kira Nerys"] }, { "id": "odo", "name": "Odo of Bajor" }],
        "places": [{ "id": "hall", "name": "Concert hall of Vienna" }, { "id": "city", "name": "Vienna" }],
        "events": [{ "id": "siege", "title": "Other", "thread": "main" }, { "id": "start", "title": "Other start", "thread": "main" }]
    }"#;
    let (lines, _) = after_paste(&text, into, None, Some("siege"));
    assert_eq!(
        lines,
        r#"{"id": "b", "title": "the  Book"}
{"id": "main", "title": "Love"}
{"id": "c", "title": "Court"}
{"id": "main-2", "title": "War", "group": "East"}
{"id": "k", "name": "The major", "aliases": ["Kira Nerys"]}
{"id": "odo", "name": "Odo of Bajor"}
{"id": "hall", "name": "Concert hall of Vienna"}
{"id": "city", "name": "Vienna"}
{"id": "city-2", "name": "City", "within": "land"}
{"id": "land", "name": "Land"}
{"id": "siege", "title": "Other", "thread": "main"}
{"id": "siege-2", "title": "The siege, \"long\"", "thread": "main-2", "also": ["c"], "when": {"lasts": 2.50}, "place": "hall", "cast": ["k", "odo"]}
{"id": "sally", "title": "Sally", "thread": "c", "when": {"after": "siege-2"}, "because": ["siege-2"], "cites": [{"source": "b", "at": "1"}]}
{"id": "start", "title": "Other start", "thread": "main"}"#
    );
    let (lines, _) = after_paste(&text, into, Some("c"), None);
    assert!(!lines.contains("\"War\"") && !lines.contains("also"));
    assert_eq!(lines.matches("\"thread\": \"c\"").count(), 2);
}

#[test]
fn copies_in_the_same_story_keep_their_relations() {
    let mut document = story(SOURCE);
    let addition = duplicate(&document, &ids(&["sally", "siege"])).expect("JSON");
    assert_eq!((addition.events.clone(), addition.notes.len()), (ids(&["siege-2", "sally-2"]), 0));
    document.make(&addition.edits).expect("they can be made");
    let events = document.items(ItemKind::Event).expect("JSON");
    let lines: Vec<String> = events.iter().map(|item| super::on_one_line(item).expect("JSON")).collect();
    let started = |id: &str| format!("{{\"id\": \"{id}\"");
    let order = ["start", "siege", "sally", "siege-2", "sally-2", "end"];
    assert!(order.iter().zip(&lines).all(|(id, line)| line.starts_with(&started(id))) && lines.len() == 6, "{lines:?}");
    assert_eq!(lines[3], lines[1].replace("\"siege\"", "\"siege-2\""));
    let copy = lines[2].replace("\"siege\"", "\"siege-2\"").replace("\"sally\"", "\"sally-2\"");
    assert_eq!(lines[4], copy);
    let lists = |document: &Document, kind| document.items(kind).expect("JSON").len();
    let before = story(SOURCE);
    for kind in [ItemKind::Thread, ItemKind::Character, ItemKind::Place, ItemKind::Source] {
        assert_eq!(lists(&document, kind), lists(&before, kind));
    }
}

#[test]
fn copies_are_told_next_to_the_one_they_follow() {
    let check = |told: &[&str], copied_ids: &[&str], after: Option<&str>, expect: &[&str]| {
        let event = |(index, told): (usize, &&str)| {
            let told = if told.is_empty() { String::new() } else { format!(", \"told\": {told}") };
            format!("{{ \"id\": \"{index}\", \"title\": \"T\", \"thread\": \"a\"{told} }}")
        };
        let events: Vec<String> = told.iter().enumerate().map(event).collect();
        let thread = "\"threads\": [{ \"id\": \"a\", \"title\": \"A\" }]";
        let mut document = story(&format!("{{ {thread}, \"events\": [{}] }}", events.join(", ")));
        let text = copied(&document, &ids(copied_ids)).expect("JSON");
        let addition = pasted(&text, &document, None, after).expect("JSON").expect("events");
        document.make(&addition.edits).expect("they can be made");
        let events = document.items(ItemKind::Event).expect("JSON");
        let told: Vec<&str> = events.iter().map(|event| event.field("told").unwrap_or_default()).collect();
        assert_eq!(told, expect);
    };
    check(&["", "", ""], &["0"], Some("0"), &["", "", "", ""]);
    check(&["1", "2", "3"], &["0"], Some("0"), &["1", "1.5", "2", "3"]);
    // Told in the reverse order, the copies are as well.
    check(&["2", "1", "3"], &["0", "1"], Some("2"), &["2", "1", "3", "5", "4"]);
    check(&["", "", "0.5"], &["1", "2"], None, &["", "", "0.5", "0.8", "0.7"]);
}

#[test]
fn exact_times_need_the_same_kind_of_time() {
    let check = |from: &str, to: &str, expect: &str, notes: usize| {
        let thread = "\"plotlanes\": 1, \"threads\": [{ \"id\": \"a\", \"title\": \"A\" }]";
        let when = "{ \"at\": 5, \"meanwhile\": \"e\" }";
        let event = format!("{{ \"id\": \"e\", \"title\": \"E\", \"thread\": \"a\", \"when\": {when} }}");
        let source = story(&format!("{{ {from} {thread}, \"events\": [{event}] }}"));
        let text = copied(&source, &ids(&["e"])).expect("JSON");
        let (lines, told) = after_paste(&text, &format!("{{ {to} {thread}, \"events\": [] }}"), None, None);
        assert_eq!(
            (lines.lines().last().and_then(|line| line.split_once("\"when\": ")), told.len()),
            (Some((r#"{"id": "e", "title": "E", "thread": "a", "#, expect)), notes)
        );
    };
    let [minutes, same, hours] = [
        r#""time": { "kind": "number", "unit": "minute" },"#,
        r#""time": { "unit": "minute", /* */ "kind": "number" },"#,
        r#""time": { "kind": "number", "unit": "hour" },"#,
    ];
    check(minutes, same, r#"{"at": 5, "meanwhile": "e"}}"#, 0);
    check(minutes, hours, r#"{"meanwhile": "e"}}"#, 1);
    check("", r#""time": { "kind": "order" },"#, r#"{"at": 5, "meanwhile": "e"}}"#, 0);
    check("", minutes, r#"{"meanwhile": "e"}}"#, 1);
}

#[test]
fn what_the_checks_are_told_comes_along_as_far_as_it_is_known() {
    let source = r#"{ "plotlanes": 1, "threads": [{ "id": "t", "title": "T" }], "characters": ["Odo", "Kira"],
        "places": [{ "id": "p", "name": "P", "travel": [{ "to": "q", "lasts": 1 }, { "to": "r", "lasts": 2 }] }, { "id": "q", "name": "Q" }, "R"],
        "phases": [{ "title": "I", "from": "a", "to": "a" }], "events": [
        { "id": "a", "title": "A", "thread": "t", "phase": "I", "place": "p", "ends": "odo", "knows": ["f", { "fact": "g", "characters": ["kira"] }] },
        { "id": "b", "title": "B", "thread": "t", "place": "q" }] }"#;
    let text = copied(&story(source), &ids(&["a", "b"])).expect("JSON");
    let into = r#"{ "threads": [], "characters": [{ "id": "k", "name": "Kira" }], "events": [] }"#;
    let (lines, notes) = after_paste(&text, into, None, None);
    assert_eq!(
        lines,
        r#"{"id": "t", "title": "T"}
{"id": "k", "name": "Kira"}
"Odo"
{"id": "p", "name": "P", "travel": [{"to": "q", "lasts": 1}]}
{"id": "q", "name": "Q"}
{"id": "a", "title": "A", "thread": "t", "place": "p", "ends": "odo", "knows": ["f", {"fact": "g", "characters": ["k"]}]}
{"id": "b", "title": "B", "thread": "t", "place": "q"}"#
    );
    assert_eq!(
        notes,
        [
            r#""A": references to what is not there were left out"#,
            r#""P": ways to places that are not in this story were left out"#,
        ]
    );
    let dated = into.replace("\"threads\"", "\"time\": { \"kind\": \"date\" }, \"threads\"");
    let (lines, notes) = after_paste(&text, &dated, None, None);
    assert!(!lines.contains("travel") && notes.len() == 2, "{notes:?}");
    let (lines, notes) = after_paste(&text, source, None, None);
    assert!(
        lines.contains(r#"{"id": "a-2", "title": "A", "thread": "t", "phase": "I""#) && notes.is_empty(),
        "{lines}"
    );
}

#[test]
fn other_texts_are_outlines_or_nothing() {
    let document = story(SOURCE);
    let paste = |text: &str| pasted(text, &document, Some("court"), Some("siege")).expect("JSON");
    for nothing in ["", " \n", "{ \"plotlanes\": 1, \"events\": [] }", "{ \"plotlanes\": 1, \"events\": [{ \"id\":"] {
        assert_eq!(paste(nothing), None, "{nothing}");
    }
    assert_eq!(paste("# Court\nOne\nTwo").expect("an outline").events, ["one", "two"]);
    // A story that someone wrote, with a mistake in it.
    let wrong = "{ \"plotlanes\": 1, \"events\": [{ \"id\": \"x\", \"titel\": \"X\", \"thread\": \"no\", \"place\": \"no\" }, {}] }";
    let (lines, notes) = after_paste(wrong, SOURCE, None, None);
    let expect = "{\"id\": \"x\", \"title\": \"\", \"thread\": \"main\"}\n{\"id\": \"event\", \"title\": \"\", \"thread\": \"main\"}";
    assert!(lines.ends_with(expect), "{lines}");
    assert_eq!(notes.len(), 2);
}

#[test]
fn a_whole_story_can_be_copied_into_a_new_one() {
    let episode = story(include_str!("../../../data/what_you_leave_behind.json"));
    let events = episode.items(ItemKind::Event).expect("JSON");
    let all: Vec<String> = events.iter().filter_map(|event| event.id().map(String::from)).collect();
    let text = copied(&episode, &all).expect("JSON");
    let mut new = Document::new_story("New");
    let addition = pasted(&text, &new, None, None).expect("JSON").expect("events");
    assert_eq!((addition.events, addition.notes.len()), (all.clone(), 0));
    new.make(&addition.edits).expect("they can be made");
    let things = |text: &str| {
        let mut value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        // The new story has another title and no kind of time of its own.
        for field in ["title", "time"] {
            value.as_object_mut().expect("an object").remove(field);
        }
        value
    };
    assert_eq!(things(&copied(&new, &all).expect("JSON")), things(&text));
    let twice = duplicate(&episode, &all).expect("JSON");
    let mut doubled = episode.clone();
    doubled.make(&twice.edits).expect("they can be made");
    assert_eq!(doubled.items(ItemKind::Event).expect("JSON").len(), 2 * all.len());
}

proptest! {
    #[test]
    fn a_damaged_copy_adds_what_can_be_read(at in 0..900_usize, length in 0..40_usize, with in "[\"{}\\[\\],:a1 ]{0,3}") {
        let source = story(SOURCE);
        let mut text = copied(&source, &ids(&["siege", "sally"])).expect("JSON");
        let (at, end) = (at.min(text.len()), (at + length).min(text.len()));
        text.replace_range(at..end, &with);
        if let Some(addition) = pasted(&text, &source, None, Some("start")).expect("JSON") {
            let mut document = source.clone();
            let made = document.make(&addition.edits);
            prop_assert!(made.is_ok(), "{made:?} {text}");
            let events = document.items(ItemKind::Event).expect("JSON").len();
            prop_assert_eq!(events, 4 + addition.events.len());
        }
    }
}
