//! A folder of broken stories, each with the exact words it must give; and those that no folder can hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plotlanes::story::compile::compile;
use plotlanes::story::problem::Problem;

/// Every code there is. `plotlanes check --format json` shows them, so their names stay.
const CODES: [&str; 42] = [
    "alike",
    "bad-calendar",
    "bad-date",
    "bad-duration",
    "bad-number",
    "contradictory-fields",
    "contradictory-order",
    "control-character",
    "default-order-dropped",
    "duplicate-field",
    "duplicate-id",
    "empty-file",
    "empty-text",
    "empty-thread",
    "ends-before-start",
    "left-out",
    "missing-field",
    "more-problems",
    "nobody",
    "not-utf8",
    "out-of-range",
    "phase-backwards",
    "phase-not-ordered",
    "place-within-itself",
    "relates-to-itself",
    "repeated",
    "syntax",
    "title-too-long",
    "too-deep",
    "too-long",
    "too-many",
    "unknown-character",
    "unknown-event",
    "unknown-field",
    "unknown-kind",
    "unknown-month",
    "unknown-phase",
    "unknown-place",
    "unknown-source",
    "unknown-thread",
    "wrong-type",
    "wrong-version",
];

fn problems(bytes: &[u8]) -> Vec<Problem> {
    compile(bytes).problems
}

fn shown(problems: &[Problem]) -> String {
    let line = |problem: &Problem| format!("{}[{}] {problem}", problem.severity.name(), problem.code);
    let lines: Vec<String> = problems.iter().map(line).collect();
    lines.join("\n") + "\n"
}

