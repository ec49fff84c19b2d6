//! Finds routes from mark to mark, one after the other: the columns they take through the rows, and the gutters in
//! which they change columns. Later routes keep clear of earlier ones. Knows nothing of people.
//!
//! ```text
//!  row    ▭ from ─╮ label             A route leaves its mark in the free room behind it, goes down or up in
//!  gutter         │                   columns that are free, changes columns in the gutters between rows, and
//!  row    label   ╰╮ ▭▭▭▭             comes in through the free room before the other mark.
//!  gutter          │
//!  row    ▭▭▭▭▭▭▭  ╰─ ▭ to
//! ```
//!
//! The cheapest route is found row by row, as in dynamic programming: the cost of being at an x below a row is that of
//! being at an x above it, plus the stretch along the gutter between, plus what is crossed. One pass east and one west
//! give the costs of all x.

use egui::emath::Rangef;

use super::curve::Route;
use super::grid::{CLEAR, End, Grid};
use super::occupied::APART;

/// The cost of crossing a mark, or something not known to be a label, in points of detour.
const CROSSING: f32 = 280.0;
/// The cost of crossing a label, which is drawn on a background and stays readable.
const LABEL: f32 = 60.0;
/// The cost of running on top of another route through a row.
const SHARED: f32 = 45.0;
/// The distance between the columns that are tried.
const STEP: f32 = 4.0;
/// How far outside of both marks a route may go.
const DETOUR: f32 = 40.0;
/// How far a route may be moved aside to run beside others, in points.
const MOST_ASIDE: f32 = 14.0;
/// The room that a bend wants on either side, and the cost of each point that is missing.
const EASE: f32 = 11.0;
/// See [`EASE`].
const TIGHT: f32 = 0.7;
/// The cost of a change of columns, apart from its length.
const CHANGE: f32 = 16.0;
/// The cost of each point west, where each point east costs 1: time does not go back.
const BACK: f32 = 4.0;

