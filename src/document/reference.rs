//! The references of an item to other items, by the table of the format: found, and changed as one says.

use serde_json::Value;

use super::Document;
use super::fields::{Field, ItemKind, ObjectKind, STORY, Shape};
use super::item::Item;
use crate::text::Fault;
use crate::text::one_line::one_line;
use crate::text::scan::{self, Span};
use crate::text::syntax;

/// A reference to an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The field of the item that has the reference, such as `when`.
    pub field: &'static str,
    /// The innermost field around it, such as `after`; the same as `field` if there is none within it.
    pub inner: &'static str,
    /// The kind of item that it refers to.
    pub kind: ItemKind,
    /// The id that it names.
    pub id: String,
}

/// What becomes of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Keep,
    /// It goes, with what makes no sense without it: a link, a citation, an empty list.
    Drop,
    /// It names another item.
    Become(String),
}

/// A field with references that have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The field.
    pub field: &'static Field,
    /// Its new value as JSON; `None` if nothing is left of it.
    pub value: Option<String>,
}

/// All references of an item.
///
/// # Errors
/// The item has a syntax error.
pub fn references(item: &Item) -> Result<Vec<Reference>, Fault> {
    let mut found = Vec::new();
    changed(&item.strict_json()?, item.kind(), &mut |reference| {
        found.push(reference.clone());
        Fate::Keep
    })?;
    Ok(found)
}

/// The fields of an item that change if its references fare as `fate` says. `json` is the item without comments.
///
/// # Errors
/// The item has a syntax error.
pub fn changed(json: &str, kind: ItemKind, fate: &mut dyn FnMut(&Reference) -> Fate) -> Result<Vec<Changed>, Fault> {
    let whole = Span::new(json.len() - json.trim_start().len(), json.len());
    let mut changes = Vec::new();
    for member in scan::members(json, whole)? {
        let Some(field) = kind.fields().iter().find(|field| scan::is(json, member.key, field.name)) else { continue };
        let mut walk = Walk { json, field: field.name, inner: field.name, is_whole: false, fate };
        changes.extend(walk.field(member.value, field)?);
    }
    Ok(changes)
}

/// The fields of the story itself that change if their references fare as `fate` says.
///
/// # Errors
/// The text is not JSON.
pub fn changed_of_story(document: &Document, fate: &mut dyn FnMut(&Reference) -> Fate) -> Result<Vec<Changed>, Fault> {
    let mut changes = Vec::new();
    for member in document.tree()?.members() {
        let is_it = |field: &&Field| scan::is(document.text(), member.key, field.name);
        let field = STORY.fields.iter().find(|field| !matches!(field.shape, Shape::Items(_)) && is_it(field));
        let Some(field) = field.filter(|field| may_refer(field.shape)) else { continue };
        let checked = syntax::check_at_once(member.value.of(document.text()));
        // What the story itself says of several items is not true of fewer.
        let (json, name) = (&checked.text, field.name);
        let mut walk = Walk { json, field: name, inner: name, is_whole: true, fate };
        changes.extend(walk.field(Span::new(0, checked.text.len()), field)?);
    }
    Ok(changes)
}

/// Whether a field of this shape may have references.
fn may_refer(shape: Shape) -> bool {
    let any = |object: &ObjectKind| object.fields.iter().any(|field| may_refer(field.shape));
    match shape {
        Shape::Id(_) | Shape::Ids(_) | Shape::Links(..) => true,
        Shape::Object(object) | Shape::Objects(object) | Shape::Phrases(object) => any(object),
        Shape::List(shape) => may_refer(*shape),
        _ => false,
    }
}

/// A value after its references have changed.
enum After {
    Same,
    Gone,
    New(String),
}

struct Walk<'a> {
    json: &'a str,
    field: &'static str,
    inner: &'static str,
    /// Whether a list of ids is gone with any of them.
    is_whole: bool,
    fate: &'a mut dyn FnMut(&Reference) -> Fate,
}

