//! Outlines as they are typed, pasted and exported, and what is read from them.

use proptest::prelude::*;

use super::{Outline, OutlineEvent, OutlineThread, edits, new_story, outline, outline_text};
use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::document::item::Item;

/// An outline as lines: `title`, `= summary`, `[group] # thread`, `= summary`, `event: summary`.
fn shown(outline: &Outline) -> String {
    let mut lines = Vec::new();
    let summary = |lines: &mut Vec<String>, text: &str| {
        if !text.is_empty() {
            lines.push(format!("= {}", text.replace('\n', "/")));
        }
    };
    lines.extend(outline.title.clone());
    summary(&mut lines, &outline.summary);
    for thread in &outline.threads {
        let group = thread.group.as_ref().map_or(String::new(), |group| format!("[{group}] "));
        lines.push(format!("{group}# {}", thread.title.as_deref().unwrap_or("?")));
        summary(&mut lines, &thread.summary);
        let event = |event: &OutlineEvent| format!("{}: {}", event.title, event.summary.replace('\n', "/"));
        lines.extend(thread.events.iter().map(|it| event(it).trim_end_matches(": ").to_owned()));
    }
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, expect: &[&str]) {
    assert_eq!(shown(&outline(text)), expect.join("\n"), "{text}");
    let windows = text.replace('\n', "\r\n");
    assert_eq!(shown(&outline(&windows)), expect.join("\n"), "{windows}");
}

#[test]
fn lines_are_events_headings_threads_and_indented_lines_summaries() {
    check("", &[]);
    check(" \n\t\n", &[]);
    check("One\n\nTwo\nThree", &["# ?", "One", "Two", "Three"]);
    check(
        "# The siege\nOne\n    More\n    and more\nTwo\n#Court\nThree",
        &["# The siege", "One: More/and more", "Two", "# Court", "Three"],
    );
    check("One\n\tMore.\n\n\tA paragraph.\n\nTwo", &["# ?", "One: More.//A paragraph.", "Two"]);
    check("First\n# A\n# B\nTwo", &["# ?", "First", "# A", "# B", "Two"]);
    check("# A ##\n  One\n  Two\n    more", &["# A", "One", "Two: more"]);
    check("# A\n    About it.\nOne", &["# A", "= About it.", "One"]);
    check("    One\n        More\n    Two", &["# ?", "One: More", "Two"]);
    check("One\n  more\n Two", &["# ?", "One: more/Two"]);
}

#[test]
fn lists_and_emphasis_are_tolerated() {
    check("- One\n  more\n- Two", &["# ?", "One: more", "Two"]);
    check(
        "* One\n  * part\n+ **Two**\n• Three\n•\tFour\n– Five",
        &["# ?", "One: * part", "Two", "Three", "Four", "Five"],
    );
    check(
        "1. One\n2) Two\n10.\tThree\n1.2. Four\na) Five\n- [ ] Six\n- [x] Seven\n-",
        &["# ?", "One", "Two", "Three", "Four", "Five", "Six", "Seven"],
    );
    check(
        "1916. The rising\n-5 degrees\n10.5 km\nA. Smith dies\n*",
        &["# ?", "1916. The rising", "-5 degrees", "10.5 km", "A. Smith dies"],
    );
    check("> - One\n>   more\n> - Two", &["# ?", "One: more", "Two"]);
    check("# **The** _siege_\n*One*", &["# The siege", "One"]);
    check("```\nOne\n```\n***\nTwo\n- - -\n", &["# ?", "One", "Two"]);
    check("One\r\rTwo\u{B}Three", &["# ?", "One", "Two", "Three"]);
}

