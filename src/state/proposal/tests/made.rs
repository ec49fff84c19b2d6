//! Stories to make proposals of, in one line an event, and proposals as lines of text.

use crate::document::Document;
use crate::state::State;
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::state::proposal::{Context, Outcome, Proposal, Refused, Trial, tried};
use crate::story::Story;
use crate::story::compile::{Compiled, compile};
use crate::story::id::EventId;
use crate::story::problem::Problem;
use crate::story::words::Clause;

/// A story with its text and its first view.
pub(super) struct Made {
    pub(super) story: Story,
    pub(super) state: State,
    pub(super) document: Document,
    pub(super) problems: Vec<Problem>,
}

impl Made {
    /// The story of a text.
    pub(super) fn of(text: &str) -> Self {
        let Compiled { story, problems, .. } = compile(text.as_bytes());
        let story = story.expect("a story");
        let state = State::new(&story);
        Self { story, state, document: Document::from_text(text.to_owned()), problems }
    }

    /// A story of this kind of time with threads t, u and v, characters k and l and places p and q; each event is its id,
    /// which is its title in small letters, its thread and more fields.
    pub(super) fn story(time: &str, events: &[(&str, &str, &str)]) -> Self {
        let event = |(id, thread, more): &(&str, &str, &str)| {
            let comma = if more.is_empty() { "" } else { ", " };
            let title = id.to_uppercase();
            format!(r#"    {{ "id": "{id}", "title": "{title}", "thread": "{thread}"{comma}{more} }}"#)
        };
        let events: Vec<String> = events.iter().map(event).collect();
        Self::of(&format!(
            r#"{{
  "plotlanes": 1,
  "title": "T",
  "time": {time},
  "threads": [{{ "id": "t", "title": "T" }}, {{ "id": "u", "title": "U" }}, {{ "id": "v", "title": "V", "group": "G" }}],
  "characters": [{{ "id": "k", "name": "Kira" }}, {{ "id": "l", "name": "Leeta" }}],
  "places": ["P", "Q"],
  "events": [
{}
  ]
}}
"#,
            events.join(",\n")
        ))
    }

    /// A story without a clock.
    pub(super) fn order(events: &[(&str, &str, &str)]) -> Self {
        Self::story(r#"{ "kind": "order" }"#, events)
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context { story: &self.story, state: &self.state, document: &self.document }
    }

    pub(super) fn event(&self, id: &str) -> EventId {
        let found = self.story.event_ids().find(|&event| self.story.event(event).id == id);
        found.unwrap_or_else(|| panic!("no event {id}"))
    }

    /// The lane with this title.
    pub(super) fn lane(&self, title: &str) -> LaneKey {
        let lanes = self.state.lineup().lanes.iter().map(|lane| lane.key);
        lanes.into_iter().find(|key| key.title(&self.story) == title).unwrap_or_else(|| panic!("no lane {title}"))
    }

    pub(super) fn apply(&mut self, command: Command) {
        self.state.apply(&self.story, command);
    }

    /// A place just after an event of the picture, or before all if there is none.
    pub(super) fn after(&self, id: &str) -> f64 {
        if id.is_empty() {
            return self.story.extent.start().0 as f64 - 5.0;
        }
        self.story.events.placed(self.event(id)).end().0 as f64 + 0.01
    }

    /// The text after a proposal's change, which must be undone to the byte.
    pub(super) fn made(&self, proposal: &Proposal) -> Self {
        let mut document = self.document.clone();
        let undo = document.make(&proposal.change.edits).expect("the edits can be made");
        let made = Self::of(document.text());
        document.apply(&undo).expect("it fits");
        assert_eq!(document.text(), self.document.text(), "undone");
        made
    }

    pub(super) fn tried(&self, proposal: &Proposal) -> Trial {
        tried(&self.document, &self.story, &self.problems, &proposal.change)
    }

    pub(super) fn lines(&self, clauses: &[Clause]) -> String {
        let line = |clause: &Clause| match clause.event {
            Some(event) => format!("{} {}", clause.text, self.story.events.title(event)),
            None => clause.text.clone(),
        };
        clauses.iter().map(line).collect::<Vec<_>>().join(", ")
    }

    /// A proposal in one line: what it says; what it takes back; the events as the text has them then that it changed.
    pub(super) fn told(&self, outcome: Outcome) -> String {
        let proposal = match outcome {
            Ok(proposal) => proposal,
            Err(Refused::Nothing) => return "nothing".to_owned(),
            Err(Refused::Because(why)) => return format!("refused: {why}"),
        };
        let made = self.made(&proposal);
        let unsays = if proposal.unsays.is_empty() {
            String::new()
        } else {
            format!(" | no longer {}", self.lines(&proposal.unsays))
        };
        let items = |document: &Document| -> Vec<String> {
            let is_event = |line: &&str| line.starts_with("    {");
            let lines = document.text().lines().filter(is_event);
            lines.map(|line| line.trim_matches([' ', ',', '{', '}']).replace('"', "")).collect()
        };
        let (old, new) = (items(&self.document), items(&made.document));
        let short = |line: &String| {
            let parts: Vec<&str> = line.splitn(4, ", ").collect();
            let id = parts[0].trim_start_matches("id: ");
            let thread = parts[2].trim_start_matches("thread: ");
            format!("{id}/{thread} {}", parts.get(3).unwrap_or(&"")).trim_end().to_owned()
        };
        let changed: Vec<String> = new.iter().filter(|line| !old.contains(line)).map(short).collect();
        let ids = |lines: &[String]| -> Vec<String> {
            lines
                .iter()
                .map(|line| line.split(", ").next().unwrap_or_default().trim_start_matches("id: ").to_owned())
                .collect()
        };
        let order = if ids(&old) == ids(&new) { String::new() } else { format!(" | {}", ids(&new).join(" ")) };
        let changed = if changed.is_empty() { String::new() } else { format!(" | {}", changed.join("; ")) };
        format!("{}{unsays}{changed}{order}", self.lines(&proposal.says))
    }
}
