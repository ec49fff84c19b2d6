//! A copy of some items of a list, with as much around them as an edit looks at: a small story of its own.

use std::ops::Range;

use super::super::style::line_indent;
use super::super::{EditError, Editor, Edits};
use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::text::patch::Patch;
use crate::text::tree::Tree;

/// The number of items on either side of those to edit that are copied as well: the style of an edit is that of four items
/// around it and of the space between two more.
const AROUND: usize = 8;

/// A copy of items.
pub(super) struct Window {
    text: String,
    tree: Tree,
    /// The offsets between which the copy may be edited. Space between two items belongs to the one behind it.
    inside: Range<usize>,
    is_first: bool,
    is_last: bool,
    /// The number of items between these offsets.
    count: usize,
    /// The number of items of the document up to the last one that is copied.
    copied: usize,
    /// The length of what follows them in the copy.
    rest: usize,
    /// The offset in the copy less that in the document.
    shift: isize,
    done: Vec<Patch>,
}

impl Window {
    /// A copy of the items with these indices; `None` if there cannot be one.
    pub(super) fn new(document: &Document, kind: ItemKind, wanted: Range<usize>) -> Option<Self> {
        let (text, tree) = (document.text(), document.tree().ok()?);
        let (list, items) = tree.field(text, kind.list())?;
        let items = items?;
        let around = wanted.start.saturating_sub(AROUND)..items.len().min(wanted.end + AROUND);
        let (is_first, is_last) = (around.start == 0, around.end == items.len());
        let (open, close) = (list.value.start as usize, list.value.end as usize - 1);
        let from = if is_first { open + 1 } else { items.get(around.start)?.start as usize };
        let to = if is_last { close } else { items.get(around.end - 1)?.end as usize };
        let line_break = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            Some(_) => "\n",
            None => "",
        };
        let new_line = |at: usize| {
            // In the first line there is none to begin.
            if text[..at].contains('\n') { format!("{line_break}{}", line_indent(text, at)) } else { String::new() }
        };
        // The style of a story shows in its first field.
        let first = tree.members().next()?;
        let mut copy = if first == list {
            text[..=open].to_owned()
        } else {
            let (lead, key) = (&text[..first.value.start as usize], list.key.start as usize);
            format!("{lead}0,{}{}", new_line(key), &text[key..=open])
        };
        if !is_first {
            copy += &new_line(from);
        }
        let shift = copy.len().cast_signed() - from.cast_signed();
        copy += &text[from..to];
        let (rest, copied_to) = ("]}".len() + line_break.len(), around.end);
        copy += "]}";
        copy += line_break;
        let tree = Tree::new(&copy).ok()?;
        let (list, copied) = tree.field(&copy, kind.list())?;
        let copied = copied.filter(|copied| copied.len() == around.len())?;
        let wanted = wanted.start - around.start..wanted.end - around.start;
        let (is_first, is_last) = (wanted.start == 0, wanted.end == copied.len());
        let start = if is_first { list.value.start + 1 } else { copied[wanted.start - 1].end };
        let end = if is_last { list.value.end - 1 } else { copied.get(wanted.end.checked_sub(1)?)?.end };
        let inside = start as usize..end as usize;
        let (count, done) = (wanted.len(), Vec::new());
        Some(Self { text: copy, tree, inside, is_first, is_last, count, copied: copied_to, rest, shift, done })
    }

    /// Makes it a copy of `more` further items as well, of which the last one has the index before `end`; `None`, with
    /// nothing changed, if that cannot be.
    pub(super) fn extend(&mut self, document: &Document, kind: ItemKind, more: usize, end: usize) -> Option<()> {
        let text = document.text();
        let (list, items) = document.tree().ok()?.field(text, kind.list())?;
        let items = items?;
        let copied = items.len().min(end + AROUND);
        let to = if copied == items.len() { list.value.end as usize - 1 } else { items.get(copied - 1)?.end as usize };
        let mut copy = self.text.clone();
        if self.copied < copied {
            let from = items.get(self.copied.checked_sub(1)?)?.end as usize;
            copy.insert_str(copy.len() - self.rest, &text[from..to]);
        }
        let tree = Tree::new(&copy).ok()?;
        let (list, all) = tree.field(&copy, kind.list())?;
        let all = all?;
        let is_last = end == items.len();
        let inside =
            if is_last { list.value.end - 1 } else { all.get((all.len() + end).checked_sub(copied + 1)?)?.end };
        self.inside.end = inside as usize;
        (self.text, self.tree, self.is_last, self.copied) = (copy, tree, is_last, copied);
        self.count += more;
        Some(())
    }

    /// The number of items that it is a copy of, with those added and without those removed.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// What an edit would do to the copy; `None` if it cannot be made.
    pub(super) fn look<T>(&self, edit: impl FnOnce(&Editor<'_>) -> Result<T, EditError>) -> Option<T> {
        edit(&Editor { text: &self.text, tree: &self.tree }).ok()
    }

    /// The patch of an edit of the copy that changes the number of items by `more`; `None` if it cannot be made here.
    pub(super) fn plan(&self, more: isize, edits: Edits) -> Option<Patch> {
        // Without any, the list may be empty, and the comma to remove that of an item further on.
        let is_left = self.count.checked_add_signed(more)? > 0;
        Patch::new(edits).filter(|patch| is_left && self.holds(patch))
    }

    /// Makes an edit that was [planned](Self::plan).
    pub(super) fn make(&mut self, more: isize, patch: Patch) -> Option<()> {
        let undo = patch.apply(&mut self.text)?;
        let grown = |(range, with): &(Range<usize>, String)| with.len().cast_signed() - range.len().cast_signed();
        let grown: isize = patch.edits().iter().map(grown).sum();
        self.inside.end = self.inside.end.saturating_add_signed(grown);
        self.count = self.count.saturating_add_signed(more);
        if self.tree.follow(&self.text, &patch).is_err() {
            // A copy that is no story any more holds no further edits.
            self.inside = Range { start: usize::MAX, end: 0 };
        }
        if undo != patch {
            self.done.push(patch);
        }
        Some(())
    }

    /// Whether a patch lies in what may be edited.
    fn holds(&self, patch: &Patch) -> bool {
        let Range { start, end } = self.inside;
        let is_inside = |range: &Range<usize>| {
            // An insertion between two copies could be in either.
            let is_between =
                range.is_empty() && (range.start == start && !self.is_first || range.end == end && !self.is_last);
            range.start >= start && range.end <= end && !is_between
        };
        patch.edits().iter().all(|(range, _)| is_inside(range))
    }

    /// The edits of the document that do what was done to the copy.
    pub(super) fn into_edits(self) -> Edits {
        let there = |at: usize| at.saturating_add_signed(-self.shift);
        Patch::of_all(self.done)
            .into_edits()
            .into_iter()
            .map(|(range, with)| (there(range.start)..there(range.end), with))
            .collect()
    }
}
