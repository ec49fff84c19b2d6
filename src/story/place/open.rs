//! The bounds that nothing in a story closes.

use super::{Said, point};
use crate::story::relation::End;
use crate::time::network::Distances;

/// The bounds of an event that nothing closes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Those of its start.
    pub start: OpenEnd,
    /// Those of its end.
    pub end: OpenEnd,
}

/// The bounds of one end of an event that nothing closes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenEnd {
    /// Nothing says how early it is.
    pub earliest: bool,
    /// Nothing says how late it is.
    pub latest: bool,
}

impl Open {
    /// The bounds as the bits of a byte.
    pub(in crate::story) fn to_bits(self) -> u8 {
        let Self { start, end } = self;
        let bits = [start.earliest, end.earliest, start.latest, end.latest];
        bits.into_iter().fold(0, |bits, it| bits << 1 | u8::from(it))
    }

    /// The bounds from those bits.
    pub(in crate::story) fn from_bits(bits: u8) -> Self {
        let bit = |at: u8| bits & (1 << at) != 0;
        let end = |earliest, latest| OpenEnd { earliest: bit(earliest), latest: bit(latest) };
        Self { start: end(3, 1), end: end(2, 0) }
    }
}

/// The points that no exact time bounds.
pub(super) struct OpenPoints {
    /// Whether nothing says how early and how late each point lies; empty if that holds of all.
    points: Vec<[bool; 2]>,
}

impl OpenPoints {
    pub(super) fn of(said: &Said) -> Self {
        let distances = if said.is_anchored() { said.network.distances().ok() } else { None };
        let open = |distances: &Distances, point| distances.bounds(point).map(|bound| bound.is_none());
        let points = distances.map(|distances| said.network.points().map(|point| open(&distances, point)).collect());
        Self { points: points.unwrap_or_default() }
    }

    pub(super) fn of_event(&self, event: usize) -> Open {
        let [start, end] = [End::Start, End::Finish]
            .map(|end| self.points.get(point(event, end) as usize).copied().unwrap_or([true; 2]));
        let open = |[earliest, latest]: [bool; 2]| OpenEnd { earliest, latest };
        Open { start: open(start), end: open(end) }
    }
}
