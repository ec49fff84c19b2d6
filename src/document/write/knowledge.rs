//! What characters learn and know: facts in the same words in many events, each with those who learn it there. A fact is
//! everyone's in the cast unless it names its characters.

use super::json::{self, list};
use super::{Entry, Outcome, Written};
use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::Edit;
use crate::document::fields::ItemKind;

/// The fields with facts.
const FIELDS: [&str; 2] = ["learns", "knows"];

impl Written {
    /// Adds a character to those who learn or know a fact here. A fact that is new here is theirs alone; one that is
    /// everyone's in the cast stays so if they are in it.
    ///
    /// # Errors
    /// The fact is empty.
    pub fn with_knower(&self, field: &str, fact: &str, character: &str) -> Outcome {
        if fact.trim().is_empty() {
            return Err("Write at least one letter".to_owned());
        }
        let characters = list(&[json::text(character)]);
        let Some((at, mut known)) = self.knowers(field, fact) else {
            return self.with_object_of_json(field, &[("fact", json::text(fact)), ("characters", characters)]);
        };
        if known.is_empty() {
            known = self.texts("cast");
            if known.iter().any(|known| known == character) {
                return self.with_entries(field, &self.entries(field));
            }
        }
        if !known.iter().any(|known| known == character) {
            known.push(character.to_owned());
        }
        self.with_object_texts(field, at, "characters", &known)
    }

    /// Takes a character out of those who learn or know a fact here. The fact goes with the last of them; of one that is
    /// everyone's, the others in the cast stay.
    ///
    /// # Errors
    /// The fact is not here.
    pub fn without_knower(&self, field: &str, fact: &str, character: &str) -> Outcome {
        let Some((at, mut known)) = self.knowers(field, fact) else {
            return Err("This is no longer there".to_owned());
        };
        if known.is_empty() {
            known = self.texts("cast");
        }
        known.retain(|known| known != character);
        if known.is_empty() {
            self.without_object(field, at)
        } else {
            self.with_object_texts(field, at, "characters", &known)
        }
    }

    /// The position of a fact in a field, and the characters that it names.
    fn knowers(&self, field: &str, fact: &str) -> Option<(usize, Vec<String>)> {
        let found = self.objects(field).into_iter().enumerate().find(|(_, entry)| entry.text("fact").trim() == fact);
        found.map(|(at, entry)| (at, entry.texts("characters")))
    }

    /// A fact in other words, in a field that has it; where those are there already, the two become one.
    fn with_fact_renamed(&self, field: &str, at: usize, to: &str) -> Outcome {
        let entries = self.objects(field);
        let other = entries.iter().enumerate().find(|&(other, entry)| other != at && entry.text("fact") == to);
        let Some((other, entry)) = other else { return self.with_object_text(field, at, "fact", to) };
        let of = |entry: &Entry| entry.texts("characters");
        let (mut all, gone) = (of(entry), of(&entries[at]));
        if gone.is_empty() || all.is_empty() {
            all = Vec::new();
        } else {
            let new: Vec<String> = gone.into_iter().filter(|id| !all.contains(id)).collect();
            all.extend(new);
        }
        let mut joined = self.after(self.with_object_texts(field, other, "characters", &all)?, field);
        joined = joined.after(joined.without_object(field, at)?, field);
        joined.with_entries(field, &joined.entries(field))
    }

    /// It as it is after a change of one field.
    fn after(&self, change: Change, field: &str) -> Self {
        let value = change.edits.into_iter().next_back().and_then(|edit| match edit {
            Edit::Set { value, .. } => value.map(|value| value.get().to_owned()),
            _ => None,
        });
        self.with_field(field, value)
    }
}

/// Gives a fact other words wherever it is learned, known or muted; where those are a fact already, the two become one.
///
/// Cost: an edit for every event that has the fact.
///
/// # Errors
/// There are no words.
pub fn rename_fact(document: &Document, fact: &str, to: &str) -> Outcome {
    let to = to.trim();
    if to.is_empty() {
        return Err("A fact needs words".to_owned());
    }
    let name = format!("rename the fact “{fact}”");
    if fact == to {
        return Ok(Change::new(name, Vec::new()));
    }
    let mut edits = each_with(document, fact, |event, field, at| event.with_fact_renamed(field, at, to))?;
    if let Some(story) = Written::story(document) {
        let mut muted = story.clone();
        let entries = story.objects("muted");
        for at in (0..entries.len()).filter(|&at| entries[at].text("fact").trim() == fact) {
            muted = muted.after(muted.with_object_text("muted", at, "fact", to)?, "muted");
        }
        if muted != story {
            edits.extend(muted.with_entries("muted", &muted.entries("muted"))?.edits);
        }
    }
    Ok(Change::new(name, edits))
}

