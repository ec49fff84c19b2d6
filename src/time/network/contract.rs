//! Folds points that are tied by exact constraints into classes, each of which moves as a whole: union-find in which
//! every point knows its distance from its class. A graph of inequalities remains between the classes.

use super::graph::{Arc, Components, Graph};
use super::ticks::Ticks;
use super::trace::Trace;
use super::{Cycle, Network, Point, cycle};

/// A constraint to fold: `to` lies at least, or exactly, `gap` ticks after `from`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bond<N> {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) gap: N,
    pub(super) exact: bool,
}

/// A network whose exact constraints are folded away.
#[derive(Clone, Debug)]
pub(super) struct Contracted<N> {
    /// The class of each point; the origin's is 0.
    pub(super) class: Vec<u32>,
    /// The ticks from each point's class to the point.
    pub(super) offset: Vec<N>,
    /// The least and the greatest offset in each class. The origin counts only if it is alone in its class.
    pub(super) reach: Vec<(N, N)>,
    /// The constraints between classes; an arc's tag is the number of its constraint.
    pub(super) graph: Graph<N>,
    /// The components of the classes other than 0, in order.
    pub(super) components: Components,
    /// The numbers of the exact constraints that tie the classes, without any that others imply.
    pub(super) ties: Vec<u32>,
    /// Whether any point is tied to the origin.
    pub(super) anchored: bool,
}

/// A constraint that contradicts its own class.
#[derive(Debug)]
pub(super) struct Clash {
    /// The constraints that tie that class, among others.
    ties: Vec<u32>,
    /// The constraint.
    number: u32,
    /// Whether the cycle passes it from its `from` to its `to`.
    forwards: bool,
}

impl<N: Ticks> Contracted<N> {
    /// Folds a network. Near-linear. An error if a class contradicts itself.
    pub(super) fn new(points: u32, bonds: impl Iterator<Item = Bond<N>> + Clone) -> Result<Self, Clash> {
        let mut union = Union::new(points);
        let mut ties = Vec::new();
        for (number, bond) in (0..).zip(bonds.clone()).filter(|(_, bond)| bond.exact) {
            match union.join(bond.from, bond.to, bond.gap) {
                Joined::Now => ties.push(number),
                Joined::Before { distance } => {
                    if distance != bond.gap {
                        return Err(Clash { ties, number, forwards: distance < bond.gap });
                    }
                }
            }
        }
        let Classes { class, offset, reach } = union.classes();
        let arcs = (0..).zip(bonds).filter(|(_, bond)| !bond.exact).map(|(tag, Bond { from, to, gap, .. })| {
            let (from, to) = (from as usize, to as usize);
            Arc { from: class[from], to: class[to], gap: gap + offset[from] - offset[to], tag }
        });
        if let Some(within) = arcs.clone().find(|arc| arc.from == arc.to && arc.gap > N::default()) {
            return Err(Clash { ties, number: within.tag, forwards: true });
        }
        let graph = Graph::new(reach.len(), arcs.filter(|arc| arc.from != arc.to));
        let components = Components::new(&graph);
        let alone = !class.iter().skip(1).any(|&class| class == 0);
        let anchored = !alone || graph.arcs.iter().any(|arc| arc.from == 0 || arc.to == 0);
        Ok(Self { class, offset, reach, graph, components, ties, anchored })
    }

    /// The place of a point, given the labels of the classes.
    pub(super) fn place(&self, point: usize, labels: &[N]) -> N {
        labels[self.class[point] as usize] + self.offset[point]
    }
}

impl Clash {
    /// The shortest cycle in a network that clashes.
    pub(super) fn cycle(&self, network: &Network) -> Cycle {
        let c = network.constraints[self.number as usize];
        let start = if self.forwards { c.from } else { c.to };
        let mut trace = Trace::new(network, &self.ties, start);
        trace.take(self.number);
        trace.tie_to(start);
        cycle::shortest(network, trace.cycle())
    }
}

enum Joined<N> {
    Now,
    /// They were in one class already, with `to` this many ticks after `from`.
    Before {
        distance: N,
    },
}

/// Union-find with path compression and union by size (Tarjan 1975); `offset` is from the parent.
struct Union<N> {
    parent: Vec<Point>,
    offset: Vec<N>,
    size: Vec<u32>,
}

impl<N: Ticks> Union<N> {
    fn new(points: u32) -> Self {
        let count = points as usize;
        Self { parent: (0..points).collect(), offset: vec![N::default(); count], size: vec![1; count] }
    }

    /// The root of a point's tree, and its distance from it.
    fn find(&mut self, point: Point) -> (Point, N) {
        let (mut root, mut distance) = (point, N::default());
        while self.parent[root as usize] != root {
            distance += self.offset[root as usize];
            root = self.parent[root as usize];
        }
        let (mut at, mut left) = (point as usize, distance);
        while self.parent[at] != root && at as u32 != root {
            let (parent, offset) = (self.parent[at], self.offset[at]);
            (self.parent[at], self.offset[at]) = (root, left);
            left -= offset;
            at = parent as usize;
        }
        (root, distance)
    }

    fn join(&mut self, from: Point, to: Point, gap: N) -> Joined<N> {
        let ((a, from), (b, to)) = (self.find(from), self.find(to));
        if a == b {
            return Joined::Before { distance: to - from };
        }
        // The distance from root a to root b.
        let apart = from + gap - to;
        let (child, root, apart) =
            if self.size[a as usize] >= self.size[b as usize] { (b, a, apart) } else { (a, b, -apart) };
        self.parent[child as usize] = root;
        self.offset[child as usize] = apart;
        self.size[root as usize] += self.size[child as usize];
        Joined::Now
    }

    /// Classes are numbered by their first point.
    fn classes(mut self) -> Classes<N> {
        const NEW: u32 = u32::MAX;
        let count = self.parent.len();
        let mut number = vec![NEW; count];
        let (mut class, mut offset) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut reach: Vec<(N, N)> = Vec::with_capacity(count);
        // The distance of the first point of each class from the root.
        let mut base: Vec<N> = Vec::with_capacity(count);
        for point in 0..count as u32 {
            let (root, distance) = self.find(point);
            let known = number[root as usize];
            if known == NEW {
                number[root as usize] = reach.len() as u32;
                class.push(reach.len() as u32);
                // The first point of a class lies at its label, so the origin's class has label 0.
                base.push(distance);
                offset.push(N::default());
                reach.push(Default::default());
                continue;
            }
            let distance = distance - base[known as usize];
            class.push(known);
            offset.push(distance);
            let (least, greatest) = &mut reach[known as usize];
            (*least, *greatest) = (distance.min(*least), distance.max(*greatest));
        }
        // The origin does not count in the span, unless nothing else has an exact time.
        let exact = (1..count).filter(|&point| class[point] == 0).map(|point| offset[point]);
        if let (Some(least), Some(greatest)) = (exact.clone().min(), exact.max()) {
            reach[0] = (least, greatest);
        }
        Classes { class, offset, reach }
    }
}

/// The class and the offset of each point, and the reach of each class.
struct Classes<N> {
    class: Vec<u32>,
    offset: Vec<N>,
    reach: Vec<(N, N)>,
}
