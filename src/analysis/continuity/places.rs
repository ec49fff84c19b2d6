//! Suspects about places: events of one character at two places that are drawn at the same time, or too close for the way.

use std::collections::HashMap;

use super::suspect::{MOST_SUSPECTS, Suspect, is_brought_together};
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, PlaceId};

/// The most events of a character that are compared with the next one: those under way that end last.
const MOST_BESIDE: usize = 50;

/// Events of a character who is one person at places of which none lies in the other, drawn at the same time or too close.
///
/// Sweeps the events in the order of their starts, with the list of each character's events that are under way.
pub(super) fn suspects(story: &Story) -> Vec<Suspect> {
    let ways = Ways::of(story);
    let mut events: Vec<EventId> = story.event_ids().filter(|&event| story.events.place_of(event).is_some()).collect();
    events.sort_unstable_by_key(|&event| (story.events.placed(event).start(), event));
    let mut under_way: HashMap<CharacterId, Vec<EventId>> = HashMap::new();
    let mut suspects = Vec::new();
    for event in events {
        let Some(place) = story.events.place_of(event) else { continue };
        let start = i128::from(story.events.placed(event).start().0);
        for &who in story.events.cast(event) {
            if story.character(who).is_collective {
                continue;
            }
            let others = under_way.entry(who).or_default();
            let end = |other: EventId| i128::from(story.events.placed(other).end().0);
            others.retain(|&other| end(other) + i128::from(ways.longest) >= start);
            for &other in others.iter() {
                let Some(its) = story.events.place_of(other).filter(|&its| !is_one_place(story, place, its)) else {
                    continue;
                };
                let there = ways.between(story, its, place);
                let is_too_soon = start - end(other) < i128::from(there);
                if is_too_soon || is_brought_together(story, other, event) {
                    let back = ways.between(story, place, its);
                    suspects.push(Suspect::Places { who, events: [other, event], ways: [there, back] });
                }
            }
            if suspects.len() >= MOST_SUSPECTS {
                return suspects;
            }
            others.push(event);
            if others.len() > MOST_BESIDE {
                let first = (0..others.len()).min_by_key(|&at| end(others[at]));
                first.map(|first| others.swap_remove(first));
            }
        }
    }
    suspects
}

/// Whether one of two places lies in the other.
fn is_one_place(story: &Story, a: PlaceId, b: PlaceId) -> bool {
    story.places_around(a).any(|around| around == b) || story.places_around(b).any(|around| around == a)
}

/// The least times that ways between places take.
struct Ways {
    by_ends: HashMap<(PlaceId, PlaceId), i64>,
    longest: i64,
}

impl Ways {
    /// The ways of a story; none without a clock.
    fn of(story: &Story) -> Self {
        let mut by_ends = HashMap::new();
        if story.time.clock().is_some() {
            for way in &story.continuity.travel {
                by_ends.entry((way.to, way.from)).or_insert(way.ticks);
            }
            // A way back that is given itself counts instead.
            for way in &story.continuity.travel {
                by_ends.insert((way.from, way.to), way.ticks);
            }
        }
        let longest = by_ends.values().copied().max().unwrap_or(0);
        Self { by_ends, longest }
    }

    /// The time from one place to another: that between the innermost places around them that have one.
    fn between(&self, story: &Story, from: PlaceId, to: PlaceId) -> i64 {
        if self.by_ends.is_empty() {
            return 0;
        }
        let of = |from: PlaceId| story.places_around(to).find_map(|to| self.by_ends.get(&(from, to)).copied());
        story.places_around(from).find_map(of).unwrap_or(0)
    }
}
