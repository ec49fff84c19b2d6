//! Translates arcs between classes back to the constraints between points that they come from.

use super::{Basis, Constraint, Cycle, CycleStep, Network, ORIGIN, Point};
use std::collections::{HashMap, VecDeque};

/// A walk over points, under construction.
pub(super) struct Trace<'a> {
    network: &'a Network,
    ties: Ties,
    at: Point,
    steps: Vec<CycleStep>,
}

impl<'a> Trace<'a> {
    /// A walk that starts at a point. Linear in the ties, so it is built only after a contradiction is found.
    pub(super) fn new(network: &'a Network, ties: &[u32], start: Point) -> Self {
        Self { network, ties: Ties::new(network, ties), at: start, steps: Vec::new() }
    }

    /// Walks along a constraint, from the end that the walk has reached.
    pub(super) fn take(&mut self, number: u32) {
        let c = self.network.constraints[number as usize];
        self.step(if self.at == c.from { forwards(c) } else { backwards(c) });
    }

    /// Walks along exact constraints to a point of the same class.
    pub(super) fn tie_to(&mut self, to: Point) {
        for number in self.ties.path(self.network, self.at, to) {
            self.take(number);
        }
    }

    /// Walks from the origin to a point that may not lie earlier than `earliest`.
    pub(super) fn down_to(&mut self, to: Point, earliest: i128) {
        self.step(CycleStep { from: ORIGIN, to, gap: earliest, basis: Basis::Horizon });
    }

    /// Walks back to the origin from a point that may not lie later than `latest`.
    pub(super) fn up_from(&mut self, latest: i128) {
        self.step(CycleStep { from: self.at, to: ORIGIN, gap: -latest, basis: Basis::Horizon });
    }

    pub(super) fn cycle(self) -> Cycle {
        Cycle { steps: self.steps }
    }

    fn step(&mut self, step: CycleStep) {
        self.at = step.to;
        self.steps.push(step);
    }
}

/// A constraint as a step from its `from`.
pub(super) fn forwards(c: Constraint) -> CycleStep {
    CycleStep { from: c.from, to: c.to, gap: i128::from(c.gap), basis: c.basis() }
}

/// An exact constraint as a step from its `to`.
pub(super) fn backwards(c: Constraint) -> CycleStep {
    CycleStep { from: c.to, to: c.from, gap: -i128::from(c.gap), basis: c.basis() }
}

/// The exact constraints at each point.
struct Ties(HashMap<Point, Vec<u32>>);

impl Ties {
    fn new(network: &Network, ties: &[u32]) -> Self {
        let mut at: HashMap<Point, Vec<u32>> = HashMap::new();
        for &number in ties {
            let c = network.constraints[number as usize];
            at.entry(c.from).or_default().push(number);
            at.entry(c.to).or_default().push(number);
        }
        Self(at)
    }

    /// The constraints on a shortest path between two points of a class.
    fn path(&self, network: &Network, from: Point, to: Point) -> Vec<u32> {
        // Searched from the far end, so that the path comes out in walking order.
        let mut onward: HashMap<Point, (Point, u32)> = HashMap::new();
        let mut queue = VecDeque::from([to]);
        while let Some(point) = queue.pop_front().filter(|&point| point != from) {
            for &number in self.0.get(&point).into_iter().flatten() {
                let c = network.constraints[number as usize];
                let next = if c.from == point { c.to } else { c.from };
                if next != to && !onward.contains_key(&next) {
                    onward.insert(next, (point, number));
                    queue.push_back(next);
                }
            }
        }
        let (mut path, mut at) = (Vec::new(), from);
        while let Some(&(next, number)) = onward.get(&at).filter(|_| at != to) {
            path.push(number);
            at = next;
        }
        path
    }
}
