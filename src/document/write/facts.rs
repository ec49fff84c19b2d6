//! Facts about the work: names of any kind, with texts, numbers, true or false, or lists of those.

use super::json::{self, items, members, object, shown};
use super::{Outcome, Written};
use crate::text::raw::Kind;

/// A fact as it is typed: a list has commas between its entries, true is `yes`, and false is `no`.
pub fn fact_text(json: &str) -> String {
    let one = |json: &String| match Kind::of(json) {
        Kind::Bool => if json == "true" { "yes" } else { "no" }.to_owned(),
        _ => shown(json),
    };
    items(json).iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A typed fact as JSON, of the kind that it had: a list stays a list, a text a text. What was a number stays one as long
/// as it is one.
fn fact_json(text: &str, old: Option<&str>) -> String {
    let one = |text: &str, old: Option<&str>| match (text, old.map(Kind::of)) {
        ("yes", Some(Kind::Bool)) => "true".to_owned(),
        ("no", Some(Kind::Bool)) => "false".to_owned(),
        (text, None | Some(Kind::Number)) if serde_json::from_str::<f64>(text).is_ok() => text.to_owned(),
        (text, _) => json::text(text),
    };
    match old {
        Some(old) if Kind::of(old) == Kind::List => {
            let old = items(old);
            // An entry that was there stays as it is written; another one is of the kind of its neighbours.
            let entry = |text: &str| {
                let same = old.iter().find(|entry| shown(entry) == text).cloned();
                same.unwrap_or_else(|| one(text, old.first().map(String::as_str)))
            };
            let texts = text.split(',').map(str::trim).filter(|text| !text.is_empty());
            json::list(&texts.map(entry).collect::<Vec<_>>())
        }
        old => one(text.trim(), old),
    }
}

impl Written {
    /// The facts of the story, by name and as JSON, in the order of the text.
    pub fn facts(&self) -> Vec<(String, String)> {
        self.json("work").map(members).unwrap_or_default()
    }

    fn with_facts(&self, facts: &[(String, String)]) -> Outcome {
        self.set("work", (!facts.is_empty()).then(|| object(facts)))
    }

    /// Gives a fact another text.
    ///
    /// # Errors
    /// There is no such fact.
    pub fn with_fact_text(&self, at: usize, text: &str) -> Outcome {
        let mut facts = self.facts();
        let Some((_, value)) = facts.get_mut(at) else { return Err("This fact is no longer there".to_owned()) };
        *value = fact_json(text, Some(value));
        self.with_facts(&facts)
    }

    /// Makes a fact a list, or a list one text.
    ///
    /// # Errors
    /// There is no such fact.
    pub fn with_fact_as_list(&self, at: usize, is_list: bool) -> Outcome {
        let mut facts = self.facts();
        let Some((_, value)) = facts.get_mut(at) else { return Err("This fact is no longer there".to_owned()) };
        *value = match (is_list, Kind::of(value) == Kind::List) {
            (true, false) => fact_json(&fact_text(value), Some("[\"\"]")),
            (false, true) => json::text(&fact_text(value)),
            _ => value.clone(),
        };
        self.with_facts(&facts)
    }

    /// Gives a fact another name.
    ///
    /// # Errors
    /// The name is empty or taken, or there is no such fact.
    pub fn with_fact_name(&self, at: usize, name: &str) -> Outcome {
        let mut facts = self.facts();
        check_name(&facts, Some(at), name)?;
        let Some((old, _)) = facts.get_mut(at) else { return Err("This fact is no longer there".to_owned()) };
        name.trim().clone_into(old);
        self.with_facts(&facts)
    }

    /// Adds a fact.
    ///
    /// # Errors
    /// The name is empty or taken.
    pub fn with_fact(&self, name: &str, text: &str) -> Outcome {
        let mut facts = self.facts();
        check_name(&facts, None, name)?;
        facts.push((name.trim().to_owned(), fact_json(text, None)));
        self.with_facts(&facts)
    }

    /// Removes a fact.
    ///
    /// # Errors
    /// There is no such fact.
    pub fn without_fact(&self, at: usize) -> Outcome {
        let mut facts = self.facts();
        if at >= facts.len() {
            return Err("This fact is no longer there".to_owned());
        }
        facts.remove(at);
        self.with_facts(&facts)
    }

    /// Moves a fact to another position.
    ///
    /// # Errors
    /// There is no such fact or position.
    pub fn with_fact_moved(&self, from: usize, to: usize) -> Outcome {
        let mut facts = self.facts();
        if from >= facts.len() || to >= facts.len() {
            return Err("This fact is no longer there".to_owned());
        }
        let fact = facts.remove(from);
        facts.insert(to, fact);
        self.with_facts(&facts)
    }
}

fn check_name(facts: &[(String, String)], at: Option<usize>, name: &str) -> Result<(), String> {
    if name.trim().is_empty() {
        return Err("A fact needs a name".to_owned());
    }
    match facts.iter().position(|(known, _)| known == name.trim()) {
        Some(taken) if Some(taken) != at => Err("Another fact has this name".to_owned()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Written, fact_json, fact_text};
    use crate::document::Document;

    #[test]
    fn facts_keep_their_kind() {
        let check = |old: Option<&str>, text: &str, expect: &str| assert_eq!(fact_json(text, old), expect, "{text}");
        check(None, "7", "7");
        check(None, "7.10", "7.10");
        check(None, "Allan Kroeker", "\"Allan Kroeker\"");
        check(Some("7"), "seven", "\"seven\"");
        check(Some("\"7\""), "8", "\"8\"");
        check(Some("true"), "no", "false");
        check(Some("[25, 26]"), "25, 27", "[25,27]");
        check(Some("[25, 26]"), "25, last", "[25,\"last\"]");
        check(Some("[\"A\"]"), "A, B,", "[\"A\",\"B\"]");
        assert_eq!(fact_text("[25, \"B\", true]"), "25, B, yes");
    }

    #[test]
    fn one_fact_changes_and_the_others_stay() {
        let work = r#""work": { "series": "DS9", "season": 7, "written_by": ["A", "B"] }"#;
        let check = |expect: &str, change: &dyn Fn(&Written) -> Outcome| {
            let mut document = Document::from_text(format!("{{\n  {work}\n}}"));
            let story = Written::story(&document).expect("it is there");
            document.make(&change(&story).expect("it can be written").edits).expect("it can be made");
            assert_eq!(document.text(), format!("{{\n  {expect}\n}}"));
        };
        check(&work.replace('7', "8"), &|story| story.with_fact_text(1, "8"));
        check(&work.replace("season", "year"), &|story| story.with_fact_name(1, "year"));
        check(&work.replace(r#""season": 7, "#, ""), &|story| story.without_fact(1));
        check(&work.replace("] }", r#"], "network": "UPN" }"#), &|story| story.with_fact("network", "UPN"));
        check(&work.replace(r#"["A", "B"]"#, r#""A, B""#), &|story| story.with_fact_as_list(2, false));
        check(r#""work": { "season": 7, "series": "DS9", "written_by": ["A", "B"] }"#, &|story| {
            story.with_fact_moved(0, 1)
        });
        let document = Document::from_text(format!("{{ {work} }}"));
        let story = Written::story(&document).expect("it is there");
        assert!(story.with_fact_name(1, "series").is_err() && story.with_fact(" ", "x").is_err());
    }
}
