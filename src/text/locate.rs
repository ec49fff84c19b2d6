//! Finds the offsets of a document's values in its text. Builds a [`Tree`] only if the items with known offsets do not
//! suffice.

use std::cell::OnceCell;

use super::path::OwnedStep;
use super::scan::{self, Span};
use super::tree::Tree;

/// Finds the offsets of values from their paths.
///
/// The offsets of some items of one list may be known; a value in that list is then found by scanning on from the
/// nearest of them, which takes almost no time. Any other value needs a tree of the whole text: 0.24 s for a million
/// events, a tenth of the time to load them.
pub(crate) struct Locator<'a> {
    text: &'a str,
    /// The tree, once it is needed; `None` if the text has none.
    tree: OnceCell<Option<Tree>>,
    /// The field that holds the list with known items.
    list: &'static str,
    /// The indices and offsets of the known items.
    items: Vec<(usize, usize)>,
    /// The index and the offset of the item found last.
    last: (usize, usize),
}

impl<'a> Locator<'a> {
    /// A locator for any text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, tree: OnceCell::new(), list: "", items: Vec::new(), last: (0, 0) }
    }

    /// A locator that knows the offsets of some items of the list in the field `list`. `items` are indices and offsets,
    /// ascending, and include the first item.
    pub(crate) fn with_items(text: &'a str, list: &'static str, items: Vec<(usize, usize)>) -> Self {
        let last = items.first().copied().unwrap_or_default();
        Self { list, items, last, ..Self::new(text) }
    }

    /// The offset of the value at `steps`, or of the innermost existing value around it.
    pub(crate) fn offset(&mut self, steps: &[OwnedStep]) -> usize {
        if let [OwnedStep::Field(name), OwnedStep::Index(index), rest @ ..] = steps
            && *name == self.list
            && let Some(item) = self.item(*index)
        {
            return scan::innermost(self.text, item, rest).0.start as usize;
        }
        let tree = self.tree.get_or_init(|| Tree::new(self.text).ok()).as_ref();
        let whole = || scan::skip_trivia(self.text.as_bytes(), 0);
        tree.map_or_else(whole, |tree| tree.innermost(self.text, steps).0.start as usize)
    }

    /// An item of the list, found by scanning on from the nearest known item before it.
    fn item(&mut self, index: usize) -> Option<Span> {
        let known = self.items.partition_point(|&(number, _)| number <= index).checked_sub(1)?;
        let (mut number, mut at) = self.items[known].max(if self.last.0 <= index { self.last } else { (0, 0) });
        let bytes = self.text.as_bytes();
        loop {
            let end = scan::skip_value(bytes, at).ok()?;
            if number == index {
                self.last = (number, at);
                return Some(Span::new(at, end));
            }
            let comma = scan::skip_trivia(bytes, end);
            if bytes.get(comma) != Some(&b',') {
                return None;
            }
            (number, at) = (number + 1, scan::skip_trivia(bytes, comma + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Locator, OwnedStep};

    #[test]
    fn items_are_found_from_any_known_item() {
        let text = r#"{ "events": [{ "a": 0 }, { "a": [1, 2] },{},
            { "a": 3 } ] }"#;
        let offset = |number: usize| text.match_indices('{').nth(number + 1).map_or(0, |(at, _)| at);
        for known in [vec![0], vec![0, 2], vec![0, 1, 2, 3]] {
            let mut locator = Locator::with_items(text, "events", known.iter().map(|&at| (at, offset(at))).collect());
            let mut check = |number: usize, inner: &[OwnedStep], expect: usize| {
                let steps = [&[OwnedStep::Field("events".into()), OwnedStep::Index(number)], inner].concat();
                assert_eq!(locator.offset(&steps), expect, "{known:?} {steps:?}");
            };
            check(3, &[], offset(3));
            check(0, &[OwnedStep::Field("a".into())], offset(0) + 7);
            check(1, &[OwnedStep::Field("a".into()), OwnedStep::Index(1)], offset(1) + 11);
            check(1, &[OwnedStep::Field("b".into())], offset(1));
            check(2, &[], offset(2));
            check(4, &[], 12);
        }
    }
}
