//! An item, or the story itself, as it is written: its fields, and the changes that give one of them another value.

use super::json::{self, raw, shown, string};
use super::{Outcome, field_words};
use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::{Edit, FieldOwner, ItemId};
use crate::document::fields::{Field, ItemKind, STORY, Shape};
use crate::document::item::Item;
use crate::text::scan;
use crate::text::syntax;

/// An item, or the story itself, as it is written. A copy: it does not follow the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The item or story.
    pub owner: FieldOwner,
    /// Its position in its list, from 0.
    pub position: usize,
    /// The title or name that people know it by.
    pub title: String,
    /// The names of its fields, and their values as JSON.
    fields: Vec<(String, String)>,
}

impl Written {
    /// The first item with this id; `None` if there is none, or it cannot be read.
    ///
    /// Cost: reads the ids of the list up to it.
    pub fn item(document: &Document, kind: ItemKind, id: &str) -> Option<Self> {
        let items = document.items(kind).ok()?;
        let position = items.iter().position(|item| item.id().is_some_and(|known| known == id))?;
        Self::at(document, kind, position)
    }

    /// The item at a position of its list.
    pub fn at(document: &Document, kind: ItemKind, position: usize) -> Option<Self> {
        Self::of(document.items(kind).ok()?.get(position)?, position)
    }

    /// An item that is at a position of its list; `None` if it cannot be read.
    pub fn of(item: &Item<'_>, position: usize) -> Option<Self> {
        let id = item.id()?.into_owned();
        let title = item.title().into_owned();
        let fields = if item.json().starts_with('"') {
            vec![("id".to_owned(), json::text(&id)), ("name".to_owned(), json::text(&title))]
        } else {
            json::members(&item.strict_json().ok()?)
        };
        Some(Self { owner: FieldOwner::Item(ItemId { kind: item.kind(), id }), position, title, fields })
    }

    /// Every item of a list, in the order of the text.
    pub fn all(document: &Document, kind: ItemKind) -> Vec<Self> {
        let items = document.items(kind).unwrap_or_default();
        items.iter().enumerate().filter_map(|(at, item)| Self::of(item, at)).collect()
    }

    /// The story itself, without the lists of its items.
    pub fn story(document: &Document) -> Option<Self> {
        let (tree, text) = (document.tree().ok()?, document.text());
        let is_list = |name: &str| ItemKind::ALL.iter().any(|kind| kind.list() == name);
        let fields: Vec<_> = tree
            .members()
            .map(|member| (scan::string(text, member.key).unwrap_or_default(), member.value.of(text)))
            .filter(|(name, _)| !is_list(name))
            .map(|(name, value)| (name.into_owned(), syntax::check_at_once(value).text.into_owned()))
            .collect();
        let title = fields.iter().find(|(name, _)| name == "title").and_then(|(_, title)| string(title));
        Some(Self { owner: FieldOwner::Story, position: 0, title: title.unwrap_or_default(), fields })
    }

    /// Its id in the file; empty for the story.
    pub fn id(&self) -> &str {
        match &self.owner {
            FieldOwner::Item(item) => &item.id,
            FieldOwner::Story => "",
        }
    }

