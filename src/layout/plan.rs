//! The lanes and rows of every event, kept between frames. A plan depends only on the story, its lineup of lanes, the
//! order of the axis and the size of the body, so panning, zooming and selecting leave it as it is.

mod packer;

use std::convert::Infallible;

use egui::emath::Rangef;

use super::clusters::SortedSpans;
use super::lane_height::{RowNeed, share_rows};
use super::phases::{self, PhasePiece};
use super::rows::{LabelPolicy, Side};
use super::scene::TextRole;
use super::{BodySize, Metrics, Titles};
use crate::state::lanes::{Lane, LaneKey, Lineup};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::workers;
use crate::time::scale::Scale;
use crate::time::window::Window;
use packer::{Packer, estimated_width};

/// Every event in its lanes and rows. Some 25 bytes for each place that an event has.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The order of the axis.
    pub order: Order,
    /// The place of the lanes' titles.
    pub titles: Titles,
    /// The lanes from top to bottom.
    pub lanes: Vec<LanePlan>,
    /// The phases on the axis.
    pub phases: Vec<PhasePiece>,
    /// Runs of neighbouring lanes in one group or place.
    pub brackets: Vec<BracketSpan>,
    positions: RowPositions,
    /// The number of 64-bit words for all rows together; see [`Row::word`].
    words: usize,
}

/// The lane and row of an event.
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
    /// The groups and places around it, from the outside in.
    pub ancestors: Vec<LaneKey>,
    /// The number of its hue in the theme: the hue of its thread, or of the thread that most of its events belong to.
    pub hue: usize,
    /// The number of its events.
    pub count: usize,
    /// Whether it is folded to one row without labels.
    pub folded: bool,
    /// The number of lanes that are folded into it; 1 if it is only itself.
    pub stands_for: usize,
    /// Its rows, at least one.
    pub rows: Vec<Row>,
    /// The events of other threads that belong to this one too, sorted by start, at the lane's foot.
    pub secondary: Row,
}

impl LanePlan {
    /// The row at a position; after the last row come the secondary events.
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
    /// The first of the 64-bit words with a bit for each event of the row; see
    /// [`EmphasisMap`](super::emphasis::EmphasisMap).
    pub word: usize,
}

impl Row {
    /// The side of an event's label and its width, if that is known, by the event's position.
    pub fn label(&self, at: usize) -> (Side, Option<f32>) {
        self.labels.get(at).map_or((Side::Right, None), |&(side, width)| (side, Some(width)))
    }
}

/// Neighbouring lanes in one group or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BracketSpan {
    /// The group or place.
    pub key: LaneKey,
    /// Its depth of nesting, from 0 for the outermost.
    pub depth: usize,
    /// The first lane, by position.
    pub first: usize,
    /// The last one.
    pub last: usize,
}

