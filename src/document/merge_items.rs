//! Makes one item of two, such as a character who was entered twice: every reference follows.

use serde_json::Value;

use super::Document;
use super::addition::folded;
use super::dependents::may_refer;
use super::edit::{Edit, EditError, FieldOwner, ItemId};
use super::fields::{Field, ItemKind, Shape};
use super::item::Item;
use super::plan::{Plan, known};
use super::reference::{Fate, Reference, changed, changed_of_story};
use crate::text::scan::{self, Span};

/// The edits that make one item of two: everything that refers to `from` refers to `into`, and `from` is removed. What
/// `into` does not say it takes from the other; lists have the entries of both, and the other's name is another name. What
/// both say in different words is kept of `into` and told, but for summaries, which follow each other.
///
/// # Errors
/// One of the two is not there, or the text is not JSON.
pub fn merge_items(document: &Document, kind: ItemKind, from: &str, into: &str) -> Result<Plan, EditError> {
    let (one, other) = (known(document, kind, into)?, known(document, kind, from)?);
    let mut plan = Plan::default();
    if from == into {
        return Ok(plan);
    }
    let fate = |reference: &Reference, thread: Option<&str>, of_it: bool| {
        if reference.kind != kind || reference.id != from {
            // A thread that is an event's own now is not one of its others.
            let is_own = reference.field == "also" && reference.id == into && thread == Some(from);
            return if is_own && kind == ItemKind::Thread { Fate::Drop } else { Fate::Keep };
        }
        if of_it || reference.field == "also" && thread == Some(into) {
            Fate::Drop
        } else {
            Fate::Become(into.to_owned())
        }
    };
    for change in changed_of_story(document, &mut |reference| fate(reference, None, false))? {
        plan.set_of(FieldOwner::Story, change.field.name, change.value);
    }
    for owner in ItemKind::ALL {
        for item in document.items(owner)? {
            let Some(id) = item.id().filter(|id| !(owner == kind && id == from)) else { continue };
            let is_it = owner == kind && id == into;
            if !may_refer(&item, from) && !is_it {
                continue;
            }
            let thread = item.text("thread");
            let json = item.strict_json()?;
            let changes = changed(&json, owner, &mut |reference| fate(reference, thread.as_deref(), is_it))?;
            // Fields of the item itself are merged below.
            for change in changes.into_iter().filter(|_| !is_it) {
                plan.set(owner, &id, change.field.name, change.value);
            }
        }
    }
    let mut pair = Pair { document, kind, from, into, one, other, plan };
    for field in kind.fields() {
        pair.field(field)?;
    }
    pair.plan.edits.push(Edit::Remove(ItemId { kind, id: from.to_owned() }));
    Ok(pair.plan)
}

/// The two items.
struct Pair<'d> {
    document: &'d Document,
    kind: ItemKind,
    from: &'d str,
    into: &'d str,
    /// The one that stays.
    one: Item<'d>,
    /// The one that goes.
    other: Item<'d>,
    plan: Plan,
}