    /// The fields that it may have, in the order of the format.
    pub fn known_fields(&self) -> &'static [Field] {
        match &self.owner {
            FieldOwner::Item(item) => item.kind.fields(),
            FieldOwner::Story => STORY.fields,
        }
    }

    /// A field as JSON; `None` if it is missing.
    pub fn json(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| &**value)
    }

    /// A field that is a text or a number, as it is shown; empty if it is missing.
    pub fn text(&self, field: &str) -> String {
        self.json(field).map(shown).unwrap_or_default()
    }

    /// The members of a field that is an object: names, and values as JSON.
    pub fn members(&self, field: &str) -> Vec<(String, String)> {
        self.json(field).map(json::members).unwrap_or_default()
    }

    /// A member of a field that is an object, as it is shown; empty if it is missing.
    pub fn member_text(&self, field: &str, name: &str) -> String {
        let members = self.members(field);
        members.iter().find(|(known, _)| known == name).map(|(_, value)| shown(value)).unwrap_or_default()
    }

    /// Gives a member of a field that is an object a text; an empty one removes it.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn with_member_text(&self, field: &str, name: &str, text: &str) -> Outcome {
        let mut members = self.members(field);
        let value = (!text.trim().is_empty()).then(|| json::text(text));
        json::set(&mut members, name, value);
        self.set(field, Some(json::object(&members)))
    }

    /// The name of a change of one of its fields.
    pub(super) fn name_of(&self, field: &str) -> String {
        let words = field_words(field);
        match &self.owner {
            FieldOwner::Story => format!("{words} of the story"),
            FieldOwner::Item(_) => format!("{words} of “{}”", self.title),
        }
    }

    /// Sets a field to a value, or removes it.
    pub(super) fn set(&self, field: &str, value: Option<String>) -> Outcome {
        let edit = self.edit(field, value)?;
        Ok(Change::new(self.name_of(field), vec![edit]))
    }

    /// It with another value of a field, or without it.
    pub(super) fn with_field(&self, field: &str, value: Option<String>) -> Self {
        let mut with = self.clone();
        json::set(&mut with.fields, field, value);
        with
    }

    /// The edit that sets a field to a value, or removes it.
    pub(super) fn edit(&self, field: &str, value: Option<String>) -> Result<Edit, String> {
        let value = value.map(raw).transpose()?;
        Ok(Edit::Set { owner: self.owner.clone(), field: field.to_owned(), value })
    }

    /// Gives a field a text; an empty one removes it. The text is written as it is, with its spaces.
    ///
    /// # Errors
    /// It must have the field, and the text is empty.
    pub fn with_text(&self, field: &str, text: &str) -> Outcome {
        if text.trim().is_empty() {
            let is_required = self.known_fields().iter().any(|known| known.name == field && known.required);
            return if is_required { Err(needed(field)) } else { self.set(field, None) };
        }
        let change = self.set(field, Some(json::text(text)))?;
        // A change of the title goes by the new one.
        let name = if matches!(field, "title" | "name") && self.owner != FieldOwner::Story {
            format!("{field} of “{text}”")
        } else {
            change.name
        };
        Ok(Change { name, ..change })
    }

    /// Gives a field a number as it is typed; an empty text removes it.
    ///
    /// # Errors
    /// The text is no number.
    pub fn with_number(&self, field: &str, text: &str) -> Outcome {
        let text = text.trim();
        if text.is_empty() {
            return self.with_text(field, "");
        }
        match serde_json::from_str::<f64>(text) {
            Ok(number) if number.is_finite() => self.set(field, Some(text.to_owned())),
            _ => Err("Write a number, such as 3 or 2.5".to_owned()),
        }
    }

    /// Gives a field a value that is JSON already; `None` removes it.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn with_json(&self, field: &str, value: Option<String>) -> Outcome {
        self.set(field, value)
    }

    /// Gives it another id; every reference follows.
    ///
    /// # Errors
    /// The id is empty or taken, or the story has none.
    pub fn renamed(&self, document: &Document, to: &str) -> Outcome {
        let FieldOwner::Item(item) = &self.owner else { return Err("A story has no id".to_owned()) };
        let to = to.trim();
        if to.is_empty() {
            return Err(needed("id"));
        }
        if to != item.id && document.item(item.kind, to).is_some() {
            return Err(format!("Another {} has this id; choose a different one", item.kind.word()));
        }
        let edit = Edit::Rename { item: item.clone(), to: to.to_owned() };
        let change = Change::new(self.name_of("id"), vec![edit]);
        Ok(change.selecting(ItemId { kind: item.kind, id: to.to_owned() }))
    }

    /// Moves it before another item of its list, or to the end.
    ///
    /// # Errors
    /// It is the story.
    pub fn moved(&self, before: Option<&str>) -> Outcome {
        let FieldOwner::Item(item) = &self.owner else { return Err("A story has no list to move in".to_owned()) };
        let edit = Edit::Move { item: item.clone(), before: before.map(str::to_owned) };
        Ok(Change::new(format!("move “{}”", self.title), vec![edit]))
    }

    /// Removes it from its list; what refers to it stays.
    ///
    /// # Errors
    /// It is the story.
    pub fn removed(&self) -> Outcome {
        let FieldOwner::Item(item) = &self.owner else {
            return Err("A story cannot be removed from itself".to_owned());
        };
        Ok(Change::new(format!("delete “{}”", self.title), vec![Edit::Remove(item.clone())]))
    }

    /// The fields of the format that no page has a widget of its own for: those whose names are not in `shown`.
    pub fn other_fields(&self, shown: &[&str]) -> Vec<(&'static str, Shape)> {
        let known = self.known_fields().iter().filter(|field| !shown.contains(&field.name));
        known.map(|field| (field.name, field.shape)).collect()
    }
}

