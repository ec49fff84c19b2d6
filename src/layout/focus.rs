//! The highlighting for a selection: the causal chain of an event, the chain between two events, the events of a
//! thread, a character or a place, and the paths of characters. Knows no positions on the screen.

use std::collections::HashSet;

use super::clusters::SortedSpans;
use super::scene::Emphasis;
use crate::analysis::chain::{self, Between};
use crate::analysis::people::{People, Person};
use crate::state::lanes::{Lane, Lineup};
use crate::state::{Selection, State, highlighted_by};
use crate::story::Story;
use crate::story::id::{CharacterId, EventId};
use crate::story::order::Order;
use crate::time::Moment;

/// The most links drawn at once; more would be a tangle.
const MOST_LINKS: usize = 300;

/// The part of the state that a focus depends on, besides the lanes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FocusKey {
    /// The selection.
    pub selection: Selection,
    /// The events that are selected beside it.
    pub marked: Vec<EventId>,
    /// The event that the selected one is compared with.
    pub anchor: Option<EventId>,
    /// The depth to which a chain is highlighted, in links; `None` is all of it.
    pub depth: Option<u32>,
    /// The characters whose paths are drawn.
    pub paths: Vec<CharacterId>,
    /// The order of the axis.
    pub order: Order,
}

impl FocusKey {
    /// The key of `state`.
    pub fn of(state: &State) -> Self {
        let (selection, anchor, depth) = (state.selection, state.anchor, state.arrangement().depth);
        Self { selection, marked: state.marked.clone(), anchor, depth, paths: state.paths(), order: state.order() }
    }
}

/// The emphasis of events and lanes, and the links and paths to draw. Depends on the story, its lanes and a
/// [`FocusKey`] alone.
#[derive(Clone, Debug, Default)]
pub struct Focus {
    selection: Selection,
    anchor: Option<EventId>,
    /// Whether there is a selection or a path.
    is_on: bool,
    /// The emphasis of each event of the story; empty if the focus is off.
    events: Vec<Emphasis>,
    lanes: Vec<Emphasis>,
    count: usize,
    links: Vec<(EventId, EventId)>,
    paths: Vec<CharacterPath>,
}

/// The events on a character's path, in the order of the axis.
#[derive(Clone, Debug)]
pub struct CharacterPath {
    /// The character.
    pub who: CharacterId,
    /// The events, each with whether the character is absent for long before it.
    pub stops: Vec<(EventId, bool)>,
    /// Their spans on the axis.
    pub spans: SortedSpans,
}

/// The share of the axis that a character must be in no event for, to count as absent.
const ABSENCE: f64 = 1.0 / 12.0;

impl Focus {
    /// The focus on `story` with these lanes.
    pub fn new(story: &Story, lineup: &Lineup, key: &FocusKey) -> Self {
        let is_on = key.selection != Selection::Nothing || !key.marked.is_empty() || !key.paths.is_empty();
        let events = vec![Emphasis::Dim; if is_on { story.events.len() } else { 0 }];
        let mut focus = Self { selection: key.selection, anchor: key.anchor, is_on, events, ..Self::default() };
        match (key.selection, key.anchor) {
            (Selection::Nothing, _) => {}
            (Selection::Event(event), Some(anchor)) => focus.highlight_path(story, anchor, event),
            (Selection::Event(event), None) => focus.highlight_chain(story, event, key.depth),
            _ => focus.highlight(highlighted_by(story, key.selection), Emphasis::Highlighted),
        }
        for event in &key.marked {
            focus.events[event.index()] = Emphasis::Selected;
        }
        // Beside a selected chain or thread, the events of paths are plain: neither highlighted nor dimmed.
        let of_path = match key.selection {
            Selection::Nothing | Selection::Character(_) => Emphasis::Highlighted,
            _ => Emphasis::Plain,
        };
        focus.paths = character_paths(story, key);
        for &(id, _) in focus.paths.iter().flat_map(|path| &path.stops) {
            let emphasis = &mut focus.events[id.index()];
            *emphasis = (*emphasis).max(of_path);
        }
        focus.count = focus.events.iter().filter(|&&emphasis| emphasis > Emphasis::Plain).count();
        if is_on {
            let strongest = |lane: &Lane| {
                if key.selection != Selection::Nothing && lane.key.selection() == key.selection {
                    return Emphasis::Selected;
                }
                // One highlighted event is enough.
                let mut strongest = Emphasis::Dim;
                for id in &lane.events {
                    strongest = strongest.max(focus.events[id.index()]);
                    if strongest >= Emphasis::Highlighted {
                        break;
                    }
                }
                strongest.min(Emphasis::Highlighted)
            };
            focus.lanes = lineup.lanes.iter().map(strongest).collect();
        }
        focus
    }

