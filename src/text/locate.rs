//! Finds where the values of a document stand in its text. Makes no [`Tree`] of it if the items that are known will do.

use std::cell::OnceCell;

use super::path::OwnedStep;
use super::scan::{self, Span};
use super::tree::Tree;

/// Finds where values stand by their paths.
///
/// Makes a tree of the text, unless all that is looked for is in the one list in which some items are known: the tree of
/// a million events takes 0.24 s, a tenth of loading them, and an item found from one that is known next to none.
pub(crate) struct Locator<'a> {
    text: &'a str,
    /// `None` in it if the text has no tree.
    tree: OnceCell<Option<Tree>>,
    /// The field with the list of which some items are known.
    list: &'static str,
    /// The numbers and offsets of those.
    items: Vec<(usize, usize)>,
    /// The number of its item looked for last, and where it begins.
    last: (usize, usize),
}

impl<'a> Locator<'a> {
    /// For any text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, tree: OnceCell::new(), list: "", items: Vec::new(), last: (0, 0) }
    }

    /// The same, with the offsets of some items of the list in a field, by their numbers: ascending, and the first item
    /// among them.
    pub(crate) fn with_items(text: &'a str, list: &'static str, items: Vec<(usize, usize)>) -> Self {
        let last = items.first().copied().unwrap_or_default();
        Self { list, items, last, ..Self::new(text) }
    }

    /// The offset of the value at `steps`, or of the innermost value around it that there is.
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

    /// An item of the list, found from the nearest one before it that is known.
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
    fn items_are_found_from_any_that_is_known() {
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
