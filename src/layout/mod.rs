//! From a story and what the user has done to a [`Scene`]: pure, with no widget, file, clock or colour.
//!
//! Start at [`compose`]. A [`plan::Plan`], a [`focus::Focus`] and an [`emphasis::EmphasisMap`] are kept between frames;
//! everything else is made for one frame.

pub mod axis;
pub mod clusters;
mod connections;
pub mod emphasis;
pub mod focus;
mod heads;
pub mod labels;
mod lane_height;
pub mod lanes;
pub mod links;
mod marks;
pub mod morph;
pub mod obstacles;
pub mod overview;
pub mod paths;
pub mod phases;
pub mod plan;
mod polyline;
pub mod rows;
pub mod scene;
pub mod scroll;

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
use phases::PhasePiece;
use plan::Plan;
use scene::{Scene, TextRole};
use scroll::overflow;

/// The widths of texts, the only thing that layout knows about fonts.
pub trait Metrics {
    /// The width of a line of text, in points.
    fn width(&self, text: &str, role: TextRole) -> f32;
}

/// Metrics in which every letter is equally wide: for tests, and for sizes that must not depend on a font.
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
/// The extent of marks.
pub const MARK: MarkExtent = MarkExtent { before: DIAMOND, after: DIAMOND, least: 7.0, gap: 1.5 };

/// The place of the lanes' titles.
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
    /// The place of titles in a timeline of this width, in points.
    pub fn in_width(width: f32) -> Self {
        if width < LEAST_WIDTH_FOR_COLUMN { Self::Above } else { Self::Beside }
    }
}

/// The width of the column of lane heads in a timeline of this width; 0 if titles are above the lanes.
pub fn heads_width(width: f32) -> f32 {
    match Titles::in_width(width) {
        Titles::Beside => (width * 0.21).min(212.0),
        Titles::Above => 0.0,
    }
}

/// The steps of the height that a [`Plan`] is made for, in points: about a row.
const HEIGHT_STEP: f32 = 16.0;

/// The size that a [`Plan`] is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BodySize {
    /// The width of the body, in points.
    pub width: f32,
    /// The height of the timeline with its axis, in points, rounded down so that dragging a window's edge changes it
    /// rarely.
    pub height: f32,
    /// The most levels of phases.
    pub levels: usize,
    /// The place of the lanes' titles.
    pub titles: Titles,
}

impl BodySize {
    /// The same with as many levels of phases as there can be, for a picture that is as high as it needs.
    #[must_use]
    pub fn with_every_level(self) -> Self {
        Self { levels: phases::most_levels(f32::INFINITY), ..self }
    }

    /// The same at another height.
    #[must_use]
    pub fn with_height(self, height: f32) -> Self {
        Self { height, levels: phases::most_levels(height), ..self }
    }
}

/// The size of the body in a timeline of this size.
pub fn body_size(timeline: Vec2) -> BodySize {
    let width = (timeline.x - heads_width(timeline.x)).max(1.0);
    let height = (timeline.y / HEIGHT_STEP).floor() * HEIGHT_STEP;
    BodySize { width, height, levels: phases::most_levels(height), titles: Titles::in_width(timeline.x) }
}

/// The part of the x axis that a mark takes.
pub fn mark_extent(scale: Scale, placed: Span) -> Rangef {
    MARK.extent(scale, placed)
}

/// The part of the x axis that an event may lie in, if it has a date that is not exact. Without a clock, places are only
/// an order; in the telling, all are known.
fn possible_extent(story: &Story, order: Order, scale: Scale, id: EventId) -> Option<Rangef> {
    if order == Order::Telling || story.time.clock().is_none() {
        return None;
    }
    let event = story.event(id);
    let x = |at| scale.x_from_time(at);
    let is_inexact = !event.is_fixed() && event.when.is_dated();
    is_inexact.then(|| Rangef::new(x(event.earliest.start()), x(event.latest.end())))
}

/// Lays a story out in a timeline of `size`.
///
/// `plan` must be made for this story, the state's lineup and order, and [`body_size`]; `focus` for this story, that
/// lineup and the state's [`focus::FocusKey`]; `emphasis_map` for these two and the state. The cost depends on what is
/// visible, not on the number of events.
pub fn compose(
    story: &Story,
    state: &State,
    plan: &Plan,
    focus: &Focus,
    emphasis_map: &EmphasisMap,
    size: Vec2,
    metrics: &dyn Metrics,
) -> Scene {
    let Areas { corner, axis, heads, body } = Areas::new(plan, size);
    let scale = Scale { window: state.window, x: body.x_range() };
    let heights = LaneHeights::new(plan, body.height());
    let overflow = overflow(&heights, body.height());
    let scroll = state.scroll.clamp(0.0, overflow);
    let top = body.min.y - scroll;
    let composer = Composer { story, state, plan, focus, emphasis_map, metrics, scale, body, heights, top };

    let is_seen = |piece: &&PhasePiece| piece.level == 0 || !plan.is_short(size.y);
    let visible: Vec<PhasePiece> = plan.phases.iter().filter(is_seen).copied().collect();
    let mut scene = Scene {
        rect: Rect::from_min_size(Pos2::ZERO, size),
        titles: plan.titles,
        corner,
        axis,
        heads,
        body,
        scale,
        captions: heads::captions(story, state, plan, corner, metrics),
        lanes: Vec::new(),
        brackets: composer.brackets(heads),
        phases: phases::phases(story, &visible, scale, axis.min.y + 6.0, metrics),
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
    scene.joints = composer.joints(&scene.marks, &scene.lanes);
    scene.links = composer.links(&scene.marks, &scene.lanes);
    scene.paths = composer.paths(&scene.marks, &scene.lanes);
    connections::mark_crossed_labels(&mut scene);
    scene
}

/// The parts of a timeline.
struct Areas {
    corner: Rect,
    axis: Rect,
    heads: Rect,
    body: Rect,
}

impl Areas {
    fn new(plan: &Plan, size: Vec2) -> Self {
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
        Self { corner, axis, heads, body }
    }
}

/// Lays out one frame.
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
    /// The positions of the lanes that are at least partly visible.
    fn visible_lanes(&self) -> std::ops::Range<usize> {
        let tops = &self.heights.tops;
        let first = tops[1..].partition_point(|&bottom| self.top + bottom <= self.body.min.y);
        let end = tops[..tops.len() - 1].partition_point(|&top| self.top + top < self.body.max.y);
        first..end.max(first)
    }

    /// The span of an event on the axis.
    fn span(&self, id: EventId) -> Span {
        self.plan.order.span(self.story, id)
    }

    /// The height of a lane's marks.
    fn mark_height(&self, lane: usize) -> f32 {
        if self.plan.lanes[lane].folded { 10.0 } else { (self.heights.row - 4.5).clamp(8.0, 17.0) }
    }

    /// The rectangle of an event's mark at a position, visible or not.
    fn rect_at(&self, event: EventId, position: plan::RowPosition) -> Rect {
        let y = self.top + self.heights.middle(self.plan, position.lane, position.row);
        let x = mark_extent(self.scale, self.span(event));
        let height = self.mark_height(position.lane);
        Rect::from_x_y_ranges(x, Rangef::new(y - height / 2.0, y + height / 2.0))
    }

    /// The stretch in which the selected event could lie, if that is more than its mark.
    fn reach(&self) -> Option<Rect> {
        let Selection::Event(id) = self.state.selection else { return None };
        // In the telling, every event has a known place.
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
