//! Any edits of a story with every field, whose text may be broken: nothing panics, an edit that cannot be made changes
//! nothing, and everything is undone to the byte.

use std::sync::LazyLock;

use plotlanes::document::Document;
use plotlanes::document::change::Change;
use plotlanes::document::edit::edits_from_json;
use plotlanes::document::fields::{ItemKind, STORY};
use plotlanes::document::history::History;
use plotlanes::text::tree::Tree;
use serde_json::{Value, json};

use super::input::Input;
use super::made::WHOLE;

/// Pieces of text that may take the place of others.
const PIECES: [&str; 16] =
    ["", ",", "[", "]", "{", "}", "\"", "//", "/*", "*/", "\\", "\n", "\r\n", "\t", "é🖖", "\"id\":"];

/// Values for any field.
const VALUES: [&str; 16] = [
    "null",
    "true",
    "1e400",
    "-0.0",
    "\"\"",
    "\"a // b\"",
    "\"\\ud83d\\udd96\\n\"",
    "[]",
    "{}",
    "[[]]",
    "[\"a\", \"b\"]",
    "[{\"event\": \"a\", \"note\": \"b\"}, \"c\"]",
    "{\"after\": \"a\", \"at\": 1.50}",
    "{\"at\": 1, \"at\": 2}",
    "{\"id\": \"new\", \"title\": \"New\", \"name\": \"New\", \"thread\": \"a\"}",
    "{\"kind\": \"order\"}",
];

/// Every id in the story, by kind.
static IDS: LazyLock<Vec<(ItemKind, String)>> = LazyLock::new(|| {
    let story: Value = serde_json::from_str(WHOLE).expect("valid JSON");
    let ids = |kind: ItemKind| {
        let items = story[kind.list()].as_array().cloned().unwrap_or_default();
        items.into_iter().filter_map(move |item| Some((kind, item[kind.naming_field()].as_str()?.to_owned())))
    };
    ItemKind::ALL.into_iter().flat_map(ids).collect()
});

pub(super) fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let mut text = WHOLE.to_owned();
    if input.is() {
        // On one line.
        text = serde_json::from_str::<Value>(WHOLE).expect("valid JSON").to_string();
    }
    for _ in 0..input.below(4) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let from = input.below(places.len());
        let to = (from + input.below(6)).min(places.len() - 1);
        text.replace_range(places[from]..places[to], input.pick(&PIECES));
    }
    let mut document = Document::from_text(text.clone());
    let mut history = History::default();
    while !input.is_empty() {
        let edits: Vec<String> = (0..=input.below(3)).map(|_| edit(&mut input)).collect();
        let before = document.text().to_owned();
        let Ok(edits) = edits_from_json(&format!("[{}]", edits.join(","))) else { continue };
        let change = Change::new("edit", edits);
        let change = if input.is() { change.in_series("typing") } else { change };
        if let Err((at, error)) = history.make(&mut document, &change) {
            assert!(at < change.edits.len() && !error.to_string().is_empty());
            assert_eq!(document.text(), before);
        }
        assert_eq!(document.tree().ok(), Tree::new(document.text()).ok().as_ref(), "{before:?} {change:?}");
    }
    let last = document.text().to_owned();
    while history.undo(&mut document).is_some() {}
    assert_eq!(document.text(), text);
    while history.redo(&mut document).is_some() {}
    assert_eq!(document.text(), last);
}

/// An edit as it is written in a list, not always one that can be made.
fn edit(input: &mut Input<'_>) -> String {
    let (kind, id) = &IDS[input.below(IDS.len())];
    let value = input.pick(&VALUES);
    let other = &IDS[input.below(IDS.len())].1;
    let word = kind.word();
    match input.below(8) {
        0 => {
            let field = STORY.fields[input.below(STORY.fields.len())].name;
            format!(r#"{{"do": "set", "story": "{field}", "value": {value}}}"#)
        }
        1..4 => {
            let field = kind.fields()[input.below(kind.fields().len())].name;
            format!(r#"{{"do": "set", "{word}": {}, "field": "{field}", "value": {value}}}"#, json!(id))
        }
        4 => format!(r#"{{"do": "add", "{word}": {value}, "before": {}}}"#, json!(id)),
        5 => json!({ "do": "remove", word: id }).to_string(),
        6 => json!({ "do": "rename", word: id, "to": input.pick(&["new", "a", "", other]) }).to_string(),
        _ => json!({ "do": "move", word: id, "before": other }).to_string(),
    }
}
