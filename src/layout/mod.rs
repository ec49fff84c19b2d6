//! From a story and what the user has done to a [`Scene`]: pure, with no widget, file, clock or colour.
//!
//! Start at [`compose`]. [`plan::Plan`] and [`focus::Focus`] are what is kept between frames; the rest lives and dies
//! in the frame.

pub mod axis;
pub mod focus;
pub mod fold;
mod heads;
pub mod labels;
pub mod lanes;
pub mod links;
pub mod morph;
pub mod overview;
pub mod paths;
pub mod plan;
pub mod rows;
pub mod scene;
mod ties;

use std::borrow::Cow;

use egui::emath::{Pos2, Rangef, Rect, Vec2};

use crate::state::lanes::LaneKey;
use crate::state::search::Search;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::time::Span;
use crate::time::scale::Scale;
use focus::Focus;
use labels::Wish;
use lanes::Heights;
use plan::{LanePlan, Plan};
use scene::{Emphasis, Form, Label, Mark, Run, Scene, Target, TextRole};

/// How wide texts are; the one thing layout must be told about fonts.
pub trait Metrics {
    /// The width of a line of text, in points.
    fn width(&self, text: &str, role: TextRole) -> f32;
}

/// Metrics for tests and for sizes that must not depend on a font: every letter equally wide.
#[derive(Clone, Copy, Debug)]
pub struct Fixed(
    /// The width of a letter, in points.
    pub f32,
);

impl Metrics for Fixed {
    fn width(&self, text: &str, _: TextRole) -> f32 {
        text.chars().count() as f32 * self.0
    }
}

/// The least width of a bar and half the width of a diamond, in points.
const LEAST_BAR: f32 = 7.0;
/// See [`LEAST_BAR`].
const DIAMOND: f32 = 6.0;
/// How wide the column of lane heads is in a timeline of this width.
pub fn heads_width(width: f32) -> f32 {
    (width * 0.21).clamp(96.0, 212.0).min(width)
}

/// How wide the body is in a timeline of this width: what a [`Plan`] is made for.
pub fn body_width(width: f32) -> f32 {
    (width - heads_width(width)).max(1.0)
}

/// The part of the x axis that a mark takes.
pub fn mark_extent(scale: Scale, placed: Span) -> Rangef {
    let start = scale.x_from_time(placed.start());
    if placed.is_moment() {
        return Rangef::new(start - DIAMOND, start + DIAMOND);
    }
    // A hair's breadth stays free, so that what meets does not melt together.
    let end = scale.x_from_time(placed.end()) - 1.5;
    Rangef::new(start, end.max(start + LEAST_BAR))
}

