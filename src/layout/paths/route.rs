//! Where ways from mark to mark run: which columns they take through the rows, and where they change from one to
//! the next. Knows rows and what is taken in them; nothing of people.
//!
//! ```text
//!  row    ▭ from ─╮ label             A way leaves its mark in the free room behind it, goes down or up in
//!  gutter         │                   columns that are free, changes columns in the gutters between rows, and
//!  row    label   ╰╮ ▭▭▭▭             comes in through the free room before the other mark.
//!  gutter          │
//!  row    ▭▭▭▭▭▭▭  ╰─ ▭ to
//! ```
//!
//! The cheapest way is found row by row: the cost of being at an x below a row is that of being at an x above it,
//! plus the way along the gutter between, plus what is crossed. One pass east and one west are enough for all x.

use egui::emath::{Rangef, Rect};

use super::ends::End;
use super::stages::{Stages, change_columns};
use super::track::Tracks;
use super::way::Way;
use crate::layout::links::{Obstacles, RowBand};

/// How far apart ways keep, from middle to middle.
pub(super) const APART: f32 = 3.5;
/// What it costs to cross a mark, or something of which nobody told what it is, in points of detour.
const CROSSING: f32 = 280.0;
/// What it costs to cross a label, which has a ground of its own and stays readable.
const LABEL: f32 = 60.0;
/// What it costs to run on top of another way through a row.
pub(super) const SHARED: f32 = 45.0;
/// How far apart the columns are that are tried.
const STEP: f32 = 4.0;
/// How far outside of both marks a way may go.
const DETOUR: f32 = 40.0;
/// The room kept between a column and a mark or a label.
pub(super) const CLEAR: f32 = 3.0;
/// How far a way is moved aside at most to run beside others, in points.
const MOST_ASIDE: f32 = 14.0;

/// Finds ways one after the other, so that later ones keep off earlier ones.
pub(super) struct Grid<'a> {
    obstacles: &'a Obstacles,
    pub(super) rows: &'a [RowBand],
    room: Rect,
    /// Columns in use, by row.
    pub(super) columns: Vec<Tracks>,
    /// Heights in use, by gutter: one more than there are rows.
    levels: Vec<Tracks>,
    /// Heights in use within rows: along marks and straight on from them.
    pub(super) runs: Vec<Tracks>,
}

impl<'a> Grid<'a> {
    /// For ways that are seen in `room`.
    pub(super) fn new(obstacles: &'a Obstacles, room: Rect) -> Self {
        let rows = obstacles.rows();
        let tracks = |count| vec![Tracks::default(); count];
        let (columns, levels, runs) = (tracks(rows.len()), tracks(rows.len() + 1), tracks(rows.len()));
        Self { obstacles, rows, room, columns, levels, runs }
    }

    /// The row that a mark is in, as [`End::level`].
    pub(super) fn level_of(&self, mark: Rect) -> isize {
        let y = mark.center().y;
        let above = self.rows.partition_point(|row| row.y.max < y);
        match self.rows.get(above) {
            // Above the first row, or in the padding between lanes, where a lane's first row may be half out of sight.
            Some(row) if row.y.min <= y || above > 0 => above.cast_signed(),
            Some(_) => -1,
            None => self.rows.len().cast_signed(),
        }
    }

    /// Keeps other ways off what runs along a mark.
    pub(super) fn take_run(&mut self, level: isize, x: Rangef, y: f32) {
        if let Some(runs) = usize::try_from(level).ok().and_then(|row| self.runs.get_mut(row)) {
            runs.take(x, y, 0.0);
        }
    }

    /// The way between two marks for a bundle that is `half` wide on either side of its middle.
    pub(super) fn route(&mut self, from: End, to: End, half: f32) -> Way {
        let way = if from.level == to.level {
            self.beside(from, to, half)
        } else {
            let gutters: Vec<usize> = if from.level < to.level {
                (from.level + 1..=to.level).map(|gutter| gutter as usize).collect()
            } else {
                (to.level + 1..=from.level).rev().map(|gutter| gutter as usize).collect()
            };
            self.through(from, to, half, &gutters).1
        };
        self.settled(from, to, half, way)
    }

    /// Within one row: straight where nothing is between, else through the gutter above or below.
    fn beside(&self, from: End, to: End, half: f32) -> Stages {
        let blocked = self.row(from.level).is_some_and(|row| {
            row.taken
                .iter()
                .any(|taken| taken.max > from.edge + 1.0 && taken.min < to.edge - 1.0 && from.edge < to.edge)
        });
        if !blocked {
            return Stages { columns: vec![f32::midpoint(from.turn, to.turn)], gutters: Vec::new() };
        }
        let last = self.rows.len().cast_signed();
        let x = Rangef::new(from.turn.min(to.turn), from.turn.max(to.turn));
        let tried = [from.level + 1, from.level].map(|gutter| {
            let gutter = gutter.clamp(0, last) as usize;
            let (cost, way) = self.through(from, to, half, &[gutter]);
            let busy = self.levels[gutter].count(x, self.middle(gutter), half) as f32;
            (cost + busy * SHARED / 2.0, way)
        });
        let [below, above] = tried;
        if above.0 < below.0 { above.1 } else { below.1 }
    }

    /// The cheapest columns through `gutters`, one after the other, and what they cost.
    fn through(&self, from: End, to: End, half: f32, gutters: &[usize]) -> (f32, Stages) {
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
        (total, Stages { columns, gutters: gutters.to_vec() }.merged())
    }