impl Walk<'_> {
    fn field(&mut self, value: Span, field: &'static Field) -> Result<Option<Changed>, Fault> {
        Ok(match self.value(value, field.shape)? {
            After::Same => None,
            After::Gone => Some(Changed { field, value: None }),
            After::New(value) => Some(Changed { field, value: Some(value) }),
        })
    }

    fn value(&mut self, value: Span, shape: Shape) -> Result<After, Fault> {
        let first = value.of(self.json).as_bytes().first();
        match (shape, first) {
            (Shape::Id(kind) | Shape::Ids(kind) | Shape::Links(kind, _), Some(b'"')) => Ok(self.id(value, kind)),
            (Shape::Object(kind) | Shape::Objects(kind) | Shape::Links(_, kind) | Shape::Phrases(kind), Some(b'{')) => {
                self.object(value, kind)
            }
            (Shape::Ids(_) | Shape::Links(..) | Shape::Objects(_) | Shape::Phrases(_), Some(b'[')) => {
                self.list(value, shape)
            }
            (Shape::List(entry), Some(b'[')) => self.list(value, *entry),
            _ => Ok(After::Same),
        }
    }

    fn id(&mut self, value: Span, kind: ItemKind) -> After {
        let Some(id) = scan::string(self.json, value) else { return After::Same };
        let reference = Reference { field: self.field, inner: self.inner, kind, id: id.into_owned() };
        match (self.fate)(&reference) {
            Fate::Keep => After::Same,
            Fate::Drop => After::Gone,
            Fate::Become(id) if id == reference.id => After::Same,
            Fate::Become(id) => After::New(Value::from(id).to_string()),
        }
    }

    /// A list without what is gone, and without what has become the same as another entry.
    fn list(&mut self, value: Span, shape: Shape) -> Result<After, Fault> {
        let (mut entries, mut is_same, mut is_gone) = (Vec::new(), true, false);
        for item in scan::items(self.json, value)? {
            let after = self.value(item, shape)?;
            is_same &= matches!(after, After::Same);
            match after {
                After::Same => entries.push(item.of(self.json).to_owned()),
                After::Gone => is_gone = true,
                After::New(entry) => entries.push(entry),
            }
        }
        if is_same {
            return Ok(After::Same);
        }
        if self.is_whole && is_gone && matches!(shape, Shape::Ids(_)) {
            return Ok(After::Gone);
        }
        let mut seen = std::collections::HashSet::new();
        entries.retain(|entry| seen.insert(one_line(entry)));
        Ok(if entries.is_empty() { After::Gone } else { After::New(format!("[{}]", entries.join(","))) })
    }

    /// An object, which is gone if a field is that it needs or that narrows it, or every field.
    fn object(&mut self, value: Span, kind: &'static ObjectKind) -> Result<After, Fault> {
        let (mut fields, mut is_same) = (Vec::new(), true);
        let around = self.inner;
        for member in scan::members(self.json, value)? {
            let field = kind.fields.iter().find(|field| scan::is(self.json, member.key, field.name));
            self.inner = field.map_or(around, |field| field.name);
            let after = field.map_or(Ok(After::Same), |field| self.value(member.value, field.shape))?;
            is_same &= matches!(after, After::Same);
            let value = match after {
                After::Same => member.value.of(self.json).to_owned(),
                After::New(value) => value,
                After::Gone if field.is_some_and(|field| field.required || field.narrows) => {
                    self.inner = around;
                    return Ok(After::Gone);
                }
                After::Gone => continue,
            };
            fields.push(format!("{}:{value}", member.key.of(self.json)));
        }
        self.inner = around;
        if is_same {
            return Ok(After::Same);
        }
        Ok(if fields.is_empty() { After::Gone } else { After::New(format!("{{{}}}", fields.join(","))) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Fate, changed, changed_of_story, references};
    use crate::document::fields::ItemKind;

    const EVENT: &str = r#"{ "id": "e", "title": "a", "thread": "a", "also": ["b", "c"], "place": "a", "cast": "a",
        "when": { "after": "a", "before": ["b", "a"], "lasts": 2 },
        "because": ["a", { "event": "b", "note": "n" }, { "event": "a" }], "cites": [{ "source": "a", "at": "1" }] }"#;

    #[test]
    fn references_are_found_by_the_table() {
        let document = Document::from_text(format!("{{ \"events\": [{EVENT}] }}"));
        let event = document.item(ItemKind::Event, "e").expect("it is there");
        let found = references(&event).expect("JSON").into_iter();
        let found: Vec<String> =
            found.map(|it| format!("{}.{} {} {}", it.field, it.inner, it.kind.word(), it.id)).collect();
        assert_eq!(
            found,
            [
                "thread.thread thread a",
                "also.also thread b",
                "also.also thread c",
                "place.place place a",
                "cast.cast character a",
                "when.after event a",
                "when.before event b",
                "when.before event a",
                "because.because event a",
                "because.event event b",
                "because.event event a",
                "cites.source source a",
            ]
        );
    }

    #[test]
    fn what_the_checks_rest_on_is_dropped_with_its_characters() {
        let event = r#"{ "id": "e", "ends": ["a", { "character": "b", "how": "dies" }],
            "knows": ["a", { "fact": "a", "characters": ["b"] }, { "fact": "b", "characters": ["a", "b"] }] }"#;
        let fate_of = &mut |reference: &super::Reference| if reference.id == "b" { Fate::Drop } else { Fate::Keep };
        let changes = changed(event, ItemKind::Event, fate_of).expect("JSON");
        let found: Vec<_> = changes.iter().map(|it| (it.field.name, it.value.as_deref())).collect();
        let knows = r#"["a",{"fact":"b","characters":["a"]}]"#;
        assert_eq!(found, [("ends", Some(r#"["a"]"#)), ("knows", Some(knows))]);
        let story = r#"{ "muted": [{ "finding": "two-places", "events": "b" }, { "finding": "after-end" }] }"#;
        let changes = super::changed_of_story(&Document::from_text(story.to_owned()), fate_of).expect("JSON");
        // Without its events, the first would accept everything of its kind.
        assert_eq!(changes[0].value.as_deref(), Some(r#"[{ "finding": "after-end" }]"#));
    }

    #[test]
    fn references_are_changed_and_dropped_with_what_needs_them() {
        let check = |kind: ItemKind, id: &str, fate: &Fate, expect: &[(&str, Option<&str>)]| {
            let mut fate_of = |reference: &super::Reference| {
                if reference.kind == kind && reference.id == id { fate.clone() } else { Fate::Keep }
            };
            let changes = changed(EVENT, ItemKind::Event, &mut fate_of).expect("JSON");
            let found: Vec<_> = changes.iter().map(|it| (it.field.name, it.value.as_deref())).collect();
            assert_eq!(found, expect);
        };
        let b = Fate::Become("b".to_owned());
        check(ItemKind::Event, "x", &Fate::Drop, &[]);
        check(ItemKind::Event, "a", &Fate::Become("a".to_owned()), &[]);
        check(
            ItemKind::Event,
            "a",
            &Fate::Drop,
            &[("when", Some(r#"{"before":["b"],"lasts":2}"#)), ("because", Some(r#"[{ "event": "b", "note": "n" }]"#))],
        );
        check(
            ItemKind::Event,
            "a",
            &b,
            &[
                ("when", Some(r#"{"after":"b","before":["b"],"lasts":2}"#)),
                ("because", Some(r#"["b",{ "event": "b", "note": "n" },{"event":"b"}]"#)),
            ],
        );
        check(ItemKind::Thread, "c", &b, &[("also", Some(r#"["b"]"#))]);
        check(ItemKind::Thread, "a", &Fate::Drop, &[("thread", None)]);
        check(ItemKind::Character, "a", &Fate::Drop, &[("cast", None)]);
        check(ItemKind::Source, "a", &Fate::Drop, &[("cites", None)]);
    }

    #[test]
    fn what_the_story_says_of_several_items_goes_with_one_of_them() {
        let muted = r#"{ "muted": [{ "finding": "x", "events": ["a", "b"] }, { "finding": "x", "events": "b" }] }"#;
        let mut fate = |reference: &super::Reference| if reference.id == "a" { Fate::Drop } else { Fate::Keep };
        let changes = changed_of_story(&Document::from_text(muted.to_owned()), &mut fate).expect("JSON");
        assert_eq!(changes[0].value.as_deref(), Some(r#"[{ "finding": "x", "events": "b" }]"#));
    }
}