fn needed(field: &str) -> String {
    format!("It needs {} {}", if field == "id" { "an" } else { "a" }, field_words(field))
}

#[cfg(test)]
mod tests {
    use super::{Document, ItemKind, Outcome, Written};

    const TEXT: &str = r#"{
  "title": "S", "threads": [{ "id": "t", "title": "T" }], "characters": ["Kira Nerys"],
  "events": [{ "id": "e", "title": "E", "thread": "t", "told": 2.50 }] }"#;

    fn item(document: &Document, kind: ItemKind, id: &str) -> Written {
        Written::item(document, kind, id).expect("it is there")
    }

    #[test]
    fn fields_get_texts_and_numbers() {
        let check = |kind: Option<ItemKind>, id: &str, change: &dyn Fn(&Written) -> Outcome, from: &str, to: &str| {
            let mut document = Document::from_text(TEXT.to_owned());
            let written =
                kind.map_or_else(|| Written::story(&document).expect("JSON"), |kind| item(&document, kind, id));
            let change = change(&written).expect("it can be written");
            document.make(&change.edits).expect("it can be made");
            assert_eq!(document.text(), TEXT.replacen(from, to, 1));
            change.name
        };
        let (event, character) = (Some(ItemKind::Event), Some(ItemKind::Character));
        let name = check(event, "e", &|it| it.with_text("title", "New"), "\"E\"", "\"New\"");
        assert_eq!(name, "title of “New”");
        let name = check(event, "e", &|it| it.with_text("summary", "x"), "\"E\"", "\"E\", \"summary\": \"x\"");
        assert_eq!(name, "summary of “E”");
        check(event, "e", &|it| it.with_number("told", "3"), "2.50", "3");
        check(event, "e", &|it| it.with_number("told", ""), ", \"told\": 2.50", "");
        let name = check(None, "", &|it| it.with_text("title", "Story"), "\"S\"", "\"Story\"");
        assert_eq!(name, "title of the story");
        let kira = r#"{ "id": "kira-nerys", "name": "Kira" }"#;
        check(character, "kira-nerys", &|it| it.with_text("name", "Kira"), "\"Kira Nerys\"", kira);
    }

    #[test]
    fn what_cannot_be_is_told() {
        let document = Document::from_text(TEXT.to_owned());
        let event = item(&document, ItemKind::Event, "e");
        let check = |change: Outcome, expect: &str| assert_eq!(change.expect_err(expect), expect);
        check(event.with_text("title", " "), "It needs a title");
        check(event.with_number("told", "soon"), "Write a number, such as 3 or 2.5");
        check(event.renamed(&document, ""), "It needs an id");
        let two = Document::from_text(TEXT.replace("\"events\": [", "\"events\": [{ \"id\": \"f\" }, "));
        check(event.renamed(&two, "f"), "Another event has this id; choose a different one");
        assert!(event.renamed(&two, "e").is_ok() && event.renamed(&two, "g").is_ok());
    }

    #[test]
    fn items_are_read_with_their_fields() {
        let document = Document::from_text(TEXT.to_owned());
        let event = item(&document, ItemKind::Event, "e");
        assert_eq!((event.position, &*event.title, &*event.text("told"), &*event.text("place")), (0, "E", "2.50", ""));
        let kira = item(&document, ItemKind::Character, "kira-nerys");
        assert_eq!((kira.text("name"), kira.id()), ("Kira Nerys".to_owned(), "kira-nerys"));
        let story = Written::story(&document).expect("JSON");
        assert_eq!((story.json("events"), story.json("title")), (None, Some("\"S\"")));
        assert!(Written::item(&document, ItemKind::Event, "x").is_none());
    }
}
