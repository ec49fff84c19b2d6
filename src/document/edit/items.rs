//! Adds items to the lists of a story, removes them and moves them.

use serde_json::value::RawValue;

use super::children::{Comments, Container};
use super::{EditError, Editor, Edits, ItemId, value};
use crate::document::fields::{ItemKind, Shape};
use crate::document::item::id_of;
use crate::text::patch::Patch;
use crate::text::scan::Span;

impl<'d> Editor<'d> {
    pub(super) fn add(&self, kind: ItemKind, value: &RawValue, before: Option<&str>) -> Result<Edits, EditError> {
        value::check_item(value.get(), kind)?;
        let whole = Span::new(0, value.get().len());
        let id = id_of(value.get(), kind, whole).unwrap_or_default().into_owned();
        self.free(kind, &id)?;
        let items = self.items(kind)?;
        let at = before.map_or(Ok(items.len()), |before| self.find(kind, before).map(|(at, _)| at))?;
        let style = self.style(kind, at)?;
        if let Some((list, _)) = self.tree.field(self.text, kind.list()) {
            let list = Container::new(self.text, list.value, items);
            let indent = list.child_indent(at, &style, style.document_lines);
            let lines = style.item_lines.unwrap_or_else(|| value::is_long(value.get(), &style));
            let item = value::written(value.get(), Shape::Objects(kind.object()), &style, lines, &indent);
            return Ok(list.insert(at, &item, &Comments::default(), &style, style.document_lines));
        }
        let list = RawValue::from_string(format!("[{}]", value.get())).map_err(|_| EditError::Empty)?;
        self.set_of_story(kind.list(), Some(&list))
    }

    pub(super) fn remove(&self, ItemId { kind, id }: &ItemId) -> Result<Edits, EditError> {
        let (at, _) = self.find(*kind, id)?;
        Ok(self.list(*kind)?.remove(at).0)
    }

    pub(super) fn list(&self, kind: ItemKind) -> Result<Container<'d>, EditError> {
        let list = self.tree.field(self.text, kind.list()).map_or(self.tree.root(), |(member, _)| member.value);
        Ok(Container::new(self.text, list, self.items(kind)?))
    }

    /// The edits that take an item out, its text and the comments that go with it.
    pub(super) fn take(&self, ItemId { kind, id }: &ItemId) -> Result<(Edits, String, Comments), EditError> {
        let (at, item) = self.find(*kind, id)?;
        let (removed, comments) = self.list(*kind)?.remove(at);
        Ok((removed, item.of(self.text).to_owned(), comments))
    }

    /// The edits that put an item in which was taken out elsewhere.
    pub(super) fn put(
        &self,
        kind: ItemKind,
        before: Option<&str>,
        item: &str,
        comments: &Comments,
    ) -> Result<Edits, EditError> {
        let at = before.map_or(Ok(self.items(kind)?.len()), |before| self.find(kind, before).map(|(at, _)| at))?;
        let style = self.style(kind, at)?;
        Ok(self.list(kind)?.insert(at, item, comments, &style, style.document_lines))
    }

    /// Moves an item: removes it, and inserts it at its new position.
    pub(super) fn shift(&self, ItemId { kind, id }: &ItemId, before: Option<&str>) -> Result<Edits, EditError> {
        let (from, item) = self.find(*kind, id)?;
        let items = self.items(*kind)?;
        let to = before.map_or(Ok(items.len()), |before| self.find(*kind, before).map(|(at, _)| at))?;
        if to == from || to == from + 1 {
            return Ok(Edits::new());
        }
        let style = self.style(*kind, to)?;
        let list = self.list(*kind)?;
        let (removed, comments) = list.remove(from);
        // The insertion is computed in a copy of the list without the item; its offsets are then converted to offsets
        // in the text.
        let start = list.open;
        let mut text = self.text[start..=list.close].to_owned();
        let removal =
            removed.iter().map(|(range, _)| (range.start - start..range.end - start, String::new())).collect();
        let Some(removal) = Patch::new(removal) else { return Ok(Edits::new()) };
        if removal.apply(&mut text).is_none() {
            return Ok(Edits::new());
        }
        let whole = Span::new(0, text.len());
        let left = |at: u32| {
            let gone = removal.edits().iter().map(|(gone, _)| gone).filter(|gone| start + gone.start < at as usize);
            at as usize - start - gone.map(std::ops::Range::len).sum::<usize>()
        };
        let others = items.iter().enumerate().filter(|&(at, _)| at != from);
        let others: Vec<Span> = others.map(|(_, item)| Span::new(left(item.start), left(item.end))).collect();
        let list = Container::new(&text, whole, &others);
        let at = if to > from { to - 1 } else { to };
        let inserted = list.insert(at, item.of(self.text), &comments, &style, style.document_lines);
        let mut edits = removed;
        for (range, with) in inserted {
            let mut place = range.start;
            for (gone, _) in removal.edits() {
                if gone.start < place {
                    place += gone.len();
                }
            }
            edits.push((start + place..start + place + range.len(), with));
        }
        Ok(edits)
    }
}
