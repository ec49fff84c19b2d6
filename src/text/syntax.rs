//! Checks the syntax of JSON, and says what is wrong with it. Reads the text once and keeps its own stack, so deep
//! nesting cannot overflow the call stack.
//!
//! Comments and trailing commas are allowed. They, and small faults such as a stray tab, are overwritten in a copy of
//! the same length, so that the rest of the file can still be checked and all offsets stay valid.

mod token;

use std::borrow::Cow;
use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::Fault;
use super::path::Cursor;
use super::quote::quoted;

/// The most faults that are reported; further ones are only counted.
const MOST: usize = 1000;
/// The number of bytes checked between two calls of `progress`.
const STRIDE: usize = 1 << 20;
/// The deepest nesting of lists and objects; `serde_json` reads no deeper.
const DEEPEST: usize = 127;

/// The result of a check.
#[derive(Debug)]
pub(crate) struct Checked<'a> {
    /// The text with comments and faults blanked out. It is JSON only if `whole` is true.
    pub(crate) text: Cow<'a, str>,
    /// Whether the check reached the end of the text, so that `text` is JSON.
    pub(crate) whole: bool,
    /// The faults, in the order of the text.
    pub(crate) faults: Vec<Fault>,
    /// The number of further faults, which are not in `faults`.
    pub(crate) more: usize,
}

/// Checks a whole text, or up to the first fault that cannot be skipped. Calls `progress` after every mebibyte with the
/// number of bytes checked; an error from it ends the check.
pub(crate) async fn check<'a, E>(
    text: &'a str,
    progress: &impl AsyncFn(usize) -> Result<(), E>,
) -> Result<Checked<'a>, E> {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        at: 0,
        next: Next::Value,
        comma: 0,
        open: Vec::new(),
        faults: Vec::new(),
        more: 0,
        blanked: None,
    };
    let whole = loop {
        match scan.run(scan.at + STRIDE) {
            None => progress(scan.at).await?,
            Some(Ok(())) => break true,
            Some(Err(fault)) => {
                scan.faults.push(fault);
                break false;
            }
        }
    };
    let Scan { faults, more, blanked, .. } = scan;
    let blanked = blanked.and_then(|blanked| String::from_utf8(blanked).ok());
    Ok(Checked { text: blanked.map_or(Cow::Borrowed(text), Cow::Owned), whole, faults, more })
}

/// [`check`] without progress.
pub(crate) fn check_at_once(text: &str) -> Checked<'_> {
    let never = async |_| Ok::<_, Infallible>(());
    let mut check = pin!(check(text, &never));
    loop {
        // Nothing in the check waits, so the first poll completes it.
        if let Poll::Ready(Ok(checked)) = check.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return checked;
        }
    }
}

/// The tokens that may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// After a colon, or at the start of the text.
    Value,
    /// After `[`: a value, or the end of the list.
    FirstValue,
    /// After a comma in a list: a value, or the end of the list.
    ValueAfterComma,
    /// After `{`: a field's name, or the end of the object.
    FirstKey,
    /// After a comma in an object: a field's name, or the end of the object.
    KeyAfterComma,
    Colon,
    CommaOrEnd,
    /// After the whole value.
    Nothing,
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    next: Next,
    /// The offset of the last comma.
    comma: usize,
    /// The open lists and objects: the offset and the character of each opening bracket.
    open: Vec<(usize, u8)>,
    faults: Vec<Fault>,
    more: usize,
    /// A copy of the text with comments and faults blanked out; `None` while there is nothing to blank out.
    blanked: Option<Vec<u8>>,
}

