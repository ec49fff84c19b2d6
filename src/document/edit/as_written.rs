//! Puts items into lists and takes them out by their position, as they are written: for changes that come from another
//! text of the same story, and may have mistakes that an edit would refuse.

use serde_json::value::RawValue;

use super::children::Comments;
use super::{EditError, Editor, Edits, overlap, value};
use crate::document::Document;
use crate::document::fields::{ItemKind, Shape};
use crate::text::patch::Patch;
use crate::text::syntax;

/// The patch that inserts an item at an index of its list, with the text that it has elsewhere.
///
/// # Errors
/// The story has no such list, and the item does not fit the format, so that none can be made.
pub(crate) fn insert_as_written(
    document: &Document,
    kind: ItemKind,
    item: &str,
    at: usize,
) -> Result<Patch, EditError> {
    let editor = Editor { text: document.text(), tree: document.tree()? };
    patch(editor.insert_as_written(kind, item, at)?)
}

/// The patch that removes the item at an index of its list.
///
/// # Errors
/// There is no such list.
pub(crate) fn remove_at(document: &Document, kind: ItemKind, at: usize) -> Result<Patch, EditError> {
    let editor = Editor { text: document.text(), tree: document.tree()? };
    let is_there = at < editor.items(kind)?.len();
    patch(if is_there { editor.list(kind)?.remove(at).0 } else { Edits::new() })
}

fn patch(edits: Edits) -> Result<Patch, EditError> {
    Patch::new(edits).ok_or_else(overlap)
}

impl Editor<'_> {
    fn insert_as_written(&self, kind: ItemKind, item: &str, at: usize) -> Result<Edits, EditError> {
        let items = self.items(kind)?;
        if self.tree.field(self.text, kind.list()).is_none() {
            let strict = syntax::check_at_once(item).text;
            let list = RawValue::from_string(format!("[{strict}]")).map_err(|_| EditError::Empty)?;
            return self.set_of_story(kind.list(), Some(&list));
        }
        let at = at.min(items.len());
        let style = self.style(kind, at)?;
        // An item on one line in a list of items on several is written like them, and the other way round.
        let lines = style.item_lines.unwrap_or_else(|| item.contains('\n'));
        let fits = !item.starts_with('{') || lines == item.contains('\n');
        let is_plain = !item.contains("//") && !item.contains("/*");
        let list = self.list(kind)?;
        if fits || !is_plain || value::check_item(item, kind).is_err() {
            return Ok(list.insert(at, item, &Comments::default(), &style, style.document_lines));
        }
        let indent = list.child_indent(at, &style, style.document_lines);
        let item = value::written(item, Shape::Objects(kind.object()), &style, lines, &indent);
        Ok(list.insert(at, &item, &Comments::default(), &style, style.document_lines))
    }
}