/// Each `NAME.json` must give what `NAME.expected` says. Where that is meant to change: `UPDATE=1 cargo test --test
/// load`, then read the difference.
#[test]
fn every_broken_story_gives_its_words() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("tests/broken is there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        count += 1;
        let got = shown(&problems(&fs::read(&path).expect("readable")));
        let expected_path = path.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected_path, &got).expect("writable");
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if got != expected || got.trim().is_empty() {
            wrong.push(format!("{}\n--- expected\n{expected}--- got\n{got}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "only {count} broken stories");
}

#[test]
fn every_code_is_met() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");
    let files = fs::read_dir(folder).expect("tests/broken is there").map(|entry| entry.expect("readable").path());
    let stories = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let mut bytes: Vec<Vec<u8>> = stories.map(|path| fs::read(path).expect("readable")).collect();
    bytes.extend([vec![0xFF], b"[".repeat(200), many_wrong(201).into_bytes(), with_phases(1001).into_bytes()]);
    let met: BTreeSet<&str> = bytes.iter().flat_map(|bytes| problems(bytes)).map(|problem| problem.code).collect();
    assert_eq!(met.into_iter().collect::<Vec<_>>(), CODES);
}

/// A story in which `count` events stand in an unknown thread.
fn many_wrong(count: usize) -> String {
    let event = |i| format!(r#"{{"id":"e{i}","title":"E","thread":"wra"}}"#);
    let events: Vec<String> = (0..count).map(event).collect();
    let events = events.join(",\n");
    format!(r#"{{"plotlanes":1,"title":"T","threads":[{{"id":"war","title":"War"}}],"events":[{events}]}}"#)
}

/// A small story with a title of one's own, as it stands in the file.
fn titled(title: &str) -> String {
    format!(
        r#"{{"plotlanes":1,"title":"{title}","threads":[{{"id":"t","title":"T"}}],"events":[{{"id":"e","title":"E","thread":"t"}}]}}"#
    )
}

fn check(bytes: &[u8], expect: &str) {
    assert_eq!(shown(&problems(bytes)), expect);
}

#[test]
fn encodings_are_understood_or_refused() {
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let story = titled("Dæmon 物語 🖖");
    let marked = format!("\u{FEFF}{story}");
    for bytes in [
        marked.clone().into_bytes(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        utf16(&story, u16::to_le_bytes),
        utf16(&story, u16::to_be_bytes),
    ] {
        let (story, notes) = compile(&bytes).faultless().expect("a good story");
        assert_eq!((story.title.as_str(), notes.len()), ("Dæmon 物語 🖖", 0));
    }
    let broken = format!("\u{FEFF}{}", titled("é").replace("\"thread\":\"t\"", "\"thread\":\"\u{1F596}\""));
    let told = "error[unknown-thread] 1:104 events[0].thread: unknown thread \"🖖\"; use the id of one in threads, or add it there\n";
    check(broken.as_bytes(), told);
    check(&utf16(&broken, u16::to_be_bytes), told);
    check(b"caf\xE9\"", "error[not-utf8] 1:4 byte 3 (0xE9) is not valid UTF-8; save the file as UTF-8\n");
    check(b"\x89PNG\r\n", "error[not-utf8] 1:1 byte 0 (0x89) is not valid UTF-8; save the file as UTF-8\n");
}

#[test]
fn what_is_too_much_is_refused_without_repeating_it() {
    let two_megabytes = "x".repeat(2_000_000);
    let long = "error[too-long] 1:24 title: 2,000,000 characters are too many; 1,000 is the most here\n";
    check(titled(&two_megabytes).as_bytes(), long);
    let escaped = titled("x").replace("\"x\"", &format!("\"{}\"", "\\u0041".repeat(1001)));
    check(escaped.as_bytes(), "error[too-long] 1:24 title: 1,001 characters are too many; 1,000 is the most here\n");
    let name = titled("x").replace("\"title\":\"E\"", &format!("\"title\":\"E\",\"{two_megabytes}\":1"));
    let told = shown(&problems(name.as_bytes()));
    assert!(told.starts_with("error[unknown-field] ") && told.len() < 500, "{told}");
    let thread = titled("x").replace("\"thread\":\"t\"", &format!("\"thread\":\"{two_megabytes}\""));
    let told = shown(&problems(thread.as_bytes()));
    assert!(told.starts_with("error[unknown-thread] ") && told.len() < 500, "{told}");
    let number = titled("x").replace("\"thread\":\"t\"", &format!("\"thread\":{}", "9".repeat(2_000_000)));
    let told = shown(&problems(number.as_bytes()));
    assert!(told.starts_with("error[wrong-type] ") && told.len() < 500, "{told}");
}

#[test]
fn no_nesting_is_too_deep_to_be_told() {
    let deep = "error[too-deep] 1:128 nested more than 127 levels deep; a story needs no more than six\n";
    check(&b"[".repeat(2_000_000), deep);
    check(&[b"[".repeat(200), b"]".repeat(200)].concat(), deep);
    for field in ["work", "title", "further"] {
        let [open, close] = [r#"{"a":["#, "]}"].map(|half| half.repeat(1_000_000));
        let nested = titled("x").replace("\"title\":\"x\"", &format!("\"{field}\":{open}1{close}"));
        let told = shown(&problems(nested.as_bytes()));
        assert!(told.starts_with("error[too-deep] "), "{told:.500}");
    }
}

/// A small story with so many phases.
fn with_phases(count: usize) -> String {
    let phases = vec![r#"{"title":"P","from":"e","to":"e"}"#; count].join(",");
    titled("x").replace("\"events\"", &format!("\"phases\":[{phases}],\"events\""))
}

#[test]
fn more_than_anybody_tells_of_is_refused() {
    let told = |story: &str| shown(&problems(story.as_bytes())).trim_end().to_owned();
    assert_eq!(told(&with_phases(1000)), "");
    let many = "error[too-many] 1:72 phases: 1,001 phases are too many; 1,000 is the most here";
    assert_eq!(told(&with_phases(1001)), many);
    let list = |count: usize| (0..count).map(|i| format!("\"tag {i}\"")).collect::<Vec<_>>().join(",");
    let tagged = |lists: &[usize]| {
        let event = |(i, &count): (usize, &usize)| {
            format!(
                r#"{{"id":"e{i}","title":"E","thread":"t","tags":[{}]}}"#,
                list(count).replace("tag", &format!("tag {i}"))
            )
        };
        let events: Vec<String> = lists.iter().enumerate().map(event).collect();
        format!(r#"{{"plotlanes":1,"title":"T","threads":[{{"id":"t","title":"T"}}],"events":[{}]}}"#, events.join(","))
    };
    assert_eq!(told(&tagged(&[10_000, 10_000])), "");
    let told_tags = told(&tagged(&[3, 10_001]));
    assert!(told_tags.ends_with("events[1].tags: 10,001 entries are too many; 10,000 is the most here"), "{told_tags}");
    let many = "different tags are too many; 20,000 is the most here";
    assert!(told(&tagged(&[10_000, 9000, 1001])).ends_with(many));
    let places = |count: usize| {
        let within = |i: usize| if i == 0 { String::new() } else { format!(r#","within":"p{}""#, i - 1) };
        let places = (0..count).map(|i| format!(r#"{{"id":"p{i}","name":"P{i}"{}}}"#, within(i)));
        // From the inside out, and from the outside in.
        let mut places: Vec<String> = places.collect();
        let forwards = places.join(",");
        places.reverse();
        [forwards, places.join(",")]
            .map(|places| titled("x").replace("\"events\"", &format!("\"places\":[{places}],\"events\"")))
    };
    assert_eq!(places(101).map(|story| told(&story)), ["", ""]);
    for story in places(50_000) {
        let told = told(&story);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.ends_with("\"P101\" lies within more than 100 places in each other; take some out"), "{told}");
    }
}

#[test]
fn many_problems_do_not_bury_the_reader() {
    let told = problems(many_wrong(1200).as_bytes());
    assert_eq!(told.len(), 201);
    let first = "1:109 events[0].thread: unknown thread \"wra\"; did you mean \"war\"?";
    assert_eq!(told[0].to_string(), first);
    assert_eq!(told[200].to_string(), "and 1,000 more errors; fix these first");
    let twice = problems(many_wrong(200).as_bytes());
    assert_eq!(twice.len(), 200);
}