/// Lays a story out in a timeline of `size`.
///
/// `plan` must be made for this story, the state's lineup and order and [`body_width`]; `focus` for this story, that
/// lineup and the state's [`focus::FocusKey`]. The cost follows what is visible.
pub fn compose(story: &Story, state: &State, plan: &Plan, focus: &Focus, size: Vec2, metrics: &dyn Metrics) -> Scene {
    let rect = Rect::from_min_size(Pos2::ZERO, size);
    let (heads_width, axis_height) = (heads_width(size.x), axis::height(&plan.phases).min(size.y));
    let (corner, axis) = rect.split_top_bottom_at_y(axis_height).0.split_left_right_at_x(heads_width);
    let (heads, body) = rect.split_top_bottom_at_y(axis_height).1.split_left_right_at_x(heads_width);
    let scale = Scale { window: state.window, x: body.x_range() };
    let heights = Heights::new(plan, body.height());
    let overflow = overflow(&heights, body.height());
    let scroll = state.scroll.clamp(0.0, overflow);
    let top = body.min.y - scroll;
    let composer = Composer { story, state, plan, focus, metrics, scale, body, heights, top };

    let mut scene = Scene {
        rect,
        corner,
        axis,
        heads,
        body,
        scale,
        captions: heads::captions(story, plan.order, filtered(state), state.window, corner, metrics),
        lanes: Vec::new(),
        brackets: composer.brackets(heads),
        phases: axis::phases(story, &plan.phases, scale, axis.min.y + 6.0, metrics),
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
    for (at, lane) in plan.lanes.iter().enumerate() {
        if let Some(band) = composer.lane(at, lane, heads) {
            scene.lanes.push(band);
            composer.marks(at, lane, &mut scene.marks);
            composer.echoes(at, lane, &mut scene.marks);
        }
    }
    scene.joints = composer.joints(&scene.marks);
    scene.links = composer.links(&scene.marks);
    scene.paths = composer.paths(&scene.marks);
    for label in scene.marks.iter_mut().filter_map(|mark| mark.label.as_mut()) {
        let rect = label.rect();
        label.crossed = scene.links.iter().any(|link| links::crosses(&link.points, rect))
            || scene.paths.iter().any(|path| path.crosses(rect))
            || scene.joints.iter().any(|joint| rect.x_range().contains(joint.x) && joint.y.contains(rect.center().y));
    }
    scene
}

/// How an event stands out: by the selection, else by the search; what the filter keeps back is dimmed in any case.
pub fn emphasis(state: &State, focus: &Focus, id: EventId) -> Emphasis {
    let search = &state.search;
    match focus.of_event(id) {
        Emphasis::Selected => Emphasis::Selected,
        _ if !state.passes(id) => Emphasis::Dim,
        Emphasis::Plain if search.is_active() && !search.has(id) => Emphasis::Dim,
        emphasis => emphasis,
    }
}

/// What the filter asks for; empty where there is none.
fn filtered(state: &State) -> &str {
    state.filter().map_or("", Search::query)
}

/// How many points of lanes do not fit; less than half of one is rounding.
fn overflow(heights: &Heights, room: f32) -> f32 {
    let over = heights.total() - room;
    if over < 0.5 { 0.0 } else { over }
}

/// The scroll nearest to `scroll` at which an event's row is in sight, in a timeline of `height` points: in `lane`, where
/// it stands in several.
pub fn scroll_to(plan: &Plan, event: EventId, lane: Option<LaneKey>, scroll: f32, height: f32) -> f32 {
    let room = height - axis::height(&plan.phases);
    let heights = Heights::new(plan, room);
    let Some(home) = plan.home_in(event, lane) else { return scroll };
    let middle = heights.middle(plan, home.lane, home.row);
    // The lane's neighbours give an idea of where one is.
    let margin = (heights.row * 1.5).min(room / 3.0);
    let (least, most) = (middle + margin - room, middle - margin);
    scroll.clamp(least.min(most), most.max(least)).clamp(0.0, overflow(&heights, room))
}

/// What one frame's layout needs all the time.
struct Composer<'a> {
    story: &'a Story,
    state: &'a State,
    plan: &'a Plan,
    focus: &'a Focus,
    metrics: &'a dyn Metrics,
    scale: Scale,
    body: Rect,
    heights: Heights,
    /// The y of the first lane's top; above the body when scrolled.
    top: f32,
}

