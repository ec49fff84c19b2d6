//! The shortest cycle of constraints that cannot all hold: the one with the fewest things said.
//!
//! From one point, the greatest sum of gaps to every other is found for 0, 1, 2 … things said; the first time a
//! point is reached again with more than nothing, a shortest cycle through it is found. Rings by way of the origin are
//! found from there. Any other cycle has a step to a point with a lower number, so it is enough to start from those
//! that such steps lead to, in components where there are cycles at all. Among relations alone no gap is negative, a sum of 1
//! is as good as any greater one, and the search from a point is one breadth-first search.
//!
//! This is exact until it has looked at [`EFFORT`] steps, which leaves room for every cycle of any length in a tangle
//! of some hundreds of events and for short cycles in any story. After that only cycles through the points of the best
//! one are sought, with as much effort again.

use super::graph::{Arc, Components, Graph};
use super::trace::{backwards, forwards};
use super::{Basis, Cycle, CycleStep, Network, ORIGIN, Point, counts};

const EFFORT: usize = 8_000_000;

/// A cycle no longer than `found`, and a shortest one unless the search gave up. One that leans on the horizon stays
/// as it is.
pub(super) fn shortest(network: &Network, found: Cycle) -> Cycle {
    if found.steps.iter().any(|step| step.reason == Basis::Horizon) {
        return found;
    }
    let (graph, steps) = tangle(network);
    let mut search = Search::new(&graph, &steps);
    let mut best = found;
    if let Some(cycle) = search.shorter(ORIGIN, best.length()) {
        best = cycle;
    }
    let components = Components::new(&graph);
    let falls =
        |arc: &&Arc<i128>| arc.to == arc.from || arc.to < arc.from && components.same_component(arc.from, arc.to);
    let mut everywhere: Vec<Point> = graph.arcs.iter().filter(falls).map(|arc| arc.to).collect();
    everywhere.sort_unstable();
    everywhere.dedup();
    for sources in [everywhere, best.steps.iter().map(|step| step.from).collect()] {
        search.effort = EFFORT;
        if let Some(cycle) = search.shorter_from_any(&sources, best.length()) {
            best = cycle;
        }
        if search.effort > 0 {
            break;
        }
    }
    best
}

/// Every step a cycle could take.
fn tangle(network: &Network) -> (Graph<i128>, Vec<CycleStep>) {
    let both = network.constraints.iter().flat_map(|&c| [Some(forwards(c)), c.exact.then(|| backwards(c))]);
    let steps: Vec<CycleStep> = both.flatten().collect();
    let arcs = (0..).zip(&steps).map(|(tag, step)| Arc { from: step.from, to: step.to, gap: step.gap, tag });
    (Graph::new(network.points as usize, arcs), steps)
}

struct Search<'a> {
    graph: &'a Graph<i128>,
    steps: &'a [CycleStep],
    /// With this sum a walk has so much that whatever way leads back leaves some of it.
    enough: i128,
    /// How many more steps may be looked at.
    effort: usize,
    /// The newest way to each point, if made in this search.
    newest: Vec<u32>,
    ways: Vec<Walk>,
}

/// A walk from the source, as its last step and the walk before that.
struct Walk {
    to: Point,
    sum: i128,
    step: u32,
    before: u32,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph<i128>, steps: &'a [CycleStep]) -> Self {
        // No way back takes a step twice.
        let enough = steps.iter().map(|step| -step.gap.min(0)).sum::<i128>() + 1;
        Self { graph, steps, enough, effort: EFFORT, newest: vec![u32::MAX; graph.nodes()], ways: Vec::new() }
    }

    /// A shortest cycle through any of the sources that is shorter than `length`. Short cycles are sought first, from
    /// everywhere, so that finding one costs little among many events.
    fn shorter_from_any(&mut self, sources: &[Point], length: usize) -> Option<Cycle> {
        let mut best: Option<Cycle> = None;
        let mut most = 2;
        loop {
            for &source in sources {
                let limit = best.as_ref().map_or(most.min(length), Cycle::length);
                best = self.shorter(source, limit).or(best);
                if self.effort == 0 {
                    return best;
                }
            }
            if best.is_some() || most >= length {
                return best;
            }
            most *= 2;
        }
    }

    /// A shortest cycle through the source that is shorter than `length`.
    fn shorter(&mut self, source: Point, length: usize) -> Option<Cycle> {
        for way in self.ways.drain(..) {
            self.newest[way.to as usize] = u32::MAX;
        }
        self.ways.push(Walk { to: source, sum: 0, step: u32::MAX, before: u32::MAX });
        let mut layer = vec![0];
        for said in 0..length {
            // First what can be reached without saying more, then what one more thing said leads to.
            let mut i = 0;
            while let Some(&way) = layer.get(i) {
                i += 1;
                if let Some(cycle) = self.extend(way, false, source, &mut layer) {
                    return Some(cycle);
                }
            }
            if said + 1 == length {
                return None;
            }
            let mut ahead = Vec::new();
            for &way in &layer {
                if let Some(cycle) = self.extend(way, true, source, &mut ahead) {
                    return Some(cycle);
                }
            }
            // Only now, so that this layer was not mixed with the next.
            layer.clear();
            for way in ahead {
                let Walk { to, sum, .. } = self.ways[way as usize];
                if self.betters(to, sum) {
                    self.newest[to as usize] = way;
                    layer.push(way);
                }
            }
            if layer.is_empty() || self.effort == 0 {
                return None;
            }
        }
        None
    }

    /// Follows the steps from the end of a way that do, or do not, say more.
    fn extend(&mut self, way: u32, saying: bool, source: Point, into: &mut Vec<u32>) -> Option<Cycle> {
        let Walk { to: at, sum, .. } = self.ways[way as usize];
        if at != source && self.newest[at as usize] != way {
            return None;
        }
        for arc in self.graph.arcs_leaving(at) {
            self.effort = self.effort.saturating_sub(1);
            let (number, step) = (arc.tag, self.steps[arc.tag as usize]);
            let sum = self.enough.min(sum + step.gap);
            if self.effort == 0 {
                return None;
            }
            if counts(step.from, step.reason) != saying {
                continue;
            }
            if step.to == source {
                if sum > 0 {
                    return Some(self.cycle(way, number));
                }
                continue;
            }
            if step.to != ORIGIN && self.betters(step.to, sum) {
                let new = self.ways.len() as u32;
                self.ways.push(Walk { to: step.to, sum, step: number, before: way });
                if !saying {
                    self.newest[step.to as usize] = new;
                }
                into.push(new);
            }
        }
        None
    }

    fn betters(&self, point: Point, sum: i128) -> bool {
        self.ways.get(self.newest[point as usize] as usize).is_none_or(|way| sum > way.sum)
    }

    fn cycle(&self, mut way: u32, last: u32) -> Cycle {
        let mut steps = vec![self.steps[last as usize]];
        while let Some(Walk { step, before, .. }) = self.ways.get(way as usize).filter(|way| way.step != u32::MAX) {
            steps.push(self.steps[*step as usize]);
            way = *before;
        }
        steps.reverse();
        Cycle { steps }
    }
}
