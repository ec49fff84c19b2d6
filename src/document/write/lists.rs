//! Fields that are lists of ids or texts. One entry is added, replaced or removed; a value by itself becomes a list when a
//! second one joins it, and stays by itself otherwise.

use super::json::{self, items, list, shown};
use super::{Outcome, Written};

impl Written {
    /// The entries of a field, each as JSON.
    pub(super) fn entries(&self, field: &str) -> Vec<String> {
        self.json(field).map(items).unwrap_or_default()
    }

    /// The texts of a field that is a list of them, or a single one.
    pub fn texts(&self, field: &str) -> Vec<String> {
        self.entries(field).iter().map(|entry| shown(entry)).collect()
    }

    /// Sets a field to these entries.
    pub(super) fn with_entries(&self, field: &str, entries: &[String]) -> Outcome {
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
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Written};
    use crate::document::Document;
    use crate::document::fields::ItemKind;

    const EVENT: &str = r#""cast": "kira", "tags": ["a", "b"]"#;

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
}
