//! The parts of a row or gutter that routes have taken, so that later routes keep clear of them. Knows neither rows nor
//! people.

use std::collections::BTreeMap;

use egui::emath::Rangef;

/// The distance between neighbouring routes, from middle to middle, in points.
pub(super) const APART: f32 = 3.5;
/// The width of the cells by which ranges are looked up.
const CELL: f32 = 8.0;

/// Ranges along one axis, each at a place on the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Occupied {
    cells: BTreeMap<i32, Vec<TakenRange>>,
    widest: f32,
}

/// The range that a bundle takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct TakenRange {
    along: Rangef,
    /// Its place on the other axis: the middle of the bundle.
    pub(super) at: f32,
    /// Half the width of the bundle.
    pub(super) half: f32,
}

impl Occupied {
    /// Takes a range for a bundle that is `half` wide on either side of `at`.
    pub(super) fn take(&mut self, along: Rangef, at: f32, half: f32) {
        self.cells.entry(cell(at)).or_default().push(TakenRange { along, at, half });
        self.widest = self.widest.max(half);
    }

    /// The number of ranges that a bundle over `along` at `at` would touch.
    pub(super) fn count(&self, along: Rangef, at: f32, half: f32) -> usize {
        let meets = |stretch: &&TakenRange| stretch.along.min < along.max + 0.5 && stretch.along.max > along.min - 0.5;
        self.touching(at, half).filter(meets).count()
    }

    /// The number of ranges too near to `at`, anywhere along the axis.
    pub(super) fn near(&self, at: f32, half: f32) -> usize {
        self.touching(at, half).count()
    }

    /// All ranges within `range`, and some beside it.
    pub(super) fn within(&self, range: Rangef) -> impl Iterator<Item = &TakenRange> {
        let reach = self.widest + APART;
        let cells = cell(range.min - reach)..=cell(range.max + reach).max(cell(range.min - reach));
        self.cells.range(cells).flat_map(|(_, stretches)| stretches)
    }

    fn touching(&self, at: f32, half: f32) -> impl Iterator<Item = &TakenRange> {
        let near = move |stretch: &&TakenRange| (stretch.at - at).abs() < stretch.half + half + APART - 0.1;
        self.within(Rangef::point(at).expand(half)).filter(near)
    }
}

fn cell(at: f32) -> i32 {
    (at / CELL).floor() as i32
}
