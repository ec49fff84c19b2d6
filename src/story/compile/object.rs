//! Takes objects of a document apart, field by field, and lists, element by element; tells of what is missing, what
//! nobody asked for, what comes twice and what is of the wrong kind. Knows nothing of stories.

use std::collections::HashSet;

use serde_json::value::RawValue;

use super::report::Report;
use crate::document::format::{OneOrMany, Text};
use crate::story::problem::quoted;
use crate::text::nearest::Budget;
use crate::text::path::Path;
use crate::text::raw::{self, Kind};

/// Reads values cut from `text`.
pub(super) struct Reader<'a, 'r> {
    pub(super) text: &'a str,
    pub(super) report: &'r mut Report,
    pub(super) budget: Budget,
}

/// An object whose fields are being taken out.
pub(super) struct Object<'a, 'p> {
    what: &'static str,
    at: &'p Path<'p>,
    offset: usize,
    pub(super) left: Vec<(Text<'a>, usize, &'a RawValue)>,
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
}

/// How to read one kind of value.
pub(super) type Read<'a, 'r, T> = fn(&mut Reader<'a, 'r>, &'a RawValue, &Path) -> T;

impl<'a, 'r> Reader<'a, 'r> {
    pub(super) fn text(&mut self, value: &'a RawValue, at: &Path) -> Text<'a> {
        raw::text(value).unwrap_or_else(|| {
            self.wrong_type("a text", value, at);
            Text::default()
        })
    }

    pub(super) fn texts(&mut self, value: &'a RawValue, at: &Path) -> OneOrMany<Text<'a>> {
        self.one_or_many(value, at, &[Kind::Text], Self::text)
    }

    /// A list, or what would be its only element, if that is of one of these kinds.
    pub(super) fn one_or_many<T>(
        &mut self,
        value: &'a RawValue,
        at: &Path,
        kinds: &[Kind],
        read: Read<'a, 'r, T>,
    ) -> OneOrMany<T> {
        OneOrMany(if kinds.contains(&raw::kind(value)) {
            vec![read(self, value, at)]
        } else {
            self.list(value, at, read)
        })
    }

    pub(super) fn number(&mut self, value: &'a RawValue, at: &Path) -> Option<f64> {
        if raw::kind(value) != Kind::Number {
            self.wrong_type("a number", value, at);
            return None;
        }
        let number = serde_json::from_str(value.get()).ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.report.error(at, "out-of-range", || "this number is too large; use one below 1e308".into());
        }
        number
    }

    pub(super) fn list<T>(&mut self, value: &'a RawValue, at: &Path, read: Read<'a, 'r, T>) -> Vec<T> {
        if raw::kind(value) != Kind::List {
            self.wrong_type("a list", value, at);
            return Vec::new();
        }
        let elements = raw::elements(value).into_iter().enumerate();
        elements.map(|(index, element)| read(self, element, &at.index(index))).collect()
    }

    /// The object here, its repeated fields told of.
    pub(super) fn object<'p>(
        &mut self,
        what: &'static str,
        value: &'a RawValue,
        at: &'p Path<'p>,
    ) -> Option<Object<'a, 'p>> {
        if raw::kind(value) != Kind::Object {
            self.wrong_type("an object", value, at);
            return None;
        }
        let mut seen = HashSet::new();
        let mut left = Vec::new();
        for (key, value) in raw::fields(value) {
            let (name, offset) = (raw::text(key).unwrap_or_default(), raw::offset(self.text, key));
            if seen.insert(name.clone()) {
                left.push((name, offset, value));
            } else {
                self.report.error_at(offset, &at.field(&name), "duplicate-field", || {
                    format!("field {} stands here a second time; keep one of the two", quoted(&name))
                });
            }
        }
        let offset = raw::offset(self.text, value);
        Some(Object { what, at, offset, left, known: Vec::new(), missing: Vec::new() })
    }

    pub(super) fn optional<T: Default>(
        &mut self,
        o: &mut Object<'a, '_>,
        name: &'static str,
        read: Read<'a, 'r, T>,
    ) -> T {
        o.known.push(name);
        let Some(index) = o.left.iter().position(|(field, ..)| **field == *name) else { return T::default() };
        let (_, _, value) = o.left.remove(index);
        read(self, value, &o.at.field(name))
    }

    pub(super) fn required<T: Default>(
        &mut self,
        o: &mut Object<'a, '_>,
        name: &'static str,
        read: Read<'a, 'r, T>,
    ) -> T {
        if !o.left.iter().any(|(field, ..)| **field == *name) {
            o.missing.push(name);
        }
        self.optional(o, name, read)
    }

    /// Tells of fields that are missing and of fields that nobody asked for.
    pub(super) fn close(&mut self, mut o: Object<'a, '_>) {
        if !o.left.is_empty() {
            self.report.note_unclear(o.at);
        }
        for (name, offset, _) in &o.left {
            let nearest = self.budget.nearest(name, o.known.iter().copied());
            let mend = match nearest {
                Some(nearest) => format!("did you mean {}?", quoted(nearest)),
                None => format!("the fields here are {}", o.known.join(", ")),
            };
            if let Some(index) = o.missing.iter().position(|missing| Some(*missing) == nearest) {
                // It is not missing but misspelt, and that was just told.
                self.report.mute(&o.at.field(o.missing.remove(index)));
            }
            self.report.error_at(*offset, &o.at.field(name), "unknown-field", || {
                format!("unknown field {}; {mend}", quoted(name))
            });
        }
        for name in &o.missing {
            self.report.error_at(o.offset, o.at, "missing-field", || {
                format!("missing field {}; every {} has one", quoted(name), o.what)
            });
            self.report.mute(&o.at.field(name));
        }
    }

    pub(super) fn wrong_type(&mut self, expected: &str, value: &RawValue, at: &Path) {
        let found = raw::kind(value);
        let mend = match (expected, found) {
            (_, Kind::Null) => "; leave it out instead".into(),
            ("a text", Kind::Number) => format!("; put it in quotes: {}", quoted(value.get())),
            ("a number" | "the number 1", Kind::Text) => "; leave out the quotes".into(),
            _ => String::new(),
        };
        self.report.error(at, "wrong-type", || format!("expected {expected}, found {}{mend}", found.words()));
    }
}
