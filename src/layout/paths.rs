//! Paths: the ways of characters through the lanes, from event to event. Knows marks and rows; nothing of how it is
//! decided who is shown, and no colours.
//!
//! ```text
//!   name ◯━▭▭▭━╮            Along a mark, each person in a slot of their own; between marks past what they have
//!              ┃  ▭ label   nothing to do with; people who go the same way side by side, all others apart.
//!              ╰━◯━▭▭▭
//! ```
//!
//! Start at [`paths`]. The ways themselves are found in `route.rs` and made smooth in `curve.rs`.

mod curve;
mod ends;
mod path;
mod route;
mod stages;
mod stop;
mod tags;
mod track;
mod way;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use egui::emath::{Pos2, Rangef, Rect};

use super::Metrics;
use super::links::Obstacles;
use super::scene::{PathMark, Segment, SegmentKind};
use crate::story::id::{CharacterId, EventId};
use curve::BEND;
use ends::End;
use route::{APART, Grid};
pub use stop::Stop;
use stop::{RING, SLOT};
use way::Way;

/// The most stops that are drawn of all people together, about; with more, of those that are hard to tell apart
/// only the first is kept.
const MOST_STOPS: usize = 600;
/// Nearer than this nobody tells two stops of a person apart, in points.
const MERGED: f32 = 3.0;
/// How far from a mark a way turns, where there is room.
const TURN: f32 = 3.0;
/// How far outside of the body anything is drawn.
const OUTSIDE: f32 = 80.0;

/// Somebody whose path is drawn.
#[derive(Clone, Debug)]
pub struct PathRequest {
    /// Who.
    pub who: CharacterId,
    /// What their tag says.
    pub name: String,
    /// Which of the theme's path colours they have.
    pub colour: usize,
    /// The events that they take part in, in the order of the axis.
    pub stops: Vec<Stop>,
}

/// The paths of `people` as far as they are seen in `body`, in the same order.
///
/// `obstacles` are the rows that are seen, with the marks and labels in them. Linear in the stops; what is seen of them
/// costs rows × columns each, and people who go the same way cost no more than one.
pub fn paths(people: &[PathRequest], obstacles: &Obstacles, body: Rect, metrics: &dyn Metrics) -> Vec<PathMark> {
    let mut seen: Vec<Vec<Seen>> = people.iter().map(|person| seen(&person.stops, body)).collect();
    if seen.iter().map(Vec::len).sum::<usize>() > MOST_STOPS {
        let room = body.width() + 2.0 * OUTSIDE;
        let apart = (room * people.len() as f32 / MOST_STOPS as f32).max(MERGED);
        for stops in &mut seen {
            thin_out(stops, apart);
        }
    }
    let ways = Ways::new(&seen, obstacles, body);
    let drawn = people.iter().zip(&seen).enumerate().map(|(at, (person, stops))| PathMark {
        who: person.who,
        colour: person.colour,
        tag: None,
        segments: segments(at, stops, &ways, body),
        rings: stops.iter().map(|seen| seen.stop.ring()).filter(|ring| body.expand(RING).contains(ring.at)).collect(),
    });
    let mut paths: Vec<PathMark> = drawn.collect();
    tags::place(&mut paths, people, obstacles, body, metrics);
    paths
}

/// A stop of which anything is seen, or from or to which a way is.
#[derive(Clone, Copy, Debug)]
struct Seen {
    stop: Stop,
    /// Whether the way from the one before is seen.
    joined: bool,
}

/// What matters of a person's stops.
fn seen(stops: &[Stop], body: Rect) -> Vec<Seen> {
    let room = body.expand(OUTSIDE);
    // What lies far outside only tells where a way comes from.
    let stops = stops.iter().filter(|stop| stop.rect.is_finite() && !stop.rect.is_negative());
    let stops: Vec<Stop> = stops.map(|&stop| Stop { rect: clamped(stop.rect, room), ..stop }).collect();
    let is_joined = |at: usize| at > 0 && stops[at - 1].rect.union(stops[at].rect).intersects(body);
    let is_kept = |at: usize| {
        stops[at].rect.expand(SLOT).intersects(body) || is_joined(at) || at + 1 < stops.len() && is_joined(at + 1)
    };
    (0..stops.len()).filter(|&at| is_kept(at)).map(|at| Seen { stop: stops[at], joined: is_joined(at) }).collect()
}

