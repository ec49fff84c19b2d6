//! What a layout keeps between frames: which lanes and rows every event is in. It follows from the story, its lineup of
//! lanes, the order of the axis and the width of the body alone, so it stays while one pans, zooms and selects.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::convert::Infallible;

use egui::emath::Rangef;
use foldhash::fast::FixedState;

use super::axis::{self, PhasePiece};
use super::clusters::SortedSpans;
use super::rows::{LabelPolicy, PackItem, Side, pack};
use super::scene::TextRole;
use super::{BodyWidth, Metrics, Titles, mark_extent};
use crate::state::lanes::{Lane, LaneKey, Lineup};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::story::order::Order;
use crate::story::workers;
use crate::time::Span;
use crate::time::scale::Scale;
use crate::time::window::Window;

/// Every event in its lanes and rows. Some 25 bytes for each place that an event has.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the axis follows.
    pub order: Order,
    /// Where the lanes have their titles.
    pub titles: Titles,
    /// The lanes from top to bottom.
    pub lanes: Vec<LanePlan>,
    /// The phases on the axis.
    pub phases: Vec<PhasePiece>,
    /// Runs of neighbouring lanes that lie in one group or place.
    pub brackets: Vec<BracketSpan>,
    positions: RowPositions,
    /// How many words of 64 slots all rows have together; see [`Row::word`].
    words: usize,
}

/// A place of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowPosition {
    /// Position in [`Plan::lanes`].
    pub lane: usize,
    /// Row in that lane, from 0 at the top.
    pub row: usize,
}

/// The rows of one lane.
#[derive(Clone, Debug)]
pub struct LanePlan {
    /// Its key.
    pub key: LaneKey,
    /// The groups and places that it lies in, from the outside in.
    pub ancestors: Vec<LaneKey>,
    /// The number of its hue in the theme: that of its thread, or of the thread that most of its events belong to.
    pub hue: usize,
    /// The number of its events.
    pub count: usize,
    /// Whether it is folded to one row without labels.
    pub folded: bool,
    /// The number of lanes that are folded into it; 1 if it is only itself.
    pub stands_for: usize,
    /// Its rows, at least one, each sorted by where the events start.
    pub rows: Vec<Row>,
    /// The events of other threads that belong to this one too, sorted by start, at the lane's foot.
    pub secondary: Row,
}

impl LanePlan {
    /// The row at a position; the one after the last is that of the secondary events.
    pub fn row(&self, at: usize) -> &Row {
        self.rows.get(at).unwrap_or(&self.secondary)
    }
}

/// The events of a row, sorted by start.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The events.
    pub events: Vec<EventId>,
    /// Their spans on the axis.
    pub spans: SortedSpans,
    /// The side and width of each label, if they were needed to pack the lane.
    labels: Vec<(Side, f32)>,
    /// The first of the words in which there is a bit for each event of the row; see
    /// [`EmphasisMap`](super::emphasis::EmphasisMap).
    pub word: usize,
}

impl Row {
    /// The side of an event's label and its width, if that is known, by the event's position.
    pub fn label(&self, at: usize) -> (Side, Option<f32>) {
        self.labels.get(at).map_or((Side::Right, None), |&(side, width)| (side, Some(width)))
    }
}

/// Neighbouring lanes that lie in one group or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BracketSpan {
    /// The group or place.
    pub key: LaneKey,
    /// How far out it is, from 0 for the outermost.
    pub depth: usize,
    /// The first lane, by position.
    pub first: usize,
    /// The last one.
    pub last: usize,
}

