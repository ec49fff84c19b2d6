//! Goes through a story's text by the table of fields, tells of everything that does not fit it, and writes the rest: a
//! text that can be read as a [`StoryFile`](super::format::StoryFile) whatever was wrong. Knows no words for messages,
//! and neither which ids there are nor what a time says.

use std::borrow::Cow;
use std::collections::HashSet;

use super::fields::{Field, ItemKind, ObjectKind, STORY, Shape};
use crate::text::nearest::Budget;
use crate::text::path::Path;
use crate::text::raw::Kind;
use crate::text::scan::{self, Member, Span};

/// Something that does not fit the format.
pub(crate) enum Mistake<'m> {
    /// A value of another kind than the expected one.
    WrongKind { expected: &'static str, value: &'m str },
    /// An exact time or a length that is neither a number nor a text. Is written all the same.
    WrongExact { value: &'m str },
    /// A fact, or an entry of one, that is no text, no number and neither true nor false. Is written all the same.
    WrongFact { value: &'m str },
    /// A number that no `f64` can hold.
    TooLarge,
    /// A text that is none of those that can stand there.
    UnknownWord { what: &'static str, word: &'m str, nearest: Option<&'static str>, words: &'static [&'static str] },
    /// A field that no object of this kind has. If it `misspells` one that every such object has, that one is not told
    /// of as missing.
    UnknownField { kind: &'static ObjectKind, name: &'m str, nearest: Option<&'static str>, misspells: bool },
    /// A field that was given before.
    Repeated { name: &'m str },
    /// A field that every object of this kind has.
    Missing { kind: &'static ObjectKind, field: &'static str },
}

/// Checks values of a text that is JSON, and writes what fits the format.
///
/// A field at fault is left out, or is given an empty value if every object of its kind has it. An entry of a list at
/// fault is replaced by an empty one, so that the others keep their numbers.
pub(crate) struct Checker<'t, F> {
    text: &'t str,
    /// Called with each mistake, the path of the value that has it, and the offset to show: of a field's name, else of
    /// the value.
    tell: F,
    budget: Budget,
    out: String,
    /// Whether the story's events are left for later.
    leaves_events: bool,
    /// Those, and where in `out` they belong.
    later: Option<(Vec<Span>, usize)>,
    /// The text behind them.
    end: String,
}

impl<'t, F: FnMut(Mistake<'_>, &Path<'_>, usize)> Checker<'t, F> {
    pub(crate) fn new(text: &'t str, tell: F) -> Self {
        // Fields are few to choose from, so looking is cheap, and one slip is often made in every event.
        let budget = Budget::new(10_000);
        Self { text, tell, budget, out: String::new(), later: None, leaves_events: false, end: String::new() }
    }

    /// Checks all of a story but its events, and says where they stand. They are the one list that may be long, so the
    /// caller passes them to [`event`](Self::event) in its own time.
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

    /// The text with everything that was checked, as far as it fits.
    pub(crate) fn finish(self) -> String {
        self.out + &self.end
    }

    /// Checks one of the things that a story lists; whether any of it fits.
    pub(crate) fn item(&mut self, value: Span, kind: ItemKind, at: &Path) -> bool {
        if kind.may_be_text() && self.kind(value) == Kind::Text {
            self.write(value)
        } else {
            self.object(value, kind.object(), at)
        }
    }

    /// Checks a value; whether any of it fits. If not, nothing is written.
    pub(crate) fn value(&mut self, value: Span, shape: Shape, at: &Path) -> bool {
        let found = self.kind(value);
        match shape {
            Shape::Text | Shape::Id(_) => self.is(value, Kind::Text, "a text", at) && self.write(value),
            Shape::Word(what, words) => self.is(value, Kind::Text, "a text", at) && self.word(value, what, words, at),
            Shape::Number => self.is(value, Kind::Number, "a number", at) && self.number(value, at),
            Shape::Version => self.is(value, Kind::Number, "the number 1", at) && self.version(value),
            Shape::Exact => {
                if !matches!(found, Kind::Number | Kind::Text) {
                    (self.tell)(Mistake::WrongExact { value: value.of(self.text) }, at, value.start as usize);
                }
                self.write(value)
            }
            Shape::Texts | Shape::Ids(_) if found == Kind::Text => self.write(value),
            Shape::Texts | Shape::Ids(_) => self.list(value, Shape::Text, at),
            Shape::Object(kind) => self.object(value, kind, at),
            Shape::Objects(kind) => self.list(value, Shape::Object(kind), at),
            Shape::Links(_, kind) if found == Kind::Object => self.object(value, kind, at),
            Shape::Links(..) if found == Kind::Text => self.write(value),
            Shape::Items(ItemKind::Event) if self.leaves_events && found == Kind::List => {
                self.out.push('[');
                self.later = Some((scan::items(self.text, value).unwrap_or_default(), self.out.len()));
                self.out.push(']');
                true
            }
            Shape::Links(..) | Shape::Items(_) => self.list(value, shape, at),
            Shape::Facts => self.facts(value, at),
        }
    }

    fn kind(&self, value: Span) -> Kind {
        Kind::of(value.of(self.text))
    }

    /// Whether a value is of the expected kind; tells if not.
    fn is(&mut self, value: Span, kind: Kind, expected: &'static str, at: &Path) -> bool {
        let fits = self.kind(value) == kind;
        if !fits {
            (self.tell)(Mistake::WrongKind { expected, value: value.of(self.text) }, at, value.start as usize);
        }
        fits
    }

    /// Writes a value as it stands in the text.
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
        (self.tell)(Mistake::UnknownWord { what, word: &word, nearest, words }, at, value.start as usize);
        false
    }

    fn number(&mut self, value: Span, at: &Path) -> bool {
        if is_finite(value.of(self.text)) {
            return self.write(value);
        }
        (self.tell)(Mistake::TooLarge, at, value.start as usize);
        false
    }

    /// Writes any number, to be judged by those who know the versions.
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

    /// Writes the next entry of a list: of a list of `shape` if that has entries of more than one kind, else of `shape`.
    fn entry(&mut self, value: Span, shape: Shape, at: &Path) {
        if !self.out.ends_with('[') {
            self.out.push(',');
        }
        let (fits, empty) = match shape {
            Shape::Items(kind) => (self.item(value, kind, at), Shape::Object(kind.object())),
            Shape::Links(_, kind) => (self.link(value, kind, at), Shape::Text),
            _ => (self.value(value, shape, at), shape),
        };
        if !fits {
            self.write_empty(empty);
        }
    }

    fn link(&mut self, value: Span, kind: &'static ObjectKind, at: &Path) -> bool {
        if self.kind(value) == Kind::Text {
            return self.write(value);
        }
        let expected = "an event's id, or an object with event, relation and note";
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
            (self.tell)(mistake, at, member.key.start as usize);
        }
        for field in missing {
            (self.tell)(Mistake::Missing { kind, field: field.name }, at, value.start as usize);
        }
        self.write_fields(&absent);
        self.out.push('}');
        true
    }

    /// The fields of an object, each the first time that it is given.
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
                (self.tell)(Mistake::Repeated { name: &name }, at, member.key.start as usize);
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
            (self.tell)(Mistake::WrongFact { value: value.of(self.text) }, at, value.start as usize);
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

    /// Writes a value that says nothing.
    fn write_empty(&mut self, shape: Shape) {
        match shape {
            Shape::Text | Shape::Id(_) => self.out.push_str("\"\""),
            Shape::Word(_, words) => {
                let first = format!("\"{}\"", words.first().copied().unwrap_or_default());
                self.out.push_str(&first);
            }
            Shape::Number | Shape::Version | Shape::Exact => self.out.push('0'),
            Shape::Texts | Shape::Ids(_) | Shape::Objects(_) | Shape::Links(..) | Shape::Items(_) => {
                self.out.push_str("[]");
            }
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
