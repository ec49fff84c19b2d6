//! Is a text JSON, and if not, why not, in words. Reads the text once with a stack of its own, so that no nesting
//! overflows anything.
//!
//! Small faults (a comment, a trailing comma, a stray tab) are told and blanked out in a copy of the same length, so
//! that the rest of the file can still be checked and every place in it stays where it was.

mod token;

use std::borrow::Cow;
use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::Fault;
use super::path::Cursor;
use super::quote::quoted;

/// The most faults that are told; the rest are counted.
const MOST: usize = 1000;
/// The number of bytes checked between two calls of `progress`.
const STRIDE: usize = 1 << 20;
/// The most lists and objects within each other; `serde_json` reads no more.
const DEEPEST: usize = 127;

/// The result of a check.
#[derive(Debug)]
pub(crate) struct Checked<'a> {
    /// The text with faults blanked out; no JSON if the last fault could not be mended, which `whole` says.
    pub(crate) text: Cow<'a, str>,
    /// Whether `text` is JSON.
    pub(crate) whole: bool,
    /// The faults, in the order of the text.
    pub(crate) faults: Vec<Fault>,
    /// The number of faults past the most that are told.
    pub(crate) more: usize,
}

/// Checks a text from end to end, or up to the first fault that leaves open how to go on. Calls `progress` after every
/// mebibyte with the number of bytes checked; its error ends the check.
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
        mended: None,
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
    let Scan { faults, more, mended, .. } = scan;
    let mended = mended.and_then(|mended| String::from_utf8(mended).ok());
    Ok(Checked { text: mended.map_or(Cow::Borrowed(text), Cow::Owned), whole, faults, more })
}

/// The same in one go.
pub(crate) fn check_at_once(text: &str) -> Checked<'_> {
    let never = async |_| Ok::<_, Infallible>(());
    let mut check = pin!(check(text, &never));
    loop {
        // Nothing in it waits.
        if let Poll::Ready(Ok(checked)) = check.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return checked;
        }
    }
}

/// The tokens that may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value; `after_comma` or else right after `[`, where the list may end.
    Value,
    FirstValue,
    ValueAfterComma,
    FirstKey,
    KeyAfterComma,
    Colon,
    CommaOrEnd,
    Nothing,
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    next: Next,
    /// The offset of the last comma.
    comma: usize,
    /// The lists and objects that are open: where, and by which bracket.
    open: Vec<(usize, u8)>,
    faults: Vec<Fault>,
    more: usize,
    /// The text with faults blanked out, if there are any.
    mended: Option<Vec<u8>>,
}

