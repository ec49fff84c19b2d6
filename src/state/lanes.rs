//! Which lanes there are and which events stand in each: the story by threads, places, characters, groups or tags, as
//! the arrangement wants it. Knows no rows and no points.

mod membership;
mod sort;

use std::collections::{BTreeSet, HashMap};

use super::Selection;
use super::arrangement::{Arrangement, LanesBy};
use crate::analysis::sequence::Sequence;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, GroupId, PlaceId, TagId, ThreadId};
use crate::story::order::Order;
use membership::{Membership, NOWHERE};

/// Whose lane it is; also a group or a place that lanes lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LaneKey {
    /// A thread's.
    Thread(ThreadId),
    /// A place's.
    Place(PlaceId),
    /// A character's.
    Character(CharacterId),
    /// A group's.
    Group(GroupId),
    /// A tag's.
    Tag(TagId),
    /// Of the events that have none of these.
    Rest(LanesBy),
}

impl LaneKey {
    /// What lanes of its kind stand for. A group is also what threads and characters lie in.
    pub fn kind(self) -> LanesBy {
        match self {
            Self::Thread(_) => LanesBy::Thread,
            Self::Place(_) => LanesBy::Place,
            Self::Character(_) => LanesBy::Character,
            Self::Group(_) => LanesBy::Group,
            Self::Tag(_) => LanesBy::Tag,
            Self::Rest(by) => by,
        }
    }

    /// Its name for people.
    pub fn title(self, story: &Story) -> &str {
        match self {
            Self::Thread(id) => &story.thread(id).title,
            Self::Place(id) => &story.place(id).name,
            Self::Character(id) => &story.character(id).name,
            Self::Group(id) => &story.groups[id.index()],
            Self::Tag(id) => &story.tags[id.index()],
            Self::Rest(LanesBy::Place) => "Place not told",
            Self::Rest(LanesBy::Character) => "Nobody named",
            Self::Rest(LanesBy::Group) => "In no group",
            Self::Rest(LanesBy::Tag) => "Without a tag",
            Self::Rest(LanesBy::Thread) => "In no thread",
        }
    }

    /// What is told of it in a few sentences; may be empty.
    pub fn summary(self, story: &Story) -> &str {
        match self {
            Self::Thread(id) => &story.thread(id).summary,
            Self::Character(id) => &story.character(id).summary,
            Self::Place(_) | Self::Group(_) | Self::Tag(_) | Self::Rest(_) => "",
        }
    }

    /// What selecting its lane selects.
    pub fn selection(self) -> Selection {
        match self {
            Self::Thread(id) => Selection::Thread(id),
            Self::Place(id) => Selection::Place(id),
            Self::Character(id) => Selection::Character(id),
            Self::Group(id) => Selection::Group(id),
            Self::Tag(id) => Selection::Tag(id),
            Self::Rest(_) => Selection::Nothing,
        }
    }

    /// The term of a query that finds its events; `None` where no operator does.
    pub fn term(self, story: &Story) -> Option<String> {
        let field = match self {
            Self::Group(id) if story.threads.iter().all(|thread| thread.group != story.groups[id.index()]) => "cast",
            Self::Thread(_) | Self::Group(_) => "thread",
            Self::Place(_) => "place",
            Self::Character(_) => "cast",
            Self::Tag(_) => "tag",
            Self::Rest(_) => return None,
        };
        Some(format!("{field}:\"{}\"", self.title(story).replace('"', " ")))
    }

    /// The group or place that it lies in.
    fn parent(self, story: &Story) -> Option<Self> {
        let group = |name: &str| story.group(name).map(Self::Group);
        match self {
            Self::Thread(id) => group(&story.thread(id).group),
            Self::Character(id) => group(&story.character(id).group),
            Self::Place(id) => story.place(id).within.map(Self::Place),
            Self::Group(_) | Self::Tag(_) | Self::Rest(_) => None,
        }
    }
}

/// One lane and what stands in it.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Whose it is.
    pub key: LaneKey,
    /// Its events, in the order of the axis.
    pub events: Vec<EventId>,
    /// The events of other threads that belong to it too, in the order of the axis; only lanes of threads have some.
    pub secondary: Vec<EventId>,
    /// What it lies in, from the outside in.
    pub ancestors: Vec<LaneKey>,
    /// Whether it is folded to one row.
    pub folded: bool,
    /// How many lanes it stands for, because what they lie in is folded; 1 if it is only itself.
    pub stands_for: usize,
    /// Its place among all, as the file lists them.
    number: usize,
}

/// All lanes, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Lineup {
    /// Those that are shown.
    pub lanes: Vec<Lane>,
    /// Those that are left out, in the file's order.
    pub hidden: Vec<LaneKey>,
    /// What the axis follows, along which each lane is sorted.
    order: Order,
    /// For each event of the story the first lane that it stands in.
    homes: Vec<u32>,
}

impl Lineup {
    /// The lanes of `story`; `passes` says which events are shown at all. O(events log events).
    pub fn new(story: &Story, arrangement: &Arrangement, passes: impl Fn(EventId) -> bool) -> Self {
        Self::along(story, &Sequence::new(story), arrangement, passes)
    }

