//! From bytes to a document and back.

use plotlanes::document::Document;
use plotlanes::document::edit::{edits_from_json, patch};
use plotlanes::story::compile::compile;

#[test]
fn bytes_come_back_as_they_were() {
    let text = "{\r\n\t\"title\": \"é 🖖 \\u00e9\" // c\n}";
    let units = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for text in [text.to_owned(), format!("\u{FEFF}{text}")] {
        let files = [text.clone().into_bytes(), units(&text, u16::to_le_bytes), units(&text, u16::to_be_bytes)];
        for bytes in files {
            let mut document = Document::from_bytes(bytes.clone()).expect("a text");
            assert_eq!(document.text(), text.trim_start_matches('\u{FEFF}'));
            assert_eq!(document.to_bytes(), bytes);
            let edits = edits_from_json(r#"[{"do": "set", "story": "title", "value": "ü"}]"#).expect("an edit");
            let patch = patch(&document, &edits[0]).expect("it can be made");
            let inverse = document.apply(&patch).expect("it fits");
            assert_eq!(document.revision(), 1);
            assert!(document.text().contains("\"ü\" // c") && document.to_bytes().len() < bytes.len());
            document.apply(&inverse).expect("it fits");
            assert_eq!((document.to_bytes(), document.revision()), (bytes, 2));
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let error = Document::from_bytes(b"{\n\"caf\xE9\"".to_vec()).expect_err("no text");
    assert_eq!(error.to_string(), "2:5 byte 6 (0xE9) is not valid UTF-8; save the file as UTF-8");
}

#[test]
fn a_new_story_takes_its_first_events() {
    let mut document = Document::new_story("The \"long\" way");
    assert_eq!(document.tree().map(|tree| tree.members().count()), Ok(4));
    let empty = compile(document.text().as_bytes());
    assert!(empty.problems.is_empty() && empty.story.is_some(), "{:?}", empty.problems);
    let edits = r#"[{"do": "add", "event": {"thread": "main", "title": "B", "id": "b"}},
        {"do": "add", "event": {"id": "a", "title": "A", "thread": "main", "cast": ["k"]}, "before": "b"},
        {"do": "add", "character": "K"}]"#;
    for edit in edits_from_json(edits).expect("edits") {
        let patch = patch(&document, &edit).expect("it can be made");
        document.apply(&patch).expect("it fits");
    }
    let expect = r#"{
  "plotlanes": 1,
  "title": "The \"long\" way",
  "threads": [
    { "id": "main", "title": "Main plot" }
  ],
  "characters": [
    "K"
  ],
  "events": [
    { "id": "a", "title": "A", "thread": "main", "cast": ["k"] },
    { "id": "b", "title": "B", "thread": "main" }
  ]
}
"#;
    assert_eq!(document.text(), expect);
    // Whether a name alone is a character is for the story to say.
    let story = document.text().replace("\"K\"", r#"{ "id": "k", "name": "K" }"#);
    let compiled = compile(story.as_bytes());
    assert!(compiled.is_sound && compiled.problems.is_empty(), "{:?}", compiled.problems);
    assert_eq!(compiled.story.map(|story| story.events.len()), Some(2));
}
