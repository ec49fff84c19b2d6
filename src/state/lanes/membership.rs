//! All possible lanes and the events of each, before anything is folded, hidden or sorted. Read from the story once, in
//! the file's order.

use std::collections::HashMap;

use crate::state::lane_key::{LaneKey, LanesBy};
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, GroupId, PlaceId, TagId};

/// The number for "in no lane".
pub(super) const NOWHERE: u32 = u32::MAX;

/// Every possible lane, in the file's order, with the events that belong to it.
pub(super) struct Membership {
    /// The key of each lane; the last is for the rest.
    pub(super) keys: Vec<LaneKey>,
    /// The number of events of each lane.
    pub(super) counts: Vec<LaneCount>,
    /// The lanes of each event, as positions in `keys`; none for events that are filtered out.
    pub(super) slots: NumberLists,
    /// The further lanes that each event belongs to; only for lanes of threads.
    pub(super) secondary: NumberLists,
    by: LanesBy,
}

/// The number of events of a lane.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LaneCount {
    /// All events.
    pub(super) all: usize,
    /// The events that the filter lets through.
    pub(super) passing: usize,
    last: Option<EventId>,
}

/// A list of numbers for each event, all in one array.
#[derive(Default)]
pub(super) struct NumberLists {
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl NumberLists {
    /// The numbers of an event.
    pub(super) fn of(&self, id: EventId) -> &[u32] {
        let at = id.index();
        let Some(&end) = self.ends.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start as usize..end as usize]
    }

    fn end_list(&mut self) {
        self.ends.push(self.numbers.len() as u32);
    }
}

impl Membership {
    /// Reads all of a story's events once.
    pub(super) fn new(story: &Story, by: LanesBy, passes: impl Fn(EventId) -> bool) -> Self {
        let keys = keys_in_order(story, by);
        let slots = SlotFinder::new(story, by, &keys);
        let mut membership = Self {
            counts: vec![LaneCount::default(); keys.len()],
            keys,
            slots: NumberLists::default(),
            secondary: NumberLists::default(),
            by,
        };
        membership.slots.ends.reserve_exact(story.events.len());
        let mut mine: Vec<u32> = Vec::new();
        for id in story.event_ids() {
            slots.find(id, &mut mine);
            let is_shown = passes(id);
            for &slot in &mine {
                // An event with two characters of one group counts once.
                let count = &mut membership.counts[slot as usize];
                if count.last.replace(id) != Some(id) {
                    count.all += 1;
                    count.passing += usize::from(is_shown);
                    if is_shown {
                        membership.slots.numbers.push(slot);
                    }
                }
            }
            membership.slots.end_list();
            if by == LanesBy::Thread {
                if is_shown {
                    membership.secondary.numbers.extend(story.events.also(id).iter().map(|thread| thread.0));
                }
                membership.secondary.end_list();
            }
        }
        membership
    }

    /// Whether there is a lane for this key. A thread has one even without events, since it is part of the story's
    /// plan; an empty lane for a place would only take height from the others.
    pub(super) fn is_lane(&self, slot: usize) -> bool {
        self.counts[slot].all > 0 || self.by == LanesBy::Thread && slot + 1 < self.keys.len()
    }
}

/// Finds the lanes of an event, as positions of their keys.
struct SlotFinder<'s> {
    story: &'s Story,
    by: LanesBy,
    places: Vec<u32>,
    /// Whether groups are those of threads rather than of characters.
    by_threads: bool,
    /// The group of each thread or character.
    groups: Vec<Option<u32>>,
    rest: u32,
}

impl<'s> SlotFinder<'s> {
    fn new(story: &'s Story, by: LanesBy, keys: &[LaneKey]) -> Self {
        let by_threads = story.threads.iter().any(|thread| !thread.group.is_empty());
        let groups = if by != LanesBy::Group {
            Vec::new()
        } else if by_threads {
            numbers_of(story, story.threads.iter().map(|thread| thread.group.as_str()))
        } else {
            numbers_of(story, story.characters.iter().map(|who| who.group.as_str()))
        };
        Self { story, by, places: places_of(story, by, keys), by_threads, groups, rest: keys.len() as u32 - 1 }
    }

    /// Replaces `found` by the lanes of an event, or by the rest if it has none. A group may be found more than once.
    fn find(&self, id: EventId, found: &mut Vec<u32>) {
        let events = &self.story.events;
        found.clear();
        match self.by {
            LanesBy::Thread => found.push(events.thread(id).0),
            LanesBy::Place => found.extend(events.place_of(id).map(|place| self.places[place.index()])),
            LanesBy::Character => found.extend(events.cast(id).iter().map(|who| who.0)),
            LanesBy::Tag => found.extend(events.tags(id).iter().map(|tag| tag.0)),
            LanesBy::Group if self.by_threads => {
                let threads = std::iter::once(events.thread(id)).chain(events.also(id).iter().copied());
                found.extend(threads.filter_map(|thread| self.groups[thread.index()]));
            }
            LanesBy::Group => found.extend(events.cast(id).iter().filter_map(|who| self.groups[who.index()])),
        }
        if found.is_empty() {
            found.push(self.rest);
        }
    }
}

/// The number of each of these groups; `None` for the empty name.
fn numbers_of<'a>(story: &'a Story, names: impl Iterator<Item = &'a str>) -> Vec<Option<u32>> {
    let numbers: HashMap<&str, u32> = story.groups.iter().map(String::as_str).zip(0..).collect();
    names.map(|name| numbers.get(name).copied()).collect()
}

fn keys_in_order(story: &Story, by: LanesBy) -> Vec<LaneKey> {
    let count = |length: usize| 0..length as u32;
    let mut keys: Vec<LaneKey> = match by {
        LanesBy::Thread => story.threads_in_order().map(LaneKey::Thread).collect(),
        LanesBy::Place => places_in_order(story).into_iter().map(LaneKey::Place).collect(),
        LanesBy::Character => count(story.characters.len()).map(|at| LaneKey::Character(CharacterId(at))).collect(),
        LanesBy::Group => count(story.groups.len()).map(|at| LaneKey::Group(GroupId(at))).collect(),
        LanesBy::Tag => count(story.tags.len()).map(|at| LaneKey::Tag(TagId(at))).collect(),
    };
    keys.push(LaneKey::Rest(by));
    keys
}

/// For each place, the position of its key. The keys of other things are in the order of their ids.
fn places_of(story: &Story, by: LanesBy, keys: &[LaneKey]) -> Vec<u32> {
    if by != LanesBy::Place {
        return Vec::new();
    }
    let mut slots = vec![NOWHERE; story.places.len()];
    for (key, slot) in keys.iter().zip(0..) {
        if let LaneKey::Place(place) = key {
            slots[place.index()] = slot;
        }
    }
    slots
}

/// Every place, in depth-first order: each after the place that it lies in.
fn places_in_order(story: &Story) -> Vec<PlaceId> {
    let mut inner: Vec<Vec<PlaceId>> = vec![Vec::new(); story.places.len()];
    let mut stack: Vec<PlaceId> = Vec::new();
    for (place, at) in story.places.iter().zip(0..) {
        match place.within {
            Some(outer) => inner[outer.index()].push(PlaceId(at)),
            None => stack.push(PlaceId(at)),
        }
    }
    stack.reverse();
    let mut order = Vec::with_capacity(story.places.len());
    while let Some(place) = stack.pop() {
        order.push(place);
        stack.extend(inner[place.index()].iter().rev());
    }
    order
}