    /// The emphasis of an event.
    pub fn of_event(&self, event: EventId) -> Emphasis {
        self.events.get(event.index()).copied().unwrap_or(Emphasis::Plain)
    }

    /// Whether there is a selection or a path.
    pub(super) fn is_on(&self) -> bool {
        self.is_on
    }

    /// The emphasis of a lane, by its position from the top.
    pub fn of_lane(&self, lane: usize) -> Emphasis {
        self.lanes.get(lane).copied().unwrap_or(Emphasis::Plain)
    }

    /// The because-links to draw, from cause to effect.
    pub fn links(&self) -> &[(EventId, EventId)] {
        &self.links
    }

    /// The paths to draw, in the order in which they were chosen.
    pub fn paths(&self) -> &[CharacterPath] {
        &self.paths
    }

    /// The emphasis of a link: those of the selected event itself are stronger than those farther along its chain.
    pub fn of_link(&self, cause: EventId, effect: EventId) -> Emphasis {
        let own = Selection::Event(cause) == self.selection || Selection::Event(effect) == self.selection;
        if own || self.anchor.is_some() { Emphasis::Selected } else { Emphasis::Highlighted }
    }

    /// The number of events that are highlighted.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Highlights two events, and the shortest chain between them if there is one.
    fn highlight_path(&mut self, story: &Story, anchor: EventId, event: EventId) {
        if let Between::Forward(way) | Between::Backward(way) = chain::between(story, anchor, event) {
            self.links.extend(way.windows(2).map(|pair| (pair[0], pair[1])));
            self.highlight(way, Emphasis::Highlighted);
        }
        self.highlight([anchor, event], Emphasis::Selected);
    }

    fn highlight(&mut self, events: impl IntoIterator<Item = EventId>, emphasis: Emphasis) {
        for id in events {
            self.events[id.index()] = emphasis;
        }
    }

    /// Highlights the causes and effects of `event`, near and far, and the links between them.
    fn highlight_chain(&mut self, story: &Story, event: EventId, depth: Option<u32>) {
        let with = |steps: Vec<chain::Step>| -> HashSet<EventId> {
            steps.into_iter().map(|step| step.event).chain([event]).collect()
        };
        let before = with(chain::causes(story, event, depth));
        let after = with(chain::effects(story, event, depth));
        for chain in [&before, &after] {
            for &effect in chain {
                let causes = story.event(effect).because.iter().map(|because| because.event);
                self.links.extend(causes.filter(|cause| chain.contains(cause)).map(|cause| (cause, effect)));
            }
        }
        self.highlight(before.into_iter().chain(after), Emphasis::Highlighted);
        self.highlight([event], Emphasis::Selected);
        self.links.sort_unstable();
        self.links.dedup();
        if self.links.len() > MOST_LINKS {
            // The event's own links first, then those of events near it in the file.
            let distance = |&(cause, effect): &(EventId, EventId)| {
                if cause == event || effect == event {
                    0
                } else {
                    1 + cause.0.abs_diff(event.0).min(effect.0.abs_diff(event.0))
                }
            };
            self.links.sort_by_key(distance);
            self.links.truncate(MOST_LINKS);
        }
    }
}

fn character_paths(story: &Story, key: &FocusKey) -> Vec<CharacterPath> {
    if key.paths.is_empty() {
        return Vec::new();
    }
    let absence = key.order.extent(story).length() as f64 * ABSENCE;
    let people = People::new(story, key.order, &key.paths).people;
    let path = |person: Person| {
        let mut last: Option<Moment> = None;
        let stop = |event: EventId| {
            let span = key.order.span(story, event);
            let gap = last.map_or(0.0, |last| span.start().0 as f64 - last.0 as f64);
            last = Some(last.map_or(span.end(), |last| last.max(span.end())));
            (event, gap > absence)
        };
        let spans = SortedSpans::new(person.events.iter().map(|&id| key.order.span(story, id)));
        CharacterPath { who: person.who, stops: person.events.into_iter().map(stop).collect(), spans }
    };
    people.into_iter().map(path).collect()
}
