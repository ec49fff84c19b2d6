//! Decodes bytes to text and encodes it again: UTF-8 with or without a byte-order mark, and UTF-16 that can be
//! recognised. Anything else is an error that says what is wrong.

use std::borrow::Cow;

use super::path::Cursor;

/// The reason why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column} {message}")]
pub struct NotText {
    /// What is wrong and how to fix it, for people.
    pub message: String,
    /// Line of the first byte that is wrong, from 1.
    pub line: u32,
    /// Its column in that line, in characters, from 1.
    pub column: u32,
}

/// How a text is encoded as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// How characters are encoded.
    pub form: Form,
    /// Whether the bytes start with a byte-order mark.
    pub mark: bool,
}

/// How characters are encoded as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
}

impl Encoding {
    /// The encoding that the bytes seem to have; decoding may still fail.
    pub fn of(bytes: &[u8]) -> Self {
        let (form, mark) = match bytes {
            [0xEF, 0xBB, 0xBF, ..] => (Form::Utf8, true),
            [0xFF, 0xFE, ..] => (Form::Utf16Le, true),
            [0xFE, 0xFF, ..] => (Form::Utf16Be, true),
            // JSON starts with two ASCII characters, so a zero byte among the first two means UTF-16 (RFC 4627, section
            // 3).
            [first, 0, third, ..] if *first != 0 && *third != 0 => (Form::Utf16Le, false),
            [0, second, 0, ..] if *second != 0 => (Form::Utf16Be, false),
            _ => (Form::Utf8, false),
        };
        Self { form, mark }
    }

    /// The number of bytes before the text.
    pub(crate) fn skipped(self) -> usize {
        match (self.mark, self.form) {
            (false, _) => 0,
            (true, Form::Utf8) => 3,
            (true, _) => 2,
        }
    }

    /// The bytes of a text.
    pub fn encode(self, text: &str) -> Vec<u8> {
        let mark = if self.mark { "\u{FEFF}" } else { "" };
        let units = || mark.encode_utf16().chain(text.encode_utf16());
        match self.form {
            Form::Utf8 => [mark, text].concat().into_bytes(),
            Form::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
            Form::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// The text in `bytes`, without a byte-order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    let encoding = Encoding::of(bytes);
    let skipped = encoding.skipped();
    let rest = &bytes[skipped..];
    match encoding.form {
        Form::Utf8 => utf8(rest, skipped).map(Cow::Borrowed),
        Form::Utf16Le => utf16(rest, skipped, u16::from_le_bytes),
        Form::Utf16Be => utf16(rest, skipped, u16::from_be_bytes),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<&str, NotText> {
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = error.valid_up_to();
        // The bytes before the first invalid one are valid UTF-8.
        let before = std::str::from_utf8(&bytes[..valid]).unwrap_or_default();
        let at = valid + skipped;
        let what = match (error.error_len(), bytes.get(valid)) {
            (Some(_), Some(byte)) => format!("byte {at} (0x{byte:02X}) is not valid UTF-8"),
            _ => format!("the file ends in the middle of a character, at byte {at}"),
        };
        not_utf8(before, format!("{what}; save the file as UTF-8"))
    })
}

fn utf16(bytes: &[u8], skipped: usize, unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, NotText> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut at = skipped;
    for c in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let Ok(c) = c else {
            let message = format!("byte {at} is half a character of UTF-16; save the file as UTF-8");
            return Err(not_utf8(&text, message));
        };
        text.push(c);
        at += 2 * c.len_utf16();
    }
    if odd.is_empty() {
        return Ok(Cow::Owned(text));
    }
    let message = format!(
        "the file looks like UTF-16 and ends in the middle of a character, at byte {at}; save the file as UTF-8"
    );
    Err(not_utf8(&text, message))
}

fn not_utf8(before: &str, message: String) -> NotText {
    let (line, column) = Cursor::new(before).go_to(before.len());
    NotText { message, line, column }
}

#[cfg(test)]
mod tests {
    use super::{NotText, decode};

    fn check(bytes: &[u8], expect: Result<&str, &str>) {
        let got = decode(bytes).map_err(|NotText { message, line, column }| format!("{line}:{column} {message}"));
        assert_eq!(got.as_deref().map_err(String::as_str), expect, "{bytes:x?}");
    }

    #[test]
    fn utf8_and_utf16_are_read() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        check(b"", Ok(""));
        check(b"{}", Ok("{}"));
        check("\u{FEFF}{\"é\"}".as_bytes(), Ok("{\"é\"}"));
        for text in ["\u{FEFF}{\"🖖\"}", "{\"🖖\"}"] {
            check(&utf16(text, u16::to_le_bytes), Ok("{\"🖖\"}"));
            check(&utf16(text, u16::to_be_bytes), Ok("{\"🖖\"}"));
        }
    }

    #[test]
    fn other_bytes_are_refused_with_their_place() {
        check(b"{\n\"caf\xE9\"", Err("2:5 byte 6 (0xE9) is not valid UTF-8; save the file as UTF-8"));
        check(b"\xEF\xBB\xBF\xFF", Err("1:1 byte 3 (0xFF) is not valid UTF-8; save the file as UTF-8"));
        let cut = "1:2 the file ends in the middle of a character, at byte 1; save the file as UTF-8";
        check(b"x\xE3\x81", Err(cut));
        let half = "1:1 byte 2 is half a character of UTF-16; save the file as UTF-8";
        check(b"\xFF\xFE\x00\xDC{\0", Err(half));
        let odd =
            "1:2 the file looks like UTF-16 and ends in the middle of a character, at byte 4; save the file as UTF-8";
        check(b"\xFF\xFE{\0}", Err(odd));
    }
}
