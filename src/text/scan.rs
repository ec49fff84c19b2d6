//! Finds the ranges of values in a JSON text with comments and trailing commas (JSONC). Looks no deeper into a value
//! than asked, and does not check numbers or words; `syntax` does.

use std::borrow::Cow;
use std::ops::Range;

use super::path::OwnedStep;
use super::{Fault, Text};

/// The deepest nesting of lists and objects that can be scanned: one bit each.
const DEEPEST: u32 = 127;

/// A range of a text, in bytes. Half the size of a `Range<usize>`, because a long list has many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The span as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text in this span; empty if the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A field of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name with its quotes.
    pub key: Span,
    /// The value.
    pub value: Span,
}

impl Member {
    /// From the name to the end of the value.
    pub fn span(self) -> Span {
        Span { start: self.key.start, end: self.value.end }
    }
}

/// Walks the children of the list or object that opens at an offset, one at a time.
pub(crate) struct Walk<'t> {
    text: &'t str,
    /// The current offset: at the start of a child's value after [`child`](Self::child), else behind a child.
    pub(crate) at: usize,
    close: u8,
    first: bool,
}

impl<'t> Walk<'t> {
    /// A walk of the list or object that opens at `open`; `None` if neither opens there.
    pub(crate) fn new(text: &'t str, open: usize) -> Option<Self> {
        let close = match text.as_bytes().get(open)? {
            b'{' => b'}',
            b'[' => b']',
            _ => return None,
        };
        Some(Self { text, at: open + 1, close, first: true })
    }

    /// Goes to the value of the next child and returns its key, which is empty in a list; `None` after the closing
    /// bracket.
    pub(crate) fn child(&mut self) -> Result<Option<Span>, Fault> {
        let bytes = self.text.as_bytes();
        self.at = skip_trivia(bytes, self.at);
        if !self.first && bytes.get(self.at) == Some(&b',') {
            self.at = skip_trivia(bytes, self.at + 1);
        } else if !self.first && bytes.get(self.at) != Some(&self.close) {
            return Err(fault(self.at, "a comma is missing before this"));
        }
        self.first = false;
        if bytes.get(self.at) == Some(&self.close) {
            self.at += 1;
            return Ok(None);
        }
        if self.close == b']' {
            return Ok(Some(Span::new(self.at, self.at)));
        }
        let end = match bytes.get(self.at) {
            Some(b'"') => skip_string(bytes, self.at),
            _ => None,
        };
        let end = end.ok_or_else(|| fault(self.at, "expected a field's name in double quotes"))?;
        let key = Span::new(self.at, end);
        let colon = skip_trivia(bytes, end);
        if bytes.get(colon) != Some(&b':') {
            return Err(fault(colon, "expected a colon between a field's name and its value"));
        }
        self.at = skip_trivia(bytes, colon + 1);
        Ok(Some(key))
    }

    /// Goes past the next child and returns it; `None` after the closing bracket.
    pub(crate) fn member(&mut self) -> Result<Option<Member>, Fault> {
        let Some(key) = self.child()? else { return Ok(None) };
        let start = self.at;
        self.at = skip_value(self.text.as_bytes(), start)?;
        Ok(Some(Member { key, value: Span::new(start, self.at) }))
    }
}

/// The fields of an object; empty if the value is not an object.
pub(crate) fn members(text: &str, object: Span) -> Result<Vec<Member>, Fault> {
    let mut members = Vec::new();
    if object.of(text).starts_with('{')
        && let Some(mut walk) = Walk::new(text, object.start as usize)
    {
        while let Some(member) = walk.member()? {
            members.push(member);
        }
    }
    Ok(members)
}

/// The items of a list; empty if the value is not a list.
pub(crate) fn items(text: &str, list: Span) -> Result<Vec<Span>, Fault> {
    if list.of(text).starts_with('[') {
        items_to_end(text, list.start as usize).map(|(items, _)| items)
    } else {
        Ok(Vec::new())
    }
}

/// The items of the list that opens at an offset, and the offset behind the list.
pub(super) fn items_to_end(text: &str, open: usize) -> Result<(Vec<Span>, usize), Fault> {
    let mut items = Vec::new();
    let Some(mut walk) = Walk::new(text, open) else { return Ok((items, open)) };
    while let Some(Member { value, .. }) = walk.member()? {
        items.push(value);
    }
    Ok((items, walk.at))
}

/// The first field of an object with this name; `None` also if the value is not an object.
pub(crate) fn member(text: &str, object: Span, name: &str) -> Result<Option<Member>, Fault> {
    if object.of(text).starts_with('{')
        && let Some(mut walk) = Walk::new(text, object.start as usize)
    {
        while let Some(member) = walk.member()? {
            if is(text, member.key, name) {
                return Ok(Some(member));
            }
        }
    }
    Ok(None)
}

