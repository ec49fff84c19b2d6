//! What is in use of a row or a gutter: stretches side by side. Knows only how near is too near.

use std::collections::BTreeMap;

use egui::emath::Rangef;

use super::route::APART;

/// How wide the cells are by which stretches are found again.
const CELL: f32 = 8.0;

/// Stretches along one axis, each at its place on the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracks {
    cells: BTreeMap<i32, Vec<Track>>,
    widest: f32,
}

/// A bundle's stretch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Track {
    along: Rangef,
    /// Its middle.
    pub(super) at: f32,
    /// How wide it is on either side of its middle.
    pub(super) half: f32,
}

impl Tracks {
    /// Takes a stretch for a bundle that is `half` wide on either side of `at`.
    pub(super) fn take(&mut self, along: Rangef, at: f32, half: f32) {
        self.cells.entry(cell(at)).or_default().push(Track { along, at, half });
        self.widest = self.widest.max(half);
    }

    /// How many stretches a bundle beside them would touch.
    pub(super) fn count(&self, along: Rangef, at: f32, half: f32) -> usize {
        let meets = |track: &&Track| track.along.min < along.max + 0.5 && track.along.max > along.min - 0.5;
        self.touching(at, half).filter(meets).count()
    }

    /// How many are too near to `at`, wherever along.
    pub(super) fn near(&self, at: f32, half: f32) -> usize {
        self.touching(at, half).count()
    }

    /// All that are within `range`, and some beside it.
    pub(super) fn within(&self, range: Rangef) -> impl Iterator<Item = &Track> {
        let reach = self.widest + APART;
        let cells = cell(range.min - reach)..=cell(range.max + reach).max(cell(range.min - reach));
        self.cells.range(cells).flat_map(|(_, tracks)| tracks)
    }

    fn touching(&self, at: f32, half: f32) -> impl Iterator<Item = &Track> {
        let near = move |track: &&Track| (track.at - at).abs() < track.half + half + APART - 0.1;
        self.within(Rangef::point(at).expand(half)).filter(near)
    }
}

fn cell(at: f32) -> i32 {
    (at / CELL).floor() as i32
}
