//! Leaving a mark and coming to one: what each column near it costs. Knows the mark's row only.

use egui::emath::Rangef;

use super::route::{CLEAR, Grid, SHARED};

/// How much room a bend likes on either side, and what a missing point of it costs.
const EASE: f32 = 11.0;
/// See [`EASE`].
const TIGHT: f32 = 0.7;

/// One end of a way.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// The row it is in; −1 above the first, one more than the last below it.
    pub(super) level: isize,
    /// The middle of its mark.
    pub(super) y: f32,
    /// Where its mark's ring is: nothing leaves before, nothing arrives behind.
    pub(super) ring: f32,
    /// Where its mark ends, or begins.
    pub(super) edge: f32,
    /// The column nearest to the mark in which a way may turn.
    pub(super) turn: f32,
}

impl Grid<'_> {
    /// How far a way can go straight on from its first mark.
    pub(super) fn free_behind(&self, from: End, half: f32) -> f32 {
        let taken = self.row(from.level).map(|row| row.taken.as_slice()).unwrap_or_default();
        let next = taken.iter().filter(|taken| taken.min > from.edge - 0.5).map(|taken| taken.min - CLEAR - half);
        next.fold(f32::INFINITY, f32::min).max(from.turn)
    }

    /// From where a way can go straight on to its last mark.
    pub(super) fn free_before(&self, to: End, half: f32) -> f32 {
        let taken = self.row(to.level).map(|row| row.taken.as_slice()).unwrap_or_default();
        let before = taken.iter().filter(|taken| taken.max < to.edge + 0.5).map(|taken| taken.max + CLEAR + half);
        before.fold(f32::NEG_INFINITY, f32::max).min(to.turn)
    }

    /// What it costs to leave a mark in the column at `x`.
    pub(super) fn leaving(&self, from: End, x: f32, free_to: f32, half: f32, to: End) -> f32 {
        let ease = (EASE - (x - from.ring)).max(0.0) * TIGHT;
        // Where all else is equal a way turns late, near where it leads.
        let late = (x - (to.turn - EASE)).abs() * 0.02;
        let way = match x {
            x if x < from.ring - 0.01 || x > free_to + 0.01 => return f32::INFINITY,
            x if x < from.turn => (from.turn - x) * 2.0,
            x => x - from.turn,
        };
        way + ease + late + self.shared(from, Rangef::new(from.edge, x), x, half)
    }

    /// What it costs to come to a mark from the column at `x`.
    pub(super) fn arriving(&self, to: End, x: f32, free_from: f32, half: f32) -> f32 {
        let ease = (EASE - (to.ring - x)).max(0.0) * TIGHT;
        let way = match x {
            x if x > to.ring + 0.01 || x < free_from - 0.01 => return f32::INFINITY,
            x if x > to.turn => (x - to.turn) * 2.0,
            x => to.turn - x,
        };
        way + ease + self.shared(to, Rangef::new(x, to.edge), x, half)
    }

    /// What it costs that other ways are in the row of an end already.
    fn shared(&self, end: End, x: Rangef, column: f32, half: f32) -> f32 {
        let Some(row) = usize::try_from(end.level).ok().filter(|&row| row < self.rows.len()) else { return 0.0 };
        let runs = if x.span() > 1.0 { self.runs[row].count(x, end.y, half) } else { 0 };
        let columns = self.columns[row].count(Rangef::new(end.y, end.y), column, half);
        (runs + columns) as f32 * SHARED
    }
}
