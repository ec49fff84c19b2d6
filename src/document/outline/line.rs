//! The lines of an outline: their indentation, and what stands before their text.

use super::Note;

/// The width of a tab.
const TAB: usize = 4;

/// The signs that open an entry of a list, with a space after them.
const BULLETS: &[char] = &['-', '*', '+', '–', '—'];
/// Those that need no space after them.
const ROUND_BULLETS: &[char] = &['•', '◦', '‣', '▪', '●', '○', '·', '∙', '\u{f0b7}'];

/// A line.
#[derive(Debug)]
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: usize,
    /// The width of the white space before it.
    pub(super) indent: usize,
    pub(super) kind: LineKind,
    /// The text without a marker before it; of a row of a table the first cell.
    pub(super) text: String,
    /// The other cells.
    pub(super) cells: Vec<String>,
    /// The text with its marker.
    pub(super) whole: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    Blank,
    /// The number of `#`.
    Heading(usize),
    /// An entry of a list.
    Entry,
    Text,
}

/// The lines of a text.
pub(super) fn lines(text: &str, notes: &mut Vec<Note>) -> Vec<Line> {
    let raw: Vec<&str> = raw_lines(text);
    let start = front_matter(&raw);
    if start > 0 {
        notes.push(Note { line: 1, message: "the facts at the start, between ---, are left out".to_owned() });
    }
    let indents = raw[start..].iter().map(|line| split_indent(line));
    let least = indents.filter(|(_, rest)| !rest.is_empty()).map(|(indent, _)| indent).min().unwrap_or(0);
    let mut lines: Vec<Line> = Vec::new();
    let mut in_table = false;
    for (at, line) in raw.iter().enumerate().skip(start) {
        let (indent, rest) = split_indent(line);
        let number = at + 1;
        let mut line = Line {
            number,
            indent: indent - least.min(indent),
            kind: LineKind::Text,
            text: rest.to_owned(),
            cells: Vec::new(),
            whole: rest.to_owned(),
        };
        if let Some(sign) = rule(rest) {
            // A line below a text may make it a heading.
            let last = lines.last_mut().filter(|last| {
                let is_title = last.kind == LineKind::Text && last.indent == line.indent;
                is_title && line.indent < TAB
            });
            let depth = match (sign, last.as_deref()) {
                _ if rest.len() < 4 || rest.contains(char::is_whitespace) => 0,
                ('=', Some(_)) => 1,
                ('-', Some(last)) if last.text.chars().count().abs_diff(rest.len()) <= 3 => 2,
                _ => 0,
            };
            match last {
                Some(last) if depth > 0 => last.kind = LineKind::Heading(depth),
                _ => line.kind = LineKind::Blank,
            }
            if depth > 0 {
                continue;
            }
        } else if rest.is_empty() || is_fence(rest) {
            line.kind = LineKind::Blank;
        } else if rest.starts_with('|') {
            if is_table_rule(rest) {
                // The row above names the columns.
                if in_table && let Some(head) = lines.pop() {
                    notes.push(Note { line: head.number, message: "the head of a table is left out".to_owned() });
                }
                continue;
            }
            if !in_table {
                let message = "each row of a table is an event: its first cell the title, the others the summary";
                notes.push(Note { line: number, message: message.to_owned() });
            }
            let row = rest.trim_matches('|');
            set_cells(&mut line, row.split('|'));
        } else if indent - least.min(indent) < TAB && rest.starts_with('#') {
            let text = rest.trim_start_matches('#');
            line.kind = LineKind::Heading(rest.len() - text.len());
            // Markdown may close a heading, too.
            let bare = text.trim_end_matches('#');
            let text = if bare.ends_with([' ', '\t']) { bare } else { text };
            text.trim().clone_into(&mut line.text);
        } else {
            let text = without_marker(rest);
            if let Some(text) = text {
                line.kind = if text.is_empty() { LineKind::Blank } else { LineKind::Entry };
            }
            let text = text.unwrap_or(rest);
            set_cells(&mut line, text.split('\t'));
        }
        in_table = rest.starts_with('|');
        lines.push(line);
    }
    lines
}

