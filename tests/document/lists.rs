//! Edits as they are written in a file.

use plotlanes::document::edit::edits_from_json;

#[track_caller]
fn check(edits: &str, expect: &str) {
    let found = match edits_from_json(edits) {
        Ok(edits) => format!("{} edits", edits.len()),
        Err(error) => error.to_string(),
    };
    assert_eq!(found, expect, "{edits}");
}

#[test]
fn edits_are_read() {
    check("[]", "0 edits");
    check(
        r#"[{"do": "set", "event": "a", "field": "title", "value": null}, {"do": "set", "story": "summary", "value": ""},
        {"do": "add", "place": "Bajor", "before": null}, {"do": "remove", "source": "s"},
        {"phase": "Act one", "to": "Act two", "do": "rename"}, {"do": "move", "thread": "t", "before": "u"}]"#,
        "6 edits",
    );
}

#[test]
fn faults_name_the_edit_and_the_mend() {
    check("{}", "expected a list of edits, found an object");
    check("[\n1 2]", "2:3 a comma is missing before this");
    check("[3]", "[0]: expected an edit such as {\"do\": \"remove\", \"event\": \"siege\"}, found a number");
    check(r#"[{"event": "a"}]"#, "[0]: missing field \"do\"; it is set, add, remove, rename or move");
    check(
        r#"[{"do": "remove", "event": "a"}, {"do": "delete", "event": "a"}]"#,
        "[1].do: unknown edit \"delete\"; it is set, add, remove, rename or move",
    );
    check(r#"[{"do": "renam", "event": "a"}]"#, "[0].do: unknown edit \"renam\"; did you mean \"rename\"?");
    check(r#"[{"do": "remove", "evnt": "a"}]"#, "[0]: unknown field \"evnt\"; did you mean \"event\"?");
    check(r#"[{"do": "remove", "event": "a", "to": "b"}]"#, "[0]: unknown field \"to\"; did you mean \"do\"?");
    check(
        r#"[{"do": "remove"}]"#,
        "[0]: nothing to edit is named; name it with one of source, thread, character, place, phase, event",
    );
    check(r#"[{"do": "remove", "event": "a", "place": "b"}]"#, "[0].place: an edit changes one thing; write two edits");
    check(
        r#"[{"do": "remove", "event": "a", "event": "b"}]"#,
        "[0]: field \"event\" is given twice; keep one of the two",
    );
    check(r#"[{"do": "remove", "event": 3}]"#, "[0].event: expected a text, found a number");
    check(r#"[{"do": "rename", "event": "a"}]"#, "[0]: missing field \"to\"; every \"rename\" has one");
    check(r#"[{"do": "set", "event": "a", "field": "title"}]"#, "[0]: missing field \"value\"; every \"set\" has one");
    check(
        r#"[{"do": "set", "story": "title", "field": "x", "value": ""}]"#,
        "[0].field: \"story\" names the field already; leave this out",
    );
    check(r#"[{"do": "add", "event": null}]"#, "[0].event: expected the event with its fields, found null");
}
