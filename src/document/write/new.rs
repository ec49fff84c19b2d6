//! New items, made from a name alone.

use super::json::{self, object, raw};
use crate::document::Document;
use crate::document::edit::{Edit, ItemId};
use crate::document::fields::ItemKind;
use crate::document::fresh_id::fresh_id;
use crate::document::made_id::id_from_name;

/// An item that is to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct NewItem {
    /// The edit that adds it.
    pub edit: Edit,
    /// Its id.
    pub item: ItemId,
}

/// A new item with this name or title and these further texts, at the end of its list. It is written as a name alone where
/// the last of its list is.
///
/// # Errors
/// The name is empty, or the text of the story cannot be read.
pub fn new_item(document: &Document, kind: ItemKind, name: &str, more: &[(&str, &str)]) -> Result<NewItem, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(format!("A new {} needs a name", kind.word()));
    }
    let items = document.items(kind).map_err(|fault| fault.message)?;
    let id = fresh_id(document, kind, name).map_err(|fault| fault.message)?;
    let is_name_alone = kind.may_be_text()
        && more.is_empty()
        && id == id_from_name(name)
        && items.last().is_some_and(|last| last.json().starts_with('"'));
    let value = if is_name_alone {
        json::text(name)
    } else {
        let named = if kind.may_be_text() { "name" } else { "title" };
        // A phase is identified by its title.
        let (named, first) =
            if kind == ItemKind::Phase { (None, id.as_str()) } else { (Some((named, name)), id.as_str()) };
        let first = (kind.naming_field(), first);
        let fields = std::iter::once(first).chain(named).chain(more.iter().copied());
        object(&fields.map(|(field, text)| (field.to_owned(), json::text(text))).collect::<Vec<_>>())
    };
    let edit = Edit::Add { kind, value: raw(value)?, before: None };
    Ok(NewItem { edit, item: ItemId { kind, id } })
}

#[cfg(test)]
mod tests {
    use super::{Document, ItemKind, new_item};

    #[test]
    fn new_items_are_written_like_those_beside_them() {
        let check = |text: &str, kind, name: &str, more: &[(&str, &str)], expect: &str| {
            let mut document = Document::from_text(format!("{{\n  {text}\n}}"));
            let new = new_item(&document, kind, name, more).expect("it can be made");
            document.make(&[new.edit]).expect("it can be added");
            assert_eq!(document.text(), format!("{{\n  {expect}\n}}"));
        };
        let names = r#""characters": ["Kira Nerys"]"#;
        check(names, ItemKind::Character, "Odo", &[], r#""characters": ["Kira Nerys", "Odo"]"#);
        let again = r#""characters": ["Kira Nerys", { "id": "kira-nerys-2", "name": "Kira Nerys" }]"#;
        check(names, ItemKind::Character, "Kira Nerys", &[], again);
        let phase = r#""phases": [{ "title": "O", "from": "a", "to": "b" }, { "title": "P", "from": "a", "to": "b" }]"#;
        let before = r#""phases": [{ "title": "O", "from": "a", "to": "b" }]"#;
        check(before, ItemKind::Phase, "P", &[("from", "a"), ("to", "b")], phase);
        let thread = r#""threads": [{ "id": "t", "title": "T" }, { "id": "the-war", "title": "The war" }]"#;
        check(r#""threads": [{ "id": "t", "title": "T" }]"#, ItemKind::Thread, " The war ", &[], thread);
        assert!(new_item(&Document::from_text("{}".to_owned()), ItemKind::Thread, " ", &[]).is_err());
    }
}