/// Removes a fact from every event. Findings about it that are muted stay so.
///
/// Cost: an edit for every event that has the fact.
///
/// # Errors
/// None in a story that can be read.
pub fn remove_fact(document: &Document, fact: &str) -> Outcome {
    let edits = each_with(document, fact, Written::without_object)?;
    Ok(Change::new(format!("remove the fact “{fact}”"), edits))
}

/// The edits of every field of an event that has a fact.
fn each_with(
    document: &Document,
    fact: &str,
    change: impl Fn(&Written, &str, usize) -> Outcome,
) -> Result<Vec<Edit>, String> {
    let items = document.items(ItemKind::Event).map_err(|fault| fault.message)?;
    let mut edits = Vec::new();
    for field in FIELDS {
        for (position, item) in items.iter().enumerate().filter(|(_, item)| item.field(field).is_some()) {
            let Some(event) = Written::of(item, position) else { continue };
            if let Some((at, _)) = event.knowers(field, fact) {
                edits.extend(change(&event, field, at)?.edits);
            }
        }
    }
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::{Document, ItemKind, Outcome, Written, remove_fact, rename_fact};

    const TEXT: &str = r#"{ "muted": [{ "finding": "known-before-learned", "fact": "who" }], "events": [
  { "id": "e", "cast": ["a", "b"], "learns": "who", "knows": [{ "fact": "why", "characters": ["a"] }, "how"] },
  { "id": "f", "cast": "a", "knows": [{ "fact": "who", "characters": ["a"] }, { "fact": "why", "characters": ["b"] }] }
] }"#;

    #[track_caller]
    fn check(change: impl Fn(&Document) -> Outcome, expect: &[(&str, &str)]) {
        let mut document = Document::from_text(TEXT.to_owned());
        let change = change(&document).expect("it can be written");
        document.make(&change.edits).expect("it can be made");
        assert_eq!(document.text(), expect.iter().fold(TEXT.to_owned(), |text, (from, to)| text.replace(from, to)));
    }

    #[test]
    fn characters_join_and_leave_a_fact() {
        let event = |document: &Document| Written::item(document, ItemKind::Event, "e").expect("it is there");
        let whole = r#""learns": "who""#;
        check(|it| event(it).with_knower("learns", "who", "a"), &[]);
        let three = r#""learns": { "fact": "who", "characters": ["a", "b", "c"] }"#;
        check(|it| event(it).with_knower("learns", "who", "c"), &[(whole, three)]);
        let two = r#""learns": ["who", { "fact": "where", "characters": ["b"] }]"#;
        check(|it| event(it).with_knower("learns", "where", "b"), &[(whole, two)]);
        let one = r#""learns": { "fact": "who", "characters": ["b"] }"#;
        check(|it| event(it).without_knower("learns", "who", "a"), &[(whole, one)]);
        let why = r#"{ "fact": "why", "characters": ["a"] }, "#;
        check(|it| event(it).without_knower("knows", "why", "a"), &[(why, "")]);
        let document = Document::from_text(TEXT.to_owned());
        assert!(event(&document).without_knower("knows", "when", "a").is_err());
    }

    #[test]
    fn facts_change_wherever_they_are() {
        check(|it| rename_fact(it, "who", "x"), &[("\"who\"", "\"x\"")]);
        check(|it| rename_fact(it, "who", "who"), &[]);
        let both = r#"{ "fact": "who", "characters": ["a"] }, { "fact": "why", "characters": ["b"] }"#;
        let joined = r#"{ "fact": "why", "characters": ["b", "a"] }"#;
        check(|it| rename_fact(it, "who", "why"), &[(both, joined), ("\"who\"", "\"why\"")]);
        let how = r#"[{ "fact": "why", "characters": ["a"] }, "how"]"#;
        check(|it| rename_fact(it, "why", "how"), &[(how, r#"["how"]"#), ("\"why\"", "\"how\"")]);
        let gone = [(", \"learns\": \"who\"", ""), ("{ \"fact\": \"who\", \"characters\": [\"a\"] }, ", "")];
        check(|it| remove_fact(it, "who"), &gone);
        assert!(rename_fact(&Document::from_text(TEXT.to_owned()), "who", " ").is_err());
    }
}
