//! Matches commands, things and actions against the typed words, and ranks them. Each word of a roster's names is
//! matched once, the words of an action once for all things of a kind; no titles are made here.

use std::collections::HashMap;

use super::actions::Action;
use super::typed::{MatchedWords, Tolerance, Typed};
use super::{Entry, EntryKind, commands};
use crate::state::search::fold::words;
use crate::state::search::roster::{Roster, Thing};

/// The most things for which an action is offered if no name was typed.
const UNNAMED: usize = 8;

/// A match, before its entry is made.
#[derive(Clone, Copy)]
pub(super) enum Candidate {
    /// A command, by its position.
    Command(usize),
    Action {
        action: Action,
        thing: Thing,
        /// The number of the thing's name that is shown.
        name: usize,
        /// Whether some of the typed words match only the action's own words.
        is_asked_for: bool,
    },
}

/// How well a candidate matches; the least rank is best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    match_kind: MatchKind,
    /// See [`Action::turn`].
    turn: u8,
    /// For a thing, how long ago it was selected; for a command, how little wanted it is.
    recency: u16,
    /// Whether some words of the title, or of each of the thing's names, were not typed.
    is_partial: bool,
    /// Whether its first word was not typed.
    begins_otherwise: bool,
    /// The number of its words that were not typed.
    more: u16,
}

/// How the typed words are matched, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchKind {
    /// By a whole name or title.
    Title,
    /// By whole words.
    Words,
    /// By the beginnings of words, or by words with typos.
    Beginnings,
    /// By further words, which are not in the title.
    FurtherWords,
    /// By an action alone, without a name.
    Unnamed,
}

/// The rank of a command; `None` if a typed word does not match it.
pub(super) fn command_rank(typed: &Typed, entry: &Entry) -> Option<Rank> {
    let title = words(&entry.title);
    let recency = commands::turn(&entry.command);
    if typed.tolerance() == Tolerance::Initials {
        let rank = Rank {
            match_kind: MatchKind::Words,
            turn: 0,
            recency,
            is_partial: true,
            begins_otherwise: false,
            more: title.len() as u16,
        };
        return typed.begins_any_of(&title).then_some(rank);
    }
    let matches: Vec<MatchedWords> = title.iter().map(|word| typed.matched_by(word)).collect();
    let in_title = matches.iter().copied().fold(MatchedWords::default(), MatchedWords::or);
    let more = matches.iter().filter(|matched| matched.any == 0).count() as u16;
    let match_kind = if in_title.any == typed.all() {
        match in_title.whole == typed.all() {
            true if more == 0 => MatchKind::Title,
            true => MatchKind::Words,
            false => MatchKind::Beginnings,
        }
    } else {
        let further = matched_by_all(typed, commands::further_words(&entry.command));
        if in_title.or(further).any != typed.all() {
            return None;
        }
        MatchKind::FurtherWords
    };
    let begins_otherwise = matches.first().is_none_or(|first| first.any == 0);
    Some(Rank { match_kind, turn: 0, recency, is_partial: more > 0, begins_otherwise, more })
}

/// The typed words that the words of a text match together.
fn matched_by_all(typed: &Typed, text: &str) -> MatchedWords {
    words(text).iter().map(|word| typed.matched_by(word)).fold(MatchedWords::default(), MatchedWords::or)
}

/// The typed words that match an action's own words, for things of one kind.
#[derive(Clone, Copy, Default)]
struct ActionMatch {
    /// Whether the action ever applies to them.
    is_possible: bool,
    /// The typed words that match the words in its title.
    shown: MatchedWords,
    /// The typed words that match these or its further words.
    all: MatchedWords,
}

impl ActionMatch {
    fn of(typed: &Typed, action: Action, thing: Thing) -> Self {
        let Some([before, after]) = action.around(thing) else { return Self::default() };
        let shown = matched_by_all(typed, before).or(matched_by_all(typed, after));
        let all = shown.or(matched_by_all(typed, action.further_words(thing)));
        Self { is_possible: true, shown, all }
    }
}

/// The typed words that match the names of a thing.
struct NameMatch {
    matched: MatchedWords,
    /// The name that is shown: the first of those that match most.
    at: usize,
    /// Whether one of the names is exactly the typed text.
    is_title: bool,
    begins_otherwise: bool,
    /// The number of words that were not typed, in the name with the fewest.
    more: u16,
}

