//! The routes of because-links: from a cause's mark to its effect's, along the free space between rows, around labels
//! and marks.
//!
//! ```text
//!   ▭ cause  label
//!   └────╮              the gutter under the cause's row
//!        │  other label
//!        ╰▸ ▭ effect
//! ```

use egui::emath::{Pos2, Rangef, Rect};

use super::obstacles::{Obstacles, RowBand, is_taken};

/// The cost of crossing something, in points of detour.
const CROSSING: f32 = 90.0;
/// The cost of a bend, in points of detour.
const BEND: f32 = 8.0;
/// The distance between the vertical stretches that are tried.
const STEP: f32 = 4.0;
/// How far left or right of cause and effect a vertical stretch may be.
const DETOUR: f32 = 120.0;
/// The cost of running beside the route of another cause, and the distance that counts as beside.
const SHARED: f32 = 30.0;
/// See [`SHARED`].
const APART: f32 = 3.0;
/// The length of the straight end with the arrow.
const APPROACH: f32 = 9.0;
/// The radius of corners.
const RADIUS: f32 = 5.0;

/// With more routes than this, vertical stretches are sought on a grid that is computed once.
const MANY: usize = 24;

/// For each x of a grid, the running count of rows that are taken there: the count between two rows is a difference.
#[derive(Clone, Debug)]
struct Columns {
    from: f32,
    count: usize,
    /// For each row and one more, for each column, the number of rows before it that are taken there.
    taken: Vec<u16>,
}

impl Columns {
    fn new(rows: &[RowBand], room: Rangef) -> Self {
        let count = (room.span() / STEP).max(0.0) as usize + 1;
        let mut taken = vec![0_u16; count];
        for row in rows {
            let before = taken.len() - count;
            for column in 0..count {
                let here = u16::from(is_taken(&row.taken, room.min + column as f32 * STEP));
                taken.push(taken[before + column] + here);
            }
        }
        Self { from: room.min, count, taken }
    }

    /// The columns between two x, with their x.
    fn between(&self, from: f32, to: f32) -> impl Iterator<Item = (usize, f32)> + use<> {
        let first = ((from - self.from) / STEP).ceil().max(0.0) as usize;
        let end = (((to - self.from) / STEP).floor().max(0.0) as usize + 1).min(self.count);
        let start = self.from;
        (first..end.max(first)).map(move |column| (column, start + column as f32 * STEP))
    }

    /// The number of `rows` that are taken in a column.
    fn crossings(&self, column: usize, rows: &std::ops::Range<usize>) -> usize {
        let at = |row: usize| usize::from(self.taken[row * self.count + column]);
        at(rows.end) - at(rows.start)
    }
}

/// Finds routes one after the other; later ones keep clear of earlier ones from other causes.
pub struct Router {
    obstacles: Obstacles,
    room: Rangef,
    /// The vertical stretches so far: x, range of y, and start of the route.
    used: Vec<(f32, Rangef, Pos2)>,
    /// The grid, if there are many routes.
    columns: Option<Columns>,
}

/// The end of a route: the last point before the arrow, and the tip of the arrow.
#[derive(Clone, Copy)]
struct Arrival {
    before: Pos2,
    tip: Pos2,
}

impl Router {
    /// A router for this number of routes within `room`.
    pub fn new(obstacles: Obstacles, room: Rangef, routes: usize) -> Self {
        let columns = (routes > MANY).then(|| Columns::new(obstacles.rows(), room));
        Self { obstacles, room, used: Vec::new(), columns }
    }

    /// The route from the mark `cause` to the mark `effect`, with rounded corners and the tip of the arrow last.
    pub fn route(&mut self, cause: Rect, effect: Rect) -> Vec<Pos2> {
        let start_x = (cause.max.x - 5.0).max(cause.center().x);
        let downwards = effect.center().y >= cause.center().y;
        let (cause_band, effect_band) = (self.band(cause), self.band(effect));
        let same_row = (cause_band.min - effect_band.min).abs() < 1.0;
        let leave_y = if downwards { cause_band.max } else { cause_band.min };
        let arrive_y = match (same_row, downwards) {
            (true, _) => leave_y,
            (false, true) => effect_band.min,
            (false, false) => effect_band.max,
        };
        let start = Pos2::new(start_x, if leave_y > cause.center().y { cause.max.y } else { cause.min.y });
        let arrival = self.arrival(effect, arrive_y);
        let x = self.best_x(start, leave_y, arrive_y, arrival.before.x);
        if (leave_y - arrive_y).abs() > 1.0 {
            self.used.push((x, Rangef::new(leave_y.min(arrive_y), leave_y.max(arrive_y)), start));
        }
        let corners = [
            start,
            Pos2::new(start_x, leave_y),
            Pos2::new(x, leave_y),
            Pos2::new(x, arrive_y),
            Pos2::new(arrival.before.x, arrive_y),
            arrival.before,
            arrival.tip,
        ];
        rounded(&without_repeats(&corners))
    }

