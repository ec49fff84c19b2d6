//! The overview strip: every lane in miniature, with the window as a brush over it. If there are too many lanes for its
//! height, neighbours share a line.

use egui::emath::{Rangef, Rect};

use super::clusters::{Cluster, MarkExtent};
use super::emphasis::EmphasisMap;
use super::plan::{LanePlan, Plan};
use super::scene::Emphasis;
use crate::state::search::Search;
use crate::story::Story;
use crate::story::order::Order;
use crate::time::scale::Scale;
use crate::time::window::Window;

/// The extent of a line beyond its event's span.
const LINE: MarkExtent = MarkExtent { before: 0.0, after: 3.0, least: 3.0, gap: 1.0 };
/// The least distance between the lines of two lanes, in points.
const LEAST_PITCH: f32 = 2.0;
/// The most lines of a lane that are drawn one by one; more are merged point by point.
const MOST_LINES: usize = 300;

/// The whole story in miniature.
#[derive(Clone, Debug)]
pub struct Overview<'a> {
    /// The scale of the strip.
    pub scale: Scale,
    /// A line for every event or cluster of events.
    pub lines: &'a [Line],
    /// The part of the strip that the window covers.
    pub brush: Rect,
}

/// An event or a cluster of events in miniature.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The line.
    pub rect: Rect,
    /// The number of its hue in the theme.
    pub hue: usize,
    /// Its emphasis.
    pub emphasis: Emphasis,
    /// Whether the search found any of its events.
    pub found: bool,
}

/// The scale of an overview of `story` in `rect`.
pub fn scale(story: &Story, order: Order, rect: Rect) -> Scale {
    Scale { window: Window::fit(order.extent(story)), x: rect.x_range() }
}

/// The lines of an overview in `rect`, which stay the same while panning and zooming. Their number is bounded by the
/// size of the strip and the number of rows, for any number of events.
pub fn lines(story: &Story, search: &Search, plan: &Plan, emphasis_map: &EmphasisMap, rect: Rect) -> Vec<Line> {
    let scale = scale(story, plan.order, rect);
    let inner = rect.y_range().shrink(7.0);
    let most = (inner.span() / LEAST_PITCH).max(1.0) as usize;
    let together = plan.lanes.len().div_ceil(most).max(1);
    let pitch = inner.span() / plan.lanes.len().div_ceil(together).max(1) as f32;
    let thickness = (pitch * 0.55).clamp(1.0, 4.0);
    let mut lines = Vec::new();
    for (at, lanes) in plan.lanes.chunks(together).enumerate() {
        let y = inner.min + (at as f32 + 0.5) * pitch;
        let y = Rangef::new(y - thickness / 2.0, y + thickness / 2.0);
        let mut found: Vec<Line> =
            lanes.iter().flat_map(|lane| of_lane(lane, search, emphasis_map, scale, y)).collect();
        // The strongest are painted last, on top of the others.
        found.sort_by_key(|line| line.emphasis);
        lines.extend(if found.len() > MOST_LINES { by_point(&found, rect.x_range()) } else { found });
    }
    lines
}

fn of_lane<'a>(
    lane: &'a LanePlan,
    search: &'a Search,
    emphasis_map: &'a EmphasisMap,
    scale: Scale,
    y: Rangef,
) -> impl Iterator<Item = Line> + 'a {
    lane.rows.iter().flat_map(move |row| {
        row.spans.clusters(scale, scale.x, LINE).into_iter().map(move |Cluster { first, last, x, .. }| {
            let stand = emphasis_map.of(row, first, last);
            let found = search.is_active() && stand.found;
            let emphasis = if found { Emphasis::Selected } else { stand.emphasis };
            Line { rect: Rect::from_x_y_ranges(x, y), hue: lane.hue, emphasis, found }
        })
    })
}

/// Merges overlapping lines, sorted with the strongest last, into lines side by side: one for each run of equal points.
fn by_point(lines: &[Line], x: Rangef) -> Vec<Line> {
    let point = |at: f32| (at - x.min).max(0.0) as usize;
    let mut top: Vec<Option<&Line>> = vec![None; point(x.max) + 1];
    for line in lines {
        let last = point(line.rect.max.x).min(top.len() - 1);
        top[point(line.rect.min.x).min(last)..=last].fill(Some(line));
    }
    let mut merged: Vec<Line> = Vec::new();
    for (at, line) in top.into_iter().enumerate() {
        let Some(line) = line else { continue };
        let from = x.min + at as f32;
        let alike = |last: &&mut Line| {
            let same = (last.hue, last.emphasis, last.found) == (line.hue, line.emphasis, line.found);
            same && (last.rect.max.x - from).abs() < 0.5
        };
        match merged.last_mut().filter(alike) {
            Some(last) => last.rect.max.x = from + 1.0,
            None => merged.push(Line {
                rect: Rect::from_x_y_ranges(Rangef::new(from, from + 1.0), line.rect.y_range()),
                ..*line
            }),
        }
    }
    merged
}

/// The brush of an overview in `rect`.
pub fn brush(scale: Scale, window: Window, rect: Rect) -> Rect {
    let brush = Rangef::new(scale.x_from_ticks(window.start()), scale.x_from_ticks(window.end()));
    // The brush stays wide enough to be dragged.
    let brush = if brush.span() < 10.0 { Rangef::point(brush.center()).expand(5.0) } else { brush };
    Rect::from_x_y_ranges(brush.intersection(rect.x_range().expand(2.0)), rect.y_range())
}
