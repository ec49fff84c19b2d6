//! The command palette's entries for a typed text: commands, the things of the story by their names, and actions on
//! those things, best first. Knows nothing of how they are shown.
//!
//! Every typed word must begin a word of an entry, in any order. If nothing matches, typos are allowed; if that finds
//! nothing either, initials are tried. The story's names and the words of the actions are each matched once; titles and
//! commands are made only for the few entries that are returned.

mod actions;
mod commands;
mod matching;
mod typed;

#[cfg(test)]
mod tests;

pub use commands::settings;

use std::ops::Range;

use super::command::Command;
use super::search::roster::{MOST_EVENTS, Roster, Thing};
use super::{Selection, State};
use crate::story::Story;
use actions::Action;
use matching::{Candidate, Rank, candidates, command_rank};
use typed::{Tolerance, Typed};

/// The most entries that the palette offers for a text.
pub const MOST_ENTRIES: usize = 50;

/// The most candidates that are sorted to find them: more than are returned, because some actions do not apply now.
const MOST_SORTED: usize = 8 * MOST_ENTRIES;

/// The most recent selections that are offered before anything is typed.
const MOST_RECENT: usize = 5;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Something to do.
    Command,
    /// An event to go to.
    Event,
    /// A character to select.
    Character,
    /// A place to select.
    Place,
    /// A thread to select.
    Thread,
    /// A group to select.
    Group,
    /// A tag to select.
    Tag,
    /// A phase to go to.
    Phase,
}

impl EntryKind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Command => "Command",
            Self::Event => "Event",
            Self::Character => "Character",
            Self::Place => "Place",
            Self::Thread => "Thread",
            Self::Group => "Group",
            Self::Tag => "Tag",
            Self::Phase => "Phase",
        }
    }

    fn of(thing: Thing) -> Self {
        match thing {
            Thing::Event(_) => Self::Event,
            Thing::Character(_) => Self::Character,
            Thing::Place(_) => Self::Place,
            Thing::Thread(_) => Self::Thread,
            Thing::Group(_) => Self::Group,
            Thing::Tag(_) => Self::Tag,
            Thing::Phase(_) => Self::Phase,
        }
    }
}

/// Something that the palette offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its kind.
    pub kind: EntryKind,
    /// Its title.
    pub title: String,
    /// The typed words in the title, as ranges of bytes, in order and without overlaps.
    pub marks: Vec<Range<usize>>,
    /// The thread of an event, the group of a character or thread, the place around a place; or the proper name of a
    /// character who is shown by an alias. May be empty.
    pub detail: String,
    /// The keys of a command, as [`listed`](super::command::listed) has them; may be empty.
    pub keys: &'static str,
    /// The command to send.
    pub command: Command,
}

/// The entries for `text`, at most [`MOST_ENTRIES`]. For an empty text: actions on the selection, recent selections,
/// then every command that would change anything now.
///
/// O(names of the story); of very many events only the best hits of the search are matched.
pub fn palette(story: &Story, state: &State, text: &str) -> Vec<Entry> {
    let Some(mut typed) = Typed::new(text) else {
        // Only punctuation was typed.
        return if text.trim().is_empty() { useful(story, state) } else { Vec::new() };
    };
    let commands = commands::commands();
    let events = found_events(story, state, &typed);
    for tolerance in [Tolerance::Spelled, Tolerance::Misspelled, Tolerance::Initials] {
        typed = typed.with(tolerance);
        let rosters = [state.derived().roster(story), &events];
        let entries = matching(story, state, &typed, &commands, rosters);
        if !entries.is_empty() {
            return entries;
        }
    }
    Vec::new()
}

/// The best hits of the search, in a story with more events than its roster holds: for the whole text, or else for the
/// text without the words of "go to".
fn found_events(story: &Story, state: &State, typed: &Typed) -> Roster {
    if story.events.len() <= MOST_EVENTS {
        return Roster::default();
    }
    let best = |text: &str| state.derived().search(story, text).best(MOST_SORTED);
    let mut events = best(&typed.text());
    if events.is_empty() {
        events = best(&typed.text_without(&["go", "goto", "to", "event", "select", "show", "jump"]));
    }
    Roster::of(story, events.into_iter().map(Thing::Event))
}

