//! Edits of a story as patches of its text. An edit names items by their ids in the file; its patch follows the style
//! of the text around it and changes nothing else.
//!
//! If a field or an id is repeated, the first one counts, as in the compiled story.

mod as_written;
pub(super) mod batch;
mod children;
mod error;
mod items;
mod list;
mod refused;
mod rename;
mod style;
mod value;
mod within;

use std::borrow::Cow;
use std::ops::Range;

use serde_json::value::RawValue;

use super::Document;
use super::fields::{Field, ItemKind, ObjectKind, STORY, Shape};
use super::item::id_of;
use crate::text::Fault;
use crate::text::nearest::Budget;
use crate::text::patch::Patch;
use crate::text::quote::json;
use crate::text::raw::Kind;
use crate::text::scan::{self, Span};
use crate::text::tree::Tree;
use children::{Comments, Container};
use style::Style;

pub(crate) use as_written::{insert_as_written, remove_at};
pub use error::EditError;
pub use list::{EditsError, edits_from_json};

/// Identifies an item of a story's lists: by its id in the file, or by the title of a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemId {
    /// Its kind.
    pub kind: ItemKind,
    /// Its id.
    pub id: String,
}

/// The object whose field is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldOwner {
    /// The story itself.
    Story,
    /// An item of one of its lists.
    Item(ItemId),
}

/// A change of a story.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Sets or removes a field.
    Set {
        /// The object with the field.
        owner: FieldOwner,
        /// Its name.
        field: String,
        /// The value; `None` removes the field.
        value: Option<Box<RawValue>>,
    },
    /// Adds an item to one of the story's lists.
    Add {
        /// The kind of item.
        kind: ItemKind,
        /// The item, with its fields.
        value: Box<RawValue>,
        /// The id of the item to insert it before; `None` adds it at the end.
        before: Option<String>,
    },
    /// Removes an item from its list. References to it stay.
    Remove(ItemId),
    /// Changes the id of an item, and every reference to it.
    Rename {
        /// The item to rename.
        item: ItemId,
        /// Its new id.
        to: String,
    },
    /// Moves an item within its list.
    Move {
        /// The item to move.
        item: ItemId,
        /// The id of the item to move it before; `None` moves it to the end.
        before: Option<String>,
    },
}

impl PartialEq for Edit {
    fn eq(&self, other: &Self) -> bool {
        let text = |value: &Option<Box<RawValue>>| value.as_ref().map(|value| value.get().to_owned());
        match (self, other) {
            (Self::Set { owner, field, value }, Self::Set { owner: owner2, field: field2, value: value2 }) => {
                (owner, field, text(value)) == (owner2, field2, text(value2))
            }
            (Self::Add { kind, value, before }, Self::Add { kind: kind2, value: value2, before: before2 }) => {
                (kind, value.get(), before) == (kind2, value2.get(), before2)
            }
            (Self::Remove(item), Self::Remove(item2)) => item == item2,
            (Self::Rename { item, to }, Self::Rename { item: item2, to: to2 }) => (item, to) == (item2, to2),
            (Self::Move { item, before }, Self::Move { item: item2, before: before2 }) => {
                (item, before) == (item2, before2)
            }
            _ => false,
        }
    }
}

/// Replacements in one text, which must not overlap.
type Edits = Vec<(Range<usize>, String)>;

/// The patch that makes an edit. Does not change the document; see [`Document::apply`].
///
/// Cost: reads every id of a list; a rename also reads every field that may refer to the item.
///
/// # Errors
/// The edit cannot be made.
pub fn patch(document: &Document, edit: &Edit) -> Result<Patch, EditError> {
    let editor = Editor { text: document.text(), tree: document.tree()? };
    let edits = match edit {
        Edit::Set { owner: FieldOwner::Story, field, value } => editor.set_of_story(field, value.as_deref()),
        Edit::Set { owner: FieldOwner::Item(item), field, value } => editor.set(item, field, value.as_deref()),
        Edit::Add { kind, value, before } => editor.add(*kind, value, before.as_deref()),
        Edit::Remove(item) => editor.remove(item),
        Edit::Rename { item, to } => editor.rename_all(&[(item, &**to)]).map_err(|(_, error)| error),
        Edit::Move { item, before } => editor.shift(item, before.as_deref()),
    }?;
    Patch::new(edits).ok_or_else(overlap)
}

