//! Trying a change: the story compiled with it, what it contradicts, and what else it moves.

use std::collections::{HashMap, HashSet};

use super::outcome::{about, plain};
use super::written::{WhenText, Written};
use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::{Edit, FieldOwner};
use crate::document::fields::ItemKind;
use crate::story::Story;
use crate::story::compile::{Compiled, compile};
use crate::story::id::EventId;
use crate::story::place::{self, Claim};
use crate::story::problem::{Problem, Severity};
use crate::story::relation::Relation;
use crate::story::words::{Clause, counted};
use crate::time::Span;

/// How often relations are dropped and the rest is tried again.
const MOST_ROUNDS: usize = 4;

/// The outcome of a change, if it were made.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What the change contradicts; `None` if it can be made.
    pub contradiction: Option<Contradiction>,
    /// An error that the change would bring and that is no contradiction of times, in words, such as that of a phase that
    /// would run backwards. The change can be made for all that, and the error mended.
    pub error: Option<String>,
    /// Where each event stands with it that the change is about, by its id in the file.
    pub stands: Vec<(String, Span)>,
    /// The number of other events that would change places with others, or could not stay at their times.
    pub moves: usize,
}

/// Relations that stand in the way of a change.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// Each of them, from the view of an event that the change is about if it names one.
    pub in_the_way: Vec<Clause>,
    /// All of them in words: `not with “before B”: that one would have to go`.
    pub words: String,
    /// The change that drops them too; `None` if that would not help.
    pub without: Option<Change>,
}

impl Trial {
    /// Whether the change can be made as it is.
    pub fn is_sound(&self) -> bool {
        self.contradiction.is_none() && self.error.is_none()
    }

    /// What else moves, in words: `Nothing else moves.`, `2 others move.`
    pub fn moves_words(&self) -> String {
        match self.moves {
            0 => "Nothing else moves.".to_owned(),
            1 => "1 other moves.".to_owned(),
            many => format!("{} move.", counted(many, "other", "others")),
        }
    }
}

/// Tries a change of a document, which is left as it is. `story` is compiled from the document, and `problems` are those
/// it has already; of them nothing is told.
///
/// Cost: compiles the story, 3 to 5 ms for 1,000 events; up to five times as much if something is in the way.
pub fn tried(document: &Document, story: &Story, problems: &[Problem], change: &Change) -> Trial {
    let edited = edited(change);
    // A story that contradicts itself already may go on doing so.
    let is_fine = |compiled: &Compiled| {
        compiled.story.as_ref().is_some_and(|after| {
            after.contradictions.len() <= story.contradictions.len() && after.given_way.len() <= story.given_way.len()
        })
    };
    let outcome = |compiled: &Compiled, contradiction: Option<Contradiction>| Trial {
        contradiction,
        error: new_error(problems, compiled).filter(|_| is_fine(compiled)),
        stands: compiled.story.as_ref().map_or_else(Vec::new, |after| stands(after, &edited)),
        moves: compiled.story.as_ref().map_or(0, |after| moves(story, after, &edited)),
    };
    let Some((mut made, mut compiled)) = made(document, &change.edits) else { return Trial::failed() };
    if is_fine(&compiled) {
        return outcome(&compiled, None);
    }
    let mut dropped: Vec<Claimed> = Vec::new();
    let mut edits = change.edits.clone();
    for _ in 0..MOST_ROUNDS {
        let found = compiled.story.as_ref().map_or_else(Vec::new, |after| in_the_way(story, after, &edited));
        let new = compiled.story.as_ref().map_or_else(Vec::new, |after| said_anew(story, after, &edited));
        let Some(more) = without(story, &made, &found, &new).filter(|more| !more.is_empty()) else { break };
        dropped.extend(found);
        edits.extend(more);
        let Some(next) = self::made(document, &edits) else { break };
        (made, compiled) = next;
        if is_fine(&compiled) {
            break;
        }
    }
    let without = is_fine(&compiled).then(|| Change { edits, ..change.clone() });
    let contradiction = contradiction(story, &compiled, &dropped, &edited, without);
    outcome(&compiled, Some(contradiction))
}

impl Trial {
    /// The outcome of a change that can't be made at all.
    fn failed() -> Self {
        let error = Some("the text of the story has changed; try again".to_owned());
        Self { contradiction: None, error, stands: Vec::new(), moves: 0 }
    }
}

/// The document with these edits, and its story.
fn made(document: &Document, edits: &[Edit]) -> Option<(Document, Compiled)> {
    let mut made = document.clone();
    made.make(edits).ok()?;
    let compiled = compile(made.text().as_bytes());
    Some((made, compiled))
}

/// The ids of the events that a change edits.
fn edited(change: &Change) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for edit in &change.edits {
        let id = match edit {
            Edit::Set { owner: FieldOwner::Item(item), .. } | Edit::Move { item, .. } => Some(item.id.clone()),
            Edit::Add { kind: ItemKind::Event, value, .. } => id_of(value.get()),
            _ => None,
        };
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    ids
}