#[test]
fn deeper_headings_make_groups_and_a_title() {
    check("# Book\n## A\nOne\n## B\nTwo", &["Book", "# A", "One", "# B", "Two"]);
    check("# Book\n    About all.\n## A\nOne", &["Book", "= About all.", "# A", "One"]);
    check(
        "# East\n## A\nOne\n## B\n# West\n## C\nTwo\n# D\nThree",
        &["[East] # A", "One", "[East] # B", "[West] # C", "Two", "# D", "Three"],
    );
    check(
        "# Book\n## East\n### A\nOne\n### B\nTwo\n## C\nThree",
        &["Book", "[East] # A", "One", "[East] # B", "Two", "# C", "Three"],
    );
    check("# A\nOne\n## B\nTwo", &["# A", "One", "[A] # B", "Two"]);
    check("The book\n========\nPart\n----\nOne\n\n---\n\nTwo", &["The book", "# Part", "One", "Two"]);
    check("One\n--------------------\nTwo", &["# ?", "One", "Two"]);
    check("---\ntitle: \"Book\"\ntags: [a]\n---\n# A\nOne", &["Book", "# A", "One"]);
}

#[test]
fn tables_and_long_lines_are_told_of() {
    check("One\tmore\tand more\n\tindented", &["# ?", "One: more/and more/indented"]);
    let table = outline("| Scene | What |\n|---|:--|\n| One | more |\n| Two | |\n");
    assert_eq!(shown(&table), "# ?\nOne: more\nTwo");
    let notes: Vec<String> = table.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "line 1: each row of a table is an event: its first cell the title, the others the summary",
            "line 1: the head of a table is left out",
        ]
    );
    let long = outline(&"word ".repeat(300));
    assert_eq!(long.threads[0].events[0].title.chars().count(), 999);
    assert_eq!(long.threads[0].events[0].summary.split(' ').count(), 100);
    assert_eq!(long.notes.len(), 1);
    let notes = outline("#\nOne\n# A\n  About.\n## B\nTwo\n# C\nThree").notes;
    assert_eq!(notes.iter().map(|note| note.line).collect::<Vec<_>>(), [1, 4]);
}

#[test]
fn an_outline_becomes_a_story() {
    let read = outline("# The book\n  About it.\n## Siege\nGates shut\n    Nobody out.\nRain\n## Court\nRain");
    let story = new_story(&read, "The \"book\"");
    assert_eq!(
        story.text(),
        r#"{
  "plotlanes": 1,
  "title": "The \"book\"",
  "summary": "About it.",
  "threads": [
    { "id": "siege", "title": "Siege" },
    { "id": "court", "title": "Court" }
  ],
  "events": [
    { "id": "gates-shut", "title": "Gates shut", "summary": "Nobody out.", "thread": "siege" },
    { "id": "rain", "title": "Rain", "thread": "siege" },
    { "id": "rain-2", "title": "Rain", "thread": "court" }
  ]
}
"#
    );
    assert_eq!(new_story(&outline(""), "A").text(), Document::new_story("A").text());
    assert!(new_story(&outline("One"), "A").text().contains("\"Main plot\""));
}

#[test]
fn the_thread_of_a_new_story_gives_way_to_those_of_an_outline() {
    for (text, expect) in [
        ("# Siege\nRain", vec!["Siege"]),
        ("Rain\n# Siege\nSun", vec!["Main plot", "Siege"]),
        ("Rain", vec!["Main plot"]),
    ] {
        let mut document = Document::new_story("A");
        let added = edits(&outline(text), &document, None, None).expect("JSON");
        document.make(&added.edits).expect("they can be made");
        let threads = document.items(ItemKind::Thread).expect("JSON");
        let titles: Vec<_> = threads.iter().map(|thread| thread.title().into_owned()).collect();
        assert_eq!(titles, expect, "{text}");
    }
}