impl Composer<'_> {
    fn marks(&self, at: usize, lane: &LanePlan, marks: &mut Vec<Mark>) {
        let height = self.mark_height(at);
        for (row, places) in lane.rows.iter().enumerate() {
            let y = self.top + self.heights.middle(self.plan, at, row);
            if y + height < self.body.min.y || y - height > self.body.max.y {
                continue;
            }
            let extent = |place: &plan::Place| mark_extent(self.scale, self.span(place.event));
            // Ends are not sorted in over-full rows, so only what starts too late is cut off by halving.
            let end = places.partition_point(|place| extent(place).min <= self.body.max.x);
            let visible = places[..end]
                .iter()
                .enumerate()
                .map(|(at, place)| (at, extent(place)))
                .filter(|(_, x)| x.max >= self.body.min.x);
            let pieces = fold::fold(visible);
            let wishes: Vec<Wish<'_>> = pieces
                .iter()
                .map(|piece| {
                    let place = &places[piece.first];
                    let run = piece.count() > 1 || piece.carried;
                    let text = match run {
                        false => Cow::from(self.story.event(place.event).title.as_str()),
                        // A wide run carries its count inside.
                        true if piece.x.span() > fold::RUN => Cow::from(""),
                        true => Cow::from(format!("{} events", piece.count())),
                    };
                    let known = place.label.filter(|_| !run);
                    let width = known.unwrap_or_else(|| self.metrics.width(&text, TextRole::Event));
                    Wish { mark: piece.x, text, width, side: place.side }
                })
                .collect();
            let labels = labels::place(&wishes, y, self.body.x_range(), self.metrics);
            for (piece, label) in pieces.into_iter().zip(labels) {
                marks.push(self.mark([at, row], piece, y, label));
            }
        }
    }

    /// The events of other threads that belong to this lane too, as thin lines at its foot.
    fn echoes(&self, at: usize, lane: &LanePlan, marks: &mut Vec<Mark>) {
        let bottom = self.top + self.heights.tops[at + 1];
        let y = Rangef::new(bottom - 4.5, bottom - 1.5);
        let end = lane.echoes.partition_point(|&id| self.scale.x_from_time(self.span(id).start()) <= self.body.max.x);
        for &id in &lane.echoes[..end] {
            let event = self.story.event(id);
            let x = mark_extent(self.scale, self.span(id));
            if x.max >= self.body.min.x {
                marks.push(Mark {
                    rect: Rect::from_x_y_ranges(x, y),
                    form: Form::Echo,
                    hue: event.thread.index(),
                    emphasis: emphasis(self.state, self.focus, id),
                    found: false,
                    anachrony: None,
                    label: None,
                    target: Target::Event(id),
                });
            }
        }
    }

    /// The stretch that an event takes of the axis.
    fn span(&self, id: EventId) -> Span {
        self.plan.order.span(self.story, id)
    }

    fn mark(&self, [lane, row]: [usize; 2], piece: fold::Piece, y: f32, label: Option<Label>) -> Mark {
        let height = self.mark_height(lane);
        let places = &self.plan.lanes[lane].rows[row][piece.first..=piece.last];
        let events = || places.iter().map(|place| place.event);
        let (first, span) = (self.story.event(places[0].event), self.span(places[0].event));
        let rect = Rect::from_x_y_ranges(piece.x, Rangef::new(y - height / 2.0, y + height / 2.0));
        let (form, target, rect) = match places {
            [place] if !piece.carried && span.is_moment() => (
                Form::Diamond,
                Target::Event(place.event),
                Rect::from_center_size(rect.center(), Vec2::splat((2.0 * DIAMOND).min(height + 2.0))),
            ),
            [place] if !piece.carried => (Form::Bar, Target::Event(place.event), rect),
            _ => {
                let hull = events().map(|id| self.span(id)).reduce(Span::hull).unwrap_or(span);
                let (count, [first, last]) = (piece.count(), [piece.first, piece.last]);
                (
                    Form::Run(count),
                    Target::Run(Run { hull, count, carried: piece.carried, lane, row, first, last }),
                    rect,
                )
            }
        };
        let emphasis = events().map(|id| emphasis(self.state, self.focus, id)).max();
        let emphasis = emphasis.unwrap_or(Emphasis::Plain);
        let found = self.state.search.is_active() && events().any(|id| self.state.search.has(id));
        let anachrony = match target {
            Target::Event(event) => self.plan.anachrony(event),
            _ => None,
        };
        Mark { rect, form, hue: first.thread.index(), emphasis, found, anachrony, label, target }
    }

    /// How high the marks of a lane are.
    fn mark_height(&self, lane: usize) -> f32 {
        if self.plan.lanes[lane].folded { 10.0 } else { (self.heights.row - 4.5).clamp(8.0, 17.0) }
    }

    /// Where the mark of an event in a lane is or would be, seen or not.
    fn rect_at(&self, event: EventId, home: plan::Home) -> Rect {
        let y = self.top + self.heights.middle(self.plan, home.lane, home.row);
        let x = mark_extent(self.scale, self.span(event));
        let height = self.mark_height(home.lane);
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
        let home = self.plan.home_in(id, self.state.lane).filter(|_| free)?;
        let mark = self.rect_at(id, home);
        let x = Rangef::new(self.scale.x_from_time(event.earliest.start()), self.scale.x_from_time(event.latest.end()));
        Some(Rect::from_x_y_ranges(x, mark.y_range().expand(2.0)))
    }
}
