//! What is in use of a row or a gutter: stretches side by side. Knows only how near is too near.

use egui::emath::Rangef;

use super::route::APART;

/// Stretches along one axis, each at its place on the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracks(Vec<Track>);

#[derive(Clone, Copy, Debug)]
struct Track {
    along: Rangef,
    at: f32,
    half: f32,
}

impl Track {
    fn is_near(self, at: f32, half: f32) -> bool {
        (self.at - at).abs() < self.half + half + APART - 0.1
    }
}

impl Tracks {
    /// Takes a stretch for a bundle that is `half` wide on either side of `at`.
    pub(super) fn take(&mut self, along: Rangef, at: f32, half: f32) {
        self.0.push(Track { along, at, half });
    }

    /// How many stretches a bundle beside them would touch.
    pub(super) fn count(&self, along: Rangef, at: f32, half: f32) -> usize {
        let meets = |track: &Track| track.along.min < along.max + 0.5 && track.along.max > along.min - 0.5;
        self.0.iter().filter(|track| meets(track) && track.is_near(at, half)).count()
    }

    /// How many are too near to `at`, wherever along.
    pub(super) fn near(&self, at: f32, half: f32) -> usize {
        self.0.iter().filter(|track| track.is_near(at, half)).count()
    }

    /// Where all of them are, and how wide on either side.
    pub(super) fn all(&self) -> impl Iterator<Item = (f32, f32)> {
        self.0.iter().map(|track| (track.at, track.half))
    }
}
