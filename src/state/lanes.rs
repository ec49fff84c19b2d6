//! The lanes of a story and the events in each: by thread, place, character, group or tag, as the arrangement says.
//! Knows no rows and no points.

mod membership;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::arrangement::{Arrangement, Sort};
use crate::analysis::crossing::least_crossing;
use crate::analysis::sequence::Sequence;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use membership::{Membership, NOWHERE};

pub use super::lane_key::LaneKey;

/// One lane and its events.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Its key, or that of the group or place that is folded to this lane.
    pub key: LaneKey,
    /// Its events, in the order of the axis.
    pub events: Vec<EventId>,
    /// The events of other threads that belong to it too, in the order of the axis; empty unless lanes are threads.
    pub secondary: Vec<EventId>,
    /// The groups and places around it, from the outside in.
    pub ancestors: Vec<LaneKey>,
    /// Whether it is folded to one row.
    pub folded: bool,
    /// The number of lanes that are folded into it; 1 if it is only itself.
    pub stands_for: usize,
    /// Its position among all lanes in the file's order.
    number: usize,
}

/// The lanes from top to bottom, and the hidden ones.
#[derive(Clone, Debug, Default)]
pub struct Lineup {
    /// The lanes that are shown.
    pub lanes: Vec<Lane>,
    /// The lanes that are hidden, in the file's order.
    pub hidden: Vec<LaneKey>,
    /// The order of the axis, by which each lane's events are sorted.
    order: Order,
    /// For each event of the story, its first lane.
    first_lanes: Vec<u32>,
}

impl Lineup {
    /// The lanes of `story`, with the events that `passes` lets through. O(events log events).
    pub fn new(story: &Story, arrangement: &Arrangement, passes: impl Fn(EventId) -> bool) -> Self {
        Self::along(story, &Sequence::new(story), arrangement, passes)
    }

    /// As [`Lineup::new`], with the events already sorted. O(events and the lanes of each).
    pub fn along(
        story: &Story,
        sequence: &Sequence,
        arrangement: &Arrangement,
        passes: impl Fn(EventId) -> bool,
    ) -> Self {
        let filtered = story.event_ids().any(|id| !passes(id));
        let membership = Membership::new(story, arrangement.lanes, &passes);
        let Chosen { mut lanes, hidden, lane_of } = choose(story, arrangement, &membership, filtered);
        distribute(&membership, sequence.of(arrangement.order), &lane_of, &mut lanes);
        for lane in &mut lanes {
            lane.folded = lane.stands_for == 1 && arrangement.folded.contains(&lane.key);
        }
        sort(story, arrangement, &mut lanes);
        let first_lanes = first_lanes(story, &lanes);
        Self { lanes, hidden, order: arrangement.order, first_lanes }
    }

    /// The same lanes in the order of `arrangement`, which must not differ in anything else. O(events), since events
    /// are copied.
    #[must_use]
    pub fn sorted(&self, story: &Story, arrangement: &Arrangement) -> Self {
        let mut lanes = self.lanes.clone();
        lanes.sort_by_key(|lane| lane.number);
        sort(story, arrangement, &mut lanes);
        let first_lanes = first_lanes(story, &lanes);
        Self { lanes, hidden: self.hidden.clone(), order: self.order, first_lanes }
    }

    /// The position of the lane with this key, or of the lane that it is folded into. O(lanes).
    pub fn find(&self, story: &Story, key: LaneKey) -> Option<usize> {
        let of = |key: LaneKey| self.lanes.iter().position(|lane| lane.key == key);
        of(key).or_else(|| key.ancestors(story).into_iter().rev().find_map(of))
    }

    /// The position of the first lane that has `event`. O(1).
    pub fn lane_of(&self, event: EventId) -> Option<usize> {
        self.first_lanes.get(event.index()).filter(|&&at| at != NOWHERE).map(|&at| at as usize)
    }

    /// The position of an event in a lane, if the lane has it. O(log n).
    pub fn place_in(&self, story: &Story, lane: usize, event: EventId) -> Option<usize> {
        let span = |id: EventId| self.order.span(story, id);
        let key = |id: EventId| (span(id).start(), span(id).end(), id);
        self.lanes.get(lane)?.events.binary_search_by_key(&key(event), |&id| key(id)).ok()
    }
}

/// The lanes that an arrangement shows, without their events.
struct Chosen {
    lanes: Vec<Lane>,
    hidden: Vec<LaneKey>,
    /// For each key of the membership, the position of the lane for its events.
    lane_of: Vec<u32>,
}