    /// The columns that are tried, from west to east.
    fn candidates(&self, from: End, to: End) -> Vec<f32> {
        let room = self.room.x_range().expand(60.0);
        let low = (from.turn.min(to.turn) - DETOUR).max(room.min);
        let high = (from.turn.max(to.turn) + DETOUR).min(room.max);
        let (first, last) = ((low / STEP).ceil() as i32, (high / STEP).floor() as i32);
        let mut xs: Vec<f32> = (first..=last).map(|at| at as f32 * STEP).collect();
        // The ends themselves, so that there is at least one way.
        xs.extend([from.turn, to.turn, to.ring]);
        xs.sort_by(f32::total_cmp);
        xs.dedup_by(|a, b| (*a - *b).abs() < 0.01);
        xs.truncate(usize::from(u16::MAX));
        xs
    }

    /// Adds what it costs to pass a row in each of the columns `xs`.
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
            for track in self.columns[row].within(Rangef::new(first, last).expand(half)) {
                add(Rangef::point(track.at).expand(half + track.half + APART - 0.1), SHARED);
            }
        }
    }

    /// The way with its columns and heights moved off those that others have taken, and taken in turn.
    fn settled(&mut self, from: End, to: End, half: f32, stages: Stages) -> Way {
        let Stages { mut columns, gutters } = stages;
        let last = columns.len() - 1;
        for at in 0..=last {
            // From which row to which this column leads; the ends' own rows belong to it.
            let start = if at == 0 { from.level * 2 + 1 } else { gutters[at - 1].cast_signed() * 2 };
            let end = if at == last { to.level * 2 + 1 } else { gutters[at].cast_signed() * 2 };
            let rows = self.rows_between(start, end);
            let (low, high) = (if at == 0 { from.ring } else { f32::MIN }, if at == last { to.ring } else { f32::MAX });
            let middle = rows.clone().filter(|row| ![from.level, to.level].contains(&row.cast_signed()));
            let near = Rangef::point(columns[at]).expand(MOST_ASIDE + 1.5);
            let taken: Vec<Rangef> =
                middle.flat_map(|row| &self.rows[row].taken).filter(|taken| taken.intersects(near)).copied().collect();
            let worth = |x: f32| {
                let shared: usize = rows.clone().map(|row| self.columns[row].near(x, half)).sum();
                let crossed = taken.iter().filter(|taken| taken.expand(1.5).contains(x)).count();
                let outside = if x < low.min(high) || x > high.max(low) { 300.0 } else { 0.0 };
                shared as f32 * 400.0 + crossed as f32 * CROSSING + outside
            };
            let x = best_beside(columns[at], worth);
            columns[at] = x;
            for row in rows {
                self.columns[row].take(self.rows[row].y, x, half);
            }
        }
        let mut levels = Vec::with_capacity(gutters.len());
        for (at, &gutter) in gutters.iter().enumerate() {
            let x = Rangef::new(columns[at].min(columns[at + 1]), columns[at].max(columns[at + 1])).expand(half + 4.0);
            let room = self.gutter(gutter);
            let worth = |y: f32| {
                let neighbours = [gutter.checked_sub(1), Some(gutter)];
                let runs = neighbours.into_iter().flatten().filter_map(|row| self.runs.get(row));
                let shared: usize = runs.map(|runs| runs.count(x, y, half)).sum();
                let outside = (room.min + half - y).max(y + half - room.max).max(0.0);
                (shared + self.levels[gutter].count(x, y, half)) as f32 * 400.0 + outside * 12.0
            };
            let y = best_beside(self.middle(gutter), worth);
            self.levels[gutter].take(x, y, half);
            levels.push(y);
        }
        for (end, x) in [(from, Rangef::new(from.edge, columns[0])), (to, Rangef::new(columns[last], to.edge))] {
            if x.span() > 1.0 {
                self.take_run(end.level, x, end.y);
            }
        }
        Way { columns, levels }
    }

    /// The rows that a column leads through between two places, each counted in halves: gutter, row, gutter, row.
    fn rows_between(&self, start: isize, end: isize) -> std::ops::Range<usize> {
        let (first, after) = (start.min(end).div_euclid(2), (start.max(end) + 1).div_euclid(2));
        let row = |level: isize| level.clamp(0, self.rows.len().cast_signed()) as usize;
        row(first)..row(after)
    }

    pub(super) fn row(&self, level: isize) -> Option<&RowBand> {
        usize::try_from(level).ok().and_then(|row| self.rows.get(row))
    }

    /// The room above a row, below the one before it; marks leave a little of their rows to it.
    fn gutter(&self, gutter: usize) -> Rangef {
        let above = gutter.checked_sub(1).and_then(|row| self.rows.get(row)).map(|row| row.y.max - 1.5);
        let below = self.rows.get(gutter).map(|row| row.y.min + 1.5);
        match (above, below) {
            (Some(above), Some(below)) => Rangef::new(above, below),
            (Some(above), None) => Rangef::new(above, above + 8.0),
            (None, Some(below)) => Rangef::new(below - 8.0, below),
            (None, None) => Rangef::point(self.room.center().y),
        }
    }

    fn middle(&self, gutter: usize) -> f32 {
        self.gutter(gutter).center()
    }
}

/// `wanted`, or the place near it that is worth most: the nearer the better.
fn best_beside(wanted: f32, worth: impl Fn(f32) -> f32) -> f32 {
    let here = worth(wanted);
    if here <= 0.0 {
        return wanted;
    }
    let mut best = (here, wanted);
    let mut away = 0.0;
    while away < MOST_ASIDE {
        away += APART / 2.0;
        // Nothing farther away can be worth more.
        if best.0 <= away {
            break;
        }
        for at in [wanted + away, wanted - away] {
            let cost = worth(at) + away;
            if cost < best.0 {
                best = (cost, at);
            }
        }
    }
    best.1
}
