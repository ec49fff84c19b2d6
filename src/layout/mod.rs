//! From a story and what the user has done to a [`Scene`]: pure, with no widget, file, clock or colour.
//!
//! Start at [`compose`]. [`plan::Plan`], [`focus::Focus`] and [`emphasis::EmphasisMap`] are what is kept between frames; the
//! rest lives and dies in the frame.

pub mod axis;
pub mod clusters;
pub mod emphasis;
pub mod focus;
mod heads;
pub mod labels;
pub mod lanes;
pub mod links;
mod marks;
pub mod morph;
pub mod overview;
pub mod paths;
pub mod plan;
pub mod rows;
pub mod scene;
pub mod scroll;
mod ties;

use egui::emath::{Pos2, Rangef, Rect, Vec2};

use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::time::Span;
use crate::time::scale::Scale;
use clusters::MarkExtent;
use emphasis::EmphasisMap;
use focus::Focus;
use lanes::LaneHeights;
use plan::Plan;
use scene::{Scene, TextRole};
use scroll::overflow;

/// How wide texts are; the one thing layout must be told about fonts.
pub trait Metrics {
    /// The width of a line of text, in points.
    fn width(&self, text: &str, role: TextRole) -> f32;
}

/// Metrics for tests and for sizes that must not depend on a font: every letter equally wide.
#[derive(Clone, Copy, Debug)]
pub struct FixedWidth(
    /// The width of a letter, in points.
    pub f32,
);

impl Metrics for FixedWidth {
    fn width(&self, text: &str, _: TextRole) -> f32 {
        text.chars().count() as f32 * self.0
    }
}

/// Half the width of a diamond, in points.
const DIAMOND: f32 = 6.0;
/// How much room marks take.
pub const MARK: MarkExtent = MarkExtent { before: DIAMOND, after: DIAMOND, least: 7.0, hair: 1.5 };

/// Where the titles of lanes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// In a column beside the lanes.
    Beside,
    /// In a line above each lane, because a column would take too much of a narrow screen.
    Above,
}

/// The least width of a timeline, in points, that has a column for the titles of lanes.
const LEAST_WIDTH_FOR_COLUMN: f32 = 560.0;

impl Titles {
    /// Where they stand in a timeline of this width, in points.
    pub fn in_width(width: f32) -> Self {
        if width < LEAST_WIDTH_FOR_COLUMN { Self::Above } else { Self::Beside }
    }
}

/// How wide the column of lane heads is in a timeline of this width; nothing where titles stand above the lanes.
pub fn heads_width(width: f32) -> f32 {
    match Titles::in_width(width) {
        Titles::Beside => (width * 0.21).min(212.0),
        Titles::Above => 0.0,
    }
}

/// The body of a timeline: what a [`Plan`] is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BodyWidth {
    /// In points.
    pub points: f32,
    /// Where its lanes have their titles.
    pub titles: Titles,
}

/// How wide the body is in a timeline of this width.
pub fn body_width(width: f32) -> BodyWidth {
    BodyWidth { points: (width - heads_width(width)).max(1.0), titles: Titles::in_width(width) }
}

/// The part of the x axis that a mark takes.
pub fn mark_extent(scale: Scale, placed: Span) -> Rangef {
    MARK.extent(scale, placed)
}

