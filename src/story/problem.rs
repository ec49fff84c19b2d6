//! What can be wrong with a story file: a place, what is wrong there, and the mend.

use std::fmt::{self, Write as _};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The story opens all the same.
    Note,
    /// The story cannot be opened.
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
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a stable name such as `unknown-thread`.
    pub code: &'static str,
    /// What is wrong and how to mend it, as one or more sentences for people.
    pub message: String,
    /// Where in the document, such as `events[12].thread`; empty for the whole.
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

/// The most characters of a user's text that a message repeats.
const QUOTED: usize = 60;

/// A user's text in quotation marks, fit for a message: short, on one line, and unable to hide or turn around what
/// stands beside it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (at, c) in text.chars().enumerate() {
        if at == QUOTED {
            quoted.push('…');
            break;
        }
        match c {
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || is_unseen(c) => {
                // Writing to a String cannot fail.
                let _ = write!(quoted, "\\u{{{:04X}}}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character changes the direction of text, breaks lines, or marks bytes, and shows nothing itself.
fn is_unseen(c: char) -> bool {
    is_direction_control(c) || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{061C}')
}

/// Whether a character embeds, overrides or isolates the direction of the text after it (Unicode Standard Annex 9).
pub(crate) fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotations_are_short_and_harmless() {
        let check = |text: &str, expect: &str| assert_eq!(quoted(text), expect);
        check("Kira Nerys", "\"Kira Nerys\"");
        check("a\nb\tc\0", "\"a\\nb\\tc\\u{0000}\"");
        check("evil\u{202E}txt", "\"evil\\u{202E}txt\"");
        check("別れの挨拶", "\"別れの挨拶\"");
        check(&"x".repeat(60), &format!("\"{}\"", "x".repeat(60)));
        check(&"x".repeat(2_000_000), &format!("\"{}…\"", "x".repeat(60)));
    }
}
