//! Whatever a text is, an edit of it panics nowhere, and what it makes can be undone.

use plotlanes::document::Document;
use plotlanes::document::edit::{edits_from_json, patch};
use proptest::prelude::*;

use super::oracle::{edit, story};
use super::written::{Dice, Style};

const PIECES: [&str; 14] = ["", ",", "[", "]", "{", "}", "\"", "//", "/*", "*/", "\\", "\n", "é", ":"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn edits_of_broken_texts_do_no_harm(
        seed in any::<u64>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, 0..PIECES.len()), 1..4),
    ) {
        let mut dice = Dice::new(seed);
        let value = story(&mut dice);
        let mut text = Style::any(&mut dice).write(&value, &mut dice);
        for (at, length, piece) in changes {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = at.index(places.len());
            let to = (from + length).min(places.len() - 1);
            text.replace_range(places[from]..places[to], PIECES[piece]);
        }
        let mut document = Document::from_text(text.clone());
        for _ in 0..5 {
            let edits = edits_from_json(&format!("[{}]", edit(&mut dice))).expect("edits are well formed");
            let before = document.text().to_owned();
            if let Ok(patch) = patch(&document, &edits[0]) {
                let inverse = document.apply(&patch).expect("a patch fits the text it is made for");
                let mut back = document.clone();
                back.apply(&inverse).expect("its inverse fits what it made");
                prop_assert_eq!(back.text(), before);
            }
        }
    }

    #[test]
    fn any_list_of_edits_is_read_or_refused(text in r#"([\[\]{},: "\\a-z0-9]|"do":|"set"|"event":|"add"|null|\n|é){0,40}"#) {
        if let Err(error) = edits_from_json(&text) {
            prop_assert!(!error.message.is_empty());
        }
    }
}
