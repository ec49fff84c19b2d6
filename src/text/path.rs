//! Where in the document something stands: `events[12].thread`, and from there to line and column.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;

use serde_json::value::RawValue;

use super::quote::quoted;
use super::raw;

/// A place in the document, as a chain up to the root. Costs nothing until it is told to somebody.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Field(&'p str),
    Index(usize),
}

impl Path<'static> {
    /// The whole document.
    pub(crate) const ROOT: Self = Self { parent: None, step: Step::Root };
}

impl<'p> Path<'p> {
    /// A field of the object here.
    pub(crate) fn field(&'p self, name: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Field(name) }
    }

    /// An element of the list here.
    pub(crate) fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

    /// The same place, from the root down, for keeping.
    pub(crate) fn steps(&self) -> Vec<OwnedStep> {
        let mut steps = self.parent.map(Path::steps).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Field(name) => steps.push(OwnedStep::Field(name.to_owned())),
            Step::Index(index) => steps.push(OwnedStep::Index(index)),
        }
        steps
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Field(name) if !is_plain(name) => write!(f, "[{}]", quoted(name)),
            Step::Field(name) if parent.parent.is_none() => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
        }
    }
}

fn is_plain(name: &str) -> bool {
    (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'$'))
}

/// One step from a value into it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OwnedStep {
    /// Into a field of an object.
    Field(String),
    /// Into an element of a list.
    Index(usize),
}

/// Finds where the values of a document stand in its text.
///
/// Remembers the elements of the document's own lists, so that finding each of many problems costs no pass over the
/// whole text.
pub(crate) struct Locator<'a> {
    text: &'a str,
    /// The document's fields, once one of them is looked for.
    fields: OnceCell<Vec<(&'a RawValue, &'a RawValue)>>,
    lists: HashMap<String, Vec<&'a RawValue>>,
    /// The field with the one long list of the document, if some of its items are known.
    long: &'static str,
    /// Where some of its items begin, by their numbers.
    items: Vec<(usize, usize)>,
    /// The number of its item looked for last, and where it begins.
    last: (usize, usize),
}

impl<'a> Locator<'a> {
    /// For a text that is valid JSON.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, fields: OnceCell::new(), lists: HashMap::new(), long: "", items: Vec::new(), last: (0, 0) }
    }

    /// The same, with the offsets of some items of the list in field `long`, by their numbers: ascending, and the first
    /// item among them.
    pub(crate) fn with_items(text: &'a str, long: &'static str, items: Vec<(usize, usize)>) -> Self {
        let last = items.first().copied().unwrap_or_default();
        Self { long, items, last, ..Self::new(text) }
    }

    /// The offset of the value at `steps`, or of the innermost value around it that there is.
    pub(crate) fn offset(&mut self, steps: &[OwnedStep]) -> usize {
        let whole = self.text.len() - self.text.trim_start().len();
        let Some((OwnedStep::Field(name), rest)) = steps.split_first() else { return whole };
        if let Some((OwnedStep::Index(index), rest)) = rest.split_first()
            && *name == self.long
            && let Some(item) = self.item(*index)
        {
            return raw::offset(self.text, innermost(item, rest.iter()));
        }
        let fields =
            self.fields.get_or_init(|| serde_json::from_str(self.text).map_or_else(|_| Vec::new(), raw::fields));
        let Some(value) = named(fields, name) else { return whole };
        let inner = match rest.split_first() {
            Some((OwnedStep::Index(index), rest)) => {
                let list = self.lists.entry(name.clone()).or_insert_with(|| raw::elements(value));
                list.get(*index).map(|value| innermost(value, rest.iter()))
            }
            _ => Some(innermost(value, rest.iter())),
        };
        raw::offset(self.text, inner.unwrap_or(value))
    }

    /// An item of the long list, found from the nearest one before it that is known.
    fn item(&mut self, index: usize) -> Option<&'a RawValue> {
        let known = self.items.partition_point(|&(number, _)| number <= index).checked_sub(1)?;
        let (mut number, mut at) = self.items[known].max(if self.last.0 <= index { self.last } else { (0, 0) });
        loop {
            let mut values = serde_json::Deserializer::from_str(self.text.get(at..)?).into_iter::<&RawValue>();
            let value = values.next()?.ok()?;
            if number == index {
                self.last = (number, at);
                return Some(value);
            }
            at += values.byte_offset();
            at += self.text.get(at..)?.find(',')? + 1;
            number += 1;
        }
    }
}

