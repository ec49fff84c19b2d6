//! Findings of continuity in the output of `plotlanes check`: each with its place in the file.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::outcome::counted;
use crate::analysis::continuity::{Certainty, Finding, Findings};
use crate::document::fields::ItemKind;
use crate::state::derived::Derived;
use crate::story::Story;
use crate::story::id::EventId;
use crate::text::path::{Cursor, Path};
use crate::text::scan::{self, Span};

/// The findings of a story, with the lines and columns of the events that they are about.
pub(super) struct Located<'s> {
    story: &'s Story,
    findings: Findings,
    /// The index, the line and the column of the first event of each finding, by its id.
    places: HashMap<&'s str, (usize, u32, u32)>,
}

/// A finding in the output of `--format json`. Fields are added, never changed.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    certainty: &'static str,
    kind: &'static str,
    message: &'a str,
    events: Vec<&'a str>,
    character: Option<&'a str>,
    fact: Option<&'a str>,
    muted: bool,
    mute: Value,
    path: String,
    line: Option<u32>,
    column: Option<u32>,
}

impl<'s> Located<'s> {
    /// The findings of a story that this text is of.
    pub(super) fn new(story: &'s Story, text: &str) -> Self {
        let derived = Derived::default();
        let findings = Findings::of(story, || derived.entailed(story));
        let firsts = findings.list.iter().filter_map(|finding| finding.events.first());
        let places = places(text, firsts.map(|&event| story.event(event).id).collect());
        Self { story, findings, places }
    }

    /// Writes those that are not muted, one a line.
    pub(super) fn write(&self, out: &mut dyn Write, name: &str) -> io::Result<()> {
        for finding in self.findings.open() {
            let place = self.place(finding);
            let (line, path) = place.map_or_else(Default::default, |(path, line, column)| {
                (format!("{line}:{column}"), format!("{path}: "))
            });
            writeln!(out, "{name}:{line} {}: {path}{}", certainty(finding), finding.words)?;
        }
        Ok(())
    }

    /// How many there are, for the last line: `; 2 findings, 1 muted`.
    pub(super) fn counted(&self) -> String {
        let (open, muted) = (self.findings.open().count(), self.findings.muted());
        let more = if self.findings.is_whole { "" } else { " or more" };
        match (open, muted) {
            (0, 0) => String::new(),
            (open, 0) => format!("; {}{more}", counted(open, "finding")),
            (open, muted) => format!("; {}{more}, {muted} muted", counted(open, "finding")),
        }
    }

    /// The number of those of a certainty that are not muted.
    pub(super) fn count(&self, of: Certainty) -> usize {
        self.findings.open().filter(|finding| finding.certainty == of).count()
    }

    /// The number of those that are muted.
    pub(super) fn muted(&self) -> usize {
        self.findings.muted()
    }

    /// All of them, for programs.
    pub(super) fn entries(&self) -> Vec<Entry<'_>> {
        let id = |event: EventId| self.story.event(event).id;
        let entry = |finding| self.entry(finding, id);
        self.findings.list.iter().map(entry).collect()
    }

    fn entry<'a>(&'a self, finding: &'a Finding, id: impl Fn(EventId) -> &'a str) -> Entry<'a> {
        let place = self.place(finding);
        let [line, column] = [place.as_ref().map(|it| it.1), place.as_ref().map(|it| it.2)];
        Entry {
            certainty: certainty(finding),
            kind: finding.kind.name(),
            message: &finding.words,
            events: finding.events.iter().map(|&event| id(event)).collect(),
            character: finding.character.map(|who| self.story.character(who).id.as_str()),
            fact: finding.fact.map(|fact| self.story.continuity.fact(fact)),
            muted: finding.is_muted,
            mute: finding.muting(self.story, ""),
            path: place.map(|it| it.0).unwrap_or_default(),
            line,
            column,
        }
    }

    /// The path, the line and the column of the event that a finding is about first.
    fn place(&self, finding: &Finding) -> Option<(String, u32, u32)> {
        let event = finding.events.first()?;
        let &(index, line, column) = self.places.get(self.story.event(*event).id)?;
        Some((Path::ROOT.field(ItemKind::Event.list()).index(index).to_string(), line, column))
    }
}

fn certainty(finding: &Finding) -> &'static str {
    match finding.certainty {
        Certainty::Certain => "certain",
        Certainty::Possible => "possible",
    }
}

/// The index, the line and the column of the first event with each of these ids.
fn places<'s>(text: &str, ids: Vec<&'s str>) -> HashMap<&'s str, (usize, u32, u32)> {
    let mut places = HashMap::new();
    if ids.is_empty() {
        return places;
    }
    let start = scan::skip_trivia(text.as_bytes(), 0);
    let list = scan::member(text, Span::new(start, text.len()), ItemKind::Event.list()).ok().flatten();
    let items = list.and_then(|list| scan::items(text, list.value).ok());
    let wanted: HashMap<&str, &'s str> = ids.into_iter().map(|id| (id, id)).collect();
    let mut cursor = Cursor::new(text);
    for (index, &item) in items.unwrap_or_default().iter().enumerate() {
        let id = scan::member(text, item, ItemKind::Event.naming_field()).ok().flatten();
        let id = id.and_then(|member| scan::string(text, member.value));
        if let Some(&id) = id.and_then(|id| wanted.get(&*id)) {
            let (line, column) = cursor.go_to(item.start as usize);
            places.entry(id).or_insert((index, line, column));
        }
    }
    places
}
