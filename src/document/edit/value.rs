//! Checks the values that edits write, and formats them in the style of the text.

use super::EditError;
use super::style::Style;
use crate::document::check::{Checker, Mistake};
use crate::document::fields::{Field, ItemKind, Shape};
use crate::text::path::Path;
use crate::text::raw::Kind;
use crate::text::scan::{self, Span};

/// An item longer than this, in bytes, is written on several lines if no other item shows a style.
const LONG: usize = 100;

/// Checks that a value may be the value of a field of this shape.
pub(super) fn check(json: &str, shape: Shape) -> Result<(), EditError> {
    let mut first = None;
    let mut report = |mistake: Mistake<'_>, at: &Path<'_>, _| first = first.take().or_else(|| error(&mistake, at));
    let mut checker = Checker::new(json, &mut report);
    checker.value(Span::new(0, json.len()), shape, &Path::ROOT);
    first.map_or(Ok(()), Err)
}

/// Checks that a value may be an item of this kind.
pub(super) fn check_item(json: &str, kind: ItemKind) -> Result<(), EditError> {
    let mut first = None;
    let mut report = |mistake: Mistake<'_>, at: &Path<'_>, _| first = first.take().or_else(|| error(&mistake, at));
    let mut checker = Checker::new(json, &mut report);
    checker.item(Span::new(0, json.len()), kind, &Path::ROOT);
    first.map_or(Ok(()), Err)
}

/// The error for a mistake that prevents the edit; `None` for a mistake that may be written, because compiling the
/// story reports it.
fn error(mistake: &Mistake, at: &Path) -> Option<EditError> {
    let path = at.to_string();
    let wrong_kind = |path, expected, value| EditError::WrongKind { path, expected, found: Kind::of(value).words() };
    Some(match *mistake {
        Mistake::WrongKind { expected, value } => wrong_kind(path, expected, value),
        Mistake::WrongExact { value } => wrong_kind(path, "a number or a text", value),
        Mistake::WrongFact { value } => wrong_kind(path, "a text, a number, true or false, or a list of those", value),
        Mistake::UnknownField { kind, name, nearest, .. } => {
            EditError::UnknownField { path, field: name.to_owned(), nearest, fields: kind.fields }
        }
        Mistake::Repeated { name } => EditError::Twice { path, field: name.to_owned() },
        Mistake::Missing { kind, field } => EditError::Required { path, what: kind.word, field },
        Mistake::TooLarge | Mistake::UnknownWord { .. } => return None,
    })
}

/// Whether the fields of two objects have the same names in the same order.
pub(super) fn has_same_order(one: &str, other: &str) -> bool {
    let names = |json| {
        let fields = scan::members(json, Span::new(0, json.len())).unwrap_or_default();
        fields
            .into_iter()
            .map(|field| scan::string(json, field.key).unwrap_or_default().into_owned())
            .collect::<Vec<_>>()
    };
    names(one) == names(other)
}

/// Whether two values say the same, with their fields in any order; numbers are the same if they are written the same.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let list = |json: &str| scan::items(json, Span::new(0, json.len())).unwrap_or_default();
    match (one.as_bytes().first(), other.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => {
            let fields = |json: &str| scan::members(json, Span::new(0, json.len())).unwrap_or_default();
            let (ours, theirs) = (fields(one), fields(other));
            // The first of two fields with one name counts; then the numbers of fields differ, or another is missing.
            let has = |field: &scan::Member| {
                let name = scan::string(one, field.key).unwrap_or_default();
                let same = theirs.iter().find(|their| scan::is(other, their.key, &name));
                same.is_some_and(|their| is_same(field.value.of(one), their.value.of(other)))
            };
            ours.len() == theirs.len() && ours.iter().all(has)
        }
        (Some(b'['), Some(b'[')) => {
            let (ours, theirs) = (list(one), list(other));
            let pairs = || ours.iter().zip(&theirs);
            ours.len() == theirs.len() && pairs().all(|(our, their)| is_same(our.of(one), their.of(other)))
        }
        (Some(b'"'), Some(b'"')) => {
            let text = |json| scan::string(json, Span::new(0, json.len()));
            text(one).is_some_and(|one| text(other).is_some_and(|other| one == other))
        }
        _ => one == other,
    }
}

/// Whether an item is too long for one line.
pub(super) fn is_long(json: &str, style: &Style) -> bool {
    style.document_lines && json.len() > LONG
}

/// Formats a value in a style: known fields in the order of the format, texts and numbers unchanged. `lines` says
/// whether each part has its own line, indented by one step more than `indent`.
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
        // Callers have checked the value, so scanning cannot fail.
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

/// The fields of an object of this shape.
fn fields_of(shape: Shape) -> Option<&'static [Field]> {
    match shape {
        Shape::Object(kind) | Shape::Objects(kind) | Shape::Links(_, kind) | Shape::Phrases(kind) => Some(kind.fields),
        _ => None,
    }
}

/// The shape of an item of a list of this shape.
fn item_of(list: Shape) -> Shape {
    if let Shape::Items(kind) = list { Shape::Objects(kind.object()) } else { list }
}
