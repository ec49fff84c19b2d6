//! What readers of XML have in common: attributes as text, and the line of a position.

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;

/// The value of an attribute, without space around it and with its entities read.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|it| it.key.as_ref() == name.as_bytes())?;
    let value = String::from_utf8_lossy(&found.value).into_owned();
    // One with an entity that is not known stays as it is written.
    let value = unescape(&value).map_or_else(|_| value.clone(), Into::into);
    Some(value.trim().to_owned())
}

/// The line of a position in bytes, counted from 1.
pub(super) fn line_at(text: &str, position: u64) -> u32 {
    let end = usize::try_from(position).unwrap_or(usize::MAX).min(text.len());
    let lines = text.as_bytes()[..end].split(|byte| *byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX)
}
