//! Everything that links and paths keep clear of: the visible rows, with the marks and labels in them. Knows no events.

use egui::emath::{Rangef, Rect};

/// One row of a lane and what it contains.
#[derive(Clone, Debug)]
pub struct RowBand {
    /// From the gutter above to the gutter below.
    pub y: Rangef,
    /// The marks and labels, sorted by start and mostly disjoint.
    pub taken: Vec<Rangef>,
}

/// Everything that links and paths keep clear of.
#[derive(Clone, Debug, Default)]
pub struct Obstacles {
    rows: Vec<RowBand>,
    /// The marks of each row, if they are known.
    marks: Option<Vec<Vec<Rangef>>>,
}

impl Obstacles {
    /// The obstacles in these rows, given in any order.
    pub fn new(mut rows: Vec<RowBand>) -> Self {
        rows.sort_by(|a, b| a.y.min.total_cmp(&b.y.min));
        for row in &mut rows {
            row.taken.sort_by(|a, b| a.min.total_cmp(&b.min));
        }
        Self { rows, marks: None }
    }

    /// Tells which of the obstacles are marks, so that a route that must cross something crosses a label instead.
    #[must_use]
    pub fn with_marks(mut self, marks: impl IntoIterator<Item = Rect>) -> Self {
        let mut by_row = vec![Vec::new(); self.rows.len()];
        for mark in marks {
            let y = mark.center().y;
            let at = self.rows.partition_point(|row| row.y.max < y);
            if self.rows.get(at).is_some_and(|row| row.y.contains(y)) {
                by_row[at].push(mark.x_range());
            }
        }
        self.marks = Some(by_row);
        self
    }

    /// The marks of a row; `None` if they are not known.
    pub fn marks(&self, row: usize) -> Option<&[Rangef]> {
        self.marks.as_ref()?.get(row).map(Vec::as_slice)
    }

    /// The rows from top to bottom, each with its obstacles sorted by start.
    pub fn rows(&self) -> &[RowBand] {
        &self.rows
    }

    /// The row that a point is in or nearest to.
    pub(super) fn row_at(&self, y: f32) -> Option<&RowBand> {
        let at = self.rows.partition_point(|row| row.y.max < y);
        self.rows.get(at).or(self.rows.last())
    }

    /// The rows that lie between two heights.
    pub(super) fn between(&self, from: f32, to: f32) -> std::ops::Range<usize> {
        let (top, bottom) = (from.min(to) + 1.0, from.max(to) - 1.0);
        let first = self.rows.partition_point(|row| row.y.max <= top);
        first..first + self.rows[first..].partition_point(|row| row.y.min < bottom)
    }

    /// The number of `rows` in which a vertical line at `x` crosses something.
    pub(super) fn crossings(&self, x: f32, rows: &std::ops::Range<usize>) -> usize {
        self.rows[rows.clone()].iter().filter(|row| is_taken(&row.taken, x)).count()
    }
}

/// Whether `x` is within one of `taken`, or nearly so.
pub(super) fn is_taken(taken: &[Rangef], x: f32) -> bool {
    // Marks of an overfull lane may overlap, so a few before the last candidate are checked too.
    let to = taken.partition_point(|range| range.min - 3.0 <= x);
    taken[to.saturating_sub(4)..to].iter().any(|range| x <= range.max + 3.0)
}