    /// The same where the events were sorted before. O(events, and the lanes that each stands in).
    pub fn along(
        story: &Story,
        sequence: &Sequence,
        arrangement: &Arrangement,
        passes: impl Fn(EventId) -> bool,
    ) -> Self {
        let filtered = story.event_ids().any(|id| !passes(id));
        let is_in = |key: LaneKey, ancestors: &[LaneKey], keys: &BTreeSet<LaneKey>| {
            !keys.is_empty() && (keys.contains(&key) || ancestors.iter().any(|outer| keys.contains(outer)))
        };
        let membership = Membership::new(story, arrangement.lanes, &passes);
        let ancestors: Vec<Vec<LaneKey>> = membership.keys.iter().map(|&key| ancestors_of(story, key)).collect();
        let keys = || {
            membership.keys.iter().copied().zip(&ancestors).enumerate().filter(|(slot, _)| membership.is_lane(*slot))
        };
        let solo = keys().any(|(_, (key, ancestors))| is_in(key, ancestors, &arrangement.solo));
        let mut lanes: Vec<Lane> = Vec::new();
        let mut hidden: Vec<LaneKey> = Vec::new();
        // Where the lane is into which others are folded; and for every key where its events go.
        let mut folded: HashMap<LaneKey, u32> = HashMap::new();
        let mut places: Vec<u32> = vec![NOWHERE; membership.keys.len()];
        for (slot, (key, ancestors)) in keys() {
            if filtered && membership.counts[slot].passing == 0 {
                continue;
            }
            // The outermost of what it lies in that is folded takes it in.
            let into = ancestors.iter().copied().find(|outer| arrangement.folded.contains(outer)).unwrap_or(key);
            let left_out = is_in(key, ancestors, &arrangement.hidden);
            if left_out || solo && !is_in(key, ancestors, &arrangement.solo) {
                // What is left out by itself stays out of what it would be folded into.
                hidden.push(if arrangement.hidden.contains(&into) { into } else { key });
                continue;
            }
            let at = *folded.entry(into).or_insert_with(|| {
                let ancestors = if into == key { ancestors.clone() } else { ancestors_of(story, into) };
                let (events, secondary, number) = (Vec::new(), Vec::new(), lanes.len());
                lanes.push(Lane { key: into, events, secondary, ancestors, folded: false, stands_for: 0, number });
                number as u32
            });
            places[slot] = at;
            lanes[at as usize].stands_for += 1;
        }
        distribute(&membership, sequence.of(arrangement.order), &places, &mut lanes);
        for lane in &mut lanes {
            lane.folded = lane.stands_for == 1 && arrangement.folded.contains(&lane.key);
        }
        sort::sort(story, arrangement, &mut lanes);
        let mut told = BTreeSet::new();
        hidden.retain(|key| told.insert(*key));
        let homes = homes(story, &lanes);
        Self { lanes, hidden, order: arrangement.order, homes }
    }

    /// The same lanes in the order that an arrangement wants which differs from theirs in nothing else. O(events), at
    /// the cost of copying them.
    #[must_use]
    pub fn sorted(&self, story: &Story, arrangement: &Arrangement) -> Self {
        let mut lanes = self.lanes.clone();
        lanes.sort_by_key(|lane| lane.number);
        sort::sort(story, arrangement, &mut lanes);
        let homes = homes(story, &lanes);
        Self { lanes, hidden: self.hidden.clone(), order: self.order, homes }
    }

    /// The lane of that key, or the one that it is folded into. O(lanes).
    pub fn find(&self, story: &Story, key: LaneKey) -> Option<usize> {
        let of = |key: LaneKey| self.lanes.iter().position(|lane| lane.key == key);
        of(key).or_else(|| ancestors_of(story, key).into_iter().rev().find_map(of))
    }

    /// The first lane that `event` stands in. O(1).
    pub fn lane_of(&self, event: EventId) -> Option<usize> {
        self.homes.get(event.index()).filter(|&&at| at != NOWHERE).map(|&at| at as usize)
    }

    /// The place of an event in a lane, if it stands there. O(log n).
    pub fn place_in(&self, story: &Story, lane: usize, event: EventId) -> Option<usize> {
        let span = |id: EventId| self.order.span(story, id);
        let key = |id: EventId| (span(id).start(), span(id).end(), id);
        self.lanes.get(lane)?.events.binary_search_by_key(&key(event), |&id| key(id)).ok()
    }
}

/// For each event of the story the first lane that it stands in.
fn homes(story: &Story, lanes: &[Lane]) -> Vec<u32> {
    let mut homes = vec![NOWHERE; story.events.len()];
    for (at, lane) in lanes.iter().enumerate().rev() {
        lane.events.iter().for_each(|id| homes[id.index()] = at as u32);
    }
    homes
}

/// Puts every event into its lanes, and at the foot of the other lanes that it belongs to. The events come sorted, so that
/// each lane is.
fn distribute(membership: &Membership, events: &[EventId], places: &[u32], lanes: &mut [Lane]) {
    let put = |list: &mut Vec<EventId>, id: EventId| {
        // An event with two people of one group stands in its lane once.
        if list.last() != Some(&id) {
            list.push(id);
        }
    };
    let mut room = vec![0_usize; lanes.len()];
    for (counts, &place) in membership.counts.iter().zip(places).filter(|(_, place)| **place != NOWHERE) {
        room[place as usize] += counts.passing;
    }
    for (lane, room) in lanes.iter_mut().zip(room) {
        lane.events.reserve_exact(room);
    }
    for &id in events {
        let own = membership.slots.of(id).first().map_or(NOWHERE, |&slot| places[slot as usize]);
        for &slot in membership.slots.of(id) {
            if let Some(lane) = lanes.get_mut(places[slot as usize] as usize) {
                put(&mut lane.events, id);
            }
        }
        for &slot in membership.secondary.of(id) {
            let place = places[slot as usize];
            if let Some(lane) = lanes.get_mut(place as usize).filter(|_| place != own) {
                put(&mut lane.secondary, id);
            }
        }
    }
}

/// Everything that a key lies in, from the outside in.
fn ancestors_of(story: &Story, key: LaneKey) -> Vec<LaneKey> {
    let mut ancestors: Vec<LaneKey> = std::iter::successors(key.parent(story), |&outer| outer.parent(story)).collect();
    ancestors.reverse();
    ancestors
}
