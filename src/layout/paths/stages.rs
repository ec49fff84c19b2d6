//! Changing columns from gutter to gutter as cheaply as can be. Knows costs; nothing of what is in the rows.

/// What a change of columns costs apart from its length.
const CHANGE: f32 = 16.0;
/// Going back is worth avoiding: time does not.
const BACK: f32 = 4.0;

/// Columns, and the gutters in which a way changes from one to the next.
pub(super) struct Stages {
    pub(super) columns: Vec<f32>,
    pub(super) gutters: Vec<usize>,
}

impl Stages {
    /// Without the gutters in which nothing changes.
    pub(super) fn merged(self) -> Self {
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

/// The least costs after a gutter in which columns may be changed, and from which column each came.
pub(super) fn change_columns(xs: &[f32], cost: &mut [f32]) -> Vec<u16> {
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
