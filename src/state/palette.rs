//! What the command palette offers for what is typed: commands, the things of the story by their names, and what can be
//! done with them, best first. Knows how none of it is shown.
//!
//! Every word that is typed must begin a word of an entry; their order is free. Only where nothing is spelled so are
//! slips forgiven, and only where that finds nothing either are single words taken for initials. The names of the story
//! are matched once, the words of the actions once; titles and commands are made for the few entries that are shown.

mod actions;
mod commands;
mod typed;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use super::command::Command;
use super::search::Search;
use super::search::fold::words;
use super::search::roster::{MOST_EVENTS, Roster, Thing};
use super::{Selection, State};
use crate::story::Story;
use actions::Action;
use typed::{Answered, Tolerance, Typed};

/// The most entries that the palette offers for what is typed.
pub const MOST_ENTRIES: usize = 50;

/// The most candidates that are sorted to find them: some to spare for actions that there is nothing to do for now.
const MOST_SORTED: usize = 8 * MOST_ENTRIES;

/// How many things an action is offered for that was asked for without any name.
const UNNAMED: usize = 8;

/// The most recent selections that are offered before anything is typed.
const MOST_RECENT: usize = 5;

/// What an entry is.
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
    /// What it is.
    pub kind: EntryKind,
    /// What it is called.
    pub title: String,
    /// Where in the title the typed words stand, in bytes, in order and without overlaps.
    pub marks: Vec<Range<usize>>,
    /// What it belongs to: the thread of an event, the group of a character or a thread, what a place lies in, or the
    /// proper name of what is called by an alias. May be empty.
    pub detail: String,
    /// The keys of a command, as [`listed`](super::command::listed) has them; may be empty.
    pub keys: &'static str,
    /// What to send.
    pub command: Command,
}

/// What to offer for `text`, at most [`MOST_ENTRIES`]; where nothing is typed, every command that would change
/// anything now, with what can be done with the selection and where one has been before it.
///
/// O(names of the story), or of very many events only those that the search finds best.
pub fn palette(story: &Story, state: &State, text: &str) -> Vec<Entry> {
    let Some(mut typed) = Typed::new(text) else {
        // Signs alone name nothing.
        return if text.trim().is_empty() { useful(story, state) } else { Vec::new() };
    };
    let commands = commands::commands();
    let events = found_events(story, state, &typed);
    for tolerance in [Tolerance::Spelled, Tolerance::Misspelled, Tolerance::Initials] {
        typed = typed.with(tolerance);
        let rosters = [state.finder().roster(story), &events];
        let entries = matching(story, state, &typed, &commands, rosters);
        if !entries.is_empty() {
            return entries;
        }
    }
    Vec::new()
}

/// Of a story with more events than a roster has, those that the search finds best, for all of what was typed or for
/// what is left of it without the words for going somewhere.
fn found_events(story: &Story, state: &State, typed: &Typed) -> Roster {
    if story.events.len() <= MOST_EVENTS {
        return Roster::default();
    }
    let best = |text: &str| Search::with(state.finder(), story, text).best(MOST_SORTED);
    let mut events = best(&typed.text());
    if events.is_empty() {
        events = best(&typed.text_without(&["go", "goto", "to", "event", "select", "show", "jump"]));
    }
    Roster::of(story, events.into_iter().map(Thing::Event))
}

/// Everything that answers all that was typed, best first.
fn matching(story: &Story, state: &State, typed: &Typed, commands: &[Entry], rosters: [&Roster; 2]) -> Vec<Entry> {
    let mut found: Vec<(Rank, Candidate)> = Vec::new();
    for (at, entry) in commands.iter().enumerate() {
        found.extend(command_rank(typed, entry).map(|rank| (rank, Candidate::Command(at))));
    }
    let recent: Vec<Thing> = state.trail.recent().filter_map(Thing::selected).take(MOST_SORTED).collect();
    for roster in rosters {
        candidates(typed, roster, &recent, &mut found);
    }
    // Equals keep the order in which they were found.
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

/// Something that answers what was typed, before anything is made of it.
#[derive(Clone, Copy)]
enum Candidate {
    /// A command, by its position.
    Command(usize),
    Action {
        action: Action,
        thing: Thing,
        /// Which of the thing's names is shown.
        name: usize,
        /// Whether some of what was typed is answered by the action's own words alone.
        is_asked_for: bool,
    },
}

/// How well something answers what was typed; the least comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    answer: Answer,
    /// What is looked for first comes first: see [`Action::turn`].
    turn: u8,
    /// How long ago a thing was selected, how wanted a command is.
    recency: u16,
    /// Whether some of it was not typed: of a thing, of each of its names.
    is_partial: bool,
    /// Whether it begins with another word than those that were typed.
    begins_otherwise: bool,
    /// How many of its words were not typed.
    more: u16,
}

