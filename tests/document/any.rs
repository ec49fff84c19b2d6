//! Any edit of any story in any style.

use std::ops::Range;

use plotlanes::document::Document;
use plotlanes::document::edit::{edits_from_json, patch};
use plotlanes::text::path::OwnedStep;
use plotlanes::text::tree::Tree;
use proptest::prelude::*;

use super::oracle::{applied, edit, story};
use super::written::{Dice, Form, read};

/// How many comments a text has.
fn comments(text: &str) -> usize {
    ["a story", "its own {", "before ]", "its line", "behind,"]
        .iter()
        .map(|comment| text.matches(comment).count())
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn an_edit_changes_what_it_says_and_nothing_else(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let value = story(&mut dice);
        let form = Form::any(&mut dice);
        let text = form.write(&value, &mut dice);
        prop_assert_eq!(&read(&text), &value, "{}", text);
        let mut document = Document::from_text(text.clone());
        // Whether the tree is there before the edit makes no difference.
        let known = dice.one_in(2);
        if known {
            prop_assert!(document.tree().is_ok());
        }
        let mut inverses = Vec::new();
        let mut value = value;
        for _ in 0..4 {
            let edit = edit(&mut dice);
            let before = document.text().to_owned();
            let edits = edits_from_json(&format!("[{edit}]")).expect("edits are well formed");
            let expect = applied(value.clone(), &edit);
            match (patch(&document, &edits[0]), expect) {
                (Ok(patch), Some(expect)) => {
                    let inverse = document.apply(&patch).expect("it fits");
                    let made = document.text();
                    prop_assert_eq!(&read(made), &expect, "{}\n{}\n---\n{}", edit, &before, made);
                    let anew = Tree::new(made).ok();
                    prop_assert_eq!(document.tree().ok(), anew.as_ref());
                    let touched: Vec<Range<usize>> = patch.edits().iter().map(|(range, _)| range.clone()).collect();
                    prop_assert!(touched.windows(2).all(|two| two[0].end <= two[1].start));
                    if edit["do"] == "move" || edit["do"] == "add" {
                        prop_assert_eq!(comments(made), comments(&before), "{}\n{}\n---\n{}", edit, &before, made);
                    }
                    inverses.push((inverse, before));
                    value = expect;
                }
                (Err(_), None) => prop_assert_eq!(document.text(), before),
                (Ok(_), None) => prop_assert!(false, "{} can be made in\n{}", edit, before),
                (Err(error), Some(_)) => prop_assert!(false, "{edit}: {error}\n{before}"),
            }
        }
        while let Some((inverse, before)) = inverses.pop() {
            document.apply(&inverse).expect("it fits");
            prop_assert_eq!(document.text(), before);
        }
    }

    /// Paths and ranges lead to each other wherever one looks.
    #[test]
    fn every_place_has_a_path(seed in any::<u64>(), at in any::<prop::sample::Index>()) {
        let mut dice = Dice::new(seed);
        let value = story(&mut dice);
        let text = Form::any(&mut dice).write(&value, &mut dice);
        let tree = Tree::new(&text).expect("a story");
        let steps = tree.path(&text, at.index(text.len()));
        let range = tree.range(&text, &steps).expect("a path leads somewhere");
        let inner = steps.iter().try_fold(&value, |value, step| match step {
            OwnedStep::Field(name) => value.get(name),
            OwnedStep::Index(index) => value.get(index),
        });
        prop_assert_eq!(Some(&read(&text[range.clone()])), inner);
        prop_assert!(tree.path(&text, range.start).starts_with(&steps));
    }
}
