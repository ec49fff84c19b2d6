//! Matches commands, things and actions against the typed words, and ranks them. Each word of a roster's names is matched
//! once, the words of an action once for all things of a kind; no titles are made here.

use std::collections::HashMap;

use super::actions::Action;
use super::typed::{Answered, Tolerance, Typed};
use super::{Entry, EntryKind, commands};
use crate::state::search::fold::words;
use crate::state::search::roster::{Roster, Thing};

/// How many things an action is offered for that was asked for without any name.
const UNNAMED: usize = 8;

/// A match, before its entry is made.
#[derive(Clone, Copy)]
pub(super) enum Candidate {
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

/// How well a candidate matches; the least rank comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    answer: Answer,
    /// See [`Action::turn`].
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

/// How the typed words are answered, best first.
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

/// The rank of a command; `None` if it leaves a typed word unanswered.
pub(super) fn command_rank(typed: &Typed, entry: &Entry) -> Option<Rank> {
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

/// The typed words that the words of a text answer together.
fn answered_by_all(typed: &Typed, text: &str) -> Answered {
    words(text).iter().map(|word| typed.answered_by(word)).fold(Answered::default(), Answered::or)
}

/// The typed words that an action's own words answer, on things of one kind.
#[derive(Clone, Copy, Default)]
struct ActionMatch {
    /// Whether it can be done with them at all.
    is_possible: bool,
    /// Those that are shown.
    shown: Answered,
    /// Those and the further ones.
    all: Answered,
}

impl ActionMatch {
    fn of(typed: &Typed, action: Action, thing: Thing) -> Self {
        let Some([before, after]) = action.around(thing) else { return Self::default() };
        let shown = answered_by_all(typed, before).or(answered_by_all(typed, after));
        let all = shown.or(answered_by_all(typed, action.further_words(thing)));
        Self { is_possible: true, shown, all }
    }
}

/// The typed words that the names of a thing answer.
struct NameMatch {
    answered: Answered,
    /// Which of them is shown: the first of those that answer most.
    at: usize,
    /// Whether one of them is all that was typed.
    is_title: bool,
    begins_otherwise: bool,
    /// How many words of one of them were not typed, at least.
    more: u16,
}

impl NameMatch {
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

/// Adds the things of a roster that match, and the actions on them.
pub(super) fn candidates(typed: &Typed, roster: &Roster, recent: &[Thing], found: &mut Vec<(Rank, Candidate)>) {
    let vocabulary: Vec<Answered> = roster.vocabulary.iter().map(|word| typed.answered_by(word)).collect();
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
                    let is_asked_for = named.answered.any != typed.all();
                    found.push((rank, Candidate::Action { action, thing, name: named.at, is_asked_for }));
                }
            } else if action != Action::Go && action_match.shown.any == typed.all() && *unnamed < UNNAMED {
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

/// The rank of an action on a thing with such a name; `None` if it leaves a typed word unanswered.
fn rank(
    typed: &Typed,
    action: Action,
    thing: Thing,
    action_match: &ActionMatch,
    named: &NameMatch,
    recency: u16,
) -> Option<Rank> {
    if named.answered.or(action_match.all).any != typed.all() {
        return None;
    }
    let is_asked_for = named.answered.any != typed.all();
    let shown = named.answered.or(action_match.shown);
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
    let NameMatch { begins_otherwise, more, .. } = *named;
    Some(Rank { answer, turn, recency, is_partial: more > 0, begins_otherwise, more })
}
