//! Places in a document: as a path such as `events[12].thread`, and as a line and column.

use std::fmt;

use super::quote::quoted;

/// A place in the document, as a chain of steps up to the root. Allocates nothing until it is displayed or
/// [kept](Self::steps).
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

    /// The steps from the root to this place, owned.
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

/// Converts byte offsets to lines and columns, both from 1, columns in characters. Reads the text once, so offsets must
/// ascend.
pub(crate) struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    /// A cursor at the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1, column: 1 }
    }

    /// The line and column of an offset, which must not be before the previous one.
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
    use super::{Cursor, Path};

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
}
