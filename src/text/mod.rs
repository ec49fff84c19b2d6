//! JSON as text: decodes bytes, checks syntax, locates values, patches text, quotes names and suggests corrections
//! for messages, and counts in words. Knows nothing of stories: the modules above define the fields and their meaning.

pub mod decode;
pub(crate) mod locate;
pub mod nearest;
pub(crate) mod one_line;
pub mod patch;
pub mod path;
pub mod quote;
pub(crate) mod raw;
pub mod scan;
pub(crate) mod syntax;
pub mod tree;
mod value;
pub mod words;

pub use value::Text;

/// Something in a text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// Its offset in the text, in bytes.
    pub offset: usize,
    /// The kind of fault, as a stable name such as `syntax`.
    pub code: &'static str,
    /// What is wrong and how to fix it, for people.
    pub message: String,
}