fn id_of(item: &str) -> Option<String> {
    let item: HashMap<String, serde_json::Value> = serde_json::from_str(item).ok()?;
    item.get("id")?.as_str().map(str::to_owned)
}

/// The first error that was not there before.
fn new_error(problems: &[Problem], compiled: &Compiled) -> Option<String> {
    let known: HashSet<(&str, &str)> = problems.iter().map(|known| (known.code, &*known.message)).collect();
    let is_new = |problem: &&Problem| {
        problem.severity == Severity::Error
            && problem.code != "contradictory-order"
            && !known.contains(&(problem.code, &*problem.message))
    };
    compiled.problems.iter().find(is_new).map(|problem| problem.message.clone())
}

fn by_id(story: &Story) -> HashMap<&str, EventId> {
    story.event_ids().map(|id| (story.events.id(id), id)).collect()
}

fn stands(after: &Story, edited: &[String]) -> Vec<(String, Span)> {
    let is_edited = |&event: &EventId| edited.iter().any(|id| id == after.events.id(event));
    let stands = |event| (after.events.id(event).to_owned(), after.events.placed(event));
    after.event_ids().filter(is_edited).map(stands).collect()
}

/// The number of events that are not edited and move. On a clock those count that could not stay where they are drawn;
/// without one, where steps have no length, the fewest that change places with others.
fn moves(before: &Story, after: &Story, edited: &[String]) -> usize {
    let now = by_id(after);
    let edited: HashSet<&str> = edited.iter().map(String::as_str).collect();
    let pairs = before.event_ids().filter_map(|old| {
        let id = before.events.id(old);
        let new = *now.get(id).filter(|_| !edited.contains(id))?;
        Some((old, new))
    });
    if before.time.clock().is_some() && after.time.clock().is_some() {
        let must_move = |&(old, new): &(EventId, EventId)| {
            let (place, event) = (before.events.placed(old), after.event(new));
            let is_early = |open: bool, bound, at| !open && at < bound;
            is_early(event.open.start.earliest, event.earliest.start(), place.start())
                || is_early(event.open.end.earliest, event.earliest.end(), place.end())
                || is_early(event.open.start.latest, place.start(), event.latest.start())
                || is_early(event.open.end.latest, place.end(), event.latest.end())
        };
        return pairs.filter(must_move).count();
    }
    let mut places: Vec<_> = pairs
        .map(|(old, new)| {
            let (old, new) = (before.events.placed(old), after.events.placed(new));
            ((old.start(), old.end()), (new.start(), new.end()))
        })
        .collect();
    places.sort_unstable();
    // The longest run of those that keep their order among each other (M. L. Fredman, "On computing the length of longest
    // increasing subsequences", Discrete Mathematics 11, 1975).
    let mut ends: Vec<(crate::time::Moment, crate::time::Moment)> = Vec::new();
    for &(_, new) in &places {
        let at = ends.partition_point(|&end| end <= new);
        match ends.get_mut(at) {
            Some(end) => *end = new,
            None => ends.push(new),
        }
    }
    places.len() - ends.len()
}

/// A relation that is written in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Claimed {
    event: String,
    relation: Relation,
    other: String,
}

/// Relations of the old story of which each contradiction that the change brings needs one: few, and rather such as name an
/// event that is edited. Empty if one of the contradictions rests on no such relation.
fn in_the_way(before: &Story, after: &Story, edited: &[String]) -> Vec<Claimed> {
    let old = by_id(before);
    let is_edited = |id: &str| edited.iter().any(|known| known == id);
    let candidates = |claims: &[Claim]| -> Vec<Claimed> {
        let old_relation = |&claim: &Claim| {
            let Claim::Relation(event, relation, other) = claim else { return None };
            let (event, other) = (after.event(event).id, after.event(other).id);
            let was = old.get(event).zip(old.get(other));
            let is_old = was.is_some_and(|(&event, &other)| is_said(before, event, relation, other));
            is_old.then(|| Claimed { event: event.to_owned(), relation, other: other.to_owned() })
        };
        claims.iter().filter_map(old_relation).collect()
    };
    let mut cycles: Vec<&place::Contradiction> = after.contradictions.iter().collect();
    let of_old = |cycle: &place::Contradiction| candidates(&cycle.claims).len() == cycle.claims.len();
    if !before.contradictions.is_empty() {
        // Those that rest on old relations alone were there before.
        cycles.retain(|cycle| !of_old(cycle));
    }
    if after.given_way.len() > before.given_way.len() {
        cycles.extend(&after.given_way);
    }
    let cycles: Vec<Vec<Claimed>> = cycles.into_iter().map(|cycle| candidates(&cycle.claims)).collect();
    let mut found: Vec<Claimed> = Vec::new();
    for cycle in &cycles {
        if cycle.iter().any(|claim| found.contains(claim)) {
            continue;
        }
        let weight = |claim: &&Claimed| {
            let in_cycles = cycles.iter().filter(|other| other.contains(claim)).count();
            (in_cycles, is_edited(&claim.event) || is_edited(&claim.other))
        };
        match cycle.iter().max_by_key(weight) {
            Some(claim) => found.push(claim.clone()),
            None => return Vec::new(),
        }
    }
    found
}

