//! JSON as text: bytes to text, whether that text is JSON, where its values stand, and how names in it are quoted and
//! corrected in messages. Knows no story: which fields there are and what they mean is for the rooms above to say.

pub(crate) mod decode;
pub mod nearest;
pub(crate) mod path;
pub mod quote;
pub(crate) mod raw;
pub(crate) mod syntax;
mod value;

pub use value::Text;

/// Something in a text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the text, in bytes.
    pub offset: usize,
    /// What is wrong, as a stable name such as `syntax`.
    pub code: &'static str,
    /// What is wrong and how to mend it, for people.
    pub message: String,
}
