//! What is to be added to a story: edits, and what to say of them.

use super::edit::Edit;

/// New events, with all that they need.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Addition {
    /// The edits that add them, in the order to make them.
    pub edits: Vec<Edit>,
    /// The ids of the new events, in the order of the file.
    pub events: Vec<String>,
    /// What could not be kept, in sentences for people.
    pub notes: Vec<String>,
}

/// A name without the differences that do not make it another name: letter case, spaces, and the form of quotation marks.
pub fn folded(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let plain = |c: char| match c {
            '’' | '‘' | 'ʼ' => '\'',
            '“' | '”' | '„' => '"',
            c => c,
        };
        word.chars().map(plain).flat_map(char::to_lowercase).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}
