//! Packs the events of each lane into rows, at the scale that shows the whole story. Knows neither phases nor brackets.

use std::cmp::Reverse;
use std::collections::HashMap;

use egui::emath::Rangef;
use foldhash::fast::FixedState;

use super::{LanePlan, Row};
use crate::layout::clusters::SortedSpans;
use crate::layout::mark_extent;
use crate::layout::rows::{LabelPolicy, PackItem, pack};
use crate::state::lanes::{Lane, LaneKey};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::story::order::Order;
use crate::time::Span;
use crate::time::scale::Scale;

/// The room kept free of labels at both edges of the body, where the scroll bar is too.
const EDGE: f32 = 10.0;

/// Packs the lanes of one story.
pub(super) struct Packer<'a> {
    pub(super) story: &'a Story,
    pub(super) order: Order,
    /// The scale that shows all of the story.
    pub(super) scale: Scale,
    pub(super) policy: LabelPolicy,
}

impl Packer<'_> {
    /// The rows of a lane; `width` measures or estimates its titles.
    pub(super) fn lane(&self, lane: &Lane, width: &dyn Fn(&str) -> f32) -> LanePlan {
        LanePlan {
            key: lane.key,
            ancestors: lane.ancestors.clone(),
            hue: hue(self.story, lane),
            count: lane.events.len(),
            folded: lane.folded,
            stands_for: lane.stands_for,
            rows: self.rows(lane, width),
            secondary: self.plain(&lane.secondary),
        }
    }

    fn rows(&self, lane: &Lane, width: &dyn Fn(&str) -> f32) -> Vec<Row> {
        let events = &lane.events;
        if lane.folded {
            return vec![self.plain(events)];
        }
        let width = |&id: &EventId| width(self.story.events.title(id));
        let widths: Vec<f32> =
            if events.len() > self.policy.most() { vec![] } else { events.iter().map(width).collect() };
        // On a narrow screen a title takes at most half of the width; longer ones will be shortened.
        let longest = self.scale.x.span() * 0.5;
        // Computed once: in a large story each costs a cache miss.
        let spans: Vec<Span> = events.iter().map(|&id| self.order.span(self.story, id)).collect();
        let item = |(at, &span): (usize, &Span)| {
            let label = widths.get(at).map_or(0.0, |width| width.min(longest));
            PackItem { mark: mark_extent(self.scale, span), label }
        };
        let items: Vec<PackItem> = spans.iter().enumerate().map(item).collect();
        // The right edge keeps clear of labels, as the left one does.
        let room = Rangef::new(self.scale.x.min + EDGE, self.scale.x.max - EDGE);
        let (slots, count) = pack(&items, room, self.policy);
        let mut rows = vec![(Vec::new(), Vec::new(), Vec::new()); count.max(1)];
        for (at, (&event, slot)) in events.iter().zip(slots).enumerate() {
            let (events, in_row, labels) = &mut rows[slot.row];
            events.push(event);
            in_row.push(spans[at]);
            if self.policy == LabelPolicy::Measured {
                labels.extend(widths.get(at).map(|&width| (slot.side, width)));
            }
        }
        let row = |(mut events, spans, labels): (Vec<EventId>, Vec<Span>, _)| {
            events.shrink_to_fit();
            Row { events, spans: SortedSpans::new(spans.into_iter()), labels, word: 0 }
        };
        rows.into_iter().map(row).collect()
    }

    /// A row of these events, without labels.
    fn plain(&self, events: &[EventId]) -> Row {
        let spans = SortedSpans::new(events.iter().map(|&id| self.order.span(self.story, id)));
        Row { events: events.to_vec(), spans, ..Row::default() }
    }
}

/// The hue of a lane: the hue of its thread, or of the thread that most of its events belong to (the first of several).
fn hue(story: &Story, lane: &Lane) -> usize {
    if let LaneKey::Thread(thread) = lane.key {
        return thread.index();
    }
    let mut counts: HashMap<ThreadId, u32, FixedState> = HashMap::default();
    for &id in &lane.events {
        *counts.entry(story.events.thread(id)).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(thread, count)| (count, Reverse(thread)));
    most.map_or(0, |(thread, _)| thread.index())
}

/// The average width of a letter of a title, in points.
const LETTER: f32 = 6.3;

/// About how wide a title is, in points, for titles too many to be measured.
pub(super) fn estimated_width(title: &str) -> f32 {
    title.chars().count() as f32 * LETTER
}