/// How all that was typed is answered, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    /// By all of a name or title.
    Title,
    /// By whole words.
    Words,
    /// By the beginnings of words, or by words that are spelled nearly so.
    Beginnings,
    /// By words that are not in the title, but mean the same.
    FurtherWords,
    /// By an action alone, with no name in it.
    Unnamed,
}

fn command_rank(typed: &Typed, entry: &Entry) -> Option<Rank> {
    let title = words(&entry.title);
    let recency = commands::turn(&entry.command);
    if typed.tolerance() == Tolerance::Initials {
        let rank = Rank {
            answer: Answer::Words,
            turn: 0,
            recency,
            is_partial: true,
            begins_otherwise: false,
            more: title.len() as u16,
        };
        return typed.begins_any_of(&title).then_some(rank);
    }
    let answers: Vec<Answered> = title.iter().map(|word| typed.answered_by(word)).collect();
    let in_title = answers.iter().copied().fold(Answered::default(), Answered::or);
    let more = answers.iter().filter(|answered| answered.any == 0).count() as u16;
    let answer = if in_title.any == typed.all() {
        match in_title.whole == typed.all() {
            true if more == 0 => Answer::Title,
            true => Answer::Words,
            false => Answer::Beginnings,
        }
    } else {
        let further = answered_by_all(typed, commands::further_words(&entry.command));
        if in_title.or(further).any != typed.all() {
            return None;
        }
        Answer::FurtherWords
    };
    let begins_otherwise = answers.first().is_none_or(|first| first.any == 0);
    Some(Rank { answer, turn: 0, recency, is_partial: more > 0, begins_otherwise, more })
}

/// What the words of a text answer together.
fn answered_by_all(typed: &Typed, text: &str) -> Answered {
    words(text).iter().map(|word| typed.answered_by(word)).fold(Answered::default(), Answered::or)
}

/// What the words of an action on things of one kind answer.
#[derive(Clone, Copy, Default)]
struct Verb {
    /// Whether it can be done with them at all.
    is_possible: bool,
    /// Those that are shown.
    shown: Answered,
    /// Those and the further ones.
    all: Answered,
}

impl Verb {
    fn of(typed: &Typed, action: Action, thing: Thing) -> Self {
        let Some([before, after]) = action.around(thing) else { return Self::default() };
        let shown = answered_by_all(typed, before).or(answered_by_all(typed, after));
        let all = shown.or(answered_by_all(typed, action.further_words(thing)));
        Self { is_possible: true, shown, all }
    }
}

/// What the names of a thing answer.
struct Named {
    answered: Answered,
    /// Which of them is shown: the first of those that answer most.
    at: usize,
    /// Whether one of them is all that was typed.
    is_title: bool,
    begins_otherwise: bool,
    /// How many words of one of them were not typed, at least.
    more: u16,
}

impl Named {
    /// `None` where no name of the thing answers anything.
    fn of(typed: &Typed, roster: &Roster, thing: usize, vocabulary: &[Answered]) -> Option<Self> {
        let names = roster.names(thing);
        let mut named =
            Self { answered: Answered::default(), at: 0, is_title: false, begins_otherwise: true, more: u16::MAX };
        let mut most = 0;
        for (nth, name) in names.enumerate() {
            let words = roster.words(name);
            let mut answered = Answered::default();
            let mut more = 0;
            for &word in words {
                let by_word = vocabulary[word as usize];
                answered = answered.or(by_word);
                more += u16::from(by_word.any == 0);
            }
            if typed.tolerance() == Tolerance::Initials {
                let words: Vec<&str> = words.iter().map(|&word| roster.vocabulary[word as usize].as_str()).collect();
                answered.any = if typed.begins_any_of(&words) { typed.all() } else { 0 };
            }
            if answered.any == 0 {
                continue;
            }
            named.answered = named.answered.or(answered);
            named.is_title |= more == 0 && answered.whole == typed.all();
            named.more = named.more.min(more);
            if answered.any.count_ones() > most {
                most = answered.any.count_ones();
                named.at = nth;
                named.begins_otherwise = words.first().is_none_or(|&first| vocabulary[first as usize].any == 0);
            }
        }
        (most > 0).then_some(named)
    }
}

