//! `plotlanes edit`.

use std::fs;

use super::{BROKEN, DAY, Folder, run, run_with_input};

/// Changes a title, adds an event and renames another.
const EDITS: &str = r#"[
    {"do": "set", "event": "dawn", "field": "title", "value": "Daybreak"},
    {"do": "add", "event": {"id": "noon", "title": "Noon", "thread": "sky", "when": {"after": ["dawn"]}}, "before": "tide"},
    // A reference follows.
    {"do": "rename", "event": "dawn", "to": "morning"},
]"#;

/// The story that [`EDITS`] make of [`DAY`].
fn edited() -> String {
    let morning = r#"{ "id": "morning", "title": "Daybreak", "thread": "sky", "when": { "at": 6.1 }, "told": 1 },
        { "id": "noon", "title": "Noon", "thread": "sky", "when": { "after": ["morning"] } },"#;
    DAY.replace(r#"{ "id": "dawn", "title": "Dawn", "thread": "sky", "when": { "at": 6.1 }, "told": 1 },"#, morning)
}

/// A folder with a story and edits of it.
fn folder(story: &str, edits: &str) -> Folder {
    let folder = Folder::with("day.json", story);
    fs::write(folder.path("edits.json"), edits).unwrap();
    folder
}

/// What is in the file `name`.
fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path(name)).unwrap()
}

#[test]
fn a_story_is_edited_in_place() {
    let folder = folder(DAY, EDITS);
    let (day, edits) = (folder.arg("day.json"), folder.arg("edits.json"));
    run(&["edit", &day, &edits]).said(0, &format!("wrote {day}, 3 edits\n"));
    assert_eq!(text(&folder, "day.json"), edited());
    assert_eq!(folder.names(), ["day.json", "edits.json"]);
    let again = r#"[{"do": "set", "event": "noon", "field": "title", "value": "Noon"}]"#;
    let ran = run_with_input(&["edit", &day, "-"], again);
    ran.said(0, &format!("{day} stays as it is: 1 edit changed nothing\n"));
    assert_eq!(text(&folder, "day.json"), edited());
}

#[test]
fn the_result_goes_where_one_says() {
    let folder = folder(DAY, EDITS);
    let (day, edits, out) = (folder.arg("day.json"), folder.arg("edits.json"), folder.arg("out.json"));
    run(&["edit", &day, &edits, "-o", &out]).said(0, &format!("wrote {out}, 3 edits\n"));
    assert_eq!((text(&folder, "day.json"), text(&folder, "out.json")), (DAY.to_owned(), edited()));
    // Without a change it is written too.
    run_with_input(&["edit", &day, "-", "-o", &out], "[]").said(0, &format!("wrote {out}, 0 edits\n"));
    assert_eq!(text(&folder, "out.json"), DAY);
    for ran in [run(&["edit", &day, &edits, "-o", "-"]), run_with_input(&["edit", "-", &edits], DAY)] {
        assert_eq!((ran.code, ran.text(), &*ran.err), (Some(0), &*edited(), ""));
    }
    run_with_input(&["edit", "-", &edits, "-o", &out], DAY).said(0, &format!("wrote {out}, 3 edits\n"));
    assert_eq!((text(&folder, "day.json"), text(&folder, "out.json")), (DAY.to_owned(), edited()));
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let folder = folder(DAY, EDITS);
    let (day, edits) = (folder.arg("day.json"), folder.arg("edits.json"));
    let ran = run(&["edit", &day, &edits, "--dry-run"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let expect = format!(
        r#"--- {day}
+++ {day} (edited)
@@ -2,5 +2,6 @@
     "threads": [{{ "id": "sky", "title": "Sky", "group": "Above" }}, {{ "id": "sea", "title": "Sea" }}],
     "events": [
         {{ "id": "dusk", "title": "Dusk", "thread": "sky", "when": {{ "from": 18, "to": 20.25 }}, "told": 2 }},
-        {{ "id": "dawn", "title": "Dawn", "thread": "sky", "when": {{ "at": 6.1 }}, "told": 1 }},
+        {{ "id": "morning", "title": "Daybreak", "thread": "sky", "when": {{ "at": 6.1 }}, "told": 1 }},
+        {{ "id": "noon", "title": "Noon", "thread": "sky", "when": {{ "after": ["morning"] }} }},
         {{ "id": "tide", "title": "The tide turns", "thread": "sea", "when": {{ "from": 7, "lasts": 6 }} }}] }}
\ No newline at end of file
"#
    );
    assert_eq!(ran.text(), expect);
    assert_eq!(text(&folder, "day.json"), DAY);
    run_with_input(&["edit", &day, "-", "--dry-run"], "[]").said(0, "nothing would change\n");
}

