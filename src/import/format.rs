//! The formats of other programs that can be read, and how a file tells of which it is.

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
    /// All its bytes.
    pub(super) bytes: &'a [u8],
    /// The beginning of its text; empty for what is no text.
    pub(super) text: &'a str,
}

/// So many bytes tell the format.
const ENOUGH: usize = 64 << 10;

/// All formats; of two that are as likely, the first is taken.
const FORMATS: &[Format] = &[super::timeline_js::FORMAT, super::vis::FORMAT, super::ics::FORMAT, super::table::FORMAT];

/// All formats that can be read.
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// The format with this name.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format of a file by its name and content; `None` for a story file of ours and for what is none of these.
pub fn format_of(name: &str, bytes: &[u8]) -> Option<&'static Format> {
    let end = bytes.len().min(ENOUGH);
    let text = super::plain_text(&bytes[..whole_letters(bytes, end)], &mut super::Notes::default());
    let is_text = !text.contains('\0');
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let sample = Sample { ending, bytes, text: if is_text { &text } else { "" } };
    if sample.is_ours() {
        return None;
    }
    let likely = FORMATS.iter().rev().map(|format| ((format.likeness)(&sample), format));
    likely
        .filter(|(likeness, _)| *likeness > Likeness::No)
        .max_by_key(|(likeness, _)| *likeness)
        .map(|(_, format)| format)
}

/// The end of the last whole character up to `end`.
fn whole_letters(bytes: &[u8], end: usize) -> usize {
    let is_start = |at: &usize| bytes.get(*at).is_none_or(|byte| byte & 0xC0 != 0x80);
    (end.saturating_sub(3)..=end).rev().find(is_start).unwrap_or(end)
}

impl Sample<'_> {
    /// Whether it is a story file of this program's.
    fn is_ours(&self) -> bool {
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
