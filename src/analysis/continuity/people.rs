//! Suspects about one character at a time: their beginnings and ends, and what they know.

use std::collections::HashMap;

use super::suspect::{MOST_SUSPECTS, Suspect, drawn};
use crate::story::Story;
use crate::story::continuity::{Edge, Knowledge};
use crate::story::id::{CharacterId, EventId};

/// The most events in which a character learns a fact that are compared with those in which they know it.
const MOST_LEARNED: usize = 16;

/// The acts of characters that are drawn after their end or before their beginning. An end is an act, too: nobody ends
/// twice without another beginning.
pub(super) fn bounds(story: &Story) -> Vec<Suspect> {
    let all = &story.continuity.bounds;
    let mut by_character: HashMap<CharacterId, Vec<usize>> = HashMap::new();
    for (at, bound) in all.iter().enumerate() {
        by_character.entry(bound.character).or_default().push(at);
    }
    // One pass over the casts, however many characters begin or end.
    let mut acts_of: HashMap<CharacterId, Vec<EventId>> = HashMap::new();
    for event in story.event_ids().filter(|_| !all.is_empty()) {
        for &who in story.events.cast(event).iter().filter(|who| by_character.contains_key(who)) {
            acts_of.entry(who).or_default().push(event);
        }
    }
    let mut characters: Vec<(CharacterId, Vec<usize>)> = by_character.into_iter().collect();
    characters.sort_unstable_by_key(|&(who, _)| who);
    let mut suspects = Vec::new();
    let mut count = 0;
    for (who, own) in characters {
        let bounds = || own.iter().map(|&at| &all[at]);
        let mut acts = acts_of.remove(&who).unwrap_or_default();
        acts.extend(bounds().map(|bound| bound.event));
        acts.sort_unstable_by_key(|&event| (story.events.placed(event).start(), event));
        acts.dedup();
        for bound in bounds() {
            let edge = bound.edge;
            let is_suspect = |&act: &EventId| {
                let pair = drawn(story, bound.event, act);
                let pair = if edge == Edge::Ends { pair } else { pair.turned() };
                // To end before another beginning is to come back.
                let comes_back = bounds().any(|other| other.event == act && other.edge != edge);
                act != bound.event && pair.0[0].is_over && !comes_back
            };
            let acts: Vec<EventId> = acts.iter().copied().filter(is_suspect).collect();
            let others = bounds().filter(|other| other.edge != edge).map(|other| other.event).collect();
            if !acts.is_empty() && count < MOST_SUSPECTS {
                count += acts.len();
                let (bound, how) = (bound.event, bound.how.clone());
                suspects.push(Suspect::Bound { who, edge, bound, how, acts, others });
            }
        }
    }
    suspects
}

/// The acts on facts, with the events in which they are learned.
pub(super) fn known(story: &Story) -> Vec<Suspect> {
    let mut learned: HashMap<(CharacterId, u32), Vec<EventId>> = HashMap::new();
    for &Knowledge { event, character, fact, is_learned } in &story.continuity.knowledge {
        if is_learned {
            learned.entry((character, fact)).or_default().push(event);
        }
    }
    for events in learned.values_mut() {
        events.sort_by_key(|&event| (story.events.placed(event).start(), event));
    }
    let suspect = |&Knowledge { event, character, fact, is_learned }: &Knowledge| {
        let events = learned.get(&(character, fact)).map_or(&[][..], Vec::as_slice);
        let is_all = events.len() <= MOST_LEARNED;
        let events = &events[..events.len().min(MOST_LEARNED)];
        let is_suspect = !is_learned && !events.contains(&event);
        is_suspect.then(|| Suspect::Known { who: character, fact, event, learned: events.to_vec(), is_all })
    };
    story.continuity.knowledge.iter().filter_map(suspect).take(MOST_SUSPECTS).collect()
}