#[test]
fn whatever_is_not_edited_stays_to_the_byte() {
    let title = r#"[{"do": "set", "event": "b", "field": "title", "value": "Später"},
        {"do": "add", "event": {"id": "c", "title": "C", "thread": "t"}}, {"do": "remove", "event": "a"}]"#;
    let folder = folder("", title);
    let (day, edits) = (folder.arg("day.json"), folder.arg("edits.json"));
    let utf16 =
        |text: &str| -> Vec<u8> { format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect() };
    let check = |encode: &dyn Fn(&str) -> Vec<u8>, before: &str, after: &str| {
        fs::write(folder.path("day.json"), encode(before)).unwrap();
        run(&["edit", &day, &edits]).said(0, &format!("wrote {day}, 3 edits\n"));
        let made = fs::read(folder.path("day.json")).unwrap();
        assert!(made == encode(after), "{}", String::from_utf8_lossy(&made));
    };
    let plain = |text: &str| text.as_bytes().to_vec();
    let marked = |text: &str| format!("\u{FEFF}{text}").into_bytes();
    // Tabs, trailing commas, comments and numbers as they are written.
    let before = "// mine\n{\n\t\"plotlanes\": 1.0,\n\t\"title\":\"\\u00e9\",\n\t\"threads\": [\n\t\t{\"id\": \"t\", \"title\": \"T\"},\n\t],\n\
        \t\"events\": [\n\t\t{\"id\": \"a\", \"title\": \"A\", \"thread\": \"t\"}, // gone\n\
        \t\t{\"id\": \"b\", \"title\": \"B\", \"thread\": \"t\", \"told\": 1e0}, // stays\n\t],\n}\n";
    let after = "// mine\n{\n\t\"plotlanes\": 1.0,\n\t\"title\":\"\\u00e9\",\n\t\"threads\": [\n\t\t{\"id\": \"t\", \"title\": \"T\"},\n\t],\n\
        \t\"events\": [\n\
        \t\t{\"id\": \"b\", \"title\": \"Später\", \"thread\": \"t\", \"told\": 1e0}, // stays\n\
        \t\t{\"id\": \"c\", \"title\": \"C\", \"thread\": \"t\"},\n\t],\n}\n";
    let windows = |text: &str| text.replace('\n', "\r\n");
    check(&plain, before, after);
    check(&plain, &windows(before), &windows(after));
    check(&marked, &windows(before), &windows(after));
    check(&utf16, &windows(before), &windows(after));
    // On one line.
    let before = r#"{"plotlanes":1,"title":"T","threads":[{"id":"t","title":"T"}],"events":[{"id":"a","title":"A","thread":"t"},{"id":"b","title":"B","thread":"t"}]}"#;
    let after = r#"{"plotlanes":1,"title":"T","threads":[{"id":"t","title":"T"}],"events":[{"id":"b","title":"Später","thread":"t"},{"id":"c","title":"C","thread":"t"}]}"#;
    check(&plain, before, after);
    check(&utf16, before, after);
    // A field on each line.
    let event = |id: &str, title: &str| {
        format!("    {{\n      \"id\": \"{id}\",\n      \"title\": \"{title}\",\n      \"thread\": \"t\"\n    }}")
    };
    let story = |events: [String; 2]| {
        let thread = "    {\n      \"id\": \"t\",\n      \"title\": \"T\"\n    }";
        format!(
            "{{\n  \"plotlanes\": 1,\n  \"title\": \"T\",\n  \"threads\": [\n{thread}\n  ],\n  \"events\": [\n{}\n  ]\n}}",
            events.join(",\n")
        )
    };
    check(&plain, &story([event("a", "A"), event("b", "B")]), &story([event("b", "Später"), event("c", "C")]));
}

