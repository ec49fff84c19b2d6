//! [Fountain](https://fountain.io/syntax): a screenplay as plain text.
//!
//! Knows the syntax of version 1.1; what scenes and headings mean is the rest of this folder.

use super::heading::without_intro;
use super::{Part, Script, story};
use crate::import::draft::Draft;
use crate::import::format::{Format, Likeness, Sample};
use crate::import::{Imported, Options, Unreadable, plain_text};

/// Fountain.
pub(in crate::import) const FORMAT: Format =
    Format { name: "fountain", title: "Fountain", endings: &["fountain", "spmd"], likeness, read };

fn likeness(sample: &Sample<'_>) -> Likeness {
    if sample.text.is_empty() || sample.is_json() || sample.text.trim_start().starts_with('<') {
        return Likeness::No;
    }
    if FORMAT.endings.contains(&sample.ending.as_str()) {
        return Likeness::Sure;
    }
    let headings = sample.text.lines().filter(|line| is_plain_heading(line) && !has_small_letters(line)).count();
    match headings {
        0 => Likeness::No,
        1 => Likeness::Possible,
        _ => Likeness::Likely,
    }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    let text = plain_text(bytes, &mut draft.notes);
    let (bare, remarks, left_out) = without_remarks(&text);
    if left_out > 0 {
        draft.notes.of_all("what is between /* and */ is left out");
    }
    story(script(&bare, remarks), draft, options)
}

/// A script without what is between `/*` and `*/` and without its remarks, but with all its line ends; the remarks with
/// their lines, from 0; and how many stretches were left out.
fn without_remarks(text: &str) -> (String, Vec<(usize, String)>, usize) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut out, mut remarks, mut left_out) = (String::with_capacity(text.len()), Vec::new(), 0);
    let mut line = 0;
    let mut rest = text.as_str();
    while let Some(at) = rest.find("/*").into_iter().chain(rest.find("[[")).min() {
        line += rest[..at].matches('\n').count();
        out.push_str(&rest[..at]);
        let (mark, inner) = rest[at..].split_at(2);
        let is_remark = mark == "[[";
        // An empty line ends a remark that is not closed; two spaces in it do not.
        let end = inner.find(if is_remark { "]]" } else { "*/" });
        if let Some(end) = end.filter(|end| !is_remark || !inner[..*end].contains("\n\n")) {
            if is_remark {
                remarks.push((line, inner[..end].trim().to_owned()));
            } else {
                left_out += 1;
            }
            let lines = inner[..end].matches('\n').count();
            line += lines;
            out.extend(std::iter::repeat_n('\n', lines));
            rest = &inner[end + 2..];
            if out.ends_with([' ', '\n']) && rest.starts_with(' ') {
                rest = &rest[1..];
            }
        } else {
            out.push_str(mark);
            rest = inner;
        }
    }
    out.push_str(rest);
    (out, remarks, left_out)
}

fn script(text: &str, remarks: Vec<(usize, String)>) -> Script {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut script = Script::default();
    let first = title_page(&lines, &mut script);
    let mut remarks = remarks.into_iter().peekable();
    let mut reader = Reader { lines: &lines, parts: &mut script.parts, is_dialogue: false, is_action: false };
    for at in first..lines.len() {
        reader.line(at);
        while let Some((_, remark)) = remarks.next_if(|(line, _)| *line <= at) {
            reader.push(at, Part::Remark(remark));
        }
    }
    script
}

/// Reads the title page, and returns the line after it.
fn title_page(lines: &[&str], script: &mut Script) -> usize {
    const KEYS: [&str; 10] =
        ["title", "credit", "author", "authors", "source", "notes", "draft date", "date", "contact", "copyright"];
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let key_of = |line: &str| {
        let (key, value) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t']))?;
        Some((key.trim().to_lowercase(), plain(value)))
    };
    let is_page = lines.get(first).and_then(|line| key_of(line)).is_some_and(|(key, _)| KEYS.contains(&key.as_str()));
    if !is_page {
        return 0;
    }
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    let mut at = first;
    while let Some(line) = lines.get(at).filter(|line| !line.trim().is_empty()) {
        match (key_of(line), fields.last_mut()) {
            (Some((key, value)), _) => fields.push((key, vec![value])),
            (None, Some((_, values))) => values.push(plain(line)),
            (None, None) => {}
        }
        at += 1;
    }
    for (key, values) in fields {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        match key.as_str() {
            _ if values.is_empty() => {}
            "title" => script.title = values.join(" "),
            _ => script.work.push((key.replace(' ', "_"), values.join("\n"))),
        }
    }
    at
}

struct Reader<'r> {
    lines: &'r [&'r str],
    parts: &'r mut Vec<(Option<u32>, Part)>,
    /// Whether the lines belong to a character, until an empty one.
    is_dialogue: bool,
    /// Whether the line before is action, which this one goes on with.
    is_action: bool,
}