fn set_cells<'t>(line: &mut Line, cells: impl Iterator<Item = &'t str>) {
    let mut cells = cells.map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty());
    line.text = cells.next().unwrap_or_default();
    line.cells = cells.collect();
    if line.text.is_empty() {
        line.kind = LineKind::Blank;
    }
}

fn raw_lines(text: &str) -> Vec<&str> {
    let text = text.trim_start_matches('\u{FEFF}');
    // `\r\n` is one break; a lone `\r` and a line feed of a word processor (`\u{B}`) are breaks as well.
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .flat_map(|line| line.split(['\r', '\u{B}', '\u{2028}', '\u{2029}']))
        .collect()
}

/// The width of the white space before a line, and the line without the white space around it. The marks of a quotation
/// count as white space.
fn split_indent(line: &str) -> (usize, &str) {
    let mut width = 0;
    let mut rest = line.trim_end();
    while let Some(c) = rest.chars().next() {
        match c {
            '\t' => width = width / TAB * TAB + TAB,
            '>' => {
                // The mark itself and one space after it indent nothing.
                rest = rest[1..].strip_prefix(' ').unwrap_or(&rest[1..]);
                continue;
            }
            c if c.is_whitespace() => width += 1,
            _ => break,
        }
        rest = &rest[c.len_utf8()..];
    }
    (width, rest)
}

/// The sign of a line that consists of one sign only, three times at least.
fn rule(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '-' | '=' | '*' | '_' | '~'))?;
    let mut count = 0;
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        if c != sign {
            return None;
        }
        count += 1;
    }
    (count >= 3).then_some(sign)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

fn is_table_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The text after a list marker such as `-` or `1.`, and after a box to tick; `None` if there is no marker.
fn without_marker(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    let behind = if BULLETS.contains(&first) {
        let rest = &line[first.len_utf8()..];
        rest.is_empty().then_some(rest).or_else(|| rest.strip_prefix(char::is_whitespace))?
    } else if ROUND_BULLETS.contains(&first) {
        &line[first.len_utf8()..]
    } else {
        let end = line.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(line.len());
        let (number, rest) = line.split_at(end);
        let counts = number.len() <= 12 && number.split('.').all(|part| part.len() <= 3);
        let rest = if counts && number.starts_with(|c: char| c.is_ascii_digit()) {
            if number.ends_with('.') { rest } else { rest.strip_prefix(')')? }
        } else {
            let mut letters = line.chars();
            letters.next().filter(char::is_ascii_alphabetic)?;
            letters.as_str().strip_prefix(')')?
        };
        rest.strip_prefix(char::is_whitespace)?
    };
    let text = behind.trim_start();
    let boxes = ["[ ] ", "[x] ", "[X] ", "☐ ", "☑ ", "☒ "];
    Some(boxes.iter().find_map(|tick| text.strip_prefix(tick)).unwrap_or(text).trim_start())
}

/// Whether a text would be read as something else than itself if it were a line.
pub(super) fn is_marked(text: &str) -> bool {
    text.starts_with('#') || without_marker(text).is_some() || is_lost_when_indented(text)
}

/// Whether a text would not be read as itself even if it were an indented line.
pub(super) fn is_lost_when_indented(text: &str) -> bool {
    text.starts_with(['|', '>'])
        || rule(text).is_some()
        || is_fence(text)
        || without_marker(text).is_some_and(str::is_empty)
}

/// The number of lines of the facts that some programs write at the start of a text, between lines of `---`.
fn front_matter(lines: &[&str]) -> usize {
    if lines.first().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let is_fact = |line: &&&str| line.contains(':') || line.starts_with([' ', '\t', '-', '#']) || line.is_empty();
    let facts = lines[1..].iter().take_while(|line| line.trim_end() != "---").take_while(is_fact).count();
    if facts > 0 && lines.get(facts + 1).is_some_and(|line| line.trim_end() == "---") { facts + 2 } else { 0 }
}

/// The title among the facts at the start.
pub(super) fn front_matter_title(text: &str) -> Option<String> {
    let lines = raw_lines(text);
    let facts = &lines[..front_matter(&lines)];
    let title = facts.iter().find_map(|line| line.strip_prefix("title:"))?;
    let title = title.trim().trim_matches(['"', '\'']).trim();
    (!title.is_empty()).then(|| title.to_owned())
}
