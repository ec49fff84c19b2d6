//! Fields that are lists: ids, texts, and objects such as causes. One entry is added, replaced, moved or removed; a value by
//! itself becomes a list when a second one joins it, and stays by itself otherwise.

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
    /// A field of it as it is shown; empty if it is missing.
    pub fn text(&self, field: &str) -> String {
        self.members.iter().find(|(name, _)| name == field).map(|(_, value)| shown(value)).unwrap_or_default()
    }
}

impl Written {
    /// The entries of a field, each as JSON.
    fn entries(&self, field: &str) -> Vec<String> {
        self.json(field).map(items).unwrap_or_default()
    }

    /// The texts of a field that is a list of them, or a single one.
    pub fn texts(&self, field: &str) -> Vec<String> {
        self.entries(field).iter().map(|entry| shown(entry)).collect()
    }

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

    /// Sets a field to these entries.
    fn with_entries(&self, field: &str, entries: &[String]) -> Outcome {
        let was_single = self.json(field).is_some_and(|json| !json.starts_with('['));
        let value = match entries {
            [] => None,
            [one] if was_single => Some(one.clone()),
            entries => Some(list(entries)),
        };
        self.set(field, value)
    }

    /// Adds a text to a list, unless it is there.
    ///
    /// # Errors
    /// The text is empty.
    pub fn with_entry(&self, field: &str, text: &str) -> Outcome {
        if text.trim().is_empty() {
            return Err("Write at least one letter".to_owned());
        }
        let mut entries = self.entries(field);
        if !entries.iter().any(|entry| shown(entry) == text) {
            entries.push(json::text(text));
        }
        self.with_entries(field, &entries)
    }

    /// Removes a text from a list.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn without_entry(&self, field: &str, text: &str) -> Outcome {
        let mut entries = self.entries(field);
        entries.retain(|entry| shown(entry) != text);
        self.with_entries(field, &entries)
    }

    /// Puts another text in the place of one; where the list has it already, the one is removed.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn with_entry_replaced(&self, field: &str, text: &str, with: &str) -> Outcome {
        let entries = self.entries(field);
        if entries.iter().any(|entry| shown(entry) == with) {
            return self.without_entry(field, text);
        }
        let replaced = |entry: String| if shown(&entry) == text { json::text(with) } else { entry };
        self.with_entries(field, &entries.into_iter().map(replaced).collect::<Vec<_>>())
    }

    /// Adds an object to a list of objects, or to one of objects and ids: of its first field alone, it is written as an id
    /// where that is possible.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn with_object(&self, field: &str, fields: &[(&str, &str)]) -> Outcome {
        let mut entries = self.entries(field);
        let fields = fields.iter().filter(|(_, text)| !text.is_empty());
        let members: Vec<_> = fields.map(|(name, text)| ((*name).to_owned(), json::text(text))).collect();
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
        let mut entries = self.entries(field);
        let Some(Entry { mut members }) = self.objects(field).into_iter().nth(at) else { return Err(gone()) };
        let value = (!text.trim().is_empty()).then(|| json::text(text));
        json::set(&mut members, name, value);
        entries[at] = self.entry(field, &members);
        self.with_entries(field, &entries)
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

    const EVENT: &str = r#""cast": "kira", "tags": ["a", "b"], "because": ["x", { "event": "y", "note": "n" }]"#;

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
    fn one_entry_changes_and_the_others_stay_as_they_are_written() {
        let replaced = |from: &str, to: &str| EVENT.replace(from, to);
        check(&replaced(r#""kira""#, r#"["kira", "odo"]"#), |event| event.with_entry("cast", "odo"));
        check(EVENT, |event| event.with_entry("cast", "kira"));
        check(&replaced(r#""cast": "kira", "#, ""), |event| event.without_entry("cast", "kira"));
        check(&replaced(r#""kira""#, r#""odo""#), |event| event.with_entry_replaced("cast", "kira", "odo"));
        check(&replaced(r#"["a", "b"]"#, r#"["b"]"#), |event| event.without_entry("tags", "a"));
        check(&replaced(r#"["a", "b"]"#, r#"["c", "b"]"#), |event| event.with_entry_replaced("tags", "a", "c"));
        check(&replaced(r#"["a", "b"]"#, r#"["b"]"#), |event| event.with_entry_replaced("tags", "a", "b"));
    }

    #[test]
    fn comments_in_a_list_stay() {
        let text = r#"{
  "events": [
    { "id": "e", "tags": [
      "a", // the first
      "b" /* the second */
    ], "when": { /* so */ "after": ["x", /* and */ "y"], "during": "z" } }
  ]
}"#;
        let check = |change: fn(&Written) -> Outcome, from: &str, to: &str| {
            let mut document = Document::from_text(text.to_owned());
            let event = Written::item(&document, ItemKind::Event, "e").expect("it is there");
            document.make(&change(&event).expect("it can be written").edits).expect("it can be made");
            assert_eq!(document.text(), text.replace(from, to));
        };
        check(|it| it.with_entry("tags", "c"), "\"b\" /* the second */", "\"b\", /* the second */\n      \"c\"");
        check(|it| it.with_entry_replaced("tags", "b", "c"), "\"b\"", "\"c\"");
        check(|it| it.without_entry("tags", "a"), "\n      \"a\", // the first", "");
        check(|it| it.with_relation("after", "w"), "\"y\"]", "\"y\", \"w\"]");
        check(|it| it.without_relation("during", "z"), ", \"during\": \"z\"", "");
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
}
