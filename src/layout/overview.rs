//! The overview strip: every lane in miniature, the window as a brush over it.

use egui::emath::{Rangef, Rect};

use super::emphasis;
use super::focus::Focus;
use super::fold;
use super::plan::Plan;
use super::scene::Emphasis;
use crate::state::State;
use crate::story::Story;
use crate::story::order::Order;
use crate::time::scale::Scale;
use crate::time::window::Window;

/// The whole story in miniature.
#[derive(Clone, Debug)]
pub struct Overview<'a> {
    /// Where the story's time is laid out.
    pub scale: Scale,
    /// A line for every event or run of events, with its lane's hue.
    pub lines: &'a [Line],
    /// The visible stretch.
    pub brush: Rect,
}

/// An event in miniature.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Where it is.
    pub rect: Rect,
    /// Which of the theme's hues it has.
    pub hue: usize,
    /// How it stands out.
    pub emphasis: Emphasis,
    /// Whether the search found any of it.
    pub found: bool,
}

/// Where an overview of `story` in `rect` has the axis of `order`.
pub fn scale(story: &Story, order: Order, rect: Rect) -> Scale {
    Scale { window: Window::fit(order.extent(story)), x: rect.x_range() }
}

/// The lines of an overview in `rect`: all that does not change while one pans and zooms.
pub fn lines(story: &Story, state: &State, plan: &Plan, focus: &Focus, rect: Rect) -> Vec<Line> {
    let scale = scale(story, plan.order, rect);
    let span = |id| plan.order.span(story, id);
    let inner = rect.y_range().shrink(7.0);
    let pitch = inner.span() / plan.lanes.len().max(1) as f32;
    let thickness = (pitch * 0.55).clamp(1.0, 4.0);
    let mut lines = Vec::new();
    for (at, lane) in plan.lanes.iter().enumerate() {
        let y = inner.min + (at as f32 + 0.5) * pitch;
        let y = Rangef::new(y - thickness / 2.0, y + thickness / 2.0);
        let mut marks: Vec<_> = lane.rows.iter().flatten().map(|place| place.event).collect();
        marks.sort_by_key(|&id| span(id).start());
        let extent = |id| {
            let placed = span(id);
            let start = scale.x_from_time(placed.start());
            Rangef::new(start, (scale.x_from_time(placed.end()) - 1.0).max(start + 3.0))
        };
        for piece in fold::fold(marks.iter().map(|&id| extent(id)).enumerate()) {
            let events = &marks[piece.first..=piece.last];
            let strongest = events.iter().map(|&id| emphasis(state, focus, id)).max();
            let found = state.search.is_active() && events.iter().any(|&id| state.search.has(id));
            let emphasis = if found { Emphasis::Selected } else { strongest.unwrap_or(Emphasis::Plain) };
            lines.push(Line { rect: Rect::from_x_y_ranges(piece.x, y), hue: lane.hue, emphasis, found });
        }
    }
    lines
}

/// Where the brush of an overview in `rect` is.
pub fn brush(scale: Scale, window: Window, rect: Rect) -> Rect {
    let brush = Rangef::new(scale.x_from_ticks(window.start()), scale.x_from_ticks(window.end()));
    // However far one has zoomed in, the brush can be grasped.
    let brush = if brush.span() < 10.0 { Rangef::point(brush.center()).expand(5.0) } else { brush };
    Rect::from_x_y_ranges(brush.intersection(rect.x_range().expand(2.0)), rect.y_range())
}
