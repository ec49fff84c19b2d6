//! Points tied by exact constraints fold into one class that moves as a whole: union-find in which every point knows
//! its distance from its class. What stays between classes is a graph of inequalities.

use super::graph::{Arc, Graph, Parts};
use super::trace::Trace;
use super::{Network, Point, Ring, ring};

/// A network with its exact constraints used up.
#[derive(Clone, Debug)]
pub(super) struct Contracted {
    /// The class of each point; the origin's is 0.
    pub(super) class: Vec<u32>,
    /// How many ticks each point lies after its class.
    pub(super) offset: Vec<i128>,
    /// The least and the greatest offset in each class. The origin counts only where it is alone in its class.
    pub(super) reach: Vec<(i128, i128)>,
    /// What the constraints ask between classes; an arc's tag is the number of its constraint.
    pub(super) graph: Graph,
    /// The classes but 0 in order.
    pub(super) parts: Parts,
    /// The numbers of the exact constraints that tie the classes, without any that others imply.
    pub(super) ties: Vec<u32>,
    /// Whether anything ties any point to the origin.
    pub(super) anchored: bool,
}

impl Contracted {
    /// Near-linear. Fails if a class contradicts itself.
    pub(super) fn new(network: &Network) -> Result<Self, Ring> {
        let mut union = Union::new(network.points);
        let mut ties = Vec::new();
        for (number, c) in (0..).zip(&network.constraints) {
            if !c.exact {
                continue;
            }
            match union.join(c.from, c.to, c.gap) {
                Joined::Now => ties.push(number),
                Joined::Before { distance } => {
                    if distance != c.gap {
                        return Err(within(network, &ties, number, distance < c.gap));
                    }
                }
            }
        }
        let (class, offset, reach) = union.classes();
        let mut arcs = Vec::with_capacity(network.constraints.len() - ties.len());
        for (number, c) in (0..).zip(&network.constraints) {
            if c.exact {
                continue;
            }
            let (from, to) = (class[c.from as usize], class[c.to as usize]);
            let gap = c.gap + offset[c.from as usize] - offset[c.to as usize];
            if from != to {
                arcs.push(Arc { from, to, gap, tag: number });
            } else if gap > 0 {
                return Err(within(network, &ties, number, true));
            }
        }
        let graph = Graph::new(reach.len(), arcs);
        let parts = Parts::new(&graph);
        let alone = !class.iter().skip(1).any(|&class| class == 0);
        let anchored = !alone || !graph.leaving(0).is_empty() || !graph.entering(0).is_empty();
        Ok(Self { class, offset, reach, graph, parts, ties, anchored })
    }

    /// Where a point lies when its class lies at `label`.
    pub(super) fn place(&self, point: usize, labels: &[i128]) -> i128 {
        labels[self.class[point] as usize] + self.offset[point]
    }
}

/// The ring that closes constraint `number`, walked forwards or backwards, through the ties of its class.
fn within(network: &Network, ties: &[u32], number: u32, forwards: bool) -> Ring {
    let c = network.constraints[number as usize];
    let start = if forwards { c.from } else { c.to };
    let mut trace = Trace::new(network, ties, start);
    trace.take(number);
    trace.tie_to(start);
    ring::shortest(network, trace.ring())
}

enum Joined {
    Now,
    /// They were one class before, `to` so many ticks after `from`.
    Before {
        distance: i128,
    },
}

/// Union-find with path compression and union by size (Tarjan 1975); `offset` is from the parent.
struct Union {
    parent: Vec<Point>,
    offset: Vec<i128>,
    size: Vec<u32>,
}

impl Union {
    fn new(points: u32) -> Self {
        let count = points as usize;
        Self { parent: (0..points).collect(), offset: vec![0; count], size: vec![1; count] }
    }

    /// The root of a point's tree, and its distance from it.
    fn find(&mut self, point: Point) -> (Point, i128) {
        let (mut root, mut distance) = (point, 0);
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

    fn join(&mut self, from: Point, to: Point, gap: i128) -> Joined {
        let ((a, from), (b, to)) = (self.find(from), self.find(to));
        if a == b {
            return Joined::Before { distance: to - from };
        }
        // Root b lies this far after root a.
        let apart = from + gap - to;
        let (child, root, apart) =
            if self.size[a as usize] >= self.size[b as usize] { (b, a, apart) } else { (a, b, -apart) };
        self.parent[child as usize] = root;
        self.offset[child as usize] = apart;
        self.size[root as usize] += self.size[child as usize];
        Joined::Now
    }

    /// Class and offset of each point, and the reach of each class. Classes are numbered by their first point.
    fn classes(mut self) -> (Vec<u32>, Vec<i128>, Vec<(i128, i128)>) {
        const NEW: u32 = u32::MAX;
        let count = self.parent.len();
        let mut number = vec![NEW; count];
        let (mut class, mut offset) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut reach, mut base): (Vec<(i128, i128)>, Vec<i128>) = (Vec::new(), Vec::new());
        for point in 0..count as u32 {
            let (root, distance) = self.find(point);
            let known = number[root as usize];
            if known == NEW {
                number[root as usize] = reach.len() as u32;
                class.push(reach.len() as u32);
                // The first point of a class lies at its label, so the origin's class has label 0.
                base.push(distance);
                offset.push(0);
                reach.push((0, 0));
                continue;
            }
            let distance = distance - base[known as usize];
            class.push(known);
            offset.push(distance);
            let (least, greatest) = &mut reach[known as usize];
            (*least, *greatest) = (distance.min(*least), distance.max(*greatest));
        }
        // The origin is no part of what is spanned, unless nothing else has an exact time.
        let exact = (1..count).filter(|&point| class[point] == 0).map(|point| offset[point]);
        if let (Some(least), Some(greatest)) = (exact.clone().min(), exact.max()) {
            reach[0] = (least, greatest);
        }
        (class, offset, reach)
    }
}