    fn band(&self, mark: Rect) -> Rangef {
        let y = mark.center().y;
        self.obstacles.row_at(y).filter(|row| row.y.contains(y)).map_or(Rangef::new(y - 8.0, y + 8.0), |row| row.y)
    }

    /// The end of a route: from the left if there is room for the arrow, else from the gutter above or below.
    fn arrival(&self, effect: Rect, arrive_y: f32) -> Arrival {
        let tip = Pos2::new(effect.min.x - 1.0, effect.center().y);
        let taken = self.obstacles.row_at(tip.y).map(|row| row.taken.as_slice()).unwrap_or_default();
        let is_free = !taken.iter().any(|range| range.min < tip.x && range.max > tip.x - APPROACH - 3.0);
        if is_free {
            return Arrival { before: Pos2::new(tip.x - APPROACH, tip.y), tip };
        }
        let x = effect.center().x.min(effect.min.x + 8.0);
        let edge = if arrive_y > effect.center().y { effect.max.y + 1.0 } else { effect.min.y - 1.0 };
        Arrival { before: Pos2::new(x, arrive_y), tip: Pos2::new(x, edge) }
    }

    /// The x of the vertical stretch with the least cost.
    fn best_x(&self, start: Pos2, leave_y: f32, arrive_y: f32, end_x: f32) -> f32 {
        let from = (start.x.min(end_x) - DETOUR).max(self.room.min);
        let to = (start.x.max(end_x) + DETOUR).min(self.room.max);
        let y = Rangef::new(leave_y.min(arrive_y), leave_y.max(arrive_y));
        let rows = self.obstacles.between(y.min, y.max);
        let along = |(_, along, cause): &&(f32, Rangef, Pos2)| along.intersects(y) && cause.distance(start) > 1.0;
        let used: Vec<f32> = self.used.iter().filter(along).map(|&(x, ..)| x).collect();
        let cost = |x: f32, crossed: usize| {
            let bend = |a: f32| f32::from(u8::from((x - a).abs() > 0.5)) * BEND;
            let shared = used.iter().filter(|&&other| (x - other).abs() < APART).count() as f32 * SHARED;
            let away = (x - start.x).abs() + (x - end_x).abs();
            crossed as f32 * CROSSING + shared + away + bend(start.x) + bend(end_x)
        };
        let exactly = |x: f32| (cost(x, self.obstacles.crossings(x, &rows)), x);
        let ends = [start.x, end_x].map(exactly);
        let best = |tried: &mut dyn Iterator<Item = (f32, f32)>| {
            tried.chain(ends).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
        };
        let best = if let Some(columns) = &self.columns {
            let on_grid = |(column, x): (usize, f32)| (cost(x, columns.crossings(column, &rows)), x);
            best(&mut columns.between(from, to).map(on_grid))
        } else {
            let steps = ((to - from) / STEP).max(0.0) as usize;
            best(&mut (0..=steps).map(|step| exactly(from + step as f32 * STEP)))
        };
        best.map_or(end_x, |(_, x)| x)
    }
}

/// The corners without points on the straight line between their neighbours.
fn without_repeats(corners: &[Pos2]) -> Vec<Pos2> {
    let mut route: Vec<Pos2> = Vec::with_capacity(corners.len());
    for &corner in corners {
        if route.last().is_some_and(|last| last.distance(corner) < 0.5) {
            continue;
        }
        if let [.., before, last] = route.as_slice() {
            let straight = (before.x - last.x).abs() < 0.5 && (last.x - corner.x).abs() < 0.5
                || (before.y - last.y).abs() < 0.5 && (last.y - corner.y).abs() < 0.5;
            if straight {
                route.pop();
            }
        }
        route.push(corner);
    }
    route
}

