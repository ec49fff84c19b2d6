//! The order in which lanes come: as the arrangement sorts them, the rest last, what was dragged first.

use std::collections::HashMap;

use super::membership::NOWHERE;
use super::{Lane, LaneKey};
use crate::analysis::crossing::least_crossing;
use crate::state::arrangement::{Arrangement, Sort};
use crate::story::Story;

/// Sorts lanes.
pub(super) fn sort(story: &Story, arrangement: &Arrangement, lanes: &mut Vec<Lane>) {
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
fn ties(story: &Story, lanes: &[Lane]) -> Vec<(u32, u32)> {
    let mut ties = Vec::new();
    // The first and the last lane that each event stands in.
    let mut homes = vec![(NOWHERE, NOWHERE); story.events.len()];
    for (lane, at) in lanes.iter().zip(0..) {
        for &id in &lane.events {
            let (first, last) = &mut homes[id.index()];
            if *first == NOWHERE {
                *first = at;
            } else {
                ties.push((*last, at));
            }
            *last = at;
        }
    }
    for id in story.event_ids() {
        let (effect, _) = homes[id.index()];
        for because in story.event(id).because.iter().filter(|_| effect != NOWHERE) {
            let (cause, _) = homes[because.event.index()];
            if cause != NOWHERE && cause != effect {
                ties.push((cause, effect));
            }
        }
    }
    ties
}
