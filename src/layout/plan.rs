//! What a layout keeps between frames: which lane and row every event is in. It follows from the story, the folded
//! lanes and the width of the body alone, so it stays while one pans, zooms and selects.

use std::collections::BTreeSet;

use egui::emath::Rangef;

use super::rows::{MOST_MEASURED, Piece, Side, pack};
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
    /// Packs every lane of `story` for a body of `width` points.
    pub fn new(story: &Story, folded: &BTreeSet<ThreadId>, width: f32, metrics: &dyn Metrics) -> Self {
        let scale = Scale { window: Window::fit(story.extent), x: Rangef::new(0.0, width.max(1.0)) };
        let by_start = |events: &mut Vec<EventId>| {
            events.sort_by_key(|&id| (story.event(id).placed.start(), story.event(id).placed.end(), id));
        };
        let mut echoes: Vec<Vec<EventId>> = vec![Vec::new(); story.threads.len()];
        for id in story.event_ids() {
            for also in &story.event(id).also {
                echoes[also.index()].push(id);
            }
        }
        let mut homes = vec![Home::default(); story.events.len()];
        let lanes = story.threads_in_order().zip(echoes).enumerate().map(|(lane, (thread, mut echoes))| {
            by_start(&mut echoes);
            let mut events = story.thread(thread).events.clone();
            by_start(&mut events);
            let folded = folded.contains(&thread);
            let rows = rows(story, &events, folded, scale, metrics);
            for (row, places) in rows.iter().enumerate() {
                for place in places {
                    homes[place.event.index()] = Home { lane, row };
                }
            }
            LanePlan { thread, folded, rows, echoes }
        });
        Self { lanes: lanes.collect(), homes }
    }
}

/// The room kept free of labels at both edges of the body, where the scroll bar is too.
const EDGE: f32 = 10.0;

fn rows(story: &Story, events: &[EventId], folded: bool, scale: Scale, metrics: &dyn Metrics) -> Vec<Vec<Place>> {
    if folded {
        return vec![events.iter().map(|&event| Place { event, side: Side::Right, label: None }).collect()];
    }
    let measure = |&id: &EventId| metrics.width(&story.event(id).title, TextRole::Event);
    let few = events.len() <= MOST_MEASURED;
    let widths: Vec<Option<f32>> = events.iter().map(|id| few.then(|| measure(id))).collect();
    // On a narrow screen a long title may not take more than half of it; it will be shortened there.
    let longest = scale.x.span() * 0.5;
    let piece = |(&id, &width): (&EventId, &Option<f32>)| {
        let mark = mark_extent(scale, story.event(id).placed);
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
