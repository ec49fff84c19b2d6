//! Values to be written: whether they may stand where they are wanted, and how they look there.

use std::collections::HashSet;

use super::EditError;
use super::style::Style;
use crate::document::fields::{Field, ItemKind, Shape};
use crate::text::nearest::Budget;
use crate::text::path::Path;
use crate::text::scan::{self, Span};

/// The most bytes of an item that is written in one line where nothing shows how it should be.
const LONG: usize = 100;

/// The kind of a value, in words.
pub(super) fn words(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'"') => "a text",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// A text as it is written.
pub(super) fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a value may stand in a field of some shape.
pub(super) fn check(json: &str, shape: Shape) -> Result<(), EditError> {
    Checker { json }.check(Span::new(0, json.len()), shape, &Path::ROOT)
}

/// Whether a value may be one of a story's things.
pub(super) fn check_item(json: &str, kind: ItemKind) -> Result<(), EditError> {
    Checker { json }.item(Span::new(0, json.len()), kind, &Path::ROOT)
}

struct Checker<'j> {
    json: &'j str,
}

impl Checker<'_> {
    fn check(&self, value: Span, shape: Shape, at: &Path) -> Result<(), EditError> {
        let found = words(value.of(self.json));
        let fits = |allowed: &[&str], expected| {
            if allowed.contains(&found) { Ok(()) } else { Err(self.wrong(value, expected, at)) }
        };
        match shape {
            Shape::Text | Shape::Id(_) => fits(&["a text"], "a text"),
            Shape::Number => fits(&["a number"], "a number"),
            Shape::Exact => fits(&["a number", "a text"], "a number or a text"),
            Shape::Texts | Shape::Ids(_) => {
                fits(&["a text", "a list"], "a list of texts")?;
                self.each(value, at, |item, at| self.check(item, Shape::Text, at))
            }
            Shape::Object(fields) => self.fields(value, "time", fields, at),
            Shape::Objects(fields) => {
                fits(&["a list"], "a list of objects")?;
                self.each(value, at, |item, at| self.fields(item, "citation", fields, at))
            }
            Shape::Links(_, fields) => {
                let link = |item: Span, at: &Path| match words(item.of(self.json)) {
                    "a text" => Ok(()),
                    "an object" => self.fields(item, "link", fields, at),
                    _ => Err(self.wrong(item, "an event's id, or an object with event, relation and note", at)),
                };
                if found == "a list" { self.each(value, at, link) } else { link(value, at) }
            }
            Shape::Items(kind) => {
                fits(&["a list"], "a list")?;
                self.each(value, at, |item, at| self.item(item, kind, at))
            }
            Shape::Facts => {
                fits(&["an object"], "an object of facts")?;
                let plain = ["a text", "a number", "true or false"];
                for member in scan::members(self.json, value)? {
                    let name = scan::string(self.json, member.key).unwrap_or_default();
                    let fact = |item: Span, at: &Path| {
                        if plain.contains(&words(item.of(self.json))) {
                            return Ok(());
                        }
                        Err(self.wrong(item, "a text, a number, true or false, or a list of those", at))
                    };
                    let at = at.field(&name);
                    if words(member.value.of(self.json)) == "a list" {
                        self.each(member.value, &at, fact)?;
                    } else {
                        fact(member.value, &at)?;
                    }
                }
                Ok(())
            }
        }
    }

    fn item(&self, item: Span, kind: ItemKind, at: &Path) -> Result<(), EditError> {
        if kind.may_be_text() && words(item.of(self.json)) == "a text" {
            return Ok(());
        }
        self.fields(item, kind.word(), kind.fields(), at)
    }

    /// Every item of a list; of another value none.
    fn each(
        &self,
        list: Span,
        at: &Path,
        check: impl Fn(Span, &Path) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        let items = scan::items(self.json, list)?;
        items.into_iter().enumerate().try_for_each(|(index, item)| check(item, &at.index(index)))
    }

    fn fields(&self, value: Span, what: &'static str, fields: &'static [Field], at: &Path) -> Result<(), EditError> {
        if words(value.of(self.json)) != "an object" {
            return Err(self.wrong(value, "an object", at));
        }
        let mut seen = HashSet::new();
        for member in scan::members(self.json, value)? {
            let name = scan::string(self.json, member.key).unwrap_or_default();
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                let nearest = Budget::new(1).nearest(&name, fields.iter().map(|field| field.name));
                return Err(EditError::UnknownField { field: name.into_owned(), nearest, fields });
            };
            if !seen.insert(field.name) {
                return Err(EditError::Twice { field: name.into_owned() });
            }
            self.check(member.value, field.shape, &at.field(field.name))?;
        }
        match fields.iter().find(|field| field.required && !seen.contains(field.name)) {
            Some(field) => Err(EditError::Required { path: at.to_string(), what, field: field.name }),
            None => Ok(()),
        }
    }

    fn wrong(&self, value: Span, expected: &'static str, at: &Path) -> EditError {
        EditError::WrongKind { path: at.to_string(), expected, found: words(value.of(self.json)) }
    }
}

