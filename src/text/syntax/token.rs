//! The tokens of JSON: texts with their escapes, numbers and words; also the white space and comments between them.

use super::super::quote::quoted;
use super::{Fault, Scan};

impl Scan<'_> {
    /// A run of letters, digits and underscores.
    pub(super) fn word(&self) -> &str {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    }

    pub(super) fn number(&mut self) -> Result<(), Fault> {
        let rest = &self.text[self.at..];
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.')).unwrap_or(rest.len());
        let number = &rest[..end];
        if !is_number(number) {
            let number = quoted(number);
            return Err(
                self.fault(format!("{number} is not a number; write it as 12, -3.5 or 1e6, or as a text in quotes"))
            );
        }
        self.at += end;
        Ok(())
    }

    /// Checks a text from its opening quote to its closing quote.
    pub(super) fn string(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at) {
                None => {
                    let place = self.place(start);
                    return Err(
                        self.fault(format!("the file ends too early: the text that starts at {place} is not closed"))
                    );
                }
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape(),
                Some(b'\n' | b'\r') => {
                    return Err(Fault {
                        offset: start,
                        code: "syntax",
                        message: "this text is not closed on its line; close it, or write a line break as \\n".into(),
                    });
                }
                Some(&byte @ ..0x20) => {
                    let fix = if byte == b'\t' { "write it as \\t" } else { "remove it" };
                    self.report(
                        self.at,
                        "control-character",
                        format!("a text holds control character U+{byte:04X}; {fix}"),
                    );
                    self.blank(self.at..self.at + 1, b' ');
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Checks an escape, which starts with a backslash.
    pub(super) fn escape(&mut self) {
        let at = self.at;
        match self.bytes.get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') if let Some(unit) = self.unit(at) => {
                let paired = (0xD800..0xDC00).contains(&unit)
                    && self.unit(at + 6).is_some_and(|low| (0xDC00..0xE000).contains(&low));
                if paired {
                    self.at += 12;
                } else {
                    if (0xD800..0xE000).contains(&unit) {
                        let message = format!("\\u{unit:04X} is half a character; write the character itself");
                        self.report(at, "syntax", message);
                        self.blank(at..at + 6, b' ');
                    }
                    self.at += 6;
                }
            }
            _ => {
                let message = "this backslash starts no escape; write a backslash itself as \\\\".into();
                self.report(at, "syntax", message);
                self.blank(at..at + 1, b' ');
                self.at += 1;
            }
        }
    }

    /// The UTF-16 unit that `\uXXXX` at an offset encodes.
    pub(super) fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }

    /// Skips white space and comments.
    pub(super) fn skip_space(&mut self) -> Result<(), Fault> {
        loop {
            let rest = &self.bytes[self.at..];
            match rest {
                [b' ' | b'\t' | b'\n' | b'\r', ..] => self.at += 1,
                [b'/', b'/', ..] => self.comment(line_length(rest)),
                [b'#', ..] => {
                    self.report(self.at, "syntax", "# does not start a comment; write // instead".into());
                    self.comment(line_length(rest));
                }
                [b'/', b'*', ..] => match self.text[self.at + 2..].find("*/") {
                    Some(end) => self.comment(end + 4),
                    None => return Err(self.fault("the file ends too early: this comment is not closed".into())),
                },
                _ => return Ok(()),
            }
        }
    }

    /// Blanks out a comment and skips it.
    fn comment(&mut self, length: usize) {
        self.blank(self.at..self.at + length, b' ');
        self.at += length;
    }
}

/// The length of the first line.
fn line_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len())
}

/// Whether a text is a JSON number (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    digits(whole) && digits(fraction) && digits(exponent) && (whole == "0" || !whole.starts_with('0'))
}