#[test]
fn a_refused_edit_names_its_place_and_none_is_made() {
    let folder = Folder::with("day.json", DAY);
    let day = folder.arg("day.json");
    let check = |edits: &str, expect: &str| {
        let ran = run_with_input(&["edit", &day, "-"], edits);
        ran.said(2, &format!("plotlanes: no edit was made: standard input: {expect}\n"));
        assert_eq!(text(&folder, "day.json"), DAY);
    };
    let good = r#"{"do": "set", "event": "dawn", "field": "title", "value": "Daybreak"}"#;
    check(
        &format!(r#"[{good}, {{"do": "set", "event": "dawn", "field": "titel", "value": "x"}}]"#),
        "[1].field: unknown field \"titel\"; did you mean \"title\"?",
    );
    check(
        &format!(r#"[{good}, {{"do": "remove", "event": "dask"}}]"#),
        "[1].event: unknown event \"dask\"; did you mean \"dusk\"?",
    );
    check(
        &format!(r#"[{good}, {good}, {{"do": "set", "event": "dusk", "field": "when", "value": {{"at": [1]}}}}]"#),
        "[2].value.at: expected a number or a text, found a list",
    );
    check(
        &format!(r#"[{good}, {{"do": "erase", "event": "dusk"}}]"#),
        "[1].do: unknown edit \"erase\"; it is set, add, remove, rename or move",
    );
    check("[\n1 2]", "2:3 a comma is missing before this");
    check("{}", "expected a list of edits, found an object");
    let ran = run(&["edit", &day, &folder.arg("edit.json")]);
    assert_eq!((ran.code, ran.text()), (Some(2), ""));
    assert!(ran.err.starts_with("plotlanes: there is no file "), "{}", ran.err);
    fs::write(folder.path("edits.json"), b"[\n\xFF]").unwrap();
    let edits = folder.arg("edits.json");
    let said = format!("plotlanes: {edits}:2:1 byte 2 (0xFF) is not valid UTF-8; save the file as UTF-8\n");
    run(&["edit", &day, &edits]).said(2, &said);
}

#[test]
fn a_text_that_is_not_json_is_mended_first() {
    let folder = folder(&DAY.replace("\"told\": 2 },", "\"told\": 2 "), EDITS);
    let (day, edits) = (folder.arg("day.json"), folder.arg("edits.json"));
    let ran = run(&["edit", &day, &edits]);
    assert_eq!((ran.code, ran.text()), (Some(2), ""));
    let start = format!("plotlanes: no edit was made: {day}:5:9 ");
    assert!(ran.err.starts_with(&start) && ran.err.ends_with("; mend this first\n"), "{}", ran.err);
}

#[test]
fn problems_that_edits_add_are_told() {
    let edits = r#"[{"do": "set", "event": "tide", "field": "thread", "value": "see"},
        {"do": "set", "event": "dusk", "field": "when", "value": {"at": 3, "after": ["dawn"]}}]"#;
    let folder = folder(DAY, edits);
    let (day, edits) = (folder.arg("day.json"), folder.arg("edits.json"));
    let ran = run(&["edit", &day, &edits, "--dry-run"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.text().contains("+        { \"id\": \"tide\""), "{}", ran.text());
    let ran = run(&["edit", &day, &edits]);
    assert_eq!((ran.code, ran.text()), (Some(1), ""));
    let unknown = format!("{day}:6:62 events[2].thread: unknown thread \"see\"; did you mean \"sea\"?\n");
    assert!(ran.err.contains(&unknown), "{}", ran.err);
    let impossible = "events[0].when: these cannot all be true: ";
    assert!(ran.err.contains(impossible), "{}", ran.err);
    assert!(ran.err.contains(&format!("{day}: the edits add 3 problems\n")), "{}", ran.err);
    assert!(ran.err.ends_with(&format!("wrote {day}, 2 edits\n")), "{}", ran.err);
    // What was wrong before is not told again, wherever it stands now.
    let ran = run_with_input(
        &["edit", &day, "-"],
        r#"[{"do": "add", "event": {"id": "eve", "title": "Eve", "thread": "sea"}, "before": "dusk"}]"#,
    );
    ran.said(0, &format!("wrote {day}, 1 edit\n"));
    let back = r#"[{"do": "set", "event": "tide", "field": "thread", "value": "sea"}]"#;
    run_with_input(&["edit", &day, "-"], back).said(0, &format!("wrote {day}, 1 edit\n"));
}

#[test]
fn a_broken_story_can_be_mended() {
    let mend = r#"[{"do": "set", "event": "a", "field": "thread", "value": "uprising"},
        {"do": "set", "event": "b", "field": "when", "value": null}]"#;
    let folder = folder(BROKEN, mend);
    let (broken, edits) = (folder.arg("day.json"), folder.arg("edits.json"));
    run(&["edit", &broken, &edits]).said(0, &format!("wrote {broken}, 2 edits\n"));
    assert_eq!(run(&["check", &broken]).code, Some(0));
}

#[test]
fn only_files_can_be_edited() {
    let folder = folder(DAY, EDITS);
    let edits = folder.arg("edits.json");
    let said = "plotlanes: the embedded episode cannot be edited; name a file: plotlanes edit STORY EDITS\n";
    run(&["edit", &edits]).said(2, said);
    let said = "plotlanes: STORY and EDITS cannot both be standard input; name a file for one of the two\n";
    run_with_input(&["edit", "-", "-"], DAY).said(2, said);
    let ran = run(&["edit"]);
    assert_eq!((ran.code, ran.text()), (Some(2), ""));
    assert!(ran.err.contains("Usage: plotlanes edit [OPTIONS] <STORY> <EDITS>"), "{}", ran.err);
    let ran = run(&["edit", &folder.arg("dya.json"), &edits]);
    assert!(ran.err.contains("there is no file ") && ran.err.contains("did you mean "), "{}", ran.err);
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let folder = folder(DAY, EDITS);
    let (day, edits) = (folder.arg("day.json"), folder.arg("edits.json"));
    let mut permissions = fs::metadata(&day).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&day, permissions).unwrap();
    let said = format!("plotlanes: \"{day}\" is write-protected; save under another name, or allow writing to it\n");
    run(&["edit", &day, &edits]).said(2, &said);
    assert_eq!(text(&folder, "day.json"), DAY);
    let (gone, folder_gone) = (folder.arg("gone/day.json"), folder.arg("gone"));
    let said =
        format!("plotlanes: there is no folder \"{folder_gone}\"; save under another name, or bring the folder back\n");
    run(&["edit", &day, &edits, "-o", &gone]).said(2, &said);
}

/// The story is read before the edits, so whoever opens a pipe for them knows that it was.
#[test]
#[cfg(unix)]
fn a_story_that_changes_meanwhile_is_not_overwritten() {
    use std::process::{Command, Stdio};

    let folder = Folder::with("day.json", DAY);
    let (day, pipe) = (folder.arg("day.json"), folder.arg("edits"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = super::command(&["edit", &day, &pipe]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    let theirs = DAY.replace("Dusk", "Dask");
    fs::write(&day, &theirs).unwrap();
    std::io::Write::write_all(&mut writer, EDITS.as_bytes()).unwrap();
    drop(writer);
    let said = format!(
        "plotlanes: \"{day}\" was changed by another program meanwhile and was not overwritten; \
         read it again, or save under another name\n"
    );
    super::Ran::new(child.wait_with_output().unwrap()).said(2, &said);
    assert_eq!(text(&folder, "day.json"), theirs);
}
