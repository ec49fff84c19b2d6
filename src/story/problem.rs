//! Problems of a story file: each a place, a fault there, and its mend.

use std::fmt;

pub use crate::text::quote::quoted;

/// The weight of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Something is wrong; the rest of the story is shown without it.
    Error,
}

impl Severity {
    /// Its name in the output of `plotlanes check --format json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Error => "error",
        }
    }
}

/// One thing wrong with a story file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its weight.
    pub severity: Severity,
    /// The kind of fault, as a stable name such as `unknown-thread`.
    pub code: &'static str,
    /// The fault and how to mend it, as one or more sentences for people.
    pub message: String,
    /// Its place in the document, such as `events[12].thread`; empty for the whole.
    pub path: String,
    /// Line in the file, from 1.
    pub line: Option<u32>,
    /// Column in that line, in characters, from 1.
    pub column: Option<u32>,
}

impl fmt::Display for Problem {
    /// `12:5 events[3].thread: unknown thread "uprsing"; did you mean "uprising"?`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, "{line}:{column} ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}