fn overlap() -> EditError {
    Fault { offset: 0, code: "syntax", message: "its parts overlap".into() }.into()
}

/// Makes patches of one text.
struct Editor<'d> {
    text: &'d str,
    tree: &'d Tree,
}

impl<'d> Editor<'d> {
    /// The items of a list; empty if the story has no such list.
    fn items(&self, kind: ItemKind) -> Result<&'d [Span], EditError> {
        match self.tree.field(self.text, kind.list()) {
            None => Ok(&[]),
            Some((_, Some(items))) => Ok(items),
            Some((member, None)) => {
                Err(EditError::NoList { list: kind.list(), found: Kind::of(member.value.of(self.text)).words() })
            }
        }
    }

    fn id_of(&self, kind: ItemKind, item: Span) -> Option<Cow<'d, str>> {
        id_of(self.text, kind, item)
    }

    fn position(&self, kind: ItemKind, id: &str) -> Result<Option<usize>, EditError> {
        let items = self.items(kind)?;
        Ok(items.iter().position(|&item| self.id_of(kind, item).is_some_and(|known| known == id)))
    }

    /// The index and the range of the item with this id.
    fn find(&self, kind: ItemKind, id: &str) -> Result<(usize, Span), EditError> {
        let items = self.items(kind)?;
        if let Some(at) = self.position(kind, id)? {
            return Ok((at, items[at]));
        }
        let ids: Vec<_> = items.iter().filter_map(|&item| self.id_of(kind, item)).collect();
        let nearest = Budget::new(1).nearest(id, ids.iter().map(|id| &**id)).map(str::to_owned);
        Err(EditError::UnknownItem { kind, id: id.to_owned(), nearest })
    }

    /// Checks that an id is not empty, and not in use for this kind of item.
    fn free(&self, kind: ItemKind, id: &str) -> Result<(), EditError> {
        if id.trim().is_empty() {
            return Err(EditError::Empty);
        }
        match self.position(kind, id)? {
            Some(_) => Err(EditError::Taken { kind, id: id.to_owned() }),
            None => Ok(()),
        }
    }

    /// The style around an item: that of its neighbours, or if it has none, of items in other lists.
    fn style(&self, kind: ItemKind, near: usize) -> Result<Style, EditError> {
        let around = |items: &'d [Span], near: usize| {
            let start = near.min(items.len()).saturating_sub(4);
            &items[start..items.len().min(start + 8)]
        };
        let own = around(self.items(kind)?, near);
        if !own.is_empty() {
            return Ok(Style::new(self.text, self.tree, own, true));
        }
        let others = ItemKind::ALL.into_iter().rev().filter_map(|kind| self.items(kind).ok());
        let sample = others.map(|items| around(items, 0)).find(|items| !items.is_empty()).unwrap_or_default();
        Ok(Style::new(self.text, self.tree, sample, false))
    }

    fn set_of_story(&self, name: &str, value: Option<&RawValue>) -> Result<Edits, EditError> {
        let field = known_field(STORY.fields, name)?;
        let members: Vec<Span> = self.tree.members().map(scan::Member::span).collect();
        let old = self.tree.field(self.text, name).map(|(member, _)| member);
        let style = self.style(ItemKind::Event, 0)?;
        let container = Container::new(self.text, self.tree.root(), &members);
        set_field(&container, STORY, field, old, value, &style, style.document_lines)
    }

    fn set(&self, ItemId { kind, id }: &ItemId, name: &str, value: Option<&RawValue>) -> Result<Edits, EditError> {
        let (at, item) = self.find(*kind, id)?;
        let field = known_field(kind.fields(), name)?;
        if field.name == kind.naming_field() {
            let Some(value) = value else {
                return Err(EditError::Required { path: String::new(), what: kind.word(), field: field.name });
            };
            value::check(value.get(), field.shape)?;
            // The title of a phase may be set like any field; references to it follow as well.
            return match serde_json::from_str::<String>(value.get()) {
                Ok(title) if *kind == ItemKind::Phase => {
                    let item = ItemId { kind: *kind, id: id.clone() };
                    self.rename_all(&[(&item, &title)]).map_err(|(_, error)| error)
                }
                _ => Err(EditError::IdIsRenamed),
            };
        }
        let style = self.style(*kind, at)?;
        if item.of(self.text).starts_with('"') {
            return self.set_of_text(*kind, item, field, value, &style);
        }
        let members: Vec<Span> = scan::members(self.text, item)?.into_iter().map(scan::Member::span).collect();
        let old = scan::member(self.text, item, name)?;
        let lines = style.item_lines.unwrap_or(false);
        let container = Container::new(self.text, item, &members);
        set_field(&container, kind.object(), field, old, value, &style, lines)
    }

    /// Sets a field of an item that is written as a name alone: it becomes an object with the same id.
    fn set_of_text(
        &self,
        kind: ItemKind,
        item: Span,
        field: &'static Field,
        value: Option<&RawValue>,
        style: &Style,
    ) -> Result<Edits, EditError> {
        let Some(value) = value else {
            return if field.required {
                Err(EditError::Required { path: String::new(), what: kind.word(), field: field.name })
            } else {
                Ok(Edits::new())
            };
        };
        value::check(value.get(), field.shape)?;
        let id = self.id_of(kind, item).unwrap_or_default();
        let id = json(&id);
        let name = if field.name == "name" { value.get() } else { item.of(self.text) };
        let more = if field.name == "name" { String::new() } else { format!(",\"{}\":{}", field.name, value.get()) };
        let object = format!("{{\"id\":{id},\"name\":{name}{more}}}");
        let object = value::written(&object, Shape::Objects(kind.object()), style, false, "");
        Ok(vec![(item.range(), object)])
    }
}