impl Scan<'_> {
    /// Checks at least up to `until`. `None` if there is more to check; an error if a fault cannot be skipped.
    fn run(&mut self, until: usize) -> Option<Result<(), Fault>> {
        while self.at < until {
            match self.step() {
                Ok(false) => {}
                Ok(true) => return Some(Ok(())),
                Err(fault) => return Some(Err(fault)),
            }
        }
        None
    }

    /// Checks the next token; `true` at the end of the text.
    fn step(&mut self) -> Result<bool, Fault> {
        self.skip_space()?;
        let Some(&byte) = self.bytes.get(self.at) else {
            return if self.next == Next::Nothing { Ok(true) } else { Err(self.too_early()) };
        };
        self.next = match (self.next, byte) {
            (Next::Nothing, _) => {
                return Err(self.fault("the story ends before this; remove what follows it".into()));
            }
            (Next::FirstKey, b'}') | (Next::FirstValue, b']') => self.close(),
            (Next::KeyAfterComma, b'}') | (Next::ValueAfterComma, b']') => {
                self.blank(self.comma..self.comma + 1, b' ');
                self.close()
            }
            (Next::KeyAfterComma | Next::ValueAfterComma, b',') => {
                self.report(self.at, "syntax", "a comma follows a comma; remove one".into());
                self.blank(self.at..self.at + 1, b' ');
                self.at += 1;
                self.next
            }
            (Next::FirstKey | Next::KeyAfterComma, b'"') => {
                self.string()?;
                Next::Colon
            }
            (Next::FirstKey | Next::KeyAfterComma, _) => return Err(self.no_key(byte)),
            (Next::Colon, b':') => {
                self.at += 1;
                Next::Value
            }
            (Next::Colon, _) => {
                let found = self.found();
                return Err(self.fault(format!("expected a colon between a field's name and its value, found {found}")));
            }
            (Next::Value | Next::FirstValue | Next::ValueAfterComma, _) => self.value(byte)?,
            (Next::CommaOrEnd, b',') => {
                self.comma = self.at;
                self.at += 1;
                if self.open.last().is_some_and(|(_, bracket)| *bracket == b'{') {
                    Next::KeyAfterComma
                } else {
                    Next::ValueAfterComma
                }
            }
            (Next::CommaOrEnd, b'}' | b']') => {
                let opened = self.open.last().map_or(byte, |(_, bracket)| closing(*bracket));
                if opened != byte {
                    return Err(self.mismatch(byte));
                }
                self.close()
            }
            (Next::CommaOrEnd, _) => self.no_comma(byte)?,
        };
        Ok(false)
    }

    /// Handles a token after a value that is neither a comma nor a closing bracket.
    fn no_comma(&mut self, byte: u8) -> Result<Next, Fault> {
        let starts_something = matches!(byte, b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n');
        let before = self.at.checked_sub(1).filter(|&at| self.bytes[at].is_ascii_whitespace());
        let (true, Some(before), Some((_, bracket))) = (starts_something, before, self.open.last()) else {
            let found = self.found();
            let inside = if self.open.last().is_some_and(|(_, bracket)| *bracket == b'{') { '}' } else { ']' };
            return Err(self.fault(format!("expected a comma or {inside}, found {found}")));
        };
        let next = if *bracket == b'{' { Next::KeyAfterComma } else { Next::ValueAfterComma };
        self.report(self.at, "syntax", "a comma is missing before this".into());
        self.blank(before..before + 1, b',');
        Ok(next)
    }

    fn no_key(&self, byte: u8) -> Fault {
        if byte == b']' {
            return self.mismatch(byte);
        }
        let found = self.found();
        self.fault(format!("expected a field's name in double quotes, found {found}"))
    }

    fn value(&mut self, byte: u8) -> Result<Next, Fault> {
        match byte {
            b'{' | b'[' => {
                if self.open.len() == DEEPEST {
                    let message = format!("nested more than {DEEPEST} levels deep; a story needs no more than six");
                    return Err(Fault { offset: self.at, code: "too-deep", message });
                }
                self.open.push((self.at, byte));
                self.at += 1;
                return Ok(if byte == b'{' { Next::FirstKey } else { Next::FirstValue });
            }
            b'"' => self.string()?,
            b'-' | b'0'..=b'9' | b'+' | b'.' => self.number()?,
            b']' | b'}' if self.open.last().is_some_and(|(_, bracket)| closing(*bracket) != byte) => {
                return Err(self.mismatch(byte));
            }
            _ => {
                let word = self.word();
                if !matches!(word, "true" | "false" | "null") {
                    return Err(self.no_value(word));
                }
                self.at += word.len();
            }
        }
        Ok(if self.open.is_empty() { Next::Nothing } else { Next::CommaOrEnd })
    }

    fn no_value(&self, word: &str) -> Fault {
        let found = self.found();
        self.fault(match word {
            "True" | "False" | "None" | "undefined" => "expected a value; JSON writes true, false and null".into(),
            "NaN" | "Infinity" => "JSON has no such number; leave the field out".into(),
            _ => format!("expected a value, found {found}; put a text in double quotes"),
        })
    }

    fn close(&mut self) -> Next {
        self.open.pop();
        self.at += 1;
        if self.open.is_empty() { Next::Nothing } else { Next::CommaOrEnd }
    }

    fn too_early(&self) -> Fault {
        let message = match self.open.last() {
            Some((at, b'[')) => {
                format!("the file ends too early: the list that starts at {} is not closed", self.place(*at))
            }
            Some((at, _)) => {
                format!("the file ends too early: the object that starts at {} is not closed", self.place(*at))
            }
            None => {
                let message = "the file is empty; the smallest story has plotlanes, title, threads and events".into();
                return Fault { offset: 0, code: "empty-file", message };
            }
        };
        self.fault(message)
    }

    fn mismatch(&self, found: u8) -> Fault {
        let found = char::from(found);
        let Some((at, bracket)) = self.open.last() else {
            return self.fault(format!("found {found}, which closes nothing"));
        };
        let (what, end) = if *bracket == b'{' { ("object", '}') } else { ("list", ']') };
        self.fault(format!("expected {end} to close the {what} that starts at {}, found {found}", self.place(*at)))
    }

    /// The token at the current place, for a message.
    fn found(&self) -> String {
        let word = self.word();
        if word.is_empty() {
            self.text[self.at..].chars().next().map_or("nothing".into(), |c| quoted(c.encode_utf8(&mut [0; 4])))
        } else {
            quoted(word)
        }
    }

    fn place(&self, offset: usize) -> String {
        let (line, column) = Cursor::new(self.text).go_to(offset);
        format!("{line}:{column}")
    }

    fn fault(&self, message: String) -> Fault {
        Fault { offset: self.at, code: "syntax", message }
    }

    fn report(&mut self, offset: usize, code: &'static str, message: String) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { offset, code, message });
        } else {
            self.more += 1;
        }
    }

    /// Overwrites each byte of a range with an ASCII character.
    fn blank(&mut self, range: std::ops::Range<usize>, with: u8) {
        self.blanked.get_or_insert_with(|| self.bytes.to_vec())[range].fill(with);
    }
}

