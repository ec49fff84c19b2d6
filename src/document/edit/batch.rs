//! Many edits of one text, in about the time of a pass over it: the ids of a list are looked up, and an edit is made in a
//! copy of the items around it. What is edited is put back into the text at the end.
//!
//! An edit that no such copy can hold, as it concerns more than one list or what lies between two copies, is made in the
//! text itself.

mod blocks;
#[cfg(test)]
mod tests;
mod window;

use std::collections::HashMap;
use std::ops::Range;

use super::{Edit, EditError, Editor, FieldOwner, ItemId, overlap, patch};
use crate::document::Document;
use crate::document::fields::{ItemKind, STORY, Shape};
use crate::document::item::id_of;
use crate::text::patch::Patch;
use crate::text::scan::Span;
use blocks::Blocks;
use window::Window;

/// Up to so many edits are made in the text itself. Looking up the ids of a list takes longer than they do.
const FEW: usize = 4;

/// The number of items of which a copy is made. The more there are, the longer an edit takes, and the fewer edits lie
/// between two copies: of 20,000 events a thousand in a row are removed in 20 ms with 64 and in 35 ms with 256, and the
/// titles of a thousand are set in 50 and 70 ms (`cargo bench --bench edit -- many`).
const ITEMS: usize = 64;

/// Makes all edits or none; returns the patch that takes them back.
///
/// # Errors
/// An edit cannot be made, with its position in the list; the document is unchanged.
pub(in crate::document) fn make(document: &mut Document, edits: &[Edit]) -> Result<Patch, (usize, EditError)> {
    make_by(document, edits, if edits.len() > FEW { ITEMS } else { 0 })
}

/// As [`make`], with copies of so many items; none of any with 0.
fn make_by(document: &mut Document, edits: &[Edit], items: usize) -> Result<Patch, (usize, EditError)> {
    let mut batch = Batch { document, undo: Vec::new(), lists: HashMap::new(), items };
    let made = batch.make_all(edits);
    let Batch { document, mut undo, .. } = batch;
    undo.reverse();
    let undo = Patch::of_all(undo);
    match made {
        Ok(()) => Ok(undo),
        Err(refused) => {
            // Rather than by a copy of the text made beforehand, which may be long.
            document.apply(&undo);
            Err(refused)
        }
    }
}

/// Edits being made.
struct Batch<'d> {
    document: &'d mut Document,
    /// The patches that take back what has been done to the document, the latest last.
    undo: Vec<Patch>,
    /// The lists with edited items.
    lists: HashMap<ItemKind, Blocks>,
    /// The number of items in a copy.
    items: usize,
}