impl Grid<'_> {
    /// The route between two marks for a bundle that is `half` wide on either side of its middle.
    pub(super) fn route(&mut self, from: End, to: End, half: f32) -> Route {
        let columns = if from.level == to.level {
            self.beside(from, to, half)
        } else {
            let gutters: Vec<usize> = if from.level < to.level {
                (from.level + 1..=to.level).map(|gutter| gutter as usize).collect()
            } else {
                (to.level + 1..=from.level).rev().map(|gutter| gutter as usize).collect()
            };
            self.through(from, to, half, &gutters).1
        };
        self.separated(from, to, half, columns)
    }

    /// The route within one row: straight if nothing is between, else through the gutter above or below.
    fn beside(&self, from: End, to: End, half: f32) -> Steps {
        let blocked = self.row(from.level).is_some_and(|row| {
            row.taken
                .iter()
                .any(|taken| taken.max > from.edge + 1.0 && taken.min < to.edge - 1.0 && from.edge < to.edge)
        });
        if !blocked {
            return Steps { columns: vec![f32::midpoint(from.turn, to.turn)], gutters: Vec::new() };
        }
        let last = self.rows.len().cast_signed();
        let x = Rangef::new(from.turn.min(to.turn), from.turn.max(to.turn));
        let tried = [from.level + 1, from.level].map(|gutter| {
            let gutter = gutter.clamp(0, last) as usize;
            let (cost, steps) = self.through(from, to, half, &[gutter]);
            let busy = self.levels[gutter].count(x, self.middle(gutter), half) as f32;
            (cost + busy * SHARED / 2.0, steps)
        });
        let [below, above] = tried;
        if above.0 < below.0 { above.1 } else { below.1 }
    }

    /// The cheapest columns through `gutters`, one after the other, and their cost.
    fn through(&self, from: End, to: End, half: f32, gutters: &[usize]) -> (f32, Steps) {
        let xs = self.candidates(from, to);
        let (free_to, free_from) = (self.free_behind(from, half), self.free_before(to, half));
        let mut cost: Vec<f32> = xs.iter().map(|&x| self.leaving(from, x, free_to, half, to)).collect();
        let mut came: Vec<Vec<u16>> = Vec::with_capacity(gutters.len());
        for (at, &gutter) in gutters.iter().enumerate() {
            let origin = change_columns(&xs, &mut cost);
            came.push(origin);
            if let Some(&next) = gutters.get(at + 1) {
                self.pass(gutter.min(next), &xs, half, &mut cost);
            }
        }
        for (cost, &x) in cost.iter_mut().zip(&xs) {
            *cost += self.arriving(to, x, free_from, half);
        }
        let best = cost.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        let (mut at, total) = best.map_or((0, 0.0), |(at, &cost)| (at, cost));
        let mut columns = vec![xs[at]];
        for origin in came.iter().rev() {
            at = usize::from(origin[at]);
            columns.push(xs[at]);
        }
        columns.reverse();
        (total, Steps { columns, gutters: gutters.to_vec() }.merged())
    }

    /// The columns that are tried, from west to east.
    fn candidates(&self, from: End, to: End) -> Vec<f32> {
        let room = self.room.x_range().expand(60.0);
        let low = (from.turn.min(to.turn) - DETOUR).max(room.min);
        let high = (from.turn.max(to.turn) + DETOUR).min(room.max);
        let (first, last) = ((low / STEP).ceil() as i32, (high / STEP).floor() as i32);
        let mut xs: Vec<f32> = (first..=last).map(|at| at as f32 * STEP).collect();
        // The columns at the ends, so that there is at least one route.
        xs.extend([from.turn, to.turn, to.ring]);
        xs.sort_by(f32::total_cmp);
        xs.dedup_by(|a, b| (*a - *b).abs() < 0.01);
        xs.truncate(usize::from(u16::MAX));
        xs
    }

    /// Adds the cost of passing a row in each of the columns `xs`.
    fn pass(&self, row: usize, xs: &[f32], half: f32, cost: &mut [f32]) {
        let mut add = |x: Rangef, extra: f32| {
            let first = xs.partition_point(|&at| at <= x.min);
            let end = xs.partition_point(|&at| at < x.max);
            if first < end {
                cost[first..end].iter_mut().for_each(|cost| *cost += extra);
            }
        };
        let marks = self.obstacles.marks(row);
        for taken in &self.rows[row].taken {
            add(taken.expand(CLEAR + half), if marks.is_some() { LABEL } else { CROSSING });
        }
        for mark in marks.unwrap_or_default() {
            add(mark.expand(CLEAR + half), CROSSING - LABEL);
        }
        if let [first, .., last] = *xs {
            for stretch in self.columns[row].within(Rangef::new(first, last).expand(half)) {
                add(Rangef::point(stretch.at).expand(half + stretch.half + APART - 0.1), SHARED);
            }
        }
    }

    /// The route with its columns and heights moved off those that others have taken; marks the new ones as taken.
    fn separated(&mut self, from: End, to: End, half: f32, steps: Steps) -> Route {
        let Steps { mut columns, gutters } = steps;
        let last = columns.len() - 1;
        for at in 0..=last {
            // The rows that this column passes, with the rows of the two ends.
            let start = if at == 0 { from.level * 2 + 1 } else { gutters[at - 1].cast_signed() * 2 };
            let end = if at == last { to.level * 2 + 1 } else { gutters[at].cast_signed() * 2 };
            let rows = self.rows_between(start, end);
            let (low, high) = (if at == 0 { from.ring } else { f32::MIN }, if at == last { to.ring } else { f32::MAX });
            let middle = rows.clone().filter(|row| ![from.level, to.level].contains(&row.cast_signed()));
            let near = Rangef::point(columns[at]).expand(MOST_ASIDE + 1.5);
            let taken: Vec<Rangef> =
                middle.flat_map(|row| &self.rows[row].taken).filter(|taken| taken.intersects(near)).copied().collect();
            let cost = |x: f32| {
                let shared: usize = rows.clone().map(|row| self.columns[row].near(x, half)).sum();
                let crossed = taken.iter().filter(|taken| taken.expand(1.5).contains(x)).count();
                let outside = if x < low.min(high) || x > high.max(low) { 300.0 } else { 0.0 };
                shared as f32 * 400.0 + crossed as f32 * CROSSING + outside
            };
            let x = cheapest_near(columns[at], cost);
            columns[at] = x;
            for row in rows {
                self.columns[row].take(self.rows[row].y, x, half);
            }
        }
        let mut levels = Vec::with_capacity(gutters.len());
        for (at, &gutter) in gutters.iter().enumerate() {
            let x = Rangef::new(columns[at].min(columns[at + 1]), columns[at].max(columns[at + 1])).expand(half + 4.0);
            let room = self.gutter(gutter);
            let cost = |y: f32| {
                let neighbours = [gutter.checked_sub(1), Some(gutter)];
                let runs = neighbours.into_iter().flatten().filter_map(|row| self.runs.get(row));
                let shared: usize = runs.map(|runs| runs.count(x, y, half)).sum();
                let outside = (room.min + half - y).max(y + half - room.max).max(0.0);
                (shared + self.levels[gutter].count(x, y, half)) as f32 * 400.0 + outside * 12.0
            };
            let y = cheapest_near(self.middle(gutter), cost);
            self.levels[gutter].take(x, y, half);
            levels.push(y);
        }
        for (end, x) in [(from, Rangef::new(from.edge, columns[0])), (to, Rangef::new(columns[last], to.edge))] {
            if x.span() > 1.0 {
                self.take_run(end.level, x, end.y);
            }
        }
        Route { columns, levels }
    }

    /// The cost of leaving a mark in the column at `x`.
    fn leaving(&self, from: End, x: f32, free_to: f32, half: f32, to: End) -> f32 {
        let ease = (EASE - (x - from.ring)).max(0.0) * TIGHT;
        // Among equally good columns, the route turns late, near its end.
        let late = (x - (to.turn - EASE)).abs() * 0.02;
        let along = match x {
            x if x < from.ring - 0.01 || x > free_to + 0.01 => return f32::INFINITY,
            x if x < from.turn => (from.turn - x) * 2.0,
            x => x - from.turn,
        };
        along + ease + late + self.shared(from, Rangef::new(from.edge, x), x, half)
    }

    /// The cost of arriving at a mark from the column at `x`.
    fn arriving(&self, to: End, x: f32, free_from: f32, half: f32) -> f32 {
        let ease = (EASE - (to.ring - x)).max(0.0) * TIGHT;
        let along = match x {
            x if x > to.ring + 0.01 || x < free_from - 0.01 => return f32::INFINITY,
            x if x > to.turn => (x - to.turn) * 2.0,
            x => to.turn - x,
        };
        along + ease + self.shared(to, Rangef::new(x, to.edge), x, half)
    }

    /// The cost of the other routes that are already in the row of an end.
    fn shared(&self, end: End, x: Rangef, column: f32, half: f32) -> f32 {
        let Some(row) = usize::try_from(end.level).ok().filter(|&row| row < self.rows.len()) else { return 0.0 };
        let runs = if x.span() > 1.0 { self.runs[row].count(x, end.y, half) } else { 0 };
        let columns = self.columns[row].count(Rangef::new(end.y, end.y), column, half);
        (runs + columns) as f32 * SHARED
    }
}

