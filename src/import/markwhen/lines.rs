//! The lines of a Markwhen file: its header, sections, and events with the lines below them.

use super::dates::{self, Range, Slashes};
use crate::import::Notes;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) title: String,
    pub(super) summary: String,
    /// Facts about the work by their names: the author.
    pub(super) work: Vec<(String, String)>,
    pub(super) entries: Vec<Entry>,
}

/// An event.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its line, counted from 1.
    pub(super) line: u32,
    /// Its dates as they are written.
    pub(super) dates: String,
    pub(super) range: Range,
    /// The rest of its first line.
    pub(super) title: String,
    /// The lines below.
    pub(super) lines: Vec<String>,
    /// The titles of the sections that it is in, from the outside in.
    pub(super) path: Vec<String>,
    /// The tags of those.
    pub(super) tags: Vec<String>,
}

/// A section or group that is open.
struct Section {
    /// The number of `#` of a heading; `None` if it was opened by a word and needs its end.
    level: Option<usize>,
    title: String,
    tags: Vec<String>,
    line: u32,
    is_empty: bool,
}

/// A line's dates as they are written, what they mean, and what stands after the colon.
pub(super) fn dated(line: &str, slashes: Slashes) -> Option<(&str, Range, &str)> {
    // A time of day has colons of its own: the longest text that is a date counts.
    let line = line.trim();
    if !line.starts_with(|c: char| c.is_alphanumeric() || c == '!' || c == '.') {
        return None;
    }
    let ends: Vec<usize> = line.match_indices(':').map(|(at, _)| at).take_while(|at| *at <= 120).collect();
    let found = |&end: &usize| dates::range(&line[..end], slashes).map(|range| (&line[..end], range, &line[end + 1..]));
    ends.iter().rev().find_map(found)
}

/// What a file holds. `is_day_first` decides how `3/4/1916` is read where the header does not.
pub(super) fn file(text: &str, is_day_first: Option<bool>, notes: &mut Notes) -> File {
    let mut reader = Reader {
        file: File::default(),
        slashes: Slashes { is_day_first: is_day_first.unwrap_or(false) },
        open: Vec::new(),
        is_header: true,
        field: None,
        comments: 0,
        notes,
    };
    for (at, line) in text.lines().enumerate() {
        reader.line(u32::try_from(at + 1).unwrap_or(u32::MAX), line);
    }
    while let Some(section) = reader.open.pop() {
        reader.closed(&section);
    }
    if reader.comments > 0 {
        let lines = if reader.comments == 1 { "line of comment is" } else { "lines of comments are" };
        reader.notes.of_all(format!("{} {lines} left out", reader.comments));
    }
    reader.file
}

struct Reader<'n> {
    file: File,
    slashes: Slashes,
    open: Vec<Section>,
    is_header: bool,
    /// The field of the header that indented lines belong to.
    field: Option<String>,
    comments: usize,
    notes: &'n mut Notes,
}

