//! The difference of two texts of one story as a patch that touches little: things that both have are compared one by
//! one, so that what is not changed is not in the patch.

use std::borrow::Cow;
use std::ops::Range;

use super::order::anchors;
use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::document::item::id_of;
use crate::text::patch::Patch;
use crate::text::scan::{self, Member, Span};

/// The patch that makes the text `new` of the text `old`. Items are compared by their ids, and their fields by their
/// names.
///
/// Cost: reads every id, and the items that differ.
pub fn outside_patch(old: &Document, new: &Document) -> Patch {
    let mut texts = Texts { old: old.text(), new: new.text(), edits: Vec::new() };
    let [whole_old, whole_new] = [texts.old, texts.new].map(|text| Span::new(0, text.len()));
    match (old.tree(), new.tree()) {
        (Ok(one), Ok(other)) if old.text() != new.text() => {
            let members = |tree: &crate::text::tree::Tree| tree.members().collect::<Vec<_>>();
            texts.members(whole_old, whole_new, &members(one), &members(other), true);
        }
        _ => texts.replace(whole_old.range(), whole_new.range()),
    }
    // They are made in the order of the text.
    Patch::new(texts.edits).unwrap_or_default()
}

struct Texts<'t> {
    old: &'t str,
    new: &'t str,
    edits: Vec<(Range<usize>, String)>,
}

impl Texts<'_> {
    /// Compares two values.
    fn values(&mut self, old: Span, new: Span) {
        let (was, is) = (old.of(self.old), new.of(self.new));
        if was == is {
            return;
        }
        if was.starts_with('{') && is.starts_with('{') {
            let members = |text, span| scan::members(text, span).ok();
            if let (Some(one), Some(other)) = (members(self.old, old), members(self.new, new)) {
                return self.members(old, new, &one, &other, false);
            }
        }
        self.replace(old.range(), new.range());
    }

    /// Compares the fields of two objects.
    fn members(&mut self, old: Span, new: Span, one: &[Member], other: &[Member], is_story: bool) {
        let name = |text, member: &Member| scan::string(text, member.key).map_or_else(String::new, Cow::into_owned);
        let names: Vec<String> = one.iter().map(|member| name(self.old, member)).collect();
        let other_names: Vec<String> = other.iter().map(|member| name(self.new, member)).collect();
        let mut ends = (old.start as usize, new.start as usize);
        for (at, is) in anchors(&names, &other_names) {
            let (one, other) = (one[at], other[is]);
            self.replace(ends.0..one.value.start as usize, ends.1..other.value.start as usize);
            let kind = ItemKind::ALL.into_iter().find(|kind| is_story && kind.list() == names[at]);
            match kind {
                Some(kind) => self.lists(kind, one.value, other.value),
                None => self.values(one.value, other.value),
            }
            ends = (one.value.end as usize, other.value.end as usize);
        }
        self.replace(ends.0..old.end as usize, ends.1..new.end as usize);
    }

    /// Compares two lists of items.
    fn lists(&mut self, kind: ItemKind, old: Span, new: Span) {
        if old.of(self.old) == new.of(self.new) {
            return;
        }
        let items = |text: &str, list: Span| scan::items(text, list).unwrap_or_default();
        let (one, other) = (items(self.old, old), items(self.new, new));
        // An item without an id is known by its text.
        let key =
            |text, item: &Span| id_of(text, kind, *item).map_or_else(|| item.of(text).to_owned(), Cow::into_owned);
        let ids: Vec<String> = one.iter().map(|item| key(self.old, item)).collect();
        let other_ids: Vec<String> = other.iter().map(|item| key(self.new, item)).collect();
        let mut ends = (old.start as usize, new.start as usize);
        for (at, is) in anchors(&ids, &other_ids) {
            let (one, other) = (one[at], other[is]);
            self.replace(ends.0..one.start as usize, ends.1..other.start as usize);
            self.values(one, other);
            ends = (one.end as usize, other.end as usize);
        }
        self.replace(ends.0..old.end as usize, ends.1..new.end as usize);
    }

    /// Replaces a range by one of the new text, but for the ends that are the same.
    fn replace(&mut self, old: Range<usize>, new: Range<usize>) {
        let (was, is) = (&self.old[old.clone()], &self.new[new.clone()]);
        if was == is {
            return;
        }
        let same = was.chars().zip(is.chars()).take_while(|(a, b)| a == b);
        let head: usize = same.map(|(c, _)| c.len_utf8()).sum();
        let (was, is) = (&was[head..], &is[head..]);
        let same = was.chars().rev().zip(is.chars().rev()).take_while(|(a, b)| a == b);
        let tail: usize = same.map(|(c, _)| c.len_utf8()).sum();
        let range = old.start + head..old.end - tail;
        self.edits.push((range, is[..is.len() - tail].to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, outside_patch};

    fn check(old: &str, new: &str, expect: &[(&str, &str)]) {
        let patch = outside_patch(&Document::from_text(old.to_owned()), &Document::from_text(new.to_owned()));
        let edits: Vec<(&str, &str)> =
            patch.edits().iter().map(|(range, with)| (&old[range.clone()], &**with)).collect();
        assert_eq!(edits, expect, "{old} {new}");
        let mut patched = old.to_owned();
        patch.apply(&mut patched).expect("it fits");
        assert_eq!(patched, new);
    }

    #[test]
    fn only_what_differs_is_in_the_patch() {
        let story = |title: &str, events: &str| format!(r#"{{ "title": "{title}", "events": [{events}] }} "#);
        let [a, b, c] = [r#"{ "id": "a", "x": 1, "y": 2 }"#, r#"{ "id": "b" }"#, r#"{ "id": "c" }"#];
        let all = story("T", &format!("{a}, {b}, {c}"));
        check(&all, &all, &[]);
        check(&all, &story("Té", &format!("{a}, {b}, {c}")), &[("", "é")]);
        check(&all, &story("T", &format!("{a}, {c}")), &[(r#"{ "id": "b" }, "#, "")]);
        let changed = r#"{ "id": "a", "x": 10, "y": 3 }"#;
        check(&all, &story("T", &format!("{changed}, {b}, {c}")), &[("", "0"), ("2", "3")]);
        check(&all, &story("T", &format!("{c}, {a}, {b}")), &[("", r#"{ "id": "c" }, "#), (r#", { "id": "c" }"#, "")]);
        check(
            &all,
            &format!("\n{}", all.replace(", ", ",\n")),
            &[("", "\n"), (" ", "\n"), (" ", "\n"), (" ", "\n"), (" ", "\n"), (" ", "\n")],
        );
        check("{ broken", "{ broken }", &[("", " }")]);
        check("", "x", &[("", "x")]);
    }
}
