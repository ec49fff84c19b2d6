//! Edits of small texts, each with the text it makes.

use plotlanes::document::Document;
use plotlanes::document::edit::{edits_from_json, patch};
use plotlanes::text::tree::Tree;

/// The text that an edit makes, or why it cannot be made. Undoing it gives the text it was.
fn edited(text: &str, edit: &str) -> Result<String, String> {
    let mut document = Document::from_text(text.to_owned());
    let edits = edits_from_json(&format!("[{edit}]")).map_err(|error| error.to_string())?;
    let patch = patch(&document, &edits[0]).map_err(|error| error.to_string())?;
    let inverse = document.apply(&patch).expect("it fits");
    let made = document.text().to_owned();
    assert_eq!(document.tree(), Tree::new(&made).as_ref().map_err(Clone::clone), "{made}");
    document.apply(&inverse).expect("it fits");
    assert_eq!(document.text(), text);
    Ok(made)
}

#[track_caller]
fn check(text: &str, edit: &str, expect: &str) {
    assert_eq!(edited(text, edit).as_deref(), Ok(expect), "{edit}");
}

#[track_caller]
fn refused(text: &str, edit: &str, expect: &str) {
    assert_eq!(edited(text, edit), Err(expect.to_owned()), "{edit}");
}

/// A document with these events.
#[track_caller]
fn events(before: &str, edit: &str, after: &str) {
    let story = |events: &str| format!("{{ \"title\": \"T\", \"events\": {events} }}");
    check(&story(before), edit, &story(after));
}

const SET: &str = r#"{"do": "set", "event": "b", "field": "title", "value": "New \"x\""}"#;
const ADD: &str = r#"{"do": "add", "event": {"title": "X", "thread": "t", "id": "x"}}"#;
const ADD_BEFORE_A: &str = r#"{"do": "add", "event": {"title": "X", "thread": "t", "id": "x"}, "before": "a"}"#;
const ADD_BEFORE_B: &str = r#"{"do": "add", "event": {"title": "X", "thread": "t", "id": "x"}, "before": "b"}"#;
const REMOVE_A: &str = r#"{"do": "remove", "event": "a"}"#;
const REMOVE_B: &str = r#"{"do": "remove", "event": "b"}"#;
const REMOVE_C: &str = r#"{"do": "remove", "event": "c"}"#;
const LINES: &str =
    "[\n    {\"id\":\"a\"}, // the a\n    // about b\n    {\"id\":\"b\"},\n    {\"id\":\"c\"} // the c\n  ]";
const TRAILING: &str = "[\n    {\"id\":\"a\"},\n    {\"id\":\"b\"}, // the b\n  ]";
const COMMA_FIRST: &str = "[ {\"id\":\"a\"}\n  , {\"id\":\"b\"}\n  , {\"id\":\"c\"}\n  ]";

#[test]
fn blank_lines_do_not_add_up() {
    let [a, b, c] = ["{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"c\"}"];
    let list = |items: &[&str]| format!("[\n\n    {}\n\n  ]", items.join(",\n\n\n    "));
    for (edit, left) in [(REMOVE_A, [b, c]), (REMOVE_B, [a, c]), (REMOVE_C, [a, b])] {
        events(&list(&[a, b, c]), edit, &list(&left));
    }
    // One between two groups stays there.
    let groups = format!("[\n    {a},\n    {b},\n\n    {c}\n  ]");
    events(&groups, REMOVE_B, &format!("[\n    {a},\n\n    {c}\n  ]"));
    events(&groups, REMOVE_C, &format!("[\n    {a},\n    {b}\n  ]"));
    let told = format!("[\n    {a},\n\n    // of b\n\n    {b},\n\n    {c}\n  ]");
    events(&told, REMOVE_B, &format!("[\n    {a},\n\n    // of b\n\n    {c}\n  ]"));
}

