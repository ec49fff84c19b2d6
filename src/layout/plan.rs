//! What a layout keeps between frames: which lane and row every event is in. It follows from the story, the folded
//! lanes and the width of the body alone, so it stays while one pans, zooms and selects.

use std::collections::BTreeSet;

use egui::emath::Rangef;

use super::rows::{Piece, Side, pack};
use super::scene::TextRole;
use super::{Metrics, mark_extent};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::time::scale::Scale;
use crate::time::window::Window;

/// Every event in its lane and row.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The lanes from top to bottom.
    pub lanes: Vec<LanePlan>,
    /// Where each event of the story is: its lane and its row there.
    pub homes: Vec<Home>,
}

/// An event's own place: in the lane of its first thread.
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
    pub thread: ThreadId,
    /// Whether it is folded to one row without labels.
    pub folded: bool,
    /// Its rows, at least one, each sorted by where the events start.
    pub rows: Vec<Vec<Place>>,
}

/// An event in a row.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The event.
    pub event: EventId,
    /// Whether this is not its own lane but one of its further threads'.
    pub echo: bool,
    /// Where its label goes.
    pub side: Side,
    /// How wide its label is; 0 for none.
    pub label: f32,
}

impl Plan {
    /// Packs every lane of `story` for a body of `width` points.
    pub fn new(story: &Story, folded: &BTreeSet<ThreadId>, width: f32, metrics: &dyn Metrics) -> Self {
        let scale = Scale { window: Window::fit(story.extent), x: Rangef::new(0.0, width.max(1.0)) };
        let mut members: Vec<Vec<(EventId, bool)>> = vec![Vec::new(); story.threads.len()];
        for id in story.event_ids() {
            let event = story.event(id);
            members[event.thread.index()].push((id, false));
            for also in &event.also {
                members[also.index()].push((id, true));
            }
        }
        let mut homes = vec![Home::default(); story.events.len()];
        let lanes = story.threads_in_order().zip(members).enumerate().map(|(lane, (thread, mut members))| {
            members.sort_by_key(|&(id, echo)| (story.event(id).placed.start(), story.event(id).placed.end(), echo, id));
            let folded = folded.contains(&thread);
            let plan = LanePlan { thread, folded, rows: rows(story, &members, folded, scale, metrics) };
            for (row, places) in plan.rows.iter().enumerate() {
                for place in places.iter().filter(|place| !place.echo) {
                    homes[place.event.index()] = Home { lane, row };
                }
            }
            plan
        });
        Self { lanes: lanes.collect(), homes }
    }
}

fn rows(
    story: &Story,
    members: &[(EventId, bool)],
    folded: bool,
    scale: Scale,
    metrics: &dyn Metrics,
) -> Vec<Vec<Place>> {
    let width = |id: EventId| metrics.width(&story.event(id).title, TextRole::Event);
    if folded {
        let place = |&(event, echo): &(EventId, bool)| {
            let label = if echo { 0.0 } else { width(event) };
            Place { event, echo, side: Side::Right, label }
        };
        return vec![members.iter().map(place).collect()];
    }
    // On a narrow screen a long title may not take more than half of it; it will be shortened there.
    let longest = scale.x.span() * 0.5;
    let pieces: Vec<Piece> = members
        .iter()
        .map(|&(id, echo)| Piece {
            mark: mark_extent(scale, story.event(id).placed),
            label: if echo { 0.0 } else { width(id).min(longest) },
        })
        .collect();
    let (slots, count) = pack(&pieces, scale.x);
    let mut rows = vec![Vec::new(); count.max(1)];
    for ((&(event, echo), slot), piece) in members.iter().zip(slots).zip(pieces) {
        let label = if piece.label > 0.0 { width(event) } else { 0.0 };
        rows[slot.row].push(Place { event, echo, side: slot.side, label });
    }
    rows
}
