//! Checks a story's text against the table of fields. Reports everything that does not fit, and writes a text without
//! it, which can always be read as a [`StoryFile`](super::format::StoryFile). Does not word messages, resolve ids or
//! read times.

use std::borrow::Cow;
use std::collections::HashSet;

use super::fields::{Field, ItemKind, ObjectKind, STORY, Shape};
use crate::text::nearest::Budget;
use crate::text::path::Path;
use crate::text::raw::Kind;
use crate::text::scan::{self, Member, Span};

/// Something that does not fit the format.
pub(crate) enum Mistake<'m> {
    /// A value of the wrong kind.
    WrongKind { expected: &'static str, value: &'m str },
    /// An exact time or a length that is neither a number nor a text. It is still written.
    WrongExact { value: &'m str },
    /// A fact, or an entry of one, that is not a text, a number, true or false. It is still written.
    WrongFact { value: &'m str },
    /// A number that no `f64` can hold.
    TooLarge,
    /// A text that is not one of the words allowed here.
    UnknownWord { what: &'static str, word: &'m str, nearest: Option<&'static str>, words: &'static [&'static str] },
    /// A field that objects of this kind do not have. If it `misspells` a required field, that field is not reported as
    /// missing.
    UnknownField { kind: &'static ObjectKind, name: &'m str, nearest: Option<&'static str>, misspells: bool },
    /// A field that is given a second time.
    Repeated { name: &'m str },
    /// A required field that is missing.
    Missing { kind: &'static ObjectKind, field: &'static str },
}

/// What is called with each mistake, the path of the value that has it, and the offset to show: that of the field's name for
/// a mistake about a field, else that of the value.
pub(crate) type Report<'r> = dyn FnMut(Mistake<'_>, &Path<'_>, usize) + 'r;

/// Checks values of a JSON text, and writes those that fit the format.
///
/// A field that does not fit is left out, or gets an empty value if it is required. A list entry that does not fit is
/// replaced by an empty one, so that the others keep their indices.
pub(crate) struct Checker<'t, 'r> {
    text: &'t str,
    /// Called with each mistake.
    report: &'r mut Report<'r>,
    budget: Budget,
    out: String,
    /// Whether the story's events are checked separately; see [`story`](Self::story).
    leaves_events: bool,
    /// The events to check separately, and the offset in `out` where they belong.
    later: Option<(Vec<Span>, usize)>,
    /// The output after the events.
    end: String,
}

impl<'t, 'r> Checker<'t, 'r> {
    pub(crate) fn new(text: &'t str, report: &'r mut Report<'r>) -> Self {
        // An object has few fields, so a search is cheap, and the same misspelling is often repeated in every event.
        let budget = Budget::new(10_000);
        Self { text, report, budget, out: String::new(), later: None, leaves_events: false, end: String::new() }
    }

    /// Checks all of a story except its events, and returns their ranges. Only this list may be long, so the caller
    /// passes each event to [`event`](Self::event) and can yield in between.
    pub(crate) fn story(&mut self) -> Vec<Span> {
        let bytes = self.text.as_bytes();
        let start = scan::skip_trivia(bytes, 0);
        let whole = Span::new(start, scan::skip_value(bytes, start).unwrap_or(bytes.len()));
        self.leaves_events = true;
        if !self.object(whole, STORY, &Path::ROOT) {
            self.write_empty(Shape::Object(STORY));
        }
        let Some((events, at)) = self.later.take() else { return Vec::new() };
        self.end = self.out.split_off(at);
        events
    }

    /// Checks the next event.
    pub(crate) fn event(&mut self, index: usize, event: Span) {
        self.entry(event, Shape::Object(ItemKind::Event.object()), &Path::ROOT.field("events").index(index));
    }

    /// The text of everything that was checked and fits.
    pub(crate) fn finish(self) -> String {
        self.out + &self.end
    }

    /// Checks an item of one of the story's lists. Returns whether any of it fits.
    pub(crate) fn item(&mut self, value: Span, kind: ItemKind, at: &Path) -> bool {
        if kind.may_be_text() && self.kind(value) == Kind::Text {
            self.write(value)
        } else {
            self.object(value, kind.object(), at)
        }
    }

    /// Checks a value. Returns whether any of it fits; if not, nothing is written.
    pub(crate) fn value(&mut self, value: Span, shape: Shape, at: &Path) -> bool {
        let found = self.kind(value);
        match shape {
            Shape::Text | Shape::Id(_) => self.is(value, Kind::Text, "a text", at) && self.write(value),
            Shape::Word(what, words) => self.is(value, Kind::Text, "a text", at) && self.word(value, what, words, at),
            Shape::Number => self.is(value, Kind::Number, "a number", at) && self.number(value, at),
            Shape::Flag => self.is(value, Kind::Bool, "true or false", at) && self.write(value),
            Shape::List(shape) => self.list(value, *shape, at),
            Shape::Version => self.is(value, Kind::Number, "the number 1", at) && self.version(value),
            Shape::Exact => {
                if !matches!(found, Kind::Number | Kind::Text) {
                    (self.report)(Mistake::WrongExact { value: value.of(self.text) }, at, value.start as usize);
                }
                self.write(value)
            }
            Shape::Texts | Shape::Ids(_) if found == Kind::Text => self.write(value),
            Shape::Texts | Shape::Ids(_) => self.list(value, Shape::Text, at),
            Shape::Object(kind) => self.object(value, kind, at),
            Shape::Objects(kind) => self.list(value, Shape::Object(kind), at),
            Shape::Links(_, kind) | Shape::Phrases(kind) if found == Kind::Object => self.object(value, kind, at),
            Shape::Links(..) | Shape::Phrases(_) if found == Kind::Text => self.write(value),
            Shape::Items(ItemKind::Event) if self.leaves_events && found == Kind::List => {
                self.out.push('[');
                self.later = Some((scan::items(self.text, value).unwrap_or_default(), self.out.len()));
                self.out.push(']');
                true
            }
            Shape::Links(..) | Shape::Phrases(_) | Shape::Items(_) => self.list(value, shape, at),
            Shape::Facts => self.facts(value, at),
        }
    }

    fn kind(&self, value: Span) -> Kind {
        Kind::of(value.of(self.text))
    }

    /// Whether a value is of the expected kind; reports it if not.
    fn is(&mut self, value: Span, kind: Kind, expected: &'static str, at: &Path) -> bool {
        let fits = self.kind(value) == kind;
        if !fits {
            (self.report)(Mistake::WrongKind { expected, value: value.of(self.text) }, at, value.start as usize);
        }
        fits
    }

    /// Copies a value from the text.
    fn write(&mut self, value: Span) -> bool {
        self.out.push_str(value.of(self.text));
        true
    }

    fn word(&mut self, value: Span, what: &'static str, words: &'static [&'static str], at: &Path) -> bool {
        let word = scan::string(self.text, value).unwrap_or_default();
        if words.contains(&&*word) {
            return self.write(value);
        }
        let nearest = self.budget.nearest(&word, words.iter().copied());
        (self.report)(Mistake::UnknownWord { what, word: &word, nearest, words }, at, value.start as usize);
        false
    }

    fn number(&mut self, value: Span, at: &Path) -> bool {
        if is_finite(value.of(self.text)) {
            return self.write(value);
        }
        (self.report)(Mistake::TooLarge, at, value.start as usize);
        false
    }

    /// Writes any number: whether it is a version that can be read is checked later, by the story's compiler.
    fn version(&mut self, value: Span) -> bool {
        is_finite(value.of(self.text)) && self.write(value)
    }

    fn list(&mut self, value: Span, shape: Shape, at: &Path) -> bool {
        if !self.is(value, Kind::List, "a list", at) {
            return false;
        }
        self.out.push('[');
        for (index, entry) in scan::items(self.text, value).unwrap_or_default().into_iter().enumerate() {
            self.entry(entry, shape, &at.index(index));
        }
        self.out.push(']');
        true
    }

    /// Checks and writes the next entry of a list. `shape` is the list's shape if its entries may be of several kinds,
    /// else the shape of the entry.
    fn entry(&mut self, value: Span, shape: Shape, at: &Path) {
        if !self.out.ends_with('[') {
            self.out.push(',');
        }
        let (fits, empty) = match shape {
            Shape::Items(kind) => (self.item(value, kind, at), Shape::Object(kind.object())),
            Shape::Links(named, kind) => (self.link(value, Some(named), kind, at), Shape::Text),
            Shape::Phrases(kind) => (self.link(value, None, kind, at), Shape::Text),
            _ => (self.value(value, shape, at), shape),
        };
        if !fits {
            self.write_empty(empty);
        }
    }

    /// Checks an entry that is a text, an id of an item `named` if there is one, or an object.
    fn link(&mut self, value: Span, named: Option<ItemKind>, kind: &'static ObjectKind, at: &Path) -> bool {
        if self.kind(value) == Kind::Text {
            return self.write(value);
        }
        let expected = match named {
            Some(ItemKind::Event) => "an event's id, or an object with event, relation and note",
            Some(_) => "a character's id, or an object with character and how",
            None => "a text, or an object with fact and characters",
        };
        self.is(value, Kind::Object, expected, at) && self.object(value, kind, at)
    }

    fn object(&mut self, value: Span, kind: &'static ObjectKind, at: &Path) -> bool {
        let Some(members) = self.members(value, at) else { return false };
        let is_given = |field: &Field| members.iter().any(|(name, _)| *name == field.name);
        let mut missing: Vec<&Field> = kind.fields.iter().filter(|field| field.required && !is_given(field)).collect();
        let absent = missing.clone();
        self.out.push('{');
        for (name, member) in &members {
            if let Some(field) = kind.fields.iter().find(|field| field.name == name) {
                let before = self.out.len();
                self.write_key(member.key.of(self.text));
                if !self.value(member.value, field.shape, &at.field(field.name)) {
                    if field.required {
                        self.write_empty(field.shape);
                    } else {
                        self.out.truncate(before);
                    }
                }
                continue;
            }
            let nearest = self.budget.nearest(name, kind.fields.iter().map(|field| field.name));
            let misspelt = missing.iter().position(|missing| Some(missing.name) == nearest);
            misspelt.map(|misspelt| missing.remove(misspelt));
            let mistake = Mistake::UnknownField { kind, name, nearest, misspells: misspelt.is_some() };
            (self.report)(mistake, at, member.key.start as usize);
        }
        for field in missing {
            (self.report)(Mistake::Missing { kind, field: field.name }, at, value.start as usize);
        }
        self.write_fields(&absent);
        self.out.push('}');
        true
    }

    /// The fields of an object; of a repeated field, the first. `None` if the value is not an object.
    fn members(&mut self, object: Span, at: &Path) -> Option<Vec<(Cow<'t, str>, Member)>> {
        if !self.is(object, Kind::Object, "an object", at) {
            return None;
        }
        let mut seen = HashSet::new();
        let mut members = Vec::new();
        for member in scan::members(self.text, object).unwrap_or_default() {
            let name = scan::string(self.text, member.key).unwrap_or_default();
            if seen.insert(name.clone()) {
                members.push((name, member));
            } else {
                (self.report)(Mistake::Repeated { name: &name }, at, member.key.start as usize);
            }
        }
        Some(members)
    }

    fn facts(&mut self, value: Span, at: &Path) -> bool {
        let Some(members) = self.members(value, at) else { return false };
        self.out.push('{');
        for (name, member) in &members {
            self.write_key(member.key.of(self.text));
            self.write(member.value);
            let at = at.field(name);
            if self.kind(member.value) != Kind::List {
                self.fact(member.value, &at);
                continue;
            }
            for (index, entry) in scan::items(self.text, member.value).unwrap_or_default().into_iter().enumerate() {
                self.fact(entry, &at.index(index));
            }
        }
        self.out.push('}');
        true
    }

    fn fact(&mut self, value: Span, at: &Path) {
        if !matches!(self.kind(value), Kind::Text | Kind::Number | Kind::Bool) {
            (self.report)(Mistake::WrongFact { value: value.of(self.text) }, at, value.start as usize);
        }
    }

    fn write_key(&mut self, key: &str) {
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
        self.out.push_str(key);
        self.out.push(':');
    }

    fn write_fields(&mut self, fields: &[&Field]) {
        for field in fields {
            self.write_key(&format!("\"{}\"", field.name));
            self.write_empty(field.shape);
        }
    }

    /// Writes an empty value.
    fn write_empty(&mut self, shape: Shape) {
        match shape {
            Shape::Text | Shape::Id(_) => self.out.push_str("\"\""),
            Shape::Word(_, words) => {
                let first = format!("\"{}\"", words.first().copied().unwrap_or_default());
                self.out.push_str(&first);
            }
            Shape::Number | Shape::Version | Shape::Exact => self.out.push('0'),
            Shape::Flag => self.out.push_str("false"),
            Shape::Texts
            | Shape::List(_)
            | Shape::Ids(_)
            | Shape::Objects(_)
            | Shape::Links(..)
            | Shape::Phrases(_)
            | Shape::Items(_) => self.out.push_str("[]"),
            Shape::Object(ObjectKind { fields, .. }) => {
                self.out.push('{');
                self.write_fields(&fields.iter().filter(|field| field.required).collect::<Vec<_>>());
                self.out.push('}');
            }
            Shape::Facts => self.out.push_str("{}"),
        }
    }
}

fn is_finite(number: &str) -> bool {
    serde_json::from_str::<f64>(number).is_ok_and(f64::is_finite)
}
