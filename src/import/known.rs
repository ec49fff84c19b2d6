//! The formats that can be read, and which of them a file is of.

use std::borrow::Cow;

use super::format::{Format, Likeness, Sample};

/// So many bytes tell the format.
const ENOUGH: usize = 64 << 10;

/// All formats; of two that are as likely, the first is taken.
const FORMATS: &[Format] = &[
    super::istoryline::FORMAT,
    super::screenplay::FDX,
    super::screenplay::FOUNTAIN,
    super::markwhen::FORMAT,
    super::timeline_js::FORMAT,
    super::vis::FORMAT,
    super::ics::FORMAT,
    super::table::FORMAT,
];

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
    let text = beginning(bytes);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let sample = Sample { ending, bytes, text: &text };
    if sample.is_ours() {
        return None;
    }
    let likely = FORMATS.iter().rev().map(|format| ((format.likeness)(&sample), format));
    likely
        .filter(|(likeness, _)| *likeness > Likeness::No)
        .max_by_key(|(likeness, _)| *likeness)
        .map(|(_, format)| format)
}

/// Whether a file is a story file of this program's.
pub fn is_ours(bytes: &[u8]) -> bool {
    Sample { ending: String::new(), bytes, text: &beginning(bytes) }.is_ours()
}

/// The beginning of the text in bytes; empty for what is no text.
fn beginning(bytes: &[u8]) -> Cow<'_, str> {
    let end = whole_letters(bytes, bytes.len().min(ENOUGH));
    let text = super::plain_text(&bytes[..end], &mut super::Notes::default());
    if text.contains('\0') { Cow::Borrowed("") } else { text }
}

/// The end of the last whole character up to `end`.
fn whole_letters(bytes: &[u8], end: usize) -> usize {
    let is_start = |at: &usize| bytes.get(*at).is_none_or(|byte| byte & 0xC0 != 0x80);
    (end.saturating_sub(3)..=end).rev().find(is_start).unwrap_or(end)
}