/// Keeps of stops that are nearer than `apart` only the first.
fn thin_out(stops: &mut Vec<Seen>, apart: f32) {
    let (mut last, mut joined) = (f32::NEG_INFINITY, true);
    stops.retain_mut(|seen| {
        // Over what is left out a way goes on only where none of it is missing.
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

/// A mark as far as it lies in `room` in x; beyond it a thin piece at the edge.
fn clamped(rect: Rect, room: Rect) -> Rect {
    let x = |x: f32| x.clamp(room.min.x, room.max.x);
    Rect::from_min_max(Pos2::new(x(rect.min.x), rect.min.y), Pos2::new(x(rect.max.x), rect.max.y))
}

/// The ways between marks, each for all who take it.
struct Ways {
    bundles: HashMap<(EventId, EventId), Bundle>,
}

struct Bundle {
    from: Stop,
    to: Stop,
    /// Who goes this way, by position, with where they run in both marks.
    people: Vec<(usize, [f32; 2])>,
    way: Option<Way>,
}

impl Bundle {
    /// How far a bundle reaches on either side of its middle.
    fn half(&self) -> f32 {
        (self.people.len() - 1) as f32 * APART / 2.0
    }

    /// How far right of the middle somebody goes; the lower in the mark, the farther right.
    fn aside(&self, person: usize) -> f32 {
        let at = self.people.iter().position(|&(other, _)| other == person).unwrap_or_default();
        at as f32 * APART - self.half()
    }
}

impl Ways {
    fn new(seen: &[Vec<Seen>], obstacles: &Obstacles, body: Rect) -> Self {
        let mut bundles: HashMap<(EventId, EventId), Bundle> = HashMap::new();
        let mut grid = Grid::new(obstacles, body);
        for (person, stops) in seen.iter().enumerate() {
            for Seen { stop, .. } in stops {
                let x = Rangef::new(stop.ring().at.x, stop.end());
                grid.take_run(grid.level_of(stop.rect), x, stop.y());
            }
            for pair in stops.windows(2).filter(|pair| pair[1].joined) {
                let [from, to] = [pair[0].stop, pair[1].stop];
                let empty = || Bundle { from, to, people: Vec::new(), way: None };
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
        // The shortest first: the longer a way is, the more can it choose.
        order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        for (key, _) in order {
            if let Some(bundle) = bundles.get_mut(&key) {
                let half = bundle.half();
                let (from, to) = ends(&bundle.from, &bundle.to, &grid);
                let middle = |side: usize| {
                    bundle.people.iter().map(|(_, y)| y[side]).sum::<f32>() / bundle.people.len().max(1) as f32
                };
                let (from, to) = (End { y: middle(0), ..from }, End { y: middle(1), ..to });
                bundle.way = Some(grid.route(from, to, half));
            }
        }
        Self { bundles }
    }
}

/// Where a way between two marks may start and end.
fn ends(from: &Stop, to: &Stop, grid: &Grid<'_>) -> (End, End) {
    let rings = [from.ring().at.x, to.ring().at.x];
    let (edges, gap) = ([from.rect.max.x, to.rect.min.x], to.rect.min.x - from.rect.max.x);
    let turns = if gap >= 2.0 * TURN {
        [edges[0] + TURN, edges[1] - TURN]
    } else if gap >= 0.0 {
        [edges[0] + gap / 2.0; 2]
    } else {
        // The earlier one still goes on: left where the next one starts.
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

/// A person's path, piece by piece.
fn segments(person: usize, stops: &[Seen], ways: &Ways, body: Rect) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(stops.len() * 2);
    for (at, Seen { stop, .. }) in stops.iter().enumerate() {
        let ring = stop.ring().at;
        let next = stops.get(at + 1).filter(|next| next.joined).map(|next| &next.stop);
        let taken = next.and_then(|next| {
            let bundle = ways.bundles.get(&(stop.event, next.event))?;
            Some((next, bundle.way.as_ref()?, bundle.aside(person)))
        });
        let leave = match taken {
            Some((next, way, aside)) => {
                let turn = way.first(aside, ring.y, next.y());
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
        if let Some((next, way, aside)) = taken {
            let kind = if next.absent_before { SegmentKind::Absent } else { SegmentKind::Between };
            add(curve::smooth(&way.corners(leave, next.ring().at, aside)), kind);
        }
    }
    segments
}