/// Whether an item is too long for one line.
pub(super) fn is_long(json: &str, style: &Style) -> bool {
    style.document_lines && json.len() > LONG
}

/// A value as it is written in a style: known fields in the order of the format, texts and numbers as they are given.
/// `lines` says whether its parts stand on lines of their own, indented by one step more than `indent`.
pub(super) fn written(json: &str, shape: Shape, style: &Style, lines: bool, indent: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 4);
    Writer { json, style }.write(Span::new(0, json.len()), Some(shape), lines, indent, &mut out);
    out
}

struct Writer<'a> {
    json: &'a str,
    style: &'a Style,
}

impl Writer<'_> {
    fn write(&self, value: Span, shape: Option<Shape>, lines: bool, indent: &str, out: &mut String) {
        let json = value.of(self.json);
        let (open, close, pad) = match json.as_bytes().first() {
            Some(b'{') => ('{', '}', self.style.braces),
            Some(b'[') => ('[', ']', self.style.brackets),
            _ => return out.push_str(json),
        };
        let fields = shape.and_then(fields_of);
        // Callers have checked the value.
        let mut members = scan::members(self.json, value).unwrap_or_default();
        if let Some(fields) = fields {
            let rank = |name: &str| fields.iter().position(|field| field.name == name).unwrap_or(fields.len());
            members.sort_by_key(|member| rank(&scan::string(self.json, member.key).unwrap_or_default()));
        }
        let items = scan::items(self.json, value).unwrap_or_default();
        let lines = lines || matches!(shape, Some(Shape::Items(_))) && self.style.document_lines;
        let inner = format!("{indent}{}", self.style.unit);
        let children = members.iter().map(|member| (Some(member.key), member.value));
        let children = children.chain(items.iter().map(|item| (None, *item)));
        out.push(open);
        for (at, (key, child)) in children.enumerate() {
            if at > 0 {
                out.push(',');
            }
            if lines {
                out.push_str(self.style.newline);
                out.push_str(&inner);
            } else {
                out.push_str(if at == 0 { pad } else { self.style.comma });
            }
            let mut shape = shape;
            if let Some(key) = key {
                out.push_str(key.of(self.json));
                out.push(':');
                out.push_str(self.style.colon);
                let name = scan::string(self.json, key).unwrap_or_default();
                shape =
                    fields.and_then(|fields| fields.iter().find(|field| field.name == name)).map(|field| field.shape);
            }
            let child_lines = match shape {
                Some(Shape::Items(_)) if key.is_none() => {
                    self.style.item_lines.unwrap_or_else(|| is_long(child.of(self.json), self.style))
                }
                _ => self.style.nested_lines,
            };
            let shape = if key.is_none() { shape.map(item_of) } else { shape };
            self.write(child, shape, child_lines, if lines { &inner } else { indent }, out);
        }
        if members.is_empty() && items.is_empty() {
            out.push(close);
            return;
        }
        if lines {
            out.push_str(self.style.newline);
            out.push_str(indent);
        } else {
            out.push_str(pad);
        }
        out.push(close);
    }
}

/// The fields of an object of some shape.
fn fields_of(shape: Shape) -> Option<&'static [Field]> {
    match shape {
        Shape::Object(fields) | Shape::Objects(fields) | Shape::Links(_, fields) => Some(fields),
        _ => None,
    }
}

/// The shape of an item of a list of some shape.
fn item_of(list: Shape) -> Shape {
    if let Shape::Items(kind) = list { Shape::Objects(kind.fields()) } else { list }
}
