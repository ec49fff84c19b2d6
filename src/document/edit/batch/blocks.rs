//! A list of items in blocks: the block of every id, and the copies of those that are edited.

use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::BuildHasher;
use std::ops::Range;

use super::super::{EditError, Editor, Edits};
use super::Window;
use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::document::item::id_of;

/// The items of a list, in blocks of some hundred.
pub(super) struct Blocks {
    kind: ItemKind,
    /// The blocks, in the order of the list.
    parts: Vec<Block>,
    /// The names of the blocks of the ids, by the hashes of these. Two ids with one hash are taken for one that is repeated.
    ids: HashMap<u64, Home>,
    hasher: RandomState,
    /// The number of items in a new block.
    size: usize,
    next: u32,
}

/// Items that follow each other. There is at least one.
struct Block {
    name: u32,
    /// The number of items in the document, without the edits of the copy.
    count: usize,
    window: Option<Window>,
}

/// Where the item with an id is.
struct Home {
    block: u32,
    is_repeated: bool,
}

impl Blocks {
    /// The items of a list of the document; `None` if there are none.
    pub(super) fn new(document: &Document, kind: ItemKind, size: usize) -> Option<Self> {
        let (_, items) = document.tree().ok()?.field(document.text(), kind.list())?;
        let items = items.filter(|items| !items.is_empty())?;
        let ids = HashMap::with_capacity(items.len());
        let mut blocks = Self { kind, parts: Vec::new(), ids, hasher: RandomState::new(), size, next: 0 };
        for chunk in items.chunks(size) {
            let name = blocks.new_block(blocks.parts.len(), chunk.len());
            for &item in chunk {
                if let Some(id) = id_of(document.text(), kind, item) {
                    blocks.insert(&id, name);
                }
            }
        }
        Some(blocks)
    }

    fn new_block(&mut self, at: usize, count: usize) -> u32 {
        let name = self.next;
        self.next += 1;
        self.parts.insert(at, Block { name, count, window: None });
        name
    }

    fn insert(&mut self, id: &str, block: u32) {
        match self.ids.entry(self.hasher.hash_one(id)) {
            Entry::Vacant(free) => _ = free.insert(Home { block, is_repeated: false }),
            Entry::Occupied(mut known) => known.get_mut().is_repeated = true,
        }
    }

    /// Whether an item has this id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains_key(&self.hasher.hash_one(id))
    }

    /// The block of the only item with this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let home = self.ids.get(&self.hasher.hash_one(id)).filter(|home| !home.is_repeated)?;
        self.parts.iter().position(|block| block.name == home.block)
    }

    /// The block at the end of the list.
    pub(super) fn last(&self) -> Option<usize> {
        self.parts.len().checked_sub(1)
    }

    /// The copy of a block; `None` if there cannot be one.
    pub(super) fn window(&mut self, document: &Document, at: usize) -> Option<&mut Window> {
        let first = self.parts[..at].iter().map(|block| block.count).sum();
        let Block { count, window, .. } = &mut self.parts[at];
        if window.is_none() {
            *window = Some(Window::new(document, self.kind, first..first + *count)?);
        }
        window.as_mut()
    }

    /// Makes an edit in the copy of a block that changes the number of items by `more`; `None`, with nothing changed, if it
    /// cannot be made there.
    pub(super) fn make(
        &mut self,
        document: &Document,
        at: usize,
        more: isize,
        edit: impl FnOnce(&Editor<'_>) -> Result<Edits, EditError>,
    ) -> Option<()> {
        let window = self.window(document, at)?;
        let edits = window.look(edit)?;
        let patch = window.plan(more, edits)?;
        window.make(more, patch)
    }

    /// Takes note of an item that was added to the copy of a block. Returns whether that is large by now.
    pub(super) fn added(&mut self, id: &str, at: usize) -> bool {
        let block = &self.parts[at];
        let is_large = block.window.as_ref().is_some_and(|window| window.count() >= 2 * self.size);
        let name = block.name;
        self.insert(id, name);
        is_large
    }

    /// Takes note of an item that was removed from the copy of its block.
    pub(super) fn removed(&mut self, id: &str) {
        self.ids.remove(&self.hasher.hash_one(id));
    }

    /// Takes note of an item that was removed from the document. Returns whether all is known of the list after that.
    pub(super) fn removed_outside(&mut self, id: &str) -> bool {
        let Some(at) = self.find(id) else { return false };
        self.removed(id);
        self.parts[at].count -= 1;
        if self.parts[at].count == 0 {
            self.parts.remove(at);
        }
        !self.parts.is_empty()
    }

    /// The edits of the document that do what was done to the copies, which are dropped.
    pub(super) fn put_back(&mut self) -> impl Iterator<Item = (Range<usize>, String)> {
        self.parts.iter_mut().flat_map(|block| {
            let window = block.window.take();
            block.count = window.as_ref().map_or(block.count, Window::count);
            window.map(Window::into_edits).unwrap_or_default()
        })
    }

    /// Makes one block of that with the item of this id and the next one, of which there must be no copy. Returns whether
    /// that was done.
    pub(super) fn join(&mut self, document: &Document, id: &str) -> bool {
        let Some(at) = self.find(id) else { return false };
        let start: usize = self.parts[..=at].iter().map(|block| block.count).sum();
        let Some(Block { count, window: None, .. }) = self.parts.get(at + 1) else { return false };
        let end = start + count;
        let Block { name, window, count: joined } = &mut self.parts[at];
        if let Some(window) = window
            && window.extend(document, self.kind, end - start, end).is_none()
        {
            return false;
        }
        *joined += end - start;
        let name = *name;
        self.parts.remove(at + 1);
        self.rename(document, start..end, name);
        true
    }

    /// Splits the blocks that have become large.
    pub(super) fn split(&mut self, document: &Document) {
        let (mut at, mut end) = (0, 0);
        while let Some(block) = self.parts.get_mut(at) {
            end += block.count;
            if block.count >= 2 * self.size {
                // All but the first part are new blocks.
                let mut start = end - block.count + self.size;
                block.count = self.size;
                while start < end {
                    let count = self.size.min(end - start);
                    at += 1;
                    let name = self.new_block(at, count);
                    self.rename(document, start..start + count, name);
                    start += count;
                }
            }
            at += 1;
        }
    }

    /// Takes note of the block that items of the document are in.
    fn rename(&mut self, document: &Document, items: Range<usize>, block: u32) {
        let list = document.tree().ok().and_then(|tree| tree.field(document.text(), self.kind.list()));
        let items = list.and_then(|(_, all)| all?.get(items)).unwrap_or_default();
        for id in items.iter().filter_map(|&item| id_of(document.text(), self.kind, item)) {
            if let Some(home) = self.ids.get_mut(&self.hasher.hash_one(&*id)) {
                home.block = block;
            }
        }
    }
}
