//! Sweeps that carry many answers at once along the constraints between classes, other than those to and from the origin.
//! The order of the components makes one pass enough; only within a component of several nodes it takes some rounds.

use super::graph::{Components, Graph};
use super::longest::Direction;
use super::ticks::Ticks;

/// What a sweep carries to a node.
pub(super) trait Label<N>: Copy {
    /// Takes over what holds of a node that this one lies at least `gap` ticks from; whether anything of it is new.
    fn join(&mut self, near: Self, gap: N) -> bool;
}

/// For 64 sources, whether the node lies at least no time away from each, and whether at least a tick. Constraints with a
/// negative gap carry nothing, so this may say less than the network does, but never more.
impl<N: Ticks> Label<N> for [u64; 2] {
    fn join(&mut self, [weak, strict]: Self, gap: N) -> bool {
        let [mine, more] = *self;
        if gap >= N::default() {
            *self = [mine | weak, more | if gap > N::default() { weak } else { strict }];
        }
        *self != [mine, more]
    }
}

/// The least mark among the nodes that lie at least no time away, and among those that lie at least a tick away.
impl<N: Ticks> Label<N> for [u32; 2] {
    fn join(&mut self, [weak, strict]: Self, gap: N) -> bool {
        let [mine, more] = *self;
        if gap >= N::default() {
            *self = [mine.min(weak), more.min(if gap > N::default() { weak } else { strict })];
        }
        *self != [mine, more]
    }
}

/// The number of sources whose distances one sweep finds.
pub(super) const LANES: usize = 8;

/// The distances from eight sources.
impl<N: Ticks> Label<N> for [N; LANES] {
    fn join(&mut self, near: Self, gap: N) -> bool {
        let mut grows = false;
        for (mine, near) in self.iter_mut().zip(near) {
            let label = near + gap;
            grows |= label > *mine;
            *mine = label.max(*mine);
        }
        grows
    }
}

/// Carries the labels along all constraints that do not concern the origin. Linear, but for components of several nodes.
pub(super) fn sweep<N: Ticks, L: Label<N>>(
    graph: &Graph<N>,
    components: &Components,
    way: Direction,
    labels: &mut [L],
) {
    let is_forwards = way == Direction::Forwards;
    let carry = |labels: &mut [L], node: u32, within: bool| {
        let mut grows = false;
        for arc in graph.arcs_leaving(node) {
            if arc.to == 0 || components.same_component(node, arc.to) != within {
                continue;
            }
            let (near, far) = if is_forwards { (node, arc.to) } else { (arc.to, node) };
            let label = labels[near as usize];
            grows |= labels[far as usize].join(label, arc.gap);
        }
        grows
    };
    for part in 0..components.len() {
        let part = if is_forwards { part } else { components.len() - 1 - part };
        let nodes = components.nodes(part);
        if !is_forwards {
            for &node in nodes {
                carry(labels, node, false);
            }
        }
        if nodes.len() > 1 {
            // In a network without contradictions, each round settles at least one node.
            for _ in nodes {
                if !nodes.iter().fold(false, |grows, &node| carry(labels, node, true) | grows) {
                    break;
                }
            }
        }
        if is_forwards {
            for &node in nodes {
                carry(labels, node, false);
            }
        }
    }
}
