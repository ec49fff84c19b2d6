//! The items of a story's lists as they are written: their ids and fields, read from the text when asked. Does not check
//! them, and resolves no id.

use std::borrow::Cow;

use super::Document;
use super::fields::ItemKind;
use super::made_id::id_from_name;
use crate::text::Fault;
use crate::text::scan::{self, Span};
use crate::text::syntax;

/// An item of one of the story's lists.
#[derive(Clone, Copy, Debug)]
pub struct Item<'d> {
    text: &'d str,
    kind: ItemKind,
    span: Span,
}

impl Document {
    /// The items of a list, in the order of the text; none if the story has no such list.
    ///
    /// # Errors
    /// The text is not JSON, so its parts cannot be found.
    pub fn items(&self, kind: ItemKind) -> Result<Vec<Item<'_>>, Fault> {
        let field = self.tree()?.field(self.text(), kind.list());
        let spans = field.and_then(|(_, items)| items).unwrap_or_default();
        Ok(spans.iter().map(|&span| Item { text: self.text(), kind, span }).collect())
    }

    /// The first item with this id; `None` if there is none, or the text is not JSON.
    pub fn item(&self, kind: ItemKind, id: &str) -> Option<Item<'_>> {
        self.items(kind).ok()?.into_iter().find(|item| item.id().is_some_and(|known| known == id))
    }
}

impl<'d> Item<'d> {
    /// The item at a place of a text.
    pub(crate) fn at(text: &'d str, kind: ItemKind, span: Span) -> Self {
        Self { text, kind, span }
    }

    /// Its kind.
    pub fn kind(&self) -> ItemKind {
        self.kind
    }

    /// Its range in the text.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its text in the file, which may have comments.
    pub fn json(&self) -> &'d str {
        self.span.of(self.text)
    }

    /// Its id, or the title of a phase; `None` if it has none.
    pub fn id(&self) -> Option<Cow<'d, str>> {
        id_of(self.text, self.kind, self.span)
    }

    /// The first field with this name, as it is written.
    pub fn field(&self, name: &str) -> Option<&'d str> {
        // An item with a syntax error has no usable fields.
        let member = scan::member(self.text, self.span, name).ok().flatten()?;
        Some(member.value.of(self.text))
    }

    /// The characters of a field that is a text; `None` if it is missing or of another kind.
    pub fn text(&self, name: &str) -> Option<Cow<'d, str>> {
        let json = self.field(name)?;
        scan::string(json, Span::new(0, json.len()))
    }

    /// The texts of a field that is a list of texts, or a single text.
    pub fn texts(&self, name: &str) -> Vec<Cow<'d, str>> {
        let Some(json) = self.field(name) else { return Vec::new() };
        let whole = Span::new(0, json.len());
        if let Some(one) = scan::string(json, whole) {
            return vec![one];
        }
        let items = scan::items(json, whole).unwrap_or_default();
        items.into_iter().filter_map(|item| scan::string(json, item)).collect()
    }

    /// The title or name that people know it by; its id if it has none.
    pub fn title(&self) -> Cow<'d, str> {
        if self.json().starts_with('"') {
            return scan::string(self.text, self.span).unwrap_or_default();
        }
        let field = if self.kind.may_be_text() { "name" } else { "title" };
        self.text(field).or_else(|| self.id()).unwrap_or_default()
    }

    /// Its text as JSON without comments and trailing commas, so that it can be read anywhere.
    ///
    /// # Errors
    /// The item has a syntax error.
    pub fn strict_json(&self) -> Result<Cow<'d, str>, Fault> {
        let checked = syntax::check_at_once(self.json());
        match checked.faults.into_iter().next() {
            Some(fault) if !checked.whole => Err(Fault { offset: self.span.start as usize + fault.offset, ..fault }),
            _ => Ok(checked.text),
        }
    }
}

/// The id of an item at a place of a text; `None` if it has none.
pub(crate) fn id_of(text: &str, kind: ItemKind, item: Span) -> Option<Cow<'_, str>> {
    if item.of(text).starts_with('"') {
        return scan::string(text, item).filter(|_| kind.may_be_text()).map(|name| id_from_name(&name).into());
    }
    // An item with a syntax error has no usable id.
    let member = scan::member(text, item, kind.naming_field()).ok().flatten()?;
    scan::string(text, member.value)
}

#[cfg(test)]
mod tests {
    use super::{Document, ItemKind};

    #[test]
    fn items_are_read_as_they_are_written() {
        let text = r#"{ "characters": ["Kira Nerys", { "id": "odo", "name": "Odo", /* he */ "aliases": "Constable", },
            { "id": 5, "aliases": ["A", 1, "\u0042"] }], "phases": [{ "title": "I" }], "events": 3 }"#;
        let document = Document::from_text(text.to_owned());
        let read = |kind| {
            let items = document.items(kind).expect("JSON").into_iter();
            items.map(|item| (item.id().unwrap_or_default(), item.title(), item.texts("aliases").join("+")))
        };
        let check = |kind, expect: &[(&str, &str, &str)]| {
            let found: Vec<_> = read(kind).collect();
            let found: Vec<_> = found.iter().map(|(id, title, aliases)| (&**id, &**title, &**aliases)).collect();
            assert_eq!(found, expect);
        };
        check(ItemKind::Character, &[("kira-nerys", "Kira Nerys", ""), ("odo", "Odo", "Constable"), ("", "", "A+B")]);
        check(ItemKind::Phase, &[("I", "I", "")]);
        check(ItemKind::Event, &[]);
        check(ItemKind::Place, &[]);
        let odo = document.item(ItemKind::Character, "odo").expect("it is there");
        assert!(serde_json::from_str::<serde_json::Value>(&odo.strict_json().expect("JSON")).is_ok());
        assert!(document.item(ItemKind::Character, "kira").is_none());
    }
}
