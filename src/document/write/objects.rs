//! Fields that are lists of objects, such as causes, citations and ways to other places. One object, or one field of it,
//! changes at a time; the others stay as they are written.

use super::json::{self, items, list, members, object, shown, string};
use super::{Outcome, Written};
use crate::document::fields::{ObjectKind, Shape};

/// An entry of a list of objects, such as a cause or a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its fields as JSON.
    members: Vec<(String, String)>,
}

impl Entry {
    /// An entry of these fields.
    pub(crate) fn of(members: Vec<(String, String)>) -> Self {
        Self { members }
    }

    /// A field of it as JSON; `None` if it is missing.
    pub fn json(&self, field: &str) -> Option<&str> {
        self.members.iter().find(|(name, _)| name == field).map(|(_, value)| &**value)
    }

    /// A field of it as it is shown; empty if it is missing.
    pub fn text(&self, field: &str) -> String {
        self.json(field).map(shown).unwrap_or_default()
    }

    /// The texts of a field that is a list of them, or a single one.
    pub fn texts(&self, field: &str) -> Vec<String> {
        self.json(field).map(items).unwrap_or_default().iter().map(|entry| shown(entry)).collect()
    }
}

impl Written {
    /// The entries of a field that is a list of objects. A text stands for an object with its first field alone.
    pub fn objects(&self, field: &str) -> Vec<Entry> {
        let first = self.object_kind(field).and_then(|kind| kind.fields.first()).map_or("", |first| first.name);
        let entry = |json: &String| match string(json) {
            Some(_) => Entry { members: vec![(first.to_owned(), json.clone())] },
            None => Entry { members: members(json) },
        };
        self.entries(field).iter().map(entry).collect()
    }

    /// The kind of the objects in a field; `None` if it holds none.
    pub fn object_kind(&self, field: &str) -> Option<&'static ObjectKind> {
        match self.known_fields().iter().find(|known| known.name == field)?.shape {
            Shape::Links(_, kind) | Shape::Phrases(kind) | Shape::Objects(kind) | Shape::Object(kind) => Some(kind),
            _ => None,
        }
    }

    /// Adds an object to a list of objects, or to one of objects and ids: of its first field alone, it is written as an id
    /// where that is possible.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn with_object(&self, field: &str, fields: &[(&str, &str)]) -> Outcome {
        let fields = fields.iter().filter(|(_, text)| !text.is_empty());
        let fields: Vec<_> = fields.map(|&(name, text)| (name, json::text(text))).collect();
        self.with_object_of_json(field, &fields)
    }

    /// The same, with its fields as JSON.
    ///
    /// # Errors
    /// A value is no JSON.
    pub fn with_object_of_json(&self, field: &str, fields: &[(&str, String)]) -> Outcome {
        let mut entries = self.entries(field);
        let members: Vec<_> = fields.iter().map(|(name, json)| ((*name).to_owned(), json.clone())).collect();
        entries.push(self.entry(field, &members));
        self.with_entries(field, &entries)
    }

    /// An entry of a list with these fields.
    fn entry(&self, field: &str, members: &[(String, String)]) -> String {
        let shape = self.known_fields().iter().find(|known| known.name == field).map(|known| known.shape);
        match (shape, members) {
            (Some(Shape::Links(..) | Shape::Phrases(_)), [(_, one)]) => one.clone(),
            _ => object(members),
        }
    }

    /// Removes the entry at a position.
    ///
    /// # Errors
    /// There is none.
    pub fn without_object(&self, field: &str, at: usize) -> Outcome {
        let mut entries = self.entries(field);
        if at >= entries.len() {
            return Err(gone());
        }
        entries.remove(at);
        self.with_entries(field, &entries)
    }

    /// Gives a field of the object at a position a text; an empty one removes it. Other entries stay as they are written.
    ///
    /// # Errors
    /// There is no such entry.
    pub fn with_object_text(&self, field: &str, at: usize, name: &str, text: &str) -> Outcome {
        self.with_object_json(field, at, name, (!text.trim().is_empty()).then(|| json::text(text)))
    }

    /// The same, with a value that is JSON already; `None` removes it.
    ///
    /// # Errors
    /// There is no such entry, or the value is no JSON.
    pub fn with_object_json(&self, field: &str, at: usize, name: &str, value: Option<String>) -> Outcome {
        let mut entries = self.entries(field);
        let Some(Entry { mut members }) = self.objects(field).into_iter().nth(at) else { return Err(gone()) };
        json::set(&mut members, name, value);
        entries[at] = self.entry(field, &members);
        self.with_entries(field, &entries)
    }

    /// Gives a field of the object at a position these texts: none removes it, and a single one stays by itself where the
    /// field was one.
    ///
    /// # Errors
    /// There is no such entry.
    pub fn with_object_texts(&self, field: &str, at: usize, name: &str, texts: &[String]) -> Outcome {
        let old = self.objects(field).into_iter().nth(at);
        let was_single = old.as_ref().and_then(|old| old.json(name)).is_some_and(|json| !json.starts_with('['));
        let value = match texts {
            [] => None,
            [one] if was_single => Some(json::text(one)),
            texts => Some(list(&texts.iter().map(|text| json::text(text)).collect::<Vec<_>>())),
        };
        self.with_object_json(field, at, name, value)
    }
}

