//! Properties of the lanes of any story, and of undo.

use plotlanes::state::Selection;
use plotlanes::state::State;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::{LaneKey, Lineup};
use plotlanes::state::step::Direction;
use plotlanes::story::Story;
use plotlanes::story::id::EventId;
use proptest::prelude::*;
use std::collections::BTreeSet;

use super::after;
use super::small::{change, small};

/// The lanes that an event belongs to, straight from the story.
fn lanes_of(story: &Story, by: LanesBy, id: EventId) -> Vec<LaneKey> {
    let event = story.event(id);
    let group = |name: &str| story.group(name).map(LaneKey::Group);
    let keys: BTreeSet<LaneKey> = match by {
        LanesBy::Thread => [LaneKey::Thread(event.thread)].into(),
        LanesBy::Place => event.place.map(LaneKey::Place).into_iter().collect(),
        LanesBy::Character => event.cast.iter().map(|&who| LaneKey::Character(who)).collect(),
        LanesBy::Tag => event.tags.iter().map(|&tag| LaneKey::Tag(tag)).collect(),
        LanesBy::Group if story.threads.iter().any(|thread| !thread.group.is_empty()) => {
            let threads = std::iter::once(event.thread).chain(event.also.iter().copied());
            threads.filter_map(|id| group(&story.thread(id).group)).collect()
        }
        LanesBy::Group => event.cast.iter().filter_map(|&who| group(&story.character(who).group)).collect(),
    };
    if keys.is_empty() { vec![LaneKey::Rest(by)] } else { keys.into_iter().collect() }
}

/// The groups and places around a lane, from the inside out.
fn around(story: &Story, key: LaneKey) -> Vec<LaneKey> {
    match key {
        LaneKey::Thread(id) => story.group(&story.thread(id).group).map(LaneKey::Group).into_iter().collect(),
        LaneKey::Character(id) => story.group(&story.character(id).group).map(LaneKey::Group).into_iter().collect(),
        LaneKey::Place(id) => story.places_around(id).skip(1).map(LaneKey::Place).collect(),
        _ => Vec::new(),
    }
}

