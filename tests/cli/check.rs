//! `plotlanes check`.

use serde_json::json;

use super::{BROKEN, DAY, Folder, run, run_unread, run_with_input};

#[test]
fn clean_stories_are_clean() {
    let folder = Folder::with("day.json", DAY);
    let day = folder.arg("day.json");
    let check = |args: &[&str], expect: &str| {
        let ran = run(args);
        assert_eq!((ran.code, ran.text(), ran.err.as_str()), (Some(0), expect, ""));
    };
    check(&["check", &day], &format!("{day}: no errors; 3 events in 2 threads\n"));
    let ran = run(&["check"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.text().starts_with("embedded episode: no errors; "), "{}", ran.text());
}

#[test]
fn notes_do_no_harm() {
    let noted = DAY.replace(r#""title": "Sea" }"#, r#""title": "Sea" }, { "id": "air", "title": "Air" }"#);
    let ran = run_with_input(&["check", "-", "--format", "json"], &noted);
    assert_eq!(ran.code, Some(0));
    let report = ran.json();
    assert_eq!((&report["errors"], &report["notes"]), (&json!(0), &json!(1)));
    assert_eq!(report["problems"][0]["severity"], "note");
    let ran = run_with_input(&["check", "-"], &noted);
    assert_eq!(ran.code, Some(0));
    assert!(ran.text().starts_with("standard input:2:"), "{}", ran.text());
    assert!(ran.text().contains(" note: threads[2]"), "{}", ran.text());
    assert!(ran.text().ends_with("\nstandard input: no errors, 1 note; 3 events in 3 threads\n"), "{}", ran.text());
}

#[test]
fn problems_are_listed_with_their_places() {
    let folder = Folder::with("broken.json", BROKEN);
    let broken = folder.arg("broken.json");
    let ran = run(&["check", &broken]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let lines: Vec<&str> = ran.text().lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    let first = format!("{broken}:4:46 events[0].thread: unknown thread \"uprsing\"; did you mean \"uprising\"?");
    assert_eq!(lines[0], first);
    assert!(lines[1].starts_with(&format!("{broken}:5:")), "{lines:?}");
    assert_eq!(lines[2], format!("{broken}: 2 errors"));
}

#[test]
fn json_has_a_stable_shape() {
    let ran = run_with_input(&["check", "-", "--format", "json"], BROKEN);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let report = ran.json();
    let problem = &report["problems"][0];
    let message = "unknown thread \"uprsing\"; did you mean \"uprising\"?";
    let expect = json!({
        "severity": "error", "code": "unknown-thread", "message": message,
        "path": "events[0].thread", "line": 4, "column": 46,
    });
    assert_eq!(*problem, expect);
    assert_eq!(report["problems"].as_array().unwrap().len(), 2);
    let expect = json!({
        "plotlanes": env!("CARGO_PKG_VERSION"), "story": "-", "errors": 2, "notes": 0, "problems": report["problems"],
        "certain": 0, "possible": 0, "muted": 0, "findings": [], "lacking_letters": [],
    });
    assert_eq!(report, expect);
    assert_eq!(run(&["check", "--format", "json"]).json()["story"], json!(null));
}

/// A story in which Ada acts after her death, and knows what she learns later; the second is muted.
const GHOST: &str = r#"{ "plotlanes": 1, "title": "Ghost", "characters": ["Ada"],
    "threads": [{ "id": "t", "title": "T" }],
    "muted": [{ "finding": "known-before-learned", "events": ["dies"] }],
    "events": [
        { "id": "dies", "title": "She dies", "thread": "t", "ends": { "character": "ada", "how": "dies" }, // so soon
          "knows": { "fact": "it", "characters": "ada" } },
        { "id": "haunts", "title": "She haunts", "thread": "t", "cast": "ada", "learns": "it" }] }"#;

#[test]
fn findings_come_after_problems_and_are_no_mistakes() {
    let ran = run_with_input(&["check", "-"], GHOST);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let words = "Ada is in “She haunts”, which comes after their end, “She dies” (dies).";
    let expect = format!(
        "standard input:7:9 certain: events[1]: {words}\nstandard input: no errors; 1 finding, 1 muted; 2 events in 1 thread\n"
    );
    assert_eq!(ran.text(), expect);
    let report = run_with_input(&["check", "-", "--format", "json"], GHOST).json();
    assert_eq!([&report["certain"], &report["possible"], &report["muted"]], [&json!(1), &json!(0), &json!(1)]);
    let entry = |kind: &str, events: [&str; 2], muted: bool, mute: serde_json::Value| {
        json!({
            "certainty": "certain", "kind": kind, "events": events, "character": "ada", "muted": muted, "mute": mute,
        })
    };
    let of = |at: usize| {
        let mut entry = report["findings"][at].clone();
        let fields = entry.as_object_mut().unwrap();
        fields.retain(|field, _| !["message", "fact", "path", "line", "column"].contains(&field.as_str()));
        entry
    };
    let mute = json!({ "finding": "after-end", "events": ["dies", "haunts"], "character": "ada" });
    assert_eq!(of(1), entry("after-end", ["haunts", "dies"], false, mute));
    let mute = json!({ "finding": "known-before-learned", "events": ["dies"], "character": "ada", "fact": "it" });
    assert_eq!(of(0), entry("known-before-learned", ["dies", "haunts"], true, mute));
    let last = &report["findings"][1];
    let place = json!([last["message"], last["fact"], last["path"], last["line"], last["column"]]);
    assert_eq!(place, json!([words, null, "events[1]", 7, 9]));
    // A story with errors lacks what would bring findings.
    let ran = run_with_input(&["check", "-"], &GHOST.replace("\"cast\": \"ada\"", "\"cast\": [\"ada\", \"eve\"]"));
    assert_eq!((ran.code, ran.text().lines().count()), (Some(1), 2), "{}", ran.text());
}

#[test]
fn an_unreadable_file_has_another_exit_code() {
    let folder = Folder::with("story.json", DAY);
    let missing = folder.arg("storry.json");
    let similar = folder.arg("story.json");
    let reason = format!("there is no file \"{missing}\"; did you mean \"{similar}\"?");
    run(&["check", &missing]).said(2, &format!("plotlanes: {reason}\n"));
    let a_folder = folder.arg("");
    run(&["check", &a_folder]).said(2, &format!("plotlanes: \"{a_folder}\" is a folder, not a story file\n"));

    let ran = run(&["check", &missing, "--format", "json"]);
    assert_eq!(ran.code, Some(2));
    let problem = json!({
        "severity": "error", "code": "unreadable", "message": reason, "path": "", "line": null, "column": null,
    });
    assert_eq!(ran.json()["problems"], json!([problem]));
}

#[test]
fn bytes_that_are_no_story_are_problems() {
    let code = |input: &str| run_with_input(&["check", "-"], input).code;
    assert_eq!([code(""), code("{"), code("null"), code("\u{FEFF}[]")], [Some(1); 4]);
}

#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let folder = Folder::with("broken.json", BROKEN);
    run_unread(&["check", &folder.arg("broken.json")]).said(1, "");
    run_unread(&["check", "--format", "json"]).said(0, "");
}
