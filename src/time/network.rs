//! The order network: a simple temporal network (Dechter, Meiri & Pearl, "Temporal constraint networks", Artificial
//! Intelligence 49, 1991) over points in time, each constraint saying that one point lies at least, or exactly, so
//! many ticks after another. It finds where every point can lie, where all lie best, or the shortest cycle of
//! constraints that cannot all hold. Knows points and statements by number, nothing of events or relations.
//!
//! Such a cycle in a picture; the gaps along it sum to more than 0, so no times satisfy it:
//!
//! ```text
//!    a ──at least 1──▸ b ──at least 1──▸ c
//!    ▴───────────── at least 0 ──────────┘
//! ```
//!
//! The method: exact constraints fold points into classes (`contract`), the graph between these is ordered by its
//! strongly connected components (`graph`), earliest and latest places are longest paths through that order
//! (`longest`), the best places are the optimum of a linear program on the same graph (`settle`, `simplex`), and the
//! shortest cycle is searched for only in a contradictory network (`cycle`). Nothing recurses, so long chains do not
//! overflow the stack. Sums are `i128`, so distant times do not overflow either; networks of many points with small
//! gaps use `i64`, which halves the memory (`ticks`).

mod bounds;
mod contract;
mod cycle;
mod distances;
mod graph;
mod longest;
mod pull;
mod settle;
mod simplex;
mod spread;
mod sweep;
mod ticks;
mod trace;

use contract::{Bond, Contracted};
use ticks::Ticks;

pub use bounds::Bounds;
pub use distances::{Ahead, Distances, LeastMarks, Lengths};
pub use settle::Settled;

/// A point in time whose place is sought; a number below the network's count of points.
pub type Point = u32;

/// The point that lies at tick 0. A constraint from or to it is an exact time, or a bound by one.
pub const ORIGIN: Point = 0;

/// The reason for a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A statement; the number is the caller's, below `u32::MAX`. Cycles with the fewest statements are sought.
    Stated(u32),
    /// Something that always holds, such as that nothing ends before it starts. Not counted in a cycle. If such
    /// constraints contradict each other by themselves, the cycle that is found is real, but may not be a shortest one.
    Inherent,
    /// No time lies outside the horizon. Occurs only in cycles that are found, and is not counted in them.
    Horizon,
}

/// A step of a cycle along a constraint: `to` lies at least `gap` ticks after `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CycleStep {
    /// The point it starts from.
    pub from: Point,
    /// The point it leads to; the next step's `from`.
    pub to: Point,
    /// The least ticks from `from` to `to`; if negative, `to` may be up to that many ticks before `from`.
    pub gap: i128,
    /// The reason for the constraint.
    pub basis: Basis,
}

/// Constraints that cannot all hold: a closed walk whose gaps sum to more than 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The walk; the last step leads to the start of the first.
    pub steps: Vec<CycleStep>,
}

impl Cycle {
    /// The number of statements in it. A step to [`ORIGIN`] and the one from it compare two exact times and count once.
    pub fn length(&self) -> usize {
        self.steps.iter().filter(|step| counts(step.from, step.basis)).count()
    }
}

/// Pairs of points that should lie close together, the second not before the first.
#[derive(Clone, Debug, Default)]
pub struct ClosePairs {
    /// Pairs whose distances count first.
    pub first: Vec<(Point, Point)>,
    /// Pairs whose distances count after those.
    pub then: Vec<(Point, Point)>,
}

/// Points and the constraints on their distances.
#[derive(Clone, Debug)]
pub struct Network {
    points: u32,
    constraints: Vec<Constraint>,
}

/// A constraint between two points. Small, because there are millions.
#[derive(Clone, Copy, Debug)]
struct Constraint {
    from: Point,
    to: Point,
    gap: i64,
    /// The number of its statement; [`INHERENT`] if there is none.
    statement: u32,
    exact: bool,
}

const INHERENT: u32 = u32::MAX;