#[test]
fn an_outline_is_added_where_one_says() {
    let check = |outline_of: &str, thread: Option<&str>, before: Option<&str>, expect: &[&str]| {
        let text = r#"{ "threads": [{ "id": "m", "title": "Main plot" }, { "id": "k", "title": "The King’s court" }],
            "events": [{ "id": "a", "thread": "m", "told": 1 }, { "id": "b", "thread": "k", "told": 2 }] }"#;
        let mut document = Document::from_text(text.to_owned());
        let added = edits(&outline(outline_of), &document, thread, before).expect("JSON");
        document.make(&added.edits).expect("they can be made");
        let events = document.items(ItemKind::Event).expect("JSON");
        let told = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let shown: Vec<String> = events
            .iter()
            .map(|it| {
                let thread = it.text("thread").unwrap_or_default();
                format!("{} {thread} {}", it.id().unwrap_or_default(), told(it.field("told")))
            })
            .collect();
        assert_eq!(shown, expect);
        let new: Vec<&String> = shown.iter().filter(|shown| !matches!(&shown[..2], "a " | "b ")).collect();
        assert!(
            new.iter().zip(&added.events).all(|(shown, id)| shown.starts_with(&**id))
                && new.len() == added.events.len()
        );
    };
    check("A\nB", None, None, &["a m 1", "b k 2", "a-2 m -", "b-2 m -"]);
    check("X\nY", Some("k"), Some("b"), &["a m 1", "x k 1.3", "y k 1.7", "b k 2"]);
    check("# the king's  Court\nX\n# New\nY", None, None, &["a m 1", "b k 2", "x k -", "y new -"]);
}

#[test]
fn events_are_written_as_an_outline() {
    let text = r#"{ "threads": [{ "id": "m", "title": "Main #", "group": "East" }, { "id": "n", "title": "*New*", "summary": "About." },
        { "id": "o", "title": "Other" }],
        "events": [{ "id": "a", "title": "- A", "thread": "n" }, { "id": "b", "title": "B", "summary": "one\n\n- two\n---", "thread": "m" },
        { "id": "c", "title": "1. C\tc", "thread": "n" }, { "id": "d", "title": "D", "thread": "x" }, { "id": "e", "title": "E", "thread": "n" }] }"#;
    let document = Document::from_text(text.to_owned());
    let ids = ["a", "b", "c", "d"].map(str::to_owned);
    let written = outline_text(&document, &ids).expect("JSON");
    let expect =
        "D\n\n# East\n\n## Main \\#\nB\n    one\n\n    - two\n    \\---\n\n# \\*New\\*\n    About.\n\\- A\n1\\. C c\n";
    assert_eq!(written, expect);
}

fn any_line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,6}",
        "[-*_#`~>|.!\\[\\]()\\\\=+•]{1,4}",
        Just("1.".to_owned()),
        Just("a)".to_owned()),
        Just("[x]".to_owned()),
        Just("戦争".to_owned()),
    ];
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

fn any_outline() -> impl Strategy<Value = Outline> {
    let event = (any_line(), prop::collection::vec(any_line(), 0..3))
        .prop_map(|(title, summary)| OutlineEvent { title, summary: summary.join("\n") });
    let thread = prop::collection::vec(event, 1..4);
    prop::collection::vec((any_line(), thread), 1..4).prop_map(|threads| {
        let threads = threads.into_iter().enumerate().map(|(index, (title, events))| OutlineThread {
            title: Some(format!("{index} {title}")),
            events,
            ..OutlineThread::default()
        });
        Outline { threads: threads.collect(), ..Outline::default() }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(original in any_outline()) {
        let story = new_story(&original, "Story");
        let events = story.items(ItemKind::Event).expect("JSON");
        let ids: Vec<String> = events.iter().filter_map(Item::id).map(String::from).collect();
        let written = outline_text(&story, &ids).expect("JSON");
        prop_assert_eq!(outline(&written), original, "{}", written);
    }

    #[test]
    fn any_text_is_an_outline(text in "[a#*_\\-`|> \t\r\n\\[\\]()1.\u{e9}\\\\=~]{0,60}") {
        let read = outline(&text);
        let titled = |event: &OutlineEvent| !event.title.trim().is_empty();
        prop_assert!(read.threads.iter().flat_map(|thread| &thread.events).all(titled), "{read:?}");
        let story = new_story(&read, "Story");
        prop_assert_eq!(story.items(ItemKind::Event).expect("JSON").len(), read.event_count());
    }
}