impl Batch<'_> {
    fn make_all(&mut self, edits: &[Edit]) -> Result<(), (usize, EditError)> {
        let mut at = 0;
        while let Some(edit) = edits.get(at) {
            let renames: Vec<_> = edits[at..].iter().map_while(as_rename).collect();
            if renames.len() > 1 && self.items > 0 {
                at += self.rename_all(&renames).map_err(|error| (at, error))?;
            } else {
                self.make(edit).map_err(|error| (at, error))?;
                at += 1;
            }
        }
        self.put_back().map_err(|error| (edits.len().saturating_sub(1), error))
    }

    /// Renames items with one pass over the text. Returns the number of those that can be.
    fn rename_all(&mut self, renames: &[(&ItemId, &str)]) -> Result<usize, EditError> {
        self.put_back()?;
        self.lists.clear();
        let possible = |document: &Document, count: usize| {
            let editor = Editor { text: document.text(), tree: document.tree().map_err(|fault| (0, fault.into()))? };
            editor.rename_all(&renames[..count])
        };
        let (count, edits) = match possible(self.document, renames.len()) {
            Ok(edits) => (renames.len(), edits),
            Err((0, error)) => return Err(error),
            Err((count, _)) => (count, possible(self.document, count).map_err(|(_, error)| error)?),
        };
        let patch = Patch::new(edits).ok_or_else(overlap)?;
        self.undo.extend(self.document.apply(&patch).filter(|undo| *undo != patch));
        Ok(count)
    }

    fn make(&mut self, edit: &Edit) -> Result<(), EditError> {
        if self.items > 0 && self.make_in_a_copy(edit).is_some() {
            return Ok(());
        }
        // The space behind the last item of a block goes with it, and belongs to the next block.
        if let Edit::Remove(item) | Edit::Move { item, .. } = edit
            && self.join(item)?
            && self.make_in_a_copy(edit).is_some()
        {
            return Ok(());
        }
        self.put_back()?;
        let patch = patch(self.document, edit)?;
        // A patch that is its own inverse changes nothing.
        self.undo.extend(self.document.apply(&patch).filter(|undo| *undo != patch));
        self.note(edit);
        Ok(())
    }

    /// Makes an edit in a copy of the items around it; `None`, with nothing changed, if no copy can hold it.
    fn make_in_a_copy(&mut self, edit: &Edit) -> Option<()> {
        match edit {
            Edit::Set { owner: FieldOwner::Item(item), field, value } => {
                // The title of a phase is its id, which others refer to.
                let is_id = item.kind == ItemKind::Phase && field == item.kind.naming_field();
                let (document, blocks, at) = self.find(item.kind, Some(&item.id)).filter(|_| !is_id)?;
                blocks.make(document, at, 0, |editor| editor.set(item, field, value.as_deref()))
            }
            Edit::Add { kind, value, before } => {
                let id = id_of(value.get(), *kind, Span::new(0, value.get().len()))?;
                let (document, blocks, at) = self.find(*kind, before.as_deref())?;
                if blocks.has(&id) {
                    return None;
                }
                blocks.make(document, at, 1, |editor| editor.add(*kind, value, before.as_deref()))?;
                if blocks.added(&id, at) {
                    self.put_back().ok()?;
                }
                Some(())
            }
            Edit::Remove(item) => {
                let (document, blocks, at) = self.find(item.kind, Some(&item.id))?;
                blocks.make(document, at, -1, |editor| editor.remove(item))?;
                blocks.removed(&item.id);
                Some(())
            }
            Edit::Move { item, before } => self.shift(item, before.as_deref()),
            Edit::Rename { .. } | Edit::Set { owner: FieldOwner::Story, .. } => None,
        }
    }

    /// Moves an item within a copy, or from one to another.
    fn shift(&mut self, item: &ItemId, before: Option<&str>) -> Option<()> {
        let (_, _, to) = self.find(item.kind, before)?;
        let (document, blocks, from) = self.find(item.kind, Some(&item.id))?;
        if from == to {
            return blocks.make(document, from, 0, |editor| editor.shift(item, before));
        }
        let source = blocks.window(document, from)?;
        let (taken, text, comments) = source.look(|editor| editor.take(item))?;
        let taken = source.plan(-1, taken)?;
        let target = blocks.window(document, to)?;
        let put = target.look(|editor| editor.put(item.kind, before, &text, &comments))?;
        let put = target.plan(1, put)?;
        target.make(1, put)?;
        blocks.window(document, from)?.make(-1, taken)?;
        blocks.removed(&item.id);
        if blocks.added(&item.id, to) {
            self.put_back().ok()?;
        }
        Some(())
    }

    /// Makes one block of that of an item and the next one.
    fn join(&mut self, item: &ItemId) -> Result<bool, EditError> {
        let join = |batch: &mut Self| {
            let blocks = batch.lists.get_mut(&item.kind);
            blocks.is_some_and(|blocks| blocks.join(batch.document, &item.id))
        };
        if join(self) {
            return Ok(true);
        }
        self.put_back()?;
        Ok(join(self))
    }

    /// The blocks of a list, and the block with the item of this id, or the last one; `None` if it has none, or several
    /// items have the id.
    fn find(&mut self, kind: ItemKind, id: Option<&str>) -> Option<(&Document, &mut Blocks, usize)> {
        if !self.lists.contains_key(&kind) {
            self.lists.insert(kind, Blocks::new(self.document, kind, self.items)?);
        }
        let blocks = self.lists.get_mut(&kind)?;
        let at = match id {
            Some(id) => blocks.find(id)?,
            None => blocks.last()?,
        };
        Some((self.document, blocks, at))
    }

    /// Puts what is edited in copies back into the text.
    fn put_back(&mut self) -> Result<(), EditError> {
        let edits: Vec<(Range<usize>, String)> = self.lists.values_mut().flat_map(Blocks::put_back).collect();
        if edits.is_empty() {
            return Ok(());
        }
        let undo = Patch::new(edits).and_then(|patch| self.document.apply(&patch));
        self.undo.push(undo.ok_or_else(overlap)?);
        for blocks in self.lists.values_mut() {
            blocks.split(self.document);
        }
        Ok(())
    }

    /// Takes note of an edit that was made in the text itself.
    fn note(&mut self, edit: &Edit) {
        match edit {
            Edit::Remove(item) => {
                if self.lists.get_mut(&item.kind).is_some_and(|blocks| !blocks.removed_outside(&item.id)) {
                    self.lists.remove(&item.kind);
                }
            }
            Edit::Add { kind, .. } => _ = self.lists.remove(kind),
            Edit::Rename { item, .. } | Edit::Move { item, .. } => _ = self.lists.remove(&item.kind),
            Edit::Set { owner: FieldOwner::Story, field, .. } => {
                if STORY.fields.iter().any(|known| known.name == field && matches!(known.shape, Shape::Items(_))) {
                    self.lists.clear();
                }
            }
            Edit::Set { owner: FieldOwner::Item(item), .. } => {
                if item.kind == ItemKind::Phase {
                    self.lists.remove(&item.kind);
                }
            }
        }
    }
}

/// The item that an edit renames, and its new id.
fn as_rename(edit: &Edit) -> Option<(&ItemId, &str)> {
    if let Edit::Rename { item, to } = edit { Some((item, to)) } else { None }
}
