//! A list or object in the place of one that is nearly the same: where a single entry differs, only that is written, so that
//! the others stay as they are, with the comments between them.

use serde_json::value::RawValue;

use super::children::{Comments, Container};
use super::style::Style;
use super::{Edits, set_field, value};
use crate::document::fields::{ObjectKind, Shape};
use crate::text::scan::{self, Member, Span};

/// The edits that turn the value in the range `old` into another one; `None` if more than one entry differs.
pub(super) fn edits(text: &str, old: Span, new: &str, shape: Shape, style: &Style) -> Option<Edits> {
    match shape {
        Shape::Object(kind) => of_object(text, old, new, kind, style),
        _ if old.of(text).starts_with('[') && new.starts_with('[') => of_list(text, old, new, shape, style),
        _ => None,
    }
}

fn of_list(text: &str, old: Span, new: &str, shape: Shape, style: &Style) -> Option<Edits> {
    let before = scan::items(text, old).ok()?;
    let after = scan::items(new, Span::new(0, new.len())).ok()?;
    let is_same = |(one, other): (&Span, &Span)| value::is_same(one.of(text), other.of(new));
    let alike = before.iter().zip(&after).take_while(|&pair| is_same(pair)).count();
    let rest = before[alike..].iter().rev().zip(after[alike..].iter().rev()).take_while(|&pair| is_same(pair)).count();
    let list = Container::new(text, old, &before);
    let written = |indent: &str, lines: bool| value::written(after[alike].of(new), shape, style, lines, indent);
    match (before.len() - alike - rest, after.len() - alike - rest) {
        (0, 0) => Some(Edits::new()),
        (1, 0) if before.len() > 1 => Some(list.remove(alike).0),
        (0, 1) if !before.is_empty() => {
            let indent = list.child_indent(alike, style, style.nested_lines);
            let item = written(&indent, style.nested_lines);
            Some(list.insert(alike, &item, &Comments::default(), style, style.nested_lines))
        }
        (1, 1) => {
            let item = before[alike];
            let indent = super::style::line_indent(text, item.start as usize);
            Some(vec![(item.range(), written(indent, item.of(text).contains('\n')))])
        }
        _ => None,
    }
}

fn of_object(text: &str, old: Span, new: &str, kind: &'static ObjectKind, style: &Style) -> Option<Edits> {
    let before = scan::members(text, old).ok()?;
    let after = scan::members(new, Span::new(0, new.len())).ok()?;
    let of_name = |members: &[Member], from: &str, name: &str| {
        members.iter().find(|member| scan::is(from, member.key, name)).copied()
    };
    let differs = |name: &str| match (of_name(&before, text, name), of_name(&after, new, name)) {
        (Some(one), Some(other)) => !value::is_same(one.value.of(text), other.value.of(new)),
        (one, other) => one.is_some() != other.is_some(),
    };
    let mut names = kind.fields.iter().filter(|field| differs(field.name));
    let field = names.next()?;
    // A field that the format does not know is left to be told of.
    let is_known = |members: &[Member], from: &str| {
        members.iter().all(|member| kind.fields.iter().any(|field| scan::is(from, member.key, field.name)))
    };
    if names.next().is_some() || !is_known(&before, text) || !is_known(&after, new) {
        return None;
    }
    let value = of_name(&after, new, field.name).map(|member| member.value.of(new).to_owned());
    if value.is_none() && before.len() < 2 {
        return None;
    }
    let value = value.map(RawValue::from_string).transpose().ok()?;
    let children: Vec<Span> = before.iter().map(|member| member.span()).collect();
    let container = Container::new(text, old, &children);
    let lines = old.of(text).contains('\n');
    set_field(&container, kind, field, of_name(&before, text, field.name), value.as_deref(), style, lines).ok()
}