impl Reader<'_> {
    fn line(&mut self, number: u32, line: &str) {
        let trimmed = line.trim();
        if trimmed.starts_with("//") {
            self.comments += 1;
        } else if trimmed.starts_with("_-_-_break_-_-_") {
            while let Some(section) = self.open.pop() {
                self.closed(&section);
            }
            self.notes.at(number, "a new page begins: the events of all pages are in one story");
        } else if self.heading(number, line) {
            self.is_header = false;
        } else if let Some((dates, range, title)) = dated(line, self.slashes) {
            self.is_header = false;
            self.open.iter_mut().for_each(|section| section.is_empty = false);
            self.file.entries.push(Entry {
                line: number,
                dates: dates.to_owned(),
                range,
                title: title.trim().to_owned(),
                lines: Vec::new(),
                path: self.open.iter().map(|section| section.title.clone()).collect(),
                tags: self.open.iter().flat_map(|section| section.tags.clone()).collect(),
            });
        } else if self.is_header {
            self.header(number, line);
        } else {
            self.below(number, trimmed, line);
        }
    }

    /// A line below an event, or below a heading before its first event.
    fn below(&mut self, number: u32, trimmed: &str, line: &str) {
        let has_event = self.open.last().is_none_or(|section| !section.is_empty);
        match self.file.entries.last_mut().filter(|_| has_event) {
            Some(entry) => entry.lines.push(line.trim_end().to_owned()),
            None if trimmed.is_empty() => {}
            None => {
                let within = self.open.last().map_or(String::new(), |section| format!("“{}”: ", section.title));
                add(&mut self.file.summary, &format!("{within}{trimmed}"));
                self.notes.at(number, "belongs to no event: it is kept in the summary of the story");
            }
        }
    }

    /// Opens or closes a section, if the line does so.
    fn heading(&mut self, number: u32, line: &str) -> bool {
        let trimmed = line.trim();
        let lower = trimmed.to_lowercase();
        let squeezed: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
        if ["endgroup", "endsection"].contains(&squeezed.as_str()) {
            match self.open.iter().rposition(|section| section.level.is_none()) {
                Some(at) => {
                    for section in self.open.split_off(at) {
                        self.closed(&section);
                    }
                }
                None => self.notes.at(number, format!("“{trimmed}” ends nothing")),
            }
            return true;
        }
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let (level, title) = if (1..=6).contains(&level) && line[level..].starts_with([' ', '\t']) {
            let is_above = |section: &Section| section.level.is_some_and(|other| other >= level);
            if let Some(at) = self.open.iter().position(is_above) {
                for section in self.open.split_off(at) {
                    self.closed(&section);
                }
            }
            (Some(level), line[level..].trim())
        } else {
            let word = ["group", "section"].iter().find(|word| lower.starts_with(**word));
            let Some(rest) = word.and_then(|word| trimmed.get(word.len()..)) else { return false };
            if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
                return false;
            }
            (None, rest.trim())
        };
        let (title, tags) = super::title::without_tags(title);
        let title = title.trim_end_matches(':').trim();
        let title = if title.is_empty() { "Untitled".to_owned() } else { title.to_owned() };
        self.open.push(Section { level, title, tags, line: number, is_empty: true });
        true
    }

    fn closed(&mut self, section: &Section) {
        if section.is_empty {
            self.notes.at(section.line, format!("no event is in “{}”, so it is no thread", section.title));
        }
    }

    /// A line before the first event.
    fn header(&mut self, number: u32, line: &str) {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed == "---" {
            return;
        }
        if line.starts_with([' ', '\t', '-'])
            && let Some(field) = self.field.clone()
        {
            let value = trimmed.trim_start_matches(['-', ' ']);
            let value = value.strip_prefix("name:").unwrap_or(value).trim();
            self.field_is(number, &field, unquoted(value));
            return;
        }
        match trimmed.split_once(':') {
            Some((key, value)) if !key.trim().contains(' ') && !key.contains('/') => {
                let key = key.trim();
                let key = if key.starts_with('#') { key.to_owned() } else { key.to_lowercase() };
                self.field_is(number, &key, unquoted(value.trim()));
                self.field = Some(key);
            }
            _ => {
                add(&mut self.file.summary, trimmed);
                self.field = None;
            }
        }
    }

    fn field_is(&mut self, number: u32, key: &str, value: &str) {
        match key {
            _ if value.is_empty() || value == "|" || value == ">" => {}
            "title" if self.file.title.is_empty() => value.clone_into(&mut self.file.title),
            "title" | "description" => add(&mut self.file.summary, value),
            "author" | "authors" | "date" | "source" | "url" => {
                self.file.work.push((key.to_owned(), value.to_owned()));
            }
            "dateformat" => {
                self.slashes.is_day_first = value.to_lowercase().starts_with('d');
            }
            "timezone" | "tz" => {
                self.notes.at(number, format!("times are kept as they are written, in the time zone {value}"));
            }
            _ if key.starts_with('#') => self.notes.at(number, format!("the colour of {key} is not kept")),
            _ => self.notes.at(number, format!("“{key}: {value}” in the header is not kept")),
        }
    }
}

fn unquoted(text: &str) -> &str {
    let quoted = |mark: char| text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(text)
}

fn add(summary: &mut String, text: &str) {
    if !summary.is_empty() {
        summary.push('\n');
    }
    summary.push_str(text);
}
