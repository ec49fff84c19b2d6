//! The stretches that routes already take of a row or a gutter, so that later ones keep clear of them. Knows neither rows
//! nor people.

use std::collections::BTreeMap;

use egui::emath::Rangef;

/// How far routes keep apart, from middle to middle, in points.
pub(super) const APART: f32 = 3.5;
/// The width of the cells by which stretches are found again.
const CELL: f32 = 8.0;

/// Stretches along one axis, each at its place on the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Occupied {
    cells: BTreeMap<i32, Vec<Stretch>>,
    widest: f32,
}

/// The stretch of one bundle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    along: Rangef,
    /// Its middle.
    pub(super) at: f32,
    /// How wide it is on either side of its middle.
    pub(super) half: f32,
}

impl Occupied {
    /// Takes a stretch for a bundle that is `half` wide on either side of `at`.
    pub(super) fn take(&mut self, along: Rangef, at: f32, half: f32) {
        self.cells.entry(cell(at)).or_default().push(Stretch { along, at, half });
        self.widest = self.widest.max(half);
    }

    /// How many stretches a bundle along `along` at `at` would touch.
    pub(super) fn count(&self, along: Rangef, at: f32, half: f32) -> usize {
        let meets = |stretch: &&Stretch| stretch.along.min < along.max + 0.5 && stretch.along.max > along.min - 0.5;
        self.touching(at, half).filter(meets).count()
    }

    /// How many are too near to `at`, anywhere along the axis.
    pub(super) fn near(&self, at: f32, half: f32) -> usize {
        self.touching(at, half).count()
    }

    /// All that are within `range`, and some beside it.
    pub(super) fn within(&self, range: Rangef) -> impl Iterator<Item = &Stretch> {
        let reach = self.widest + APART;
        let cells = cell(range.min - reach)..=cell(range.max + reach).max(cell(range.min - reach));
        self.cells.range(cells).flat_map(|(_, stretches)| stretches)
    }

    fn touching(&self, at: f32, half: f32) -> impl Iterator<Item = &Stretch> {
        let near = move |stretch: &&Stretch| (stretch.at - at).abs() < stretch.half + half + APART - 0.1;
        self.within(Rangef::point(at).expand(half)).filter(near)
    }
}

fn cell(at: f32) -> i32 {
    (at / CELL).floor() as i32
}