impl Reader<'_> {
    fn push(&mut self, at: usize, part: Part) {
        self.parts.push((u32::try_from(at + 1).ok(), part));
    }

    fn line(&mut self, at: usize) {
        let line = self.lines[at];
        let trimmed = line.trim();
        let is_empty =
            |at: Option<usize>| at.and_then(|at| self.lines.get(at)).is_none_or(|line| line.trim().is_empty());
        let (after_empty, before_empty) = (is_empty(at.checked_sub(1)), is_empty(Some(at + 1)));
        let was_action = std::mem::take(&mut self.is_action);
        if trimmed.is_empty() {
            // Two spaces stand for an empty line of dialogue.
            self.is_dialogue &= line.len() >= 2;
            return;
        }
        if self.is_dialogue {
            self.push(at, Part::Other);
            return;
        }
        if let Some(title) = trimmed.strip_prefix('#') {
            let level = 1 + title.bytes().take_while(|byte| *byte == b'#').count();
            let title = plain(title.trim_start_matches('#'));
            if !title.is_empty() {
                self.push(at, Part::Section { level, title });
            }
        } else if trimmed.starts_with("===") {
            // A page ends.
        } else if let Some(synopsis) = trimmed.strip_prefix('=') {
            self.push(at, Part::Synopsis(plain(synopsis)));
        } else if let Some(heading) = heading(trimmed, after_empty) {
            let (heading, number) = with_number(heading);
            self.push(at, Part::Scene { heading: plain(heading), number, title: String::new() });
        } else if is_transition(trimmed, after_empty && before_empty) {
            self.push(at, Part::Other);
        } else if let Some(name) = cue(trimmed, after_empty && !before_empty) {
            self.is_dialogue = true;
            self.push(at, Part::Cue(name));
        } else {
            let centred = trimmed.strip_prefix('>').and_then(|text| text.strip_suffix('<'));
            let text = plain(centred.unwrap_or(trimmed).trim_start_matches(['!', '~']));
            self.is_action = true;
            // A remark within a paragraph does not end it.
            let before = self.parts.iter_mut().rev().find(|(_, part)| !matches!(part, Part::Remark(_)));
            match before {
                Some((_, Part::Action(before))) if was_action => {
                    before.push('\n');
                    before.push_str(&text);
                }
                _ => self.push(at, Part::Action(text)),
            }
        }
    }
}

/// Whether a line begins as a scene heading does.
fn is_plain_heading(line: &str) -> bool {
    without_intro(line.trim()).is_some_and(|place| !place.is_empty())
}

/// The text of a scene heading.
fn heading(line: &str, after_empty: bool) -> Option<&str> {
    let forced = line.strip_prefix('.').filter(|rest| rest.starts_with(char::is_alphanumeric));
    forced.or_else(|| (after_empty && is_plain_heading(line)).then_some(line))
}

/// A heading without the `#number#` at its end, and that number.
fn with_number(heading: &str) -> (&str, String) {
    let split = heading.trim_end().strip_suffix('#').and_then(|rest| rest.rsplit_once('#'));
    match split {
        Some((text, number)) if !number.trim().is_empty() => (text.trim_end(), number.trim().to_owned()),
        _ => (heading, String::new()),
    }
}

fn is_transition(line: &str, stands_alone: bool) -> bool {
    line.starts_with('>') && !line.ends_with('<')
        || stands_alone
            && !has_small_letters(line)
            && (line.ends_with("TO:") || line == "FADE IN:" || line == "FADE OUT.")
}

/// The name in a cue, without what it says of how it is spoken: `STEEL (V.O.) ^` is Steel.
fn cue(line: &str, may_be: bool) -> Option<String> {
    let forced = line.strip_prefix('@');
    let name = without_extensions(forced.unwrap_or(line));
    if line.starts_with(['>', '!', '~']) {
        return None;
    }
    let is_name = name.chars().any(char::is_alphabetic)
        && !has_small_letters(name)
        && name.chars().any(char::is_uppercase)
        && !name.ends_with([':', '.', '!', '?']);
    (may_be && (forced.is_some() && !name.is_empty() || is_name)).then(|| plain(name))
}

/// A name without the brackets behind it and the `^` of a dialogue at the same time.
pub(super) fn without_extensions(cue: &str) -> &str {
    let cue = cue.trim().trim_end_matches('^').trim_end();
    cue.split_once('(').map_or(cue, |(name, _)| name).trim()
}

fn has_small_letters(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// A text without the marks of bold, italics and underlining.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some('*' | '_')) => out.extend(chars.next()),
            // Within a word it is itself.
            '_' if before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric()) => out.push(c),
            '*' | '_' => {}
            _ => out.push(c),
        }
        before = c;
    }
    out.trim().to_owned()
}
