//! The order network: a simple temporal network (Dechter, Meiri & Pearl, "Temporal constraint networks", Artificial
//! Intelligence 49, 1991) over points in time, each constraint saying that one point lies at least, or exactly, so
//! many ticks after another. It finds where every point can lie, where all lie best, or the shortest cycle of
//! constraints that cannot all hold. It knows points by number and reasons by number: nothing of events or relations.
//!
//! A cycle in one picture; the gaps along it sum to more than nothing, so no times can satisfy it:
//!
//! ```text
//!    a ──at least 1──▸ b ──at least 1──▸ c
//!    ▴───────────── at least 0 ──────────┘
//! ```
//!
//! How: exact constraints fold points together (`contract`), what remains is ordered by its strongly connected parts
//! (`graph`), earliest and latest are longest paths through that order (`longest`), the best places a linear program
//! on the same graph (`settle`, `simplex`), and only a contradictory network pays for the search for its shortest
//! cycle (`cycle`). Nothing here recurses, so long chains do not overflow; and sums are `i128`, so far times do not, but
//! where there are many points and all gaps together are small, which needs half the memory (`ticks`).

mod bounds;
mod contract;
mod cycle;
mod graph;
mod longest;
mod pull;
mod settle;
mod simplex;
mod ticks;
mod trace;

use contract::{Bond, Contracted};
use ticks::Ticks;

pub use bounds::Bounds;
pub use settle::{Near, Settled};

/// A point in time whose place is sought; a number below the network's count of points.
pub type Point = u32;

/// The point whose place is known: tick 0. A constraint from or to it is an exact time, or a bound by one.
pub const ORIGIN: Point = 0;

/// What a constraint rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A statement; the number is the caller's, below `u32::MAX`. Cycles with the fewest statements are sought.
    Stated(u32),
    /// Something that always holds, such as that nothing ends before it starts. Never counted. Such constraints must
    /// not contradict each other by themselves, or the cycle that is found is real but need not be a shortest.
    Inherent,
    /// No time lies outside the horizon. Only in what is found, never given. Never counted.
    Horizon,
}

/// One constraint as a cycle walks it: `to` lies at least `gap` ticks after `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CycleStep {
    /// The point it starts from.
    pub from: Point,
    /// The point it leads to; the next step's `from`.
    pub to: Point,
    /// How many ticks `to` must at least lie after `from`; if negative, how many it may at most lie before it.
    pub gap: i128,
    /// Why.
    pub reason: Basis,
}

/// Constraints that cannot all hold: a closed walk whose gaps sum to more than nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The walk; the last step leads to where the first starts.
    pub steps: Vec<CycleStep>,
}

impl Cycle {
    /// How long it is: the number of things said in it. Stepping by way of [`ORIGIN`] compares two exact times and
    /// counts once.
    pub fn length(&self) -> usize {
        self.steps.iter().filter(|step| counts(step.from, step.reason)).count()
    }
}

/// Points and what is known about their distances.
#[derive(Clone, Debug)]
pub struct Network {
    points: u32,
    constraints: Vec<Constraint>,
}

/// What is known of two points. There are many, so it is small.
#[derive(Clone, Copy, Debug)]
struct Constraint {
    from: Point,
    to: Point,
    gap: i64,
    /// The number of what was said; [`UNSAID`] for the nature of things.
    said: u32,
    exact: bool,
}

const UNSAID: u32 = u32::MAX;

impl Constraint {
    fn reason(self) -> Basis {
        if self.said == UNSAID { Basis::Inherent } else { Basis::Stated(self.said) }
    }
}

impl Network {
    /// A network of so many points, the origin among them, with no constraints.
    pub fn new(points: u32) -> Self {
        Self::with_room(points, 0)
    }

    /// The same with room for so many constraints.
    pub fn with_room(points: u32, constraints: usize) -> Self {
        Self { points: points.max(1), constraints: Vec::with_capacity(constraints) }
    }

    /// `to` lies at least `gap` ticks after `from`. A constraint on a point that does not exist says nothing.
    pub fn at_least(&mut self, from: Point, to: Point, gap: i64, reason: Basis) {
        self.add(from, to, gap, reason, false);
    }

    /// `to` lies exactly `gap` ticks after `from`. A constraint on a point that does not exist says nothing.
    pub fn exactly(&mut self, from: Point, to: Point, gap: i64, reason: Basis) {
        // A point lies exactly `gap` after itself: as true as that it lies at least so far after itself.
        let (gap, exact) = if from == to { (gap.saturating_abs(), false) } else { (gap, true) };
        self.add(from, to, gap, reason, exact);
    }

    /// The earliest and the latest place of every point that all constraints and the horizon allow, or a shortest
    /// cycle that cannot hold.
    ///
    /// Linear in points and constraints when the constraints that are not exact form no closed walk except by way of
    /// the origin; else at worst, within each strongly connected part, its points times its constraints.
    pub fn solve(&self, earliest: i64, latest: i64) -> Result<Bounds, Cycle> {
        let contracted = self.contracted().map_err(|clash| clash.cycle(self))?;
        let horizon = (i128::from(earliest), i128::from(latest));
        bounds::bounds(&contracted, horizon, None).map_err(|fault| fault.cycle(self, &contracted, horizon))
    }

    /// The best place of every point, and the earliest and latest within the stretch they then span.
    ///
    /// Best is, in this order: the hull of all points is least; the sum of the distances in `near.first` is least;
    /// that in `near.then` is least; every point is as early as it can be. With no exact time anywhere the hull starts
    /// at tick 0. Above [`Settled::MOST`] folded points the two sums are small, but not always least.
    ///
    /// Takes breath between its sweeps, when it tells how far it is, from 0 to 1; an error ends it.
    pub async fn settle<E>(
        &self,
        near: &Near,
        progress: &impl AsyncFn(f32) -> Result<(), E>,
    ) -> Result<Result<Settled, Cycle>, E> {
        if let Some(settled) = settle::quickly(self, near, progress).await? {
            return Ok(Ok(settled));
        }
        settle::settle(self, near, progress).await
    }

    fn add(&mut self, from: Point, to: Point, gap: i64, reason: Basis, exact: bool) {
        let said = if let Basis::Stated(number) = reason { number } else { UNSAID };
        if from < self.points && to < self.points {
            self.constraints.push(Constraint { from, to, gap, said, exact });
        }
    }

    fn contracted<N: Ticks>(&self) -> Result<Contracted<N>, contract::Clash> {
        let bond = |c: &Constraint| Bond { from: c.from, to: c.to, gap: N::from(c.gap), exact: c.exact };
        Contracted::new(self.points, self.constraints.iter().map(bond))
    }
}

/// Whether a step from this point for this reason adds to a cycle's length.
fn counts(from: Point, reason: Basis) -> bool {
    matches!(reason, Basis::Stated(_)) && from != ORIGIN
}