/// The columns of a route, and the gutters in which it changes from one to the next.
struct Steps {
    columns: Vec<f32>,
    gutters: Vec<usize>,
}

impl Steps {
    /// The same without gutters in which the column stays.
    fn merged(self) -> Self {
        let mut merged = Self { columns: vec![self.columns[0]], gutters: Vec::new() };
        let mut last = self.columns[0];
        for (&column, gutter) in self.columns[1..].iter().zip(self.gutters) {
            if (column - last).abs() > 0.01 {
                merged.columns.push(column);
                merged.gutters.push(gutter);
                last = column;
            }
        }
        merged
    }
}

/// Lowers `cost` to the least costs below a gutter, in which the column may change; returns the column before for each.
fn change_columns(xs: &[f32], cost: &mut [f32]) -> Vec<u16> {
    let before = cost.to_vec();
    let mut origin: Vec<u16> = (0..xs.len() as u16).collect();
    let mut relax = |order: &mut dyn Iterator<Item = usize>, weight: f32| {
        let mut carried: Option<(f32, usize)> = None;
        for at in order {
            if let Some((value, from)) = carried {
                let along = value + (xs[at] - xs[from]).abs() * weight;
                if along + CHANGE < cost[at] {
                    cost[at] = along + CHANGE;
                    origin[at] = from as u16;
                }
                if before[at] < along {
                    carried = Some((before[at], at));
                }
            } else if before[at].is_finite() {
                carried = Some((before[at], at));
            }
        }
    };
    relax(&mut (0..xs.len()), 1.0);
    relax(&mut (0..xs.len()).rev(), BACK);
    origin
}

/// The place at or near `wanted` with the least `cost`, in which the distance counts too.
fn cheapest_near(wanted: f32, cost: impl Fn(f32) -> f32) -> f32 {
    let here = cost(wanted);
    if here <= 0.0 {
        return wanted;
    }
    let mut best = (here, wanted);
    let mut away = 0.0;
    while away < MOST_ASIDE {
        away += APART / 2.0;
        // Farther away, the distance alone costs more.
        if best.0 <= away {
            break;
        }
        for at in [wanted + away, wanted - away] {
            let total = cost(at) + away;
            if total < best.0 {
                best = (total, at);
            }
        }
    }
    best.1
}
