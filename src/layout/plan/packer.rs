//! Packs the events of each lane into rows, at the scale that shows the whole story. Knows neither phases nor brackets.

use std::cmp::Reverse;
use std::collections::HashMap;

use egui::emath::Rangef;
use foldhash::fast::FixedState;

use super::{LanePlan, Row};
use crate::layout::clusters::SortedSpans;
use crate::layout::lane_height::RowNeed;
use crate::layout::rows::{
    LabelPolicy, MOST_CROWDED_ROWS, MOST_LABELLED_ROWS, PackItem, Packing, pack_marks, pack_whole, pack_within,
};
use crate::layout::{mark_extent, possible_extent};
use crate::state::lanes::{Lane, LaneKey};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::story::order::Order;
use crate::time::Span;
use crate::time::scale::Scale;

/// The room kept free of labels at both edges of the body, where the scroll bar is too.
const EDGE: f32 = 10.0;

/// The events of a lane, to be packed.
struct LaneItems {
    items: Vec<PackItem>,
    spans: Vec<Span>,
    /// The widths of their titles, if these are needed.
    widths: Vec<f32>,
}

/// The length of a stretch, in points, that is too short to be seen beside a mark.
const UNSEEN: f32 = 4.0;

/// Packs the lanes of one story.
pub(super) struct Packer<'a> {
    pub(super) story: &'a Story,
    pub(super) order: Order,
    /// The scale that shows all of the story.
    pub(super) scale: Scale,
    pub(super) policy: LabelPolicy,
}

impl Packer<'_> {
    /// A lane with the rows that it gets in any case, and those that it needs; `width` measures or estimates its titles.
    pub(super) fn lane(&self, lane: &Lane, width: &dyn Fn(&str) -> f32) -> (LanePlan, RowNeed) {
        let (rows, whole) = self.least_rows(lane, width);
        let need = RowNeed { folded: lane.folded, whole, least: rows.len() };
        let plan = LanePlan {
            key: lane.key,
            ancestors: lane.ancestors.clone(),
            hue: hue(self.story, lane),
            count: lane.events.len(),
            folded: lane.folded,
            stands_for: lane.stands_for,
            rows,
            secondary: self.plain(&lane.secondary),
        };
        (plan, need)
    }

    /// The rows that a lane gets in any case, and the number that it needs for all its labels.
    fn least_rows(&self, lane: &Lane, width: &dyn Fn(&str) -> f32) -> (Vec<Row>, usize) {
        if lane.folded {
            return (vec![self.plain(&lane.events)], 1);
        }
        let items = self.items(lane, width);
        let whole = pack_whole(&items.items, self.room(), self.policy);
        let needed = whole.as_ref().map_or(usize::MAX, |packing| packing.rows.max(1));
        let packing = whole.filter(|packing| packing.rows <= MOST_LABELLED_ROWS);
        let packing = packing.unwrap_or_else(|| pack_marks(&items.items, MOST_CROWDED_ROWS));
        // Marks without overlaps that need few rows have them all, so more rows are only for labels.
        let is_large = items.items.len() > self.policy.most() && packing.rows < MOST_CROWDED_ROWS;
        let needed = if is_large { packing.rows } else { needed };
        (self.rows(lane, items, packing), needed)
    }

    /// The rows of a lane, at most `most`.
    pub(super) fn rows_within(&self, lane: &Lane, width: &dyn Fn(&str) -> f32, most: usize) -> Vec<Row> {
        let items = self.items(lane, width);
        let whole = pack_whole(&items.items, self.room(), self.policy).filter(|packing| packing.rows <= most);
        let packing = whole.unwrap_or_else(|| pack_within(&items.items, self.room(), self.policy, most));
        self.rows(lane, items, packing)
    }

    /// The room for marks and labels. Both edges keep clear of labels.
    fn room(&self) -> Rangef {
        Rangef::new(self.scale.x.min + EDGE, self.scale.x.max - EDGE)
    }

    /// The part of the axis that an event may lie in.
    fn possible(&self, id: EventId) -> Option<Rangef> {
        possible_extent(self.story, self.order, self.scale, id).map(|x| x.intersection(self.scale.x))
    }

    fn items(&self, lane: &Lane, width: &dyn Fn(&str) -> f32) -> LaneItems {
        let events = &lane.events;
        let width = |&id: &EventId| width(self.story.events.title(id));
        let widths: Vec<f32> =
            if events.len() > self.policy.most() { vec![] } else { events.iter().map(width).collect() };
        // On a narrow screen a title takes at most half of the width; longer ones will be shortened.
        let longest = self.scale.x.span() * 0.5;
        // Computed once: in a large story each costs a cache miss.
        let spans: Vec<Span> = events.iter().map(|&id| self.order.span(self.story, id)).collect();
        let item = |(at, &span): (usize, &Span)| {
            let label = widths.get(at).map_or(0.0, |width| width.min(longest));
            let mark = mark_extent(self.scale, span);
            // Read only for events whose titles are measured: it costs a cache miss.
            let possible = if widths.is_empty() { None } else { self.possible(events[at]) };
            let possible = possible.map_or(mark, |x| around(mark, x));
            PackItem { mark, label, possible }
        };
        let items = spans.iter().enumerate().map(item).collect();
        LaneItems { items, spans, widths }
    }

    fn rows(&self, lane: &Lane, items: LaneItems, packing: Packing) -> Vec<Row> {
        let LaneItems { spans, widths, .. } = items;
        let mut rows = vec![(Vec::new(), Vec::new(), Vec::new()); packing.rows.max(1)];
        for (at, (&event, slot)) in lane.events.iter().zip(packing.slots).enumerate() {
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

/// The stretch with a mark in it, at either end only if it is longer there by more than can be seen: a war to a day, and
/// a peace from the same day, touch.
fn around(mark: Rangef, possible: Rangef) -> Rangef {
    let start = if mark.min - possible.min > UNSEEN { possible.min } else { mark.min };
    let end = if possible.max - mark.max > UNSEEN { possible.max } else { mark.max };
    Rangef::new(start, end)
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

#[cfg(test)]
mod tests {
    use super::{Rangef, around};

    #[test]
    fn stretches_too_short_to_be_seen_do_not_count() {
        let check = |possible: [f32; 2], expect: [f32; 2]| {
            let got = around(Rangef::new(10.0, 50.0), Rangef::new(possible[0], possible[1]));
            assert_eq!(got, Rangef::new(expect[0], expect[1]), "{possible:?}");
        };
        check([10.0, 50.0], [10.0, 50.0]);
        check([9.0, 52.0], [10.0, 50.0]);
        check([0.0, 52.0], [0.0, 50.0]);
        check([12.0, 90.0], [10.0, 90.0]);
    }
}
