//! The shortest cycle of constraints that cannot all hold: the one with the fewest statements.
//!
//! From a source, the greatest sum of gaps to every other point is found for walks of 0, 1, 2 … statements; the first
//! walk that returns to the source with a sum above 0 is a shortest cycle through it. The origin is the source for
//! cycles through it. Any other cycle has a step to a point with a lower number, so only the ends of such steps are
//! sources, in components that have cycles at all. If there are only relations, no gap is negative, a sum of 1 is as
//! good as any greater one, and the search from a source is a single breadth-first search.
//!
//! The result is exact unless the search exceeds [`EFFORT`] steps, which suffices for any cycle among some hundreds of
//! entangled events and for short cycles in any story. Beyond that, only cycles through the points of the best one are
//! searched, with as much effort again.

use super::graph::{Arc, Components, Graph};
use super::trace::{backwards, forwards};
use super::{Basis, Cycle, CycleStep, Network, ORIGIN, Point, counts};

/// The steps that a search examines before it gives up.
const EFFORT: usize = 8_000_000;

/// A cycle no longer than `found`, and a shortest one unless the search gave up. A cycle that uses the horizon is
/// returned as it is.
pub(super) fn shortest(network: &Network, found: Cycle) -> Cycle {
    if found.steps.iter().any(|step| step.basis == Basis::Horizon) {
        return found;
    }
    let (graph, steps) = all_steps(network);
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

/// Every step that a cycle could take.
fn all_steps(network: &Network) -> (Graph<i128>, Vec<CycleStep>) {
    let both = network.constraints.iter().flat_map(|&c| [Some(forwards(c)), c.exact.then(|| backwards(c))]);
    let steps: Vec<CycleStep> = both.flatten().collect();
    let arcs = (0..).zip(&steps).map(|(tag, step)| Arc { from: step.from, to: step.to, gap: step.gap, tag });
    (Graph::new(network.points as usize, arcs), steps)
}

struct Search<'a> {
    graph: &'a Graph<i128>,
    steps: &'a [CycleStep],
    /// A walk with this sum stays above 0 on any way back.
    enough: i128,
    /// The steps that the search may still examine.
    effort: usize,
    /// The newest walk to each point in this search.
    newest: Vec<u32>,
    walks: Vec<Walk>,
}

/// A walk from the source: its last step, and the walk before that.
struct Walk {
    to: Point,
    sum: i128,
    step: u32,
    before: u32,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph<i128>, steps: &'a [CycleStep]) -> Self {
        // A walk back never takes a step twice.
        let enough = steps.iter().map(|step| -step.gap.min(0)).sum::<i128>() + 1;
        Self { graph, steps, enough, effort: EFFORT, newest: vec![u32::MAX; graph.nodes()], walks: Vec::new() }
    }

    /// A shortest cycle through any of the sources that is shorter than `length`. Short cycles are searched first from
    /// every source, so that finding one is cheap among many events.
    fn shorter_from_any(&mut self, sources: &[Point], length: usize) -> Option<Cycle> {
        let mut best: Option<Cycle> = None;
        let mut longest = 2;
        loop {
            for &source in sources {
                let limit = best.as_ref().map_or(longest.min(length), Cycle::length);
                best = self.shorter(source, limit).or(best);
                if self.effort == 0 {
                    return best;
                }
            }
            if best.is_some() || longest >= length {
                return best;
            }
            longest *= 2;
        }
    }

    /// A shortest cycle through the source that is shorter than `length`.
    fn shorter(&mut self, source: Point, length: usize) -> Option<Cycle> {
        for walk in self.walks.drain(..) {
            self.newest[walk.to as usize] = u32::MAX;
        }
        self.walks.push(Walk { to: source, sum: 0, step: u32::MAX, before: u32::MAX });
        let mut layer = vec![0];
        for statements in 0..length {
            // First the points reached without another statement, then those that one more statement leads to.
            let mut i = 0;
            while let Some(&way) = layer.get(i) {
                i += 1;
                if let Some(cycle) = self.extend(way, false, source, &mut layer) {
                    return Some(cycle);
                }
            }
            if statements + 1 == length {
                return None;
            }
            let mut ahead = Vec::new();
            for &way in &layer {
                if let Some(cycle) = self.extend(way, true, source, &mut ahead) {
                    return Some(cycle);
                }
            }
            // Cleared only here, or this layer would mix with the next.
            layer.clear();
            for way in ahead {
                let Walk { to, sum, .. } = self.walks[way as usize];
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

    /// Extends a walk by the steps that add a statement, or by those that do not.
    fn extend(&mut self, way: u32, stated: bool, source: Point, into: &mut Vec<u32>) -> Option<Cycle> {
        let Walk { to: at, sum, .. } = self.walks[way as usize];
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
            if counts(step.from, step.basis) != stated {
                continue;
            }
            if step.to == source {
                if sum > 0 {
                    return Some(self.cycle(way, number));
                }
                continue;
            }
            if step.to != ORIGIN && self.betters(step.to, sum) {
                let new = self.walks.len() as u32;
                self.walks.push(Walk { to: step.to, sum, step: number, before: way });
                if !stated {
                    self.newest[step.to as usize] = new;
                }
                into.push(new);
            }
        }
        None
    }

    fn betters(&self, point: Point, sum: i128) -> bool {
        self.walks.get(self.newest[point as usize] as usize).is_none_or(|way| sum > way.sum)
    }

    fn cycle(&self, mut way: u32, last: u32) -> Cycle {
        let mut steps = vec![self.steps[last as usize]];
        while let Some(Walk { step, before, .. }) = self.walks.get(way as usize).filter(|way| way.step != u32::MAX) {
            steps.push(self.steps[*step as usize]);
            way = *before;
        }
        steps.reverse();
        Cycle { steps }
    }
}
