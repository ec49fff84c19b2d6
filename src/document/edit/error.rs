//! The reasons why an edit cannot be made, with their messages.

use crate::document::fields::{Field, ItemKind};
use crate::text::Fault;
use crate::text::quote::quoted;

/// The reason why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text has a syntax error in a part that the edit must read.
    #[error("the text cannot be edited here: {0}")]
    Broken(Fault),
    /// No item has this id.
    #[error("unknown {} {}{}", .kind.word(), quoted(.id), or_nearest(.nearest.as_ref()))]
    UnknownItem {
        /// Its kind.
        kind: ItemKind,
        /// Its id.
        id: String,
        /// The id nearest to it.
        nearest: Option<String>,
    },
    /// Objects of this kind have no such field.
    #[error("{}unknown field {}{}", at(.path), quoted(.field), .nearest.map_or_else(|| format!("; the fields here are {}", names(.fields)), |near| format!("; did you mean {}?", quoted(near))))]
    UnknownField {
        /// The path of the object in the value; empty for the whole value.
        path: String,
        /// The field.
        field: String,
        /// The field nearest to it.
        nearest: Option<&'static str>,
        /// The fields of the object.
        fields: &'static [Field],
    },
    /// Another item has this id already.
    #[error("another {} has the {} {} already; choose a different one", .kind.word(), .kind.naming_field(), quoted(.id))]
    Taken {
        /// The kind of item.
        kind: ItemKind,
        /// The id.
        id: String,
    },
    /// A field of the story that should be a list of items is none.
    #[error("{list}: expected a list, found {found}")]
    NoList {
        /// The field.
        list: &'static str,
        /// The kind of value that it has.
        found: &'static str,
    },
    /// A value is of the wrong kind.
    #[error("{}expected {expected}, found {found}", at(.path))]
    WrongKind {
        /// Its path in the value, such as `when.after[0]`; empty for the whole value.
        path: String,
        /// The kinds of value that are allowed.
        expected: &'static str,
        /// The kind of value that was given.
        found: &'static str,
    },
    /// A required field is missing or would be removed.
    #[error("{}every {what} has a field {}; give it a value", at(.path), quoted(.field))]
    Required {
        /// The path of the object in the value; empty for the whole value.
        path: String,
        /// The kind of object that needs the field.
        what: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A field is given twice.
    #[error("{}field {} is given twice; keep one of the two", at(.path), quoted(.field))]
    Twice {
        /// The path of the object in the value; empty for the whole value.
        path: String,
        /// The field.
        field: String,
    },
    /// An id cannot be set like other fields.
    #[error("an id is changed with \"rename\", so that every reference follows")]
    IdIsRenamed,
    /// An id or title would be empty.
    #[error("an id or title cannot be empty; write at least one visible character")]
    Empty,
}

impl EditError {
    /// The path of the faulty part in the value of the edit; empty for the whole value and for an error of another kind.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::UnknownField { path, .. }
            | Self::WrongKind { path, .. }
            | Self::Required { path, .. }
            | Self::Twice { path, .. } => path,
            _ => "",
        }
    }
}

/// A path before a message.
fn at(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("{path}: ") }
}

fn or_nearest(nearest: Option<&String>) -> String {
    nearest.map_or_else(String::new, |nearest| format!("; did you mean {}?", quoted(nearest)))
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

impl From<Fault> for EditError {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}
