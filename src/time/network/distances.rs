//! The distances that the constraints hold between two points: the difference between what a network entails
//! and where its points were put.
//!
//! The least distance from a point is a longest path from it. A path goes through the origin at most once: it either avoids
//! it, or it is a longest path to the origin and one from there, which are found once for all points.

mod known;

use super::longest::Direction;
use super::{Cycle, Network, ORIGIN, Point};
use known::{Along, Known};

/// The distances of points that a network without contradictions entails.
#[derive(Clone, Debug)]
pub struct Distances {
    of: Of,
}

/// Half the memory for small numbers.
#[derive(Clone, Debug)]
enum Of {
    Small(Known<i64>),
    Large(Known<i128>),
}

/// The distances between one point and all others.
#[derive(Clone, Debug)]
pub struct Lengths<'d> {
    of: LengthsOf<'d>,
}

#[derive(Clone, Debug)]
enum LengthsOf<'d> {
    Small(Along<'d, i64>),
    Large(Along<'d, i128>),
}

/// For up to 64 sources, a bit each, how all points lie to them.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    /// For each point, the sources that it does not lie before, and those that it lies after.
    points: Vec<[u64; 2]>,
}

/// For each point, the least mark of a point that must lie ahead of it.
#[derive(Clone, Debug, Default)]
pub struct LeastMarks {
    points: Vec<[u32; 2]>,
}

impl Network {
    /// Makes the network ready for questions. Linear in points and constraints.
    ///
    /// # Errors
    /// A cycle of exact constraints that cannot all hold. Other contradictions are for [`solve`](Self::solve) to find:
    /// the network must have none.
    pub fn distances(&self) -> Result<Distances, Cycle> {
        let of = if self.has_small_sums() {
            Of::Small(Known::new(self.contracted().map_err(|clash| clash.cycle(self))?))
        } else {
            Of::Large(Known::new(self.contracted().map_err(|clash| clash.cycle(self))?))
        };
        Ok(Distances { of })
    }

    /// Whether all paths stay far within the range of `i64`. A path has two constraints with the origin at most; in a
    /// contradictory network, each other one may count once for every point before the contradiction is found.
    fn has_small_sums(&self) -> bool {
        let (mut origin, mut others) = (0_u128, 0_u128);
        for constraint in &self.constraints {
            let gap = u128::from(constraint.gap.unsigned_abs());
            if constraint.from == ORIGIN || constraint.to == ORIGIN {
                origin = origin.max(gap);
            } else {
                others += gap;
            }
        }
        4 * origin + others.saturating_mul(8 * u128::from(self.points)) < 1 << 58
    }
}

impl Distances {
    /// The ticks that each point lies at least after `from`.
    ///
    /// Linear if no component of the graph has several nodes.
    pub fn after(&self, from: Point) -> Lengths<'_> {
        self.along(from, Direction::Forwards)
    }

    /// The ticks that each point lies at least before `to`.
    ///
    /// Linear if no component of the graph has several nodes.
    pub fn before(&self, to: Point) -> Lengths<'_> {
        self.along(to, Direction::Backwards)
    }

    /// How all points lie to the first 64 of `sources`. A sweep for all of them if all classes and gaps are simple, else
    /// one for each eight.
    pub fn ahead(&self, sources: &[Point]) -> Ahead {
        let points = match &self.of {
            Of::Small(known) => known.ahead(sources),
            Of::Large(known) => known.ahead(sources),
        };
        Ahead { points }
    }

    /// For each point, the least mark of a marked point that must lie after it. May say less than the constraints do
    /// unless [`is_simple`](Self::is_simple), but never more; knows nothing of what only exact times tell.
    pub fn least_after(&self, marks: impl Iterator<Item = (Point, u32)>) -> LeastMarks {
        self.least(marks, Direction::Backwards)
    }

    /// The same for marked points that must lie before it.
    pub fn least_before(&self, marks: impl Iterator<Item = (Point, u32)>) -> LeastMarks {
        self.least(marks, Direction::Forwards)
    }

    /// The earliest and the latest place of a point, where something bounds them. Two sweeps the first time.
    pub fn bounds(&self, point: Point) -> [Option<i128>; 2] {
        match &self.of {
            Of::Small(known) => known.bounds(point),
            Of::Large(known) => known.bounds(point),
        }
    }

    /// Whether paths alone tell the order of points that no exact time bounds, without their lengths.
    pub fn is_simple(&self) -> bool {
        match &self.of {
            Of::Small(known) => known.is_simple,
            Of::Large(known) => known.is_simple,
        }
    }

    /// The number of constraints that a sweep follows.
    pub fn arcs(&self) -> usize {
        match &self.of {
            Of::Small(known) => known.contracted.graph.arcs.len(),
            Of::Large(known) => known.contracted.graph.arcs.len(),
        }
    }

    /// Whether other constraints than exact times tie the two so closely that they may always lie at one tick.
    pub fn are_tied(&self, a: Point, b: Point) -> bool {
        match &self.of {
            Of::Small(known) => known.are_tied(a, b),
            Of::Large(known) => known.are_tied(a, b),
        }
    }

    /// Whether exact constraints tie both to one tick.
    pub fn are_one(&self, a: Point, b: Point) -> bool {
        match &self.of {
            Of::Small(known) => known.class_of(a) == known.class_of(b),
            Of::Large(known) => known.class_of(a) == known.class_of(b),
        }
    }

    fn along(&self, point: Point, way: Direction) -> Lengths<'_> {
        let of = match &self.of {
            Of::Small(known) => LengthsOf::Small(known.along(point, way)),
            Of::Large(known) => LengthsOf::Large(known.along(point, way)),
        };
        Lengths { of }
    }

    fn least(&self, marks: impl Iterator<Item = (Point, u32)>, way: Direction) -> LeastMarks {
        let points = match &self.of {
            Of::Small(known) => known.least(marks, way),
            Of::Large(known) => known.least(marks, way),
        };
        LeastMarks { points }
    }
}

impl Lengths<'_> {
    /// The ticks between the two points at least; negative if they may lie the other way round, `None` if nothing says.
    pub fn get(&self, point: Point) -> Option<i128> {
        match &self.of {
            LengthsOf::Small(along) => along.get(point),
            LengthsOf::Large(along) => along.get(point),
        }
    }
}

impl Ahead {
    /// The sources that a point must not lie before.
    pub fn not_before(&self, point: Point) -> u64 {
        self.points.get(point as usize).map_or(0, |of| of[0])
    }

    /// The sources that a point must lie after.
    pub fn after(&self, point: Point) -> u64 {
        self.points.get(point as usize).map_or(0, |of| of[1])
    }
}

impl LeastMarks {
    /// The least mark among those that may lie at the same tick, but not on the other side of it; `u32::MAX` if there is
    /// none.
    pub fn touching(&self, point: Point) -> u32 {
        self.points.get(point as usize).map_or(u32::MAX, |of| of[0])
    }

    /// The least mark among those that lie at least a tick away; `u32::MAX` if there is none.
    pub fn apart(&self, point: Point) -> u32 {
        self.points.get(point as usize).map_or(u32::MAX, |of| of[1])
    }
}

#[cfg(test)]
mod tests;
