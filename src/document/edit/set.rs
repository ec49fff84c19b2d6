//! Sets a field of an item.

use serde_json::value::RawValue;

use super::children::Container;
use super::style::Style;
use super::{EditError, Editor, Edits, ItemId, known_field, set_field, value};
use crate::document::fields::{Field, ItemKind, Shape};
use crate::text::scan::{self, Span};

impl Editor<'_> {
    /// Sets a field of an item, or removes it.
    pub(super) fn set(&self, item: &ItemId, name: &str, value: Option<&RawValue>) -> Result<Edits, EditError> {
        let (at, _) = self.find(item.kind, &item.id)?;
        self.set_at(item, at, name, value)
    }

    /// The same for an item at a known position of its list.
    pub(super) fn set_at(
        &self,
        ItemId { kind, id }: &ItemId,
        at: usize,
        name: &str,
        value: Option<&RawValue>,
    ) -> Result<Edits, EditError> {
        let item = self.items(*kind)?[at];
        let field = known_field(kind.fields(), name)?;
        if field.name == kind.naming_field() {
            let Some(value) = value else {
                return Err(EditError::Required { path: String::new(), what: kind.word(), field: field.name });
            };
            value::check(value.get(), field.shape)?;
            // The title of a phase may be set like any field; references to it follow as well.
            return match serde_json::from_str::<String>(value.get()) {
                Ok(title) if *kind == ItemKind::Phase => self.rename(&ItemId { kind: *kind, id: id.clone() }, &title),
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
        let id = value::text(&id);
        let name = if field.name == "name" { value.get() } else { item.of(self.text) };
        let more = if field.name == "name" { String::new() } else { format!(",\"{}\":{}", field.name, value.get()) };
        let object = format!("{{\"id\":{id},\"name\":{name}{more}}}");
        let object = value::written(&object, Shape::Objects(kind.object()), style, false, "");
        Ok(vec![(item.range(), object)])
    }
}
