//! Steps of any edits of any story in any style, undone and redone.

use plotlanes::document::Document;
use plotlanes::document::change::Change;
use plotlanes::document::edit::{edits_from_json, patch};
use plotlanes::document::history::{History, Taken};
use plotlanes::text::decode::{Encoding, Form};
use proptest::prelude::*;
use serde_json::Value;

use super::oracle::{applied, edit, story};
use super::written::{Dice, Style, read};

/// A story's document in any style and encoding, and the story.
fn document(dice: &mut Dice) -> (Document, Value) {
    let value = story(dice);
    let text = Style::any(dice).write(&value, dice);
    let form = dice.pick(&[Form::Utf8, Form::Utf8, Form::Utf16Le, Form::Utf16Be]);
    let encoding = Encoding { form, mark: form != Form::Utf8 || dice.one_in(2) };
    (Document::from_bytes(encoding.encode(&text)).expect("a text"), value)
}

/// A change of some edits, and what they make of a story; `None` if one of them cannot be made.
fn change(dice: &mut Dice, story: &Value) -> (Change, Option<Value>) {
    let count = 1 + dice.roll(3);
    let edits: Vec<Value> = (0..count).map(|_| edit(dice)).collect();
    let made = edits.iter().try_fold(story.clone(), applied);
    let list = edits_from_json(&Value::from(edits).to_string()).expect("edits are well formed");
    (Change::new(format!("{count} edits"), list), made)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn steps_are_undone_to_the_byte(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (mut document, mut value) = document(&mut dice);
        let (bytes, mut history) = (document.to_bytes(), History::default());
        // The text after each step.
        let mut texts = vec![document.text().to_owned()];
        let mut series = None;
        for step in 0..6 {
            let (change, made) = change(&mut dice, &value);
            let change = Change { name: format!("step {step}"), ..change };
            let in_series = dice.one_in(3);
            let change = if in_series { change.in_series("typing") } else { change };
            let before = document.text().to_owned();
            match (history.make(&mut document, &change), made) {
                (Ok(()), Some(made)) => {
                    prop_assert_eq!(&read(document.text()), &made, "{:?}\n{}", change, before);
                    value = made;
                    if history.undo_name() != Some(&change.name) {
                        prop_assert_eq!(document.text(), before);
                        continue;
                    }
                    if series == Some(texts.len()) && in_series {
                        texts.pop();
                    }
                    texts.push(document.text().to_owned());
                    series = in_series.then_some(texts.len());
                }
                (Err(_), None) => prop_assert_eq!(document.text(), before),
                (outcome, made) => prop_assert!(false, "{change:?} {outcome:?} {made:?}\n{before}"),
            }
        }
        // Back and forth, and at last to the beginning.
        let mut at = texts.len() - 1;
        for turn in 0..30 {
            let is_undo = turn > 15 || dice.one_in(2);
            let taken = if is_undo { history.undo(&mut document) } else { history.redo(&mut document) };
            let next = if is_undo { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < texts.len()) };
            prop_assert_eq!(taken.map(|(_, taken)| taken), next.map(|_| Taken::Text(None)));
            at = next.unwrap_or(at);
            prop_assert_eq!(document.text(), &texts[at]);
        }
        prop_assert_eq!((at, document.to_bytes()), (0, bytes));
    }

    /// A change from outside leaves only steps that can be undone and redone.
    #[test]
    fn steps_survive_a_change_from_outside_or_are_forgotten(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (mut document, mut value) = document(&mut dice);
        let mut history = History::default();
        for _ in 0..4 {
            let (change, made) = change(&mut dice, &value);
            if history.make(&mut document, &change).is_ok() {
                value = made.expect("the oracle agrees");
            }
        }
        for _ in 0..dice.roll(3) {
            history.undo(&mut document);
        }
        let outside = edits_from_json(&format!("[{}]", edit(&mut dice))).expect("an edit");
        let Ok(outside) = patch(&document, &outside[0]) else { return Ok(()) };
        document.apply(&outside).expect("it fits");
        history.rebase(&outside);
        let mut texts = vec![document.text().to_owned()];
        // A step that would break the syntax together with the change is forgotten with the others, and changes nothing.
        while history.undo(&mut document).is_some() {
            read(document.text());
            texts.push(document.text().to_owned());
        }
        prop_assert_eq!(Some(document.text()), texts.last().map(String::as_str));
        texts.pop();
        while let (Some(text), true) = (texts.pop(), history.redo_name().is_some()) {
            prop_assert!(history.redo(&mut document).is_some(), "a step that was undone can be redone");
            prop_assert_eq!(document.text(), text);
        }
        let mut last = document.text().to_owned();
        while history.redo(&mut document).is_some() {
            read(document.text());
            document.text().clone_into(&mut last);
        }
        prop_assert_eq!(document.text(), last);
    }
}
