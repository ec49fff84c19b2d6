//! What the command palette offers for what is typed: commands, events, characters, places and threads by their names,
//! best first. Knows how none of it is shown.

use std::cmp::Reverse;
use std::ops::Range;

use frizbee::{CaseMatching, Config, Matcher, Pattern, PatternConfig, SortStrategy};

use super::fold::{Folded, folded, words};
use super::{Finder, Search};
use crate::state::Selection;
use crate::state::command::{Command, WindowCommand, choices, listed};
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, PlaceId, ThreadId};

/// As many entries as the palette ever offers.
pub const MOST_ENTRIES: usize = 50;

/// As many as are looked through for them.
const MOST_SORTED: usize = 8 * MOST_ENTRIES;

/// Up to so many events all of their titles are looked through, letter by letter; of more only those that the search finds
/// best.
const MOST_EVENTS: usize = 20_000;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
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
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Command => "Command",
            Self::Event => "Event",
            Self::Character => "Character",
            Self::Place => "Place",
            Self::Thread => "Thread",
        }
    }
}

/// Something that the palette offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// Where in the title the typed letters stand, in bytes, in order and without overlaps.
    pub marks: Vec<Range<usize>>,
    /// What it belongs to: the thread of an event, the group of a character or a thread, what a place lies in, or the
    /// other name under which it was found. May be empty.
    pub detail: String,
    /// The keys of a command, as [`listed`] has them; may be empty.
    pub keys: &'static str,
    /// What to send.
    pub command: Command,
}

/// Everything with a name in one story, its events only where they are not too many.
#[derive(Clone, Debug, Default)]
pub(super) struct Things {
    /// The folded names, in the order of `things`.
    names: Vec<String>,
    things: Vec<Thing>,
}

#[derive(Clone, Copy, Debug)]
enum Thing {
    Event(EventId),
    /// By the name, or by an alias: 0 is the first.
    Character(CharacterId, Option<usize>),
    Place(PlaceId),
    Thread(ThreadId),
}

impl Things {
    /// Folds every name once. What there are few of comes first, so that it goes before events that match as well.
    pub(super) fn new(story: &Story) -> Self {
        let mut all = Self::default();
        let mut push = |thing, name: &str| {
            all.names.push(folded(name));
            all.things.push(thing);
        };
        for id in story.threads_in_order() {
            push(Thing::Thread(id), &story.thread(id).title);
        }
        for (id, who) in (0..).map(CharacterId).zip(&story.characters) {
            push(Thing::Character(id, None), &who.name);
            for (alias, name) in who.aliases.iter().enumerate() {
                push(Thing::Character(id, Some(alias)), name);
            }
        }
        for (id, place) in (0..).map(PlaceId).zip(&story.places) {
            push(Thing::Place(id), &place.name);
        }
        for id in story.event_ids().filter(|_| story.events.len() <= MOST_EVENTS) {
            push(Thing::Event(id), story.events.title(id));
        }
        all
    }
}

/// What to offer for `text`: every command, those most wanted first, where nothing is typed; or else what matches best,
/// up to [`MOST_ENTRIES`].
pub fn palette(story: &Story, finder: &Finder, text: &str) -> Vec<Entry> {
    let commands = commands();
    let words = words(text);
    if words.is_empty() {
        // Of signs alone nothing can be found.
        return if text.trim().is_empty() { commands } else { Vec::new() };
    }
    let mut matcher = matcher(&words);
    let titles: Vec<String> = commands.iter().map(|entry| folded(&entry.title)).collect();
    let things = finder.things(story);
    let events = if story.events.len() > MOST_EVENTS {
        Search::with(finder, story, &words.join(" ")).best(MOST_SORTED)
    } else {
        Vec::new()
    };
    let event_names: Vec<String> = events.iter().map(|&id| folded(story.events.title(id))).collect();
    let lists = [&titles, &things.names, &event_names];
    let mut found: Vec<(u16, usize, usize)> = Vec::new();
    for (list, names) in lists.into_iter().enumerate() {
        found.extend(matcher.match_list(names).into_iter().map(|hit| (hit.score, list, hit.index as usize)));
    }
    // Of two that match equally well the shorter has more of it; commands go before names.
    let length = |list: usize, at: usize| lists[list][at].len();
    let best = found.iter().map(|(score, ..)| *score).max().unwrap_or(0);
    // A few letters of a word are found, strewn about, in any long title.
    found.retain(|(score, ..)| u32::from(*score) * 3 >= u32::from(best) * 2);
    let key = |&(score, list, at): &(u16, usize, usize)| (Reverse(score), list, length(list, at), at);
    // Only the best are sorted; some to spare, because a character may be found by several names.
    if found.len() > MOST_SORTED {
        found.select_nth_unstable_by_key(MOST_SORTED, key);
        found.truncate(MOST_SORTED);
    }
    found.sort_unstable_by_key(key);
    let mut entries: Vec<Entry> = Vec::new();
    for (_, list, at) in found {
        if entries.len() == MOST_ENTRIES {
            break;
        }
        let mut entry = match list {
            0 => commands[at].clone(),
            1 => entry(story, things.things[at]),
            _ => entry(story, Thing::Event(events[at])),
        };
        // A character is found once, by the best of their names.
        if entries.iter().any(|other| other.kind == entry.kind && other.command == entry.command) {
            continue;
        }
        let title = Folded::new(&entry.title);
        let letters = matcher.match_list_indices(&[title.text.as_str()]);
        let letters = letters.into_iter().flat_map(|hit| hit.indices).map(|byte| byte as usize);
        entry.marks = title.spans(letters);
        entries.push(entry);
    }
    entries
}

