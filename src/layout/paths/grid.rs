//! The grid that routes are found on: rows with what is in them, gutters between them, and what earlier routes have
//! taken of both. Knows neither costs nor people.
//!
//! ```text
//!  gutter 0
//!  row 0    ▭▭▭ label   ▭
//!  gutter 1
//!  row 1    ▭    ▭▭▭▭▭ label
//!  gutter 2
//! ```

use egui::emath::{Rangef, Rect};

use super::occupied::Occupied;
use crate::layout::obstacles::{Obstacles, RowBand};

/// The room kept between a column and a mark or a label.
pub(super) const CLEAR: f32 = 3.0;

/// One end of a route.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// The row it is in; −1 above the first, one more than the last below it.
    pub(super) level: isize,
    /// The middle of its mark.
    pub(super) y: f32,
    /// The x of its mark's ring: a route leaves behind it and arrives before it.
    pub(super) ring: f32,
    /// The x of its mark's end, or of the start of the mark it leads to.
    pub(super) edge: f32,
    /// The column nearest to the mark in which a route may turn.
    pub(super) turn: f32,
}

/// The rows and gutters, and what routes have taken of them so far.
pub(super) struct Grid<'a> {
    pub(super) obstacles: &'a Obstacles,
    pub(super) rows: &'a [RowBand],
    pub(super) room: Rect,
    /// Columns in use, by row.
    pub(super) columns: Vec<Occupied>,
    /// Heights in use, by gutter: one more than there are rows.
    pub(super) levels: Vec<Occupied>,
    /// Heights in use within rows: along marks and straight on from them.
    pub(super) runs: Vec<Occupied>,
}

impl<'a> Grid<'a> {
    /// The grid for routes that are visible in `room`.
    pub(super) fn new(obstacles: &'a Obstacles, room: Rect) -> Self {
        let rows = obstacles.rows();
        let empty = |count| vec![Occupied::default(); count];
        let (columns, levels, runs) = (empty(rows.len()), empty(rows.len() + 1), empty(rows.len()));
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

    /// Takes the stretch along a mark, so that routes keep clear of it.
    pub(super) fn take_run(&mut self, level: isize, x: Rangef, y: f32) {
        if let Some(runs) = usize::try_from(level).ok().and_then(|row| self.runs.get_mut(row)) {
            runs.take(x, y, 0.0);
        }
    }

    /// The rows between two levels that count gutters and rows alike: gutter 0, row 0, gutter 1, row 1 …
    pub(super) fn rows_between(&self, start: isize, end: isize) -> std::ops::Range<usize> {
        let (first, after) = (start.min(end).div_euclid(2), (start.max(end) + 1).div_euclid(2));
        let row = |level: isize| level.clamp(0, self.rows.len().cast_signed()) as usize;
        row(first)..row(after)
    }

    /// The row of an [`End::level`]; `None` above the first and below the last.
    pub(super) fn row(&self, level: isize) -> Option<&RowBand> {
        usize::try_from(level).ok().and_then(|row| self.rows.get(row))
    }

    /// The gutter above a row, with the margins of the rows beside it.
    pub(super) fn gutter(&self, gutter: usize) -> Rangef {
        let above = gutter.checked_sub(1).and_then(|row| self.rows.get(row)).map(|row| row.y.max - 1.5);
        let below = self.rows.get(gutter).map(|row| row.y.min + 1.5);
        match (above, below) {
            (Some(above), Some(below)) => Rangef::new(above, below),
            (Some(above), None) => Rangef::new(above, above + 8.0),
            (None, Some(below)) => Rangef::new(below - 8.0, below),
            (None, None) => Rangef::point(self.room.center().y),
        }
    }

    /// The height of the middle of a gutter.
    pub(super) fn middle(&self, gutter: usize) -> f32 {
        self.gutter(gutter).center()
    }

    /// The x up to which a route can go straight from its first mark.
    pub(super) fn free_behind(&self, from: End, half: f32) -> f32 {
        let taken = self.row(from.level).map(|row| row.taken.as_slice()).unwrap_or_default();
        let next = taken.iter().filter(|taken| taken.min > from.edge - 0.5).map(|taken| taken.min - CLEAR - half);
        next.fold(f32::INFINITY, f32::min).max(from.turn)
    }

    /// The x from which a route can go straight to its last mark.
    pub(super) fn free_before(&self, to: End, half: f32) -> f32 {
        let taken = self.row(to.level).map(|row| row.taken.as_slice()).unwrap_or_default();
        let before = taken.iter().filter(|taken| taken.max < to.edge + 0.5).map(|taken| taken.max + CLEAR + half);
        before.fold(f32::NEG_INFINITY, f32::max).min(to.turn)
    }
}