/// Whether a story's text says this, be it left out of the story because it contradicts the rest.
fn is_said(story: &Story, event: EventId, relation: Relation, other: EventId) -> bool {
    let claim = Claim::Relation(event, relation, other);
    story.events.relations(event).contains(&(relation, other))
        || story.contradictions.iter().any(|cycle| cycle.claims.contains(&claim))
}

/// The relations of edited events that the old story does not have.
fn said_anew(before: &Story, after: &Story, edited: &[String]) -> Vec<Claimed> {
    let old = by_id(before);
    let mut new = Vec::new();
    for event in after.events.iter().filter(|event| edited.iter().any(|id| id == event.id)) {
        for &(relation, other) in event.when.relations {
            let other = after.event(other).id;
            let was = old.get(event.id).zip(old.get(other));
            if !was.is_some_and(|(&event, &other)| is_said(before, event, relation, other)) {
                new.push(Claimed { event: event.id.to_owned(), relation, other: other.to_owned() });
            }
        }
    }
    new
}

/// The edits that remove relations from a document. An event that would say nothing any more, and so follow the one before
/// it in its thread, says from its side what is said anew of it, or else what it is after by way of the event that it was
/// related to.
fn without(before: &Story, document: &Document, claims: &[Claimed], new: &[Claimed]) -> Option<Vec<Edit>> {
    let mut events: Vec<&str> = claims.iter().map(|claim| &*claim.event).collect();
    events.sort_unstable();
    events.dedup();
    let old = by_id(before);
    let edit = |id: &str| {
        let mut when = Written::of(document, id, 0)?.when();
        for claim in claims.iter().filter(|claim| claim.event == id) {
            when.remove(claim.relation, &claim.other);
        }
        let is_silent = |when: &WhenText| !when.has_relations() && !when.is_dated();
        if is_silent(&when) {
            for claim in new.iter().filter(|claim| claim.other == id) {
                when.add(claim.relation.converse(), &claim.event);
            }
        }
        if is_silent(&when) {
            let others = claims.iter().filter(|claim| claim.event == id).filter_map(|claim| old.get(&*claim.other));
            for &other in others {
                let said = before.events.when(other);
                let after = said.relations.iter().filter(|(relation, _)| *relation == Relation::After);
                for beyond in after.map(|(_, beyond)| *beyond).chain(said.follows) {
                    when.add(Relation::After, before.event(beyond).id);
                }
            }
        }
        when.edit(id)
    };
    events.into_iter().map(edit).collect()
}

fn contradiction(
    before: &Story,
    compiled: &Compiled,
    dropped: &[Claimed],
    edited: &[String],
    without: Option<Change>,
) -> Contradiction {
    let old = by_id(before);
    let is_edited = |id: &str| edited.iter().any(|known| known == id);
    let clause = |claim: &Claimed| {
        let (event, other) = (*old.get(&*claim.event)?, *old.get(&*claim.other)?);
        Some(if is_edited(&claim.event) {
            (about(claim.relation.words(), other), format!("{} {}", claim.relation.words(), before.events.title(other)))
        } else if is_edited(&claim.other) {
            let words = claim.relation.converse().words();
            (about(words, event), format!("{words} {}", before.events.title(event)))
        } else {
            let words = format!("{} {}", before.events.title(event), claim.relation.words());
            (about(words.clone(), other), format!("{words} {}", before.events.title(other)))
        })
    };
    let (in_the_way, words): (Vec<Clause>, Vec<String>) = dropped.iter().filter_map(clause).unzip();
    let listed: Vec<String> = words.iter().map(|words| format!("“{words}”")).collect();
    let listed = match listed.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => listed.concat(),
    };
    let words = match (in_the_way.len(), &without) {
        (1, Some(_)) => format!("not with {listed}: that one would have to go"),
        (2.., Some(_)) => format!("not with {listed}: these would have to go"),
        (1.., None) => format!("not with {listed}, and other times of the story"),
        (0, _) => whole(compiled),
    };
    let in_the_way = if in_the_way.is_empty() { vec![plain(words.clone())] } else { in_the_way };
    Contradiction { in_the_way, words, without }
}

/// A contradiction of which no relation can be dropped, in words.
fn whole(compiled: &Compiled) -> String {
    let story = compiled.story.as_ref();
    let words = story.and_then(|story| {
        let first = story.contradictions.first().or(story.given_way.last())?;
        Some(first.words(|event| story.events.title(event)))
    });
    words.map_or_else(
        || "not with what the story says of its times".to_owned(),
        |words| format!("these cannot all be true: {words}"),
    )
}
