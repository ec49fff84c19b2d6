//! Stories as other programs write them: each format a pure function from a file to a [`Document`] and notes on what that
//! cannot say. Nothing is invented: an order or a time that the file does not give is not in the story either, and what
//! our format has no field for is kept in a summary or told in a note with its place.
//!
//! ```text
//! bytes ─format→ Format ─import→ Draft ─written→ Document
//!                          └──→ Notes
//! ```

mod dates;
pub mod draft;
mod format;
mod grid;
mod ics;
mod istoryline;
mod json;
mod known;
mod markup;
mod markwhen;
mod notes;
mod plain_text;
mod screenplay;
pub mod table;
mod timeline_js;
mod vis;
mod xml;

use crate::document::Document;
pub use format::Format;
pub use known::{format_named, format_of, formats, is_ours};
pub use notes::{Note, Notes};
pub use plain_text::plain_text;

/// The story in a file of another program.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The story as a text in our format, which no file holds yet.
    pub document: Document,
    /// What it cannot say of the file, and what was understood in one of several ways; in the file's order.
    pub notes: Vec<Note>,
}

/// What the file does not say and somebody must.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The name of the file without its ending: the title of a story that has none.
    pub name: String,
    /// Whether `3/4/1916` is the third of April; `None` where the file itself shows it, or nobody has said.
    pub is_day_first: Option<bool>,
    /// Which field of an event the columns of a table hold, by the names of the fields and of the columns; for those that
    /// are not recognised.
    pub columns: Vec<(String, String)>,
}

/// The story in a file of this format.
///
/// # Errors
/// Nothing can be read of it.
pub fn import(format: &Format, bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    (format.read)(bytes, options)
}

/// Why nothing can be read of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unreadable {
    /// What is wrong and what to do about it, for people.
    pub message: String,
    /// The line, counted from 1, where the file has lines.
    pub line: Option<u32>,
    /// The column in that line in characters, counted from 1.
    pub column: Option<u32>,
}

impl Unreadable {
    /// A reason that belongs to no line.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), line: None, column: None }
    }

    /// A reason at a line, counted from 1.
    pub fn at(line: u32, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(message) }
    }
}