/// Follows steps from a value as far as they lead. Returns the innermost value reached, and the steps left over.
pub(crate) fn innermost<'s>(text: &str, mut value: Span, steps: &'s [OwnedStep]) -> (Span, &'s [OwnedStep]) {
    for (at, step) in steps.iter().enumerate() {
        let inner = match step {
            OwnedStep::Field(name) => member(text, value, name).ok().flatten().map(|member| member.value),
            OwnedStep::Index(index) => items(text, value).ok().and_then(|items| items.get(*index).copied()),
        };
        match inner {
            Some(inner) => value = inner,
            None => return (value, &steps[at..]),
        }
    }
    (value, &[])
}

/// Whether the value is this text, with or without escapes.
pub(crate) fn is(text: &str, value: Span, expected: &str) -> bool {
    let quoted = value.of(text);
    let Some(inner) = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    if inner.contains('\\') { string(text, value).as_deref() == Some(expected) } else { inner == expected }
}

/// The characters of a text value; `None` if the value is not a valid text.
pub(crate) fn string(text: &str, value: Span) -> Option<Cow<'_, str>> {
    serde_json::from_str::<Text>(value.of(text)).ok().map(|Text(text)| text)
}

/// The offset behind white space and comments.
pub(crate) fn skip_trivia(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            Some(b'/') => match comment(bytes, at) {
                Some(end) => at = end,
                None => return at,
            },
            _ => return at,
        }
    }
}

/// The end of the comment at an offset; a line comment ends before its line break.
pub(crate) fn comment(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    match rest {
        [b'/', b'/', ..] => Some(at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len())),
        [b'/', b'*', inner @ ..] => inner.windows(2).position(|two| two == b"*/").map(|length| at + length + 4),
        _ => None,
    }
}

/// The end of the text value at an offset.
fn skip_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| matches!(byte, b'"' | b'\\'))?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The end of the value at an offset.
pub(crate) fn skip_value(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    match bytes.get(start) {
        Some(b'"') => skip_string(bytes, start).ok_or_else(|| fault(start, "this text is not closed")),
        Some(b'{' | b'[') => skip_container(bytes, start),
        _ => {
            let rest = bytes.get(start..).unwrap_or_default();
            let ends = |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.');
            let length = rest.iter().position(ends).unwrap_or(rest.len());
            if length > 0 { Ok(start + length) } else { Err(fault(start, "expected a value")) }
        }
    }
}

/// The end of the list or object at an offset. The open brackets are kept as bits, so there is no recursion and no
/// allocation.
fn skip_container(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let unclosed = || fault(start, "this is not closed");
    let (mut at, mut depth, mut braces) = (start, 0_u32, 0_u128);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest
            .iter()
            .position(|&byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']' | b'/'))
            .ok_or_else(unclosed)?;
        match bytes[at] {
            b'"' => at = skip_string(bytes, at).ok_or_else(|| fault(at, "this text is not closed"))?,
            b'/' => at = comment(bytes, at).ok_or_else(|| fault(at, "expected a value"))?,
            open @ (b'{' | b'[') => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(fault(at, "nested too deep"));
                }
                braces = braces << 1 | u128::from(open == b'{');
                at += 1;
            }
            close => {
                if (braces & 1 == 1) != (close == b'}') {
                    return Err(fault(at, "this does not match the opening bracket"));
                }
                (depth, braces, at) = (depth - 1, braces >> 1, at + 1);
                if depth == 0 {
                    return Ok(at);
                }
            }
        }
    }
}

pub(super) fn fault(offset: usize, message: &str) -> Fault {
    Fault { offset, code: "syntax", message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Span, is, items, member, members, string};

    #[test]
    fn values_are_found_between_comments_and_trailing_commas() {
        let text = r#"{ "a" /* x */ : [1, "]", {"b": "}"},], // "c": 1
            "\u0063": "d\"e", }"#;
        let whole = Span::new(0, text.len());
        let found: Vec<_> =
            members(text, whole).expect("JSONC").iter().map(|m| (m.key.of(text), m.value.of(text))).collect();
        assert_eq!(found, [("\"a\"", "[1, \"]\", {\"b\": \"}\"},]"), ("\"\\u0063\"", "\"d\\\"e\"")]);
        let list = member(text, whole, "a").expect("JSONC").expect("a").value;
        let found: Vec<_> = items(text, list).expect("JSONC").iter().map(|item| item.of(text)).collect();
        assert_eq!(found, ["1", "\"]\"", "{\"b\": \"}\"}"]);
        let c = member(text, whole, "c").expect("JSONC").expect("c");
        assert_eq!(string(text, c.value).as_deref(), Some("d\"e"));
        assert!(is(text, c.key, "c") && !is(text, c.key, "a") && !is(text, list, "a"));
    }

    #[test]
    fn faults_have_their_offset() {
        let check = |text: &str, expect: usize| {
            let whole = Span::new(0, text.len());
            let fault = members(text, whole).and_then(|_| items(text, whole)).expect_err(text);
            assert_eq!(fault.offset, expect, "{text}: {}", fault.message);
        };
        check("[1 2]", 3);
        check("[,]", 1);
        check("{a: 1}", 1);
        check("{\"a\" 1}", 5);
        check("{\"a\": [}]", 7);
        check("[\"a", 1);
        check("[1", 2);
        check("{\"a\": /* ", 6);
        check(&format!("[{}", "[".repeat(1_000_000)), 128);
    }
}
