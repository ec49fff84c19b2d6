//! A way's columns and heights, and the corners that people side by side on it take. Knows points only.

use egui::emath::Pos2;

/// The columns of a way, and the heights at which it changes from one to the next.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) columns: Vec<f32>,
    /// One less than there are columns.
    pub(super) levels: Vec<f32>,
}

impl Way {
    /// The column of the first bend.
    pub(super) fn first(&self, aside: f32, from: f32, to: f32) -> f32 {
        let next = self.levels.first().copied().unwrap_or(to);
        self.columns[0] - sign(next - from) * aside
    }

    /// The corners from `from` to `to`, all of it `aside` to the right of the way in the middle of its bundle.
    pub(super) fn corners(&self, from: Pos2, to: Pos2, aside: f32) -> Vec<Pos2> {
        let level = |at: usize| {
            let along = sign(self.columns[at + 1] - self.columns[at]);
            self.levels[at] + along * aside
        };
        let mut corners = vec![from];
        let mut y = from.y;
        for (at, &column) in self.columns.iter().enumerate() {
            let next = if at < self.levels.len() { level(at) } else { to.y };
            // The columns' own direction, not that of a bend so small that the distance aside turns it around.
            let plain = |at: usize, end: f32| self.levels.get(at).copied().unwrap_or(end);
            let before = if at == 0 { from.y } else { self.levels[at - 1] };
            let x = column - sign(plain(at, to.y) - before) * aside;
            corners.extend([Pos2::new(x, y), Pos2::new(x, next)]);
            y = next;
        }
        corners.push(to);
        corners
    }
}

fn sign(value: f32) -> f32 {
    if value.abs() < 0.01 { 0.0 } else { value.signum() }
}
