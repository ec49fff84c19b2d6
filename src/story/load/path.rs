//! Where in the document something stands: `events[12].thread`, and from there to line and column.

use std::collections::HashMap;
use std::fmt;

use serde_json::value::RawValue;

use super::raw;
use crate::story::problem::quoted;

/// A place in the document, as a chain up to the root. Costs nothing until it is told to somebody.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
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
    pub(super) const ROOT: Self = Self { parent: None, step: Step::Root };
}

impl<'p> Path<'p> {
    /// A field of the object here.
    pub(super) fn field(&'p self, name: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Field(name) }
    }

    /// An element of the list here.
    pub(super) fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

    /// The same place, from the root down, for keeping.
    pub(super) fn steps(&self) -> Vec<OwnedStep> {
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
pub(super) enum OwnedStep {
    /// Into a field of an object.
    Field(String),
    /// Into an element of a list.
    Index(usize),
}

/// Finds where the values of a document stand in its text.
///
/// Remembers the elements of the document's own lists, so that finding each of many problems costs no pass over the
/// whole text.
pub(super) struct Locator<'a> {
    text: &'a str,
    fields: Vec<(&'a RawValue, &'a RawValue)>,
    lists: HashMap<String, Vec<&'a RawValue>>,
}

impl<'a> Locator<'a> {
    /// For a text that is valid JSON.
    pub(super) fn new(text: &'a str) -> Self {
        let fields = serde_json::from_str(text).map_or_else(|_| Vec::new(), raw::fields);
        Self { text, fields, lists: HashMap::new() }
    }

    /// The offset of the value at `steps`, or of the innermost value around it that there is.
    pub(super) fn offset(&mut self, steps: &[OwnedStep]) -> usize {
        let whole = self.text.len() - self.text.trim_start().len();
        let Some((OwnedStep::Field(name), rest)) = steps.split_first() else { return whole };
        let Some(mut value) = named(&self.fields, name) else { return whole };
        for (depth, step) in rest.iter().enumerate() {
            let inner = match step {
                OwnedStep::Field(name) => named(&raw::fields(value), name),
                OwnedStep::Index(index) if depth == 0 => {
                    let list = self.lists.entry(name.clone()).or_insert_with(|| raw::elements(value));
                    list.get(*index).copied()
                }
                OwnedStep::Index(index) => raw::elements(value).get(*index).copied(),
            };
            match inner {
                Some(inner) => value = inner,
                None => break,
            }
        }
        raw::offset(self.text, value)
    }
}

fn named<'a>(fields: &[(&'a RawValue, &'a RawValue)], name: &str) -> Option<&'a RawValue> {
    fields.iter().find(|(key, _)| raw::text(key).is_some_and(|key| *key == *name)).map(|(_, value)| *value)
}

/// From byte offsets to lines and columns, both from 1, columns in characters.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line and column of an offset into the text.
    pub(super) fn position(&self, offset: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1];
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
        (line as u32, column as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Path};

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
        let lines = Lines::new("ab\r\nπδx\n\n");
        let check = |offset, expect| assert_eq!(lines.position(offset), expect);
        check(0, (1, 1));
        check(2, (1, 3));
        check(4, (2, 1));
        check(8, (2, 3));
        check(10, (3, 1));
        check(11, (4, 1));
    }
}
