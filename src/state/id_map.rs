//! Carries a view over to a new version of its story: things with the same id stay selected, folded, compared and
//! remembered, and the window stays at the same events. Knows no file.

use std::collections::HashMap;
use std::sync::Arc;

use super::arrangement::Arrangement;
use super::lanes::LaneKey;
use super::{Selection, State};
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};
use crate::story::order::Order;
use crate::time::window::Window;

/// Maps the things of one version of a story to those of the next, by their ids in the file.
#[derive(Clone, Debug)]
pub struct IdMap {
    events: Vec<Option<EventId>>,
    threads: Vec<Option<ThreadId>>,
    characters: Vec<Option<CharacterId>>,
    places: Vec<Option<PlaceId>>,
    groups: Vec<Option<GroupId>>,
    tags: Vec<Option<TagId>>,
    phases: Vec<Option<PhaseId>>,
}

impl IdMap {
    /// The map from `old` to `new`. O(size of both).
    pub fn new(old: &Story, new: &Story) -> Self {
        Self {
            events: places(old.events.iter().map(|it| it.id), new.events.iter().map(|it| it.id), EventId),
            threads: places(
                old.threads.iter().map(|it| it.id.as_str()),
                new.threads.iter().map(|it| it.id.as_str()),
                ThreadId,
            ),
            characters: places(
                old.characters.iter().map(|it| it.id.as_str()),
                new.characters.iter().map(|it| it.id.as_str()),
                CharacterId,
            ),
            places: places(
                old.places.iter().map(|it| it.id.as_str()),
                new.places.iter().map(|it| it.id.as_str()),
                PlaceId,
            ),
            groups: places(old.groups.iter().map(String::as_str), new.groups.iter().map(String::as_str), GroupId),
            tags: places(old.tags.iter().map(String::as_str), new.tags.iter().map(String::as_str), TagId),
            phases: places(
                old.phases.iter().map(|it| it.title.as_str()),
                new.phases.iter().map(|it| it.title.as_str()),
                PhaseId,
            ),
        }
    }

    /// The event with the same id.
    pub fn event(&self, id: EventId) -> Option<EventId> {
        self.events[id.index()]
    }

    /// The same selection; `None` if the thing is gone.
    pub fn selection(&self, selection: Selection) -> Option<Selection> {
        Some(match selection {
            Selection::Nothing => Selection::Nothing,
            Selection::Event(id) => Selection::Event(self.event(id)?),
            Selection::Thread(id) => Selection::Thread(self.threads[id.index()]?),
            Selection::Character(id) => Selection::Character(self.characters[id.index()]?),
            Selection::Place(id) => Selection::Place(self.places[id.index()]?),
            Selection::Group(id) => Selection::Group(self.groups[id.index()]?),
            Selection::Tag(id) => Selection::Tag(self.tags[id.index()]?),
            Selection::Presence(who, phase) => {
                Selection::Presence(self.characters[who.index()]?, self.phases[phase.index()]?)
            }
        })
    }

    /// The lane of the same thing.
    pub fn lane(&self, key: LaneKey) -> Option<LaneKey> {
        Some(match key {
            LaneKey::Thread(id) => LaneKey::Thread(self.threads[id.index()]?),
            LaneKey::Place(id) => LaneKey::Place(self.places[id.index()]?),
            LaneKey::Character(id) => LaneKey::Character(self.characters[id.index()]?),
            LaneKey::Group(id) => LaneKey::Group(self.groups[id.index()]?),
            LaneKey::Tag(id) => LaneKey::Tag(self.tags[id.index()]?),
            LaneKey::Rest(by) => LaneKey::Rest(by),
        })
    }

    fn arrangement(&self, arrangement: &Arrangement) -> Arrangement {
        let lane = |&key: &LaneKey| self.lane(key);
        Arrangement {
            dragged: arrangement.dragged.iter().filter_map(lane).collect(),
            folded: arrangement.folded.iter().filter_map(lane).collect(),
            hidden: arrangement.hidden.iter().filter_map(lane).collect(),
            solo: arrangement.solo.iter().filter_map(lane).collect(),
            paths: arrangement.paths.iter().filter_map(|&who| self.characters[who.index()]).collect(),
            ..arrangement.clone()
        }
    }
}

/// For each old name, its position among the new names. A single name that another one has taken the place of was renamed.
fn places<'s, Id>(
    old: impl Iterator<Item = &'s str>,
    new: impl DoubleEndedIterator<Item = &'s str> + ExactSizeIterator + Clone,
    id: impl Fn(u32) -> Id,
) -> Vec<Option<Id>> {
    // If two phases have the same title, the first counts, as in a link.
    let there: HashMap<&str, usize> = new.clone().enumerate().rev().map(|(at, name)| (name, at)).collect();
    let (old, new) = (old.collect::<Vec<_>>(), new.collect::<Vec<_>>());
    let mut places: Vec<Option<usize>> = old.iter().map(|name| there.get(name).copied()).collect();
    let mut gone = (0..old.len()).filter(|&at| places[at].is_none());
    if let (Some(at), None) = (gone.next(), gone.next())
        && old.len() == new.len()
        && !old.contains(&new[at])
    {
        places[at] = Some(at);
    }
    places.into_iter().map(|at| at.map(|at| id(at as u32))).collect()
}