#[test]
fn a_field_is_replaced_added_and_taken_away() {
    events(r#"[{"id":"b", "title" : "B" /* old */}]"#, SET, r#"[{"id":"b", "title" : "New \"x\"" /* old */}]"#);
    events(r#"[{"id":"b","thread":"t"}]"#, SET, r#"[{"id":"b","title":"New \"x\"","thread":"t"}]"#);
    events(r#"[{ "thread": "t", "id": "b" }]"#, SET, r#"[{ "thread": "t", "id": "b", "title": "New \"x\"" }]"#);
    events("[{\n\t\t\"id\": \"b\"\n\t}]", SET, "[{\n\t\t\"id\": \"b\",\n\t\t\"title\": \"New \\\"x\\\"\"\n\t}]");
    events(
        "[{\r\n  \"id\": \"b\", // b\r\n  }]",
        SET,
        "[{\r\n  \"id\": \"b\", // b\r\n  \"title\": \"New \\\"x\\\"\",\r\n  }]",
    );
    events(r#"[{"i\u0064": "\u0062"}]"#, SET, r#"[{"i\u0064": "\u0062", "title": "New \"x\""}]"#);
    let told = |value: &str| format!(r#"{{"do": "set", "event": "b", "field": "told", "value": {value}}}"#);
    events(r#"[{"id":"b","told":1}]"#, &told("2.50"), r#"[{"id":"b","told":2.50}]"#);
    events(r#"[{"id":"b","told":1}]"#, &told("null"), r#"[{"id":"b"}]"#);
    events(r#"[{"told": 1, "id": "b"}]"#, &told("null"), r#"[{"id": "b"}]"#);
    events(r#"[{"id":"b"}]"#, &told("null"), r#"[{"id":"b"}]"#);
    events("[{\n  \"told\": 1, // first\n  \"id\": \"b\"\n}]", &told("null"), "[{\n  \"id\": \"b\"\n}]");
    events("[{\n  \"id\": \"b\", // b\n  \"told\": 1\n}]", &told("null"), "[{\n  \"id\": \"b\" // b\n}]");
    let when = r#"{"do": "set", "event": "b", "field": "when", "value": {"during": "a", "at": 1e0}}"#;
    events(r#"[{"id":"b","cast":["x","y"]}]"#, when, r#"[{"id":"b","when":{"at":1e0,"during":"a"},"cast":["x","y"]}]"#);
    events(
        r#"[{ "id": "b", "cast": ["x", "y"] }]"#,
        when,
        r#"[{ "id": "b", "when": { "at": 1e0, "during": "a" }, "cast": ["x", "y"] }]"#,
    );
    events(
        "[\n    {\n      \"id\": \"b\",\n      \"cast\": [\n        \"x\"\n      ]\n    }\n  ]",
        when,
        "[\n    {\n      \"id\": \"b\",\n      \"when\": {\n        \"at\": 1e0,\n        \"during\": \"a\"\n      },\n      \"cast\": [\n        \"x\"\n      ]\n    }\n  ]",
    );
}

#[test]
fn the_story_has_fields_too() {
    let summary = r#"{"do": "set", "story": "summary", "value": "S"}"#;
    check(
        "{\"plotlanes\":1,\"title\":\"T\",\"events\":[]}",
        summary,
        "{\"plotlanes\":1,\"title\":\"T\",\"summary\":\"S\",\"events\":[]}",
    );
    check(
        "{\n\t\"title\": \"T\",\n\t\"events\": []\n}",
        summary,
        "{\n\t\"title\": \"T\",\n\t\"summary\": \"S\",\n\t\"events\": []\n}",
    );
    check("{}", summary, "{\"summary\": \"S\"}");
    check("// c\n{\n}\n", summary, "// c\n{\"summary\": \"S\"}\n");
    let character = r#"{"do": "add", "character": {"id": "k", "name": "K"}}"#;
    check(
        "{\"title\":\"T\",\"events\":[]}",
        character,
        "{\"title\":\"T\",\"characters\":[{\"id\":\"k\",\"name\":\"K\"}],\"events\":[]}",
    );
    check(
        "{\r\n  \"title\": \"T\",\r\n  \"events\": []\r\n}",
        character,
        "{\r\n  \"title\": \"T\",\r\n  \"characters\": [\r\n    { \"id\": \"k\", \"name\": \"K\" }\r\n  ],\r\n  \"events\": []\r\n}",
    );
    check(
        "{ \"characters\": [ // none\n ] }",
        character,
        "{ \"characters\": [ // none\n  {\"id\": \"k\", \"name\": \"K\"}\n ] }",
    );
}

#[test]
fn items_are_added_like_their_neighbours() {
    events("[]", ADD, r#"[{"id": "x", "title": "X", "thread": "t"}]"#);
    events(r#"[{"id":"a"}]"#, ADD, r#"[{"id":"a"},{"id":"x","title":"X","thread":"t"}]"#);
    events(
        r#"[{"id":"a", "told":1}]"#,
        ADD_BEFORE_A,
        r#"[{"id":"x", "title":"X", "thread":"t"}, {"id":"a", "told":1}]"#,
    );
    events(
        "[ {\"id\":\"a\"}, /* b */ {\"id\":\"b\"}, ]",
        ADD,
        "[ {\"id\":\"a\"}, /* b */ {\"id\":\"b\"}, {\"id\":\"x\",\"title\":\"X\",\"thread\":\"t\"}, ]",
    );
    let x = r#"{"id":"x","title":"X","thread":"t"}"#;
    events(LINES, ADD, &LINES.replace("{\"id\":\"c\"} // the c", &format!("{{\"id\":\"c\"}}, // the c\n    {x}")));
    events(LINES, ADD_BEFORE_A, &LINES.replacen('[', &format!("[\n    {x},"), 1));
    events(LINES, ADD_BEFORE_B, &LINES.replace("// the a", &format!("// the a\n    {x},")));
    events(TRAILING, ADD, &TRAILING.replace("// the b", &format!("// the b\n    {x},")));
    events(COMMA_FIRST, ADD, &COMMA_FIRST.replace("\"c\"}", &format!("\"c\"}}\n  , {x}")));
    events(
        COMMA_FIRST,
        ADD_BEFORE_B,
        &COMMA_FIRST.replace(", {\"id\":\"b\"}", &format!(", {x}\n  , {{\"id\":\"b\"}}")),
    );
    events(COMMA_FIRST, ADD_BEFORE_A, &COMMA_FIRST.replace("[ ", &format!("[ {x}\n  , ")));
    events(
        "[\n\n  {\"id\":\"a\"},\n\n  {\"id\":\"b\"},\n\n  {\"id\":\"c\"}\n]",
        ADD,
        &format!("[\n\n  {{\"id\":\"a\"}},\n\n  {{\"id\":\"b\"}},\n\n  {{\"id\":\"c\"}},\n\n  {x}\n]"),
    );
    let pretty = "[\n    {\n      \"id\": \"a\"\n    }\n  ]";
    events(
        pretty,
        ADD,
        "[\n    {\n      \"id\": \"a\"\n    },\n    {\n      \"id\": \"x\",\n      \"title\": \"X\",\n      \"thread\": \"t\"\n    }\n  ]",
    );
}

#[test]
fn items_are_removed_with_their_comma_and_their_line() {
    events(r#"[{"id":"a"}]"#, REMOVE_A, "[]");
    events("[\n  {\"id\":\"a\"},\n]", REMOVE_A, "[]");
    events("[ // none\n  {\"id\":\"a\"},\n]", REMOVE_A, "[ // none\n]");
    events(r#"[{"id":"a"}, {"id":"b"}, {"id":"c"}]"#, REMOVE_A, r#"[{"id":"b"}, {"id":"c"}]"#);
    events(r#"[{"id":"a"}, {"id":"b"}, {"id":"c"}]"#, REMOVE_B, r#"[{"id":"a"}, {"id":"c"}]"#);
    events(r#"[{"id":"a"}, {"id":"b"}, {"id":"c"}]"#, REMOVE_C, r#"[{"id":"a"}, {"id":"b"}]"#);
    events(r#"[{"id":"a"}, /* b */ {"id":"b"}, ]"#, REMOVE_B, r#"[{"id":"a"}, /* b */ ]"#);
    events(r#"[{"id":"a"}, /* b */ {"id":"b"}]"#, REMOVE_A, r#"[/* b */ {"id":"b"}]"#);
    events(LINES, REMOVE_A, "[\n    // about b\n    {\"id\":\"b\"},\n    {\"id\":\"c\"} // the c\n  ]");
    events(LINES, REMOVE_B, "[\n    {\"id\":\"a\"}, // the a\n    // about b\n    {\"id\":\"c\"} // the c\n  ]");
    events(LINES, REMOVE_C, "[\n    {\"id\":\"a\"}, // the a\n    // about b\n    {\"id\":\"b\"}\n  ]");
    events(TRAILING, REMOVE_B, "[\n    {\"id\":\"a\"},\n  ]");
    events(COMMA_FIRST, REMOVE_A, "[ {\"id\":\"b\"}\n  , {\"id\":\"c\"}\n  ]");
    events(COMMA_FIRST, REMOVE_B, "[ {\"id\":\"a\"}\n  , {\"id\":\"c\"}\n  ]");
    events(COMMA_FIRST, REMOVE_C, "[ {\"id\":\"a\"}\n  , {\"id\":\"b\"}\n  ]");
    events("[{\"id\":\"a\"}, // one\n {\"id\":\"b\"}]", REMOVE_B, "[{\"id\":\"a\"} // one\n ]");
}

#[test]
fn items_are_moved_as_they_are() {
    let to_end = |id: &str| format!(r#"{{"do": "move", "event": "{id}"}}"#);
    let before = |id: &str, before: &str| format!(r#"{{"do": "move", "event": "{id}", "before": "{before}"}}"#);
    let abc = r#"[{"id":"a"}, {"id":"b"},{"id":"c"}]"#;
    events(abc, &to_end("c"), abc);
    events(abc, &before("a", "b"), abc);
    events(abc, &before("b", "b"), abc);
    events(r#"[{"id":"a"}, {"id":"b"}, {"id":"c"}]"#, &to_end("a"), r#"[{"id":"b"}, {"id":"c"}, {"id":"a"}]"#);
    events(r#"[{"id":"a"}, {"id":"b"}, {"id":"c"}]"#, &before("c", "b"), r#"[{"id":"a"}, {"id":"c"}, {"id":"b"}]"#);
    events(r#"[{"id":"a"},{"id":"b"}]"#, &before("b", "a"), r#"[{"id":"b"},{"id":"a"}]"#);
    events(
        LINES,
        &to_end("a"),
        "[\n    // about b\n    {\"id\":\"b\"},\n    {\"id\":\"c\"}, // the c\n    {\"id\":\"a\"} // the a\n  ]",
    );
    events(
        LINES,
        &before("c", "a"),
        "[\n    {\"id\":\"c\"}, // the c\n    {\"id\":\"a\"}, // the a\n    // about b\n    {\"id\":\"b\"}\n  ]",
    );
    events(COMMA_FIRST, &to_end("a"), "[ {\"id\":\"b\"}\n  , {\"id\":\"c\"}\n  , {\"id\":\"a\"}\n  ]");
}

#[test]
fn every_reference_follows_a_new_name() {
    let story = r#"{"threads": [{"id": "a"}], "characters": ["A", {"id": "b"}], "places": [{"id": "a", "within": "a"}],
        "phases": [{"title": "a", "from": "a", "to": "\u0061"}], "sources": [{"id": "a"}], "events": [
        {"id": "a", "title": "a", "thread": "a", "also": "a", "when": {"after": ["a", "b"], "during": "a", "at": "a"},
            "place": "a", "cast": ["b", "a"], "because": ["a", {"event": "a", "note": "a"}], "tags": ["a"],
            "cites": [{"source": "a", "at": "a"}]},
        {"id": "b", "because": "a", "cites": {"source": "a"}}]}"#;
    let rename = |kind: &str| format!(r#"{{"do": "rename", "{kind}": "a", "to": "x\"y"}}"#);
    let check = |kind: &str, changes: &[(&str, &str)]| {
        let expect = changes.iter().fold(story.to_owned(), |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text.replace(from, &to.replace('X', r#""x\"y""#))
        });
        check(story, &rename(kind), &expect);
    };
    check(
        "event",
        &[
            (r#""from": "a", "to": "\u0061""#, r#""from": X, "to": X"#),
            (r#"{"id": "a", "title": "a""#, r#"{"id": X, "title": "a""#),
            (r#"["a", "b"]"#, r#"[X, "b"]"#),
            (r#""during": "a""#, r#""during": X"#),
            (r#"["a", {"event": "a""#, r#"[X, {"event": X"#),
            (r#""because": "a""#, r#""because": X"#),
        ],
    );
    check(
        "thread",
        &[
            (r#""threads": [{"id": "a"}]"#, r#""threads": [{"id": X}]"#),
            (r#""thread": "a", "also": "a""#, r#""thread": X, "also": X"#),
        ],
    );
    check("character", &[(r#"["A","#, r#"[{"id": X, "name": "A"},"#), (r#"["b", "a"]"#, r#"["b", X]"#)]);
    check(
        "place",
        &[(r#"{"id": "a", "within": "a"}"#, r#"{"id": X, "within": X}"#), (r#""place": "a""#, r#""place": X"#)],
    );
    check(
        "source",
        &[
            (r#""sources": [{"id": "a"}]"#, r#""sources": [{"id": X}]"#),
            (r#"[{"source": "a""#, r#"[{"source": X"#),
            (r#""cites": {"source": "a"}"#, r#""cites": {"source": X}"#),
        ],
    );
    check("phase", &[(r#"{"title": "a", "from""#, r#"{"title": X, "from""#)]);
}

#[test]
fn references_of_the_checks_follow_a_new_name() {
    let story = r#"{"places": [{"id": "a", "travel": [{"to": "a", "lasts": "a"}]}],
        "muted": [{"finding": "a", "events": ["a", "b"], "character": "a", "fact": "a", "why": "a"}, {"events": "a"}],
        "events": [{"id": "b", "phase": "a", "begins": "a", "ends": ["b", {"character": "a", "how": "a"}],
        "learns": "a", "knows": ["a", {"fact": "a", "characters": ["a"]}]}, {"id": "a"}], "phases": [{"title": "a"}],
        "characters": [{"id": "a"}]}"#;
    let rename = |kind: &str| format!(r#"{{"do": "rename", "{kind}": "a", "to": "x"}}"#);
    let check = |kind: &str, changes: &[(&str, &str)]| {
        let expect = changes.iter().fold(story.to_owned(), |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text.replace(from, to)
        });
        check(story, &rename(kind), &expect);
    };
    check(
        "event",
        &[
            (r#""events": ["a", "b"]"#, r#""events": ["x", "b"]"#),
            (r#""events": "a""#, r#""events": "x""#),
            (r#"}, {"id": "a"}"#, r#"}, {"id": "x"}"#),
        ],
    );
    check(
        "character",
        &[
            (r#""begins": "a""#, r#""begins": "x""#),
            (r#"{"character": "a", "how""#, r#"{"character": "x", "how""#),
            (r#""characters": ["a"]"#, r#""characters": ["x"]"#),
            (r#""character": "a", "fact""#, r#""character": "x", "fact""#),
            (r#""characters": [{"id": "a"}]"#, r#""characters": [{"id": "x"}]"#),
        ],
    );
    check("place", &[(r#"{"id": "a", "travel""#, r#"{"id": "x", "travel""#), (r#"{"to": "a""#, r#"{"to": "x""#)]);
    check("phase", &[(r#""phase": "a""#, r#""phase": "x""#), (r#"{"title": "a"}"#, r#"{"title": "x"}"#)]);
}

#[test]
fn the_parts_of_the_checks_can_be_set() {
    let set =
        |field: &str, value: &str| format!(r#"{{"do": "set", "event": "b", "field": "{field}", "value": {value}}}"#);
    let made = r#"[{"id": "b", "ends": ["k", {"character": "l", "how": "dies"}]}]"#;
    events(r#"[{"id": "b"}]"#, &set("ends", r#"["k", {"how": "dies", "character": "l"}]"#), made);
    let made = r#"[{"id": "b", "knows": {"fact": "it", "characters": "k"}}]"#;
    events(r#"[{"id": "b"}]"#, &set("knows", r#"{"characters": "k", "fact": "it"}"#), made);
    events(r#"[{"id": "b"}]"#, &set("phase", r#""Peace""#), r#"[{"id": "b", "phase": "Peace"}]"#);
    let muted = r#"{"do": "set", "story": "muted", "value": [{"events": ["b"], "finding": "after-end"}]}"#;
    check("{\"events\":[]}", muted, "{\"muted\":[{\"finding\":\"after-end\",\"events\":[\"b\"]}],\"events\":[]}");
    let why = "expected a text, or an object with fact and characters, found a number";
    refused(r#"{"events": [{"id": "b"}]}"#, &set("knows", "[3]"), &format!("[0]: {why}"));
    let why = "every character who begins or ends has a field \"character\"; give it a value";
    refused(r#"{"events": [{"id": "b"}]}"#, &set("ends", r#"{"how": "dies"}"#), why);
}

#[test]
fn names_alone_become_objects_when_they_are_told_more_of() {
    let story = |kira: &str| format!("{{ \"characters\": [ \"Odo\", {kira} ], \"events\": [] }}");
    let set = |field: &str, value: &str| {
        format!(r#"{{"do": "set", "character": "kira-nerys", "field": "{field}", "value": {value}}}"#)
    };
    check(
        &story("\"Kira Nerys\""),
        &set("group", "\"Bajor\""),
        &story(r#"{"id": "kira-nerys", "name": "Kira Nerys", "group": "Bajor"}"#),
    );
    check(&story("\"Kira Nerys\""), &set("name", "\"Kira\""), &story(r#"{"id": "kira-nerys", "name": "Kira"}"#));
    check(&story("\"Kira Nerys\""), &set("group", "null"), &story("\"Kira Nerys\""));
    let remove = r#"{"do": "remove", "character": "kira-nerys"}"#;
    check(&story("\"Kira Nerys\""), remove, "{ \"characters\": [ \"Odo\" ], \"events\": [] }");
}

#[test]
fn the_first_of_two_counts() {
    let twice = r#"[{"id":"b","title":"1","title":"2"}, {"id":"b","title":"3"}]"#;
    events(twice, r#"{"do": "set", "event": "b", "field": "title", "value": "x"}"#, &twice.replace("\"1\"", "\"x\""));
}

#[test]
fn edits_that_cannot_be_made_say_why() {
    let story = r#"{"threads": [{"id": "t"}], "events": [{"id": "siege"}, {"id": "sally"}], "places": 3}"#;
    refused(story, r#"{"do": "remove", "event": "sige"}"#, "unknown event \"sige\"; did you mean \"siege\"?");
    refused(story, r#"{"do": "remove", "phase": "x"}"#, "unknown phase \"x\"");
    refused(story, r#"{"do": "remove", "place": "x"}"#, "places: expected a list, found a number");
    refused(
        story,
        r#"{"do": "move", "event": "siege", "before": "saly"}"#,
        "unknown event \"saly\"; did you mean \"sally\"?",
    );
    refused(
        story,
        r#"{"do": "rename", "event": "siege", "to": "sally"}"#,
        "another event has the id \"sally\" already; choose a different one",
    );
    refused(
        story,
        r#"{"do": "rename", "event": "siege", "to": " "}"#,
        "an id or title cannot be empty; write at least one visible character",
    );
    let set = |field: &str, value: &str| {
        format!(r#"{{"do": "set", "event": "siege", "field": "{field}", "value": {value}}}"#)
    };
    refused(story, &set("titel", "\"x\""), "unknown field \"titel\"; did you mean \"title\"?");
    refused(story, &set("title", "3"), "expected a text, found a number");
    refused(story, &set("title", "null"), "every event has a field \"title\"; give it a value");
    refused(story, &set("id", "\"x\""), "an id is changed with \"rename\", so that every reference follows");
    refused(story, &set("when", "{\"after\": [\"a\", 3]}"), "after[1]: expected a text, found a number");
    refused(story, &set("when", "{\"afer\": 3}"), "unknown field \"afer\"; did you mean \"after\"?");
    refused(story, &set("when", "{\"at\": 3, \"at\": 4}"), "field \"at\" is given twice; keep one of the two");
    refused(story, &set("because", "[{\"note\": \"x\"}]"), "[0]: every link has a field \"event\"; give it a value");
    refused(
        story,
        r#"{"do": "add", "event": {"id": "x", "title": "X"}}"#,
        "every event has a field \"thread\"; give it a value",
    );
    refused(story, r#"{"do": "add", "event": "x"}"#, "expected an object, found a text");
    refused(
        story,
        r#"{"do": "add", "thread": {"id": "t", "title": "T"}}"#,
        "another thread has the id \"t\" already; choose a different one",
    );
    refused("{\"events\": [", r#"{"do": "remove", "event": "x"}"#, "the text cannot be edited here: expected a value");
    refused(
        "[]",
        r#"{"do": "remove", "event": "x"}"#,
        "the text cannot be edited here: a story is an object: it starts with {",
    );
}

#[test]
fn a_fault_elsewhere_hinders_no_edit() {
    events(r#"[{"id":"a", 3}, {"id":"b"}]"#, REMOVE_B, r#"[{"id":"a", 3}]"#);
    events(
        r#"[{"id":"a" "told": 3}, {"id":"b","told":1}]"#,
        SET,
        r#"[{"id":"a" "told": 3}, {"id":"b","title":"New \"x\"","told":1}]"#,
    );
}
