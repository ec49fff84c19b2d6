//! What a format of another program is, and what tells a file's format.
//!
//! Knows no format: [`known`](super::known) has the list of them.

use super::{Imported, Options, Unreadable};

/// A format of another program.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// The endings of its files, without the dot, in lower case.
    pub endings: &'static [&'static str],
    /// How sure it is that a file is of this format.
    pub(super) likeness: fn(&Sample<'_>) -> Likeness,
    pub(super) read: fn(&[u8], &Options) -> Result<Imported, Unreadable>,
}

/// How sure it is that a file is of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// It is not.
    No,
    /// Nothing speaks against it.
    Possible,
    /// Something of its content is as in this format.
    Likely,
    /// Its content is of this format and no other.
    Sure,
}

/// What a format is told from.
pub(super) struct Sample<'a> {
    /// The ending of the file's name, without the dot, in lower case; empty if it has none.
    pub(super) ending: String,
    /// The beginning of its text; empty for what is no text.
    pub(super) text: &'a str,
}

impl Sample<'_> {
    /// Whether it is a story file of this program's.
    pub(super) fn is_ours(&self) -> bool {
        self.text.trim_start().starts_with(['{', '/']) && self.text.contains("\"plotlanes\"")
    }

    /// Whether it is an object or a list of JSON.
    pub(super) fn is_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
    }

    /// Whether a member of JSON with this name is in its beginning.
    pub(super) fn has_key(&self, key: &str) -> bool {
        let quoted = format!("\"{key}\"");
        self.text.match_indices(&quoted).any(|(at, _)| self.text[at + quoted.len()..].trim_start().starts_with(':'))
    }

    /// Whether an element of XML with this name is in its beginning.
    pub(super) fn has_element(&self, name: &str) -> bool {
        let start = format!("<{name}");
        self.text.match_indices(&start).any(|(at, _)| {
            self.text[at + start.len()..].starts_with(|next: char| next == '>' || next == '/' || next.is_whitespace())
        })
    }
}