/// The value at the end of some steps from another, as far as there are values.
fn innermost<'a, 's>(mut value: &'a RawValue, steps: impl Iterator<Item = &'s OwnedStep>) -> &'a RawValue {
    for step in steps {
        let inner = match step {
            OwnedStep::Field(name) => named(&raw::fields(value), name),
            OwnedStep::Index(index) => raw::elements(value).get(*index).copied(),
        };
        match inner {
            Some(inner) => value = inner,
            None => break,
        }
    }
    value
}

fn named<'a>(fields: &[(&'a RawValue, &'a RawValue)], name: &str) -> Option<&'a RawValue> {
    fields.iter().find(|(key, _)| raw::text(key).is_some_and(|key| *key == *name)).map(|(_, value)| *value)
}

/// From byte offsets to lines and columns, both from 1, columns in characters. Goes through the text once, so offsets
/// ascend.
pub(crate) struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    /// At the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1, column: 1 }
    }

    /// The line and column of an offset into the text, which is not before the one asked for last.
    pub(crate) fn go_to(&mut self, offset: usize) -> (u32, u32) {
        let Some(passed) = self.text.get(self.offset..offset) else { return (self.line, self.column) };
        let lines = passed.bytes().filter(|&byte| byte == b'\n').count();
        let in_line = passed.rfind('\n').map_or(passed, |end| &passed[end + 1..]);
        if lines > 0 {
            (self.line, self.column) = (self.line.saturating_add(lines as u32), 1);
        }
        (self.offset, self.column) = (offset, self.column.saturating_add(in_line.chars().count() as u32));
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Locator, OwnedStep, Path};

    #[test]
    fn paths_are_written_like_code() {
        let events = Path::ROOT.field("events");
        let event = events.index(12);
        let check = |path: Path, expect: &str| assert_eq!(path.to_string(), expect);
        check(Path::ROOT, "");
        check(event, "events[12]");
        check(event.field("thread"), "events[12].thread");
        check(event.field("two words"), "events[12][\"two words\"]");
        check(Path::ROOT.field("$schema"), "$schema");
    }

    #[test]
    fn columns_count_characters() {
        let mut cursor = Cursor::new("ab\r\nπδx\n\n");
        let mut check = |offset, expect| assert_eq!(cursor.go_to(offset), expect);
        check(0, (1, 1));
        check(2, (1, 3));
        check(4, (2, 1));
        check(8, (2, 3));
        check(8, (2, 3));
        check(10, (3, 1));
        check(11, (4, 1));
    }

    #[test]
    fn items_are_found_from_any_that_is_known() {
        let text = r#"{ "events": [{ "a": 0 }, { "a": [1, 2] },{},
            { "a": 3 } ] }"#;
        let offset = |number: usize| text.match_indices('{').nth(number + 1).map_or(0, |(at, _)| at);
        for known in [vec![0], vec![0, 2], vec![0, 1, 2, 3]] {
            let mut locator = Locator::with_items(text, "events", known.iter().map(|&at| (at, offset(at))).collect());
            let mut check = |number: usize, inner: &[OwnedStep], expect: usize| {
                let steps = [&[OwnedStep::Field("events".into()), OwnedStep::Index(number)], inner].concat();
                assert_eq!(locator.offset(&steps), expect, "{known:?} {steps:?}");
            };
            check(3, &[], offset(3));
            check(0, &[OwnedStep::Field("a".into())], offset(0) + 7);
            check(1, &[OwnedStep::Field("a".into()), OwnedStep::Index(1)], offset(1) + 11);
            check(1, &[OwnedStep::Field("b".into())], offset(1));
            check(2, &[], offset(2));
            check(4, &[], 12);
        }
    }
}
