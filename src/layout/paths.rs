//! The paths of characters through the lanes, from event to event. Knows marks and rows; neither which characters are
//! chosen nor colours.
//!
//! ```text
//!   name ◯━▭▭▭━╮            Along a mark, each person has a slot of their own; between marks, a path keeps clear of
//!              ┃  ▭ label   other marks and labels. People who take the same route run side by side.
//!              ╰━◯━▭▭▭
//! ```
//!
//! Start at [`paths`]. `route` finds the routes between marks on a `grid`, `curve` makes smooth lines of them, `tags`
//! places the names.

mod curve;
mod grid;
mod occupied;
mod route;
mod stop;
mod tags;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use egui::emath::{Pos2, Rangef, Rect};

use super::Metrics;
use super::obstacles::Obstacles;
use super::scene::{PathMark, Segment, SegmentKind};
use crate::story::id::{CharacterId, EventId};
use curve::{BEND, Route};
use grid::{End, Grid};
use occupied::APART;
pub use stop::Stop;
use stop::{RING, SLOT};

/// About the most stops drawn for all people together. If there are more, stops that are close together become one.
const MOST_STOPS: usize = 600;
/// Two stops of a person that are nearer than this cannot be told apart, in points.
const MERGED: f32 = 3.0;
/// How far from a mark a route turns, if there is room.
const TURN: f32 = 3.0;
/// How far outside the body paths are drawn.
const OUTSIDE: f32 = 80.0;

/// A character whose path is to be drawn.
#[derive(Clone, Debug)]
pub struct PathRequest {
    /// The character.
    pub who: CharacterId,
    /// The name on their tag.
    pub name: String,
    /// The number of their colour among the theme's path colours.
    pub colour: usize,
    /// The events that they take part in, in the order of the axis.
    pub stops: Vec<Stop>,
}

/// The visible parts of the paths of `people`, in the same order.
///
/// `obstacles` are the visible rows, with the marks and labels in them. Linear in the stops; each visible route costs
/// rows × columns, for any number of people on it.
pub fn paths(people: &[PathRequest], obstacles: &Obstacles, body: Rect, metrics: &dyn Metrics) -> Vec<PathMark> {
    let mut seen: Vec<Vec<VisibleStop>> = people.iter().map(|person| visible_stops(&person.stops, body)).collect();
    if seen.iter().map(Vec::len).sum::<usize>() > MOST_STOPS {
        let room = body.width() + 2.0 * OUTSIDE;
        let apart = (room * people.len() as f32 / MOST_STOPS as f32).max(MERGED);
        for stops in &mut seen {
            thin_out(stops, apart);
        }
    }
    let routes = Routes::new(&seen, obstacles, body);
    let drawn = people.iter().zip(&seen).enumerate().map(|(at, (person, stops))| PathMark {
        who: person.who,
        colour: person.colour,
        tag: None,
        segments: segments(at, stops, &routes, body),
        rings: stops.iter().map(|seen| seen.stop.ring()).filter(|ring| body.expand(RING).contains(ring.at)).collect(),
    });
    let mut paths: Vec<PathMark> = drawn.collect();
    tags::place(&mut paths, people, obstacles, body, metrics);
    paths
}

/// A stop that is visible, or has a visible route to a neighbour.
#[derive(Clone, Copy, Debug)]
struct VisibleStop {
    stop: Stop,
    /// Whether the route from the stop before is visible.
    joined: bool,
}

/// The stops of a person that are visible or have visible routes.
fn visible_stops(stops: &[Stop], body: Rect) -> Vec<VisibleStop> {
    let room = body.expand(OUTSIDE);
    // Of a stop far outside, only the direction matters.
    let stops = stops.iter().filter(|stop| stop.rect.is_finite() && !stop.rect.is_negative());
    let stops: Vec<Stop> = stops.map(|&stop| Stop { rect: clamped(stop.rect, room), ..stop }).collect();
    let is_joined = |at: usize| at > 0 && stops[at - 1].rect.union(stops[at].rect).intersects(body);
    let is_kept = |at: usize| {
        stops[at].rect.expand(SLOT).intersects(body) || is_joined(at) || at + 1 < stops.len() && is_joined(at + 1)
    };
    (0..stops.len())
        .filter(|&at| is_kept(at))
        .map(|at| VisibleStop { stop: stops[at], joined: is_joined(at) })
        .collect()
}

/// Keeps only the first of stops that are closer together than `apart`.
fn thin_out(stops: &mut Vec<VisibleStop>, apart: f32) {
    let (mut last, mut joined) = (f32::NEG_INFINITY, true);
    stops.retain_mut(|seen| {
        // The path continues over removed stops only if all routes between them are visible.
        joined &= seen.joined;
        let x = seen.stop.rect.min.x;
        let far = (x - last).abs() >= apart;
        if far {
            seen.joined = joined;
            (last, joined) = (x, true);
        }
        far
    });
}

/// A mark clipped to the width of `room`; a mark outside it becomes a thin piece at the edge.
fn clamped(rect: Rect, room: Rect) -> Rect {
    let x = |x: f32| x.clamp(room.min.x, room.max.x);
    Rect::from_min_max(Pos2::new(x(rect.min.x), rect.min.y), Pos2::new(x(rect.max.x), rect.max.y))
}