impl Pair<'_> {
    fn field(&mut self, field: &Field) -> Result<(), EditError> {
        if field.name == self.kind.naming_field() || matches!(field.name, "name" | "title") {
            return Ok(());
        }
        let was = given(&self.one, field)?;
        let mine = self.value(&self.one, field)?;
        let theirs = self.value(&self.other, field)?;
        let merged = match field.name {
            "aliases" => self.aliases(),
            "within" => self.within(),
            "summary" => {
                let texts = [&self.one, &self.other].map(|item| item.text("summary"));
                let [one, other] = texts.map(|text| text.filter(|text| !text.trim().is_empty()));
                match (one, other) {
                    (Some(mine), Some(theirs)) if mine != theirs => {
                        Some(Value::from(format!("{mine}\n\n{theirs}")).to_string())
                    }
                    _ => mine.clone().or(theirs),
                }
            }
            _ => match (&mine, theirs) {
                (Some(mine), Some(theirs)) if is_list(field.shape) => Some(united(mine, &theirs)),
                (Some(mine), Some(theirs)) => {
                    if !is_same(mine, &theirs) && field.shape != Shape::Id(ItemKind::Thread) {
                        let (one, other) = (self.one.title(), self.other.title());
                        self.plan.says.push(format!("“{one}” keeps its own {}; that of “{other}” goes.", field.name));
                    }
                    Some(mine.clone())
                }
                (_, theirs) => mine.clone().or(theirs),
            },
        };
        if merged != was {
            self.plan.set(self.kind, self.into, field.name, merged);
        }
        Ok(())
    }

    /// A field without references of the two to each other or to themselves.
    fn value(&self, item: &Item, field: &Field) -> Result<Option<String>, EditError> {
        let Some(value) = given(item, field)? else { return Ok(None) };
        let object = format!("{{\"{}\":{value}}}", field.name);
        let changes = changed(&object, self.kind, &mut |reference| {
            let is_one = reference.kind == self.kind && (reference.id == self.from || reference.id == self.into);
            if is_one { Fate::Drop } else { Fate::Keep }
        })?;
        Ok(changes.into_iter().next().map_or(Some(value), |change| change.value))
    }

    /// The other names of both, with the name of the one that goes.
    fn aliases(&self) -> Option<String> {
        let name = self.one.title();
        let mut all: Vec<String> = Vec::new();
        let others = [self.other.title()].into_iter().chain(self.other.texts("aliases"));
        for alias in self.one.texts("aliases").into_iter().chain(others) {
            let is_new = folded(&alias) != folded(&name) && all.iter().all(|known| folded(known) != folded(&alias));
            if is_new && !alias.trim().is_empty() {
                all.push(alias.into_owned());
            }
        }
        // As it is written, if nothing is new.
        if all == self.one.texts("aliases") {
            return self.one.field("aliases").map(str::to_owned);
        }
        (!all.is_empty()).then(|| Value::from(all).to_string())
    }

    /// The place around both: that of the one that stays, unless it lies within the other.
    fn within(&self) -> Option<String> {
        let around = |id: &str| {
            let place = self.document.item(ItemKind::Place, id)?;
            place.text("within").map(String::from)
        };
        let lies_in = |start: Option<String>, place: &str| {
            let mut at = start;
            // As many steps as places lie within each other at most; places in a circle lead nowhere.
            for _ in 0..100 {
                match at {
                    Some(id) if id == place => return true,
                    Some(id) => at = around(&id),
                    None => return false,
                }
            }
            false
        };
        let (mine, theirs) = (around(self.into), around(self.from));
        let fits = |id: &String| !lies_in(Some(id.clone()), self.into) && !lies_in(Some(id.clone()), self.from);
        let within = mine.filter(&fits).or(theirs.filter(&fits));
        within.map(|id| Value::from(id).to_string())
    }
}

/// A field as it is written.
fn given(item: &Item, field: &Field) -> Result<Option<String>, EditError> {
    if item.json().starts_with('"') {
        return Ok(None);
    }
    let json = item.strict_json()?;
    let member = scan::member(&json, Span::new(0, json.len()), field.name)?;
    Ok(member.map(|member| member.value.of(&json).to_owned()).filter(|value| !matches!(&**value, "\"\"" | "[]")))
}

fn is_list(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Texts | Shape::List(_) | Shape::Ids(_) | Shape::Objects(_) | Shape::Links(..) | Shape::Phrases(_)
    )
}

/// The entries of a list, or a single entry.
fn entries(json: &str) -> Vec<&str> {
    let whole = Span::new(0, json.len());
    match scan::items(json, whole) {
        Ok(items) if json.starts_with('[') => items.into_iter().map(|item| item.of(json)).collect(),
        _ => vec![json],
    }
}

/// A list with the entries of two.
fn united(mine: &str, theirs: &str) -> String {
    let mut all = entries(mine);
    let before = all.len();
    for entry in entries(theirs) {
        if all.iter().all(|known| !is_same(known, entry)) {
            all.push(entry);
        }
    }
    if all.len() == before { mine.to_owned() } else { format!("[{}]", all.join(",")) }
}

/// Whether two values are the same but for white space and the way texts are written.
fn is_same(a: &str, b: &str) -> bool {
    let value = |json| serde_json::from_str::<Value>(json).ok();
    a == b || value(a).is_some_and(|a| value(b) == Some(a))
}

#[cfg(test)]
mod tests {
    use super::{Document, ItemKind, merge_items};
    use crate::text::one_line::one_line;

    #[track_caller]
    fn check(kind: ItemKind, lists: &str, expect: &[&str], says: &[&str]) {
        let mut document = Document::from_text(format!("{{ {lists} }}"));
        let plan = merge_items(&document, kind, "a", "b").expect("they can be merged");
        document.make(&plan.edits).expect("they can be made");
        let all = ItemKind::ALL.into_iter().flat_map(|kind| document.items(kind).expect("JSON"));
        let items: Vec<String> = all.map(|item| one_line(&item.strict_json().expect("JSON"))).collect();
        assert_eq!(items, expect);
        assert_eq!(plan.says, says);
    }

