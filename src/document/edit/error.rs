//! Why an edit cannot be made, in words.

use crate::document::fields::{Field, ItemKind};
use crate::text::Fault;
use crate::text::quote::quoted;

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text has a fault where the edit would have to read it.
    #[error("the text cannot be edited here: {0}")]
    Broken(Fault),
    /// Nothing has this id.
    #[error("unknown {} {}{}", .kind.word(), quoted(.id), or_nearest(.nearest.as_ref()))]
    UnknownItem {
        /// Its kind.
        kind: ItemKind,
        /// Its id.
        id: String,
        /// The id nearest to it.
        nearest: Option<String>,
    },
    /// An object has no such field.
    #[error("unknown field {}{}", quoted(.field), .nearest.map_or_else(|| format!("; the fields here are {}", names(.fields)), |near| format!("; did you mean {}?", quoted(near))))]
    UnknownField {
        /// The field.
        field: String,
        /// The field nearest to it.
        nearest: Option<&'static str>,
        /// The fields there are.
        fields: &'static [Field],
    },
    /// Another has this id already.
    #[error("another {} has the {} {} already; choose a different one", .kind.word(), .kind.naming_field(), quoted(.id))]
    Taken {
        /// The kind of thing.
        kind: ItemKind,
        /// The id.
        id: String,
    },
    /// A value is of the wrong kind.
    #[error("{}expected {expected}, found {found}", if .path.is_empty() { String::new() } else { format!("{path}: ") })]
    WrongKind {
        /// Its place in the value, such as `when.after[0]`; empty for all of it.
        path: String,
        /// The values that can stand there.
        expected: &'static str,
        /// The kind of value that stands there.
        found: &'static str,
    },
    /// A field that must be there is missing or would be taken away.
    #[error("{}every {what} has a field {}; give it a value", if .path.is_empty() { String::new() } else { format!("{path}: ") }, quoted(.field))]
    Required {
        /// The place in the value where the field would stand; empty for all of it.
        path: String,
        /// The kind of object that has the field.
        what: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A field is given twice.
    #[error("field {} is given twice; keep one of the two", quoted(.field))]
    Twice {
        /// The field.
        field: String,
    },
    /// An id was to be set like any field.
    #[error("an id is changed with \"rename\", so that every reference follows")]
    IdIsRenamed,
    /// An id was to be empty.
    #[error("an id or title cannot be empty; write at least one visible character")]
    Empty,
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