impl Scan<'_> {
    /// Goes on to somewhere past `until`; tells once the end is reached, or a fault that leaves open how to go on.
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

    /// Takes the next piece of JSON; whether the end is reached.
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
                self.told(self.at, "syntax", "a comma follows a comma; remove one".into());
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

    /// After a value, where a comma should be.
    fn no_comma(&mut self, byte: u8) -> Result<Next, Fault> {
        let starts_something = matches!(byte, b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n');
        let before = self.at.checked_sub(1).filter(|&at| self.bytes[at].is_ascii_whitespace());
        let (true, Some(before), Some((_, bracket))) = (starts_something, before, self.open.last()) else {
            let found = self.found();
            let inside = if self.open.last().is_some_and(|(_, bracket)| *bracket == b'{') { '}' } else { ']' };
            return Err(self.fault(format!("expected a comma or {inside}, found {found}")));
        };
        let next = if *bracket == b'{' { Next::KeyAfterComma } else { Next::ValueAfterComma };
        self.told(self.at, "syntax", "a comma is missing before this".into());
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
            _ => format!("expected a value, found {found}; a text stands in double quotes"),
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

    fn told(&mut self, offset: usize, code: &'static str, message: String) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { offset, code, message });
        } else {
            self.more += 1;
        }
    }

    /// Puts another ASCII character in the place of each byte of a fault.
    fn blank(&mut self, range: std::ops::Range<usize>, with: u8) {
        self.mended.get_or_insert_with(|| self.bytes.to_vec())[range].fill(with);
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

    /// Compares the faults of `text`; a `!` at the end says that the rest could not be read.
    fn told(text: &str, expect: &str) {
        let checked = check_at_once(text);
        let faults: Vec<String> =
            checked.faults.iter().map(|fault| format!("{} {}", fault.offset, fault.message)).collect();
        assert_eq!(faults.join("\n") + if checked.whole { "" } else { " !" }, expect, "{text}");
        assert_eq!(checked.text.len(), text.len());
    }

    #[test]
    fn small_faults_are_told_and_passed_over() {
        told(r#"{"a": [1, 2.5e-3, true, null, "x\n\ud83d\udd96"]}"#, "");
        told("[1,]", "");
        told("{\"a\":1,}", "");
        told("[1,,]", "3 a comma follows a comma; remove one");
        told("[1,,2]", "3 a comma follows a comma; remove one");
        told("[1 2]", "3 a comma is missing before this");
        told("[ // one\n1 /* é */ ]", "");
        told("[ # one\n1 ]", "2 # starts no comment here; write // instead");
        told("\"\\x\"", "1 a backslash starts nothing here; a backslash itself is written \\\\");
        told("\"\\ud83d\"", "1 \\uD83D is half a character; write the character itself");
        told("\"a\tb\"", "2 a text holds control character U+0009; write it as \\t");
    }

    #[test]
    fn where_it_cannot_go_on_it_says_why() {
        told("", "0 the file is empty; the smallest story has plotlanes, title, threads and events !");
        told("[1", "2 the file ends too early: the list that starts at 1:1 is not closed !");
        told("{\"a\":\n{", "7 the file ends too early: the object that starts at 2:1 is not closed !");
        told("[\"a", "3 the file ends too early: the text that starts at 1:2 is not closed !");
        told("[/* ", "1 the file ends too early: this comment is not closed !");
        told("[1}", "2 expected ] to close the list that starts at 1:1, found } !");
        told("{]", "1 expected } to close the object that starts at 1:1, found ] !");
        told("{a:1}", "1 expected a field's name in double quotes, found \"a\" !");
        told("{\"a\" 1}", "5 expected a colon between a field's name and its value, found \"1\" !");
        told("[1x]", "1 \"1x\" is no number; write it as 12, -3.5 or 1e6, or as a text in quotes !");
        told("[01]", "1 \"01\" is no number; write it as 12, -3.5 or 1e6, or as a text in quotes !");
        told("[1;2]", "2 expected a comma or ], found \";\" !");
        told("[NaN]", "1 JSON has no such number; leave the field out !");
        told("[None]", "1 expected a value; JSON writes true, false and null !");
        told("['a']", "1 expected a value, found \"'\"; a text stands in double quotes !");
        told("[\"a\n\"]", "1 this text is not closed on its line; close it, or write a line break as \\n !");
        told("1 2", "2 the story ends before this; remove what follows it !");
        told(&"[".repeat(1_000_000), "127 nested more than 127 levels deep; a story needs no more than six !");
    }

    proptest! {
        #[test]
        fn it_agrees_with_serde_json(text in r#"([\[\]{},: "\\unt0-9.eE+/-]|true|null|"a"|"a":|\\u00e9|é|\t|\n){0,24}"#) {
            let checked = check_at_once(&text);
            let valid = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            // Comments and commas at the end of lists are no fault here.
            let plain = matches!(checked.text, std::borrow::Cow::Borrowed(_));
            prop_assert_eq!(checked.whole && checked.faults.is_empty() && plain, valid);
            prop_assert!(!checked.whole || serde_json::from_str::<IgnoredAny>(&checked.text).is_ok());
        }
    }
}