impl State {
    /// The same view of `new`, a new version of the story `old`. Things that are gone are left out. The window moves
    /// with the visible events, since a story without a clock may have become longer before them.
    ///
    /// The view is made from `fresh`, any view of `new`. If `fresh` has the same arrangement, its lanes are reused, so
    /// that a worker can make them beforehand and no frame waits for them.
    #[must_use]
    pub fn moved_to(&self, fresh: Self, old: &Story, new: &Story, ids: &IdMap) -> Self {
        self.carried(fresh, old, new, ids, || self.shift(old, new, ids))
    }

    /// The same view of `new`, which is the story `old` after an edit in this program; see [`State::moved_to`]. The window
    /// stays at the same time, so that what was moved by hand lies where it was dropped.
    #[must_use]
    pub fn edited_to(&self, fresh: Self, old: &Story, new: &Story, ids: &IdMap) -> Self {
        self.carried(fresh, old, new, ids, || 0.0)
    }

    /// The same view of `new`, with the window moved by as many ticks as `shift` says.
    fn carried(&self, fresh: Self, old: &Story, new: &Story, ids: &IdMap, shift: impl Fn() -> f64) -> Self {
        let mut state = fresh;
        state.mode = self.mode;
        state.steps = self.steps.clone();
        state.derived.expect_index_as(&self.derived);
        state.rearrange(new, Arc::new(ids.arrangement(&self.arrangement)));
        state.selection = ids.selection(self.selection).unwrap_or_default();
        state.lane = self.lane.and_then(|key| ids.lane(key));
        let is_event = matches!(state.selection, Selection::Event(_));
        state.anchor = self.anchor.filter(|_| is_event).and_then(|event| ids.event(event));
        state.marked = self.marked.iter().filter(|_| is_event).filter_map(|&event| ids.event(event)).collect();
        state.cursor = self.cursor.and_then(|(event, lane)| Some((ids.event(event)?, ids.lane(lane)?)));
        state.trail = self.trail.in_story(|selection| ids.selection(selection));
        state.history = self.history.mapped(|all| all.iter().map(|one| Arc::new(ids.arrangement(one))).collect());
        state.search = state.derived.search(new, self.search.query());
        state.scroll = self.scroll;
        let whole = Window::fit(self.extent(old));
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * whole.length();
        let all = near(self.window.start(), whole.start()) && near(self.window.end(), whole.end());
        let comparable = old.time.has_ticks_of(&new.time);
        if comparable && !all {
            state.window = self.window.pan(shift()).within(state.extent(new));
        }
        state.pin = self.pin.filter(|_| comparable).map(|at| {
            let there = self.start_at(old, at).and_then(|event| ids.event(event));
            let order = self.order();
            let at = there.map_or_else(|| at + shift(), |event| start(order, new, event));
            state.on_axis(new, at)
        });
        state
    }

    /// The ticks that the visible events have moved: the selected event if it is visible, else the median of the events
    /// that start in the window, else the event that starts nearest to its middle.
    fn shift(&self, old: &Story, new: &Story, ids: &IdMap) -> f64 {
        let (order, window) = (self.order(), self.window);
        let mut moves: Vec<f64> = Vec::new();
        let middle = f64::midpoint(window.start(), window.end());
        let mut nearest: Option<(f64, f64)> = None;
        for id in old.event_ids() {
            let Some(there) = ids.event(id) else { continue };
            let was = start(order, old, id);
            let moved = start(order, new, there) - was;
            if (window.start()..=window.end()).contains(&was) {
                moves.push(moved);
            } else if nearest.is_none_or(|(away, _)| (was - middle).abs() < away) {
                nearest = Some(((was - middle).abs(), moved));
            }
        }
        if let Selection::Event(selected) = self.selection
            && let Some(there) = ids.event(selected)
            && (window.start()..=window.end()).contains(&start(order, old, selected))
        {
            // The reader is probably looking at the selected event.
            return start(order, new, there) - start(order, old, selected);
        }
        let half = moves.len() / 2;
        if moves.is_empty() {
            return nearest.map_or(0.0, |(_, moved)| moved);
        }
        *moves.select_nth_unstable_by(half, f64::total_cmp).1
    }

    /// An event that starts exactly at `at`.
    fn start_at(&self, story: &Story, at: f64) -> Option<EventId> {
        #[expect(clippy::float_cmp, reason = "a pin that was set at a start is exactly that start")]
        story.event_ids().find(|&id| start(self.order(), story, id) == at)
    }
}

/// The start of an event on the axis, in ticks.
fn start(order: Order, story: &Story, event: EventId) -> f64 {
    order.span(story, event).start().0 as f64
}

#[cfg(test)]
mod tests;