/// What answers what was typed of a roster: its things, and the actions on them.
fn candidates(typed: &Typed, roster: &Roster, recent: &[Thing], found: &mut Vec<(Rank, Candidate)>) {
    let vocabulary: Vec<Answered> = roster.vocabulary.iter().map(|word| typed.answered_by(word)).collect();
    // The words of an action are the same for all things of a kind.
    let mut verbs: HashMap<EntryKind, [Verb; Action::ALL.len()]> = HashMap::new();
    let mut unnamed = [0; Action::ALL.len()];
    for (at, &thing) in roster.things.iter().enumerate() {
        let verbs = verbs
            .entry(EntryKind::of(thing))
            .or_insert_with(|| Action::ALL.map(|action| Verb::of(typed, action, thing)));
        let named = Named::of(typed, roster, at, &vocabulary);
        let recency = || recent.iter().position(|other| *other == thing).map_or(u16::MAX, |at| at as u16);
        for ((action, verb), unnamed) in Action::ALL.into_iter().zip(verbs.iter()).zip(&mut unnamed) {
            if !verb.is_possible {
                continue;
            }
            if let Some(named) = &named {
                if let Some(rank) = rank(typed, action, thing, verb, named, recency()) {
                    let is_asked_for = named.answered.any != typed.all();
                    found.push((rank, Candidate::Action { action, thing, name: named.at, is_asked_for }));
                }
            } else if action != Action::Go && verb.shown.any == typed.all() && *unnamed < UNNAMED {
                // Asked for without a name, it is offered for the first things.
                *unnamed += 1;
                let turn = action.turn(thing, false);
                let rank = Rank {
                    answer: Answer::Unnamed,
                    turn,
                    recency: u16::MAX,
                    is_partial: true,
                    begins_otherwise: false,
                    more: 0,
                };
                found.push((rank, Candidate::Action { action, thing, name: 0, is_asked_for: true }));
            }
        }
    }
}

/// How well an action on a thing with such a name answers what was typed; `None` where it leaves some of it unanswered.
fn rank(typed: &Typed, action: Action, thing: Thing, verb: &Verb, named: &Named, recency: u16) -> Option<Rank> {
    if named.answered.or(verb.all).any != typed.all() {
        return None;
    }
    let is_asked_for = named.answered.any != typed.all();
    let shown = named.answered.or(verb.shown);
    let answer = if shown.any != typed.all() {
        Answer::FurtherWords
    } else if shown.whole != typed.all() {
        Answer::Beginnings
    } else if named.is_title && action == Action::Go {
        Answer::Title
    } else {
        Answer::Words
    };
    let turn = action.turn(thing, is_asked_for);
    let Named { begins_otherwise, more, .. } = *named;
    Some(Rank { answer, turn, recency, is_partial: more > 0, begins_otherwise, more })
}

/// An action on a thing as an entry; `None` where there is nothing to be done now. `name` is which of the thing's names
/// is shown.
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

/// What a thing belongs to; may be empty.
fn belongs_to(thing: Thing, story: &Story) -> String {
    match thing {
        Thing::Event(id) => story.thread(story.events.thread(id)).title.clone(),
        Thing::Character(id) => story.character(id).group.clone(),
        Thing::Thread(id) => story.thread(id).group.clone(),
        Thing::Place(id) => story.place(id).within.map(|outer| story.place(outer).name.clone()).unwrap_or_default(),
        Thing::Group(_) | Thing::Tag(_) | Thing::Phase(_) => String::new(),
    }
}

/// What is offered before anything is typed: what can be done with the selection, where one has been, then every
/// command that would change anything now.
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
    for thing in state.trail.recent().filter_map(Thing::selected) {
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
