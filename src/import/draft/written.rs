//! The text of a story that was made: a line for each thing, so that a difference shows which have changed.

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

use super::Draft;
use crate::document::Document;

/// The story as a document.
pub(super) fn document(draft: &Draft) -> Document {
    let mut out = String::from("{\n  \"plotlanes\": 1");
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(",\n  ");
            out.push_str(&spaced(name));
            out.push_str(": ");
            out.push_str(&value);
        }
    };
    field("title", Some(spaced(&draft.title)));
    field("summary", (!draft.summary.is_empty()).then(|| spaced(&draft.summary)));
    field("work", (!draft.work.is_empty()).then(|| spaced(&draft.work)));
    field("time", draft.time.value().map(|time| spaced(&time)));
    field("sources", lines(&draft.sources.list));
    field("threads", lines(&draft.threads.list).or_else(|| Some("[]".to_owned())));
    field("characters", lines(&draft.characters.list));
    field("places", lines(&draft.places.list));
    field("phases", lines(&draft.phases));
    field("events", lines(&draft.events).or_else(|| Some("[]".to_owned())));
    out.push_str("\n}\n");
    Document::from_text(out)
}

/// A list, a line for each item; `None` if it is empty.
fn lines<T: Serialize>(items: &[T]) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let items: Vec<String> = items.iter().map(spaced).collect();
    Some(format!("[\n    {}\n  ]", items.join(",\n    ")))
}

/// A value on one line, with spaces between its parts.
fn spaced<T: Serialize + ?Sized>(value: &T) -> String {
    let mut out = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut out, Spaced::default()));
    debug_assert!(written.is_ok(), "drafts are plain values, and memory takes them");
    String::from_utf8(out).unwrap_or_default()
}

/// Writes `{ "id": "a", "cast": ["b", "c"], "when": {} }`, and `�` for control characters, which nothing shows.
#[derive(Default)]
struct Spaced {
    /// Whether the object that was begun last has no member yet.
    is_empty: bool,
}

impl Formatter for Spaced {
    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.is_empty = true;
        out.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        self.is_empty = false;
        out.write_all(if is_first { b" " } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        let is_empty = std::mem::take(&mut self.is_empty);
        out.write_all(if is_empty { b"}" } else { b" }" })
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        out.write_all(if is_first { b"" } else { b", " })
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.chars().any(char::is_control) {
            return out.write_all(fragment.replace(char::is_control, "\u{FFFD}").as_bytes());
        }
        out.write_all(fragment.as_bytes())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        out.write_all(match escape {
            CharEscape::Quote => b"\\\"",
            CharEscape::ReverseSolidus => b"\\\\",
            CharEscape::Solidus => b"/",
            CharEscape::Tab => b"\\t",
            CharEscape::LineFeed | CharEscape::CarriageReturn => b"\\n",
            CharEscape::Backspace | CharEscape::FormFeed | CharEscape::AsciiControl(_) => "\u{FFFD}".as_bytes(),
        })
    }
}