impl Constraint {
    fn basis(self) -> Basis {
        if self.statement == INHERENT { Basis::Inherent } else { Basis::Stated(self.statement) }
    }
}

impl Network {
    /// A network of `points` points, the origin included, without constraints.
    pub fn new(points: u32) -> Self {
        Self::with_capacity(points, 0)
    }

    /// The same with capacity for `constraints` constraints.
    pub fn with_capacity(points: u32, constraints: usize) -> Self {
        Self { points: points.max(1), constraints: Vec::with_capacity(constraints) }
    }

    /// Adds the constraint that `to` lies at least `gap` ticks after `from`. A constraint on a point that does not
    /// exist is ignored.
    pub fn at_least(&mut self, from: Point, to: Point, gap: i64, basis: Basis) {
        self.add(from, to, gap, basis, false);
    }

    /// Adds the constraint that `to` lies exactly `gap` ticks after `from`. A constraint on a point that does not exist
    /// is ignored.
    pub fn exactly(&mut self, from: Point, to: Point, gap: i64, basis: Basis) {
        // A point exactly `gap` ticks after itself is as contradictory as one at least that far after itself.
        let (gap, exact) = if from == to { (gap.saturating_abs(), false) } else { (gap, true) };
        self.add(from, to, gap, basis, exact);
    }

    /// All points, the origin first.
    pub fn points(&self) -> impl Iterator<Item = Point> + use<> {
        0..self.points
    }

    /// The earliest and the latest place of every point that all constraints and the horizon allow.
    ///
    /// Linear in points and constraints if the inexact constraints form no closed walk except through the origin; else,
    /// at worst, points times constraints within each strongly connected component.
    ///
    /// # Errors
    /// A shortest cycle of constraints that cannot all hold.
    pub fn solve(&self, earliest: i64, latest: i64) -> Result<Bounds, Cycle> {
        let contracted = self.contracted().map_err(|clash| clash.cycle(self))?;
        let horizon = (i128::from(earliest), i128::from(latest));
        bounds::bounds(&contracted, horizon, None).map_err(|infeasible| infeasible.cycle(self, &contracted, horizon))
    }

    /// The best place of every point, and the earliest and latest place within the span of all these.
    ///
    /// Best means, in this order: the span of all points is the shortest; the sum of the distances in `near.first` is
    /// least; then that in `near.then`; then every point is as early as it can be. Without any exact time the span
    /// starts at tick 0. Above [`Settled::MOST`] classes the two sums are small, but not always least.
    ///
    /// Calls `progress` between its sweeps with the share that is done, from 0 to 1.
    ///
    /// # Errors
    /// The error of `progress`; inside it, a shortest cycle of constraints that cannot all hold.
    pub async fn settle<E>(
        &self,
        near: &ClosePairs,
        progress: &impl AsyncFn(f32) -> Result<(), E>,
    ) -> Result<Result<Settled, Cycle>, E> {
        if let Some(settled) = settle::quickly(self, near, progress).await? {
            return Ok(Ok(settled));
        }
        settle::settle(self, near, progress).await
    }

    fn add(&mut self, from: Point, to: Point, gap: i64, basis: Basis, exact: bool) {
        let statement = if let Basis::Stated(number) = basis { number } else { INHERENT };
        if from < self.points && to < self.points {
            self.constraints.push(Constraint { from, to, gap, statement, exact });
        }
    }

    fn contracted<N: Ticks>(&self) -> Result<Contracted<N>, contract::Clash> {
        let bond = |c: &Constraint| Bond { from: c.from, to: c.to, gap: N::from(c.gap), exact: c.exact };
        Contracted::new(self.points, self.constraints.iter().map(bond))
    }
}

/// Whether a step from this point on this basis adds to a cycle's length.
fn counts(from: Point, basis: Basis) -> bool {
    matches!(basis, Basis::Stated(_)) && from != ORIGIN
}