/// The field with this name in a table.
fn known_field(fields: &'static [Field], name: &str) -> Result<&'static Field, EditError> {
    fields.iter().find(|field| field.name == name).ok_or_else(|| {
        let nearest = Budget::new(1).nearest(name, fields.iter().map(|field| field.name));
        EditError::UnknownField { path: String::new(), field: name.to_owned(), nearest, fields }
    })
}

/// Sets a field of an object: replaces its value, adds it at its position in the order of the format, or removes it.
fn set_field(
    object: &Container,
    kind: &'static ObjectKind,
    field: &'static Field,
    old: Option<scan::Member>,
    value: Option<&RawValue>,
    style: &Style,
    lines: bool,
) -> Result<Edits, EditError> {
    let text = object.text;
    let Some(value) = value else {
        if field.required {
            return Err(EditError::Required { path: String::new(), what: kind.word, field: field.name });
        }
        let at = old.and_then(|old| object.children.iter().position(|child| *child == old.span()));
        return Ok(at.map_or_else(Edits::new, |at| object.remove(at).0));
    };
    value::check(value.get(), field.shape)?;
    if let Some(old) = old {
        // Facts are shown in the order in which they are written.
        let (was, is) = (old.value.of(text), value.get());
        if value::is_same(was, is) && (field.shape != Shape::Facts || value::has_same_order(was, is)) {
            // It stays as it is written.
            return Ok(Edits::new());
        }
        if let Some(edits) = within::edits(text, old.value, value.get(), field.shape, style) {
            return Ok(edits);
        }
        let indent = style::line_indent(text, old.key.start as usize);
        let lines = old.value.of(text).contains('\n');
        return Ok(vec![(old.value.range(), value::written(value.get(), field.shape, style, lines, indent))]);
    }
    let rank = |name: &str| kind.fields.iter().position(|field| field.name == name);
    let before = |child: &Span| {
        let key = scan::skip_value(text.as_bytes(), child.start as usize).ok();
        let key = key.and_then(|end| scan::string(text, Span::new(child.start as usize, end)));
        key.and_then(|key| rank(&key)) < rank(field.name)
    };
    // After the last field that comes before it in the format. Unknown fields count as coming before every other.
    let at = object.children.iter().rposition(before).map_or(0, |last| last + 1);
    let indent = object.child_indent(at, style, lines);
    let value = value::written(value.get(), field.shape, style, style.nested_lines, &indent);
    let member = format!("\"{}\":{}{value}", field.name, style.colon);
    Ok(object.insert(at, &member, &Comments::default(), style, lines))
}