/// The lanes that are not hidden, empty because of the filter, or excluded because others are shown alone; with lanes
/// folded into their groups and places.
fn choose(story: &Story, arrangement: &Arrangement, membership: &Membership, filtered: bool) -> Chosen {
    let is_in = |key: LaneKey, ancestors: &[LaneKey], keys: &BTreeSet<LaneKey>| {
        !keys.is_empty() && (keys.contains(&key) || ancestors.iter().any(|outer| keys.contains(outer)))
    };
    let ancestors: Vec<Vec<LaneKey>> = membership.keys.iter().map(|&key| key.ancestors(story)).collect();
    let keys =
        || membership.keys.iter().copied().zip(&ancestors).enumerate().filter(|(slot, _)| membership.is_lane(*slot));
    let solo = keys().any(|(_, (key, ancestors))| is_in(key, ancestors, &arrangement.solo));
    let (mut lanes, mut hidden): (Vec<Lane>, Vec<LaneKey>) = (Vec::new(), Vec::new());
    let mut lane_of_key: HashMap<LaneKey, u32> = HashMap::new();
    let mut lane_of: Vec<u32> = vec![NOWHERE; membership.keys.len()];
    for (slot, (key, ancestors)) in keys() {
        if filtered && membership.counts[slot].passing == 0 {
            continue;
        }
        // If several ancestors are folded, the outermost takes the lane in.
        let into = ancestors.iter().copied().find(|outer| arrangement.folded.contains(outer)).unwrap_or(key);
        let left_out = is_in(key, ancestors, &arrangement.hidden);
        if left_out || solo && !is_in(key, ancestors, &arrangement.solo) {
            // A lane that is itself hidden is listed, even if its group is folded.
            hidden.push(if arrangement.hidden.contains(&into) { into } else { key });
            continue;
        }
        let at = *lane_of_key.entry(into).or_insert_with(|| {
            let ancestors = if into == key { ancestors.clone() } else { into.ancestors(story) };
            let (events, secondary, number) = (Vec::new(), Vec::new(), lanes.len());
            lanes.push(Lane { key: into, events, secondary, ancestors, folded: false, stands_for: 0, number });
            number as u32
        });
        lane_of[slot] = at;
        lanes[at as usize].stands_for += 1;
    }
    let mut listed = BTreeSet::new();
    hidden.retain(|key| listed.insert(*key));
    Chosen { lanes, hidden, lane_of }
}

/// For each event of the story, its first lane.
fn first_lanes(story: &Story, lanes: &[Lane]) -> Vec<u32> {
    let mut first_lanes = vec![NOWHERE; story.events.len()];
    for (at, lane) in lanes.iter().enumerate().rev() {
        lane.events.iter().for_each(|id| first_lanes[id.index()] = at as u32);
    }
    first_lanes
}

/// Adds every event to its lanes, and to the secondary events of the other lanes that it belongs to. `events` are
/// sorted, so each lane is.
fn distribute(membership: &Membership, events: &[EventId], lane_of: &[u32], lanes: &mut [Lane]) {
    let put = |list: &mut Vec<EventId>, id: EventId| {
        // An event with two characters of one group is in the group's lane once.
        if list.last() != Some(&id) {
            list.push(id);
        }
    };
    let mut room = vec![0_usize; lanes.len()];
    for (counts, &lane) in membership.counts.iter().zip(lane_of).filter(|(_, lane)| **lane != NOWHERE) {
        room[lane as usize] += counts.passing;
    }
    for (lane, room) in lanes.iter_mut().zip(room) {
        lane.events.reserve_exact(room);
    }
    for &id in events {
        let own = membership.slots.of(id).first().map_or(NOWHERE, |&slot| lane_of[slot as usize]);
        for &slot in membership.slots.of(id) {
            if let Some(lane) = lanes.get_mut(lane_of[slot as usize] as usize) {
                put(&mut lane.events, id);
            }
        }
        for &slot in membership.secondary.of(id) {
            let at = lane_of[slot as usize];
            if let Some(lane) = lanes.get_mut(at as usize).filter(|_| at != own) {
                put(&mut lane.secondary, id);
            }
        }
    }
}

/// Sorts lanes as the arrangement says; dragged lanes come first, the lane of the rest last.
fn sort(story: &Story, arrangement: &Arrangement, lanes: &mut Vec<Lane>) {
    let is_rest = |lane: &Lane| matches!(lane.key, LaneKey::Rest(_));
    match arrangement.sort {
        Sort::File => {}
        Sort::Appearance => lanes.sort_by_key(|lane| {
            let first = lane.events.first().map(|&id| arrangement.order.span(story, id).start());
            (first.is_none(), first)
        }),
        Sort::Size => lanes.sort_by_key(|lane| Reverse(lane.events.len())),
        Sort::Name => lanes.sort_by_cached_key(|lane| lane.key.title(story).to_lowercase()),
        Sort::Crossings => {
            let order = least_crossing(lanes.len(), &connections(story, lanes));
            let mut taken: Vec<Option<Lane>> = std::mem::take(lanes).into_iter().map(Some).collect();
            lanes.extend(order.into_iter().filter_map(|at| taken[at].take()));
        }
    }
    lanes.sort_by_key(is_rest);
    let dragged: HashMap<LaneKey, usize> = arrangement.dragged.iter().copied().zip(0..).collect();
    if lanes.iter().any(|lane| dragged.contains_key(&lane.key)) {
        lanes.sort_by_key(|lane| dragged.get(&lane.key).copied().unwrap_or(usize::MAX));
    }
}

/// The pairs of lanes connected by a link from cause to effect, or by an event in both.
fn connections(story: &Story, lanes: &[Lane]) -> Vec<(u32, u32)> {
    let mut ties = Vec::new();
    // The first and the last lane of each event.
    let mut ends = vec![(NOWHERE, NOWHERE); story.events.len()];
    for (lane, at) in lanes.iter().zip(0..) {
        for &id in &lane.events {
            let (first, last) = &mut ends[id.index()];
            if *first == NOWHERE {
                *first = at;
            } else {
                ties.push((*last, at));
            }
            *last = at;
        }
    }
    for id in story.event_ids() {
        let (effect, _) = ends[id.index()];
        for because in story.event(id).because.iter().filter(|_| effect != NOWHERE) {
            let (cause, _) = ends[because.event.index()];
            if cause != NOWHERE && cause != effect {
                ties.push((cause, effect));
            }
        }
    }
    ties
}
