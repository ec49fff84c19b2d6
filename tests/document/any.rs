//! Any edit of any story in any style.

use std::ops::Range;

use plotlanes::document::Document;
use plotlanes::document::edit::{edits_from_json, patch};
use plotlanes::document::fields::ItemKind;
use plotlanes::text::decode::{Encoding, Form};
use plotlanes::text::patch::Patch;
use plotlanes::text::path::OwnedStep;
use plotlanes::text::tree::Tree;
use proptest::prelude::*;
use serde_json::Value;

use super::oracle::{applied, edit, find, story, subject};
use super::written::{Dice, Style, read};

/// How many comments a text has.
fn comments(text: &str) -> usize {
    ["a story", "its own {", "before ]", "its line", "behind,"]
        .iter()
        .map(|comment| text.matches(comment).count())
        .sum()
}

/// The texts of the things in a list, as they are written.
fn items<'t>(text: &'t str, tree: &Tree, kind: ItemKind) -> Vec<&'t str> {
    let items = tree.field(text, kind.list()).and_then(|(_, items)| items);
    items.unwrap_or_default().iter().map(|item| item.of(text)).collect()
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

/// What an edit has changed beside the bytes of what it names.
fn harm(edit: &Value, (before, old): (&str, &Value), (after, new): (&str, &Value), patch: &Patch) -> Option<String> {
    let (was, is) = (Tree::new(before).expect("a story"), Tree::new(after).expect("a story"));
    let subject = subject(edit);
    // Fields of the story are written as they were, unless they are named.
    for member in was.members() {
        let name = read(member.key.of(before));
        let name = name.as_str().unwrap_or_default();
        let list = ItemKind::ALL.into_iter().find(|kind| kind.list() == name);
        // Things that are the same may change places.
        let is_shuffled = list.is_some() && list == subject && edit["do"] != "set" && edit["do"] != "rename";
        let Some((now, _)) = is.field(after, name) else { continue };
        let (member, now) = (member.span().of(before), now.span().of(after));
        if edit["story"] != name && member != now && old.get(name) == new.get(name) && !is_shuffled {
            return Some(format!("{member} is {now}"));
        }
    }
    for kind in ItemKind::ALL {
        let (was, is) = (items(before, &was, kind), items(after, &is, kind));
        let is_named = subject == Some(kind);
        match edit["do"].as_str() {
            Some("set") if edit["story"] == kind.list() => {}
            Some("set" | "rename") => {
                // Things that are the same are written the same.
                let same = |at: &usize| old[kind.list()].get(at) == new[kind.list()].get(at);
                if let Some(at) = (0..was.len()).find(|at| same(at) && was[*at] != is[*at]) {
                    return Some(format!("{} is {}", was[at], is[at]));
                }
            }
            verb => {
                let expect = match verb {
                    Some("add") if is_named => (0, 1),
                    Some("remove") if is_named => (1, 0),
                    _ => (0, 0),
                };
                let found = difference(was, is);
                if found != expect {
                    return Some(format!("{found:?} of the {} are gone and new", kind.list()));
                }
            }
        }
    }
    match (edit["do"].as_str(), subject) {
        // Whatever surrounds the thing stays, with its commas and comments.
        (Some("set"), Some(kind)) if edit["field"] != kind.naming_field() => {
            let at = find(old, kind, &edit[kind.word()])?;
            let (_, items) = was.field(before, kind.list())?;
            let item = items?[at];
            let (start, end) = (item.start as usize, before.len() - item.end as usize);
            let stays = after.starts_with(&before[..start]) && after.ends_with(&before[before.len() - end..]);
            (!stays).then(|| "something around it has changed".to_owned())
        }
        // Nothing is taken away but the space within an empty list.
        (Some("add"), _) => {
            let gone =
                patch.edits().iter().map(|(range, _)| &before[range.clone()]).find(|gone| !gone.trim().is_empty());
            gone.map(|gone| format!("{gone} is gone"))
        }
        _ => None,
    }
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
                    let harm = harm(&edit, (&before, &value), (made, &expect), &patch);
                    prop_assert_eq!(harm, None, "{}\n{}\n---\n{}", edit, &before, made);
                    if value == expect && edit["do"] == "set" {
                        prop_assert_eq!(&before, made, "{}", edit);
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