fn gone() -> String {
    "This is no longer there".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Written};
    use crate::document::Document;
    use crate::document::fields::ItemKind;

    const EVENT: &str =
        r#""knows": [{ "fact": "f", "characters": "a" }], "because": ["x", { "event": "y", "note": "n" }]"#;

    fn check(expect: &str, change: impl Fn(&Written) -> Outcome) {
        let text = |fields: &str| {
            format!("{{ \"threads\": [], \"events\": [\n  {{ \"id\": \"e\", \"title\": \"E\", {fields} }}\n] }}")
        };
        let mut document = Document::from_text(text(EVENT));
        let event = Written::item(&document, ItemKind::Event, "e").expect("it is there");
        let change = change(&event).expect("it can be written");
        document.make(&change.edits).expect("it can be made");
        assert_eq!(document.text(), text(expect));
    }

    #[test]
    fn objects_of_a_list_change_one_by_one() {
        let replaced = |from: &str, to: &str| EVENT.replace(from, to);
        check(&replaced(r#"["x","#, r#"[{ "event": "x", "relation": "causes" },"#), |event| {
            event.with_object_text("because", 0, "relation", "causes")
        });
        check(&replaced(r#", "note": "n" }"#, r#", "relation": "r", "note": "n" }"#), |event| {
            event.with_object_text("because", 1, "relation", "r")
        });
        check(&replaced(r#"{ "event": "y", "note": "n" }"#, r#""y""#), |event| {
            event.with_object_text("because", 1, "note", "")
        });
        check(&replaced(r#"["x", "#, "["), |event| event.without_object("because", 0));
        check(&replaced(r#""n" }]"#, r#""n" }, "z"]"#), |event| {
            event.with_object("because", &[("event", "z"), ("relation", "")])
        });
        check(&format!("{EVENT}, \"cites\": [{{ \"source\": \"s\" }}]"), |event| {
            event.with_object("cites", &[("source", "s"), ("at", "")])
        });
    }

    #[test]
    fn lists_in_objects_change_one_by_one() {
        let replaced = |from: &str, to: &str| EVENT.replace(from, to);
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        check(&replaced(r#""a""#, r#""b""#), |it| it.with_object_texts("knows", 0, "characters", &texts(&["b"])));
        check(&replaced(r#""a""#, r#"["a", "b"]"#), |it| {
            it.with_object_texts("knows", 0, "characters", &texts(&["a", "b"]))
        });
        check(&replaced(r#"{ "fact": "f", "characters": "a" }"#, r#""f""#), |it| {
            it.with_object_texts("knows", 0, "characters", &[])
        });
    }
}
