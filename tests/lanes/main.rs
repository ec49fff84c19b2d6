//! Lanes for arrangements.
//!
//! ```text
//! by thread   court   a b     [City]     also: a in camp, c in court
//!             wall    c       [City]
//!             camp    d e     [Field]
//!             sea             a lane without events
//! by place    city ▸ gate ▸ arch, tower; field
//! ```

mod any;
#[path = "../applied/mod.rs"]
mod applied;
mod groups;
mod left_out;
mod small;
mod sorted;
mod stepping;

use applied::after;
use plotlanes::state::Selection;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::{Lane, LaneKey};
use plotlanes::state::view::{ThingId, ThingKind};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::EventId;

const STORY: &str = r#"{
  "plotlanes": 1, "title": "Siege",
  "threads": [
    {"id": "court", "title": "At court", "group": "City"}, {"id": "wall", "title": "On the wall", "group": "City"},
    {"id": "camp", "title": "In the camp", "group": "Field"}, {"id": "sea", "title": "At sea"}
  ],
  "characters": [
    {"id": "ann", "name": "Ann", "group": "Crown"}, {"id": "bob", "name": "Bob", "group": "Crown"},
    {"id": "cai", "name": "Cai"}, {"id": "dee", "name": "Dee", "group": "Guild"}
  ],
  "places": [
    {"id": "tower", "name": "Tower", "within": "city"}, {"id": "field", "name": "Field"},
    {"id": "city", "name": "City"}, {"id": "gate", "name": "Gate", "within": "city"},
    {"id": "arch", "name": "Arch", "within": "gate"}, {"id": "moon", "name": "Moon"}
  ],
  "events": [
    {"id": "a", "title": "Alarm", "thread": "court", "also": ["camp"], "cast": ["ann", "bob"], "place": "tower", "tags": ["war"]},
    {"id": "b", "title": "Bread", "thread": "court", "cast": ["cai"], "place": "city", "tags": ["peace", "war"], "when": {"after": ["e"]}},
    {"id": "c", "title": "Climb", "thread": "wall", "also": ["court"], "place": "arch", "cast": ["ann"], "when": {"after": ["a"], "before": ["d"]}},
    {"id": "d", "title": "Dawn", "thread": "camp", "when": {"after": ["a"]}},
    {"id": "e", "title": "End", "thread": "camp", "cast": ["bob", "dee"], "place": "field", "because": ["c"]}
  ]
}"#;

fn story() -> Story {
    compile(STORY.as_bytes()).faultless().expect("the story loads").0
}

/// A lane by its kind and name in a link, such as `place:city`; `-` and a kind is the rest.
fn key(story: &Story, name: &str) -> LaneKey {
    let (kind, id) = name.split_once(':').unwrap_or(("thread", name));
    if kind == "-" {
        return LaneKey::Rest(LanesBy::ALL.into_iter().find(|by| by.word() == id).expect("a word"));
    }
    let kind = ThingKind::ALL.into_iter().find(|known| known.word() == kind).expect("a kind");
    let found = ThingId { kind, id: id.to_owned() }.find(story);
    match found.unwrap_or_else(|| panic!("no {name}")) {
        Selection::Thread(id) => LaneKey::Thread(id),
        Selection::Character(id) => LaneKey::Character(id),
        Selection::Place(id) => LaneKey::Place(id),
        Selection::Group(id) => LaneKey::Group(id),
        Selection::Tag(id) => LaneKey::Tag(id),
        other => panic!("{other:?} has no lane"),
    }
}

/// A lane as `Title: events`; with `×2` for two lanes folded into it, `*` if it is folded, and secondary marks in
/// brackets.
fn line(story: &Story, lane: &Lane) -> String {
    let ids = |events: &[EventId]| events.iter().map(|&id| story.event(id).id).collect::<String>();
    let many = if lane.stands_for > 1 { format!(" ×{}", lane.stands_for) } else { String::new() };
    let row = if lane.folded { "*" } else { "" };
    let secondary = if lane.secondary.is_empty() { String::new() } else { format!(" [{}]", ids(&lane.secondary)) };
    format!("{}{many}{row}: {}{secondary}", lane.key.title(story), ids(&lane.events))
}

/// The lanes after some commands, one a line.
#[track_caller]
fn check(commands: &[Command], expect: &[&str]) {
    let story = story();
    let state = after(&story, commands);
    let lines: Vec<String> = state.lineup().lanes.iter().map(|lane| line(&story, lane)).collect();
    assert_eq!(lines, expect, "{commands:?}");
}

const THREADS: [&str; 4] = ["At court: ab [c]", "On the wall: c", "In the camp: de [a]", "At sea: "];
