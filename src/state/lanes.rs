//! Which lanes there are and which events stand in each: the story by threads, places, characters, groups or tags, as
//! the arrangement wants it. Knows no rows and no points.

use std::collections::{BTreeSet, HashMap};

use super::Selection;
use super::arrangement::{Arrangement, LanesBy, Sort};
use crate::analysis::crossing::least_crossing;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, GroupId, PlaceId, TagId, ThreadId};
use crate::story::order::Order;

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
    fn around(self, story: &Story) -> Option<Self> {
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
    pub echoes: Vec<EventId>,
    /// What it lies in, from the outside in.
    pub around: Vec<LaneKey>,
    /// Whether it is folded to one row.
    pub folded: bool,
    /// How many lanes it stands for, because what they lie in is folded; 1 if it is only itself.
    pub stands_for: usize,
}

/// All lanes, from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Lineup {
    /// Those that are shown.
    pub lanes: Vec<Lane>,
    /// Those that are left out, in the file's order.
    pub hidden: Vec<LaneKey>,
}

impl Lineup {
    /// The lanes of `story`; `passes` says which events are shown at all. O(events log events).
    pub fn new(story: &Story, arrangement: &Arrangement, passes: impl Fn(EventId) -> bool) -> Self {
        let filtered = story.event_ids().any(|id| !passes(id));
        let is_in = |key: LaneKey, around: &[LaneKey], keys: &BTreeSet<LaneKey>| {
            keys.contains(&key) || around.iter().any(|outer| keys.contains(outer))
        };
        let with_around = |(key, events)| (key, all_around(story, key), events);
        let standing: Vec<_> = standing(story, arrangement.lanes).into_iter().map(with_around).collect();
        let solo = standing.iter().any(|(key, around, _)| is_in(*key, around, &arrangement.solo));
        let mut lanes: Vec<Lane> = Vec::new();
        let mut hidden: Vec<LaneKey> = Vec::new();
        // Where each lane is, and where what is folded into it is.
        let mut places: HashMap<LaneKey, usize> = HashMap::new();
        for (key, around, mut events) in standing {
            events.retain(|&id| passes(id));
            if filtered && events.is_empty() {
                continue;
            }
            // The outermost of what it lies in that is folded takes it in.
            let into = around.iter().copied().find(|outer| arrangement.folded.contains(outer)).unwrap_or(key);
            let left_out = is_in(key, &around, &arrangement.hidden);
            if left_out || solo && !is_in(key, &around, &arrangement.solo) {
                // What is left out by itself stays out of what it would be folded into.
                hidden.push(if arrangement.hidden.contains(&into) { into } else { key });
                continue;
            }
            let at = *places.entry(into).or_insert_with(|| {
                let around = if into == key { around } else { all_around(story, into) };
                lanes.push(Lane { key: into, events: vec![], echoes: vec![], around, folded: false, stands_for: 0 });
                lanes.len() - 1
            });
            places.insert(key, at);
            lanes[at].events.extend(events);
            lanes[at].stands_for += 1;
        }
        if arrangement.lanes == LanesBy::Thread {
            for id in story.event_ids().filter(|&id| passes(id)) {
                echo(story, id, &places, &mut lanes);
            }
        }
        for lane in &mut lanes {
            in_order(story, arrangement.order, &mut lane.events);
            in_order(story, arrangement.order, &mut lane.echoes);
            lane.folded = lane.stands_for == 1 && arrangement.folded.contains(&lane.key);
        }
        sort(story, arrangement, &mut lanes);
        let mut told = BTreeSet::new();
        hidden.retain(|key| told.insert(*key));
        Self { lanes, hidden }
    }

    /// The lane of that key, or the one that it is folded into.
    pub fn find(&self, story: &Story, key: LaneKey) -> Option<usize> {
        let of = |key: LaneKey| self.lanes.iter().position(|lane| lane.key == key);
        of(key).or_else(|| all_around(story, key).into_iter().rev().find_map(of))
    }

    /// The first lane that `event` stands in.
    pub fn lane_of(&self, event: EventId) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.events.contains(&event))
    }
}

/// Sorts events by where they start on the axis, then by where they end, then as the file has them.
pub fn in_order(story: &Story, order: Order, events: &mut Vec<EventId>) {
    let span = |id: EventId| order.span(story, id);
    events.sort_by_key(|&id| (span(id).start(), span(id).end(), id));
    events.dedup();
}

