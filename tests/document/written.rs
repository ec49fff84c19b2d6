//! Writes JSON values in many styles: minified, in lines, with commas first, tabs, comments, escapes.

use serde_json::Value;

/// Numbers that look random and are the same for the same seed (Marsaglia's xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `sides`; 0 if there are none.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % sides.max(1)
    }

    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.roll(times) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// Where commas stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Commas {
    Behind,
    /// Behind the last child too.
    Trailing,
    /// Before children, where they are written in lines.
    First,
}

/// A way to write.
#[derive(Debug)]
pub(crate) struct Style {
    newline: &'static str,
    unit: &'static str,
    colon: &'static str,
    /// How deep values are written in lines.
    lines: usize,
    commas: Commas,
    comments: bool,
    escapes: bool,
}

impl Style {
    pub(crate) fn any(dice: &mut Dice) -> Self {
        Self {
            newline: dice.pick(&["\n", "\n", "\r\n"]),
            unit: dice.pick(&["  ", "\t", "    ", ""]),
            colon: dice.pick(&[": ", ":", " : "]),
            lines: dice.pick(&[0, 1, 2, 3, 9]),
            commas: dice.pick(&[Commas::Behind, Commas::Behind, Commas::Trailing, Commas::First]),
            comments: dice.one_in(2),
            escapes: dice.one_in(3),
        }
    }

    /// The text of a value.
    pub(crate) fn write(&self, value: &Value, dice: &mut Dice) -> String {
        let mut out = String::new();
        if self.comments && dice.one_in(3) {
            out += "// a story";
            out += self.newline;
        }
        self.value(value, 0, dice, &mut out);
        out += dice.pick(&["", "\n", " "]);
        out
    }

    fn value(&self, value: &Value, depth: usize, dice: &mut Dice, out: &mut String) {
        match value {
            Value::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().collect();
                if dice.one_in(2) {
                    fields.reverse();
                }
                let count = fields.len();
                self.children(['{', '}'], count, depth, dice, out, |at, dice, out| {
                    self.text(fields[at].0, dice, out);
                    *out += self.colon;
                    self.value(fields[at].1, depth + 1, dice, out);
                });
            }
            Value::Array(items) => {
                self.children(['[', ']'], items.len(), depth, dice, out, |at, dice, out| {
                    self.value(&items[at], depth + 1, dice, out);
                });
            }
            Value::String(text) => self.text(text, dice, out),
            other => *out += &other.to_string(),
        }
    }

    fn text(&self, text: &str, dice: &mut Dice, out: &mut String) {
        let text = Value::from(text).to_string();
        let at = text.find(|c: char| c.is_ascii_lowercase() && text.len() < 20);
        match at {
            Some(at) if self.escapes && !text.contains('\\') && dice.one_in(3) => {
                let escape = format!("\\u{:04x}", text.as_bytes()[at]);
                out.extend([&text[..at], &escape, &text[at + 1..]]);
            }
            _ => *out += &text,
        }
    }

    fn children(
        &self,
        [open, close]: [char; 2],
        count: usize,
        depth: usize,
        dice: &mut Dice,
        out: &mut String,
        mut child: impl FnMut(usize, &mut Dice, &mut String),
    ) {
        let lines = depth < self.lines;
        let line = |depth: usize| format!("{}{}", self.newline, self.unit.repeat(depth));
        out.push(open);
        for at in 0..count {
            let comma_first = self.commas == Commas::First && lines;
            if at > 0 && comma_first {
                *out += &line(depth + 1);
                *out += ", ";
            } else if lines {
                *out += &line(depth + 1);
                if self.comments && dice.one_in(5) {
                    *out += "// a line, \"of\" its own {";
                    *out += &line(depth + 1);
                }
            } else if at > 0 && self.colon.ends_with(' ') {
                out.push(' ');
            }
            if self.comments && dice.one_in(9) {
                *out += "/* before ] */ ";
            }
            child(at, dice, out);
            if self.comments && dice.one_in(9) {
                *out += "/* behind, */";
            }
            if !comma_first && (at + 1 < count || self.commas == Commas::Trailing) {
                out.push(',');
            }
            if self.comments && lines && dice.one_in(5) {
                *out += " // its line";
            }
        }
        if lines && (count > 0 || dice.one_in(3)) {
            *out += &line(depth);
        }
        out.push(close);
    }
}

/// The value of a text with comments and trailing commas.
pub(crate) fn read(text: &str) -> Value {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '"' {
            let mut end = 1;
            while !rest[end..].starts_with('"') {
                end += if rest[end..].starts_with('\\') {
                    2
                } else {
                    rest[end..].chars().next().map_or(1, char::len_utf8)
                };
            }
            plain += &rest[..=end];
            end + 1
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").expect("a comment is closed") + 2
        } else {
            if matches!(c, ']' | '}') && plain.trim_end().ends_with(',') {
                plain.truncate(plain.trim_end().len() - 1);
            }
            plain.push(c);
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    serde_json::from_str(&plain).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}