impl Plan {
    /// Packs every lane of a lineup of `story` for a body. O(places × rows), apart from labels, which
    /// only a story of a few thousand events has the room for.
    pub fn new(story: &Story, lineup: &Lineup, order: Order, body: BodyWidth, metrics: &dyn Metrics) -> Self {
        let scale = Scale { window: Window::fit(order.extent(story)), x: Rangef::new(0.0, body.points.max(1.0)) };
        let brackets = brackets(lineup);
        let positions = RowPositions::new(story.events.len());
        let packer = Packer { story, order, scale, policy: LabelPolicy::of(lineup) };
        let phases = match packer.policy {
            LabelPolicy::Measured => axis::pieces(story, order, scale, &|title| metrics.width(title, TextRole::Phase)),
            LabelPolicy::Estimated => axis::pieces(story, order, scale, &|title| title.chars().count() as f32 * LETTER),
        };
        let titles = body.titles;
        let mut plan = Self { order, titles, lanes: Vec::new(), phases, brackets, positions, words: 0 };
        let lanes = &lineup.lanes;
        let packed = match packer.policy {
            LabelPolicy::Measured => {
                let width = |title: &str| metrics.width(title, TextRole::Event);
                lanes.iter().map(|lane| packer.lane(lane, &width)).collect()
            }
            // They are many, and no font need be asked.
            LabelPolicy::Estimated => {
                let width = |title: &str| title.chars().count() as f32 * LETTER;
                let pack = |at: usize| Ok::<_, Infallible>(packer.lane(&lanes[at], &width));
                match workers::each(workers::available(), lanes.len(), pack) {
                    Ok(packed) => packed,
                    Err(never) => match never {},
                }
            }
        };
        for (at, mut lane) in packed.into_iter().enumerate() {
            for (row, events) in lane.rows.iter().enumerate() {
                for &event in &events.events {
                    plan.positions.add(event, RowPosition { lane: at, row });
                }
            }
            for row in lane.rows.iter_mut().chain([&mut lane.secondary]) {
                row.word = plan.words;
                plan.words += row.events.len().div_ceil(64);
            }
            plan.lanes.push(lane);
        }
        plan.positions.finish();
        plan
    }

    /// The height of the axis in a timeline of `height` points, with what it says of itself where no corner beside it has
    /// room for that.
    pub fn axis_height(&self, height: f32) -> f32 {
        match self.titles {
            Titles::Beside => axis::height(&self.phases),
            Titles::Above if self.is_short(height) => axis::height(&self.phases[..self.phases.len().min(1)]),
            Titles::Above => axis::height(&self.phases) + CAPTION,
        }
    }

    /// Whether a narrow timeline of `height` points is so short that the axis must leave its room to the lanes: then only
    /// the first row of phases is there.
    pub(super) fn is_short(&self, height: f32) -> bool {
        let whole = axis::height(&self.phases) + CAPTION;
        self.titles == Titles::Above && height - whole < LEAST_LANES
    }

    /// The first place of an event, if any of its lanes is shown.
    pub fn position(&self, event: EventId) -> Option<RowPosition> {
        self.positions.first(event)
    }

    /// The place of an event in that lane, or else its first.
    pub fn position_in(&self, event: EventId, lane: Option<LaneKey>) -> Option<RowPosition> {
        let is_there = |position: &RowPosition| Some(self.lanes[position.lane].key) == lane;
        self.positions(event).find(is_there).or_else(|| self.position(event))
    }

    /// Every place of an event, from top to bottom.
    pub fn positions(&self, event: EventId) -> impl Iterator<Item = RowPosition> {
        self.position(event).into_iter().chain(self.positions.further(event))
    }

    /// Whether an event stands in several lanes.
    pub fn is_joined(&self, event: EventId) -> bool {
        self.positions.further(event).next().is_some()
    }

    /// How many words of 64 slots all rows have together.
    pub(super) fn words(&self) -> usize {
        self.words
    }
}

/// The least height that a narrow timeline keeps for its lanes, in points: a title and a few rows.
const LEAST_LANES: f32 = 110.0;

/// Where events stand: four bytes for each place.
#[derive(Clone, Debug)]
struct RowPositions {
    /// The first place of each event of the story, packed; [`NOWHERE`] where none of its lanes is shown.
    first: Vec<u32>,
    /// The further places of the events that stand in several lanes, sorted by event, then from top to bottom.
    further: Vec<(EventId, u32)>,
}

const NOWHERE: u32 = u32::MAX;

impl RowPositions {
    fn new(events: usize) -> Self {
        Self { first: vec![NOWHERE; events], further: Vec::new() }
    }

