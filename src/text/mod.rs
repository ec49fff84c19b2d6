//! JSON as text: bytes to text, whether that text is JSON, where its values stand, patches of it, and how names in it
//! are quoted and corrected in messages. Knows no story: which fields there are and what they mean is for the rooms above to say.

pub mod decode;
pub(crate) mod locate;
pub mod nearest;
pub mod patch;
pub mod path;
pub mod quote;
pub(crate) mod raw;
pub mod scan;
pub(crate) mod syntax;
pub mod tree;
mod value;

pub use value::Text;

/// Something in a text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// Its place in the text, in bytes.
    pub offset: usize,
    /// The kind of fault, as a stable name such as `syntax`.
    pub code: &'static str,
    /// The fault and how to mend it, for people.
    pub message: String,
}