/// Lays a story out in a timeline of `size`.
///
/// `plan` must be made for this story, the state's lineup and order and [`body_width`]; `focus` for this story, that
/// lineup and the state's [`focus::FocusKey`]; `standing` for these three. The cost follows what is visible, whatever the
/// number of events.
pub fn compose(
    story: &Story,
    state: &State,
    plan: &Plan,
    focus: &Focus,
    emphasis_map: &EmphasisMap,
    size: Vec2,
    metrics: &dyn Metrics,
) -> Scene {
    let rect = Rect::from_min_size(Pos2::ZERO, size);
    let (top, below) = rect.split_top_bottom_at_y(plan.axis_height(size.y).min(size.y));
    let ((corner, axis), (heads, body)) = match plan.titles {
        Titles::Beside => {
            let heads_width = heads_width(size.x);
            (top.split_left_right_at_x(heads_width), below.split_left_right_at_x(heads_width))
        }
        Titles::Above => {
            let caption = if plan.is_short(size.y) { 0.0 } else { plan::CAPTION.min(top.height()) };
            (top.split_top_bottom_at_y(caption), (below, below))
        }
    };
    let scale = Scale { window: state.window, x: body.x_range() };
    let heights = LaneHeights::new(plan, body.height());
    let overflow = overflow(&heights, body.height());
    let scroll = state.scroll.clamp(0.0, overflow);
    let top = body.min.y - scroll;
    let composer = Composer { story, state, plan, focus, emphasis_map, metrics, scale, body, heights, top };

    let is_seen = |piece: &&axis::PhasePiece| piece.row == 0 || !plan.is_short(size.y);
    let phases: Vec<axis::PhasePiece> = plan.phases.iter().filter(is_seen).copied().collect();
    let mut scene = Scene {
        rect,
        titles: plan.titles,
        corner,
        axis,
        heads,
        body,
        scale,
        captions: heads::captions(story, state, plan, corner, metrics),
        lanes: Vec::new(),
        brackets: composer.brackets(heads),
        phases: axis::phases(story, &phases, scale, axis.min.y + 6.0, metrics),
        ticks: axis::ticks(story, plan.order, scale, axis.max.y, metrics),
        marks: Vec::new(),
        joints: Vec::new(),
        links: Vec::new(),
        paths: Vec::new(),
        reach: composer.reach(),
        pin: state.pin.map(|at| scale.x_from_ticks(at)).filter(|x| body.x_range().contains(*x)),
        overflow,
        scroll,
    };
    for at in composer.visible_lanes() {
        let lane = &plan.lanes[at];
        let (lane_mark, group) = composer.lane(at, lane, heads);
        scene.lanes.push(lane_mark);
        scene.brackets.extend(group);
        composer.marks(at, lane, &mut scene.marks);
        composer.secondary(at, lane, &mut scene.marks);
    }
    scene.joints = composer.joints(&scene.marks);
    scene.links = composer.links(&scene.marks, &scene.lanes);
    scene.paths = composer.paths(&scene.marks, &scene.lanes);
    ties::cross(&mut scene);
    scene
}

/// What one frame's layout needs all the time.
struct Composer<'a> {
    story: &'a Story,
    state: &'a State,
    plan: &'a Plan,
    focus: &'a Focus,
    emphasis_map: &'a EmphasisMap,
    metrics: &'a dyn Metrics,
    scale: Scale,
    body: Rect,
    heights: LaneHeights,
    /// The y of the first lane's top; above the body when scrolled.
    top: f32,
}

impl Composer<'_> {
    /// The lanes of which anything can be seen, by their positions.
    fn visible_lanes(&self) -> std::ops::Range<usize> {
        let tops = &self.heights.tops;
        let first = tops[1..].partition_point(|&bottom| self.top + bottom < self.body.min.y);
        let end = tops[..tops.len() - 1].partition_point(|&top| self.top + top <= self.body.max.y);
        first..end.max(first)
    }

    /// The stretch that an event takes of the axis.
    fn span(&self, id: EventId) -> Span {
        self.plan.order.span(self.story, id)
    }

    /// How high the marks of a lane are.
    fn mark_height(&self, lane: usize) -> f32 {
        if self.plan.lanes[lane].folded { 10.0 } else { (self.heights.row - 4.5).clamp(8.0, 17.0) }
    }

    /// Where the mark of an event in a lane is or would be, seen or not.
    fn rect_at(&self, event: EventId, position: plan::RowPosition) -> Rect {
        let y = self.top + self.heights.middle(self.plan, position.lane, position.row);
        let x = mark_extent(self.scale, self.span(event));
        let height = self.mark_height(position.lane);
        Rect::from_x_y_ranges(x, Rangef::new(y - height / 2.0, y + height / 2.0))
    }

    fn reach(&self) -> Option<Rect> {
        let Selection::Event(id) = self.state.selection else { return None };
        // In the telling every event has its place.
        if self.plan.order == Order::Telling {
            return None;
        }
        let event = self.story.event(id);
        let free = event.earliest.start() < event.placed.start() || event.latest.end() > event.placed.end();
        let position = self.plan.position_in(id, self.state.lane).filter(|_| free)?;
        let mark = self.rect_at(id, position);
        let x = Rangef::new(self.scale.x_from_time(event.earliest.start()), self.scale.x_from_time(event.latest.end()));
        Some(Rect::from_x_y_ranges(x, mark.y_range().expand(2.0)))
    }
}