    fn add(&mut self, event: EventId, position: RowPosition) {
        let packed = (position.lane as u32) << 8 | position.row as u32;
        match &mut self.first[event.index()] {
            free if *free == NOWHERE => *free = packed,
            _ => self.further.push((event, packed)),
        }
    }

    fn finish(&mut self) {
        self.further.sort_unstable();
        self.further.shrink_to_fit();
    }

    fn first(&self, event: EventId) -> Option<RowPosition> {
        Some(self.first[event.index()]).filter(|&packed| packed != NOWHERE).map(unpacked)
    }

    fn further(&self, event: EventId) -> impl Iterator<Item = RowPosition> {
        let from = self.further.partition_point(|&(other, _)| other < event);
        self.further[from..].iter().take_while(move |&&(other, _)| other == event).map(|&(_, packed)| unpacked(packed))
    }
}

/// A lane has at most [`MOST_LABELLED_ROWS`](super::rows::MOST_LABELLED_ROWS) rows, fewer than a byte counts.
fn unpacked(packed: u32) -> RowPosition {
    RowPosition { lane: (packed >> 8) as usize, row: (packed & 0xFF) as usize }
}

/// For each run of two and more neighbouring lanes that lie in one group or place, that group or place.
fn brackets(lineup: &Lineup) -> Vec<BracketSpan> {
    let lanes = &lineup.lanes;
    let deepest = lanes.iter().map(|lane| lane.ancestors.len()).max().unwrap_or(0).min(MOST_BRACKETS);
    let mut brackets = Vec::new();
    for depth in 0..deepest {
        // A place that has lanes of its own and others within it is one of its bracket too.
        let key = |at: usize| {
            let lane: &Lane = &lanes[at];
            lane.ancestors.get(depth).copied().or_else(|| (lane.ancestors.len() == depth).then_some(lane.key))
        };
        let mut first = 0;
        for at in 1..=lanes.len() {
            if at < lanes.len() && key(at) == key(first) {
                continue;
            }
            brackets.extend(key(first).filter(|_| at - first > 1).map(|key| BracketSpan {
                key,
                depth,
                first,
                last: at - 1,
            }));
            first = at;
        }
    }
    brackets
}

/// The height of the line above the axis that says what it counts, where no corner does.
pub(super) const CAPTION: f32 = 16.0;
/// The most brackets beside each other.
const MOST_BRACKETS: usize = 4;

/// The hue of a lane: that of its thread, or of the thread that most of its events belong to, the first of several.
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

/// The room kept free of labels at both edges of the body, where the scroll bar is too.
const EDGE: f32 = 10.0;

/// Packs the lanes of one story.
struct Packer<'a> {
    story: &'a Story,
    order: Order,
    /// The scale that shows all of the story.
    scale: Scale,
    policy: LabelPolicy,
}

impl Packer<'_> {
    /// A lane whose titles are as wide as `width` tells.
    fn lane(&self, lane: &Lane, width: &dyn Fn(&str) -> f32) -> LanePlan {
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
        // On a narrow screen a long title may not take more than half of it; it will be shortened there.
        let longest = self.scale.x.span() * 0.5;
        // Asked for once: a large story is slow to tell.
        let spans: Vec<Span> = events.iter().map(|&id| self.order.span(self.story, id)).collect();
        let piece = |(at, &span): (usize, &Span)| {
            let label = widths.get(at).map_or(0.0, |width| width.min(longest));
            PackItem { mark: mark_extent(self.scale, span), label }
        };
        let pieces: Vec<PackItem> = spans.iter().enumerate().map(piece).collect();
        // The right edge keeps clear of labels, as the left one does.
        let room = Rangef::new(self.scale.x.min + EDGE, self.scale.x.max - EDGE);
        let (slots, count) = pack(&pieces, room, self.policy);
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

    /// A row of all these events, without labels.
    fn plain(&self, events: &[EventId]) -> Row {
        let spans = SortedSpans::new(events.iter().map(|&id| self.order.span(self.story, id)));
        Row { events: events.to_vec(), spans, ..Row::default() }
    }
}

/// How wide a letter of a title is on average, in points: what is taken where titles are too many to be measured.
const LETTER: f32 = 6.3;
