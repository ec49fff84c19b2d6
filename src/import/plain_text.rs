//! The text of a file of another program, in the encodings that such programs write: UTF-8, UTF-16, and the Western
//! European one of Windows.

use std::borrow::Cow;

use super::Notes;
use crate::text::decode::{Encoding, Form, decode};

/// The characters of the bytes 0x80 to 0x9F in Windows-1252, by the WHATWG's encoding standard, which gives the five that
/// Windows leaves free the control characters of those numbers.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The text in bytes, without a byte-order mark. Bytes that are neither UTF-8 nor UTF-16 are read as Windows-1252, with a
/// note.
pub fn plain_text<'b>(bytes: &'b [u8], notes: &mut Notes) -> Cow<'b, str> {
    if let Ok(text) = decode(bytes) {
        return text;
    }
    let encoding = Encoding::of(bytes);
    if encoding.form != Form::Utf8 && encoding.mark {
        // Cut off, perhaps; what there is of it can be read.
        notes.of_all("the text is not whole UTF-16; characters that cannot be read are shown as �");
        let pairs = bytes[encoding.skipped()..].chunks_exact(2);
        let unit = |pair: &[u8]| {
            let pair = [pair[0], pair[1]];
            if encoding.form == Form::Utf16Le { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
        };
        let text = char::decode_utf16(pairs.map(unit)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        return Cow::Owned(text.collect());
    }
    notes.of_all("the text is not UTF-8; it was read as Windows-1252 (Western European)");
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let decoded = |&byte: &u8| match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    Cow::Owned(bytes.iter().map(decoded).collect())
}

#[cfg(test)]
mod tests {
    use super::{Notes, plain_text};

    #[test]
    fn encodings_are_told_from_the_bytes() {
        let check = |bytes: &[u8], expect: &str, notes: usize| {
            let mut collected = Notes::default();
            assert_eq!(plain_text(bytes, &mut collected), expect, "{bytes:x?}");
            assert_eq!(collected.finish().len(), notes, "{bytes:x?}");
        };
        check("título".as_bytes(), "título", 0);
        check("\u{FEFF}título".as_bytes(), "título", 0);
        check(b"t\xEDtulo \x93a\x94 \x80", "título “a” €", 1);
        check(b"\xFF\xFEt\0\xED\0", "tí", 0);
        check(b"\xFE\xFF\0t\0\xED", "tí", 0);
        check(b"\xFF\xFEt\0\x00\xD8", "t\u{FFFD}", 1);
        check(b"", "", 0);
    }
}