fn closing(bracket: u8) -> u8 {
    if bracket == b'{' { b'}' } else { b']' }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    use super::check_at_once;

    /// Compares the faults of `text`; a `!` at the end means that the rest could not be checked.
    fn check_faults(text: &str, expect: &str) {
        let checked = check_at_once(text);
        let faults: Vec<String> =
            checked.faults.iter().map(|fault| format!("{} {}", fault.offset, fault.message)).collect();
        assert_eq!(faults.join("\n") + if checked.whole { "" } else { " !" }, expect, "{text}");
        assert_eq!(checked.text.len(), text.len());
    }

    #[test]
    fn small_faults_are_reported_and_skipped() {
        check_faults(r#"{"a": [1, 2.5e-3, true, null, "x\n\ud83d\udd96"]}"#, "");
        check_faults("[1,]", "");
        check_faults("{\"a\":1,}", "");
        check_faults("[1,,]", "3 a comma follows a comma; remove one");
        check_faults("[1,,2]", "3 a comma follows a comma; remove one");
        check_faults("[1 2]", "3 a comma is missing before this");
        check_faults("[ // one\n1 /* é */ ]", "");
        check_faults("[ # one\n1 ]", "2 # does not start a comment; write // instead");
        check_faults("\"\\x\"", "1 this backslash starts no escape; write a backslash itself as \\\\");
        check_faults("\"\\ud83d\"", "1 \\uD83D is half a character; write the character itself");
        check_faults("\"a\tb\"", "2 a text holds control character U+0009; write it as \\t");
    }

    #[test]
    fn faults_that_end_the_check_are_explained() {
        check_faults("", "0 the file is empty; the smallest story has plotlanes, title, threads and events !");
        check_faults("[1", "2 the file ends too early: the list that starts at 1:1 is not closed !");
        check_faults("{\"a\":\n{", "7 the file ends too early: the object that starts at 2:1 is not closed !");
        check_faults("[\"a", "3 the file ends too early: the text that starts at 1:2 is not closed !");
        check_faults("[/* ", "1 the file ends too early: this comment is not closed !");
        check_faults("[1}", "2 expected ] to close the list that starts at 1:1, found } !");
        check_faults("{]", "1 expected } to close the object that starts at 1:1, found ] !");
        check_faults("{a:1}", "1 expected a field's name in double quotes, found \"a\" !");
        check_faults("{\"a\" 1}", "5 expected a colon between a field's name and its value, found \"1\" !");
        check_faults("[1x]", "1 \"1x\" is not a number; write it as 12, -3.5 or 1e6, or as a text in quotes !");
        check_faults("[01]", "1 \"01\" is not a number; write it as 12, -3.5 or 1e6, or as a text in quotes !");
        check_faults("[1;2]", "2 expected a comma or ], found \";\" !");
        check_faults("[NaN]", "1 JSON has no such number; leave the field out !");
        check_faults("[None]", "1 expected a value; JSON writes true, false and null !");
        check_faults("['a']", "1 expected a value, found \"'\"; put a text in double quotes !");
        check_faults("[\"a\n\"]", "1 this text is not closed on its line; close it, or write a line break as \\n !");
        check_faults("1 2", "2 the story ends before this; remove what follows it !");
        check_faults(&"[".repeat(1_000_000), "127 nested more than 127 levels deep; a story needs no more than six !");
    }

    proptest! {
        #[test]
        fn it_agrees_with_serde_json(text in r#"([\[\]{},: "\\unt0-9.eE+/-]|true|null|"a"|"a":|\\u00e9|é|\t|\n){0,24}"#) {
            let checked = check_at_once(&text);
            let valid = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            // Comments and trailing commas are not faults here.
            let plain = matches!(checked.text, std::borrow::Cow::Borrowed(_));
            prop_assert_eq!(checked.whole && checked.faults.is_empty() && plain, valid);
            prop_assert!(!checked.whole || serde_json::from_str::<IgnoredAny>(&checked.text).is_ok());
        }
    }
}