/// The routes between marks, each with the people who take it.
struct Routes {
    bundles: HashMap<(EventId, EventId), Bundle>,
}

struct Bundle {
    from: Stop,
    to: Stop,
    /// The people who take this route, by position, each with their y in both marks.
    people: Vec<(usize, [f32; 2])>,
    route: Option<Route>,
}

impl Bundle {
    /// Half the width of the bundle.
    fn half(&self) -> f32 {
        (self.people.len() - 1) as f32 * APART / 2.0
    }

    /// The distance of a person from the middle, to the right; the lower in the mark, the farther right.
    fn aside(&self, person: usize) -> f32 {
        let at = self.people.iter().position(|&(other, _)| other == person).unwrap_or_default();
        at as f32 * APART - self.half()
    }
}

impl Routes {
    fn new(seen: &[Vec<VisibleStop>], obstacles: &Obstacles, body: Rect) -> Self {
        let mut bundles: HashMap<(EventId, EventId), Bundle> = HashMap::new();
        let mut grid = Grid::new(obstacles, body);
        for (person, stops) in seen.iter().enumerate() {
            for VisibleStop { stop, .. } in stops {
                let x = Rangef::new(stop.ring().at.x, stop.end());
                grid.take_run(grid.level_of(stop.rect), x, stop.y());
            }
            for pair in stops.windows(2).filter(|pair| pair[1].joined) {
                let [from, to] = [pair[0].stop, pair[1].stop];
                let empty = || Bundle { from, to, people: Vec::new(), route: None };
                let bundle = bundles.entry((from.event, to.event)).or_insert_with(empty);
                bundle.people.push((person, [from.y(), to.y()]));
            }
        }
        let mut order: Vec<((EventId, EventId), f32)> = bundles
            .iter_mut()
            .map(|(&key, bundle)| {
                bundle.people.sort_by(|a, b| a.1[1].total_cmp(&b.1[1]).then(a.1[0].total_cmp(&b.1[0])));
                (key, (bundle.to.rect.min - bundle.from.rect.max).length())
            })
            .collect();
        // The shortest first, since a longer route has more choices.
        order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        for (key, _) in order {
            if let Some(bundle) = bundles.get_mut(&key) {
                let half = bundle.half();
                let (from, to) = ends(&bundle.from, &bundle.to, &grid);
                let middle = |side: usize| {
                    bundle.people.iter().map(|(_, y)| y[side]).sum::<f32>() / bundle.people.len().max(1) as f32
                };
                let (from, to) = (End { y: middle(0), ..from }, End { y: middle(1), ..to });
                bundle.route = Some(grid.route(from, to, half));
            }
        }
        Self { bundles }
    }
}

/// The start and the end of a route between two marks.
fn ends(from: &Stop, to: &Stop, grid: &Grid<'_>) -> (End, End) {
    let rings = [from.ring().at.x, to.ring().at.x];
    let (edges, gap) = ([from.rect.max.x, to.rect.min.x], to.rect.min.x - from.rect.max.x);
    let turns = if gap >= 2.0 * TURN {
        [edges[0] + TURN, edges[1] - TURN]
    } else if gap >= 0.0 {
        [edges[0] + gap / 2.0; 2]
    } else {
        // If the earlier event has not ended, the route leaves it where the next one starts.
        [(edges[1] - TURN).max(rings[0]).min(rings[1].max(rings[0])); 2]
    };
    let end = |stop: &Stop, side: usize| End {
        level: grid.level_of(stop.rect),
        y: stop.rect.center().y,
        ring: rings[side],
        edge: if gap < 0.0 { turns[side] } else { edges[side] },
        turn: turns[side],
    };
    (end(from, 0), end(to, 1))
}

/// The segments of a person's path.
fn segments(person: usize, stops: &[VisibleStop], routes: &Routes, body: Rect) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(stops.len() * 2);
    for (at, VisibleStop { stop, .. }) in stops.iter().enumerate() {
        let ring = stop.ring().at;
        let next = stops.get(at + 1).filter(|next| next.joined).map(|next| &next.stop);
        let taken = next.and_then(|next| {
            let bundle = routes.bundles.get(&(stop.event, next.event))?;
            Some((next, bundle.route.as_ref()?, bundle.aside(person)))
        });
        let leave = match taken {
            Some((next, route, aside)) => {
                let turn = route.first(aside, ring.y, next.y());
                Pos2::new(stop.end().min(turn - BEND).max(ring.x), ring.y)
            }
            None => Pos2::new(stop.end().max(ring.x), ring.y),
        };
        let mut add = |points: Vec<Pos2>, kind: SegmentKind| {
            let bounds = Rect::from_points(&points);
            if points.len() > 1 && bounds.expand(SLOT).intersects(body) {
                segments.push(Segment { points, kind });
            }
        };
        if leave.x - ring.x > 0.05 {
            add(vec![ring, leave], SegmentKind::Along);
        }
        if let Some((next, route, aside)) = taken {
            let kind = if next.absent_before { SegmentKind::Absent } else { SegmentKind::Between };
            add(curve::smooth(&route.corners(leave, next.ring().at, aside)), kind);
        }
    }
    segments
}
