//! The distances that the constraints hold between two points: the difference between what a network entails
//! and where its points were put.
//!
//! The least distance from a point is a longest path from it. A path goes through the origin at most once, so one sweep
//! without the origin and one from it find them all.

use super::contract::Contracted;
use super::longest::{Direction, Labels};
use super::{Cycle, Network, Point};

/// The label of a class that no path leads to: so low that no sum of gaps comes near the others.
const UNREACHED: i128 = i128::MIN / 4;

/// The distances of points that a network without contradictions entails.
#[derive(Clone, Debug)]
pub struct Distances {
    contracted: Contracted<i128>,
}

impl Network {
    /// Makes the network ready for questions. Linear in points and constraints.
    ///
    /// # Errors
    /// A cycle of exact constraints that cannot all hold. Other contradictions are for [`solve`](Self::solve) to find:
    /// the network must have none.
    pub fn distances(&self) -> Result<Distances, Cycle> {
        let contracted = self.contracted().map_err(|clash| clash.cycle(self))?;
        Ok(Distances { contracted })
    }
}

impl Distances {
    /// The ticks that each point lies at least after `from`; negative if it may lie before, `None` if nothing says.
    ///
    /// Linear if no component of the graph has several nodes.
    pub fn after(&self, from: Point) -> Vec<Option<i128>> {
        self.along(from, Direction::Forwards)
    }

    /// The ticks that each point lies at least before `to`; negative if it may lie after, `None` if nothing says.
    ///
    /// Linear if no component of the graph has several nodes.
    pub fn before(&self, to: Point) -> Vec<Option<i128>> {
        self.along(to, Direction::Backwards)
    }

    fn along(&self, source: Point, way: Direction) -> Vec<Option<i128>> {
        let Contracted { class, offset, .. } = &self.contracted;
        let source = source as usize;
        let Some(&start) = class.get(source) else { return vec![None; class.len()] };
        let labels = self.labels(start, way);
        let sign = if way == Direction::Forwards { 1 } else { -1 };
        let distance = |(&class, &at): (&u32, &i128)| {
            let label = labels[class as usize];
            (label > UNREACHED / 2).then(|| label + sign * (at - offset[source]))
        };
        class.iter().zip(offset).map(distance).collect()
    }

    /// The longest path between the class `start` and every class.
    fn labels(&self, start: u32, way: Direction) -> Vec<i128> {
        let Contracted { graph, components, reach, .. } = &self.contracted;
        let mut labels = Labels::from(vec![UNREACHED; reach.len()]);
        labels.value[start as usize] = 0;
        // A network with contradictions has no longest paths; what the sweep has by then is still no more than is asked.
        let sweep = |labels: &mut Labels<i128>, through_origin| {
            let _ = labels.raise(graph, components, way, through_origin);
        };
        if start != 0 {
            sweep(&mut labels, false);
            let to_origin = match way {
                Direction::Forwards => {
                    let arcs = graph.entering(0).iter().map(|&number| graph.arc(number));
                    arcs.map(|arc| labels.value[arc.from as usize] + arc.gap).max()
                }
                Direction::Backwards => {
                    graph.arcs_leaving(0).iter().map(|arc| labels.value[arc.to as usize] + arc.gap).max()
                }
            };
            labels.value[0] = to_origin.unwrap_or(UNREACHED);
        }
        if labels.value[0] > UNREACHED / 2 {
            sweep(&mut labels, true);
        }
        labels.value
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Basis, Network, ORIGIN};

    /// The longest paths between all pairs, by Floyd and Warshall; `None` if there is a contradiction.
    fn by_brute_force(points: usize, constraints: &[(u32, u32, i64, bool)]) -> Option<Vec<Vec<Option<i128>>>> {
        let mut longest = vec![vec![None; points]; points];
        let mut raise = |from: u32, to: u32, gap: i128| {
            let known: &mut Option<i128> = &mut longest[from as usize][to as usize];
            *known = Some(known.map_or(gap, |known| known.max(gap)));
        };
        for point in 0..points as u32 {
            raise(point, point, 0);
        }
        for &(from, to, gap, exact) in constraints {
            raise(from, to, gap.into());
            if exact {
                raise(to, from, -i128::from(gap));
            }
        }
        for over in 0..points {
            for from in 0..points {
                for to in 0..points {
                    if let (Some(a), Some(b)) = (longest[from][over], longest[over][to]) {
                        let known = &mut longest[from][to];
                        *known = Some(known.map_or(a + b, |known| known.max(a + b)));
                    }
                }
            }
        }
        (0..points).all(|point| longest[point][point] == Some(0)).then_some(longest)
    }

    fn network(points: u32, constraints: &[(u32, u32, i64, bool)]) -> Network {
        let mut network = Network::new(points);
        for (number, &(from, to, gap, exact)) in (0..).zip(constraints) {
            if exact {
                network.exactly(from, to, gap, Basis::Stated(number));
            } else {
                network.at_least(from, to, gap, Basis::Stated(number));
            }
        }
        network
    }

    #[test]
    fn only_what_is_said_is_known() {
        // 1 and 2 stand in order, 3 is tied to nothing, 4 lies at tick 10.
        let distances = network(5, &[(1, 2, 1, false), (ORIGIN, 4, 10, true)]).distances().expect("no contradiction");
        assert_eq!(distances.after(1), [None, Some(0), Some(1), None, None]);
        assert_eq!(distances.before(2), [None, Some(1), Some(0), None, None]);
        assert_eq!(distances.after(4), [Some(-10), None, None, None, Some(0)]);
        assert_eq!(distances.after(ORIGIN), [Some(0), None, None, None, Some(10)]);
    }

    proptest! {
        #[test]
        fn distances_are_longest_paths(
            constraints in prop::collection::vec((0..7_u32, 0..7_u32, -6..6_i64, prop::bool::weighted(0.2)), 0..14),
        ) {
            let network = network(7, &constraints);
            if let Some(longest) = by_brute_force(7, &constraints) {
                let distances = network.distances().expect("no contradiction");
                for (from, expected) in (0..).zip(&longest) {
                    prop_assert_eq!(&distances.after(from), expected);
                    let before: Vec<_> = longest.iter().map(|row| row[from as usize]).collect();
                    prop_assert_eq!(distances.before(from), before);
                }
            }
        }
    }
}
