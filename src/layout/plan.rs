//! What a layout keeps between frames: which lanes and rows every event is in. It follows from the story, its lineup of
//! lanes, the order of the axis and the width of the body alone, so it stays while one pans, zooms and selects.

use std::collections::HashMap;

use egui::emath::Rangef;

use super::axis::{self, PhasePiece};
use super::rows::{MOST_MEASURED, Piece, Side, pack};
use super::scene::TextRole;
use super::{Metrics, mark_extent};
use crate::analysis::telling::{Anachrony, Telling};
use crate::state::lanes::{Lane, LaneKey, Lineup};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::time::scale::Scale;
use crate::time::window::Window;

/// Every event in its lanes and rows.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the axis follows.
    pub order: Order,
    /// The lanes from top to bottom.
    pub lanes: Vec<LanePlan>,
    /// The phases on the axis.
    pub phases: Vec<PhasePiece>,
    /// What is told out of order, where the axis follows the telling.
    anachronies: HashMap<EventId, Anachrony>,
    /// The first place of each event of the story; `None` where none of its lanes is shown.
    homes: Vec<Option<Home>>,
    /// The further places of the events that stand in several lanes, from top to bottom.
    further: HashMap<EventId, Vec<Home>>,
}

/// A place of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Position in [`Plan::lanes`].
    pub lane: usize,
    /// Row in that lane, from 0 at the top.
    pub row: usize,
}

/// The rows of one lane.
#[derive(Clone, Debug)]
pub struct LanePlan {
    /// Whose lane it is.
    pub key: LaneKey,
    /// What it lies in, from the outside in.
    pub around: Vec<LaneKey>,
    /// Which of the theme's hues it has: its thread's, or that of the thread that most of its events belong to.
    pub hue: usize,
    /// How many events stand in it.
    pub count: usize,
    /// Whether it is folded to one row without labels.
    pub folded: bool,
    /// How many lanes are folded into it; 1 if it is only itself.
    pub stands_for: usize,
    /// Its rows, at least one, each sorted by where the events start.
    pub rows: Vec<Vec<Place>>,
    /// The events of other threads that belong to this one too, sorted by where they start; at the lane's foot.
    pub echoes: Vec<EventId>,
}

/// An event in a row.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The event.
    pub event: EventId,
    /// Where its label goes.
    pub side: Side,
    /// How wide its label is, where that was needed to pack its lane.
    pub label: Option<f32>,
}

impl Plan {
    /// Packs every lane of a lineup of `story` for a body of `width` points.
    pub fn new(story: &Story, lineup: &Lineup, order: Order, width: f32, metrics: &dyn Metrics) -> Self {
        let scale = Scale { window: Window::fit(order.extent(story)), x: Rangef::new(0.0, width.max(1.0)) };
        let homes = vec![None; story.events.len()];
        let phases = axis::pieces(story, order);
        let anachronies = match order {
            Order::Happening => HashMap::new(),
            Order::Telling => {
                let telling = Telling::new(story);
                story.event_ids().filter_map(|id| Some((id, telling.anachrony(id)?))).collect()
            }
        };
        let mut plan = Self { order, lanes: Vec::new(), phases, anachronies, homes, further: HashMap::new() };
        for (at, lane) in lineup.lanes.iter().enumerate() {
            let rows = rows(story, order, &lane.events, lane.folded, scale, metrics);
            for (row, places) in rows.iter().enumerate() {
                for place in places {
                    let home = Home { lane: at, row };
                    match &mut plan.homes[place.event.index()] {
                        free @ None => *free = Some(home),
                        Some(_) => plan.further.entry(place.event).or_default().push(home),
                    }
                }
            }
            plan.lanes.push(LanePlan {
                key: lane.key,
                around: lane.around.clone(),
                hue: hue(story, lane),
                count: lane.events.len(),
                folded: lane.folded,
                stands_for: lane.stands_for,
                rows,
                echoes: lane.echoes.clone(),
            });
        }
        plan
    }

    /// The first place of an event, if any of its lanes is shown.
    pub fn home(&self, event: EventId) -> Option<Home> {
        self.homes[event.index()]
    }

    /// The place of an event in that lane, or else its first.
    pub fn home_in(&self, event: EventId, lane: Option<LaneKey>) -> Option<Home> {
        let is_there = |home: &Home| Some(self.lanes[home.lane].key) == lane;
        self.homes(event).find(is_there).or_else(|| self.home(event))
    }

    /// Every place of an event, from top to bottom.
    pub fn homes(&self, event: EventId) -> impl Iterator<Item = Home> {
        let further = self.further.get(&event).into_iter().flatten().copied();
        self.home(event).into_iter().chain(further)
    }

    /// How an event is told out of order, where the axis follows the telling.
    pub fn anachrony(&self, event: EventId) -> Option<Anachrony> {
        self.anachronies.get(&event).copied()
    }

    /// Whether an event stands in several lanes.
    pub fn is_joined(&self, event: EventId) -> bool {
        self.further.contains_key(&event)
    }
}

fn hue(story: &Story, lane: &Lane) -> usize {
    if let LaneKey::Thread(thread) = lane.key {
        return thread.index();
    }
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for &id in &lane.events {
        *counts.entry(story.event(id).thread.index()).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(thread, count)| (count, std::cmp::Reverse(thread)));
    most.map_or(0, |(thread, _)| thread)
}

/// The room kept free of labels at both edges of the body, where the scroll bar is too.
const EDGE: f32 = 10.0;

fn rows(
    story: &Story,
    order: Order,
    events: &[EventId],
    folded: bool,
    scale: Scale,
    metrics: &dyn Metrics,
) -> Vec<Vec<Place>> {
    if folded {
        return vec![events.iter().map(|&event| Place { event, side: Side::Right, label: None }).collect()];
    }
    let measure = |&id: &EventId| metrics.width(story.event(id).title, TextRole::Event);
    let few = events.len() <= MOST_MEASURED;
    let widths: Vec<Option<f32>> = events.iter().map(|id| few.then(|| measure(id))).collect();
    // On a narrow screen a long title may not take more than half of it; it will be shortened there.
    let longest = scale.x.span() * 0.5;
    let piece = |(&id, &width): (&EventId, &Option<f32>)| {
        let mark = mark_extent(scale, order.span(story, id));
        Piece { mark, label: width.unwrap_or(0.0).min(longest) }
    };
    let pieces: Vec<Piece> = events.iter().zip(&widths).map(piece).collect();
    // The right edge keeps clear of labels, as the left one does.
    let room = Rangef::new(scale.x.min + EDGE, scale.x.max - EDGE);
    let (slots, count) = pack(&pieces, room);
    let mut rows = vec![Vec::new(); count.max(1)];
    for ((&event, slot), label) in events.iter().zip(slots).zip(widths) {
        rows[slot.row].push(Place { event, side: slot.side, label });
    }
    rows
}