/// The entries that match every typed word, best first.
fn matching(story: &Story, state: &State, typed: &Typed, commands: &[Entry], rosters: [&Roster; 2]) -> Vec<Entry> {
    let mut found: Vec<(Rank, Candidate)> = Vec::new();
    for (at, entry) in commands.iter().enumerate() {
        found.extend(command_rank(typed, entry).map(|rank| (rank, Candidate::Command(at))));
    }
    let recent: Vec<Thing> = state.trail.recent().copied().filter_map(Thing::selected).take(MOST_SORTED).collect();
    for roster in rosters {
        candidates(typed, roster, &recent, &mut found);
    }
    // Entries of equal rank keep the order in which they were found.
    let mut order: Vec<usize> = (0..found.len()).collect();
    let key = |at: &usize| (found[*at].0, *at);
    if order.len() > MOST_SORTED {
        order.select_nth_unstable_by_key(MOST_SORTED, key);
        order.truncate(MOST_SORTED);
    }
    order.sort_unstable_by_key(key);
    let entry = |at: usize| match found[at].1 {
        Candidate::Command(at) => {
            let marks = typed.marks(&commands[at].title);
            Some(Entry { marks, ..commands[at].clone() })
        }
        Candidate::Action { action, thing, name, is_asked_for } => {
            let mut entry = action_entry(story, state, action, thing, name, is_asked_for)?;
            entry.marks = typed.marks(&entry.title);
            Some(entry)
        }
    };
    order.into_iter().filter_map(entry).take(MOST_ENTRIES).collect()
}

/// The entry of an action on a thing, shown by its name number `name`; `None` if the action does not apply now.
fn action_entry(
    story: &Story,
    state: &State,
    action: Action,
    thing: Thing,
    name: usize,
    is_asked_for: bool,
) -> Option<Entry> {
    let command = action.command(thing, story, state)?;
    let mut names = thing.names(story);
    let proper = names.next().unwrap_or_default();
    let alias = name.checked_sub(1).and_then(|alias| names.nth(alias));
    let called = alias.unwrap_or(proper);
    let is_plain = action == Action::Go && !is_asked_for;
    let title = match action.around(thing)? {
        _ if is_plain => called.to_owned(),
        [before, after] => format!("{before}{called}{after}"),
    };
    let kind = if action == Action::Go { EntryKind::of(thing) } else { EntryKind::Command };
    let detail = match alias {
        Some(_) => proper.to_owned(),
        None if action == Action::Go => belongs_to(thing, story),
        None => String::new(),
    };
    Some(Entry { kind, title, marks: Vec::new(), detail, keys: "", command })
}

/// The thread, group or place that a thing belongs to; may be empty.
fn belongs_to(thing: Thing, story: &Story) -> String {
    match thing {
        Thing::Event(id) => story.thread(story.events.thread(id)).title.clone(),
        Thing::Character(id) => story.character(id).group.clone(),
        Thing::Thread(id) => story.thread(id).group.clone(),
        Thing::Place(id) => story.place(id).within.map(|outer| story.place(outer).name.clone()).unwrap_or_default(),
        Thing::Group(_) | Thing::Tag(_) | Thing::Phase(_) => String::new(),
    }
}

/// The entries for an empty text: actions on the selection, recent selections, then every command that would change
/// anything now.
fn useful(story: &Story, state: &State) -> Vec<Entry> {
    let here = match state.selection {
        Selection::Presence(who, _) => Some(Thing::Character(who)),
        selection => Thing::selected(selection),
    };
    let mut entries: Vec<Entry> = Vec::new();
    if let Some(thing) = here {
        let actions = Action::ALL.into_iter().filter(|action| *action != Action::Go && action.around(thing).is_some());
        entries.extend(actions.filter_map(|action| action_entry(story, state, action, thing, 0, true)));
    }
    let mut recent: Vec<Thing> = Vec::new();
    for thing in state.trail.recent().copied().filter_map(Thing::selected) {
        if Some(thing) != here && !recent.contains(&thing) && recent.len() < MOST_RECENT {
            recent.push(thing);
        }
    }
    entries.extend(recent.into_iter().filter_map(|thing| action_entry(story, state, Action::Go, thing, 0, false)));
    let commands = commands::commands().into_iter();
    let (depends, always): (Vec<Entry>, Vec<Entry>) = commands
        .filter(|entry| commands::is_useful(&entry.command, story, state))
        .partition(|entry| commands::depends(&entry.command));
    entries.into_iter().chain(depends).chain(always).collect()
}
