//! An outline in plain text, read as threads and events: a line is an event, a heading (`#`) a thread, and indented lines
//! are the summary of what stands before them. Written the same way, so that what is written can be read again.
//!
//! ```text
//! # The siege                  ← a thread
//! The gates are shut           ← an event
//!     Nobody gets out.         ← its summary
//! The well runs dry
//! # The court                  ← another thread
//! The king hears of it
//! ```
//!
//! List markers, tabs, blank lines and the emphasis of Markdown are tolerated. Knows no dates and no order but that of the
//! lines.

mod added;
mod inline;
mod line;
mod written;

use std::fmt;

pub use added::{edits, new_story};
use line::{Line, LineKind};
pub use written::outline_text;

/// The most characters of a title; the rest of a longer line goes into the summary.
const LONGEST_TITLE: usize = 1000;

/// An outline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its title: a heading above all others that has no events of its own.
    pub title: Option<String>,
    /// The lines below the title.
    pub summary: String,
    /// The threads with their events, in the order of the lines. A thread may come more than once.
    pub threads: Vec<OutlineThread>,
    /// The lines that were not understood, or are read in another way than they look.
    pub notes: Vec<Note>,
}

/// The events below a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutlineThread {
    /// The title; `None` for events before the first heading.
    pub title: Option<String>,
    /// The heading around it.
    pub group: Option<String>,
    /// The summary; empty if there is none.
    pub summary: String,
    /// The events.
    pub events: Vec<OutlineEvent>,
}

/// An event of an outline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutlineEvent {
    /// The title.
    pub title: String,
    /// The summary; empty if there is none.
    pub summary: String,
}

/// A note on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line, counted from 1.
    pub line: usize,
    /// What became of it, for people.
    pub message: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Outline {
    /// The number of its events.
    pub fn event_count(&self) -> usize {
        self.threads.iter().map(|thread| thread.events.len()).sum()
    }
}

/// Reads an outline. Every text is one; a text without letters is an empty one.
pub fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let lines = line::lines(text, &mut outline.notes);
    let mut sections = sections(lines, &mut outline.notes);
    if let Some(title) = line::front_matter_title(text) {
        outline.title = Some(title);
    } else if let Some((first, rest)) = sections.split_first()
        && first.is_parent(rest)
        && rest.iter().all(|section| section.depth > first.depth)
    {
        let first = sections.remove(0);
        (outline.title, outline.summary) = (first.title, first.summary);
    }
    for at in 0..sections.len() {
        let (before, rest) = sections.split_at(at);
        let Some((section, after)) = rest.split_first() else { continue };
        if section.is_parent(after) {
            if !section.summary.is_empty() {
                let message = "a heading above other headings is a group of threads, which has no summary; left out";
                outline.notes.push(Note { line: section.line + 1, message: message.to_owned() });
            }
            continue;
        }
        if section.title.is_none() && section.events.is_empty() {
            continue;
        }
        outline.threads.push(OutlineThread {
            title: section.title.clone(),
            group: around(before, section.depth).and_then(|group| group.title.clone()),
            summary: section.summary.clone(),
            events: section.events.clone(),
        });
    }
    outline.notes.sort_by_key(|note| note.line);
    outline
}

/// The lines from one heading to the next.
#[derive(Default)]
struct Section {
    line: usize,
    /// The number of `#`; 0 for the lines before the first heading.
    depth: usize,
    title: Option<String>,
    summary: String,
    events: Vec<OutlineEvent>,
}

impl Section {
    /// Whether it only holds the deeper sections that follow.
    fn is_parent(&self, after: &[Self]) -> bool {
        self.depth > 0 && self.events.is_empty() && after.first().is_some_and(|next| next.depth > self.depth)
    }
}

/// The nearest heading around a section of this depth.
fn around(before: &[Section], depth: usize) -> Option<&Section> {
    let mut most = depth;
    for section in before.iter().rev().filter(|section| section.depth > 0) {
        if section.depth < most {
            return Some(section);
        }
        most = most.min(section.depth);
    }
    None
}

fn sections(lines: Vec<Line>, notes: &mut Vec<Note>) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut body: Vec<Line> = Vec::new();
    for line in lines {
        let LineKind::Heading(depth) = line.kind else {
            body.push(line);
            continue;
        };
        let title = title_and_rest(&inline::plain(&line.text)).0;
        if title.is_empty() {
            notes.push(Note { line: line.number, message: "a heading without a text; left out".to_owned() });
            continue;
        }
        fill(&mut section, std::mem::take(&mut body), Some(depth), notes);
        sections.push(std::mem::replace(
            &mut section,
            Section { line: line.number, depth, title: Some(title), ..Section::default() },
        ));
    }
    fill(&mut section, body, None, notes);
    sections.push(section);
    sections.retain(|section| section.depth > 0 || !section.events.is_empty());
    sections
}

/// Reads the lines of a section. `next` is the depth of the heading after them.
fn fill(section: &mut Section, lines: Vec<Line>, next: Option<usize>, notes: &mut Vec<Note>) {
    let written = || lines.iter().filter(|line| line.kind != LineKind::Blank);
    let Some(least) = written().map(|line| line.indent).min() else { return };
    // Indented lines alone, between a heading and a deeper one, are about the heading.
    let is_parent = section.depth > 0 && next.is_some_and(|next| next > section.depth);
    let is_summary = is_parent && least > 0 && written().all(|line| line.kind == LineKind::Text);
    // The indentation up to which a line is an event.
    let mut most = if is_summary { None } else { Some(least) };
    let mut summary = Summary::default();
    for line in lines {
        if line.kind == LineKind::Blank {
            summary.is_apart = true;
            continue;
        }
        if most.is_none_or(|most| line.indent > most) {
            summary.push(&line);
            continue;
        }
        most = Some(line.indent);
        std::mem::take(&mut summary).end(section);
        let (title, rest) = title_and_rest(&inline::plain(&line.text));
        if title.is_empty() {
            continue;
        }
        if !rest.is_empty() {
            let message = format!("a title has at most {LONGEST_TITLE} characters; the rest is in the summary");
            notes.push(Note { line: line.number, message });
        }
        let more = line.cells.iter().map(|cell| inline::plain(cell));
        let more: Vec<String> = Some(rest).into_iter().chain(more).filter(|text| !text.is_empty()).collect();
        section.events.push(OutlineEvent { title, summary: more.join("\n") });
    }
    summary.end(section);
}

/// The indented lines after an event or a heading.
#[derive(Default)]
struct Summary {
    text: String,
    /// Whether a blank line came before the next.
    is_apart: bool,
}

impl Summary {
    fn push(&mut self, line: &Line) {
        if !self.text.is_empty() {
            self.text.push_str(if self.is_apart { "\n\n" } else { "\n" });
        }
        self.is_apart = false;
        self.text.push_str(&inline::plain(&line.whole));
    }

    fn end(self, section: &mut Section) {
        let Section { summary, events, .. } = section;
        let of = events.last_mut().map_or(summary, |event| &mut event.summary);
        if !of.is_empty() && !self.text.is_empty() {
            of.push('\n');
        }
        of.push_str(&self.text);
    }
}

/// A line as a title, with single spaces, and what is too long for one.
fn title_and_rest(line: &str) -> (String, String) {
    let title = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = title.char_indices().nth(LONGEST_TITLE) else { return (title, String::new()) };
    let cut = title[..end].rfind(' ').unwrap_or(end);
    (title[..cut].to_owned(), title[cut..].trim().to_owned())
}

#[cfg(test)]
mod tests;