proptest! {
    /// Every event that passes the filter is in each of its lanes, or in the lane that this is folded into, unless it
    /// is hidden.
    #[test]
    fn every_event_is_in_its_lanes(small in small(), changes in prop::collection::vec(change(), 0..12)) {
        let story = small.story();
        let commands: Vec<Command> = changes.iter().filter_map(|change| change.command(&story)).collect();
        let state = after(&story, &commands);
        let (lineup, arrangement) = (state.lineup(), state.arrangement());
        let keys: BTreeSet<LaneKey> = lineup.lanes.iter().map(|lane| lane.key).collect();
        prop_assert_eq!(keys.len(), lineup.lanes.len(), "lanes are unique");
        // A folded place may be there for a lane within it that is shown alone, without its own events.
        let both = lineup.hidden.iter().filter(|key| keys.contains(key));
        prop_assert!(both.into_iter().all(|key| arrangement.folded.contains(key) && !arrangement.hidden.contains(key)));
        let rests = lineup.lanes.iter().filter(|lane| matches!(lane.key, LaneKey::Rest(_)));
        prop_assert!(rests.count() <= 1);
        let path = |key: LaneKey| [vec![key], around(&story, key)].concat();
        let is_in = |key: LaneKey, set: &BTreeSet<LaneKey>| path(key).iter().any(|outer| set.contains(outer));
        let all: Vec<LaneKey> = story.event_ids().flat_map(|id| lanes_of(&story, arrangement.lanes, id)).collect();
        let threads = story.threads_in_order().map(LaneKey::Thread).filter(|_| arrangement.lanes == LanesBy::Thread);
        let solo = all.iter().copied().chain(threads).any(|key| is_in(key, &arrangement.solo));
        let mut expect: BTreeSet<(LaneKey, EventId)> = BTreeSet::new();
        for id in story.event_ids().filter(|&id| state.passes(id) || !arrangement.filter.hides) {
            for key in lanes_of(&story, arrangement.lanes, id) {
                if is_in(key, &arrangement.hidden) || solo && !is_in(key, &arrangement.solo) {
                    continue;
                }
                let folded = path(key)[1..].iter().rev().copied().find(|outer| arrangement.folded.contains(outer));
                expect.insert((folded.unwrap_or(key), id));
            }
        }
        let mut found: BTreeSet<(LaneKey, EventId)> = BTreeSet::new();
        for lane in &lineup.lanes {
            for &id in &lane.events {
                prop_assert!(found.insert((lane.key, id)), "{id:?} stands twice in {:?}", lane.key);
            }
            let starts: Vec<_> = lane.events.iter().map(|&id| arrangement.order.span(&story, id).start()).collect();
            prop_assert!(starts.is_sorted());
            prop_assert!(lane.secondary.iter().all(|id| !lane.events.contains(id)));
            prop_assert!(lane.stands_for > 0 && !(lane.folded && lane.stands_for > 1));
        }
        prop_assert_eq!(found, expect);
        for id in story.event_ids() {
            let first = lineup.lanes.iter().position(|lane| lane.events.contains(&id));
            prop_assert_eq!(lineup.lane_of(id), first);
            for (at, lane) in lineup.lanes.iter().enumerate() {
                prop_assert_eq!(lineup.place_in(&story, at, id), lane.events.iter().position(|&event| event == id));
            }
        }
        // The same lanes as without the steps before.
        let passes = |id| !arrangement.filter.hides || state.passes(id);
        let fresh = Lineup::new(&story, arrangement, passes);
        let lanes = |lineup: &Lineup| -> Vec<(LaneKey, Vec<EventId>, Vec<EventId>)> {
            lineup.lanes.iter().map(|lane| (lane.key, lane.events.clone(), lane.secondary.clone())).collect()
        };
        prop_assert_eq!(lanes(lineup), lanes(&fresh));
        prop_assert_eq!(&lineup.hidden, &fresh.hidden);
    }

    /// Down leads to the event of the next lane with the nearest start, the first of equally near ones.
    #[test]
    fn arrows_lead_to_the_nearest_start(small in small(), changes in prop::collection::vec(change(), 0..6)) {
        let story = small.story();
        let commands: Vec<Command> = changes.iter().filter_map(|change| change.command(&story)).collect();
        let mut state = after(&story, &commands);
        let lineup = state.lineup().clone();
        for (at, lane) in lineup.lanes.iter().enumerate() {
            for &here in &lane.events {
                state.apply(&story, Command::SelectIn(here, lane.key));
                let start = |id: EventId| state.order().span(&story, id).start().0;
                let next = lineup.lanes[at + 1..].iter().find(|lane| !lane.events.is_empty());
                let away = |&&id: &&EventId| (id != here, start(id).abs_diff(start(here)));
                let nearest = next.and_then(|next| next.events.iter().min_by_key(away));
                let expect = nearest.copied().unwrap_or(here);
                state.apply(&story, Command::Step(Direction::Down));
                prop_assert_eq!(state.selection, Selection::Event(expect));
            }
        }
    }

    /// As many undos as changes lead back to the start, and as many redos to the end, each through all states between.
    #[test]
    fn changes_can_be_undone_and_redone(
        small in small(),
        changes in prop::collection::vec(change(), 0..20),
        selected in prop::option::of(0..3_u32),
    ) {
        let story = small.story();
        let mut state = State::new(&story);
        if let Some(at) = selected.filter(|&at| (at as usize) < story.events.len()) {
            state.apply(&story, Command::Select(Selection::Event(EventId(at))));
        }
        let mut steps = vec![state.arrangement().clone()];
        for command in changes.iter().filter_map(|change| change.command(&story)) {
            state.apply(&story, command);
            if Some(state.arrangement()) != steps.last() {
                steps.push(state.arrangement().clone());
            }
        }
        let lanes = |state: &State| -> Vec<(LaneKey, Vec<EventId>)> {
            state.lineup().lanes.iter().map(|lane| (lane.key, lane.events.clone())).collect()
        };
        let end = lanes(&state);
        for expect in steps.iter().rev().skip(1) {
            prop_assert!(state.history.has_back());
            state.apply(&story, Command::Undo);
            prop_assert_eq!(state.arrangement(), expect);
        }
        prop_assert!(!state.history.has_back());
        state.apply(&story, Command::Undo);
        prop_assert_eq!(state.arrangement(), &steps[0]);
        prop_assert_eq!(lanes(&state), lanes(&State::new(&story)));
        for expect in &steps[1..] {
            state.apply(&story, Command::Redo);
            prop_assert_eq!(state.arrangement(), expect);
        }
        prop_assert!(!state.history.has_forward());
        prop_assert_eq!(lanes(&state), end);
    }
}