impl Plan {
    /// Packs every lane of a lineup of `story` for a body. O(positions × rows); for up to a few thousand events, labels
    /// are measured too.
    pub fn new(story: &Story, lineup: &Lineup, order: Order, body: BodySize, metrics: &dyn Metrics) -> Self {
        let scale = Scale { window: Window::fit(order.extent(story)), x: Rangef::new(0.0, body.width.max(1.0)) };
        let brackets = brackets(lineup);
        let positions = RowPositions::new(story.events.len());
        let policy = LabelPolicy::of(lineup);
        let packer = Packer { story, order, scale, policy };
        let most_levels = body.levels;
        let phases = match policy {
            LabelPolicy::Measured => {
                phases::pieces(story, order, scale, most_levels, &|title| metrics.width(title, TextRole::Phase))
            }
            LabelPolicy::Estimated => phases::pieces(story, order, scale, most_levels, &estimated_width),
        };
        let titles = body.titles;
        let mut plan = Self { order, titles, lanes: Vec::new(), phases, brackets, positions, words: 0 };
        let lanes = &lineup.lanes;
        let packed = match policy {
            LabelPolicy::Measured => {
                let width = |title: &str| metrics.width(title, TextRole::Event);
                lanes.iter().map(|lane| packer.lane(lane, &width)).collect()
            }
            // On several threads: there are many events, and estimating needs no font.
            LabelPolicy::Estimated => {
                let pack = |at: usize| Ok::<_, Infallible>(packer.lane(&lanes[at], &estimated_width));
                match workers::each(workers::available(), lanes.len(), pack) {
                    Ok(packed) => packed,
                    Err(never) => match never {},
                }
            }
        };
        let (mut packed, needs): (Vec<LanePlan>, Vec<RowNeed>) = packed.into_iter().unzip();
        let room = body.height - plan.axis_height(body.height);
        for (at, most) in share_rows(&needs, titles, room).into_iter().enumerate() {
            if most > needs[at].least {
                packed[at].rows = match policy {
                    LabelPolicy::Measured => {
                        packer.rows_within(&lanes[at], &|title| metrics.width(title, TextRole::Event), most)
                    }
                    LabelPolicy::Estimated => packer.rows_within(&lanes[at], &estimated_width, most),
                };
            }
        }
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

    /// The height of the axis in a timeline of `height` points, with its captions if there is no corner for them.
    pub fn axis_height(&self, height: f32) -> f32 {
        match self.titles {
            Titles::Beside => phases::height(&self.phases),
            Titles::Above if self.is_short(height) => phases::height(&self.phases[..self.phases.len().min(1)]),
            Titles::Above => phases::height(&self.phases) + CAPTION,
        }
    }

    /// Whether a narrow timeline of `height` points is too short for a full axis: then only the first row of phases is
    /// shown.
    pub(super) fn is_short(&self, height: f32) -> bool {
        let whole = phases::height(&self.phases) + CAPTION;
        self.titles == Titles::Above && height - whole < LEAST_LANES
    }

    /// The first position of an event, if any of its lanes is shown.
    pub fn position(&self, event: EventId) -> Option<RowPosition> {
        self.positions.first(event)
    }

    /// The position of an event in that lane, or else its first.
    pub fn position_in(&self, event: EventId, lane: Option<LaneKey>) -> Option<RowPosition> {
        let is_there = |position: &RowPosition| Some(self.lanes[position.lane].key) == lane;
        self.positions(event).find(is_there).or_else(|| self.position(event))
    }

    /// Every position of an event, from top to bottom.
    pub fn positions(&self, event: EventId) -> impl Iterator<Item = RowPosition> {
        self.position(event).into_iter().chain(self.positions.further(event))
    }

    /// Whether an event is in several lanes.
    pub fn is_joined(&self, event: EventId) -> bool {
        self.positions.further(event).next().is_some()
    }

    /// The number of 64-bit words for all rows together; see [`Row::word`].
    pub(super) fn words(&self) -> usize {
        self.words
    }
}

/// The least height that a narrow timeline keeps for its lanes, in points: a title and a few rows.
const LEAST_LANES: f32 = 110.0;

/// The positions of events, in four bytes each.
#[derive(Clone, Debug)]
struct RowPositions {
    /// The first position of each event of the story, packed; [`NOWHERE`] if none of its lanes is shown.
    first: Vec<u32>,
    /// The further positions of events in several lanes, sorted by event, then from top to bottom.
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

/// A position from lane and row in one number. A lane has at most [`MOST_ROWS`](super::rows::MOST_ROWS) rows, so the row
/// takes one byte.
fn unpacked(packed: u32) -> RowPosition {
    RowPosition { lane: (packed >> 8) as usize, row: (packed & 0xFF) as usize }
}

/// A bracket for each run of two or more neighbouring lanes in one group or place.
fn brackets(lineup: &Lineup) -> Vec<BracketSpan> {
    let lanes = &lineup.lanes;
    let deepest = lanes.iter().map(|lane| lane.ancestors.len()).max().unwrap_or(0).min(MOST_BRACKETS);
    let mut brackets = Vec::new();
    for depth in 0..deepest {
        // The lane of a place is also in the bracket around the places within it.
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

/// The height of the line of captions above the axis, if there is no corner for them.
pub(super) const CAPTION: f32 = 16.0;
/// The most brackets beside each other.
const MOST_BRACKETS: usize = 4;