/// Every lane that there could be, in the file's order, with its events.
fn standing(story: &Story, by: LanesBy) -> Vec<(LaneKey, Vec<EventId>)> {
    let keys = keys_in_order(story, by);
    let mut places: HashMap<LaneKey, usize> = HashMap::with_capacity(keys.len());
    let mut lanes: Vec<(LaneKey, Vec<EventId>)> = Vec::with_capacity(keys.len());
    for key in keys {
        places.insert(key, lanes.len());
        lanes.push((key, Vec::new()));
    }
    let by_threads = story.threads.iter().any(|thread| !thread.group.is_empty());
    let groups: HashMap<&str, LaneKey> =
        story.groups.iter().zip(0..).map(|(name, at)| (name.as_str(), LaneKey::Group(GroupId(at)))).collect();
    let mut mine: Vec<LaneKey> = Vec::new();
    for id in story.event_ids() {
        let event = story.event(id);
        mine.clear();
        match by {
            LanesBy::Thread => mine.push(LaneKey::Thread(event.thread)),
            LanesBy::Place => mine.extend(event.place.map(LaneKey::Place)),
            LanesBy::Character => mine.extend(event.cast.iter().map(|&who| LaneKey::Character(who))),
            LanesBy::Tag => mine.extend(event.tags.iter().map(|&tag| LaneKey::Tag(tag))),
            LanesBy::Group if by_threads => {
                let threads = std::iter::once(&event.thread).chain(event.also);
                mine.extend(threads.filter_map(|&id| groups.get(story.thread(id).group.as_str())));
            }
            LanesBy::Group => {
                mine.extend(event.cast.iter().filter_map(|&who| groups.get(story.character(who).group.as_str())));
            }
        }
        if mine.is_empty() {
            mine.push(LaneKey::Rest(by));
        }
        for key in &mine {
            // An event with two people of one group stands in its lane once.
            if let Some(at) = places.get(key).copied().filter(|&at| lanes[at].1.last() != Some(&id)) {
                lanes[at].1.push(id);
            }
        }
    }
    // A thread without events is a part of the story's plan; a place where nothing happens only makes others lower.
    lanes.retain(|(key, events)| by == LanesBy::Thread && *key != LaneKey::Rest(by) || !events.is_empty());
    lanes
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

/// Every place, each right after the one it lies in and what lies in that before it.
fn places_in_order(story: &Story) -> Vec<PlaceId> {
    let mut inner: HashMap<Option<PlaceId>, Vec<PlaceId>> = HashMap::new();
    for (place, at) in story.places.iter().zip(0..) {
        inner.entry(place.within).or_default().push(PlaceId(at));
    }
    let mut stack: Vec<PlaceId> = inner.remove(&None).unwrap_or_default();
    stack.reverse();
    let mut order = Vec::with_capacity(story.places.len());
    while let Some(place) = stack.pop() {
        order.push(place);
        stack.extend(inner.remove(&Some(place)).unwrap_or_default().into_iter().rev());
    }
    order
}

/// Everything that a key lies in, from the outside in.
fn all_around(story: &Story, key: LaneKey) -> Vec<LaneKey> {
    let mut around: Vec<LaneKey> = std::iter::successors(key.around(story), |&outer| outer.around(story)).collect();
    around.reverse();
    around
}

/// Puts an event at the foot of the other lanes that it belongs to.
fn echo(story: &Story, id: EventId, places: &HashMap<LaneKey, usize>, lanes: &mut [Lane]) {
    let event = story.event(id);
    let lane_of = |thread: ThreadId| places.get(&LaneKey::Thread(thread)).copied();
    let own = lane_of(event.thread);
    let mut others: Vec<usize> =
        event.also.iter().filter_map(|&also| lane_of(also)).filter(|&lane| Some(lane) != own).collect();
    others.sort_unstable();
    others.dedup();
    for lane in others {
        lanes[lane].echoes.push(id);
    }
}

fn sort(story: &Story, arrangement: &Arrangement, lanes: &mut Vec<Lane>) {
    let is_rest = |lane: &Lane| matches!(lane.key, LaneKey::Rest(_));
    match arrangement.sort {
        Sort::File => {}
        Sort::Appearance => lanes.sort_by_key(|lane| {
            let first = lane.events.first().map(|&id| arrangement.order.span(story, id).start());
            (first.is_none(), first)
        }),
        Sort::Size => lanes.sort_by_key(|lane| std::cmp::Reverse(lane.events.len())),
        Sort::Name => lanes.sort_by_cached_key(|lane| lane.key.title(story).to_lowercase()),
        Sort::Crossings => {
            let order = least_crossing(lanes.len(), &ties(story, lanes));
            let mut taken: Vec<Option<Lane>> = std::mem::take(lanes).into_iter().map(Some).collect();
            lanes.extend(order.into_iter().filter_map(|at| taken[at].take()));
        }
    }
    lanes.sort_by_key(is_rest);
    let places: HashMap<LaneKey, usize> = arrangement.dragged.iter().copied().zip(0..).collect();
    if lanes.iter().any(|lane| places.contains_key(&lane.key)) {
        lanes.sort_by_key(|lane| places.get(&lane.key).copied().unwrap_or(usize::MAX));
    }
}

/// What ties lanes together: links from cause to effect, and events that stand in several.
fn ties(story: &Story, lanes: &[Lane]) -> Vec<(usize, usize)> {
    let mut homes: HashMap<EventId, Vec<usize>> = HashMap::new();
    for (at, lane) in lanes.iter().enumerate() {
        for &id in &lane.events {
            homes.entry(id).or_default().push(at);
        }
    }
    let mut ties = Vec::new();
    for id in story.event_ids() {
        let Some(mine) = homes.get(&id) else { continue };
        ties.extend(mine.windows(2).map(|pair| (pair[0], pair[1])));
        for because in story.event(id).because.iter() {
            if let Some(cause) = homes.get(&because.event).and_then(|homes| homes.first()) {
                ties.push((*cause, mine[0]));
            }
        }
    }
    ties.retain(|(a, b)| a != b);
    ties
}
