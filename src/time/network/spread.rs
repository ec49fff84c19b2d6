//! Places that claim nothing: every point that is free stands as far from its neighbours as they leave it room, instead
//! of right beside one of them.
//!
//! A point with `d` free points in a row before it and `h` behind it, itself included in both, stands at the share
//! `d / (d + h)` of its range. Earliest places satisfy all constraints, and so do latest ones; since the share never falls
//! along a constraint between free points, what lies between the two does as well.
//!
//! ```text
//! fixed ·········· free ·········· free ·········· fixed
//!                  1/3             2/3
//! ```

use super::bounds::{Bounds, bounds};
use super::contract::Contracted;
use super::{Cycle, Network};

impl Network {
    /// A place for every point, spread evenly over its range within the horizon; the origin's is first.
    ///
    /// Linear in points and constraints under the condition of [`solve`](Self::solve).
    ///
    /// # Errors
    /// A shortest cycle of constraints that cannot all hold.
    pub fn spread(&self, earliest: i64, latest: i64) -> Result<Vec<i64>, Cycle> {
        let contracted = self.contracted().map_err(|clash| clash.cycle(self))?;
        let horizon = (i128::from(earliest), i128::from(latest));
        let bounds =
            bounds(&contracted, horizon, None).map_err(|infeasible| infeasible.cycle(self, &contracted, horizon))?;
        let shares = shares(&contracted, &bounds);
        let Bounds { earliest, latest } = bounds;
        let ranges = earliest.iter().map(|&at| i128::from(at)).zip(latest.iter().map(|&at| i128::from(at)));
        let place = |((first, last), &class): ((i128, i128), &u32)| {
            let [before, behind] = shares[class as usize].map(i128::from);
            // It lies between two numbers of 64 bits.
            (first + (last - first) * before / (before + behind).max(1)) as i64
        };
        Ok(ranges.zip(&contracted.class).map(place).collect())
    }
}

/// For each class the number of free components in a row before it and behind it, both with its own; zeros if it is
/// fixed.
fn shares(contracted: &Contracted<i128>, bounds: &Bounds) -> Vec<[u32; 2]> {
    let Contracted { graph, components, class, reach, .. } = contracted;
    let mut is_free = vec![false; reach.len()];
    for (point, &class) in class.iter().enumerate().skip(1) {
        is_free[class as usize] |= class != 0 && bounds.earliest[point] < bounds.latest[point];
    }
    let mut shares = vec![[0; 2]; reach.len()];
    // Node 0 is the origin, in no component. A component moves as one.
    let is_free = |part: usize| components.nodes(part).iter().any(|&node| is_free[node as usize]);
    for part in 0..components.len() {
        let nodes = components.nodes(part);
        let count =
            if is_free(part) { 1 + nodes.iter().map(|&node| shares[node as usize][0]).max().unwrap_or(0) } else { 0 };
        for &node in nodes {
            shares[node as usize][0] = count;
        }
        for &node in nodes {
            for arc in graph.arcs_leaving(node) {
                if arc.to != 0 && !components.same_component(node, arc.to) {
                    let next = &mut shares[arc.to as usize][0];
                    *next = count.max(*next);
                }
            }
        }
    }
    for part in (0..components.len()).rev() {
        let nodes = components.nodes(part);
        let behind = nodes.iter().flat_map(|&node| graph.arcs_leaving(node).iter().map(move |arc| (node, arc)));
        let behind = behind.filter(|&(node, arc)| arc.to != 0 && !components.same_component(node, arc.to));
        let behind = behind.map(|(_, arc)| shares[arc.to as usize][1]).max().unwrap_or(0);
        let count = if is_free(part) { 1 + behind } else { 0 };
        for &node in nodes {
            shares[node as usize][1] = count;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Basis, Network, ORIGIN};

    #[test]
    fn free_points_stand_evenly_between_fixed_ones() {
        let mut network = Network::new(6);
        network.exactly(ORIGIN, 1, 0, Basis::Stated(0));
        network.exactly(ORIGIN, 4, 300, Basis::Stated(1));
        for (from, to) in [(1, 2), (2, 3), (3, 4)] {
            network.at_least(from, to, 1, Basis::Stated(2));
        }
        // Point 5 is tied to nothing.
        let places = network.spread(0, 300).expect("no contradiction");
        assert_eq!(places, [0, 0, 100, 200, 300, 150]);
    }

    #[test]
    fn the_horizon_may_leave_the_origin_out() {
        for far in [1_000, -1_000] {
            let mut network = Network::new(3);
            for point in [1, 2] {
                network.at_least(ORIGIN, point, far, Basis::Stated(0));
                network.at_least(point, ORIGIN, -(far + 90), Basis::Stated(1));
            }
            network.at_least(1, 2, 0, Basis::Stated(2));
            assert_eq!(network.spread(far, far + 90).expect("no contradiction"), [0, far + 30, far + 60]);
        }
    }

    #[test]
    fn a_chain_of_many_does_not_take_long() {
        let count = 100_000;
        let mut network = Network::new(count + 1);
        for point in 1..count {
            network.at_least(point, point + 1, 0, Basis::Inherent);
        }
        let places = network.spread(0, i64::from(count)).expect("no contradiction");
        assert!(places[1..].windows(2).all(|pair| (0..=1).contains(&(pair[1] - pair[0]))));
    }

    proptest! {
        #[test]
        fn every_constraint_holds(
            constraints in prop::collection::vec((0..9_u32, 0..9_u32, -6..6_i64, prop::bool::weighted(0.2)), 0..16),
        ) {
            let mut network = Network::new(9);
            for (number, &(from, to, gap, exact)) in (0..).zip(&constraints) {
                if exact { network.exactly(from, to, gap, Basis::Stated(number)); } else { network.at_least(from, to, gap, Basis::Stated(number)); }
            }
            let spread = network.spread(-40, 40);
            prop_assert_eq!(spread.is_ok(), network.solve(-40, 40).is_ok());
            if let Ok(places) = spread {
                prop_assert!(places.iter().all(|place| (-40..=40).contains(place)));
                for &(from, to, gap, exact) in &constraints {
                    let apart = places[to as usize] - places[from as usize];
                    prop_assert!(if exact && from != to { apart == gap } else { apart >= gap }, "{apart} {gap}");
                }
            }
        }
    }
}