/// Matches names that have all these words in any order, with a slip or two in the longer ones.
fn matcher(words: &[String]) -> Matcher {
    // More words than anybody types would only take time.
    let patterns: Vec<Pattern> = words
        .iter()
        .take(16)
        .map(|word| {
            let cut: String = word.chars().take(64).collect();
            let slips = match cut.chars().count() {
                0..4 => 0,
                4..8 => 1,
                _ => 2,
            };
            Pattern::new(&cut, PatternConfig::default()).max_typos(Some(slips))
        })
        .collect();
    let config = Config::default().casing(CaseMatching::Respect).sort(SortStrategy::IndexAsc);
    Matcher::from_patterns(&patterns, &config)
}

/// Every listed command, those most wanted first.
fn commands() -> Vec<Entry> {
    let entry = |row: crate::state::command::Listed| Entry {
        kind: Kind::Command,
        title: row.title.to_owned(),
        marks: Vec::new(),
        detail: String::new(),
        keys: row.keys,
        command: row.command,
    };
    // From the palette nobody asks for the palette.
    let rows = listed().into_iter().filter(|row| row.command != Command::Window(WindowCommand::TogglePalette));
    let choice = |(title, command)| Entry {
        kind: Kind::Command,
        title,
        marks: Vec::new(),
        detail: String::new(),
        keys: "",
        command,
    };
    let mut entries: Vec<Entry> = rows.map(entry).chain(choices().into_iter().map(choice)).collect();
    entries.sort_by_key(|entry| turn(&entry.command));
    entries
}

/// Whole actions first; then what changes the view; last what is a step of many, for which nobody opens a palette.
fn turn(command: &Command) -> usize {
    match command {
        Command::Window(WindowCommand::Open) => 0,
        Command::Window(WindowCommand::FocusSearch) => 1,
        Command::Window(WindowCommand::ExportView | WindowCommand::ExportPoster | WindowCommand::CopyLink) => 2,
        Command::Pan(_)
        | Command::Step(_)
        | Command::ZoomIn
        | Command::ZoomOut
        | Command::Back
        | Command::Forward
        | Command::NextHit
        | Command::PreviousHit
        | Command::Clear => 4,
        _ => 3,
    }
}

fn entry(story: &Story, thing: Thing) -> Entry {
    let (kind, title, detail, selection) = match thing {
        Thing::Event(id) => {
            let event = story.event(id);
            (Kind::Event, event.title, story.thread(event.thread).title.clone(), Selection::Event(id))
        }
        Thing::Character(id, alias) => {
            let who = story.character(id);
            let alias = alias.and_then(|alias| who.aliases.get(alias));
            let detail = if alias.is_some() { &who.name } else { &who.group };
            (Kind::Character, alias.unwrap_or(&who.name).as_str(), detail.clone(), Selection::Character(id))
        }
        Thing::Place(id) => {
            let place = story.place(id);
            let outer = place.within.map(|outer| story.place(outer).name.clone()).unwrap_or_default();
            (Kind::Place, place.name.as_str(), outer, Selection::Place(id))
        }
        Thing::Thread(id) => {
            let thread = story.thread(id);
            (Kind::Thread, thread.title.as_str(), thread.group.clone(), Selection::Thread(id))
        }
    };
    let command = Command::Select(selection);
    Entry { kind, title: title.to_owned(), marks: Vec::new(), detail, keys: "", command }
}
