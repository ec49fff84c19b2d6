//! The time of an event as it is written: exact times, and relations to other events by the names of the format.

use super::json::{self, items, list, members, object, shown};
use super::{Outcome, Written};

/// The exact times of a `when`, in the order of the format.
const EXACT: [&str; 4] = ["at", "from", "to", "lasts"];

impl Written {
    /// The members of `when`.
    fn when(&self) -> Vec<(String, String)> {
        self.json("when").map(members).unwrap_or_default()
    }

    /// Sets `when` to these members; without any it is removed.
    fn with_when(&self, when: &[(String, String)]) -> Outcome {
        let value = (!when.is_empty()).then(|| object(when));
        self.set("when", value)
    }

    /// An exact time as it is shown: `at`, `from`, `to` or `lasts`; `None` if it is missing.
    pub fn exact(&self, name: &str) -> Option<String> {
        self.when().iter().find(|(known, _)| known == name).map(|(_, value)| shown(value))
    }

    /// An exact time as JSON; `None` if it is missing.
    pub fn exact_json(&self, name: &str) -> Option<String> {
        self.when().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The relations to other events in the order of the text: the relation's name in the format, and the event's id.
    pub fn relations(&self) -> Vec<(String, String)> {
        let when = self.when().into_iter().filter(|(name, _)| !EXACT.contains(&&**name));
        when.flat_map(|(name, ids)| items(&ids).into_iter().map(move |id| (name.clone(), shown(&id)))).collect()
    }

    /// Gives it these exact times, each as JSON, or takes them away.
    ///
    /// # Errors
    /// A value is no JSON.
    pub fn with_exact(&self, times: &[(&str, Option<String>)]) -> Outcome {
        let mut when = self.when();
        for (name, value) in times {
            json::set(&mut when, name, value.clone());
        }
        self.with_when(&when)
    }

    /// Relates it to another event, unless it is so already.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn with_relation(&self, relation: &str, event: &str) -> Outcome {
        let mut when = self.when();
        relate(&mut when, relation, event);
        self.with_when(&when)
    }

    /// Takes a relation to another event away.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn without_relation(&self, relation: &str, event: &str) -> Outcome {
        let mut when = self.when();
        unrelate(&mut when, relation, event);
        self.with_when(&when)
    }

    /// Puts another relation in the place of one, to the same event or another.
    ///
    /// # Errors
    /// None in a story that can be read.
    pub fn with_relation_replaced(&self, [relation, event]: [&str; 2], [new, other]: [&str; 2]) -> Outcome {
        let mut when = self.when();
        let ids = |when: &[(String, String)]| when.iter().find(|(name, _)| name == new).map(|(_, ids)| items(ids));
        let has_it = ids(&when).is_some_and(|ids| ids.iter().any(|id| shown(id) == other));
        if relation == new && !has_it {
            // It keeps its place in the list.
            for (_, ids) in when.iter_mut().filter(|(name, _)| name == relation) {
                let is_list = ids.starts_with('[');
                let replaced = |id: String| if shown(&id) == event { json::text(other) } else { id };
                let all: Vec<String> = items(ids).into_iter().map(replaced).collect();
                *ids = if is_list { list(&all) } else { all.concat() };
            }
        } else {
            relate(&mut when, new, other);
            unrelate(&mut when, relation, event);
        }
        self.with_when(&when)
    }
}

fn relate(when: &mut Vec<(String, String)>, relation: &str, event: &str) {
    let mut ids = when.iter().find(|(name, _)| name == relation).map(|(_, ids)| items(ids)).unwrap_or_default();
    if !ids.iter().any(|id| shown(id) == event) {
        ids.push(json::text(event));
        json::set(when, relation, Some(list(&ids)));
    }
}

fn unrelate(when: &mut Vec<(String, String)>, relation: &str, event: &str) {
    let Some(old) = when.iter().find(|(name, _)| name == relation).map(|(_, ids)| ids.clone()) else { return };
    let left: Vec<String> = items(&old).into_iter().filter(|id| shown(id) != event).collect();
    json::set(when, relation, (!left.is_empty()).then(|| list(&left)));
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Written};
    use crate::document::Document;
    use crate::document::fields::ItemKind;

    fn check(when: &str, expect: &str, change: impl Fn(&Written) -> Outcome) {
        let text = |when: &str| format!("{{ \"events\": [\n  {{ \"id\": \"e\"{when} }}\n] }}");
        let mut document = Document::from_text(text(when));
        let event = Written::item(&document, ItemKind::Event, "e").expect("it is there");
        document.make(&change(&event).expect("it can be written").edits).expect("it can be made");
        assert_eq!(document.text(), text(expect));
    }

    #[test]
    fn relations_are_added_changed_and_removed() {
        let when = r#", "when": { "after": ["a", "b"], "during": "c" }"#;
        let replaced = |from: &str, to: &str| when.replace(from, to);
        check("", r#", "when": { "after": ["a"] }"#, |event| event.with_relation("after", "a"));
        check(when, when, |event| event.with_relation("after", "a"));
        check(when, &replaced(r#""c""#, r#"["c", "d"]"#), |event| event.with_relation("during", "d"));
        check(when, &replaced(r#""a", "#, ""), |event| event.without_relation("after", "a"));
        check(when, &replaced(r#", "during": "c""#, ""), |event| event.without_relation("during", "c"));
        check(r#", "when": { "after": "a" }"#, "", |event| event.without_relation("after", "a"));
        check(when, &replaced(r#""a""#, r#""z""#), |event| {
            event.with_relation_replaced(["after", "a"], ["after", "z"])
        });
        check(when, &replaced(r#""c""#, r#""z""#), |event| {
            event.with_relation_replaced(["during", "c"], ["during", "z"])
        });
        check(when, r#", "when": { "before": ["a"], "after": ["b"], "during": "c" }"#, |event| {
            event.with_relation_replaced(["after", "a"], ["before", "a"])
        });
    }

    #[test]
    fn exact_times_are_set_and_taken_away() {
        let when = r#", "when": { "at": "1916", "after": "a" }"#;
        let value = |json: &str| Some(json.to_owned());
        check(when, r#", "when": { "at": "1917", "after": "a" }"#, |event| {
            event.with_exact(&[("at", value("\"1917\""))])
        });
        check(when, r#", "when": { "after": "a" }"#, |event| event.with_exact(&[("at", None)]));
        check(when, r#", "when": { "from": "1916", "lasts": 3, "after": "a" }"#, |event| {
            event.with_exact(&[("at", None), ("lasts", value("3")), ("from", value("\"1916\""))])
        });
        check("", r#", "when": { "at": 3.50 }"#, |event| event.with_exact(&[("at", value("3.50"))]));
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        let text =
            r#"{ "events": [{ "id": "e", "when": { "at": 3.50, /* c */ "during": "c", "after": ["a", "b",] } }] }"#;
        let event = Written::item(&Document::from_text(text.to_owned()), ItemKind::Event, "e").expect("it is there");
        assert_eq!((event.exact("at").as_deref(), event.exact("to")), (Some("3.50"), None));
        let relations = [("during", "c"), ("after", "a"), ("after", "b")];
        assert_eq!(event.relations(), relations.map(|(name, id)| (name.to_owned(), id.to_owned())));
    }
}