impl NameMatch {
    /// The match of a thing's names; `None` if none of the typed words match.
    fn of(typed: &Typed, roster: &Roster, thing: usize, vocabulary: &[MatchedWords]) -> Option<Self> {
        let names = roster.names(thing);
        let mut named =
            Self { matched: MatchedWords::default(), at: 0, is_title: false, begins_otherwise: true, more: u16::MAX };
        let mut most = 0;
        for (nth, name) in names.enumerate() {
            let words = roster.words(name);
            let mut matched = MatchedWords::default();
            let mut more = 0;
            for &word in words {
                let by_word = vocabulary[word as usize];
                matched = matched.or(by_word);
                more += u16::from(by_word.any == 0);
            }
            if typed.tolerance() == Tolerance::Initials {
                let words: Vec<&str> = words.iter().map(|&word| roster.vocabulary[word as usize].as_str()).collect();
                matched.any = if typed.begins_any_of(&words) { typed.all() } else { 0 };
            }
            if matched.any == 0 {
                continue;
            }
            named.matched = named.matched.or(matched);
            named.is_title |= more == 0 && matched.whole == typed.all();
            named.more = named.more.min(more);
            if matched.any.count_ones() > most {
                most = matched.any.count_ones();
                named.at = nth;
                named.begins_otherwise = words.first().is_none_or(|&first| vocabulary[first as usize].any == 0);
            }
        }
        (most > 0).then_some(named)
    }
}

/// Adds the things of a roster that match, and the actions on them.
pub(super) fn candidates(typed: &Typed, roster: &Roster, recent: &[Thing], found: &mut Vec<(Rank, Candidate)>) {
    let vocabulary: Vec<MatchedWords> = roster.vocabulary.iter().map(|word| typed.matched_by(word)).collect();
    // The words of an action are the same for all things of a kind.
    let mut actions: HashMap<EntryKind, [ActionMatch; Action::ALL.len()]> = HashMap::new();
    let mut unnamed = [0; Action::ALL.len()];
    for (at, &thing) in roster.things.iter().enumerate() {
        let actions = actions
            .entry(EntryKind::of(thing))
            .or_insert_with(|| Action::ALL.map(|action| ActionMatch::of(typed, action, thing)));
        let named = NameMatch::of(typed, roster, at, &vocabulary);
        let recency = || recent.iter().position(|other| *other == thing).map_or(u16::MAX, |at| at as u16);
        for ((action, action_match), unnamed) in Action::ALL.into_iter().zip(actions.iter()).zip(&mut unnamed) {
            if !action_match.is_possible {
                continue;
            }
            if let Some(named) = &named {
                if let Some(rank) = rank(typed, action, thing, action_match, named, recency()) {
                    let is_asked_for = named.matched.any != typed.all();
                    found.push((rank, Candidate::Action { action, thing, name: named.at, is_asked_for }));
                }
            } else if action != Action::Go && action_match.shown.any == typed.all() && *unnamed < UNNAMED {
                // Without a name, the action is offered for the first things only.
                *unnamed += 1;
                let turn = action.turn(thing, false);
                let rank = Rank {
                    match_kind: MatchKind::Unnamed,
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

/// The rank of an action on a thing; `None` if a typed word matches neither.
fn rank(
    typed: &Typed,
    action: Action,
    thing: Thing,
    action_match: &ActionMatch,
    named: &NameMatch,
    recency: u16,
) -> Option<Rank> {
    if named.matched.or(action_match.all).any != typed.all() {
        return None;
    }
    let is_asked_for = named.matched.any != typed.all();
    let shown = named.matched.or(action_match.shown);
    let match_kind = if shown.any != typed.all() {
        MatchKind::FurtherWords
    } else if shown.whole != typed.all() {
        MatchKind::Beginnings
    } else if named.is_title && action == Action::Go {
        MatchKind::Title
    } else {
        MatchKind::Words
    };
    let turn = action.turn(thing, is_asked_for);
    let NameMatch { begins_otherwise, more, .. } = *named;
    Some(Rank { match_kind, turn, recency, is_partial: more > 0, begins_otherwise, more })
}