    #[test]
    fn characters_become_one_with_all_their_names() {
        let events = r#""events": [{ "id": "x", "cast": ["a", "c", "b"] }, { "id": "y", "cast": "a" }, { "id": "z", "cast": ["b"] }]"#;
        let cast =
            [r#"{"id": "x", "cast": ["b", "c"]}"#, r#"{"id": "y", "cast": "b"}"#, r#"{"id": "z", "cast": ["b"]}"#];
        check(
            ItemKind::Character,
            &format!(
                r#""characters": [{{ "id": "a", "name": "Kira", "aliases": "The Major", "group": "Bajor", "summary": "One." }},
                {{ "id": "b", "name": "Kira Nerys", "aliases": ["kira"], "summary": "Two." }}], {events}"#
            ),
            &[
                r#"{"id": "b", "name": "Kira Nerys", "aliases": ["kira", "The Major"], "group": "Bajor", "summary": "Two.\n\nOne."}"#,
                cast[0],
                cast[1],
                cast[2],
            ],
            &[],
        );
        check(
            ItemKind::Character,
            r#""characters": [{ "id": "a", "name": "A", "group": "X" }, "B"], "events": []"#,
            &[r#"{"id": "b", "name": "B", "aliases": ["A"], "group": "X"}"#],
            &[],
        );
        check(
            ItemKind::Character,
            r#""characters": [{ "id": "b", "name": "B", "group": "Y" }, { "id": "a", "name": "b", "group": "X" }]"#,
            &[r#"{"id": "b", "name": "B", "group": "Y"}"#],
            &["“B” keeps its own group; that of “b” goes."],
        );
    }

    #[test]
    fn threads_become_one() {
        check(
            ItemKind::Thread,
            r#""threads": [{ "id": "a", "title": "A", "summary": "S" }, { "id": "b", "title": "B" }], "events": [
                { "id": "x", "thread": "a", "also": ["b", "c"] }, { "id": "y", "thread": "b", "also": "a" }, { "id": "z", "thread": "c", "also": ["a", "b"] }]"#,
            &[
                r#"{"id": "b", "title": "B", "summary": "S"}"#,
                r#"{"id": "x", "thread": "b", "also": ["c"]}"#,
                r#"{"id": "y", "thread": "b"}"#,
                r#"{"id": "z", "thread": "c", "also": ["b"]}"#,
            ],
            &[],
        );
    }

    #[test]
    fn places_become_one_and_stay_within_others() {
        let check = |places: &str, expect: &[&str]| {
            check(ItemKind::Place, &format!("\"places\": [{places}], \"events\": []"), expect, &[]);
        };
        let a = |within: &str| format!(r#"{{ "id": "a", "name": "A"{within} }}"#);
        let b = |within: &str| format!(r#"{{ "id": "b", "name": "B"{within} }}"#);
        let in_c = r#", "within": "c""#;
        let c = r#"{"id": "c", "name": "C"}"#;
        let b_in_c = r#"{"id": "b", "name": "B", "within": "c"}"#;
        let b_alone = r#"{"id": "b", "name": "B"}"#;
        check(&format!("{}, {}, {c}", a(in_c), b("")), &[b_in_c, c]);
        check(&format!("{}, {}, {c}", a(in_c), b(r#", "within": "a""#)), &[b_in_c, c]);
        check(&format!("{}, {}, {c}", a(r#", "within": "b""#), b(in_c)), &[b_in_c, c]);
        check(&format!("{}, {}", a(r#", "within": "b""#), b(r#", "within": "a""#)), &[b_alone]);
        // The one that stays lies deep within the other.
        let c_in_a = r#"{ "id": "c", "name": "C", "within": "a" }"#;
        check(&format!("{}, {}, {c_in_a}", a(""), b(in_c)), &[b_alone, r#"{"id": "c", "name": "C", "within": "b"}"#]);
    }

    #[test]
    fn other_items_become_one_as_well() {
        check(
            ItemKind::Source,
            r#""sources": [{ "id": "a", "title": "A", "url": "u" }, { "id": "b", "title": "B" }],
            "events": [{ "id": "x", "cites": [{ "source": "a" }, { "source": "b" }, { "source": "a", "at": "1" }] }]"#,
            &[
                r#"{"id": "b", "title": "B", "url": "u"}"#,
                r#"{"id": "x", "cites": [{"source": "b"}, {"source": "b", "at": "1"}]}"#,
            ],
            &[],
        );
        check(
            ItemKind::Event,
            r#""events": [{ "id": "a", "title": "A", "thread": "t", "when": { "after": ["b", "x"] }, "tags": "y", "cast": ["k"] },
            { "id": "b", "title": "B", "thread": "u", "tags": ["x"], "because": ["a"] }, { "id": "x", "title": "X", "thread": "t", "when": { "before": "a" } }]"#,
            &[
                r#"{"id": "b", "title": "B", "thread": "u", "when": {"after": ["x"]}, "cast": ["k"], "tags": ["x", "y"]}"#,
                r#"{"id": "x", "title": "X", "thread": "t", "when": {"before": "b"}}"#,
            ],
            &[],
        );
    }
}
