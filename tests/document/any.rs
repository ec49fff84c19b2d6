//! Any edit of any story in any style.

use std::ops::Range;

use plotlanes::document::Document;
use plotlanes::document::edit::{edits_from_json, patch};
use plotlanes::document::fields::ItemKind;
use plotlanes::text::decode::{Encoding, Form};
use plotlanes::text::path::OwnedStep;
use plotlanes::text::tree::Tree;
use proptest::prelude::*;

use super::oracle::{applied, edit, story};
use super::written::{Dice, Style, read};

/// How many comments a text has.
fn comments(text: &str) -> usize {
    ["a story", "its own {", "before ]", "its line", "behind,"]
        .iter()
        .map(|comment| text.matches(comment).count())
        .sum()
}

/// The texts of everything that a story lists, as they are written, sorted.
fn items(text: &str) -> Vec<&str> {
    let tree = Tree::new(text).expect("a story");
    let lists = ItemKind::ALL.into_iter().filter_map(|kind| tree.field(text, kind.list())?.1);
    let mut items: Vec<&str> = lists.flatten().map(|item| item.of(text)).collect();
    items.sort_unstable();
    items
}

/// How many of some texts are missing in others, and how many of those are new.
fn difference<'t>(mut before: Vec<&'t str>, mut after: Vec<&'t str>) -> (usize, usize) {
    before.retain(|text| match after.iter().position(|other| other == text) {
        Some(at) => {
            after.remove(at);
            false
        }
        None => true,
    });
    (before.len(), after.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn an_edit_changes_what_it_says_and_nothing_else(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let value = story(&mut dice);
        let form = Style::any(&mut dice);
        let text = form.write(&value, &mut dice);
        prop_assert_eq!(&read(&text), &value, "{}", text);
        let encoding = dice.pick(&[
            Encoding::default(),
            Encoding { form: Form::Utf8, mark: true },
            Encoding { form: Form::Utf16Le, mark: false },
            Encoding { form: Form::Utf16Be, mark: true },
        ]);
        let bytes = encoding.encode(&text);
        let mut document = Document::from_bytes(bytes.clone()).expect("a text");
        prop_assert_eq!(document.encoding(), encoding);
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
                    if edit["do"] != "rename" {
                        let (gone, new) = difference(items(&before), items(made));
                        prop_assert!(gone <= 1 && new <= 1, "{}\n{}\n---\n{}", edit, &before, made);
                    }
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
        prop_assert_eq!(document.to_bytes(), bytes);
    }

    /// Paths and ranges lead to each other wherever one looks.
    #[test]
    fn every_place_has_a_path(seed in any::<u64>(), at in any::<prop::sample::Index>()) {
        let mut dice = Dice::new(seed);
        let value = story(&mut dice);
        let text = Style::any(&mut dice).write(&value, &mut dice);
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