/// The route with every corner replaced by a quarter circle.
fn rounded(corners: &[Pos2]) -> Vec<Pos2> {
    let mut points = Vec::with_capacity(corners.len() * 5);
    points.extend(corners.first());
    for trio in corners.windows(3) {
        let [before, corner, after] = [trio[0], trio[1], trio[2]];
        let radius = RADIUS.min(before.distance(corner) / 2.0).min(corner.distance(after) / 2.0);
        let (enter, leave) =
            (corner + (before - corner).normalized() * radius, corner + (after - corner).normalized() * radius);
        // A quadratic curve through the corner's control point.
        points.extend((0..=4).map(|step| {
            let t = step as f32 / 4.0;
            enter.lerp(corner, t).lerp(corner.lerp(leave, t), t)
        }));
    }
    if corners.len() > 1 {
        points.extend(corners.last());
    }
    points
}

#[cfg(test)]
mod tests {
    use egui::emath::{Rangef, Rect, pos2};

    use super::Router;
    use crate::layout::obstacles::{Obstacles, RowBand};

    fn mark(x: f32, row: usize) -> Rect {
        let y = row as f32 * 20.0;
        Rect::from_min_max(pos2(x, y + 4.0), pos2(x + 20.0, y + 16.0))
    }

    fn rows(taken: &[&[(f32, f32)]]) -> Obstacles {
        let band = |(row, taken): (usize, &&[(f32, f32)])| RowBand {
            y: Rangef::new(row as f32 * 20.0, row as f32 * 20.0 + 20.0),
            taken: taken.iter().map(|&(start, end)| Rangef::new(start, end)).collect(),
        };
        Obstacles::new(taken.iter().enumerate().map(band).collect())
    }

    #[test]
    fn a_route_goes_around_obstacles() {
        let obstacles = rows(&[&[(0.0, 120.0)], &[(10.0, 150.0)], &[(10.0, 180.0)], &[(200.0, 300.0)]]);
        let route = Router::new(obstacles, Rangef::new(0.0, 400.0), 1).route(mark(0.0, 0), mark(200.0, 3));
        for point in &route {
            for (row, range) in [(1, Rangef::new(10.0, 150.0)), (2, Rangef::new(10.0, 180.0))] {
                let inside = point.y > row as f32 * 20.0 + 1.0 && point.y < row as f32 * 20.0 + 19.0;
                assert!(!(inside && range.contains(point.x)), "{point:?} of {route:?}");
            }
        }
        assert_eq!(route.last(), Some(&pos2(199.0, 70.0)));
        assert_eq!(route.first().map(|point| point.y), Some(16.0));
    }

    #[test]
    fn many_routes_keep_clear_too() {
        let obstacles = rows(&[&[(0.0, 120.0)], &[(10.0, 150.0)], &[(10.0, 180.0)], &[(200.0, 300.0)]]);
        let crossed = |obstacles: &Obstacles, x: f32| obstacles.crossings(x, &(0..4));
        let columns = super::Columns::new(obstacles.rows(), Rangef::new(0.0, 400.0));
        for (column, x) in columns.between(0.0, 400.0) {
            assert_eq!(columns.crossings(column, &(0..4)), crossed(&obstacles, x), "{x}");
        }
        let route = Router::new(obstacles, Rangef::new(0.0, 400.0), 100).route(mark(0.0, 0), mark(200.0, 3));
        let down = route.iter().find(|point| point.y > 30.0).unwrap();
        assert!(!(10.0..180.0).contains(&down.x), "{route:?}");
    }

    #[test]
    fn an_effect_before_its_cause_and_one_in_the_same_row_are_reached() {
        let obstacles = rows(&[&[(0.0, 120.0)], &[(0.0, 120.0)]]);
        for (from, to) in [((200.0, 0), (150.0, 1)), ((0.0, 0), (200.0, 0)), ((0.0, 1), (150.0, 0))] {
            let effect = mark(to.0, to.1);
            let route =
                Router::new(obstacles.clone(), Rangef::new(-50.0, 400.0), 1).route(mark(from.0, from.1), effect);
            assert_eq!(route.last(), Some(&pos2(effect.min.x - 1.0, effect.center().y)), "{from:?} {to:?}");
            assert!(route.iter().all(|point| point.is_finite()));
        }
    }

    #[test]
    fn an_arrow_comes_from_above_where_the_left_is_taken() {
        let obstacles = rows(&[&[(0.0, 20.0)], &[(100.0, 194.0), (200.0, 220.0)]]);
        let route = Router::new(obstacles, Rangef::new(0.0, 400.0), 1).route(mark(0.0, 0), mark(200.0, 1));
        assert_eq!(route.last(), Some(&pos2(208.0, 23.0)));
    }
}
